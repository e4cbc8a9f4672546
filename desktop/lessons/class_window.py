"""The teacher's window of a class: the question for the wall, predictions, hands, the next step."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QVBoxLayout, QWidget

from core.client.classroom import ClassError, Phase
from core.lab.lesson import Lesson, find_lessons
from core.lab.lesson_text import plain
from core.lab.runner_values import StepReport
from desktop.lessons import lesson_words
from desktop.lessons.class_board import ClassBoard
from desktop.lessons.class_head import ClassFoot, ClassHead
from desktop.lessons.class_pupil import bar_names, digest
from desktop.lessons.lesson_page import LessonPage
from desktop.lessons.list_page import ListPage
from desktop.lessons.prediction import parse_number
from desktop.lessons.progress import Progress
from desktop.lessons.step_column import Note
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets.accessible_role import set_role

if TYPE_CHECKING:
    from core.client.class_teacher import Teacher
    from desktop.lessons.class_link import ClassLink

_SIZE = (1280, 800)
MINIMUM = (1000, 640)
_TICK_MS = 1000


class ClassWindow(QWidget):
    """Leads a class on ``channel``. Signals: ``closed()``."""

    closed = Signal()

    def __init__(self, link: ClassLink, channel: str) -> None:
        super().__init__()
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("class")
        set_ground(self, "paper")
        self.link, self.channel = link, channel
        self.context = link.window.context
        self.scale = Scale(True, self)
        self.page: LessonPage | None = None
        self._refused = False
        self.head = ClassHead(self.scale)
        self.note = Note(self.scale, "triangle-alert", "warn")
        language = self.context.translator.language
        self.list = ListPage(language, self.scale, Progress(), for_class=True)
        self.board = ClassBoard(self.scale)
        self.foot = ClassFoot(self.scale)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.board)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.note)
        self._middle.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._middle, 1)
        column.addWidget(self.foot)
        self.setMinimumSize(*MINIMUM)
        self.resize(*_SIZE)
        self._connect_parts()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_hands)
        self._tick.start()
        self.list.show_lessons([x for x in find_lessons() if not x.faults])
        self.list.focus_first()
        self.show_state()

    def _connect_parts(self) -> None:
        self.list.chosen.connect(self.open_lesson)
        self.head.ended.connect(self.close)
        self.head.bars_toggled.connect(self._show_bars)
        self.head.view_chosen.connect(self._show_view)
        self.foot.back.connect(self.go_back)
        self.foot.answers_toggled.connect(self.toggle_answers)
        self.foot.forward.connect(self.go_on)
        self.board.hands.lowered.connect(self._lower)
        self.link.teacher_changed.connect(self.show_state)
        self.link.tags_refused.connect(self._tags_refused)

    # --- the class ----------------------------------------------------------------------------

    @property
    def teacher(self) -> Teacher | None:
        """What is known of the pupils; None before a lesson was chosen."""
        return self.link.teacher

    def open_lesson(self, lesson: Lesson) -> None:
        """Open a lesson for everybody in the channel."""
        language = self.context.translator.language
        try:
            teacher = self.link.begin(
                self.channel, lesson.id, lesson.title(language), digest(lesson)
            )
        except ClassError:
            self.note.say(
                self.tr("The name of this lesson's folder is too long to be told to the others.")
            )
            return
        page = self.page = LessonPage(lesson, language, self.scale)
        page.led = True
        page.header.hide()
        page.bar.hide()
        page.ran.connect(self._ran)
        page.world_began.connect(self._on_world)
        page.busy_over.connect(self.show_state)
        self.stack.addWidget(page)
        page.begin()
        teacher.show_step(1, asks=self._asks(0))
        self.link.tell()
        words = self.tr(
            "Class: lesson “%1”. In Besedka press Join above the messages; in other programs,"
            " follow it on the teacher's screen."
        )
        self.link.say(words.replace("%1", lesson.title(language)))
        page.follow(0, done=False)
        self._show_view(self._best_view())
        self.show_state()

    def _asks(self, step: int) -> bool:
        return self.page is not None and self.page.lesson.steps[step].prediction is not None

    def _best_view(self) -> str:
        teacher = self.teacher
        return "answers" if teacher is not None and self._asks(teacher.step - 1) else "lesson"

    def _on_world(self) -> None:
        if self.page is not None:
            self.board.strip.set_feed(self.page.feed, self.page.lesson)

    def _ran(self, step: int) -> None:
        teacher = self.teacher
        if teacher is not None and step + 1 == teacher.step and teacher.phase is not Phase.DONE:
            teacher.ran()
            self.link.pump()
        self.show_state()

    # --- what the teacher does ------------------------------------------------------------------

    def go_on(self) -> None:
        """Let the step run, here and on every pupil's computer; after that, the next step."""
        teacher, page = self.teacher, self.page
        if teacher is None or page is None or page.busy:
            return
        if teacher.phase is not Phase.DONE:
            teacher.close_answers()
            page.follow(teacher.step - 1, done=True)
        elif teacher.step < len(page.lesson.steps):
            self._go_to(teacher.step + 1)
        else:
            self.close()
        self.show_state()

    def _go_to(self, step: int, *, done: bool = False) -> None:
        teacher, page = self.teacher, self.page
        assert teacher is not None and page is not None
        done = done or page.tells_only(step - 1)
        teacher.show_step(step, asks=self._asks(step - 1), done=done)
        self.link.pump()
        page.follow(step - 1, done=done)
        self._show_view(self._best_view())

    def go_back(self) -> None:
        """Look at the step before once more; it does not run again."""
        teacher, page = self.teacher, self.page
        if teacher is not None and page is not None and teacher.step > 1 and not page.busy:
            self._go_to(teacher.step - 1, done=True)
            self.show_state()

    def toggle_answers(self) -> None:
        """Take no more predictions for this step, or take them again."""
        teacher = self.teacher
        if teacher is None:
            return
        if teacher.phase is Phase.ASK:
            teacher.close_answers()
        else:
            teacher.open_answers()
        self.link.pump()
        self.show_state()

    def _show_bars(self, shown: bool) -> None:
        if self.teacher is not None:
            self.teacher.show_bars(shown)
            self.link.tell()
        self.show_state()

    def _lower(self, nick: str) -> None:
        if self.teacher is not None:
            self.teacher.lower(nick)
            self.link.pump()
        self.show_state()

    def _show_view(self, view: str) -> None:
        if self.page is not None:
            self.stack.setCurrentWidget(self.board if view == "answers" else self.page)
            self.head.show_view(view)
            if view == "lesson" and self.page.is_done:
                self.page.column.reveal_after()

    # --- showing ------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Show what is known."""
        self._show_notes()
        teacher, page = self.teacher, self.page
        self.foot.setVisible(page is not None)
        self.head.show_place(self.channel, page, teacher.step if teacher is not None else 0)
        if teacher is None or page is None or not teacher.step:
            return
        step = teacher.step - 1
        spec, told = page.lesson.steps[step], page.told(step)
        report = page.report(step) if teacher.phase is Phase.DONE else None
        self.board.show_question(told)
        self.board.show_poll(teacher.phase, len(teacher.answers), teacher.expected)
        bars, marked = self._bars(teacher, page, step, report)
        self.board.bars.set_bars(bars, marked=marked)
        self.board.show_thinking(teacher.thinking, len(teacher.pupils))
        real = ""
        if report is not None and report.has_answer and spec.prediction is not None:
            real = lesson_words.value_words(report.answer)
            if 0 <= marked < len(bars):
                real = bars[marked][0]
        self.board.show_decides(teacher.phase, asked=spec.prediction is not None, real=real)
        last = teacher.step == len(page.lesson.steps)
        self.foot.show_phase(teacher.phase, asked=spec.prediction is not None, last=last)
        note = "" if teacher.phase is Phase.DONE else plain(told.title)
        self.foot.forward_button.set_note(note)
        self.foot.forward_button.setEnabled(not page.busy)
        self.foot.back_button.setEnabled(teacher.step > 1 and not page.busy)
        self._show_hands()

    def _bars(
        self, teacher: Teacher, page: LessonPage, step: int, report: StepReport | None
    ) -> tuple[list[tuple[str, int | None]], int]:
        """The poll's bars, hidden until it is closed unless they are shown to the class; and which
        of them really happened (-1: none)."""
        prediction = page.lesson.steps[step].prediction
        if prediction is None:
            return [], -1
        hidden = teacher.phase is Phase.ASK and not teacher.bars_shown
        if prediction.kind == "choice":
            tally = dict(teacher.tally())
            keys = [str(number) for number in range(1, len(prediction.options) + 1)]
            names = bar_names(page, step, keys)
            shown = [None if hidden else tally.get(key, 0) for key in keys]
            right = report.right_option if report is not None else None
            return list(zip(names, shown, strict=True)), -1 if right is None else right
        if hidden:
            return [], -1
        bars: list[tuple[str, int | None]] = list(teacher.tally())
        if report is None or not report.has_answer:
            return bars, -1
        given = [parse_number(t) if prediction.kind == "number" else t for t, _ in bars]
        right_ones = [
            place
            for place, value in enumerate(given)
            if value is not None and prediction.is_right(value, report.answer)
        ]
        return bars, right_ones[0] if right_ones else -1

    def _show_hands(self) -> None:
        teacher = self.teacher
        self.board.hands.show_hands(teacher.hands if teacher is not None else (), time.monotonic())

    def _tags_refused(self) -> None:
        self._refused = True
        self._show_notes()

    def _show_notes(self) -> None:
        notes: list[str] = []
        if self._refused:
            notes.append(
                self.tr(
                    "This server passes no client tags on, so the others' programs cannot follow."
                    " A Besedka server does."
                )
            )
        if not self.link.online:
            notes.append(self.tr("The connection is lost. The class goes on when it is back."))
        elif not self.link.leads(self.channel):
            words = self.tr(
                "You do not lead %1 any more, so nobody follows. Let somebody who leads it give"
                " you the lead."
            )
            notes.append(words.replace("%1", self.channel))
        teacher = self.teacher
        if teacher is not None and teacher.strangers:
            words = self.tr("Another version of Besedka, which cannot take part: %1")
            notes.append(words.replace("%1", ", ".join(sorted(teacher.strangers)[:5])))
        self.note.say("\n".join(notes))

    # --- keys, language, the end ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter go on, Backspace goes back."""
        key = event.key()
        focused = QApplication.focusWidget()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            focused.click()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif key == Qt.Key.Key_Backspace:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live, the lesson's text too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            language = self.context.translator.language
            self.list.set_language(language)
            if self.page is not None:
                self.page.set_language(language)
            self.show_state()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The class is over; everybody is told."""
        self._tick.stop()
        if self.teacher is not None:
            self.link.say(self.tr("The class is over. Thank you!"))
        self.link.end_class()
        self.link.teacher_changed.disconnect(self.show_state)
        self.link.tags_refused.disconnect(self._tags_refused)
        if self.page is not None:
            self.board.strip.set_feed(None, self.page.lesson)
            self.page.end()
        super().closeEvent(event)
        self.closed.emit()
        self.deleteLater()
