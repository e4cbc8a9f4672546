"""The buttons of the live view's bars: icon, words and the key that does the same; in the sizes of
a :class:`Scale`, and shorter where there is little room."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import paint_focus


class Room(IntEnum):
    """How much of a button is shown."""

    FULL = 0  # icon, words, key
    WORDS = 1  # icon and words
    ICON = 2


class BarButton(QAbstractButton):
    """A button of 32 px (in normal sizes). ``look``: "plain" (outlined), "segment" (a choice of a
    few) or "flat". ``drop``: it opens a menu, and says so with a chevron."""

    def __init__(
        self,
        scale: Scale,
        icon: str,
        key: str = "",
        *,
        look: str = "plain",
        drop: bool = False,
        token: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._icon, self._key = scale, icon, key
        self._look, self._drop = look, drop
        self._token = token
        self._room = Room.FULL
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._restyled)
        scale.changed.connect(self._restyled)
        theme().changed.connect(self.update)

    def set_words(self, text: str, name: str = "") -> None:
        """The words, and what a screen reader says if that is more."""
        self.setText(text)
        said = name or text
        self.setAccessibleName(said)
        self.setToolTip(f"{said} ({self._key})" if self._key else said)
        self.updateGeometry()
        self.update()

    def set_room(self, room: Room) -> None:
        """Show more or less of it."""
        if room != self._room:
            self._room = room
            self.updateGeometry()
            self.update()

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.update()

    def _restyled(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def _role(self) -> str:
        return "bodyStrong" if self._look == "segment" and self.isChecked() else "bodyMedium"

    @property
    def _shows_key(self) -> bool:
        """Of a choice, the key stands at what is chosen: it takes turns."""
        return bool(self._key) and (self._look != "segment" or self.isChecked())

    def width_in(self, room: Room) -> int:
        """How wide it is with that much shown."""
        px = self._scale.px
        inner = px(16)
        if room is not Room.ICON and self.text():
            inner += px(7) + round(self._scale.metrics("bodyStrong").horizontalAdvance(self.text()))
            if room is Room.FULL and self._shows_key:
                inner += px(6) + round(self._scale.metrics("small").horizontalAdvance(self._key))
        if self._drop:
            inner += px(18)
        return inner + 2 * px(9 if self._look == "segment" else 11)

    def sizeHint(self) -> QSize:
        """As wide as what is shown."""
        height = {"segment": 26, "flat": 28}.get(self._look, 32)
        return QSize(self.width_in(self._room), self._scale.px(height))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, key."""
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        on = self.isEnabled()
        checked = self.isChecked() and on
        tone = self._token if checked else "muted"
        size = px(16)
        x = float(px(9 if self._look == "segment" else 11))
        middle = self.height() / 2
        color = look.color(tone if on else "disabled")
        painter.drawPixmap(
            QPointF(x, middle - size / 2),
            look.pixmap(self._icon, color, size, self.devicePixelRatioF()),
        )
        x += size + px(7)
        if self._room is not Room.ICON and self.text():
            ink = look.ink(color) if checked else look.color("text" if on else "disabled")
            painter.setFont(self._scale.font(self._role))
            painter.setPen(ink)
            width = self._scale.metrics(self._role).horizontalAdvance(self.text())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x, 0, width + 2, self.height()), int(flags), self.text())
            x += width
            if self._room is Room.FULL and self._shows_key:
                painter.setFont(self._scale.font("small"))
                painter.setPen(look.color("muted" if on else "disabled"))
                rest = QRectF(x + px(6), 0, self.width() - x, self.height())
                painter.drawText(rest, int(flags), self._key)
        if self._drop:
            pixmap = look.pixmap("chevron-down", color, px(14), self.devicePixelRatioF())
            right = self.width() - px(11) - px(14)
            painter.drawPixmap(QPointF(right, middle - px(7)), pixmap)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), px(6))

    def _ground(self, painter: QPainter) -> None:
        look = theme()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._scale.px(5 if self._look == "segment" else 6)
        pressed = self.isDown() and self.isEnabled()
        hovered = self.underMouse() and self.isEnabled()
        if self._look == "segment":
            if self.isChecked():
                painter.setPen(QPen(look.color("edge"), self._scale.pen(1)))
                painter.setBrush(look.color("surface"))
                painter.drawRoundedRect(box, radius, radius)
                return
            if not hovered:
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
        elif self._look == "flat":
            if not hovered:
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("press" if pressed else "hover"))
        else:
            painter.setPen(QPen(look.color("edge" if self.isEnabled() else "line"), 1))
            ground = look.over("press" if pressed else "hover", "surface")
            painter.setBrush(ground if hovered else look.color("surface"))
        painter.drawRoundedRect(box, radius, radius)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        super().changeEvent(event)
        self.update()
