"""On or off."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.theme import theme
from desktop.widgets.paint import paint_focus


class Switch(QAbstractButton):
    """On or off: 40 x 22, the knob moves in 120 ms (at once with reduced motion); 48 x 26 where it
    is ``large``."""

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self._width, self._height = (48, 26) if large else (40, 22)
        self.setFixedSize(self._width + 4, self._height + 4)  # 2 px around for the focus ring
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at = 0.0
        self._move = QVariantAnimation(self)
        self._move.setDuration(theme().quick)
        self._move.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._move.valueChanged.connect(self._moved)
        self.toggled.connect(self._toggled)
        theme().changed.connect(self.update)

    def _toggled(self, on: bool) -> None:
        self._move.stop()
        if theme().reduced_motion or not self.isVisible():
            self._moved(float(on))
            return
        self._move.setStartValue(self._at)
        self._move.setEndValue(float(on))
        self._move.start()

    def _moved(self, at: float) -> None:
        self._at = at
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and knob."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        track = QRectF(2, 2, self._width, self._height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent" if self.isChecked() else "finished"))
        painter.drawRoundedRect(track, self._height / 2, self._height / 2)
        painter.setBrush(look.color("accentText" if self.isChecked() else "surface"))
        knob = self._height - 6
        left = track.left() + 3 + (self._width - self._height) * self._at
        painter.drawEllipse(QRectF(left, track.top() + 3, knob, knob))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), self.height() / 2)
