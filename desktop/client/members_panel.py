"""Who is in the channel: the right column, or an overlay in a narrow window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.client.events import Member
from desktop.client.members_delegate import MembersDelegate
from desktop.client.members_model import MEMBER_ROLE, MembersModel
from desktop.theme import set_ground, theme
from desktop.widgets.basics import label
from desktop.widgets.scroll_bars import float_scroll_bar

WIDTH = 216
LEAST, MOST = 180, 300
MANY = 10  # people from whom on one looks for somebody by letters
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class MembersList(QListView):
    """The list itself: Enter or a double click writes to somebody, the menu key asks what to do.

    Signals: ``typed(text)``, letters that look for somebody; ``left()`` on Escape.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    left = Signal()
    focus_lost = Signal()
    typed = Signal(str)

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(MembersDelegate(model, self))
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        float_scroll_bar(self, thin=True)
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
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
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
        if event.reason() not in _PASSING:
            self.focus_lost.emit()


class FilterEdit(QLineEdit):
    """A few letters of a name. Signals: ``down()``, ``taken()`` on Enter, ``left()`` on Escape,
    ``focus_lost()``."""

    focus_lost = Signal()
    down = Signal()
    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("membersFilter")
        self.setFixedHeight(32)
        self.setFont(theme().font("body"))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.returnPressed.connect(self.taken)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._glass.setIcon(theme().icon("search", "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list, Escape away."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the person has gone on."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.focus_lost.emit()


class MembersPanel(QFrame):
    """The right column, or an overlay in a narrow window.

    Signals: ``chosen(nick)``, ``menu_requested(nick, QPoint)``, ``left()``, ``focus_lost()``: the
    keyboard went to another part of the window. Attributes: ``wide``, its width as a column.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    left = Signal()
    focus_lost = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.model = MembersModel(self)
        self.list = MembersList(self.model, self)
        self.list.chosen.connect(self.chosen)
        self.list.menu_requested.connect(self.menu_requested)
        self.list.left.connect(self.left)
        self.list.typed.connect(self._begin_filter)
        self.filter = FilterEdit(self)
        self.filter.textChanged.connect(self._filter)
        self.filter.down.connect(self._to_list)
        self.filter.taken.connect(self._take_first)
        self.filter.left.connect(self._end_filter)
        self.nobody = label("small", "muted", wrap=True)
        self.nobody.setContentsMargins(16, 4, 16, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 0, 4)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 4)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self.nobody)
        column.addWidget(self.list, 1)
        self.nobody.hide()
        self.filter.hide()
        self.list.focus_lost.connect(self._keyboard_gone)
        self.filter.focus_lost.connect(self._keyboard_gone)
        self.wide = WIDTH
        self.setFixedWidth(WIDTH)
        theme().changed.connect(self.list.doItemsLayout)
        self.retranslate()

    def show_members(
        self, members: tuple[Member, ...], own_nick: str, online: bool, time: float
    ) -> None:
        """Show those people, keeping the current one and the place."""
        self._keeping(lambda: self.model.show(members, own_nick, online, time))
        self._show_filter()

    def set_hands(self, nicks: Iterable[str]) -> None:
        """Whose hand is up: they stand in a section of their own."""
        self._keeping(lambda: self.model.set_hands(nicks))

    def _keeping(self, change: Callable[[], bool]) -> None:
        """Change the rows, keeping the current one and the place."""
        nick = self.list.current_nick()
        place = self.list.verticalScrollBar().value()
        if change():
            row = self.model.row_of(nick) if nick else -1
            if row >= 0:
                self.list.setCurrentIndex(self.model.index(row))
            self.list.verticalScrollBar().setValue(place)

    # --- the filter ---------------------------------------------------------------------------

    def _show_filter(self) -> None:
        """Where there are so many that one looks for somebody."""
        wanted = self.model.total >= MANY or bool(self.filter.text()) or self.filter.hasFocus()
        if wanted == self.filter.isHidden():
            self.filter.setVisible(wanted)

    def begin_filter(self) -> None:
        """Let the person type whom to find."""
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _begin_filter(self, text: str) -> None:
        self.begin_filter()
        self.filter.setText(text)

    def _filter(self, text: str) -> None:
        self.model.set_filter(text)
        self.nobody.setVisible(bool(text.strip()) and not self.model.rows)
        self._show_filter()

    def _first(self) -> int:
        rows = range(self.model.rowCount())
        return next((row for row in rows if self.model.flags(self.model.index(row))), -1)

    def _to_list(self) -> None:
        first = self._first()
        if first >= 0:
            self.list.setCurrentIndex(self.model.index(first))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_first(self) -> None:
        first = self._first()
        if self.filter.text().strip() and first >= 0:
            nick = self.model.index(first).data(MEMBER_ROLE).nick
            self.filter.clear()
            self.chosen.emit(nick)

    def _end_filter(self) -> None:
        """Escape shows all again, and then goes back to writing."""
        if self.filter.text():
            self.filter.clear()
            return
        self.left.emit()
        self._show_filter()

    def _keyboard_gone(self) -> None:
        if not self.has_keyboard:
            self._show_filter()
            self.focus_lost.emit()

    def set_width(self, width: int) -> None:
        """How wide it is; between 180 and 300."""
        self.wide = min(max(width, LEAST), MOST)
        self.setFixedWidth(self.wide)

    @property
    def has_keyboard(self) -> bool:
        """Whether the list or its filter has the keyboard."""
        return self.list.hasFocus() or self.filter.hasFocus()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.list.setAccessibleName(self.tr("People in the channel"))
        self.filter.setAccessibleName(self.tr("Find somebody"))
        self.filter.setPlaceholderText(self.tr("Find somebody"))
        for button in self.filter.findChildren(QToolButton):  # Qt's own, with the glass
            button.setAccessibleName(self.tr("Find somebody"))
        self.nobody.setText(self.tr("Nobody here is called so."))
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
