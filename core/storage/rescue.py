"""What can still be read of a damaged file: accounts and settings first, then the history."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.storage.schema import EVENT_COLUMNS, EVENT_WIDTH

_MOST_GAPS = 1000  # of unreadable places that are jumped over
_TEXT = (str, type(None))
_TYPES: tuple[type | tuple[type, ...], ...] = (
    int,
    int,
    int,
    str,
    float,
    str,
    str,
    str,
    _TEXT,
    _TEXT,
    str,
    int,
    str,
    float,
)
_HIGHEST = 2**53  # a number beyond this is none of ours


def rescue(aside: Path, fresh: sqlite3.Connection) -> str:
    """Copy what is readable into the new file; what that was, in words ("3 accounts …")."""
    counts = {"accounts": 0, "settings": 0, "events": 0}
    try:
        uri = f"{aside.absolute().as_uri()}?mode=ro"
        damaged = sqlite3.connect(uri, uri=True, isolation_level=None)
    except sqlite3.Error:
        return ""
    with contextlib.closing(damaged):
        with contextlib.suppress(sqlite3.Error):  # reads a file that is shorter than it should be
            damaged.execute("PRAGMA writable_schema = ON")
        for table, columns in (("accounts", 2), ("settings", 3)):
            with contextlib.suppress(sqlite3.Error, OSError):
                for row in _readable(damaged.execute(f"SELECT * FROM {table}")):
                    marks = ",".join("?" * columns)
                    fresh.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)
                    counts[table] += 1
        with contextlib.suppress(sqlite3.Error, OSError):
            fresh.execute("BEGIN IMMEDIATE")
            counts["events"] = _events(damaged, fresh)
            fresh.execute("COMMIT")
        if fresh.in_transaction:
            fresh.execute("ROLLBACK")
            counts["events"] = 0
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number)


def _events(damaged: sqlite3.Connection, fresh: sqlite3.Connection) -> int:
    for row in _readable(damaged.execute("SELECT * FROM conversations")):
        fresh.execute("INSERT OR IGNORE INTO conversations VALUES (?, ?, ?, ?)", row)
    marks = ",".join("?" * EVENT_WIDTH)
    insert = f"INSERT OR IGNORE INTO events ({EVENT_COLUMNS}) VALUES ({marks})"
    count = 0
    start, step = 0, 1
    for _ in range(_MOST_GAPS):
        select = f"SELECT {EVENT_COLUMNS} FROM events NOT INDEXED WHERE id > ? ORDER BY id"
        last = start
        try:
            for row in damaged.execute(select, (start,)):
                if row[0] > _HIGHEST:
                    break
                last = row[0]
                if _is_event(row) and fresh.execute(insert, row).rowcount > 0:
                    count += 1
                step = 1
        except sqlite3.DatabaseError:
            # A page that cannot be read: go on behind it, in growing strides.
            start = last + step
            step *= 2
            if start < _HIGHEST:
                continue
        break
    fresh.execute("DELETE FROM events WHERE conversation NOT IN (SELECT id FROM conversations)")
    return count


def _is_event(row: tuple[Any, ...]) -> bool:
    """Whether the values are of the right types, as those of a spoilt page need not be."""
    return all(isinstance(value, kind) for value, kind in zip(row, _TYPES, strict=True))


def _readable(cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    """Rows until one cannot be read."""
    with contextlib.suppress(sqlite3.DatabaseError):
        yield from cursor
