"""One lesson: its text, its programs on real sockets, and the way through its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.lab.lesson import Lesson
from core.lab.runner_values import StepReport, Tally
from desktop.lessons import lesson_words
from desktop.lessons.page_view import PageView
from desktop.lessons.step_text import LESSON
from desktop.sockets.scale import Scale

if TYPE_CHECKING:
    from core.threads.lesson_thread import Trouble, World


class LessonPage(PageView):
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
        super().__init__(lesson, language, scale, parent)
        self._target = 0  # the step that the teacher shows
        self._wanted = 0  # how many steps have run at the teacher's
        self._connect_parts()

    def _connect_parts(self) -> None:
        header, bar = self.header, self.bar
        header.list_requested.connect(self.list_requested)
        header.class_requested.connect(self.class_requested)
        header.projector_requested.connect(self.projector_requested)
        self.column.followed.connect(self._follow_link)
        self.column.prediction.answered.connect(self._answered)
        self.stage.step_requested.connect(self.run.step_actor)
        self.stage.more_runs.connect(self._more_runs)
        bar.back.connect(self.go_back)
        bar.again.connect(self.go_again)
        bar.skipped.connect(self._skip)
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
        if self.run.runs or self.lesson.faults:
            return
        run = self.run
        run.world.connect(self._on_world)
        run.stepped.connect(self._on_stepped)
        run.tallied.connect(self._on_tally)
        run.busy_changed.connect(self._on_busy)
        run.trouble.connect(self._on_trouble)
        if not run.begin():
            self.column.trouble.say(
                self.tr("The system gives no more threads. Close other programs and open it again.")
            )

    def end(self) -> None:
        """Stop everything: programs, sockets, threads."""
        self._close_panel()
        self.stage.leave_world()
        self.run.blockSignals(True)
        self.run.end()

    # --- the way ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Run the step that is shown; where it has run, go to the next one."""
        if not self.run.ready or self.led:
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
        if not self.is_done and self.run.ready and not self.led:
            self._run()

    def _run(self) -> None:
        self.column.prediction.lock()
        self.column.hint.say("")
        self.run.do_next()
        self._show_bar()

    def _go_to(self, step: int) -> None:
        self._step = step
        self._show_step()
        self.column.reveal_top()
        self._look_at_shown()
        self.shown.emit(step)
        if step == self.run.next_step and self.tells_only(step) and not self.led:
            self._run()

    def go_back(self) -> None:
        """Read the step before again; the run stays where it is."""
        if self._step > 0 and not self.run.busy and not self.led:
            self._go_to(self._step - 1)

    def go_again(self) -> None:
        """Run from the beginning of the shown step again, on new sockets."""
        if not self.run.runs or self.led:
            return
        for number in [number for number in self._answers if number >= self._step]:
            del self._answers[number]
        self.column.trouble.say("")
        self.run.again(self._step)
        self._show_bar()

    def _more_runs(self) -> None:
        if self._spec().runs is not None:
            self.run.run_free(self._step)

    # --- a teacher leads ------------------------------------------------------------------------

    def follow(self, step: int, *, done: bool) -> None:
        """Show a step; ``done``: it has run at the teacher's, so it runs here too."""
        self.led = True
        self._target = min(max(0, step), len(self.lesson.steps) - 1)
        self._wanted = self._target + (1 if done else 0)
        self._catch_up()

    def _catch_up(self) -> None:
        """Run what a teacher has run already."""
        run = self.run
        if not self.led or run.busy or not run.runs:
            return
        if run.next_step < self._wanted and run.feed is not None and not run.stuck:
            if self._step != run.next_step:
                self._step = run.next_step
                self._show_step()
            self._run()
        elif self._step != self._target:
            self._step = self._target
            self._show_step()
            self.column.reveal_top()
            self.shown.emit(self._step)
        self._show_bar()

    # --- what the run tells -------------------------------------------------------------------

    def _on_world(self, world: World) -> None:
        assert self.run.feed is not None
        self._close_panel()
        self.stage.set_world(world, self.run.feed)
        self.column.set_places(world.ports, world.paths)
        self._show_step()
        self.world_began.emit()
        if self._step == self.run.next_step and self.tells_only(self._step) and not self.led:
            self._run()

    def _on_stepped(self, report: StepReport) -> None:
        if report.step == self._step:
            self._show_after()
            self.column.reveal_after()
        self.ran.emit(report.step)

    def _on_tally(self, tally: Tally) -> None:
        if tally.step == self._step:
            self.stage.show_tally(tally)

    def _on_busy(self) -> None:
        self._show_bar()
        if not self.run.busy:
            self._catch_up()
            if not self.run.busy:
                self.busy_over.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self.column.trouble.say(lesson_words.trouble(trouble.code, trouble.detail, self.lesson))
        self._show_bar()

    # --- showing ------------------------------------------------------------------------------

    def _answered(self, text: str) -> None:
        self._answers[self._step] = text
        self.column.hint.say("")
        self._show_bar()
        self.answered.emit(self._step, text)

    def set_language(self, language: str) -> None:
        """Tell the lesson in another language; what was answered stays."""
        if language == self.language:
            return
        self.language = language
        answer = self.column.prediction.answer()
        self._show_step()
        if not self.is_done and answer:
            self.column.prediction.set_answer(answer)

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

    def changeEvent(self, event: QEvent) -> None:
        """Some words of the page are put together here."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_bar()
