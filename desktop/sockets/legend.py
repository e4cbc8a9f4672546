"""The legend under the sequence: what each line and shade means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import set_ground, theme
from desktop.theme.colors import mix, with_alpha

translate = QCoreApplication.translate
HEIGHT = 28


class Legend(QWidget):
    """One line; what does not fit is left out from the end."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = scale
        set_ground(self, "sunken")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self._restyled)
        theme().changed.connect(self.update)
        self._restyled()
        self.retranslate()

    def _restyled(self) -> None:
        self.setFixedHeight(self.scale.px(HEIGHT))
        self.update()

    def entries(self) -> list[tuple[Callable[[QPainter, QRectF], None], str, str]]:
        """Each sign: how it is drawn, its words, and its short words."""
        return [
            (
                self._bytes,
                translate("Legend", "bytes: from send to recv"),
                translate("Legend", "bytes"),
            ),
            (
                self._inferred,
                translate("Legend", "inferred, not measured"),
                translate("Legend", "inferred"),
            ),
            (
                self._inside,
                translate("Legend", "inside the program"),
                translate("Legend", "in the program"),
            ),
            (
                self._kernel,
                translate("Legend", "in kernel: the call has not returned"),
                translate("Legend", "in kernel"),
            ),
            (
                self._parked,
                translate("Legend", "parked: waits for a step"),
                translate("Legend", "parked"),
            ),
            (self._raised, translate("Legend", "raised"), translate("Legend", "raised")),
        ]

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, self.scale.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """It can be cut."""
        return QSize(60, self.scale.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Signs and words; at the right that the rows are in order, not to scale."""
        super().paintEvent(event)
        look, px = theme(), self.scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        painter.setFont(self.scale.font("small"))
        metrics = self.scale.metrics("small")
        note = translate("Legend", "in order, not to scale")
        note_width = metrics.horizontalAdvance(note)
        room = self.width() - px(28) - note_width - px(16)
        entries = self.entries()
        icon, gap = px(26), px(18)
        full = sum(icon + px(6) + metrics.horizontalAdvance(e[1]) + gap for e in entries)
        short = full > room
        x = float(px(12))
        middle = self.height() / 2
        for draw, long_words, short_words in entries:
            text = short_words if short else long_words
            width = icon + px(6) + metrics.horizontalAdvance(text)
            if x + width > self.width() - px(8):
                break
            draw(painter, QRectF(x, middle - px(7), icon, px(14)))
            self._text(painter, text, x + icon + px(6), metrics.horizontalAdvance(text))
            x += width + gap
        if x + note_width <= self.width() - px(12):
            self._text(painter, note, self.width() - px(14) - note_width, note_width)

    def _text(self, painter: QPainter, text: str, x: float, width: float) -> None:
        painter.setPen(theme().color("muted"))
        rect = QRectF(x, 0, width + 4, self.height())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _line(self, painter: QPainter, rect: QRectF, pen: QPen, *, filled: bool) -> None:
        painter.setPen(pen)
        tip = QPointF(rect.right(), rect.center().y())
        size = self.scale.px(7)
        end = QPointF(tip.x() - (size if filled else 1), tip.y())
        painter.drawLine(QPointF(rect.left(), tip.y()), end)
        sides = [QPointF(tip.x() - size, tip.y() + turn * size * 0.5) for turn in (-1, 1)]
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            painter.drawPolygon(QPolygonF([tip, *sides]))
        else:
            painter.setPen(QPen(pen.color(), pen.widthF()))
            for side in sides:
                painter.drawLine(tip, side)

    def _bytes(self, painter: QPainter, rect: QRectF) -> None:
        pen = QPen(theme().color("text"), self.scale.pen(3.5))
        self._line(painter, rect, pen, filled=True)

    def _inferred(self, painter: QPainter, rect: QRectF) -> None:
        pen = QPen(theme().color("kernel"), self.scale.pen(1.75))
        pen.setDashPattern([4.3, 2.6])
        self._line(painter, rect, pen, filled=True)

    def _inside(self, painter: QPainter, rect: QRectF) -> None:
        pen = QPen(theme().color("finished"), self.scale.pen(1.5))
        pen.setDashPattern([2, 2.5])
        self._line(painter, rect, pen, filled=False)

    def _kernel(self, painter: QPainter, rect: QRectF) -> None:
        color = theme().color("kernel")
        box = QRectF(
            rect.center().x() - rect.width() / 4, rect.top(), rect.width() / 2, rect.height()
        )
        painter.fillRect(box, with_alpha(color, 0.15))
        edge = self.scale.pen(3)
        painter.fillRect(QRectF(box.left(), box.top(), edge, box.height()), color)
        painter.fillRect(QRectF(box.right() - edge, box.top(), edge, box.height()), color)

    def _parked(self, painter: QPainter, rect: QRectF) -> None:
        color = theme().color("parked")
        box = QRectF(
            rect.center().x() - rect.width() / 4, rect.top(), rect.width() / 2, rect.height()
        )
        painter.setPen(QPen(color, self.scale.pen(1.2)))
        painter.setBrush(mix(color, theme().color("surface"), 0.08))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(mix(color, theme().color("surface"), 0.5), self.scale.pen(2)))
        painter.drawLine(box.bottomLeft() + QPointF(3, -3), box.topRight() + QPointF(-3, 3))

    def _raised(self, painter: QPainter, rect: QRectF) -> None:
        color = theme().color("danger")
        box = QRectF(
            rect.center().x() - rect.width() / 4, rect.top(), rect.width() / 2, rect.height()
        )
        painter.setPen(QPen(color, self.scale.pen(2)))
        painter.setBrush(mix(color, theme().color("surface"), 0.08))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(
            translate("Legend", "Legend") + ": " + ", ".join(e[1] for e in self.entries())
        )
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
