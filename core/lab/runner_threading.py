"""Stand-ins for ``threading``, ``queue`` and ``time`` in a lesson's program.

Their threads are actors too; whoever waits in them is seen to wait, and can be stopped: a lock of
Python's own would hold a thread for ever.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import ModuleType, TracebackType
from typing import Any, Protocol

_SLICE_S = 0.02
"""How long a stopped program may sleep on in a lock."""
_ENDED = "_lesson_thread_has_ended"


class Waits(Protocol):
    """What a program's host does for its waiting threads."""

    def waiting(self, ready: Callable[[], bool]) -> AbstractContextManager[None]:
        """The calling thread waits, until ``ready``."""

    def check(self) -> None:
        """Raise GateStopped where the program is to end."""

    def pause(self, seconds: float) -> None:
        """Sleep. Raises GateStopped."""

    def adopt(self, thread: threading.Thread) -> None:
        """A thread of the program is about to start."""


class _Lock:
    """As threading.Lock or RLock: ``inner`` is a real one."""

    def __init__(self, host: Waits, inner: Any) -> None:
        self._host = host
        self._inner = inner
        self._held = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As threading.Lock.acquire."""
        self._host.check()
        taken = bool(self._inner.acquire(False))
        if not taken and blocking:
            end = None if timeout < 0 else time.monotonic() + timeout
            with self._host.waiting(lambda: not self._held):
                while not taken:
                    left = _SLICE_S if end is None else min(_SLICE_S, end - time.monotonic())
                    if left <= 0:
                        break
                    taken = bool(self._inner.acquire(True, left))
                    if not taken:
                        self._host.check()
        self._held += taken
        return taken

    def release(self) -> None:
        """As threading.Lock.release."""
        self._inner.release()
        self._held -= 1

    def locked(self) -> bool:
        """As threading.Lock.locked."""
        return self._held > 0

    def _is_owned(self) -> bool:
        if hasattr(self._inner, "_is_owned"):
            return bool(self._inner._is_owned())
        return self.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class _Condition:
    """As threading.Condition; a waiting thread knows when it was notified."""

    def __init__(self, host: Waits, lock: Any = None) -> None:
        self._host = host
        self._lock = lock if lock is not None else _Lock(host, threading.RLock())
        self._waiters: deque[threading.Event] = deque()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.__exit__(kind, error, trace)

    def wait(self, timeout: float | None = None) -> bool:
        """As threading.Condition.wait."""
        if not self._lock._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        notified = threading.Event()
        self._waiters.append(notified)
        depth = self._lock._held  # more than 1 where an RLock was taken again
        for _ in range(depth):
            self._lock.release()
        end = None if timeout is None else time.monotonic() + timeout
        try:
            with self._host.waiting(notified.is_set):
                while not notified.is_set():
                    left = _SLICE_S if end is None else min(_SLICE_S, end - time.monotonic())
                    if left <= 0:
                        break
                    notified.wait(left)
                    self._host.check()
        finally:
            if notified in self._waiters:
                self._waiters.remove(notified)
            for _ in range(depth):
                self._lock.acquire()
        return notified.is_set()

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """As threading.Condition.wait_for."""
        end = None if timeout is None else time.monotonic() + timeout
        while not (result := predicate()):
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return result

    def notify(self, n: int = 1) -> None:
        """As threading.Condition.notify."""
        if not self._lock._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        for _ in range(min(n, len(self._waiters))):
            self._waiters.popleft().set()

    def notify_all(self) -> None:
        """As threading.Condition.notify_all."""
        self.notify(len(self._waiters))


def note_end() -> None:
    """The calling thread has nothing more to do: who waits for its end will go on."""
    threading.current_thread().__dict__[_ENDED] = True


def has_ended(thread: threading.Thread) -> bool:
    """Whether a thread has ended, or will in a moment without any call more."""
    return _ENDED in thread.__dict__ or not thread.is_alive()


def threading_module(host: Waits) -> ModuleType:
    """A stand-in for the module ``threading``."""
    module = _copy_of(threading)

    def lock() -> Any:
        return _Lock(host, threading.Lock())

    def rlock() -> Any:
        return _Lock(host, threading.RLock())

    def condition(given: Any = None) -> Any:
        return _Condition(host, given)

    class Event(threading.Event):
        """As threading.Event."""

        def __init__(self) -> None:
            super().__init__()
            self.__dict__["_cond"] = _Condition(host, lock())

    class Semaphore(threading.Semaphore):
        """As threading.Semaphore."""

        def __init__(self, value: int = 1) -> None:
            super().__init__(value)
            self.__dict__["_cond"] = _Condition(host, lock())

    class BoundedSemaphore(threading.BoundedSemaphore):
        """As threading.BoundedSemaphore."""

        def __init__(self, value: int = 1) -> None:
            super().__init__(value)
            self.__dict__["_cond"] = _Condition(host, lock())

    class Barrier(threading.Barrier):
        """As threading.Barrier."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self.__dict__["_cond"] = _Condition(host, lock())

    class Thread(threading.Thread):
        """As threading.Thread; an actor of the lesson."""

        def start(self) -> None:
            host.check()
            host.adopt(self)

        def join(self, timeout: float | None = None) -> None:
            if self is threading.current_thread() or self.ident is None:
                super().join(timeout)  # raises
            end = None if timeout is None else time.monotonic() + timeout
            with host.waiting(lambda: has_ended(self)):
                while self.is_alive():
                    left = _SLICE_S if end is None else min(_SLICE_S, end - time.monotonic())
                    if left <= 0:
                        break
                    super().join(left)
                    host.check()

    class Timer(Thread):
        """As threading.Timer."""

        def __init__(
            self,
            interval: float,
            function: Callable[..., Any],
            args: Any = None,
            kwargs: Any = None,
        ) -> None:
            super().__init__()
            self.interval, self.function = interval, function
            self.args, self.kwargs = args or [], kwargs or {}
            self.finished = Event()

        def cancel(self) -> None:
            """As threading.Timer.cancel."""
            self.finished.set()

        def run(self) -> None:
            self.finished.wait(self.interval)
            if not self.finished.is_set():
                self.function(*self.args, **self.kwargs)
            self.finished.set()

    vars(module).update(
        Lock=lock, RLock=rlock, Condition=condition, Event=Event, Semaphore=Semaphore,
        BoundedSemaphore=BoundedSemaphore, Barrier=Barrier, Thread=Thread, Timer=Timer,
    )  # fmt: skip
    return module


