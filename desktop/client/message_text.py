"""From the text of a message to what can be shown safely: formatting codes, markup, code, links,
and every character that could freeze, hide or reorder something made harmless.

Positions in a ``Body`` are UTF-16 code units, as Qt counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.irc.formatting import PLAIN, Style, parse_formatting
from desktop.client.message_links import find_links
from desktop.client.message_markup import Block, Markup, find_code, parse_markup
from desktop.client.message_safety import (
    CONTROL,
    LINE,
    MAX_MARKS,
    PAD,
    REPLACEMENT,
    VISIBLE,
    isolated,
    make_safe,
)

__all__ = [
    "LINE",
    "MAX_LINES",
    "MAX_MARKS",
    "MAX_RAW",
    "MAX_SHOWN",
    "REPLACEMENT",
    "Block",
    "Body",
    "Link",
    "find_code",
    "find_links",
    "isolated",
    "make_body",
    "utf16_length",
    "utf16_slice",
]

# Code points of a message that are shown; the rest is cut and said to be.
MAX_SHOWN = 4_000
# Raw code points that are looked at, formatting codes included.
MAX_RAW = 16_000
# A word longer than this is broken anywhere: looking for a good place is quadratic in Qt.
LONG_WORD = 1_000
# Lines that a message may have.
MAX_LINES = 200


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text. ``url`` is complete, with its scheme."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Body:
    """A message ready for layout.

    ``text`` is drawn; ``plain`` has the same length and is copied and searched: it has the
    backticks that ``text`` shows as a frame. ``codes`` and ``marks`` (stand-ins for control
    characters) are drawn in the fixed-width font, ``codes`` in a frame. ``blocks``, in order and
    apart from each other, are the lines of code blocks, quotes and lists.
    """

    text: str
    plain: str
    styles: tuple[tuple[int, int, Style], ...] = ()
    links: tuple[Link, ...] = ()
    codes: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    names: tuple[tuple[int, int, str], ...] = ()  # nicknames to colour
    mentions: tuple[tuple[int, int], ...] = ()  # where we are named
    blocks: tuple[Block, ...] = ()
    break_anywhere: bool = False
    truncated: bool = False


# --- UTF-16 -------------------------------------------------------------------------------------


def utf16_length(text: str) -> int:
    """The length of ``text`` as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """``text[start:end]`` in UTF-16 positions; half a surrogate pair becomes U+FFFD."""
    if not text or max(text) <= "\uffff":
        return text[start:end]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "replace")


class Positions:
    """Turns positions in a str into UTF-16 positions."""

    def __init__(self, text: str) -> None:
        self._wide = (
            []
            if not text or max(text) <= "\uffff"
            else [i for i, c in enumerate(text) if c > "\uffff"]
        )

    def __call__(self, index: int) -> int:
        if not self._wide:
            return index
        return index + bisect_left(self._wide, index)


# --- a whole message ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Text:
    """A text under construction; positions count its characters."""

    text: str
    plain: str
    styles: list[tuple[int, int, Style]]
    marks: list[int]
    codes: list[tuple[int, int]]
    blocks: list[Block]
    truncated: bool


def _harmless(raw: str) -> _Text:
    """Formatting codes parsed, every character harmless, not too long."""
    truncated = len(raw) > MAX_RAW
    styles: list[tuple[int, int, Style]] = []
    if truncated:
        raw = raw[:MAX_RAW]
    if CONTROL.search(raw):
        raw = raw.translate(VISIBLE)
    chunks: list[str] = []
    length = 0
    for span in parse_formatting(raw):
        if span.style != PLAIN:
            styles.append((length, length + len(span.text), span.style))
        chunks.append(span.text)
        length += len(span.text)
    joined = "".join(chunks)
    if len(joined) > MAX_SHOWN:
        joined, truncated = joined[:MAX_SHOWN], True
    safe = make_safe(joined)
    text = safe.text
    if (places := safe.places) is not None:
        last = len(places) - 1
        styles = [(places[min(a, last)], places[min(b, last)], s) for a, b, s in styles]
    if text.count(LINE) >= MAX_LINES:
        text, truncated = LINE.join(text.split(LINE, MAX_LINES)[:MAX_LINES]), True
    return _Text(text, text, styles, safe.marks, [], [], truncated)


