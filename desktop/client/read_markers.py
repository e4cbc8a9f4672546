"""Read markers: the server hears how far each conversation was read, and tells what was read on
another device (IRCv3 ``draft/read-marker``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.client.events import BufferKind, Delivery, MessageReceived
from core.client.feature_events import ReadMarkerMoved

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes
    from desktop.client.message_model import ConversationModel

_QUIET_MS = 400  # one marker for what is read in one go
_SEARCHED = 2000  # rows at most that are looked through for the newest message


class ReadMarkers(QObject):
    """Keeps the markers of one window."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told: dict[str, float] = {}  # conversation: the time that the server knows
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.tell_shown)
        window.chat.changed.connect(self._follow)
        window.told.connect(self._look)
        window.closed.connect(self._timer.stop)

    # --- what we have read --------------------------------------------------------------------

    def _look(self) -> None:
        """Something may have been seen; the server hears of it a moment later."""
        conversations = self._window.conversations
        if conversations.attended and conversations.link.online and not self._timer.isActive():
            self._timer.start()

    def tell_shown(self) -> None:
        """Tell how far the conversation is read that is shown and seen."""
        if self._window.conversations.attended:
            self.tell([self._window.conversations.active])

    def tell(self, names: Iterable[str]) -> None:
        """Tell that those conversations are read to their end."""
        connection = self._window.chat.connection
        features = connection.features
        receipts = self._window.context.preferences.flag("write.read_receipts")
        if not (features.read_markers or (features.read_receipts and receipts)):
            return
        conversations = self._window.conversations
        for name in names:
            conversation = conversations.get(name)
            if conversation is None or conversation.kind is BufferKind.SERVER:
                continue
            newest = newest_message(conversation.transcript)
            if newest is None or newest.time <= self._told.get(name, 0.0):
                continue
            self._told[name] = newest.time
            connection.mark_read(name, newest.time, newest.msgid if receipts else "")

    # --- what was read elsewhere --------------------------------------------------------------

    def _follow(self, changes: Changes) -> None:
        for old, new in changes.renamed:
            if old in self._told:
                self._told[new] = self._told.pop(old)
        for name in changes.closed:
            self._told.pop(name, None)
        moved = set[str]()
        for event in changes.other:
            if isinstance(event, ReadMarkerMoved):
                self._moved(event, moved)
        if moved:  # told once: a server tells the markers of all conversations together
            self._window.page.sidebar.touch(moved)
            self._window.display.title()
            self._window.told.emit()

    def _moved(self, event: ReadMarkerMoved, moved: set[str]) -> None:
        window = self._window
        conversation = window.conversations.find(event.buffer)
        if conversation is None:
            return
        self._told[conversation.name] = max(event.time, self._told.get(conversation.name, 0.0))
        unread, mentions = unread_after(conversation.transcript, event.time, conversation.unread)
        if unread >= conversation.unread:
            return
        if unread == 0:
            window.conversations.mark_read([conversation.name])
        else:
            conversation.unread = unread
            conversation.mentions = min(conversation.mentions, mentions)
            if conversation.kind is BufferKind.QUERY:
                conversation.mentions = min(conversation.mentions, unread)
        window.keeper.save(conversation)
        moved.add(conversation.name)


def _messages(transcript: ConversationModel) -> Iterable[MessageReceived]:
    """The messages from the newest back, as far as they are searched."""
    first = max(transcript.first, transcript.end - _SEARCHED)
    for number in range(transcript.end - 1, first - 1, -1):
        row = transcript.row_or_none(number)
        if isinstance(row, MessageReceived):
            yield row


def newest_message(transcript: ConversationModel) -> MessageReceived | None:
    """The newest message that the server has."""
    unsent = (Delivery.WAITING, Delivery.FAILED)
    return next((row for row in _messages(transcript) if row.delivery not in unsent), None)


def unread_after(transcript: ConversationModel, time: float, most: int) -> tuple[int, int]:
    """How many of the newest ``most`` messages of others came after ``time``, and how many of them
    name us."""
    unread = mentions = 0
    for row in _messages(transcript):
        if row.time <= time or unread >= most:
            break
        if not row.own:
            unread += 1
            mentions += row.highlight
    return unread, mentions
