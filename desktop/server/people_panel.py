"""The card with the people: title and count, a field that finds, the table, and why it is empty."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.server import words
from desktop.server.people_model import PeopleFilter, PeopleModel
from desktop.server.people_view import PeopleView
from desktop.widgets import Button, Card, Divider, EmptyState, SearchField, label

translate = QCoreApplication.translate


_SEARCH_FITS = 460


class PeoplePanel(Card):
    """``all_wanted``: the link to the whole page; ``chat_wanted``: nobody is here, be the first."""

    all_wanted = Signal()
    chat_wanted = Signal()

    def __init__(
        self, model: PeopleModel, *, whole_page: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.filter = PeopleFilter(model, self)
        self.view = PeopleView(self.filter)
        self._title = label("bodyStrong")
        self._count = label("body", "muted", tabular=True)
        self.search = SearchField()
        self.search.textChanged.connect(self.filter.set_needle)
        self.all = Button(None, "link")
        self.all.setVisible(not whole_page)
        self.all.clicked.connect(self.all_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        head.addWidget(self.all)
        self.search.setMaximumWidth(240)
        self.empty = EmptyState("users")
        self._chat = self.empty.add_action("secondary", "messages-square")
        self._chat.clicked.connect(self.chat_wanted)
        self.nobody = EmptyState("search")
        self._show_all = self.nobody.add_action()
        self._show_all.clicked.connect(self.search.clear)
        self._hint = label("caption", "muted")
        self._hint.setContentsMargins(16, 8, 16, 8)
        self._hint.setVisible(whole_page)
        self._stack = QStackedWidget()
        for page in (self.view, self.empty, self.nobody):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self._stack, 1)
        self._hint_line = Divider()
        self._hint_line.setVisible(whole_page)
        column.addWidget(self._hint_line)
        column.addWidget(self._hint)
        self._whole_page = whole_page
        # A removal and an insert come as a pair: look once, after both.
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._refresh)
        for signal in (
            self.filter.rowsInserted,
            self.filter.rowsRemoved,
            self.filter.modelReset,
            self.search.textChanged,
        ):
            signal.connect(self._look.start)
        self._add_shortcut()
        self.retranslate()
        self._refresh()

    def _add_shortcut(self) -> None:
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint about keys goes where it has no room."""
        super().resizeEvent(event)
        roomy = self._whole_page and event.size().width() >= 560
        self._hint.setVisible(roomy)
        self._hint_line.setVisible(roomy)
        # Beside the link it would be too narrow to read; the whole page has it.
        fits = self._whole_page or event.size().width() >= _SEARCH_FITS
        self.search.setVisible(fits or bool(self.search.text()))

    def _refresh(self) -> None:
        people = self.filter.people.rowCount()
        shown = self.filter.rowCount()
        count = words.number(people)
        if shown != people:
            count = (
                translate("PeoplePanel", "%1 of %2")
                .replace("%1", words.number(shown))
                .replace("%2", count)
            )
        self._count.setText(count)
        page = self.empty if not people else self.view if shown else self.nobody
        if page is not self._stack.currentWidget():
            self._stack.setCurrentWidget(page)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("PeoplePanel", "People"))
        self.search.set_name(translate("PeoplePanel", "Name or address"))
        self.all.setText(translate("PeoplePanel", "Show all"))
        self.view.setAccessibleName(translate("PeoplePanel", "People who are connected"))
        self.empty.set_texts(
            translate("PeoplePanel", "Nobody is here yet"),
            translate("PeoplePanel", "Tell others the address, or come in first yourself."),
        )
        self._chat.setText(translate("PeoplePanel", "Open chat"))
        self.nobody.set_texts(
            translate("PeoplePanel", "Nobody is called that"),
            translate("PeoplePanel", "No name and no address has these letters in it."),
        )
        self._show_all.setText(translate("PeoplePanel", "Show everybody"))
        self._hint.setText(
            translate("PeoplePanel", "Enter: send a note.  Delete: disconnect.  Ctrl+F: find.")
        )
        self._refresh()
