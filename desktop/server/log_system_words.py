"""Sentences of the log about the server itself: storage, encryption, what was left out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

PLAIN: dict[str, Callable[[], str]] = {
    "storage_without": lambda: translate("LogText", "Nothing is kept beyond this run"),
    "storage_not_kept": lambda: translate("LogText", "What is said is not being stored"),
    "storage_again": lambda: translate("LogText", "What is said is being stored again"),
    "storage_set_aside": lambda: translate(
        "LogText", "The history was damaged; it was set aside, and a new one was begun"
    ),
    "storage_rescued": lambda: translate("LogText", "Saved from the damaged history"),
    "storage_migrated": lambda: translate(
        "LogText", "The history of an older version was brought up to date; its copy"
    ),
    "storage_other": lambda: translate("LogText", "Storage"),
    "fault_newer": lambda: translate("LogText", "written by a newer version"),
    "fault_in_use": lambda: translate("LogText", "another server uses the folder"),
    "fault_read_only": lambda: translate("LogText", "the folder is read-only"),
    "fault_disk_full": lambda: translate("LogText", "the disk is full"),
    "fault_damaged": lambda: translate("LogText", "the file is damaged"),
    "fault_foreign": lambda: translate("LogText", "the file belongs to another program"),
    "tls_on": lambda: translate("LogText", "Encrypted connection, %1"),
    "tls_failed": lambda: translate("LogText", "Encryption could not be agreed on"),
    "tls_made": lambda: translate("LogText", "The server's certificate was made"),
    "tls_fleeting": lambda: translate("LogText", "A certificate was made for this run only"),
    "tls_unusable": lambda: translate(
        "LogText", "No encryption: the server's certificate cannot be used"
    ),
    "tls_other": lambda: translate("LogText", "Encryption"),
    "renamed": lambda: translate("LogText", "Renamed %1 to %2"),
    "operator": lambda: translate("LogText", "Acted as operator, %1"),
    "repeated": lambda: translate("LogText", "Again and again, left out of the log: %1 × %2"),
    "repeated_connected": lambda: translate("LogText", "connections"),
    "repeated_disconnected": lambda: translate("LogText", "connections that ended"),
    "repeated_registered": lambda: translate("LogText", "arrivals"),
    "repeated_nick": lambda: translate("LogText", "changes of the name"),
    "repeated_joined": lambda: translate("LogText", "joined channels"),
    "repeated_parted": lambda: translate("LogText", "left channels"),
    "repeated_topic": lambda: translate("LogText", "changes of the topic"),
    "repeated_mode": lambda: translate("LogText", "changes of modes"),
    "repeated_wrong_password": lambda: translate("LogText", "wrong passwords"),
    "repeated_tls": lambda: translate("LogText", "handshakes of encryption"),
    "repeated_other": lambda: translate("LogText", "other entries"),
}
"""The words of a sentence by its name."""
