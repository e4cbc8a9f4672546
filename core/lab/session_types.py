"""The sockets and calls of a session in the lab, as values at one moment."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.lab.value_types import Value
from core.net.trace import CallError


class Role(StrEnum):
    """What a socket turned out to be, by what was done with it."""

    NEW = "new"  # nothing yet
    SERVER = "server"  # it listens (or is bound and may yet)
    ACCEPTED = "accepted"  # accept returned it
    CLIENT = "client"  # it connected, or tried to
    DATAGRAMS = "datagrams"
    PAIR = "pair"  # of socketpair


class CallState(StrEnum):
    """Where a call is."""

    LOOKING_UP = "looking_up"  # the host name is being looked up (getaddrinfo)
    PARKED = "parked"  # held by the gate
    IN_KERNEL = "in_kernel"
    RETURNED = "returned"
    RAISED = "raised"


@dataclass(frozen=True, slots=True)
class LabSocket:
    """A socket of the lab at one moment.

    Attributes:
        number: its place in the session, from 1. Names ("s1", "c1") are shown to people.
        parent: number of the listener that accepted it, or of the other end of its pair, else 0.
        fd: the descriptor while it is open; that which it had, once closed.
        family, type, proto: as numbers; their names are ``family_name``, ``type_name``.
        local, peer: addresses as Python gives them, None where there is none.
        backlog: of listen, None without.
        connected: connect or accept joined it to a peer (datagrams: connect named one).
        peer_closed: recv gave b'': the other side sends no more.
        closed: close was called; ``busy`` calls may still be in the kernel with it.
        busy: numbers of its calls that have not returned.
        serial: its number in the lens (``SocketInfo.number``).
    """

    number: int
    name: str
    role: Role
    parent: int
    fd: int
    family: int
    type: int
    proto: int
    family_name: str
    type_name: str
    local: Any = None
    peer: Any = None
    listening: bool = False
    backlog: int | None = None
    connected: bool = False
    peer_closed: bool = False
    closed: bool = False
    shut_read: bool = False
    shut_write: bool = False
    timeout: float | None = None
    busy: tuple[int, ...] = ()
    serial: int = 0

    @property
    def is_stream(self) -> bool:
        """Whether it is a stream of bytes; datagrams otherwise."""
        return self.type == socket.SOCK_STREAM


@dataclass(frozen=True, slots=True)
class LabCall:
    """A call of the session.

    Attributes:
        number: its place in the order in which calls were pressed, from 1.
        socket: number of the socket, 0 for functions of the module.
        name: "recv"; "socket" and "socketpair" are in the session too.
        arguments: what it was given, by keyword.
        python: the line that makes it, without what a program does with the result:
            ``s2.connect(('127.0.0.1', 12345))``.
        result: what it returned, as Python writes it; "" while it has not.
        value: what it returned (of recv the bytes, of accept the peer's address).
        data: the bytes that it carried.
        error: what it raised.
        began, ended: seconds since the epoch; ``ended`` is 0 while it has not.
        made: numbers of the sockets that it made.
        actor: number of the actor in the lens that makes it, 0 for none.
        order: its place in a program that does the same one call after the other: what waits for
            others (accept, recv) stands where it returned, what others wait for where it began.
    """

    number: int
    socket: int
    name: str
    arguments: tuple[tuple[str, Value], ...]
    python: str
    state: CallState
    result: str = ""
    value: Any = None
    data: bytes = b""
    error: CallError | None = None
    began: float = 0.0
    ended: float = 0.0
    made: tuple[int, ...] = ()
    actor: int = 0
    order: int = 0

    @property
    def over(self) -> bool:
        """Whether it returned or raised."""
        return self.state in (CallState.RETURNED, CallState.RAISED)

    def argument(self, name: str) -> Any:
        """The value of one of its arguments, None where it has none of that name."""
        return next((value.value for key, value in self.arguments if key == name), None)


@dataclass(frozen=True, slots=True)
class Born:
    """A socket that a call made, as the system tells of it."""

    fd: int
    family: int
    type: int
    proto: int
    local: Any = None
    peer: Any = None
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: what it returned or raised, and the addresses of its socket after it.

    ``value`` is of accept the peer's address; ``local`` and ``peer`` are None where there is none.
    """

    value: Any = None
    data: bytes = b""
    error: CallError | None = None
    ended: float = 0.0
    local: Any = None
    peer: Any = None
    born: tuple[Born, ...] = ()
