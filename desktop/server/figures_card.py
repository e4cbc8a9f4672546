"""Three figures with their plots: connections, messages a second, memory."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.server import words
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.server.plot import Plot, Series
from desktop.widgets import Card, Divider, label

translate = QCoreApplication.translate


class Figure(QWidget):
    """A name, a number with its unit, and a plot at the right."""

    def __init__(self, series: Series, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = label("small", "muted")
        self.value = label("display", tabular=True)
        self.unit = label("small", "muted")
        self.plot = Plot(series)
        numbers = QHBoxLayout()
        numbers.setSpacing(6)
        numbers.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBaseline)
        numbers.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBaseline)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.name, 0, 0)
        grid.addLayout(numbers, 1, 0)
        grid.addWidget(self.plot, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        self.setMinimumHeight(64)

    def show_value(self, value: str, unit: str) -> None:
        """The number, and for a screen reader the whole in words."""
        if (value, unit) != (self.value.text(), self.unit.text()):
            self.value.setText(value)
            self.unit.setText(unit)
            self.value.setAccessibleName(f"{self.name.text()}: {value} {unit}")
        self.plot.refresh()


class FiguresCard(Card):
    """Drawn from the controller's series once a second."""

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.people = Figure(controller.series_people)
        self.messages = Figure(controller.series_messages)
        self.memory = Figure(controller.series_memory)
        self._span: QLabel = label("caption", "muted")
        self._span.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._span.setContentsMargins(16, 0, 16, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.people, 1)
        column.addWidget(Divider())
        column.addWidget(self.messages, 1)
        column.addWidget(Divider())
        column.addWidget(self.memory, 1)
        column.addWidget(self._span)
        controller.refreshed.connect(self.refresh)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """288 x 220 at least."""
        return QSize(288, max(220, super().sizeHint().height()))

    def refresh(self) -> None:
        """Show the present figures."""
        controller = self._controller
        connections = controller.people.rowCount()
        self.people.show_value(words.number(connections), translate("FiguresCard", "now"))
        rate = controller.message_rate
        self.messages.show_value(
            words.number(rate, 1 if 0 < rate < 99.95 else 0),
            translate("FiguresCard", "per second"),
        )
        self.memory.show_value(*words.size_parts(controller.memory))
        minutes = max(1, controller.series_people.seconds // 60)
        self._span.setText(counts().last_minutes(minutes))

    def retranslate(self) -> None:
        """Set every text."""
        self.people.name.setText(translate("FiguresCard", "Connections"))
        self.messages.name.setText(translate("FiguresCard", "Messages"))
        self.memory.name.setText(translate("FiguresCard", "Memory"))
        self.refresh()
