"""One run of a lesson's programs, from their start: real threads and sockets behind a gate."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import NamedTuple

from core.lab.lesson import ActorSpec, Lesson, put_in_place
from core.lab.program import Program
from core.lab.runner_flight import Flight
from core.lab.runner_lens import LessonLens
from core.lab.runner_values import (
    NOT_STARTED,
    ActorView,
    Output,
    Problem,
    ProblemCode,
    RunError,
    RunErrorCode,
)
from core.net.trace import ActorSnapshot, ActorState, CallEvent

_log = logging.getLogger(__name__)
SENTENCE_S = 10.0
"""How long one sentence of ``do`` may take."""
_SLICE_S = 0.1
_FLIGHT_S = 1.5
"""How long to wait for what is on its way: a lost first segment is repeated after a second."""
_LOOK_AGAIN_S = 1.0
"""How long one that is to go on may still be in the kernel: a name in an address is looked up
there, which may wait for a disk."""
_OUTPUTS = 5000


class Op(NamedTuple):
    """What was done beside letting calls go: "start", "kill" or "types". ``after``: how many calls
    had gone through the gate by then; ``time``: when, in the lens' time."""

    after: int
    time: float
    what: str
    actor: str
    text: str = ""


class Went(NamedTuple):
    """A call that went through the gate; ``ended`` is infinite while it has not returned."""

    actor: str
    began: float
    ended: float


