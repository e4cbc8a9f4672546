"""Who is writing, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.client.events import (
    BufferClosed,
    BufferRenamed,
    Disconnected,
    Event,
    MessageReceived,
)
from core.client.feature_events import TypingChanged, TypingState

if TYPE_CHECKING:
    from desktop.client.chat import Chat


class TypingPeople(QObject):
    """Follows a session; it takes back by itself what nobody confirms (IRCv3 ``typing``).

    Signals: ``changed(buffer)``: others are writing there now.
    """

    changed = Signal(str)

    def __init__(self, chat: Chat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nicks: dict[str, list[str]] = {}
        chat.followed.connect(self.follow)

    def nicks(self, buffer: str) -> tuple[str, ...]:
        """Who is writing in a conversation, in the order in which they began."""
        return tuple(self._nicks.get(buffer, ()))

    def follow(self, batch: Iterable[Event]) -> None:
        """Take what a batch of events tells."""
        touched = set[str]()
        for event in batch:
            if type(event) is MessageReceived:  # most are
                continue
            if isinstance(event, TypingChanged):
                self._follow_one(event)
                touched.add(event.buffer)
            elif isinstance(event, Disconnected):
                touched.update(self._nicks)
                self._nicks.clear()
            elif isinstance(event, BufferClosed):
                self._nicks.pop(event.buffer, None)
            elif isinstance(event, BufferRenamed) and event.buffer in self._nicks:
                self._nicks.pop(event.buffer)
                touched.add(event.new)
        for buffer in touched:
            self.changed.emit(buffer)

    def _follow_one(self, event: TypingChanged) -> None:
        nicks = self._nicks.setdefault(event.buffer, [])
        if event.state is TypingState.ACTIVE:
            if event.nick not in nicks:
                nicks.append(event.nick)
        elif event.nick in nicks:  # who pauses thinks, and is shown no longer
            nicks.remove(event.nick)
        if not nicks:
            del self._nicks[event.buffer]
