"""Whose bytes are these: each byte that a ``recv`` took, back to the ``send`` that wrote it.

Every call that sent bytes gets a number (№, from 1). Bytes of a stream are followed by their
position (:mod:`core.net.flows_streams`), datagrams by address and content
(:mod:`core.net.flows_datagrams`). Calls may be told in any order.
"""

from __future__ import annotations

import math
import socket
from collections.abc import Iterable, Mapping

from core.net.flows_datagrams import Early, Letter, Post
from core.net.flows_pairs import Pairs
from core.net.flows_places import place
from core.net.flows_streams import End, Entry
from core.net.flows_under_way import UnderWay
from core.net.flows_values import Block, Piece
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, CallEvent, PendingCall, SocketInfo

_MSG_PEEK = int(getattr(socket, "MSG_PEEK", 2))
__all__ = ["Block", "Flows", "Piece"]

_CONNECTING = frozenset({"connect", "connect_ex"})
_TOLD = frozenset({"accept", "connect", "connect_ex", "close", "detach", "dup", "socketpair"})


class Flows:
    """Follows bytes from calls that send to calls that receive. Not for several threads."""

    def __init__(self) -> None:
        self._infos: dict[int, SocketInfo] = {}
        self._ends: dict[int, End] = {}
        self._entries: dict[int, Entry] = {}
        self._under_way = UnderWay(self._entries, self._count)
        self._pairs = Pairs()
        self._post = Post()
        self._number = 0
        self._time = 0.0
        self._before = -math.inf
        self._unsure: set[End] = set()
        self._empty_at: dict[End, float] = {}

    # --- told ---------------------------------------------------------------------------------

    def add(self, events: Iterable[CallEvent], sockets: Iterable[SocketInfo]) -> None:
        """Learn of calls that have returned, and of the sockets as they are now."""
        infos = self._infos
        news: list[SocketInfo] = []
        for info in sockets:
            old = infos.get(info.number)
            if old is not info and old != info:
                infos[info.number] = info
                news.append(info)
        for info in news:
            self._know(info)
        time = self._time
        for event in events:
            if event.size:
                if event.call in SENDING_CALLS:
                    self._sent(event)
                else:
                    self._received(event)
            elif event.call in _TOLD:
                self._changed(event)
            elif event.call in SENDING_CALLS or event.call in RECEIVING_CALLS:
                self._empty(event)
            time = max(time, event.ended)
        for info in news:
            self._pair(info)
        self._before, self._time = self._time, time
        if self._unsure:
            self._align()

    def skip(self, sent: Mapping[int, int], received: Mapping[int, int]) -> None:
        """Learn how many bytes calls carried that are not told one by one, by socket."""
        for number, count in sent.items():
            if not self._is_datagram(number):
                end = self._end(number)
                end.out.skip(count)
                self._doubt(end.peer, self._before)
        for number, count in received.items():
            if not self._is_datagram(number):
                end = self._end(number)
                end.into.skip(count)
                self._doubt(end, self._before)
        self._empty_at.clear()

    def lost(self) -> None:
        """Calls were lost: where the bytes of each stream are is known no more."""
        for end in self._ends.values():
            self._doubt(end, self._before)
        self._empty_at.clear()

    def _doubt(self, end: End | None, since: float) -> None:
        if end is not None:
            end.doubt(since)
            self._unsure.add(end)

    def emptied(self, number: int, asked: float) -> bool:
        """The kernel said, at a time, that nothing waits in a socket.

        True where that was news: what :meth:`queue` tells has changed, or will when all calls are
        told that had returned by then (with the next :meth:`add`).
        """
        if self._is_datagram(number):
            return self._post.emptied(number, asked)
        end = self._ends.get(number)
        if end is None or end.settled:
            return False
        self._unsure.add(end)
        self._empty_at[end] = asked
        return True

    def begun(self, calls: Iterable[tuple[PendingCall, int | None]]) -> None:
        """Learn of the sending calls on streams that are in the kernel now.

        Each comes with the bytes that lie in the two queues on their way, None if nobody knows.
        What is read of a call that has not returned is told as its bytes, and it has its № already.
        """
        self._under_way.tell(
            (call, self._end(call.socket), measured)
            for call, measured in calls
            if not self._is_datagram(call.socket)
        )

    def _count(self) -> int:
        self._number += 1
        return self._number

    def number_anew(self) -> None:
        """The next send is № 1: nothing of the former ones is to be seen any more."""
        self._number = 0

    def forget(self, events: Iterable[int]) -> None:
        """Forget calls that left the tape."""
        gone = set(events)
        ends: set[End] = set()
        for event in gone:
            entry = self._entries.pop(event, None)
            if entry is not None:
                entry.forgotten = True
                ends.add(entry.end)
        for end in ends:
            end.out.drop_forgotten()
            end.into.drop_forgotten()
        self._post.forget(gone)
        self._forget_ends()

    def _forget_ends(self) -> None:
        for number, end in list(self._ends.items()):
            info = self._infos.get(number)
            if (
                (info is None or info.closed)
                and not end.out.entries
                and not end.into.entries
                and (end.peer is None or end.peer.closed_at is not None)
            ):
                del self._ends[number]
                self._infos.pop(number, None)
                self._unsure.discard(end)
                self._empty_at.pop(end, None)
                self._pairs.forget(end)
        letters = self._post.boxes
        self._infos = {
            number: info
            for number, info in self._infos.items()
            if not info.closed or number in self._ends or number in letters
        }

    # --- asked --------------------------------------------------------------------------------

    def send_number(self, event_number: int) -> int | None:
        """The № of a call that sent bytes, else None."""
        entry = self._entries.get(event_number)
        if entry is not None:
            return entry.number or None
        letter = self._post.letter(event_number)
        return letter.number if letter is not None else None

    def pieces(self, event_number: int) -> tuple[Piece, ...]:
        """Which sends' bytes a receiving call took, in order: they make up all that it took."""
        entry = self._entries.get(event_number)
        if entry is None:
            found = self._post.found(event_number)
            if found is None:
                return ()
            letter, size = found
            if letter is None:
                return (Piece(0, 0, size, 0, event_number),)
            return (Piece(letter.number, letter.event, size, 0, event_number),)
        if entry.number:
            return ()
        return entry.end.pieces(entry)

    def receivers(self, event_number: int) -> tuple[Piece, ...]:
        """Which receiving calls took a send's bytes, in order."""
        entry = self._entries.get(event_number)
        if entry is None:
            letter = self._post.letter(event_number)
            if letter is None:
                return ()
            return tuple(
                Piece(letter.number, letter.event, size, 0, event)
                for event, _, size in letter.taken
            )
        return entry.end.receivers(entry) if entry.number else ()

    def queue(self, socket_number: int, time: float | None = None) -> tuple[Block, ...]:
        """Bytes on their way to a socket at a time (None: now), first to be read first."""
        reader = self._ends.get(socket_number)
        if reader is not None:
            return reader.queue(time)
        return tuple(
            Block(letter.number, letter.event, letter.size)
            for letter in self._post.queue(socket_number, time)
        )

    def thrown_away(self, socket_number: int) -> int:
        """Bytes that a socket had not read when it was closed (RST tells its peer)."""
        reader = self._ends.get(socket_number)
        return reader.thrown_away() if reader is not None else 0

    def left_over(self, event_number: int) -> tuple[int, int]:
        """Bytes of a send that are still on their way, and those that nobody will ever read."""
        entry = self._entries.get(event_number)
        if entry is None:
            letter = self._post.letter(event_number)
            if letter is None:
                return 0, 0
            if letter.taken:
                most = max(size for *_, size in letter.taken)
                return 0, letter.size - most
            return (letter.size, 0) if self._post.waits(letter) else (0, letter.size)
        return entry.end.left_over(entry) if entry.number else (0, 0)

    def peer(self, socket_number: int) -> int | None:
        """The socket at the other end, where we watch it too."""
        end = self._ends.get(socket_number)
        return end.peer.number if end is not None and end.peer is not None else None

    @property
    def connections(self) -> tuple[tuple[int, int], ...]:
        """Pairs of sockets that are the two ends of a connection."""
        return tuple(
            (end.number, end.peer.number)
            for number, end in self._ends.items()
            if end.peer is not None and number == end.number and end.number <= end.peer.number
        )

    # --- calls --------------------------------------------------------------------------------

    def _end(self, number: int) -> End:
        end = self._ends.get(number)
        if end is None:
            end = self._ends[number] = End(number, self._time)
        return end

    def _is_datagram(self, number: int) -> bool:
        info = self._infos.get(number)
        return info is not None and info.type != socket.SOCK_STREAM

    def _sent(self, event: CallEvent) -> None:
        if self._is_datagram(event.socket):
            self._number += 1
            self._post_letter(event)
            return
        end = self._end(event.socket)
        number = self._under_way.returned(end, event.number)
        entry = Entry(end, event.number, number, 0, event.size, event.ended, event.data)
        end.out.add(entry)
        self._entries[event.number] = entry
        if end.peer is not None and not end.peer.sure:
            self._unsure.add(end.peer)

    def _post_letter(self, event: CallEvent) -> None:
        info = self._infos[event.socket]
        to = place(event.address) or place(info.peer)
        if to is None:
            to = ("pair", info.pair)
        self._post.sent(
            Letter(
                event.number, self._number, event.socket, to, event.data, event.size, event.ended
            )
        )

    def _received(self, event: CallEvent) -> None:
        peeked = bool(_flags(event) & _MSG_PEEK)
        if self._is_datagram(event.socket):
            info = self._infos[event.socket]
            early = Early(
                event.number, place(event.address) or place(info.peer), event.data, event.size,
                event.wanted, event.ended,
            )  # fmt: skip
            (self._post.peeked if peeked else self._post.received)(event.socket, early)
            return
        end = self._end(event.socket)
        entry = Entry(end, event.number, 0, 0, event.size, event.ended, event.data)
        self._entries[event.number] = entry
        if peeked:
            entry.start = end.into.total
            entry.stop = entry.start + event.size
            return
        end.into.add(entry)
        if not end.sure:
            self._unsure.add(end)

    def _empty(self, event: CallEvent) -> None:
        """A call that could move bytes, and moved none."""
        if event.error is None:
            if self._is_datagram(event.socket):
                if event.call in SENDING_CALLS:
                    self._number += 1
                    self._post_letter(event)
                elif not _flags(event) & _MSG_PEEK and event.wanted:
                    self._received(event)
        elif event.call == "sendall" and event.wanted and not self._is_datagram(event.socket):
            # It failed, and nobody knows how much went before that.
            end = self._end(event.socket)
            number = self._under_way.returned(end, event.number)
            entry = Entry(end, event.number, number, 0, event.wanted, event.ended, event.data)
            entry.open = True
            end.out.add(entry)
            self._entries[event.number] = entry

    def _changed(self, event: CallEvent) -> None:
        if event.call == "accept":
            if event.made:
                self._end(event.made).begin()
        elif event.call in _CONNECTING:
            if not self._is_datagram(event.socket):
                self._end(event.socket).begin()
        elif event.call == "dup":
            if event.made and not self._is_datagram(event.socket):
                self._copy(event.made, self._end(event.socket))
        elif event.call in ("close", "detach") and event.error is None:
            self._close(event.socket, event.ended)

    def _copy(self, number: int, end: End) -> None:
        """A socket is the same end of a connection as one that we know."""
        old = self._ends.get(number)
        if old is not None and old is not end:
            self._pairs.forget(old)
            for entry in old.out.entries:
                end.out.add(entry)
                entry.end = end
            for entry in old.into.entries:
                end.into.add(entry)
                entry.end = end
        end.numbers.add(number)
        end.open_numbers.add(number)
        self._ends[number] = end

    def _close(self, number: int, time: float) -> None:
        if self._is_datagram(number):
            self._post.close(number, time)
            return
        end = self._end(number)
        end.open_numbers.discard(number)
        if not end.open_numbers:
            end.closed_at = time

    # --- who talks to whom --------------------------------------------------------------------

    def _know(self, info: SocketInfo) -> None:
        if info.type != socket.SOCK_STREAM:
            self._post.note(
                info.number, place(info.local), place(info.peer), info.pair, info.closed, self._time
            )
            return
        end = self._end(info.number)
        end.unread = info.unread
        if info.listener or info.pair:
            end.fresh = True

    def _pair(self, info: SocketInfo) -> None:
        if info.type != socket.SOCK_STREAM:
            return
        end = self._end(info.number)
        if end.peer is None and not end.fresh and (old := self._pairs.same(info, end)):
            self._copy(info.number, old)
            old.open_numbers = {info.number}
            self._doubt(old, self._time)
            self._doubt(old.peer, self._time)
            return
        if info.closed and end.closed_at is None and end.open_numbers <= {info.number}:
            end.closed_at = self._time  # its close was not on the tape, or is still to come
        if end.peer is not None or info.listening:
            return
        other: End | None
        if info.pair:
            other = self._end(info.pair)
            end.join(other)
        else:
            other = self._pairs.find(info, end)
        if other is not None:
            self._unsure.update(reader for reader in (end, other) if not reader.sure)

    def _align(self) -> None:
        for end in list(self._unsure):
            end.align()
            asked = self._empty_at.pop(end, None)
            if asked is not None:
                end.settle(asked)
            if end.sure or end.peer is None:
                self._unsure.discard(end)


def _flags(event: CallEvent) -> int:
    """The flags of a receiving call, which come last where they are given."""
    arguments = event.arguments
    place_of_flags = 2 if event.call == "recvmsg" else 1
    if len(arguments) <= place_of_flags:
        return 0
    flags = arguments[place_of_flags]
    return int(flags) if isinstance(flags, int) else 0
