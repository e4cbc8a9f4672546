"""The storage of a running server: opened before it listens, flushed before anything is sent.

What the handlers have given to the stores is written by the dispatcher, in one transaction a
cycle, between taking the outbox and sending it: so what is acknowledged is stored. What keeps the
files small and quick (checkpoints, the index for search, the age of what is kept) is done by a
thread of its own, soon after something was written, and now and then.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from core.server.events import LogEntry, LogKind, LogLevel
from core.server.log_text import log_text
from core.server.server import Server
from core.storage.errors import NoteKind, StorageCode, StorageError
from core.threads.worker import Worker

if TYPE_CHECKING:
    from core.storage.server_storage import ServerStorage
    from core.threads.server_hub import Hub

MAINTAIN_S = 0.5
"""So long after something was written the files are looked after."""
IDLE_S = 60.0
"""And so often while nothing is: what is kept grows old by itself."""
BUDGET = 64 * 1024
"""Bytes that may come in for one cycle where all of it is stored: some 700 messages in a flood, so
that a transaction stays short. More made nothing quicker, and others wait for it."""


class Keeper:
    """Opens, flushes and closes the storage of one run. Used by the dispatcher's thread alone."""

    def __init__(self, hub: Hub, folder: Path | None) -> None:
        self._hub = hub
        self._folder = folder
        self._storage: ServerStorage | None = None
        self._maintainer: Maintainer | None = None
        self._trouble = ""

    def open(self) -> None:
        """Give the server its stores; without them it goes on with those that forget.

        Raises StorageError for what a newer version has written: to go on would look as if all
        that was said were lost.
        """
        if self._folder is None:
            return
        from core.storage.server_storage import ServerStorage  # late: SQLite

        try:
            storage = ServerStorage.open(self._folder)
        except StorageError as error:
            if error.code is StorageCode.NEWER:
                raise
            self._hub.use(None, keep=False)
            self._note("without", error.path, error.code, error.detail, LogLevel.ERROR)
            return
        self._storage = self._hub.storage = storage
        self._hub.use(storage.stores)
        self._hub.budget = min(self._hub.budget, BUDGET)
        for note in storage.notes:
            level = LogLevel.INFO if note.kind is NoteKind.MIGRATED else LogLevel.WARNING
            self._note(note.kind, note.path, "", note.detail, level)
        maintainer = Maintainer(self._hub, storage)
        if maintainer.launch():
            self._maintainer = maintainer
            maintainer.written()

    def flush(self) -> None:
        """Make safe what the stores were given. Says when that fails, and when it works again.

        Chat goes on meanwhile.
        """
        storage = self._storage
        if storage is None:
            return
        try:
            trouble = storage.flush()
        except Exception as error:  # what was to be sent is sent nevertheless
            self._hub.on_error(error)
            return
        code = "" if trouble is None else trouble.code
        if code != self._trouble:
            self._trouble = code
            if trouble is None:
                entry = self._note("again", storage.folder, "", "", LogLevel.INFO)
            else:
                entry = self._note("not_kept", trouble.path, code, trouble.detail, LogLevel.ERROR)
            self._hub.ask(lambda: _tell_operators(self._hub.server, log_text(entry)))
        if self._maintainer is not None:
            self._maintainer.written()

    def close(self) -> None:
        """End the maintenance, flush, close the files."""
        if self._maintainer is not None:
            self._maintainer.stop()
            self._maintainer.join()
            self._maintainer = None
        self._hub.storage = None
        if self._storage is not None:
            self._storage.close()
            self._storage = None

    def _note(self, what: str, path: Path, code: str, detail: str, level: LogLevel) -> LogEntry:
        args = (str(what), str(path), str(code), detail)
        entry = LogEntry(self._hub.clock(), LogKind.STORAGE, 0, "", args, level)
        self._hub.log.push([entry])
        return entry


def _tell_operators(server: Server, text: str) -> None:
    for user in list(server.users.values()):
        if user.oper:
            server.notice(user.conn, text)


class Maintainer(Worker):
    """The thread that looks after the files, a while after something was written."""

    def __init__(self, hub: Hub, storage: ServerStorage) -> None:
        super().__init__("storage", hub.on_error, stack_bytes=0)
        self._hub = hub
        self._storage = storage
        self._due = threading.Event()
        self._stopping = threading.Event()

    def written(self) -> None:
        """Something was written: there may be work."""
        if not self._due.is_set():
            self._due.set()

    def stop(self) -> None:
        """Let the thread end soon."""
        self._stopping.set()
        self._due.set()
        self._storage.stop_maintenance()

    def work(self) -> None:
        """Until stopped; a fault of one round does not end the next."""
        from core.storage.server_storage import HistoryLimits

        while True:
            self._due.wait(IDLE_S)
            if self._stopping.wait(MAINTAIN_S):
                return
            self._due.clear()
            try:
                limits = HistoryLimits.of(self._hub.server.config)
                if self._storage.maintain(limits, self._hub.clock()):
                    self._due.set()
            except Exception as error:
                self._hub.on_error(error)
