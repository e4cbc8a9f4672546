"""INSERT of many rows in few statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

_SIZES = (64, 32, 16, 8, 4, 2, 1)  # more rows in one statement made nothing quicker


class RowInsert:
    """Inserts rows of ``width`` values; ``head`` is the statement up to VALUES.

    Each statement lets go of Python's lock and takes it again, for which it may wait some
    milliseconds where other threads are at work (``sys.getswitchinterval``), while everybody waits
    for the file. ``executemany`` does that for each row.
    """

    def __init__(self, head: str, width: int) -> None:
        row = f"({','.join('?' * width)})"
        self._statements = [(size, f"{head} VALUES {','.join([row] * size)}") for size in _SIZES]

    def run(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert them in their order. Raises sqlite3.Error and UnicodeEncodeError, between rows."""
        start, left = 0, len(rows)
        for size, sql in self._statements:
            while left >= size:
                values = tuple(chain.from_iterable(rows[start : start + size]))
                connection.execute(sql, values)
                start += size
                left -= size

    def run_each(self, connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """The same for rows that are made only then, some at a time: what is thrown there comes
        through, too."""
        rest = iter(rows)
        while some := list(islice(rest, _SIZES[0])):
            self.run(connection, some)
