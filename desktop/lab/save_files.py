"""Writes the programs to a folder, in a thread: a slow disk must not hold up the window."""

from __future__ import annotations

import errno
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.threads.worker import Worker

translate = QCoreApplication.translate


class ProgramSaver(Worker):
    """Attributes: ``folder``; ``names`` of what was written; ``fault``, None if all is well."""

    def __init__(self, folder: Path, programs: dict[str, str]) -> None:
        super().__init__("save-programs", self._failed)
        self.folder = folder
        self.names: list[str] = []
        self.fault: OSError | None = None
        self._programs = programs

    def work(self) -> None:
        """Write every file whole, or leave the old one: first beside it, then in its place."""
        for name, text in self._programs.items():
            beside = self.folder / f".{name}.part"
            try:
                beside.write_text(text, encoding="utf-8", newline="\n")
                beside.replace(self.folder / name)
            except OSError:
                beside.unlink(missing_ok=True)
                raise
            self.names.append(name)

    def _failed(self, error: BaseException) -> None:
        self.fault = error if isinstance(error, OSError) else OSError(0, str(error))


def there_already(folder: Path, names: list[str]) -> list[str]:
    """Which of these names are in the folder; a folder that cannot be read has none."""
    found = []
    for name in names:
        try:
            if (folder / name).exists():
                found.append(name)
        except OSError:
            continue
    return found


def save_fault_words(fault: OSError, folder: Path) -> str:
    """Why the files could not be written, and what to do."""
    match fault.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            text = translate(
                "SaveFiles", "Nothing may be written to %1. Choose another folder, your own."
            )
        case errno.ENOSPC | errno.EDQUOT:
            text = translate("SaveFiles", "The disk of %1 is full. Choose another, or make room.")
        case errno.ENOENT | errno.ENOTDIR:
            text = translate("SaveFiles", "The folder %1 is gone. Choose another.")
        case errno.EISDIR:
            text = translate(
                "SaveFiles", "In %1 a folder has the name of the file. Choose another folder."
            )
        case _:
            words = fault.strerror or str(fault)
            text = translate("SaveFiles", "It could not be saved to %1. The system says: %2.")
            text = text.replace("%2", words.rstrip("."))
    return text.replace("%1", str(folder))
