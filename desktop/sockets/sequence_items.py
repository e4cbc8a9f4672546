"""The things that are drawn in the sequence view, with their places in the content."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from core.net.trace import ActorSnapshot, CallEvent, PendingCall
from desktop.sockets.sequence_links import LinkKind
from desktop.sockets.sequence_rows import Gap


@dataclass(slots=True)
class Box:
    """A call, its beginning, or its return. ``sends`` are the № of the bytes that it carried.

    ``whole``: the call and its result in one box; ``ending``: only the return; neither: only the
    beginning. ``text`` is the second line, "" for none; ``shut``: its descriptor is closed.
    """

    rect: QRectF
    number: int
    event: CallEvent | None
    call: PendingCall | CallEvent
    whole: bool
    ending: bool
    sends: tuple[int, ...] = ()
    is_send: bool = False
    text: str = ""


@dataclass(slots=True)
class Bar:
    """Blocked time: from the box where it began to the return, or to the now line (``open``)."""

    rect: QRectF
    number: int
    began: float
    ended: float
    open: bool
    sends: tuple[int, ...] = ()


@dataclass(slots=True)
class Hatch:
    """An actor that is parked before its next call."""

    rect: QRectF
    actor: ActorSnapshot


@dataclass(slots=True)
class Queued:
    """Bytes on their way to a socket, or thrown away with it."""

    rect: QRectF
    number: int  # of the send's event
    send: int
    count: int
    thrown: bool


@dataclass(slots=True)
class Arrow:
    """A line from ``points[0]`` to the last one, with a head. ``kind`` None: bytes."""

    points: list[QPointF]
    source: int
    target: int
    kind: LinkKind | None = None
    send: int = 0
    count: int = 0
    word: bool = False
    """Whether the word (or the count) stands on the line."""
    text: str = ""
    """What stands there instead of the word of its kind."""


@dataclass(slots=True)
class GapRow:
    """Calls that are not drawn."""

    rect: QRectF
    gap: Gap


@dataclass(slots=True)
class Note:
    """A quiet remark in a lane: its thread waits for work."""

    rect: QRectF
    actor: ActorSnapshot


@dataclass(slots=True)
class TimeMark:
    """A time in the gutter, and the faint line beside it."""

    y: float
    time: float


@dataclass(slots=True)
class Scene:
    """Everything in view. ``now_y`` is where the now line stands (content coordinates)."""

    boxes: list[Box] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    hatches: list[Hatch] = field(default_factory=list)
    queued: list[Queued] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    gaps: list[GapRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    marks: list[TimeMark] = field(default_factory=list)
    now_y: float = 0.0
    now: float = 0.0
