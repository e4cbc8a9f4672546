"""The sockets of a lesson's program: seen, and closed with the program.

A process that ends closes its sockets, and Python closes one that nothing refers to any more. Here
many programs share one process, so both are done for each of them.
"""

from __future__ import annotations

import _socket
import socket
import struct
import sys
import threading
import weakref
from contextlib import suppress
from types import ModuleType
from typing import Any

from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.socket_module import socket_module_of
from core.net.trace import ActorState, Side
from core.net.traced_socket import inner, this_file

inner(this_file())
_C = _socket.socket
_PROBE_S = 1.0
_CUT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class ProgramSockets:
    """All sockets of one program. ``module`` is what it gets for ``import socket``."""

    def __init__(self, lens: Lens, name: str) -> None:
        self._lens = lens
        self._maker = SocketMaker(Side.PROGRAM, name, lens)
        self._alive: weakref.WeakSet[Any] = weakref.WeakSet()
        self._lock = threading.RLock()
        self._limbo: list[tuple[int, _socket.socket]] = []
        self._told: set[int] = set()
        self.threads: set[int] = set()
        """The program's threads, by ident: what they drop, they are seen to close."""
        self.module = self._module()

    def _module(self) -> ModuleType:
        module = socket_module_of(self._maker)
        base: type[Any] = module.__dict__["socket"]
        sockets = self

        class ProgramSocket(base):  # type: ignore[misc]  # the base is made anew for each program
            """``socket.socket`` of the program."""

            __slots__ = ()

            def __new__(cls, *_: Any, **__: Any) -> Any:
                sock: Any = super().__new__(cls)
                with sockets._lock:
                    sockets._alive.add(sock)
                return sock

            def _real_close(self, _ss: Any = None) -> None:
                if self.lens is None or self.fileno() < 0:
                    _C.close(self)
                    return

                def close() -> None:
                    sockets._keep_for_those_inside(self)
                    _C.close(self)

                self._do("close", (), close)
                self.lens.change(self.number, closed=True)

            def sendto(self, *arguments: Any) -> Any:
                sent = super().sendto(*arguments)
                if self.number not in sockets._told:  # the system has given it a port now
                    sockets._told.add(self.number)
                    self._note_local()
                return sent

            def __del__(self) -> None:
                if self.fileno() >= 0:
                    sockets._close_quietly(self)

        ProgramSocket.__name__ = ProgramSocket.__qualname__ = "socket"
        self._maker.use(ProgramSocket)
        vars(module).update(socket=ProgramSocket, SocketType=ProgramSocket)
        return module

    def _close_quietly(self, sock: Any) -> None:
        """Close what the program forgot to close: Python does that, or the end of the process."""
        lens = self._lens
        here = threading.get_ident()
        actor = lens.known.get(here) if here in self.threads else None
        if sock.lens is None or actor is None or actor.pending is not None:
            _C.close(sock)
            return
        pending = lens.begin(self._maker, None, sock.number, "close", quietly=True)
        _C.close(sock)
        lens.end(pending, by_python=True)

    def living(self) -> list[Any]:
        """The sockets that are open."""
        with self._lock:
            return [sock for sock in self._alive if sock.fileno() >= 0]

    def close_all(self, cut: bool = False) -> None:
        """Close them all, as the end of a process does; ``cut``: leave no connection behind."""
        for sock in sorted(self.living(), key=lambda sock: int(sock.number)):
            if cut:
                _cut_at_close(sock)
            self._close_quietly(sock)

    # --- threads in the kernel ----------------------------------------------------------------

    def _inside(self) -> set[int]:
        """The numbers of the sockets that somebody is in the kernel with."""
        return {
            actor.pending.socket
            for actor in self._lens.actors()
            if actor.pending is not None
            and actor.state is ActorState.IN_KERNEL
            and actor.pending.call != "close"
        }

    def _keep_for_those_inside(self, sock: Any) -> None:
        """A thread that is blocked in a closed socket could never be woken without a copy of it.

        The copy changes nothing for the other side: the kernel itself keeps the socket until the
        blocked call returns.
        """
        if sock.number in self._inside():
            with suppress(OSError), self._lock:
                copy = _C(sock.family, sock.type, sock.proto, _socket.dup(sock.fileno()))
                self._limbo.append((sock.number, copy))

    def tidy(self) -> None:
        """Close the copies of closed sockets that nobody is inside of any more."""
        if not self._limbo:
            return
        inside = self._inside()
        with self._lock:
            for entry in list(self._limbo):
                if entry[0] not in inside:
                    self._limbo.remove(entry)
                    entry[1].close()

    def wake(self, politely: bool = True) -> None:
        """Make every call return that is blocked in the kernel; not ``politely``: without a word to
        the other side, which wakes receivers, acceptors and connectors, not senders."""
        with self._lock:
            copies = [copy for _, copy in self._limbo]
        for sock in (*self.living(), *copies):
            if not politely:
                _cut_at_close(sock)
            try:
                _C.shutdown(sock, socket.SHUT_RDWR if politely else socket.SHUT_RD)
            except OSError:
                if not sys.platform.startswith("linux"):
                    _touch(sock)


def _cut_at_close(sock: _socket.socket) -> None:
    """Let ``close`` send RST: no TIME_WAIT stays (socket(7), SO_LINGER)."""
    if sock.type == socket.SOCK_STREAM and sock.family != getattr(socket, "AF_UNIX", None):
        with suppress(OSError):
            _C.setsockopt(sock, socket.SOL_SOCKET, socket.SO_LINGER, _CUT)


def _touch(sock: _socket.socket) -> None:
    """Send something to a socket that cannot be shut down, so that what waits on it returns."""
    with suppress(OSError):
        place = sock.getsockname()
        if isinstance(place, tuple):
            host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place[0], place[0])
            place = (host, *place[1:])
        with socket.socket(sock.family, sock.type) as probe:
            probe.settimeout(_PROBE_S)
            if sock.type == socket.SOCK_DGRAM:
                probe.sendto(b"", place)
            else:
                probe.connect(place)
