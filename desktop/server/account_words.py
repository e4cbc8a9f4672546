"""Accounts in words: how one stands, and what is wrong with a name or a password."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.server.events import AccountInfo

translate = QCoreApplication.translate


def state_dot(account: AccountInfo) -> str:
    """The token of the dot."""
    if account.suspended:
        return "danger"
    if not account.verified:
        return "warn"
    return "running" if account.online else "finished"


def state_text(account: AccountInfo) -> str:
    """The one thing that matters most."""
    if account.suspended:
        return translate("Accounts", "suspended: %1").replace("%1", account.suspended)
    if not account.verified:
        return translate("Accounts", "waits for confirmation")
    if account.online:
        nicks = ", ".join(account.online)
        if nicks == account.name:
            return translate("Accounts", "logged in")
        return translate("Accounts", "logged in as %1").replace("%1", nicks)
    return translate("Accounts", "not here")


def opened_by(account: AccountInfo) -> str:
    """What opens it."""
    password = translate("Accounts", "password")
    certificate = translate("Accounts", "certificate")
    if account.has_password and account.certificates:
        return f"{password}, {certificate}"
    return certificate if account.certificates else password if account.has_password else ""


def fault_text(code: str, shortest: int) -> str:
    """What is wrong, for a code of ``core.server.account_admin``."""
    match code:
        case "":
            return ""
        case "no_account":
            return translate("Accounts", "The account is gone.")
        case "exists":
            return translate("Accounts", "There is an account of this name.")
        case "bad_name":
            return translate(
                "Accounts", "It must be a nickname: letters and digits, no space, no digit first."
            )
        case "taken":
            return translate("Accounts", "Somebody uses this name just now, or it looks like one.")
        case "weak":
            return translate(
                "Accounts", "At least %1 characters, and not the name itself."
            ).replace("%1", str(shortest))
        case "too_long":
            return translate("Accounts", "Too long.")
        case _:
            return translate("Accounts", "There is a character in it that cannot be used.")
