"""What is in a client's file, read: pages of rows, single messages, what the person left."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from core.storage.client_places import KeptGap
from core.storage.client_rows import COLUMNS, StoredRow, from_row
from core.storage.client_schema import place_of, row_id
from core.storage.client_writer import span_of

_PAGE = f"SELECT id, {COLUMNS} FROM rows WHERE id >= ? AND id < ? ORDER BY id"
_FIND = "SELECT id FROM rows WHERE msgid = ? AND id >= ? AND id < ? AND msgid <> '' LIMIT 1"
_GAPS = f"SELECT id, {COLUMNS} FROM rows WHERE kind = 13"
_NEXT = "SELECT id, time FROM rows WHERE id >= ? AND id < ? ORDER BY id LIMIT 1"
_LAST = """SELECT time, msgid FROM rows WHERE id < ? AND id >= ? AND kind < 3
    ORDER BY id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation in the file: its rows have the places ``first`` to ``end`` (exclusive).
    ``state`` is what the person left there, as JSON; ``gaps``: where messages are missing."""

    number: int
    name: str
    key: str
    state: str
    first: int
    end: int
    gaps: tuple[tuple[int, KeptGap], ...] = ()


def network_number(connection: sqlite3.Connection, host: str, port: int, nick: str) -> int | None:
    """The number of a network, None where there is none. Raises sqlite3.Error."""
    row = connection.execute(
        "SELECT id FROM networks WHERE host = ? AND port = ? AND nick = ?", (host, port, nick)
    ).fetchone()
    return None if row is None else int(row[0])


def conversations(connection: sqlite3.Connection, network: int) -> list[KeptConversation]:
    """Those of a network. Raises sqlite3.Error."""
    gaps: dict[int, list[tuple[int, KeptGap]]] = {}
    for row_number, *values in connection.execute(_GAPS).fetchall():
        number, place = place_of(row_number)
        try:
            row = from_row("", place, values)
        except (ValueError, TypeError, KeyError, IndexError):
            continue
        if isinstance(row, KeptGap):
            gaps.setdefault(number, []).append((place, row))
    found = []
    for number, name, key, state in connection.execute(
        "SELECT id, name, key, state FROM conversations WHERE network = ?", (network,)
    ).fetchall():
        first, end = span_of(connection, number) or (0, 0)
        holes = tuple(gaps.get(number, ()))
        found.append(KeptConversation(number, name, key, state, first, end, holes))
    return found


def read(
    connection: sqlite3.Connection, conversation: int, buffer: str, place: int, limit: int
) -> dict[int, StoredRow]:
    """The rows from ``place`` on, by their places; those that are spoilt are left out.

    Raises sqlite3.Error."""
    start = row_id(conversation, 0)
    low = row_id(conversation, place)
    found: dict[int, StoredRow] = {}
    for number, *values in connection.execute(_PAGE, (low, low + limit)):
        try:
            found[number - start] = from_row(buffer, number - start, values)
        except (ValueError, TypeError, KeyError, IndexError):
            continue
    return found


def find(connection: sqlite3.Connection, conversation: int, msgid: str) -> int | None:
    """The place of the message with that msgid, or None. Raises sqlite3.Error."""
    low = row_id(conversation, -(1 << 39))
    row = connection.execute(_FIND, (msgid, low, low + (1 << 40))).fetchone()
    return None if row is None else int(row[0]) - row_id(conversation, 0)


def newest(connection: sqlite3.Connection, conversation: int) -> tuple[float, str] | None:
    """Time and msgid of the newest message, None where there is none. Raises sqlite3.Error."""
    low = row_id(conversation, -(1 << 39))
    row = connection.execute(_LAST, (low + (1 << 40), low)).fetchone()
    return None if row is None else (float(row[0]), str(row[1]))


def place_at(connection: sqlite3.Connection, conversation: int, time: float) -> int:
    """The place of the first row that is not before a time, by halving: times hardly ever fall.
    One past the last where all are. Raises sqlite3.Error."""
    low, end = span_of(connection, conversation) or (0, 0)
    high = found = end
    while low < high:
        middle = (low + high) // 2
        bounds = (row_id(conversation, middle), row_id(conversation, end))
        row = connection.execute(_NEXT, bounds).fetchone()  # some places are free
        if row is None or row[1] >= time:
            high = middle
            found = end if row is None else place_of(row[0])[1]
        else:
            low = place_of(row[0])[1] + 1
    return found
