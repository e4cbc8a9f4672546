"""The gate before each socket call: real threads, really held, let through one call at a time.

A gate that only counted permits would not make a run repeatable: what was let through may still be
on its way into the kernel, or back from it, when the next one is let through. So the gate knows of
each actor whether it is running, parked before a call, in the kernel, waiting inside its program
or finished, and :meth:`Gate.step` goes on only when every actor has come to rest: parked,
finished, waiting, or really asleep in the kernel (see :mod:`core.net.at_rest`).
"""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from time import monotonic, sleep
from typing import Any

from core.net.at_rest import is_asleep_in_call
from core.net.trace import ActorInfo, ActorState

SLOW_STEP_S = 0.025
"""One call per this time in slow motion ×1."""
LEAST_FACTOR = 2.0
MOST_FACTOR = 300.0
_SCHEDULE = 100_000
_LOOK_S = 0.0003


class Pace(StrEnum):
    """How fast calls go through the gate."""

    RUN = "run"
    SLOW = "slow"  # one call per 25 ms × factor, the longest parked first
    PAUSED = "paused"  # none without a permit


class GateStopped(BaseException):
    """Raised in a thread whose calls shall not go on (:meth:`Gate.stop`).

    No Exception, so that a program's ``except Exception`` does not swallow it.
    """


class Actor:
    """What the gate keeps of a thread that makes calls. Its thread writes, others only read.

    ``pending`` is the call that it makes or is about to make (see Lens): a fresh tuple for each
    call, and the only thing that is written at full speed.
    """

    __slots__ = (
        "free",
        "info",
        "native",
        "number",
        "own_since",
        "own_state",
        "pending",
        "permits",
        "ready",
        "stopped",
        "version",
    )  # fmt: skip

    def __init__(self, info: ActorInfo, since: float) -> None:
        self.info = info
        self.number = info.number
        self.own_state = ActorState.RUNNING
        """Its state, but for IN_KERNEL: that follows from ``pending``."""
        self.own_since = since
        self.pending: tuple[Any, ...] | None = None
        self.native = threading.get_native_id()
        self.version = 0
        """Counts the changes of state."""
        self.permits = 0
        self.free = False
        self.stopped = False
        self.ready: Callable[[], bool] | None = None
        """While it waits: whether what it waits for is there already."""

    @property
    def state(self) -> ActorState:
        """What it does now."""
        if self.pending is not None and self.own_state is not ActorState.PARKED:
            return ActorState.IN_KERNEL
        return self.own_state

    @property
    def mark(self) -> tuple[int, object]:
        """Differs (by identity) from one read earlier where the actor has moved since."""
        return self.version, self.pending

    def turn(self, state: ActorState, since: float) -> None:
        """Come into a state at a time of the lens."""
        self.own_state = state
        self.own_since = since
        self.version += 1


