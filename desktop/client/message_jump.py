"""The round button over the messages that leads back to the newest one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.theme import theme
from desktop.theme.shadow import paint_shadow

_BUTTON, _MARGIN = 36, 22


class JumpButton(QAbstractButton):
    """Leads to the newest message and counts those that came meanwhile."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Tab goes on from the messages to the composer; End does the same as this button.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self.update)
        self._retranslate()

    def sizeHint(self) -> QSize:
        """The button with room for its shadow."""
        return QSize(_BUTTON + 2 * _MARGIN, _BUTTON + 2 * _MARGIN)

    @property
    def count(self) -> int:
        """Messages that came since the newest one was last in sight."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how many messages came."""
        if count != self._count:
            self._count = count
            self._retranslate()
            self.update()

    def hitButton(self, pos: QPoint) -> bool:
        """Only the circle is clicked, not its shadow."""
        return self._circle().adjusted(-2, -2, 2, 2).contains(pos)

    def _circle(self) -> QRect:
        return QRect(_MARGIN, _MARGIN, _BUTTON, _BUTTON)

    def _retranslate(self) -> None:
        text = self.tr("To the newest message")
        if self._count:
            new = self.tr("%n new messages below", None, self._count)
            text = f"{text}: {new}"
        self.setAccessibleName(text)
        self.setToolTip(text)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle, its arrow and the count."""
        look = theme()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            circle = self._circle()
            paint_shadow(
                painter, circle, look.color("shadow"), _BUTTON // 2, blur=_MARGIN - 6, shift=4
            )
            painter.setPen(QPen(look.color("edge"), 1))
            painter.setBrush(look.color("surface"))
            painter.drawEllipse(QRectF(circle).adjusted(0.5, 0.5, -0.5, -0.5))
            if self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("press" if self.isDown() else "hover"))
                painter.drawEllipse(circle)
            icon = look.pixmap("chevron-down", "text", 18, self.devicePixelRatioF())
            painter.drawPixmap(circle.left() + 9, circle.top() + 10, icon)
            if self._count:
                self._paint_count(painter, circle)
        finally:
            painter.end()

    def _paint_count(self, painter: QPainter, circle: QRect) -> None:
        look = theme()
        text = str(self._count) if self._count < 1000 else "999+"
        font = look.font("badge")
        painter.setFont(font)
        width = max(18.0, painter.fontMetrics().horizontalAdvance(text) + 12.0)
        rect = QRectF(circle.center().x() + 0.5 - width / 2, circle.top() - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(rect, 9, 9)
        painter.setPen(look.color("accentText"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
