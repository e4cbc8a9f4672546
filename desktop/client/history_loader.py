"""Earlier messages: asked of the server (``CHATHISTORY``) while one scrolls near the oldest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.client.events import BufferKind, Event, MessageReceived, NewsKind
from core.client.feature_events import HistoryReceived
from core.client.questions import NO_ANSWER
from desktop.client.conversation import Changes
from desktop.client.history_bar import HistoryBar
from desktop.client.message_model import ConversationModel
from desktop.client.message_rows import NewsRow

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

# Rows above what is in sight that are wanted in time.
_AHEAD = 40
# Messages that one request asks for.
_PAGE = 100
# Of a conversation that nobody looks at, and of which nothing is known, one at a time and so much …
_PREFETCHED = 50
# … each so long after the other: servers count what they are asked.
_BETWEEN_MS = 500
# Conversations of which the rows are read in one go, to find out whether there is something to ask.
_READ_AT_ONCE = 20
# Of the oldest rows, those among which a message is looked for: its time is where we ask before.
_LOOKED_AT = 500


@dataclass(slots=True)
class _Progress:
    """How far the history of one conversation is loaded."""

    loading: bool = False
    complete: bool = False  # there is nothing older, or the server gives nothing more
    failed: str | None = None
    oldest: tuple[float, str] | None = None  # of what the server has given: time and msgid
    nothing_before: int = -1  # there was nothing to ask for while this was the end of the rows


class HistoryLoader(QObject):
    """Loads for one window. What the server does not offer is not asked for."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._progress: dict[str, _Progress] = {}
        self.bar = HistoryBar(window.page.view)
        self.bar.retry_requested.connect(self._retry)
        # Once when everything that happens now has happened: a jump moves the bar several times.
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.timeout.connect(self.look)
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.setInterval(_BETWEEN_MS)
        self._fetch_soon.timeout.connect(self._prefetch)
        for signal in (
            window.page.view.verticalScrollBar().valueChanged,
            window.page.view.verticalScrollBar().rangeChanged,
            window.conversation_shown,
        ):
            signal.connect(lambda *_: self._soon())
        window.conversation_shown.connect(self._look_at)
        window.chat.followed.connect(self._take)
        window.chat.changed.connect(self._follow)
        window.closed.connect(self._stop)

    def _stop(self) -> None:
        self._look_soon.stop()
        self._fetch_soon.stop()

    def _look_at(self, name: str) -> None:
        conversation = self._window.conversations.get(name)
        if conversation is not None and conversation.kind is not BufferKind.SERVER:
            self._window.chat.connection.look_at(name)

    def _soon(self) -> None:
        if not self._look_soon.isActive() and not self._window.closing:
            self._look_soon.start(0)

    @property
    def is_loading(self) -> bool:
        """Whether an answer is awaited, for any conversation."""
        return any(progress.loading for progress in self._progress.values())

    def forget(self) -> None:
        """Begin anew: what was complete or failed may be asked for again."""
        self._progress.clear()

    # --- asking ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for more if the oldest row is near what is in sight."""
        window = self._window
        shown = window.conversations.shown
        self._show_state()
        if not self._may_ask() or shown.kind is BufferKind.SERVER:
            return
        progress = self._progress.setdefault(shown.name, _Progress())
        model = shown.transcript
        if progress.loading or progress.complete or progress.failed is not None:
            return
        if model.is_cleared or not self._is_near(model):
            return
        before = progress.oldest or _oldest(model) or _came_in(model)
        if before is not None:
            self._ask(shown.name, before, _PAGE, urgent=True)
            self._show_state()

    def _may_ask(self) -> bool:
        window = self._window
        online = not window.closing and window.conversations.link.online
        return online and window.chat.connection.features.history

    def _ask(self, name: str, before: tuple[float, str], limit: int, *, urgent: bool) -> None:
        connection = self._window.chat.connection
        limit = min(limit, connection.features.history_limit or limit)
        if connection.request_older(name, *before, limit, urgent=urgent):
            self._progress.setdefault(name, _Progress()).loading = True

    def _prefetch(self) -> None:
        """Ask for the newest of a channel that nobody has looked at yet: it will be there."""
        if not self._may_ask():
            return
        read = 0
        for conversation in self._window.conversations.channels:
            progress = self._progress.setdefault(conversation.name, _Progress())
            model = conversation.transcript
            if progress.complete or progress.oldest or progress.failed is not None:
                continue
            if progress.loading or read >= _READ_AT_ONCE:
                break  # one at a time
            if progress.nothing_before == model.end:
                continue
            read += 1
            before = _came_in(model)
            if before is not None and _oldest(model) is None and not model.is_cleared:
                self._ask(conversation.name, before, _PREFETCHED, urgent=False)
                break
            progress.nothing_before = model.end
        else:
            return
        self._fetch_soon.start()

    def _is_near(self, model: ConversationModel) -> bool:
        top = self._window.page.view.first_in_sight()
        return top is not None and top - model.first < _AHEAD

    def _retry(self) -> None:
        progress = self._progress.get(self._window.conversations.active)
        if progress is not None:
            progress.failed = None
            self.look()

    # --- answers --------------------------------------------------------------------------------

    def _take(self, batch: Sequence[Event]) -> None:
        for event in batch:
            if isinstance(event, HistoryReceived):
                self._received(event)

    def _received(self, event: HistoryReceived) -> None:
        conversation = self._window.conversations.find(event.buffer)
        if conversation is None:
            return
        progress = self._progress.setdefault(conversation.name, _Progress())
        progress.loading = False
        if event.failed:
            progress.failed = "" if event.failed == NO_ANSWER else event.failed
        else:
            said = [each for each in event.events if isinstance(each, MessageReceived)]
            before = progress.oldest
            if said:
                progress.oldest = (said[0].time, said[0].msgid)
            conversation.transcript.prepend(event.events)
            # A server that gives the same again and again has nothing more to give.
            progress.complete = event.complete or not said or progress.oldest == before
        self._soon()
        self._show_state()

    def _follow(self, changes: Changes) -> None:
        for old, new in changes.renamed:
            if old in self._progress:
                self._progress[new] = self._progress.pop(old)
        for name in changes.closed:
            self._progress.pop(name, None)
        if changes.opened and not self._fetch_soon.isActive() and not self._window.closing:
            self._fetch_soon.start()
        if changes.link:  # what was asked of a lost connection is not answered
            for progress in self._progress.values():
                progress.loading, progress.failed = False, None
            self._soon()

    def _show_state(self) -> None:
        progress = self._progress.get(self._window.conversations.active)
        near = self._is_near(self._window.conversations.shown.transcript)
        if progress is None or not near or not (progress.loading or progress.failed is not None):
            self.bar.hide()
        elif progress.loading:
            self.bar.show_loading()
        else:
            self.bar.show_failed(progress.failed or "")


def _oldest(model: ConversationModel) -> tuple[float, str] | None:
    """Time and msgid of the oldest message of a model."""
    for number in range(model.first, min(model.end, model.first + _LOOKED_AT)):
        row = model.row(number)
        if isinstance(row, MessageReceived) and (row.msgid or not row.own):
            return row.time, row.msgid
    return None


def _came_in(model: ConversationModel) -> tuple[float, str] | None:
    """When we came into a channel first: what was said before that has not been asked for."""
    for number in range(model.first, min(model.end, model.first + _LOOKED_AT)):
        row = model.row(number)
        if isinstance(row, NewsRow) and any(
            each.own and each.kind is NewsKind.JOINED for each in row.items
        ):
            return row.time + 0.001, ""
    return None
