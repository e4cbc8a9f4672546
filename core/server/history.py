"""What has been said: what the server asks of the store that keeps it, and one that only remembers.

The handlers append events and ask for them back; whoever runs the server flushes the store before
it sends anything that was handled before the flush, so that what is acknowledged is stored. The
store that lasts is :mod:`core.storage.history`; :class:`MemoryHistory` is for tests and for a
server that is told to keep nothing on disk.

A conversation is named by its key: the folded name of a channel, or :func:`private_key` of two
people. Source of the queries: IRCv3 chathistory.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from core.server.search_words import text_has, wanted_words

MESSAGES = frozenset({"PRIVMSG", "NOTICE"})
"""Commands that are returned to a client without event playback."""


LONG_CONVERSATION = 500
"""Events; of two conversations that are longer no store can make one in a moment."""


class StoredEvent(NamedTuple):
    """Something that happened in a conversation (a tuple, because each message makes one).

    Attributes:
        msgid: chosen when it happened, unique in its conversation: a QUIT or NICK is kept with the
            same id in each channel where it was seen.
        time: seconds since 1970, by the server's clock.
        target: the key of the conversation.
        command: "PRIVMSG", "NOTICE", "TAGMSG", "JOIN", "PART", "QUIT", "KICK", "NICK", "TOPIC",
            "MODE", "REDACT", "RENAME".
        source: who, as ``nick!user@host``.
        account: the account of the source, "" without one.
        params: the parameters as they were relayed: the target as it was written, then the text. A
            multiline message has its lines joined by "\\n" (see ``concat``).
        tags: client-only tags, raw as on the wire, without ``@``.
        bot: the source was marked as a bot.
        concat: of a multiline message: the numbers of the lines (from 0) that continue the line
            before them without a break (draft/multiline-concat).
        edited: when the text was last replaced by its author, 0.0 for never.
    """

    msgid: str
    time: float
    target: str
    command: str
    source: str
    account: str
    params: tuple[str, ...]
    tags: str = ""
    bot: bool = False
    concat: tuple[int, ...] = ()
    edited: float = 0.0

    @property
    def text(self) -> str:
        """What was written, "" for events without a text."""
        return self.params[-1] if len(self.params) > 1 else ""

    @property
    def nick(self) -> str:
        """The nickname of the source."""
        return self.source.partition("!")[0]


class Point(NamedTuple):
    """A place in a conversation: a message id, or a time where that is ""."""

    msgid: str = ""
    time: float = 0.0


class Which(StrEnum):
    """The subcommands of CHATHISTORY that return messages."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"
    LATEST = "LATEST"
    AROUND = "AROUND"
    BETWEEN = "BETWEEN"


@dataclass(frozen=True, slots=True)
class Search:
    """A search through what was said. Empty fields do not narrow it.

    ``words`` must all occur (see :mod:`core.server.search_words`); ``targets`` are the keys of
    the conversations that may be looked at, None for all; ``nick`` and ``account`` tell who wrote;
    times in seconds since 1970. The newest hits are returned, newest first.
    """

    words: tuple[str, ...] = ()
    targets: frozenset[str] | None = None
    nick: str = ""
    account: str = ""
    after: float = 0.0
    before: float = 0.0
    limit: int = 50


class HistoryStore(Protocol):
    """Keeps events. All methods are quick; queries see everything that was appended."""

    def append(self, event: StoredEvent) -> None:
        """Keep an event. It is safe when the next flush has returned."""

    def find(self, target: str, msgid: str) -> StoredEvent | None:
        """One event of a conversation."""

    def query(
        self, target: str, which: Which, points: Sequence[Point], limit: int, messages_only: bool
    ) -> list[StoredEvent]:
        """Events of a conversation in the order in which they happened, at most ``limit``.

        BEFORE, AFTER and AROUND take one point, BETWEEN two (in either order; the first says at
        which end the limit counts), LATEST none, or one after which they must lie. The point itself
        is left out, but for AROUND. A message id that is not known gives nothing.
        """

    def targets(
        self, keys: Collection[str], after: float, before: float, limit: int
    ) -> list[tuple[str, float]]:
        """Those of the conversations whose newest message lies between the times, and when.

        The one with the oldest newest message first, at most ``limit``; the times themselves do
        not lie between them.
        """

    def private_keys(self, identity: str, most: int = -1) -> list[str]:
        """The keys of somebody's private conversations (see :func:`private_key`).

        All of them, or no more than ``most``: those that were begun last.
        """

    def replace(self, event: StoredEvent) -> None:
        """The event with this message id was edited (same target, msgid and time)."""

    def redact(self, target: str, msgid: str) -> bool:
        """Take an event out for good, from the search too. False if there is none."""

    def rename(self, old: str, new: str) -> None:
        """A conversation got another key; with one that had it, it is joined by time.

        Slow where both are longer than LONG_CONVERSATION.
        """

    def forget(self, target: str) -> int:
        """Remove a whole conversation; how many events it had."""

    def search(self, wanted: Search) -> list[StoredEvent]:
        """Full-text search, newest first."""


def private_key(one: str, other: str) -> str:
    """The key of what two people write to each other; each is :func:`identity` of them."""
    return "\0".join(sorted((one, other)))


