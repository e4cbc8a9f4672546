"""A pupil's window in a class: the lesson on this computer's own sockets, led by the teacher."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.client.classroom import Phase
from core.lab.lesson import Lesson, find_lessons
from core.lab.lesson_text import plain
from desktop.lessons.lesson_page import LessonPage
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.lessons.statistics import Bars
from desktop.lessons.step_column import Note
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import set_ground
from desktop.widgets import Divider

if TYPE_CHECKING:
    from desktop.lessons.class_link import ClassLink

_SIZE = (1180, 760)
MINIMUM = (800, 560)


def find_lesson(name: str) -> Lesson | None:
    """The lesson of that folder's name on this computer, if it is whole."""
    return next((x for x in find_lessons() if x.id == name and not x.faults), None)


def digest(lesson: Lesson) -> str:
    """Tells whether two computers have the same lesson: 8 figures of a hash of its programs and
    its steps; the language of its text does not count."""
    whole = hashlib.sha256()
    for name in sorted(lesson.sources):
        whole.update(f"{name}\0{lesson.sources[name]}\0".encode())
    for step in lesson.steps:
        whole.update(f"{step.id}\0{step.drives!r}\0".encode())
    return whole.hexdigest()[:8]


def bar_names(page: LessonPage, step: int, texts: list[str]) -> list[str]:
    """Predictions as words: the number of an option becomes the option."""
    prediction = page.lesson.steps[step].prediction
    if prediction is None or prediction.kind != "choice":
        return texts
    told = page.told(step).options
    words = [plain(spans) for spans in told] or list(prediction.option_sources)
    names = []
    for text in texts:
        number = int(text) if text.isascii() and text.isdigit() else 0
        names.append(words[number - 1] if 1 <= number <= len(words) else text)
    return names


