"""What was given to the stores on its way into the file, and what happens when it cannot get there.

Stores only note what is new. :meth:`Saving.settle` writes all of it; it comes before every query,
and before anything is sent to a client. While the file takes nothing (the disk is full), what is
new waits in memory up to a bound, queries see it in a transaction that is never committed, and it
is tried again about once a second.
"""

from __future__ import annotations

import contextlib
import math
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Protocol, TypeVar

from core.storage.errors import StorageCode, StorageTrouble, code_of

MOST_WAITING = 10_000
"""Events that wait in memory while nothing can be written; the oldest are given up beyond it."""
TRANSACTION = 1000
"""Most that is written in one transaction."""

_RETRY_S = 1.0
_T = TypeVar("_T")


class Source(Protocol):
    """A store with something to write. Only ``waiting`` is called without the lock."""

    def waiting(self) -> int:
        """How much waits."""

    def write(self, connection: sqlite3.Connection, most: int) -> None:
        """Write at most ``most`` of it; it goes on waiting until :meth:`written`."""

    def written(self) -> None:
        """What was written last is in the file."""

    def view(self, connection: sqlite3.Connection) -> None:
        """Write what queries must see and the open transaction does not hold yet."""

    def rolled_back(self) -> None:
        """What was written last is undone."""

    def give_up(self, most: int) -> int:
        """Keep at most that much waiting; how much was lost."""


class Saving:
    """Guards the one connection. ``lock`` is held for milliseconds only."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.lock = RLock()
        self.path = path
        self.trouble: StorageTrouble | None = None
        self._again = 0.0
        self._sources: list[Source] = []
        self._lost = 0

    def add(self, source: Source) -> None:
        """Another store."""
        self._sources.append(source)

    def settle(self, now: bool = False) -> StorageTrouble | None:
        """Write what waits. In trouble only when it is time to try again, or ``now``."""
        if self.trouble is None and not any(source.waiting() for source in self._sources):
            return None
        with self.lock:
            if self.trouble is not None and (
                self.trouble.code is StorageCode.DAMAGED or (not now and monotonic() < self._again)
            ):
                return self._go_on_waiting()
            try:
                self._end_view()
                while self._write_some():
                    pass
            except (sqlite3.Error, OSError) as error:
                self.failed(error)
                return self._go_on_waiting()
            self.trouble, self._lost = None, 0
            return None

    def ask(self, query: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Run a query that sees everything; ``otherwise`` where the file cannot be read."""
        with self.lock:
            try:
                if self.settle() is not None:
                    self._view()
                return self._read(query)
            except (sqlite3.Error, OSError) as error:
                self.failed(error)
                return otherwise

    def _read(self, query: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return query(self.connection)
        except sqlite3.OperationalError as error:
            if "decode" not in str(error):
                raise
            # A bit of a text was flipped on the disk. From now on such texts are read with U+FFFD.
            self.connection.text_factory = partial(str, encoding="utf-8", errors="replace")
            return query(self.connection)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Under the lock, and undone as a whole where something fails. Raises sqlite3.Error."""
        with self.lock:
            self._end_view()
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def failed(self, error: sqlite3.Error | OSError) -> None:
        """There is trouble. A damaged file is not written to any more."""
        with self.lock:
            self._roll_back()
            code = code_of(error)
            self.trouble = StorageTrouble(code, self.path, str(error), lost=self._lost)
            self._again = monotonic() + _RETRY_S
            if code is StorageCode.DAMAGED:
                self._again = math.inf

    def _write_some(self) -> bool:
        """One transaction; False where nothing is left."""
        writing = [source for source in self._sources if source.waiting()]
        if not writing:
            return False
        with self.transaction() as connection:
            for source in writing:
                source.write(connection, TRANSACTION)
        for source in writing:
            source.written()
        return True

    def _view(self) -> None:
        """Put what waits into a transaction of which nothing reaches the file."""
        try:
            if not self.connection.in_transaction:
                self.connection.execute("BEGIN IMMEDIATE")
            for source in self._sources:
                source.view(self.connection)
        except sqlite3.Error:
            self._roll_back()  # then they see what is in the file

    def _end_view(self) -> None:
        if self.connection.in_transaction:
            self._roll_back()

    def _roll_back(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        for source in self._sources:
            source.rolled_back()

    def _go_on_waiting(self) -> StorageTrouble | None:
        """Forget what is too much; what is wrong, with the figures of now."""
        lost = sum(source.give_up(MOST_WAITING) for source in self._sources)
        if lost:
            self._lost += lost
            self._end_view()
        if self.trouble is not None:
            waiting = sum(source.waiting() for source in self._sources)
            self.trouble = StorageTrouble(
                self.trouble.code, self.path, self.trouble.detail, waiting, self._lost
            )
        return self.trouble
