"""The file in which a client keeps what it has seen: opened, written by one, read by others.

Everything here raises StorageError alone, so that nobody above needs to know SQLite.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.storage import client_reader, client_schema, client_writer
from core.storage.client_reader import KeptConversation
from core.storage.client_rows import StoredRow
from core.storage.client_search import Found, Wanted, search
from core.storage.client_writer import Job
from core.storage.database import connect, mark_damaged, open_database
from core.storage.errors import StorageError, StorageNote, code_of

_CACHE_KIB = 1024


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageError(code_of(error), path, str(error)) from error


class ClientFile:
    """The one connection that writes. For one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> tuple[ClientFile, list[StorageNote]]:
        """The file of a folder, both made where they are not there, and what was done to it.

        Raises StorageError: newer, foreign, read_only, disk_full, in_use, failed.
        """
        path = folder / client_schema.NAME
        with _told(path):
            folder.mkdir(parents=True, exist_ok=True)
            connection, notes = open_database(folder, client_schema.CLIENT_FILE)
        return cls(path, connection), notes

    def number(self, host: str, port: int, nick: str, key: str, name: str) -> int:
        """The number of a conversation; made where there is none."""
        with _told(self.path):
            network = client_writer.add_network(self._connection, host, port, nick)
            return client_writer.add_conversation(self._connection, network, key, name)

    def write(self, jobs: Iterable[Job]) -> None:
        """All of it, or nothing."""
        with _told(self.path):
            client_writer.write(self._connection, jobs)

    def index_some(self) -> bool:
        """Put the words of some more rows into the index; False where nothing is left."""
        with _told(self.path):
            return client_writer.index_some(self._connection)

    def drop_before(self, conversation: int, place: int) -> bool:
        """Remove some of the rows before a place; False where none is left."""
        with _told(self.path):
            return client_writer.drop_before(self._connection, conversation, place)

    def checkpoint(self) -> None:
        """Take what SQLite's log has into the file, as far as nobody reads it."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def mark_damaged(self, what: str) -> None:
        """Have the file set aside at the next start."""
        mark_damaged(self.path, what)

    def close(self) -> None:
        """Take the log into the file, and close it."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()


class ClientReader:
    """A connection that reads. For one thread at a time. Raises StorageError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _told(path):
            self._connection = connect(path, read_only=True, cache_kib=_CACHE_KIB)

    def network(self, host: str, port: int, nick: str) -> int | None:
        """The number of a network, None where there is none."""
        with _told(self.path):
            return client_reader.network_number(self._connection, host, port, nick)

    def conversations(self, network: int) -> list[KeptConversation]:
        """Those of a network."""
        with _told(self.path):
            return client_reader.conversations(self._connection, network)

    def read(self, conversation: int, buffer: str, place: int, limit: int) -> dict[int, StoredRow]:
        """The rows from ``place`` on, by their places; those that are spoilt are left out."""
        with _told(self.path):
            return client_reader.read(self._connection, conversation, buffer, place, limit)

    def find(self, conversation: int, msgid: str) -> int | None:
        """The place of the message with that msgid, or None."""
        with _told(self.path):
            return client_reader.find(self._connection, conversation, msgid)

    def newest(self, conversation: int) -> tuple[float, str] | None:
        """Time and msgid of the newest message, None where there is none."""
        with _told(self.path):
            return client_reader.newest(self._connection, conversation)

    def place_at(self, conversation: int, time: float) -> int:
        """The place of the first row that is not before a time."""
        with _told(self.path):
            return client_reader.place_at(self._connection, conversation, time)

    def search(self, wanted: Wanted) -> list[Found]:
        """The newest messages that are looked for, newest first."""
        with _told(self.path):
            return search(self._connection, wanted)

    def close(self) -> None:
        """Read no more."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
