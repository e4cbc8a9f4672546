"""A room full of clients in one thread: ``python -m tests.load --port N``. Prints one JSON object.

Every client joins one channel and sends all its messages at once; each receiver checks that every
sender's messages come complete, in order and once. Used by the flood tests and by tests/bench in a
process of its own, so that it does not share Python's lock with the server.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import selectors
import socket
import ssl
import sys
import time
from dataclasses import dataclass, field

CHANNEL = b"#flood"
_RECV = 256 * 1024
_WAIT = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


@dataclass
class Client:
    """One connection. ``expected`` is the next number due from each sender."""

    number: int
    sock: socket.socket
    out: bytes = b""
    tail: bytes = b""
    in_channel: bool = False
    got: int = 0
    expected: dict[bytes, int] = field(default_factory=dict)
    closed: bool = False


@dataclass
class Report:
    """What the run showed; ``faults`` must be empty."""

    clients: int
    messages: int
    expected: int = 0
    delivered: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    quits: list[str] = field(default_factory=list)
    deaf_saw: str = ""


class Load:
    """The clients and the selector that they share."""

    def __init__(
        self,
        port: int,
        clients: int,
        messages: int,
        size: int,
        deaf: int,
        patience_s: float,
        tls: bool = False,
    ):
        self._port = port
        self._tls = _any_certificate() if tls else None
        self._messages = messages
        self._padding = b" " + b"x" * size + b"\r\n"
        self._patience_s = patience_s
        self._selector = selectors.DefaultSelector()
        self._deaf = [self._connect(number, small=True) for number in range(deaf)]
        self._clients = [self._connect(number) for number in range(deaf, deaf + clients)]
        self._report = Report(clients, messages, expected=clients * (clients - 1) * messages)

    def run(self) -> Report:
        """Register, join, flood, count."""
        everybody = self._deaf + self._clients
        for client in everybody:
            name = b"u%d" % client.number
            self._send(client, b"NICK %b\r\nUSER u 0 * :u\r\n" % name)
            self._send(client, b"JOIN %b\r\n" % CHANNEL)
        self._loop(lambda: all(c.in_channel or c.closed for c in everybody), everybody)
        for client in self._deaf:
            self._selector.unregister(client.sock)  # from now on it does not read
        begin = time.perf_counter()
        for client in self._clients:
            line = b"PRIVMSG %b :u%d " % (CHANNEL, client.number)
            self._send(
                client, b"".join([line + b"%d" % n + self._padding for n in range(self._messages)])
            )
        due = (len(self._clients) - 1) * self._messages
        self._loop(lambda: all(c.got >= due or c.closed for c in self._clients), self._clients)
        report = self._report
        report.seconds = time.perf_counter() - begin
        report.delivered = sum(client.got for client in self._clients)
        for client in self._clients:
            if client.closed:
                report.faults.append(f"u{client.number} was disconnected")
            elif client.got != due:
                report.faults.append(f"u{client.number} got {client.got} of {due}")
        for client in self._deaf:
            report.deaf_saw = self._rest_of(client)
        for client in everybody:
            client.sock.close()
        return report

    def _connect(self, number: int, small: bool = False) -> Client:
        sock = socket.socket()
        if small:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", self._port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls is not None:
            sock = self._tls.wrap_socket(sock)
        sock.setblocking(False)
        client = Client(number, sock)
        self._selector.register(sock, selectors.EVENT_READ, client)
        return client

    def _send(self, client: Client, data: bytes) -> None:
        client.out += data
        self._selector.modify(client.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, client)

    def _loop(self, done: object, watched: list[Client]) -> None:
        assert callable(done)
        deadline = time.monotonic() + self._patience_s
        while not done():
            if time.monotonic() > deadline:
                waiting = sum(not client.closed for client in watched)
                self._report.faults.append(f"patience is over with {waiting} clients connected")
                return
            for key, events in self._selector.select(0.2):
                client: Client = key.data
                if events & selectors.EVENT_WRITE:
                    self._write(client)
                if events & selectors.EVENT_READ:
                    self._read(client)

    def _write(self, client: Client) -> None:
        try:
            sent = client.sock.send(client.out[:_RECV])
        except _WAIT:
            return
        except OSError:
            self._close(client)
            return
        client.out = client.out[sent:]
        if not client.out:
            self._selector.modify(client.sock, selectors.EVENT_READ, client)

    def _read(self, client: Client) -> None:
        if client.closed:
            return
        try:
            data = client.sock.recv(_RECV)
        except _WAIT:
            return
        except OSError:
            data = b""
        if not data:
            self._close(client)
            return
        if isinstance(client.sock, ssl.SSLSocket):  # a record brings no more than 16 KiB
            with contextlib.suppress(OSError):
                while more := client.sock.recv(_RECV):
                    data += more
        *lines, client.tail = (client.tail + data).split(b"\r\n")
        expected = client.expected
        for line in lines:
            words = line.split(b" ", 5)
            if words[1] == b"PRIVMSG":
                sender = words[3]
                number = int(words[4])
                due = expected.get(sender, 0)
                if number != due:
                    self._report.faults.append(
                        f"u{client.number} got {number} of {sender!r} instead of {due}"
                    )
                expected[sender] = number + 1
                client.got += 1
            else:
                self._other(client, line, words)

    def _other(self, client: Client, line: bytes, words: list[bytes]) -> None:
        if words[0] == b"PING":
            self._send(client, b"PONG " + words[1] + b"\r\n")
        elif words[1] == b"366":
            client.in_channel = True
        elif words[1] == b"QUIT" and client is self._clients[0]:
            self._report.quits.append(line.decode())
        elif words[0] == b"ERROR" or (words[1][:1] in (b"4", b"5") and words[1] != b"422"):
            self._report.faults.append(line.decode())

    def _close(self, client: Client) -> None:
        client.closed = True
        self._selector.unregister(client.sock)

    def _rest_of(self, client: Client) -> str:
        """The last line that a client finds which begins to read again."""
        client.sock.settimeout(self._patience_s)
        data = b""
        try:
            while piece := client.sock.recv(_RECV):
                data = data[-_RECV:] + piece
        except OSError as error:
            return f"{data[-200:].decode()} … {error}"
        return data.rstrip(b"\r\n").rpartition(b"\n")[2].decode()


def _any_certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--size", type=int, default=40, help="bytes of padding in a message")
    parser.add_argument("--deaf", type=int, default=0, help="clients that never read")
    parser.add_argument("--patience", type=float, default=120.0, help="seconds")
    parser.add_argument("--tls", type=int, default=0, help="1: encrypted")
    options = parser.parse_args()
    load = Load(
        options.port,
        options.clients,
        options.messages,
        options.size,
        options.deaf,
        options.patience,
        bool(options.tls),
    )
    json.dump(vars(load.run()), sys.stdout)


if __name__ == "__main__":
    main()
