"""What the tests of the client's threads share: a server made of a script, and a watcher of events.

Nothing here waits for a time, only for something to happen, with a generous limit.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from pytestqt.qtbot import QtBot

from core.client.events import Event
from core.client.session import SessionOptions
from core.threads.client_threads import ClientConnection, ClientOptions

PATIENCE_MS = 30_000
PATIENCE_S = 30.0

E = TypeVar("E", bound=Event)


class Peer:
    """The server's end of one connection: blocking, line by line."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.sock.settimeout(PATIENCE_S)
        self._file = sock.makefile("rb")
        self.lines: list[str] = []

    def readline(self) -> str:
        """The next line without its ending; "" at the end of the stream."""
        line = self._file.readline().decode().rstrip("\r\n")
        self.lines.append(line)
        return line

    def expect(self, start: str) -> str:
        """Skip lines up to one that starts so."""
        while line := self.readline():
            if line.startswith(start):
                return line
        raise AssertionError(f"no {start!r} in {self.lines}")

    def send(self, *lines: str) -> None:
        self.sock.sendall("".join(line + "\r\n" for line in lines).encode())

    def welcome(self, nick: str = "anna") -> None:
        """Let the client in, as a server that knows no capabilities."""
        self.expect("NICK ")
        self.expect("USER ")
        self.send(
            f":irc.test 001 {nick} :Welcome",
            f":irc.test 005 {nick} NETWORK=Test CHANTYPES=# PREFIX=(ov)@+ :are supported",
            f":irc.test 422 {nick} :No MOTD",
        )

    def reset(self) -> None:
        """Close so that the client gets ECONNRESET (SO_LINGER 0)."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        self._file.close()
        self.sock.close()


class ScriptedServer:
    """Accepts connections one after the other and lets ``script(peer, number)`` talk to each."""

    def __init__(self, script: Callable[[Peer, int], None], port: int = 0) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self.error: BaseException | None = None
        self._stopping = False
        self._peers: list[Peer] = []
        self._thread = threading.Thread(target=self._run, name="scripted-server")
        self._thread.start()

    def _run(self) -> None:
        number = 0
        while not self._stopping:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            number += 1
            peer = Peer(sock)
            self._peers.append(peer)
            try:
                self._script(peer, number)
            except Exception as error:
                if not self._stopping:
                    self.error = error
            finally:
                peer.close()

    def stop(self) -> None:
        self._stopping = True
        for sock in (self._listener, *(peer.sock for peer in self._peers)):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE_S)
        self._listener.close()


@contextmanager
def scripted(script: Callable[[Peer, int], None], port: int = 0) -> Iterator[ScriptedServer]:
    """A server whose script must not fail, unless the test does first."""
    server = ScriptedServer(script, port)
    try:
        yield server
    finally:
        server.stop()
    if server.error is not None:
        raise server.error


class Watch:
    """Keeps every event of a connection."""

    def __init__(self, connection: ClientConnection, qtbot: QtBot) -> None:
        self.events: list[Event] = []
        self._connection = connection
        self._qtbot = qtbot
        connection.feed.ready.connect(self.take)

    def take(self) -> None:
        self.events += self._connection.feed.take()

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def wait(self, kind: type[E], count: int = 1, where: Callable[[E], bool] = lambda _: True) -> E:
        """Wait until ``count`` such events have come; the last of them."""
        found: list[E] = []

        def arrived() -> bool:
            found[:] = [event for event in self.all(kind) if where(event)]
            return len(found) >= count

        try:
            self._qtbot.waitUntil(arrived, timeout=PATIENCE_MS)
        except Exception as error:
            raise AssertionError(f"no {kind.__name__} in {self.events}") from error
        return found[count - 1]


def options(port: int, **changes: object) -> ClientOptions:
    values: dict[str, object] = {
        "host": "127.0.0.1",
        "port": port,
        "session": SessionOptions(nick="anna"),
    }
    return ClientOptions(**{**values, **changes})  # type: ignore[arg-type]


@contextmanager
def connection(
    qtbot: QtBot, port: int, **changes: object
) -> Iterator[tuple[ClientConnection, Watch]]:
    """An opened connection to loopback; stopped in the end whatever happens."""
    client = ClientConnection(options(port, **changes))
    watch = Watch(client, qtbot)
    client.open()
    try:
        yield client, watch
    finally:
        client.cancel()
        assert client.stop_and_wait(PATIENCE_S)
