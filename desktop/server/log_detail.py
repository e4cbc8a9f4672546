"""What is known of one connection: who, from where, since when, how much, and its last lines."""

from __future__ import annotations

import time

from PySide6.QtCore import (
    QCoreApplication,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.server.events import LogEntry, PersonInfo
from desktop.server import words
from desktop.server.controller import ServerController
from desktop.server.lines_view import LinesView
from desktop.theme import set_ground
from desktop.widgets import Avatar, Button, Divider, ElidedLabel, Icon, IconButton, label

translate = QCoreApplication.translate

_REFRESH_MS = 500


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
        self.lines_view = LinesView()
        self._make_words()
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self.retranslate()

    def _make_words(self) -> None:
        self._lines_title = label("smallStrong")
        self._from = label("caption", "muted")
        self._to = label("caption", "muted")
        self.note = Button("message-square", height=36)
        self.disconnect_button = Button("user-x", "danger", 36)
        self.note.clicked.connect(lambda: self._ask(self.note_wanted))
        self.disconnect_button.clicked.connect(lambda: self._ask(self.disconnect_wanted))

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scrolled(grid), 1)
        column.addWidget(Divider())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.disconnect_button, 1)
        column.addLayout(foot)

    def _scrolled(self, grid: QGridLayout) -> QScrollArea:
        """Facts and lines; where the pane is low they scroll together."""
        body = QWidget()
        set_ground(body, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(grid)
        column.addLayout(self._lines_head())
        column.addWidget(Divider())
        column.addWidget(self._lines_ground(), 1)
        area = QScrollArea()
        area.setProperty("bare", True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setMinimumHeight(1)  # the lowest window has room for head and foot only
        area.setWidget(body)
        return area

    def _lines_head(self) -> QHBoxLayout:
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
        return lines_head

    def _lines_ground(self) -> QWidget:
        ground = QWidget()
        set_ground(ground, "sunken")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 6, 0, 6)
        inside.addWidget(self.lines_view)
        return ground

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
        lines = self._controller.engine.recent_lines(self._conn)
        if lines or not self._gone:
            self.lines_view.show_lines(lines)
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
        self.note.setEnabled(not self._gone and person is not None and person.registered)
        self.disconnect_button.setEnabled(not self._gone)
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
