"""Who can read along on the way: in words, for one connection and for all."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from core.server.events import PersonInfo
from desktop.server.counts import counts

translate = QCoreApplication.translate


def is_local(person: PersonInfo) -> bool:
    """Whether what they say never leaves this computer."""
    return person.host.startswith("127.") or person.host in ("::1", "0::1")


def lock_text(person: PersonInfo) -> str:
    """Whether somebody on the way can read along."""
    if person.secure:
        return translate("PeopleModel", "encrypted")
    if is_local(person):
        return translate("PeopleModel", "on this computer")
    return translate("PeopleModel", "not encrypted")


def security_text(people: Iterable[PersonInfo]) -> str:
    """Whether the connections from elsewhere are encrypted; "" where there is none."""
    outside = [person for person in people if person.secure or not is_local(person)]
    if not outside:
        return ""
    open_ones = sum(not person.secure for person in outside)
    if open_ones:
        return counts().not_encrypted(open_ones)
    return translate("ServerWindow", "all connections are encrypted")
