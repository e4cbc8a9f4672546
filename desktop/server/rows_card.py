"""The card of a list: title, count, search, the main act, the table, and why it is empty."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.server import words
from desktop.server.rows_model import Column, RowsFilter, RowsModel
from desktop.server.rows_view import FillMenu, RowsView
from desktop.widgets import Button, Card, Divider, EmptyState, SearchField, label

translate = QCoreApplication.translate
T = TypeVar("T")

_WORDS_FIT = 480


class RowsCard(Card, Generic[T]):
    """Attributes: ``model``, ``filter``, ``view``, ``search``, ``add`` (the main act), ``empty``.

    The texts are given by ``set_texts``; ``add`` is hidden until it has one.
    """

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        fill_menu: FillMenu[T] | None,
        empty_icon: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = RowsModel(columns, key, self)
        self.filter = RowsFilter(self.model, self)
        self.view = RowsView(self.filter, fill_menu)
        self._title = label("bodyStrong")
        self._count = label("body", "muted", tabular=True)
        self.search = SearchField()
        self.search.setMaximumWidth(240)
        self.search.textChanged.connect(self.filter.set_needle)
        self.add = Button("plus")
        self.add.hide()
        self._add_text = ""
        self.empty = EmptyState(empty_icon)
        self.nothing = EmptyState("search")
        self._show_all = self.nothing.add_action()
        self._show_all.clicked.connect(self.search.clear)
        self._build()
        self._look = QTimer(self)  # a removal and an insert come as a pair: look once, after both
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self.refresh)
        for signal in (
            self.filter.rowsInserted,
            self.filter.rowsRemoved,
            self.filter.modelReset,
            self.search.textChanged,
        ):
            signal.connect(self._look.start)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        head.addWidget(self.add)
        self._stack = QStackedWidget()
        for page in (self.view, self.empty, self.nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self._stack, 1)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these records."""
        self.model.set_rows(rows)
        self.refresh()

    def refresh(self) -> None:
        """The count, and which of the table and the two empty states is shown."""
        rows, shown = self.model.rowCount(), self.filter.rowCount()
        count = words.number(rows)
        if shown != rows:
            count = (
                translate("RowsCard", "%1 of %2")
                .replace("%1", words.number(shown))
                .replace("%2", count)
            )
        self._count.setText(count)
        page = self.empty if not rows else self.view if shown else self.nothing
        if page is not self._stack.currentWidget():
            self._stack.setCurrentWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The main act is an icon only where the words have no room."""
        super().resizeEvent(event)
        self._show_add()

    def _show_add(self) -> None:
        roomy = self.width() >= _WORDS_FIT
        self.add.setText(self._add_text if roomy else "")
        self.add.setMaximumWidth(16_777_215 if roomy else 36)
        self.add.setAccessibleName(self._add_text)
        self.add.setToolTip("" if roomy else self._add_text)

    def set_texts(self, title: str, find: str, add: str, empty: tuple[str, str]) -> None:
        """Title, the search field's name, the main act ("" for none), and the empty state."""
        self._title.setText(title)
        self.view.setAccessibleName(title)
        self.search.set_name(find)
        self.empty.set_texts(*empty)
        self.nothing.set_texts(
            translate("RowsCard", "Nothing found"),
            translate("RowsCard", "No entry has these letters in it."),
        )
        self._show_all.setText(translate("RowsCard", "Show all"))
        self._add_text = add
        self.add.setVisible(bool(add))
        self._show_add()
        self.model.retranslate()
        self.refresh()
