"""What is on its way to the server, over the composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.client.transfer_card import TransferCard


class TransferList(QWidget):
    """The cards of what is on its way, one under the other; as high as they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transfers")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 0, 20, 8)
        self.column.setSpacing(8)
        self.hide()

    def add(self, card: TransferCard) -> None:
        """One more, at the end."""
        self.column.addWidget(card)
        self.show()

    def take(self, card: TransferCard) -> None:
        """It is over."""
        self.column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.setVisible(self.column.count() > 0)
