"""The emoji there are: groups, names in Russian and English, and finding one by words.

Read from ``resources/emoji/emoji.tsv`` (the names and keywords of Unicode CLDR; ``make.py`` beside
it says how it is made) when the first emoji is asked for. Pure functions, no widgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from core.paths import resources_dir

# The groups in the order of the picker: the number in the table, and the icon that stands for it.
GROUPS: tuple[tuple[int, str], ...] = (
    (0, "smile"),
    (1, "hand"),
    (3, "paw-print"),
    (4, "utensils"),
    (5, "car"),
    (6, "trophy"),
    (7, "lightbulb"),
    (8, "hash"),
    (9, "flag"),
)
# Recently used ones that are kept.
MAX_RECENT = 32
# What many use: offered before anything was used, and after what was.
FIRST = ("👍", "❤️", "😂", "🎉", "🤔", "👀", "🙏", "✅")
OFTEN = (
    *FIRST,
    *("😀", "😄", "😊", "😉", "😍", "😎", "🙂", "😅", "🤣", "😭", "😢", "😡", "😱", "😴"),
    *("👎", "👏", "👋", "🙌", "💪", "🤝", "✋", "🔥", "💯", "⭐", "💡", "❓", "❗", "❌"),
    *("🚀", "💻", "📎", "📌", "📚", "⏰"),
)
# Letters after a colon before names are offered: ":D" and ":/" are what they are.
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Emoji:
    """One emoji. ``short`` are the names that are typed between colons; ``words`` are its names and
    keywords as they are compared, a space before and behind each."""

    text: str
    group: int
    short: tuple[str, ...]
    english: str
    russian: str
    words: str

    def name(self, language: str) -> str:
        """What it is called in "ru" or "en"."""
        return self.russian if language == "ru" else self.english


def fold(text: str) -> str:
    """``text`` as it is compared: without case, and without what few people type (ё)."""
    return text.casefold().replace("ё", "е")


_BETWEEN = str.maketrans("\t_-.,:;()«»“”!", " " * 14)


@cache
def all_emoji() -> tuple[Emoji, ...]:
    """Every emoji, in the order of the Unicode charts."""
    path = resources_dir() / "emoji" / "emoji.tsv"
    made = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, group, short, english, _tags, russian, _russian_tags = line.split("\t")
        made.append(
            Emoji(
                text,
                int(group),
                tuple(short.split()),
                english,
                russian,
                f" {fold(line.translate(_BETWEEN))} ",
            )
        )
    return tuple(made)


@cache
def _by_text() -> dict[str, Emoji]:
    found = {each.text: each for each in all_emoji()}
    return {**{text.replace("\ufe0f", ""): each for text, each in found.items()}, **found}


@cache
def _by_short() -> dict[str, Emoji]:
    return {name: each for each in reversed(all_emoji()) for name in each.short}


def emoji_of(text: str) -> Emoji | None:
    """The emoji that ``text`` is, None where it is none of the table's."""
    return _by_text().get(text) or _by_text().get(text.replace("\ufe0f", ""))


def emoji_called(name: str) -> Emoji | None:
    """The emoji of that very short name ("smile"), in any letter case."""
    return _by_short().get(name.casefold())


def in_group(group: int) -> list[Emoji]:
    """The emoji of a group, in order."""
    return [each for each in all_emoji() if each.group == group]


def known(texts: Iterable[str]) -> list[Emoji]:
    """Those of ``texts`` that are emoji of the table, in their order, each once."""
    found = (emoji_of(text) for text in texts)
    return list(dict.fromkeys(each for each in found if each is not None))


def find(query: str, recent: Sequence[str] = (), limit: int = 200) -> list[Emoji]:
    """The emoji that fit what somebody typed, in Russian or English, the best first.

    Every word of ``query`` must begin a word of the emoji. Better are: a short name that is just
    that, one that begins so, a name that begins so; among equals, what was used recently.
    """
    folded = fold(query.replace("_", " ").replace("-", " ")).strip(" :")
    asked = folded.split()
    if not asked:
        return []
    joined = "_".join(asked)
    used = {text: place for place, text in enumerate(recent)}
    ranked: list[tuple[int, int, int, Emoji]] = []
    for place, each in enumerate(all_emoji()):
        if not all(f" {part}" in each.words for part in asked):
            continue
        if joined in each.short:
            rank = 0
        elif any(name.startswith(joined) for name in each.short):
            rank = 1
        elif fold(each.russian).startswith(folded) or fold(each.english).startswith(folded):
            rank = 2
        elif all(f" {part} " in each.words for part in asked):
            rank = 3
        else:
            rank = 4
        ranked.append((rank, used.get(each.text, MAX_RECENT), place, each))
    ranked.sort(key=lambda item: item[:3])
    return [item[3] for item in ranked[:limit]]


def name_before(text: str, cursor: int) -> int | None:
    """Where the colon of a name that is being typed stands (":smi", ":улыб"), None where none is.

    The colon begins a word, and letters follow it: times, web addresses and ":D" are none.
    """
    start = cursor
    while start and (text[start - 1].isalnum() or text[start - 1] in "_-+"):
        start -= 1
    colon = start - 1
    if colon < 0 or text[colon] != ":" or cursor - start < SHORTEST:
        return None
    if colon and not (text[colon - 1].isspace() or text[colon - 1] in "([{«“\"'"):
        return None
    return colon


def name_closed(text: str, cursor: int) -> tuple[int, Emoji] | None:
    """A name that was just written out with its second colon (":smile:"), and where it begins."""
    if not cursor or text[cursor - 1] != ":":
        return None
    colon = name_before(text, cursor - 1)
    found = emoji_called(text[colon + 1 : cursor - 1]) if colon is not None else None
    return (colon, found) if colon is not None and found is not None else None


def with_recent(recent: Sequence[str], text: str) -> tuple[str, ...]:
    """``recent`` after ``text`` was used."""
    return (text, *(each for each in recent if each != text))[:MAX_RECENT]
