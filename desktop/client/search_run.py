"""One search over everything: through what the windows have in memory, in slices so that nothing
freezes; through what is kept on disk, in its thread; and on the servers that offer it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.client.events import BufferKind, MessageReceived
from core.client.feature_events import FoundOnServer
from core.storage.client_search import Found, Wanted
from desktop.client.conversation import Conversation
from desktop.client.message_rows import Row
from desktop.client.search_query import Kind, Query, fits, looked_at_again, parts_of

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.search_store import StoreSearch

MOST_FOUND = 500
_SLICE_S = 0.006
_ROWS_AT_ONCE = 64
_LONG = 60  # characters of what a server is asked for
_MOST_STORED = 5_000  # where a filter of ours takes most of them away again


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A message that was found. ``place`` is that of its row in the store, or its number where
    there is none; None where it is not here (only the server has it). ``before`` and ``after`` are
    the rows beside it."""

    window: ClientWindow
    conversation: str
    row: MessageReceived
    place: int | None = None
    before: Row | None = None
    after: Row | None = None
    several: bool = False  # windows were searched


def is_of(found: Found, window: ClientWindow) -> bool:
    """Whether that was kept for this window."""
    kept = window.chat.kept
    return kept is not None and (found.host, found.port, found.nick) == (
        kept.host,
        kept.port,
        kept.nick,
    )


