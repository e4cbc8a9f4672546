"""Sentences of the log about accounts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

PLAIN: dict[str, Callable[[], str]] = {
    "login": lambda: translate("LogText", "Logged in to the account %1"),
    "logout": lambda: translate("LogText", "Logged out of the account %1"),
    "locked_out": lambda: translate("LogText", "Too many wrong passwords (%1): refused for %2 s"),
    "wrong_account": lambda: translate("LogText", "Wrong password for the account %1"),
    "dropped_ghost": lambda: translate(
        "LogText", "Disconnected: the same person took the name over from elsewhere"
    ),
    "account_registered": lambda: translate("LogText", "New account: %1"),
    "account_code": lambda: translate("LogText", "The account %1 waits for its code: %2"),
    "account_verified": lambda: translate("LogText", "The account %1 is verified"),
    "account_password": lambda: translate("LogText", "New password of the account %1"),
    "account_certificate": lambda: translate("LogText", "Changed certificates of the account %1"),
    "account_nicks": lambda: translate("LogText", "Changed nicknames of the account %1"),
    "account_suspended": lambda: translate("LogText", "Suspended the account %1: %2"),
    "account_restored": lambda: translate("LogText", "Restored the account %1"),
    "account_removed": lambda: translate("LogText", "Removed the account %1"),
    "account_other": lambda: translate("LogText", "Changed the account %1"),
}
