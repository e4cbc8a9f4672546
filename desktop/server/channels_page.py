"""The channels, and who is in the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.server.events import ChannelInfo
from desktop.server import words
from desktop.server.channel_acts import ChannelActs
from desktop.server.channel_card import ChannelCard
from desktop.server.channels_model import ChannelColumn
from desktop.server.controller import ServerController
from desktop.server.people_view import ROW
from desktop.server.table import RowDelegate, Table, cell_rect
from desktop.theme import set_ground, theme
from desktop.widgets import Card, Divider, EmptyState, label

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

_BESIDE = 700
_DETAIL = 304
_LEAST = 116
"""Height of the list where it stands over the channel in a low window."""


class ChannelsView(Table):
    """Name, people, topic, modes."""

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(ROW, 32, parent)
        self.setItemDelegate(ChannelDelegate(self))
        self.setModel(controller.channels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The topic takes what is left."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnHidden(ChannelColumn.MODES, width < 480)
        name = max(120, min(200, width * 3 // 10))
        modes = 120 if width >= 480 else 0
        self.setColumnWidth(ChannelColumn.NAME, name)
        self.setColumnWidth(ChannelColumn.PEOPLE, 72)
        self.setColumnWidth(ChannelColumn.MODES, modes)
        self.setColumnWidth(ChannelColumn.TOPIC, max(80, width - name - 72 - modes))


class ChannelDelegate(RowDelegate):
    """Draws the cells of the channels' table."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        look = theme()
        painter.save()
        self.paint_ground(painter, option, index)
        column = index.column()
        box = cell_rect(option.rect, column)
        painter.setPen(look.color("text"))
        right = column == ChannelColumn.PEOPLE
        match column:
            case ChannelColumn.NAME:
                painter.setFont(look.font("bodyMedium"))
            case ChannelColumn.MODES:
                painter.setFont(look.font("small"))
                painter.setPen(look.color("muted"))
            case _:
                painter.setFont(look.font("body", tabular=True))
        text = str(index.data() or "")
        if not text and column == ChannelColumn.TOPIC:
            painter.setPen(look.color("muted"))
            text = "–"
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class ChannelsPage(QWidget):
    """Signals: ``chat_wanted()``: there is no channel yet, make the first one;

    ``note_wanted(nick)``; ``history_wanted(channel name)``.
    """

    chat_wanted = Signal()
    note_wanted = Signal(str)
    history_wanted = Signal(str)

    def __init__(
        self, controller: ServerController, acts: ChannelActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._controller = controller
        self._chosen = ""
        self.view = ChannelsView(controller)
        self.detail = ChannelCard(acts)
        self.detail.note_wanted.connect(self.note_wanted)
        self.detail.history_wanted.connect(self.history_wanted)
        self.members = self.detail.members
        self._title = label("bodyStrong")
        self._count = label("body", "muted", tabular=True)
        self.empty = EmptyState("hash")
        self._chat = self.empty.add_action("secondary", "messages-square")
        self._chat.clicked.connect(self.chat_wanted)
        self._build()
        self.view.selectionModel().currentRowChanged.connect(self._row_chosen)
        controller.refreshed.connect(self.refresh)
        controller.state_changed.connect(self.refresh)
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 13, 16, 13)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        channels = self._list = Card()
        left = QVBoxLayout(channels)
        left.setContentsMargins(1, 1, 1, 1)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(Divider())
        left.addWidget(self._stack, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(16)
        self._row.addWidget(channels, 1)
        self._row.addWidget(self.detail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The channel goes under the list where it has no room beside it."""
        super().resizeEvent(event)
        width = event.size().width()
        margin = 24 if width >= 560 else 12
        self._row.setContentsMargins(margin, margin, margin, margin)
        beside = width >= _BESIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self.detail.setMinimumWidth(_DETAIL if beside else 0)
        self.detail.setMaximumWidth(_DETAIL if beside else 16_777_215)
        self._row.setStretch(1, 0 if beside else 1)
        self._lay_out_list()

    def _lay_out_list(self) -> None:
        stacked = max(_LEAST, self.height() * 35 // 100)
        alone = self.width() >= _BESIDE or self.detail.isHidden()
        self._list.setMaximumHeight(16_777_215 if alone else stacked)

    # --- what is shown ------------------------------------------------------------------------

    def current_channel(self) -> ChannelInfo | None:
        """The chosen channel as it is now."""
        return self._controller.channels.find(self._chosen)

    def refresh(self) -> None:
        """After a snapshot: counts, and the chosen channel."""
        model = self._controller.channels
        count = model.rowCount()
        self._count.setText(words.number(count))
        self._stack.setCurrentWidget(self.view if count else self.empty)
        if count and self.current_channel() is None:
            self.view.setCurrentIndex(model.index(0, 0))
            self._chosen = model.channel_at(0).name
        self._show_channel()

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._chosen = self._controller.channels.channel_at(current.row()).name
            self._show_channel()

    def _show_channel(self) -> None:
        channel = self.current_channel()
        if self.detail.isHidden() == (channel is not None):
            self.detail.setVisible(channel is not None)
            self._lay_out_list()
        self.detail.show_channel(channel)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("ChannelsPage", "Channels"))
        self.view.setAccessibleName(translate("ChannelsPage", "Channels"))
        self.empty.set_texts(
            translate("ChannelsPage", "No channel yet"),
            translate(
                "ChannelsPage",
                "A channel is made by the first one who joins it, and goes with the last.",
            ),
        )
        self._chat.setText(translate("ChannelsPage", "Open chat"))
        self.detail.retranslate()
        self.refresh()
