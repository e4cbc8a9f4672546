"""A new account, another password, the certificates of an account, what is known of one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.server.events import AccountInfo
from desktop.server import words
from desktop.server.account_words import fault_text, opened_by, state_text
from desktop.server.dialogs import ServerDialog
from desktop.widgets import Button, CopyField, Field, label

translate = QCoreApplication.translate


class PasswordDialog(ServerDialog):
    """A password for an account, new where ``name`` is "". Signals: ``answered(name, password)``.

    It stays open until :meth:`show_outcome` says that the server took it.
    """

    answered = Signal(str, str)

    def __init__(self, name: str, shortest: int, parent: QWidget) -> None:
        super().__init__("key-round" if name else "user-plus", parent)
        self._account = name
        self._shortest = shortest
        self._help = label("body", "muted", wrap=True)
        self._name_label = label("bodyMedium")
        self.name = Field()
        self._password_label = label("bodyMedium")
        self.password = Field(mono=True)
        self.body.addWidget(self._help)
        for part in (self._name_label, self.name, self._password_label, self.password):
            self.body.addWidget(part)
        self.body.setSpacing(8)
        for part in (self._name_label, self.name):
            part.setVisible(not name)
        self.cancel = self.add_button()
        self.cancel.clicked.connect(self.reject)
        self.ok = self.add_button("primary", default=True)
        self.ok.clicked.connect(self._answer)
        for field in (self.name, self.password):
            field.submitted.connect(self._answer)
            field.changed.connect(self._edited)
        self._edited()
        self.retranslate()
        (self.password if name else self.name).setFocus()

    def _edited(self) -> None:
        self.name.set_error("")
        self.password.set_error("")
        named = bool(self._account or self.name.text().strip())
        self.ok.setEnabled(named and bool(self.password.text()))

    def _answer(self) -> None:
        if self.ok.isEnabled():
            self.ok.setEnabled(False)
            self.answered.emit(self._account or self.name.text().strip(), self.password.text())

    def show_outcome(self, code: str) -> None:
        """Close, or say what is wrong."""
        if not code:
            self.accept()
            return
        about_name = code in ("no_account", "exists", "bad_name", "taken") and not self._account
        field = self.name if about_name else self.password
        field.set_error(fault_text(code, self._shortest))
        field.setFocus()
        self.ok.setEnabled(True)

    def retranslate(self) -> None:
        """Set every text."""
        if self._account:
            title = translate("Accounts", "New password for %1").replace("%1", self._account)
            text = translate(
                "Accounts", "The old one no longer works. Who is logged in stays logged in."
            )
        else:
            title = translate("Accounts", "New account")
            text = translate(
                "Accounts",
                "Its name is protected: only who logs in may use it. Tell them the password; they "
                "can change it.",
            )
        self.set_title(title)
        self._help.setText(text)
        self._name_label.setText(translate("Accounts", "Name"))
        self.name.set_accessible(translate("Accounts", "Name"))
        self._password_label.setText(translate("Accounts", "Password"))
        self.password.set_accessible(translate("Accounts", "Password"))
        self.cancel.setText(
            translate("Accounts", "Leave as it is")
            if self._account
            else translate("Accounts", "Do not add")
        )
        self.ok.setText(
            translate("Accounts", "Set the password")
            if self._account
            else translate("Accounts", "Add the account")
        )


class AccountDialog(ServerDialog):
    """What is known of an account. Signals: ``certificate_unwanted(name, fingerprint)``."""

    certificate_unwanted = Signal(str, str)

    def __init__(self, account: AccountInfo, parent: QWidget) -> None:
        super().__init__("user-round", parent)
        self._account = account
        self._keys: dict[str, QLabel] = {}
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(("state", "nicks", "opened", "email", "created", "seen", "code")):
            name = self._keys[key] = label("small", "muted")
            value = self.values[key] = label("body", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        self.body.addLayout(grid)
        self._certificates_label = label("bodyMedium")
        self.body.addWidget(self._certificates_label)
        self._certificates = QVBoxLayout()
        self._certificates.setSpacing(4)
        self.body.addLayout(self._certificates)
        self.remove_buttons: list[Button] = []
        for fingerprint in account.certificates:
            self._add_certificate(fingerprint)
        self.done_button = self.add_button("primary", default=True)
        self.done_button.clicked.connect(self.accept)
        self.retranslate()
        self.done_button.setFocus()

    def _add_certificate(self, fingerprint: str) -> None:
        row = QWidget()
        shown = CopyField()
        shown.set_value(fingerprint)
        remove = Button("trash-2", "danger", 28)
        remove.clicked.connect(lambda: self._remove(fingerprint, row))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(shown, 1)
        line.addWidget(remove)
        self.remove_buttons.append(remove)
        self._certificates.addWidget(row)

    def _remove(self, fingerprint: str, row: QWidget) -> None:
        row.setEnabled(False)
        self.certificate_unwanted.emit(self._account.name, fingerprint)

    def retranslate(self) -> None:
        """Set every text."""
        account, nothing = self._account, "–"
        self.set_title(account.name)
        for key, name, value in (
            ("state", translate("Accounts", "State"), state_text(account)),
            (
                "nicks",
                translate("Accounts", "Also owns"),
                ", ".join(account.nicks) or nothing,
            ),
            ("opened", translate("Accounts", "Opened by"), opened_by(account) or nothing),
            ("email", translate("Accounts", "E-mail"), account.email or nothing),
            ("created", translate("Accounts", "Since"), words.date_time(account.created)),
            (
                "seen",
                translate("Accounts", "Last login"),
                words.date_time(account.last_seen) or translate("Accounts", "never"),
            ),
            ("code", translate("Accounts", "Confirmation code"), account.code),
        ):
            self._keys[key].setText(name)
            self.values[key].setText(value)
            self.values[key].setAccessibleName(name)
        for part in (self._keys["code"], self.values["code"]):
            part.setVisible(bool(account.code))
        self._certificates_label.setText(translate("Accounts", "Certificates"))
        self._certificates_label.setVisible(bool(account.certificates))
        for button in self.remove_buttons:
            button.setText(translate("Accounts", "Remove"))
        self.done_button.setText(translate("Accounts", "Close"))
