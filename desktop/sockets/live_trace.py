"""The one lens of this program's own server and clients, watched while somebody looks.

While at least one live view is open, every engine and connection of the process is watched; when
the last one closes they are plain sockets again, and nobody is held.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from core.net.gate import Pace
from core.net.lens import Lens
from core.threads.trace_feed import TraceFeed

_LOOK_MS = 150


class Watchable(Protocol):
    """A server engine or a client's connection."""

    def watch(self, lens: Lens | None) -> None:
        """Let a lens see every socket call from now on; None: nobody."""


class LiveTrace(QObject):
    """Owns the lens and the feed.

    Attributes: ``lens``, ``feed``; ``held``, whether the person has paused everything.

    Signals: ``held_changed()``: ``held`` changed; ``watched_changed()``: watching began or ended.
    """

    held_changed = Signal()
    watched_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lens = Lens()
        self.feed = TraceFeed(self.lens, parent=self)
        self.held = False
        self._views: list[object] = []
        self._things: list[Watchable] = []
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._check)

    @property
    def is_watching(self) -> bool:
        """Whether a live view is open."""
        return bool(self._views)

    def add(self, thing: Watchable) -> None:
        """A server or a connection that is watched whenever somebody looks."""
        if thing not in self._things:
            self._things.append(thing)
            if self._views:
                thing.watch(self.lens)

    def remove(self, thing: Watchable) -> None:
        """It ends: nobody of it is held any longer."""
        if thing in self._things:
            self._things.remove(thing)
            thing.watch(None)

    def open_view(self, view: object) -> None:
        """A live view begins to look."""
        if view in self._views:
            return
        self._views.append(view)
        if len(self._views) == 1:
            for thing in self._things:
                thing.watch(self.lens)
            self.feed.start()
            self._look.start()
            self.watched_changed.emit()

    def close_view(self, view: object) -> None:
        """A live view looks no longer; after the last one everything runs as before."""
        if view not in self._views:
            return
        self._views.remove(view)
        if not self._views:
            self.lens.gate.run()
            for thing in self._things:
                thing.watch(None)
            self.feed.stop()
            self._look.stop()
            self._check()
            self.watched_changed.emit()

    def close(self) -> None:
        """The program ends."""
        self._views.clear()
        self._look.stop()
        self.feed.stop()
        for thing in self._things:
            thing.watch(None)
        self._things.clear()
        self.lens.close()

    def _check(self) -> None:
        held = self.lens.gate.pace is Pace.PAUSED and bool(self._views)
        if held != self.held:
            self.held = held
            self.held_changed.emit()
