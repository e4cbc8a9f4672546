"""IRC through WebSockets on the server's port, with real sockets and wsproto's client."""

from __future__ import annotations

import socket
import ssl

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Event,
    Ping,
    Pong,
    Request,
    TextMessage,
)

from core.net.websocket import BINARY, TEXT
from core.server.config import ServerConfig
from core.server.events import LogKind
from core.server.limits import Limits
from core.threads.server_threads import ListenOptions
from tests.core.threads.server_helpers import (
    PATIENCE_S,
    Client,
    any_certificate,
    serving,
    wait_until,
)
from tests.ports import free_port


class WebClient:
    """A blocking client, one line a message."""

    def __init__(
        self,
        port: int,
        nick: str = "",
        subprotocol: str = TEXT,
        tls: ssl.SSLContext | None = None,
        narrow: bool = False,
    ) -> None:
        self._client = Client(port, tls=tls, narrow=narrow)
        self.sock = self._client.sock
        self.ws = WSConnection(ConnectionType.CLIENT)
        request = Request(host="localhost", target="/", subprotocols=[subprotocol])
        self.sock.sendall(self.ws.send(request))
        self._events: list[Event] = []
        self._part = b""
        accepted = self.event()
        assert isinstance(accepted, AcceptConnection)
        assert accepted.subprotocol == subprotocol
        if nick:
            self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
            self.until(" 001 ")

    def event(self) -> Event:
        while not self._events:
            data = self.sock.recv(65536)
            if not data:
                raise EOFError
            self.ws.receive_data(data)
            self._events = list(self.ws.events())
        return self._events.pop(0)

    def send(self, *lines: str) -> None:
        self.sock.sendall(b"".join(self.ws.send(TextMessage(line)) for line in lines))

    def line(self) -> str:
        while True:
            event = self.event()
            if isinstance(event, CloseConnection):
                raise EOFError
            if isinstance(event, TextMessage | BytesMessage):
                data = event.data
                self._part += data.encode() if isinstance(data, str) else bytes(data)
                if event.message_finished:
                    text, self._part = self._part.decode(), b""
                    assert "\n" not in text
                    return text

    def until(self, part: str) -> str:
        while part not in (line := self.line()):
            pass
        return line

    def join(self, channel: str) -> None:
        self.send(f"JOIN {channel}")
        self.until(" 366 ")

    def __enter__(self) -> WebClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()


@pytest.mark.parametrize("subprotocol", [TEXT, BINARY])
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_browser_talks_with_a_plain_client(subprotocol: str, encrypted: bool) -> None:
    tls = any_certificate() if encrypted else None
    with (
        serving() as server,
        WebClient(server.port, "anna", subprotocol, tls) as anna,
        Client(server.port, "boris") as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.until("boris")
        anna.send("PRIVMSG #a :привет")
        assert boris.until("PRIVMSG").endswith(":привет")
        boris.send("PRIVMSG #a :" + "ю" * 200)
        assert anna.until("PRIVMSG").endswith("ю" * 200)
        flags: list[tuple[bool, bool]] = []
        server.engine.ask(
            lambda s: flags.append((s.nicks["anna"].websocket, s.nicks["anna"].secure))
        )
        wait_until(lambda: flags)
        assert flags == [(True, encrypted)]


def test_the_request_in_single_bytes_gets_no_greeting() -> None:
    config = ServerConfig(limits=Limits(greeting_delay=0.05))
    with serving(config) as server:
        with Client(server.port) as silent:
            assert silent.line() == config.greeting
        sock = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)
        ws = WSConnection(ConnectionType.CLIENT)
        request = ws.send(Request(host="localhost", target="/", subprotocols=[TEXT]))
        head, tail = request[:-2], request[-2:]
        sock.sendall(head)
        with Client(server.port) as silent:  # so long it takes until a greeting would come
            assert silent.line() == config.greeting
        sock.sendall(tail)
        assert sock.recv(1000).startswith(b"HTTP/1.1 101 ")
        sock.close()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\nNICK evil\r\nUSER e 0 * :e\r\n",
        b"POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nNICK evil\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"x" * 20_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n broken: \0\r\n\r\nNICK evil\r\n",
    ],
)
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_browser_without_websocket_reads_why(request_: bytes, encrypted: bool) -> None:
    with serving() as server:
        client = Client(server.port, tls=any_certificate() if encrypted else None)
        client.sock.sendall(request_)
        answer = b""
        while data := client.sock.recv(4096):
            answer += data
        client.sock.close()
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert b"chat server" in answer
        assert not server.logged(LogKind.REGISTERED)