class MemoryHistory:
    """A :class:`HistoryStore` that forgets when the program ends, and what is beyond its limit."""

    def __init__(self, per_target: int = 1000, most: int = 200_000) -> None:
        self._per_target = per_target
        self._most = most
        self._count = 0  # never less than there are
        self._events: dict[str, list[StoredEvent]] = {}  # the one that was silent longest is first

    def append(self, event: StoredEvent) -> None:
        """See HistoryStore."""
        events = self._events.pop(event.target, None)
        if events is None:
            events = []
        self._events[event.target] = events
        events.append(event)
        if len(events) > self._per_target:
            del events[0]
            return
        self._count += 1
        if self._count > self._most:
            self._forget_silent()

    def find(self, target: str, msgid: str) -> StoredEvent | None:
        """See HistoryStore."""
        place = self._place(target, msgid)
        return None if place is None else self._events[target][place]

    def query(
        self, target: str, which: Which, points: Sequence[Point], limit: int, messages_only: bool
    ) -> list[StoredEvent]:
        """See HistoryStore."""
        events = self._events.get(target, [])
        places = [self._edges(target, point) for point in points]
        if None in places:
            return []
        edges = [edge for edge in places if edge is not None]  # (first not before, first after)
        wanted = [e for e in events if not messages_only or e.command in MESSAGES]
        index = {id(e): n for n, e in enumerate(events)}

        def between(first: int, past: int) -> list[StoredEvent]:
            return [e for e in wanted if first <= index[id(e)] < past]

        if which is Which.LATEST:
            return between(edges[0][1] if edges else 0, len(events))[-limit:]
        if which is Which.BEFORE:
            return between(0, edges[0][0])[-limit:]
        if which is Which.AFTER:
            return between(edges[0][1], len(events))[:limit]
        if which is Which.AROUND:
            before = between(0, edges[0][0])
            here = between(edges[0][0], len(events))
            half = limit // 2
            return (before[-half:] if half else []) + here[: limit - min(half, len(before))]
        if edges[0][0] <= edges[1][0]:
            return between(edges[0][1], edges[1][0])[:limit]
        return between(edges[1][1], edges[0][0])[-limit:]

    def targets(
        self, keys: Collection[str], after: float, before: float, limit: int
    ) -> list[tuple[str, float]]:
        """See HistoryStore."""
        found = []
        for key in keys:
            times = [e.time for e in self._events.get(key, []) if e.command in MESSAGES]
            if times and after < times[-1] < before:
                found.append((key, times[-1]))
        return sorted(found, key=lambda pair: pair[1])[:limit]

    def private_keys(self, identity: str, most: int = -1) -> list[str]:
        """See HistoryStore."""
        keys = [key for key in self._events if "\0" in key and identity in key.split("\0")]
        return keys if most < 0 else keys[-most:]

    def replace(self, event: StoredEvent) -> None:
        """See HistoryStore."""
        place = self._place(event.target, event.msgid)
        if place is not None:
            self._events[event.target][place] = event

    def redact(self, target: str, msgid: str) -> bool:
        """See HistoryStore."""
        place = self._place(target, msgid)
        if place is None:
            return False
        del self._events[target][place]
        return True

    def rename(self, old: str, new: str) -> None:
        """See HistoryStore."""
        if old in self._events and old != new:
            moved = [event._replace(target=new) for event in self._events.pop(old)]
            both = self._events.get(new, []) + moved
            self._events[new] = sorted(both, key=lambda event: event.time)

    def forget(self, target: str) -> int:
        """See HistoryStore."""
        return len(self._events.pop(target, []))

    def search(self, wanted: Search) -> list[StoredEvent]:
        """See HistoryStore."""
        words = wanted_words(wanted.words)
        found = [
            event
            for target, events in self._events.items()
            if words is not None
            if wanted.targets is None or target in wanted.targets
            for event in reversed(events)
            if event.command in MESSAGES and _fits(event, words, wanted)
        ]
        return sorted(found, key=lambda event: event.time, reverse=True)[: wanted.limit]

    def _forget_silent(self) -> None:
        """Channels cost nothing, so they could fill the memory: those that are silent go."""
        self._count = sum(map(len, self._events.values()))
        enough = self._most * 9 // 10
        while self._count > enough and len(self._events) > 1:
            self._count -= len(self._events.pop(next(iter(self._events))))

    def _place(self, target: str, msgid: str) -> int | None:
        events = self._events.get(target, [])
        return next((n for n, event in enumerate(events) if event.msgid == msgid), None)

    def _edges(self, target: str, point: Point) -> tuple[int, int] | None:
        events = self._events.get(target, [])
        if point.msgid:
            place = self._place(target, point.msgid)
            return None if place is None else (place, place + 1)
        first = next((n for n, e in enumerate(events) if e.time >= point.time), len(events))
        past = next((n for n, e in enumerate(events) if e.time > point.time), len(events))
        return first, past


def _fits(event: StoredEvent, words: list[str], wanted: Search) -> bool:
    return (
        text_has(event.text, words)
        and (not wanted.nick or event.nick.casefold() == wanted.nick.casefold())
        and (not wanted.account or event.account.casefold() == wanted.account.casefold())
        and (not wanted.after or event.time > wanted.after)
        and (not wanted.before or event.time < wanted.before)
    )
