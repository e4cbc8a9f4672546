"""The foot of a lesson: back, again, where one is, the sockets, and on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.lessons.scaled import ScaledButton, ScaledElided
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import Card


class Segments(QWidget):
    """A bar for each step: green when it was done."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._count, self._done, self._here = 0, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_steps(self, count: int, done: int, here: int) -> None:
        """``done`` steps of ``count`` were done; ``here`` (from 0) is shown."""
        if count != self._count:
            self.updateGeometry()
        self._count, self._done, self._here = count, done, here
        self.update()

    def sizeHint(self) -> QSize:
        """44 pixels a step, as far as there is room."""
        return QSize(self._scale.px(min(300, 44 * max(1, self._count))), self._scale.px(16))

    def minimumSizeHint(self) -> QSize:
        """It may shrink to dots."""
        return QSize(self._scale.px(12) * max(1, self._count), self._scale.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars; the one that is shown has a line below it."""
        if not self._count:
            return
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap, height = px(5), px(8)
        width = (self.width() - gap * (self._count - 1)) / self._count
        top = (self.height() - height) / 2
        for number in range(self._count):
            box = QRectF(number * (width + gap), top, width, height)
            done = number < self._done
            painter.setBrush(look.color("accent" if done else "line"))
            painter.drawRoundedRect(box, height / 2, height / 2)
            if number == self._here:
                painter.setBrush(look.color("text"))
                mark = QRectF(box.left(), self.height() - self._scale.pen(2), width, px(2))
                painter.drawRect(mark)


class StepBar(Card):
    """Signals: ``back()``, ``again()``, ``skipped()``, ``sockets()``, ``forward()``."""

    back = Signal()
    again = Signal()
    skipped = Signal()
    sockets = Signal()
    forward = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._at = (0, 0)
        self._kind = "run"
        self.back_button = ScaledButton(scale, "arrow-left", size=40)
        self.again_button = ScaledButton(scale, "rotate-ccw", size=40)
        self.segments = Segments(scale)
        self.place = PaneLabel(scale, "bodyStrong")
        self.step_title = ScaledElided(scale, "body", "muted")
        self.skip_button = ScaledButton(scale, None, "flat", size=40)
        self.sockets_button = ScaledButton(scale, "eye", size=40)
        self.sockets_button.setCheckable(True)
        self.forward_button = ScaledButton(scale, None, "primary", 40, trailing="arrow-right")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self.again_button)
        self._row.addSpacing(8)
        self._row.addWidget(self.segments)
        self._row.addWidget(self.place)
        self._row.addWidget(self.step_title, 1)
        self._row.addWidget(self.skip_button)
        self._row.addWidget(self.sockets_button)
        self._row.addWidget(self.forward_button)
        self.back_button.clicked.connect(self.back)
        self.again_button.clicked.connect(self.again)
        self.skip_button.clicked.connect(self.skipped)
        self.sockets_button.clicked.connect(self.sockets)
        self.forward_button.clicked.connect(self.forward)
        scale.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_place(self, here: int, count: int, done: int, title: str) -> None:
        """The step that is shown, from 0, and what it does in words."""
        self._at = (here, count)
        self.segments.set_steps(count, done, here)
        self.step_title.setText(title)
        self.retranslate()

    def show_forward(self, kind: str) -> None:
        """What the big button does: "run" this step, go to the "next" one, or "finish"."""
        self._kind = kind
        self.forward_button.set_trailing(
            {"run": "play", "finish": "check"}.get(kind, "arrow-right")
        )
        self.retranslate()

    def _restyle(self) -> None:
        px = self._scale.px
        self._row.setContentsMargins(px(12), px(7), px(12), px(7))
        self._row.setSpacing(px(12))
        self.fit()

    def fit(self) -> None:
        """The words in the middle go first, then those of the smaller buttons."""
        wide = self.width() / self._scale.factor
        self.step_title.setVisible(wide >= 1100)
        self.segments.setVisible(wide >= 820)
        buttons = (
            self.back_button,
            self.again_button,
            self.skip_button,
            self.sockets_button,
            self.forward_button,
        )
        shown = [button for button in buttons if not button.isHidden()]
        needed = sum(button.full_width() for button in shown) + self.place.sizeHint().width()
        needed += self._scale.px(12) * (len(shown) + 5)
        compact = needed > self.width()
        self.again_button.set_compact(compact)
        self.sockets_button.set_compact(compact)
        self.back_button.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words in the middle go first."""
        super().resizeEvent(event)
        self.fit()

    def retranslate(self) -> None:
        """Set every text anew."""
        here, count = self._at
        self.back_button.setText(self.tr("Back"))
        self.again_button.setText(self.tr("Again from here"))
        self.again_button.set_note("F9")
        words = self.tr("Step %1 of %2").replace("%1", str(here + 1))
        self.place.setText(words.replace("%2", str(count)) if count else "")
        self.skip_button.setText(self.tr("Skip"))
        self.sockets_button.setText(self.tr("Sockets"))
        self.sockets_button.set_note("F6")
        if self._kind == "run":
            self.forward_button.setText(self.tr("Let it run"))
        elif self._kind == "finish":
            self.forward_button.setText(self.tr("Finish"))
        else:
            self.forward_button.setText(self.tr("Next"))
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
