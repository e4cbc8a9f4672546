"""Saving and opening tapes in a thread of their own: a disk may be slow, a tape long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.net.tape import Tape, TapeError, TapeErrorCode
from core.threads.worker import Worker


class TapeFiles(QObject):
    """Saves and opens one tape after the other. Made and used in the window's thread.

    Orders return at once; the signals come in the window's thread. Call :meth:`stop` in the end.

    Signals: ``saved(path)``; ``not_saved(TapeError)``; ``opened(Tape, path)``;
    ``not_opened(TapeError, path)``: what could be read nevertheless is in the error's ``tape``.
    """

    saved = Signal(str)
    not_saved = Signal(object)
    opened = Signal(object, str)
    not_opened = Signal(object, str)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: list[_TapeWorker] = []
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def save(self, tape: Tape, path: str | Path) -> None:
        """Save a tape as it is now."""
        copy = tape.copy()

        def work() -> Callable[[], None]:
            try:
                copy.save(path)
            except TapeError as error:
                return partial(self.not_saved.emit, error)
            return partial(self.saved.emit, str(path))

        self._begin(work, self.not_saved.emit, path)

    def open(self, path: str | Path) -> None:
        """Open a tape."""

        def work() -> Callable[[], None]:
            try:
                tape = Tape.load(path)
            except TapeError as error:
                return partial(self.not_opened.emit, error, str(path))
            return partial(self.opened.emit, tape, str(path))

        self._begin(work, lambda error: self.not_opened.emit(error, str(path)), path)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved or opened."""
        return bool(self._workers)

    def stop(self, timeout_s: float | None = None) -> bool:
        """Wait for what is being done; nothing is told of it any more. False if it takes longer."""
        workers, self._workers = self._workers, []
        self._workers = [worker for worker in workers if not worker.join(timeout_s)]
        return not self._workers

    def _begin(
        self,
        work: Callable[[], Callable[[], None]],
        failed: Callable[[TapeError], None],
        path: str | Path,
    ) -> None:
        def broken(error: BaseException) -> None:
            told = TapeError(TapeErrorCode.FILE, str(path), detail=str(error))
            worker.outcome = lambda: failed(told)

        worker = _TapeWorker(work, broken, self._ended.emit)
        self._workers.append(worker)
        if not worker.launch():
            self._workers.remove(worker)
            failed(TapeError(TapeErrorCode.FILE, str(path), detail="no thread could be started"))

    @Slot(object)
    def _tell(self, worker: _TapeWorker) -> None:
        worker.join()
        if worker in self._workers:
            self._workers.remove(worker)
            if worker.outcome is not None:
                worker.outcome()


class _TapeWorker(Worker):
    """Reads or writes one file; ``outcome`` says what came of it, in the window's thread."""

    def __init__(
        self,
        work: Callable[[], Callable[[], None]],
        on_error: Callable[[BaseException], None],
        on_end: Callable[[_TapeWorker], None],
    ) -> None:
        super().__init__("tape", on_error, lambda: on_end(self), stack_bytes=0)
        self._job = work
        self.outcome: Callable[[], None] | None = None

    def work(self) -> None:
        """Do it."""
        self.outcome = self._job()
