"""What can be wrong with the files, in codes that a window or a log can put into words."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class StorageCode(StrEnum):
    """What is wrong. The path that comes with it says where."""

    NEWER = "newer"
    """The file was written by a newer version of the program. It is left alone."""
    IN_USE = "in_use"
    """Another running server keeps its data in this folder."""
    READ_ONLY = "read_only"
    """Nothing may be written there."""
    DISK_FULL = "disk_full"
    """There is no room on the disk (or no more is allowed)."""
    DAMAGED = "damaged"
    """The file does not hold what it should."""
    FOREIGN = "foreign"
    """The file is a database of another program. It is left alone."""
    FAILED = "failed"
    """Anything else; the detail has the words of the system."""


class StorageError(Exception):
    """The data folder cannot be used; the server can go on without it.

    Attributes:
        code: what is wrong.
        path: the file or the folder.
        detail: the words of the system or of SQLite, for a log.
    """

    def __init__(self, code: StorageCode, path: Path, detail: str = "") -> None:
        super().__init__(f"{code}: {path}: {detail}" if detail else f"{code}: {path}")
        self.code = code
        self.path = path
        self.detail = detail


@dataclass(frozen=True, slots=True)
class StorageTrouble:
    """What was to be kept could not be written; it is tried again.

    ``waiting`` is how many events wait in memory to be written, ``lost`` how many were given up
    since the trouble began because too many waited.
    """

    code: StorageCode
    path: Path
    detail: str = ""
    waiting: int = 0
    lost: int = 0


class NoteKind(StrEnum):
    """What was done to the files when they were opened."""

    SET_ASIDE = "set_aside"
    """The file was damaged; ``path`` is where it lies now, and a new one was begun."""
    RESCUED = "rescued"
    """As much as could be read of the damaged file was taken over (``detail`` says what)."""
    MIGRATED = "migrated"
    """The file of an older version was brought up to date; ``path`` is the copy made before."""


@dataclass(frozen=True, slots=True)
class StorageNote:
    """Something to tell about the files, that does not keep the server from using them."""

    kind: NoteKind
    path: Path
    detail: str = ""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_CODES = {
    sqlite3.SQLITE_FULL: StorageCode.DISK_FULL,
    sqlite3.SQLITE_READONLY: StorageCode.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: StorageCode.READ_ONLY,
    sqlite3.SQLITE_PERM: StorageCode.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: StorageCode.DAMAGED,
    sqlite3.SQLITE_NOTADB: StorageCode.DAMAGED,
    sqlite3.SQLITE_BUSY: StorageCode.IN_USE,
    sqlite3.SQLITE_LOCKED: StorageCode.IN_USE,
}


def code_of(error: BaseException) -> StorageCode:
    """The code for an error of SQLite or of the system."""
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return StorageCode.DISK_FULL
        return StorageCode.READ_ONLY if error.errno in _FORBIDDEN else StorageCode.FAILED
    number = getattr(error, "sqlite_errorcode", None)
    if not isinstance(number, int):
        return StorageCode.FAILED
    return _CODES.get(number & 0xFF, StorageCode.FAILED)


def sentence(error: StorageError | StorageTrouble) -> str:
    """In plain English, for a log: what happened, and what to do."""
    match error.code:
        case StorageCode.NEWER:
            return (
                f"{error.path} was written by a newer version of Besedka and is left as it is; "
                "use that version, or another folder"
            )
        case StorageCode.IN_USE:
            return f"another server is using the folder {error.path.parent}; give this one its own"
        case StorageCode.READ_ONLY:
            return f"nothing may be written in {error.path}; choose a folder that you may write to"
        case StorageCode.DISK_FULL:
            return f"no room is left on the disk for {error.path}; free some"
        case StorageCode.DAMAGED:
            return f"{error.path} is damaged ({error.detail}); it is set aside at the next start"
        case StorageCode.FOREIGN:
            return f"{error.path} belongs to another program; choose another folder"
    return f"{error.path} could not be used: {error.detail}"


def note_sentence(note: StorageNote) -> str:
    """In plain English, for a log."""
    match note.kind:
        case NoteKind.SET_ASIDE:
            return f"the history was damaged ({note.detail}) and was set aside as {note.path}"
        case NoteKind.RESCUED:
            return f"from the damaged file were taken over: {note.detail}"
    return f"the history of an older version was brought up to date; a copy is {note.path}"
