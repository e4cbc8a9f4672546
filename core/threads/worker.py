"""The base of every thread here: a QThread whose faults are told, kept until it has finished.

A QThread that is dropped while it runs, or is alive when the program ends, aborts the process; an
exception in ``run`` is only printed. Blocked in ``recv`` or ``accept`` it knows neither ``quit()``
nor ``requestInterruption()``: its owner shuts the socket down and then joins it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QThread

from core.net.files import files_left

STACK_BYTES = 256 * 1024


class Worker(QThread):
    """A thread that runs :meth:`work`.

    ``on_error`` is called, in this thread, with an exception that leaves ``work``; it must not
    raise. ``on_end`` is called after that, as the last thing this thread does in Python.
    """

    def __init__(
        self,
        name: str,
        on_error: Callable[[BaseException], None],
        on_end: Callable[[], None] | None = None,
        stack_bytes: int = STACK_BYTES,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        if stack_bytes:
            self.setStackSize(stack_bytes)
        self._on_error = on_error
        self._on_end = on_end

    def work(self) -> None:
        """What the thread does; it ends when this returns. Overridden by each kind of worker."""
        raise NotImplementedError

    def run(self) -> None:
        """Called by Qt in the new thread."""
        if (trace := threading.gettrace()) is not None:
            sys.settrace(trace)  # coverage and debuggers know Python's own threads only
        try:
            self.work()
        except BaseException as error:
            self._on_error(error)
        finally:
            if self._on_end is not None:
                self._on_end()

    def launch(self) -> bool:
        """Start the thread. False where the system gives none (processes, memory, files)."""
        if not files_left():
            return False
        self.start()
        return self.isRunning() or self.isFinished()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait until the thread has ended (True) or the time has passed (False)."""
        if timeout_s is None:
            return self.wait()
        return self.wait(max(0, int(timeout_s * 1000)))
