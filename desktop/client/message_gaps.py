"""Where messages are missing among the rows of a conversation: filled when they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.client.events import MessageReceived
from core.client.feature_events import GapFilled, HistoryGap
from core.client.history_known import Line
from desktop.client import message_changes as changes
from desktop.client.message_copies import Copies
from desktop.client.message_rows import LocalLine
from desktop.client.row_list import RowList

# Rows beside a gap among which the message is looked for that stands there.
_LOOKED_AT = 500


class Gaps:
    """The gaps of one model. ``changed(number)``: a row looks different; ``moved(before, by)``: the
    rows before that number have other numbers.

    Attributes: ``newest``, number of a gap of which it is not known yet when it ends, or None.
    """

    def __init__(
        self, rows: RowList, changed: Callable[[int], None], moved: Callable[[int, int], None]
    ) -> None:
        self._rows = rows
        self._changed = changed
        self._moved = moved
        self.newest: int | None = None

    def all(self) -> list[int]:
        """The numbers of all gaps, the oldest first."""
        return sorted(self._rows.gaps())

    def at(self, number: int) -> HistoryGap | None:
        """The gap of that number, None where there is none that can be filled."""
        if not self._rows.can_fill(number):
            return None
        row = self._rows.row(number)
        return row if isinstance(row, HistoryGap) else None

    def sides(self, number: int) -> tuple[Line, Line]:
        """The messages before and after a gap: Unix time and id of each."""
        gap = self._rows.row(number)
        before, after = (gap.time, ""), (0.0, "")
        for place in range(number - 1, max(self._rows.first, number - _LOOKED_AT) - 1, -1):
            row = self._rows.row(place)
            if isinstance(row, MessageReceived) and (row.msgid or not row.own):
                before = (row.time, row.msgid)
                break
        for place in range(number + 1, min(self._rows.end, number + _LOOKED_AT)):
            row = self._rows.row(place)
            if isinstance(row, MessageReceived) and (row.msgid or not row.own):
                after = (row.time, row.msgid)
                break
            if not isinstance(row, LocalLine) and not after[0]:
                after = (row.time, "")
        return before, after

    def around(self, time: float) -> int | None:
        """The number of a gap in which what was said at that time is missing, None for none."""
        for number in self._rows.gaps():
            gap = self.at(number)
            if gap is not None and gap.time <= time <= (gap.until or time) and not gap.lost:
                return number
        return None

    # --- what becomes of one ----------------------------------------------------------------------

    def show_loading(self, number: int, *, loading: bool) -> None:
        """What is missing has been asked for, or it will not come: the connection is lost."""
        row = self.at(number)
        if row is not None and row.loading != loading:
            refused = None if loading else row.refused
            self._rows.put(number, replace(row, loading=loading, refused=refused), keep=False)
            self._changed(number)

    def fill(self, number: int, event: GapFilled) -> list[tuple[int, int]]:
        """Put in what has come; which rows have other numbers now, as ``moved`` tells it."""
        gap = self.at(number)
        moves: list[tuple[int, int]] = []
        if gap is None:
            return moves
        copies = Copies(self._rows)
        there = {
            id(each)
            for each in event.events
            if isinstance(each, MessageReceived) and copies.find(each) is not None
        }
        fresh = changes.as_rows(each for each in event.events if id(each) not in there)
        if fresh:
            at = number + 1 if event.upwards else number
            number = self._rows.fill(number, fresh, upwards=event.upwards)
            moves.append((at, -len(fresh)))
            self._tell_moved(*moves[-1])
        if event.closed:
            self._rows.close_gap(number)
            moves.append((number, 1))
            self._tell_moved(*moves[-1])
            return moves
        since = fresh[-1].time if fresh and not event.upwards else gap.time
        until = fresh[0].time if fresh and event.upwards else gap.until or event.until[0]
        # A server that gives nothing new has nothing more to give.
        lost = event.lost or not (fresh or event.failed)
        refused = event.failed or None
        known = HistoryGap(gap.buffer, since, until, lost=lost, refused=refused)
        self._rows.put(number, known)
        self._changed(number)
        return moves

    def _tell_moved(self, before: int, by: int) -> None:
        if self.newest is not None and self.newest < before:
            self.newest += by
        self._moved(before, by)

    def end_newest(self) -> None:
        """More has come after the newest gap: it is known now when it ends."""
        number = self.newest
        if number is None or number + 1 >= self._rows.end:
            return
        self.newest = None
        if number >= self._rows.first and isinstance(gap := self._rows.row(number), HistoryGap):
            self._rows.put(number, replace(gap, until=self._rows.row(number + 1).time))
            self._changed(number)
