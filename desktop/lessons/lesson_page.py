"""One lesson: its text, its programs on real sockets, and the way through its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from core.lab.lesson import Lesson, Step
from core.lab.lesson_text import StepText, plain
from core.lab.runner_values import StepReport, Tally
from desktop.lessons import lesson_words
from desktop.lessons.header import LessonHeader
from desktop.lessons.stage import Stage
from desktop.lessons.step_bar import StepBar
from desktop.lessons.step_column import StepColumn
from desktop.lessons.step_text import LESSON
from desktop.sockets.scale import Scale
from desktop.theme import set_ground

if TYPE_CHECKING:
    from core.threads.lesson_thread import LessonRunner, Trouble, World
    from core.threads.trace_feed import TraceFeed

_COLUMN = 364


class LessonPage(QWidget):
    """A lesson that can be gone through. Call :meth:`begin` once and :meth:`end` at the end.

    ``language`` is the language of its text. A page that is ``led`` follows a teacher: it goes on
    only when :meth:`follow` says so.

    Signals:
        list_requested(), class_requested(), projector_requested(): buttons of the head.
        lesson_wanted(number): a link to another lesson was followed.
        answered(step, text): the learner predicted something (step from 0; see Prediction).
        ran(step): a step was done.
        shown(step): another step is shown.
        finished(): the last step was done and the learner goes on.
        world_began(): there is a new ``feed``.
        busy_over(): what was being carried out is done.
    """

    list_requested = Signal()
    class_requested = Signal()
    projector_requested = Signal()
    lesson_wanted = Signal(int)
    answered = Signal(int, str)
    ran = Signal(int)
    shown = Signal(int)
    finished = Signal()
    world_began = Signal()
    busy_over = Signal()

    def __init__(
        self, lesson: Lesson, language: str, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lesson, self.language, self.scale = lesson, language, scale
        self.led = False
        self.header = LessonHeader(scale)
        self.column = StepColumn(scale)
        self.stage = Stage(scale)
        self.bar = StepBar(scale)
        self.feed: TraceFeed | None = None
        self._runner: LessonRunner | None = None
        self._reports: dict[int, StepReport] = {}
        self._tallies: dict[int, Tally] = {}
        self._answers: dict[int, str] = {}
        self._step = 0
        self._next = 0
        self._target = 0  # the step that the teacher shows
        self._wanted = 0  # how many steps have run at the teacher's
        self._busy = False
        self._stuck = False
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
        self._connect_parts()
        scale.changed.connect(self._restyle)
        self._restyle()
        self.stage.set_lesson(lesson)
        self._show_step()

    def _connect_parts(self) -> None:
        header, bar = self.header, self.bar
        header.list_requested.connect(self.list_requested)
        header.class_requested.connect(self.class_requested)
        header.projector_requested.connect(self.projector_requested)
        self.column.followed.connect(self._follow_link)
        self.column.prediction.answered.connect(self._answered)
        self.stage.step_requested.connect(self._step_actor)
        self.stage.more_runs.connect(self._more_runs)
        bar.back.connect(self.go_back)
        bar.again.connect(self.go_again)
        bar.skipped.connect(self._skip)
        bar.sockets.connect(self.toggle_sockets)
        bar.forward.connect(self.go_on)

        def bind(keys: str, act: object) -> None:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        bind("F6", self.toggle_sockets)
        bind("F9", self.go_again)

    # --- its life -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Make the programs run: they stand before their first calls."""
        if self._runner is not None or self.lesson.faults:
            return
        from core.threads.lesson_thread import LessonRunner

        runner = self._runner = LessonRunner(self.lesson, self)
        runner.world.connect(self._on_world)
        runner.stepped.connect(self._on_stepped)
        runner.actors_changed.connect(self._on_actors)
        runner.tallied.connect(self._on_tally)
        runner.busy_changed.connect(self._on_busy)
        runner.trouble.connect(self._on_trouble)
        if not runner.start():
            self.column.trouble.say(
                self.tr("The system gives no more threads. Close other programs and open it again.")
            )

    def end(self) -> None:
        """Stop everything: programs, sockets, threads."""
        self._close_panel()
        self.stage.leave_world()
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
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._step

    @property
    def is_done(self) -> bool:
        """Whether the step that is shown has run."""
        return self._step in self._reports and self._step < self._next

    @property
    def busy(self) -> bool:
        """Whether something is being carried out."""
        return self._busy

    def report(self, step: int) -> StepReport | None:
        """What a step did, None before it has run."""
        return self._reports.get(step)

    def answer(self, step: int) -> str:
        """What the learner predicted for a step, "" for nothing."""
        return self._answers.get(step, "")

    def _spec(self) -> Step:
        return self.lesson.steps[self._step]

    def told(self, step: int) -> StepText:
        """The text of a step in the language of the page."""
        spec = self.lesson.steps[step]
        return self.lesson.text(self.language).step(spec.id) or StepText(spec.id, ())

    # --- the way ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Run the step that is shown; where it has run, go to the next one."""
        if self._busy or self._runner is None or self._stuck or self.led:
            return
        if not self.is_done:
            asked = self._spec().prediction is not None
            if asked and not self._take_typed():
                return
            if asked and not self._answers.get(self._step):
                self.column.hint.say(
                    self.tr("What do you think? Choose or type an answer first, or press Skip.")
                )
                self.column.prediction.focus_first()
                return
            self._run()
        elif self._step + 1 < len(self.lesson.steps):
            self._go_to(self._step + 1)
        else:
            self.finished.emit()

    def _take_typed(self) -> bool:
        """What stands in the field counts as the answer; False where it is none."""
        prediction = self.column.prediction
        fault = prediction.fault()
        prediction.field.set_error(fault)
        if not fault and not prediction.is_locked and prediction.answer():
            self._answered(prediction.answer())
        return not fault

    def _skip(self) -> None:
        """Run the step without a prediction."""
        if not self.is_done and not self._busy and self._runner is not None and not self.led:
            self._run()

    def _run(self) -> None:
        assert self._runner is not None
        self._busy = True
        self.column.prediction.lock()
        self.column.hint.say("")
        self._show_bar()
        self._runner.do_next()

    def _go_to(self, step: int) -> None:
        self._step = step
        self._show_step()
        self.column.reveal_top()
        self._look_at_shown()
        self.shown.emit(step)
        if step == self._next and self.tells_only(step) and not self.led:
            self._run()

    def tells_only(self, step: int) -> bool:
        """Whether a step has nothing to run and nothing to ask."""
        spec = self.lesson.steps[step]
        return not spec.drives and spec.runs is None and spec.prediction is None

    def go_back(self) -> None:
        """Read the step before again; the run stays where it is."""
        if self._step > 0 and not self._busy and not self.led:
            self._go_to(self._step - 1)

    def go_again(self) -> None:
        """Run from the beginning of the shown step again, on new sockets."""
        if self._runner is None or self.led:
            return
        self._forget_from(self._step)
        self._busy, self._stuck = True, False
        self.column.trouble.say("")
        self._show_bar()
        self._runner.again(self._step)

    def _forget_from(self, step: int) -> None:
        for table in (self._reports, self._answers, self._tallies):
            for number in [number for number in table if number >= step]:
                del table[number]

    def _step_actor(self, actor: str) -> None:
        if self._runner is not None and not self._busy:
            self._runner.step_actor(actor)

    def _more_runs(self) -> None:
        if self._runner is not None and self._spec().runs is not None and not self._busy:
            self._runner.run_free(self._step)

    # --- a teacher leads ------------------------------------------------------------------------

    def follow(self, step: int, *, done: bool) -> None:
        """Show a step; ``done``: it has run at the teacher's, so it runs here too."""
        self.led = True
        self._target = min(max(0, step), len(self.lesson.steps) - 1)
        self._wanted = self._target + (1 if done else 0)
        self._catch_up()

    def _catch_up(self) -> None:
        """Run what a teacher has run already."""
        if not self.led or self._busy or self._runner is None or self._stuck:
            return
        if self._next < self._wanted and self.feed is not None:
            if self._step != self._next:
                self._step = self._next
                self._show_step()
            self._run()
        elif self._step != self._target:
            self._step = self._target
            self._show_step()
            self.column.reveal_top()
            self.shown.emit(self._step)
        self._show_bar()

    # --- what the runner tells --------------------------------------------------------------------

    def _on_world(self, world: World) -> None:
        from core.threads.trace_feed import TraceFeed

        old, self.feed = self.feed, TraceFeed(world.lens, parent=self)
        self._next = world.step
        self._close_panel()
        self.stage.set_world(world, self.feed)
        self.feed.start()
        if old is not None:
            old.stop()
            old.deleteLater()
        self.column.set_places(world.ports, world.paths)
        self._show_step()
        self.world_began.emit()
        if self._step == self._next and self.tells_only(self._step) and not self.led:
            self._run()

    def _on_stepped(self, report: StepReport) -> None:
        self._reports[report.step] = report
        self._next = report.step + 1
        if self.feed is not None:
            self.feed.poll()
        if report.step == self._step:
            self._show_after()
            self.column.reveal_after()
        self.ran.emit(report.step)

    def _on_actors(self, _actors: object) -> None:
        if self.feed is not None:
            self.feed.poll()

    def _on_tally(self, tally: Tally) -> None:
        self._tallies[tally.step] = tally
        if tally.step == self._step:
            self.stage.show_tally(tally)

    def _on_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_bar()
        if not busy:
            self._catch_up()
            if not self._busy:
                self.busy_over.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self._stuck = True
        self._busy = False
        self.column.trouble.say(lesson_words.trouble(trouble.code, trouble.detail, self.lesson))
        self._show_bar()

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
        self.stage.runs.show_tally(self._tallies.get(self._step))
        self._show_after()

    def _show_after(self) -> None:
        report = self._reports.get(self._step) if self.is_done else None
        self.column.show_after(report)
        spec = self._spec()
        if report is not None:
            self.column.mark_result(spec, report, self._answers.get(self._step, ""))
        before = [self._reports[n] for n in sorted(self._reports) if n <= self._step]
        self.stage.show_step(spec, report, before)
        self._show_bar()

    def _look_at_shown(self) -> None:
        """An earlier step is looked at as it was then; the last one as it is now."""
        if self.feed is None:
            return
        report = self._reports.get(self._step)
        live = self._step >= self._next - 1 or report is None or not report.events
        last = max((event.number for event in report.events), default=0) if report else 0
        self.feed.set_position(None if live else last)

    def _show_bar(self) -> None:
        count = len(self.lesson.steps)
        bar = self.bar
        title = plain(self.told(self._step).title) if count else ""
        bar.show_place(self._step, count, self._next, title)
        runs = not self.is_done
        last = self._step + 1 == count
        bar.show_forward("run" if runs else "finish" if last else "next")
        ready = self._runner is not None and not self._busy and not self._stuck
        bar.forward_button.setEnabled(ready and not self.led)
        bar.back_button.setEnabled(self._step > 0 and not self._busy and not self.led)
        bar.again_button.setEnabled(self._runner is not None and not self.led)
        asked = count > 0 and self._spec().prediction is not None
        bar.skip_button.setVisible(
            runs and asked and not self._answers.get(self._step) and not self.led
        )
        bar.skip_button.setEnabled(ready)
        bar.sockets_button.setEnabled(self.feed is not None)
        self.stage.set_free(ready and not self.led)

    def _answered(self, text: str) -> None:
        self._answers[self._step] = text
        self.column.hint.say("")
        self._show_bar()
        self.answered.emit(self._step, text)

    def refresh(self) -> None:
        """Show what can be done now: a teacher leads no longer."""
        self._show_bar()

    def set_language(self, language: str) -> None:
        """Tell the lesson in another language; what was answered stays."""
        if language == self.language:
            return
        self.language = language
        answer = self.column.prediction.answer()
        self._show_step()
        if not self.is_done and answer:
            self.column.prediction.set_answer(answer)

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
        panel.again_wanted.connect(lambda _number: self.go_again())
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

    # --- keys, links, look ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter go on, 1 to 9 predict, Backspace goes back."""
        key = event.key()
        plain_key = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not plain_key:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, QAbstractButton) and focused.isEnabled():
                focused.click()
            else:
                self.go_on()
        elif key == Qt.Key.Key_Space:
            self.go_on()
        elif key == Qt.Key.Key_Backspace:
            self.go_back()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self._may_answer():
            self.column.prediction.choose(key - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def _may_answer(self) -> bool:
        return bool(self.lesson.steps) and self._spec().prediction is not None and not self.is_done

    def _follow_link(self, target: str) -> None:
        if target.startswith(LESSON):
            number = target.removeprefix(LESSON)
            if number.isdecimal():
                self.lesson_wanted.emit(int(number))
        elif target.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(target))

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

    def changeEvent(self, event: QEvent) -> None:
        """Some words of the page are put together here."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_bar()
