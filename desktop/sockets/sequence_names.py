"""Whom a server's reader serves: the nickname at the other end of its connection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from core.net.trace import RECEIVING_CALLS, ActorInfo, CallEvent, Part, Side, SocketInfo

_NICK = re.compile(rb"(?:^|\n)(?:@\S+ +)?(?::\S+ +)?NICK +:?([^\s:]+)", re.IGNORECASE)


class Names:
    """Learns nicknames from our own clients' sockets, and from the NICK lines that servers read.

    ``peer`` gives the socket at the other end (or None), ``socket_of`` what is known of one.
    """

    def __init__(
        self,
        peer: Callable[[int], int | None],
        socket_of: Callable[[int], SocketInfo | None],
    ) -> None:
        self._peer = peer
        self._socket = socket_of
        self._told: dict[int, str] = {}  # actor → nick
        self._sockets: dict[int, set[int]] = {}  # actor → its sockets
        self._subject: dict[int, int] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._told.clear()
        self._sockets.clear()

    def add(self, events: Iterable[CallEvent], readers: set[int]) -> None:
        """Take new calls; ``readers`` are the actors that read for a server."""
        for event in events:
            if event.actor not in readers:
                continue
            self._sockets.setdefault(event.actor, set()).add(event.socket)
            if event.call in RECEIVING_CALLS and b"NICK" in event.data:
                for found in _NICK.finditer(event.data):
                    nick = found.group(1).decode("utf-8", "replace")
                    self._told[event.actor] = nick

    def whom(self, actors: Iterable[ActorInfo]) -> dict[int, str]:
        """Actor → the name of the one it serves, for those that are known."""
        found: dict[int, str] = {}
        by_subject: dict[int, str] = {}
        waiting: list[ActorInfo] = []
        for info in actors:
            if info.part not in (Part.READER, Part.WRITER) or info.side is Side.CLIENT:
                continue
            name = self._name(info.number)
            if name:
                found[info.number] = by_subject[info.subject] = name
            else:
                waiting.append(info)
        for info in waiting:
            if info.subject in by_subject:
                found[info.number] = by_subject[info.subject]
        return found

    def _name(self, actor: int) -> str:
        for socket in self._sockets.get(actor, ()):
            peer = self._peer(socket)
            info = self._socket(peer) if peer is not None else None
            if info is not None and info.side in (Side.CLIENT, Side.PROGRAM) and info.name:
                return info.name
        return self._told.get(actor, "")
