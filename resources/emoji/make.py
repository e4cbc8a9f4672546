"""Makes ``emoji.tsv`` from an unpacked ``emojibase-data`` (17.0.0), which carries the Unicode
CLDR's names and keywords::

    python resources/emoji/make.py FOLDER

One line an emoji: the emoji, its group, its short names, its name and keywords in English, the same
in Russian; lists are separated by spaces, columns by tabs. Left out are parts (skin tones, letters
of flags) and what came after Emoji 15.0, the newest that the bundled font draws.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NEWEST = 15.0
PARTS = 2  # their group
PICTURE = 1  # the type of what is a picture rather than a letter


def _words(entry: dict[str, Any]) -> str:
    return " ".join(dict.fromkeys(word for tag in entry.get("tags", ()) for word in tag.split()))


def _short(names: str | list[str]) -> str:
    return " ".join([names] if isinstance(names, str) else names)


def make(source: Path) -> str:
    """The whole table. Raises OSError and ValueError for a folder that is none of theirs."""

    def load(name: str) -> Any:
        return json.loads((source / name).read_text(encoding="utf-8"))

    russian = {each["hexcode"]: each for each in load("ru/data.json")}
    github = load("en/shortcodes/github.json")
    usual = load("en/shortcodes/emojibase.json")
    lines = []
    for entry in sorted(load("en/data.json"), key=lambda each: each.get("order", 0)):
        group = entry.get("group", PARTS)
        if group == PARTS or entry["version"] > NEWEST:
            continue
        code = entry["hexcode"]
        short = dict.fromkeys(
            f"{_short(github.get(code, []))} {_short(usual.get(code, []))}".split()
        )
        other = russian[code]
        emoji = entry["emoji"]
        if entry["type"] == PICTURE and emoji[1:] == "\ufe0f":
            emoji = emoji[0]  # a picture by itself: no selector has to ask for it
        columns = (
            emoji,
            str(group),
            " ".join(short),
            entry["label"],
            _words(entry),
            other["label"],
            _words(other),
        )
        lines.append("\t".join(columns))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("emoji.tsv").write_text(make(Path(sys.argv[1])), encoding="utf-8")
