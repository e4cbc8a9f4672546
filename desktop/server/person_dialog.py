"""Everything that is known of a connection: where from, encrypted or not, account, traffic."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.server.events import PersonInfo
from desktop.server import words
from desktop.server.controller import ServerController
from desktop.server.dialogs import ServerDialog
from desktop.server.people_model import person_name, state_text
from desktop.widgets import label

translate = QCoreApplication.translate

_KEYS = (
    *("address", "encryption", "account", "certificate", "realname", "channels", "rights"),
    *("connected", "idle", "sent", "received", "waiting", "state"),
)
_SHORT_PRINT = 16
"""Hexadecimal digits of a fingerprint that are shown; the tooltip has the whole."""


class PersonDialog(ServerDialog):
    """Follows the person as long as it is open. Signals: ``note_wanted``, ``disconnect_wanted``."""

    note_wanted = Signal(object)
    disconnect_wanted = Signal(object)

    def __init__(self, controller: ServerController, person: PersonInfo, parent: QWidget) -> None:
        super().__init__("user-round", parent)
        self._controller = controller
        self._person = person
        self._gone = False
        self.keys: dict[str, QLabel] = {}
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(_KEYS):
            name = self.keys[key] = label("small", "muted")
            mono = key in ("address", "certificate")
            value = self.values[key] = label("mono" if mono else "body", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        self.body.addLayout(grid)
        self.note = self.add_button("secondary", "message-square")
        self.note.clicked.connect(lambda: self._leave_to(self.note_wanted))
        self.disconnect_button = self.add_button("danger", "user-x")
        self.disconnect_button.clicked.connect(lambda: self._leave_to(self.disconnect_wanted))
        self.done_button = self.add_button("primary", default=True)
        self.done_button.clicked.connect(self.accept)
        controller.refreshed.connect(self._refresh)
        controller.state_changed.connect(self._refresh)
        self.retranslate()
        self.done_button.setFocus()

    def _leave_to(self, signal: object) -> None:
        self.accept()
        signal.emit(self._person)  # type: ignore[attr-defined]

    def _refresh(self) -> None:
        person = self._controller.person(self._person.conn)
        self._gone = person is None
        if person is not None:
            self._person = person
        self._show()

    def _show(self) -> None:
        person = self._person
        self.set_title(person_name(person))
        self.note.setEnabled(not self._gone and person.registered)
        self.disconnect_button.setEnabled(not self._gone)
        values = self._values(person)
        for key, label_ in self.values.items():
            if label_.text() != values[key]:
                label_.setText(values[key])
        self.values["certificate"].setToolTip(person.certificate)
        for part in (self.keys["certificate"], self.values["certificate"]):
            part.setVisible(bool(person.certificate))

    def _values(self, person: PersonInfo) -> dict[str, str]:
        now = time.time()
        return {
            "address": words.endpoint(person.host, person.port),
            "encryption": _encryption(person),
            "account": person.account or translate("PersonDialog", "not logged in"),
            "certificate": person.certificate[:_SHORT_PRINT] + "…",
            "realname": person.realname or "–",
            "channels": ", ".join(person.channels) or translate("PersonDialog", "none"),
            "rights": _rights(person),
            "connected": translate("LogDetail", "%1, for %2")
            .replace("%1", words.clock_time_exact(person.since))
            .replace("%2", words.duration(now - person.since)),
            "idle": words.duration(now - person.idle_since),
            "sent": words.size(person.bytes_in),
            "received": words.size(person.bytes_out),
            "waiting": words.size(person.waiting),
            "state": translate("LogDetail", "no longer connected")
            if self._gone
            else state_text(person),
        }

    def retranslate(self) -> None:
        """Set every text."""
        for key, text in (
            ("address", translate("PersonDialog", "Address")),
            ("encryption", translate("PersonDialog", "Encryption")),
            ("account", translate("PersonDialog", "Account")),
            ("certificate", translate("PersonDialog", "Certificate")),
            ("realname", translate("PersonDialog", "Full name")),
            ("channels", translate("PersonDialog", "Channels")),
            ("rights", translate("PersonDialog", "Rights")),
            ("connected", translate("PersonDialog", "Connected")),
            ("idle", translate("PersonDialog", "Silent for")),
            ("sent", translate("PersonDialog", "Sent")),
            ("received", translate("PersonDialog", "Received")),
            ("waiting", translate("PersonDialog", "Not read yet")),
            ("state", translate("PersonDialog", "State")),
        ):
            self.keys[key].setText(text)
            self.values[key].setAccessibleName(text)
        self.note.setText(translate("PersonDialog", "Send a note…"))
        self.disconnect_button.setText(translate("PersonDialog", "Disconnect…"))
        self.done_button.setText(translate("PersonDialog", "Close"))
        self._show()


def _encryption(person: PersonInfo) -> str:
    way = (
        translate("PersonDialog", "encrypted (TLS)")
        if person.secure
        else translate("PersonDialog", "not encrypted")
    )
    if person.websocket:
        way += ", " + translate("PersonDialog", "from a browser")
    return way


def _rights(person: PersonInfo) -> str:
    if person.operator:
        return translate("PersonDialog", "operator of the server")
    if person.bot:
        return translate("PersonDialog", "a program (bot)")
    return translate("PersonDialog", "as everybody")
