"""History: what is kept, how much, search in it, and how long it stays."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.irc.casemapping import fold
from core.server.server import Server
from core.storage.history_limits import ConversationFigures, HistoryFigures
from desktop.server import words
from desktop.server.controller import RunState, ServerController
from desktop.server.counts import counts
from desktop.server.history_export import HistoryExport
from desktop.server.history_keep import HistoryKeep
from desktop.server.history_search import HistorySearch
from desktop.server.list_page import ListPage
from desktop.server.questions import Confirm, Words
from desktop.server.rows_card import RowsCard
from desktop.server.rows_model import Column
from desktop.theme import set_text, theme
from desktop.widgets import Button, Card, Segment, label

translate = QCoreApplication.translate

SEARCH, CONVERSATIONS, KEEPING = "search", "conversations", "keeping"
_BESIDE = 620
_WORDS_FIT = 760
_TOLD_MS = 8000


class HistoryPage(ListPage):
    """Attributes: ``tabs``, ``search``, ``conversations``, ``keep``, ``open_folder``.

    Signals: ``changed()``: the configuration is another, keep it.
    """

    changed = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self._figures = HistoryFigures()
        self._title = label("title", wrap=True)
        self._line = label("small", "muted", wrap=True)
        self.open_folder = Button("folder-open")
        self.open_folder.clicked.connect(self._open_folder)
        self.tabs = Segment([(SEARCH, ""), (CONVERSATIONS, ""), (KEEPING, "")])
        self.tabs.changed.connect(self._show_tab)
        self.search = HistorySearch(controller)
        self.conversations: RowsCard[ConversationFigures] = RowsCard(
            _columns(), lambda figures: figures.key, self._fill_menu, "history"
        )
        self.conversations.view.activated.connect(
            lambda index: self._look_at(self.conversations.filter.row_at(index.row()))
        )
        self.conversations.view.delete_wanted.connect(
            lambda row: self._ask_delete(self.conversations.filter.row_at(row))
        )
        self.export = HistoryExport(controller, self)
        self.export.told.connect(self._tell)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(_TOLD_MS)
        self._told.timeout.connect(self._show_line)
        self.keep = HistoryKeep(controller)
        self.keep.changed.connect(self.changed)
        self._build()
        self.tabs.set_current(SEARCH)
        self.retranslate()

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self._line)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.tabs)
        tools.addStretch()
        tools.addWidget(self.open_folder)
        head = Card()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(16, 12, 16, 12)
        self._head.setSpacing(12)
        self._head.addLayout(texts, 1)
        self._head.addLayout(tools)
        self._stack = QStackedWidget()
        for page in (self.search, self.conversations, self.keep):
            self._stack.addWidget(page)
        self._stack.setMinimumHeight(1)
        self.column.addWidget(head)
        self.column.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs go under the figures where they have no room beside them."""
        super().resizeEvent(event)
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight
            if event.size().width() >= _BESIDE
            else QBoxLayout.Direction.TopToBottom
        )
        self._show_folder_button()

    def _show_folder_button(self) -> None:
        roomy, text = self.width() >= _WORDS_FIT, self._folder_text()
        self.open_folder.setText(text if roomy else "")
        self.open_folder.setMaximumWidth(16_777_215 if roomy else 36)
        self.open_folder.setAccessibleName(text)
        self.open_folder.setToolTip("" if roomy else text)

    # --- what is shown ------------------------------------------------------------------------

    def look(self) -> None:
        """How much there is, and which conversations."""
        storage = self.controller.storage
        self._figures = storage.figures() if storage is not None else HistoryFigures()
        known = list(self._figures.conversations)
        self.conversations.set_rows(known)
        places = {each.key: each.name for each in known if not each.private}
        for row in range(self.controller.channels.rowCount()):
            name = self.controller.channels.channel_at(row).name
            places.setdefault(fold(name), name)
        self.search.set_places(tuple(places.items()))
        self.keep.show_config()
        self.open_folder.setEnabled(storage is not None)
        self._show_line()

    def _state_changed(self) -> None:
        super()._state_changed()
        if self.controller.state is RunState.RUNNING:
            self.search.search()

    def _tell(self, text: str, good: bool) -> None:
        """How saving goes, for some seconds in the place of the figures."""
        self._line.setText(text)
        set_text(self._line, "muted" if good else "danger")
        self._told.start()

    def _show_line(self) -> None:
        if self._told.isActive():
            return
        set_text(self._line, "muted")
        figures = self._figures
        if self.controller.storage is None:
            text = translate("HistoryPage", "Kept in memory only: it ends with the server")
        elif not figures.events:
            text = translate("HistoryPage", "Nothing is kept yet")
        else:
            oldest = min(each.oldest for each in figures.conversations)
            text = "  ·  ".join(
                (
                    counts().kept(figures.events),
                    words.size(figures.file_bytes),
                    translate("HistoryPage", "oldest from %1").replace("%1", words.date(oldest)),
                )
            )
        if not self.controller.config.keep_history:
            text = translate("HistoryPage", "Off: nothing new is kept") + "  ·  " + text
        self._line.setText(text)

    def _show_tab(self, key: str) -> None:
        self._stack.setCurrentIndex((SEARCH, CONVERSATIONS, KEEPING).index(key))

    def show_tab(self, key: str) -> None:
        """Show one of the three parts."""
        self.tabs.set_current(key)
        self._show_tab(key)

    def show_channel(self, name: str) -> None:
        """What was said in a channel."""
        self.look()
        self.show_tab(SEARCH)
        self.search.show_place(fold(name))

    def finish(self) -> None:
        """The window closes."""
        self.export.finish()

    # --- acts ---------------------------------------------------------------------------------

    def _open_folder(self) -> None:
        storage = self.controller.storage
        if storage is not None:
            open_in_files(storage.folder)

    def _look_at(self, figures: ConversationFigures) -> None:
        if not figures.private:
            self.show_tab(SEARCH)
            self.search.show_place(figures.key)

    def _ask_delete(self, figures: ConversationFigures) -> None:
        dialog = Confirm("trash-2", self.window(), partial(_delete_words, figures))
        dialog.confirmed.connect(lambda: self._delete(figures.key))
        dialog.open()

    def _delete(self, key: str) -> None:
        self.controller.ask(partial(_forget, key), lambda _count: self._deleted(key))

    def _deleted(self, key: str) -> None:
        # The figures are some seconds old: what was deleted is not shown until they are new.
        self.conversations.set_rows(
            [each for each in self.conversations.model.rows() if each.key != key]
        )
        self.search.search()

    def _fill_menu(self, menu: QMenu, figures: ConversationFigures) -> None:
        look = theme()
        if not figures.private:
            show = menu.addAction(look.icon("search"), translate("HistoryPage", "Look at it"))
            show.triggered.connect(lambda: self._look_at(figures))
            save = menu.addAction(look.icon("download"), translate("HistoryPage", "Save as…"))
            save.triggered.connect(lambda: self.export.ask(figures.key, figures.name))
            menu.addSeparator()
        delete = menu.addAction(
            look.icon("trash-2", "danger"), translate("HistoryPage", "Delete for ever…")
        )
        delete.triggered.connect(lambda: self._ask_delete(figures))

    # --- words --------------------------------------------------------------------------------

    def _folder_text(self) -> str:
        return translate("HistoryPage", "Open the folder")

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("HistoryPage", "History"))
        self._show_folder_button()
        self.tabs.setAccessibleName(translate("HistoryPage", "What is shown"))
        for key, text in (
            (SEARCH, translate("HistoryPage", "Search")),
            (CONVERSATIONS, translate("HistoryPage", "Channels")),
            (KEEPING, translate("HistoryPage", "Keeping")),
        ):
            self.tabs.set_option(key, text, text)
        self.conversations.set_texts(
            translate("HistoryPage", "What is kept"),
            translate("HistoryPage", "Find a channel"),
            "",
            (
                translate("HistoryPage", "Nothing is kept yet"),
                translate("HistoryPage", "What is said in a channel appears here after seconds."),
            ),
        )
        self.search.retranslate()
        self.keep.retranslate()
        self._show_line()