class PupilWindow(QWidget):
    """Follows the class of a ClassLink. Signals: ``closed()``."""

    closed = Signal()

    def __init__(self, link: ClassLink, lesson: Lesson) -> None:
        super().__init__()
        self.setObjectName("pupil")
        set_ground(self, "paper")
        self.link, self.lesson = link, lesson
        self.context = link.window.context
        self.scale = Scale(parent=self)
        self.page = LessonPage(lesson, self.context.translator.language, self.scale)
        self.page.led = True
        self.page.header.hide()
        self.page.bar.hide()
        self._over = False
        self._differs = False
        self.title = PaneLabel(self.scale, "title")
        self.subtitle = ScaledElided(self.scale, "body", "muted")
        self.hand = ScaledButton(self.scale, "hand")
        self.hand.setCheckable(True)
        self.projector = ScaledButton(self.scale, "presentation")
        self.leave = ScaledButton(self.scale, "x")
        self.note = Note(self.scale, "info", "muted")
        self.bars = Bars(self.scale)
        self.bars_title = PaneLabel(self.scale, "bodyStrong")
        self._status_icon = ScaledIcon(self.scale, "clock", "muted")
        self.status = PaneLabel(self.scale, "bodyMedium")
        self._lay_out()
        self.setMinimumSize(*MINIMUM)
        self.resize(*_SIZE)
        self.hand.clicked.connect(self._raise_hand)
        self.projector.clicked.connect(self._toggle_projector)
        self.leave.clicked.connect(self.close)
        QShortcut(QKeySequence("F11"), self, self._toggle_projector)
        QShortcut(QKeySequence("Ctrl+H"), self, self.hand.click)
        self.page.answered.connect(self._answered)
        self.page.busy_over.connect(self.show_state)
        link.pupil_changed.connect(self._heard)
        self.scale.changed.connect(self._restyle)
        self._restyle()
        self.page.begin()
        self.show_state()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(ScaledIcon(self.scale, "users", "accent", 20))
        self._head.addWidget(self.title)
        self._head.addWidget(self.subtitle, 1)
        for button in (self.hand, self.projector, self.leave):
            self._head.addWidget(button)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._status_icon)
        self._foot.addWidget(self.status, 1)
        self._notes = QVBoxLayout()
        self._notes.addWidget(self.note)
        self._poll = QVBoxLayout()
        self._poll.addWidget(self.bars_title)
        self._poll.addWidget(self.bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Divider())
        column.addLayout(self._notes)
        column.addWidget(self.page, 1)
        column.addLayout(self._poll)
        column.addLayout(self._foot)

    # --- following ----------------------------------------------------------------------------

    def _heard(self, what: str) -> None:
        if what == "ended":
            self._over = True
            self.page.led = False
            self.page.bar.show()
            self.page.refresh()
        self.show_state()

    def show_state(self) -> None:
        """Follow what the teacher told last."""
        state = self.link.pupil.state
        if state is not None and not self._over:
            self._differs = bool(state.digest) and state.digest != digest(self.lesson)
            if state.step <= len(self.lesson.steps):
                self.page.follow(state.step - 1, done=state.phase is Phase.DONE)
                self._show_prediction(state.phase)
            self.hand.setChecked(self.link.pupil.hand)
        self.retranslate()

    def _show_prediction(self, phase: Phase) -> None:
        prediction = self.page.column.prediction
        if (
            self.page.is_done
            or self.page.busy
            or self.page.lesson.steps[self.page.step].prediction is None
        ):
            return
        if phase is Phase.ASK:
            prediction.unlock()
        elif phase is Phase.CLOSED:
            prediction.lock()

    def _answered(self, step: int, text: str) -> None:
        if self.link.pupil.answer(step + 1, text):
            self.link.pump()
        self.retranslate()

    def _raise_hand(self) -> None:
        self.link.pupil.raise_hand(self.hand.isChecked())
        self.link.pump()
        self.retranslate()

    def _toggle_projector(self) -> None:
        self.scale.set_projector(not self.scale.projector)

    # --- words --------------------------------------------------------------------------------

    def _status_words(self) -> tuple[str, str]:
        """An icon and a sentence: what this pupil can do now."""
        pupil = self.link.pupil
        state = pupil.state
        if self._over or state is None:
            return "check", self.tr("The class is over. Go on by yourself, or close the window.")
        if not self.link.online:
            return "wifi-off", self.tr(
                "The connection is lost. It is made anew, and you go on here."
            )
        if pupil.absent:
            return "clock", self.tr(
                "The teacher has left. It goes on here when the teacher is back."
            )
        if state.phase is Phase.ASK:
            if pupil.answer_of(state.step):
                told = self.tr("Your answer is in. You may change it until answers are closed.")
                return "check", told
            return "circle-question-mark", self.tr("Your turn: what do you predict?")
        if state.phase is Phase.CLOSED:
            return "lock", self.tr("Answers are closed. The teacher lets it run next.")
        if state.phase is Phase.DONE:
            return "eye", self.tr("It has run, on the sockets of this computer. See what came out.")
        return "clock", self.tr("Read this step. The teacher lets it run when everybody is ready.")

    def retranslate(self) -> None:
        """Set every text anew."""
        pupil, state = self.link.pupil, self.link.pupil.state
        page = self.page
        title = page.lesson.title(page.language)
        self.setWindowTitle(self.tr("%1 — Besedka").replace("%1", title))
        self.title.setText(self.tr("Class"))
        if state is not None:
            words = self.tr("%1 · %2 leads · step %3 of %4").replace("%1", state.channel)
            words = words.replace("%2", pupil.teacher).replace("%3", str(page.step + 1))
            self.subtitle.setText(words.replace("%4", str(len(page.lesson.steps))))
        self.hand.setText(self.tr("Lower my hand") if pupil.hand else self.tr("Raise my hand"))
        self.hand.setEnabled(state is not None and not self._over)
        self.projector.setText(self.tr("Projector"))
        self.projector.set_note("F11")
        self.leave.setText(self.tr("Leave"))
        icon, words = self._status_words()
        self._status_icon.set_icon(icon, "accent" if icon == "check" else "muted")
        self.status.setText(words)
        notes = []
        if self._differs:
            notes.append(
                self.tr("The teacher's copy of this lesson is another one: steps may differ.")
            )
        if state is not None and state.step > len(page.lesson.steps):
            notes.append(
                self.tr("The teacher is at a step that this copy of the lesson does not have.")
            )
        self.note.say("\n".join(notes))
        shown = state is not None and bool(state.bars)
        self.bars.setVisible(shown)
        self.bars_title.setVisible(shown)
        if shown and state is not None:
            names = bar_names(
                page, min(state.step, len(page.lesson.steps)) - 1, [t for t, _ in state.bars]
            )
            told = self.tr("The class predicts: %1 of %2 answered").replace(
                "%1", str(state.answered)
            )
            self.bars_title.setText(told.replace("%2", str(state.present)))
            self.bars.set_bars(list(zip(names, [count for _, count in state.bars], strict=True)))

    def _restyle(self) -> None:
        px = self.scale.px
        self._head.setContentsMargins(px(16), px(6), px(16), px(5))
        self._head.setSpacing(px(10))
        self._foot.setContentsMargins(px(16), 0, px(16), px(12))
        self._foot.setSpacing(px(10))
        self._notes.setContentsMargins(px(12), px(8), px(12), 0)
        self._poll.setContentsMargins(px(16), 0, px(16), px(8))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live, the lesson's text too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.page.set_language(self.context.translator.language)
            self.show_state()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the class; the programs end."""
        self.link.pupil_changed.disconnect(self._heard)
        self.page.end()
        super().closeEvent(event)
        self.closed.emit()
        self.deleteLater()
