"""Above the log: chips with counts that choose, a search, and Pause."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.server import words
from desktop.server.flow_layout import FlowLayout
from desktop.server.log_groups import LogGroup
from desktop.widgets import Button, SearchField

translate = QCoreApplication.translate

_CHIP_ICONS = {
    LogGroup.EVERYTHING: None,
    LogGroup.PEOPLE: "users",
    LogGroup.MESSAGES: "message-square",
    LogGroup.WARNINGS: "triangle-alert",
    LogGroup.ERRORS: "circle-x",
}
_BESIDE = 860
"""Width from which the search stands beside the chips."""


def chip_text(group: LogGroup) -> str:
    """The name of a chip."""
    match group:
        case LogGroup.EVERYTHING:
            return translate("LogBar", "Everything")
        case LogGroup.PEOPLE:
            return translate("LogBar", "People")
        case LogGroup.MESSAGES:
            return translate("LogBar", "Messages")
        case LogGroup.WARNINGS:
            return translate("LogBar", "Warnings")
        case _:
            return translate("LogBar", "Errors")


class LogBar(QWidget):
    """Attributes: ``chips``, ``search``, ``pause``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[LogGroup, Button] = {}
        self.search = SearchField()
        self.pause = Button("pause")
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self.retranslate)
        group = QButtonGroup(self)
        chips = self._chips = QWidget()
        flow = FlowLayout(8, chips)
        for key in LogGroup:
            chip = self.chips[key] = Button(_CHIP_ICONS[key], "chip", 28)
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.pause)
        self.search.setMinimumWidth(120)
        self._bar = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._bar.setContentsMargins(24, 10, 24, 9)
        self._bar.setSpacing(8)
        self._bar.addWidget(chips)
        self._bar.addLayout(tools, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search goes under the chips where it has no room beside them."""
        super().resizeEvent(event)
        width = event.size().width()
        beside = width >= _BESIDE
        self._bar.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._chips.setContentsMargins(0, 2 if beside else 0, 0, 2 if beside else 0)
        margin = 24 if width >= 560 else 12
        self._bar.setContentsMargins(margin, 10, margin, 9)

    def chosen(self) -> LogGroup:
        """The group of the chip that is on."""
        on = (group for group, chip in self.chips.items() if chip.isChecked())
        return next(on, LogGroup.EVERYTHING)

    def show_counts(self, counts: Mapping[LogGroup, int]) -> None:
        """How many entries each chip would show."""
        for group, chip in self.chips.items():
            text = f"{chip_text(group)}  {words.number(counts[group])}"
            if chip.text() != text:
                chip.setText(text)
                chip.updateGeometry()

    def retranslate(self) -> None:
        """Set every text; the chips get theirs with the counts."""
        paused = self.pause.isChecked()
        self.pause.set_icon("play" if paused else "pause")
        self.pause.setText(translate("LogBar", "Go on") if paused else translate("LogBar", "Pause"))
        self.search.set_name(translate("LogBar", "Find in the log"))
        self.search.setToolTip("Ctrl+F")
