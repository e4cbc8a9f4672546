"""How high each row of the sequence view is, and so where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from core.net.trace import CallEvent
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_rows import Key, Kind, Rows

BOX = 24
BOX_TEXT = 44
GAP = 10
GAP_ROW = 28
FIRST = 8
_SAME_TIME_S = 0.05
"""Waits that begin within this time of each other begin in one row."""


class Tops:
    """The upper edge of every row, in pixels of the content; kept up to date from the first row
    that changed. ``text_of`` says whether a call has a second line."""

    def __init__(self, rows: Rows, scale: Scale, has_text: Callable[[CallEvent], bool]) -> None:
        self._rows = rows
        self._scale = scale
        self._has_text = has_text
        self._tops: list[float] = []
        self._end = 0.0

    def reset(self) -> None:
        """Measure everything anew."""
        self._rows.dirty = 0

    def update(self) -> bool:
        """Measure what changed. True if anything did."""
        rows = self._rows
        keys = rows.keys
        start = min(rows.dirty, len(self._tops))
        if start >= len(keys) and len(self._tops) == len(keys):
            rows.dirty = len(keys)
            return False
        while start > 0 and self._tops[start - 1 : start] == self._tops[start : start + 1]:
            start -= 1  # the first of those that stand side by side
        start = max(0, start - 1)
        tops = self._tops[:start]
        single, double = self._scale.px(BOX + GAP), self._scale.px(BOX_TEXT + GAP)
        folded = self._scale.px(GAP_ROW + GAP)
        y = float(self._tops[start]) if start < len(self._tops) and start else 0.0
        if not start:
            y = float(self._scale.px(FIRST))
        group: set[int] = set()
        height = 0
        for number in range(start, len(keys)):
            key = keys[number]
            actor = 0
            if key[2] == Kind.BEGIN and rows.is_split(key[1]):
                actor = rows.actor_of(key[1])
            alike = number > 0 and key[0] - keys[number - 1][0] < _SAME_TIME_S
            if group and actor and actor not in group and alike:
                group.add(actor)
                tops.append(y)
                continue
            y += height
            group = {actor} if actor else set()
            height = self._height(key, single, double, folded, bool(actor))
            tops.append(y)
        self._tops = tops
        self._end = y + height
        rows.dirty = len(keys)
        return True

    def _height(self, key: Key, single: int, double: int, folded: int, beginning: bool) -> int:
        if key[2] == Kind.GAP:
            return folded
        event = self._rows.calls.get(key[1])
        if event is None or beginning:
            return single
        return double if event.error is not None or self._has_text(event) else single

    def top(self, row: int) -> float:
        """Where a row begins; the end of all for the row after the last."""
        return self._tops[row] if row < len(self._tops) else self._end

    @property
    def end(self) -> float:
        """Where the last row ends."""
        return self._end

    def between(self, top: float, bottom: float) -> tuple[int, int]:
        """The rows (first, one after the last) that can be seen between two heights."""
        first = max(0, bisect_right(self._tops, top) - 1)
        while first > 0 and self._tops[first - 1] == self._tops[first]:
            first -= 1
        return first, bisect_left(self._tops, bottom)
