"""Sockets that are watched while they work.

Our engines make all their sockets by a :class:`SocketMaker`. Nobody looking, they are
:class:`LensSocket`, which overrides nothing but ``accept``: their calls are those of C. When
:meth:`SocketMaker.watch` is called, the class of the living sockets becomes :class:`TracedSocket`
(both have the same layout), and each call is told to the lens, and may be held by its gate.

Sources: socket(7), accept(2); Lib/socket.py, whose ``accept`` and ``close`` we follow.
"""

from __future__ import annotations

import _socket
from collections.abc import Iterable
from sys import _getframe
from threading import get_ident
from time import perf_counter
from typing import TYPE_CHECKING, Any

from core.net.lens_socket import LensSocket, caller, here_in_code, inner, this_file
from core.net.trace import KEPT_BYTES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

    from core.net.socket_maker import SocketMaker

__all__ = ["LensSocket", "TracedSocket", "here_in_code", "inner", "this_file"]

inner(this_file())
_C = _socket.socket
_recv, _send = _C.recv, _C.send


class TracedSocket(LensSocket):
    """A socket each of whose calls is seen. Made by a maker that is watched; see the module."""

    __slots__ = ()

    def __init__(
        self,
        maker: SocketMaker,
        family: int = -1,
        kind: int = -1,
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        lens = maker.lens
        if lens is None or fileno is not None:
            super().__init__(maker, family, kind, proto, fileno)
            return
        number = lens.new_socket_number()
        given = tuple(each for each in (family, kind, proto) if each != -1)
        pending = lens.begin(maker, None, number, "socket", given, where=caller())
        try:
            super().__init__(maker, family, kind, proto)
        except BaseException as error:
            lens.end(pending, error=error)
            raise
        lens.adopt(self, maker, number)
        self.lens = lens
        self.number = number
        lens.end(pending, self.fileno())

    # --- bytes --------------------------------------------------------------------------------

    # recv and send are what a chat does all day: at full speed they do by themselves, and with as
    # little as possible, what Lens.begin and Lens.end do. Where there is no room on the tape (more
    # calls in a frame than anybody could see) they only count.

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        """As recv(2)."""
        lens = self.lens
        if lens is None:
            return _recv(self, bufsize, flags)
        actor = lens.known.get(get_ident())
        if flags or actor is None or lens.gate.holding:
            return bytes(
                self._receive(
                    "recv", (bufsize, flags) if flags else (bufsize,), bufsize,
                    lambda: _recv(self, bufsize, flags),
                    lambda data: (data, None),
                )
            )  # fmt: skip
        lens.room = room = lens.room - 1
        if room < 0:
            return self._recv_blurred(lens, actor, bufsize)
        frame = _getframe(1)
        actor.pending = pending = (
            lens.next_number(), actor, self.number, "recv", (bufsize,), b"", bufsize,
            perf_counter(), frame.f_code, frame.f_lasti,
        )  # fmt: skip
        try:
            data = _recv(self, bufsize)
        except BaseException as error:
            lens.end((*pending, self.fileno()), error=error)
            raise
        size = len(data)
        if size > KEPT_BYTES:
            lens.end((*pending, self.fileno()), size, data[:KEPT_BYTES], size)
            return data
        lens.record((pending, perf_counter(), data))
        actor.pending = None
        if data and lens.gate.holding:
            lens.gate.delivered()
        return data

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        """As send(2)."""
        lens = self.lens
        if lens is None:
            return _send(self, data, flags)
        lens.room = room = lens.room - 1
        if room < 0 and not lens.gate.holding:
            sent = _send(self, data, flags)
            self.passed += 1
            self.passed_out += sent
            return sent
        actor = lens.known.get(get_ident())
        arguments = (flags,) if flags else ()
        if type(data) is not bytes or actor is None or lens.gate.holding:
            return int(self._transmit("send", arguments, data, lambda: _send(self, data, flags)))
        frame = _getframe(1)
        actor.pending = pending = (
            lens.next_number(), actor, self.number, "send", arguments,
            data if len(data) <= KEPT_BYTES else data[:KEPT_BYTES], len(data),
            perf_counter(), frame.f_code, frame.f_lasti,
        )  # fmt: skip
        try:
            sent = _send(self, data, flags)
        except BaseException as error:
            lens.end((*pending, self.fileno()), error=error)
            raise
        lens.record((pending, perf_counter(), sent))
        actor.pending = None
        return sent

    def sendall(self, data: ReadableBuffer, flags: int = 0, /) -> None:
        """As Python's sendall: send(2) until all is taken."""
        arguments = (flags,) if flags else ()
        self._transmit("sendall", arguments, data, lambda: _C.sendall(self, data, flags))

    def sendto(self, data: ReadableBuffer, *rest: Any) -> int:
        """As sendto(2): ``sendto(data, address)`` or ``sendto(data, flags, address)``."""
        address = rest[-1] if rest else None
        real = _C.sendto
        return int(self._transmit("sendto", rest, data, lambda: real(self, data, *rest), address))

    def sendmsg(self, buffers: Iterable[ReadableBuffer], *rest: Any) -> int:
        """As sendmsg(2)."""
        parts = list(buffers)
        whole = b"".join(parts)
        address = rest[2] if len(rest) > 2 else None
        real = _C.sendmsg
        return int(
            self._transmit("sendmsg", rest, whole, lambda: real(self, parts, *rest), address)
        )

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        """As recv(2), into a buffer."""
        view = memoryview(buffer).cast("B")
        wanted = nbytes or len(view)
        return int(
            self._receive(
                "recv_into", (wanted, flags) if flags else (wanted,), wanted,
                lambda: _C.recv_into(self, buffer, nbytes, flags),
                lambda count: (bytes(view[:count]), None),
            )
        )  # fmt: skip

    def recvfrom(self, bufsize: int, flags: int = 0, /) -> tuple[bytes, Any]:
        """As recvfrom(2)."""
        result: tuple[bytes, Any] = self._receive(
            "recvfrom", (bufsize, flags) if flags else (bufsize,), bufsize,
            lambda: _C.recvfrom(self, bufsize, flags),
            lambda result: result,
        )  # fmt: skip
        return result

    def recvfrom_into(
        self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0
    ) -> tuple[int, Any]:
        """As recvfrom(2), into a buffer."""
        view = memoryview(buffer).cast("B")
        wanted = nbytes or len(view)
        result: tuple[int, Any] = self._receive(
            "recvfrom_into", (wanted, flags) if flags else (wanted,), wanted,
            lambda: _C.recvfrom_into(self, buffer, nbytes, flags),
            lambda result: (bytes(view[: result[0]]), result[1]),
        )  # fmt: skip
        return result

    def recvmsg(self, bufsize: int, ancbufsize: int = 0, flags: int = 0, /) -> Any:
        """As recvmsg(2)."""
        real = _C.recvmsg
        return self._receive(
            "recvmsg", (bufsize, ancbufsize, flags), bufsize,
            lambda: real(self, bufsize, ancbufsize, flags),
            lambda result: (result[0], result[3]),
        )  # fmt: skip

    # --- connections --------------------------------------------------------------------------

    def accept(self) -> tuple[LensSocket, Any]:
        """As accept(2)."""
        began = self._begin("accept", ())
        if began is None:
            return LensSocket.accept(self)
        lens, pending = began
        try:
            fd, address = self._accept()  # type: ignore[attr-defined]
        except BaseException as error:
            lens.end(pending, error=error)
            raise
        sock = self.maker.accepted(self, fd, address)
        lens.end(pending, address, address=address, made=sock.number)
        return sock, address

    def bind(self, address: Any, /) -> None:
        """As bind(2)."""
        self._do("bind", (address,), lambda: _C.bind(self, address), address)
        self._note_local()

    def listen(self, backlog: int | None = None, /) -> None:
        """As listen(2)."""
        arguments = () if backlog is None else (backlog,)
        self._do("listen", arguments, lambda: _C.listen(self, *arguments))
        lens = self.lens
        known = lens.change(self.number, listening=True) if lens is not None else None
        if known is not None and known.local is None:
            self._note_local()  # an unbound socket has got a port of its own now

    def connect(self, address: Any, /) -> None:
        """As connect(2)."""
        self._do("connect", (address,), lambda: _C.connect(self, address), address)
        self._note_local(address)

    def connect_ex(self, address: Any, /) -> int:
        """As connect(2), with the errno as its result."""
        code = self._do("connect_ex", (address,), lambda: _C.connect_ex(self, address), address)
        self._note_local(address)
        return int(code)

    def shutdown(self, how: int, /) -> None:
        """As shutdown(2)."""
        self._do("shutdown", (how,), lambda: _C.shutdown(self, how))

    def _real_close(self, _ss: type[_socket.socket] = _socket.socket) -> None:
        """What ``close`` does once no file made of the socket is open: close(2)."""
        lens = self.lens
        if lens is None or self.fileno() < 0:
            _C.close(self)
            return
        self._do("close", (), lambda: _C.close(self))
        lens.change(self.number, closed=True)

    def detach(self) -> int:
        """Give the descriptor away."""
        lens = self.lens
        fd = int(self._do("detach", (), lambda: _C.detach(self)))
        if lens is not None:
            lens.change(self.number, closed=True)
        return fd

    # --- asking -------------------------------------------------------------------------------

    def getsockname(self) -> Any:
        """As getsockname(2)."""
        return self._do("getsockname", (), lambda: _C.getsockname(self))

    def getpeername(self) -> Any:
        """As getpeername(2)."""
        return self._do("getpeername", (), lambda: _C.getpeername(self))

    def getsockopt(self, *arguments: Any) -> Any:
        """As getsockopt(2)."""
        return self._do("getsockopt", arguments, lambda: _C.getsockopt(self, *arguments))

    def setsockopt(self, *arguments: Any) -> None:
        """As setsockopt(2)."""
        self._do("setsockopt", arguments, lambda: _C.setsockopt(self, *arguments))

    def settimeout(self, value: float | None, /) -> None:
        """As Python's settimeout."""
        self._do("settimeout", (value,), lambda: _C.settimeout(self, value))

    def setblocking(self, flag: bool, /) -> None:
        """As Python's setblocking."""
        self._do("setblocking", (flag,), lambda: _C.setblocking(self, flag))
