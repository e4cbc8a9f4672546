"""What a window knows of the watched sockets: a lens drained a little at a time, or a saved tape.

The feed lives in the window's thread and takes at most 4 ms of it at a time, at most 30 times a
second, and less often in a flood: then calls that nobody could read anyway are counted instead of
drawn (their bytes are still followed).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QMetaMethod, QObject, Qt, QTimer, Signal

from core.net.flows import Flows
from core.net.kernel import INFERRED, MEASURED, NONE, NOTHING, REAL, KernelTruth, Platform
from core.net.lens import EVENTS_KEPT, Lens
from core.net.lens_calls import Skipped
from core.net.tape import Tape
from core.net.tcp_states import StateTracker
from core.net.trace import (
    ActorInfo,
    ActorSnapshot,
    ActorState,
    CallEvent,
    SocketInfo,
)
from core.threads.trace_past import actors_at, sockets_at
from core.threads.trace_truths import LOOK_S, Truths

BUDGET_S = 0.004
FRAME_MS = 33
SLOW_FRAME_MS = 100
SLOWEST_FRAME_MS = 2000
FLOOD_SHARE = 0.04
TICK_MS = 100
_FIRST_COST_S = 8e-6
_LEAST_EVENTS = 50
_STANDING = frozenset({ActorState.IN_KERNEL, ActorState.PARKED})
_SIGHTED = frozenset(
    {"listen", "accept", "connect", "connect_ex", "shutdown", "bind", "setsockopt"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is new.

    Attributes:
        events: numbers of the calls that have returned since the last change, by number.
        actors: everybody, as they are now.
        now: the lens' time, seconds.
        skipped: calls that came in this time and are not on the tape: too many to draw.
        forgotten: numbers of calls that left the tape.
    """

    events: tuple[int, ...]
    actors: tuple[ActorSnapshot, ...]
    now: float
    skipped: int = 0
    forgotten: tuple[int, ...] = ()


