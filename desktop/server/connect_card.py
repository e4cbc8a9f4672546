"""How others get here: the address as text and as a QR code, and whether anybody has come."""

from __future__ import annotations

import ipaddress

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.server.events import PersonInfo
from core.threads.server_threads import ServerStarted
from desktop.server import words
from desktop.server.combo import ComboBox
from desktop.theme import theme
from desktop.widgets import Card, CopyField, Divider, Icon, QrCode, label

translate = QCoreApplication.translate

LOOPBACK = ("127.0.0.1", "::1")


class ConnectCard(Card):
    """Signals: ``copied(text)`` when an address or a command was put on the clipboard."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._started: ServerStarted | None = None
        self._outside = ""  # an address from elsewhere that has connected
        self.qr = QrCode()
        self._address_label = label("small", "muted")
        self.address = CopyField(large=True)
        self._choice_label = label("small", "muted")
        self.choice = ComboBox()
        self.choice.setFixedHeight(28)
        self.choice.setFont(theme().font("mono"))
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.activated.connect(self._show_address)
        self._command_label = label("small", "muted", wrap=True)
        self.command = CopyField(large=True)
        for field in (self.address, self.command):
            field.copied.connect(self.copied)
        self._icon = Icon("info", "muted", 18)
        self._verdict = label("body", wrap=True)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self._choice_label)
        choice.addWidget(self.choice, 1)
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        words_column.addWidget(self._address_label)
        words_column.addSpacing(5)
        words_column.addWidget(self.address)
        self._choice_row = QWidget()
        self._choice_row.setLayout(choice)
        choice.setContentsMargins(0, 6, 0, 0)
        words_column.addWidget(self._choice_row)
        words_column.addSpacing(10)
        words_column.addWidget(self._command_label)
        words_column.addSpacing(5)
        words_column.addWidget(self.command)
        words_column.addStretch()
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(16, 16, 16, 16)
        self._top.setSpacing(22)
        self._top.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._top.addLayout(words_column, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addStretch()
        column.addWidget(Divider())
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The code stands above the addresses where they have no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < 420
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() != direction:
            self._top.setDirection(direction)
            self._top.setSpacing(16 if narrow else 22)

    # --- what is shown ------------------------------------------------------------------------

    def show_started(self, started: ServerStarted) -> None:
        """The server listens: show the best address, and let another be chosen."""
        self._started = started
        self._outside = ""
        self.choice.clear()
        self.choice.addItems(self.addresses())
        self._choice_row.setVisible(self.choice.count() > 1)
        self._show_address()
        self._show_verdict()

    def addresses(self) -> list[str]:
        """Those to choose from, best first; this computer alone where there is no network."""
        if self._started is None:
            return []
        return list(self._started.addresses) or [self._started.host or LOOPBACK[0]]

    def current_address(self) -> str:
        """The chosen address, "" while nothing is shown."""
        return self.choice.currentText()

    def show_people(self, people: tuple[PersonInfo, ...]) -> None:
        """Somebody from another machine is the proof that the address works."""
        if self._started is None or self._outside:
            return
        own = {*self._started.addresses, *LOOPBACK, self._started.host}
        for person in people:
            if _plain(person.host) not in own:
                self._outside = _plain(person.host)
                self._show_verdict()
                return

    def _show_address(self) -> None:
        host = self.current_address()
        if not host or self._started is None:
            return
        place = words.endpoint(host, self._started.port)
        self.address.set_value(place)
        self.command.set_value(f"/server {host} {self._started.port}")
        self.qr.set_text(f"irc://{place}")

    def only_here(self) -> bool:
        """Whether no other machine can connect."""
        addresses = self.addresses()
        return bool(addresses) and all(_is_loopback(address) for address in addresses)

    def _show_verdict(self) -> None:
        if self._started is None:
            return
        if self.only_here():
            self._icon.set_icon("triangle-alert", "warn")
            self._verdict.setText(
                translate(
                    "ConnectCard",
                    "Only programs on this computer can join: it listens at its own address alone.",
                )
                if self._started.host
                else translate(
                    "ConnectCard",
                    "This computer is in no network: only programs on it can join.",
                )
            )
        elif self._outside:
            self._icon.set_icon("circle-check", "accent")
            self._verdict.setText(
                translate(
                    "ConnectCard", "It works: %1 has connected from another computer."
                ).replace("%1", self._outside)
            )
        else:
            self._icon.set_icon("info", "muted")
            self._verdict.setText(
                translate(
                    "ConnectCard",
                    "Nobody has come from another computer yet. If they cannot join, "
                    "let port %1 through the firewall.",
                ).replace("%1", str(self._started.port))
            )

    def verdict(self) -> str:
        """The sentence at the foot."""
        return self._verdict.text()

    def retranslate(self) -> None:
        """Set every text."""
        self._address_label.setText(translate("ConnectCard", "Address for Besedka and IRC"))
        self._choice_label.setText(translate("ConnectCard", "Address shown"))
        self.choice.setAccessibleName(translate("ConnectCard", "Address shown"))
        self._command_label.setText(translate("ConnectCard", "What to type in an IRC client"))
        self.qr.setAccessibleName(translate("ConnectCard", "QR code with the address"))
        self._show_verdict()


def _plain(host: str) -> str:
    """An IPv4 address that came through an IPv6 socket, as IPv4."""
    return host.removeprefix("::ffff:")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
