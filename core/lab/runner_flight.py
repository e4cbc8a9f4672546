"""What is on its way between the sockets of this machine, and will arrive in a moment.

On loopback the kernel usually delivers before ``send`` returns; under load it puts that off for a
millisecond or so. Whoever looks at a queue then, or lets the next call go, would see one thing now
and another then. So a step is over only when nothing is on its way any more.
"""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from core.net.kernel import look
from core.net.lens import Lens
from core.net.tcp_transitions import (
    CLOSE_WAIT,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    SYN_RECEIVED,
)
from core.net.trace import (
    RECEIVING_CALLS,
    SENDING_CALLS,
    ActorState,
    CallEvent,
    PendingCall,
    SocketInfo,
)

_INTERNET = {int(socket.AF_INET), int(socket.AF_INET6)}
_BEFORE_FIN = {SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2}
_RECEIVING = _BEFORE_FIN | {CLOSE_WAIT}
_PEEK = getattr(socket, "MSG_PEEK", 0)


class Flight:
    """Keeps count of what was sent and received. Fed with every call of a lens, once."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._sent: Counter[int] = Counter()
        self._received: Counter[int] = Counter()
        self._ended: set[int] = set()
        self._connected: set[int] = set()
        self._letters: dict[int, int] = {}
        """The newest datagram to each port."""
        self._in_vain: set[tuple[str, int, int]] = set()

    def feed(self, events: Iterable[CallEvent]) -> None:
        """These calls have returned."""
        for event in events:
            if event.call in SENDING_CALLS:
                self._sent[event.socket] += event.size
                if event.error is None and isinstance(event.address, tuple):
                    self._letters[event.address[1]] = event.number
            elif event.call in RECEIVING_CALLS:
                if not any(type(a) is int and a & _PEEK for a in event.arguments[1:2]):
                    self._received[event.socket] += event.size
            elif event.call in ("close", "shutdown") and event.error is None:
                if event.call == "close" or event.arguments != (socket.SHUT_RD,):
                    self._ended.add(event.socket)
            elif event.call in ("connect", "connect_ex") and event.error is None:
                self._connected.add(event.socket)

    def anything(self) -> bool:
        """Whether something will still arrive, that nobody has waited for in vain before."""
        return bool(self._on_the_way() - self._in_vain)

    def give_up(self) -> None:
        """What is on its way now has not come for long: it is not waited for any more."""
        self._in_vain |= self._on_the_way()

    def _on_the_way(self) -> set[tuple[str, int, int]]:
        every = [info for info in self._lens.sockets() if info.family in _INTERNET]
        known = [info for info in every if info.type == socket.SOCK_STREAM]
        blocked = [
            actor.pending
            for actor in self._lens.actors()
            if actor.state is ActorState.IN_KERNEL and actor.pending is not None
        ]
        return {
            # A connect on this machine comes back at once, unless its first segment was put off.
            *(("connect", c.number, 0) for c in blocked if c.call in ("connect", "connect_ex")),
            *self._bytes_and_ends(known),
            *self._undelivered(every, blocked),
            *self._unaccepted(known, {c.socket for c in blocked if c.call == "accept"}),
        }

    def _bytes_and_ends(self, known: list[SocketInfo]) -> Iterator[tuple[str, int, int]]:
        ends = {(_key(info.local), _key(info.peer)): info for info in known if info.peer}
        for info in known:
            peer = ends.get((_key(info.peer), _key(info.local)))
            if info.listening or info.closed or peer is None or peer is info:
                continue
            missing = self._sent[peer.number] - self._received[info.number]
            ended = peer.number in self._ended or peer.closed
            if missing <= 0 and not ended:
                continue
            sock = self._lens.socket_object(info.number)
            truth = look(sock) if sock is not None else None
            if truth is None or truth.state not in _RECEIVING or self._is_stuck(peer):
                continue
            if truth.recv_queue is not None and truth.recv_queue < missing:
                yield "bytes", info.number, missing
            elif ended and truth.state in _BEFORE_FIN:
                yield "end", info.number, 0

    def _undelivered(
        self, every: list[SocketInfo], blocked: list[PendingCall]
    ) -> Iterator[tuple[str, int, int]]:
        """Somebody waits for a datagram while one was sent to that port."""
        infos = {info.number: info for info in every}
        for call in blocked:
            info = infos.get(call.socket)
            if info is not None and info.type == socket.SOCK_DGRAM and info.local is not None:
                letter = self._letters.get(info.local[1], 0)
                if letter > call.number and call.call in RECEIVING_CALLS:
                    yield "datagram", call.number, letter

    def _is_stuck(self, sender: SocketInfo) -> bool:
        """Whether the receiver's queue is full: then nothing more arrives until it is read."""
        sock = self._lens.socket_object(sender.number)
        if sock is None:
            return False
        unsent = look(sock).unsent
        return unsent is not None and unsent > 0

    def _unaccepted(
        self, known: list[SocketInfo], accepting: set[int]
    ) -> Iterator[tuple[str, int, int]]:
        """Somebody waits in accept while a connection is complete on the other side only."""
        listeners = {_key(info.local)[-1:]: info for info in known if info.number in accepting}
        peers = {_key(info.peer) for info in known if info.listener}
        for info in known:
            if info.number in self._connected and not info.closed and info.peer:
                listener = listeners.get(_key(info.peer)[-1:])
                if listener is not None and _key(info.local) not in peers:
                    yield "accept", listener.number, info.number


def _key(address: Any) -> tuple[Any, ...]:
    """An address to compare: host and port, or a path."""
    return tuple(address[:2]) if isinstance(address, tuple | list) else (address,)
