"""``besedka serve`` with data folders of all kinds: what it says, and that chat goes on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from tests.core.storage.old_files import filled, foreign, newer, spoil, version_1
from tests.core.threads.server_helpers import Client
from tests.desktop.test_serve import Served, refused, serve
from tests.faults.test_storage_disk import NAMESPACE, ROOT, has_namespaces

_numbers = count()
LOCAL = ("--host", "127.0.0.1", "--port", "0")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def said(served: Served, channel: str, *new: str) -> list[str]:
    """Say something, and the texts that the history of the channel has then."""
    with Client(served.port) as client:
        client.send("CAP REQ :batch server-time message-tags echo-message")
        client.send("CAP REQ draft/chathistory", "CAP END")  # not offered without a history
        client.register(f"n{next(_numbers)}")
        client.join(channel)
        client.send(*(f"PRIVMSG {channel} :{text}" for text in new), "PING :said")
        client.until("PONG")
        echoes = sum(f"PRIVMSG {channel} :" in line for line in client.seen)
        assert echoes == len(new)  # chat goes on, whatever becomes of the history
        del client.seen[:]
        client.send(f"CHATHISTORY LATEST {channel} * 100", "PING :read")
        client.until("PONG")
        lines = [line for line in client.seen if f"PRIVMSG {channel} :" in line]
        return [line.partition(f"PRIVMSG {channel} :")[2] for line in lines]


def test_the_folder_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    version_1(tmp_path, 30)
    with serve(*LOCAL, "--data-dir", str(tmp_path)) as served:
        texts = said(served, "#room", "новое")
        assert texts == [*(f"слово {n}" for n in range(1, 30, 3)), "новое"]
        assert served.stop() == 0
    log = "".join(served.lines)
    assert "older version was brought up to date" in log
    copy = tmp_path / "server.db.version-1-1"
    assert str(copy) in log
    old = sqlite3.connect(copy)
    assert old.execute("PRAGMA user_version").fetchone() == (1,)
    assert old.execute("SELECT count(*) FROM messages").fetchone() == (30,)
    old.close()


def test_the_folder_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    newer(tmp_path)
    before = contents(tmp_path)
    code, line = refused(*LOCAL, "--data-dir", str(tmp_path))
    assert code == 1
    assert str(tmp_path) in line
    assert "newer version" in line
    assert contents(tmp_path) == before


def test_a_damaged_folder_is_set_aside(tmp_path: Path) -> None:
    path = filled(tmp_path, 2000)
    spoil(path, 60 * 4096, bytes(4096))
    with serve(*LOCAL, "--data-dir", str(tmp_path)) as served:
        texts = said(served, "#room", "новое")
        assert texts[-1] == "новое"
        assert len(texts) == 100  # most of it could be taken over
        assert served.stop() == 0
    log = "".join(served.lines)
    assert "The history was damaged; it was set aside" in log
    assert str(tmp_path / "server.db.damaged-1") in log
    assert "could be taken over" in log and "1 accounts" in log
    assert (tmp_path / "server.db.damaged-1").exists()
    with serve(*LOCAL, "--data-dir", str(tmp_path)) as served:
        assert said(served, "#room")[-1] == "новое"
    assert "damaged" not in "".join(served.lines)


def test_garbage_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "server.db").write_bytes(b"\x7fELF" * 5000)
    with serve(*LOCAL, "--data-dir", str(tmp_path)) as served:
        assert said(served, "#room", "новое") == ["новое"]
        assert served.stop() == 0
    assert "server.db.damaged-1" in "".join(served.lines)
    assert (tmp_path / "server.db.damaged-1").read_bytes() == b"\x7fELF" * 5000


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = foreign(tmp_path)
    before = path.read_bytes()
    with serve(*LOCAL, "--data-dir", str(tmp_path)) as served:
        said(served, "#room", "новое")
        assert served.stop() == 0
    assert "belongs to another program" in "".join(served.lines)
    assert path.read_bytes() == before


def test_two_servers_with_one_folder(tmp_path: Path) -> None:
    with serve(*LOCAL, "--data-dir", str(tmp_path)) as first:
        with serve(*LOCAL, "--data-dir", str(tmp_path)) as second:
            said(second, "#room", "мимо")
            assert second.stop() == 0
        assert "another server uses the folder" in "".join(second.lines)
        assert said(first, "#room", "новое") == ["новое"]


@pytest.mark.parametrize(
    ("options", "said_of_it"),
    [("size=8m", "there is no room on the disk"), ("ro", "it cannot be written to")],
)
def test_a_real_disk_that_is_full_or_read_only(
    tmp_path: Path, options: str, said_of_it: str
) -> None:
    if not has_namespaces():
        pytest.skip("mounting needs namespaces of Linux")
    program = [sys.executable, "-m", "tests.faults.serve_on_disk", str(tmp_path), options]
    done = subprocess.run(
        [*NAMESPACE, *program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert said_of_it in done.stdout
    assert "Traceback" not in done.stdout