def _mark_up(made: _Text, markup: Markup) -> None:
    """Markers go from the text, and what they mean comes to its styles and blocks."""
    text = made.text
    if markup.codes or markup.bullets:
        letters = list(text)
        for start, end, ticks in markup.codes:
            letters[start : start + ticks] = letters[end - ticks : end] = PAD * ticks
        for place in markup.bullets:
            letters[place] = "•"
        made.text = "".join(letters)
    made.styles += markup.styles
    made.codes = [(a, b) for a, b, _ in markup.codes]
    made.blocks = markup.blocks
    if not markup.cuts:
        return
    made.text, made.plain = _without(made.text, markup.cuts), _without(text, markup.cuts)
    move = _mover(markup.cuts)
    made.styles = [(move(a), move(b), s) for a, b, s in made.styles]
    made.marks = [move(i) for i in made.marks]
    made.codes = [(move(a), move(b)) for a, b in made.codes]
    made.blocks = [replace(b, start=move(b.start), end=move(b.end)) for b in made.blocks]


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in cuts:
        pieces.append(text[at:start])
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _mover(cuts: list[tuple[int, int]]) -> Callable[[int], int]:
    """Where a place is once the ``cuts`` (in order, apart from each other) are gone."""
    starts = [start for start, _ in cuts]
    gone, total = [0], 0
    for start, end in cuts:
        total += end - start
        gone.append(total)

    def move(place: int) -> int:
        index = bisect_left(starts, place)  # cuts that begin before it
        if index and (end := cuts[index - 1][1]) > place:  # it lies within one
            return place - gone[index] + end - place
        return place - gone[index]

    return move


def make_body(
    raw: str,
    own_nick: str = "",
    prefix: str = "",
    *,
    markup: bool = True,
    words: tuple[str, ...] = (),
) -> Body:
    """The body of a message. ``prefix`` is a name to put before it ("anna" in "anna waves");
    ``own_nick`` and ``words`` are marked where they are named; ``markup``: Markdown is understood.
    """
    made = _harmless(raw)
    if markup:
        found = parse_markup(made.text)
        if found is not None:
            if prefix:
                found.blocks = []
            _mark_up(made, found)
    _blank_tabs(made)
    text, plain = made.text, made.plain
    code = [*made.codes, *((b.start, b.end) for b in made.blocks if b.kind == "code")]
    links = find_links(text)
    if code and links:
        links = [k for k in links if not any(a < k[1] and k[0] < b for a, b in code)]
    mentions = _mentions(text, (own_nick, *words))
    names: tuple[tuple[int, int, str], ...] = ()
    shift = 0
    if prefix:
        shown = isolated(prefix)
        text, plain, shift = f"{shown} {text}", f"{shown} {plain}", len(shown) + 1
        names = ((0, utf16_length(shown), prefix),)
    if made.truncated:
        text, plain = text + "…", plain + "…"
    at = Positions(text)
    size = len(text)

    def place(index: int) -> int:
        return at(min(index + shift, size))

    return Body(
        text=text,
        plain=plain,
        styles=tuple(
            (place(a), place(b), s) for a, b, s in made.styles if a < b and a + shift < size
        ),
        links=tuple(Link(place(a), place(b), url) for a, b, url in links),
        codes=tuple((place(a), place(b)) for a, b in made.codes),
        marks=tuple((place(i), place(i + 1)) for i in made.marks if i + shift < size),
        names=names,
        mentions=tuple((place(a), place(b)) for a, b in mentions),
        blocks=tuple(replace(b, start=place(b.start), end=place(b.end)) for b in made.blocks),
        break_anywhere=_has_long_word(text),
        truncated=made.truncated,
    )


def _blank_tabs(made: _Text) -> None:
    """A tab is one only in a code block."""
    if "\t" not in made.text:
        return
    blocks = [(b.start, b.end) for b in made.blocks if b.kind == "code"]
    letters = list(made.text)
    for index, char in enumerate(letters):
        if char == "\t" and not any(a <= index < b for a, b in blocks):
            letters[index] = " "
    text = "".join(letters)
    if made.plain == made.text:
        made.plain = text
    else:
        made.plain = "".join(
            " " if old == "\t" and new == " " else old
            for old, new in zip(made.plain, letters, strict=True)
        )
    made.text = text


def _has_long_word(text: str) -> bool:
    return len(text) > LONG_WORD and any(len(word) > LONG_WORD for word in text.split())


def _mentions(text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    folded = text.casefold()
    present = [re.escape(name) for name in names if name and name.casefold() in folded]
    if not present:
        return []
    pattern = rf"(?<![\w-])@?(?:{'|'.join(present)})(?![\w-])"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)][:50]
