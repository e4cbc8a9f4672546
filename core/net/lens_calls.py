"""What the raw tuples of a lens say: calls as :class:`CallEvent`, made when somebody looks."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from types import CodeType
from typing import Any, Protocol

from core.net.gate import Actor
from core.net.plain import MOST_TEXT, plain, plain_all
from core.net.trace import (
    BEFORE,
    KEPT_BYTES,
    ActorState,
    CallError,
    CallEvent,
    Part,
    PendingCall,
    Side,
)

Pending = tuple[Any, ...]
"""A call on its way: (number, actor, serial number of the socket, call, arguments, data that it
shall send or b"", bytes that it shall send or may receive, began, code, instruction), and where it
was not made at full speed, the file descriptor."""
Raw = tuple[Any, ...]
"""A call that has returned: (pending call, ended, what recv or send returned) for the usual case,
else (pending call, ended, result, data, size, address, made, error, by_python)."""


class Counting(Protocol):
    """A socket that counts what there was no room for: core.net.traced_socket.LensSocket."""

    number: int
    passed: int
    passed_in: int
    passed_out: int


class ThreadNames(Protocol):
    """Who knows which of its threads is which: the maker of a socket."""

    side: Side
    name: str

    def part_of(self, thread: int) -> tuple[Part, int] | None:
        """The part and the subject of a thread (its ident), None if it is not known."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Calls that were not made into events: how many, and the bytes they carried, by socket."""

    calls: int = 0
    sent: dict[int, int] = field(default_factory=dict)
    received: dict[int, int] = field(default_factory=dict)


def event_of(raw: Raw, zero: float, descriptor: Callable[[int], int]) -> CallEvent:
    """What a raw tuple says. ``zero`` is when the lens was made; ``descriptor`` finds the file
    descriptor of a socket by its serial number."""
    pending, ended, result, *rest = raw
    number, actor, sock, call, arguments, data, wanted, began, code, instruction, *of = pending
    address: Any = None
    made, error, by_python = 0, None, False
    if rest:
        data, size, address, made, error, by_python = rest
        result, address = plain(result), plain(address)
    elif type(result) is bytes:
        data, size, result = result[:KEPT_BYTES], len(result), len(result)
    else:
        data, size = data[:result], result
    fd = of[0] if of else descriptor(sock)
    return CallEvent(
        number, actor.number, sock, fd, call, plain_all(arguments),
        began - zero if began - zero > 0 else BEFORE, ended - zero,
        result, data, size, _count(wanted), address, made, error,
        code.co_filename if code is not None else "", _line(code, instruction), by_python,
    )  # fmt: skip


def pending_of(raw: Pending, descriptor: Callable[[int], int]) -> PendingCall:
    """What a call on its way is."""
    number, _, sock, call, arguments, data, size, _, code, instruction, *of = raw
    return PendingCall(
        number=number,
        call=call,
        arguments=plain_all(arguments),
        socket=sock,
        fd=of[0] if of else descriptor(sock),
        data=data,
        size=_count(size),
        file=code.co_filename if code is not None else "",
        line=_line(code, instruction),
    )


def _count(value: object) -> int:
    """How many bytes were asked for; 0 for what is no number of bytes, like -1 or a text."""
    return value if type(value) is int and 0 <= value < 2**63 else 0


def call_error(error: BaseException) -> CallError:
    """What an exception says."""
    code = getattr(error, "errno", None)
    code = code if isinstance(code, int) else 0
    try:
        text = str(getattr(error, "strerror", None) or error)[:MOST_TEXT]
    except Exception:  # an exception that a program has written
        text = ""
    if isinstance(error, socket.gaierror):
        name = _GAI.get(code, "")
    else:
        name = errno.errorcode.get(code, "")
    return CallError(type(error).__name__, code, name, text)


_GAI = {
    value: name for name, value in vars(socket).items()
    if name.startswith("EAI_") and isinstance(value, int)
}  # fmt: skip

_lines: dict[tuple[CodeType, int], int] = {}


def _line(code: CodeType | None, instruction: int) -> int:
    """The line of an instruction (its byte offset in the code)."""
    if code is None:
        return 0
    key = (code, instruction)
    line = _lines.get(key)
    if line is None:
        if len(_lines) > 10_000:
            _lines.clear()
        line = next(
            (at for start, end, at in code.co_lines() if start <= instruction < end and at),
            code.co_firstlineno,
        )
        _lines[key] = line
    return line


class Waiting:
    """An actor waits inside its program. A class of its own: a server does it for each message."""

    __slots__ = ("_actor", "_ready", "_zero")

    def __init__(self, actor: Actor, zero: float, ready: Callable[[], bool] | None) -> None:
        self._actor = actor
        self._zero = zero
        self._ready = ready

    def __enter__(self) -> None:
        actor = self._actor
        actor.ready = self._ready
        actor.turn(ActorState.WAITING, perf_counter() - self._zero)

    def __exit__(self, *_: object) -> None:
        actor = self._actor
        actor.turn(ActorState.RUNNING, perf_counter() - self._zero)
        actor.ready = None
