"""A session in the lab: the sockets that were made by hand, and every call on them, in order.

Pure: it makes no call itself. :mod:`core.threads.lab_threads` makes them and tells what came of
them; :mod:`core.lab.python_text` writes the session down as programs.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.lab.calls import SHUT_NUMBERS
from core.lab.sources import call_source, maker_source, result_text
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


RECEIVERS = frozenset({"accept", "recv", "recvfrom"})
_BINDERS = frozenset({"bind", "listen", "connect", "send", "sendall", "sendto"})
"""Calls after which a socket may have an address. Of a ``connect`` that failed, getsockname(2)
still tells one, but the kernel has taken it back."""
_PLAIN = (Role.NEW, Role.SERVER, Role.CLIENT)


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


class Session:
    """The sockets and calls of a lab, in order. Used by one thread."""

    def __init__(self) -> None:
        self._sockets: dict[int, LabSocket] = {}
        self._calls: dict[int, LabCall] = {}
        self._made = 0  # names given: s1, s2 …
        self._accepted = 0  # c1, c2 …
        self._moments = 0

    def _moment(self) -> int:
        self._moments += 1
        return self._moments

    def sockets(self) -> tuple[LabSocket, ...]:
        """All of them; accepted ones stand after their listener."""
        top = [sock for sock in self._sockets.values() if sock.role is not Role.ACCEPTED]
        found: list[LabSocket] = []
        for sock in top:
            found.append(sock)
            found += [each for each in self._sockets.values() if each.parent == sock.number
                      and each.role is Role.ACCEPTED]  # fmt: skip
        return tuple(found)

    def socket(self, number: int) -> LabSocket:
        """One of them. KeyError."""
        return self._sockets[number]

    def calls(self) -> tuple[LabCall, ...]:
        """All, as they were pressed."""
        return tuple(self._calls.values())

    def call(self, number: int) -> LabCall:
        """One of them. KeyError."""
        return self._calls[number]

    # --- making -------------------------------------------------------------------------------

    def next_names(self, count: int = 1) -> tuple[str, ...]:
        """The names that the next ``count`` sockets will have."""
        return tuple(f"s{self._made + 1 + index}" for index in range(count))

    def made(
        self, name: str, kinds: tuple[str, str, int], began: float, outcome: Outcome
    ) -> LabCall:
        """``socket`` or ``socketpair`` was called, with a domain, a type and a protocol."""
        names = self.next_names(2 if name == "socketpair" else 1)
        number = len(self._calls) + 1
        call = LabCall(
            number=number,
            socket=0,
            name=name,
            arguments=_kind_values(kinds),
            python=maker_source(name, names, *kinds),
            state=CallState.RAISED if outcome.error else CallState.RETURNED,
            error=outcome.error,
            began=began,
            ended=outcome.ended,
            order=self._moment(),
        )
        if not outcome.error:
            self._made += len(names)
            first = len(self._sockets) + 1
            numbers = tuple(first + index for index in range(len(names)))
            for index, born in enumerate(outcome.born):
                pair = len(names) > 1
                role = Role.PAIR if pair else Role.NEW
                self._add(names[index], role, numbers[1 - index] if pair else 0, born, pair)
            call = replace(call, made=numbers, result=", ".join(names), socket=first)
        self._calls[number] = call
        return call

    def _add(self, name: str, role: Role, parent: int, born: Born, connected: bool) -> LabSocket:
        number = len(self._sockets) + 1
        datagrams = born.type == socket.SOCK_DGRAM and role is Role.NEW
        sock = LabSocket(
            number=number,
            name=name,
            role=Role.DATAGRAMS if datagrams else role,
            parent=parent,
            fd=born.fd,
            family=born.family,
            type=born.type,
            proto=born.proto,
            family_name=_name_of(born.family, socket.AddressFamily),
            type_name=_name_of(born.type, socket.SocketKind),
            local=_present(born.local),
            peer=_present(born.peer),
            connected=connected,
            serial=born.serial,
        )
        self._sockets[number] = sock
        return sock

    # --- calls --------------------------------------------------------------------------------

    def pressed(
        self, number: int, name: str, arguments: Iterable[tuple[str, Value]], began: float
    ) -> LabCall:
        """A call begins on socket ``number`` (0 for none). KeyError for a number unknown."""
        sock = self._sockets[number] if number else None
        values = tuple(arguments)
        call = LabCall(
            number=len(self._calls) + 1,
            socket=number,
            name=name,
            arguments=values,
            python=call_source(sock.name if sock else "", name, dict(values)),
            state=CallState.IN_KERNEL,
            began=began,
            order=self._moment(),
        )
        self._calls[call.number] = call
        if sock is not None:
            self._change(sock, busy=(*sock.busy, call.number))
        return call

    def set_state(self, number: int, state: CallState, actor: int) -> bool:
        """Where a call is that is not over; whether that is new."""
        call = self._calls[number]
        if call.over or (call.state is state and call.actor == actor):
            return False
        self._calls[number] = replace(call, state=state, actor=actor)
        return True

    def finished(self, number: int, outcome: Outcome) -> LabCall:
        """A call returned or raised."""
        call = self._calls[number]
        made: tuple[int, ...] = ()
        names: tuple[str, ...] = ()
        if call.socket:
            sock = self._sockets[call.socket]
            busy = tuple(each for each in sock.busy if each != number)
            self._change(sock, busy=busy)
            self._learn(call, outcome)
            for born in outcome.born:
                self._accepted += 1
                name = f"c{self._accepted}"
                child = self._add(name, Role.ACCEPTED, sock.number, born, connected=True)
                made += (child.number,)
                names += (name,)
        error = outcome.error
        call = replace(
            call,
            state=CallState.RAISED if error else CallState.RETURNED,
            result="" if error else result_text(outcome.value, names),
            value=outcome.value,
            data=outcome.data,
            error=error,
            ended=outcome.ended,
            made=made,
            order=self._moment() if call.name in RECEIVERS else call.order,
        )
        self._calls[number] = call
        return call

    def _change(self, sock: LabSocket, **known: Any) -> LabSocket:
        sock = self._sockets[sock.number] = replace(sock, **known)
        return sock

    def _learn(self, call: LabCall, outcome: Outcome) -> None:
        """What a call that is over says of its socket."""
        sock = self._sockets[call.socket]
        failed = call.name == "connect" and outcome.error is not None
        if call.name in _BINDERS and not failed and (local := _present(outcome.local)) is not None:
            sock = self._change(sock, local=local)
        if call.name == "connect" and sock.role is Role.NEW:
            sock = self._change(sock, role=Role.CLIENT)  # also when it was refused
        if outcome.error is not None:
            return
        match call.name:
            case "bind":
                if sock.role is Role.NEW:
                    self._change(sock, role=Role.SERVER)
            case "listen":
                backlog = call.argument("backlog")
                role = Role.SERVER if sock.role in _PLAIN else sock.role
                backlog = min(128, socket.SOMAXCONN) if backlog is None else backlog
                self._change(sock, role=role, listening=True, backlog=backlog)
            case "connect":
                role = Role.CLIENT if sock.role in _PLAIN else sock.role
                self._change(sock, role=role, connected=True, peer=_present(outcome.peer))
            case "shutdown":
                self._shut(sock, int(call.argument("how") or 0))
            case "settimeout":
                self._change(sock, timeout=call.argument("seconds"))
            case "recv" | "recvfrom":
                if sock.is_stream and not outcome.data and call.argument("size"):
                    self._change(sock, peer_closed=True)
            case "close":
                self._change(sock, closed=True, listening=False)

    def _shut(self, sock: LabSocket, how: int) -> None:
        both = how == SHUT_NUMBERS["SHUT_RDWR"]
        read = both or how == SHUT_NUMBERS["SHUT_RD"]
        write = both or how == SHUT_NUMBERS["SHUT_WR"]
        if sock.listening:
            # Linux stops listening with SHUT_RD; shutting the other way alone changes nothing.
            # An address that bind was not given in full is lost then (tcp_disconnect).
            lost = read and sock.family_name != "AF_UNIX" and not self._port_typed(sock)
            self._change(sock, listening=not read, local=None if lost else sock.local)
            return
        self._change(sock, shut_read=sock.shut_read or read, shut_write=sock.shut_write or write)

    def _port_typed(self, sock: LabSocket) -> bool:
        return any(
            call.name == "bind" and not call.error and call.over and call.argument("port") != 0
            for call in self._calls.values()
            if call.socket == sock.number
        )


def _present(address: Any) -> Any:
    """An address as Python gives it; None for that of a socket that has none."""
    if address in (None, "", b""):
        return None
    if isinstance(address, tuple) and address[1] == 0:  # ('0.0.0.0', 0): not bound
        return None
    return address


def _name_of(number: int, names: type[socket.AddressFamily] | type[socket.SocketKind]) -> str:
    try:
        return names(number).name
    except ValueError:
        return str(number)


def _kind_values(kinds: tuple[str, str, int]) -> tuple[tuple[str, Value], ...]:
    family, kind, proto = kinds
    return (
        ("family", Value(family, family, f"socket.{family}")),
        ("type", Value(kind, kind, f"socket.{kind}")),
        ("proto", Value(str(proto), proto, str(proto))),
    )
