"""A whole conversation from the file, whatever its size."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path

from core.server.history import StoredEvent
from core.storage.database import connect
from core.storage.event_rows import COLUMNS, clean, from_row

_SLICE = 500


def all_events(
    path: Path, key: str, after: float, before: float
) -> Generator[StoredEvent, None, None]:
    """See :meth:`core.storage.server_storage.ServerStorage.events`.

    No transaction stays open between two slices, or SQLite's log could not be cut meanwhile.
    """
    select = f"""SELECT id, {COLUMNS} FROM events
        WHERE conversation = ? AND message = ? AND id > ? ORDER BY id LIMIT ?"""
    with contextlib.closing(connect(path, read_only=True)) as connection:
        found = connection.execute(
            "SELECT id FROM conversations WHERE key = ?", (clean(key),)
        ).fetchone()
        if found is None:
            return
        last = 0
        while True:
            rows = []
            for message in (0, 1):
                rows += connection.execute(select, (found[0], message, last, _SLICE)).fetchall()
            rows = sorted(rows)[:_SLICE]
            for row in rows:
                if row[2] > after and (not before or row[2] < before):
                    yield from_row(key, row[1:])
            if len(rows) < _SLICE:
                return
            last = rows[-1][0]
