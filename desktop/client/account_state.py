"""Our account on the server: shown where it is known, asked for where it is wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from core.client import events
from core.client.accounts import NO_ACCOUNTS, NOT_TRUSTED
from core.client.feature_events import AccountChanged, LoginFailed, NickHeld
from desktop.client.command_texts import result_sentence
from desktop.client.message_safety import isolated
from desktop.widgets.banner import Banner

if TYPE_CHECKING:
    from core.client.actions import CommandResult
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes
    from desktop.client.menus import Menu

_LONGEST_SAID = 500  # characters of what a server says


class LoginBanner(Banner):
    """Says that the server did not let us into the account. Signals: ``login_requested()``."""

    login_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self.setObjectName("loginBanner")
        self._failed = ("", "")
        self._held = ""
        self.again = self.add_action("secondary", "key-round")
        self.again.clicked.connect(self.login_requested)
        self.dismissed.connect(self.hide)
        self.retranslate()

    def show_failed(self, account: str, text: str) -> None:
        """``text`` is what the server said of ``account``."""
        self._failed = (account, text)
        self._held = ""
        self.retranslate()
        self.show()

    def show_held(self, nick: str) -> None:
        """The nickname ``nick`` belongs to an account."""
        self._held = nick
        self._failed = ("", "")
        self.retranslate()
        self.show()

    @property
    def is_about_nick(self) -> bool:
        """Whether it says that the nickname belongs to an account, not that a login failed."""
        return bool(self._held)

    def sentence(self) -> str:
        """What went wrong, in words."""
        account, text = self._failed
        if self._held:
            return self.tr(
                "The name %1 belongs to an account. Log in to keep it; else the server may give you"
                " another name."
            ).replace("%1", isolated(self._held))
        if text == NO_ACCOUNTS:
            return self.tr("This server knows of no accounts. You are here without one.")
        if text == NOT_TRUSTED:
            return self.tr(
                "The server could not prove that it knows the password of the account %1. Your"
                " password was not told to it; you are here without the account."
            ).replace("%1", isolated(account))
        said = isolated(text, _LONGEST_SAID)
        if not account:
            return self.tr("The server refused: %2").replace("%2", said)
        words = self.tr("You are not logged in to the account %1: %2")
        return words.replace("%1", isolated(account)).replace("%2", said)

    def retranslate(self) -> None:
        """Words of the language in force."""
        self.set_dismissable(self.tr("Close this message"))
        self.again.setText(self.tr("Log in…"))
        self.again.setVisible(self._failed[1] != NO_ACCOUNTS)
        if any(self._failed) or self._held:
            self.set_text(self.sentence())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class AccountState(QObject):
    """Follows one client window. Attributes: ``account``, that we are logged in to, "" for none."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self.account = ""
        self._asked = ""  # the account that was tried last
        window.chat.changed.connect(self._follow)
        window.page.notices.login.login_requested.connect(self.ask_login)

    def _follow(self, changes: Changes) -> None:
        for event in changes.other:
            match event:
                case AccountChanged():
                    self._change(event.account)
                case LoginFailed():
                    self._asked = event.account or self._asked
                    self._window.page.notices.login.show_failed(event.account, event.text)
                case NickHeld():
                    self._window.page.notices.login.show_held(event.nick)
                case events.Disconnected():
                    self._change("")

    def _change(self, account: str) -> None:
        self.account = account
        if account:
            self._window.page.notices.login.hide()
        self._window.display.own(account)

    # --- what the person does -----------------------------------------------------------------

    def add_entries(self, menu: Menu) -> None:
        """What can be done about the account, in the menu of the own nickname."""
        window = self._window
        features = window.chat.connection.features
        if not window.conversations.link.online:
            return
        if self.account:
            name = isolated(self.account).replace("&", "&&")  # no mnemonic
            words = self.tr("Account: %1").replace("%1", name)
            menu.addSeparator()
            menu.entry("key-round", words, lambda: None, enabled=False)
            return
        if features.sasl or features.accounts:
            menu.addSeparator()
            menu.entry("key-round", self.tr("Log in to an account…"), self.ask_login)
        if features.accounts:
            menu.entry("user-plus", self.tr("Make an account…"), self.ask_register)

    def ask_login(self) -> None:
        """Which account, and its password?"""
        from desktop.client.account_dialogs import LoginDialog

        window = self._window
        banner = window.page.notices.login
        fault = banner.sentence() if banner.isVisible() and not banner.is_about_nick else ""
        account = self._asked or window.chat.options.session.account or window.conversations.nick
        dialog = LoginDialog(account, fault, window)
        dialog.answered.connect(self.log_in)
        dialog.open()

    def log_in(self, account: str, password: str) -> None:
        """Log in now; it is tried again after every reconnect."""
        self._asked = account
        self._window.page.notices.login.hide()
        self._tell(self._window.chat.connection.log_in(account, password))

    def ask_register(self) -> None:
        """Which password is the new account to have?"""
        from desktop.client.account_dialogs import RegisterDialog

        dialog = RegisterDialog(self._window.conversations.nick, self._window)
        dialog.answered.connect(self.register)
        dialog.open()

    def register(self, password: str, email: str = "") -> None:
        """Make an account of our nickname."""
        self._tell(self._window.chat.connection.register_account(password, email))

    def _tell(self, result: CommandResult) -> None:
        if result_sentence(result):
            self._window.say(partial(result_sentence, result), True)
