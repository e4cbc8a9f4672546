"""Searching in what was said: a line under the header, Ctrl+F."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.client.message_model import ConversationModel
from desktop.client.message_view import MessageView
from desktop.theme import set_ground, theme
from desktop.widgets.basics import label
from desktop.widgets.buttons import IconButton
from desktop.widgets.fields import SearchField


class SearchBar(QWidget):
    """Finds a text in the conversation that ``view`` shows. Signals: ``closed()``."""

    closed = Signal()

    def __init__(self, view: MessageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "sunken")
        self.setFixedHeight(48)
        self._view = view
        self._found: list[int] = []
        self._at = 0
        self.field = SearchField()
        self.count = label("small", "muted", tabular=True)
        self.older = IconButton("chevron-up")
        self.newer = IconButton("chevron-down")
        self.cross = IconButton("x")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 8)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self.older, self.newer, self.cross):
            row.addWidget(button)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(lambda: self._step(1))
        self.older.clicked.connect(lambda: self._step(1))
        self.newer.clicked.connect(lambda: self._step(-1))
        self.cross.clicked.connect(self.end)
        theme().changed.connect(self.update)
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        """Open it."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._search(self.field.text())

    def end(self) -> None:
        """Close it, and unmark what was found."""
        if self.isVisible():
            self.hide()
            self._view.set_highlighted_text("")
            self.closed.emit()

    def again(self) -> None:
        """Another conversation is shown: search there."""
        if self.isVisible():
            self._search(self.field.text())

    def _search(self, text: str) -> None:
        model: ConversationModel | None = self._view.model()
        self._found = model.search(text) if model is not None and text else []
        self._view.set_highlighted_text(text)
        self._at = -1
        self._step(1)

    def _step(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._view.jump_to_row(self._found[self._at])
        self._tell()

    def _tell(self) -> None:
        count = len(self._found)
        if not self.field.text():
            self.count.setText("")
        elif not count:
            self.count.setText(self.tr("Nothing found"))
        else:
            words = self.tr("%1 of %2").replace("%1", str(self._at + 1))
            self.count.setText(words.replace("%2", str(count)))
        for button in (self.older, self.newer):
            button.setEnabled(count > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, the arrows step."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() == Qt.Key.Key_Up:
            self._step(1)
        elif event.key() == Qt.Key.Key_Down:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.field.set_name(self.tr("Search in this conversation"))
        self.older.set_name(self.tr("Further back"))
        self.newer.set_name(self.tr("Further on"))
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
