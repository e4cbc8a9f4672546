"""What a client keeps: rows and their places, the thread that writes, search, faults, killing."""

from __future__ import annotations

import contextlib
import dataclasses
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import (
    ChannelModesChanged,
    Delivery,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    Reaction,
    TopicChanged,
)
from core.storage import client_schema, client_writer
from core.storage.client_schema import NAME, VERSION
from core.storage.client_search import Wanted
from core.storage.errors import NoteKind, StorageCode, StorageError
from core.threads import client_store_writer
from core.threads.client_conversation import ConversationStore, KeptRow
from core.threads.client_store import ClientStore, NetworkStore

NOON = 1_795_262_400.0


def message(number: int, text: str = "", nick: str = "boris", **more: object) -> MessageReceived:
    return MessageReceived(
        "#lab",
        MessageKind.TEXT,
        nick,
        text or f"слово {number}",
        NOON + number,
        f"kept-{number}",
        msgid=f"id{number}",
        **more,  # type: ignore[arg-type]
    )


class Opened:
    """A store with its networks, closed at the end."""

    def __init__(self, folder: Path, keep_days: int = 0) -> None:
        self.store = ClientStore(folder, keep_days)
        self.networks: list[NetworkStore] = []
        self.told: list[StorageError] = []
        self.store.troubled.connect(self.told.append)

    def network(self, nick: str = "anna", port: int = 6667) -> NetworkStore:
        made = self.store.network("Localhost", port, nick)
        assert made is not None
        self.networks.append(made)
        return made

    def lab(self) -> ConversationStore:
        found = self.network().conversation("#lab")
        assert found is not None
        return found

    def close(self) -> None:
        for network in self.networks:
            if (writer := network.close()) is not None:
                assert writer.stop_and_wait(10)
        self.networks.clear()


@contextlib.contextmanager
def opened(folder: Path, keep_days: int = 0) -> Iterator[Opened]:
    made = Opened(folder, keep_days)
    try:
        yield made
    finally:
        made.close()


def test_rows_come_back_as_they_were(tmp_path: Path, qapp: object) -> None:
    rows: list[KeptRow] = [
        message(0, own=True, delivery=Delivery.STORED, tags={"+x": "y", "msgid": "id0"}),
        message(1, "поток\nв две строки", reply_to="id0", highlight=True, account="boris"),
        message(2, edited=NOON + 9, reactions=(Reaction("👍", ("anna", "chloe"), own=True),)),
        message(3, " ", redacted="anna", redaction="spam"),
        (
            News("#lab", NewsKind.JOINED, "dan", NOON + 4),
            News("#lab", NewsKind.KICKED, "dan", NOON + 5, "anna", "пока"),
        ),
        TopicChanged("#lab", "Сокеты", "anna", NOON + 6, changed=True),
        ChannelModesChanged("#lab", "+o boris", "anna", NOON + 7, "+nt"),
    ]
    with opened(tmp_path) as made:
        lab = made.lab()
        lab.append(rows)
        assert lab.read(0, 100) == rows  # while it waits
    with opened(tmp_path) as made:
        lab = made.lab()
        assert (lab.first, lab.end) == (0, 7)
        found = lab.read(0, 100)
    assert found[1:] == rows[1:]
    first = found[0]
    assert isinstance(first, MessageReceived)
    assert (first.tags, first.own, first.delivery) == ({"+x": "y"}, True, Delivery.STORED)


