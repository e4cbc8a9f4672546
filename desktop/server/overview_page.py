"""The running server at a glance: how to get here, the figures, the people."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.server.connect_card import ConnectCard
from desktop.server.controller import RunState, ServerController
from desktop.server.figures_card import FiguresCard
from desktop.server.keeping_card import KeepingCard
from desktop.server.people_panel import PeoplePanel
from desktop.server.scroll_page import SIDE_BY_SIDE, ScrollPage


class OverviewPage(ScrollPage):
    """Shown while the server runs."""

    all_people_wanted = Signal()
    chat_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.connect_card = ConnectCard()
        self.figures = FiguresCard(controller)
        self.figures.setFixedWidth(288)
        self.keeping = KeepingCard(controller)
        self.keeping.history_wanted.connect(self.history_wanted)
        self.people = PeoplePanel(controller.people, whole_page=False)
        self.people.setMinimumHeight(300)
        self.people.all_wanted.connect(self.all_people_wanted)
        self.people.chat_wanted.connect(self.chat_wanted)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(16)
        self._top.addWidget(self.connect_card, 1)
        self._top.addWidget(self.figures)
        self.column.addLayout(self._top)
        self.column.addWidget(self.keeping)
        self.column.addWidget(self.people, 1)
        controller.state_changed.connect(self._state_changed)
        controller.refreshed.connect(self._refreshed)

    def lay_out(self, width: int) -> None:
        """The figures go under the address where they have no room beside it."""
        beside = width >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._top.direction() != direction:
            self._top.setDirection(direction)
        self.keeping.set_beside(beside)
        self.figures.setMinimumWidth(288 if beside else 0)
        self.figures.setMaximumWidth(288 if beside else 16_777_215)

    def _state_changed(self) -> None:
        if self._controller.state is RunState.RUNNING and self._controller.started is not None:
            self.connect_card.show_started(self._controller.started)

    def _refreshed(self) -> None:
        if self._controller.snapshot is not None:
            self.connect_card.show_people(self._controller.snapshot.people)

    def retranslate(self) -> None:
        """Set every text."""
        self.connect_card.retranslate()
        self.figures.retranslate()
        self.keeping.retranslate()
        self.people.retranslate()
