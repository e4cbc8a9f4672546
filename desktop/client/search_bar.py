"""Searching in what was said: a line under the header, Ctrl+F; F3 and Shift+F3 go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import raw_text
from desktop.client.message_view import MessageView
from desktop.client.search_query import folded, plain_text
from desktop.theme import set_ground, theme
from desktop.widgets.basics import label
from desktop.widgets.buttons import IconButton
from desktop.widgets.fields import SearchField

MOST_FOUND = 10_000
_FEW = 5_000  # rows that are looked through at each letter
_WAIT_MS = 120  # after the last letter where there are more
_LATER_MS = 300  # after older rows came

StoredSearch: TypeAlias = Callable[[ConversationModel, str, Callable[[Sequence[int]], None]], bool]
"""Looks for a text in the rows that are kept on disk, and hands their numbers over later; False
where nothing is kept."""


class SearchBar(QWidget):
    """Finds a text in the conversation that ``view`` shows, newest first.

    ``search_stored`` looks where memory does not reach; the window sets it. Signals: ``closed()``,
    ``everywhere_requested(text)``: the person wants to search in all conversations.
    """

    closed = Signal()
    everywhere_requested = Signal(str)

    def __init__(self, view: MessageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.setFixedHeight(48)
        self._view = view
        self.search_stored: StoredSearch | None = None
        self._found: list[int] = []
        self._at = -1
        self._asked = 0
        self._searching = False
        self._stays = False  # the view is where the person has it
        self._stay: int | None = None  # the row to be at again when the store has answered
        self._model: ConversationModel | None = None  # the one that was searched
        self._first = 0  # its oldest row
        self.field = SearchField()
        self.count = label("small", "muted", tabular=True)
        self.older = IconButton("chevron-up")
        self.newer = IconButton("chevron-down")
        self.everywhere = IconButton("text-search")
        self.cross = IconButton("x")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 8)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self.older, self.newer, self.everywhere, self.cross):
            row.addWidget(button)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._search)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._search_on)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(lambda: self.step(1))
        self.older.clicked.connect(lambda: self.step(1))
        self.newer.clicked.connect(lambda: self.step(-1))
        self.everywhere.clicked.connect(
            lambda: self.everywhere_requested.emit(self.field.text().strip())
        )
        self.cross.clicked.connect(self.end)
        theme().changed.connect(self.update)
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        """Open it."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._search()

    def end(self) -> None:
        """Close it, and unmark what was found."""
        if self.isVisible():
            self.hide()
            self._wait.stop()
            self._later.stop()
            self._asked += 1
            self._watch(None)
            self._view.set_highlighted_text("")
            self.closed.emit()

    def again(self) -> None:
        """Another conversation is shown: search there."""
        if self.isVisible():
            self._search()

    @property
    def found(self) -> Sequence[int]:
        """The numbers of the rows that were found, newest first."""
        return self._found

    def _typed(self, text: str) -> None:
        self._view.set_highlighted_text(text.strip())
        model = self._view.model()
        if model is not None and len(model) <= _FEW:
            self._search()
        else:
            self._wait.start()

    def _search(self, *, stay: bool = False) -> None:
        """``stay``: at the row where one is, if it is found again, instead of at the newest."""
        self._wait.stop()
        self._later.stop()
        text = self.field.text().strip()
        model = self._view.model()
        self._watch(model)
        self._asked += 1
        self._stays, self._stay = stay, self._current() if stay else None
        self._at = -1
        self._searching = False
        self._found = model.search(text, MOST_FOUND) if model is not None and text else []
        self._view.set_highlighted_text(text)
        if not stay:
            self._go(1)
        elif self._stay in self._found:
            self._at = self._found.index(self._stay)
        self._tell()
        if model is not None and text and self.search_stored is not None:
            asked = self._asked
            self._searching = True
            if not self.search_stored(model, text, partial(self._add, asked, model)):
                self._searching = False
            self._tell()

    def _add(self, asked: int, model: ConversationModel, numbers: Sequence[int]) -> None:
        """What the store has found, if it is still wanted."""
        if asked != self._asked or self._view.model() is not model:
            return
        self._searching = False
        nothing = not self._found
        known = set(self._found)
        fresh = [n for n in numbers if n not in known and model.first <= n < model.end]
        current = self._current() if self._at >= 0 else self._stay
        self._found = sorted([*self._found, *fresh], reverse=True)[:MOST_FOUND]
        if current is not None and current in self._found:
            self._at = self._found.index(current)
        if nothing and not self._stays:
            self._at = -1
            self._go(1)
        else:
            self._tell()

    def _current(self) -> int | None:
        return self._found[self._at] if 0 <= self._at < len(self._found) else None

    # --- what happens meanwhile ---------------------------------------------------------------

    def _watch(self, model: ConversationModel | None) -> None:
        """Follow the rows that are searched; the view stays where it is."""
        if model is self._model:
            return
        old, self._model = self._model, model
        self._first = model.first if model is not None else 0
        for shown, follow in ((old, False), (model, True)):
            if shown is None or not isValid(shown):
                continue
            for signal, slot in (
                (shown.appended, self._appended),
                (shown.changed, self._changed),
                (shown.moved, self._moved),
                (shown.first_changed, self._first_changed),
            ):
                change = signal.connect if follow else signal.disconnect
                change(slot)

    def _holds(self, number: int) -> bool:
        row = None if self._model is None else self._model.row_or_none(number)
        needle = folded(self.field.text().strip())
        return row is not None and needle != "" and needle in folded(plain_text(raw_text(row)))

    def _appended(self, first: int, end: int) -> None:
        fresh = [number for number in range(end - 1, first - 1, -1) if self._holds(number)]
        if fresh:
            self._found = [*fresh, *self._found][:MOST_FOUND]
            self._at += len(fresh) if self._at >= 0 else 0
            self._tell()

    def _changed(self, number: int) -> None:
        """It was edited, or deleted."""
        holds = self._holds(number)
        if holds == (number in self._found):
            return
        current = self._current()
        if holds:
            self._found = sorted([*self._found, number], reverse=True)[:MOST_FOUND]
        else:
            self._found = [each for each in self._found if each != number]
        if current in self._found:
            self._at = self._found.index(current)
        self._at = min(self._at, len(self._found) - 1)
        self._tell()

    def _moved(self, before: int, by: int) -> None:
        self._found = [number + by if number < before else number for number in self._found]
        if self._stay is not None and self._stay < before:
            self._stay += by
        self._later.start()

    def _first_changed(self, first: int) -> None:
        self._found = [number for number in self._found if number >= first]
        self._at = min(self._at, len(self._found) - 1)
        if first < self._first:
            self._later.start()  # what came may hold it too
        self._first = first

    def _search_on(self) -> None:
        if self.isVisible():
            self._search(stay=True)

    # --- going there --------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Go to the next one further back (1) or further on (-1), round and round."""
        if not self.isVisible():
            self.begin()
            return
        if self._wait.isActive():
            self._search()
        else:
            self._go(step)

    def _go(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._view.jump_to_row(self._found[self._at])
        self._tell()

    def _tell(self) -> None:
        count = len(self._found)
        if not self.field.text().strip():
            text = ""
        elif count:
            text = self.tr("%1 of %2").replace("%1", str(self._at + 1)).replace("%2", str(count))
            text += "+" if count >= MOST_FOUND else ""
        else:
            text = self.tr("Searching…") if self._searching else self.tr("Nothing found")
        changed = text != self.count.text()
        self.count.setText(text)
        self.field.setAccessibleDescription(text)
        if changed and text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        for button in (self.older, self.newer):
            button.setEnabled(count > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, the arrows step."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() == Qt.Key.Key_Up:
            self.step(1)
        elif event.key() == Qt.Key.Key_Down:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.field.set_name(self.tr("Search in this conversation"))
        self.older.set_name(self.tr("Further back"))
        self.newer.set_name(self.tr("Further on"))
        self.everywhere.set_name(self.tr("Search in all conversations"))
        self.cross.set_name(self.tr("Close the search"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent | Any) -> None:
        """The line under it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().color("line"))
