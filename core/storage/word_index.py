"""The index of the search (FTS5): which words occur in which event.

It is filled some time after the events are stored, in small transactions, since it costs more than
storing them. The index holds no text: to take an event out, its words are made again from its row.
The conversation, the nickname and the account of an event are words too, each with a first letter
(of Unicode's private use area) that no word of a text has.

Source: SQLite's documentation of FTS5 (contentless tables, "delete" and "merge" commands).
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from core.server.search_words import is_whole, search_words
from core.storage.row_insert import RowInsert

_CONVERSATION, _NICK, _ACCOUNT = "\ue000", "\ue001", "\ue002"
# The tokenizer parts words at what is ASCII and neither letter nor digit, as nicknames have it.
_JOINED = {n: 0xE100 + n for n in range(128) if not chr(n).isalnum()}
_PICK = "SELECT id, conversation, source, account, text FROM events WHERE message = 1 AND "
_ADD = RowInsert("INSERT INTO words (rowid, word)", 2)
_DELETE = "INSERT INTO words (words, rowid, word) VALUES ('delete', ?, ?)"
_SLICE_PAGES = 4


class Entries(NamedTuple):
    """What the index gets for the events after ``done`` up to ``last``: numbers and words."""

    done: int
    last: int
    words: list[tuple[int, str]]


def indexed(connection: sqlite3.Connection) -> int:
    """Events up to this number are in the index."""
    return _progress(connection, "indexed")


def left(connection: sqlite3.Connection) -> int:
    """How many events are not (at most: their numbers have gaps)."""
    return max(0, newest(connection) - indexed(connection))


def newest(connection: sqlite3.Connection) -> int:
    """The number of the newest event, 0 where there is none."""
    return int(connection.execute("SELECT max(id) FROM events").fetchone()[0] or 0)


def purging(connection: sqlite3.Connection) -> bool:
    """Whether :meth:`purge` has something to do."""
    return _progress(connection, "purge") > 0


def delete(connection: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> None:
    """Take the events out of the index for which ``where`` holds, before they change or go."""
    connection.executemany(_DELETE, _entries(connection, where, values))


def add(
    connection: sqlite3.Connection,
    where: str,
    values: tuple[Any, ...],
    conversation: int | None = None,
) -> None:
    """Put them in again (in another conversation, if given), unless their turn is still to come."""
    _ADD.run(connection, _entries(connection, where, values, conversation))


def next_entries(connection: sqlite3.Connection, most: int) -> Entries:
    """Those of up to ``most`` of the events that are not indexed yet."""
    done = indexed(connection)
    # Numbers have gaps where events were removed: go on from the next one there is.
    last = connection.execute(
        "SELECT max(id) FROM (SELECT id FROM events WHERE id > ? ORDER BY id LIMIT ?)", (done, most)
    ).fetchone()[0]
    rows = connection.execute(f"{_PICK} id > ? AND id <= ?", (done, last or done)).fetchall()
    return Entries(done, last or done, [(row[0], _words_of(*row[1:])) for row in rows])


def catch_up(connection: sqlite3.Connection, entries: Entries) -> None:
    """Put the next entries in."""
    _ADD.run(connection, entries.words)
    connection.execute("UPDATE progress SET number = ? WHERE name = 'indexed'", (entries.last,))


def merge(connection: sqlite3.Connection) -> bool:
    """One small slice of merging the index's segments; False where they are few."""
    return _merged(connection, _SLICE_PAGES)


def ask_purge(connection: sqlite3.Connection) -> None:
    """Something was removed for good: its words must leave the index's older segments too."""
    connection.execute("UPDATE progress SET number = 1 WHERE name = 'purge' AND number = 0")


def purge(connection: sqlite3.Connection) -> bool:
    """One slice of merging the index into one segment, which drops removed words; False: done."""
    if not purging(connection):
        return False
    over = not _merged(connection, -_SLICE_PAGES)  # a negative number: all segments into one
    if over:
        connection.execute("UPDATE progress SET number = 0 WHERE name = 'purge'")
    return not over


def expression(
    words: list[str], conversations: list[int] | None, nick: str, account: str
) -> str | None:
    """The query in the language of FTS5; None where nothing narrows the search."""
    terms = [f'"{word}"' if is_whole(word) else f'"{word}"*' for word in words]
    if nick:
        terms.append(f'"{_NICK}{_folded(nick)}"')
    if account:
        terms.append(f'"{_ACCOUNT}{_folded(account)}"')
    if terms and conversations is not None:
        places = " OR ".join(f'"{_CONVERSATION}{number}"' for number in conversations)
        terms.append(f"({places})")
    return " AND ".join(terms) or None


def _entries(
    connection: sqlite3.Connection,
    where: str,
    values: tuple[Any, ...],
    conversation: int | None = None,
) -> list[tuple[int, str]]:
    rows = connection.execute(
        f"{_PICK} {where} AND id <= ?", (*values, indexed(connection))
    ).fetchall()
    return [(n, _words_of(conversation or own, *rest)) for n, own, *rest in rows]


def _words_of(conversation: int, source: str, account: str, text: str | None) -> str:
    nick = source.partition("!")[0]
    own = f"{_CONVERSATION}{conversation} {_NICK}{_folded(nick)}"
    if account:
        own += f" {_ACCOUNT}{_folded(account)}"
    return f"{own} {' '.join(search_words(text or ''))}"


def _folded(name: str) -> str:
    return name.casefold().translate(_JOINED)


def _merged(connection: sqlite3.Connection, pages: int) -> bool:
    """Whether there was something to merge (FTS5: fewer than two changes if there was not)."""
    before = connection.total_changes
    connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before >= 2


def _progress(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT number FROM progress WHERE name = ?", (name,)).fetchone()
    return int(row[0])
