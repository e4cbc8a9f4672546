"""A small plot of the last half hour: a line, its area, and a dot at the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import theme

SAMPLES = 30 * 60
"""One a second."""
_POINTS = 60


class Series:
    """The samples of the last half hour."""

    def __init__(self) -> None:
        self._samples: deque[float] = deque(maxlen=SAMPLES)

    def add(self, value: float) -> None:
        """One more second."""
        self._samples.append(value)

    def clear(self) -> None:
        """Begin anew."""
        self._samples.clear()

    @property
    def seconds(self) -> int:
        """How long has been sampled, at most half an hour."""
        return len(self._samples)

    def points(self, wanted: int = _POINTS) -> list[float]:
        """At most ``wanted`` values, oldest first, each the mean of a stretch of time."""
        samples = list(self._samples)
        if len(samples) <= wanted:
            return samples
        return [
            sum(part) / len(part)
            for number in range(wanted)
            if (part := _part(samples, number, wanted))
        ]


def _part(samples: Sequence[float], number: int, of: int) -> Sequence[float]:
    count = len(samples)
    return samples[number * count // of : (number + 1) * count // of]


class Plot(QWidget):
    """Draws a :class:`Series`; ``refresh``, once a second, does nothing while it is hidden."""

    def __init__(self, series: Series, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = series
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """120 x 40, as in the mock-up."""
        return QSize(120, 40)

    def refresh(self) -> None:
        """Draw what has come, if anybody can see it."""
        if self.isVisible():
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Area, line, dot."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 4, -4, -4)
        values = self._series.points()
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if not values:
            return
        places = _places(values, box)
        line = QPainterPath(places[0])
        for place in places[1:]:
            line.lineTo(place)
        area = QPainterPath(line)
        area.lineTo(places[-1].x(), box.bottom())
        area.lineTo(places[0].x(), box.bottom())
        painter.fillPath(area, look.color("accentSoft"))
        painter.setPen(
            QPen(
                look.color("accent"),
                1.5,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.drawPath(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawEllipse(places[-1], 2.5, 2.5)


def _places(values: Sequence[float], box: QRectF) -> list[QPointF]:
    # A tenth of air above, and a figure that hardly changes is a calm line, not a mountain range.
    highest = max(values)
    top = highest * 1.1 if highest > 0 else 1.0
    step = box.width() / max(1, len(values) - 1)
    first = box.left() if len(values) > 1 else box.right()
    return [
        QPointF(first + number * step, box.bottom() - value / top * box.height())
        for number, value in enumerate(values)
    ]
