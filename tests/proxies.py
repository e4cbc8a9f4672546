"""A SOCKS 5 proxy and one of HTTP, small and real, on loopback: what a client says to them is kept.

Names are looked up here, as a proxy does it: "chat.invalid" leads to 127.0.0.1.
"""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from collections.abc import Iterator

PATIENCE_S = 30.0
NAME = "chat.invalid"
"""A host that only the proxy can find."""


class TestProxy:
    """Attributes: ``port``; ``asked``, the places that were asked for; ``logins``, who came."""

    __test__ = False

    def __init__(self, kind: str, login: tuple[str, str] | None = None, answer: int = 0) -> None:
        self.asked: list[tuple[str, int]] = []
        self.logins: list[tuple[str, str]] = []
        self._kind = kind
        self._login = login
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._socks: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._socks.append(sock)
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError):
            place = self._socks5(sock) if self._kind == "socks5" else self._http(sock)
            if place is None:
                return
            there = socket.create_connection(place, PATIENCE_S)
            there.settimeout(None)
            self._socks.append(there)
            sock.sendall(self._welcome)
            self._start(self._carry, there, sock)
            self._carry(sock, there)
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for sock in (source, target):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _note(self, host: str, port: int) -> tuple[str, int]:
        self.asked.append((host, port))
        return ("127.0.0.1" if host == NAME else host), port

    def _socks5(self, sock: socket.socket) -> tuple[str, int] | None:
        self._welcome = bytes([5, 0, 0, 1, 127, 0, 0, 1, 0, 0])
        _version, count = exactly(sock, 2)
        methods = exactly(sock, count)
        wanted = 2 if self._login else 0
        if wanted not in methods:
            sock.sendall(bytes([5, 255]))
            return None
        sock.sendall(bytes([5, wanted]))
        if self._login:
            user = exactly(sock, exactly(sock, 2)[1]).decode()
            password = exactly(sock, exactly(sock, 1)[0]).decode()
            self.logins.append((user, password))
            good = (user, password) == self._login
            sock.sendall(bytes([1, 0 if good else 1]))
            if not good:
                return None
        _, _, _, kind = exactly(sock, 4)
        if kind == 3:
            host = exactly(sock, exactly(sock, 1)[0]).decode()
        elif kind == 1:
            host = socket.inet_ntop(socket.AF_INET, exactly(sock, 4))
        else:
            host = socket.inet_ntop(socket.AF_INET6, exactly(sock, 16))
        place = self._note(host, int.from_bytes(exactly(sock, 2), "big"))
        if self._answer:
            sock.sendall(bytes([5, self._answer, 0, 1, 0, 0, 0, 0, 0, 0]))
            return None
        return place

    def _http(self, sock: socket.socket) -> tuple[str, int] | None:
        self._welcome = b"HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n"
        head = b""
        while b"\r\n\r\n" not in head:
            head += exactly(sock, 1)
        lines = head.decode().split("\r\n")
        method, target, _ = lines[0].split(" ")
        assert method == "CONNECT"
        fields = dict(line.split(": ", 1) for line in lines[1:] if line)
        if self._login:
            given = fields.get("Proxy-Authorization", "").removeprefix("Basic ")
            user, _, password = base64.b64decode(given).decode().partition(":")
            self.logins.append((user, password))
            if (user, password) != self._login:
                sock.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                return None
        host, _, port = target.rpartition(":")
        place = self._note(host.strip("[]"), int(port))
        if self._answer:
            sock.sendall(f"HTTP/1.1 {self._answer} No\r\n\r\n".encode())
            return None
        return place

    def stop(self) -> None:
        for sock in (self._listener, *self._socks):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        for sock in (self._listener, *self._socks):
            sock.close()


def exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = sock.recv(size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


@contextlib.contextmanager
def proxying(
    kind: str, login: tuple[str, str] | None = None, answer: int = 0
) -> Iterator[TestProxy]:
    """A proxy that refuses with ``answer`` unless it is 0."""
    proxy = TestProxy(kind, login, answer)
    try:
        yield proxy
    finally:
        proxy.stop()
