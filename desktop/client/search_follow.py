"""What happens to the results of a search while they are shown: they stay where they are; what is
edited or deleted changes, a conversation may get another name, and newer messages are counted."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.client.events import Event, MessageReceived
from core.client.feature_events import MessageEdited, MessageRedacted
from desktop.client.conversation import Changes
from desktop.client.search_query import fits
from desktop.client.search_results import SearchResults
from desktop.client.search_run import Hit, SearchRun

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

_MOST_NEWER = 10_000


class SearchFollow(QObject):
    """Follows the windows in which ``run`` searched until :meth:`stop`.

    Signals: ``newer(int)``: so many messages that came since would be found; ``changed()``: the
    results are others.
    """

    newer = Signal(int)
    changed = Signal()

    def __init__(self, run: SearchRun, results: SearchResults, parent: QObject) -> None:
        super().__init__(parent)
        self._run, self._results = run, results
        self._began = time.time()
        self._newer: dict[object, None] = {}
        run.found.connect(self._found)
        self._connected: list[tuple[Any, Callable[[Any], None]]] = []
        for window in run.windows:
            for signal, slot in (
                (window.chat.followed, partial(self._follow, window)),
                (window.chat.changed, partial(self._rename, window)),
            ):
                signal.connect(slot)
                self._connected.append((signal, slot))

    def stop(self) -> None:
        """The results are gone."""
        for signal, slot in self._connected:
            with contextlib.suppress(RuntimeError):  # the window is gone
                signal.disconnect(slot)
        self._connected.clear()

    def _follow(self, window: ClientWindow, batch: list[Event]) -> None:
        count, changed = len(self._newer), False
        for event in batch:
            if type(event) is MessageReceived:
                self._came(window, event)
            elif type(event) is MessageEdited or type(event) is MessageRedacted:
                if type(event) is MessageRedacted:
                    self._newer.pop(self._run.mark(window, event.buffer, event.msgid), None)
                changed |= self._results.change(window, event, self._run.query)
        if len(self._newer) != count:
            self.newer.emit(len(self._newer))
        if changed:
            self.changed.emit()

    def _came(self, window: ClientWindow, event: MessageReceived) -> None:
        if event.history and event.time < self._began:
            return  # it is old, and only we have not seen it
        if self._run.looks_in(event.buffer) and fits(event, self._run.query):
            mark = self._run.mark_of(window, event)
            if not self._run.knows(mark) and len(self._newer) < _MOST_NEWER:
                self._newer[mark] = None

    def _found(self, hits: list[Hit]) -> None:
        """The store or the server was slower than the message."""
        count = len(self._newer)
        for hit in hits:
            self._newer.pop(self._run.mark_of(hit.window, hit.row), None)
        if len(self._newer) != count:
            self.newer.emit(len(self._newer))

    def _rename(self, window: ClientWindow, changes: Changes) -> None:
        for old, new in changes.renamed:
            self._run.rename(old, new)
            if self._results.rename(window, old, new):
                self.changed.emit()