def test_pings_fragments_and_the_end() -> None:
    with serving() as server, WebClient(server.port, "anna") as anna:
        anna.sock.sendall(anna.ws.send(Ping(b"abc")))
        while not isinstance(event := anna.event(), Pong):
            pass
        assert bytes(event.payload) == b"abc"
        for part, last in (("PI", False), ("NG :in", False), (" parts", True)):
            anna.sock.sendall(anna.ws.send(TextMessage(part, message_finished=last)))
        assert anna.until("PONG").endswith(":in parts")
        anna.send("PING :crlf\r\n")
        assert anna.until("PONG").endswith("crlf")
        anna.sock.sendall(anna.ws.send(CloseConnection(1000)))
        while not isinstance(event := anna.event(), CloseConnection):
            pass
        assert event.code == 1000
        assert anna.sock.recv(100) == b""
        server.wait_for_log(LogKind.DISCONNECTED)


def test_quit_is_followed_by_a_closing_frame() -> None:
    with serving() as server, WebClient(server.port, "anna", tls=any_certificate()) as anna:
        anna.send("QUIT :bye")
        assert anna.until("ERROR")
        assert isinstance(anna.event(), CloseConnection)
        assert anna.sock.recv(100) == b""


def test_a_message_that_is_too_long_is_refused() -> None:
    with serving() as server, WebClient(server.port, "anna") as anna:
        anna.send("PRIVMSG anna :" + "x" * 3000)
        assert anna.until(" 417 ")
        anna.send("PING :still")
        assert anna.until("PONG")
        anna.send("PRIVMSG anna :" + "x" * 1_000_000)
        assert "RecvQ" in anna.until("ERROR")


def test_who_breaks_the_rules_is_disconnected() -> None:
    with serving() as server, WebClient(server.port, "anna") as anna:
        anna.sock.sendall(b"\x81\x02hi")  # not masked
        with pytest.raises(EOFError):
            anna.until("nothing")
        server.wait_for_log(LogKind.DISCONNECTED)


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_slow_browser_gets_everything_in_order(encrypted: bool) -> None:
    tls = any_certificate() if encrypted else None
    with (
        serving() as server,
        Client(server.port, "anna") as anna,
        WebClient(server.port, "boris", tls=tls, narrow=True) as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.until("boris")
        count = 10_000
        anna.send(*(f"PRIVMSG #a :{n} {'x' * 400}" for n in range(count)))
        hub = server.engine._hub
        assert hub is not None
        wait_until(lambda: any(c.behind for c in hub.connections.values()))
        boris.sock.sendall(boris.ws.send(Ping(b"amid")))
        got = [int(boris.until("PRIVMSG").split(":")[2].split()[0]) for _ in range(count)]
        assert got == list(range(count))


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_browser_that_does_not_read_is_told_why(encrypted: bool) -> None:
    config = ServerConfig(limits=Limits(sendq=256 * 1024))
    tls = any_certificate() if encrypted else None
    with (
        serving(config) as server,
        Client(server.port, "anna") as anna,
        WebClient(server.port, "boris", tls=tls, narrow=True) as boris,
    ):
        anna.join("#a")
        boris.join("#a")
        anna.until("boris")
        while not server.logged(LogKind.DROPPED, "sendq"):
            anna.send(*(f"PRIVMSG #a :{'x' * 400}" for _ in range(200)))
            anna.sync()
        assert "SendQ" in boris.until("ERROR")


def test_pings_that_are_never_read_end_in_the_limit() -> None:
    config = ServerConfig(limits=Limits(sendq=64 * 1024))
    with serving(config) as server, WebClient(server.port, "anna", narrow=True) as anna:
        pings = anna.ws.send(Ping(b"p" * 125)) * 100
        with pytest.raises((ConnectionError, TimeoutError)):
            while True:
                anna.sock.sendall(pings)
        server.wait_for_log(LogKind.DROPPED, "sendq")


def test_a_place_of_its_own_for_websockets() -> None:
    port = free_port()
    listen = ListenOptions("127.0.0.1", 0, websocket=("127.0.0.1", port))
    with serving(listen=listen) as server, WebClient(port, "anna") as anna:
        assert server.port != port
        anna.send("PING :x")
        anna.until("PONG")
