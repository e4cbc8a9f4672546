"""Who must say something until when: greeting, registration, ping."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from core.server.events import LogKind
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


class Timeouts:
    """Who has to be looked at when: one valid entry for each connection."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int]] = []

    def schedule(self, server: Server, user: User) -> None:
        """Look at ``user`` at its deadline; a look that comes earlier anyway finds that out."""
        at = deadline(server, user)
        if not user.looked_at or at < user.looked_at:
            user.looked_at = at
            heapq.heappush(self._heap, (at, user.conn))

    def run(self, server: Server) -> None:
        """Do what is due."""
        while self._heap and self._heap[0][0] <= server.now:
            at, conn = heapq.heappop(self._heap)
            user = server.users.get(conn)
            if user is None or user.looked_at != at:
                continue
            user.looked_at = 0.0
            if deadline(server, user) <= server.now:
                expire(server, user)
            if not user.closed:
                self.schedule(server, user)

    def due(self) -> float | None:
        """When :meth:`run` is due; None: not at all."""
        return self._heap[0][0] if self._heap else None

    def clear(self) -> None:
        """Nobody is left."""
        self._heap.clear()


def deadline(server: Server, user: User) -> float:
    """When :func:`expire` is due, by the server's clock."""
    limits = server.config.limits
    if user.registered:
        if user.answer_by is not None:
            return user.answer_by
        return user.last_heard + limits.ping_interval
    if user.transfers:
        return user.since + limits.transfer_timeout
    if not user.spoke and not user.greeted and server.config.greeting:
        return user.since + limits.greeting_delay
    return user.since + limits.registration_timeout


def expire(server: Server, user: User) -> None:
    """The deadline has passed: greet, ask, or drop."""
    limits = server.config.limits
    if user.registered:
        if user.answer_by is None:
            ask(server, user, limits.ping_timeout)
        else:
            silence = round(server.now - user.last_heard)
            server.drop(user, "ping_timeout", f"Ping timeout: {silence} seconds")
    elif user.transfers or server.now >= user.since + limits.registration_timeout:
        server.drop(user, "registration_timeout", "You did not say who you are in time")
    else:
        user.greeted = True
        lines = [line for line in server.config.greeting.splitlines() if line]
        server.outbox.to(user.conn, "".join(line + "\r\n" for line in lines).encode())
        server.note(LogKind.GREETED, user)


def ask(server: Server, user: User, timeout: float) -> None:
    """Send a PING that must be answered by anything within ``timeout`` seconds."""
    user.answer_by = server.now + timeout
    server.outbox.to(user.conn, f"PING :{server.wire.name}\r\n".encode())


def probe(server: Server, holder: User, patient: bool = True) -> None:
    """Somebody wants the name of ``holder``: find out whether it is still there.

    A holder that has not answered in time is dropped, here or by the next look. Not ``patient``:
    the same person wants the name from another place.
    """
    limits = server.config.limits
    soon = server.now + limits.ghost_timeout
    if not patient and (holder.answer_by is None or holder.answer_by > soon):
        ask(server, holder, limits.ghost_timeout)
        server.timeouts.schedule(server, holder)
    elif holder.answer_by is None:
        if server.now - holder.last_heard >= limits.probe_after:
            ask(server, holder, limits.probe_timeout)
            server.timeouts.schedule(server, holder)
    elif holder.answer_by <= server.now:
        expire(server, holder)
