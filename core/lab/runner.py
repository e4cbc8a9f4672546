"""Runs a lesson on real sockets, step by step. Knows no window; its calls block.

A step is done by :meth:`LessonRun.do`: its sentences are carried out, then what it expects is held
against what really happened. "From here again" (:meth:`LessonRun.again`) starts the programs anew,
on new sockets, and lets the same calls go in the same order, those too that a person let go by
hand.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.lab.checks import CheckResult, Expression, NoAnswerError, NotToldError, check
from core.lab.lesson import FreeRuns, Lesson, Prediction, Step
from core.lab.lesson_facts import StepFacts
from core.lab.runner_drives import drive_world, run_freely
from core.lab.runner_lens import LessonLens
from core.lab.runner_ports import give_back, take_any, take_near
from core.lab.runner_repeat import repeat
from core.lab.runner_trace import TraceLine, canonical_trace
from core.lab.runner_values import (
    ActorView,
    Output,
    Problem,
    ProblemCode,
    RunError,
    RunErrorCode,
    StepReport,
    Tally,
)
from core.lab.runner_world import Op, Went, World
from core.net.trace import ActorState

__all__ = ["LessonLens", "LessonRun"]

_FREE_RUN_S = 1.0
_TELL_S = 0.1
_KERNEL_S = 0.2
_LATE_S = 4.0
_SLICE_S = 0.05


class _Mark(NamedTuple):
    """How far a run was before a step."""

    calls: int
    ops: int
    time: float


def _mark(world: World) -> _Mark:
    return _Mark(len(world.went()), len(world.ops), world.lens.now())


class LessonRun:
    """A lesson that runs. One thread calls it, but for :meth:`interrupt`; end it by :meth:`stop`.

    ``choose_port`` gives a port that is free for one that the programs name (RunError where there
    is none); ``most_free_runs`` limits free runs (for tests).

    Attributes:
        next_step: the number of the step that comes next, from 0.
    """

    def __init__(
        self,
        lesson: Lesson,
        choose_port: Callable[[int], int] | None = None,
        most_free_runs: int = 1_000_000,
    ) -> None:
        self.lesson = lesson
        self.next_step = 0
        self._choose_port = choose_port or take_near
        self._most_free_runs = most_free_runs
        self._world: World | None = None
        self._ports: dict[int, int] = {}
        self._marks: list[_Mark] = []
        self._unfinished: tuple[list[Went], list[Op], list[_Mark]] | None = None
        self._interrupted = threading.Event()
        self._enough = threading.Event()

    # --- what there is ------------------------------------------------------------------------

    @property
    def lens(self) -> LessonLens:
        """What is seen of the run; a new one after :meth:`start` and :meth:`again`."""
        return self._here().lens

    @property
    def ports(self) -> Mapping[int, int]:
        """From the ports in the lesson to those of this run."""
        return dict(self._ports)

    @property
    def paths(self) -> Mapping[str, str]:
        """From the socket paths in the lesson to those of this run."""
        return dict(self._here().paths)

    @property
    def sources(self) -> Mapping[str, str]:
        """The programs as they run."""
        return dict(self._here().sources)

    def actors(self) -> tuple[ActorView, ...]:
        """How everybody stands."""
        return self._here().views()

    def outputs(self) -> tuple[Output, ...]:
        """All that was printed."""
        return tuple(self._here().outputs)

    def trace(self) -> dict[str, tuple[TraceLine, ...]]:
        """The calls of each actor until now, in a form that equal runs share."""
        world = self._here()
        world.take()
        return canonical_trace(
            world.history,
            [snapshot.info for snapshot in world.lens.actors()],
            {new: old for old, new in self._ports.items()},
            {new: old for old, new in world.paths.items()},
            self.lesson.varies,
        )

    def _here(self) -> World:
        if self._world is None:
            raise RuntimeError("the lesson was not started")
        return self._world

    # --- orders -------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the programs; they stand before their first call. Raises RunError."""
        if self.lesson.faults:
            raise RunError(RunErrorCode.FAULTY, str(self.lesson.faults[0]))
        if not self.lesson.runs_here:
            raise RunError(RunErrorCode.NOT_HERE, ", ".join(self.lesson.only_on))
        self._end_world()
        self._interrupted.clear()
        self._marks = []
        self._unfinished = None
        self.next_step = 0
        for port in self.lesson.ports:
            self._ports[port] = self._choose_port(port)
        self._world = World(self.lesson, self._ports, self._interrupted)
        self._world.begin(held=True)

    def do(self, number: int) -> StepReport:
        """Do the step that comes next, and tell what came of it. Raises RunError."""
        if number != self.next_step:
            raise ValueError(f"step {number} does not come next")
        world = self._here()
        step = self.lesson.steps[number]
        self._marks[number:] = [_mark(world)]
        # What a program printed before its first call belongs to the first step.
        since, printed = (len(world.history), len(world.outputs)) if number else (0, 0)
        problems = []
        for drive in step.drives:
            if (problem := drive_world(world, drive)) is not None:
                problems.append(problem)
            if self._interrupted.is_set():
                break
        self.next_step = number + 1
        return self._report(world, number, step, since, printed, tuple(problems))

    def again(self, number: int) -> None:
        """Start anew, and let everything go as before, until before a step. Raises RunError."""
        world = self._here()
        self._interrupted.clear()
        reached = self.next_step if self._unfinished is None else len(self._unfinished[2]) - 1
        if not 0 <= number <= reached:
            raise ValueError(f"step {number} was not reached")
        if self._unfinished is not None:  # the last time was interrupted: its world is no measure
            calls, ops, marks = self._unfinished
        else:
            marks = [*self._marks[: self.next_step], _mark(world)]
            starts = sum(spec.start for spec in self.lesson.actors)
            calls, ops = world.went(), world.ops[starts:]
        mark = marks[number]
        self.start()
        self._unfinished = (calls, ops, marks)
        done = max(0, mark.ops - sum(spec.start for spec in self.lesson.actors))
        repeat(self._here(), calls[: mark.calls], ops[:done], mark.time)
        if not self._interrupted.is_set():
            self._unfinished = None
        self._marks = marks[:number]
        self.next_step = number

    def step_actor(self, actor: str) -> ProblemCode | None:
        """Let an actor make one call, out of turn; None where it did."""
        return self._here().go(actor)

    def interrupt(self) -> None:
        """Make what is being done come back soon; from any thread."""
        self._interrupted.set()

    def resume(self) -> None:
        """Take :meth:`interrupt` back."""
        self._interrupted.clear()

    def stop_free_runs(self) -> None:
        """Make :meth:`run_free` come back soon; from any thread."""
        self._enough.set()

    def stop(self) -> None:
        """End the programs and close all sockets."""
        self._interrupted.set()
        self._end_world()

    def _end_world(self) -> None:
        world, self._world = self._world, None
        if world is not None:
            world.stop()
        for port in self._ports.values():
            give_back(port)
        self._ports = {}

    # --- what came of it ----------------------------------------------------------------------

    def _report(
        self,
        world: World,
        number: int,
        step: Step,
        since: int,
        printed: int,
        problems: tuple[Problem, ...],
    ) -> StepReport:
        world.take()
        facts = self._facts(world, since, printed)
        checks = self._checks(step, facts)
        end = time.monotonic() + _LATE_S
        # A kernel that waits with the last bytes (zero windows are probed ever more rarely) has not
        # refuted a step: only what is still wrong after a while went otherwise.
        while not all(each.ok for each in checks) and self._may_come_back(world, end):
            time.sleep(_SLICE_S)
            world.rest(_SLICE_S)
            world.take()
            facts = self._facts(world, since, printed)
            checks = self._checks(step, facts)
        report = StepReport(
            number,
            step.id,
            tuple(world.history[since:]),
            tuple(world.outputs)[printed:],
            checks,
            problems,
            actors=world.views(),
        )
        return self._with_answer(report, step.prediction, facts)

    def _may_come_back(self, world: World, end: float) -> bool:
        """Whether somebody is in the kernel who may come back before ``end``."""
        return (
            time.monotonic() < end
            and not self._interrupted.is_set()
            and any(view.state == ActorState.IN_KERNEL.value for view in world.views())
        )

    def _checks(self, step: Step, facts: StepFacts) -> tuple[CheckResult, ...]:
        """Hold the expectations against the run; of the kernel's state a little later again."""
        expected = [item for item in step.expect if item.holds_here]
        end = time.monotonic() + _KERNEL_S
        while True:
            results = tuple(check(item, facts) for item in expected)
            wrong = [item for item, one in zip(expected, results, strict=True) if not one.ok]
            asked = " ".join(item.expression.source for item in wrong)
            late = time.monotonic() > end or self._interrupted.is_set()
            if late or not any(f".{field}" in asked for field in ("queue", "waiting", "tcp")):
                return results
            time.sleep(0.002)

    def _facts(self, world: World, since: int, printed: int) -> StepFacts:
        return StepFacts(
            world.lens,
            world.views(),
            world.history[since:],
            world.history,
            tuple(world.outputs)[printed:],
            {new: old for old, new in self._ports.items()},
            {new: old for old, new in world.paths.items()},
        )

    @staticmethod
    def _with_answer(
        report: StepReport, prediction: Prediction | None, facts: StepFacts
    ) -> StepReport:
        from dataclasses import replace

        if prediction is None:
            return report
        facts.answered_by = 0
        try:
            answer = prediction.answer.value(facts)
        except NoAnswerError as fault:
            return replace(report, not_told=isinstance(fault, NotToldError))
        return replace(
            report,
            has_answer=True,
            answer=answer,
            right_option=prediction.right_option(answer),
            answer_event=facts.answered_by,
        )

    # --- with nobody stopped ------------------------------------------------------------------

    def run_free(self, number: int, told: Callable[[Tally], None]) -> Tally:
        """Run all programs from their start with the gate open, as often as the step says; on
        sockets of their own, the lesson's stay as they are. ``told`` hears how it goes on."""
        step = self.lesson.steps[number]
        runs = step.runs
        if runs is None:
            raise ValueError(f"step {number} has no free runs")
        count = min(runs.count, self._most_free_runs)
        found: Counter[str] = Counter()
        done = without = 0
        tally = _tally(number, runs, done, count, found, without)
        last = time.monotonic()
        self._enough.clear()
        while done < count and not (self._interrupted.is_set() or self._enough.is_set()):
            value = self._one_free_run(runs.value)
            done += 1
            if value is None:
                without += 1
            else:
                found[value] += 1
            tally = _tally(number, runs, done, count, found, without)
            if time.monotonic() - last > _TELL_S and done < count:
                last = time.monotonic()
                told(tally)
        told(tally)
        return tally

    def _one_free_run(self, asked: Expression) -> str | None:
        ports = {port: take_any() for port in self.lesson.ports}
        world = World(self.lesson, ports, self._interrupted)
        try:
            world.begin(held=False)
            run_freely(world, _FREE_RUN_S)
            world.take()
            facts = StepFacts(
                world.lens,
                world.views(),
                world.history,
                world.history,
                tuple(world.outputs),
                {new: old for old, new in ports.items()},
                {new: old for old, new in world.paths.items()},
            )
            return repr(asked.value(facts))
        except NoAnswerError:
            return None
        finally:
            world.stop()
            for port in ports.values():
                give_back(port)


def _tally(
    step: int, runs: FreeRuns, done: int, count: int, found: Counter[str], without: int
) -> Tally:
    first = [repr(option) for option in runs.options]
    others = [value for value, _ in found.most_common() if value not in first]
    rows = tuple((value, found[value]) for value in (*first, *others))
    return Tally(step, done, count, rows, without)
