"""What a client's conversations gave to keep, written into the file; and its index, bit by bit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.client.events import MessageReceived
from core.storage import client_words
from core.storage.client_rows import COLUMNS, WIDTH, StoredRow, clean, to_row
from core.storage.client_schema import row_id
from core.storage.row_insert import RowInsert

INDEXED_AT_ONCE = 100
"""Rows whose words one transaction puts into the index."""
_PUT = RowInsert(f"INSERT OR REPLACE INTO rows (id, {COLUMNS})", WIDTH + 1)
_SPAN = """SELECT (SELECT id FROM rows WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1),
    (SELECT id FROM rows WHERE id >= ?1 AND id < ?2 ORDER BY id DESC LIMIT 1)"""


@dataclass(slots=True)
class Job:
    """What is new in one conversation: rows by their places (older ones nearest first, newer ones
    in their order, so that no gap is left where a write is cut short), and what the person left
    there, where that changed."""

    conversation: int
    rows: dict[int, StoredRow] = field(default_factory=dict)
    state: str | None = None


def add_network(connection: sqlite3.Connection, host: str, port: int, nick: str) -> int:
    """The number of a network; made where there is none. Raises sqlite3.Error."""
    values = (clean(host), port, clean(nick))
    connection.execute("INSERT OR IGNORE INTO networks (host, port, nick) VALUES (?, ?, ?)", values)
    row = connection.execute(
        "SELECT id FROM networks WHERE host = ? AND port = ? AND nick = ?", values
    )
    return int(row.fetchone()[0])


def add_conversation(connection: sqlite3.Connection, network: int, key: str, name: str) -> int:
    """The number of a conversation; made where there is none. Raises sqlite3.Error."""
    values = (network, clean(key), clean(name))
    connection.execute(
        "INSERT OR IGNORE INTO conversations (network, key, name) VALUES (?, ?, ?)", values
    )
    row = connection.execute(
        "SELECT id FROM conversations WHERE network = ? AND key = ?", values[:2]
    )
    return int(row.fetchone()[0])


def write(connection: sqlite3.Connection, jobs: Iterable[Job]) -> None:
    """All of it in one transaction, that is undone where something fails. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for job in jobs:
            if job.rows:
                _put(connection, job.conversation, job.rows)
            if job.state is not None:
                connection.execute(
                    "UPDATE conversations SET state = ? WHERE id = ?",
                    (clean(job.state), job.conversation),
                )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _put(connection: sqlite3.Connection, conversation: int, rows: Mapping[int, StoredRow]) -> None:
    first, end = _indexed(connection, conversation)
    changed = [place for place in rows if first <= place < end]
    client_words.remove(connection, conversation, changed)
    start = row_id(conversation, 0)
    # Made as they are inserted: all of them first would hold Python's lock for too long.
    _PUT.run_each(connection, ((start + place, *to_row(row)) for place, row in rows.items()))
    for place in changed:
        client_words.add(connection, conversation, place, place + 1)
        row = rows[place]
        if isinstance(row, MessageReceived) and row.redacted:
            client_words.ask_purge(connection)


def index_some(connection: sqlite3.Connection, most: int = INDEXED_AT_ONCE) -> bool:
    """Put the words of some more rows into the index; False where nothing is left to do.

    Raises sqlite3.Error; then nothing has changed."""
    for conversation, *indexed in connection.execute(
        "SELECT id, indexed_first, indexed_end FROM conversations"
    ).fetchall():
        span = span_of(connection, conversation)
        if span is None:
            continue
        # Where nothing is in yet, it begins at the newest.
        first, end = indexed if indexed[0] < indexed[1] else (span[1], span[1])
        if end < span[1]:
            low, high = end, _next_places(connection, conversation, end, span[1], most)
        elif first > span[0]:
            low, high = _places_before(connection, conversation, first, span[0], most), first
        else:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            client_words.add(connection, conversation, low, high)
            connection.execute(
                "UPDATE conversations SET indexed_first = ?, indexed_end = ? WHERE id = ?",
                (min(first, low), max(end, high), conversation),
            )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return True
    return client_words.purge(connection)


def _next_places(
    connection: sqlite3.Connection, conversation: int, low: int, end: int, most: int
) -> int:
    """One past the ``most`` rows from a place on; places may be free."""
    row = connection.execute(
        "SELECT id FROM rows WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?",
        (row_id(conversation, low), row_id(conversation, end), most),
    ).fetchone()
    return end if row is None else int(row[0]) - row_id(conversation, 0)


def _places_before(
    connection: sqlite3.Connection, conversation: int, high: int, first: int, most: int
) -> int:
    """The first of the ``most`` rows before a place."""
    row = connection.execute(
        "SELECT id FROM rows WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ?",
        (row_id(conversation, first), row_id(conversation, high), most - 1),
    ).fetchone()
    return first if row is None else int(row[0]) - row_id(conversation, 0)


def drop_before(
    connection: sqlite3.Connection, conversation: int, place: int, most: int = INDEXED_AT_ONCE
) -> bool:
    """Remove some of the rows before a place; False where none is left. Raises sqlite3.Error."""
    span = span_of(connection, conversation)
    if span is None or span[0] >= place:
        return False
    low, high = span[0], min(place, span[0] + most)
    connection.execute("BEGIN IMMEDIATE")
    try:
        first, end = _indexed(connection, conversation)
        gone = range(max(low, first), min(high, end))
        client_words.remove(connection, conversation, gone)
        client_words.ask_purge(connection)
        connection.execute(
            "DELETE FROM rows WHERE id >= ? AND id < ?",
            (row_id(conversation, low), row_id(conversation, high)),
        )
        if first < high:
            connection.execute(
                "UPDATE conversations SET indexed_first = ?, indexed_end = ? WHERE id = ?",
                (high, max(end, high), conversation),
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True


def span_of(connection: sqlite3.Connection, conversation: int) -> tuple[int, int] | None:
    """The first place of a conversation's rows and one past the last; None where it has none."""
    start = row_id(conversation, 0)
    low, high = connection.execute(
        _SPAN, (row_id(conversation, -(1 << 39)), row_id(conversation, (1 << 39) - 1))
    ).fetchone()
    return None if low is None else (low - start, high - start + 1)


def _indexed(connection: sqlite3.Connection, conversation: int) -> tuple[int, int]:
    row = connection.execute(
        "SELECT indexed_first, indexed_end FROM conversations WHERE id = ?", (conversation,)
    ).fetchone()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))
