"""Files that wait for their turn to be sent, as one line under the cards of those on their way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.client.composer_counts import composer_counts
from desktop.widgets import Card, ElidedLabel, IconButton


class WaitingCard(Card):
    """How many files wait, and a way to leave them. Signals: ``cancelled()``."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("waiting")
        self.setMaximumWidth(480)
        self._number = 0
        self.words = ElidedLabel("small", "muted")
        self.cross = IconButton("x", size=28)
        self.cross.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.cross)
        self._retranslate()

    def set_number(self, number: int) -> None:
        """So many wait now."""
        self._number = number
        self._retranslate()

    def _retranslate(self) -> None:
        words = composer_counts().files_waiting(self._number)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.cross.set_name(self.tr("Do not send them"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
