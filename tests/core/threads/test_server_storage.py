"""The engine and the data folder: stored before sent, and chat goes on where that fails."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.log_text import log_text
from core.server.server import Server
from core.storage.errors import NoteKind, StorageCode, StorageError, StorageNote, StorageTrouble
from core.storage.server_storage import HistoryLimits, ServerStorage
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine
from tests.core.threads.server_helpers import PATIENCE_S, Client, TestServer, serving, wait_until


@contextlib.contextmanager
def serving_opers(folder: Path) -> Iterator[TestServer]:
    with serving(ServerConfig(opers={"root": "secret"}), folder) as server:
        yield server


def oper(port: int, nick: str) -> Client:
    client = Client(port, nick)
    client.send("OPER root secret")
    client.until(" 381 ")
    return client


def test_the_server_gets_the_stores_of_the_folder(tmp_path: Path) -> None:
    with serving(data_dir=tmp_path / "deep" / "data") as server:
        got: list[bool] = []
        server.engine.ask(lambda s: got.append(s.stores.lasting))
        wait_until(lambda: got)
        assert got == [True]
        assert (tmp_path / "deep" / "data").is_dir()


def test_without_a_folder_the_stores_forget() -> None:
    with serving() as server:
        got: list[bool] = []
        server.engine.ask(lambda s: got.append(s.stores.lasting))
        wait_until(lambda: got)
        assert got == [False]


def test_nothing_is_sent_before_it_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = threading.Event()
    hold.set()
    real = ServerStorage.flush

    def slow(self: ServerStorage) -> StorageTrouble | None:
        assert hold.wait(PATIENCE_S)
        return real(self)

    monkeypatch.setattr(ServerStorage, "flush", slow)
    with (
        serving(data_dir=tmp_path) as server,
        Client(server.port, "anna") as anna,
        Client(server.port, "boris") as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.sync()
        hold.clear()
        anna.send("PRIVMSG #a :stored first")
        boris.sock.settimeout(0.2)
        with pytest.raises(TimeoutError):
            boris.line()
        hold.set()
        boris.sock.settimeout(PATIENCE_S)
        assert "stored first" in boris.line()


def test_a_full_disk_stops_no_chat_and_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = StorageTrouble(StorageCode.DISK_FULL, tmp_path / "history.db", "disk I/O error")
    troubles: list[StorageTrouble | None] = [None]
    monkeypatch.setattr(ServerStorage, "flush", lambda self: troubles[-1])
    with serving_opers(tmp_path) as server, oper(server.port, "root") as root:
        root.join("#a")
        with Client(server.port, "anna") as anna:
            anna.join("#a")
            troubles.append(full)
            anna.send("PRIVMSG #a :one", "PRIVMSG #a :two")
            notice = root.until("NOTICE root")
            assert "no room on the disk" in notice
            assert root.find("two")
            troubles.append(None)
            anna.sync()
            assert "kept again" in root.until("NOTICE root")
        told = [entry for entry in server.log if entry.kind is LogKind.STORAGE]
        assert [entry.args[0] for entry in told] == ["not_kept", "again"]
        assert "history.db (there is no room on the disk)" in log_text(told[0])


def test_a_folder_that_cannot_be_used_leaves_a_server_without_history(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("not a folder")
    with serving(data_dir=folder) as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        (entry,) = [entry for entry in server.log if entry.kind is LogKind.STORAGE]
        assert entry.args[:2] == ("without", str(folder))
        assert "Nothing is kept beyond this run" in log_text(entry)
        got: list[Server] = []
        server.engine.ask(got.append)
        wait_until(lambda: got)
        assert not got[0].config.keep_history
        assert not got[0].stores.lasting


def test_what_a_newer_version_wrote_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> ServerStorage:
        raise StorageError(StorageCode.NEWER, folder / "history.db")

    monkeypatch.setattr(ServerStorage, "open", refuse)
    engine = ServerEngine(log=EventFeed(notify=lambda: None))
    with pytest.raises(StorageError):
        engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", 0), tmp_path)
    assert engine.is_idle


def test_what_was_done_to_the_files_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ServerStorage.open

    def damaged(folder: Path) -> ServerStorage:
        storage = real(folder)
        storage.notes = (StorageNote(NoteKind.SET_ASIDE, folder / "x.damaged", "not a database"),)
        return storage

    monkeypatch.setattr(ServerStorage, "open", damaged)
    with serving(data_dir=tmp_path) as server:
        server.wait_for_log(LogKind.STORAGE, "set_aside", str(tmp_path / "x.damaged"))


def test_maintenance_comes_after_writing_with_the_limits_of_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, HistoryLimits]] = []

    def maintain(self: ServerStorage, limits: HistoryLimits, now: float) -> bool:
        assert now > 1_700_000_000
        seen.append((threading.get_ident(), limits))
        return len(seen) < 2  # there is more to do, once

    monkeypatch.setattr(ServerStorage, "maintain", maintain)
    config = ServerConfig(history_messages=7, history_days=3, history_bytes=1000)
    with serving(config, tmp_path) as server, Client(server.port, "anna"):
        wait_until(lambda: len(seen) >= 2)
        assert seen[0][1] == HistoryLimits(7, 3, 1000)
        assert seen[0][0] != threading.get_ident()
