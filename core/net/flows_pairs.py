"""Which sockets are the two ends of one connection.

TCP's are found by their addresses, which may be used again by a later connection. Local ones
(AF_UNIX) have no address of their own: there the first to connect is the first to be accepted.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator

from core.net.flows_places import Place, place
from core.net.flows_streams import End
from core.net.trace import SocketInfo

_AF_UNIX = int(getattr(socket, "AF_UNIX", -1))

Addresses = tuple[Place, Place]


class Pairs:
    """Ends that have found each other, and those that wait for their other end."""

    def __init__(self) -> None:
        self._waiting: dict[Addresses, list[End]] = {}
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
        end.key = (local, peer)
        if local == peer:  # a socket that connected to itself
            end.join(end)
            return end
        other = self._waiter(peer, local) or self._abandoned(peer, local)
        if other is None:
            waiting = self._waiting.setdefault((local, peer), [])
            if end not in waiting:
                waiting.append(end)
            return None
        end.join(other)
        self._paired[(local, peer)] = end
        self._paired[(peer, local)] = other
        return other

    def _waiter(self, local: Place, peer: Place) -> End | None:
        waiting = self._waiting.get((local, peer))
        if not waiting:
            return None
        living = [end for end in waiting if end.closed_at is None]
        other = max(living or waiting, key=lambda end: end.number)
        waiting.remove(other)
        if not waiting:
            del self._waiting[(local, peer)]
        return other

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
        for lists in self._lists_with(end):
            lists.remove(end)
        self._unix = {path: both for path, both in self._unix.items() if both[0] or both[1]}
        if end.key is not None:
            if not self._waiting.get(end.key):
                self._waiting.pop(end.key, None)
            if self._paired.get(end.key) is end:
                del self._paired[end.key]

    def _lists_with(self, end: End) -> Iterator[list[End]]:
        found = [self._waiting.get(end.key, [])] if end.key is not None else []
        for both in self._unix.values():
            found.extend(both)
        return (ends for ends in found if end in ends)
