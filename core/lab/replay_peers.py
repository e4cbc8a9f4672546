"""The other end of a connection that is not on the tape, played by the replay.

It reads whatever it is sent, and sends what the tape says was received: right before the call that
received it. Its own calls are not on the new tape; it is no actor.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import threading
from typing import Any

_CUT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_PATIENCE_S = 5.0
_READ_BYTES = 65536


class StandIn:
    """One end. Made by one of the class methods; end it by :meth:`close`."""

    def __init__(self, sock: socket.socket, address: Any = None) -> None:
        self.address = address
        """Where it listens, or gets datagrams."""
        self._sock = sock
        self._conn: socket.socket | None = None
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None

    @classmethod
    def listening(cls, family: int, path: str) -> StandIn:
        """One that a socket of the tape connects to. Raises OSError."""
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.bind(loopback(family, path))
            sock.listen(1)
        except OSError:
            sock.close()
            raise
        peer = cls(sock, sock.getsockname())
        peer._launch(peer._accept)
        return peer

    @classmethod
    def connecting(cls, family: int, address: Any) -> StandIn:
        """One that connects to a listener of the tape. Raises OSError."""
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(_PATIENCE_S)
            sock.connect(address)
            sock.settimeout(None)
        except OSError:
            sock.close()
            raise
        return cls.holding(sock)

    @classmethod
    def holding(cls, sock: socket.socket) -> StandIn:
        """One for an end that is connected already."""
        peer = cls(sock)
        peer._conn = sock
        peer._ready.set()
        peer._launch(peer._read)
        return peer

    @classmethod
    def of_datagrams(cls, family: int, path: str) -> StandIn:
        """One that gets and sends datagrams. Raises OSError."""
        sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            sock.bind(loopback(family, path))
        except OSError:
            sock.close()
            raise
        peer = cls(sock, sock.getsockname())
        peer._conn = sock
        peer._ready.set()
        peer._launch(peer._read)
        return peer

    def _launch(self, work: Any) -> None:
        self._thread = threading.Thread(target=work, name="stand-in", daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            self._conn, _ = self._sock.accept()
            self._ready.set()
            self._read()

    def _read(self) -> None:
        datagrams = self._sock.type == socket.SOCK_DGRAM
        while self._conn is not None:
            try:
                data = self._conn.recv(_READ_BYTES)
            except ConnectionRefusedError:  # an earlier datagram met nobody
                continue
            except OSError:
                return
            if not data and (not datagrams or self._closing):
                return

    _closing = False

    def send(self, data: bytes, address: Any = None) -> None:
        """Send what the next call of the tape receives."""
        self._ready.wait(_PATIENCE_S)
        if self._conn is not None:
            with contextlib.suppress(OSError):
                if address is not None:
                    self._conn.sendto(data, address)
                else:
                    self._conn.sendall(data)

    def end(self) -> None:
        """Say that nothing more comes."""
        self._ready.wait(_PATIENCE_S)
        if self._conn is not None:
            with contextlib.suppress(OSError):
                self._conn.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Cut the connection."""
        self._ready.wait(_PATIENCE_S)
        if self._conn is not None:
            with contextlib.suppress(OSError):
                self._conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CUT)
                self._conn.shutdown(socket.SHUT_RD)
            self._stop_reading()
            self._conn.close()

    def close(self) -> None:
        """End it, and close its sockets."""
        self._closing = True
        for sock in (self._sock, self._conn):
            if sock is not None:
                with contextlib.suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CUT)
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        if self._sock.type == socket.SOCK_DGRAM or not sys.platform.startswith("linux"):
            self._touch()
        self._stop_reading()
        for sock in (self._sock, self._conn):
            if sock is not None:
                sock.close()

    def _touch(self) -> None:
        """Wake a thread that shutdown does not wake."""
        with contextlib.suppress(OSError), socket.socket(self._sock.family, self._sock.type) as s:
            s.settimeout(1.0)
            if self._sock.type == socket.SOCK_DGRAM:
                s.sendto(b"", self._sock.getsockname())
            elif not self._ready.is_set():
                s.connect(self._sock.getsockname())

    def _stop_reading(self) -> None:
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_PATIENCE_S)


def loopback(family: int, path: str) -> Any:
    """An address on this machine only, any port; of Unix sockets ``path``."""
    if family == getattr(socket, "AF_UNIX", None):
        return path
    return ("::1", 0) if family == socket.AF_INET6 else ("127.0.0.1", 0)


def connected_pair(family: int, path: str) -> tuple[socket.socket, socket.socket]:
    """Two ends of a new connection of this family. Raises OSError."""
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(loopback(family, path))
        listener.listen(1)
        one = socket.socket(family, socket.SOCK_STREAM)
        try:
            one.connect(listener.getsockname())
            other, _ = listener.accept()
        except OSError:
            one.close()
            raise
    return one, other
