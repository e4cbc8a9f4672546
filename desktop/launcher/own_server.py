"""The card that tells that this program's own server runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.context import AppContext
from desktop.widgets import Button, Card, ElidedLabel, StatusDot

translate = QCoreApplication.translate


_OPEN_FITS = 440


class OwnServerCard(Card):
    """Signals: ``open_wanted()`` (its window), ``join_wanted(ServerAddress)`` (talk on it)."""

    open_wanted = Signal()
    join_wanted = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._title = ElidedLabel("bodyMedium")
        self._address = ElidedLabel("mono", "muted")
        self.join_button = Button(None, "tonal")
        self.join_button.clicked.connect(self._join)
        self.open_button = Button(None, "secondary")
        self.open_button.clicked.connect(self.open_wanted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._address)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 14, 12)
        row.setSpacing(8)
        row.addWidget(StatusDot(halo=True))
        row.addSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.join_button)
        self.setFixedHeight(68)
        context.server_changed.connect(self.retranslate)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the address counts; the big button opens the window as well."""
        super().resizeEvent(event)
        self.open_button.setVisible(event.size().width() >= _OPEN_FITS)

    def _join(self) -> None:
        server = self._context.server
        if server is not None:
            from core.net.addresses import ServerAddress

            self.join_wanted.emit(ServerAddress("127.0.0.1", server.port))

    def retranslate(self) -> None:
        """Set every text anew; hidden while no server runs."""
        server = self._context.server
        self.setVisible(server is not None)
        if server is None:
            return
        from core.net.addresses import display_address

        name = self._context.server_name
        title = translate("OwnServer", "Your server “%1” is running").replace("%1", name)
        self._title.setText(title if name else translate("OwnServer", "Your server is running"))
        address = server.addresses[0] if server.addresses else "127.0.0.1"
        self._address.setText(display_address(address, server.port))
        self.open_button.setText(translate("OwnServer", "Open"))
        self.join_button.setText(translate("OwnServer", "Join"))
        self.open_button.setAccessibleName(translate("OwnServer", "Open the window of your server"))
        self.join_button.setAccessibleName(translate("OwnServer", "Join your server"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
