"""What the letters show: a moment of one direction of a connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Letters:
    """Bytes of one send: № and what they are (only what the tape kept)."""

    send: int
    data: bytes
    count: int


@dataclass(frozen=True)
class Picture:
    """What is drawn. ``taken``: what the recv in question returned, None where there is none;
    ``queue``: what lay in the queue before it (or lies there now)."""

    reader: str = ""
    writer: str = ""
    taken: tuple[Letters, ...] | None = None
    call: str = ""
    queue: tuple[Letters, ...] = ()
    before: bool = False
    sends: tuple[tuple[int, str, int], ...] = ()
    stream: bool = True


def literal(taken: Sequence[Letters]) -> str:
    """What a recv returned, as Python writes it."""
    return "b'" + "".join(inside(part.data) for part in taken) + "'"


def inside(data: bytes) -> str:
    """The inside of Python's literal."""
    text = repr(data)
    return text[2:-1]
