"""The arrow at the end of the composer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.theme import theme
from desktop.widgets import paint_focus


class SendButton(QAbstractButton):
    """Filled when there is something to send, and only then enabled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = "arrow-up"
        theme().changed.connect(self.update)

    def set_icon(self, name: str) -> None:
        """The arrow, or a check while a message is being changed."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        """A square of 32."""
        return QSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the square and the arrow."""
        look = theme()
        ready = self.isEnabled()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            rect = QRectF(self.rect())
            painter.setBrush(look.color("accent" if ready else "line"))
            painter.drawRoundedRect(rect, look.radius_control, look.radius_control)
            if ready and (self.underMouse() or self.isDown()):
                painter.setBrush(look.color("press" if self.isDown() else "hover"))
                painter.drawRoundedRect(rect, look.radius_control, look.radius_control)
            ink = "accentText" if ready else "muted"
            painter.drawPixmap(7, 7, look.pixmap(self._icon, ink, 18, self.devicePixelRatioF()))
            if self.hasFocus():
                paint_focus(painter, rect, look.radius_control)
        finally:
            painter.end()
