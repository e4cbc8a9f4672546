"""A lens that two may drain: the lesson's run, and the window's view of it."""

from __future__ import annotations

import threading
from collections import deque

from core.net.lens import Lens
from core.net.lens_calls import Skipped
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent

_KEPT = 20_000


class LessonLens(Lens):
    """As Lens; :meth:`take` gives the run what :meth:`drain` gives the view."""

    def __init__(self, silent: frozenset[str] = frozenset()) -> None:
        super().__init__(silent)
        self._for_run: deque[CallEvent] = deque(maxlen=_KEPT)
        self._for_view: deque[CallEvent] = deque(maxlen=_KEPT)
        self._tap_lock = threading.Lock()
        self._newest = 0

    def _pump(self) -> None:
        events = super().drain()
        self._newest = max([self._newest, *(event.number for event in events)])
        self._for_run.extend(events)
        self._for_view.extend(events)

    def take(self) -> list[CallEvent]:
        """The calls that have returned since the last time, for the run."""
        with self._tap_lock:
            self._pump()
            events = list(self._for_run)
            self._for_run.clear()
        return events

    def newest(self) -> int:
        """The number of the newest call that has returned, 0 before the first."""
        with self._tap_lock:
            self._pump()
            return self._newest

    def drain(self, limit: int = 100_000) -> list[CallEvent]:
        """As Lens.drain, for the view."""
        with self._tap_lock:
            self._pump()
            return [self._for_view.popleft() for _ in range(min(limit, len(self._for_view)))]

    def skip(self, keep: int) -> Skipped:
        """As Lens.skip, for the view."""
        sent: dict[int, int] = {}
        received: dict[int, int] = {}
        calls = 0
        with self._tap_lock:
            self._pump()
            while len(self._for_view) > keep:
                event = self._for_view.popleft()
                calls += 1
                for table, names in ((sent, SENDING_CALLS), (received, RECEIVING_CALLS)):
                    if event.size and event.call in names:
                        table[event.socket] = table.get(event.socket, 0) + event.size
        return Skipped(calls, sent, received)

    @property
    def waiting_events(self) -> int:
        """As Lens.waiting_events, for the view."""
        return super().waiting_events + len(self._for_view)
