"""From the file of an older version to that of this one, a numbered step at a time.

Version 1 kept messages only, each with the name of its target, and its parameters as JSON. In the
index of version 2 were no words of scripts that have no spaces between them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.server.history import StoredEvent
from core.storage.event_rows import clean, conversation_row, shown_name, to_row
from core.storage.file_kind import FileKind, Step
from core.storage.schema import EVENT_COLUMNS, EVENT_WIDTH, INDEX, TABLES

_TABLE = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+)")


def create(connection: sqlite3.Connection, kind: FileKind) -> None:
    """The tables of a new file. Raises sqlite3.Error; then the file is as it was."""

    def make(connection: sqlite3.Connection) -> None:
        for statement in kind.tables:
            connection.execute(statement)

    _in_one(connection, kind, make)


def migrate(connection: sqlite3.Connection, kind: FileKind, version: int) -> None:
    """All steps from ``version`` on, in one transaction. Raises sqlite3.Error."""

    def steps(connection: sqlite3.Connection) -> None:
        for step in range(version, kind.version):
            kind.steps[step](connection)

    _in_one(connection, kind, steps)


def back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """A copy of the file before anything is changed in it. Raises sqlite3.Error, OSError."""
    copy.touch(mode=0o600)
    target = sqlite3.connect(copy)
    try:
        connection.backup(target)
    except BaseException:
        target.close()
        copy.unlink(missing_ok=True)
        raise
    target.close()


def missing_tables(connection: sqlite3.Connection, kind: FileKind) -> list[str]:
    """Tables that a file of this version has, and this one has not."""
    wanted = [match[1] for statement in kind.tables if (match := _TABLE.match(statement))]
    have = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return [name for name in wanted if name not in have]


def _in_one(
    connection: sqlite3.Connection, kind: FileKind, work: Callable[[sqlite3.Connection], None]
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        work(connection)
        connection.execute(f"PRAGMA application_id = {kind.application_id}")
        connection.execute(f"PRAGMA user_version = {kind.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _from_1(connection: sqlite3.Connection) -> None:
    for statement in TABLES:
        connection.execute(statement)
    numbers: dict[str, int] = {}
    old = connection.cursor()
    old.execute("SELECT id, target, msgid, time, command, source, params FROM messages ORDER BY id")

    def rows() -> Iterator[tuple[Any, ...]]:
        for number, target, msgid, time, command, source, params in old:
            event = StoredEvent(
                msgid, time, target, command, source, "", tuple(map(str, json.loads(params)))
            )
            if target not in numbers:
                numbers[target] = len(numbers) + 1
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?)",
                    (numbers[target], *conversation_row(target, shown_name(event))),
                )
            yield (number, numbers[target], *map(clean, to_row(event)))

    marks = ",".join("?" * EVENT_WIDTH)
    connection.executemany(f"INSERT INTO events ({EVENT_COLUMNS}) VALUES ({marks})", rows())
    connection.execute("DROP TABLE messages")


def _from_2(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE words")
    for statement in INDEX:
        connection.execute(statement)
    connection.execute("UPDATE progress SET number = 0 WHERE name IN ('indexed', 'purge')")


SERVER_STEPS: dict[int, Step] = {1: _from_1, 2: _from_2}
