"""A replay for a window: it blocks, so a thread of its own makes it."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.lab.replay import Replay
from core.lab.replay_plan import ReplayNote, plan_replay
from core.lab.runner_values import RunError, RunErrorCode
from core.net.lens import Lens
from core.net.tape import Tape
from core.threads.worker import Worker

_log = logging.getLogger(__name__)
_TELL_S = 0.05


@dataclass(frozen=True, slots=True)
class ReplayBegun:
    """A replay exists: ``lens`` is what a TraceFeed looks through, from its first call on."""

    lens: Lens


@dataclass(frozen=True, slots=True)
class ReplayPaused:
    """The calls of the tape are made; all actors are held, and a person goes on by the lens' gate.

    ``notes``: what is otherwise than on the tape. ``actors``: from the tape's numbers to the new
    ones.
    """

    notes: tuple[ReplayNote, ...]
    actors: dict[int, int]


@dataclass(frozen=True, slots=True)
class ReplayTrouble:
    """There is no replay: the system gives no thread, files or folder."""

    code: RunErrorCode
    detail: str


class ReplayRunner(QObject):
    """Makes the calls of a tape once more, up to the call number ``until`` (None: all of them), and
    holds then. Made and used in the window's thread.

    The tape is read when this is made; it may go on afterwards.

    Signals:
        begun(ReplayBegun), progress(int, int): how many of how many calls are made,
        paused(ReplayPaused), trouble(ReplayTrouble), ended().
    """

    begun = Signal(object)
    progress = Signal(int, int)
    paused = Signal(object)
    trouble = Signal(object)
    ended = Signal()

    def __init__(self, tape: Tape, until: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given = (
            tuple(tape.events),
            dict(tape.actors),
            dict(tape.sockets),
            until,
            tape.forgotten,
        )
        self._orders: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._worker: _ReplayWorker | None = None

    def start(self) -> bool:
        """Begin. False where the system gives no thread."""
        self._worker = _ReplayWorker(self._make, self)
        return self._worker.launch()

    @property
    def is_running(self) -> bool:
        """Whether its thread lives."""
        return self._worker is not None and self._worker.isRunning()

    def stop_and_wait(self, timeout_s: float = 15.0) -> bool:
        """End all actors, close all sockets, and wait until the thread has ended; False where that
        took too long."""
        if self._worker is None:
            return True
        self._worker.interrupt()
        self._orders.put(True)
        return self._worker.join(timeout_s)

    def stop(self) -> None:
        """As :meth:`stop_and_wait`."""
        self.stop_and_wait()

    # --- in the worker's thread ---------------------------------------------------------------

    def _make(self, began: Callable[[Replay], bool]) -> None:
        replay = Replay(plan_replay(*self._given))
        last = 0.0

        def told(done: int, count: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last > _TELL_S or done == count:
                last = now
                self.progress.emit(done, count)

        try:
            if not began(replay):
                return
            self.begun.emit(ReplayBegun(replay.lens))
            replay.start(told)
            self.paused.emit(ReplayPaused(tuple(replay.notes), dict(replay.actors)))
            self._orders.get()
        except RunError as error:
            self.trouble.emit(ReplayTrouble(error.code, error.detail))
        finally:
            replay.stop()


class _ReplayWorker(Worker):
    def __init__(
        self, make: Callable[[Callable[[Replay], bool]], None], owner: ReplayRunner
    ) -> None:
        super().__init__("replay", self._failed, owner.ended.emit)
        self._make = make
        self._owner = owner
        self._replay: Replay | None = None
        self._interrupted = False

    def interrupt(self) -> None:
        """Make it come back soon; from the window's thread."""
        self._interrupted = True
        if (replay := self._replay) is not None:
            replay.interrupt()

    def work(self) -> None:
        self._make(self._began)

    def _began(self, replay: Replay) -> bool:
        self._replay = replay
        return not self._interrupted

    def _failed(self, error: BaseException) -> None:
        _log.error("the replay's thread failed", exc_info=error)
        self._owner.trouble.emit(ReplayTrouble(RunErrorCode.NO_THREAD, str(error)))
