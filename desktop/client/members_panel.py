"""Who is in the channel: the right column, or an overlay in a narrow window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from core.client.events import Member
from desktop.client.members_delegate import MembersDelegate
from desktop.client.members_model import MEMBER_ROLE, MembersModel
from desktop.theme import set_ground, theme

WIDTH = 216


class MembersList(QListView):
    """The list itself: Enter or a double click writes to somebody, the menu key asks what to do."""

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    left = Signal()
    focus_lost = Signal()

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(MembersDelegate(model, self))
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._chosen)

    def current_nick(self) -> str:
        """The nickname of the current row, or ""."""
        return self._nick(self.currentIndex())

    def _nick(self, index: Any) -> str:
        row = index.data(MEMBER_ROLE) if index.isValid() else None
        return row.nick if isinstance(row, Member) else ""

    def _chosen(self, index: QModelIndex) -> None:
        if nick := self._nick(index):
            self.chosen.emit(nick)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chosen(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the person under the pointer, or of the current one for the menu key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if nick := self._nick(index):
            place = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.menu_requested.emit(nick, self.viewport().mapToGlobal(place))

    def focusInEvent(self, event: Any) -> None:
        """The keyboard starts at the first person."""
        super().focusInEvent(event)
        model = self.model()
        if not self._nick(self.currentIndex()) and model.rowCount() > 1:
            self.setCurrentIndex(model.index(1, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the person has gone on to another part of the window."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.focus_lost.emit()


class MembersPanel(QFrame):
    """The right column, or an overlay in a narrow window.

    Signals: ``chosen(nick)``, ``menu_requested(nick, QPoint)``, ``left()``.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.model = MembersModel(self)
        self.list = MembersList(self.model, self)
        self.list.chosen.connect(self.chosen)
        self.list.menu_requested.connect(self.menu_requested)
        self.list.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 0, 4)
        column.addWidget(self.list)
        self.setFixedWidth(WIDTH)
        theme().changed.connect(self.list.viewport().update)
        self.retranslate()

    def show_members(
        self, members: tuple[Member, ...], own_nick: str, online: bool, time: float
    ) -> None:
        """Show those people, keeping the current one and the place."""
        nick = self.list.current_nick()
        place = self.list.verticalScrollBar().value()
        if self.model.show(members, own_nick, online, time):
            row = self.model.row_of(nick) if nick else -1
            if row >= 0:
                self.list.setCurrentIndex(self.model.index(row))
            self.list.verticalScrollBar().setValue(place)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.list.setAccessibleName(self.tr("People in the channel"))
        self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: Any) -> None:
        """The ground, and the line at the left."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().color("line"))
