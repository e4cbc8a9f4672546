"""What belongs together though no byte says so: a connect and the accept that took it, a close and
the ``recv`` that saw it, a reader and the thread that it hands its work to.

Bytes are followed by :mod:`core.net.flows`. What stands here is inferred from the order of calls,
and is drawn so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.net.trace import (
    ASKING_CALLS,
    BEFORE,
    RECEIVING_CALLS,
    SENDING_CALLS,
    ActorInfo,
    CallEvent,
    Part,
    Side,
)

_NEAR_S = 0.05
_LOOKS_BACK = 6
_CONNECTS = frozenset({"connect", "connect_ex"})
_GONE = frozenset({"ECONNRESET", "EPIPE", "ECONNABORTED"})


class LinkKind(StrEnum):
    """What joins two calls."""

    HANDSHAKE = "handshake"  # connect → accept
    FIN = "fin"  # close or shutdown → the recv that returned b''
    RST = "rst"  # close → the call that failed
    WORK = "work"  # inside the program: a recv → the send of another thread
    THREAD = "thread"  # inside the program: accept → the first call of the new thread

    @property
    def is_inside(self) -> bool:
        """Whether it is no socket's: it is drawn dotted."""
        return self in (LinkKind.WORK, LinkKind.THREAD)


@dataclass(frozen=True, slots=True)
class Link:
    """From the begin of a call (its end where ``from_end``) to the return of another one (its
    begin where ``to_begin``)."""

    kind: LinkKind
    source: int
    target: int
    from_end: bool = False
    to_begin: bool = False


