"""What can be wrong with the kept history, in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.storage.errors import NoteKind, StorageCode, StorageError, StorageNote


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)


def trouble_sentence(error: StorageError) -> str:
    """Why nothing is kept at present, and what to do."""
    match error.code:
        case StorageCode.NEWER:
            text = _tr(
                "The history in %1 was written by a newer version of Besedka. It is left as it "
                "is, and nothing is added to it."
            )
        case StorageCode.DISK_FULL:
            text = _tr(
                "No room is left on the disk for the history (%1). Free some; what is said now "
                "is kept in memory until then."
            )
        case StorageCode.READ_ONLY:
            text = _tr("Nothing may be written to %1: what is said now is not kept.")
        case StorageCode.DAMAGED:
            text = _tr(
                "The history (%1) is damaged. What is said now is not kept; at the next start "
                "the file is set aside and a new one is begun."
            )
        case StorageCode.FOREIGN:
            text = _tr("%1 belongs to another program: what is said now is not kept.")
        case StorageCode.IN_USE:
            text = _tr("Another program holds %1: what is said now is not kept for the present.")
        case _:
            text = _tr("The history could not be written (%1): what is said now is not kept.")
    return text.replace("%1", str(error.path))


def note_sentence(note: StorageNote) -> str:
    """What was done to the file when it was opened; "" where that is of no interest."""
    if note.kind is NoteKind.SET_ASIDE:
        return _tr(
            "The history was damaged. It was set aside as %1, and a new one is begun."
        ).replace("%1", str(note.path))
    return ""


def unreadable() -> str:
    """In the place of a message that is spoilt on the disk."""
    return _tr("This message could not be read from the disk.")
