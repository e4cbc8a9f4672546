"""The part of Markdown that messages may use: bold, italic, struck out, inline code, code blocks,
quotes and lists. Nothing of it can hide or forge anything: a link is only ever its true address,
there are no headings, pictures or markup of the web, and what is not closed stays as it was typed.

Source: CommonMark 0.31 for fences, inline code and emphasis, narrower where programmers write
``2**3`` or ``__init__``; ``~~`` is GitHub's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.irc.formatting import Style
from desktop.client.message_links import find_links
from desktop.client.message_safety import LINE

_ANY = re.compile("[*_~`]|(?:^|\u2028)[ ]{0,12}(?:>|[-*] |[0-9]{1,3}[.)] )")
_FENCE = re.compile("[ ]{0,3}(`{3,8})[ ]*")
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.\-]{0,20}[ ]*")
_QUOTE = re.compile("[ ]{0,3}>[ ]?")
_ITEM = re.compile("([ ]{0,12})([-*]|[0-9]{1,3}[.)])[ ]+(?=[^ ])")
_MARKER = re.compile(r"\*+|_+|~+")
_STYLES = {
    "*": Style(italic=True),
    "_": Style(italic=True),
    "**": Style(bold=True),
    "***": Style(bold=True, italic=True),
    "~~": Style(strike=True),
}
_TICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand apart: ``kind`` is "code", "quote" or "item"; ``language`` is what stood
    after the fence; ``marker`` the length of an item's bullet or number, ``level`` how deep it
    lies."""

    start: int
    end: int
    kind: str
    language: str = ""
    marker: int = 0
    level: int = 0


@dataclass(slots=True)
class Markup:
    """What was found; positions count characters of the text as it was given. ``cuts`` are the
    markers, in order, ``bullets`` the hyphens that are drawn as bullets."""

    cuts: list[tuple[int, int]] = field(default_factory=list)
    styles: list[tuple[int, int, Style]] = field(default_factory=list)
    codes: list[tuple[int, int, int]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    bullets: list[int] = field(default_factory=list)


def parse_markup(text: str) -> Markup | None:
    """The markup of ``text``, whose lines are parted by U+2028; None where there is none."""
    if not _ANY.search(text):
        return None
    found = Markup()
    quote: list[int] = []  # start and end of the quote that goes on
    for start, end in _plain_lines(text, found):
        line = text[start:end]
        at = start
        if match := _QUOTE.match(line):
            found.cuts.append((start, start + match.end()))
            at = start + match.end()
            if quote and quote[1] == start - 1:
                quote[1] = end
            else:
                _close_quote(quote, found)
                quote = [at, end]
        elif match := _ITEM.match(line):
            level = min(len(match.group(1)) // 2, 6)
            found.cuts.append((start, start + len(match.group(1))))
            at = start + match.start(2)
            if match.group(2) in "-*":
                found.bullets.append(at)
            found.blocks.append(
                Block(at, end, "item", marker=match.end() - match.start(2), level=level)
            )
            at = start + match.end()
        _inline(text, at, end, found)
    _close_quote(quote, found)
    found.cuts = sorted(cut for cut in found.cuts if cut[0] < cut[1])
    found.blocks.sort(key=lambda block: block.start)
    return found


def _close_quote(quote: list[int], found: Markup) -> None:
    if quote and quote[0] < quote[1]:
        found.blocks.append(Block(quote[0], quote[1], "quote"))


def _plain_lines(text: str, found: Markup) -> Iterator[tuple[int, int]]:
    """The lines outside of code blocks, as (start, end); code blocks go into ``found``."""
    start, size = 0, len(text)
    while start <= size:
        end = text.find(LINE, start)
        end = size if end < 0 else end
        after = _code_block(text, start, end, found)
        if after is not None:
            start = after
            continue
        yield start, end
        start = end + 1


def _code_block(text: str, start: int, end: int, found: Markup) -> int | None:
    """A code block that begins in the line from ``start`` to ``end``: where the text goes on."""
    fence = _FENCE.match(text, start, end)
    if fence is None or "`" in (info := text[fence.end() : end]):
        return None
    language = _LANGUAGE.fullmatch(info)
    begin = end + 1 if language else fence.end()  # a language has no spaces; code goes on at once
    if begin > len(text):
        return None
    ticks = fence.group(1)
    closing = re.compile(
        f"(?:^|(?<={LINE}))[ ]{{0,3}}{ticks}`*[ ]*(?={LINE}|$)|{ticks}(?={LINE}|$)"
    )
    close = closing.search(text, begin)
    stop = close.start() if close else len(text)
    code_end = stop - 1 if stop > begin and text[stop - 1] == LINE else stop
    if not text[begin:code_end].strip(f" \t{LINE}"):
        return None
    found.cuts.append((start, begin))
    found.blocks.append(
        Block(begin, code_end, "code", language=info.strip().lower() if language else "")
    )
    if close is None:
        return len(text) + 1
    found.cuts.append((code_end, close.end()))
    return close.end() + 1


# --- within a line ------------------------------------------------------------------------------


def find_code(text: str) -> list[tuple[int, int, int]]:
    """Inline code: (start, end, number of backticks on each side), backticks included."""
    if "`" not in text:
        return []
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(text)]
    following: dict[int, int] = {}  # length of a run: index of its next one
    partner: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = following.get(length)
        following[length] = index
    found: list[tuple[int, int, int]] = []
    index = 0
    while index < len(runs):
        other = partner[index]
        start, end = runs[index]
        if other is not None and end - start <= 3:
            inside = text[end : runs[other][0]]
            if inside.strip() and LINE not in inside:
                found.append((start, runs[other][1], end - start))
                index = other
        index += 1
    return found


def _inline(text: str, start: int, end: int, found: Markup) -> None:
    """Inline code and emphasis of one line."""
    line = text[start:end]
    codes = find_code(line)
    found.codes.extend((start + a, start + b, ticks) for a, b, ticks in codes)
    if not any(mark in line for mark in "*_~"):
        return
    taken = bytearray(len(line))
    for a, b, _ in (*codes, *find_links(line)):
        taken[a:b] = b"\1" * (b - a)
    openers: dict[str, tuple[int, int, int]] = {}  # marker: its place, and its order
    order = 0
    for match in _MARKER.finditer(line):
        marker = match.group()
        if marker not in _STYLES or taken[match.start()]:
            continue
        before, after = line[: match.start()][-1:], line[match.end() : match.end() + 1]
        opener = openers.get(marker)
        if opener and not before.isspace() and not _is_word(after) and opener[1] < match.start():
            a, b = opener[0] + start, opener[1] + start
            found.cuts += [(a, b), (start + match.start(), start + match.end())]
            found.styles.append((b, start + match.start(), _STYLES[marker]))
            # What was opened inside and not closed stays as it is.
            openers = {m: o for m, o in openers.items() if o[2] < opener[2]}
        elif after and not after.isspace() and not _is_word(before):
            openers[marker] = (match.start(), match.end(), order)
            order += 1


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
