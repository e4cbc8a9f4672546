"""Who makes the sockets of an engine, and lets them be watched."""

from __future__ import annotations

import _socket
import socket
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from core.net.kernel import look
from core.net.lens import Lens
from core.net.plain import plain
from core.net.trace import Part, Side
from core.net.traced_socket import LensSocket, TracedSocket, inner, this_file

_C = _socket.socket
inner(this_file())


class SocketMaker:
    """Makes the sockets of one owner (a server, a client, a lab socket, a program).

    ``kind`` is the class of its sockets while they are watched. May be used from any thread.
    """

    def __init__(
        self,
        side: Side,
        name: str,
        lens: Lens | None = None,
        kind: type[TracedSocket] = TracedSocket,
    ) -> None:
        self.side = side
        self.name = name
        self.lens = lens
        self._kind = kind
        self._lock = threading.RLock()
        self._alive: weakref.WeakSet[LensSocket] = weakref.WeakSet()
        self._threads: dict[int, tuple[Part, int]] = {}

    # --- threads ------------------------------------------------------------------------------

    @contextmanager
    def thread(self, part: Part, subject: int = 0) -> Iterator[None]:
        """The calling thread is this part of the owner, until the block ends."""
        thread = threading.get_ident()
        self._threads[thread] = (part, subject)
        try:
            yield
        finally:
            del self._threads[thread]
            lens = self.lens
            if lens is not None:
                lens.leave()

    def part_of(self, thread: int) -> tuple[Part, int] | None:
        """Which part of the owner a thread (its ident) is, None for a foreign one."""
        return self._threads.get(thread)

    def rename(self, name: str) -> None:
        """The owner is called otherwise from now on."""
        if name == self.name:
            return
        self.name = name
        if (lens := self.lens) is not None:
            for thread in list(self._threads):
                lens.rename_thread(thread, name)
            for sock in self._sockets():
                lens.change(sock.number, name=name)

    # --- watching -----------------------------------------------------------------------------

    def watch(self, lens: Lens) -> None:
        """Let a lens see every call of the living and the future sockets, from now on."""
        with self._lock:
            if self.lens is lens:
                return
            if self.lens is not None:
                self.unwatch()
            self.lens = lens
            for sock in self._sockets():
                if sock.fileno() >= 0:
                    self._adopt(sock, lens)
                    sock.__class__ = self._kind

    def unwatch(self) -> None:
        """Let nobody see; the sockets are plain ones again, and nobody is held any more."""
        with self._lock:
            lens, self.lens = self.lens, None
            if lens is None:
                return
            for sock in self._sockets():
                sock.lens = None
                sock.__class__ = LensSocket
            lens.dismiss(self._threads)

    def let_go(self) -> None:
        """Never hold the threads of this owner again, whatever the pace: it is about to stop."""
        if (lens := self.lens) is not None:
            lens.let_go(self)

    def hold_again(self) -> None:
        """The owner begins anew after :meth:`let_go`."""
        if (lens := self.lens) is not None:
            lens.hold_again(self)

    def _sockets(self) -> list[LensSocket]:
        with self._lock:
            return list(self._alive)

    def _adopt(self, sock: LensSocket, lens: Lens, **known: Any) -> None:
        """Make a socket known to a lens, with what the kernel says of it."""
        truth = look(sock)
        with suppress(OSError):
            known.setdefault("local", _C.getsockname(sock))
        with suppress(OSError):
            known.setdefault("peer", _C.getpeername(sock))
        sock.number = lens.adopt(
            sock,
            self,
            listening=truth.state == "LISTEN",
            unread=truth.recv_queue or 0,
            **known,
        )
        sock.lens = lens

    def late(
        self,
        sock: LensSocket,
        call: str,
        arguments: tuple[Any, ...],
        data: bytes = b"",
        error: BaseException | None = None,
        address: Any = None,
        made: int = 0,
    ) -> None:
        """Tell of a call that was in the kernel already when watching began."""
        lens = sock.lens
        if lens is not None:
            lens.late(self, sock.number, sock.fileno(), call, arguments, data, error, address, made)

    def look(
        self, lens: Lens, sock: LensSocket, peer: Any = None, asked_already: bool = False
    ) -> None:
        """Ask for the address that the system gave a socket, and put that on the tape as ours.

        ``asked_already``: Python's constructor has asked too, as it does for every descriptor that
        it is given. The tape then says so, because whoever compares it with strace(1) sees both.
        """
        name = "getsockname"
        if asked_already:
            pending = lens.begin(self, sock, sock.number, name, quietly=True)
            lens.end(pending, by_python=True)
        pending = lens.begin(self, sock, sock.number, name, quietly=True)
        local: Any = None
        with suppress(OSError):
            local = _C.getsockname(sock)
        lens.end(pending, local, by_python=True)
        known = {"local": local} if peer is None else {"local": local, "peer": plain(peer)}
        lens.change(sock.number, **known)

    # --- making -------------------------------------------------------------------------------

    def open(self, family: int = -1, kind: int = -1, proto: int = -1) -> LensSocket:
        """As socket(2). Raises OSError."""
        if self.lens is None:
            return self._made(LensSocket(self, family, kind, proto))
        sock = self._kind.__new__(self._kind)
        TracedSocket.__init__(sock, self, family, kind, proto)
        return self._made(sock)

    def pair(
        self, family: int | None = None, kind: int = socket.SOCK_STREAM, proto: int = 0
    ) -> tuple[LensSocket, LensSocket]:
        """As socketpair(2); two connected sockets of loopback where the system has none."""
        one, two = socket.socketpair(family, kind, proto)
        first, second = self.from_fd(one, one.detach()), self.from_fd(two, two.detach())
        if (lens := self.lens) is not None:
            lens.change(first.number, pair=second.number)
            lens.change(second.number, pair=first.number)
        return first, second

    def from_fd(self, like: socket.socket, fd: int) -> LensSocket:
        """A socket of this owner for a descriptor; family, type and protocol as ``like``."""
        lens = self.lens
        kind = LensSocket if lens is None else self._kind
        sock = kind.__new__(kind)
        LensSocket.__init__(sock, self, like.family, like.type, like.proto, fd)
        if lens is not None:
            self._adopt(sock, lens)
        return self._made(sock)

    def accepted(self, listener: LensSocket, fd: int, address: Any) -> LensSocket:
        """The socket that accept(2) made, blocking unless Python's default says otherwise."""
        lens = self.lens
        kind = LensSocket if lens is None else self._kind
        sock = kind.__new__(kind)
        LensSocket.__init__(sock, self, listener.family, listener.type, listener.proto, fd)
        if lens is not None:
            sock.number = lens.adopt(sock, self, peer=address, listener=listener.number)
            sock.lens = lens
            self.look(lens, sock, peer=address, asked_already=True)
        if socket.getdefaulttimeout() is None and listener.gettimeout():
            _C.setblocking(sock, True)
        return self._made(sock)

    def use(self, kind: type[TracedSocket]) -> None:
        """Make watched sockets of this class from now on."""
        self._kind = kind

    def joined(self, sock: LensSocket) -> None:
        """A socket that a program made itself of the class given to :meth:`use`."""
        if sock.number == 0 and self.lens is not None:  # made for a descriptor
            self._adopt(sock, self.lens)
        self._made(sock)

    def _made(self, sock: LensSocket) -> LensSocket:
        with self._lock:
            self._alive.add(sock)
            lens = self.lens
            if sock.lens is lens:
                pass
            elif lens is not None:  # watching began meanwhile
                self._adopt(sock, lens)
                sock.__class__ = self._kind
            else:  # it ended
                sock.lens = None
                sock.__class__ = LensSocket
        return sock
