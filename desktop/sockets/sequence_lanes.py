"""The lanes of the sequence view: whose calls stand in which column.

A client's reader and writer share a lane with two tracks. The server has a lane for accept, one for
each connection, and one for dispatch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from core.net.trace import ActorInfo, ActorSnapshot, Part, Side

MIN_WIDTH = 190
"""Pixels of the normal design that a lane of one track has at least."""
MIN_WIDTH_TWO = 338
SQUEEZE = 0.88
"""How much narrower lanes may be where all of them fit then."""
MOST_IDLE = 6
"""How many lanes are shown while nothing happens in any."""

LaneKey = tuple[str, str, str, int]


def lane_key(info: ActorInfo) -> LaneKey:
    """What actors of one lane have in common."""
    if info.side is Side.CLIENT:
        return (info.side.value, info.name, "", 0)
    if info.side is Side.SERVER and info.part in (Part.READER, Part.WRITER):
        return (info.side.value, info.name, "connection", info.subject)
    if info.side is Side.PROGRAM:  # a thread of it may be called as another one is
        return (info.side.value, info.name, info.part.value, info.number)
    return (info.side.value, info.name, info.part.value, info.subject)


def _second(info: ActorInfo) -> bool:
    """Whether the actor is in the second track of its lane."""
    if info.side is Side.CLIENT:
        return info.part in (Part.WRITER, Part.OTHER)
    return info.side is Side.SERVER and info.part is Part.WRITER


@dataclass(slots=True, eq=False)
class Lane:
    """A column. ``x`` and ``width`` are pixels in the content, set by :meth:`Lanes.place`.

    ``tracks`` are (x, width) of its columns; ``track_of`` says in which one an actor's calls are.
    """

    key: LaneKey
    actors: list[ActorSnapshot] = field(default_factory=list)
    track_of: dict[int, int] = field(default_factory=dict)
    x: float = 0.0
    width: float = 0.0
    tracks: list[tuple[float, float]] = field(default_factory=list)

    @property
    def info(self) -> ActorInfo:
        """The actor that the lane is named after."""
        return self.actors[-1].info if self._is_client else self.actors[0].info

    @property
    def _is_client(self) -> bool:
        return self.actors[0].info.side is Side.CLIENT

    @property
    def two(self) -> bool:
        """Whether it has two tracks."""
        return len(set(self.track_of.values())) > 1

    def track(self, actor: int) -> tuple[float, float]:
        """The column (x, width) of an actor's calls."""
        if len(self.tracks) == 1:
            return self.tracks[0]
        return self.tracks[self.track_of.get(actor, 0)]


