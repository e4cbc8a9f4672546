"""Head and foot of the teacher's window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.client.classroom import Phase
from desktop.lessons.lesson_page import LessonPage
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.sockets.scaled_segment import ScaledSegment
from desktop.theme import set_ground
from desktop.widgets import Divider

_VIEWS = ("answers", "lesson")


class ClassHead(QWidget):
    """Signals: ``ended()``, ``bars_toggled(shown)``, ``view_chosen(name)``."""

    ended = Signal()
    bars_toggled = Signal(bool)
    view_chosen = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._scale = scale
        self._place: tuple[str, LessonPage | None, int] = ("", None, 0)
        self._view = "answers"
        self.title = PaneLabel(scale, "title")
        self.subtitle = ScaledElided(scale, "small", "muted")
        self.views = ScaledSegment(scale)
        self.bars = ScaledButton(scale, "eye-off", "secondary", 26)
        self.bars.setCheckable(True)
        self.end = ScaledButton(scale, "x", "secondary", 26)
        self._row = QHBoxLayout()
        self._row.addWidget(ScaledIcon(scale, "users", "accent", 17))
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        for widget in (self.bars, self.end):
            self._row.addWidget(widget)
        self._row.insertWidget(3, self.views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Divider())
        self.bars.toggled.connect(self._bars)
        self.end.clicked.connect(self.ended)
        self.views.chosen.connect(lambda at: self.view_chosen.emit(_VIEWS[at]))
        self._row.setContentsMargins(scale.px(15), scale.px(8), scale.px(15), scale.px(8))
        self._row.setSpacing(scale.px(9))
        self.retranslate()

    def _bars(self, shown: bool) -> None:
        self.bars.set_icon("eye" if shown else "eye-off")
        self.bars_toggled.emit(shown)
        self.retranslate()

    def show_view(self, view: str) -> None:
        """Which of the two views is shown."""
        self._view = view
        self.retranslate()

    def show_place(self, channel: str, page: LessonPage | None, step: int) -> None:
        """Where the class is."""
        self._place = (channel, page, step)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        channel, page, step = self._place
        self.title.setText(self.tr("Class"))
        if page is None:
            words = self.tr("%1 · choose a lesson").replace("%1", channel)
        else:
            number = page.lesson.number
            words = self.tr("%1 · lesson %2 · step %3 of %4").replace("%1", channel)
            words = words.replace("%2", str(number) if number else page.lesson.id)
            words = words.replace("%3", str(step)).replace("%4", str(len(page.lesson.steps)))
        self.subtitle.setText(words)
        self.views.setVisible(page is not None)
        self.views.set_options((self.tr("Answers"), self.tr("Lesson")), _VIEWS.index(self._view))
        self.bars.setVisible(page is not None)
        self.bars.setText(
            self.tr("Bars shown to class") if self.bars.isChecked() else self.tr("Bars hidden")
        )
        self.end.setText(self.tr("End"))
        self._fit()

    def _fit(self) -> None:
        """The words that say where the class is go before the buttons' own."""
        buttons = [button for button in (self.bars, self.end) if not button.isHidden()]
        needed = sum(button.full_width() for button in buttons) + self.title.sizeHint().width()
        needed += self.views.sizeHint().width() if not self.views.isHidden() else 0
        self.bars.set_compact(needed + self._scale.px(160) > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ClassFoot(QWidget):
    """Signals: ``back()``, ``answers_toggled()``, ``forward()``."""

    back = Signal()
    answers_toggled = Signal()
    forward = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase, self._asked, self._last = Phase.READ, False, False
        self.back_button = ScaledButton(scale, "arrow-left", "secondary", 56)
        self.answers_button = ScaledButton(scale, "lock", "secondary", 56)
        self.forward_button = ScaledButton(scale, None, "primary", 56, trailing="arrow-right")
        policy = QSizePolicy.Policy
        self.forward_button.setSizePolicy(policy.MinimumExpanding, policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.px(15), 0, scale.px(15), scale.px(14))
        row.setSpacing(scale.px(10))
        row.addWidget(self.back_button)
        row.addWidget(self.answers_button)
        row.addStretch(1)
        row.addWidget(self.forward_button, 2)
        self.back_button.clicked.connect(self.back)
        self.answers_button.clicked.connect(self.answers_toggled)
        self.forward_button.clicked.connect(self.forward)
        self.retranslate()

    def show_phase(self, phase: Phase, *, asked: bool, last: bool) -> None:
        """What the buttons do now; ``last``: it is the last step."""
        self._phase, self._asked, self._last = phase, asked, last
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        phase = self._phase
        self.back_button.setText(self.tr("Back"))
        self.answers_button.setVisible(self._asked)
        self.answers_button.setEnabled(phase in (Phase.ASK, Phase.CLOSED))
        closed = phase is Phase.CLOSED
        self.answers_button.set_icon("lock-open" if closed else "lock")
        self.answers_button.setText(
            self.tr("Open answers again") if closed else self.tr("Close answers")
        )
        if phase is not Phase.DONE:
            self.forward_button.setText(self.tr("Let it run"))
            self.forward_button.set_trailing("play")
        elif self._last:
            self.forward_button.setText(self.tr("End the class"))
            self.forward_button.set_trailing("check")
        else:
            self.forward_button.setText(self.tr("Next step"))
            self.forward_button.set_trailing("arrow-right")

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
