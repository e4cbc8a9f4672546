"""The switch beside a server's address: encrypted or not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.basics import Icon, label
from desktop.widgets.switch import Switch

translate = QCoreApplication.translate


class EncryptedSwitch(QWidget):
    """A lock, the words, and the switch. It goes on by itself where an address says ircs://.

    Signals: ``toggled(on)``.
    """

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch()
        self.switch.setObjectName("encrypted")
        self._words = label("body")
        self._words.setBuddy(self.switch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("lock", "muted", 16))
        row.addWidget(self._words, 1)
        row.addWidget(self.switch)
        self.switch.toggled.connect(self.toggled)
        self.retranslate()

    @property
    def on(self) -> bool:
        """Whether the person wants it."""
        return self.switch.isChecked()

    def set_on(self, on: bool) -> None:
        """Turn it."""
        self.switch.setChecked(on)

    def follow(self, typed: str) -> None:
        """Show what an address says by itself."""
        start = typed.strip().lower()
        if start.startswith("ircs://"):
            self.set_on(True)
        elif start.startswith("irc://"):
            self.set_on(False)

    def address(self, typed: str) -> str:
        """The address that was typed, with what the switch says."""
        typed = typed.strip()
        scheme, found, rest = typed.partition("://")
        if not typed or (found and scheme.lower() not in ("irc", "ircs")):
            return typed
        if found:
            return f"{'ircs' if self.on else 'irc'}://{rest}"
        return f"ircs://{typed}" if self.on else typed

    def retranslate(self) -> None:
        """Set every text anew."""
        self._words.setText(translate("Widgets", "Encrypted (TLS)"))
        self.switch.setAccessibleName(self._words.text())
        tip = translate(
            "Widgets", "Nobody on the way can read along. Most servers on the internet offer it."
        )
        self.setToolTip(tip)
        self.switch.setAccessibleDescription(tip)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
