"""The rows of one conversation: what a message view shows, newest last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from core.client.events import (
    Delivery,
    Event,
    MessageReceived,
    MessageUpdated,
    News,
)
from core.client.feature_events import HistoryGap, ReadByOther
from desktop.client import message_changes as changes
from desktop.client.message_copies import Copies
from desktop.client.message_gaps import Gaps
from desktop.client.message_rows import (
    LocalLine,
    NewsRow,
    Row,
    RowSource,
    Words,
    is_shown,
    raw_text,
)
from desktop.client.row_list import RowList
from desktop.client.search_query import folded, plain_text

# Rows in memory before the oldest are dropped, where there is no source that has them too.
MAX_ROWS = 50_000
# Rows in memory where there is one.
MAX_ROWS_WITH_SOURCE = 4_096
# How many go at once, so that the cost of moving the list is shared.
TRIM = 4_096
# Rows at most that are told to have been seen when the other person has.
_SEEN_AT_ONCE = 500


class ConversationModel(QObject):
    """The rows of one conversation, numbered from ``first`` to ``end`` (exclusive).

    A row keeps its number until something is put into a gap after it (``moved``); ``first`` rises
    when old rows are dropped, and falls (below zero, too) when older ones come. Joins, parts and
    the like that follow each other share one row. A message that comes twice (from the store,
    played back, live) is one row.

    Attributes:
        own_nick: what we are called, to mark where we are named; set it by ``set_own_nick``.
        attended: the person is looking at the newest rows of this conversation; the window sets
            it. While it is False, messages of others count as unread.
        unread: messages of others since ``mark_read`` while not attended.
        highlights: those of them that name us.
        marker: number of the row that stands under the "New" line, or None.
        gaps: where messages are missing among the rows.
        read_by_other: Unix time up to which the person of a private conversation has seen ours,
            as his program told; 0.0 for never.

    Signals:
        appended(int, int): rows from the first number up to the second (exclusive) came.
        changed(int): the row of that number looks different now.
        first_changed(int): ``first`` is that number now: older rows are gone, or were found.
        moved(int, int): the rows before the first number have other numbers now, by the second.
        unread_changed(): ``unread``, ``highlights`` or ``marker`` changed.
    """

    appended = Signal(int, int)
    changed = Signal(int)
    first_changed = Signal(int)
    moved = Signal(int, int)
    unread_changed = Signal()

    def __init__(self, source: RowSource | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own_nick = ""
        self.attended = False
        self.unread = 0
        self.highlights = 0
        self.marker: int | None = None
        self.read_by_other = 0.0
        self._list = RowList(source)
        self._pending: dict[str, int] = {}  # key of an own message: its number
        self._errors: dict[str, str] = {}  # key of a refused message: the server's sentence
        self._sent_again: set[str] = set()
        self.gaps = Gaps(self._list, self.changed.emit, self._move)

    # --- reading -------------------------------------------------------------------------------

    @property
    def first(self) -> int:
        """The number of the oldest row there is."""
        return self._list.first

    @property
    def end(self) -> int:
        """One past the number of the newest row."""
        return self._list.end

    @property
    def dropped(self) -> int:
        """Rows that were let go for ever."""
        return self._list.dropped

    def __len__(self) -> int:
        return len(self._list)

    def row(self, number: int) -> Row:
        """The row of that number. Raises IndexError outside of ``first`` to ``end``."""
        return self._list.row(number)

    def row_or_none(self, number: int) -> Row | None:
        """The row of that number, or None where there is none."""
        return self._list.row(number) if self.first <= number < self.end else None

    def find(self, msgid: str) -> int | None:
        """The number of the message with that msgid, in memory or in the store; None where there
        is none, and for ""."""
        return self._list.find(msgid)

    def number_of(self, place: int) -> int:
        """The number of a row that the store's search found at ``place``. Sentences of the window
        are not kept, so they stand between the places, not between the numbers."""
        return self._list.number_of(place)

    def place_of(self, number: int) -> int:
        """The place in the store of a row, or of the next one that is kept."""
        return self._list.place_of(number)

    def look_up(self, msgid: str) -> tuple[int, MessageReceived] | None:
        """The message with that msgid and its number, or None."""
        return self._list.look_up(msgid)

    def message(self, msgid: str) -> MessageReceived | None:
        """The message with that msgid, or None."""
        found = self._list.look_up(msgid)
        return None if found is None else found[1]

    def error(self, key: str) -> str:
        """The server's sentence for a message that it refused, "" if it gave none."""
        return self._errors.get(key, "")

    def search(self, text: str, limit: int = 1000) -> list[int]:
        """Numbers of the rows in memory whose words hold ``text``, newest first, at most
        ``limit``. Case, formatting codes and the dots of "ё" are ignored."""
        needle = folded(text)
        found: list[int] = []
        if not needle:
            return found
        for number, row in self._list.in_memory():
            if needle in folded(plain_text(raw_text(row))):
                found.append(number)
                if len(found) == limit:
                    break
        return found

    @property
    def is_cleared(self) -> bool:
        """Whether older rows are out of sight because of ``clear``."""
        return self._list.is_cleared

    def has_older(self) -> bool:
        """Whether there are rows that are not in memory."""
        return self.first < self._list.base

    def in_memory(self) -> Iterator[tuple[int, Row]]:
        """The rows in memory with their numbers, newest first; for a look through them."""
        return self._list.in_memory()

    # --- writing -------------------------------------------------------------------------------

    def set_own_nick(self, nick: str) -> None:
        """We are called ``nick`` now."""
        self.own_nick = nick

    def append_batch(self, events: Iterable[Event]) -> None:
        """Append what can be shown of ``events`` (MessageReceived, News, ServerText, a TopicChanged
        that somebody has just made, ChannelModesChanged), apply those that change a message
        (MessageUpdated, reactions, edits, deletions, read marks), ignore the rest. The caller has
        already chosen the events of this conversation."""
        rows = self._list
        start = rows.end
        changed: set[int] = set()
        unread_before = (self.unread, self.highlights, self.marker)
        copies = Copies(rows)
        for event in events:
            if type(event) is MessageReceived:
                # Most are new: a flood of them must not take long.
                seen = event.history or event.msgid in rows.numbers
                if seen and (known := copies.find(event)) is not None:
                    changed.add(known)
                    continue
                number = rows.append(event)
                if event.own:
                    self._own_message(event, number)
                elif not self.attended:
                    self._count_unread(event, number)
            elif isinstance(event, News):
                changed.add(self._append_news(event))
            elif is_shown(event):
                number = rows.append(event)
                if isinstance(event, HistoryGap):
                    self.gaps.newest = number
            elif (place := self._change(event)) is not None:
                changed.add(place)
        end = rows.end
        if self.gaps.newest is not None:
            self.gaps.end_newest()
        rows.hand_over()
        for number in sorted(changed):
            if number < start:
                self.changed.emit(number)
        if end > start:
            self.appended.emit(start, end)
        self._trim()
        if unread_before != (self.unread, self.highlights, self.marker):
            self.unread_changed.emit()

    def prepend(self, events: Iterable[Event]) -> int:
        """Put older messages before the oldest row (MessageReceived and News in the order of
        time); those that are there already are only completed. How many rows came.

        Without a store memory takes only so many: then, and for nothing new, the answer is 0.
        """
        if not self._list.has_source and self.end - self.first >= MAX_ROWS:
            return 0
        fresh: list[Event] = []
        ids: set[str] = set()
        copies = Copies(self._list)
        for event in events:
            if isinstance(event, MessageReceived):
                if (number := copies.find(event)) is not None:
                    self.changed.emit(number)
                    continue
                if event.msgid and event.msgid in ids:
                    continue
                ids.add(event.msgid)
            fresh.append(event)
        rows = changes.as_rows(fresh)
        if rows:
            self._list.prepend(rows)
            self.first_changed.emit(self.first)
            # A date, a group: the row that was the oldest may look different below another.
            if (below := self.first + len(rows)) < self.end:
                self.changed.emit(below)
        return len(rows)

    def append_line(
        self, words: Words, time: float, icon: str = "info", tone: str = "muted"
    ) -> None:
        """Append a line of the window's own ("Connection lost at …"). ``tone`` is the token of the
        icon's colour."""
        number = self._list.append(LocalLine(words, time, icon, tone))
        self._list.hand_over()
        self.appended.emit(number, number + 1)

    def update(self, event: MessageUpdated) -> None:
        """Apply a delivery; unknown keys are ignored."""
        if (number := self._deliver(event)) is not None:
            self.changed.emit(number)

    def take_failed_line(self, key: str) -> str:
        """A failed message is sent again: the line to type for it ("/me waves"), or "" where there
        is no such message, or it was sent again already. Its row says so from now on."""
        for number, row in self._list.in_memory():
            if isinstance(row, MessageReceived) and row.own and row.key == key:
                if row.delivery is not Delivery.FAILED or key in self._sent_again:
                    return ""
                self._sent_again.add(key)
                self._list.put(number, replace(row))  # another object: it looks different
                self.changed.emit(number)
                return changes.typed_line(row)
        return ""

    def was_sent_again(self, key: str) -> bool:
        """Whether a failed message was sent again, as another one."""
        return key in self._sent_again

    def toggle_news(self, number: int) -> None:
        """Unfold the joins and parts of that row, or fold them up."""
        row = self.row_or_none(number)
        if isinstance(row, NewsRow) and row.can_unfold:
            self._list.put(number, replace(row, unfolded=not row.unfolded), keep=False)
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

    def set_unread(self, marker: int | None, unread: int, highlights: int) -> None:
        """So much was unread when the program was last ended, from the row ``marker`` on."""
        inside = marker is not None and self.first <= marker < self.end
        self.unread, self.highlights = unread, highlights
        self._set_marker(marker if inside else None)
        self.unread_changed.emit()

    def set_read_by_other(self, time: float) -> None:
        """The other person has seen what was said up to that time; it never goes back."""
        old = self.read_by_other
        if time <= old:
            return
        self.read_by_other = time
        for place in range(self.end - 1, max(self.first, self.end - _SEEN_AT_ONCE) - 1, -1):
            row = self._list.row(place)
            if row.time <= old:
                break
            if isinstance(row, MessageReceived) and row.own and row.time <= time:
                self.changed.emit(place)

    def show_cleared(self) -> bool:
        """Show again what ``clear`` took out of sight and the store has; False where it has
        nothing."""
        shown = self._list.show_cleared()
        if shown:
            self.first_changed.emit(self.first)
        return shown

    def source_grew(self) -> None:
        """The source found older rows by itself: ``first`` is lower now."""
        self.first_changed.emit(self.first)

    def forget_source(self) -> None:
        """The source cannot go on: what is in memory is all there is."""
        self._list.forget_source()
        self.first_changed.emit(self.first)

    def clear(self) -> None:
        """Show none of the rows that are there (``/clear``). A store keeps them."""
        self._list.clear()
        self._pending.clear()
        self._errors.clear()
        self._sent_again.clear()
        self.unread = self.highlights = 0
        self.marker = None
        self.first_changed.emit(self.first)
        self.unread_changed.emit()

    # --- inside --------------------------------------------------------------------------------

    def _own_message(self, event: MessageReceived, number: int) -> None:
        if event.delivery in (Delivery.WAITING, Delivery.SENT):
            self._pending[event.key] = number
        # Whoever writes has read what was there.
        self.unread = self.highlights = 0
        self._set_marker(None)

    def _count_unread(self, event: MessageReceived, number: int) -> None:
        if not self.unread:
            self._set_marker(number)
        self.unread += 1
        self.highlights += event.highlight

    def _move(self, before: int, by: int) -> None:
        """The rows before that one have other numbers."""
        if self.marker is not None and self.marker < before:
            self.marker += by
        self._pending = {k: n + by if n < before else n for k, n in self._pending.items()}
        self.moved.emit(before, by)
        self.first_changed.emit(self.first)

    def _set_marker(self, number: int | None) -> None:
        if number == self.marker:
            return
        old, self.marker = self.marker, number
        for place in (old, number):
            # A new row itself is announced by ``appended``.
            if place is not None and self.first <= place < self.end:
                self.changed.emit(place)

    def _append_news(self, news: News) -> int:
        rows = self._list
        last = rows.newest() if self.marker != rows.end else None
        row = changes.with_news(last, news)
        if len(row.items) == 1:
            return rows.append(row)
        rows.put(rows.end - 1, row)
        return rows.end - 1

    # --- what later events change ----------------------------------------------------------------

    def _change(self, event: Event) -> int | None:
        """Apply an event to the row that it is about; that row's number, None if nothing came."""
        if isinstance(event, MessageUpdated):
            return self._deliver(event)
        if isinstance(event, ReadByOther):
            number = self._list.find(event.msgid)
            seen = None if number is None else self.row_or_none(number)
            self.set_read_by_other(event.time if seen is None else seen.time)
            return number
        if not isinstance(event, changes.Change):
            return None
        number = self._list.find(event.msgid)
        row = None if number is None else self.row_or_none(number)
        if number is None or not isinstance(row, MessageReceived):
            return None
        known = changes.changed(row, event)
        if known is row:
            return None
        self._list.put(number, known)
        return number

    def _deliver(self, event: MessageUpdated) -> int | None:
        number = self._pending.get(event.key)
        row = None if number is None else self.row_or_none(number)
        if number is None or not isinstance(row, MessageReceived):
            return None
        if event.delivery in (Delivery.STORED, Delivery.FAILED):
            del self._pending[event.key]
        if event.error:
            self._errors[event.key] = event.error
        self._list.put(
            number,
            replace(
                row,
                delivery=event.delivery,
                time=event.time or row.time,
                msgid=event.msgid or row.msgid,
            ),
        )
        return number

    def _trim(self) -> None:
        most = MAX_ROWS_WITH_SOURCE if self._list.has_source else MAX_ROWS
        rows = self._list
        if rows.end - rows.base < most + TRIM:
            return
        first = self.first
        rows.keep_newest(most)
        if first == self.first:
            return  # a store has them
        self._pending = {k: n for k, n in self._pending.items() if n >= self.first}
        if self.marker is not None and self.marker < self.first:
            self.marker = self.first
        self.first_changed.emit(self.first)