class Gate:
    """Where calls are held. May be used from any thread.

    Attributes:
        factor: how many times slower than :data:`SLOW_STEP_S` a call in slow motion is.
        holding: whether calls may have to wait; read without a lock before each of them.
    """

    def __init__(
        self,
        actors: Callable[[], Iterable[Actor]],
        now: Callable[[], float],
        socket_object: Callable[[int], socket.socket | None],
    ) -> None:
        self.factor = 20.0
        self.holding = False
        self._actors = actors
        self._now = now
        self._socket = socket_object
        self._pace = Pace.RUN
        self._changed = threading.Condition()
        self._queue: deque[Actor] = deque()
        self._schedule: deque[int] = deque(maxlen=_SCHEDULE)
        self._next = 0.0
        self._delivering = False
        self._open = False
        self._stopped_all = False
        self.held_before = 0.0
        """Seconds in which calls were held, but for those since the present pace began."""
        self._held_since: float | None = None

    @property
    def pace(self) -> Pace:
        """How fast calls go through now."""
        return self._pace

    @property
    def schedule(self) -> tuple[int, ...]:
        """The numbers of the actors whose calls went through while calls were held, in order."""
        return tuple(self._schedule)

    @property
    def is_delivering(self) -> bool:
        """Whether :meth:`to_delivery` still looks for one."""
        return self._delivering

    @property
    def held_s(self) -> float:
        """Seconds in which calls were not let through at full speed, all in all.

        Clocks that count other people's silence leave them out: nobody could speak.
        """
        since = self._held_since
        return self.held_before + (self._now() - since if since is not None else 0.0)

    # --- pace: none of these waits ------------------------------------------------------------

    def run(self) -> None:
        """Hold nobody."""
        self._set(Pace.RUN)

    def slow(self, factor: float) -> None:
        """Slow motion; ``factor`` is limited to 2 … 300."""
        self.factor = min(max(factor, LEAST_FACTOR), MOST_FACTOR)
        self._set(Pace.SLOW)

    def pause(self) -> None:
        """Hold every call that is made from now on."""
        self._set(Pace.PAUSED)

    def _set(self, pace: Pace) -> None:
        with self._changed:
            if self._open:
                return
            self._turn(pace)
            self._changed.notify_all()

    def _turn(self, pace: Pace) -> None:
        self._pace = pace
        self._delivering = False
        self.holding = pace is not Pace.RUN or self._stopped_all
        if pace is Pace.RUN:
            self.held_before = self.held_s
            self._held_since = None
        elif self._held_since is None:
            self._held_since = self._now()

    def permit(self, actor: int) -> bool:
        """Let one call of a parked actor go, and stay paused. False where it is not parked."""
        with self._changed:
            for parked in self._queue:
                if parked.number == actor and not parked.permits:
                    self._turn(Pace.PAUSED)
                    parked.permits = 1
                    self._changed.notify_all()
                    return True
        return False

    def to_delivery(self) -> None:
        """Let calls go one at a time until a receiving call returned bytes; paused then."""
        with self._changed:
            if not self._open:
                self._turn(Pace.PAUSED)
                self._delivering = True
                self._changed.notify_all()

    def free(self, actors: Collection[int]) -> None:
        """Never hold these actors again: their owner is about to stop them."""
        with self._changed:
            for actor in self._actors():
                if actor.number in actors:
                    actor.free = True
            self._changed.notify_all()

    def open(self) -> None:
        """Hold nobody any more, for good."""
        with self._changed:
            self._open = True
            self._turn(Pace.RUN)
            self._changed.notify_all()

    def stop(self, actors: Collection[int] | None = None) -> None:
        """Raise GateStopped in these actors (None: in all) at their next call, and where parked.

        A thread that is in the kernel is not woken: shut its socket down.
        """
        with self._changed:
            if actors is None:
                self._stopped_all = True
            for actor in self._actors():
                if actors is None or actor.number in actors:
                    actor.stopped = True
            self.holding = True
            self._changed.notify_all()

    # --- steps: these wait --------------------------------------------------------------------

    def step(self, actor: int, timeout_s: float = 5.0) -> bool:
        """Let one call of a parked actor go, and wait until it is made and all are at rest.

        False where the actor is not parked, or where the others did not come to rest in time.
        """
        deadline = monotonic() + timeout_s
        record = next((a for a in self._actors() if a.number == actor), None)
        if record is None:
            return False
        version = record.version
        if not self.permit(actor):
            return False
        with self._changed:
            used = self._changed.wait_for(
                lambda: record.version != version or record.state is ActorState.FINISHED,
                timeout_s,
            )
        return used and self.wait_stable(deadline - monotonic())

    def wait_stable(self, timeout_s: float = 5.0) -> bool:
        """Wait until every actor is parked, finished, waiting, or asleep in the kernel."""
        deadline = monotonic() + timeout_s
        while not self._at_rest():
            if monotonic() >= deadline:
                return False
            sleep(_LOOK_S)
        return True

    def _at_rest(self, but: Actor | None = None) -> bool:
        """Whether nobody (``but`` one) will make a step without being let through."""
        actors = [actor for actor in self._actors() if actor is not but]
        before = [actor.mark for actor in actors]
        if not all(map(self._rests, actors)):
            return False
        # One that was looked at early may have been woken by one that was looked at late.
        return all(
            version == actor.version and pending is actor.pending
            for (version, pending), actor in zip(before, actors, strict=True)
        )

    def _rests(self, actor: Actor) -> bool:
        state, pending = actor.own_state, actor.pending
        if pending is not None and state is not ActorState.PARKED:
            return is_asleep_in_call(actor.native, pending[3], lambda: self._socket(pending[2]))
        if state is ActorState.PARKED:
            return not actor.permits and not actor.stopped
        if state is ActorState.WAITING:
            ready = actor.ready
            return ready is None or not ready()
        return state is ActorState.FINISHED

    # --- called by the threads that make calls ------------------------------------------------

    def hold(self, actor: Actor) -> None:
        """Wait before a call until it may go. Raises GateStopped."""
        with self._changed:
            if self._stopped_all or actor.stopped:
                raise GateStopped
            if self._may_go(actor):
                self._schedule.append(actor.number)
                return
            actor.turn(ActorState.PARKED, self._now())
            self._queue.append(actor)
            self._changed.notify_all()
            try:
                while not self._may_go(actor):
                    self._wait(actor)
                    if actor.stopped or self._stopped_all:
                        raise GateStopped
            finally:
                self._queue.remove(actor)
                self._schedule.append(actor.number)
                actor.permits = 0
                actor.turn(ActorState.RUNNING, self._now())
                self._changed.notify_all()

    def _may_go(self, actor: Actor) -> bool:
        if self._open or actor.free or self._pace is Pace.RUN or actor.permits:
            return True
        first = not self._queue or self._queue[0] is actor
        if self._pace is Pace.SLOW:
            now = monotonic()
            if first and now >= self._next:
                self._next = now + SLOW_STEP_S * self.factor
                return True
            return False
        return self._delivering and first and self._at_rest(actor)

    def _wait(self, actor: Actor) -> None:
        first = self._queue[0] is actor
        if self._pace is Pace.SLOW and first:
            self._changed.wait(max(0.001, self._next - monotonic()))
        else:
            self._changed.wait(0.002 if self._delivering and first else None)

    def delivered(self) -> None:
        """A receiving call returned bytes."""
        if self._delivering:
            with self._changed:
                self._delivering = False

    def moved(self) -> None:
        """An actor has ended: others may look again."""
        with self._changed:
            self._changed.notify_all()