class SearchRun(QObject):
    """Signals: ``found(list[Hit])``, several times, in no order; ``finished()``, once everything
    has answered. ``refused``: what servers said that did not want to search; ``windows``: where it
    looks."""

    found = Signal(list)
    finished = Signal()

    def __init__(
        self,
        windows: Sequence[ClientWindow],
        query: Query,
        conversation: str | None = None,
        store: StoreSearch | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.query = query
        self._but_words = replace(query, words=looked_at_again(query.words))
        self.refused: list[str] = []
        self.on_server = False
        self.windows = list(windows)
        self._several = len(self.windows) > 1
        self._conversation = conversation
        self._seen: set[object] = set()
        self._awaited: dict[tuple[int, int], ClientWindow] = {}
        self._stored = False  # the store has not answered yet
        self._from_disk: Sequence[Found] = ()
        self._rows = self._in_memory()
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    def start(self) -> None:
        """Begin."""
        for window in self.windows:
            self._ask_server(window)
        self._timer.start()
        self._ask_store()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._over = True
        self._timer.stop()
        self._awaited.clear()
        if self._store is not None:
            self._store.stop()

    # --- which message it is ------------------------------------------------------------------

    def mark_of(self, window: ClientWindow, row: MessageReceived, conversation: str = "") -> object:
        """Which message it is, wherever it was found."""
        known = row.msgid or (row.time, row.nick, row.text)
        return self.mark(window, conversation or row.buffer, known)

    @staticmethod
    def mark(window: ClientWindow, conversation: str, known: object) -> object:
        """The same for one whose id is known."""
        options = window.chat.options  # two windows at one server: one message
        return f"{options.host}:{options.port}", conversation.casefold(), known

    def knows(self, mark: object) -> bool:
        """Whether it was found already."""
        return mark in self._seen

    def looks_in(self, conversation: str) -> bool:
        """Whether a conversation is searched."""
        wanted = self._conversation
        return wanted is None or wanted.casefold() == conversation.casefold()

    def rename(self, old: str, new: str) -> None:
        """A conversation has another name."""
        if self._conversation == old:
            self._conversation = new

    # --- in memory ----------------------------------------------------------------------------

    def _wanted(self, window: ClientWindow) -> list[Conversation[Any]]:
        return [
            conversation
            for conversation in window.conversations.order
            if conversation.kind is not BufferKind.SERVER
            and (self._conversation is None or conversation.name == self._conversation)
        ]

    def _in_memory(self) -> Iterator[Hit | None]:
        for window in self.windows:
            for conversation in self._wanted(window):
                model = conversation.transcript
                for number, row in model.in_memory():
                    yield (
                        self._hit(window, conversation, number, row)
                        if fits(row, self.query)
                        else None
                    )

    def _hit(
        self,
        window: ClientWindow,
        conversation: Conversation[Any],
        number: int,
        row: MessageReceived,
    ) -> Hit:
        model = conversation.transcript
        before, after = model.row_or_none(number - 1), model.row_or_none(number + 1)
        place = model.place_of(number)
        return Hit(window, conversation.name, row, place, before, after, self._several)

    def _slice(self) -> None:
        begin = time.monotonic()
        hits: list[Hit] = []
        try:
            while time.monotonic() - begin < _SLICE_S:
                for _ in range(_ROWS_AT_ONCE):
                    hit = next(self._rows)
                    if hit is not None:
                        hits.append(hit)
        except StopIteration:
            self._timer.stop()
        except (RuntimeError, IndexError):
            # Rows came or went while we looked: what was found until now stands.
            self._timer.stop()
        self._tell(hits)
        if not self._timer.isActive() and self._from_disk:
            rows, self._from_disk = self._from_disk, ()
            self._take_stored(rows)
        self._end()

    def _tell(self, hits: list[Hit]) -> None:
        fresh: list[Hit] = []
        for hit in hits:
            mark = self.mark_of(hit.window, hit.row, hit.conversation)
            if mark not in self._seen:
                self._seen.add(mark)
                fresh.append(hit)
        if fresh and not self._over:
            self.found.emit(fresh)

    def _end(self) -> None:
        if not self._over and not (self._timer.isActive() or self._awaited or self._stored):
            self._over = True
            self.finished.emit()

    # --- on disk ------------------------------------------------------------------------------

    def _ask_store(self) -> None:
        if self._store is None:
            return
        query = self.query
        wanted = Wanted(
            query.text,
            conversation=self._conversation,
            nick=query.nick,
            after=query.after,
            before=query.before,
            parts=parts_of(query.words, query.kind),
            highlight=query.kind is Kind.MENTION,
            limit=_MOST_STORED if query.kind or self._but_words.words else MOST_FOUND,
        )
        self._stored = True
        self._store.ask(wanted, self._from_store)

    def _from_store(self, rows: Sequence[Found]) -> None:
        """What is in memory comes first: it knows the places of its rows."""
        self._stored = False
        if self._timer.isActive():
            self._from_disk = rows
        else:
            self._take_stored(rows)
            self._end()

    def _take_stored(self, rows: Sequence[Found]) -> None:
        hits = []
        for found in rows:
            window = self._window_of(found)
            if window is None or not fits(found.row, self._but_words):
                continue
            conversation = window.conversations.find(found.conversation)
            hits.append(self._stored_hit(window, conversation, found))
        self._tell(hits)

    def _stored_hit(
        self, window: ClientWindow, conversation: Conversation[Any] | None, found: Found
    ) -> Hit:
        """With its place among the rows of the conversation, where it is open."""
        if conversation is not None:
            model = conversation.transcript
            number = model.number_of(found.place)
            at = model.row_or_none(number)
            if isinstance(at, MessageReceived) and at.text == found.row.text:
                return self._hit(window, conversation, number, found.row)
            if (by_id := model.find(found.row.msgid)) is not None:
                return self._hit(window, conversation, by_id, found.row)
        return Hit(window, found.conversation, found.row, found.place, several=self._several)

    def _window_of(self, found: Found) -> ClientWindow | None:
        for window in self.windows:
            if is_of(found, window):
                return window
        return None

    # --- on the server ------------------------------------------------------------------------

    def _ask_server(self, window: ClientWindow) -> None:
        query, connection = self.query, window.chat.connection
        features = getattr(connection, "features", None)
        if features is None or not features.search or not (query.text or query.nick):
            return
        number = connection.search(
            query.text, self._conversation or "", query.nick, query.after, query.before
        )
        if number:
            self.on_server = True
            self._awaited[id(window), number] = window

    def take(self, window: ClientWindow, event: FoundOnServer) -> None:
        """A server answered."""
        if self._awaited.pop((id(window), event.request), None) is None:
            return
        if event.failed:
            self.refused.append(event.failed)
        hits = []
        # What is longer than a line has room for is not asked for as a whole.
        long = len(self.query.text) > _LONG
        for row in event.messages:
            if not fits(row, self.query if long else self._but_words):
                continue
            conversation = window.conversations.find(row.buffer)
            number = conversation.transcript.find(row.msgid) if conversation is not None else None
            if conversation is not None and number is not None:
                hits.append(self._hit(window, conversation, number, row))
            else:
                hits.append(Hit(window, row.buffer, row, several=self._several))
        self._tell(hits)
        self._end()
