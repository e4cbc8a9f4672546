"""How the three columns of the letters share their width: words are shortened, not cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """The width of a column: ``least`` with its shortest words, ``full`` with all of them."""

    least: float
    full: float


def share(width: float, columns: Sequence[Need]) -> tuple[float, ...]:
    """Widths for columns that come in order of importance: each has its least, then the first
    gets what it needs in full, then the second, and so on. Where not even the least has room,
    all are narrowed alike."""
    least = sum(column.least for column in columns)
    if least > width:
        part = max(0.0, width) / max(1.0, least)
        return tuple(column.least * part for column in columns)
    spare = width - least
    found = []
    for column in columns:
        more = min(spare, max(0.0, column.full - column.least))
        spare -= more
        found.append(column.least + more)
    return tuple(found)


def fold(text: str, room: float, letter: float) -> list[tuple[int, int]]:
    """A text of equally wide letters in lines: (start, end) of each, at least one letter a line."""
    count = max(1, int(room / max(1.0, letter)))
    return [(at, min(len(text), at + count)) for at in range(0, len(text), count)] or [(0, 0)]
