"""Bytes on a stream: where each ``send`` and each ``recv`` lies in it, by position.

A stream has no borders: the n-th byte written is the n-th byte read. So it is enough to know at
which position each call began and ended; who took whose bytes follows from that whenever it is
asked, and the order in which we hear of the calls does not matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import inf
from operator import attrgetter

from core.net.flows_places import Place
from core.net.flows_values import Block, Piece

_start = attrgetter("start")
_stop = attrgetter("stop")
_time = attrgetter("time")
_SURE_BYTES = 4
_LONG_BYTES = 256
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

    __slots__ = ("begun", "entries", "total")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.total = 0
        """The position after the last byte."""
        self.begun: Entry | None = None
        """A send that has not returned: its bytes follow, as far as they are written already."""

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

    def move(self, first: int, delta: int) -> None:
        """Put the entries from an index on, and all that follows, elsewhere in the stream."""
        for entry in self.entries[first:]:
            entry.start += delta
            entry.stop += delta
        self.total += delta

    def after(self, time: float) -> int:
        """The index of the first entry that returned after a time."""
        return bisect_right(self.entries, time, key=_time)

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
        begun = self.begun
        if begun is not None and stop > self.total:
            size = begun.stop - begun.start
            begun.start, begun.stop = self.total, self.total + size
            if start < begun.stop:
                yield begun

    def drop_forgotten(self) -> None:
        """Free what left the tape."""
        entries = self.entries
        count = 0
        while count < len(entries) and entries[count].forgotten:
            count += 1
        del entries[:count]


class End:
    """One end of a connection: a socket (with its copies made by ``dup``).

    ``shift``: the byte at position n of what was read here is at ``n + shift`` of what the peer
    wrote. Where one of them was not seen from the beginning, or calls were only counted, positions
    read after ``doubted`` are an estimate until the bytes themselves have shown it (``sure``), or
    until the kernel has said that nothing is left unread (``settled``).
    """

    __slots__ = (
        "closed_at", "doubted", "fresh", "into", "key", "measured", "numbers", "open_numbers",
        "out", "peer", "seen", "settled", "shift", "sure", "unread",
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
        self.settled = True
        self.doubted = -inf
        self.unread = 0
        self.closed_at: float | None = None
        self.measured: int | None = None
        """Bytes on their way to it, as the kernel says, while a send to it has not returned."""

    @property
    def number(self) -> int:
        """The socket's serial number (the oldest of its copies)."""
        return min(self.numbers)

    # --- whose bytes --------------------------------------------------------------------------

    def pieces(self, take: Entry) -> tuple[Piece, ...]:
        """Whose bytes a receiving call took, in order."""
        size = take.stop - take.start
        base = take.start + self.shift
        pieces: list[Piece] = []
        done = 0
        for send in self.peer.out.between(base, base + size) if self.peer is not None else ():
            low, high = max(base, send.start), min(base + size, send.stop)
            if low - base > done:
                pieces.append(Piece(0, 0, low - base - done, done, take.event))
            pieces.append(
                Piece(send.number, send.event, high - low, low - base, take.event, low - send.start)
            )
            done = high - base
        if done < size:
            pieces.append(Piece(0, 0, size - done, done, take.event))
        return tuple(pieces)

    def receivers(self, send: Entry) -> tuple[Piece, ...]:
        """Which receiving calls of the peer took the bytes of a send, in order."""
        reader = self.peer
        if reader is None:
            return ()
        start, stop = send.start - reader.shift, send.stop - reader.shift
        found: list[Piece] = []
        for take in reader.into.between(start, stop):
            low, high = max(start, take.start), min(stop, take.stop)
            found.append(
                Piece(
                    send.number, send.event, high - low, low - take.start, take.event, low - start
                )
            )
        return tuple(found)

    def queue(self, time: float | None) -> tuple[Block, ...]:
        """What was on its way to this end at a time (None: now), first to be read first."""
        if self.closed_at is not None and (time is None or self.closed_at <= time):
            return ()
        if self.peer is None:  # what was there when watching began
            left = self.unread - self.into.at(time)
            return (Block(0, 0, left),) if left > 0 else ()
        out = self.peer.out
        at = self.into.at(time) + self.shift
        stop = out.at(time)
        blocks: list[Block] = []
        for send in out.between(at, stop):
            low, high = max(at, send.start), min(stop, send.stop)
            if low > at:
                blocks.append(Block(0, 0, low - at))
            if not send.open:
                blocks.append(Block(send.number, send.event, high - low, low - send.start))
            at = high
        if stop > at:
            blocks.append(Block(0, 0, stop - at))
        begun = out.begun
        if begun is not None and time is None and self.measured is not None:
            read = self.into.total + self.shift  # of the call that has not returned too, perhaps
            offset = max(0, read - stop)
            count = min(self.measured - max(0, stop - read), begun.stop - begun.start - offset)
            if count > 0:
                blocks.append(Block(begun.number, begun.event, count, offset))
        return tuple(blocks)

    def thrown_away(self) -> int:
        """Bytes that had not been read when it was closed."""
        if self.closed_at is None:
            return 0
        if self.peer is None:
            return max(0, self.unread - self.into.total)
        return max(0, self.peer.out.at(self.closed_at) - self.into.total - self.shift)

    def left_over(self, send: Entry) -> tuple[int, int]:
        """Of a send: bytes that are still on their way, and bytes that nobody will ever read."""
        reader = self.peer
        if reader is None or send.open:
            return 0, 0
        read = reader.into.total + reader.shift
        left = send.stop - max(send.start, min(read, send.stop))
        return (left, 0) if reader.closed_at is None else (0, left)

    # --- where in the stream ------------------------------------------------------------------

    def join(self, peer: End) -> None:
        """Become the two ends of one connection."""
        self.peer, peer.peer = peer, self
        for reader, writer in ((self, peer), (peer, self)):
            reader.sure = reader.fresh and writer.fresh
            reader.doubted = -inf
            reader.settled = reader.sure
            reader.shift = 0 if reader.sure else writer.out.at(reader.seen) - reader.unread

    def begin(self) -> None:
        """This connection was made under our eyes: no byte of it can have escaped us."""
        self.fresh = True
        peer = self.peer
        if peer is not None and peer.fresh:
            for end in (self, peer):
                if end.doubted == -inf:
                    end.shift = 0
                    end.sure = end.settled = True

    def doubt(self, since: float) -> None:
        """What was read here after a time may lie elsewhere in the stream than we think."""
        self.settled = False
        if self.sure:
            self.sure = False
            self.doubted = since

    def align(self) -> None:
        """Find by the bytes themselves which of the peer's we read, where that is not sure."""
        writer = self.peer
        if writer is None or self.sure or not writer.out.entries:
            return
        entries = self.into.entries
        first = self.into.after(self.doubted)
        for take in entries[max(first, len(entries) - _TAKES_COMPARED) :]:
            same = self._compare(take, writer) if take.data else None
            if same is not None and same < 0:
                same = self._search(take, writer, first)
            # Lines of a chat begin alike: part of one proves nothing.
            if same is not None and (same == len(take.data) >= _SURE_BYTES or same >= _LONG_BYTES):
                self.sure = True
                return

    def settle(self, asked: float) -> None:
        """The kernel said that nothing waited here at a time: all that was written was read."""
        writer = self.peer
        if writer is None or self.settled:
            return
        # A call that was under way then may have moved bytes already: better ask again.
        if any(t.entries and t.entries[-1].time > asked for t in (self.into, writer.out)):
            return
        delta = writer.out.at(asked) - self.into.at(asked) - self.shift
        if not self.sure:
            self._move(self.into.after(self.doubted), delta)
        elif delta > 0:  # the bytes have shown where each call belongs: some were not counted
            self.into.skip(delta)
        else:
            writer.out.skip(-delta)
        self.sure = self.settled = True

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

    def _search(self, take: Entry, writer: End, first: int) -> int | None:
        """Look for what was read in what was written, and move the doubtful entries there.

        Returns how many bytes agree, None if they were not found.
        """
        sends: list[Entry] = []
        budget = _SEARCHED_BYTES
        for send in reversed(writer.out.entries):
            sends.append(send)
            budget -= len(send.data)
            if budget < 0:
                break
        runs: list[tuple[int, list[bytes]]] = []  # position, and what stands there without a gap
        end = None
        for send in reversed(sends):
            if end != send.start:
                runs.append((send.start, []))
            runs[-1][1].append(send.data)
            end = send.start + len(send.data)
        believed = take.start + self.shift
        texts = [(base, b"".join(parts)) for base, parts in runs]
        for skipped in (0, len(take.data) // 2, len(take.data) * 3 // 4):
            # Its beginning may have been written when nobody looked.
            needle = take.data[skipped:]
            if skipped and len(needle) < _SURE_BYTES:
                break
            places = [place - skipped for place in _find(needle, texts, believed + skipped)]
            if places:
                nearest = min(places, key=lambda place: abs(place - believed))
                self._move(first, nearest - believed)
                return len(needle)
        # Written before we watched: right before what we saw first.
        late = take.stop + self.shift - writer.out.entries[0].start
        if late > 0 and self.doubted == -inf:
            self._move(first, -late)
        return None

    def _move(self, first: int, delta: int) -> None:
        """What was read lies elsewhere in the stream: all of it, or from a doubtful entry on."""
        if self.doubted == -inf:
            self.shift += delta
        else:
            self.into.move(first, delta)


def _find(needle: bytes, texts: list[tuple[int, bytes]], near: int) -> Iterator[int]:
    """Positions at which bytes stand in pieces of a stream: those around a place."""
    for base, text in texts:
        start = max(0, near - base)
        for place in (text.find(needle, start), text.rfind(needle, 0, start + len(needle))):
            if place >= 0:
                yield base + place
