"""The run behind a lesson's page: its runner, what it told, and the feed that looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.lab.lesson import Lesson
from core.lab.runner_values import StepReport, Tally

if TYPE_CHECKING:
    from core.threads.lesson_thread import LessonRunner, Trouble, World
    from core.threads.trace_feed import TraceFeed


class PageRun(QObject):
    """A lesson that runs. Orders return at once.

    Attributes:
        feed: looks at the run; None before the first has begun. Another one after :meth:`again`.
        next_step: the step that runs next, from 0.
        reports, tallies: what the steps told, by their number.
        busy: an order is being carried out.
        stuck: it cannot go on (``trouble`` said why), but from the beginning of a step again.

    Signals:
        world(World): a run has begun; ``feed`` is the new one already.
        stepped(StepReport), tallied(Tally), trouble(Trouble): as the runner's.
        busy_changed(): ``busy`` changed.
    """

    world = Signal(object)
    stepped = Signal(object)
    tallied = Signal(object)
    trouble = Signal(object)
    busy_changed = Signal()

    def __init__(self, lesson: Lesson, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self.feed: TraceFeed | None = None
        self.next_step = 0
        self.reports: dict[int, StepReport] = {}
        self.tallies: dict[int, Tally] = {}
        self.busy = False
        self.stuck = False
        self._runner: LessonRunner | None = None

    # --- its life -----------------------------------------------------------------------------

    def begin(self) -> bool:
        """Let the programs stand before their first calls. False: the system gives no thread."""
        from core.threads.lesson_thread import LessonRunner

        runner = self._runner = LessonRunner(self.lesson, self)
        runner.world.connect(self._on_world)
        runner.stepped.connect(self._on_stepped)
        runner.actors_changed.connect(self._poll)
        runner.tallied.connect(self._on_tally)
        runner.busy_changed.connect(self._on_busy)
        runner.trouble.connect(self._on_trouble)
        return runner.start()

    def end(self) -> None:
        """Stop everything: programs, sockets, threads."""
        if self.feed is not None:
            self.feed.stop()
            self.feed.deleteLater()
            self.feed = None
        if self._runner is not None:
            runner, self._runner = self._runner, None
            for signal in (
                runner.world, runner.stepped, runner.actors_changed, runner.tallied,
                runner.busy_changed, runner.trouble,
            ):  # fmt: skip
                signal.disconnect()
            runner.stop()
            runner.deleteLater()

    # --- what is known ------------------------------------------------------------------------

    @property
    def runs(self) -> bool:
        """Whether it has begun and not ended."""
        return self._runner is not None

    @property
    def ready(self) -> bool:
        """Whether an order can be given."""
        return self.runs and not self.busy and not self.stuck

    def is_done(self, step: int) -> bool:
        """Whether a step has run."""
        return step in self.reports and step < self.next_step

    # --- orders -------------------------------------------------------------------------------

    def do_next(self) -> None:
        """Do the step that comes next."""
        if self._runner is not None:
            self.busy = True
            self._runner.do_next()

    def again(self, step: int) -> None:
        """From the beginning of a step on again, on new sockets."""
        if self._runner is None:
            return
        for table in (self.reports, self.tallies):
            for number in [number for number in table if number >= step]:
                del table[number]
        self.busy, self.stuck = True, False
        self._runner.again(step)

    def step_actor(self, actor: str) -> None:
        """Let an actor make one call, out of turn."""
        if self._runner is not None and self.ready:
            self._runner.step_actor(actor)

    def run_free(self, step: int) -> None:
        """The free runs of a step once more."""
        if self._runner is not None and self.ready:
            self._runner.run_free(step)

    # --- what the runner tells ------------------------------------------------------------------

    def _on_world(self, world: World) -> None:
        from core.threads.trace_feed import TraceFeed

        old, self.feed = self.feed, TraceFeed(world.lens, parent=self)
        self.next_step = world.step
        self.world.emit(world)
        self.feed.start()
        if old is not None:
            old.stop()
            old.deleteLater()

    def _on_stepped(self, report: StepReport) -> None:
        self.reports[report.step] = report
        self.next_step = report.step + 1
        self._poll()
        self.stepped.emit(report)

    def _poll(self, _actors: object = None) -> None:
        if self.feed is not None:
            self.feed.poll()

    def _on_tally(self, tally: Tally) -> None:
        self.tallies[tally.step] = tally
        self.tallied.emit(tally)

    def _on_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self.stuck = True
        self.trouble.emit(trouble)
