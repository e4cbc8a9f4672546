"""What a lesson's page shows: head, text, programs, foot, and the live view in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.lab.lesson import Lesson, Step
from core.lab.lesson_text import StepText, plain
from core.lab.runner_values import StepReport
from desktop.lessons.header import LessonHeader
from desktop.lessons.page_run import PageRun
from desktop.lessons.stage import Stage
from desktop.lessons.step_bar import StepBar
from desktop.lessons.step_column import StepColumn
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets.accessible_role import set_role

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed

_COLUMN = 364


class PageView(QWidget):
    """One step of a lesson at a time. :class:`desktop.lessons.lesson_page.LessonPage` goes through
    the steps.

    Attributes: ``header``, ``column``, ``stage``, ``bar``: its parts; ``run``: what runs; ``led``:
    a teacher leads, so nothing goes on by itself; ``language``: of the lesson's text.
    """

    def __init__(
        self, lesson: Lesson, language: str, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        set_role(self, QAccessible.Role.Document)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lesson, self.language, self.scale = lesson, language, scale
        self.led = False
        self.header = LessonHeader(scale)
        self.column = StepColumn(scale)
        self.stage = Stage(scale)
        self.bar = StepBar(scale)
        self.run = PageRun(lesson, self)
        self._answers: dict[int, str] = {}
        self._step = 0
        self._panel: QWidget | None = None
        self._middle = QHBoxLayout()
        self._middle.addWidget(self.column)
        self._middle.addWidget(self.stage, 1)
        self._column_layout = QVBoxLayout()
        self._column_layout.addLayout(self._middle, 1)
        self._column_layout.addWidget(self.bar)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addLayout(self._column_layout, 1)
        self.bar.sockets.connect(self.toggle_sockets)
        scale.changed.connect(self._restyle)
        self._restyle()
        self.stage.set_lesson(lesson)
        self._show_step()

    # --- what is known ------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._step

    @property
    def is_done(self) -> bool:
        """Whether the step that is shown has run."""
        return self.run.is_done(self._step)

    @property
    def busy(self) -> bool:
        """Whether something is being carried out."""
        return self.run.busy

    @property
    def feed(self) -> TraceFeed | None:
        """Looks at the run; None before it has begun."""
        return self.run.feed

    def report(self, step: int) -> StepReport | None:
        """What a step did, None before it has run."""
        return self.run.reports.get(step)

    def answer(self, step: int) -> str:
        """What the learner predicted for a step, "" for nothing."""
        return self._answers.get(step, "")

    def _spec(self) -> Step:
        return self.lesson.steps[self._step]

    def told(self, step: int) -> StepText:
        """The text of a step in the language of the page."""
        spec = self.lesson.steps[step]
        return self.lesson.text(self.language).step(spec.id) or StepText(spec.id, ())

    def tells_only(self, step: int) -> bool:
        """Whether a step has nothing to run and nothing to ask."""
        spec = self.lesson.steps[step]
        return not spec.drives and spec.runs is None and spec.prediction is None

    # --- showing ------------------------------------------------------------------------------

    def _show_step(self) -> None:
        if not self.lesson.steps:
            return
        spec = self._spec()
        text = self.lesson.text(self.language)
        self.column.show_step(self.lesson, text, spec, self.told(self._step), first=self._step == 0)
        answer = self._answers.get(self._step, "")
        if spec.prediction is not None and answer:
            self.column.prediction.set_answer(answer)
        self.stage.runs.show_tally(self.run.tallies.get(self._step))
        self._show_after()

    def _show_after(self) -> None:
        report = self.run.reports.get(self._step) if self.is_done else None
        self.column.show_after(report)
        spec = self._spec()
        if report is not None:
            self.column.mark_result(spec, report, self._answers.get(self._step, ""))
        reports = self.run.reports
        before = [reports[n] for n in sorted(reports) if n <= self._step]
        self.stage.show_step(spec, report, before)
        self._show_bar()

    def _look_at_shown(self) -> None:
        """An earlier step is looked at as it was then; the last one as it is now."""
        if self.feed is None:
            return
        report = self.run.reports.get(self._step)
        live = self._step >= self.run.next_step - 1 or report is None or not report.events
        last = max((event.number for event in report.events), default=0) if report else 0
        self.feed.set_position(None if live else last)

    def _show_bar(self) -> None:
        count = len(self.lesson.steps)
        bar = self.bar
        title = plain(self.told(self._step).title) if count else ""
        bar.show_place(self._step, count, self.run.next_step, title)
        self.setAccessibleName(": ".join(filter(None, (self.header.title.text(), title))))
        runs = not self.is_done
        last = self._step + 1 == count
        bar.show_forward("run" if runs else "finish" if last else "next")
        ready = self.run.ready
        bar.forward_button.setEnabled(ready and not self.led)
        bar.back_button.setEnabled(self._step > 0 and not self.run.busy and not self.led)
        bar.again_button.setEnabled(self.run.runs and not self.led)
        asked = count > 0 and self._spec().prediction is not None
        bar.skip_button.setVisible(
            runs and asked and not self._answers.get(self._step) and not self.led
        )
        bar.skip_button.setEnabled(ready)
        bar.sockets_button.setEnabled(self.feed is not None)
        bar.fit()
        self.stage.set_free(ready and not self.led)

    def refresh(self) -> None:
        """Show what can be done now: a teacher leads no longer."""
        self._show_bar()

    # --- the live view ------------------------------------------------------------------------

    def toggle_sockets(self) -> None:
        """The whole live view in the place of the step's picture, and back."""
        if self._panel is not None:
            self._close_panel()
            return
        if self.feed is None:
            return
        from desktop.sockets.sockets_panel import SocketsPanel

        panel = self._panel = SocketsPanel(self.feed, self.scale, self.stage.selection)
        for shortcut in panel.findChildren(QShortcut):
            if shortcut.key() in (QKeySequence("F9"), QKeySequence("F11")):
                shortcut.setEnabled(False)  # they are the lesson's and the window's
        panel.again_wanted.connect(lambda _number: self.bar.again.emit())
        self._middle.replaceWidget(self.stage, self._panel)
        self.stage.hide()
        self._panel.show()
        self.bar.sockets_button.setChecked(True)

    def _close_panel(self) -> None:
        self.bar.sockets_button.setChecked(False)
        if self._panel is None:
            return
        panel, self._panel = self._panel, None
        self._middle.replaceWidget(panel, self.stage)
        panel.hide()
        panel.deleteLater()
        self.stage.show()

    # --- look -------------------------------------------------------------------------------

    def _restyle(self) -> None:
        px = self.scale.px
        self._column_layout.setContentsMargins(px(12), px(12), px(12), px(12))
        self._column_layout.setSpacing(px(12))
        self._middle.setSpacing(px(12))
        self._fit()

    def _fit(self) -> None:
        share = 0.32 if self.scale.projector else 0.30
        self.column.setFixedWidth(
            round(min(self.scale.px(_COLUMN), max(self.width() * share, self.scale.px(250))))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text has its share of the width."""
        super().resizeEvent(event)
        self._fit()
