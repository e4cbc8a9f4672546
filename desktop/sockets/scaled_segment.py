"""A choice of two or three, side by side, in the live view's sizes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import paint_focus
from desktop.widgets.accessible_role import set_role


class ScaledSegment(QWidget):
    """Texts in a trough, one of them chosen; the arrow keys choose.

    Signals: ``chosen(place)``, when the person chose.
    """

    chosen = Signal(int)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._texts: list[str] = []
        self.current = 0
        set_role(self, QAccessible.Role.ComboBox)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def set_options(self, texts: Sequence[str], current: int) -> None:
        """What there is to choose from, and what is chosen."""
        if (list(texts), current) == (self._texts, self.current):
            return
        self._texts, self.current = list(texts), current
        self.setAccessibleDescription(texts[current] if texts else "")
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[float]:
        metrics = self._scale.metrics("smallStrong")
        return [metrics.horizontalAdvance(text) + 2 * self._scale.px(8) for text in self._texts]

    def sizeHint(self) -> QSize:
        """All texts, unshortened."""
        inset = self._scale.px(3)
        height = self._scale.metrics("smallStrong").height() + self._scale.px(8)
        return QSize(round(sum(self._widths()) + 2 * inset + 1), round(height + 2 * inset))

    def minimumSizeHint(self) -> QSize:
        """The texts may be cut with an ellipsis where there is no room."""
        return QSize(self._scale.px(60) * max(1, len(self._texts)), self.sizeHint().height())

    def _boxes(self) -> list[QRectF]:
        inset = self._scale.px(3)
        widths = self._widths()
        share = min(1.0, (self.width() - 2 * inset) / max(1.0, sum(widths)))
        left = float(inset)
        boxes = []
        for width in widths:
            boxes.append(QRectF(left, inset, width * share, self.height() - 2 * inset))
            left += width * share
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        """Trough, the chosen one raised, texts."""
        look, scale = theme(), self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for place, (text, box) in enumerate(zip(self._texts, self._boxes(), strict=True)):
            on = place == self.current
            if on:
                painter.setPen(QPen(look.color("line"), 1))
                painter.setBrush(look.color("surface"))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            role = "smallStrong" if on else "smallMedium"
            painter.setFont(scale.font(role))
            painter.setPen(look.color("text" if on else "muted"))
            shown = scale.metrics(role).elidedText(
                text, Qt.TextElideMode.ElideMiddle, box.width() - scale.px(6)
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 6)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._texts) and place != self.current:
            self.set_options(self._texts, place)
            self.chosen.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        for place, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self.current + step)
