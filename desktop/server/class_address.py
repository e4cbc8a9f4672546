"""The address of the server, to be read from the last row: large, on the whole screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.server import words
from desktop.theme import set_ground, theme
from desktop.widgets import Button, QrCode, label

translate = QCoreApplication.translate


class AddressScreen(QWidget):
    """A window of its own; Esc, a click or the button closes it."""

    def __init__(self, name: str, host: str, port: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_ground(self, "surface")
        self._place = words.endpoint(host, port)
        self._name = name
        self.title = label("display", "muted")
        self.address = label("display")
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.qr = QrCode(module=8, quiet=4)
        self.qr.set_text(f"irc://{self._place}")
        self._how = label("title", "muted", wrap=True)
        self.leave = Button("minimize", "secondary", 40)
        self.leave.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(24)
        column.addStretch()
        for part in (self.title, self.address, self._how):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.title)
        column.addWidget(self.address)
        column.addWidget(self.qr, 0, middle)
        column.addWidget(self._how)
        column.addStretch()
        column.addWidget(self.leave, 0, middle)
        QShortcut(QKeySequence("Esc"), self, self.close)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large as the screen lets it be."""
        super().resizeEvent(event)
        for part, share, most in ((self.title, 40, 48), (self.address, 0, 160)):
            font = theme().font("display")
            letters = max(8, len(self._place))
            size = event.size().width() // share if share else event.size().width() // letters
            font.setPixelSize(max(20, min(most, size)))
            part.setFont(font)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click closes it."""
        self.close()

    def retranslate(self) -> None:
        """Set every text."""
        self.setWindowTitle(translate("AddressScreen", "Address of the server"))
        self.title.setText(self._name)
        self.address.setText(self._place)
        self.address.setAccessibleName(
            translate("AddressScreen", "Address: %1").replace("%1", self._place)
        )
        self.qr.setAccessibleName(translate("AddressScreen", "QR code with the address"))
        self._how.setText(
            translate("AddressScreen", "In Besedka: “Join by address…”, and type this one")
        )
        self.leave.setText(translate("AddressScreen", "Close (Esc)"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
