"""What can be wrong with the kept history, in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.storage.errors import NoteKind, StorageCode, StorageError, StorageNote

translate = QCoreApplication.translate


def trouble_sentence(error: StorageError) -> str:
    """Why nothing is kept at present, and what to do."""
    match error.code:
        case StorageCode.NEWER:
            text = translate(
                "History",
                "The history in %1 was written by a newer version of Besedka. It is left as it "
                "is, and nothing is added to it.",
            )
        case StorageCode.DISK_FULL:
            text = translate(
                "History",
                "No room is left on the disk for the history (%1). Free some; what is said now "
                "is kept in memory until then.",
            )
        case StorageCode.READ_ONLY:
            text = translate(
                "History", "Nothing may be written to %1: what is said now is not kept."
            )
        case StorageCode.DAMAGED:
            text = translate(
                "History",
                "The history (%1) is damaged. What is said now is not kept; at the next start "
                "the file is set aside and a new one is begun.",
            )
        case StorageCode.FOREIGN:
            text = translate(
                "History", "%1 belongs to another program: what is said now is not kept."
            )
        case StorageCode.IN_USE:
            text = translate(
                "History", "Another program holds %1: what is said now is not kept for the present."
            )
        case _:
            text = translate(
                "History", "The history could not be written (%1): what is said now is not kept."
            )
    return text.replace("%1", str(error.path))


def note_sentence(note: StorageNote) -> str:
    """What was done to the file when it was opened; "" where that is of no interest."""
    if note.kind is NoteKind.SET_ASIDE:
        return translate(
            "History", "The history was damaged. It was set aside as %1, and a new one is begun."
        ).replace("%1", str(note.path))
    return ""


def unreadable() -> str:
    """In the place of a message that is spoilt on the disk."""
    return translate("History", "This message could not be read from the disk.")
