"""Work of a page that may take long, in a thread of its own; the page owns the threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from core.threads.worker import Worker


class Task(Worker):
    """Runs ``what``. Attributes: ``result``, or ``error`` where it raised."""

    def __init__(self, name: str, what: Callable[[], Any]) -> None:
        super().__init__(name, self._failed, stack_bytes=0)
        self._what = what
        self.result: Any = None
        self.error: BaseException | None = None

    def work(self) -> None:
        """Do it."""
        self.result = self._what()

    def _failed(self, error: BaseException) -> None:
        self.error = error


class Tasks(QObject):
    """The tasks of one page: ``then`` gets each that has ended, in this thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: list[Task] = []

    @property
    def busy(self) -> bool:
        """Whether any is running."""
        return bool(self._running)

    def start(self, name: str, what: Callable[[], Any], then: Callable[[Task], None]) -> None:
        """Run ``what`` in a new thread."""
        task = Task(name, what)
        self._running.append(task)
        task.finished.connect(lambda: self._ended(task, then))
        if not task.launch():
            self._running.remove(task)
            task.error = OSError("no thread left")
            then(task)

    def _ended(self, task: Task, then: Callable[[Task], None]) -> None:
        if task not in self._running:
            return  # the page has closed
        self._running.remove(task)
        task.join()
        then(task)
        task.deleteLater()

    def finish(self) -> None:
        """The window closes: what runs is waited for, and nobody hears of it."""
        running, self._running = self._running, []
        for task in running:
            task.join()
