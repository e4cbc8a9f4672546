"""What a thread does now, in a pill: as in the heads of the lanes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.net.trace import ActorState
from desktop.sockets import sequence_words as words
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.theme.colors import mix

_LOOKS = {
    ActorState.RUNNING: ("play", "running"),
    ActorState.PARKED: ("pause", "parked"),
    ActorState.IN_KERNEL: ("hourglass", "kernel"),
    ActorState.FINISHED: ("square", "finished"),
}


class StatePill(QWidget):
    """Shows a state; nothing before :meth:`show_state`."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._state: ActorState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def show_state(self, state: ActorState | None) -> None:
        """Show what a thread does; None: there is none."""
        if state is not self._state:
            self._state = state
            self.setAccessibleName(self.text)
            self.updateGeometry()
            self.update()

    @property
    def text(self) -> str:
        """The state in a word."""
        return words.state_word(self._state) if self._state is not None else ""

    def sizeHint(self) -> QSize:
        """Icon and word."""
        px = self._scale.px
        width = self._scale.metrics("smallMedium").horizontalAdvance(self.text)
        return QSize(round(width) + px(34) if self.text else 0, px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill; waiting is a quiet word."""
        if self._state is None:
            return
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._scale.font("smallMedium"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._state not in _LOOKS:
            painter.setPen(look.color("muted"))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(box, right, self.text)
            return
        icon, token = _LOOKS[self._state]
        color = look.color(token)
        quiet = token == "finished"
        painter.setPen(QPen(color, self._scale.pen(1)))
        painter.setBrush(look.color("surface") if quiet else mix(color, look.color("surface"), 0.1))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        ink = look.color("muted") if quiet else look.ink(color)
        size = px(12)
        pixmap = look.pixmap(icon, ink, size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(px(9), box.center().y() - size / 2), pixmap)
        painter.setPen(ink)
        painter.drawText(
            box.adjusted(px(9) + size + px(5), 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter),
            self.text,
        )
