"""A stand-in for ``ssl`` in a lesson's program: TLS over a socket whose calls are seen.

Python's own SSLSocket reads and writes in C, where no trace sees it. This one gives OpenSSL's
records to the socket's ``sendall`` and ``recv``: the bytes are those that a sniffer would see.
Enough of SSLSocket for programs: handshake, ``recv send sendall read write makefile unwrap close``.
"""

from __future__ import annotations

import _socket
import io
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

from core.net.traced_socket import inner, this_file

inner(this_file())
_READ_BYTES = 16384


class TlsSocket:
    """As ssl.SSLSocket, of which it has the calls that programs use."""

    def __init__(
        self,
        sock: Any,
        context: ssl.SSLContext,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | None = None,
    ) -> None:
        self._sock = sock
        self.context = context
        self.server_side = server_side
        self._at_once = do_handshake_on_connect
        self._ragged_is_end = suppress_ragged_eofs
        self.server_hostname = server_hostname
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls: ssl.SSLObject | None = None
        if _is_connected(sock):
            self._begin()

    def _begin(self) -> None:
        self._tls = self.context.wrap_bio(
            self._incoming, self._outgoing, self.server_side, self.server_hostname
        )
        if self._at_once:
            self.do_handshake()

    def _object(self) -> ssl.SSLObject:
        if self._tls is None:
            raise OSError("this socket is not connected")
        return self._tls

    def _flush(self) -> None:
        if self._outgoing.pending:
            self._sock.sendall(self._outgoing.read())

    def _until_done(self, act: Callable[[], Any]) -> Any:
        """Do something that may need records of the other side first."""
        while True:
            try:
                result = act()
            except ssl.SSLWantReadError:
                self._flush()
                data = self._sock.recv(_READ_BYTES)
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            except ssl.SSLError:
                with suppress(OSError):
                    self._flush()  # the alert that says why
                raise
            else:
                self._flush()
                return result

    def do_handshake(self) -> None:
        """As SSLSocket.do_handshake."""
        self._until_done(self._object().do_handshake)

    def connect(self, address: Any) -> None:
        """As SSLSocket.connect."""
        self._sock.connect(address)
        self._begin()

    def accept(self) -> tuple[TlsSocket, Any]:
        """As SSLSocket.accept."""
        sock, address = self._sock.accept()
        return TlsSocket(sock, self.context, True, self._at_once, self._ragged_is_end), address

    def recv(self, bufsize: int = 1024, flags: int = 0) -> bytes:
        """As SSLSocket.recv."""
        tls = self._object()
        try:
            return bytes(self._until_done(lambda: tls.read(bufsize)))
        except ssl.SSLZeroReturnError:
            return b""
        except ssl.SSLEOFError:
            if self._ragged_is_end:
                return b""
            raise

    read = recv

    def send(self, data: Any, flags: int = 0) -> int:
        """As SSLSocket.send."""
        tls = self._object()
        return int(self._until_done(lambda: tls.write(data)))

    write = send

    def sendall(self, data: Any, flags: int = 0) -> None:
        """As SSLSocket.sendall."""
        with memoryview(data) as view, view.cast("B") as left:
            at = 0
            while at < len(left):
                at += self.send(left[at:])

    def makefile(self, mode: str = "r", **named: Any) -> Any:
        """As socket.makefile."""
        raw = _Raw(self, "r" in mode, "w" in mode)
        if "b" in mode:
            return (
                io.BufferedRWPair(raw, raw)
                if raw.readable() and raw.writable()
                else (io.BufferedReader(raw) if raw.readable() else io.BufferedWriter(raw))
            )
        both = io.BufferedRWPair(raw, raw)
        return io.TextIOWrapper(both, **named)

    def unwrap(self) -> Any:
        """As SSLSocket.unwrap: says goodbye in TLS, and gives the plain socket back."""
        self._until_done(self._object().unwrap)
        return self._sock

    def __getattr__(self, name: str) -> Any:
        if name in ("version", "cipher", "getpeercert", "selected_alpn_protocol"):
            return getattr(self._object(), name)
        return getattr(self._sock, name)

    def __enter__(self) -> TlsSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self._sock.close()


class _Raw(io.RawIOBase):
    """The file below ``makefile``."""

    def __init__(self, sock: TlsSocket, reads: bool, writes: bool) -> None:
        self._sock, self._reads, self._writes = sock, reads, writes

    def readable(self) -> bool:
        return self._reads

    def writable(self) -> bool:
        return self._writes

    def readinto(self, buffer: Any) -> int:
        data = self._sock.recv(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def write(self, data: Any) -> int:
        return self._sock.send(bytes(data))


def _is_connected(sock: Any) -> bool:
    try:
        _socket.socket.getpeername(sock)
    except OSError:
        return False
    return True


def tls_module(find_file: Callable[[Any], Any]) -> ModuleType:
    """A stand-in for the module ``ssl``; ``find_file`` says where a certificate's file is."""
    module = ModuleType("ssl", ssl.__doc__)

    class SSLContext(ssl.SSLContext):
        """As ssl.SSLContext."""

        def wrap_socket(self, sock: Any, *given: Any, **named: Any) -> Any:
            """As SSLContext.wrap_socket."""
            named.pop("session", None)
            return TlsSocket(sock, self, *given, **named)

        def load_cert_chain(self, certfile: Any, keyfile: Any = None, password: Any = None) -> None:
            """As SSLContext.load_cert_chain."""
            key = find_file(keyfile) if keyfile is not None else None
            super().load_cert_chain(find_file(certfile), key, password)

        def load_verify_locations(
            self, cafile: Any = None, capath: Any = None, cadata: Any = None
        ) -> None:
            """As SSLContext.load_verify_locations."""
            file = find_file(cafile) if cafile is not None else None
            super().load_verify_locations(file, capath, cadata)

    for name, value in vars(ssl).items():
        if isinstance(value, FunctionType) and value.__module__ == "ssl":
            copy = FunctionType(
                value.__code__, module.__dict__, name, value.__defaults__, value.__closure__
            )
            copy.__kwdefaults__ = value.__kwdefaults__
            setattr(module, name, copy)
        elif name not in ("__spec__", "__loader__", "__name__"):
            setattr(module, name, value)
    vars(module)["SSLContext"] = SSLContext
    return module
