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
        self.set_near(False)
        self.column.setSpacing(8)
        self.hide()

    def set_near(self, near: bool) -> None:
        """Stand as near to the sides as what is above it."""
        side = 12 if near else 20
        self.column.setContentsMargins(side, 0, side, 8)

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
