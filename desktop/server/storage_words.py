"""What is wrong with the data folder, and what to do: sentences for the banner of the window."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.server import words
from desktop.widgets.banner import BannerKind

translate = QCoreApplication.translate


@dataclass(frozen=True)
class StorageNews:
    """What the log told of the storage: the arguments of ``LogKind.STORAGE``."""

    what: str
    path: str
    code: str = ""
    detail: str = ""

    @property
    def kind(self) -> BannerKind:
        """How loud it is said."""
        if self.what in ("without", "not_kept"):
            return "danger"
        return "info" if self.what == "migrated" else "warn"

    def text(self) -> str:
        """What happened, and what to do."""
        detail = saved(self.detail) if self.what == "rescued" else self.detail
        return _fill(_sentence(self.what, self.code), self.path, detail)


def saved(detail: str) -> str:
    """What was saved of a damaged history ("3 accounts, 120 events"), in the window's language."""
    names = {
        "accounts": translate("Storage", "accounts"),
        "settings": translate("Storage", "settings"),
        "events": translate("Storage", "messages and events"),
    }
    parts = re.findall(r"(\d+) (\w+)", detail)
    counts = [f"{names[what]}: {words.number(int(n))}" for n, what in parts if what in names]
    return ", ".join(counts) or detail


def fault(code: str, path: str, detail: str) -> str:
    """Why the data folder cannot be used, and what to do (``StorageError``)."""
    return _fill(_fault(code), path, detail)


def _fill(text: str, path: str, detail: str) -> str:
    return text.replace("%1", path).replace("%2", detail)


def _sentence(what: str, code: str) -> str:
    if what == "set_aside":
        return translate(
            "Storage", "The history was damaged. It was set aside as %1, and a new one was begun."
        )
    if what == "rescued":
        return translate("Storage", "From the damaged history this was saved: %2.")
    if what == "migrated":
        return translate(
            "Storage", "The history of an older version was brought up to date; a copy is %1."
        )
    goes_on = translate("Storage", "The chat goes on without history.")
    return f"{_fault(code)} {goes_on}"


def _fault(code: str) -> str:
    match code:
        case "newer":
            return translate(
                "Storage",
                "%1 was written by a newer version of Besedka and is left as it is: use that "
                "version, or choose another folder.",
            )
        case "in_use":
            return translate(
                "Storage", "Another server keeps its data in %1: choose another folder."
            )
        case "read_only":
            return translate(
                "Storage", "Nothing may be written in %1: choose a folder that you may write to."
            )
        case "disk_full":
            return translate("Storage", "The disk with %1 is full: free some room.")
        case "damaged":
            return translate(
                "Storage", "%1 is damaged: it is set aside when the server is started again."
            )
        case "foreign":
            return translate("Storage", "%1 belongs to another program: choose another folder.")
        case _:
            return translate("Storage", "%1 cannot be used: %2.")
