"""The search over everything: a panel at the right of the window, Ctrl+Shift+F."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.client.questions import NO_ANSWER
from desktop.client.search_counts import search_counts
from desktop.client.search_delegate import HitDelegate
from desktop.client.search_query import Kind, Period, Query, parse_query, start_of
from desktop.client.search_results import HIT_ROLE, SearchResults
from desktop.client.search_run import MOST_FOUND, Hit
from desktop.theme import set_ground, theme
from desktop.widgets.basics import Icon, label
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.fields import Field, SearchField
from desktop.widgets.menu import PopupMenu
from desktop.widgets.panels import EmptyState
from desktop.widgets.scroll_bars import float_scroll_bar

_WAIT_MS = 250  # after the last letter


class ResultList(QListView):
    """What was found; Enter or a click goes there. Signals: ``taken(Hit)``, ``left()``."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, model: SearchResults, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        float_scroll_bar(self, thin=True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._take)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(index.data(HIT_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to what was found; Up from the first one goes back to the words."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # What comes in while one looks may have taken the place that was chosen away.
            chosen = self.currentIndex()
            self._take(chosen if chosen.isValid() else self.model().index(0, 0))
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SearchPanel(QFrame):
    """Words, filters, results.

    Signals: ``wanted(Query, bool)``: search for that (the second: only in this conversation);
    ``taken(Hit)``: go there; ``closed()``.
    """

    wanted = Signal(object, bool)
    taken = Signal(object)
    closed = Signal()

    def __init__(self, nicks: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchPanel")
        set_ground(self, "paper")
        self._nicks = nicks
        self._kind, self._period, self._here = Kind.ANY, Period.ANY, False
        self._state = "idle"
        self._places = 0
        self._refused: list[str] = []
        self.results = SearchResults(self)
        self.field = SearchField(height=36)
        self.cross = IconButton("x")
        self.person = Field(height=28)
        self.person.edit.setFont(theme().font("small"))
        self.person.edit.setProperty("chip", True)
        face = Icon("user", parent=self.person.edit)
        face.move(12, (28 - face.height()) // 2)
        face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.person.edit.setTextMargins(26, 0, 6, 0)
        self.kind = Button("list", "chip", 28)
        self.period = Button("calendar", "chip", 28)
        self.where = Button("globe", "chip", 28)
        self.count = label("smallStrong", "muted")
        self.newer = Button("arrow-up", "tonal", 28)
        self.newer.hide()
        self._newer = 0
        self.list = ResultList(self.results, self)
        self.empty = EmptyState("text-search")
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.field.returnPressed.connect(self._entered)
        self.person.changed.connect(lambda _text: self._wait.start())
        self.cross.clicked.connect(self.closed)
        self.newer.clicked.connect(self._ask_newer)
        self.kind.clicked.connect(lambda: self._menu(self.kind, self._kinds(), self._set_kind))
        self.period.clicked.connect(
            lambda: self._menu(self.period, self._periods(), self._set_period)
        )
        self.where.clicked.connect(lambda: self._menu(self.where, self._wheres(), self._set_where))
        self.list.taken.connect(self.taken)
        self.list.left.connect(self.field.setFocus)
        theme().changed.connect(self.update)
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.field, 1)
        top.addWidget(self.cross)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for chip in (self.kind, self.period, self.where):
            chips.addWidget(chip)
        chips.addStretch()
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 8)
        head.setSpacing(8)
        for part in (top, chips):
            head.addLayout(part)
        head.addWidget(self.person)
        head.addWidget(self.count)
        head.addWidget(self.newer)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    # --- what is asked ------------------------------------------------------------------------

    def begin(self, words: str = "") -> None:
        """Open with those words, or with the former ones."""
        self._complete()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if words:
            self._ask()

    def _complete(self) -> None:
        completer = QCompleter(list(self._nicks()), self.person)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _text: self._wait.start())
        self.person.edit.setCompleter(completer)

    def query(self) -> Query:
        """What is asked for: what is typed and what the filters say."""
        query = parse_query(self.field.text())
        after = max(query.after, start_of(self._period, time.time()))
        nick = self.person.text().strip() or query.nick
        return replace(query, nick=nick, after=after, kind=self._kind)

    def _entered(self) -> None:
        """Enter searches at once; a second one goes to the first that was found."""
        if self._wait.isActive():
            self._ask()
        elif self.results.hits:
            self.go_down()

    def go_down(self) -> None:
        """From the words to what was found."""
        if self.results.hits:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.results.index(0))

    def _ask(self) -> None:
        self._wait.stop()
        query = self.query()
        self.results.clear(query.words)
        self._refused = []
        self.set_newer(0)
        self._state = "searching" if query.anything else "idle"
        self._tell()
        self.wanted.emit(query, self._here)

    # --- filters ------------------------------------------------------------------------------

    def _kinds(self) -> list[tuple[str, str]]:
        return [
            (Kind.ANY, self.tr("All messages")),
            (Kind.LINK, self.tr("Links")),
            (Kind.PICTURE, self.tr("Pictures")),
            (Kind.FILE, self.tr("Files")),
            (Kind.CODE, self.tr("Code")),
            (Kind.MENTION, self.tr("Mentions of me")),
        ]

    def _periods(self) -> list[tuple[str, str]]:
        return [
            (Period.ANY, self.tr("Any time")),
            (Period.TODAY, self.tr("Today")),
            (Period.WEEK, self.tr("Last 7 days")),
            (Period.MONTH, self.tr("Last 30 days")),
            (Period.YEAR, self.tr("Last year")),
        ]

    def _wheres(self) -> list[tuple[str, str]]:
        return [("", self.tr("Everywhere")), ("here", self.tr("This conversation"))]

    def _menu(
        self, chip: Button, choices: list[tuple[str, str]], take: Callable[[str], None]
    ) -> None:
        menu = PopupMenu(chip)
        menu.aboutToHide.connect(menu.deleteLater)
        now = {self.kind: self._kind, self.period: self._period}.get(
            chip, "here" if self._here else ""
        )
        for key, words in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == now)
            action.triggered.connect(partial(self._choose, take, key))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _choose(self, take: Callable[[str], None], key: str, _on: bool = False) -> None:
        take(key)
        self._name_chips()
        self._ask()

    def _set_kind(self, key: str) -> None:
        self._kind = Kind(key)

    def _set_period(self, key: str) -> None:
        self._period = Period(key)

    def _set_where(self, key: str) -> None:
        self._here = key == "here"

    def choose(self, *, kind: Kind | None = None, period: Period | None = None) -> None:
        """Set filters as their menus do."""
        if kind is not None:
            self._kind = kind
        if period is not None:
            self._period = period
        self._name_chips()
        self._ask()

    # --- what was found -----------------------------------------------------------------------

    def add(self, hits: list[Hit]) -> None:
        """Some were found."""
        self.results.add(hits)
        self._tell()

    def results_changed(self) -> None:
        """Some of them are others now, or gone."""
        self._tell()

    def set_newer(self, number: int) -> None:
        """So many messages that came since fit too: they wait until the person wants them."""
        first = number and not self._newer
        self._newer = number
        self._tell()
        if first and QAccessible.isActive():
            words = self.newer.text()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _ask_newer(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def finish(self, refused: list[str], places: int) -> None:
        """Everything has answered; ``refused`` are the sentences of servers that would not."""
        self._state = "done"
        self._refused, self._places = refused, places
        self._tell()

    def _tell(self) -> None:
        hits = self.results.hits
        self._stack.setCurrentWidget(self.list if hits else self.empty)
        words = search_counts()
        if hits:
            more = self.results.total > MOST_FOUND
            number = len(hits)
            many = words.more_than(number) if more else words.messages(number)
            self.count.setText(f"{many} {words.conversations(self.results.conversations)}")
        elif self._state == "searching":
            self.count.setText(self.tr("Searching…"))
        else:
            self.count.setText("")
        if self._refused:
            said = self.tr("The server did not search: %1").replace("%1", self._refused[0])
            if self._refused[0] == NO_ANSWER:
                said = self.tr("The server did not answer.")
            self.count.setText(f"{self.count.text()}  {said}".strip())
        self.count.setVisible(bool(self.count.text()))
        self.list.setAccessibleDescription(self.count.text())
        self.newer.setText(words.newer(self._newer))
        self.newer.setVisible(self._newer > 0)
        self._tell_empty()

    def _tell_empty(self) -> None:
        match self._state:
            case "idle":
                title = self.tr("What was said?")
                text = self.tr("A word or two, a person, or a kind of message.")
            case "searching":
                title, text = self.tr("Searching…"), ""
            case _:
                title = self.tr("Nothing found")
                text = (
                    self.tr("Nothing in this conversation fits. Look everywhere?")
                    if self._here
                    else self.tr("Try fewer words or another filter.")
                )
        self.empty.set_texts(title, text)

    # --- Qt -----------------------------------------------------------------------------------

    def _name_chips(self) -> None:
        for chip, choices, now in (
            (self.kind, self._kinds(), str(self._kind)),
            (self.period, self._periods(), str(self._period)),
            (self.where, self._wheres(), "here" if self._here else ""),
        ):
            chip.setText(dict(choices)[now])
            chip.setCheckable(True)
            chip.setChecked(bool(now))
            chip.updateGeometry()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.setAccessibleName(self.tr("Search in all conversations"))
        self.field.set_name(self.tr("Search in all conversations"))
        self.cross.set_name(self.tr("Close the search"))
        self.person.set_accessible(self.tr("From whom"))
        self.person.set_placeholder(self.tr("From whom"))
        self.list.setAccessibleName(self.tr("What was found"))
        self.kind.setAccessibleName(self.tr("Kind of message"))
        self.period.setAccessibleName(self.tr("How far back"))
        self.where.setAccessibleName(self.tr("Where"))
        self._name_chips()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; Down goes to what was found."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.go_down()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line at the left."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().color("line"))
