"""Accounts: who has one, and what can be done about it; whether people may make their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.server import account_admin
from core.server.events import AccountInfo
from desktop.server import words
from desktop.server.account_dialogs import AccountDialog, PasswordDialog
from desktop.server.account_words import opened_by, state_dot, state_text
from desktop.server.controller import ServerController
from desktop.server.list_page import ListPage
from desktop.server.questions import AskLine, Confirm, Words
from desktop.server.rows_card import RowsCard
from desktop.server.rows_model import Column
from desktop.server.setting_rows import SettingsCard
from desktop.theme import theme

translate = QCoreApplication.translate


class AccountsPage(ListPage):
    """Attributes: ``list``, ``own``, the switch. Signals: ``changed()``: keep the configuration."""

    changed = Signal()

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.waiting = 0
        self.settings = SettingsCard()
        self.own = self.settings.add_switch("own")
        self.own.clicked.connect(self._switch)
        self.list: RowsCard[AccountInfo] = RowsCard(
            _columns(), lambda account: account.name, self._fill_menu, "key-round"
        )
        self.list.setMinimumHeight(200)
        self.list.add.clicked.connect(self._ask_new)
        self.list.view.activated.connect(
            lambda index: self._show(self.list.filter.row_at(index.row()))
        )
        self.list.view.delete_wanted.connect(
            lambda row: self._ask_remove(self.list.filter.row_at(row))
        )
        self.column.addWidget(self.settings)
        self.column.addWidget(self.list, 1)
        self.retranslate()

    def look(self) -> None:
        """Ask the server for its accounts."""
        self.own.setChecked(self.controller.config.accounts)
        self.controller.ask_quietly(account_admin.list_accounts, self.list.set_rows)

    def _switch(self, on: bool) -> None:
        self.controller.apply(replace(self.controller.config, accounts=on))
        self.changed.emit()

    # --- acts ---------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        self._open_password("")

    def _open_password(self, name: str) -> None:
        shortest = self.controller.config.limits.password_shortest
        dialog = PasswordDialog(name, shortest, self.window())
        act = account_admin.set_password if name else account_admin.add_account

        def told(code: str) -> None:
            dialog.show_outcome(code)
            self.look()

        dialog.answered.connect(
            lambda who, password: self.controller.ask(
                partial(act, name=who, password=password), told
            )
        )
        dialog.open()

    def _show(self, account: AccountInfo) -> None:
        dialog = AccountDialog(account, self.window())
        dialog.certificate_unwanted.connect(
            lambda name, fingerprint: self._do(
                partial(account_admin.remove_certificate, name=name, fingerprint=fingerprint)
            )
        )
        dialog.open()

    def _do(self, act: partial[str]) -> None:
        self.controller.ask(act, lambda _code: self.look())

    def _ask_suspend(self, account: AccountInfo) -> None:
        name = account.name
        dialog = AskLine(
            "lock", self.window(), partial(_suspend_words, name), danger=True, needed=True
        )
        dialog.answered.connect(
            lambda reason: self._do(partial(account_admin.suspend, name=name, reason=reason))
        )
        dialog.open()

    def _ask_remove(self, account: AccountInfo) -> None:
        name = account.name
        dialog = Confirm("trash-2", self.window(), partial(_remove_words, name))
        dialog.confirmed.connect(lambda: self._do(partial(account_admin.remove, name=name)))
        dialog.open()

    def _fill_menu(self, menu: QMenu, account: AccountInfo) -> None:
        look, name = theme(), account.name
        details = menu.addAction(look.icon("info"), translate("Accounts", "Details…"))
        details.triggered.connect(lambda: self._show(account))
        if not account.verified:
            verify = menu.addAction(look.icon("check"), translate("Accounts", "Confirm"))
            verify.triggered.connect(lambda: self._do(partial(account_admin.verify, name=name)))
        password = menu.addAction(
            look.icon("key-round"), translate("Accounts", "Set a new password…")
        )
        password.triggered.connect(lambda: self._open_password(name))
        if account.suspended:
            restore = menu.addAction(look.icon("lock-open"), translate("Accounts", "Restore"))
            restore.triggered.connect(
                lambda: self._do(partial(account_admin.suspend, name=name, reason=""))
            )
        else:
            suspend = menu.addAction(look.icon("lock"), translate("Accounts", "Suspend…"))
            suspend.triggered.connect(lambda: self._ask_suspend(account))
        menu.addSeparator()
        remove = menu.addAction(look.icon("trash-2", "danger"), translate("Accounts", "Remove…"))
        remove.triggered.connect(lambda: self._ask_remove(account))

    # --- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text."""
        self.settings.rows["own"].set_texts(
            translate("Accounts", "People may make their own account"),
            translate(
                "Accounts", "An account protects a name. Nobody needs one to join or to write."
            ),
        )
        self.list.set_texts(
            translate("Accounts", "Accounts"),
            translate("Accounts", "Find an account"),
            translate("Accounts", "Add…"),
            (
                translate("Accounts", "No account yet"),
                translate(
                    "Accounts",
                    "People make one with a command of their chat program, or you add one here.",
                ),
            ),
        )


def _suspend_words(name: str) -> Words:
    return Words(
        translate("Accounts", "Suspend %1?").replace("%1", name),
        translate(
            "Accounts", "Nobody can log in to it until you restore it. They read the reason."
        ),
        translate("Accounts", "Leave as it is"),
        translate("Accounts", "Suspend"),
        translate("Accounts", "Reason"),
        translate("Accounts", "Reason"),
    )


def _remove_words(name: str) -> Words:
    return Words(
        translate("Accounts", "Remove %1?").replace("%1", name),
        translate("Accounts", "Its password and its names are forgotten; anybody may use them."),
        translate("Accounts", "Keep the account"),
        translate("Accounts", "Remove"),
    )


def _columns() -> list[Column[AccountInfo]]:
    return [
        Column(
            lambda: translate("Accounts", "Name"),
            lambda account: account.name,
            width=180,
            font="bodyMedium",
            avatar=True,
        ),
        Column(lambda: translate("Accounts", "State"), state_text, dot=state_dot),
        Column(lambda: translate("Accounts", "Opened by"), opened_by, width=170, from_width=620),
        Column(
            lambda: translate("Accounts", "Since"),
            lambda account: words.date(account.created),
            width=110,
            from_width=760,
            sort=lambda account: account.created,
        ),
        Column(
            lambda: translate("Accounts", "Last login"),
            lambda account: words.date_time(account.last_seen),
            width=150,
            from_width=480,
            sort=lambda account: account.last_seen,
        ),
    ]
