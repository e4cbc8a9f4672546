"""What changed in a store that has everything in memory: the part that its file stores share."""

from __future__ import annotations

import sqlite3
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

_K = TypeVar("_K")


class Changed(Generic[_K]):
    """A :class:`core.storage.saving.Source` of keys whose values must be written."""

    def __init__(self) -> None:
        self._lock = Lock()  # the server notes while the dispatcher writes
        self._count = 0
        self._changed: dict[_K, int] = {}
        self._writing: list[tuple[_K, int]] = []

    def note(self, key: _K) -> None:
        """The value of this key is new, or gone."""
        with self._lock:
            self._count += 1
            self._changed[key] = self._count

    def store(self, connection: sqlite3.Connection, key: _K) -> None:
        """Write the value that the key has now."""
        raise NotImplementedError

    def waiting(self) -> int:
        """See Source."""
        return len(self._changed)

    def write(self, connection: sqlite3.Connection, most: int) -> None:
        """See Source."""
        with self._lock:
            self._writing = list(islice(self._changed.items(), most))
        for key, _ in self._writing:
            self.store(connection, key)

    def written(self) -> None:
        """See Source. What changed once more meanwhile goes on waiting."""
        with self._lock:
            for key, count in self._writing:
                if self._changed.get(key) == count:
                    del self._changed[key]
            self._writing = []

    def view(self, connection: sqlite3.Connection) -> None:
        """See Source: queries look into memory."""

    def rolled_back(self) -> None:
        """See Source."""
        self._writing = []

    def give_up(self, most: int) -> int:
        """See Source: everything is in memory anyway."""
        return 0
