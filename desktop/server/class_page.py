"""The class: switches for everybody, who sits where, raised hands, and what is done with all."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from core.irc.casemapping import fold
from core.server.events import ServerSnapshot
from desktop.server.class_acts import ClassActs
from desktop.server.class_hands import HandsCard
from desktop.server.class_room_card import RoomCard
from desktop.server.class_switches import ClassSwitches
from desktop.server.class_tasks import TasksCard
from desktop.server.controller import ServerController
from desktop.server.history_export import HistoryExport
from desktop.server.scroll_page import SIDE_BY_SIDE, ScrollPage

translate = QCoreApplication.translate

_RIGHT = 280
_ROWS = 8
"""Rows of desks that are in sight where the page scrolls."""


class ClassPage(ScrollPage):
    """Signals: ``chat_wanted()``, ``announce_wanted()``, ``address_wanted()``,

    ``lesson_wanted(channel)``.
    """

    chat_wanted = Signal()
    announce_wanted = Signal()
    address_wanted = Signal()
    lesson_wanted = Signal(str)

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.acts = ClassActs(controller, self)
        self.switches = ClassSwitches(self.acts)
        self.room = RoomCard(controller, self.acts)
        self.hands = HandsCard(self.acts)
        self.tasks = TasksCard()
        self.export = HistoryExport(controller, self)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(16)
        right.addWidget(self.hands)
        right.addWidget(self.tasks)
        right.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._row.addWidget(self.room, 1)
        self._row.addWidget(self._right)
        self.column.addWidget(self.switches)
        self.column.addLayout(self._row, 1)
        self._connect()

    def _connect(self) -> None:
        self.room.chat_wanted.connect(self.chat_wanted)
        self.tasks.announce.clicked.connect(self.announce_wanted)
        self.tasks.address.clicked.connect(self.address_wanted)
        self.tasks.lesson.clicked.connect(lambda: self.lesson_wanted.emit(self.room.channel))
        self.tasks.transcript.clicked.connect(self._save)
        self.export.told.connect(self.tasks.tell)
        self._controller.refreshed.connect(self.refresh)
        self._controller.state_changed.connect(self.refresh)

    @property
    def raised(self) -> int:
        """How many hands are up."""
        snapshot = self._controller.snapshot
        return len(snapshot.classroom.hands) if snapshot is not None else 0

    def refresh(self) -> None:
        """After a snapshot. The seats are given also while another page is shown."""
        snapshot = self._controller.snapshot or ServerSnapshot(0.0, (), (), 0, 0, 0)
        self.room.follow(snapshot)
        if self.isVisible():
            self._show(snapshot)

    def _show(self, snapshot: ServerSnapshot) -> None:
        self.switches.show_class(snapshot.classroom)
        self.hands.show_snapshot(snapshot)
        self.tasks.show_channel(self.room.channel, keeps=self._controller.config.keep_history)

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while another page was shown."""
        super().showEvent(event)
        self.refresh()

    def _save(self) -> None:
        channel = self.room.channel
        if channel:
            self.export.ask(fold(channel), channel)

    def finish(self) -> None:
        """The window closes."""
        self.export.finish()

    def lay_out(self, width: int) -> None:
        """The right column goes under the desks where it has no room beside them."""
        beside = width >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
        self.switches.set_beside(beside, _RIGHT)
        self._right.setMinimumWidth(_RIGHT if beside else 0)
        self._right.setMaximumWidth(_RIGHT if beside else 16_777_215)
        self.room.setMinimumHeight(320 if beside else 480)
        self.room.set_rows(2 if beside else _ROWS)

    def retranslate(self) -> None:
        """Set every text."""
        for part in (self.switches, self.room, self.hands, self.tasks):
            part.retranslate()
        self.refresh()
