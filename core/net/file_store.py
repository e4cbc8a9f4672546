"""The files that people gave to the server, in a folder: the bytes as ``<id>``, what is known of
them as ``<id>.json`` beside it. Written under another name first, so that a file is whole or not
there. What is too old, or too much in all, goes: the oldest first.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import secrets
import threading
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

_ID = re.compile("[A-Za-z0-9_-]{22}")
# What Windows takes for a device whatever stands behind the dot (Naming Files, Win32).
_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.I)
_DAY_S = 24 * 3600
NAME_LENGTH = 120  # characters of a file's name …
NAME_BYTES = 200  # … and bytes: file systems take 255, and something may be put behind it


class FileFault(StrEnum):
    """Why a file is not taken."""

    TOO_LARGE = "too_large"
    FULL = "full"  # the disk, or what files may take of it
    FORBIDDEN = "forbidden"
    OTHER = "other"


class FileError(Exception):
    """A file cannot be kept. ``code`` says why, ``detail`` in the system's words."""

    def __init__(self, code: FileFault, detail: str = "") -> None:
        super().__init__(f"{code.value}: {detail}" if detail else code.value)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is there. ``size`` in bytes, ``time`` a Unix time, ``sha256`` in hex."""

    id: str
    name: str
    type: str
    size: int
    sha256: str
    time: float
    sender: str  # the address it came from


class FileStore:
    """The files of one server. All methods may be called from any thread.

    ``folder`` is made when the first file comes; what a program that was killed left half written
    there is removed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._files: dict[str, StoredFile] = {}
        self._reserved = 0  # bytes of files that are being received
        self._loaded = False

    def find(self, name: str) -> StoredFile | None:
        """The file of that id, or None."""
        with self._lock:
            self._load()
            return self._files.get(name)

    def open(self, stored: StoredFile) -> BinaryIO:
        """Its bytes. Raises OSError."""
        return (self._folder / stored.id).open("rb")

    def total(self) -> int:
        """Bytes of all files together."""
        with self._lock:
            self._load()
            return sum(each.size for each in self._files.values())

    def receive(self, most: int, total: int, size: int | None = None) -> Receiving:
        """Begin to take a file of at most ``most`` bytes; of all files ``total`` bytes are kept.
        ``size``: what was announced. Raises FileError."""
        if size is not None and size > most:
            raise FileError(FileFault.TOO_LARGE)
        with self._lock:
            self._load()
            if self._reserved + most > 4 * max(total, most):
                raise FileError(FileFault.FULL)
            self._reserved += most
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Receiving(self, self._folder, most, total)
        except OSError as error:
            self._release(most)
            raise _fault(error) from error

    def prune(self, now: float, days: float, total: int) -> int:
        """Remove files that are older than ``days`` (0: none is too old) and, the oldest first,
        what is over ``total`` bytes; answers how many."""
        with self._lock:
            self._load()
            kept = sum(each.size for each in self._files.values())
            gone = []
            for each in sorted(self._files.values(), key=lambda file: file.time):
                if (days and each.time < now - days * _DAY_S) or kept > total:
                    kept -= each.size
                    gone.append(each.id)
            for name in gone:
                self._remove(name)
            return len(gone)

    def _remove(self, name: str) -> None:
        del self._files[name]
        for path in (self._folder / f"{name}.json", self._folder / name):
            with contextlib.suppress(OSError):
                path.unlink()

    def _release(self, reserved: int) -> None:
        with self._lock:
            self._reserved -= reserved

    def _add(self, stored: StoredFile) -> None:
        with self._lock:
            self._files[stored.id] = stored

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        try:
            entries = list(self._folder.iterdir())
        except OSError:
            return
        for path in entries:
            if path.suffix == ".new":
                with contextlib.suppress(OSError):
                    path.unlink()
            elif path.suffix == ".json" and (stored := _read(path)) is not None:
                self._files[stored.id] = stored


class Receiving:
    """A file that is on its way. End it by :meth:`finish` or :meth:`abort`."""

    def __init__(self, store: FileStore, folder: Path, most: int, total: int) -> None:
        self._store = store
        self._folder = folder
        self._most = most
        self._total = total
        self._id = secrets.token_urlsafe(16)
        self._path = folder / f"{self._id}.new"
        self._hash = hashlib.sha256()
        self._size = 0
        self._file = self._path.open("xb")

    def write(self, data: bytes) -> None:
        """The next bytes. Raises FileError."""
        self._size += len(data)
        if self._size > self._most:
            raise FileError(FileFault.TOO_LARGE)
        self._hash.update(data)
        try:
            self._file.write(data)
        except OSError as error:
            raise _fault(error) from error

    def finish(self, name: str, kind: str, sender: str, now: float) -> StoredFile:
        """It is whole: keep it. Raises FileError."""
        stored = StoredFile(
            self._id, safe_name(name), kind, self._size, self._hash.hexdigest(), now, sender
        )
        about = self._folder / f"{self._id}.json"
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._path.rename(self._folder / self._id)
            about.with_suffix(".new").write_text(json.dumps(asdict(stored)), encoding="utf-8")
            about.with_suffix(".new").rename(about)
        except OSError as error:
            raise _fault(error) from error
        self._store._add(stored)
        self._store._release(self._most)
        self._most = 0
        self._store.prune(now, 0, self._total)
        return stored

    def abort(self) -> None:
        """It did not come to its end: forget it. Harmless after :meth:`finish`."""
        if self._most:
            self._store._release(self._most)
            self._most = 0
            with contextlib.suppress(OSError):
                self._file.close()
            for path in (self._path, self._folder / self._id):
                with contextlib.suppress(OSError):
                    path.unlink()


def safe_name(name: str) -> str:
    """A name that is one of a file everywhere, and does no harm where it is shown."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in last)
    kept = kept.strip(" .") or "file"
    if _DEVICE.fullmatch(kept):
        kept = "_" + kept
    if len(kept) > NAME_LENGTH or len(kept.encode()) > NAME_BYTES:
        stem, dot, suffix = kept.rpartition(".")
        short = dot + suffix if dot and len(suffix) <= 12 else ""
        most = NAME_BYTES - len(short.encode())
        stem = (stem if short else kept)[: NAME_LENGTH - len(short)]
        kept = stem.encode()[:most].decode("utf-8", "ignore").rstrip(" .") + short
    return kept


def _read(path: Path) -> StoredFile | None:
    """What is known of a file whose bytes are there; None for what is no such thing."""
    try:
        stored = StoredFile(**json.loads(path.read_text(encoding="utf-8")))
        whole = (path.parent / stored.id).stat().st_size == stored.size
    except (OSError, ValueError, TypeError):
        return None
    return stored if whole and stored.id == path.stem and _ID.fullmatch(stored.id) else None


def _fault(error: OSError) -> FileError:
    codes = {
        errno.ENOSPC: FileFault.FULL,
        errno.EDQUOT: FileFault.FULL,
        errno.EACCES: FileFault.FORBIDDEN,
        errno.EROFS: FileFault.FORBIDDEN,
        errno.EPERM: FileFault.FORBIDDEN,
    }
    return FileError(codes.get(error.errno or 0, FileFault.OTHER), error.strerror or str(error))
