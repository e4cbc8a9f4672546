"""The history that lasts: a :class:`core.server.history.HistoryStore` in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from core.server.history import Point, Search, StoredEvent, Which
from core.storage.event_rows import COLUMNS, clean, from_row
from core.storage.event_search import find_events
from core.storage.event_writer import EventWriter, Forget, Redact, Rename, Replace
from core.storage.saving import Saving

_PAGE = f"SELECT id, {COLUMNS} FROM events WHERE conversation = ? AND message = ? "
_UP = _PAGE + "AND id >= ? AND id < ? ORDER BY id LIMIT ?"
_DOWN = _PAGE + "AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?"
_ENDS = """SELECT
    (SELECT id FROM events WHERE conversation = ?1 AND message = ?2 ORDER BY id LIMIT 1),
    (SELECT id FROM events WHERE conversation = ?1 AND message = ?2 ORDER BY id DESC LIMIT 1)"""
_NEXT = """SELECT id, time FROM events
    WHERE conversation = ? AND message = ? AND id >= ? ORDER BY id LIMIT 1"""
_NEWEST = """SELECT time FROM events
    WHERE conversation = ? AND message = 1 ORDER BY id DESC LIMIT 1"""
_END = 2**62


class SqliteHistory:
    """See :class:`core.server.history.HistoryStore`.

    A query writes down first what waits, so it sees everything. Points in time are found by
    halving: within a conversation times do not fall, but where somebody set the clock back.
    """

    def __init__(self, saving: Saving) -> None:
        self._saving = saving
        self.writer = EventWriter(saving.connection)
        self.append = self.writer.pending.append  # nothing between: it is called for each message
        saving.add(self.writer)

    def find(self, target: str, msgid: str) -> StoredEvent | None:
        """See HistoryStore."""

        def query(connection: sqlite3.Connection) -> StoredEvent | None:
            if (place := self.writer.place(connection, target, msgid)) is None:
                return None
            row = connection.execute(f"SELECT {COLUMNS} FROM events WHERE id = ?", (place,))
            return from_row(target, row.fetchone())

        return self._saving.ask(query, None)

    def query(
        self, target: str, which: Which, points: Sequence[Point], limit: int, messages_only: bool
    ) -> list[StoredEvent]:
        """See HistoryStore."""

        def query(connection: sqlite3.Connection) -> list[StoredEvent]:
            conversation = self.writer.number(connection, target)
            if conversation is None:
                return []
            kinds = (1,) if messages_only else (0, 1)
            pages = _Pages(connection, self.writer, target, conversation, kinds)
            return [from_row(target, row[1:]) for row in pages.select(which, points, limit)]

        return self._saving.ask(query, [])

    def targets(
        self, keys: Collection[str], after: float, before: float, limit: int
    ) -> list[tuple[str, float]]:
        """See HistoryStore."""

        def query(connection: sqlite3.Connection) -> list[tuple[str, float]]:
            found = []
            for key in keys:
                number = self.writer.number(connection, key)
                row = connection.execute(_NEWEST, (number,)).fetchone()
                if row is not None and after < row[0] < before:
                    found.append((key, float(row[0])))
            return sorted(found, key=lambda pair: pair[1])[:limit]

        return self._saving.ask(query, [])

    def private_keys(self, identity: str, most: int = -1) -> list[str]:
        """See HistoryStore."""
        name = clean(identity)

        def query(connection: sqlite3.Connection) -> list[str]:
            rows = connection.execute(
                """SELECT id, key FROM conversations WHERE key > ?1 AND key < ?2
                UNION SELECT id, key FROM conversations WHERE second = ?3
                ORDER BY id DESC LIMIT ?4""",
                (name + "\0", name + "\x01", name, most),
            )
            return [key for _, key in rows]

        return self._saving.ask(query, [])

    def replace(self, event: StoredEvent) -> None:
        """See HistoryStore."""
        self.writer.pending.append(Replace(event))

    def redact(self, target: str, msgid: str) -> bool:
        """See HistoryStore."""
        if self.find(target, msgid) is None:
            return False
        self.writer.pending.append(Redact(target, msgid))
        return True

    def rename(self, old: str, new: str) -> None:
        """See HistoryStore."""
        self.writer.pending.append(Rename(old, new))

    def forget(self, target: str) -> int:
        """See HistoryStore."""

        def count(connection: sqlite3.Connection) -> int:
            number = self.writer.number(connection, target)
            found = connection.execute(
                "SELECT count(*) FROM events WHERE conversation = ?", (number,)
            ).fetchone()
            return int(found[0])

        events = self._saving.ask(count, 0)
        self.writer.pending.append(Forget(target))
        return events

    def search(self, wanted: Search) -> list[StoredEvent]:
        """See HistoryStore."""
        return self._saving.ask(lambda c: find_events(c, self.writer, wanted), [])


class _Pages:
    """The rows of one conversation, in the order in which things happened."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        writer: EventWriter,
        target: str,
        conversation: int,
        kinds: tuple[int, ...],
    ) -> None:
        self._connection = connection
        self._writer = writer
        self._target = target
        self._conversation = conversation
        self._kinds = kinds

    def select(self, which: Which, points: Sequence[Point], limit: int) -> list[Any]:
        """The rows for a query of a HistoryStore."""
        edges = []  # of each point: the first number that is not before it, the first after it
        for point in points:
            edge = self._edge(point)
            if edge is None:
                return []
            edges.append(edge)
        if which is Which.LATEST:
            return self._last(edges[0][1] if edges else 0, _END, limit)
        first, past = edges[0]
        if which is Which.BEFORE:
            return self._last(0, first, limit)
        if which is Which.AFTER:
            return self._first(past, _END, limit)
        if which is Which.AROUND:
            before = self._last(0, first, limit // 2)
            return before + self._first(first, _END, limit - len(before))
        if first <= edges[1][0]:
            return self._first(past, edges[1][0], limit)
        return self._last(edges[1][1], first, limit)

    def _first(self, low: int, past: int, limit: int) -> list[Any]:
        rows = self._rows(_UP, low, past, limit)
        return sorted(rows)[:limit] if len(self._kinds) > 1 else rows

    def _last(self, low: int, past: int, limit: int) -> list[Any]:
        rows = self._rows(_DOWN, low, past, limit)
        if len(self._kinds) > 1:
            return sorted(rows)[-limit:] if limit else []
        rows.reverse()
        return rows

    def _rows(self, sql: str, low: int, past: int, limit: int) -> list[Any]:
        rows: list[Any] = []
        for kind in self._kinds:
            values = (self._conversation, kind, low, past, limit)
            rows += self._connection.execute(sql, values).fetchall()
        return rows

    def _edge(self, point: Point) -> tuple[int, int] | None:
        if point.msgid:
            place = self._writer.place(self._connection, self._target, point.msgid)
            return None if place is None else (place, place + 1)
        return (
            min(self._at(kind, point.time, past=False) for kind in self._kinds),
            min(self._at(kind, point.time, past=True) for kind in self._kinds),
        )

    def _at(self, kind: int, time: float, past: bool) -> int:
        """The number of the first event at or after (``past``: after) a time."""
        here = (self._conversation, kind)
        low, high = self._connection.execute(_ENDS, here).fetchone()
        if low is None:
            return _END
        found = _END
        while low <= high:
            middle = (low + high) // 2
            row = self._connection.execute(_NEXT, (*here, middle)).fetchone()
            if row is not None and (row[1] > time if past else row[1] >= time):
                found = row[0]
                high = middle - 1
            elif row is None:
                high = middle - 1
            else:
                low = row[0] + 1
        return found
