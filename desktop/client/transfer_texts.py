"""Sentences about files that could not be fetched or given."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.net.http_client import HttpFault
from desktop.client.message_text import isolated

translate = QCoreApplication.translate


def fault_sentence(fault: HttpFault | None, text: str = "") -> str:
    """What happened, in a sentence; ``text`` are the other side's own words."""
    text = isolated(text)
    match fault:
        case HttpFault.UNREACHABLE:
            return translate("Transfers", "That computer does not answer")
        case HttpFault.NOT_FOUND:
            return translate("Transfers", "It is no longer there")
        case HttpFault.TOO_LARGE:
            return translate("Transfers", "It is larger than allowed")
        case HttpFault.FULL:
            return translate("Transfers", "The server has no more room for files")
        case HttpFault.CANCELLED:
            return translate("Transfers", "Cancelled")
        case HttpFault.ADDRESS:
            return translate("Transfers", "This address leads to no file")
        case HttpFault.ELSEWHERE:
            words = translate("Transfers", "It leads to another computer, %1, which was not asked")
            return words.replace("%1", text)
        case HttpFault.SLOW:
            return translate("Transfers", "It came too slowly")
        case HttpFault.FILE:
            words = translate("Transfers", "It cannot be written here: %1")
            return words.replace("%1", text)
        case HttpFault.UNREADABLE:
            return translate("Transfers", "It cannot be read any more")
        case HttpFault.REFUSED:
            words = translate("Transfers", "The server refused: %1")
            return words.replace("%1", text or "403")
        case _:
            return translate("Transfers", "The transfer broke off")