class World:
    """The programs of a lesson, running. Used by one thread at a time; ``interrupted`` may be set
    by another one, and everything that waits comes back soon.

    Raises RunError where the system gives no thread or no folder.
    """

    def __init__(
        self, lesson: Lesson, ports: Mapping[int, int], interrupted: threading.Event
    ) -> None:
        self.lens = LessonLens(lesson.silent)
        self._flight = Flight(self.lens)
        self.history: list[CallEvent] = []
        self.ops: list[Op] = []
        self.outputs: list[Output] = []
        self.interrupted = interrupted
        self._lesson = lesson
        self._specs = {spec.name: spec for spec in lesson.actors}
        self._programs: dict[str, Program] = {}
        self._ended: list[Program] = []
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="l", ignore_cleanup_errors=True)
        except OSError as error:
            raise RunError(RunErrorCode.NO_FOLDER, str(error)) from error
        folder = Path(self._folder.name)
        self.paths = {name: (folder / name).as_posix() for name in lesson.paths}
        self.sources = {
            name: put_in_place(text, ports, self.paths) for name, text in lesson.sources.items()
        }
        self._folders = (folder, lesson.folder)

    def begin(self, held: bool) -> None:
        """Start the programs that start at once; ``held``: before the gate."""
        if held:
            self.lens.gate.pause()
        for spec in self._lesson.actors:
            if spec.start:
                self.start(spec.name)

    # --- programs -----------------------------------------------------------------------------

    def start(self, actor: str) -> Problem | None:
        """Start an actor's program; a second time only when it has ended."""
        old = self._programs.get(actor)
        if old is not None and not self._is_over(old):
            return Problem(ProblemCode.RUNNING, actor, "")
        if old is not None:
            self._ended.append(old)
        spec = self._specs[actor]
        program = Program(
            self.lens, actor, spec.program, self.sources[spec.program], self._folders, self._printed
        )
        self._note("start", actor)
        self._programs[actor] = program
        try:
            program.start()
        except RuntimeError as error:
            raise RunError(RunErrorCode.NO_THREAD, str(error)) from error
        self.rest()
        return None

    def _is_over(self, program: Program) -> bool:
        """Whether a program has ended; its threads may be on their last instructions."""
        states = {actor.info.number: actor.state for actor in self.lens.actors()}
        over = (ActorState.FINISHED, None)
        if any(states.get(number) not in over for number in program.numbers.values()):
            return False
        return self.wait_until(program.has_ended)

    def kill(self, actor: str) -> Problem | None:
        """End an actor's program as if its process were killed."""
        program = self._programs.get(actor)
        if program is None:
            return Problem(ProblemCode.NOT_STARTED, actor, "")
        self._note("kill", actor)
        program.stop(politely=True)
        self.rest()
        return None

    def types(self, actor: str, text: str) -> Problem | None:
        """Give a line to an actor's ``input()``."""
        program = self._programs.get(actor)
        if program is None:
            return Problem(ProblemCode.NOT_STARTED, actor, "")
        self._note("types", actor, text)
        program.types(text)
        self.rest()
        return None

    def stop(self) -> None:
        """End everything, and close all sockets."""
        programs = (*self._programs.values(), *self._ended)
        for program in programs:
            program.ask_to_stop()
        for program in programs:
            program.stop()
        self.lens.take()
        self.lens.close()
        self._folder.cleanup()

    def _printed(self, output: Output) -> None:
        if len(self.outputs) < _OUTPUTS:  # one that prints without an end fills no memory
            self.outputs.append(replace(output, after=self.lens.newest()))

    def _note(self, what: str, actor: str, text: str = "") -> None:
        self.ops.append(Op(len(self.went()), self.lens.now(), what, actor, text))

    # --- how they stand -----------------------------------------------------------------------

    def views(self) -> tuple[ActorView, ...]:
        """Everybody, in the order of the lanes; threads after their program's main one."""
        snapshots = {snapshot.info.number: snapshot for snapshot in self.lens.actors()}
        found: list[ActorView] = []
        for spec in self._lesson.actors:
            program = self._programs.get(spec.name)
            if program is None:
                found.append(ActorView(spec.name, 0, spec.program, NOT_STARTED))
                continue
            numbers = sorted(program.numbers.items(), key=lambda item: item[1])
            found += [
                self._view(spec, program, name, number, snapshots.get(number))
                for name, number in numbers
            ]
        return tuple(found)

    def _view(
        self,
        spec: ActorSpec,
        program: Program,
        name: str,
        number: int,
        snapshot: ActorSnapshot | None,
    ) -> ActorView:
        failure = program.failures.get(name)
        if snapshot is None:  # forgotten long after its end
            return ActorView(name, number, spec.program, ActorState.FINISHED.value, failure=failure)
        pending = snapshot.pending
        return ActorView(
            name,
            number,
            spec.program,
            snapshot.state.value,
            pending.call if pending is not None else "",
            pending.line if pending is not None else self._last_line(number),
            failure,
        )

    def _last_line(self, number: int) -> int:
        for event in reversed(self.history):
            if event.actor == number and event.line:
                return event.line
        return 0

    def view(self, actor: str) -> ActorView | None:
        """One actor; None where there is no such one (yet)."""
        return next((view for view in self.views() if view.name == actor), None)

    def is_asleep(self, actor: str) -> bool:
        """Whether an actor that waits only sleeps for a time."""
        program = self._programs.get(actor.partition(".")[0])
        return program is not None and actor in program.sleeping

    def went(self) -> list[Went]:
        """The calls that went through the gate, in order."""
        calls = [
            (event.number, Went(name, event.began, event.ended))
            for event, name in self._held_calls()
        ]
        names = self._names()
        for snapshot in self.lens.actors():
            pending, name = snapshot.pending, names.get(snapshot.info.number)
            if (
                pending is not None
                and name is not None
                and snapshot.state is ActorState.IN_KERNEL
                and pending.call not in self._lesson.silent
            ):
                calls.append((pending.number, Went(name, snapshot.since, inf)))
        return [call for _, call in sorted(calls)]

    def returned(self) -> Counter[str]:
        """How many calls of each actor have gone through the gate and come back."""
        return Counter(name for _, name in self._held_calls())

    def _held_calls(self) -> list[tuple[CallEvent, str]]:
        """The calls that were held and have returned, with their actors' names."""
        self.take()
        names, silent = self._names(), self._lesson.silent
        return [
            (event, names[event.actor])
            for event in self.history
            if not event.by_python and event.call not in silent and event.actor in names
        ]

    def _names(self) -> dict[int, str]:
        return {
            number: name
            for program in (*self._ended, *self._programs.values())
            for name, number in program.numbers.items()
        }

    def take(self) -> list[CallEvent]:
        """What has returned since the last time; it is in ``history`` then."""
        events = self.lens.take()
        self.history += events
        self._flight.feed(events)
        return events

    # --- going on -----------------------------------------------------------------------------

    def wait_until(self, done: Callable[[], bool], seconds: float | None = None) -> bool:
        """Wait for something, in short looks."""
        end = time.monotonic() + (SENTENCE_S if seconds is None else seconds)
        while not done():
            if time.monotonic() > end or self.interrupted.is_set():
                return False
            time.sleep(0.001)
        return True

    def rest(self, seconds: float | None = None) -> bool:
        """Wait until nobody moves, and nothing is on its way between them."""
        end = time.monotonic() + (SENTENCE_S if seconds is None else seconds)
        arrived = None
        while True:
            while not self.lens.gate.wait_stable(_SLICE_S):
                if time.monotonic() > end or self.interrupted.is_set():
                    return False
            self.take()
            now = time.monotonic()
            arrived = arrived or now + min(_FLIGHT_S, max(0.0, end - now))
            if self.interrupted.is_set() or not self._flight.anything():
                break
            if now >= arrived:
                self._flight.give_up()
                break
            time.sleep(0.001)
        for program in self._programs.values():
            program.tidy()
        return True

    def comes_back(self, actor: str, seconds: float) -> bool:
        """Whether an actor leaves the kernel by itself within a time."""

        def is_back() -> bool:
            view = self.view(actor)
            return view is None or view.state != ActorState.IN_KERNEL.value

        done = self.wait_until(is_back, seconds)
        self.rest()
        return done

    def go(self, actor: str) -> ProblemCode | None:
        """Let an actor make one call, and wait until nobody moves."""
        view = self.view(actor)
        if view is not None and view.state == ActorState.WAITING.value and self.is_asleep(actor):
            self.wait_until(lambda: not self.is_asleep(actor))
            self.rest()
            view = self.view(actor)
        if view is not None and view.state == ActorState.IN_KERNEL.value:
            self.comes_back(actor, _LOOK_AGAIN_S)
            view = self.view(actor)
        if view is None or view.state == NOT_STARTED:
            return ProblemCode.NOT_STARTED
        if view.state != ActorState.PARKED.value:
            return {
                "finished": ProblemCode.ENDED,
                "in_kernel": ProblemCode.IN_KERNEL,
                "waiting": ProblemCode.WAITING,
            }.get(view.state, ProblemCode.RUNNING)
        if not self.lens.gate.step(view.number, _SLICE_S) and not self.rest():
            return ProblemCode.RUNNING
        self.rest()
        return None
