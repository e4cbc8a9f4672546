"""Calls and sockets made by hand, for what is pure; real ones for what is not."""

from __future__ import annotations

import contextlib
import itertools
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.net.flows import Flows
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.trace import CallError, CallEvent, Side, SocketInfo
from core.net.traced_socket import LensSocket

SERVER = ("127.0.0.1", 6667)
ANNA = ("127.0.0.1", 40001)


def tcp(number: int, local: Any = None, peer: Any = None, **known: Any) -> SocketInfo:
    family = known.pop("family", int(socket.AF_INET))
    kind = known.pop("type", int(socket.SOCK_STREAM))
    return SocketInfo(
        number, number + 5, family, kind, 0, Side.LAB, f"s{number}", local, peer, **known
    )


def udp(number: int, local: Any = None, peer: Any = None, **known: Any) -> SocketInfo:
    return tcp(number, local, peer, type=int(socket.SOCK_DGRAM), **known)


@dataclass
class Script:
    """Calls one after the other, each a tenth of a second long."""

    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    events: list[CallEvent] = field(default_factory=list)

    def call(self, name: str, sock: int, *arguments: Any, **known: Any) -> CallEvent:
        number = next(self.numbers)
        known.setdefault("began", number * 1.0)
        known.setdefault("ended", number + 0.1)
        event = CallEvent(
            number, known.pop("actor", sock), sock, sock + 5, name, arguments, **known
        )
        self.events.append(event)
        return event

    def send(self, sock: int, data: bytes, wanted: int = 0, **known: Any) -> CallEvent:
        name = known.pop("call", "send")
        size = len(data)
        return self.call(
            name, sock, result=size, data=data, size=size, wanted=wanted or size, **known
        )

    def recv(
        self, sock: int, data: bytes, *flags: int, wanted: int = 1024, **known: Any
    ) -> CallEvent:
        name = known.pop("call", "recv")
        size = len(data)
        return self.call(
            name, sock, wanted, *flags, result=size, data=data, size=size, wanted=wanted, **known
        )

    def fail(self, name: str, sock: int, errno_name: str, code: int, **known: Any) -> CallEvent:
        error = CallError("OSError", code, errno_name, errno_name.lower())
        return self.call(name, sock, error=error, **known)


def connection(script: Script | None = None, **known: Any) -> tuple[Script, list[SocketInfo]]:
    """Sockets 1 (client) and 2 (accepted by 9), seen from the beginning."""
    script = script or Script()
    script.call("connect", 1, SERVER, address=SERVER)
    script.call("accept", 9, address=ANNA, made=2)
    return script, [tcp(1, ANNA, SERVER, **known), tcp(2, SERVER, ANNA, listener=9, **known)]


def taken(flows: Flows, event: CallEvent) -> list[tuple[int, int]]:
    """Of a receiving call: (№, bytes) in order, checked to make up all that it took."""
    pieces = flows.pieces(event.number)
    assert sum(piece.count for piece in pieces) == event.size
    at = 0
    for piece in pieces:
        assert piece.start == at
        assert piece.recv_event == event.number
        at += piece.count
    return [(piece.send, piece.count) for piece in pieces]


def queued(flows: Flows, sock: int, time: float | None = None) -> list[tuple[int, int]]:
    return [(block.send, block.count) for block in flows.queue(sock, time)]


class World:
    """Real sockets of a lens on loopback, all of one thread; closed at the end."""

    def __init__(self) -> None:
        self.lens = Lens()
        self.maker = SocketMaker(Side.LAB, "lab", self.lens)
        self._all = contextlib.ExitStack()

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_: object) -> None:
        self._all.close()
        self.lens.close()

    def open(self, family: int = socket.AF_INET, kind: int = socket.SOCK_STREAM) -> LensSocket:
        sock = self.maker.open(family, kind)
        self._all.callback(sock.close)
        sock.settimeout(20)
        return sock

    def listener(self, address: Any = ("127.0.0.1", 0), family: int = socket.AF_INET) -> LensSocket:
        sock = self.open(family)
        sock.bind(address)
        sock.listen(5)
        return sock

    def connected(self, listener: LensSocket | None = None) -> tuple[LensSocket, LensSocket]:
        listener = listener or self.listener()
        client = self.open(listener.family)
        client.connect(listener.getsockname())
        return client, self.accept(listener)

    def accept(self, listener: LensSocket) -> LensSocket:
        sock, _ = listener.accept()
        self._all.callback(sock.close)
        sock.settimeout(20)
        return sock

    def pair(self, *arguments: Any) -> tuple[LensSocket, LensSocket]:
        one, two = self.maker.pair(*arguments)
        self._all.callback(one.close)
        self._all.callback(two.close)
        return one, two

    def flows(self) -> tuple[Flows, list[CallEvent]]:
        """What flows make of all that has happened, and the calls that moved bytes."""
        flows = Flows()
        events = self.lens.drain()
        flows.add(events, self.lens.sockets())
        return flows, [event for event in events if event.size]
