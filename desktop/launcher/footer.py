"""The launcher's foot: the address at which others find this computer."""

from __future__ import annotations

import atexit

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.sockets import chat_words
from desktop.theme import set_ground
from desktop.widgets import Button, CopyField, Icon, label

translate = QCoreApplication.translate

_SHOWN = 2
_NARROW = 560
"""Pixels of width under which the addresses stand without words."""


class _Finder(QThread):
    """Asks the system for this computer's addresses; off Linux that may ask a name service."""

    found = Signal(tuple)

    def run(self) -> None:
        from core.net.addresses import local_addresses

        try:
            self.found.emit(local_addresses())
        except Exception as error:  # whatever it is: the window says that there is no network
            import logging

            logging.getLogger(__name__).error("own addresses: %r", error)
            self.found.emit(())


# A QThread that is dropped while it runs aborts the process: each is kept here until it has ended,
# also where the program ends without closing its windows.
_alive: set[_Finder] = set()


@atexit.register
def _join_all() -> None:
    for finder in _alive:
        finder.wait()


class OwnAddresses(QObject):
    """Finds this computer's addresses beside the window. Signals: ``found(tuple of str)``."""

    found = Signal(tuple)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._finder: _Finder | None = None

    def look(self) -> None:
        """Look anew; nothing happens while a look is under way."""
        if self._finder is not None and self._finder.isRunning():
            return
        self.stop()  # the last one has ended: this does not wait
        self._finder = _Finder()
        _alive.add(self._finder)
        self._finder.found.connect(self.found, Qt.ConnectionType.QueuedConnection)
        self._finder.start()

    def stop(self) -> None:
        """Join the thread; it has nothing to wait for but the system's answer."""
        if self._finder is not None:
            self._finder.wait()
            _alive.discard(self._finder)
            self._finder = None


class Footer(QWidget):
    """36 px: "This computer: 192.168.1.34", with buttons that copy; at the right the way to the
    live view and to saved tapes.

    Signals: ``sockets_wanted()``.
    """

    sockets_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._addresses: tuple[str, ...] | None = None
        self.setFixedHeight(36)
        set_ground(self, "paper")
        self._icon = Icon("wifi", "muted", 14)
        self._label = label("small", "muted")
        self.fields = [CopyField() for _ in range(_SHOWN)]
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        for field in self.fields:
            field.setVisible(False)
            row.addWidget(field)
        row.addStretch(1)
        self.sockets = Button("ethernet-port", "flat", 28)
        self.sockets.clicked.connect(self.sockets_wanted)
        row.addWidget(self.sockets)
        self.retranslate()

    def set_margin(self, margin: int) -> None:
        """The room at the left and the right, in pixels."""
        self._row.setContentsMargins(margin, 0, margin, 0)

    def show_addresses(self, addresses: tuple[str, ...]) -> None:
        """Show the best ones of ``addresses``; where there is none, say what that means."""
        self._addresses = addresses
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.sockets.setText(chat_words.sockets_word())
        self.sockets.setToolTip(chat_words.sockets_window_tip())
        self.sockets.setAccessibleName(chat_words.sockets_window_tip())
        shown = (self._addresses or ())[:_SHOWN]
        for number, field in enumerate(self.fields):
            field.setVisible(number < len(shown))
            if number < len(shown):
                field.set_value(shown[number])
        if self._addresses is None or shown:
            self._icon.set_icon("wifi")
            self._label.setText(translate("LauncherFooter", "This computer:"))
        else:
            self._icon.set_icon("wifi-off", "warn")
            self._label.setText(
                translate(
                    "LauncherFooter", "This computer is in no network: nobody else can reach it."
                )
            )

        self._fit()

    def _fit(self) -> None:
        """In a narrow window the addresses themselves come before the words about them."""
        words = self.width() >= _NARROW or not self._addresses
        self._label.setVisible(words)
        self._icon.setToolTip("" if words else self._label.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words go where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
