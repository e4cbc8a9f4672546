"""A server on loopback for tests, and the simplest client that can talk to it."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind, PersonInfo
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine

ROOT = Path(__file__).parents[3]
PATIENCE_S = 30.0


class TestServer:
    """An engine without an event loop, with its whole log."""

    __test__ = False

    def __init__(
        self,
        config: ServerConfig | None = None,
        data_dir: Path | None = None,
        listen: ListenOptions | None = None,
    ) -> None:
        self.engine = ServerEngine(log=EventFeed(limit=10**6, notify=lambda: None))
        started = self.engine.start_and_wait(
            config or ServerConfig(), listen or ListenOptions("127.0.0.1", 0), data_dir
        )
        self.port = started.port
        self._log: list[LogEntry] = []

    @property
    def log(self) -> list[LogEntry]:
        """Everything that has been logged."""
        self._log += self.engine.log.take()
        return self._log

    def logged(self, kind: LogKind, *args: object) -> bool:
        """An entry of this kind is there whose first arguments are these."""
        return any(e.kind is kind and e.args[: len(args)] == args for e in self.log)

    def wait_for_log(self, kind: LogKind, *args: object) -> None:
        wait_until(lambda: self.logged(kind, *args), lambda: f"no {kind} {args} in {self.log}")

    def people(self) -> tuple[PersonInfo, ...]:
        """Who is connected."""
        snapshot = self.engine.snapshot()
        assert snapshot is not None
        return snapshot.people

    def internal_faults(self) -> list[LogEntry]:
        return [entry for entry in self.log if entry.kind is LogKind.INTERNAL]


@contextlib.contextmanager
def serving(
    config: ServerConfig | None = None,
    data_dir: Path | None = None,
    listen: ListenOptions | None = None,
) -> Iterator[TestServer]:
    """A running server; it must stop in time and have no fault of its own in its log."""
    server = TestServer(config, data_dir, listen)
    try:
        yield server
    finally:
        assert server.engine.stop_and_wait(PATIENCE_S)
    assert server.internal_faults() == []


class Client:
    """A blocking connection that reads lines."""

    def __init__(
        self,
        port: int,
        nick: str = "",
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
        narrow: bool = False,  # little is sent ahead of what it reads
    ) -> None:
        self.sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        if narrow:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self.sock.settimeout(PATIENCE_S)
        try:
            self.sock.connect((host, port))
        except OSError:
            self.sock.close()
            raise
        if tls is not None:
            self.sock = tls.wrap_socket(self.sock, server_hostname="localhost")
        self._tail = b""
        self.seen: list[str] = []
        if nick:
            self.register(nick)

    def register(self, nick: str) -> None:
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.until(" 001 ")
        self.sync()

    def join(self, channel: str) -> None:
        self.send(f"JOIN {channel}")
        self.until(" 366 ")

    def send(self, *lines: str) -> None:
        self.sock.sendall("".join(line + "\r\n" for line in lines).encode())

    def line(self) -> str:
        """The next line. Raises EOFError where the stream is over."""
        while b"\r\n" not in self._tail:
            data = self.sock.recv(65536)
            if not data:
                raise EOFError
            self._tail += data
        line, _, self._tail = self._tail.partition(b"\r\n")
        self.seen.append(line.decode())
        return self.seen[-1]

    def until(self, part: str) -> str:
        """Read on to the line that contains ``part``."""
        while True:
            try:
                line = self.line()
            except (EOFError, TimeoutError) as error:
                raise AssertionError(f"no {part!r} but {self.seen[-5:]}") from error
            if part in line:
                return line

    def find(self, part: str) -> str:
        """A line with ``part`` that has been read already, or the next one."""
        return next((line for line in self.seen if part in line), "") or self.until(part)

    def sync(self) -> None:
        """Read everything that the server has written so far."""
        self.send("PING :sync")
        self.until("PONG")

    def rest(self) -> list[str]:
        """All lines up to the end of the stream."""
        lines: list[str] = []
        with contextlib.suppress(EOFError, ConnectionError):
            while True:
                lines.append(self.line())
        return lines

    def reset(self) -> None:
        """End the connection with a reset instead of politely."""
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # on, 0 seconds
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.sock.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()


def any_certificate(own: Path | None = None) -> ssl.SSLContext:
    """For a client that takes every certificate, and shows its own if it has one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if own is not None:
        context.load_cert_chain(own)
    return context


def wait_until(
    condition: Callable[[], object], say: Callable[[], str] = lambda: "it did not happen"
) -> None:
    """Wait for something that another thread does."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, say()
        time.sleep(0.002)


def run_load(port: int, **options: int) -> dict[str, Any]:
    """Run tests/load.py in a process of its own and return its report."""
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    done = subprocess.run(
        [sys.executable, "-m", "tests.load", "--port", str(port), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report
