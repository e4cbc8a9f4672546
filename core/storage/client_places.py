"""The places of a conversation's rows where messages of its history are missing.

Where messages are missing stands a row, a ``KeptGap``, and after it places are left free for them:
what is found later is put there, and no other row needs another place. Readers count rows, not
places: what is free has no number. Where something is put into a gap, the rows before it get lower
numbers; the newer ones keep theirs.

Pure functions on numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.client.feature_events import HistoryGap

ROOM = 1 << 20
"""Places that are left free where messages are missing: numbers stay within 32 bits."""


@dataclass(frozen=True, slots=True)
class KeptGap:
    """The row that stands before ``room`` free places. ``closed``: nothing is missing any more, and
    the row is not shown either."""

    gap: HistoryGap
    room: int = 0
    closed: bool = False


class Places:
    """Rows from ``first`` to ``end`` (exclusive, places both), and the gaps among them."""

    def __init__(self, first: int, end: int, gaps: Iterable[tuple[int, KeptGap]] = ()) -> None:
        self.gaps = dict(sorted(gaps))
        self.first = first
        # A program that was killed may have written the gap and nothing after it.
        ends = (place + 1 + kept.room for place, kept in self.gaps.items())
        self.end = max([end, *ends])
        self._free: list[range] = []
        self._opened = 0  # places that were left free since this was made: numbers go on without
        self._look()

    def _look(self) -> None:
        self._free = [
            range(place + (not kept.closed), place + 1 + kept.room)
            for place, kept in sorted(self.gaps.items(), reverse=True)
        ]

    # --- numbers --------------------------------------------------------------------------------

    def number(self, place: int) -> int:
        """The number of the row at a place; of the next row where the place is free."""
        number = place - self._opened
        for free in self._free:  # the newest first
            if place >= free.stop:
                break
            number += free.stop - max(free.start, place)
        return number

    def place(self, number: int) -> int:
        """The place of a row."""
        place = number + self._opened
        for free in self._free:
            if place >= free.stop:
                break
            place -= len(free)
        return place

    @property
    def first_number(self) -> int:
        """The number of the oldest row."""
        return self.number(self.first)

    @property
    def end_number(self) -> int:
        """One past the number of the newest row."""
        return self.end - self._opened

    def runs(self, number: int, limit: int) -> Iterator[range]:
        """The places of ``limit`` rows from a number on, as ranges without free places."""
        while limit > 0:
            place = self.place(number)
            above = [free.start for free in self._free if free.start > place and len(free)]
            count = min(limit, min(above, default=place + limit) - place)
            yield range(place, place + count)
            number += count
            limit -= count

    # --- changes --------------------------------------------------------------------------------

    def open(self, place: int, gap: HistoryGap) -> KeptGap:
        """Messages are missing after the row at ``place``, the newest one: leave room for them."""
        kept = self.gaps[place] = KeptGap(gap, ROOM)
        self.end = place + 1 + ROOM
        self._opened += ROOM
        self._look()
        return kept

    def fill(self, place: int, count: int, *, upwards: bool) -> tuple[range, int]:
        """Room for ``count`` messages of a gap, at its end (``upwards``) or at its beginning: their
        places, and the place of the gap's row from now on."""
        kept = self.gaps.pop(place)
        end = place + 1 + kept.room
        found = range(end - count, end) if upwards else range(place, place + count)
        moved = place if upwards else place + count
        self.gaps[moved] = replace(kept, room=kept.room - count)
        self._look()
        return found, moved

    def put(self, place: int, kept: KeptGap) -> None:
        """The row of a gap is another one now."""
        self.gaps[place] = kept
        self._look()

    def drop_before(self, place: int) -> None:
        """Older rows are gone."""
        self.first = place
        self.gaps = {at: kept for at, kept in self.gaps.items() if at >= place}
        self._look()
