"""The window's body while one can talk: sidebar, header, messages, composer, people.

It reflows: below 900 px the people become an overlay, below 640 px the sidebar becomes a rail, the
messages become compact, and the status line goes.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.client.class_bar import ClassBar
from desktop.client.composer import Composer
from desktop.client.conversations import Conversations
from desktop.client.header import Header
from desktop.client.members_panel import MembersPanel
from desktop.client.message_view import MessageView
from desktop.client.notices import Notices
from desktop.client.search_bar import SearchBar
from desktop.client.sidebar import Sidebar
from desktop.client.status_line import StatusLine
from desktop.client.transfer_list import TransferList
from desktop.client.typing_line import TypingLine
from desktop.theme import set_ground
from desktop.widgets.basics import Divider
from desktop.widgets.panels import Popup

MEDIUM, NARROW = 900, 640
SIDE_WIDTH = 400


class _Columns(QVBoxLayout):
    """Asks the page which columns it has before they get their places: laying out the messages
    for a width that they do not keep costs as much as for the one that they do."""

    def __init__(self, page: ChatPage) -> None:
        super().__init__(page)
        self._page = page

    def setGeometry(self, rect: QRect) -> None:
        """Place the columns that there are at that width."""
        self._page.reflow(rect.width())
        super().setGeometry(rect)


class ChatPage(QWidget):
    """Everything of a window whose server has let us in.

    Signals: ``narrow_changed(bool)``; ``side_closed()``: the person wants the people back where a
    panel stands (``set_side``); ``members_wanted_changed()``: the person shows or hides the
    people's column.
    """

    narrow_changed = Signal(bool)
    side_closed = Signal()
    members_wanted_changed = Signal()

    def __init__(self, conversations: Conversations[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.sidebar = Sidebar(conversations, self)
        self.header = Header(self)
        self.notices = Notices(self)
        self.view = MessageView(self)
        self.typing_line = TypingLine(self)
        self.search = SearchBar(self.view, self)
        self.class_bar = ClassBar(self)
        self.transfers = TransferList(self)
        self.composer = Composer(self)
        self.members = MembersPanel(self)
        self.status = StatusLine(self)
        self.overlay = Popup(self, radius=0)
        self._overlay_row = QHBoxLayout(self.overlay)
        self._overlay_row.setContentsMargins(0, 0, 0, 0)
        self._has_members = False
        self._members_wanted = True  # in a wide window; the person's choice
        self._overlay_open = False
        self._wide = True
        self._narrow = self._told_narrow = False
        self._leaving = False  # the people had the keyboard when the columns were placed anew
        self._side: QWidget | None = None
        self._lay_out()
        self.view.compact_changed.connect(self._fit_sides)
        self.header.members_toggled.connect(self._toggle_members)
        self.members.left.connect(self._leave_members)
        self.members.focus_lost.connect(self.close_overlay)

    def _lay_out(self) -> None:
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        for part in (self.header, self.notices, self.search):
            main.addWidget(part)
        main.addWidget(self.view, 1)
        main.addWidget(self.typing_line)
        main.addWidget(self.class_bar)
        main.addWidget(self.transfers)
        main.addWidget(self.composer)
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(self.sidebar)
        self._columns.addWidget(Divider(Qt.Orientation.Vertical))
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self.members)
        column = _Columns(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._columns, 1)
        column.addWidget(self.status)
        for first, second in (
            (self.sidebar.server, self.sidebar.compose),
            (self.sidebar.compose, self.sidebar.go),
            (self.sidebar.go, self.sidebar.list),
            (self.sidebar.list, self.sidebar.join_button),
            (self.sidebar.join_button, self.sidebar.write_button),
            (self.sidebar.write_button, self.sidebar.own),
            (self.sidebar.own, self.sidebar.settings),
            (self.sidebar.settings, self.header.topic.button),
            (self.header.topic.button, self.header.members),
            (self.header.members, self.header.hand),
            (self.header.hand, self.header.search),
            (self.header.search, self.header.sockets),
            (self.header.sockets, self.header.more),
            (self.header.more, self.view),
            (self.view, self.class_bar.hand),
            (self.class_bar.hand, self.composer),
            (self.composer, self.members.filter),
            (self.members.filter, self.members.list),
        ):
            QWidget.setTabOrder(first, second)

    # --- reflow -------------------------------------------------------------------------------

    @property
    def narrow(self) -> bool:
        """Less than 640 px: a rail, compact messages."""
        return self._narrow

    def reflow(self, width: int) -> None:
        """Have the columns that fit into ``width``; where they stand is the layout's business."""
        wide, narrow = width >= MEDIUM, width < NARROW
        if wide != self._wide:
            self._leaving = self.members.has_keyboard
            self._wide = wide
            self._overlay_open = False
        if narrow != self._narrow:
            self._narrow = narrow
            self.sidebar.set_rail(narrow)
            self.header.set_narrow(narrow)
            self.status.setVisible(not narrow)
            self.view.set_narrow(narrow)
            self.composer.set_compact(narrow)
            self._fit_sides(self.view.compact)
        self._place_members()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay what is over the messages where they are now; say what changed."""
        super().resizeEvent(event)
        if not self._wide:
            self._place_members()
        if self._told_narrow != self._narrow:
            self._told_narrow = self._narrow
            self.narrow_changed.emit(self._narrow)
        leaving, self._leaving = self._leaving, False
        if leaving and not self.members_in_sight:
            self.composer.focus_input()

    def _fit_sides(self, compact: bool) -> None:
        """What is below the messages stands in line with them."""
        self.typing_line.set_compact(compact or self._narrow)
        self.composer.set_near(compact or self._narrow)
        self.transfers.set_near(compact or self._narrow)

    def set_has_members(self, has: bool) -> None:
        """Whether what is shown is a channel."""
        if has != self._has_members:
            self._has_members = has
            self._overlay_open = self._overlay_open and has
            self._place_members()

    @property
    def members_in_sight(self) -> bool:
        """Whether the list of people can be seen."""
        column = self._members_wanted and self._side is None
        wanted = column if self._wide else self._overlay_open
        return self._has_members and wanted

    @property
    def members_wanted(self) -> bool:
        """Whether the person wants to see the people's column in a wide window."""
        return self._members_wanted

    def set_members_wanted(self, wanted: bool) -> None:
        """Show the people's column in a wide window, or not."""
        self._members_wanted = wanted
        self._place_members()

    def set_members_width(self, width: int) -> None:
        """How wide the people's column is."""
        self.members.set_width(width)
        self._place_members()

    def _toggle_members(self, on: bool) -> None:
        if self._wide and on and self._side is not None:
            self.side_closed.emit()
        if self._wide:
            self._members_wanted = on
            self.members_wanted_changed.emit()
        else:
            self._overlay_open = on
        self._place_members()
        if on:
            self.members.list.setFocus()

    def set_side(self, panel: QWidget | None) -> None:
        """Put a panel at the right instead of the people (what was found): a column where there is
        room, else over the messages. None takes it away again."""
        if self._side is not None:
            self._side.hide()
            self._columns.removeWidget(self._side)
        self._side = panel
        self._place_members()
        if panel is not None:
            panel.show()

    def _place_side(self, panel: QWidget) -> None:
        if self._wide:
            if self._columns.indexOf(panel) < 0:
                self._columns.addWidget(panel)
            panel.setFixedWidth(min(SIDE_WIDTH, self.width() * 2 // 5))
            return
        self._columns.removeWidget(panel)
        panel.setParent(self)
        left = self.sidebar.width() + 1 if self._narrow else max(0, self.width() - SIDE_WIDTH)
        panel.setFixedWidth(self.width() - left)
        bottom = self.height() - (0 if self._narrow else self.status.height())
        panel.setGeometry(left, 0, self.width() - left, bottom)
        panel.show()
        panel.raise_()

    def _place_members(self) -> None:
        """The people in their column, or over the messages."""
        if self._side is not None:
            self._place_side(self._side)
        in_sight = self.members_in_sight
        self.header.set_members_open(in_sight)
        if self._wide:
            if self.members.parentWidget() is not self:
                self._columns.addWidget(self.members)
            self.overlay.hide()
            self.members.setVisible(in_sight)
            return
        if self.members.parentWidget() is not self.overlay:
            self._overlay_row.addWidget(self.members)
        self.members.setVisible(True)
        self.overlay.setVisible(in_sight)
        if in_sight:
            top = self.header.height()
            bottom = self.height() - (0 if self._narrow else self.status.height())
            self.overlay.place(
                QRect(self.width() - self.members.wide, top, self.members.wide, bottom - top)
            )
            self.overlay.raise_()

    def _leave_members(self) -> None:
        if self._overlay_open:
            self._overlay_open = False
            self._place_members()
        self.composer.focus_input()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the overlay closes it."""
        super().mousePressEvent(event)
        self.close_overlay()

    def close_overlay(self) -> None:
        """The people's list goes from over the messages."""
        if self._overlay_open:
            had_focus = self.members.has_keyboard
            self._overlay_open = False
            self._place_members()
            if had_focus:
                self.composer.focus_input()

    # --- the keyboard -------------------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        panes: list[QWidget] = [self.sidebar.list, self.view, self.composer]
        if self.members_in_sight:
            panes.append(self.members.list)
        return panes

    def next_pane(self, step: int) -> None:
        """Give the keyboard to the next column."""
        panes = self.panes()
        focus = self.focusWidget()
        at = next(
            (
                number
                for number, pane in enumerate(panes)
                if focus is not None and (pane is focus or pane.isAncestorOf(focus))
            ),
            2,
        )
        pane = panes[(at + step) % len(panes)]
        if pane is self.composer:
            self.composer.focus_input()
        else:
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the words are longer."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._place_members()
