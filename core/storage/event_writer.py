"""What happened on its way into the table of events: new ones, edits, redactions, other names."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice

from core.server.history import LONG_CONVERSATION, StoredEvent
from core.storage import word_index
from core.storage.event_rows import COLUMNS, clean, conversation_row, shown_name, to_row
from core.storage.row_insert import RowInsert
from core.storage.schema import DOOMED, EVENT_COLUMNS, EVENT_WIDTH

_INSERT = RowInsert(f"INSERT INTO events ({EVENT_COLUMNS})", EVENT_WIDTH)
_FIND = "SELECT id FROM events INDEXED BY events_msgid WHERE msgid = ? AND conversation = ?"


@dataclass(frozen=True, slots=True)
class Replace:
    """The event with this message id has this text now."""

    event: StoredEvent


@dataclass(frozen=True, slots=True)
class Redact:
    """An event is taken out."""

    target: str
    msgid: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A conversation has another key."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Forget:
    """A whole conversation goes."""

    target: str


Operation = StoredEvent | Replace | Redact | Rename | Forget


class EventWriter:
    """A source of what is to be saved: see :class:`core.storage.saving.Source`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.pending: list[Operation] = []
        self._numbers: dict[str, int] = {}
        self._writing = self._viewed = 0
        self.touched: set[int] = set()
        self.changes = 0
        """How often something that was written before has changed or gone."""
        newest = connection.execute("SELECT max(id) FROM events").fetchone()[0] or 0
        self._next = self._committed = max(newest, word_index.indexed(connection)) + 1

    def number(self, connection: sqlite3.Connection, target: str) -> int | None:
        """The number of a conversation."""
        number = self._numbers.get(target)
        if number is None:
            found = connection.execute(
                "SELECT id FROM conversations WHERE key = ?", (clean(target),)
            ).fetchone()
            if found is None:
                return None
            number = self._numbers[target] = int(found[0])
        return number

    def waiting(self) -> int:
        """See Source."""
        return len(self.pending)

    def write(self, connection: sqlite3.Connection, most: int) -> None:
        """See Source."""
        self._writing = self._apply(connection, self.pending[:most])

    def written(self) -> None:
        """See Source."""
        del self.pending[: self._writing]
        self._writing = 0
        self._committed = self._next

    def view(self, connection: sqlite3.Connection) -> None:
        """See Source."""
        self._viewed += self._apply(connection, self.pending[self._viewed :])

    def rolled_back(self) -> None:
        """See Source."""
        self._numbers.clear()
        self._next = self._committed
        self._viewed = self._writing = 0

    def give_up(self, most: int) -> int:
        """See Source. The oldest events go; what takes something out of the file stays."""
        waiting = self.pending[:]
        too_many = len(waiting) - most
        if too_many <= 0:
            return 0
        events = (n for n, operation in enumerate(waiting) if type(operation) is StoredEvent)
        gone = set(islice(events, too_many))
        self.pending[: len(waiting)] = [op for n, op in enumerate(waiting) if n not in gone]
        return len(gone)

    def _apply(self, connection: sqlite3.Connection, operations: list[Operation]) -> int:
        events: list[StoredEvent] = []
        for operation in operations:
            if type(operation) is StoredEvent:
                events.append(operation)
                continue
            self._insert(connection, events)
            events = []
            self._do(connection, operation)
        self._insert(connection, events)
        return len(operations)

    def _insert(self, connection: sqlite3.Connection, events: list[StoredEvent]) -> None:
        if not events:
            return
        rows = []
        number = self._next
        for event in events:
            conversation = self._numbers.get(event.target) or self._number_for(connection, event)
            rows.append((number, conversation, *to_row(event)))
            number += 1
        self._next = number
        self.touched.update([row[1] for row in rows])
        try:
            _INSERT.run(connection, rows)
        except UnicodeEncodeError:
            connection.execute("DELETE FROM events WHERE id >= ?", (number - len(events),))
            _INSERT.run(connection, [tuple(map(clean, row)) for row in rows])

    def _number_for(self, connection: sqlite3.Connection, event: StoredEvent) -> int:
        number = self.number(connection, event.target)
        if number is None:
            number = connection.execute(
                "INSERT INTO conversations (key, name, second) VALUES (?, ?, ?) RETURNING id",
                conversation_row(event.target, shown_name(event)),
            ).fetchone()[0]
            self._numbers[event.target] = number
        return number

    def _do(self, connection: sqlite3.Connection, operation: Operation) -> None:
        self.changes += 1
        match operation:
            case Replace(event):
                self._replace(connection, event)
            case Redact(target, msgid):
                if (place := self.place(connection, target, msgid)) is not None:
                    word_index.delete(connection, "id = ?", (place,))
                    connection.execute("DELETE FROM events WHERE id = ?", (place,))
                    word_index.ask_purge(connection)
            case Rename(old, new):
                self._rename(connection, old, new)
            case Forget(target):
                if (number := self.number(connection, target)) is not None:
                    connection.execute(
                        "UPDATE conversations SET key = ?, second = NULL WHERE id = ?",
                        (f"{DOOMED}{number}", number),
                    )
                    word_index.ask_purge(connection)
                    self._numbers.pop(target, None)

    def place(self, connection: sqlite3.Connection, target: str, msgid: str) -> int | None:
        """The number of an event."""
        conversation = self.number(connection, target)
        found = connection.execute(_FIND, (clean(msgid), conversation)).fetchone()
        return None if found is None else int(found[0])

    def _replace(self, connection: sqlite3.Connection, event: StoredEvent) -> None:
        if (place := self.place(connection, event.target, event.msgid)) is None:
            return
        word_index.delete(connection, "id = ?", (place,))
        connection.execute(
            f"UPDATE events SET (message, {COLUMNS}) = ({','.join('?' * 12)}) WHERE id = ?",
            (*map(clean, to_row(event)), place),
        )
        word_index.add(connection, "id = ?", (place,))
        word_index.ask_purge(connection)

    def _rename(self, connection: sqlite3.Connection, old: str, new: str) -> None:
        number, other = self.number(connection, old), self.number(connection, new)
        if number is None or old == new:
            return
        if other is not None:  # something was once said in a channel of that name
            if _is_shorter(connection, other, number):
                number, other = other, number
            word_index.delete(connection, "conversation = ?", (number,))
            word_index.add(connection, "conversation = ?", (number,), other)
            connection.execute(
                "UPDATE events SET conversation = ? WHERE conversation = ?", (other, number)
            )
            connection.execute("DELETE FROM conversations WHERE id = ?", (number,))
            number = other
        connection.execute(
            "UPDATE conversations SET key = ?, name = ?, second = ? WHERE id = ?",
            (*conversation_row(new, new), number),
        )
        self._numbers.pop(old, None)
        self._numbers[new] = number


def _is_shorter(connection: sqlite3.Connection, one: int, other: int) -> bool:
    """Whether a conversation has fewer events; of two long ones either may be the answer."""
    count = "SELECT count(*) FROM (SELECT 1 FROM events WHERE conversation = ? LIMIT ?)"
    long = LONG_CONVERSATION + 1
    here, there = (connection.execute(count, (n, long)).fetchone()[0] for n in (one, other))
    return bool(here < there)