class Lanes:
    """All lanes, in the order in which they stand.

    Attributes:
        shown: the lanes that have a column, from the left.
        folded: lanes that have none at the moment because nothing happens in them.
        hidden: keys of lanes that the person hid.
        pinned: keys of lanes that the person wants to see even if nothing happens in them.
        width: of all columns together, in pixels.
    """

    def __init__(self) -> None:
        self.shown: list[Lane] = []
        self.folded: list[Lane] = []
        self.hidden: set[LaneKey] = set()
        self.pinned: set[LaneKey] = set()
        self.width = 0.0
        self._all: dict[LaneKey, Lane] = {}
        self._order: list[LaneKey] = []  # the person's own
        self._sorted: list[Lane] = []
        self._of_actor: dict[int, Lane] = {}
        self._shown_keys: set[LaneKey] = set()

    def set_actors(self, actors: Iterable[ActorSnapshot], drawn: Callable[[int], bool]) -> bool:
        """Group the actors. ``drawn`` says whether calls of an actor are drawn: threads that the
        program has no name for, and finished ones, have a lane only then. True: lanes changed."""
        lanes: dict[LaneKey, Lane] = {}
        for actor in actors:
            info = actor.info
            if info.part is Part.OTHER and not drawn(info.number):
                continue
            lane = lanes.setdefault(lane_key(info), Lane(lane_key(info)))
            lane.actors.append(actor)
            lane.track_of[info.number] = int(_second(info))
        changed = list(lanes) != list(self._all) or any(
            lane.track_of.keys() != self._all[key].track_of.keys() for key, lane in lanes.items()
        )
        for key, lane in lanes.items():
            old = self._all.get(key)
            if old is not None:
                lane.x, lane.width, lane.tracks = old.x, old.width, old.tracks
        self._all = lanes
        self._of_actor = {number: lane for lane in lanes.values() for number in lane.track_of}
        self._sort()
        return changed

    @property
    def all(self) -> list[Lane]:
        """Every lane, hidden and folded ones too, in order."""
        return self._sorted

    def _sort(self) -> None:
        clients: list[Lane] = []
        servers: list[Lane] = []
        others: list[Lane] = []
        for lane in self._all.values():
            side = lane.actors[0].info.side
            (clients if side is Side.CLIENT else servers if side is Side.SERVER else others).append(
                lane
            )
        servers.sort(key=lambda lane: (_SERVER_ORDER.get(lane.key[2], 1), lane.key[3]))
        natural = [*others, *clients[:1], *servers, *clients[1:]]
        place = {key: number for number, key in enumerate(self._order)}
        if place:  # new lanes stand behind the ones that the person put in order
            natural.sort(key=lambda lane: place.get(lane.key, len(place)))
        self._sorted = natural

    def choose(self, busy: Callable[[Lane], bool], room: float, factor: float) -> bool:
        """Decide which lanes have a column: all that fit into ``room`` pixels, else those that are
        ``busy`` (something of them is in view). True: changed."""
        lanes = [lane for lane in self.all if lane.key not in self.hidden]
        fold = sum(self._least(lane, factor) for lane in lanes) * SQUEEZE > room
        self.shown = [lane for lane in lanes if not fold or busy(lane)]
        if fold and not self.shown:
            self.shown = lanes[:MOST_IDLE]
        keys = {lane.key for lane in self.shown}
        self.folded = [lane for lane in lanes if lane.key not in keys]
        changed = keys != self._shown_keys
        self._shown_keys = keys
        return changed

    @staticmethod
    def _least(lane: Lane, factor: float) -> float:
        return (MIN_WIDTH_TWO if lane.two else MIN_WIDTH) * factor

    def place(self, room: float, factor: float) -> None:
        """Give every shown lane its column, in at least ``room`` pixels of width."""
        least = [self._least(lane, factor) for lane in self.shown]
        total = sum(least)
        if room < total and total * SQUEEZE <= room:
            least = [width * room / total for width in least]
            total = room
        extra = max(0.0, room - total)
        x = 0.0
        for lane, width in zip(self.shown, least, strict=True):
            wide = float(int(width + (extra * width / total if total else 0.0)))
            if lane is self.shown[-1]:
                wide = max(wide, float(int(room - x)))  # what rounding left over
            lane.x, lane.width = x, wide
            if lane.two:
                first = round(wide * 0.42)
                lane.tracks = [(x, first), (x + first, wide - first)]
            else:
                lane.tracks = [(x, wide)]
            x += wide
        self.width = max(x, room) if self.shown else 0.0

    def of_actor(self, actor: int) -> Lane | None:
        """The lane of an actor, if it has a column."""
        lane = self._of_actor.get(actor)
        return lane if lane is not None and lane.key in self._shown_keys else None

    def any_of_actor(self, actor: int) -> Lane | None:
        """The lane of an actor, whether it has a column or not."""
        return self._of_actor.get(actor)

    def of_owner(self, side: Side, name: str, actors: Sequence[int]) -> Lane | None:
        """The lane where bytes for a socket arrive: of the first of ``actors`` that has a column,
        else a client's lane of that name."""
        for actor in actors:
            lane = self.of_actor(actor)
            if lane is not None:
                return lane
        if side is Side.CLIENT:
            return next((lane for lane in self.shown if lane.key[:2] == (side.value, name)), None)
        return None

    def hidden_actors(self) -> set[int]:
        """The actors of the lanes that the person hid."""
        return {
            number
            for key, lane in self._all.items()
            if key in self.hidden
            for number in lane.track_of
        }

    def move(self, key: LaneKey, step: int) -> None:
        """Put a lane one further to the left (-1) or to the right (1)."""
        order = [lane.key for lane in self.all]
        visible = [lane.key for lane in self.shown]
        if key not in visible:
            return
        at = visible.index(key) + step
        if 0 <= at < len(visible):
            a, b = order.index(key), order.index(visible[at])
            order[a], order[b] = order[b], order[a]
            self._order = order
            self._sort()

    def reset_order(self) -> None:
        """The order of the design again, and nothing hidden."""
        self._order = []
        self._sort()
        self.hidden.clear()
        self.pinned.clear()


_SERVER_ORDER = {Part.ACCEPT.value: 0, "connection": 1, Part.DISPATCH.value: 2, "other": 3}
