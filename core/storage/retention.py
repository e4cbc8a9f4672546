"""History that is kept for so long, and no larger than so much: the oldest goes first."""

from __future__ import annotations

import sqlite3

from core.storage import word_index
from core.storage.event_search import number_at
from core.storage.event_writer import EventWriter
from core.storage.history_limits import ConversationFigures, HistoryFigures, HistoryLimits
from core.storage.saving import Saving
from core.storage.schema import DOOMED
from core.storage.slices import SliceSize

_DAY_S = 24 * 3600
_VACUUM_PAGES = 200
_FREE_PAGES = 1000
"""Unused pages that the file may keep for what comes."""
_NTH = """SELECT id FROM events INDEXED BY events_conversation
    WHERE conversation = ? AND message = ? ORDER BY id DESC LIMIT 1 OFFSET ?"""
_DOOMED = f"""SELECT id FROM conversations
    WHERE key >= char({ord(DOOMED)}) AND key < char({ord(DOOMED) + 1}) LIMIT 1"""
_OLD = """SELECT id FROM events INDEXED BY events_conversation
    WHERE conversation = ? AND message = ? AND id < ? ORDER BY id LIMIT ?"""


class Retention:
    """Finds what is beyond the limits through ``reader``, removes it a slice at a time."""

    def __init__(self, reader: sqlite3.Connection, saving: Saving, writer: EventWriter) -> None:
        self._reader = reader
        self._saving = saving
        self._writer = writer
        self._limits: HistoryLimits | None = None
        self._unchecked: set[int] = set()
        self._size = SliceSize()

    def slice(self, limits: HistoryLimits, now: float) -> bool:
        """Remove some of what is too much; False where nothing is (any more)."""
        if limits != self._limits:
            self._limits = limits
            self._unchecked = {
                row[0] for row in self._reader.execute("SELECT id FROM conversations")
            }
        ids = (
            self._forgotten()
            or self._too_many(limits.messages)
            or (self._too_old(now - limits.days * _DAY_S) if limits.days and now else [])
            or self._too_large(limits.bytes)
        )
        if ids:
            with self._saving.transaction() as connection, self._size:
                marks = f"id IN ({','.join('?' * len(ids))})"
                word_index.delete(connection, marks, tuple(ids))
                connection.execute(f"DELETE FROM events WHERE {marks}", ids)
            return True
        return self._shrink(limits.bytes)

    def _forgotten(self) -> list[int]:
        """Events of conversations that were removed as a whole."""
        while (row := self._reader.execute(_DOOMED).fetchone()) is not None:
            select = "SELECT id FROM events WHERE conversation = ? LIMIT ?"
            ids = self._reader.execute(select, (row[0], self._size.events)).fetchall()
            if ids:
                return [found[0] for found in ids]
            with self._saving.transaction() as connection:
                connection.execute("DELETE FROM conversations WHERE id = ?", row)
        return []

    def _too_many(self, most: int) -> list[int]:
        """Events beyond the number of a conversation: messages, and what is older than those."""
        touched, self._writer.touched = self._writer.touched, set()
        self._unchecked |= touched
        if not most:
            self._unchecked.clear()
        while self._unchecked:
            conversation = next(iter(self._unchecked))
            edge = 0
            for message in (1, 0):
                row = self._reader.execute(_NTH, (conversation, message, most - 1)).fetchone()
                edge = max(edge, row[0] if row else 0)
                old = self._reader.execute(
                    _OLD, (conversation, message, edge, self._size.events)
                ).fetchall()
                if old:
                    return [row[0] for row in old]
            self._unchecked.discard(conversation)
        return []

    def _too_old(self, time: float) -> list[int]:
        select = "SELECT id, time FROM events WHERE id < ? ORDER BY id LIMIT ?"
        rows = self._reader.execute(
            select, (number_at(self._reader, time), self._size.events)
        ).fetchall()
        return [row[0] for row in rows if row[1] < time]

    def _too_large(self, most: int) -> list[int]:
        if not most:
            return []
        pages, free, size = _pages(self._reader)
        if (pages - free) * size <= most:
            return []
        return [
            row[0]
            for row in self._reader.execute(
                "SELECT id FROM events ORDER BY id LIMIT ?", (self._size.events,)
            )
        ]

    def _shrink(self, most: int) -> bool:
        """Give unused pages back to the system."""
        pages, free, size = _pages(self._reader)
        if not free or (free < max(_FREE_PAGES, pages // 10) and not 0 < most < pages * size):
            return False
        with self._saving.lock:
            if self._saving.connection.in_transaction:
                return False
            # Not execute(): it would take one step, which is one page, of a statement without rows.
            self._saving.connection.executescript(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})")
        return free > _VACUUM_PAGES


def count(reader: sqlite3.Connection, limits: HistoryLimits) -> HistoryFigures:
    """What there is; 50 ms for a million events."""
    pages, _, size = _pages(reader)
    counts = reader.execute("SELECT conversation, count(*) FROM events GROUP BY conversation")
    events = dict(counts.fetchall())
    total = sum(events.values())
    conversations = []
    for number, key, name in reader.execute("SELECT id, key, name FROM conversations").fetchall():
        if not (own := events.get(number, 0)) or key.startswith(DOOMED):
            continue
        oldest, newest = reader.execute(
            """SELECT min(time), max(time) FROM events WHERE id IN (
                SELECT min(id) FROM events WHERE conversation = ?1 AND message = 0 UNION ALL
                SELECT max(id) FROM events WHERE conversation = ?1 AND message = 0 UNION ALL
                SELECT min(id) FROM events WHERE conversation = ?1 AND message = 1 UNION ALL
                SELECT max(id) FROM events WHERE conversation = ?1 AND message = 1)""",
            (number,),
        ).fetchone()
        conversations.append(
            ConversationFigures(
                key, name, "\0" in key, own, pages * size * own // total, oldest, newest
            )
        )
    conversations.sort(key=lambda figures: figures.newest, reverse=True)
    return HistoryFigures(
        tuple(conversations), total, pages * size, word_index.left(reader), limits
    )


def _pages(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Pages of the file, unused pages among them, bytes of a page."""
    pragmas = ("page_count", "freelist_count", "page_size")
    values = [connection.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]
    return values[0], values[1], values[2]