class Links:
    """Finds the links of a call; fed with every event that is recorded."""

    def __init__(self, event_of: Callable[[int], CallEvent | None]) -> None:
        self._event = event_of
        self._actors: dict[int, ActorInfo] = {}
        self._peer: dict[int, int] = {}
        self._accepted: dict[int, int] = {}  # socket → the accept that made it
        self._connected: dict[int, int] = {}  # socket → its connect
        self._closed: dict[int, list[int]] = {}
        self._ended: dict[int, list[int]] = {}
        self._first: dict[int, dict[int, int]] = {}  # socket → actor → its first call
        self._taken: list[tuple[float, int]] = []  # recv of the server's readers, by return
        self._given: list[tuple[float, int]] = []  # sends of the dispatcher, by begin

    def clear(self) -> None:
        """Forget everything."""
        for table in (
            self._peer,
            self._accepted,
            self._connected,
            self._closed,
            self._ended,
            self._first,
        ):
            table.clear()
        self._taken.clear()
        self._given.clear()

    def set_actors(self, actors: Iterable[ActorInfo]) -> None:
        """Who is who."""
        for info in actors:
            self._actors[info.number] = info

    def set_peers(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Which sockets talk to each other."""
        for a, b in pairs:
            self._peer[a], self._peer[b] = b, a

    def peer(self, socket: int) -> int:
        """The socket at the other end, 0 where it is not ours."""
        return self._peer.get(socket, 0)

    def users(self, socket: int) -> list[int]:
        """The actors that made calls on a socket, those that read first."""
        return list(self._first.get(socket, ()))

    def add(self, events: Iterable[CallEvent]) -> None:
        """Take new events."""
        for event in events:
            self._add(event)

    def _add(self, event: CallEvent) -> None:
        call, number = event.call, event.number
        if event.made and event.error is None:
            self._accepted[event.made] = number
        if event.socket and call not in ASKING_CALLS and call not in ("close", "shutdown"):
            first = self._first.setdefault(event.socket, {})
            first[event.actor] = min(number, first.get(event.actor, number))
        if call in _CONNECTS:
            self._connected[event.socket] = number
        elif call in ("close", "shutdown") and not event.by_python:
            self._closed.setdefault(event.socket, []).append(number)
        elif call in RECEIVING_CALLS:
            if (event.error is None and not event.size and event.wanted) or _is_gone(event):
                self._ended.setdefault(event.socket, []).append(number)
            elif event.size and self._is(event, Part.READER):
                insort(self._taken, (event.ended, number))
        elif call in SENDING_CALLS:
            if _is_gone(event):
                self._ended.setdefault(event.socket, []).append(number)
            elif self._is(event, Part.DISPATCH):
                insort(self._given, (event.began, number))

    def _is(self, event: CallEvent, part: Part) -> bool:
        info = self._actors.get(event.actor)
        return info is not None and info.side is Side.SERVER and info.part is part

    # --- asking -------------------------------------------------------------------------------

    def of(self, event: CallEvent) -> list[Link]:
        """The links that begin or end at a call."""
        found: list[Link | None] = []
        call = event.call
        if call in _CONNECTS:
            found.append(self._handshake(self._accepted.get(self.peer(event.socket)), event.number))
        elif event.made:
            connect = self._connected.get(self.peer(event.made))
            found.append(self._handshake(event.number, connect))
            found.append(self._thread(event))
        elif call in ("close", "shutdown"):
            found.append(self._end_of(event))
        elif call in RECEIVING_CALLS or call in SENDING_CALLS:
            if event.number in self._ended.get(event.socket, ()):
                found.append(self._close_of(event))
            if call in RECEIVING_CALLS and event.size and self._is(event, Part.READER):
                found.append(self._effect(event))
            elif call in SENDING_CALLS and self._is(event, Part.DISPATCH):
                found.append(self._cause(event))
        maker = self._accepted.get(event.socket)
        if maker is not None and self._first.get(event.socket, {}).get(event.actor) == event.number:
            accept = self._event(maker)
            if accept is not None:
                link = self._thread(accept)
                if link is not None and link.target == event.number:
                    found.append(link)
        return [link for link in found if link is not None]

    def _handshake(self, accept: int | None, connect: int | None) -> Link | None:
        if accept is None or connect is None:
            return None
        begin, end = self._event(connect), self._event(accept)
        if begin is None or end is None or end.ended < begin.began:
            return None
        if begin.error is not None and begin.error.name not in ("EINPROGRESS", "ETIMEDOUT"):
            return None
        return Link(LinkKind.HANDSHAKE, connect, accept)

    def _thread(self, accept: CallEvent) -> Link | None:
        first = self._first.get(accept.made, {})
        others = [number for actor, number in first.items() if actor != accept.actor]
        target = self._event(min(others)) if others else None
        if target is None or (accept.actor in first and first[accept.actor] < target.number):
            return None
        if target.began < accept.ended:
            return None
        return Link(LinkKind.THREAD, accept.number, target.number, from_end=True, to_begin=True)

    def _close_of(self, event: CallEvent) -> Link | None:
        """What ended the stream that this call found ended."""
        closes = map(self._event, self._closed.get(self.peer(event.socket), ()))
        before = [c for c in closes if c is not None and c.began <= event.ended]
        if not before:
            return None
        if event.error is not None:
            close = max(before, key=lambda c: c.began)
            return Link(LinkKind.RST, close.number, event.number)
        close = min(before, key=lambda c: c.began)
        first = self._first_end(close)
        return Link(LinkKind.FIN, close.number, event.number) if first is event else None

    def _end_of(self, close: CallEvent) -> Link | None:
        end = self._first_end(close)
        return self._close_of(end) if end is not None and self._closes(close, end) else None

    def _closes(self, close: CallEvent, end: CallEvent) -> bool:
        link = self._close_of(end)
        return link is not None and link.source == close.number

    def _first_end(self, close: CallEvent) -> CallEvent | None:
        ends = map(self._event, self._ended.get(self.peer(close.socket), ()))
        after = [e for e in ends if e is not None and e.ended >= close.began]
        return min(after, key=lambda e: e.ended) if after else None

    def _effect(self, taken: CallEvent) -> Link | None:
        """The first send of the dispatcher that carries on what a reader received."""
        at = bisect_left(self._given, (taken.ended, 0))
        for _began, number in self._given[at : at + _LOOKS_BACK]:
            sent = self._event(number)
            if sent is not None and _carries(taken, sent):
                return Link(LinkKind.WORK, taken.number, sent.number, from_end=True, to_begin=True)
        return None

    def _cause(self, sent: CallEvent) -> Link | None:
        at = bisect_right(self._taken, (sent.began, 0))
        for _ended, number in reversed(self._taken[max(0, at - _LOOKS_BACK) : at]):
            taken = self._event(number)
            if taken is not None and _carries(taken, sent):
                link = self._effect(taken)
                return link if link is not None and link.target == sent.number else None
        return None


def _is_gone(event: CallEvent) -> bool:
    return event.error is not None and event.error.name in _GONE


def _carries(taken: CallEvent, sent: CallEvent) -> bool:
    """Whether a send carries what was received: the same words, or (encrypted) at once after."""
    if taken.ended == BEFORE:
        return False
    if taken.data[:1] in (b"\x14", b"\x15", b"\x16", b"\x17"):  # a TLS record
        return sent.began - taken.ended < _NEAR_S
    for line in taken.data.splitlines():
        words = line.rpartition(b" :")[2] if b" :" in line else line.rpartition(b" ")[2]
        if words and words in sent.data:
            return True
    return sent.began - taken.ended < _NEAR_S / 5
