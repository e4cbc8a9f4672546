"""A file that was saved, as a card over the composer: open it, show it in its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.client.file_opening import may_run, open_file, running_sentence, show_in_folder
from desktop.client.message_rows import Words, in_words
from desktop.client.message_text import isolated
from desktop.client.transfer_card import Tile
from desktop.theme import set_text
from desktop.widgets import Button, Card, ElidedLabel, IconButton, label

_WORDS_FIT = 480  # narrower, the buttons have only their icons


class SavedCard(Card):
    """One file that was saved, and what can be done with it.

    What might run as a program has no "Open", and says why.

    Signals: ``closed()``, the cross was pressed.
    """

    closed = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("saved_file")
        self.path = path
        self._fault: Words = ""
        self._runs = path.is_file() and may_run(path)
        self.setMaximumWidth(620)
        self._title = ElidedLabel("bodyMedium")
        self._title.setText(isolated(path.name))
        self.state = label("small", "muted", wrap=True)
        self.open_button = Button("external-link", "secondary", 28)
        self.folder_button = Button("folder-open", "secondary", 28)
        self.cross = IconButton("x", size=28)
        self.open_button.clicked.connect(lambda: self._tell(open_file(path)))
        self.folder_button.clicked.connect(self._show_in_folder)
        self.cross.clicked.connect(self.closed)
        self.open_button.setVisible(not self._runs)
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (self._title, self.state):
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Tile("triangle-alert" if self._runs else "file"))
        row.addSpacing(4)
        row.addLayout(column, 1)
        for button in (self.open_button, self.folder_button, self.cross):
            row.addWidget(button)
        self._retranslate()

    @property
    def fault(self) -> str:
        """Why it could not be opened or shown, "" while nothing went wrong."""
        return in_words(self._fault)

    def _show_in_folder(self) -> None:
        self._tell("")
        show_in_folder(self.path, self, self._tell)

    def _tell(self, fault: Words) -> None:
        """Say what went wrong, to those who listen too; "" when it went well."""
        self._fault = fault
        self._show_state()
        if self.fault and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, self.fault)
            QAccessible.updateAccessibility(event)

    def _show_state(self) -> None:
        if self._fault:
            words = self.fault
        elif self._runs:
            words = running_sentence()
        else:
            words = self.tr("Saved in %1").replace("%1", isolated(self.path.parent.name))
        self.state.setText(words)
        set_text(self.state, "danger" if self._fault else "muted")

    def _name_buttons(self) -> None:
        roomy = self.width() >= _WORDS_FIT
        for button, words in (
            (self.open_button, self.tr("Open")),
            (self.folder_button, self.tr("Show in folder")),
        ):
            button.setText(words if roomy else "")
            button.setToolTip("" if roomy else words)
            button.setAccessibleName(words)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Saved: %1").replace("%1", isolated(self.path.name)))
        self.cross.set_name(self.tr("Take this away"))
        self._name_buttons()
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons are without words."""
        super().resizeEvent(event)
        self._name_buttons()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
