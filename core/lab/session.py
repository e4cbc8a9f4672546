"""A session in the lab: the sockets that were made by hand, and every call on them, in order.

Pure: it makes no call itself. :mod:`core.threads.lab_threads` makes them and tells what came of
them; :mod:`core.lab.python_text` writes the session down as programs.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.lab.calls import SHUT_NUMBERS
from core.lab.session_types import Born, CallState, LabCall, LabSocket, Outcome, Role
from core.lab.sources import call_source, maker_source, result_text
from core.lab.value_types import Value

__all__ = ["RECEIVERS", "Born", "CallState", "LabCall", "LabSocket", "Outcome", "Role", "Session"]


RECEIVERS = frozenset({"accept", "recv", "recvfrom"})
_BINDERS = frozenset({"bind", "listen", "connect", "send", "sendall", "sendto"})
"""Calls after which a socket may have an address. Of a ``connect`` that failed, getsockname(2)
still tells one, but the kernel has taken it back."""
_PLAIN = (Role.NEW, Role.SERVER, Role.CLIENT)


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
