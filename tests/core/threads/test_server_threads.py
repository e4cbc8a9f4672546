from __future__ import annotations

import socket

import pytest
from pytestqt.qtbot import QtBot

from core.net.errors import NetError, NetErrorCode
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.threads.server_recent import KEPT, KEPT_BYTES, RecentLines, tail_of
from core.threads.server_threads import ListenOptions, ServerEngine, ServerStarted
from core.threads.worker import Worker
from tests.core.threads.server_helpers import Client, serving, wait_until

LOOPBACK = ListenOptions("127.0.0.1", 0)


def test_signals_of_a_run(qtbot: QtBot) -> None:
    engine = ServerEngine()
    assert engine.is_idle
    assert engine.snapshot() is None
    with qtbot.waitSignal(engine.started, timeout=10_000) as started:
        engine.start(ServerConfig(), LOOPBACK)
    where: ServerStarted = started.args[0]
    assert where == engine.address
    assert where.addresses == ("127.0.0.1",)
    assert engine.is_running
    assert engine.started_at > 0
    with pytest.raises(RuntimeError):
        engine.start(ServerConfig(), LOOPBACK)
    with Client(where.port, "anna"), qtbot.waitSignal(engine.log.ready, timeout=10_000):
        kinds = [entry.kind for entry in engine.log.take()]
        assert kinds[0] is LogKind.STARTED
        with qtbot.waitSignal(engine.stopped, timeout=10_000) as stopped:
            engine.stop()
            assert not engine.is_running
            assert engine.address is None
    assert stopped.args == ["stopped"]
    assert engine.is_idle
    with qtbot.waitSignal(engine.started, timeout=10_000):
        engine.start(ServerConfig(), ListenOptions("127.0.0.1", where.port, False))  # again at once
    assert engine.stop_and_wait()


