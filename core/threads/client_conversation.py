"""The rows of one conversation in a client's store: read at once, written by the store's thread."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from core.client.events import ChannelModesChanged, MessageReceived, News, TopicChanged
from core.client.feature_events import HistoryGap
from core.storage.client_places import KeptGap, Places
from core.storage.client_reader import KeptConversation
from core.storage.client_rows import StoredRow
from core.storage.errors import StorageError
from core.threads.client_pending import Place

if TYPE_CHECKING:
    from core.threads.client_store import ClientStore

KeptRow: TypeAlias = (
    MessageReceived | tuple[News, ...] | TopicChanged | ChannelModesChanged | HistoryGap
)
"""What is given and read: ``StoredRow``, with ``HistoryGap`` where messages are missing."""
_DAY_S = 86_400.0


class ConversationStore:
    """The rows of one conversation, by their numbers ``first`` to ``end`` (exclusive).

    A row's number is its place in the store, as long as nothing is missing after it
    (``core.storage.client_places``): then numbers are higher than places.

    Attributes:
        writable: what is given is kept.
        state: what the person has left there since it was opened (:meth:`set_state`).
    """

    def __init__(
        self,
        store: ClientStore,
        place: Place,
        kept: KeptConversation | None,
        writable: bool,
    ) -> None:
        self._store = store
        self._place = place
        self.writable = writable
        self.state: dict[str, Any] = {}
        self._places = Places(0, 0)
        if kept is not None:
            place.number = kept.number
            self._places = Places(kept.first, kept.end, kept.gaps)
            self._drop_old()

    @property
    def name(self) -> str:
        """The conversation's name."""
        return self._place.name

    @property
    def first(self) -> int:
        """The number of the oldest row."""
        return self._places.first_number

    @property
    def end(self) -> int:
        """One past the number of the newest row."""
        return self._places.end_number

    def place(self, number: int) -> int:
        """The place of a row, which stays for ever."""
        return self._places.place(number)

    def number(self, place: int) -> int:
        """The number of the row at a place."""
        return self._places.number(place)

    def _drop_old(self) -> None:
        days, reader, number = self._store.keep_days, self._store.reader, self._place.number
        if not days or reader is None or number is None or not self.writable:
            return
        try:
            oldest = reader.place_at(number, time.time() - days * _DAY_S)
        except StorageError as error:
            self._store.fail(error)
            return
        if oldest > self._places.first:
            self._places.drop_before(oldest)
            self._store.pending.drop_before(self._place, oldest)

    # --- reading --------------------------------------------------------------------------------

    def read(self, number: int, limit: int) -> list[KeptRow | None]:
        """The rows from a number on; None stands for one that cannot be read."""
        found: list[KeptRow | None] = []
        for places in self._places.runs(number, min(limit, self.end - number)):
            rows = self._read(places)
            found += (_shown(rows.get(place)) for place in places)
        return found

    def _read(self, places: range) -> dict[int, StoredRow]:
        found: dict[int, StoredRow] = {}
        self._store.pending.note_read()
        # What waits first: what is written meanwhile is then seen twice, not missed.
        waiting = self._store.pending.over(self._place, places.start, places.stop)
        reader, number = self._store.reader, self._place.number
        if len(waiting) < len(places) and reader is not None and number is not None:
            try:
                found = reader.read(number, self.name, places.start, len(places))
            except StorageError as error:
                self._store.fail(error)
        return found | waiting

    def find(self, msgid: str) -> int | None:
        """The number of the message with that msgid, or None."""
        place = self._find(msgid)
        inside = place is not None and self._places.first <= place < self._places.end
        return self._places.number(place) if inside and place is not None else None

    def _find(self, msgid: str) -> int | None:
        waiting = self._store.pending.find(self._place, msgid)
        reader, number = self._store.reader, self._place.number
        if waiting is not None or reader is None or number is None:
            return waiting
        try:
            return reader.find(number, msgid)
        except StorageError as error:
            self._store.fail(error)
            return None

    # --- writing --------------------------------------------------------------------------------

    def append(self, rows: Sequence[KeptRow]) -> None:
        """Newer rows."""
        made: list[tuple[int, StoredRow]] = []
        for row in rows:
            place = self._places.end
            if isinstance(row, HistoryGap):
                made.append((place, self._places.open(place, row)))
            else:
                made.append((place, row))
                self._places.end += 1
        self._put(made)

    def prepend(self, rows: Sequence[KeptRow]) -> None:
        """Older rows, oldest first."""
        end, self._places.first = self._places.first, self._places.first - len(rows)
        places = range(end - 1, self._places.first - 1, -1)
        kept = (_stored(row) for row in reversed(rows))
        self._put(list(zip(places, kept, strict=True)))

    def put(self, number: int, row: KeptRow) -> None:
        """Another row of that number."""
        place = self._places.place(number)
        old = self._places.gaps.get(place)
        if isinstance(row, HistoryGap):
            if old is not None:
                self._put_gap(place, replace(old, gap=row))
        else:
            self._put([(place, row)])

    def gaps(self) -> list[int]:
        """The places of the rows where messages are missing."""
        return [place for place, kept in self._places.gaps.items() if not kept.closed]

    def can_fill(self, number: int) -> bool:
        """Whether messages can be put where they are missing."""
        kept = self._places.gaps.get(self._places.place(number))
        return kept is not None and not kept.closed and self.writable

    def fill(self, number: int, rows: Sequence[KeptRow], *, upwards: bool) -> None:
        """Rows at the end of the gap of that number, or at its beginning: all before them have
        numbers lower by their count from now on."""
        place = self._places.place(number)
        places, moved = self._places.fill(place, len(rows), upwards=upwards)
        kept = [_stored(row) for row in rows]
        self._put([*zip(places, kept, strict=True), (moved, self._places.gaps[moved])])

    def close_gap(self, number: int) -> None:
        """Nothing is missing there any more: all rows before it have a number higher by one."""
        place = self._places.place(number)
        self._put_gap(place, replace(self._places.gaps[place], closed=True))

    def _put_gap(self, place: int, kept: KeptGap) -> None:
        self._places.put(place, kept)
        self._put([(place, kept)])

    def _put(self, rows: Sequence[tuple[int, StoredRow]]) -> None:
        if self.writable:
            self._store.pending.put(self._place, rows)

    def set_state(self, state: Mapping[str, Any]) -> None:
        """What the person leaves there: what JSON can hold."""
        self.state = dict(state)
        if self.writable:
            with contextlib.suppress(ValueError, TypeError):
                self._store.pending.set_state(self._place, json.dumps(state))


def _shown(row: StoredRow | None) -> KeptRow | None:
    return row.gap if isinstance(row, KeptGap) else row


def _stored(row: KeptRow) -> StoredRow:
    """Older rows have nothing missing among them that could be found."""
    return KeptGap(row) if isinstance(row, HistoryGap) else row
