"""Which connections are taken: not too many at all, from one address, or in a short time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.server.events import LogKind, LogLevel
from core.server.state import User
from core.server.throttle import OWN_MACHINE, address_of

if TYPE_CHECKING:
    from core.server.server import Server

_KEPT_ADDRESSES = 4096
REASONS = {
    "connections": "The server is full",
    "address": "Too many connections from your address",
    "strangers": "Too many connections from your address that do not say who they are",
    "rate": "Too many connections from your address in a short time: try again in a minute",
    "unregistered": "Too many connections do not say who they are: try again in a minute",
}


class Admission:
    """Counts connections by address."""

    def __init__(self) -> None:
        self.connections: Counter[str] = Counter()
        self.strangers: Counter[str] = Counter()
        """Those that are not registered."""
        self._full_at: dict[str, float] = {}  # see core.server.throttle

    def refusal(self, server: Server, user: User) -> str:
        """Why a new connection cannot be taken, as a key of REASONS; "" if it can."""
        config, now = server.config, server.now
        limits = config.limits
        address = address_of(user)
        why = ""
        if len(server.users) >= limits.connections:
            why = "connections"
        elif not config.flood_control:
            pass
        elif len(server.users) - server.registered_count >= limits.unregistered:
            why = "unregistered"
        elif address in OWN_MACHINE:
            pass
        elif self.connections[address] >= limits.connections_per_address:
            why = "address"
        elif self.strangers[address] >= limits.unregistered_per_address:
            why = "strangers"
        elif not self._in_time(address, now, limits.connects, limits.connects_per_second):
            why = "rate"
        return why

    def took(self, user: User) -> None:
        """A connection is here now."""
        address = address_of(user)
        self.connections[address] += 1
        self.strangers[address] += 1

    def registered(self, user: User) -> None:
        """A connection said who it is."""
        _less(self.strangers, address_of(user))

    def gone(self, user: User) -> None:
        """A connection that was taken has ended."""
        address = address_of(user)
        _less(self.connections, address)
        if not user.registered:
            _less(self.strangers, address)

    def _in_time(self, address: str, now: float, tokens: int, per_second: float) -> bool:
        full_at = max(self._full_at.get(address, now), now) + 1 / per_second
        if full_at - now > tokens / per_second:
            return False
        if len(self._full_at) >= _KEPT_ADDRESSES and address not in self._full_at:
            self._full_at = {at: full for at, full in self._full_at.items() if full > now}
            if len(self._full_at) >= _KEPT_ADDRESSES:
                self._full_at.clear()
        self._full_at[address] = full_at
        return True


def admit(server: Server, user: User) -> bool:
    """Count a new connection, or turn it away with a word and an entry in the log."""
    ban = server.bans.on_address(user.address, server.now)
    why = "banned" if ban else server.admission.refusal(server, user)
    if not why:
        server.admission.took(user)
        return True
    reason = ban.sentence() if ban else REASONS[why]
    server.wire.line(user, f"ERROR :Closing link: {user.host} ({reason})".encode())
    server.outbox.close(user.conn, reason)
    server.note(LogKind.DROPPED, user, why, level=LogLevel.WARNING)
    return False


def _less(counter: Counter[str], address: str) -> None:
    counter[address] -= 1
    if counter[address] <= 0:
        del counter[address]