def test_failure_is_told_after_the_thread_is_joined(qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        engine = ServerEngine()
        port = taken.getsockname()[1]
        with qtbot.waitSignal(engine.failed, timeout=10_000) as failed:
            engine.start(ServerConfig(), ListenOptions("127.0.0.1", port, False))
        error: NetError = failed.args[0]
        assert error.code is NetErrorCode.PORT_IN_USE
        assert engine.is_idle


def test_stop_at_once_after_start(qtbot: QtBot) -> None:
    engine = ServerEngine()
    with qtbot.waitSignal(engine.stopped, timeout=10_000):
        engine.start(ServerConfig(), LOOPBACK)
        engine.stop()
    assert engine.is_idle
    assert engine.stop_and_wait()
    engine.stop()


def test_stopped_is_told_once(qtbot: QtBot) -> None:
    engine = ServerEngine()
    told: list[str] = []
    engine.stopped.connect(told.append)
    engine.start_and_wait(ServerConfig(), LOOPBACK)
    assert engine.stop_and_wait()
    qtbot.wait(50)
    assert told == ["stopped"]


def test_both_families_are_served() -> None:
    engine = ServerEngine()
    where = engine.start_and_wait(ServerConfig(), ListenOptions("", 0))
    assert where.addresses
    with Client(where.port, "anna") as anna:
        anna.join("#a")
        if socket.has_ipv6:
            with Client(where.port, "boris", host="::1") as boris:
                boris.join("#a")
                assert "JOIN" in anna.until("boris")
    assert engine.stop_and_wait()


def test_snapshot_has_people_and_bytes() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        snapshot = server.engine.snapshot()
        assert snapshot is not None
        (person,) = snapshot.people
        assert person.nick == "anna"
        assert person.channels == ("#a",)
        assert person.host == "127.0.0.1"
        assert person.port == anna.sock.getsockname()[1]
        assert person.bytes_in == len(
            "NICK anna\r\nUSER anna 0 * :anna\r\nPING :sync\r\nJOIN #a\r\n"
        )
        assert person.bytes_out > 500
        assert [channel.name for channel in snapshot.channels] == ["#a"]


def test_snapshot_does_not_wait_for_a_busy_server() -> None:
    with serving() as server, Client(server.port, "anna"):
        hub = server.engine._hub
        assert hub is not None
        assert server.engine.snapshot() is not None
        with hub.lock:
            assert server.engine.snapshot() is not None  # the last one
        with Client(server.port, "boris"), hub.lock:
            server.engine.snapshot()
        wait_until(lambda: hub.last_snapshot and len(hub.last_snapshot.people) >= 1)


def test_what_the_window_asks_for() -> None:
    with (
        serving() as server,
        Client(server.port, "anna") as anna,
        Client(server.port, "boris") as boris,
    ):
        server.engine.announce("Скоро перерыв")
        assert anna.until("NOTICE").endswith(":Скоро перерыв")
        boris.until("перерыв")
        snapshot = server.engine.snapshot()
        assert snapshot is not None
        conn = {person.nick: person.conn for person in snapshot.people}
        server.engine.notice(conn["anna"], "только тебе")
        anna.until("только тебе")
        server.engine.set_motd(("Привет, класс",))
        wait_until(lambda: "Привет" in _motd(anna))
        server.engine.set_greeting("Hello")
        with Client(server.port) as silent:
            assert silent.line() == "Hello"
        server.engine.kick(conn["boris"], "перемена")
        assert "перемена" in boris.rest()[-1]
        server.engine.kick(12345, "nobody")  # gone already: nothing happens
        anna.sync()


def _motd(client: Client) -> str:
    client.send("MOTD", "PING :motd")
    seen = len(client.seen)
    client.until("PONG")
    return "".join(client.seen[seen:])


def test_recent_lines() -> None:
    with serving(ServerConfig(password="secret")) as server, Client(server.port) as anna:
        anna.send("PASS secret")
        anna.register("anna")
        for number in range(60):
            anna.send(f"PRIVMSG anna :{number}")
            anna.sync()
        snapshot = server.engine.snapshot()
        assert snapshot is not None
        conn = snapshot.people[0].conn
        lines = server.engine.recent_lines(conn)
        assert len(lines) == KEPT
        assert {direction for _, direction, _ in lines} == {"in", "out"}
        assert all(time > 1.6e9 for time, _, _ in lines)
        assert server.engine.recent_lines(9999) == ()
        anna.send("QUIT")
        anna.rest()
        wait_until(lambda: not server.engine.snapshot().people)  # type: ignore[union-attr]
        assert server.engine.recent_lines(conn)[-1][2].startswith("ERROR")


def test_passwords_are_not_shown() -> None:
    recent = RecentLines()
    recent.came(1.0, [b"PASS hunter2", b"oper anna hunter2", b"@label=1 PASS hunter2", b"NICK a"])
    recent.went(2.0, b":s 001 a :hi\r\n:s 002 a\r\n")
    assert recent.lines() == (
        (1.0, "in", "PASS ****"),
        (1.0, "in", "OPER ****"),
        (1.0, "in", "PASS ****"),
        (1.0, "in", "NICK a"),
        (2.0, "out", ":s 001 a :hi"),
        (2.0, "out", ":s 002 a"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "AUTHENTICATE AGFubmEAaHVudGVyMg==",
        "register anna * hunter2",
        "IDENTIFY  hunter2",
        "LOGIN anna hunter2",
        "PASSWD hunter1 hunter2",
        "DROPACCOUNT hunter2",
        "NS identify hunter2",
        "NICKSERV :identify hunter2",
        "PRIVMSG NickServ :identify hunter2",
        "@label=1 privmsg  nickserv :register hunter2",
        ":anna PRIVMSG NickServ@services :identify hunter2",
        "PRIVMSG boris,NickServ :identify hunter2",
        " PASS hunter2",
    ],
)
def test_no_way_to_say_a_password_is_shown(line: str) -> None:
    recent = RecentLines()
    recent.came(1.0, [line.encode()])
    ((_, _, shown),) = recent.lines()
    assert shown.endswith(" ****")
    assert "hunter" not in shown


def test_recent_lines_stay_small() -> None:
    big = b"".join(b"line %d\r\n" % number for number in range(100_000))
    tail = tail_of(big)
    assert len(tail) <= KEPT_BYTES
    assert tail.startswith(b"line ")
    assert big.endswith(tail)


def test_message_ids_do_not_repeat_over_runs() -> None:
    seen: set[str] = set()
    for _ in range(2):
        with serving() as server, Client(server.port) as anna:
            anna.send("CAP REQ :message-tags echo-message")
            anna.send("NICK anna", "USER a 0 * :a", "CAP END")
            anna.until(" 001 ")
            anna.sync()
            anna.send("PRIVMSG anna :x")
            tag = anna.until("PRIVMSG").partition(" ")[0]
            assert "msgid=" in tag
            seen.add(tag)
    assert len(seen) == 2


def test_exception_in_a_worker_is_told() -> None:
    told: list[BaseException] = []
    ended: list[bool] = []

    class Faulty(Worker):
        def work(self) -> None:
            raise ValueError("on purpose")

    worker = Faulty("faulty", told.append, lambda: ended.append(True))
    assert worker.launch()
    assert worker.join(10)
    assert [str(error) for error in told] == ["on purpose"]
    assert ended == [True]
