"""Everybody who is connected, on a page of their own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.server.controller import ServerController
from desktop.server.people_panel import PeoplePanel
from desktop.theme import set_ground


class PeoplePage(QWidget):
    """The panel of the overview, with the whole height. Signals: ``chat_wanted()``."""

    chat_wanted = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.panel = PeoplePanel(controller.people, whole_page=True)
        self.panel.chat_wanted.connect(self.chat_wanted)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow pages have narrow margins."""
        super().resizeEvent(event)
        margin = 24 if event.size().width() >= 560 else 12
        self._column.setContentsMargins(margin, margin, margin, margin)

    def retranslate(self) -> None:
        """Set every text."""
        self.panel.retranslate()
