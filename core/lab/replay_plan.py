"""What of a tape can be done again, and how: one script of calls for each actor.

A tape tells what was called, and with which bytes, but not the program behind it: so a replay makes
the same calls with the same bytes, each actor in its own order. What lay outside of the tape (the
other end of a connection in another program, what was connected before the tape began) is made up
for, and told in notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.net.flows import Flows
from core.net.trace import (
    RECEIVING_CALLS,
    SENDING_CALLS,
    ActorInfo,
    CallEvent,
    SocketInfo,
)

MOST_ACTORS = 400
MOST_SENT = 16 * 1024 * 1024
"""So many bytes are sent at most in the place of one call."""
_REPEATED = (
    {"socket", "bind", "listen", "accept", "connect", "connect_ex", "shutdown", "close", "detach"}
    | {"setsockopt", "getsockopt", "getsockname", "getpeername", "settimeout", "setblocking"}
    | {"dup"}
    | SENDING_CALLS
    | RECEIVING_CALLS
)


class NoteCode(StrEnum):
    """What a replay does otherwise than the tape."""

    FORGOTTEN = "forgotten"  # the tape does not begin at its start: ``count`` calls are gone
    CONNECTED_BEFORE = "connected_before"  # it opens ``count`` connections itself before it begins
    OTHER_PROGRAM = "other_program"  # it plays the other end of ``count`` sockets itself
    BYTES_NOT_KEPT = "bytes_not_kept"  # the tape kept a part only; ``count`` zeros are sent instead
    NOT_REPEATED = "not_repeated"  # ``count`` calls are left out: they asked for names, say
    OTHER_ADDRESS = "other_address"  # ``count`` addresses of networks became loopback
    TOO_MANY_ACTORS = "too_many_actors"  # of ``count`` actors the first 400 play
    DIVERGED = "diverged"  # before the call ``event`` it went another way, and stopped there


@dataclass(frozen=True, slots=True)
class ReplayNote:
    """One thing that a person should know about a replay."""

    code: NoteCode
    count: int = 0
    event: int = 0


@dataclass(frozen=True, slots=True)
class ReplayPlan:
    """A tape made ready.

    Attributes:
        scripts: the calls of each actor, by its number on the tape, in its order.
        actors: who they are.
        order: (actor, number of the call) of what is done before it is paused.
        sockets: what is known of the tape's sockets.
        before: sockets that were there before the tape began; they are made first.
        peers: the other end of a socket, where it is on the tape too.
        accepted: sockets that an ``accept`` on the tape makes.
        tracks: {actor of the tape: the actor whose script has its calls}: itself, unless there are
            too many.
        notes: what is otherwise than on the tape.
    """

    scripts: Mapping[int, tuple[CallEvent, ...]]
    actors: Mapping[int, ActorInfo]
    order: tuple[tuple[int, int], ...]
    sockets: Mapping[int, SocketInfo]
    before: tuple[int, ...]
    peers: Mapping[int, int]
    accepted: frozenset[int]
    tracks: Mapping[int, int]
    notes: tuple[ReplayNote, ...]


def plan_replay(
    events: Iterable[CallEvent],
    actors: Mapping[int, ActorInfo],
    sockets: Mapping[int, SocketInfo],
    until: int | None = None,
    forgotten: int = 0,
) -> ReplayPlan:
    """Make a tape ready: up to the call with the number ``until`` (None: all) it is repeated in
    its order. ``forgotten``: how many calls at its beginning are gone."""
    every = sorted(events, key=lambda event: event.number)
    wanted = [event for event in every if _can_be_repeated(event)]
    left_out = sum(not event.by_python and not _can_be_repeated(event) for event in every)
    tracks = _tracks(wanted, actors)
    wanted = [replace(event, actor=tracks[event.actor]) for event in wanted]
    numbers = list(dict.fromkeys(event.actor for event in wanted))
    playing = set(numbers[:MOST_ACTORS])
    scripts: dict[int, list[CallEvent]] = {number: [] for number in sorted(playing)}
    for event in wanted:
        if event.actor in playing:
            scripts[event.actor].append(event)
    made = {event.socket for event in wanted if event.call == "socket"}
    accepted = frozenset(event.made for event in wanted if event.call == "accept" and event.made)
    others = made_by_others(wanted, sockets)
    used = {event.socket for event in wanted} - {0}
    before = tuple(sorted(used - made - accepted - others))
    flows = Flows()
    flows.add(every, sockets.values())
    peers = _peers(flows)
    order = tuple(
        (event.actor, event.number)
        for event in sorted(wanted, key=lambda event: _turn(flows, event, until))
        if event.actor in playing and (until is None or event.number <= until)
    )
    sockets = _with_senders(every, sockets)
    plan = ReplayPlan(
        {number: tuple(script) for number, script in scripts.items()},
        {number: info for number, info in actors.items() if number in playing},
        order,
        dict(sockets),
        before,
        peers,
        accepted,
        tracks,
        (),
    )
    counts = {
        NoteCode.FORGOTTEN: forgotten,
        NoteCode.CONNECTED_BEFORE: sum(_was_connected(sockets.get(number)) for number in before),
        NoteCode.OTHER_PROGRAM: len(_alone(plan, wanted)),
        NoteCode.BYTES_NOT_KEPT: sum(
            event.size - len(event.data) for event in wanted if event.call in SENDING_CALLS
        ),
        NoteCode.NOT_REPEATED: left_out,
        NoteCode.TOO_MANY_ACTORS: len(numbers) if len(numbers) > MOST_ACTORS else 0,
    }
    notes = tuple(ReplayNote(code, count) for code, count in counts.items() if count > 0)
    return ReplayPlan(
        plan.scripts, plan.actors, order, plan.sockets, before, peers, accepted, tracks, notes
    )


def _can_be_repeated(event: CallEvent) -> bool:
    if event.by_python and event.call not in ("close", "socket"):
        return False
    if event.call == "socketpair":
        return event.made > 0
    return event.call in _REPEATED and event.socket > 0


def made_by_others(events: Iterable[CallEvent], sockets: Mapping[int, SocketInfo]) -> set[int]:
    """The sockets that ``dup`` and ``socketpair`` make."""
    found: set[int] = set()
    for event in events:
        if event.call in ("dup", "socketpair") and event.made:
            info = sockets.get(event.made)
            pair = info.pair if info is not None and event.call == "socketpair" else 0
            found |= {event.made, pair} - {0}
    return found


def _tracks(events: Iterable[CallEvent], actors: Mapping[int, ActorInfo]) -> dict[int, int]:
    """Who plays whose calls. In the lab each call has a thread of its own: where there are too
    many, those of one owner that followed each other become one."""
    first: dict[int, float] = {}
    last: dict[int, float] = {}
    for event in events:
        first.setdefault(event.actor, event.began)
        last[event.actor] = max(last.get(event.actor, 0.0), event.ended)
    if len(first) <= MOST_ACTORS:
        return {actor: actor for actor in first}
    found: dict[int, int] = {}
    ends: dict[Any, dict[int, float]] = {}
    for actor, began in first.items():
        info = actors.get(actor)
        owner = (info.side, info.name, info.part, info.subject) if info else actor
        own = ends.setdefault(owner, {})
        track = next((track for track, end in own.items() if end <= began), actor)
        found[actor] = track
        own[track] = last[actor]
    return found


def _was_connected(info: SocketInfo | None) -> bool:
    return info is not None and info.peer is not None and not info.listening


def _turn(flows: Flows, event: CallEvent, until: int | None) -> float:
    """When a call is let go. One that received from several sends, some of which began after it,
    waited: the kernel may give it the first alone next time, so it goes after the last of them."""
    if event.call in RECEIVING_CALLS and event.size:
        sends = [piece.send_event for piece in flows.pieces(event.number)]
        last = max(sends, default=0)
        if len(sends) > 1 and last > event.number and (until is None or last <= until):
            return last + 0.5
    return event.number


def _peers(flows: Flows) -> dict[int, int]:
    found: dict[int, int] = {}
    for one, other in flows.connections:
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def _with_senders(
    events: Iterable[CallEvent], sockets: Mapping[int, SocketInfo]
) -> dict[int, SocketInfo]:
    """The system gives an address to a socket that sends a datagram without one: whoever received
    it knows it."""
    found = dict(sockets)
    ordered = list(events)
    letters: dict[bytes, list[CallEvent]] = {}
    for event in ordered:
        info = found.get(event.socket)
        if event.call == "sendto" and info is not None and not _has_place(info.local):
            letters.setdefault(event.data, []).append(event)
    for event in ordered:
        if event.call not in RECEIVING_CALLS or event.address is None:
            continue
        for letter in letters.get(event.data, ()):
            info = found[letter.socket]
            if not _has_place(info.local) and letter.number < event.number:
                found[info.number] = replace(info, local=event.address)
                break
    return found


def _has_place(local: Any) -> bool:
    return bool(local[1]) if isinstance(local, tuple) and len(local) > 1 else bool(local)


def _alone(plan: ReplayPlan, events: Iterable[CallEvent]) -> set[int]:
    """Connected sockets whose other end is not on the tape."""
    ports = {_port(info.local) for info in plan.sockets.values() if info.listening}
    connected = {
        event.socket
        for event in events
        if event.call in ("connect", "connect_ex")
        and event.error is None
        and is_stream(plan, event)
        and _port(event.address) not in ports  # else it was never accepted, that is all
    }
    connected |= plan.accepted
    connected |= {number for number in plan.before if _was_connected(plan.sockets.get(number))}
    return {number for number in connected if number not in plan.peers}


def _port(address: Any) -> Any:
    """What tells addresses of one computer apart: the port, or the path."""
    return address[1] if isinstance(address, tuple | list) and len(address) > 1 else address


def is_stream(plan: ReplayPlan, event: CallEvent) -> bool:
    """Whether the call's socket carries a stream."""
    import socket

    info = plan.sockets.get(event.socket)
    return info is None or info.type == socket.SOCK_STREAM


def payload(event: CallEvent) -> bytes:
    """What the program gave to a sending call; zeros for what the tape did not keep."""
    return _filled(event.data, max(event.wanted, event.size))


def received(event: CallEvent) -> bytes:
    """What a receiving call brought; zeros for what the tape did not keep."""
    return _filled(event.data, event.size)


def _filled(data: bytes, size: int) -> bytes:
    """With zeros in the place of what the tape did not keep; a file may name any size."""
    return data + bytes(max(0, min(size, MOST_SENT) - len(data)))


def numbers_in(value: Any) -> Any:
    """Arguments as C wants them: a tape from a file has lists for tuples."""
    return tuple(value) if isinstance(value, list) else value
