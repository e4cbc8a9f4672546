"""Sockets that can be watched while they work.

Our engines make all their sockets by a :class:`SocketMaker`. Nobody looking, they are
:class:`LensSocket`, which overrides nothing but ``accept``: their calls are those of C. When
:meth:`SocketMaker.watch` is called, the class of the living sockets becomes :class:`TracedSocket`
(both have the same layout), and each call is told to the lens, and may be held by its gate.

Sources: socket(7), accept(2); Lib/socket.py, whose ``accept`` and ``close`` we follow.
"""

from __future__ import annotations

import _socket
import socket
from collections.abc import Callable, Iterable
from sys import _getframe
from threading import get_ident
from time import perf_counter
from types import CodeType
from typing import TYPE_CHECKING, Any

from core.net.lens import Lens, Pending
from core.net.trace import KEPT_BYTES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

    from core.net.gate import Actor
    from core.net.socket_maker import SocketMaker

# Frames of these files are not the line that made a call.
_INNER = {_getframe().f_code.co_filename, socket.socket.accept.__code__.co_filename}
_C = _socket.socket
_recv, _send = _C.recv, _C.send


class LensSocket(socket.socket):
    """A socket of a maker, at plain speed.

    Attributes:
        maker: whose it is.
        lens: who watches it, or None. A thread that has read it before a call and sees another
            one after it was in the kernel when watching began (:meth:`SocketMaker.late`).
        number: its serial number in the lens.
        passed, passed_in, passed_out: calls, and the bytes that they received and sent, that were
            too many to be put on the tape and have not been told yet (:meth:`Lens.skip`).
    """

    __slots__ = ("blur", "lens", "maker", "number", "passed", "passed_in", "passed_out")

    maker: SocketMaker
    lens: Lens | None
    number: int
    passed: int
    passed_in: int
    passed_out: int
    blur: Pending | None

    def __init__(
        self,
        maker: SocketMaker,
        family: int = -1,
        kind: int = -1,
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        self.maker = maker
        self.lens = None
        self.number = 0
        self.passed = self.passed_in = self.passed_out = 0
        self.blur = None
        super().__init__(family, kind, proto, fileno)

    def __repr__(self) -> str:
        """As Python's, without calls that would be seen."""
        return (
            f"<{type(self).__name__} fd={self.fileno()}, family={int(self.family)}, "
            f"type={int(self.type)}, proto={self.proto}>"
        )

    def accept(self) -> tuple[LensSocket, Any]:
        """As accept(2); the new socket is of the same maker."""
        fd, address = self._accept()  # type: ignore[attr-defined]  # what Lib/socket.py calls
        sock = self.maker.accepted(self, fd, address)
        if self.lens is not None:
            self.maker.late(self, "accept", (), address=address, made=sock.number)
        return sock, address

    def dup(self) -> LensSocket:
        """As dup(2); the copy is of the same maker."""
        return self.maker.from_fd(self, socket.dup(self.fileno()))

    # --- how a call is told -----------------------------------------------------------------------

    # Here and not in TracedSocket: a thread that is in the midst of such a call still finds them
    # when watching ends and the class of its socket changes.

    def _begin(
        self, call: str, arguments: tuple[Any, ...], data: bytes = b"", size: int = 0
    ) -> tuple[Lens, Pending] | None:
        """Tell the lens of a call; may wait at its gate. None where nobody looks any more."""
        lens = self.lens
        if lens is None:
            return None
        return lens, lens.begin(
            self.maker, self, self.number, call, arguments, data, size, _where()
        )

    def _do(
        self,
        call: str,
        arguments: tuple[Any, ...],
        real: Callable[[], Any],
        address: Any = None,
        shown: Callable[[Any], Any] = lambda result: result,
    ) -> Any:
        """A call that carries no bytes."""
        began = self._begin(call, arguments)
        if began is None:
            return real()
        lens, pending = began
        try:
            result = real()
        except BaseException as error:
            lens.end(pending, address=address, error=error)
            raise
        lens.end(pending, shown(result), address=address)
        return result

    def _receive(
        self,
        call: str,
        arguments: tuple[Any, ...],
        wanted: int,
        real: Callable[[], Any],
        found: Callable[[Any], tuple[bytes, Any]],
    ) -> Any:
        """A call that brings bytes; ``found`` takes them and the address out of its result."""
        began = self._begin(call, arguments, b"", wanted)
        if began is None:
            return real()
        lens, pending = began
        try:
            result = real()
        except BaseException as error:
            lens.end(pending, error=error)
            raise
        data, address = found(result)
        lens.end(pending, len(data), data[:KEPT_BYTES], len(data), address)
        return result

    def _transmit(
        self,
        call: str,
        arguments: tuple[Any, ...],
        data: ReadableBuffer,
        real: Callable[[], Any],
        address: Any = None,
    ) -> Any:
        """A call that takes bytes away. What is no bytes at all is C's to refuse."""
        try:
            view = memoryview(data).cast("B")
        except TypeError:
            view = memoryview(b"")
        began = self._begin(call, arguments, bytes(view[:KEPT_BYTES]), len(view))
        if began is None:
            return real()
        lens, pending = began
        try:
            result = real()
        except BaseException as error:
            lens.end(pending, address=address, error=error)
            raise
        sent = len(view) if result is None else int(result)
        lens.end(pending, result, bytes(view[: min(sent, KEPT_BYTES)]), sent, address)
        return result

    def _recv_blurred(self, lens: Lens, actor: Actor, bufsize: int) -> bytes:
        """A recv that only counts. Its actor is seen in the kernel nevertheless."""
        blur = self.blur
        if blur is None or blur[1] is not actor:
            blur = self.blur = (
                0, actor, self.number, "recv", (bufsize,), b"", bufsize, 0.0, None, 0,
            )  # fmt: skip
        actor.pending = blur
        try:
            data = _recv(self, bufsize)
        except BaseException as error:
            pending = (lens.next_number(), *blur[1:7], perf_counter(), None, 0, self.fileno())
            lens.end(pending, error=error)
            raise
        actor.pending = None
        self.passed += 1
        self.passed_in += len(data)
        if data and lens.gate.holding:
            lens.gate.delivered()
        return data

    def _note_local(self, peer: Any = None) -> None:
        """Learn the address that the system gave us."""
        lens = self.lens
        if lens is not None:
            self.maker.look(lens, self, peer)


def inner(file: str) -> None:
    """Lines of this file are not what makes a call either. As :func:`this_file` names it."""
    _INNER.add(file)


def this_file() -> str:
    """The calling file as its code names it; in a package that is not its ``__file__``."""
    return _getframe(1).f_code.co_filename


def here_in_code() -> tuple[CodeType, int]:
    """The code, and the place in it, that made the call that is about to be told."""
    return _where(2)


def _where(depth: int = 3) -> tuple[CodeType, int]:
    """The code, and the place in it, that called a method of TracedSocket."""
    frame = _getframe(depth)
    while frame.f_code.co_filename in _INNER and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code, frame.f_lasti


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
        pending = lens.begin(maker, None, number, "socket", given, where=_where())
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
        fd = int(self._do("detach", (), lambda: socket.socket.detach(self)))
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
