"""The button of a call, and the pill that says that one has not returned."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets.paint import paint_focus

_PULSE_S = 1.2
_FRAME_MS = 50


class CallButton(QAbstractButton):
    """The name of a call.

    Four states, each with a shape of its own: it makes sense (solid edge), it does not (dashed,
    dimmed, and it can still be pressed), it is asked about (accent edge), it has not returned
    (kernel's colour and an hourglass).
    """

    def __init__(self, scale: Scale, call: str, *, height: int = 26) -> None:
        super().__init__()
        self.call = call
        self._scale, self._height = scale, height
        self.dimmed = False
        self.asked = False
        self.pending = False
        self.token = "kernel"
        self.setText(call)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self._fit)
        theme().changed.connect(self.update)
        self._fit()

    def _fit(self) -> None:
        self.setFont(self._scale.font("mono"))
        self.updateGeometry()

    def set_state(self, *, dimmed: bool, asked: bool, pending: str, description: str) -> None:
        """How it is drawn; ``description`` says the same to a screen reader.

        ``pending`` is the colour's token of a call that is not over ("kernel", "parked"), or "".
        """
        state = (dimmed, asked, bool(pending))
        if pending and pending != self.token:
            self.token = pending
            self.update()
        if self.accessibleDescription() != description:
            self.setAccessibleDescription(description)
        if state != (self.dimmed, self.asked, self.pending):
            self.dimmed, self.asked, self.pending = state
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the name, and the hourglass before it."""
        scale = self._scale
        width = scale.metrics("mono").horizontalAdvance(self.text()) + scale.px(18)
        if self.pending:
            width += scale.px(18)
        return QSize(math.ceil(width), scale.px(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Edge, ground, hourglass, name."""
        look, scale = theme(), self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface = look.color("surface")
        kernel = look.color(self.token)
        ground, edge, ink = surface, look.color("muted"), look.color("text")
        width, style = scale.pen(1.0), Qt.PenStyle.SolidLine
        if self.pending:
            ground, edge, ink = mix(kernel, surface, 0.14), kernel, look.ink(kernel)
        elif self.dimmed:
            ground, edge, ink = look.color("sunken"), look.color("edge"), look.color("muted")
            style = Qt.PenStyle.DashLine
        if self.asked and not self.pending:
            edge, width = look.color("accent"), scale.pen(2.0)
        if self.isDown() or self.underMouse():
            ground = mix(look.color("text"), ground, 0.09 if self.isDown() else 0.05)
        pen = QPen(edge, width, style)
        if style == Qt.PenStyle.DashLine:
            pen.setDashPattern([4 / width, 3 / width])
        painter.setPen(pen)
        painter.setBrush(ground)
        inset = width / 2
        radius = look.radius_control
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, radius, radius)
        x = scale.px(9)
        if self.pending:
            side = scale.px(12)
            icon = "pause" if self.token == "parked" else "hourglass"
            pixmap = look.pixmap(icon, kernel, side, self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - side) // 2, pixmap)
            x += scale.px(18)
        painter.setFont(scale.font("mono"))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, 0, self.width(), self.height()), int(flags), self.text())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius)


class Pill(QWidget):
    """A word in a pill: "free", "closed"; or, with a ring, a call that is in the kernel.

    The ring goes from 45 to 100 % opacity once in 1.2 s; with reduced motion it stands still.
    """

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self._text = ""
        self._busy = False
        self.token = "kernel"
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    @property
    def busy(self) -> bool:
        """Whether it shows a call that has not returned."""
        return self._busy

    def show_text(self, text: str, *, busy: bool, token: str = "kernel") -> None:
        """Say something, with the ring or without; ``token`` is the ring's colour."""
        if (text, busy, token) == (self._text, self._busy, self.token):
            return
        self.token = token
        longer = len(text) != len(self._text) or busy != self._busy
        self._text, self._busy = text, busy
        self.setAccessibleName(text)
        if busy and token == "kernel" and not theme().reduced_motion:
            self._timer.start()
        else:
            self._timer.stop()
        if longer:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        scale = self._scale
        metrics = scale.metrics("smallStrong" if self._busy else "small", tabular=True)
        width = metrics.horizontalAdvance(self._text) + scale.px(22)
        if self._busy:
            width += scale.px(20)
        return QSize(math.ceil(width), scale.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, ring, words."""
        if not self._text:
            return
        look, scale = theme(), self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kernel, surface = look.color(self.token), look.color("surface")
        width = scale.pen(1.75 if self._busy else 1.0)
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(kernel if self._busy else look.color("line"), width))
        painter.setBrush(mix(kernel, surface, 0.12) if self._busy else surface)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        x = float(scale.px(11))
        if self._busy and self.token == "parked":  # what is parked never moves
            side = scale.px(13)
            pixmap = look.pixmap("pause", kernel, side, self.devicePixelRatioF())
            painter.drawPixmap(round(x), (self.height() - side) // 2, pixmap)
            x += scale.px(20)
        elif self._busy:
            middle = QPointF(x + scale.px(6), self.height() / 2)
            ring = QColor(kernel)
            ring.setAlphaF(self._opacity())
            painter.setPen(QPen(ring, scale.pen(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, scale.px(7), scale.px(7))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(kernel)
            painter.drawEllipse(middle, scale.px(4.5), scale.px(4.5))
            x += scale.px(20)
        painter.setFont(scale.font("smallStrong" if self._busy else "small", tabular=True))
        painter.setPen(look.ink(kernel) if self._busy else look.color("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, 0, self.width(), self.height()), int(flags), self._text)

    def _opacity(self) -> float:
        if theme().reduced_motion:
            return 1.0
        phase = (time.monotonic() % _PULSE_S) / _PULSE_S
        return 0.45 + 0.55 * (0.5 - 0.5 * math.cos(2 * math.pi * phase))
