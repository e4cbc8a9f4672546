"""The server's index has the words of scripts that put no spaces between them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from core.server.history import Search
from core.storage.schema import INDEX
from core.storage.server_storage import HistoryLimits, ServerStorage
from tests.core.storage.events import event


def found(storage: ServerStorage, *words: str) -> list[str]:
    assert storage.flush() is None
    while storage.maintain(HistoryLimits(), 0):
        pass
    return [e.msgid for e in storage.stores.history.search(Search(words))]


def test_a_file_of_version_2_is_indexed_anew(tmp_path: Path) -> None:
    storage = ServerStorage.open(tmp_path)
    storage.stores.history.append(event(1, "#a", "你好世界，今天好"))
    storage.stores.history.append(event(2, "#a", "socket"))
    assert found(storage, "世界") == ["id-1"]
    storage.close()
    connection = sqlite3.connect(tmp_path / "server.db")
    connection.execute("DROP TABLE words")
    for statement in INDEX:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    storage = ServerStorage.open(tmp_path)
    assert found(storage, "世界") == ["id-1"]
    assert found(storage, "界", "你好") == ["id-1"]
    assert found(storage, "sock") == ["id-2"]
    assert found(storage, "界你") == []
    storage.close()
