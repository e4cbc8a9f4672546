"""Joining a channel: by its name, or from the server's list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.irc.isupport import Isupport
from desktop.client.counts import counts
from desktop.client.message_safety import isolated
from desktop.client.name_texts import channel_sentence, with_channel_sign
from desktop.client.sidebar_model import LONGEST_TOPIC
from desktop.switcher.scripts import other_layout, skeleton
from desktop.theme import theme
from desktop.widgets.basics import label
from desktop.widgets.buttons import Segment
from desktop.widgets.fields import Field
from desktop.widgets.paint import paint_focus
from desktop.widgets.panels import Dialog
from desktop.widgets.tips import plain_tip

Entry = tuple[str, int, str]  # name, people, topic
_ENTRY = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()
_FEW = 5_000  # channels up to which other scripts and keyboard layouts are tried
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ROW = 44


class _Channels(QAbstractListModel):
    """What LIST answered: those whose name or topic has the words that are typed, sorted. Tens of
    thousands are gone through at each letter in some milliseconds: nothing is made for a row that
    is not in sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.total = 0
        self._all: list[tuple[str, Entry]] = []
        self._wanted = ""
        self._by_name = False

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """The whole list."""
        self.total = len(entries)
        self._all = [(f"{name} {topic}".casefold(), (name, n, topic)) for name, n, topic in entries]
        self._sort()

    def sort_by(self, by_name: bool) -> None:
        """By the name, or the fullest first."""
        self._by_name = by_name
        self._sort()

    def _sort(self) -> None:
        if self._by_name:
            self._all.sort(key=lambda each: each[1][0].lstrip("#&+!").casefold())
        else:
            self._all.sort(key=lambda each: (-each[1][1], each[1][0].casefold()))
        self.search(self._wanted)

    def search(self, text: str) -> None:
        """Show those with all of these words; also as they sound in another script."""
        self._wanted = text
        words = text.casefold().split()
        ways = [words, [skeleton(word)[0] for word in words], other_layout(text).split()]
        self.beginResetModel()
        self.entries = []
        for number, way in enumerate(ways):
            if number and (not all(way) or not way or self.entries or self.total > _FEW):
                continue
            self.entries = [
                entry
                for key, entry in self._all
                if all(word in (skeleton(key)[0] if number == 1 else key) for word in way)
            ]
        self.endResetModel()

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{isolated(entry[0])} {isolated(entry[2], LONGEST_TOPIC)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(isolated(entry[2], LONGEST_TOPIC))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (isolated(entry[0]), str(entry[1]), isolated(entry[2], LONGEST_TOPIC))
            return ", ".join(part for part in parts if part)
        return None


class _ChannelDelegate(QStyledItemDelegate):
    """Name and people in one line, the topic under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        look = theme()
        raw_name, people, raw_topic = index.data(_ENTRY)
        name, topic = isolated(raw_name), isolated(raw_topic, LONGEST_TOPIC)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("accentSoft" if chosen else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, QRectF(rect), 6)
        small = look.font("small", tabular=True)
        count = str(people)
        width = QFontMetrics(small).horizontalAdvance(count)
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        right = rect.right() - 10
        top = rect.top() + (4 if topic else 12)
        upper = QRect(rect.left() + 10, top, rect.width() - 20, 20)
        painter.drawText(QRect(right - width, upper.top(), width + 1, 20), _LEFT, count)
        ratio = painter.device().devicePixelRatioF()
        icon = look.pixmap("users", "muted", 13, ratio)
        painter.drawPixmap(right - width - 17, upper.top() + 4, icon)
        lower = QRect(upper.left(), rect.top() + 22, upper.width(), 18)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(lower, _LEFT, QFontMetrics(small).elidedText(topic, elide, lower.width()))
        font = look.font("bodyMedium")
        painter.setFont(font)
        painter.setPen(look.color("text"))
        room = upper.width() - width - 30
        painter.drawText(upper, _LEFT, QFontMetrics(font).elidedText(name, elide, room))
        painter.restore()


class _List(QListView):
    """Enter joins the current one."""

    entered = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class JoinDialog(Dialog):
    """Asks which channel to join.

    Signals: ``answered(name, key)``; ``list_requested()``, when it opens and on "Ask again".
    """

    answered = Signal(str, str)
    list_requested = Signal()

    def __init__(self, isupport: Isupport | None, parent: QWidget | None = None) -> None:
        super().__init__("hash", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._isupport = isupport
        self._known = False
        self._failed = ""
        self.name = Field()
        self.key = Field()
        self.heading = label("smallStrong", "muted", wrap=True)
        self._channels = _Channels(self)
        self.sorting = Segment([("people", ""), ("name", "")])
        self.sorting.set_current("people")
        self.list = _List()  # Tab comes to it where it stands
        self.list.setModel(self._channels)
        self.list.setItemDelegate(_ChannelDelegate(self.list))
        self.list.setProperty("bare", True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(5 * _ROW)
        self.list.viewport().setAutoFillBackground(False)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.sorting)
        self.body.addWidget(self.name)
        self.body.addWidget(self.key)
        self.body.addLayout(head)
        self.body.addWidget(self.list, 1)
        self.again = self.add_button("secondary", "refresh-cw", aside=True)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        self.again.clicked.connect(self._ask)
        self.name.changed.connect(self._typed)
        self.sorting.changed.connect(lambda key: self._channels.sort_by(key == "name"))
        self.list.clicked.connect(self._picked)
        self.list.doubleClicked.connect(self._entered)
        self.list.entered.connect(self._entered)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._picked(now))
        self.name.edit.setFocus()
        self.retranslate()

    def showEvent(self, event: Any) -> None:
        """Ask for the list when it opens."""
        super().showEvent(event)
        if not self._known:
            self._ask()

    def _ask(self) -> None:
        self._known, self._failed = False, ""
        self._head()
        self.list_requested.emit()

    def set_channels(self, entries: tuple[Entry, ...], failed: str = "") -> None:
        """What the server answered; ``failed``: why it tells no channels."""
        self._known, self._failed = True, failed
        self._channels.set_entries(entries)
        self._head()

    def _head(self) -> None:
        self.sorting.setVisible(self._known and self._channels.rowCount() > 1)
        if not self._known:
            self.heading.setText(self.tr("Asking the server for its channels…"))
            return
        if self._failed:
            words = self.tr("The server tells no channels now: %1").replace(
                "%1", isolated(self._failed)
            )
            self.heading.setText(words)
            return
        count = len(self._channels.entries)
        if not count and self._channels.total:
            self.heading.setText(self.tr("None is called that: a new one opens"))
        elif count:
            self.heading.setText(counts().channels_on_server(count))
        else:
            self.heading.setText(self.tr("No channels yet: a new name opens one"))

    def _typed(self, text: str) -> None:
        self.name.set_error("")
        self._channels.search(text.strip())
        self._head()

    def _picked(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY) if index.isValid() else None
        if entry is not None:
            self.name.set_text(entry[0])

    def _entered(self, index: QModelIndex) -> None:
        self._picked(index)
        self._answer()

    def _answer(self) -> None:
        name = with_channel_sign(self.name.text().strip(), self._isupport)
        fault = channel_sentence(name, self._isupport)
        self.name.set_error(fault)
        if fault:
            self.name.edit.setFocus()
            return
        self.answered.emit(name, self.key.text().strip())
        self.accept()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Join a channel"))
        self.name.set_accessible(self.tr("Name of the channel"))
        self.name.set_placeholder(self.tr("Name of the channel"))
        self.key.set_accessible(self.tr("Key, if it has one"))
        self.key.set_placeholder(self.tr("Key, if it has one"))
        self.list.setAccessibleName(self.tr("Channels of the server"))
        self.sorting.setAccessibleName(self.tr("Order of the list"))
        self.sorting.set_option("people", self.tr("By people"), self.tr("By people"))
        self.sorting.set_option("name", self.tr("By name"), self.tr("By name"))
        self.again.setText(self.tr("Ask again"))
        self.no.setText(self.tr("Cancel"))
        self.yes.setText(self.tr("Join"))
        self._head()
