"""What is on its way to the server, and what came from it, over the composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.client.saved_card import SavedCard

_MOST_SAVED = 3  # cards of saved files; the oldest goes


class TransferList(QWidget):
    """The cards of what is on its way or was saved, one under the other; as high as they are.

    Signals: ``left()``, the card that had the keyboard is gone.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transfers")
        self._saved: list[SavedCard] = []
        self.column = QVBoxLayout(self)
        self.set_near(False)
        self.column.setSpacing(8)
        self.hide()

    def set_near(self, near: bool) -> None:
        """Stand as near to the sides as what is above it."""
        side = 12 if near else 20
        self.column.setContentsMargins(side, 0, side, 8)

    def add(self, card: QWidget) -> None:
        """One more, at the end."""
        self.column.addWidget(card)
        self.show()

    def add_saved(self, card: SavedCard) -> None:
        """One more that was saved; the oldest goes where there are many."""
        self._saved.append(card)
        self.add(card)
        if len(self._saved) > _MOST_SAVED:
            self.take(self._saved[0])

    def take(self, card: QWidget) -> None:
        """It is over."""
        focus = self.window().focusWidget()
        had_focus = focus is not None and card.isAncestorOf(focus)
        self._saved = [each for each in self._saved if each is not card]
        self.column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.setVisible(self.column.count() > 0)
        if had_focus:
            self.left.emit()
