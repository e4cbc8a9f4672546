"""Sockets that could be watched, and are not: the calls are those of C.

With it is what :class:`core.net.traced_socket.TracedSocket` does around a call; see there.
"""

from __future__ import annotations

import _socket
import socket
from collections.abc import Callable
from sys import _getframe
from time import perf_counter
from types import CodeType
from typing import TYPE_CHECKING, Any

from core.net.lens import Lens
from core.net.lens_calls import Pending
from core.net.trace import KEPT_BYTES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from core.net.gate import Actor
    from core.net.socket_maker import SocketMaker

# Frames of these files are not the line that made a call.
_INNER = {_getframe().f_code.co_filename, socket.socket.accept.__code__.co_filename}
_C = _socket.socket
_recv = _C.recv


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
            self.maker, self, self.number, call, arguments, data, size, caller()
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
    return caller(2)


def caller(depth: int = 3) -> tuple[CodeType, int]:
    """The code, and the place in it, that called a method of TracedSocket."""
    frame = _getframe(depth)
    while frame.f_code.co_filename in _INNER and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code, frame.f_lasti
