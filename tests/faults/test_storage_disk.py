"""Disks that are full or read-only: nothing that was acknowledged is lost, and chat goes on."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from core.server.history import Which
from core.storage import saving
from core.storage.errors import StorageCode
from core.storage.server_storage import ServerStorage
from tests.core.storage.events import event

ROOT = Path(__file__).parents[2]
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def has_namespaces() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    mount = ["mount", "-t", "tmpfs", "besedka", "/mnt"]
    tried = subprocess.run([*NAMESPACE, *mount], capture_output=True, check=False)
    return tried.returncode == 0


def test_a_real_disk_that_is_full_and_then_read_only(tmp_path: Path) -> None:
    if not has_namespaces():
        pytest.skip("mounting needs namespaces of Linux")
    program = [sys.executable, "-m", "tests.faults.full_disk", str(tmp_path)]
    done = subprocess.run(
        [*NAMESPACE, *program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "ok\n"), done.stderr


@pytest.fixture
def full(tmp_path: Path) -> ServerStorage:
    """A storage whose disk is full."""
    storage = ServerStorage.open(tmp_path)
    for number in range(10):
        storage.stores.history.append(event(number))
    assert storage.flush() is None
    storage.saving.connection = cast(sqlite3.Connection, FullDisk(storage.saving.connection))
    return storage


class FullDisk:
    """A connection that can commit nothing, as on a full disk."""

    full = True

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, *values: Any) -> Any:
        if self.full and sql == "COMMIT":
            self._connection.execute("ROLLBACK")
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return self._connection.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def grow(storage: ServerStorage) -> None:
    cast(FullDisk, storage.saving.connection).full = False


def texts(storage: ServerStorage) -> list[str]:
    page = storage.stores.history.query("#a", Which.LATEST, [], 10**6, False)
    return [e.msgid for e in page]


def test_the_oldest_are_given_up_when_too_many_wait(
    full: ServerStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_WAITING", 100)
    for number in range(100, 1100):
        full.stores.history.append(event(number, "#a", "x" * 300))
        trouble = full.flush()
    assert trouble is not None
    assert trouble.code is StorageCode.DISK_FULL
    assert trouble.waiting == 100
    stored = texts(full)
    first = int(stored[10].removeprefix("id-"))
    assert stored[10:] == [f"id-{n}" for n in range(first, 1100)]
    assert trouble.lost == first - 100
    grow(full)
    assert full.saving.settle(now=True) is None
    kept = texts(full)
    assert kept[:10] == [f"id-{n}" for n in range(10)]
    assert len(kept) == 10 + 1000 - trouble.lost
    assert kept[-100:] == [f"id-{n}" for n in range(1000, 1100)]
    full.close()


def test_what_waits_is_written_when_the_storage_is_closed(full: ServerStorage) -> None:
    for number in range(100, 300):
        full.stores.history.append(event(number, "#a", "x" * 300))
    assert full.flush() is not None
    expected = texts(full)
    assert len(expected) == 210
    grow(full)
    full.close()
    again = ServerStorage.open(full.folder)
    assert texts(again) == expected
    again.close()


def test_closing_while_the_disk_is_full_keeps_what_was_stored(full: ServerStorage) -> None:
    for number in range(100, 5000):
        full.stores.history.append(event(number, "#a", "x" * 300))
    assert full.flush() is not None
    full.close()
    again = ServerStorage.open(full.folder)
    assert again.notes == ()
    stored = texts(again)
    assert stored[:10] == [f"id-{n}" for n in range(10)]
    again.close()


def test_accounts_and_values_are_kept_in_memory_until_there_is_room(full: ServerStorage) -> None:
    for number in range(2000):
        full.stores.values.put("read", f"somebody {number}", "x" * 200)
    assert full.flush() is not None
    assert len(full.stores.values.items("read")) == 2000
    grow(full)
    assert full.saving.settle(now=True) is None
    full.close()
    again = ServerStorage.open(full.folder)
    assert len(again.stores.values.items("read")) == 2000
    again.close()
