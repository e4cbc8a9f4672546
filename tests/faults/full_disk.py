"""A program for the tests: keeps history on a disk that is full, and on one that is read-only.

``python -m tests.faults.full_disk FOLDER`` in a namespace of its own, as "root" of it: it mounts a
small disk on the folder. Prints "ok" in the end.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from core.server.history import Point, Search, Which
from core.storage.errors import StorageCode, StorageError
from core.storage.server_storage import ServerStorage
from tests.core.storage.events import event


def full(folder: Path) -> None:
    """Fill the disk, go on, make room: nothing is missing, and nothing is there twice."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(6_000_000))
    storage = ServerStorage.open(folder / "data")
    history = storage.stores.history
    number = 0
    trouble = None
    while trouble is None:
        for _ in range(20):
            history.append(event(number, "#room", f"слово {number} " + "x" * 200))
            number += 1
        trouble = storage.flush()
        assert number < 100_000
    assert trouble.code is StorageCode.DISK_FULL, trouble
    for _ in range(100):
        history.append(event(number, "#room", f"слово {number}"))
        number += 1
        storage.flush()
    assert history.redact("#room", "id-3")
    assert history.redact("#room", f"id-{number - 5}")
    storage.stores.values.put("bans", "x", "y")
    expected = [f"id-{n}" for n in range(number) if n not in (3, number - 5)]

    def stored() -> list[str]:
        return [e.msgid for e in history.query("#room", Which.LATEST, [], 10**6, True)]

    assert stored() == expected
    assert history.find("#room", "id-3") is None
    around = history.query("#room", Which.BEFORE, [Point(f"id-{number - 4}")], 2, True)
    assert [e.msgid for e in around] == [f"id-{number - 7}", f"id-{number - 6}"]
    assert [e.msgid for e in history.search(Search((str(number - 1),)))] == [f"id-{number - 1}"]
    storage.maintain()  # does nothing now, and says nothing
    ballast.unlink()
    while storage.flush() is not None:
        time.sleep(0.05)
    assert stored() == expected
    while storage.maintain():
        pass
    storage.close()
    storage = ServerStorage.open(folder / "data")
    assert storage.notes == ()
    history = storage.stores.history
    assert stored() == expected
    assert storage.stores.values.get("bans", "x") == "y"
    storage.close()


def full_from_the_start(folder: Path) -> None:
    """Where not even a new file has room."""
    with (folder / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    try:
        ServerStorage.open(folder / "other")
    except StorageError as error:
        assert error.code is StorageCode.DISK_FULL, error
    else:
        raise AssertionError
    (folder / "ballast").unlink()
    ServerStorage.open(folder / "other").close()


def read_only(folder: Path) -> None:
    """A disk that may not be written, with a history on it, and for a new one."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    for name in ("data", "fresh"):
        try:
            ServerStorage.open(folder / name)
        except StorageError as error:
            assert error.code is StorageCode.READ_ONLY, error
        else:
            raise AssertionError


def main() -> None:
    folder = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "besedka", folder], check=True)
    full(folder)
    full_from_the_start(folder)
    read_only(folder)
    print("ok")


if __name__ == "__main__":
    main()
