"""Everything that a server keeps in its data folder, in one place: open, flush, maintain, close."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from core.server.history import StoredEvent
from core.server.stores import Stores
from core.storage import database
from core.storage.accounts import SqliteAccounts
from core.storage.database import NAME, open_database
from core.storage.errors import StorageError, StorageNote, StorageTrouble, code_of
from core.storage.event_reader import all_events
from core.storage.history import SqliteHistory
from core.storage.history_limits import HistoryFigures, HistoryLimits
from core.storage.housekeeping import Housekeeping
from core.storage.instance_lock import InstanceLock
from core.storage.saving import Saving
from core.storage.values import SqliteValues

__all__ = ["HistoryLimits", "ServerStorage"]

NO_LIMITS = HistoryLimits()


class ServerStorage:
    """The data folder of a running server.

    ``stores`` are for the server. :meth:`flush` makes safe what they were given. Any thread may
    call any method but a store's, which are called under the server's lock; none takes another
    lock than its own. ``notes`` tell what was done to the files when they were opened.
    """

    def __init__(
        self,
        folder: Path,
        lock: InstanceLock,
        connection: sqlite3.Connection,
        notes: list[StorageNote],
    ) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.notes = tuple(notes)
        self._lock = lock
        self.saving = Saving(connection, self.path)
        history = SqliteHistory(self.saving)
        self.stores = Stores(
            history, SqliteAccounts(self.saving), SqliteValues(self.saving), lasting=True
        )
        self._housekeeping = Housekeeping(self.saving, history.writer)

    @classmethod
    def open(cls, folder: Path) -> ServerStorage:
        """Open what is in the folder, or begin it; the folder is made if it is missing.

        Raises:
            StorageError: newer, in_use, read_only, disk_full, foreign, failed. Nothing was
                changed, and the server can be run with the stores that forget.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = InstanceLock(folder)
        except OSError as error:
            raise StorageError(code_of(error), folder, error.strerror or str(error)) from error
        try:
            connection, notes = open_database(folder, database.SERVER_FILE)
            try:
                return cls(folder, lock, connection, notes)
            except BaseException:
                connection.close()
                raise
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            lock.release()
            raise StorageError(code_of(error), folder / NAME, str(error)) from error
        except BaseException:
            lock.release()
            raise

    def flush(self) -> StorageTrouble | None:
        """Everything that the stores were given is safe now; or what is wrong.

        While trouble lasts it is tried again about once a second, and each call returns it. Takes
        about 0.1 ms, and 6 µs for each event that waits.
        """
        return self.saving.settle()

    def maintain(self, limits: HistoryLimits = NO_LIMITS, now: float = 0.0) -> bool:
        """Housekeeping: to be called about every half second in a thread that may wait.

        Moves the log of SQLite into the file, indexes for the search, removes what is beyond the
        limits (``now``, in seconds since 1970, tells what is too old; 0.0: nothing is). Does not
        hold up :meth:`flush` or a query for longer than some milliseconds, and returns in about
        a third of a second. True: there is more to do, call it again soon.
        """
        return self._housekeeping.run(limits, now)

    def figures(self) -> HistoryFigures:
        """What is kept, for a window: a millisecond for a hundred conversations."""
        return self._housekeeping.figures()

    def events(
        self, key: str, after: float = 0.0, before: float = 0.0
    ) -> Generator[StoredEvent, None, None]:
        """All events of a conversation between two times (0.0: no bound), oldest first.

        In any thread; a slice at a time through a connection of its own. Close it, or use it up.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        self.saving.settle()
        return all_events(self.path, key, after, before)

    def stop_maintenance(self) -> None:
        """End a :meth:`maintain` that is running in another thread, soon; there is no other one."""
        self._housekeeping.stop()

    def close(self) -> None:
        """Write what waits, and let go of the files. Nothing may be asked after that."""
        self._housekeeping.close()
        with self.saving.lock:
            self.saving.settle(now=True)
            with contextlib.suppress(sqlite3.Error):
                if self.saving.connection.in_transaction:
                    self.saving.connection.execute("ROLLBACK")
                self.saving.connection.close()
        self._lock.release()
