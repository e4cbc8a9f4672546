"""The tables of ``server.db``, as the newest version has them.

A conversation has a number, so that a renamed channel costs nothing and rows are short. The number
of an event is the order in which things happened; numbers are never used twice, since the index of
the search names them. ``second`` is the second of the two people of a private conversation, whose
key has a NUL between them. Events that a client without event playback is not sent have
``message`` 0.
"""

from __future__ import annotations

VERSION = 3
APPLICATION_ID = 0x42657365
"""In the file's header, so that no other program's database is taken for ours ("Bese")."""

DOOMED = "\x01"
"""A key that begins so is of a conversation that was forgotten, and is being removed in slices."""

INDEX = (
    # The words come folded and cut from core.server.search_words: only spaces part them here.
    """CREATE VIRTUAL TABLE words USING fts5 (
        word, content='', detail=none, columnsize=0, tokenize='ascii', prefix='2 3'
    )""",
    # By itself FTS5 merges within the transactions that add words, which takes up to 50 ms at once;
    # the housekeeping does it in small slices instead.
    "INSERT INTO words (words, rank) VALUES ('automerge', 0)",
    "INSERT INTO words (words, rank) VALUES ('crisismerge', 1000)",
)

TABLES = (
    """CREATE TABLE conversations (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        second TEXT
    )""",
    "CREATE INDEX conversations_second ON conversations (second) WHERE second IS NOT NULL",
    # head: the parameters but the last, with "\r" between them, which no IRC line can hold.
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL,
        message INTEGER NOT NULL,
        msgid TEXT NOT NULL,
        time REAL NOT NULL,
        command TEXT NOT NULL,
        source TEXT NOT NULL,
        account TEXT NOT NULL,
        head TEXT,
        text TEXT,
        tags TEXT NOT NULL,
        bot INTEGER NOT NULL,
        concat TEXT NOT NULL,
        edited REAL NOT NULL
    )""",
    "CREATE INDEX events_conversation ON events (conversation, message)",
    "CREATE INDEX events_msgid ON events (msgid)",
    "CREATE TABLE accounts (folded TEXT PRIMARY KEY, account TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE settings (
        space TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (space, name)
    ) WITHOUT ROWID""",
    # indexed: events up to this number are in the index of the search, the later ones are not yet.
    "CREATE TABLE progress (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO progress VALUES ('indexed', 0), ('purge', 0)",
    *INDEX,
)

EVENT_COLUMNS = (
    "id, conversation, message, msgid, time, command, source, account, head, text, tags, bot, "
    "concat, edited"
)
EVENT_WIDTH = 14
