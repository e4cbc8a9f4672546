"""What a row of a conversation can be, and how it stands to the row before it.

Rows are immutable; a change puts a new object in a row's place. Most are the session's own events.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeAlias, TypeGuard

from core.client.events import (
    ChannelModesChanged,
    MessageKind,
    MessageReceived,
    News,
    ServerText,
    TopicChanged,
)
from core.client.feature_events import HistoryGap

# Seconds after which a message of the same sender begins a new group.
GROUP_SECONDS = 300

# Joins and parts that one row holds at most; then the next row begins.
MAX_NEWS_ITEMS = 200


@dataclass(frozen=True, slots=True)
class NewsRow:
    """Joins, parts and the like, condensed into one line that unfolds."""

    items: tuple[News, ...]
    unfolded: bool = False

    @property
    def time(self) -> float:
        """When the first of them happened (Unix time, seconds)."""
        return self.items[0].time

    @property
    def can_unfold(self) -> bool:
        """Whether unfolding shows more than the line does."""
        return len(self.items) > 1


Words: TypeAlias = str | Callable[[], str]
"""A sentence, or what makes it: asked anew when the language of the window has changed."""


def in_words(words: Words) -> str:
    """The sentence, in the language in force."""
    return words if isinstance(words, str) else words()


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A line of the window's own. ``icon`` is an icon's name, ``tone`` the token of its colour."""

    words: Words
    time: float
    icon: str = "info"
    tone: str = "muted"

    @property
    def text(self) -> str:
        """What the line says, in the language in force."""
        return in_words(self.words)


Row: TypeAlias = (
    MessageReceived
    | NewsRow
    | ServerText
    | TopicChanged
    | ChannelModesChanged
    | LocalLine
    | HistoryGap
)


class RowSource(Protocol):
    """Where a model's rows are kept beyond those that it holds in memory: a store on disk.

    Rows have the model's numbers, which change only where a gap is filled; they begin below zero
    where older history is found later. Everything here is quick: it is called while painting, and
    what is written goes to the disk later. Nothing raises.
    """

    def first(self) -> int:
        """The number of the oldest row."""
        ...

    def end(self) -> int:
        """One past the newest row."""
        ...

    def read(self, number: int, limit: int) -> Sequence[Row]:
        """The rows from ``number`` on, ``limit`` of them unless the source ends before."""
        ...

    def append(self, rows: Sequence[Row]) -> None:
        """Newer rows; ``end`` has grown by their number."""
        ...

    def prepend(self, rows: Sequence[Row]) -> None:
        """Older rows, oldest first; ``first`` has fallen by their number."""
        ...

    def put(self, number: int, row: Row) -> None:
        """The row of that number is another one now."""
        ...

    def gaps(self) -> list[int]:
        """The numbers of the rows where messages are missing."""
        ...

    def can_fill(self, number: int) -> bool:
        """Whether messages can be put where they are missing: at a row that is a HistoryGap."""
        ...

    def fill(self, number: int, rows: Sequence[Row], *, upwards: bool) -> None:
        """Rows at the end of that gap (``upwards``), or at its beginning. All rows before these
        have numbers lower by their count from now on: the gap's own row, too, where ``upwards``."""
        ...

    def close_gap(self, number: int) -> None:
        """Nothing is missing there any more: the row of that number is gone, and all rows before it
        have numbers higher by one."""
        ...

    def find(self, msgid: str) -> int | None:
        """The number of the message with that msgid, or None."""
        ...

    def place(self, number: int) -> int:
        """The place in the store of a row, or of the next one that is kept."""
        ...

    def number(self, place: int) -> int:
        """The number of a row that the store's search found at ``place``: rows that are shown and
        not kept stand between those in the store."""
        ...


@lru_cache(maxsize=4096)
def _day_of_quarter(quarter: int) -> date:
    # Every zone's midnight falls on a quarter of an hour, so a quarter has one local date.
    local = time.localtime(quarter * 900)
    return date(min(max(local.tm_year, 1), 9999), local.tm_mon, local.tm_mday)


# Times outside of these are a hostile or broken server's: shown as the nearest possible.
_EARLIEST, _LATEST = 0.0, 250_000_000_000.0


def safe_time(seconds: float) -> float:
    """``seconds`` within what calendars can show; 0 for what is no number."""
    if not _EARLIEST <= seconds <= _LATEST:  # also catches NaN
        return _LATEST if seconds > _LATEST else _EARLIEST
    return seconds


def local_day(seconds: float) -> date:
    """The local date of a Unix time."""
    return _day_of_quarter(int(safe_time(seconds) // 900))


def is_shown(event: object) -> TypeGuard[Row]:
    """Whether an event is a row as it stands: news share one, and a topic that is only told on
    joining is none."""
    return isinstance(event, (MessageReceived, ServerText, ChannelModesChanged, HistoryGap)) or (
        isinstance(event, TopicChanged) and event.changed
    )


def is_message(row: Row) -> bool:
    """Whether somebody said it, in contrast to what the server or the window tells."""
    return isinstance(row, MessageReceived)


def continues_group(before: Row | None, row: Row) -> bool:
    """Whether ``row`` stands under the same name as the row before it."""
    return (
        isinstance(row, MessageReceived)
        and isinstance(before, MessageReceived)
        and row.kind is before.kind
        and row.kind is not MessageKind.ACTION
        and row.nick == before.nick
        and row.own == before.own
        and row.target == before.target
        and abs(row.time - before.time) < GROUP_SECONDS
    )


def raw_text(row: Row) -> str:
    """The words of a row for a search, formatting codes included; none for joins and parts."""
    if isinstance(row, (MessageReceived, ServerText, LocalLine)):
        return row.text
    if isinstance(row, TopicChanged):
        return row.topic
    return ""
