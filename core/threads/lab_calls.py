"""A call of the lab in a thread of its own, and how a blocked one is woken when the lab ends.

``close`` does not wake a blocked call, ``shutdown`` does; a socket that was closed while a call was
in the kernel has no descriptor left for it, so the lab keeps one (:class:`Held`). What shutdown
does not wake (a datagram or a connection to a full AF_UNIX socket of another program waits on
*that* socket) is interrupted by a signal; Python then makes the call again, which fails at once.

Sources: shutdown(2), signal(7) ("Interruption of system calls"), PEP 475.
"""

from __future__ import annotations

import _socket
import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping

from core.lab.performing import Performer
from core.lab.session import CallState, Outcome
from core.lab.value_types import Value
from core.net.gate import GateStopped
from core.net.lens_calls import call_error
from core.net.socket_maker import SocketMaker
from core.net.trace import Part, Side
from core.net.traced_socket import LensSocket
from core.threads.worker import Worker

_C = _socket.socket


class CallThread(Worker):
    """Makes one call. ``news`` is called in this thread when it has become an actor, and ``done``
    with itself when the call is over."""

    def __init__(
        self,
        number: int,
        owner: str,
        part: Part,
        performer: Performer,
        maker: SocketMaker,
        sock: LensSocket | None,
        name: str,
        arguments: Mapping[str, Value],
        news: Callable[[], None],
        done: Callable[[CallThread], None],
    ) -> None:
        super().__init__(f"lab-{owner or 'socket'}-{name}", self._broke, self._over)
        self.number = number
        self.sock = sock
        self.name = name
        self.outcome: Outcome | None = None
        self.accepted: LensSocket | None = None
        self.actor = 0
        self.looks_up = False
        self.ident = 0
        self._owner = owner
        self._part = part
        self._performer = performer
        self._maker = maker
        self._arguments = arguments
        self._news = news
        self._done = done

    def work(self) -> None:
        """Make the call."""
        self.ident = threading.get_ident()
        lens = self._performer.lens
        with lens.actor(Side.LAB, self._owner or "socket", self._part) as actor:
            self.actor = actor
            self._news()
            with contextlib.suppress(GateStopped):
                self.outcome, self.accepted = self._performer.perform(
                    self._maker, self.sock, self.name, self._arguments, self.number, self._looking
                )

    def _looking(self, begins: bool) -> None:
        self.looks_up = begins
        self._news()

    def _broke(self, error: BaseException) -> None:
        self.outcome = Outcome(error=call_error(error))

    def _over(self) -> None:
        self._done(self)

    def state(self, parked: frozenset[int]) -> CallState:
        """Where the call is; ``parked`` are the actors that the gate holds."""
        if self.looks_up:
            return CallState.LOOKING_UP
        return CallState.PARKED if self.actor in parked else CallState.IN_KERNEL


class Held:
    """A second descriptor of a socket, taken before it is closed while a call is in the kernel."""

    def __init__(self, sock: socket.socket) -> None:
        kind = int(sock.type)
        fd = socket.dup(sock.fileno())
        self.sock = _socket.socket(int(sock.family), kind, sock.proto, fd)

    def close(self) -> None:
        """Give it back."""
        self.sock.close()


def shut_down(sock: _socket.socket) -> None:
    """Wake what is blocked on a socket, unseen by the trace. Linux wakes calls on sockets that are
    not connected too, and says ENOTCONN all the same.

    A socket with a timeout is non-blocking for the kernel, and Python asks again and again: the
    kernel answers EAGAIN to datagrams even then, where a blocking call gets b"".
    """
    with contextlib.suppress(OSError):
        _C.shutdown(sock, socket.SHUT_RDWR)
    with contextlib.suppress(OSError, AttributeError):  # on Windows only since Python 3.12
        os.set_blocking(_C.fileno(sock), True)


def spare_port(sock: _socket.socket) -> None:
    """Before an accepted socket is closed: let its port be taken again by who asks for that.

    The side that closes first keeps the connection for a minute (TIME_WAIT, RFC 9293 3.6.1), and
    Linux then gives the port to nobody unless *both* set SO_REUSEADDR. The saved ``server.py``,
    which does, can so be run as soon as the lab is closed.
    """
    if sys.platform != "win32" and sock.family in (socket.AF_INET, socket.AF_INET6):
        with contextlib.suppress(OSError):
            _C.setsockopt(sock, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def poke(sock: _socket.socket) -> None:
    """For systems where shutdown does not wake what is not connected: a connection, or an empty
    datagram, to the socket's own address."""
    with contextlib.suppress(OSError), socket.socket(sock.family, sock.type) as other:
        place = _C.getsockname(sock)
        other.setblocking(False)
        if sock.type == socket.SOCK_DGRAM:
            other.sendto(b"", place)
        else:
            other.connect(place)


def interrupt(threads: list[int]) -> None:
    """Let blocked system calls of these threads (idents) return EINTR.

    Only from the main thread, where handlers can be installed. SIGURG does nothing unless a
    program asks for it; our handler does nothing either, and stays.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGURG) is not _nothing:
        signal.signal(signal.SIGURG, _nothing)
    for thread in threads:
        with contextlib.suppress(OSError):
            signal.pthread_kill(thread, signal.SIGURG)


def _nothing(number: int, frame: object) -> None:
    """A handler, so that the signal interrupts instead of being ignored."""
