"""What the sequence view asks of :mod:`core.net.flows`: whose bytes a call carried, and what of a
send is still unread."""

from __future__ import annotations

import socket as sockets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.net.trace import SENDING_CALLS, CallEvent, SocketInfo

if TYPE_CHECKING:
    from core.net.flows import Flows


@dataclass(frozen=True, slots=True)
class Unread:
    """Bytes of one send that no ``recv`` took; ``thrown``: their socket was closed with them."""

    event: int
    send: int
    socket: int
    count: int
    thrown: bool


class Flow:
    """A view of the flows for drawing."""

    def __init__(self, flows: Flows) -> None:
        self.flows = flows

    def sends(self, event: CallEvent) -> tuple[int, ...]:
        """The № of the sends whose bytes a call carried, each once, without the unknown ones."""
        if not event.size:
            return ()
        if event.call in SENDING_CALLS:
            number = self.flows.send_number(event.number)
            return (number,) if number else ()
        return tuple(
            dict.fromkeys(piece.send for piece in self.flows.pieces(event.number) if piece.send)
        )

    def has_text(self, event: CallEvent) -> bool:
        """Whether the bytes are written out: once, at their send; at the recv of unknown bytes."""
        if not event.size:
            return False
        return event.call in SENDING_CALLS or not self.sends(event)

    def receivers(self, number: int) -> list[tuple[int, int]]:
        """The calls that took bytes of a send, and how many each."""
        return [(piece.recv_event, piece.count) for piece in self.flows.receivers(number)]

    def pieces(self, number: int) -> list[tuple[int, int, int]]:
        """The sends whose bytes a recv took: №, number of the event, how many."""
        return [(p.send, p.send_event, p.count) for p in self.flows.pieces(number)]

    def unread(
        self,
        sent: Collection[CallEvent],
        infos: Iterable[SocketInfo],
        time: float | None,
    ) -> list[Unread]:
        """What of these sends waits in a queue at a time of the tape (None: now)."""
        wanted = {event.number: event for event in sent}
        if not wanted:
            return []
        flows = self.flows
        peers = {flows.peer(event.socket) or 0 for event in sent}
        found: list[Unread] = []
        for info in infos:
            if info.number not in peers and info.type == int(sockets.SOCK_STREAM):
                continue
            counts: dict[int, list[int]] = {}
            for block in flows.queue(info.number, time):
                if block.send_event in wanted:
                    total = counts.setdefault(block.send_event, [block.send, 0])
                    total[1] += block.count
            found += [
                Unread(event, send, info.number, count, False)
                for event, (send, count) in counts.items()
            ]
        if time is None:
            waiting = {item.event for item in found}
            for number, event in wanted.items():
                lost = flows.left_over(number)[1]
                peer = flows.peer(event.socket)
                if lost and peer and number not in waiting:
                    send = flows.send_number(number) or 0
                    found.append(Unread(number, send, peer, lost, True))
        return found
