"""The lock in the line at the window's foot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.client.security import Secured
from desktop.client.security_texts import tip, version_words
from desktop.theme import theme
from desktop.widgets.paint import paint_focus
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate

_HEIGHT = 20
_ICON = 12
_PAD = 4


class SecurityButton(QAbstractButton):
    """A lock and "TLS 1.3"; pressed, it shows the details."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secured: Secured | None = None
        self.setObjectName("security")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self._restyle)

    def show_security(self, secured: Secured | None) -> None:
        """How the connection is encrypted."""
        if secured != self._secured:
            self._secured = secured
            self._word()

    def _word(self) -> None:
        secured = self._secured
        self.setText(version_words(secured) if secured is not None else "")
        self.setToolTip(plain_tip(tip(secured)) if secured is not None else "")
        name = translate("Security", "Encrypted, %1").replace("%1", self.text())
        self.setAccessibleName(name if secured is not None else "")
        self.setAccessibleDescription(tip(secured) if secured is not None else "")
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = QFontMetrics(theme().font("caption")).horizontalAdvance(self.text())
        return QSize(width + _ICON + 5 + 2 * _PAD, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It does not give way."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lock and words."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        lock = look.pixmap("lock", "muted", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(_PAD, (self.height() - _ICON) / 2), lock)
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("muted"))
        room = QRect(_PAD + _ICON + 5, 0, self.width(), self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            paint_focus(painter, box, 4)
