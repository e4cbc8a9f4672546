"""One step of the ladder, as a card that can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.sockets.colours import send_color, send_ink
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Rung
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus
from desktop.widgets.tips import plain_tip

_ICONS = {
    Rung.BUBBLE: "message-circle",
    Rung.LINE: "hash",
    Rung.RECORD: "lock",
    Rung.BYTES: "binary",
    Rung.CALL: "arrow-up",
    Rung.CODE: "code",
}


_KEYS = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return,
        Qt.Key.Key_Enter, Qt.Key.Key_Backspace,
    }
)  # fmt: skip


class RungButton(QAbstractButton):
    """One step: a strip in the send's colour, an icon, what it is, and what is there.

    Signals: ``key(key)``: a key that leads to another step, or to another line.
    """

    key = Signal(object)

    def __init__(self, rung: Rung, scale: Scale, parent: QWidget) -> None:
        super().__init__(parent)
        self.rung = rung
        self._scale = scale
        self._title = self._value = self._note = self._right = ""
        self._color = 0
        self._absent = self._compact = False
        self._icon = _ICONS[rung]
        self._title_width = 0.0
        self.current = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_step(
        self,
        value: str,
        *,
        note: str = "",
        right: str = "",
        color: int = 0,
        icon: str = "",
        absent: bool = False,
    ) -> None:
        """``value`` in one line, ``note`` in a second one, ``right`` at the end; the № of the
        send gives the colour. ``absent``: there is no such thing, and ``value`` says why."""
        self._absent = absent
        self._value, self._note, self._right, self._color = value, note, right, color
        self._icon = icon or _ICONS[self.rung]
        parts = [self._title, value, right, note]
        self.setAccessibleName(": ".join([parts[0], " ".join(p for p in parts[1:] if p)]))
        tip = "\n".join(p for p in (value, note) if p) if len(value + note) > 24 else ""
        self.setToolTip(plain_tip(tip))
        self.updateGeometry()
        self.update()

    def set_title(self, title: str, width: float) -> None:
        """What the step is called, and how wide the widest title is."""
        self._title, self._title_width = title, width
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that go along the ladder are the ladder's; space presses."""
        if event.key() in _KEYS:
            self.key.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def set_compact(self, on: bool) -> None:
        """Lower, where there is little room."""
        if on != self._compact:
            self._compact = on
            self.updateGeometry()
            self.update()

    def _pad(self) -> int:
        """The air above and below the line, together."""
        return self._scale.px(11 if self._compact else 16)

    def sizeHint(self) -> QSize:
        """One line, or two."""
        height = self._scale.metrics("small").height() + self._pad()
        if self._note:
            height += self._scale.metrics("caption").height() + self._scale.px(2)
        return QSize(self._scale.px(200), round(height))

    def minimumSizeHint(self) -> QSize:
        """It can be narrow: the value is cut with an ellipsis."""
        return QSize(self._scale.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        look, scale = theme(), self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hue = send_color(self._color)
        ground = look.color("surface")
        if self.current:
            ground = mix(hue, ground, 0.11)
        elif self.underMouse():
            ground = look.over("hover", "surface")
        painter.setPen(QPen(hue if self.current else look.color("line"), scale.pen(1)))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, scale.px(6), scale.px(6))
        pad = scale.px(8)
        strip = QRectF(pad, pad - scale.px(2), scale.px(4), self.height() - 2 * pad + scale.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue)
        painter.drawRoundedRect(strip, 2, 2)
        first = scale.metrics("small").height() + self._pad()
        left = strip.right() + scale.px(9)
        size = scale.px(15)
        pixmap = look.pixmap(self._icon, "muted", size, self.devicePixelRatioF())
        painter.drawPixmap(round(left), round((first - size) / 2), pixmap)
        left += size + scale.px(9)
        self._paint_line(painter, left, first)
        if self._note:
            painter.setFont(scale.font("caption"))
            painter.setPen(look.color("muted"))
            height = scale.metrics("caption").height()
            room = self.width() - left - pad
            text = scale.metrics("caption").elidedText(
                self._note, Qt.TextElideMode.ElideRight, room
            )
            under = QRectF(left, first - scale.px(6), room, height)
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft, text)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), scale.px(6))

    def _paint_line(self, painter: QPainter, left: float, height: float) -> None:
        look, scale = theme(), self._scale
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(scale.font("small"))
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(left, 0, self._title_width + 2, height), middle, self._title)
        left += self._title_width + scale.px(14)
        end = float(self.width() - scale.px(10))
        if self._right:
            role = "smallStrong"
            width = scale.metrics(role).horizontalAdvance(self._right)
            painter.setFont(scale.font(role))
            painter.setPen(look.color("text"))
            painter.drawText(QRectF(end - width, 0, width + 2, height), middle, self._right)
            end -= width + scale.px(8)
        bubble = self.rung is Rung.BUBBLE and not self._absent
        role = "body" if bubble else "small" if self._absent else "mono"
        metrics = scale.metrics(role)
        inset = float(scale.px(8) if bubble else 0)
        text = metrics.elidedText(
            self._value, Qt.TextElideMode.ElideRight, max(0.0, end - left - 2 * inset)
        )
        if bubble:
            width = metrics.horizontalAdvance(text) + 2 * inset
            high = metrics.height() + scale.px(4)
            cloud = QRectF(left, (height - high) / 2, width, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft"))
            painter.drawRoundedRect(cloud, scale.px(8), scale.px(8))
        painter.setFont(QFont(scale.font(role)))
        painter.setPen(self._ink(bubble))
        painter.drawText(QRectF(left + inset, 0, end - left, height), middle, text)

    def _ink(self, bubble: bool) -> QColor:
        look = theme()
        if self._absent:
            return look.color("muted")
        if bubble or self.rung in (Rung.CALL, Rung.CODE):
            return look.color("text")
        return send_ink(self._color) if self._color else look.color("muted")
