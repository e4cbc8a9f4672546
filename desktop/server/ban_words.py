"""Bans of the server in words: what they are about, for how long, and what is wrong with one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.server.bans import BanInfo, BanKind
from desktop.server import words

translate = QCoreApplication.translate

DURATIONS = (600, 3600, 24 * 3600, 7 * 24 * 3600, 0)
"""In seconds; 0 for ever."""


def duration_text(seconds: int) -> str:
    """One of :data:`DURATIONS`, as it is chosen."""
    match seconds:
        case 600:
            return translate("Bans", "for 10 minutes")
        case 3600:
            return translate("Bans", "for an hour")
        case 86400:
            return translate("Bans", "for a day")
        case 604800:
            return translate("Bans", "for a week")
        case _:
            return translate("Bans", "for ever")


def kind_text(kind: BanKind) -> str:
    """What a ban is about."""
    match kind:
        case BanKind.ADDRESS:
            return translate("Bans", "Address")
        case BanKind.NETWORK:
            return translate("Bans", "Network")
        case BanKind.ACCOUNT:
            return translate("Bans", "Account")
        case _:
            return translate("Bans", "Name")


def shown(ban: BanInfo) -> str:
    """What is banned: "anna" rather than "anna!*@*"."""
    return ban.what.removesuffix("!*@*") if ban.kind is BanKind.MASK else ban.what


def until_text(ban: BanInfo) -> str:
    """When it ends."""
    return words.date_time(ban.until) if ban.until else duration_text(0)


def by_text(ban: BanInfo) -> str:
    """Who made it."""
    return ban.by or translate("Bans", "this window")


def fault_text(code: str) -> str:
    """What is wrong with a ban that cannot be (``BanError.code``)."""
    match code:
        case "":
            return ""
        case "empty":
            return translate("Bans", "Say whom.")
        case "not_an_address" | "not_a_network":
            return translate(
                "Bans", "Not an address. It looks like 192.168.1.34, a network like 192.168.1.0/24."
            )
        case _:
            return translate("Bans", "There must be no space in it, and it must be shorter.")
