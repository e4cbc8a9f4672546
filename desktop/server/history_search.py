"""What was said, searched by words, place, person and time; without words it is the newest."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.server.history import Search, StoredEvent
from core.storage.export_words import action_of, text_of
from desktop.server import words
from desktop.server.combo import ComboBox
from desktop.server.controller import ServerController
from desktop.server.counts import counts
from desktop.server.dialogs import ServerDialog
from desktop.server.flow_layout import FlowLayout
from desktop.server.rows_model import Column, RowsFilter, RowsModel
from desktop.server.rows_view import RowsView
from desktop.theme import theme
from desktop.widgets import Button, Card, Divider, EmptyState, Field, SearchField, label

translate = QCoreApplication.translate

HITS = 500
"""Most that is shown; the newest of them."""
_WAIT_MS = 250
_DAY_S = 24 * 3600
_PERIODS = (0, 1, 7, 30, 365)
"""Days, the present one included; 0 for all."""


class HistorySearch(Card):
    """Attributes: ``needle``, ``place``, ``who``, ``period``, ``view``."""

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._keys: frozenset[str] | None = None
        self._names: dict[str, str] = {}
        self._asked = 0
        self.needle = SearchField(height=36)
        self.needle.setMinimumWidth(190)
        self.place = ComboBox()
        self.place.setFixedHeight(36)
        self.place.setMinimumWidth(140)
        self.place.addItem("", "")
        self.who = Field()
        self.who.setFixedWidth(140)
        self.period = ComboBox()
        self.period.setFixedHeight(36)
        self.period.setMinimumWidth(140)
        for days in _PERIODS:
            self.period.addItem("", days)
        self.model: RowsModel[StoredEvent] = RowsModel(
            self._columns(), lambda event: (event.target, event.msgid, event.time), self
        )
        self.view = RowsView(RowsFilter(self.model, self), self._fill_menu)
        self.empty = EmptyState("search")
        self._foot = label("small", "muted")
        self._foot.setContentsMargins(16, 8, 16, 8)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.needle.textChanged.connect(self._timer.start)
        self.who.changed.connect(self._timer.start)
        self.place.currentIndexChanged.connect(self._timer.start)
        self.period.currentIndexChanged.connect(self._timer.start)
        self.needle.returnPressed.connect(self.search)
        self.who.submitted.connect(self.search)
        self.view.activated.connect(lambda index: self._open(self.view.rows.row_at(index.row())))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.needle.setFocus)

    def _build(self) -> None:
        bar = QWidget()
        flow = FlowLayout(8, bar, fill=True)
        for part in (self.needle, self.place, self.who, self.period):
            flow.addWidget(part)
        ground = QHBoxLayout()
        ground.setContentsMargins(16, 10, 16, 10)
        ground.addWidget(bar, 1)
        policy = bar.sizePolicy()
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._stack.setMinimumHeight(80)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(ground)
        column.addWidget(Divider())
        column.addWidget(self._stack, 1)
        column.addWidget(Divider())
        column.addWidget(self._foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what was said since the last time is there too."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.search)

    # --- the question -------------------------------------------------------------------------

    def set_places(self, places: Sequence[tuple[str, str]]) -> None:
        """The channels (key, name) in which may be searched; the choice stays."""
        names = dict(places)
        if names == self._names and self._keys is not None:
            return
        self._names = names
        self._keys = frozenset(names)
        chosen = self.place.currentData()
        self.place.blockSignals(True)
        while self.place.count() > 1:
            self.place.removeItem(1)
        for key, name in sorted(places, key=lambda place: place[1].casefold()):
            self.place.addItem(name, key)
        self.place.setCurrentIndex(max(0, self.place.findData(chosen)))
        self.place.blockSignals(False)
        QTimer.singleShot(0, self, self.search)

    def show_place(self, key: str) -> None:
        """Search in this channel only."""
        self.needle.clear()
        self.who.set_text("")
        self.period.setCurrentIndex(0)
        self.place.setCurrentIndex(max(0, self.place.findData(key)))
        self.search()

    def wanted(self) -> Search:
        """What the fields say."""
        key = self.place.currentData()
        days = int(self.period.currentData() or 0)
        midnight = time.mktime((*time.localtime()[:3], 0, 0, 0, 0, 0, -1))
        return Search(
            words=tuple(self.needle.text().split()),
            targets=frozenset((key,)) if key else self._keys or frozenset(),
            nick=self.who.text().strip(),
            after=midnight - (days - 1) * _DAY_S if days else 0.0,
            limit=HITS,
        )

    def search(self) -> None:
        """Ask the server; what is asked later wins."""
        self._timer.stop()
        self._asked += 1
        number, wanted = self._asked, self.wanted()
        self._controller.ask_quietly(
            lambda server: tuple(server.stores.history.search(wanted)),
            lambda hits: self._found(number, hits),
        )

    def _found(self, number: int, hits: tuple[StoredEvent, ...]) -> None:
        if number != self._asked:
            return
        self.model.set_rows(hits)
        self._stack.setCurrentWidget(self.view if hits else self.empty)
        self._show_foot()

    def _show_foot(self) -> None:
        found = self.model.rowCount()
        text = counts().messages_found(found)
        if found >= HITS:
            text += "  ·  " + translate("HistoryPage", "only the newest are shown")
        self._foot.setText(text)

    # --- the hits -----------------------------------------------------------------------------

    def _columns(self) -> list[Column[StoredEvent]]:
        return [
            Column(
                lambda: translate("HistoryPage", "When"),
                lambda event: words.date_time(event.time),
                width=140,
                from_width=480,
                sort=lambda event: event.time,
            ),
            Column(
                lambda: translate("HistoryPage", "Where"),
                lambda event: self._names.get(event.target, event.target),
                width=120,
                from_width=560,
            ),
            Column(
                lambda: translate("HistoryPage", "Who"),
                lambda event: event.nick,
                width=150,
                font="bodyMedium",
                avatar=True,
                from_width=320,
            ),
            Column(
                lambda: translate("HistoryPage", "What was said"),
                lambda event: said(event).replace("\n", " ⏎ "),
            ),
        ]

    def _fill_menu(self, menu: QMenu, event: StoredEvent) -> None:
        look = theme()
        whole = menu.addAction(look.icon("eye"), translate("HistoryPage", "Show the whole…"))
        whole.triggered.connect(lambda: self._open(event))
        copy = menu.addAction(look.icon("copy"), translate("HistoryPage", "Copy"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(said(event)))

    def _open(self, event: StoredEvent) -> None:
        MessageDialog(event, self._names.get(event.target, event.target), self).open()

    def retranslate(self) -> None:
        """Set every text."""
        self.needle.set_name(translate("HistoryPage", "Words, in any order"))
        self.place.setItemText(0, translate("HistoryPage", "All channels"))
        self.place.setAccessibleName(translate("HistoryPage", "Where"))
        self.who.set_accessible(translate("HistoryPage", "Who"))
        self.who.set_placeholder(translate("HistoryPage", "Anybody"))
        self.period.setAccessibleName(translate("HistoryPage", "When"))
        for number, text in enumerate(
            (
                translate("HistoryPage", "At any time"),
                translate("HistoryPage", "Today"),
                translate("HistoryPage", "In 7 days"),
                translate("HistoryPage", "In 30 days"),
                translate("HistoryPage", "In a year"),
            )
        ):
            self.period.setItemText(number, text)
        self.view.setAccessibleName(translate("HistoryPage", "What was said"))
        self.empty.set_texts(
            translate("HistoryPage", "Nothing found"),
            translate("HistoryPage", "Nothing that is kept fits. Fewer words find more."),
        )
        self.model.retranslate()
        self._show_foot()


def said(event: StoredEvent) -> str:
    """What was written, as the person meant it: "anna waves" for an action."""
    action = action_of(event)
    return text_of(event) if action is None else f"* {event.nick} {action}"


class MessageDialog(ServerDialog):
    """One message as a whole."""

    def __init__(self, event: StoredEvent, place: str, parent: QWidget) -> None:
        super().__init__("message-square", parent)
        self._event, self._place = event, place
        self._where = label("small", "muted", wrap=True)
        self.text = label("body", wrap=True)
        self.text.setText(said(event))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self._where)
        self.body.addWidget(self.text)
        self.copy: Button = self.add_button("secondary", "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(said(event)))
        self.done_button = self.add_button("primary", default=True)
        self.done_button.clicked.connect(self.accept)
        self.retranslate()
        self.done_button.setFocus()

    def retranslate(self) -> None:
        """Set every text."""
        event = self._event
        self.set_title(event.nick)
        when = f"{words.date(event.time)} {words.clock_time_exact(event.time)}"
        parts = [self._place, when]
        if event.account:
            parts.append(translate("HistoryPage", "account %1").replace("%1", event.account))
        if event.edited:
            parts.append(translate("HistoryPage", "edited"))
        self._where.setText("  ·  ".join(parts))
        self.text.setAccessibleName(translate("HistoryPage", "What was said"))
        self.copy.setText(translate("HistoryPage", "Copy"))
        self.done_button.setText(translate("HistoryPage", "Close"))
