"""What the sequence view knows of a feed: rows, lanes, links, names. No pixel is painted here."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from core.net.gate import Pace
from core.net.trace import ActorSnapshot, ActorState, CallEvent, Part, Side
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_flow import Flow
from desktop.sockets.sequence_lanes import Lane, Lanes
from desktop.sockets.sequence_links import Links
from desktop.sockets.sequence_names import Names
from desktop.sockets.sequence_rows import Rows
from desktop.sockets.sequence_scene import SceneMaker
from desktop.sockets.sequence_tops import Tops

if TYPE_CHECKING:
    from core.threads.trace_feed import Change, TraceFeed

_AROUND = 760
"""Lanes with calls in so many pixels of rows keep their column when not all fit."""


class SequenceModel:
    """Rows, lanes, links, heights: of the feed's tape, kept up to date change by change."""

    def __init__(self, feed: TraceFeed, scale: Scale) -> None:
        self.feed, self.scale = feed, scale
        self.rows = Rows()
        self.lanes = Lanes()
        self.links = Links(self.event)
        self.flow = Flow(feed.flows)
        self.names = Names(self._peer, feed.socket)
        self.tops = Tops(self.rows, scale, self.flow.has_text)
        self.maker = SceneMaker(
            self.rows, self.lanes, self.tops, self.links, self.flow, scale, feed.sockets
        )

    # --- the feed -----------------------------------------------------------------------------

    def take(self, changes: Sequence[Change]) -> list[CallEvent]:
        """Follow what is new; returns the new calls."""
        found = (self.event(number) for change in changes for number in change.events)
        events = [event for event in found if event is not None]
        actors = changes[-1].actors
        self._know(actors)
        self.links.add(events)
        self.names.add(events, self._readers(actors))
        self.rows.add(events, perf_counter(), sum(change.skipped for change in changes))
        self.rows.set_actors(actors)
        if any(change.forgotten for change in changes):
            tape = self.feed.tape.events
            self.rows.forget_before(tape[0].number if tape else 1 << 60)
        return events

    def fill(self) -> None:
        """Begin anew with what is on the tape."""
        self.flow.flows = self.feed.flows
        actors = self.feed.tape.snapshots
        self.links.clear()
        self.names.clear()
        self._know(actors)
        events = list(self.feed.tape.events)
        self.links.add(events)
        self.names.add(events, self._readers(actors))
        self.rows.fill(events, self.feed.tape.gaps)
        if self.feed.lens is not None:
            self.rows.set_actors(self.feed.lens.actors())

    def _know(self, actors: Sequence[ActorSnapshot]) -> None:
        self.links.set_actors(actor.info for actor in actors)
        self.links.set_peers(self.feed.flows.connections)

    @staticmethod
    def _readers(actors: Sequence[ActorSnapshot]) -> set[int]:
        return {
            actor.info.number
            for actor in actors
            if actor.info.side in (Side.SERVER, Side.PROGRAM) and actor.info.part is Part.READER
        }

    def event(self, number: int) -> CallEvent | None:
        """A call on the tape, by its number."""
        return self.feed.tape.event(number)  # the feed may have another tape later

    def _peer(self, socket: int) -> int | None:
        return self.feed.flows.peer(socket)

    def fd(self, socket: int) -> int:
        """The descriptor of a socket, -1 where it is not known."""
        info = self.feed.socket(socket)
        return info.fd if info is not None else -1

    def whom(self) -> dict[int, str]:
        """Whom the server's readers serve, by actor."""
        return self.names.whom(actor.info for lane in self.lanes.all for actor in lane.actors)

    # --- what is shown of it ------------------------------------------------------------------

    def cut(self) -> int:
        """How many rows have happened at the time that is looked at."""
        position = self.feed.position
        if position is None:
            return len(self.rows.keys)
        return self.rows.cut(self.feed.tape.moment(position), position)

    def settle(self) -> None:
        """Bring lanes and heights up to date."""
        drawn = set(self.rows.actors())
        self.lanes.set_actors(self.feed.actors(), drawn.__contains__)
        if self.rows.hide_actors(self.lanes.hidden_actors()):
            self.rows.fill(list(self.feed.tape.events), self.feed.tape.gaps)
        self.tops.update()

    def choose_lanes(self, view: tuple[float, float] | None, height: int, room: int) -> None:
        """Decide which lanes have a column in ``room`` pixels: if not all fit, those with calls
        between two heights (``view``; None: at the end, in a view of ``height``)."""
        around = self.scale.px(_AROUND)
        if view is not None:
            more = max(0.0, (around - (view[1] - view[0])) / 2)
            first, last = self.tops.between(view[0] - more, view[1] + more)
        else:
            last = self.cut()
            bottom = self.tops.top(last)
            first, _ = self.tops.between(bottom - max(height * 1.2, around), bottom)
        busy = {self.rows.actor_of(key[1]) for key in self.rows.keys[first:last]}
        busy.update(
            actor.info.number
            for lane in self.lanes.all
            for actor in lane.actors
            if actor.state is ActorState.PARKED
        )
        self.lanes.choose(
            lambda lane: lane.key in self.lanes.pinned or not busy.isdisjoint(lane.track_of),
            room,
            self.scale.factor,
        )

    def busy_lane(self) -> Lane | None:
        """Where it goes on while calls go slowly: at who is held longest, else at the newest
        call."""
        lens = self.feed.lens
        if lens is None or lens.gate.pace is Pace.RUN:
            return None
        held = [a for a in self.feed.actors() if a.state is ActorState.PARKED]
        if held and lens.gate.pace is Pace.PAUSED:
            return self.lanes.of_actor(min(held, key=lambda actor: actor.since).info.number)
        keys = self.rows.keys
        return self.lanes.of_actor(self.rows.actor_of(keys[-1][1])) if keys else None