def test_what_was_not_sent_when_the_program_ended_has_failed(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        made.lab().append([message(0, own=True, delivery=Delivery.WAITING)])
    with opened(tmp_path) as made:
        row = made.lab().read(0, 1)[0]
    assert isinstance(row, MessageReceived)
    assert row.delivery is Delivery.FAILED


def test_older_rows_go_below_zero(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        lab = made.lab()
        lab.append([message(100)])
        lab.prepend([message(number) for number in range(50, 100)])
        lab.prepend([message(number) for number in range(50)])
        assert (lab.first, lab.end) == (-100, 1)
        assert lab.read(-100, 101) == [message_at(place) for place in range(101)]
        assert lab.find("id10") == -90
    with opened(tmp_path) as made:
        lab = made.lab()
        assert (lab.first, lab.end) == (-100, 1)
        assert lab.find("id10") == -90
        row = lab.read(-90, 1)[0]
        assert isinstance(row, MessageReceived)
        assert row.text == "слово 10"


def message_at(number: int) -> MessageReceived:
    return message(number)


def test_a_network_is_an_address_and_a_nickname(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        for nick, port in (("anna", 6667), ("boris", 6667), ("anna", 6668)):
            found = made.network(nick, port).conversation("#lab")
            assert found is not None
            found.append([message(0, f"{nick} {port}")])
    with opened(tmp_path) as made:
        for nick, port in (("Anna", 6667), ("boris", 6667), ("anna", 6668)):
            network = made.network(nick, port)
            assert network.names == ["#lab"]
            found = network.conversation("#LAB")
            assert found is not None
            row = found.read(0, 1)[0]
            assert isinstance(row, MessageReceived)
            assert row.text == f"{nick.casefold()} {port}"


def test_the_newest_message_of_each_conversation_is_known(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        network = made.network()
        for name in ("#lab", "boris"):
            found = network.conversation(name)
            assert found is not None
            found.append([message(1), message(2), (News("", NewsKind.QUIT, "x", NOON + 50),)])
    with opened(tmp_path) as made:
        newest = (NOON + 2, "id2")
        assert made.network().known() == {"#lab": newest, "boris": newest}


def test_what_the_person_left_in_a_conversation(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        made.lab().set_state({"draft": "недописано \ud800", "pinned": True})
    with opened(tmp_path) as made:
        network = made.network()
        assert network.state("#LAB")["pinned"] is True
        assert str(network.state("#lab")["draft"]).startswith("недописано")
        assert network.state("#other") == {}


def test_the_second_window_reads_and_keeps_nothing(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        first = made.lab()
        first.append([message(0), message(1)])
        assert made.store.flush()
        second = made.lab()
        assert (first.writable, second.writable) == (True, False)
        assert (second.first, second.end) == (0, 2)
        second.append([message(2)])
        first.append([message(3)])
        assert made.store.flush()
    with opened(tmp_path) as made:
        lab = made.lab()
        assert lab.writable
        assert [getattr(row, "msgid", "") for row in lab.read(0, 9)] == ["id0", "id1", "id3"]


def test_a_network_that_is_opened_again_at_once_is_complete(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        for round_number in range(5):
            lab = made.lab()
            assert lab.writable
            assert lab.end == round_number * 500
            lab.append([message(round_number * 500 + each) for each in range(500)])
            made.networks.pop().close()
        lab = made.lab()
        assert lab.end == 2500


def test_search(tmp_path: Path, qapp: object, qtbot: QtBot) -> None:
    with opened(tmp_path) as made:
        network = made.network()
        lab, other = network.conversation("#lab"), network.conversation("boris")
        assert lab is not None and other is not None
        lab.append([message(number, f"Сокет номер {number}") for number in range(300)])
        other.append([message(500, "сокеты, лично"), message(501, "порт", nick="chloe")])
        assert made.store.flush()
        found = made.store.search("сокет лично")
        assert [(hit.conversation, hit.place) for hit in found] == [("boris", 0)]
        assert [hit.place for hit in made.store.search("номер 299", network, "#lab")] == [299]
        assert [hit.row.nick for hit in made.store.search("пор", nick="Chloe")] == ["chloe"]
        assert made.store.search("пор", nick="boris") == []
        bounds = made.store.search("сокет", conversation="#LAB", after=NOON + 10, before=NOON + 12)
        assert [hit.place for hit in bounds] == [11, 10]
        assert made.store.search("—") == []
        with qtbot.waitSignal(made.store.found, timeout=10_000) as told:
            request = made.store.search_soon(Wanted("сокет", limit=3))
        assert told.args[0] == request
        assert [hit.conversation for hit in told.args[1]] == ["boris", "#lab", "#lab"]


def test_search_follows_changes(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        lab = made.lab()
        lab.append([message(number, "секрет") for number in range(3)])
        assert made.store.flush()
        lab.put(1, message(1, "другое"))
        assert made.store.flush()
        assert [hit.place for hit in made.store.search("секрет")] == [2, 0]
        assert [hit.place for hit in made.store.search("другое")] == [1]
        lab.prepend([message(-1, "секрет")])
        assert made.store.flush()
        assert [hit.place for hit in made.store.search("секрет")] == [2, 0, -1]


def test_what_is_deleted_is_in_no_byte_of_the_file(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        lab = made.lab()
        lab.append([message(0, "verysecretword")])
        assert made.store.flush()
        lab.put(0, message(0, " ", redacted="anna"))
        assert made.store.flush()
    for path in tmp_path.iterdir():
        assert b"verysecretword" not in path.read_bytes(), path


def test_old_rows_go_after_so_many_days(tmp_path: Path, qapp: object) -> None:
    now = time.time()
    rows = [message(0) for _ in range(20)]
    with opened(tmp_path) as made:
        old = [
            MessageReceived(
                "#lab", MessageKind.TEXT, "b", f"старое {n}", now - 90_000 * (20 - n), ""
            )
            for n in range(len(rows))
        ]
        made.lab().append(old)
        assert made.store.flush()
    with opened(tmp_path, keep_days=7) as made:
        lab = made.lab()
        assert 0 < lab.first < lab.end == 20
        first = lab.first
        assert made.store.flush()
        assert {hit.place for hit in made.store.search("старое")} == set(range(first, 20))
    with opened(tmp_path) as made:
        lab = made.lab()
        assert (lab.first, lab.end) == (first, 20)


def test_a_damaged_file_is_set_aside(tmp_path: Path, qapp: object) -> None:
    (tmp_path / NAME).write_bytes(b"this was a database once" * 400)
    with opened(tmp_path) as made:
        made.lab().append([message(0)])
        assert [note.kind for note in made.store.take_notes()] == [NoteKind.SET_ASIDE]
    assert (tmp_path / f"{NAME}.damaged-1").exists()
    with opened(tmp_path) as again:
        assert again.lab().end == 1


def test_a_file_that_is_damaged_at_work_is_given_up_and_then_set_aside(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchecked = dataclasses.replace(client_schema.CLIENT_FILE, checked_bytes=0)
    monkeypatch.setattr(client_schema, "CLIENT_FILE", unchecked)
    with opened(tmp_path) as made:
        made.lab().append([message(number) for number in range(20_000)])
    path = tmp_path / NAME
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) - 4096] = bytes(len(data) - 4096 - len(data) // 4)
    path.write_bytes(data)
    with opened(tmp_path) as made:
        network = made.network()
        lost: list[bool] = []
        network.on_lost(lambda: lost.append(True))
        lab = network.conversation("#lab")
        if lab is not None:  # which page is met first depends on how far the index had come
            for place in range(lab.first, lab.end, 128):
                lab.read(place, 128)  # nothing is raised
            lab.append([message(number, "x" * 2000) for number in range(500)])
            qtbot.waitUntil(lambda: bool(lost), timeout=30_000)
            assert lab.read(lab.first, 3) == [None, None, None]
        assert made.told[0].code is StorageCode.DAMAGED
    with opened(tmp_path) as made:
        made.lab().append([message(0)])
    assert (tmp_path / f"{NAME}.damaged-1").exists()


def test_a_newer_file_is_left_alone(tmp_path: Path, qapp: object) -> None:
    with opened(tmp_path) as made:
        made.lab().append([message(0)])
    path = tmp_path / NAME
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    made = Opened(tmp_path)
    assert made.store.network("localhost", 6667, "anna") is None
    assert [error.code for error in made.told] == [StorageCode.NEWER]
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind")
def test_a_folder_that_cannot_be_made(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    made = Opened(tmp_path / "file" / "client")
    assert made.store.network("localhost", 6667, "anna") is None
    assert len(made.told) == 1


def test_a_full_disk_is_told_once_and_nothing_is_lost(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_store_writer, "RETRY_S", 0.02)
    real, full = client_writer.write, True

    def write(connection: sqlite3.Connection, jobs: list[client_writer.Job]) -> None:
        if full:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        real(connection, jobs)

    monkeypatch.setattr(client_writer, "write", write)
    with opened(tmp_path) as made:
        lab = made.lab()
        lab.append([message(0)])
        lab.set_state({"draft": "x"})
        qtbot.waitUntil(lambda: bool(made.told), timeout=30_000)
        lab.append([message(1)])
        assert [getattr(row, "msgid", "") for row in lab.read(0, 9)] == ["id0", "id1"]
        full = False
        assert made.store.flush()
        assert [error.code for error in made.told] == [StorageCode.DISK_FULL]
    with opened(tmp_path) as made:
        network = made.network()
        found = network.conversation("#lab")
        assert found is not None
        assert found.end == 2
        assert network.state("#lab") == {"draft": "x"}


def test_a_disk_that_stays_full_is_given_up(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_store_writer, "RETRY_S", 0.02)
    monkeypatch.setattr(client_store_writer, "MOST_WAITING", 10)

    def write(_connection: object, _jobs: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(client_writer, "write", write)
    with opened(tmp_path) as made:
        network = made.network()
        lost: list[bool] = []
        network.on_lost(lambda: lost.append(True))
        found = network.conversation("#lab")
        assert found is not None
        found.append([message(number) for number in range(30)])
        qtbot.waitUntil(lambda: bool(lost), timeout=30_000)
        assert not network.writable


_WRITER = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from core.client.events import MessageKind, MessageReceived
    from core.threads.client_store import ClientStore
    app = QCoreApplication([])
    store = ClientStore(Path(sys.argv[1]))
    network = store.network("localhost", 6667, "anna")
    lab = network.conversation("#lab")
    number = lab.end
    while True:
        lab.append([
            MessageReceived("#lab", MessageKind.TEXT, "b", f"n {n}", float(n), "", msgid=f"m{n}")
            for n in range(number, number + 100)
        ])
        number += 100
        store.flush(5, indexed=False)
        print(number, flush=True)
"""


def test_a_program_that_is_killed_loses_nothing_that_was_written(
    tmp_path: Path, qapp: object
) -> None:
    written = 0
    for _ in range(3):
        command = [sys.executable, "-c", textwrap.dedent(_WRITER), str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for _ in range(5):
                written = int(child.stdout.readline())
            child.kill()
            rest = child.stdout.read().split()
            written = int(rest[-1]) if rest and rest[-1].isdigit() else written
        assert child.returncode in (-signal.SIGKILL, 1)
    with opened(tmp_path) as made:
        lab = made.lab()
        assert lab.writable
        assert lab.end >= written
        texts = [getattr(row, "text", None) for row in lab.read(0, lab.end)]
        assert texts == [f"n {number}" for number in range(lab.end)]
        assert lab.find(f"m{written - 1}") == written - 1
        assert made.store.flush(60)
        assert len(made.store.search("n", limit=10_000)) == lab.end


def test_two_programs_on_one_file(tmp_path: Path, qapp: object) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_WRITER), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with opened(tmp_path) as made:
            shared = made.lab()
            assert not shared.writable  # the other program keeps this one
            assert shared.end >= 100
            other = made.network("boris").conversation("#lab")
            assert other is not None
            assert other.writable
            other.append([message(number) for number in range(1000)])
            assert made.store.flush(60)
        child.kill()
    with opened(tmp_path) as made:
        found = made.network("boris").conversation("#lab")
        assert found is not None
        assert found.end == 1000
        assert made.lab().writable