def open_in_files(folder: Path) -> None:
    """Show a folder in the system's own window of files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _forget(key: str, server: Server) -> int:
    return server.stores.history.forget(key)


def _delete_words(figures: ConversationFigures) -> Words:
    return Words(
        translate("HistoryPage", "Delete the history of %1?").replace("%1", figures.name),
        counts().deleted_for_ever(figures.events),
        translate("HistoryPage", "Keep it"),
        translate("HistoryPage", "Delete for ever"),
    )


def _columns() -> list[Column[ConversationFigures]]:
    return [
        Column(
            lambda: translate("HistoryPage", "Channel"), lambda each: each.name, font="bodyMedium"
        ),
        Column(
            lambda: translate("HistoryPage", "Oldest"),
            lambda figures: words.date_time(figures.oldest),
            width=150,
            from_width=680,
            sort=lambda figures: figures.oldest,
        ),
        Column(
            lambda: translate("HistoryPage", "Newest"),
            lambda figures: words.date_time(figures.newest),
            width=150,
            from_width=520,
            sort=lambda figures: figures.newest,
        ),
        Column(
            lambda: translate("HistoryPage", "Kept"),
            lambda figures: words.number(figures.events),
            width=100,
            right=True,
            sort=lambda figures: figures.events,
        ),
        Column(
            lambda: translate("HistoryPage", "Size"),
            lambda figures: words.size(figures.bytes),
            width=100,
            right=True,
            from_width=420,
            sort=lambda figures: figures.bytes,
        ),
    ]
