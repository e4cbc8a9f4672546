"""The right side of a lesson: the programs with their marks, what the step shows, the free runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.lesson import Lesson, Step
from core.lab.runner_values import NOT_STARTED, Failure, Output, StepReport, Tally
from core.net.trace import ActorSnapshot, ActorState
from desktop.lessons.look_card import LEAST_HEIGHTS, LookCard
from desktop.lessons.program_marks import marks
from desktop.lessons.program_pane import ProgramPane
from desktop.lessons.runs_card import RunsCard
from desktop.sockets.scale import Scale
from desktop.sockets.scaled_segment import ScaledSegment
from desktop.sockets.selection import Selection

if TYPE_CHECKING:
    from core.threads.lesson_thread import World
    from core.threads.trace_feed import TraceFeed

_LEAST_PANE = 290
_LEAST_BOTH = 330
_LEAST_PROGRAMS = 170
_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX


class Programs(QWidget):
    """The programs side by side; where that is too narrow, one at a time with a choice above."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.panes: list[ProgramPane] = []
        self.choice = ScaledSegment(scale)
        self.choice.chosen.connect(self._choose)
        self._row = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.choice)
        column.addLayout(self._row, 1)
        self._current = 0
        scale.changed.connect(self._fit)

    def set_panes(self, panes: Sequence[ProgramPane]) -> None:
        """Show these."""
        for pane in self.panes:
            self._row.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        self.panes = list(panes)
        for pane in self.panes:
            self._row.addWidget(pane, 1)
        self._current = 0
        self._fit()

    def show_pane(self, actor: str) -> None:
        """Bring a program to the front where one is shown at a time."""
        for at, pane in enumerate(self.panes):
            if pane.actor == actor and at != self._current:
                self._choose(at)

    def _choose(self, at: int) -> None:
        self._current = at
        self._fit()

    def _fit(self) -> None:
        self._row.setSpacing(self._scale.px(12))
        many = len(self.panes)
        wide = self.width() >= many * self._scale.px(_LEAST_PANE) + (many - 1) * self._scale.px(12)
        self.choice.setVisible(not wide and many > 1)
        self.choice.set_options([pane.name.text() for pane in self.panes], self._current)
        for at, pane in enumerate(self.panes):
            pane.setVisible(wide or at == self._current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one at a time."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The names over the programs are words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit()


class Stage(QWidget):
    """Signals: ``step_requested(actor)``: somebody is to make one call; ``more_runs()``."""

    step_requested = Signal(str)
    more_runs = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.feed: TraceFeed | None = None
        self.selection = Selection(self)
        self.programs = Programs(scale)
        self.look = LookCard(scale)
        self.runs = RunsCard(scale)
        self.runs.more.clicked.connect(self.more_runs)
        self.look.step_requested.connect(self._step_number)
        self.look.chosen.connect(self._fit)
        self._looks = False
        self._step: Step | None = None
        self._report: StepReport | None = None
        self._reports: tuple[StepReport, ...] = ()
        self._free = True
        self._front = 1
        self.front = ScaledSegment(scale)
        self.front.chosen.connect(self._choose_front)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.front, 0)
        self._column.addWidget(self.programs, 5)
        self._column.addWidget(self.look, 6)
        self._column.addWidget(self.runs, 4)
        scale.changed.connect(self._restyle)
        self._restyle()

    # --- what is shown ------------------------------------------------------------------------

    def set_lesson(self, lesson: Lesson) -> None:
        """The programs of a lesson, before anything runs."""
        panes = []
        for actor in lesson.actors:
            pane = ProgramPane(actor.name, actor.program, self._scale, self.programs)
            pane.lines.set_source(lesson.sources.get(actor.program, ""))
            pane.step_requested.connect(self._step_pane)
            pane.chosen.connect(self._chosen)
            panes.append(pane)
        self.programs.set_panes(panes)

    def set_world(self, world: World, feed: TraceFeed) -> None:
        """A new run has begun; ``feed`` looks at it."""
        self.leave_world()
        self.feed = feed
        self.selection.clear()
        for pane in self.programs.panes:
            pane.lines.set_source(world.sources.get(pane.program, ""))
        self.look.set_feed(feed, self.selection)
        feed.changed.connect(self._refresh)
        feed.moved.connect(self._refresh)
        feed.reset.connect(self._refresh)
        feed.tick.connect(self._ticked)
        self._refresh()

    def leave_world(self) -> None:
        """The run is over: nothing looks at it any more."""
        if self.feed is None:
            return
        for signal, slot in (
            (self.feed.changed, self._refresh),
            (self.feed.moved, self._refresh),
            (self.feed.reset, self._refresh),
            (self.feed.tick, self._ticked),
        ):
            signal.disconnect(slot)
        self.look.set_feed(None, self.selection)
        self.feed = None

    def show_step(
        self, step: Step, report: StepReport | None, reports: Sequence[StepReport]
    ) -> None:
        """A step, before or after its run; ``reports`` are those of all steps up to it."""
        self._step, self._report, self._reports = step, report, tuple(reports)
        looks = tuple(look for look in step.look if look != "code")
        if step.runs is not None:
            looks = tuple(look for look in looks if look != "table")
        self.look.set_looks(looks)
        self._looks = bool(looks)
        self._front = 1
        self._fit()
        if step.runs is not None:
            self.runs.show_wanted(step.runs.count)
        self._bring_forward(step, report)
        self._refresh()

    def _bring_forward(self, step: Step, report: StepReport | None) -> None:
        """Where one program is shown at a time: the one that the step is about."""
        feed = self.feed
        if report is not None and report.events and feed is not None:
            last = report.answer_event or report.events[-1].number
            event = next((e for e in report.events if e.number == last), report.events[-1])
            self.programs.show_pane(_owner(feed.name_of(event.actor)))
            return
        driven = [drive.base for drive in step.drives if drive.base]
        found = driven[:1]
        for program, _line in step.highlight[:1]:  # several actors may run the same program
            able = [pane.actor for pane in self.programs.panes if pane.program == program]
            found = [actor for actor in driven if actor in able] or able
        for actor in found[:1]:
            self.programs.show_pane(actor)

    def set_free(self, free: bool) -> None:
        """Whether the learner may let somebody make a call."""
        if free != self._free:
            self._free = free
            self._refresh()

    def show_tally(self, tally: Tally) -> None:
        """Free runs so far."""
        self.runs.show_tally(tally)

    # --- marks --------------------------------------------------------------------------------

    def _chosen(self, event: int) -> None:
        feed = self.feed
        found = feed.tape.event(event) if feed is not None else None
        if feed is None or found is None:
            return
        self.selection.set_event(
            event, send=feed.flows.send_number(event), socket=found.socket, actor=found.actor
        )

    def _ticked(self, _now: float) -> None:
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        feed = self.feed
        actors: tuple[ActorSnapshot, ...] = feed.actors() if feed is not None else ()
        number: Callable[[int], int | None] = (
            feed.flows.send_number if feed is not None else lambda _n: None
        )
        shown = frozenset(event.number for event in self._report.events) if self._report else ()
        for pane in self.programs.panes:
            mine = [snapshot for snapshot in actors if _owner(snapshot.info.name) == pane.actor]
            numbers = {snapshot.info.number for snapshot in mine}
            events = []
            if feed is not None:
                last = feed.position
                events = [
                    event
                    for event in feed.tape.events
                    if event.actor in numbers and (last is None or event.number <= last)
                ]
            found = marks(
                pane.program,
                mine,
                events,
                self._outputs(pane.actor),
                self._failures(pane.actor),
                shown=shown,
                send_number=number,
            )
            lit = {
                line
                for program, line in (self._step.highlight if self._step else ())
                if program == pane.program
            }
            pane.show_marks(found, lit, feed.time if feed is not None else 0.0)
            self._show_state(pane, mine)

    def _show_state(self, pane: ProgramPane, mine: Sequence[ActorSnapshot]) -> None:
        standing = [s for s in mine if s.state is not ActorState.FINISHED] or list(mine)
        first = next((s for s in standing if s.info.name == pane.actor), None)
        first = first or (standing[0] if standing else None)
        state = first.state.value if first is not None else NOT_STARTED
        live = self.feed is not None and self.feed.position is None
        parked = [s for s in mine if s.state is ActorState.PARKED]
        pane.set_state(state, may_step=bool(parked) and self._free and live)

    def _outputs(self, actor: str) -> list[Output]:
        return [
            output
            for report in self._reports
            for output in report.outputs
            if _owner(output.actor) == actor
        ]

    def _failures(self, actor: str) -> list[Failure]:
        found: dict[str, Failure] = {}
        for report in self._reports:
            for view in report.actors:
                if _owner(view.name) == actor and view.failure is not None:
                    found[view.name] = view.failure
        return list(found.values())

    def _step_number(self, number: int) -> None:
        name = self.feed.name_of(number) if self.feed is not None else ""
        if name and self._free:
            self.step_requested.emit(name)

    def _step_pane(self, actor: str) -> None:
        """Let the program's first thread go, or the first of its threads that is parked."""
        parked = [
            snapshot.info.name
            for snapshot in (self.feed.actors() if self.feed is not None else ())
            if snapshot.state is ActorState.PARKED and _owner(snapshot.info.name) == actor
        ]
        if parked:
            self.step_requested.emit(actor if actor in parked else parked[0])

    def _choose_front(self, at: int) -> None:
        self._front = at
        self._fit()

    def _fit(self) -> None:
        """The programs take what they need, and at most half where something else is shown; where
        that would be too little for both, one of them at a time."""
        runs = self._step is not None and self._step.runs is not None
        alone = not self._looks and not runs
        least, room = _LEAST_BOTH, max(round(self.height() * 0.5), self._scale.px(150))
        needed = LEAST_HEIGHTS.get(self.look.current, 0) if self._looks else 0
        if needed:
            least = _LEAST_PROGRAMS + needed + 12
            rest = self.height() - self._scale.px(needed + 12)
            room = max(self._scale.px(_LEAST_PROGRAMS), min(room, rest))
        single = not alone and self.height() < self._scale.px(least)
        self.front.setVisible(single)
        self.front.set_options((self.tr("Programs"), self.tr("Picture")), self._front)
        self.programs.setVisible(not single or self._front == 0)
        self.look.setVisible(self._looks and (not single or self._front == 1))
        self.runs.setVisible(runs and (not single or self._front == 1))
        wanted = max((pane.wanted_height() for pane in self.programs.panes), default=0)
        if self.programs.choice.isVisible():
            wanted += self.programs.choice.height() + 8
        shared = not (alone or single)
        self.programs.setMaximumHeight(min(wanted, room) if shared else _UNLIMITED)
        self.programs.setMinimumHeight(min(wanted, room) if shared else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The names of what can be shown are words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit()

    def _restyle(self) -> None:
        self._column.setSpacing(self._scale.px(12))
        self._fit()


def _owner(name: str) -> str:
    return name.partition(".")[0]
