"""Asks the store of what was said (``core.threads.client_store``); its thread answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from core.storage.client_search import Found, Wanted

if TYPE_CHECKING:
    from core.threads.client_store import ClientStore
    from desktop.client.client_window import ClientWindow


class StoreSearch(QObject):
    """One question at a time; a newer one takes the place of the one before. Who asks something
    else makes another one of these. Attributes: ``store``."""

    def __init__(self, store: ClientStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._asker = object()
        self._number = 0
        self._done: Callable[[Sequence[Found]], None] | None = None
        store.found.connect(self._found, Qt.ConnectionType.QueuedConnection)

    def ask(self, wanted: Wanted, done: Callable[[Sequence[Found]], None]) -> None:
        """Search; ``done`` is called with what was found, later."""
        self._done = done
        self._number = self.store.search_soon(wanted, self._asker)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._done = None

    def _found(self, request: int, found: Sequence[Found]) -> None:
        if self._done is None or request != self._number:
            return
        done, self._done = self._done, None
        done(found)


def store_search(window: ClientWindow, known: StoreSearch | None) -> StoreSearch | None:
    """What searches in the messages that are kept: ``known``, as long as that is right; None where
    nothing is kept."""
    store = getattr(window.context, "store", None)
    if known is not None and known.store is store:
        return known
    if known is not None:
        known.deleteLater()
    return None if store is None else StoreSearch(store, window)