class TraceFeed(QObject):
    """The calls of a lens as they come, or those of a loaded tape, for any number of views.

    Give it a ``lens`` (live), or a ``tape`` that was loaded. It owns the tape, the flows and the
    states. ``platform`` is what the system can tell. Call :meth:`start` and :meth:`stop`.

    Signals: ``changed(Change)`` – there is something new, at most 30 times a second; ``reset`` –
    everything is different; ``moved`` – another :attr:`position`; ``tick(float)`` – the time of
    the lens, ten times a second while somebody is blocked or parked (for bars that grow).
    """

    changed = Signal(object)
    reset = Signal()
    moved = Signal()
    tick = Signal(float)

    def __init__(
        self,
        lens: Lens | None = None,
        tape: Tape | None = None,
        platform: Platform = REAL,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.lens = lens
        self.platform = platform
        self.tape = tape if tape is not None else Tape()
        self.flows = Flows()
        self.states = StateTracker(self.flows.thrown_away)
        self.skipped = 0
        """Calls that were too many to be drawn, in all."""
        self._position: int | None = None
        self._actors: tuple[ActorSnapshot, ...] = ()
        self._past: tuple[int, tuple[ActorSnapshot, ...], tuple[SocketInfo, ...]] | None = None
        self._truths = Truths(lens, platform, self.flows, self.states) if lens else None
        self._looked = 0.0
        self._gap = 0
        self._lost = 0
        self._busy = False
        self._spent = thread_time()
        self.in_flood = False
        """Whether more calls come than can be drawn."""
        self._cost = _FIRST_COST_S
        self._tick_signal = QMetaMethod.fromSignal(self.tick)
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.poll)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.setTimerType(Qt.TimerType.CoarseTimer)
        self._ticker.timeout.connect(self._tick)
        self._fill()

    def _fill(self) -> None:
        """Follow what is on the tape already."""
        tape = self.tape
        self._actors = tape.snapshots
        sockets = tape.sockets.values()
        events = sorted(tape.events, key=lambda event: (event.ended, event.number))
        self.flows.add(events, sockets)
        self.states.note(sockets, self.flows.connections)
        for event in events:
            self.states.feed(event)

    # --- life ---------------------------------------------------------------------------------

    @property
    def is_live(self) -> bool:
        """Whether it follows a lens (else it shows a saved tape)."""
        return self.lens is not None

    def start(self) -> None:
        """Begin to follow the lens."""
        if self.lens is not None:
            self._timer.start()

    def stop(self) -> None:
        """Follow no longer; what was seen stays."""
        if self._timer.isActive():
            self.poll()
        self._timer.stop()
        self._ticker.stop()
        if self.lens is not None:
            self.lens.refill(None)

    def clear(self) -> None:
        """Begin a new tape."""
        self.flows.forget([event.number for event in self.tape.events])
        self.flows.number_anew()
        self.tape = Tape(self.tape.limit_events, self.tape.limit_bytes)
        if self.lens is not None:
            self.tape.note(self.lens.actors(), self.lens.sockets())
        else:
            self.flows = Flows()
        self._begin_anew()

    def show_tape(self, tape: Tape) -> None:
        """Show a loaded tape from now on instead of what was shown before; nothing is live."""
        self.stop()
        self.lens = self._truths = None
        self.tape = tape
        self.flows = Flows()
        self.states = StateTracker(self.flows.thrown_away)
        self._fill()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.skipped = 0
        self._gap = 0
        self._position = None
        self._past = None
        self.reset.emit()

    def save(self, path: str | Path) -> None:
        """Save the tape. Raises TapeError."""
        if self.lens is not None:
            self.tape.note(self.lens.actors(), self.lens.sockets())
        self.tape.save(path)

    # --- following ----------------------------------------------------------------------------

    def poll(self) -> None:
        """Take what is new now (the timer does it too)."""
        lens, truths = self.lens, self._truths
        if lens is None or truths is None:
            return
        began = perf_counter()
        allowed = max(_LEAST_EVENTS, int(BUDGET_S * 0.6 / self._cost))
        before = self.skipped
        settling, truths.settling = truths.settling, False
        glance = began - self._looked > LOOK_S
        if glance:
            self._looked = began
        events, actors, forgotten = self._take(lens, allowed, glance or settling)
        skipped = self.skipped - before
        worked = perf_counter() - began
        if len(events) >= _LEAST_EVENTS:
            self._cost += 0.2 * (worked / len(events) - self._cost)
        flood = self.in_flood = skipped > 0 or worked > BUDGET_S
        self._timer.setInterval(self._next_frame_ms(flood))
        moved = actors != self._actors
        if moved:
            self._actors = actors
            self._busy = any(actor.state in _STANDING for actor in actors)
        self._watch_ticks()
        seen = self._look(truths, events, glance) if not flood else False
        if events or skipped or moved or seen or settling:
            self._past = None
            numbers = tuple(sorted(event.number for event in events))
            self.changed.emit(Change(numbers, actors, lens.now(), skipped, tuple(forgotten)))

    def _next_frame_ms(self, flood: bool) -> int:
        """When to look next. In a flood the window's thread has :data:`FLOOD_SHARE` of a core for
        everything that it does, drawing above all: Python's lock is wanted by the chat."""
        spent, self._spent = thread_time() - self._spent, thread_time()
        if not flood:
            return FRAME_MS
        return min(SLOWEST_FRAME_MS, max(SLOW_FRAME_MS, int(spent * 1000 / FLOOD_SHARE)))

    def _take(
        self, lens: Lens, allowed: int, glance: bool
    ) -> tuple[list[CallEvent], tuple[ActorSnapshot, ...], list[int]]:
        """Put on the tape what has come: the calls, everybody as they are now, what it forgot."""
        overflown = lens.waiting_events >= EVENTS_KEPT
        if lens.waiting_events > allowed:
            self._skip(lens.skip(allowed))  # the oldest of those that wait
        flooding = lens.has_passed
        events = lens.drain(allowed)
        lens.refill(allowed)
        if overflown:  # nobody drained them in time
            lost = max(0, lens.lost - self._lost)
            self._lost += lost
            self._gap += lost
            self.skipped += lost
            self.flows.lost()
        actors = lens.actors()
        forgotten: list[int] = []
        if events or flooding or glance:
            sockets = lens.sockets()
            self.tape.note(actors, sockets)
            self._close_gap(events)
            forgotten = self.tape.add(events)
            self.flows.add(events, sockets)
            self.states.note(sockets, self.flows.connections)
            for event in events:
                self.states.feed(event)
            if self.tape.trim() or forgotten:
                self._forget(forgotten)
        if flooding or glance:
            # Made after the events above, when there was no more room for them; or by a thread
            # that was in the kernel at the end of a flood and has returned since.
            self._skip(lens.skip(allowed))
        return events, actors, forgotten

    def _skip(self, skipped: Skipped) -> None:
        """Calls that are not drawn are counted, and their bytes followed."""
        if skipped.calls:
            self.flows.skip(skipped.sent, skipped.received)
            self.skipped += skipped.calls
            self._gap += skipped.calls

    def _close_gap(self, events: list[CallEvent]) -> None:
        """The calls that are missing stand before the first that is there again."""
        if self._gap and events:
            first = min(event.number for event in events)
            self.tape.gaps[first] = self.tape.gaps.get(first, 0) + self._gap
            self._gap = 0

    def _forget(self, events: list[int]) -> None:
        self.flows.forget(events)
        known = self.tape.sockets
        self.states.forget([number for number in self.states.numbers if number not in known])
        if self._position is not None and self.tape.event(self._position) is None:
            self.set_position(self.tape.events[0].number if len(self.tape) else None)

    def _look(self, truths: Truths, events: Iterable[CallEvent], glance: bool) -> bool:
        """Ask the kernel what no call tells. Whether there is something new."""
        newest = self.tape.latest
        sighted = {event.made or event.socket for event in events if event.call in _SIGHTED}
        different = truths.look_at(sighted, newest)
        if glance:
            living = [info.number for info in self.tape.sockets.values() if not info.closed]
            different |= truths.look_around(living, newest)
        return different | truths.watch_sends(self._actors, newest)

    # --- ticks --------------------------------------------------------------------------------

    def _watch_ticks(self) -> None:
        """Tick only while somebody stands still and somebody looks."""
        if self.in_flood or not (
            self._busy and self._timer.isActive() and self.isSignalConnected(self._tick_signal)
        ):
            self._ticker.stop()
        elif not self._ticker.isActive():
            self._ticker.start()

    def _tick(self) -> None:
        if self.lens is not None:
            self.states.pass_time(self.lens.now())
            self.tick.emit(self.lens.now())

    # --- asked by views -----------------------------------------------------------------------

    @property
    def position(self) -> int | None:
        """The number of the call at which the view looks; None: live, or the end of the tape."""
        return self._position

    def set_position(self, number: int | None) -> None:
        """Look at the tape right before the call after this one began; None: live again.

        A number that is not on the tape means the one before it.
        """
        if number is not None:
            events = self.tape.events
            if not events:
                number = None
            else:
                index = self.tape.index(number + 1) - 1
                number = events[max(0, index)].number
        if number != self._position:
            self._position = number
            self._past = None
            self.moved.emit()

    @property
    def time(self) -> float:
        """The time that is looked at: now, or of the position. Seconds of the lens."""
        if self._position is not None:
            return self.tape.moment(self._position)
        return self.lens.now() if self.lens is not None else self.tape.latest

    @property
    def past_time(self) -> float | None:
        """As :attr:`time`, but None where the view looks at the present: for ``flows.queue``."""
        return None if self._position is None else self.tape.moment(self._position)

    def actors(self) -> tuple[ActorSnapshot, ...]:
        """Everybody, as they are (were) at the position."""
        if self._position is None:
            return self._actors
        return self._looked_back()[0]

    def sockets(self) -> tuple[SocketInfo, ...]:
        """The sockets that there are (were) at the position, by number."""
        if self._position is None:
            known = self.tape.sockets
            return tuple(known[number] for number in sorted(known))
        return self._looked_back()[1]

    def _looked_back(self) -> tuple[tuple[ActorSnapshot, ...], tuple[SocketInfo, ...]]:
        position = self._position or 0
        if self._past is None or self._past[0] != position:
            time = self.tape.moment(position)
            self._past = (
                position,
                actors_at(self.tape, self._actors, position, time),
                sockets_at(self.tape, position, time),
            )
        return self._past[1], self._past[2]

    def socket(self, number: int) -> SocketInfo | None:
        """One socket, None if it is not known (any more)."""
        return self.tape.sockets.get(number)

    def actor(self, number: int) -> ActorInfo | None:
        """One actor, None if it is not known (any more)."""
        return self.tape.actor(number)

    def name_of(self, actor: int) -> str:
        """Whose thread an actor is: a nickname, a program, a lab socket; "" if not known."""
        info = self.actor(actor)
        return info.name if info is not None else ""

    def truth(self, socket_number: int) -> KernelTruth:
        """What is known of a socket: from the kernel, and where it does not tell, concluded."""
        if self._position is None and self._truths is not None:
            truth = self._truths.ask(socket_number, self.tape.latest)
            if truth.source == MEASURED and (truth.state or not self._has_states(socket_number)):
                return truth
            state, source, _ = self.states.state(socket_number)
            if source == NONE:
                return truth
            return replace(truth, state=state, source=INFERRED)
        time = self.past_time
        state, source, _ = self.states.state(socket_number, time)
        waiting = sum(block.count for block in self.flows.queue(socket_number, time))
        listening = state == "LISTEN"
        if not state and self.socket(socket_number) is None:
            return NOTHING
        return KernelTruth(
            state=state,
            source=INFERRED,
            recv_queue=None if listening else waiting,
            listening=listening,
        )

    def _has_states(self, number: int) -> bool:
        return self.states.state(number)[1] != NONE
