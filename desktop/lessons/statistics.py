"""What came out when the programs ran many times with nobody stopped: a bar for each outcome."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import theme

MOST_BARS = 8


class Bars(QWidget):
    """Horizontal bars with a name at the left and a count at the right.

    ``letters``: a key ("A") in a box before each name, as the class's poll has it.
    """

    def __init__(
        self,
        scale: Scale,
        *,
        letters: bool = False,
        color: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._letters, self._color = scale, letters, color
        self._bars: tuple[tuple[str, int | None], ...] = ()
        self._marked = -1
        self._mono = True
        self._hidden_word = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)

    def set_bars(
        self, bars: Sequence[tuple[str, int | None]], *, marked: int = -1, mono: bool = True
    ) -> None:
        """Show these: (name, count) each; a count of None is hidden, and so is its bar.

        ``marked``: the one that really happened. ``mono``: the names are Python.
        """
        self._bars = tuple(bars)[:MOST_BARS]
        self._marked = marked
        self._mono = mono
        spoken = [name if count is None else f"{name}: {count}" for name, count in self._bars]
        self.setAccessibleName("; ".join(spoken))
        self._restyle()

    def set_hidden_word(self, text: str) -> None:
        """What stands in the first trough while the counts are hidden."""
        self._hidden_word = text
        self.update()

    @property
    def bars(self) -> tuple[tuple[str, int | None], ...]:
        """What is shown."""
        return self._bars

    @property
    def _role(self) -> str:
        return "monoLarge" if self._letters and self._mono else "mono" if self._mono else "body"

    def _row(self) -> int:
        return self._scale.px(44 if self._letters else 34)

    def _restyle(self) -> None:
        self.setMinimumHeight(self._scale.px(26) * max(1, len(self._bars)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each bar."""
        return QSize(self._scale.px(420), self._row() * max(1, len(self._bars)))

    def _name_width(self) -> float:
        metrics = self._scale.metrics(self._role)
        widest = max((metrics.horizontalAdvance(name) for name, _ in self._bars), default=0.0)
        return min(widest + 1, self.width() * 0.42)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, troughs, bars, counts."""
        if not self._bars:
            return
        look, scale, px = theme(), self._scale, self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = min(self.height() / len(self._bars), px(100 if self._letters else 40))
        bar_height = min(row - px(6), px(36 if self._letters else 26))
        number_role = "display" if self._letters else "title"
        numbers = scale.metrics(number_role, tabular=True)
        number_width = max(px(44), numbers.horizontalAdvance("0000"))
        key_width = min(px(30), round(row) - 4) if self._letters else 0
        x = key_width + (px(10) if key_width else 0)
        name_width = self._name_width()
        left = x + name_width + px(12)
        right = self.width() - number_width - px(8)
        most = max((count or 0 for _, count in self._bars), default=0)
        for at, (name, count) in enumerate(self._bars):
            top = at * row + (row - bar_height) / 2
            if key_width:
                self._paint_key(
                    painter, QRectF(0, at * row + (row - key_width) / 2, key_width, key_width), at
                )
            painter.setFont(scale.font(self._role))
            painter.setPen(look.color("accentInk" if at == self._marked else "text"))
            elided = scale.metrics(self._role).elidedText(
                name, Qt.TextElideMode.ElideRight, name_width
            )
            align = Qt.AlignmentFlag.AlignLeft if self._letters else Qt.AlignmentFlag.AlignRight
            painter.drawText(
                QRectF(x, top, name_width, bar_height),
                align | Qt.AlignmentFlag.AlignVCenter,
                elided,
            )
            trough = QRectF(left, top, max(0.0, right - left), bar_height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("sunken"))
            painter.drawRoundedRect(trough, 4, 4)
            if count is None:
                if at == 0 and self._hidden_word:
                    painter.setFont(scale.font("small"))
                    painter.setPen(look.color("muted"))
                    words = trough.adjusted(px(10), 0, -px(6), 0)
                    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                    told = scale.metrics("small").elidedText(
                        self._hidden_word, Qt.TextElideMode.ElideRight, words.width()
                    )
                    painter.drawText(words, align, told)
                continue
            if count and most:
                filled = QRectF(trough)
                filled.setWidth(max(px(6), trough.width() * count / max(most, 1) * 0.96))
                painter.setBrush(look.color("accent" if at == self._marked else self._color))
                painter.drawRoundedRect(filled, 4, 4)
            if at == self._marked:  # not by its colour alone
                side = px(20)
                pixmap = look.pixmap("circle-check", "text", side, self.devicePixelRatioF())
                x_mark = trough.right() - side - px(8)
                painter.drawPixmap(round(x_mark), round(trough.center().y() - side / 2), pixmap)
            painter.setFont(scale.font(number_role, tabular=True))
            painter.setPen(look.color("text"))
            painter.drawText(
                QRectF(right + px(8), top, number_width, bar_height),
                (Qt.AlignmentFlag.AlignRight if self._letters else Qt.AlignmentFlag.AlignLeft)
                | Qt.AlignmentFlag.AlignVCenter,
                str(count),
            )

    def _paint_key(self, painter: QPainter, box: QRectF, at: int) -> None:
        look = theme()
        painter.setPen(look.color("muted"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(self._scale.font("title"))
        painter.setPen(look.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter(at))


def letter(number: int) -> str:
    """The letter of an option, from 0: A, B, C …"""
    return chr(ord("A") + number % 26)
