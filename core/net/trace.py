"""What is known of a socket call, as plain values: made by :mod:`core.net.lens`, drawn by windows.

An *actor* is a thread that makes socket calls (POSIX has no word for it); its lane in the picture
shows what it does. Times are in seconds since the lens was made, from the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

BEFORE = -1.0
"""``CallEvent.began`` of a call that was in the kernel already when watching began."""
KEPT_BYTES = 2048
"""How many bytes of what one call carried stay on the tape."""

BLOCKING_CALLS = frozenset(
    {
        "accept", "connect", "recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg",
        "send", "sendall", "sendto", "sendmsg",
    }
)  # fmt: skip
"""Calls that may wait in the kernel."""
SENDING_CALLS = frozenset({"send", "sendall", "sendto", "sendmsg"})
RECEIVING_CALLS = frozenset({"recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg"})
ASKING_CALLS = frozenset(
    {"setsockopt", "getsockopt", "getsockname", "getpeername", "settimeout", "setblocking"}
)
"""Calls that neither move bytes nor change a connection."""


class Side(StrEnum):
    """Whose thread it is."""

    SERVER = "server"  # of our chat server
    CLIENT = "client"  # of our chat client
    LAB = "lab"  # a socket made by hand
    PROGRAM = "program"  # a lesson's program


class Part(StrEnum):
    """Which of its owner's threads it is."""

    MAIN = "main"  # the only one: a program's, a lab socket's
    ACCEPT = "accept"
    READER = "reader"
    DISPATCH = "dispatch"  # the server's thread that sends to everybody
    WRITER = "writer"
    OTHER = "other"  # any other thread: the window's, say


class ActorState(StrEnum):
    """What an actor is doing."""

    RUNNING = "running"  # in Python, between calls
    PARKED = "parked"  # held by the gate before its next call
    IN_KERNEL = "in_kernel"  # the call has not returned
    WAITING = "waiting"  # inside the program: for a lock, for work, sleeping; not in a socket call
    FINISHED = "finished"  # the thread has ended


@dataclass(frozen=True, slots=True)
class ActorInfo:
    """A thread that makes calls. ``number`` is unique in its lens, from 1.

    ``name`` says whose it is: a nickname, a program ("server", "client"), a lab socket ("s1").
    ``subject`` is the number of the connection that a server's reader or writer serves, else 0.
    Actors of one owner and side ("anna" reading and "anna" writing) share a lane.
    """

    number: int
    side: Side
    name: str
    part: Part
    subject: int = 0


@dataclass(frozen=True, slots=True)
class CallError:
    """What a call raised: ``kind`` is Python's class, ``code`` the errno or 0, ``name`` its name
    ("ECONNRESET", "EAI_NONAME", "" where there is none), ``text`` the system's own words."""

    kind: str
    code: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PendingCall:
    """A call that an actor is about to make, or that has not returned. As in CallEvent."""

    number: int
    call: str
    arguments: tuple[Any, ...]
    socket: int
    fd: int
    data: bytes
    size: int
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ActorSnapshot:
    """An actor at one moment. ``since`` is when it came into this state."""

    info: ActorInfo
    state: ActorState
    since: float
    pending: PendingCall | None = None


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One call that has returned or raised.

    Attributes:
        number: its place in the order in which calls began (the order of cause), from 1.
        actor: the number of the actor that made it.
        socket: the serial number of the socket, unique in the lens; 0 for calls without one.
        fd: the file descriptor when the call began, -1 where there is none.
        call: its name in Python ("recv").
        arguments: as the program gave them, without the payload (``send(data, flags)`` has
            ``(flags,)`` or ``()``): numbers, texts, addresses.
        began, ended: when. ``began`` is :data:`BEFORE` for what was in the kernel already.
        result: what it returned: None, a number, an address, a name; of ``recv`` the number of
            bytes, of ``accept`` the peer's address.
        data: what it carried: the part that ``send`` took, what ``recv`` returned; at most
            :data:`KEPT_BYTES` of ``size``.
        size: bytes carried.
        wanted: bytes given to ``send``, or asked for with ``recv``.
        address: of the peer in ``accept recvfrom sendto connect``, our own in ``bind``.
        made: serial number of the socket that ``accept`` or ``dup`` returned, else 0.
        error: what it raised, or None.
        file, line: the Python line that made the call.
        by_python: the interpreter made it of itself, or we did while watching (to know the
            address of a new socket); the program did not ask for it.
    """

    number: int
    actor: int
    socket: int
    fd: int
    call: str
    arguments: tuple[Any, ...]
    began: float
    ended: float
    result: Any = None
    data: bytes = b""
    size: int = 0
    wanted: int = 0
    address: Any = None
    made: int = 0
    error: CallError | None = None
    file: str = ""
    line: int = 0
    by_python: bool = False


@dataclass(frozen=True, slots=True)
class SocketInfo:
    """A watched socket. Addresses are as Python gives them, None where it has none (yet).

    ``closed`` once the program closed it. ``unread`` is how many bytes lay in its receive queue
    when watching began: they belong to no ``send`` that we saw. ``pair`` is the other end of a
    ``socketpair``, ``listener`` the socket that accepted this one (serial numbers, else 0).
    """

    number: int
    fd: int
    family: int
    type: int
    proto: int
    side: Side
    name: str
    local: Any = None
    peer: Any = None
    listening: bool = False
    closed: bool = False
    unread: int = 0
    pair: int = 0
    listener: int = 0
