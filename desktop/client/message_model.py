"""The rows of one conversation: what a message view shows, newest last."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from core.client.events import (
    ChannelModesChanged,
    Delivery,
    Event,
    MessageKind,
    MessageReceived,
    MessageUpdated,
    News,
    ServerText,
    TopicChanged,
)
from desktop.client.message_rows import (
    MAX_NEWS_ITEMS,
    LocalLine,
    NewsRow,
    Row,
    RowSource,
    Words,
    local_day,
    raw_text,
)

# Rows in memory before the oldest are handed to the source, or dropped where there is none.
MAX_ROWS = 50_000
# How many go at once, so that the cost of moving the list is shared.
TRIM = 4_096
# Rows of the source are read in pages of this many, and as many pages are remembered.
PAGE, PAGES = 128, 32

_CODES = re.compile(
    "\x03(?:\\d{1,2}(?:,\\d{1,2})?)?|\x04(?:[0-9A-Fa-f]{6})?|[\x02\x0f\x11\x16\x1d-\x1f]"
)


class ConversationModel(QObject):
    """The rows of one conversation, numbered from ``first`` to ``end`` (exclusive).

    A row keeps its number for ever; ``first`` rises when old rows are dropped. Joins, parts and
    the like that follow each other share one row.

    Attributes:
        own_nick: what we are called, to mark where we are named; set it by ``set_own_nick``.
        attended: the person is looking at the newest rows of this conversation; the window sets
            it. While it is False, messages of others count as unread.
        unread: messages of others since ``mark_read`` while not attended.
        highlights: those of them that name us.
        marker: number of the row that stands under the "New" line, or None.

    Signals:
        appended(int, int): rows from the first number up to the second (exclusive) came.
        changed(int): the row of that number looks different now.
        first_changed(int): ``first`` is that number now: older rows are gone, or were found.
        unread_changed(): ``unread``, ``highlights`` or ``marker`` changed.
    """

    appended = Signal(int, int)
    changed = Signal(int)
    first_changed = Signal(int)
    unread_changed = Signal()

    def __init__(self, source: RowSource | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own_nick = ""
        self.attended = False
        self.unread = 0
        self.highlights = 0
        self.marker: int | None = None
        self._source = source
        self._base = source.end() if source else 0  # number of the first row in memory
        self._rows: list[Row] = []
        self._pending: dict[str, int] = {}  # key of an own message: its number
        self._errors: dict[str, str] = {}  # key of a refused message: the server's sentence
        self._sent_again: set[str] = set()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.dropped = 0  # rows that were let go for ever

    # --- reading -------------------------------------------------------------------------------

    @property
    def first(self) -> int:
        """The number of the oldest row there is."""
        return self._source.first() if self._source else self._base

    @property
    def end(self) -> int:
        """One past the number of the newest row."""
        return self._base + len(self._rows)

    def __len__(self) -> int:
        return self.end - self.first

    def row(self, number: int) -> Row:
        """The row of that number. Raises IndexError outside of ``first`` to ``end``."""
        index = number - self._base
        if index >= 0:
            return self._rows[index]
        if self._source is None or number < self._source.first():
            raise IndexError(number)
        # Pages are aligned to absolute numbers, so that a row is always in the same page.
        page = number // PAGE
        rows = self._pages.get(page)
        start = max(page * PAGE, self._source.first())
        if rows is None or number - start >= len(rows):
            rows = self._source.read(start, min(PAGE * (page + 1), self._base) - start)
            self._pages[page] = rows
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[number - start]

    def row_or_none(self, number: int) -> Row | None:
        """The row of that number, or None where there is none."""
        return self.row(number) if self.first <= number < self.end else None

    def error(self, key: str) -> str:
        """The server's sentence for a message that it refused, "" if it gave none."""
        return self._errors.get(key, "")

    def begins_day(self, number: int) -> bool:
        """Whether a date stands above this row."""
        before = self.row_or_none(number - 1)
        return before is None or local_day(before.time) != local_day(self.row(number).time)

    def search(self, text: str, limit: int = 1000) -> list[int]:
        """Numbers of the rows in memory whose words hold ``text``, newest first, at most
        ``limit``. Case and formatting codes are ignored."""
        needle = text.casefold()
        found: list[int] = []
        if not needle:
            return found
        for index in range(len(self._rows) - 1, -1, -1):
            words = _CODES.sub("", raw_text(self._rows[index])).casefold()
            if needle in words:
                found.append(self._base + index)
                if len(found) == limit:
                    break
        return found

    # --- writing -------------------------------------------------------------------------------

    def set_own_nick(self, nick: str) -> None:
        """We are called ``nick`` now."""
        self.own_nick = nick

    def append_batch(self, events: Iterable[Event]) -> None:
        """Append what can be shown of ``events`` (MessageReceived, News, ServerText, a TopicChanged
        that somebody has just made, ChannelModesChanged), apply MessageUpdated, ignore the rest.
        The caller has already chosen the events of this conversation."""
        start = self.end
        changed: set[int] = set()
        unread_before = (self.unread, self.highlights, self.marker)
        rows = self._rows
        for event in events:
            if isinstance(event, MessageReceived):
                rows.append(event)
                if event.own:
                    self._own_message(event)
                elif not self.attended:
                    self._count_unread(event)
            elif isinstance(event, News):
                number = self._append_news(event)
                if number < start:
                    changed.add(number)
            elif isinstance(event, MessageUpdated):
                number = self._apply(event)
                if number - self._base >= 0 and number < start:
                    changed.add(number)
            elif isinstance(event, (ServerText, ChannelModesChanged)) or (
                isinstance(event, TopicChanged) and event.changed
            ):
                rows.append(event)
        end = self.end
        for number in changed:
            self.changed.emit(number)
        if end > start:
            self.appended.emit(start, end)
        if len(rows) >= MAX_ROWS + TRIM:
            self._trim()
        if unread_before != (self.unread, self.highlights, self.marker):
            self.unread_changed.emit()

    def append_line(
        self, words: Words, time: float, icon: str = "info", tone: str = "muted"
    ) -> None:
        """Append a line of the window's own ("Connection lost at …"). ``tone`` is the token of the
        icon's colour."""
        self._rows.append(LocalLine(words, time, icon, tone))
        self.appended.emit(self.end - 1, self.end)

    def update(self, event: MessageUpdated) -> None:
        """Apply a delivery; unknown keys are ignored."""
        number = self._apply(event)
        if number >= self._base:
            self.changed.emit(number)

    def take_failed_line(self, key: str) -> str:
        """A failed message is sent again: the line to type for it ("/me waves"), or "" where there
        is no such message, or it was sent again already. Its row says so from now on."""
        for index in range(len(self._rows) - 1, -1, -1):
            row = self._rows[index]
            if isinstance(row, MessageReceived) and row.own and row.key == key:
                if row.delivery is not Delivery.FAILED or key in self._sent_again:
                    return ""
                self._sent_again.add(key)
                self._rows[index] = replace(row)  # another object: it looks different
                self.changed.emit(self._base + index)
                return _typed(row)
        return ""

    def was_sent_again(self, key: str) -> bool:
        """Whether a failed message was sent again, as another one."""
        return key in self._sent_again

    def toggle_news(self, number: int) -> None:
        """Unfold the joins and parts of that row, or fold them up."""
        index = number - self._base
        row = self._rows[index] if index >= 0 else None
        if isinstance(row, NewsRow) and row.can_unfold:
            self._rows[index] = replace(row, unfolded=not row.unfolded)
            self.changed.emit(number)

    def mark_read(self) -> None:
        """The person has seen everything: nothing is unread. The "New" line stays in its place
        until ``leave`` or an own message."""
        if self.unread or self.highlights:
            self.unread = self.highlights = 0
            self.unread_changed.emit()

    def leave(self) -> None:
        """The window shows another conversation now: the "New" line goes when all was read."""
        if self.marker is not None and not self.unread:
            self._set_marker(None)
            self.unread_changed.emit()

    def source_grew(self) -> None:
        """The source found older rows: ``first`` is lower now."""
        self._pages.clear()
        self.first_changed.emit(self.first)

    def clear(self) -> None:
        """Forget every row (``/clear``)."""
        self._base = self.end
        self._rows.clear()
        self._pages.clear()
        self._pending.clear()
        self._errors.clear()
        self._sent_again.clear()
        self._source = None
        self.unread = self.highlights = 0
        self.marker = None
        self.first_changed.emit(self._base)
        self.unread_changed.emit()

    # --- inside --------------------------------------------------------------------------------

    def _own_message(self, event: MessageReceived) -> None:
        if event.delivery in (Delivery.WAITING, Delivery.SENT):
            self._pending[event.key] = self.end - 1
        # Whoever writes has read what was there.
        self.unread = self.highlights = 0
        self._set_marker(None)

    def _count_unread(self, event: MessageReceived) -> None:
        if not self.unread:
            self._set_marker(self.end - 1)
        self.unread += 1
        self.highlights += event.highlight

    def _set_marker(self, number: int | None) -> None:
        if number == self.marker:
            return
        old, self.marker = self.marker, number
        for place in (old, number):
            # The new row itself is announced by ``appended``.
            if place is not None and self._base <= place < self.end:
                self.changed.emit(place)

    def _append_news(self, news: News) -> int:
        last = self._rows[-1] if self._rows else None
        if (
            isinstance(last, NewsRow)
            and not news.own
            and not last.items[-1].own
            and len(last.items) < MAX_NEWS_ITEMS
            and self.marker != self.end
            and local_day(last.time) == local_day(news.time)
        ):
            self._rows[-1] = replace(last, items=(*last.items, news))
        else:
            self._rows.append(NewsRow((news,)))
        return self.end - 1

    def _apply(self, event: MessageUpdated) -> int:
        number = self._pending.get(event.key, self._base - 1)
        if number < self._base:
            return self._base - 1
        row = self._rows[number - self._base]
        if not isinstance(row, MessageReceived):
            return self._base - 1
        if event.delivery in (Delivery.STORED, Delivery.FAILED):
            del self._pending[event.key]
        if event.error:
            self._errors[event.key] = event.error
        self._rows[number - self._base] = replace(
            row,
            delivery=event.delivery,
            time=event.time or row.time,
            msgid=event.msgid or row.msgid,
        )
        return number

    def _trim(self) -> None:
        count = len(self._rows) - MAX_ROWS
        if self._source is None or not self._source.keep(self._rows[:count]):
            self._source = None
            self.dropped += count
        del self._rows[:count]
        self._base += count
        self._pages.clear()
        self._pending = {k: n for k, n in self._pending.items() if n >= self._base}
        if self.marker is not None and self.marker < self.first:
            self.marker = self.first
        self.first_changed.emit(self.first)


def _typed(row: MessageReceived) -> str:
    """What one would type to say a message again."""
    if row.kind is MessageKind.ACTION:
        return f"/me {row.text}"
    if row.kind is MessageKind.NOTICE:
        return f"/notice {row.target or row.buffer} {row.text}"
    return "/" + row.text if row.text.startswith("/") else row.text
