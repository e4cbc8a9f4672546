"""Faults of peers, of the system and of our own code: the server goes on, and always stops."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence

import pytest

from core.irc.decoder import Overlong
from core.net.errors import NetError, NetErrorCode
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from core.server.outbox import Delivery
from core.server.server import Server
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine
from tests.core.threads.server_helpers import Client, TestServer, serving, wait_until

SMALL_QUEUE = ServerConfig(limits=Limits(sendq=256 * 1024))


def deaf_client(port: int, nick: str, channel: str) -> Client:
    """A client in the channel whose kernel takes little, and which does not read on."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect(("127.0.0.1", port))
    sock.settimeout(30)
    client = Client.__new__(Client)
    client.sock, client._tail, client.seen = sock, b"", []
    client.register(nick)
    client.join(channel)
    return client


def talk_until(server: TestServer, talker: Client, kind: LogKind) -> None:
    """Send to #a, reading along, until the log tells of ``kind``."""
    line = "PRIVMSG #a :" + "x" * 400
    for _ in range(2000):
        talker.send(*[line] * 100)
        talker.sync()
        if server.logged(kind):
            return
    raise AssertionError(f"never {kind}")


def people(server: TestServer) -> int:
    snapshot = server.engine.snapshot()
    return len(snapshot.people) if snapshot else -1


def test_connect_storm() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        socks = []
        for number in range(300):
            sock = socket.create_connection(("127.0.0.1", server.port), timeout=30)
            if number % 3 == 0:
                sock.sendall(b"NICK s%d\r\nUSER s 0 * :s\r\nJOIN #storm\r\n" % number)
            socks.append(sock)
        for sock in socks:
            sock.close()
        wait_until(lambda: people(server) == 1)
        anna.sync()


def test_client_that_does_not_read_is_told_why_it_was_dropped() -> None:
    with serving(SMALL_QUEUE) as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        deaf = deaf_client(server.port, "deaf", "#a")
        with deaf:
            talk_until(server, anna, LogKind.DROPPED)
            assert "SendQ exceeded" in anna.find("QUIT")
            last = deaf.rest()[-1]
            assert last.startswith("ERROR")
            assert "SendQ exceeded" in last


def test_waiting_bytes_are_seen() -> None:
    with serving() as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        with deaf_client(server.port, "deaf", "#a") as deaf:
            talk_until(server, anna, LogKind.SLOW)
            snapshot = server.engine.snapshot()
            assert snapshot is not None
            slow = next(entry for entry in server.log if entry.kind is LogKind.SLOW)
            assert slow.who == "deaf"
            waiting = {person.nick: person.waiting for person in snapshot.people}
            assert waiting["deaf"] > 0
            assert waiting["anna"] == 0
            sizes = {person.nick: (person.bytes_in, person.bytes_out) for person in snapshot.people}
            assert sizes["anna"][0] > 100_000
            reader = threading.Thread(target=deaf.rest)
            reader.start()  # it reads again: what waited is sent, and nobody was dropped
            wait_until(lambda: people_waiting(server) == 0)
            assert not server.logged(LogKind.DROPPED)
            deaf.sock.shutdown(socket.SHUT_WR)
            reader.join(30)
            assert not reader.is_alive()


def people_waiting(server: TestServer) -> int:
    snapshot = server.engine.snapshot()
    return sum(person.waiting for person in snapshot.people) if snapshot else -1


@pytest.mark.parametrize("how", ["reset", "close"])
def test_client_killed_while_behind(how: str) -> None:
    with serving(SMALL_QUEUE) as server, Client(server.port, "anna") as anna:
        anna.join("#a")
        deaf = deaf_client(server.port, "deaf", "#a")
        talk_until(server, anna, LogKind.SLOW)
        if how == "reset":
            deaf.reset()
        else:
            deaf.sock.close()
        anna.find("QUIT")
        wait_until(lambda: people(server) == 1)
        anna.sync()


