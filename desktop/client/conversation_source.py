"""The rows of a conversation in the store, as a model numbers them.

What somebody said or did is kept, and where messages are missing. Other sentences of the window and
of the server ("There is no command /x") pass: they stand between the kept rows while the window is
open, and are gone after that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication

from core.client.events import ChannelModesChanged, MessageReceived, TopicChanged
from core.client.feature_events import HistoryGap
from core.threads.client_conversation import ConversationStore, KeptRow
from desktop.client.gap_texts import gap_sentence
from desktop.client.message_rows import LocalLine, NewsRow, Row
from desktop.client.store_texts import unreadable

# Passing rows of a conversation that are remembered word by word.
MAX_PASSING = 50_000


def _unreadable() -> str:
    return QCoreApplication.translate("History", "This message could not be read from the disk.")


class ConversationSource:
    """See ``RowSource``. Where another window keeps the conversation already, all new rows pass."""

    def __init__(self, kept: ConversationStore) -> None:
        self._kept = kept
        self._passing: list[int] = []  # their numbers
        self._before: list[int] = []  # for each: the place of the kept row that follows it
        self._rows: dict[int, Row] = {}  # the passing rows, by their numbers
        self._changed: dict[int, Row] = {}  # by their places, where nothing can be kept

    def place(self, number: int) -> int:
        """The place in the store of a row, or of the next one that is kept."""
        return self._kept.place(self._kept_number(number))

    def number(self, place: int) -> int:
        """The model's number of a row in the store."""
        return self._kept.number(place) + bisect_right(self._before, place)

    def _kept_number(self, number: int) -> int:
        """The store's number of a row, or of the next one that is kept."""
        return number - bisect_left(self._passing, number)

    # --- RowSource ------------------------------------------------------------------------------

    def first(self) -> int:
        """See RowSource."""
        return self._kept.first

    def end(self) -> int:
        """See RowSource."""
        return self._kept.end + len(self._passing)

    def read(self, number: int, limit: int) -> Sequence[Row]:
        """See RowSource."""
        end = min(number + limit, self.end())
        first = self._kept_number(number)
        kept = self._kept.read(first, self._kept_number(end) - first)
        found: list[Row] = []
        place = first
        for each in range(number, end):
            row = self._rows.get(each) if self._passing else None
            if row is None:
                stored = kept[place - first]
                changed = self._changed.get(self._kept.place(place)) if self._changed else None
                row = changed or (
                    _from_stored(stored) if stored is not None else LocalLine(unreadable, 0.0)
                )
                place += 1
            found.append(row)
        return found

    def append(self, rows: Sequence[Row]) -> None:
        """See RowSource."""
        number = self.end()
        lasting: list[KeptRow] = []
        writable = self._kept.writable
        if writable and all(type(row) is MessageReceived for row in rows):
            self._kept.append(cast("Sequence[KeptRow]", rows))
            return
        for row in rows:
            stored = _to_stored(row) if writable else None
            if stored is not None:
                lasting.append(stored)
            else:
                if lasting:
                    self._kept.append(lasting)
                    lasting = []
                self._pass(number, row if writable else _said_only(row))
            number += 1
        if lasting:
            self._kept.append(lasting)

    def _pass(self, number: int, row: Row) -> None:
        self._passing.append(number)
        self._before.append(self._kept.place(self._kept.end))
        self._rows[number] = row
        if len(self._passing) > MAX_PASSING:
            old = self._passing[len(self._passing) - MAX_PASSING - 1]
            self._rows[old] = LocalLine("…", self._rows[old].time)

    def prepend(self, rows: Sequence[Row]) -> None:
        """See RowSource."""
        stored = [(row, _to_stored(row)) for row in rows]
        lasting = [(row, each) for row, each in stored if each is not None]
        self._kept.prepend([each for _, each in lasting])
        if not self._kept.writable:
            for at, (row, _) in enumerate(lasting, self._kept.first):
                self._changed[self._kept.place(at)] = row

    def put(self, number: int, row: Row) -> None:
        """See RowSource."""
        if number in self._rows:
            self._rows[number] = row
        elif (stored := _to_stored(row)) is not None:
            self._kept.put(self._kept_number(number), stored)
            if not self._kept.writable:
                self._changed[self.place(number)] = row

    def gaps(self) -> list[int]:
        """See RowSource."""
        return [self.number(place) for place in self._kept.gaps()]

    def can_fill(self, number: int) -> bool:
        """See RowSource."""
        return number not in self._rows and self._kept.can_fill(self._kept_number(number))

    def fill(self, number: int, rows: Sequence[Row], *, upwards: bool) -> None:
        """See RowSource."""
        stored = [each for each in map(_to_stored, rows) if each is not None]
        self._kept.fill(self._kept_number(number), stored, upwards=upwards)
        self._move(number, -len(stored))

    def close_gap(self, number: int) -> None:
        """See RowSource."""
        self._kept.close_gap(self._kept_number(number))
        self._move(number, 1)

    def _move(self, before: int, by: int) -> None:
        """The numbers of the rows before that one are others."""
        if self._passing and self._passing[0] < before:
            self._rows = {n + by if n < before else n: row for n, row in self._rows.items()}
            self._passing = [n + by if n < before else n for n in self._passing]

    def find(self, msgid: str) -> int | None:
        """See RowSource."""
        number = self._kept.find(msgid)
        return None if number is None else self.number(self._kept.place(number))


def _said_only(row: Row) -> Row:
    """Where nothing is kept what is missing cannot be put into its place either."""
    if isinstance(row, HistoryGap):
        return LocalLine(partial(gap_sentence, row), row.time, "triangle-alert", "warn")
    return row


def _to_stored(row: Row) -> KeptRow | None:
    if type(row) is MessageReceived:
        return row
    if isinstance(row, NewsRow):
        return row.items
    kinds = (MessageReceived, TopicChanged, ChannelModesChanged, HistoryGap)
    return row if isinstance(row, kinds) else None


def _from_stored(row: KeptRow) -> Row:
    return NewsRow(row) if isinstance(row, tuple) else row
