"""Calls that need more stack than a reader has: those that import a big library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from core.threads.worker import Worker

T = TypeVar("T")


class NoThreadError(Exception):
    """The system gives no more threads."""


def in_deep_thread(call: Callable[[], T]) -> T:
    """Call in a thread with room for the imports of a big library, which readers have not.

    Waits for it; what it raises is raised here. Raises NoThreadError.
    """
    done: list[T] = []
    faults: list[BaseException] = []

    class Deep(Worker):
        def work(self) -> None:
            done.append(call())

    thread = Deep("imports", faults.append, stack_bytes=0)
    if not thread.launch():
        raise NoThreadError("no thread left")
    thread.join()
    if faults:
        raise faults[0]
    return done[0]
