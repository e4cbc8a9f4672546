"""Data folders as other versions left them, and damaged ones."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from core.storage.schema import APPLICATION_ID, VERSION
from core.storage.server_storage import ServerStorage
from tests.core.storage.events import event


def version_1(folder: Path, messages: int = 300) -> Path:
    """A file of version 1: messages only, every one with the name of its target."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "server.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        f"""
        PRAGMA journal_mode = WAL;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            target TEXT NOT NULL,
            msgid TEXT NOT NULL,
            time REAL NOT NULL,
            command TEXT NOT NULL,
            source TEXT NOT NULL,
            params TEXT NOT NULL
        );
        CREATE INDEX messages_target ON messages (target, id);
        PRAGMA application_id = {APPLICATION_ID};
        PRAGMA user_version = 1;
        """
    )
    for number in range(messages):
        e = event(number, ("#комната", "#room", "a:anna\0n:boris")[number % 3], f"слово {number}")
        connection.execute(
            "INSERT INTO messages (target, msgid, time, command, source, params)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (e.target, e.msgid, e.time, e.command, e.source, json.dumps(e.params)),
        )
    connection.commit()
    connection.close()
    return path


def newer(folder: Path) -> Path:
    """A file of a version that is not written yet."""
    path = filled(folder, 10)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.execute("CREATE TABLE holograms (id INTEGER PRIMARY KEY)")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return path


def foreign(folder: Path) -> Path:
    """A database of another program."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "server.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    return path


def filled(folder: Path, events: int = 2000) -> Path:
    """A file of this version, with an account, a setting and messages."""
    from core.server.accounts import Account

    storage = ServerStorage.open(folder)
    storage.stores.accounts.put(Account("Анна", "анна", 5.0, certificates=("ab",)))
    storage.stores.values.put("bans", "*!*@bad", "{}")
    for number in range(events):
        storage.stores.history.append(event(number, "#room", f"слово {number} " + "x" * 100))
    assert storage.flush() is None
    while storage.maintain():
        pass
    storage.close()
    return folder / "server.db"


def spoil(path: Path, offset: int, data: bytes) -> None:
    """Overwrite bytes of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)