def queue_module(host: Waits) -> ModuleType:
    """A stand-in for the module ``queue``."""
    module = _copy_of(queue)

    def with_our_locks(kind: type[queue.Queue[Any]]) -> type[queue.Queue[Any]]:
        class Waited(kind):  # type: ignore[valid-type,misc]  # a class that was handed in
            """A queue in which a thread is seen to wait."""

            def __init__(self, maxsize: int = 0) -> None:
                super().__init__(maxsize)
                mutex = _Lock(host, threading.Lock())
                self.mutex = mutex
                for name in ("not_empty", "not_full", "all_tasks_done"):
                    setattr(self, name, _Condition(host, mutex))

        Waited.__name__ = Waited.__qualname__ = kind.__name__
        return Waited

    for name in ("Queue", "LifoQueue", "PriorityQueue"):
        setattr(module, name, with_our_locks(getattr(queue, name)))
    vars(module)["SimpleQueue"] = vars(module)["Queue"]
    return module


def time_module(host: Waits) -> ModuleType:
    """A stand-in for the module ``time``: who sleeps is seen to wait."""
    module = _copy_of(time)

    def sleep(seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        host.pause(seconds)

    vars(module)["sleep"] = sleep
    return module


def _copy_of(original: ModuleType) -> ModuleType:
    module = ModuleType(original.__name__, original.__doc__)
    kept = {"__spec__", "__loader__", "__name__"}
    vars(module).update({k: v for k, v in vars(original).items() if k not in kept})
    return module
