"""Words of a person's own: short texts that become longer ones, and commands made of others.

Each is a line "short = long"::

    /hi = /me greets $*
    omw = on my way

In a command ``$1`` to ``$9`` are the words behind it, ``$2-`` all from the second on and ``$*`` all
of them; ``$$`` is a dollar sign. Where none of them stands in it, what was typed behind is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 200
_PLACE = re.compile(r"\$(\$|\*|[1-9]-?)")
_NAME = re.compile(r"/[^\s/]+")
_LONGEST = 8_000  # characters that may come of a line


@dataclass(frozen=True, slots=True)
class OwnWord:
    """``short`` becomes ``long``; a command where it begins with a slash."""

    short: str
    long: str

    @property
    def is_command(self) -> bool:
        """Whether it is a command: it counts at the beginning of what is typed."""
        return self.short.startswith("/")


def read_word(line: str) -> OwnWord | None:
    """What a line means; None for what means nothing."""
    short, equals, long = line.partition("=")
    short, long = short.strip(), long.strip()
    if not equals or not long or len(short.split()) != 1 or not line.isprintable():
        return None
    if short.startswith("/") and not _NAME.fullmatch(short):
        return None
    return OwnWord(short, long)


def read_words(lines: Iterable[str]) -> tuple[OwnWord, ...]:
    """The words of these lines; of two with one name the later counts."""
    found = {
        (word.short.lower() if word.is_command else word.short): word
        for word in map(read_word, lines)
        if word is not None
    }
    return tuple(found.values())[-MOST:]


def expand(line: str, words: Iterable[OwnWord]) -> str:
    """What is sent for a line that was typed. A command of one's own goes before the program's
    with that name, and is not looked for in what comes of it."""
    if line.startswith("/") and not line.startswith("//"):
        name, _, rest = line.partition(" ")
        for word in words:
            if word.is_command and word.short.lower() == name.lower():
                return _fill(word.long, rest.strip(" "))[:_LONGEST]
        return line
    plain = {word.short: word.long for word in words if not word.is_command}
    if not plain:
        return line
    # Whole words only: "omw," is none, so that nothing is changed in the middle of a link.
    pieces = re.split(r"(\s+)", line)
    return "".join(plain.get(piece, piece) for piece in pieces)[:_LONGEST]


def _fill(pattern: str, rest: str) -> str:
    given = rest.split()
    places = [found[1] for found in _PLACE.finditer(pattern)]
    if not any(place != "$" for place in places):
        pattern = f"{pattern} $*" if rest else pattern

    def place(found: re.Match[str]) -> str:
        what = found[1]
        if what == "$":
            return "$"
        if what == "*":
            return rest
        number = int(what[0]) - 1
        if what.endswith("-"):
            return " ".join(given[number:])
        return given[number] if number < len(given) else ""

    return _PLACE.sub(place, pattern).strip()
