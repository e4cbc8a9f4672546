"""What lies in the kernel's queues of one direction of a connection: measured or concluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from core.net.kernel import INFERRED, MEASURED, NONE
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, ActorSnapshot, ActorState, SocketInfo
from desktop.sockets.pane import is_stream

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed

_LOOK_BACK = 400


class WayKind(StrEnum):
    """What a person can look into."""

    STREAM = "stream"
    LISTENER = "listener"
    DATAGRAMS = "datagrams"


@dataclass(frozen=True, slots=True)
class Way:
    """A direction: from socket to socket; 0 stands for another program. A listener or a datagram
    socket has only a ``target``."""

    kind: WayKind
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Portion:
    """Bytes of one send in a queue; ``offset`` is where they begin in what was sent."""

    send: int
    event: int
    count: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Tank:
    """A queue.

    Attributes:
        info: whose, None where the socket is another program's.
        portions: first out first.
        total: bytes in it (connections of a listener), None where nobody knows.
        room: how many fit, None where nobody knows.
        source: "measured", "inferred" or "none" (not on this system).
        thrown_away: bytes that were lost with it when it was closed.
    """

    info: SocketInfo | None
    portions: tuple[Portion, ...] = ()
    total: int | None = None
    room: int | None = None
    source: str = NONE
    thrown_away: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a queue next: the state of the actor and the call with its size, if any."""

    actor: ActorSnapshot | None
    call: str = ""
    wanted: int = 0


def ways(feed: TraceFeed) -> list[Way]:
    """Every direction that there is to look at, in the order of the sockets."""
    found: list[Way] = []
    for info in feed.sockets():
        if not is_stream(info):
            found.append(Way(WayKind.DATAGRAMS, 0, info.number))
        elif info.listening:
            found.append(Way(WayKind.LISTENER, 0, info.number))
        else:
            peer = feed.flows.peer(info.number)
            if peer is not None:
                found.append(Way(WayKind.STREAM, peer, info.number))
            elif info.peer is not None:
                found.append(Way(WayKind.STREAM, info.number, 0))
                found.append(Way(WayKind.STREAM, 0, info.number))
    return found


def way_of(feed: TraceFeed, socket: int, call: str, found: Sequence[Way]) -> Way | None:
    """The direction that a call on a socket used; of a socket alone, what comes to it."""
    outwards = call in SENDING_CALLS
    mine = [way for way in found if socket in (way.source, way.target)]
    for way in mine:
        if (way.source if outwards else way.target) == socket:
            return way
    return mine[0] if mine else None


def busiest(feed: TraceFeed, found: Sequence[Way]) -> Way | None:
    """Where the most bytes wait; else where bytes went last; else the first."""
    if not found:
        return None
    time = feed.past_time
    living = [way for way in found if _alive(feed, way)] or list(found)
    waiting = [(sum(b.count for b in feed.flows.queue(way.target, time)), way)
               for way in living if way.target]  # fmt: skip
    most = max(waiting, key=lambda item: item[0], default=(0, living[0]))
    if most[0]:
        return most[1]
    for event in reversed(feed.tape.events[-_LOOK_BACK:]):
        if event.size:
            return way_of(feed, event.socket, event.call, living) or living[0]
    return living[0]


def _alive(feed: TraceFeed, way: Way) -> bool:
    ends = [feed.socket(number) for number in (way.source, way.target) if number]
    return any(info is not None and not info.closed for info in ends)


def read_way(feed: TraceFeed, way: Way) -> tuple[Tank | None, Tank]:
    """The send queue (None where there is none to show) and the receive queue of a direction."""
    infos = {info.number: info for info in feed.sockets()}
    target = infos.get(way.target)
    if way.kind is WayKind.LISTENER:
        truth = feed.truth(way.target)
        source = MEASURED if truth.accept_queue is not None else NONE
        return None, Tank(target, (), truth.accept_queue, truth.backlog, source)
    portions = tuple(
        Portion(block.send, block.send_event, block.count, block.offset)
        for block in feed.flows.queue(way.target, feed.past_time)
    ) if way.target else ()  # fmt: skip
    if way.kind is WayKind.DATAGRAMS:
        return None, _receive(feed, way, target, portions, datagrams=True)
    receive = _receive(feed, way, target, portions)
    left = portions
    if receive.total is not None and receive.source == MEASURED:
        inside, left = split(portions, receive.total)
        receive = replace(receive, portions=inside)
    elif way.target:
        left = ()
    return _send(feed, way, infos.get(way.source), left), receive


def _receive(
    feed: TraceFeed,
    way: Way,
    info: SocketInfo | None,
    portions: tuple[Portion, ...],
    *,
    datagrams: bool = False,
) -> Tank:
    if info is None:
        return Tank(None)
    if info.closed:
        return Tank(info, (), 0, None, INFERRED, feed.flows.thrown_away(way.target))
    truth = feed.truth(way.target)
    followed = sum(portion.count for portion in portions)
    room = truth.recv_buffer
    if datagrams or truth.recv_queue is None or truth.source != MEASURED:
        known = datagrams and truth.recv_queue is not None and truth.source == MEASURED
        return Tank(info, portions, followed, room, MEASURED if known else INFERRED)
    return Tank(info, portions, truth.recv_queue, room, MEASURED)


def _send(feed: TraceFeed, way: Way, info: SocketInfo | None, left: tuple[Portion, ...]) -> Tank:
    if info is None:
        return Tank(None)
    followed = sum(portion.count for portion in left)
    if info.closed:
        return Tank(info, left, followed, None, INFERRED)
    truth = feed.truth(way.source)
    if truth.send_queue is not None and truth.source == MEASURED:
        return Tank(info, left, truth.send_queue, truth.send_buffer, MEASURED)
    source = INFERRED if way.target else NONE
    total = followed if way.target else None
    return Tank(info, left, total, truth.send_buffer, source)


def split(
    portions: tuple[Portion, ...], count: int
) -> tuple[tuple[Portion, ...], tuple[Portion, ...]]:
    """The first ``count`` bytes, and the rest."""
    inside: list[Portion] = []
    rest: list[Portion] = []
    for portion in portions:
        take = min(portion.count, count)
        count -= take
        if take:
            inside.append(replace(portion, count=take))
        if take < portion.count:
            rest.append(replace(portion, count=portion.count - take, offset=portion.offset + take))
    return tuple(inside), tuple(rest)


def last_send(feed: TraceFeed, socket: int) -> int:
    """№ of the latest send of a socket, 0 where there is none nearby."""
    events, position = feed.tape.events, feed.position
    stop = len(events) if position is None else feed.tape.index(position + 1)
    for place in range(stop - 1, max(-1, stop - 1 - _LOOK_BACK), -1):
        event = events[place]
        if event.socket == socket and event.size and event.call in SENDING_CALLS:
            return feed.flows.send_number(event.number) or 0
    return 0


def reader_of(feed: TraceFeed, socket: int) -> Reader:
    """Who stands before a receiving call on a socket, or is in it."""
    for actor in feed.actors():
        call = actor.pending
        if call is None or actor.state not in (ActorState.PARKED, ActorState.IN_KERNEL):
            continue
        if call.socket == socket and call.call in RECEIVING_CALLS:
            return Reader(actor, call.call, call.size)
    return Reader(None)
