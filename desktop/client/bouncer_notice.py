"""The banner that says that a bouncer has lost its own connection."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from core.client.bouncer import STATUS
from desktop.widgets.banner import Banner

CONNECT = f"/msg {STATUS} connect"
"""What a person would type."""


class BouncerBanner(Banner):
    """What we write waits until the bouncer is back. Signals: ``connect_requested()``."""

    connect_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self.again = self.add_action("secondary", "refresh-cw")
        self.again.clicked.connect(self.connect_requested)
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.again.setText(self.tr("Connect it"))
        self.set_text(
            self.tr(
                "The bouncer has no connection to the server just now. What you write is kept and"
                " sent in order when it is back."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
