"""The tables of ``client.db``, in which a client keeps what it has seen, as the newest version has
them.

A conversation belongs to a network: the server's address and the nickname that was asked for. Its
rows have places, whole numbers without a gap but where messages are missing
(``core.storage.client_places``), which may be below zero where older history was found later; the
id of a row is made of both (:func:`row_id`), so that a page of rows is a range of ids.
``indexed_first`` to ``indexed_end`` are the places that the index of the search has.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from core.storage.file_kind import FileKind

NAME = "client.db"
VERSION = 3
APPLICATION_ID = 0x42657363
"""In the file's header, so that no other program's database is taken for ours ("Besc")."""

_PLACES = 1 << 40
_HALF = 1 << 39

GAPS = "CREATE INDEX rows_gaps ON rows (id) WHERE kind = 13"

INDEX = (
    # The words come folded and cut from core.server.search_words: only spaces part them here.
    """CREATE VIRTUAL TABLE words USING fts5 (
        word, content='', detail=none, columnsize=0, tokenize='ascii', prefix='2 3'
    )""",
    "INSERT INTO words (words, rank) VALUES ('automerge', 4)",
)

TABLES = (
    """CREATE TABLE networks (
        id INTEGER PRIMARY KEY,
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        nick TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        UNIQUE (host, port, nick)
    )""",
    # state: what the person left there (the draft, pinned, muted …), as JSON.
    """CREATE TABLE conversations (
        id INTEGER PRIMARY KEY,
        network INTEGER NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT '{}',
        indexed_first INTEGER NOT NULL DEFAULT 0,
        indexed_end INTEGER NOT NULL DEFAULT 0,
        UNIQUE (network, key)
    )""",
    # kind: see core.storage.client_rows. more: what few rows have, as JSON.
    """CREATE TABLE rows (
        id INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        time REAL NOT NULL,
        nick TEXT NOT NULL,
        account TEXT NOT NULL,
        msgid TEXT NOT NULL,
        text TEXT NOT NULL,
        more TEXT
    )""",
    "CREATE INDEX rows_msgid ON rows (msgid) WHERE msgid <> ''",
    GAPS,
    # purge: 1 while words of deleted messages may be in the index's older segments.
    "CREATE TABLE progress (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO progress VALUES ('purge', 0)",
    *INDEX,
)


def row_id(conversation: int, place: int) -> int:
    """The id of a row from its conversation's number and its place."""
    return conversation * _PLACES + _HALF + place


def place_of(number: int) -> tuple[int, int]:
    """Conversation and place from a row's id."""
    conversation, rest = divmod(number, _PLACES)
    return conversation, rest - _HALF


def _find_gaps(connection: sqlite3.Connection) -> None:
    connection.execute(GAPS)


def _index_anew(connection: sqlite3.Connection) -> None:
    """Version 2 knew no words of scripts that have no spaces between them."""
    connection.execute("DROP TABLE words")
    for statement in INDEX:
        connection.execute(statement)
    connection.execute("UPDATE conversations SET indexed_first = 0, indexed_end = 0")
    connection.execute("UPDATE progress SET number = 0 WHERE name = 'purge'")


def _rescue_nothing(_damaged: Path, _fresh: sqlite3.Connection) -> str:
    """What a client has seen is mostly on the server, too."""
    return ""


CLIENT_FILE = FileKind(
    NAME,
    APPLICATION_ID,
    VERSION,
    TABLES,
    {1: _find_gaps, 2: _index_anew},
    _rescue_nothing,
    checked_bytes=4 * 1024 * 1024,  # more would be seen at the start; the rest when it is read
    cache_kib=2 * 1024,
)
