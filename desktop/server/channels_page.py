"""The channels, and who is in the chosen one."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.server.events import ChannelInfo
from desktop.server import words
from desktop.server.channels_model import (
    ChannelColumn,
    ChannelRole,
    MembersModel,
    modes_in_words,
    rank_in_words,
)
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.server.people_view import ROW
from desktop.server.table import RowDelegate, Table, cell_rect
from desktop.theme import set_ground, theme
from desktop.widgets import Card, Divider, EmptyState, label, paint_avatar

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

_BESIDE = 700


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
        self.setColumnHidden(ChannelColumn.MODES, width < 380)
        name = max(120, min(200, width * 3 // 10))
        modes = 80 if width >= 380 else 0
        self.setColumnWidth(ChannelColumn.NAME, name)
        self.setColumnWidth(ChannelColumn.PEOPLE, 72)
        self.setColumnWidth(ChannelColumn.MODES, 80)
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
                painter.setFont(look.font("mono"))
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


class MemberDelegate(QStyledItemDelegate):
    """Avatar, name, and the rank in words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """36 px for everybody."""
        return QSize(100, 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one member."""
        look = theme()
        nick, prefixes = index.data(ChannelRole.MEMBER)
        rect = option.rect
        painter.save()
        paint_avatar(painter, QRectF(rect.left() + 16, rect.top() + 6, 24, 24), nick)
        right = rect.right() - 15
        rank = rank_in_words(prefixes)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if rank:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("muted"))
            width = painter.fontMetrics().horizontalAdvance(rank)
            painter.drawText(rect.adjusted(right - width - rect.left(), 0, 0, 0), flags, rank)
            right -= width + 8
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text"))
        box = rect.adjusted(48, 0, right - rect.right(), 0)
        text = painter.fontMetrics().elidedText(nick, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, text)
        painter.restore()


class ChannelsPage(QWidget):
    """Signals: ``chat_wanted()``: there is no channel yet, make the first one."""

    chat_wanted = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self._controller = controller
        self._chosen = ""
        self.view = ChannelsView(controller)
        self.members = MembersModel(self)
        self._title = label("bodyStrong")
        self._count = label("body", "muted", tabular=True)
        self._name = label("title", wrap=True)
        self._people: QLabel = label("small", "muted")
        self._topic = label("body", wrap=True)
        self._modes = label("small", "muted", wrap=True)
        self.members_view = QListView()
        self.empty = EmptyState("hash")
        self._chat = self.empty.add_action("secondary", "messages-square")
        self._chat.clicked.connect(self.chat_wanted)
        self._build()
        self.view.selectionModel().currentRowChanged.connect(self._row_chosen)
        controller.refreshed.connect(self.refresh)
        controller.state_changed.connect(self.refresh)
        theme().changed.connect(self.members_view.viewport().update)
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
        channels = Card()
        left = QVBoxLayout(channels)
        left.setContentsMargins(1, 1, 1, 1)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(Divider())
        left.addWidget(self._stack, 1)
        facts = QVBoxLayout()
        facts.setContentsMargins(16, 13, 16, 12)
        facts.setSpacing(4)
        for part in (self._name, self._people, self._topic, self._modes):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            facts.addWidget(part)
        view = self.members_view
        view.setModel(self.members)
        view.setItemDelegate(MemberDelegate(view))
        view.setUniformItemSizes(True)
        view.setProperty("bare", True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QListView.SelectionMode.NoSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail = Card()
        right = QVBoxLayout(self.detail)
        right.setContentsMargins(1, 1, 1, 1)
        right.setSpacing(0)
        right.addLayout(facts)
        right.addWidget(Divider())
        right.addWidget(view, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(16)
        self._row.addWidget(channels, 1)
        self._row.addWidget(self.detail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The members go under the list where they have no room beside it."""
        super().resizeEvent(event)
        width = event.size().width()
        margin = 24 if width >= 560 else 12
        self._row.setContentsMargins(margin, margin, margin, margin)
        beside = width >= _BESIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self.detail.setMinimumWidth(288 if beside else 0)
        self.detail.setMaximumWidth(288 if beside else 16_777_215)
        self._row.setStretch(1, 0 if beside else 1)

    # --- what is shown ------------------------------------------------------------------------

    def current_channel(self) -> ChannelInfo | None:
        """The chosen channel as it is now."""
        model = self._controller.channels
        for row in range(model.rowCount()):
            if (channel := model.channel_at(row)).name == self._chosen:
                return channel
        return None

    def refresh(self) -> None:
        """After a snapshot: counts, and the members of the chosen channel."""
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
        self.detail.setVisible(channel is not None)
        if channel is None:
            self.members.set_members(())
            return
        self.members.set_members(channel.members)
        for part, text in (
            (self._name, channel.name),
            (
                self._people,
                counts().people(len(channel.members))
                + "  ·  "
                + translate("ChannelsPage", "since %1").replace(
                    "%1", words.clock_time(channel.created)
                ),
            ),
            (self._topic, channel.topic),
            (self._modes, modes_in_words(channel.modes)),
        ):
            if part.text() != text:
                part.setText(text)
            part.setVisible(bool(text))

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("ChannelsPage", "Channels"))
        self.view.setAccessibleName(translate("ChannelsPage", "Channels"))
        self.members_view.setAccessibleName(translate("ChannelsPage", "Members"))
        self.empty.set_texts(
            translate("ChannelsPage", "No channel yet"),
            translate(
                "ChannelsPage",
                "A channel is made by the first one who joins it, and goes with the last.",
            ),
        )
        self._chat.setText(translate("ChannelsPage", "Open chat"))
        self.members.retranslate()
        self.refresh()
