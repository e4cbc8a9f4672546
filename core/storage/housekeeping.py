"""What is done beside the server's work, in small slices: the log of SQLite, the index, the limits.

It looks for what is to be done through a connection of its own, which holds up nobody, and changes
the file through the one that everybody uses, for some milliseconds at a time.
"""

from __future__ import annotations

import contextlib
import math
import sqlite3
from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep

from core.storage import retention, word_index
from core.storage.database import CHECKED_BYTES, connect, damage_in, mark_damaged
from core.storage.errors import StorageCode, StorageTrouble
from core.storage.event_search import NOT_INDEXED
from core.storage.event_writer import EventWriter
from core.storage.history_limits import HistoryFigures, HistoryLimits
from core.storage.saving import Saving
from core.storage.slices import SliceSize

_SEGMENTS = 8
_PAUSE_S = 0.001
_RUN_S = 0.3
_FLOOD_PER_S = 1000
_PURGE_EVERY_S = 60.0
_FIGURES_EVERY_S = 3.0
_LOG_BYTES = 64 * 1024 * 1024
"""A log of SQLite that is longer is cut, for which everybody waits a moment."""


class _Flood:
    """Whether much is being written just now: then the index waits, as far as it may."""

    def __init__(self) -> None:
        self._newest, self._at = 0, -math.inf

    def goes_on(self, newest: int, now: float) -> bool:
        """``newest`` is the number of the newest event."""
        came, passed = newest - self._newest, now - self._at
        self._newest, self._at = newest, now
        return came > _FLOOD_PER_S * passed


class Housekeeping:
    """See :meth:`core.storage.server_storage.ServerStorage.maintain`."""

    def __init__(self, saving: Saving, writer: EventWriter) -> None:
        self._saving = saving
        self._writer = writer
        self._reader = connect(saving.path)
        self._retention = retention.Retention(self._reader, saving, writer)
        self._busy = Lock()
        self._closed = False
        self._checked = False
        self._purge_at = 0.0
        self._size = SliceSize()
        self._segments = 0
        self._figures = HistoryFigures()
        self._figures_at = 0.0
        self._flood = _Flood()
        self._may_wait = 0

    def run(self, limits: HistoryLimits, now: float) -> bool:
        """One round; True where more is to be done. In trouble it only sees whether it is over."""
        with self._busy:
            if self._closed or self._saving.settle() is not None:
                return False
            try:
                return self._round(limits, now)
            except (sqlite3.Error, OSError) as error:
                if not self._closed:
                    self._saving.failed(error)
                return False

    def stop(self) -> None:
        """End a round that is running, soon. There is no other one."""
        self._closed = True
        with contextlib.suppress(sqlite3.ProgrammingError):  # closed
            self._reader.interrupt()

    def figures(self) -> HistoryFigures:
        """Some seconds old; they are counted in :meth:`run`."""
        return self._figures

    def close(self) -> None:
        """Stop a round that is running, and let go of the file."""
        self.stop()
        with self._busy, contextlib.suppress(sqlite3.Error):
            self._reader.close()

    def _round(self, limits: HistoryLimits, now: float) -> bool:
        end = monotonic() + _RUN_S
        flood = self._flood.goes_on(word_index.newest(self._reader), monotonic())
        self._may_wait = NOT_INDEXED if flood else 0
        more = flood | self._slices(lambda: self._step(limits, now), end)
        purged = False
        if monotonic() >= self._purge_at and self._saving.ask(word_index.purging, False):
            purged = not self._slices(self._purge, end)
            more |= not purged
            if purged:
                self._purge_at = monotonic() + _PURGE_EVERY_S
        self._reader.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        if purged or self._log_bytes() > _LOG_BYTES:
            with self._saving.lock:
                if not self._saving.connection.in_transaction:
                    self._saving.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if not self._checked:
            self._check()
        if monotonic() >= self._figures_at:
            self._figures = retention.count(self._reader, limits)
            self._figures_at = monotonic() + _FIGURES_EVERY_S
        return more

    def _slices(self, work: Callable[[], bool], end: float) -> bool:
        """Work until there is none left (False) or the time is over (True)."""
        while work():
            if self._closed or monotonic() >= end:
                return True
            sleep(_PAUSE_S)  # lets the others in
        return False

    def _step(self, limits: HistoryLimits, now: float) -> bool:
        """One slice of what is most urgent; False where nothing is left."""
        # Every transaction adds a segment to the index: they are merged before they are too many.
        if self._segments >= _SEGMENTS:
            with self._saving.transaction() as connection:
                if word_index.merge(connection):
                    return True
            self._segments = 0
        # Most of the time there is nothing to do, and it is seen without holding anybody up.
        if word_index.left(self._reader) > self._may_wait:
            self._index()
            return True
        if self._retention.slice(limits, now):
            self._segments += 1
            return True
        return False

    def _index(self) -> None:
        """Make the words of some events, which holds nobody up, then put them into the index."""
        changes, most = self._writer.changes, self._size.events
        entries = word_index.next_entries(self._reader, most)
        with self._saving.transaction() as connection, self._size:
            if self._writer.changes != changes:  # since then: perhaps of just these events
                entries = word_index.next_entries(connection, most)
            word_index.catch_up(connection, entries)
        self._segments += 1

    def _purge(self) -> bool:
        with self._saving.transaction() as connection:
            return word_index.purge(connection)

    def _log_bytes(self) -> int:
        try:
            return self._saving.path.with_name(self._saving.path.name + "-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def _check(self) -> None:
        """A large file is read as a whole once, which takes seconds."""
        self._checked = True
        if self._saving.path.stat().st_size <= CHECKED_BYTES:
            return  # it was checked when it was opened
        if damage := damage_in(self._reader):
            mark_damaged(self._saving.path, damage)
            self._saving.trouble = StorageTrouble(StorageCode.DAMAGED, self._saving.path, damage)
