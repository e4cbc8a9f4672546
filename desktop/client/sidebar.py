"""The sidebar: which server this is, the conversations, and oneself.

Below 640 px of window width it is a rail of 56 px with tiles (``set_rail``).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.client.conversations import Conversations
from desktop.client.sidebar_delegate import SidebarDelegate
from desktop.client.sidebar_ends import GoButton, OwnButton, ServerButton
from desktop.client.sidebar_list import ConversationList
from desktop.client.sidebar_model import RowKind, SidebarModel
from desktop.theme import set_ground, theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.scroll_bars import float_scroll_bar, sink_scroll_bar

WIDTH, RAIL_WIDTH = 255, 55  # and a line of 1
LEAST, MOST = 199, 339  # and a line of 1


class Sidebar(QFrame):
    """The left column.

    Signals: ``chosen(name)``, ``menu_requested(name, QPoint)``, ``join_requested()``,
    ``write_requested()``, ``server_menu_requested(QPoint)``, ``own_menu_requested(QPoint)``,
    ``switcher_requested()``, ``settings_requested()``, ``left()`` (Enter or Escape in the list: the
    person wants to write).
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    join_requested = Signal()
    write_requested = Signal()
    server_menu_requested = Signal(QPoint)
    own_menu_requested = Signal(QPoint)
    switcher_requested = Signal()
    settings_requested = Signal()
    left = Signal()

    def __init__(self, conversations: Conversations[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        set_ground(self, "sunken")
        self._conversations = conversations
        self.model = SidebarModel(conversations, self)
        self.delegate = SidebarDelegate(self.model, self)
        self.server = ServerButton(self)
        self.go = GoButton(self)
        self.list = ConversationList(self.model, self)
        self.list.setItemDelegate(self.delegate)
        self.own = OwnButton(self)
        self.join_button = self._plus()
        self.write_button = self._plus()
        self.compose = IconButton("square-pen", parent=self.server)
        self.settings = IconButton("settings", parent=self.own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.server)
        column.addWidget(self.go)
        column.addWidget(self.list, 1)
        column.addWidget(self.own)
        self._width = WIDTH
        self.setFixedWidth(WIDTH)
        self.list.chosen.connect(self._chosen)
        self.list.activated_row.connect(lambda _name: self.left.emit())
        self.list.clicked.connect(self.left)
        self.list.menu_requested.connect(self.menu_requested)
        self.list.more_requested.connect(self.switcher_requested)
        self.server.clicked.connect(
            lambda: self.server_menu_requested.emit(
                self.server.mapToGlobal(QPoint(12, self.server.height() - 4))
            )
        )
        self.own.clicked.connect(
            lambda: self.own_menu_requested.emit(self.own.mapToGlobal(QPoint(12, 4)))
        )
        self.join_button.clicked.connect(self.join_requested)
        self.write_button.clicked.connect(self.write_requested)
        self.compose.clicked.connect(self.write_requested)
        self.settings.clicked.connect(self.settings_requested)
        self.go.clicked.connect(self.switcher_requested)
        self._following = False
        theme().changed.connect(self._restyle)
        self.retranslate()
        self.rebuild()

    def _plus(self) -> IconButton:
        return IconButton("plus", size=28, icon_size=16, parent=self.list.viewport())

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.join_button.set_name(self.tr("Join a channel"))
        self.write_button.set_name(self.tr("Write to somebody"))
        self.compose.set_name(self.tr("Write to somebody"))
        self.settings.set_name(self.tr("Settings"))
        self.go.set_word(self.tr("Go to…"))
        self.list.setAccessibleName(self.tr("Conversations"))
        self.model.touch()
        self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        """Other colours, or rows of another height."""
        self._place_buttons()
        self.list.viewport().update()

    # --- what is shown ------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Conversations came, went or were renamed."""
        self._following = True
        self.model.rebuild()
        self._following = False
        self.follow()
        self.list.executeDelayedItemsLayout()  # done by then, unless nothing was to be marked
        self._place_buttons(again=False)

    def touch(self, names: set[str] | None = None) -> None:
        """Badges, presence or drafts of those conversations changed."""
        if names is not None and self.model.lacks(names):
            self.rebuild()
        else:
            self.model.touch(names)

    def set_typing(self, name: str, *, typing: bool) -> None:
        """Whether somebody is writing in a conversation."""
        before = self.model.typing
        self.model.typing = before | {name} if typing else before - {name}
        if self.model.typing != before:
            self.model.touch({name})

    def follow(self) -> None:
        """Mark the conversation that is shown."""
        index = self.model.index_of(self._conversations.active)
        self._following = True
        if not index.isValid():  # one of very many
            self.model.rebuild()
            index = self.model.index_of(self._conversations.active)
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)
        self._following = False

    def _chosen(self, name: str) -> None:
        if not self._following:
            self.chosen.emit(name)

    def set_rail(self, rail: bool) -> None:
        """Tiles in 56 px, or rows in 256 px."""
        if self.delegate.rail == rail:
            return
        self.delegate.rail = rail
        self.server.set_rail(rail)
        self.own.set_rail(rail)
        self.go.set_rail(rail)
        self.setFixedWidth(RAIL_WIDTH if rail else self._width)
        if rail:
            sink_scroll_bar(self.list)
        else:
            float_scroll_bar(self.list, thin=True)
        self.model.layoutChanged.emit()
        self._place_buttons()

    def set_width(self, width: int) -> None:
        """How wide it is while it shows rows; between 200 and 340."""
        self._width = min(max(width, LEAST), MOST)
        if not self.rail:
            self.setFixedWidth(self._width)
            self._place_buttons()

    @property
    def wide(self) -> int:
        """How wide it is while it shows rows."""
        return self._width

    @property
    def rail(self) -> bool:
        """Whether it shows tiles."""
        return self.delegate.rail

    def _place_buttons(self, *, again: bool = True) -> None:
        """The two "+" stand at the end of their headings, and scroll with them; ``again`` where the
        rows have other heights or places."""
        if again:
            self.list.doItemsLayout()
        for button, kind in (
            (self.join_button, RowKind.CHANNELS),
            (self.write_button, RowKind.PEOPLE),
        ):
            button.setVisible(not self.rail)
            box = self.list.visualRect(self.model.heading(kind))
            button.move(self.list.viewport().width() - 12 - button.width(), box.bottom() - 29)
        for button in (self.compose, self.settings):
            button.setVisible(not self.rail)
            height = self.server.height() if button is self.compose else self.own.height()
            button.move(self.width() - 8 - button.width(), (height - button.height()) // 2)

    def resizeEvent(self, event: Any) -> None:
        """Keep the buttons at the right end."""
        super().resizeEvent(event)
        self._place_buttons()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its fixed width."""
        return QSize(self.minimumWidth(), 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to writing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
