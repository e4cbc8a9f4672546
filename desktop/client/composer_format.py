"""Putting Markdown's marks round what is selected, and taking them away. Pure functions.

Positions here count characters of a Python string.
"""

from __future__ import annotations

from typing import NamedTuple

# What stands on both sides of a piece.
MARKS: dict[str, str] = {
    "bold": "**",
    "italic": "*",
    "strike": "~~",
    "code": "`",
}
FENCE = "```"
STYLES = (*MARKS, "code_block", "quote")


class Marked(NamedTuple):
    """A text and what is selected in it (from ``start`` to ``end``)."""

    text: str
    start: int
    end: int


def toggle(text: str, start: int, end: int, style: str) -> Marked:
    """Mark ``text[start:end]``, or take its marks away; with nothing selected the marks are put
    round the cursor. Spaces at the edges stay outside. ``style``: a key of MARKS, "code_block" or
    "quote". Raises KeyError for any other."""
    if style == "code_block":
        return _block(text, start, end)
    if style == "quote":
        return _quote(text, start, end)
    mark = MARKS[style]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    size = len(mark)
    if _stands(text, start - size, mark) and _stands(text, end, mark):
        whole = text[: start - size] + text[start:end] + text[end + size :]
        return Marked(whole, start - size, end - size)
    piece = text[start:end]
    if len(piece) >= 2 * size and _stands(text, start, mark) and _stands(text, end - size, mark):
        inner = piece[size:-size]
        return Marked(text[:start] + inner + text[end:], start, start + len(inner))
    whole = f"{text[:start]}{mark}{piece}{mark}{text[end:]}"
    return Marked(whole, start + size, end + size)


def _stands(text: str, at: int, mark: str) -> bool:
    """Whether just this mark stands at ``at``: one star is none of the two of "**"."""
    if at < 0 or text[at : at + len(mark)] != mark:
        return False
    if mark != "*":
        return True
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    run = 1
    left, right = at - 1, at + 1
    while left >= 0 and text[left] == "*":
        left, run = left - 1, run + 1
    while right < len(text) and text[right] == "*":
        right, run = right + 1, run + 1
    return "*" not in around or run == 3


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that a selection touches."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def _block(text: str, start: int, end: int) -> Marked:
    first, last = _lines(text, start, end)
    inside = text[first:last]
    lines = inside.split("\n")
    if len(lines) >= 2 and lines[0].startswith(FENCE) and lines[-1] == FENCE:
        inner = "\n".join(lines[1:-1])
        return Marked(text[:first] + inner + text[last:], first, first + len(inner))
    whole = f"{text[:first]}{FENCE}\n{inside}\n{FENCE}{text[last:]}"
    moved = first + len(FENCE) + 1
    return Marked(whole, moved, moved + len(inside))


def _quote(text: str, start: int, end: int) -> Marked:
    first, last = _lines(text, start, end)
    lines = text[first:last].split("\n")
    if all(line.startswith("> ") for line in lines):
        inner = "\n".join(line[2:] for line in lines)
    else:
        inner = "\n".join(f"> {line}" for line in lines)
    return Marked(text[:first] + inner + text[last:], first + len(inner), first + len(inner))
