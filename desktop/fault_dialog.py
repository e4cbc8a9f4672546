"""What the person sees when a fault of ours was caught in a slot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.widgets import CopyField, Dialog, label


class FaultDialog(Dialog):
    """Says that something went wrong, and offers the program's own words to copy."""

    def __init__(self, detail: str, parent: QWidget | None = None) -> None:
        super().__init__("circle-alert", parent, tone="danger")
        self._text = label("body", "muted", wrap=True)
        self._detail = CopyField()
        self._detail.set_value(detail)
        self.body.addWidget(self._text)
        self.body.addWidget(self._detail)
        self._close = self.add_button("primary", default=True)
        self._close.clicked.connect(self.accept)
        self._close.setFocus()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = QCoreApplication.translate
        self.set_title(translate("Fault", "Something went wrong in Besedka"))
        self._text.setText(
            translate(
                "Fault",
                "The program goes on. If this window does not do what you asked, close it and open "
                "it again. The line below says what happened: it helps whoever mends it.",
            )
        )
        self._close.setText(translate("Fault", "Go on"))
