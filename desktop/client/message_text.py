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
from desktop.client.message_links import find_links, readable
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
    "MAX_CARDS",
    "MAX_LINES",
    "MAX_MARKS",
    "MAX_RAW",
    "MAX_SHOWN",
    "REPLACEMENT",
    "Block",
    "Body",
    "Link",
    "copied",
    "find_code",
    "find_links",
    "is_wide",
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
# Cards under one message, of its first addresses that have one.
MAX_CARDS = 4
_ABOVE = re.compile("[\U00010000-\U0010ffff]")


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
    backticks that ``text`` shows as a frame; ``shortened`` has the addresses of which only a part
    is shown, or nothing. ``codes`` and ``marks`` (stand-ins for control
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
    shortened: tuple[tuple[int, int, str], ...] = ()  # addresses that are shown shorter, or not
    break_anywhere: bool = False
    truncated: bool = False


# --- UTF-16 -------------------------------------------------------------------------------------


def utf16_length(text: str) -> int:
    """The length of ``text`` as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_wide(text: str, end: int | None = None) -> bool:
    """Whether Qt counts a character of ``text[:end]`` twice: it is above U+FFFF."""
    if text.isascii():
        return False
    return (_ABOVE.search(text) if end is None else _ABOVE.search(text, 0, end)) is not None


def utf16_slice(text: str, start: int, end: int) -> str:
    """``text[start:end]`` in UTF-16 positions; half a surrogate pair becomes U+FFFD."""
    if not is_wide(text):
        return text[start:end]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "replace")


class Positions:
    """Turns positions in a str into UTF-16 positions."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [found.start() for found in _ABOVE.finditer(text)]

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
    made.plain = text
    made.styles += markup.styles
    made.codes = [(a, b) for a, b, _ in markup.codes]
    made.blocks = markup.blocks
    if markup.cuts:
        _replace(made, [(start, end, "") for start, end in markup.cuts])


def _replace(made: _Text, edits: list[tuple[int, int, str]]) -> Callable[[int], int]:
    """Put other words into a text (in order, apart from each other): where a place went."""
    made.text, made.plain = _edited(made.text, edits), _edited(made.plain, edits)
    starts = [start for start, _, _ in edits]
    moved = [0]
    for start, end, new in edits:
        moved.append(moved[-1] + len(new) - (end - start))

    def move(place: int) -> int:
        index = bisect_left(starts, place)  # edits that begin before it
        if index:
            start, end, new = edits[index - 1]
            if place < end:  # within one
                return start + moved[index - 1] + min(place - start, len(new))
        return place + moved[index]

    made.styles = [(move(a), move(b), s) for a, b, s in made.styles]
    made.marks = [move(i) for i in made.marks]
    made.codes = [(move(a), move(b)) for a, b in made.codes]
    made.blocks = [replace(b, start=move(b.start), end=move(b.end)) for b in made.blocks]
    return move


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _shorten(
    made: _Text, links: list[tuple[int, int, str]], has_card: Callable[[str], bool] | None
) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """Show addresses as people read them, and not where they have a card below and a line to
    themselves: the links, and those of which something is missing, with what is copied of them."""
    text = made.text
    edits: list[tuple[int, int, str]] = []
    originals: list[str] = []
    cards = set[str]()
    for start, end, url in links:
        shown = text[start:end]
        if has_card is not None and has_card(url) and len(cards | {url}) <= MAX_CARDS:
            cards.add(url)
            alone = text[start - 1 : start] in ("", LINE) and text[end : end + 1] in ("", LINE)
            if alone:
                # One of the two line breaks goes with it.
                before = start - 1 if start and (not edits or edits[-1][1] < start) else start
                after = end if before < start else min(end + 1, len(text))
                edits.append((before, after, ""))
                originals.append(text[before:after])
                continue
        short = readable(shown)
        if short != shown:
            edits.append((start, end, short))
            originals.append(shown)
    if not edits:
        return links, []
    move = _replace(made, edits)
    shortened = [
        (move(start), move(start) + len(new), original)
        for (start, _, new), original in zip(edits, originals, strict=True)
    ]
    return [(move(a), move(b), url) for a, b, url in links], shortened


def copied(body: Body, start: int = 0, end: int | None = None) -> str:
    """What is copied of a body from ``start`` to ``end``: addresses in full, unless only a part of
    what is shown of them is asked for."""
    size = utf16_length(body.plain)
    end = size if end is None else end
    if not body.shortened:
        whole = start == 0 and end >= size
        return body.plain if whole else utf16_slice(body.plain, start, end)
    pieces: list[str] = []
    at = start
    for first, last, original in body.shortened:
        if first < at or last > end:
            continue
        pieces += (utf16_slice(body.plain, at, first), original)
        at = last
    pieces.append(utf16_slice(body.plain, at, end))
    return "".join(pieces)


def make_body(
    raw: str,
    own_nick: str = "",
    prefix: str = "",
    *,
    markup: bool = True,
    words: tuple[str, ...] = (),
    has_card: Callable[[str], bool] | None = None,
) -> Body:
    """The body of a message. ``prefix`` is a name to put before it ("anna" in "anna waves");
    ``own_nick`` and ``words`` are marked where they are named; ``markup``: Markdown is understood.
    ``has_card`` tells of an address whether it stands on a card below: where nothing else is in
    its line, it is not shown as text.
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
    shortened: list[tuple[int, int, str]] = []
    if links:
        links, shortened = _shorten(made, links, None if made.truncated else has_card)
        text, plain = made.text, made.plain
    mentions = _mentions(text, (own_nick, *words))
    if not (prefix or made.truncated or links or shortened or mentions or _has_more(made)):
        return Body(text, plain, break_anywhere=_has_long_word(text))  # most are like that
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
        shortened=tuple((place(a), place(b), url) for a, b, url in shortened),
        break_anywhere=_has_long_word(text),
        truncated=made.truncated,
    )


def _has_more(made: _Text) -> bool:
    return bool(made.styles or made.codes or made.marks or made.blocks)


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
