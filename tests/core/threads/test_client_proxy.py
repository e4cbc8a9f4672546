"""Through a proxy: both kinds, plain and encrypted, and everything that a proxy may say instead."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from core.client.events import Disconnected, MessageReceived, Registered
from core.client.security import Secured
from core.client.session import SessionOptions
from core.net.proxy import Proxy, ProxyError, ProxyKind, ask
from core.server.config import ServerConfig
from tests.core.threads.client_helpers import PATIENCE_MS, Peer, connection, scripted
from tests.core.threads.server_helpers import serving
from tests.ports import free_port
from tests.proxies import NAME, proxying

QUIET = ServerConfig(greeting="")  # on a busy machine a handshake may be late for its second
SESSION = SessionOptions(nick="anna", channels=(("#a", ""),))
KINDS = list(ProxyKind)


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_only_the_proxy_can_find(qtbot: QtBot, kind: ProxyKind, tls: bool) -> None:
    with serving(QUIET) as server, proxying(kind, ("анна", "тайна:1")) as middle:
        proxy = Proxy(kind, "127.0.0.1", middle.port, "анна", "тайна:1")
        with connection(qtbot, server.port, host=NAME, session=SESSION, tls=tls, proxy=proxy) as (
            client,
            watch,
        ):
            watch.wait(Registered)
            assert bool(watch.all(Secured)) == tls
            client.say("#a", "through it")
            heard = watch.wait(MessageReceived, where=lambda event: event.text == "through it")
            assert heard.nick == "anna"
        assert middle.asked == [(NAME, server.port)]
        assert middle.logins == [("анна", "тайна:1")]


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_go_as_numbers(qtbot: QtBot, kind: ProxyKind) -> None:
    with serving(QUIET) as server, proxying(kind) as middle:
        proxy = Proxy(kind, "localhost", middle.port)
        with connection(qtbot, server.port, proxy=proxy) as (_, watch):
            watch.wait(Registered)
        assert middle.asked == [("127.0.0.1", server.port)]


@pytest.mark.parametrize(
    ("kind", "answer", "reason"),
    [
        (ProxyKind.SOCKS5, 2, "proxy_denied"),
        (ProxyKind.SOCKS5, 5, "proxy_no_way"),
        (ProxyKind.HTTP, 403, "proxy_denied"),
        (ProxyKind.HTTP, 502, "proxy_no_way"),
        (ProxyKind.HTTP, 404, "proxy_not_proxy"),
    ],
)
def test_what_it_does_not_do(qtbot: QtBot, kind: ProxyKind, answer: int, reason: str) -> None:
    with proxying(kind, answer=answer) as middle:
        proxy = Proxy(kind, "127.0.0.1", middle.port)
        with connection(qtbot, 6667, host=NAME, proxy=proxy, reconnect=False) as (_, watch):
            assert watch.wait(Disconnected).reason == reason


@pytest.mark.parametrize("user", ["", "anna"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_login_that_it_wants(qtbot: QtBot, kind: ProxyKind, user: str) -> None:
    with proxying(kind, ("anna", "right")) as middle:
        proxy = Proxy(kind, "127.0.0.1", middle.port, user, "wrong")
        with connection(qtbot, 6667, host=NAME, proxy=proxy, reconnect=False) as (_, watch):
            assert watch.wait(Disconnected).reason == "proxy_login"
        assert middle.asked == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_proxy_there_or_another_thing(qtbot: QtBot, kind: ProxyKind) -> None:
    proxy = Proxy(kind, "127.0.0.1", free_port())
    with connection(qtbot, 6667, host=NAME, proxy=proxy, reconnect=False) as (_, watch):
        assert watch.wait(Disconnected).reason == "proxy_unreachable"

    def script(peer: Peer, _number: int) -> None:
        peer.send(":irc.test NOTICE * :*** Hello")
        peer.sock.recv(1000)

    with scripted(script) as server:
        proxy = Proxy(kind, "127.0.0.1", server.port)
        with connection(qtbot, 6667, host=NAME, proxy=proxy, reconnect=False) as (_, watch):
            assert watch.wait(Disconnected).reason == "proxy_not_proxy"


def test_a_proxy_that_says_nothing_can_be_cancelled(qtbot: QtBot) -> None:
    asked, over = threading.Event(), threading.Event()

    def script(peer: Peer, _number: int) -> None:
        peer.sock.recv(1000)
        asked.set()
        over.wait(30)

    with scripted(script) as server:
        proxy = Proxy(ProxyKind.SOCKS5, "127.0.0.1", server.port)
        with connection(qtbot, 6667, host=NAME, proxy=proxy, connect_timeout=600.0) as (
            client,
            watch,
        ):
            qtbot.waitUntil(asked.is_set, timeout=PATIENCE_MS)
            client.cancel()
            assert watch.wait(Disconnected).reason == "cancelled"
            over.set()


@given(data=st.binary(max_size=300), kind=st.sampled_from(KINDS), cut=st.integers(1, 50))
def test_whatever_it_says_has_a_word(data: bytes, kind: ProxyKind, cut: int) -> None:
    class Stream:
        def __init__(self) -> None:
            self.rest = data

        def recv(self, size: int) -> bytes:
            piece, self.rest = self.rest[: min(size, cut)], self.rest[min(size, cut) :]
            return piece

        def sendall(self, data: bytes) -> None:
            assert data

    try:
        ask(Stream(), Proxy(kind, "p", 1, "u", "s"), NAME, 6667)
    except ProxyError as error:
        assert error.code
