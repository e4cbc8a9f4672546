"""What flows tell: pieces of what was received, blocks of what is on its way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that one ``send`` wrote and one ``recv`` took.

    Attributes:
        send: the № of the send; 0 for bytes written before watching began, or by another program.
        send_event: the number of its event, 0 where there is none.
        count: how many bytes.
        start: where they begin in what ``recv`` returned.
        recv_event: the number of the event that took them.
        offset: where they begin in what ``send`` was given.
    """

    send: int
    send_event: int
    count: int
    start: int
    recv_event: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Bytes of one ``send`` that are on their way to a socket.

    ``offset`` is where they begin in what was sent: what came before was read already.
    """

    send: int
    send_event: int
    count: int
    offset: int = 0
