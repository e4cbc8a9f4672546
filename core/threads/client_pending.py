"""What a client's conversations gave to keep, on its way into the file.

The window's thread puts it here and goes on at once; a thread of its own (``client_store``) writes
it every 50 ms. Until it is written, reading finds it here.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.client.events import MessageReceived
from core.storage.client_rows import StoredRow
from core.storage.client_writer import Job

MOST_WAITING = 50_000
"""Rows that wait in memory while nothing can be written; with more the store is given up."""


@dataclass(slots=True, eq=False)
class Place:
    """One conversation on its way: ``number`` is None until the file has it."""

    host: str
    port: int
    nick: str
    key: str
    name: str
    number: int | None = None
    rows: dict[int, StoredRow] = field(default_factory=dict)
    writing: dict[int, StoredRow] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)  # msgids of what waits: places
    state: str | None = None
    drop_before: int | None = None


class Pending:
    """What waits, of all conversations. For any thread."""

    def __init__(self) -> None:
        self.condition = threading.Condition()
        self._places: dict[Place, None] = {}  # those with something to write, in order
        self._count = 0
        self._read_at = -math.inf

    @property
    def count(self) -> int:
        """Rows that wait."""
        return self._count

    @property
    def any(self) -> bool:
        """Whether something is to be written."""
        return bool(self._places)

    def note_read(self) -> None:
        """A window reads, or is resized: somebody scrolls, most likely."""
        self._read_at = time.monotonic()

    def was_read(self, seconds: float) -> bool:
        """Whether a window has read in the last seconds."""
        return time.monotonic() - self._read_at < seconds

    def put(self, place: Place, rows: Iterable[tuple[int, StoredRow]]) -> None:
        """Rows by their places: newer ones in their order, older ones nearest first."""
        with self.condition:
            before = len(place.rows)
            for number, row in rows:
                place.rows[number] = row
                if type(row) is MessageReceived and row.msgid:
                    place.ids[row.msgid] = number
            self._count += len(place.rows) - before
            self._wake(place)

    def set_state(self, place: Place, state: str) -> None:
        """What the person left there."""
        with self.condition:
            place.state = state
            self._wake(place)

    def drop_before(self, place: Place, number: int) -> None:
        """Rows before that place are to go."""
        with self.condition:
            place.drop_before = number
            self._wake(place)

    def _wake(self, place: Place) -> None:
        if not self._places:
            self.condition.notify_all()
        self._places[place] = None

    def over(self, place: Place, first: int, end: int) -> dict[int, StoredRow]:
        """What waits of these places."""
        with self.condition:
            if not place.rows and not place.writing:
                return {}
            found: dict[int, StoredRow] = {}
            for rows in (place.writing, place.rows):  # the newer last
                found |= _between(rows, first, end)
            return found

    def find(self, place: Place, msgid: str) -> int | None:
        """The place of a message that waits."""
        with self.condition:
            return place.ids.get(msgid)

    # --- for the thread that writes -------------------------------------------------------------

    def take(self) -> list[Place]:
        """The conversations with something to write; their rows are being written from now on."""
        with self.condition:
            taken = list(self._places)
            self._places.clear()
            for place in taken:
                place.writing, place.rows = place.rows, {}
            self._count = 0
            return taken

    def written(self, places: Iterable[Place]) -> None:
        """What was taken is in the file."""
        with self.condition:
            for place in places:
                place.writing = {}
                if not place.rows:
                    place.ids.clear()

    def give_back(self, places: Iterable[Place], states: Mapping[Place, str]) -> None:
        """What was taken could not be written: it waits again."""
        with self.condition:
            for place in places:
                place.rows, place.writing = place.writing | place.rows, {}
                if place.state is None:
                    place.state = states.get(place)
                self._places[place] = None
            self._count = sum(len(place.rows) for place in self._places)

    def clear(self) -> None:
        """Forget all of it."""
        with self.condition:
            for place in self._places:
                place.rows, place.writing, place.state = {}, {}, None
                place.ids.clear()
            self._places.clear()
            self._count = 0


def jobs(places: Iterable[Place]) -> tuple[list[Job], dict[Place, str]]:
    """What is to be written of these, and the states by their conversations. Each has a number."""
    found = []
    states: dict[Place, str] = {}
    for place in places:
        assert place.number is not None
        state, place.state = place.state, None
        if state is not None:
            states[place] = state
        found.append(Job(place.number, place.writing, state))
    return found, states


def _between(rows: dict[int, StoredRow], first: int, end: int) -> dict[int, StoredRow]:
    if len(rows) < end - first:
        return {place: row for place, row in rows.items() if first <= place < end}
    return {place: rows[place] for place in range(first, end) if place in rows}
