"""The index of a client's search (FTS5): which words occur in which row.

It is filled some time after the rows are stored, in small transactions, since it costs more than
storing them. It holds no text: to take a row out, its words are made again from the row. The
conversation and the nickname are words too, each with a first letter of Unicode's private use area
that no word of a text has.

Source: SQLite's documentation of FTS5 (contentless tables, the "delete" command).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from core.server.search_words import is_whole, search_words
from core.storage.client_rows import MESSAGES
from core.storage.client_schema import row_id
from core.storage.row_insert import RowInsert

_CONVERSATION, _NICK = "\ue000", "\ue001"
# The tokenizer parts words at what is ASCII and neither letter nor digit, as nicknames have it.
_JOINED = {n: 0xE100 + n for n in range(128) if not chr(n).isalnum()}
_PICK = f"SELECT id, nick, text FROM rows WHERE kind < {MESSAGES} AND id >= ? AND id < ?"
_ADD = RowInsert("INSERT INTO words (rowid, word)", 2)
_DELETE = "INSERT INTO words (words, rowid, word) VALUES ('delete', ?, ?)"
_SLICE_PAGES = 16
_MOST_TEXT = 20_000  # characters of a message that are indexed


def words_of(conversation: int, nick: str, text: str) -> str:
    """What the index has of a message."""
    own = f"{_CONVERSATION}{conversation} {_NICK}{folded(nick)}"
    return f"{own} {' '.join(search_words(text[:_MOST_TEXT]))}"


def folded(name: str) -> str:
    """A nickname as one word."""
    return name.casefold().translate(_JOINED)


def add(connection: sqlite3.Connection, conversation: int, first: int, end: int) -> None:
    """Put the messages of these places into the index."""
    rows = connection.execute(_PICK, (row_id(conversation, first), row_id(conversation, end)))
    _ADD.run(connection, [(n, words_of(conversation, *rest)) for n, *rest in rows.fetchall()])


def remove(connection: sqlite3.Connection, conversation: int, places: Iterable[int]) -> None:
    """Take these out, before they change or go. They must be in the index."""
    for place in places:
        number = row_id(conversation, place)
        for found, nick, text in connection.execute(_PICK, (number, number + 1)).fetchall():
            connection.execute(_DELETE, (found, words_of(conversation, nick, text)))


def ask_purge(connection: sqlite3.Connection) -> None:
    """Something was deleted for good: its words must leave the index's older segments too."""
    connection.execute("UPDATE progress SET number = 1 WHERE name = 'purge' AND number = 0")


def purge(connection: sqlite3.Connection) -> bool:
    """One slice of merging the index into one segment, which drops removed words; False: done."""
    if not connection.execute("SELECT number FROM progress WHERE name = 'purge'").fetchone()[0]:
        return False
    before = connection.total_changes
    # A negative number: all segments into one. Fewer than two changes: there was nothing to merge.
    connection.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (-_SLICE_PAGES,))
    if connection.total_changes - before >= 2:
        return True
    connection.execute("UPDATE progress SET number = 0 WHERE name = 'purge'")
    return False


def expression(words: list[str], conversations: list[int] | None, nick: str) -> str | None:
    """The query in the language of FTS5; None where nothing narrows the search."""
    terms = [f'"{word}"' if is_whole(word) else f'"{word}"*' for word in words]
    if nick:
        terms.append(f'"{_NICK}{folded(nick)}"')
    if terms and conversations is not None:
        places = " OR ".join(f'"{_CONVERSATION}{number}"' for number in conversations)
        terms.append(f"({places})")
    return " AND ".join(terms) or None
