"""What is known of one connection: who, from where, since when, how much, and its last lines."""

from __future__ import annotations

import time

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.server.events import LogEntry, PersonInfo
from desktop.server import words
from desktop.server.controller import ServerController
from desktop.theme import set_ground, theme
from desktop.widgets.basics import Avatar, Divider, ElidedLabel, Icon, label
from desktop.widgets.buttons import Button, IconButton

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Line = tuple[float, str, str]

_LINE = 20
_REFRESH_MS = 500
_SHOWN_LENGTH = 400
"""Of a line in the list; the tooltip has more of it."""


class LinesModel(QAbstractListModel):
    """The last lines of a connection; new ones are appended, old ones leave at the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def line_at(self, row: int) -> Line:
        """(time, "in" or "out", line)."""
        return self._lines[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line; its direction is in the accessible text too."""
        if not index.isValid():
            return None
        when, direction, text = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text[:_SHOWN_LENGTH]
            case Qt.ItemDataRole.ToolTipRole:
                return f"{words.log_time(when)}\n{text[:2000]}"
            case Qt.ItemDataRole.UserRole:
                return direction
            case Qt.ItemDataRole.AccessibleTextRole:
                sent = translate("LogDetail", "received: %1")
                if direction == "out":
                    sent = translate("LogDetail", "sent: %1")
                return sent.replace("%1", text)
        return None

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; what is still there stays as it is."""
        fresh = list(lines)
        if fresh == self._lines:
            return
        gone = len(self._lines) - _overlap(self._lines, fresh)
        if gone:
            self.beginRemoveRows(QModelIndex(), 0, gone - 1)
            del self._lines[:gone]
            self.endRemoveRows()
        kept = len(self._lines)
        if len(fresh) > kept:
            self.beginInsertRows(QModelIndex(), kept, len(fresh) - 1)
            self._lines.extend(fresh[kept:])
            self.endInsertRows()


def _overlap(old: list[Line], new: list[Line]) -> int:
    """How many lines at the end of ``old`` are the beginning of ``new``."""
    for length in range(min(len(old), len(new)), 0, -1):
        if old[len(old) - length :] == new[:length]:
            return length
    return 0


class LineDelegate(QStyledItemDelegate):
    """An arrow in the colour of its end, and the line in mono."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """20 px for every line."""
        return QSize(100, _LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        look = theme()
        painter.save()
        outgoing = index.data(Qt.ItemDataRole.UserRole) == "out"
        ratio = painter.device().devicePixelRatioF()
        name, color = ("arrow-left", "server") if outgoing else ("arrow-right", "client")
        rect = option.rect
        painter.drawPixmap(rect.left() + 16, rect.top() + 3, look.pixmap(name, color, 14, ratio))
        painter.setFont(look.font("monoSmall"))
        painter.setPen(look.color("text"))
        box = rect.adjusted(36, 0, -12, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class LogDetail(QWidget):
    """Signals: ``closed()``, ``note_wanted(person)``, ``disconnect_wanted(person)``."""

    closed = Signal()
    note_wanted = Signal(object)
    disconnect_wanted = Signal(object)

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self._controller = controller
        self._conn = 0
        self._person: PersonInfo | None = None
        self._gone = False
        self._first = ""
        self.avatar = Avatar(40)
        self.name = ElidedLabel("title")
        self.where = ElidedLabel("small", "muted")
        self.close_button = IconButton("x", size=28)
        self.close_button.clicked.connect(self.closed)
        self.values: dict[str, QLabel] = {}
        self._keys: dict[str, QLabel] = {}
        self.lines = LinesModel(self)
        self.lines_view = QListView()
        self._lines_title = label("smallStrong")
        self._from = label("caption", "muted")
        self._to = label("caption", "muted")
        self.note = Button("message-square", height=36)
        self.disconnect_button = Button("user-x", "danger", 36)
        self.note.clicked.connect(lambda: self._ask(self.note_wanted))
        self.disconnect_button.clicked.connect(lambda: self._ask(self.disconnect_wanted))
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        theme().changed.connect(self.lines_view.viewport().update)
        self.retranslate()

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.name)
        names.addWidget(self.where)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 12, 8)
        head.setSpacing(12)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(("from", "connected", "channels", "traffic", "waiting")):
            name = self._keys[key] = label("small", "muted")
            value = self.values[key] = (
                ElidedLabel("mono") if key == "from" else ElidedLabel("small")
            )
            grid.addWidget(name, row, 0)
            grid.addWidget(value, row, 1)
        lines_head = QHBoxLayout()
        lines_head.setContentsMargins(16, 8, 16, 8)
        lines_head.setSpacing(4)
        lines_head.addWidget(self._lines_title)
        lines_head.addStretch()
        lines_head.addWidget(Icon("arrow-right", "client", 14))
        lines_head.addWidget(self._from)
        lines_head.addSpacing(8)
        lines_head.addWidget(Icon("arrow-left", "server", 14))
        lines_head.addWidget(self._to)
        view = self.lines_view
        view.setModel(self.lines)
        view.setItemDelegate(LineDelegate(view))
        view.setUniformItemSizes(True)
        view.setProperty("bare", True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionMode(QListView.SelectionMode.NoSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumHeight(3 * _LINE)
        lines_ground = QWidget()
        set_ground(lines_ground, "sunken")
        inside = QVBoxLayout(lines_ground)
        inside.setContentsMargins(0, 6, 0, 6)
        inside.addWidget(view)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.disconnect_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(grid)
        column.addLayout(lines_head)
        column.addWidget(Divider())
        column.addWidget(lines_ground, 1)
        column.addWidget(Divider())
        column.addLayout(foot)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def conn(self) -> int:
        """The connection that is shown, 0 for none."""
        return self._conn

    def show_entry(self, entry: LogEntry) -> None:
        """Show the connection of an entry; one that is gone as far as it is remembered."""
        if entry.conn != self._conn:
            self._person = None
            self._first = entry.who
        self._conn = entry.conn
        self.refresh()
        self.lines_view.scrollToBottom()

    def showEvent(self, event: QShowEvent) -> None:
        """Look every half second, but only while somebody can see it."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._timer.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Show the connection as it is now."""
        if not self._conn:
            return
        person = self._controller.person(self._conn)
        self._gone = person is None
        if person is not None:
            self._person = person
        bar = self.lines_view.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 1
        lines = self._controller.engine.recent_lines(self._conn)
        if lines or not self._gone:
            self.lines.set_lines(lines)
        if at_end:
            self.lines_view.scrollToBottom()
        self._show_person()

    def _show_person(self) -> None:
        person = self._person
        name = (person.nick or person.host) if person is not None else self._first
        self.avatar.set_person(name)
        self.name.setText(name)
        connection = translate("LogDetail", "Connection %1").replace("%1", str(self._conn))
        if self._gone:
            connection += "  ·  " + translate("LogDetail", "no longer connected")
        self.where.setText(connection)
        for button in (self.note, self.disconnect_button):
            button.setEnabled(not self._gone)
        nothing = "–"
        values = dict.fromkeys(self.values, nothing)
        if person is not None:
            values["from"] = words.endpoint(person.host, person.port)
            since = words.clock_time_exact(person.since)
            values["connected"] = since
            if not self._gone:
                lasted = words.duration(time.time() - person.since)
                values["connected"] = (
                    translate("LogDetail", "%1, for %2").replace("%1", since).replace("%2", lasted)
                )
            values["channels"] = ", ".join(person.channels) or translate("LogDetail", "none")
            values["traffic"] = (
                translate("LogDetail", "%1 in, %2 out")
                .replace("%1", words.size(person.bytes_in))
                .replace("%2", words.size(person.bytes_out))
            )
            values["waiting"] = words.size(person.waiting if not self._gone else 0)
        for key, text in values.items():
            if self.values[key].text() != text:
                self.values[key].setText(text)

    def _ask(self, signal: object) -> None:
        if self._person is not None and not self._gone:
            signal.emit(self._person)  # type: ignore[attr-defined]

    def retranslate(self) -> None:
        """Set every text."""
        for key, text in (
            ("from", translate("LogDetail", "From")),
            ("connected", translate("LogDetail", "Connected")),
            ("channels", translate("LogDetail", "Channels")),
            ("traffic", translate("LogDetail", "Traffic")),
            ("waiting", translate("LogDetail", "Waiting")),
        ):
            self._keys[key].setText(text)
            self.values[key].setAccessibleName(text)
        self._lines_title.setText(translate("LogDetail", "Last IRC lines"))
        self._from.setText(translate("LogDetail", "received"))
        self._to.setText(translate("LogDetail", "sent"))
        self.lines_view.setAccessibleName(translate("LogDetail", "Last IRC lines"))
        self.close_button.set_name(translate("LogDetail", "Close"))
        self.note.setText(translate("LogDetail", "Message…"))
        self.disconnect_button.setText(translate("LogDetail", "Disconnect…"))
        self.refresh()