def test_stop_during_a_flood() -> None:
    with serving() as server:
        clients = [Client(server.port, f"c{n}") for n in range(10)]
        for client in clients:
            client.join("#a")
        deaf = deaf_client(server.port, "deaf", "#a")
        flooding = threading.Event()

        def flood(client: Client) -> None:
            with contextlib.suppress(OSError):
                while True:
                    client.send(*["PRIVMSG #a :" + "x" * 300] * 50)
                    flooding.set()

        threads = [threading.Thread(target=flood, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        assert flooding.wait(30)
        talk_seen = server.engine.snapshot()
        assert talk_seen is not None
        assert server.engine.stop_and_wait(30)
        for thread in threads:
            thread.join(30)
            assert not thread.is_alive()
        for client in [*clients, deaf]:
            client.sock.close()
        assert server.logged(LogKind.STOPPED)


def test_stop_tells_everybody_and_loses_nothing() -> None:
    with serving() as server:
        clients = [Client(server.port, f"c{n}") for n in range(20)]
        for client in clients:
            client.join("#a")
        for number in range(50):
            clients[0].send(f"PRIVMSG #a :{number}")
        clients[0].sync()
        stopping = threading.Thread(target=server.engine.stop_and_wait, args=(30,))
        stopping.start()
        for client in clients[1:]:
            lines = client.rest()
            texts = [line.rpartition(":")[2] for line in lines if "PRIVMSG" in line]
            assert texts == [str(number) for number in range(50)]
            assert lines[-1].startswith("ERROR")
        for client in clients:
            client.sock.close()
        stopping.join(30)
        assert not stopping.is_alive()


def test_stop_with_clients_that_never_read_or_close() -> None:
    with serving() as server:
        anna = Client(server.port, "anna")
        anna.join("#a")
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
        deaf = [deaf_client(server.port, f"deaf{n}", "#a") for n in range(3)]
        talk_until(server, anna, LogKind.SLOW)
        assert server.engine.stop_and_wait(30)
        for client in [anna, *deaf]:
            client.sock.close()
        for sock in silent:
            sock.close()


def test_exception_in_a_handler_ends_that_connection_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receive = Server.receive

    def faulty(self: Server, conn: int, lines: Sequence[bytes | Overlong], size: int) -> None:
        if b"BREAK" in lines:
            raise RuntimeError("broken on purpose")
        receive(self, conn, lines, size)

    monkeypatch.setattr(Server, "receive", faulty)
    server = TestServer()
    with Client(server.port, "anna") as anna, Client(server.port, "boris") as boris:
        anna.join("#a")
        boris.join("#a")
        boris.send("BREAK")
        assert any(line.startswith("ERROR") for line in boris.rest())
        anna.until("QUIT")
        anna.sync()
    assert server.engine.stop_and_wait(30)
    faults = server.internal_faults()
    assert len(faults) == 1
    assert "broken on purpose" in str(faults[0].args[0])


def test_exception_in_the_clock_is_logged_and_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: Server) -> None:
        raise RuntimeError("no time")

    monkeypatch.setattr(Server, "tick", faulty)
    limits = Limits(greeting_delay=0.01)
    server = TestServer(ServerConfig(limits=limits))
    with Client(server.port) as silent:
        wait_until(server.internal_faults)
        silent.register("anna")
    assert server.engine.stop_and_wait(30)
    assert {str(e.args[0])[:21] for e in server.internal_faults()} == {"RuntimeError: no time"}


def test_exception_while_sending_is_logged_and_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    merged = Delivery.merged
    faults = [RuntimeError("cannot merge")]

    def faulty(self: Delivery) -> Iterator[tuple[int, bytes]]:
        if faults:
            raise faults.pop()
        return merged(self)

    server = TestServer()
    with Client(server.port, "anna") as anna:
        monkeypatch.setattr(Delivery, "merged", faulty)
        anna.send("PING :lost")
        wait_until(server.internal_faults)
        anna.sync()
    assert server.engine.stop_and_wait(30)
    assert len(server.internal_faults()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind on Windows")
def test_no_file_descriptors_left() -> None:
    import resource

    server = TestServer()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    hoard: list[int] = []
    with Client(server.port, "anna") as anna, socket.socket() as late:
        late.settimeout(30)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
        try:
            with contextlib.suppress(OSError):
                while True:
                    hoard.append(os.open(os.devnull, os.O_RDONLY))
            late.connect(("127.0.0.1", server.port))
            assert late.recv(10) == b""  # turned away
            wait_until(server.internal_faults)
            anna.sync()  # the others do not notice
        finally:
            for number in hoard:
                os.close(number)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        with Client(server.port, "boris"):
            pass
    assert server.engine.stop_and_wait(30)
    assert len(server.internal_faults()) == 1
    assert "Too many open files" in str(server.internal_faults()[0].args[0])


def new_engine() -> ServerEngine:
    return ServerEngine(log=EventFeed(notify=lambda: None))


def test_port_taken() -> None:
    with serving() as server:
        engine = new_engine()
        with pytest.raises(NetError) as caught:
            engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", server.port, False))
        assert caught.value.code is NetErrorCode.PORT_IN_USE
        assert engine.is_idle
        started = engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", server.port))
        assert started.wanted_port == server.port
        assert server.port < started.port <= server.port + 20
        assert engine.stop_and_wait(30)


def test_port_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(self: object, address: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(NetError) as caught:
        new_engine().start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", 80))
    assert caught.value.code is NetErrorCode.PORT_FORBIDDEN


def test_address_of_another_machine() -> None:
    with pytest.raises(NetError) as caught:
        new_engine().start_and_wait(ServerConfig(), ListenOptions("203.0.113.77", 0))
    assert caught.value.code is NetErrorCode.ADDRESS_NOT_LOCAL
