"""Abuse from one address: the others hear each other, the hostile get an answer, memory is bounded.

The times are measured by tests/bench/bench_abuse.py. The hostile come from 127.0.0.2, since the
server's own 127.0.0.1 has no limits of an address.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from core.server.server import Server
from tests.core.threads.server_helpers import (
    PATIENCE_S,
    Client,
    TestServer,
    serving,
    wait_until,
)

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has more addresses on loopback"
)
HOSTILE = "127.0.0.2"
LIMITS = Limits(
    connections_per_address=20,
    unregistered_per_address=10,
    connects=60,
    connects_per_second=1.0,
    tokens=60,
    bytes_at_once=20_000,
)


@contextlib.contextmanager
def lesson() -> Iterator[tuple[TestServer, Client, Client]]:
    """A server with two people who talk in #a."""
    with (
        serving(ServerConfig(limits=LIMITS)) as server,
        Client(server.port, "anna") as anna,
        Client(server.port, "boris") as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.until("JOIN")
        yield server, anna, boris


def hostile(server: TestServer, nick: str = "") -> Client:
    client = Client.__new__(Client)
    client.sock = socket.create_connection(
        ("127.0.0.1", server.port), timeout=PATIENCE_S, source_address=(HOSTILE, 0)
    )
    client._tail, client.seen = b"", []
    if nick:
        client.register(nick)
    return client


def still_talk(anna: Client, boris: Client, count: int = 20) -> None:
    """Everything that the two say arrives, once and in order."""
    for number in range(count):
        anna.send(f"PRIVMSG #a :number {number}")
        boris.send(f"PRIVMSG #a :answer {number}")
    for listener, text in ((boris, "number"), (anna, "answer")):
        for number in range(count):
            assert listener.until(f":{text} ").endswith(f"{text} {number}")


def ask(server: TestServer, what: Callable[[Server], object]) -> object:
    """Something about the state of the server, asked under its lock."""
    hub = server.engine._hub
    assert hub is not None
    with hub.lock:
        return what(hub.server)


def entries(server: TestServer) -> Counter[LogKind]:
    return Counter(entry.kind for entry in server.log)


def pour(client: Client, data: bytes, pieces: int = 50) -> None:
    """Send as long as the server takes it at once."""
    client.sock.setblocking(False)
    with contextlib.suppress(OSError):
        for _ in range(pieces):
            client.sock.sendall(data)
    client.sock.settimeout(PATIENCE_S)


def test_connections_that_say_nothing() -> None:
    with lesson() as (server, anna, boris), contextlib.ExitStack() as stack:
        silent = [stack.enter_context(hostile(server)) for _ in range(200)]
        still_talk(anna, boris)
        server.wait_for_log(LogKind.DROPPED, "strangers")
        wait_until(lambda: ask(server, lambda s: len(s.users)) == 2 + 10)
        told = [line for client in silent[10:25] for line in client.rest()]
        assert len(told) == 15
        assert all("do not say who they are" in line for line in told)
        assert entries(server)[LogKind.DROPPED] <= 20
        assert len(server.engine._hub.connections) < 50  # type: ignore[union-attr]


def test_slow_senders() -> None:
    with lesson() as (server, anna, boris), contextlib.ExitStack() as stack:
        slow = [stack.enter_context(hostile(server)) for _ in range(10)]
        for byte in b"NICK slow\r":
            for client in slow:
                client.sock.sendall(bytes([byte]))
            still_talk(anna, boris, 2)
        assert ask(server, lambda s: len(s.users)) == 12


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (b"JOIN #j%d\r\n", LogKind.JOINED),
        (b"NICK evil%d\r\n", LogKind.NICK),
        (b"MODE #evil +l %d\r\n", LogKind.MODE),
        (b"WHO *%d\r\n", None),
        (b"CHATHISTORY LATEST #a * %d\r\n", None),
        (b"@batch=b%d BATCH +c draft/multiline #a\r\n", None),
        (b"@+x=" + b"x" * 4000 + b" TAGMSG #a%d\r\n", None),
        (b"@+x=" + b"x" * 8000 + b" TAGMSG #a%d\r\n", LogKind.BAD_INPUT),
        (b"OPER root wrong%d\r\n", LogKind.WRONG_PASSWORD),
        (b"PRIVMSG #evil :%d " + b"x" * 400 + b"\r\n", None),
    ],
    ids=["joins", "nicks", "modes", "who", "history", "batches", "tags", "huge tags", "passwords",
         "messages"],
)  # fmt: skip
def test_storms(line: bytes, kinds: LogKind | None) -> None:
    with lesson() as (server, anna, boris), hostile(server, "evil") as evil:
        evil.join("#evil")
        pour(evil, b"".join(line % number for number in range(1, 2001)))
        wait_until(lambda: ask(server, lambda s: bool(s.throttle.pauses)))
        still_talk(anna, boris)
        held = ask(server, lambda s: max(len(user.held) for user in s.users.values()))
        assert isinstance(held, int)
        assert held <= 2000
        assert ask(server, lambda s: len(s.channels) < 100)
        server.wait_for_log(LogKind.THROTTLED)
        if kinds is not None:
            assert entries(server)[kinds] <= 300


def test_a_gigabyte_without_a_line_ending() -> None:
    with lesson() as (server, anna, boris), hostile(server, "evil") as evil:
        pour(evil, b"x" * 65536, 1000)
        still_talk(anna, boris)
        assert any("RecvQ exceeded" in line for line in evil.rest())
        server.wait_for_log(LogKind.DROPPED, "recvq")


def test_who_comes_back_again_and_again_has_to_wait() -> None:
    with lesson() as (server, anna, boris):
        last = ""
        for _ in range(100):
            with hostile(server) as evil:
                evil.send("QUIT")
                lines = evil.rest()
                last = lines[-1] if lines else last
        assert "in a short time" in last
        still_talk(anna, boris)
        assert ask(server, lambda s: len(s.admission.connections)) == 1
