"""Many threads to one window: a bounded deque and at most one queued call.

One Qt signal per event saturates near 30,000 a second and freezes the window; a deque with one
pending signal carries millions. The window takes what is there when it is told ``ready``, at most
once per frame, and may leave some for the next frame.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

Item = TypeVar("Item")

FRAME_MS = 16
BREATH_MS = 4


class EventFeed(QObject, Generic[Item]):
    """Events on their way from any thread to the thread that this object lives in.

    ``limit`` is how many may wait. A feed that may lose (a log) forgets its oldest ones past it
    and counts them in ``dropped``; with ``lossless=True`` nothing is forgotten, and a producer
    that can wait calls :meth:`wait_for_room` (outside of every lock) before it brings more.

    ``notify`` replaces the signal where no Qt event loop runs: it is called from the pushing
    thread when the feed stops being empty, must be quick, and must not raise.

    Signals: ``ready`` – something can be taken. Always delivered through the event loop of the
    feed's own thread, never from inside :meth:`push` or :meth:`take`, at most once in 16 ms, and
    again as long as something is left.
    """

    ready = Signal()
    _wake = Signal()

    def __init__(
        self,
        limit: int = 20_000,
        lossless: bool = False,
        notify: Callable[[], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._lossless = lossless
        self._notify = notify
        self._items: deque[Item] = deque(maxlen=None if lossless else limit)
        self._lock = threading.Lock()
        self._room = threading.Condition(self._lock)
        self._pending = False
        self._open = True
        self._dropped = 0
        self._last = 0.0  # when ``ready`` was last told, and when that was over
        self._over = 0.0
        self._timer: QTimer | None = None
        if notify is None:
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.timeout.connect(self._announce)
            self._wake.connect(self._frame, Qt.ConnectionType.QueuedConnection)

    @property
    def dropped(self) -> int:
        """How many events were forgotten because nobody took them in time."""
        return self._dropped

    def __len__(self) -> int:
        return len(self._items)

    def push(self, items: Iterable[Item]) -> None:
        """Append events, from any thread. Never waits for the window."""
        batch = items if isinstance(items, list | tuple) else list(items)
        if not batch:
            return
        with self._lock:
            if not self._lossless:
                self._dropped += max(0, len(self._items) + len(batch) - self._limit)
            self._items.extend(batch)
            wake = not self._pending and self._open
            self._pending = True
        if wake:
            self._tell()

    def take(self, limit: int = 1_000_000) -> list[Item]:
        """Up to ``limit`` events, oldest first; ``ready`` comes again for what is left."""
        with self._lock:
            items = self._items
            if len(items) <= limit:
                taken = list(items)
                items.clear()
                self._pending = False
            else:
                taken = [items.popleft() for _ in range(limit)]
            left = bool(items)
            self._room.notify_all()
        if left and self._timer is not None:
            self._wake.emit()
        return taken

    def wait_for_room(self, timeout_s: float | None = None) -> bool:
        """Wait, in a producer's thread, until less than half of ``limit`` waits.

        False when the timeout passed; True at once after :meth:`close`.
        """
        if len(self._items) < self._limit:
            return True
        with self._room:
            return self._room.wait_for(
                lambda: not self._open or len(self._items) < max(1, self._limit // 2), timeout_s
            )

    def close(self) -> None:
        """No more ``ready``, and nobody waits for room any longer (the window is going away)."""
        with self._lock:
            self._open = False
            self._room.notify_all()

    def _tell(self) -> None:
        if self._notify is not None:
            self._notify()
        else:
            self._wake.emit()

    @Slot()
    def _frame(self) -> None:
        """In the feed's thread: announce now, or when the frame that was announced is over."""
        timer = self._timer
        if timer is None or timer.isActive():
            return
        now = monotonic()
        rest = FRAME_MS - int((now - self._last) * 1000)
        # After a frame that took too long: keys and pictures must get their turn, for which the
        # event loop has to be left, as it serves what is posted meanwhile before them.
        rest = max(rest, BREATH_MS - int((now - self._over) * 1000))
        if rest > 0:
            timer.start(rest)
        else:
            self._announce()

    @Slot()
    def _announce(self) -> None:
        if self._open:
            self._last = monotonic()
            self.ready.emit()
            self._over = monotonic()
