"""Which sockets are the two ends of one connection.

TCP's are found by their addresses, which may be used again by a later connection. Local ones
(AF_UNIX) have no address of their own: there the first to connect is the first to be accepted.
"""

from __future__ import annotations

import socket

from core.net.flows_places import ANY_HOSTS, Place, is_name, place
from core.net.flows_streams import End
from core.net.trace import SocketInfo

_AF_UNIX = int(getattr(socket, "AF_UNIX", -1))

Addresses = tuple[Place, Place]
_SOME = "*"  # a host that we do not know


class Pairs:
    """Ends that have found each other, and those that wait for their other end."""

    def __init__(self) -> None:
        self._waiting: dict[Addresses, list[End]] = {}
        self._far: dict[Addresses, list[End]] = {}
        """The same, by the peer's address and our port alone."""
        self._paired: dict[Addresses, End] = {}
        self._unix: dict[Place, tuple[list[End], list[End]]] = {}

    def find(self, info: SocketInfo, end: End) -> End | None:
        """The other end of a connected socket, now :attr:`End.peer` of each other; None: later."""
        if info.family == _AF_UNIX:
            return self._local(info, end)
        local, peer = place(info.local), place(info.peer)
        if local is None or peer is None:
            return None
        return self._by_address(end, local, peer)

    def same(self, info: SocketInfo, end: End) -> End | None:
        """The end that this socket was before watching was interrupted, None if it is new."""
        local, peer = place(info.local), place(info.peer)
        if local is None or peer is None or info.listener or info.pair or info.family == _AF_UNIX:
            return None
        old = self._paired.get((local, peer))
        if old is None or old is end or old.closed_at is not None or old.number > info.number:
            return None
        return old

    def _by_address(self, end: End, local: Place, peer: Place) -> End | None:
        if local == peer:  # a socket that connected to itself
            end.key = (local, peer)
            end.join(end)
            return end
        vague = is_name(peer[0]) or peer[0] in ANY_HOSTS
        other: End | None
        if vague:  # connect() was given a name: which address it is, the other end knows
            peer = (_SOME, peer[1])
            other = self._take(self._far, (local, peer))
            if other is not None and other.key is not None:
                peer = other.key[0]
        else:
            other = (
                self._take(self._waiting, (peer, local))
                or self._take(self._waiting, (peer, (_SOME, local[1])))
                or self._abandoned(peer, local)
            )
        end.key = (local, peer)
        if other is None:
            _wait(self._waiting, (local, peer), end)
            if not vague:
                _wait(self._far, (peer, (_SOME, local[1])), end)
            return None
        other.key = (peer, local)
        end.join(other)
        self._paired[(local, peer)] = end
        self._paired[(peer, local)] = other
        return other

    def _take(self, table: dict[Addresses, list[End]], key: Addresses) -> End | None:
        """One that waits there, and waits no more."""
        waiting = table.get(key)
        if not waiting:
            return None
        living = [end for end in waiting if end.closed_at is None]
        other = max(living or waiting, key=lambda end: end.number)
        self._stop_waiting(other)
        return other

    def _stop_waiting(self, end: End) -> None:
        if end.key is None:
            return
        local, peer = end.key
        for table, key in (
            (self._waiting, (local, peer)),
            (self._far, (peer, (_SOME, local[1]))),
        ):
            waiting = table.get(key, [])
            if end in waiting:
                waiting.remove(end)
            if not waiting:
                table.pop(key, None)

    def _abandoned(self, local: Place, peer: Place) -> End | None:
        """A living end that was taken for the peer of an earlier connection, now closed."""
        end = self._paired.get((local, peer))
        if end is None or end.closed_at is not None:
            return None
        old = end.peer
        if old is None or old.closed_at is None or old.number > end.number:
            return None
        old.peer = None
        return end

    def _local(self, info: SocketInfo, end: End) -> End | None:
        path = place(info.local) if info.listener else place(info.peer)
        if path is None:
            return None
        connected, accepted = self._unix.setdefault(path, ([], []))
        mine, others = (accepted, connected) if info.listener else (connected, accepted)
        if end in mine:
            return None
        if others:
            other = others.pop(0)
            end.join(other)
            return other
        mine.append(end)
        return None

    def forget(self, end: End) -> None:
        """This end is no more."""
        self._stop_waiting(end)
        for both in self._unix.values():
            for ends in both:
                if end in ends:
                    ends.remove(end)
        self._unix = {path: both for path, both in self._unix.items() if both[0] or both[1]}
        if end.key is not None and self._paired.get(end.key) is end:
            del self._paired[end.key]


def _wait(table: dict[Addresses, list[End]], key: Addresses, end: End) -> None:
    waiting = table.setdefault(key, [])
    if end not in waiting:
        waiting.append(end)
