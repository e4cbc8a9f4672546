"""The questions about one's account on a server: logging in, and making one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.basics import label
from desktop.widgets.fields import Field
from desktop.widgets.panels import Dialog


class LoginDialog(Dialog):
    """Asks for an account's name and its password. ``fault``: why the last try was in vain.

    Signals: ``answered(account, password)``.
    """

    answered = Signal(str, str)

    def __init__(self, account: str, fault: str = "", parent: QWidget | None = None) -> None:
        super().__init__("key-round", parent)
        self.setObjectName("login")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.hint = label("small", "muted", wrap=True)
        self.account = Field()
        self.account.set_text(account)
        self.password = Field()
        self.password.edit.setEchoMode(self.password.edit.EchoMode.Password)
        for part in (self.hint, self.account, self.password):
            self.body.addWidget(part)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        for field in (self.account, self.password):
            field.changed.connect(lambda _text, field=field: field.set_error(""))
        self.retranslate()
        self.password.set_error(fault)
        (self.password if account else self.account).edit.setFocus()

    def _answer(self) -> None:
        account, password = self.account.text().strip(), self.password.text()
        if not account:
            self.account.set_error(self.tr("Type the name of the account."))
            self.account.edit.setFocus()
        elif not password:
            self.password.set_error(self.tr("Type the password."))
            self.password.edit.setFocus()
        else:
            self.answered.emit(account, password)
            self.accept()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Log in to your account"))
        self.hint.setText(self.tr("An account keeps your nickname for you on this server."))
        self.account.set_accessible(self.tr("Account"))
        self.account.set_placeholder(self.tr("Account"))
        self.password.set_accessible(self.tr("Password"))
        self.password.set_placeholder(self.tr("Password"))
        self.yes.setText(self.tr("Log in"))
        self.no.setText(self.tr("Cancel"))


class RegisterDialog(Dialog):
    """Asks for the password of an account to be made. Signals: ``answered(password, email)``."""

    answered = Signal(str, str)

    def __init__(self, nick: str, parent: QWidget | None = None) -> None:
        super().__init__("key-round", parent)
        self.setObjectName("register")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._nick = nick
        self.hint = label("small", "muted", wrap=True)
        self.password, self.again, self.email = Field(), Field(), Field()
        for field in (self.password, self.again):
            field.edit.setEchoMode(field.edit.EchoMode.Password)
        for part in (self.hint, self.password, self.again, self.email):
            self.body.addWidget(part)
        self.no = self.add_button("secondary")
        self.yes = self.add_button("primary", default=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._answer)
        for field in (self.password, self.again):
            field.changed.connect(lambda _text: self._clear())
        self.retranslate()
        self.password.edit.setFocus()

    def _clear(self) -> None:
        self.password.set_error("")
        self.again.set_error("")

    def _answer(self) -> None:
        password = self.password.text()
        if not password:
            self.password.set_error(self.tr("Type the password."))
            self.password.edit.setFocus()
        elif password != self.again.text():
            self.again.set_error(self.tr("The two passwords differ."))
            self.again.edit.setFocus()
        else:
            self.answered.emit(password, self.email.text().strip())
            self.accept()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_title(self.tr("Make an account for %1").replace("%1", self._nick))
        self.hint.setText(
            self.tr("The nickname is yours then: nobody comes in under it without the password.")
        )
        words = (
            (self.password, self.tr("Password")),
            (self.again, self.tr("The same password again")),
            (self.email, self.tr("E-mail, if the server asks for one")),
        )
        for field, word in words:
            field.set_accessible(word)
            field.set_placeholder(word)
        self.yes.setText(self.tr("Make the account"))
        self.no.setText(self.tr("Cancel"))
