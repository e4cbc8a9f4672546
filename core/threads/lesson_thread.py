"""A lesson's run for a window: its steps block, so a thread of its own makes them."""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.lab.lesson import Lesson
from core.lab.runner import LessonLens, LessonRun
from core.lab.runner_values import RunError, RunErrorCode
from core.threads.worker import Worker

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class World:
    """A new run has begun: at the lesson's start, or from a step on again.

    Attributes:
        lens: what a TraceFeed looks through; a new one for each world.
        step: the number of the step that comes next, from 0.
        sources: the programs as they run, with the ports of this run.
        ports, paths: what is in the place of what, to be put into texts
            (:func:`core.lab.lesson.put_in_place`); equal ones where nothing had to be moved.
    """

    lens: LessonLens
    step: int
    sources: Mapping[str, str]
    ports: Mapping[int, int]
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """The lesson cannot go on."""

    code: RunErrorCode
    detail: str


class LessonRunner(QObject):
    """Runs one lesson in a thread of its own. Made and used in the window's thread.

    Orders return at once and are done one after the other; signals say what came of them.

    Signals:
        world(World): a run has begun; the programs stand before their first call.
        stepped(StepReport): a step was done.
        actors_changed(tuple[ActorView, ...]): how everybody stands, after a single call too.
        tallied(Tally): free runs so far, some times a second, and when all are done.
        busy_changed(bool): an order is being carried out.
        trouble(Trouble): the lesson cannot run, or not go on.
        ended(): the thread has ended, all programs and sockets are gone.
    """

    world = Signal(object)
    stepped = Signal(object)
    actors_changed = Signal(object)
    tallied = Signal(object)
    busy_changed = Signal(bool)
    trouble = Signal(object)
    ended = Signal()

    def __init__(self, lesson: Lesson, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._run = LessonRun(lesson)
        self._orders: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._worker: _LessonWorker | None = None
        self._stopping = False

    def start(self) -> bool:
        """Begin. False where the system gives no thread."""
        self._worker = _LessonWorker(self._run, self._orders, self)
        self._orders.put(self._begin)
        return self._worker.launch()

    def do_next(self) -> None:
        """Do the step that comes next; nothing after the last."""
        self._orders.put(self._do_next)

    def again(self, step: int) -> None:
        """From the state before a step on again, on new sockets; what was done by hand meanwhile is
        done again too. Step 0 is the beginning."""
        self._run.interrupt()
        self._orders.put(lambda: self._again(step))

    def go_to(self, step: int) -> None:
        """Stand before a step, whether it was reached already (as :meth:`again`) or not: then the
        steps up to it are done, and ``stepped`` tells of each."""
        if step <= self._run.next_step:
            self._run.interrupt()
        self._orders.put(lambda: self._go_to(step))

    def step_actor(self, actor: str) -> None:
        """Let an actor make one call, out of turn."""
        self._orders.put(lambda: self._step_actor(actor))

    def run_free(self, step: int) -> None:
        """The free runs of a step, once more; ``tallied`` tells."""
        self._orders.put(lambda: self._run_free(step))

    def stop_runs(self) -> None:
        """End free runs; ``tallied`` tells how far they came. What waits to be done is done."""
        self._run.stop_free_runs()

    @property
    def is_running(self) -> bool:
        """Whether its thread lives."""
        return self._worker is not None and self._worker.isRunning()

    def ask_to_stop(self) -> None:
        """Begin to stop everything; returns at once, ``ended`` tells."""
        self._stopping = True
        self._run.interrupt()
        self._orders.put(None)

    def stop_and_wait(self, timeout_s: float = 15.0) -> bool:
        """Stop everything and wait until the thread has ended: some milliseconds, unless a program
        will not end. False where that took too long."""
        if self._worker is None:
            return True
        self.ask_to_stop()
        return self._worker.join(timeout_s)

    def stop(self) -> None:
        """As :meth:`stop_and_wait`."""
        self.stop_and_wait()

    # --- in the worker's thread ---------------------------------------------------------------

    def _begin(self) -> None:
        self._run.start()
        self._tell_world()

    def _again(self, step: int) -> None:
        self._run.again(step)
        self._tell_world()

    def _go_to(self, step: int) -> None:
        run = self._run
        if step <= run.next_step:
            self._again(step)
            return
        run.resume()
        while run.next_step < min(step, len(self.lesson.steps)) and not self._stopping:
            report = run.do(run.next_step)
            self.stepped.emit(report)
        self.actors_changed.emit(run.actors())

    def _tell_world(self) -> None:
        run = self._run
        self.world.emit(World(run.lens, run.next_step, run.sources, run.ports, run.paths))
        self.actors_changed.emit(run.actors())

    def _do_next(self) -> None:
        run = self._run
        if run.next_step >= len(self.lesson.steps):
            return
        number = run.next_step
        report = run.do(number)
        if self._stopping:
            return
        self.stepped.emit(report)
        self.actors_changed.emit(report.actors)
        if self.lesson.steps[number].runs is not None:
            self._run_free(number)

    def _step_actor(self, actor: str) -> None:
        self._run.step_actor(actor)
        self.actors_changed.emit(self._run.actors())

    def _run_free(self, step: int) -> None:
        if self.lesson.steps[step].runs is not None:
            self._run.run_free(step, self.tallied.emit)


class _LessonWorker(Worker):
    """Carries out the orders of a LessonRunner until it gets None."""

    def __init__(
        self,
        run: LessonRun,
        orders: queue.SimpleQueue[Callable[[], None] | None],
        owner: LessonRunner,
    ) -> None:
        super().__init__("lesson", self._failed, owner.ended.emit)
        self._run = run
        self._orders = orders
        self._owner = owner

    def work(self) -> None:
        try:
            while (order := self._orders.get()) is not None:
                self._owner.busy_changed.emit(True)
                try:
                    order()
                except RunError as error:
                    self._owner.trouble.emit(Trouble(error.code, error.detail))
                self._owner.busy_changed.emit(False)
        finally:
            self._run.stop()

    def _failed(self, error: BaseException) -> None:
        _log.error("the lesson's thread failed", exc_info=error)
        self._owner.trouble.emit(Trouble(RunErrorCode.NO_THREAD, str(error)))
