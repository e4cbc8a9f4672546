"""Bytes on a stream: where each ``send`` and each ``recv`` lies in it, by position.

A stream has no borders: the n-th byte written is the n-th byte read. So it is enough to know at
which position each call began and ended; who took whose bytes follows from that whenever it is
asked, and the order in which we hear of the calls does not matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

from core.net.flows_places import Place

_start = attrgetter("start")
_stop = attrgetter("stop")
_time = attrgetter("time")
_SURE_BYTES = 4
_TAKES_COMPARED = 8
_SEARCHED_BYTES = 256 * 1024


class Entry:
    """One call that moved bytes: its event, its № (a send's), and its place in the stream."""

    __slots__ = ("data", "end", "event", "forgotten", "number", "open", "start", "stop", "time")

    def __init__(
        self, end: End, event: int, number: int, start: int, stop: int, time: float, data: bytes
    ) -> None:
        self.end = end
        self.event = event
        self.number = number
        self.start = start
        self.stop = stop
        self.time = time
        self.data = data
        self.forgotten = False
        self.open = False
        """A ``sendall`` that failed: how many bytes went before that, nobody knows."""


class Track:
    """The calls of one socket in one direction, in the order of the bytes."""

    __slots__ = ("entries", "total")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.total = 0
        """The position after the last byte."""

    def add(self, entry: Entry) -> None:
        """Append; one that returned earlier than what is here is put in its place."""
        entries = self.entries
        size = entry.stop - entry.start
        key = (entry.time, entry.event)
        if not entries or (entries[-1].time, entries[-1].event) < key:
            entry.start = self.total
            entry.stop = self.total = self.total + size
            entries.append(entry)
            return
        place = bisect_left(entries, key, key=lambda other: (other.time, other.event))
        entry.start = entries[place].start
        entry.stop = entry.start + size
        for later in entries[place:]:
            later.start += size
            later.stop += size
        entries.insert(place, entry)
        self.total += size

    def skip(self, size: int) -> None:
        """Bytes of calls that we were not told of one by one."""
        self.total += size

    def at(self, time: float | None) -> int:
        """The position after what had returned by a time (None: now)."""
        if time is None:
            return self.total
        place = bisect_right(self.entries, time, key=_time)
        if place < len(self.entries):
            return self.entries[place].start
        return self.total

    def between(self, start: int, stop: int) -> Iterator[Entry]:
        """The entries that have bytes in a range of positions, in order."""
        entries = self.entries
        for index in range(bisect_right(entries, start, key=_stop), len(entries)):
            entry = entries[index]
            if entry.start >= stop:
                return
            yield entry

    def drop_forgotten(self) -> None:
        """Free what left the tape."""
        entries = self.entries
        count = 0
        while count < len(entries) and entries[count].forgotten:
            count += 1
        del entries[:count]


class End:
    """One end of a connection: a socket (with its copies made by ``dup``).

    ``shift``: the n-th byte that we saw read here is byte ``n + shift`` of those that we saw the
    peer write. 0 where both were seen from the beginning; else an estimate until the bytes
    themselves have shown it (``sure``).
    """

    __slots__ = (
        "closed_at", "fresh", "into", "key", "numbers", "open_numbers", "out", "peer", "seen",
        "shift", "sure", "unread",
    )  # fmt: skip

    def __init__(self, number: int, seen: float) -> None:
        self.numbers = {number}
        self.open_numbers = {number}
        self.seen = seen
        self.out = Track()
        self.into = Track()
        self.peer: End | None = None
        self.key: tuple[Place, Place] | None = None
        self.fresh = False
        self.shift = 0
        self.sure = True
        self.unread = 0
        self.closed_at: float | None = None

    @property
    def number(self) -> int:
        """The socket's serial number (the oldest of its copies)."""
        return min(self.numbers)

    def join(self, peer: End) -> None:
        """Become the two ends of one connection."""
        self.peer, peer.peer = peer, self
        for reader, writer in ((self, peer), (peer, self)):
            reader.sure = reader.fresh and writer.fresh
            reader.shift = 0 if reader.sure else writer.out.at(reader.seen) - reader.unread

    def begin(self) -> None:
        """This connection was made under our eyes: no byte of it can have escaped us."""
        self.fresh = True
        peer = self.peer
        if peer is not None and peer.fresh:
            self.shift = peer.shift = 0
            self.sure = peer.sure = True

    def align(self) -> None:
        """Find by the bytes themselves which of the peer's we read, where that is not sure."""
        writer = self.peer
        if writer is None or self.sure or not writer.out.entries:
            return
        for take in self.into.entries[-_TAKES_COMPARED:]:
            if not take.data:
                continue
            same = self._compare(take, writer)
            if same is None:
                continue
            if same >= _SURE_BYTES:
                self.sure = True
                return
            if same < 0:
                self._search(take, writer)
                if self.sure:
                    return

    def _compare(self, take: Entry, writer: End) -> int | None:
        """How many bytes are equal where we believe they are; -1 if one is not, None unknown."""
        compared = 0
        start = take.start + self.shift
        stop = start + len(take.data)
        for send in writer.out.between(start, stop):
            low, high = max(start, send.start), min(stop, send.start + len(send.data))
            if low >= high:
                continue
            here = take.data[low - start : high - start]
            if here != send.data[low - send.start : high - send.start]:
                return -1
            compared += high - low
        return compared or None

    def _search(self, take: Entry, writer: End) -> None:
        """Look for what was read in what was written."""
        runs: list[tuple[int, list[bytes]]] = []  # position, and what stands there without a gap
        budget = _SEARCHED_BYTES
        end = -1
        for send in writer.out.entries:
            if end != send.start:
                runs.append((send.start, []))
            runs[-1][1].append(send.data)
            end = send.start + len(send.data)
            budget -= len(send.data)
            if budget < 0:
                break
        found = -1
        for base, texts in runs:
            place = b"".join(texts).find(take.data)
            if place >= 0:
                found = base + place
                break
        if found >= 0:
            self.shift = found - take.start
            self.sure = len(take.data) >= _SURE_BYTES
        else:  # written before we watched: right before what we saw first
            self.shift = min(self.shift, writer.out.entries[0].start - take.stop)
