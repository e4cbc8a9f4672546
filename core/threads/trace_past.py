"""How things stood at an earlier place of a tape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.net.tape import Tape
from core.net.trace import (
    ActorSnapshot,
    ActorState,
    CallEvent,
    PendingCall,
    SocketInfo,
)


def actors_at(
    tape: Tape, latest: Iterable[ActorSnapshot], position: int, time: float
) -> tuple[ActorSnapshot, ...]:
    """The actors at a position of the tape (see :meth:`Tape.moment`).

    ``latest`` is how they are now; what they had begun before ``time`` they were doing then.
    """
    known = {snapshot.info.number: snapshot for snapshot in tape.snapshots}
    known.update((snapshot.info.number, snapshot) for snapshot in latest)
    found: dict[int, ActorSnapshot] = {}
    for number, snapshot in known.items():
        if snapshot.state is not ActorState.RUNNING and snapshot.since <= time:
            found[number] = snapshot
    events = tape.events
    for index in range(tape.index(position + 1) - 1, -1, -1):
        if len(found) == len(known):
            break
        event = events[index]
        number = event.actor
        if number in found or number not in known:
            continue
        info = known[number].info
        if event.ended > time:
            found[number] = ActorSnapshot(
                info, ActorState.IN_KERNEL, max(event.began, 0.0), pending_of(event)
            )
        else:
            found[number] = ActorSnapshot(info, ActorState.RUNNING, event.ended)
    return tuple(
        found.get(number) or ActorSnapshot(known[number].info, ActorState.RUNNING, 0.0)
        for number in sorted(known)
    )


def pending_of(event: CallEvent) -> PendingCall:
    """A call as it was before it returned."""
    sending = event.call.startswith("send")
    return PendingCall(
        number=event.number,
        call=event.call,
        arguments=event.arguments,
        socket=event.socket,
        fd=event.fd,
        data=event.data if sending else b"",
        size=event.wanted,
        file=event.file,
        line=event.line,
    )


def sockets_at(tape: Tape, position: int, time: float) -> tuple[SocketInfo, ...]:
    """The sockets that had been made at a position, closed only if they were closed by then."""
    made_later: set[int] = set()
    seen: set[int] = set()
    closed_later: set[int] = set()
    for event in tape.events:
        early = event.number <= position
        if early:
            seen.add(event.socket)
        if event.made and event.ended > time and event.made not in seen:
            made_later.add(event.made)
        if not early and event.socket not in seen and event.call in ("socket", "socketpair"):
            made_later.add(event.socket)
        if event.call in ("close", "detach") and event.ended > time:
            closed_later.add(event.socket)
    return tuple(
        replace(info, closed=False) if info.closed and number in closed_later else info
        for number, info in sorted(tape.sockets.items())
        if number not in made_later
    )
