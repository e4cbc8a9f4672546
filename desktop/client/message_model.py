"""The rows of one conversation: what a message view shows, newest last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from core.client.events import Event, MessageUpdated


class RowSource(Protocol):
    """Rows older than those that a model holds in memory, for example in a store on disk.

    Rows have absolute numbers that never change: they may start below zero when older history is
    found later. ``read`` may be called for any number in ``[first(), end)``.
    """

    def first(self) -> int: ...
    def read(self, number: int, limit: int) -> Sequence[object]: ...
    def keep(self, rows: Sequence[object]) -> bool: ...


class ConversationModel(QObject):
    """The rows of one conversation.

    Signals:
        appended(int, int): rows [first, end) came at the end.
        changed(int): the row of that number looks different now.
        trimmed(int): rows before that number are gone.
        unread_changed(): ``unread``, ``highlights`` or ``marker`` changed.
    """

    appended = Signal(int, int)
    changed = Signal(int)
    trimmed = Signal(int)
    unread_changed = Signal()

    def __init__(self, source: RowSource | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own_nick = ""
        self.attended = False  # set by the window: the person is looking at the newest rows
        self.unread = 0  # messages of others since mark_read() while not attended
        self.highlights = 0  # those of them that name us
        self.marker: int | None = None  # number of the row under the "New" line

    def append_batch(self, events: Iterable[Event]) -> None:
        """Append what can be shown of ``events`` (MessageReceived, News, ServerText, TopicChanged
        with ``changed``, ChannelModesChanged); MessageUpdated are applied; others are ignored.
        The caller has already chosen those of this conversation."""

    def append_line(self, text: str, time: float, icon: str = "info", tone: str = "muted") -> None:
        """Append a line of the window's own ("Connection lost at …"); ``tone`` is a colour token
        for the icon."""

    def update(self, event: MessageUpdated) -> None:
        """Apply a delivery; unknown keys are ignored."""

    def mark_read(self) -> None:
        """The person has seen everything: unread and highlights are 0; the "New" line stays until
        ``leave()`` or an own message."""

    def leave(self) -> None:
        """The window shows another conversation now: the "New" line goes when all was read."""

    def search(self, text: str, limit: int = 1000) -> list[int]:
        """Numbers of rows whose text holds ``text``, newest first; case is ignored."""
        return []

    def clear(self) -> None:
        """Forget every row (``/clear``)."""
