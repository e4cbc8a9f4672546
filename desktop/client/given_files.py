"""What is pasted, dropped or chosen as files: which of it can be sent, and why the rest cannot.

Only the first ``MOST_FILES`` are looked at: the windows' thread does it, and a person may drop a
folder's whole content.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QMimeData, QUrl

from desktop.client.composer_counts import composer_counts
from desktop.client.message_safety import isolated

MOST_FILES = 100
"""That go at once."""
MOST_BYTES = 1024 * 1024 * 1024
"""Of a file that is read into memory to be given; servers take less."""
_NAMED = 3  # files that are named with what is wrong with them
_LONGEST_NAME = 60  # characters of them in a sentence
_FILE = re.compile(rb"^file:[^\r\n]+", re.M | re.I)
_FILE_BEGINS = re.compile(rb"^file:(?=[^\r\n])", re.M | re.I)

translate = QCoreApplication.translate


class Unfit(StrEnum):
    """Why something cannot be sent."""

    FOLDER = "folder"
    SPECIAL = "special"  # a device, a pipe, a socket
    GONE = "gone"
    LOOP = "loop"  # a link that leads to itself
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """``files`` can be sent, ``unfit`` cannot; ``beyond`` more were not looked at."""

    files: tuple[Path, ...] = ()
    unfit: tuple[tuple[Path, Unfit], ...] = ()
    beyond: int = 0


def has_files(source: QMimeData) -> bool:
    """Whether files of this computer are pasted or dropped, in contrast to links into the web."""
    return bool(_FILE.search(_addresses(source)))


def given_files(source: QMimeData) -> GivenFiles:
    """What is pasted or dropped."""
    addresses = _addresses(source)
    first = [found.group() for found in islice(_FILE.finditer(addresses), MOST_FILES)]
    total = len(first) if len(first) < MOST_FILES else len(_FILE_BEGINS.findall(addresses))
    return sort_files([_path(address) for address in first], total)


def _addresses(source: QMimeData) -> bytes:
    """The list of addresses as it came: to make an object of each would take a second of a hundred
    thousand."""
    return bytes(source.data("text/uri-list").data()) if source.hasUrls() else b""


def sort_files(paths: Sequence[Path], total: int = 0) -> GivenFiles:
    """Which of ``paths`` can be sent, ``total`` being how many were given in all."""
    files: list[Path] = []
    unfit: list[tuple[Path, Unfit]] = []
    for path in paths[:MOST_FILES]:
        fault = why_unfit(path)
        if fault is None:
            files.append(path)
        else:
            unfit.append((path, fault))
    return GivenFiles(tuple(files), tuple(unfit), max(0, (total or len(paths)) - MOST_FILES))


def why_unfit(path: Path) -> Unfit | None:
    """Why what is at ``path`` cannot be sent; None if it can, as far as can be told."""
    if _on_other_computer(path):
        return None
    try:
        found = path.stat()
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        return _fault(error)
    if stat.S_ISDIR(found.st_mode):
        return Unfit.FOLDER
    if not stat.S_ISREG(found.st_mode):
        return Unfit.SPECIAL
    if found.st_size > MOST_BYTES:
        return Unfit.TOO_LARGE
    if not os.access(path, os.R_OK):
        return Unfit.UNREADABLE
    return Unfit.EMPTY if not found.st_size else None


def size_of(path: Path) -> int | None:
    """The size of a file in bytes; None where that cannot be told, or is not to be asked yet."""
    if _on_other_computer(path):
        return None
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """What is in a file. Raises OSError, also for what is no file by now (opening a pipe would wait
    for whoever writes into it), or has more than ``most`` bytes."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a file", str(path))
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def shown_name(path: Path) -> str:
    """What a file is called, harmless where it is shown."""
    return isolated(path.name or str(path))


def unfit_sentence(path: Path, why: Unfit) -> str:
    """What is wrong with one of them, and what to do."""
    match why:
        case Unfit.FOLDER:
            words = translate(
                "GivenFiles",
                "%1 is a folder: choose the files in it, or pack it into an archive first.",
            )
        case Unfit.SPECIAL:
            words = translate("GivenFiles", "%1 is a device or a pipe, which has no end to send.")
        case Unfit.GONE:
            words = translate("GivenFiles", "%1 cannot be read: it is not there any more.")
        case Unfit.LOOP:
            words = translate("GivenFiles", "%1 cannot be read: it is a link that leads to itself.")
        case Unfit.EMPTY:
            words = translate("GivenFiles", "%1 is empty: there is nothing to send.")
        case Unfit.TOO_LARGE:
            words = translate("GivenFiles", "%1 is too large to be sent: a file may have 1 GB.")
        case _:
            words = translate("GivenFiles", "%1 cannot be read: you may not open it.")
    name = isolated(path.name or str(path), _LONGEST_NAME)
    return words.replace("%1", name)


def left_out_sentences(given: GivenFiles) -> list[str]:
    """What is not sent of what was given; nothing where all of it is."""
    said = [unfit_sentence(path, why) for path, why in given.unfit[:_NAMED]]
    if (more := len(given.unfit) - _NAMED) > 0:
        said.append(composer_counts().more_unfit(more))
    if given.beyond:
        most = QLocale().toString(MOST_FILES)
        said.append(composer_counts().files_beyond(given.beyond).replace("%1", most))
    return said


def _path(address: bytes) -> Path:
    url = QUrl.fromEncoded(address)
    named = url.toLocalFile()
    if "\ufffd" in named and sys.platform != "win32" and not url.host():
        from urllib.parse import unquote_to_bytes  # a name that is no UTF-8

        named = os.fsdecode(unquote_to_bytes(address.partition(b"://")[2]))
    return Path(named)


def _on_other_computer(path: Path) -> bool:
    """Windows gives that computer the person's name and a proof of the password, and waits for it:
    it is asked only for what is really to be sent."""
    return sys.platform == "win32" and str(path).startswith("\\\\")


def _fault(error: OSError | ValueError) -> Unfit:
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    if code in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL):
        return Unfit.GONE
    return Unfit.LOOP if code == errno.ELOOP else Unfit.UNREADABLE
