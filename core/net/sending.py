"""Sending without waiting on sockets that otherwise block, and closing them politely.

Sources: send(2) (MSG_DONTWAIT), shutdown(2), select(2), tcp(7).
"""

from __future__ import annotations

import contextlib
import select
import socket
from collections.abc import Callable

_DONT_WAIT = getattr(socket, "MSG_DONTWAIT", 0) | getattr(socket, "MSG_NOSIGNAL", 0)
# Off POSIX one send may take so much at once; small enough for a buffer that has any room.
_STEP = 4096

SendNow = Callable[[bytes | memoryview], int]


def sender(sock: socket.socket) -> SendNow:
    """A function that sends what the kernel takes at once, and returns how many bytes it took.

    It never waits: 0 where the kernel's buffer is full. It raises OSError where the connection is
    gone. ``sock`` is a blocking socket and stays one.
    """
    if not hasattr(socket, "MSG_DONTWAIT"):
        return lambda data: _send_by_select(sock, data)

    def send_now(data: bytes | memoryview) -> int:
        try:
            return sock.send(data, _DONT_WAIT)  # looked up anew: it may be watched since
        except BlockingIOError:
            return 0

    return send_now


def _send_by_select(sock: socket.socket, data: bytes | memoryview) -> int:
    """Windows has no MSG_DONTWAIT: ask for room before each small step."""
    view = memoryview(data)
    sent = 0
    while sent < len(view) and select.select([], [sock], [], 0)[1]:
        sent += sock.send(view[sent : sent + _STEP])
    return sent


def prepare(sock: socket.socket) -> None:
    """Set what every chat connection wants: blocking, without Nagle's delay, with keepalive."""
    sock.setblocking(True)
    with contextlib.suppress(OSError):  # a peer that is gone already: recv will tell
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)


def shut_write(sock: socket.socket) -> None:
    """Say that nothing more comes; the peer reads the end of the stream after what was sent."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_WR)


def turn_away(sock: socket.socket, farewell: bytes) -> None:
    """Close a connection of a storm: with a last word, if that can be sent at once."""
    with contextlib.suppress(OSError):
        sock.settimeout(0)
        sock.send(farewell)
    sock.close()


def shut(sock: socket.socket) -> None:
    """End both directions: threads blocked in ``recv`` or ``send`` on the socket return."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
