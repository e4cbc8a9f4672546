"""The line at the foot of the window: the connection's state, its address, and its traffic."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.client.security import Secured
from desktop.client.security_button import SecurityButton
from desktop.theme import set_ground, theme
from desktop.widgets.basics import Divider, ElidedLabel, Icon, StatusDot, label

HEIGHT = 26
_SAMPLES = 36


def rate_text(bytes_per_second: float, locale: QLocale, units: tuple[str, str, str]) -> str:
    """A rate with one figure after the comma; ``units`` are B/s, KB/s and MB/s in words."""
    value, unit = bytes_per_second, units[0]
    for larger in units[1:]:
        if value < 999.5:
            break
        value, unit = value / 1000, larger
    decimals = 0 if unit == units[0] or value >= 99.5 else 1
    return f"{locale.toString(value, 'f', decimals)} {unit}"


class _Spark(QWidget):
    """The last half minute of traffic, one point a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(72, 16)
        self.values: deque[float] = deque([0.0] * _SAMPLES, maxlen=_SAMPLES)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The root lets a single line be seen beside a file.
        heights = [value**0.5 for value in self.values]
        top = max(*heights, 1.0)
        step = self.width() / (_SAMPLES - 1)
        floor = self.height() - 2
        points = [
            QPointF(number * step, floor - height / top * (floor - 2))
            for number, height in enumerate(heights)
        ]
        area = QPolygonF([QPointF(0, floor), *points, QPointF(self.width(), floor)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawPolygon(area)
        painter.setPen(QPen(look.color("accent"), 1.25))
        painter.drawPolyline(QPolygonF(points))


class StatusLine(QWidget):
    """State, messages that wait, address; at the right the traffic of the last second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.setFixedHeight(HEIGHT)
        self.dot = StatusDot("finished", 7)
        self.state = label("caption")
        self.waiting = label("caption", "muted")
        self.address = ElidedLabel("monoSmall", "muted")
        self._spark = _Spark(self)
        self.down = label("caption", "muted", tabular=True)
        self.up = label("caption", "muted", tabular=True)
        self.security = SecurityButton(self)
        self._rules = [self._rule(), self._rule(), self._rule()]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.dot)
        row.addWidget(self.state)
        row.addWidget(self._rules[0])
        row.addWidget(self.security)
        row.addWidget(self._rules[2])
        row.addWidget(self.waiting)
        row.addWidget(self._rules[1])
        row.addWidget(self.address, 1)
        row.addWidget(self._spark)
        for arrow, figure in (("arrow-down", self.down), ("arrow-up", self.up)):
            pair = QHBoxLayout()
            pair.setSpacing(3)
            pair.addWidget(Icon(arrow, "muted", 12))
            pair.addWidget(figure)
            row.addLayout(pair)
        self._rates = (0.0, 0.0)
        self._totals: tuple[int, int] | None = None
        theme().changed.connect(self.update)
        self.set_waiting("")
        self.set_security(None)
        self.retranslate()

    def _rule(self) -> Divider:
        rule = Divider(Qt.Orientation.Vertical)
        rule.setFixedHeight(12)
        return rule

    def set_state(self, color: str, text: str, address: str) -> None:
        """The dot's colour (a token), the state in words, and the address."""
        self.dot.set_state(color)
        self.state.setText(text)
        self.address.setText(address)

    def set_security(self, secured: Secured | None) -> None:
        """How the connection is encrypted; None where it is not."""
        self.security.show_security(secured)
        self.security.setVisible(secured is not None)
        self._rules[2].setVisible(secured is not None)

    def set_waiting(self, text: str) -> None:
        """How many messages wait, in words; "" for none."""
        self.waiting.setText(text)
        self.waiting.setVisible(bool(text))
        self._rules[1].setVisible(bool(text))

    def sample(self, bytes_in: int, bytes_out: int, seconds: float) -> None:
        """Take the totals of the connection, ``seconds`` after the last time."""
        before = self._totals
        self._totals = (bytes_in, bytes_out)
        if before is None or seconds <= 0:
            return
        # A new connection counts from 0 again.
        down = max(0, bytes_in - before[0]) / seconds
        up = max(0, bytes_out - before[1]) / seconds
        self._spark.values.append(down + up)
        self._rates = (down, up)
        self._show_rates()
        self._spark.update()

    def _show_rates(self) -> None:
        units = (self.tr("B/s"), self.tr("KB/s"), self.tr("MB/s"))
        for figure, rate in zip((self.down, self.up), self._rates, strict=True):
            text = rate_text(rate, QLocale(), units)
            if figure.text() != text:
                figure.setText(text)
        self.down.setAccessibleName(self.tr("received: %1").replace("%1", self.down.text()))
        self.up.setAccessibleName(self.tr("sent: %1").replace("%1", self.up.text()))

    def retranslate(self) -> None:
        """Words of the language in force."""
        self._spark.setToolTip(self.tr("Traffic of the last half minute"))
        self._show_rates()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def minimumSizeHint(self) -> QSize:
        """It gives way in a narrow window."""
        return QSize(100, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above it."""
        super().paintEvent(event)
        QPainter(self).fillRect(QRectF(0, 0, self.width(), 1), theme().color("line"))
