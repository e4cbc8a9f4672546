"""Small values that last: a :class:`core.server.stores.ValueStore` in SQLite."""

from __future__ import annotations

import sqlite3

from core.storage.changed import Changed
from core.storage.event_rows import clean
from core.storage.saving import Saving


class SqliteValues(Changed[tuple[str, str]]):
    """See :class:`core.server.stores.ValueStore`. All values are in memory too."""

    def __init__(self, saving: Saving) -> None:
        super().__init__()
        self._values: dict[str, dict[str, str]] = {}
        for space, name, value in saving.connection.execute("SELECT * FROM settings"):
            self._values.setdefault(space, {})[name] = value
        saving.add(self)

    def get(self, space: str, name: str) -> str | None:
        """See ValueStore."""
        return self._values.get(space, {}).get(name)

    def put(self, space: str, name: str, value: str | None) -> None:
        """See ValueStore."""
        values = self._values.setdefault(space, {})
        if values.get(name) == value:
            return
        if value is None:
            del values[name]
        else:
            values[name] = value
        self.note((space, name))

    def items(self, space: str) -> dict[str, str]:
        """See ValueStore."""
        return dict(self._values.get(space, {}))

    def store(self, connection: sqlite3.Connection, key: tuple[str, str]) -> None:
        """See Changed."""
        value = self.get(*key)
        place = tuple(map(clean, key))
        if value is None:
            connection.execute("DELETE FROM settings WHERE space = ? AND name = ?", place)
        else:
            connection.execute(
                "INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", (*place, clean(value))
            )
