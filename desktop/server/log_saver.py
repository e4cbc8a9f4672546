"""Writes the log to a file in a thread: a slow disk must not hold up the window."""

from __future__ import annotations

from pathlib import Path

from core.server.events import LogEntry
from core.threads.worker import Worker
from desktop.server.log_model import line


class LogSaver(Worker):
    """Attributes: ``path``; ``fault``, the system's words where it could not be written, or ""."""

    def __init__(self, path: Path, entries: list[LogEntry]) -> None:
        super().__init__("save-log", self._failed)
        self.path = path
        self.fault = ""
        self._entries = entries

    def work(self) -> None:
        """Write every line."""
        with self.path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line(entry)}\n" for entry in self._entries)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, OSError):
            self.fault = error.strerror or str(error)
        else:
            self.fault = f"{type(error).__name__}: {error}"
