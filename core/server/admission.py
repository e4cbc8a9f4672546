"""Which connections are taken: not too many at all, from one address, or in a short time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.server.events import LogKind, LogLevel
from core.server.state import User
from core.server.throttle import OWN_MACHINE, AddressStores, address_of

if TYPE_CHECKING:
    from core.server.server import Server

_ANSWERS = 20
_ANSWERS_PER_SECOND = 1.0
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
        self._connects = AddressStores()
        self._answers = AddressStores()

    def refusal(self, server: Server, address: str) -> str:
        """Why a new connection cannot be taken, as a key of REASONS; "" if it can."""
        config = server.config
        limits = config.limits
        why = ""
        if len(server.users) >= limits.connections:
            why = "connections"
        elif not config.flood_control:
            pass
        elif len(server.users) - server.registered_count >= limits.unregistered:
            why = "unregistered"
        elif address in OWN_MACHINE:
            if self.strangers[address] >= limits.unregistered // 2:
                why = "strangers"
        elif self.connections[address] >= limits.connections_per_address:
            why = "address"
        elif self.strangers[address] >= limits.unregistered_per_address:
            why = "strangers"
        elif not self._connects.has(address, server.now, limits.connects):
            why = "rate"
        return why

    def took(self, server: Server, user: User) -> None:
        """A connection is here now."""
        address = address_of(user)
        self._connects.take(address, server.now, server.config.limits.connects_per_second)
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

    def may_answer(self, server: Server, address: str) -> bool:
        """Whether one more of those who are turned away is worth a farewell of many steps."""
        if not self._answers.has(address, server.now, _ANSWERS):
            return False
        self._answers.take(address, server.now, _ANSWERS_PER_SECOND)
        return True


def refuse(server: Server, host: str, port: int) -> bytes:
    """A last line for a connection that is not even worth a thread; empty where it is.

    The first few from an address that are turned away are let to :func:`admit`, where the answer
    surely arrives; a storm of them is not.
    """
    server.touch()
    address = host.removeprefix("::ffff:").partition("%")[0]
    reason, why = _refusal(server, address)
    if not why or server.admission.may_answer(server, address):
        return b""
    now = server.now
    stranger = User(0, address, address, port, since=now, last_heard=now, idle_since=now)
    server.note(LogKind.DROPPED, stranger, why, level=LogLevel.WARNING)
    return f"ERROR :Closing link: {address} ({reason})\r\n".encode()


def admit(server: Server, user: User) -> bool:
    """Count a new connection, or turn it away with a word and an entry in the log."""
    reason, why = _refusal(server, address_of(user))
    if not why:
        server.admission.took(server, user)
        return True
    server.wire.line(user, f"ERROR :Closing link: {user.host} ({reason})".encode())
    server.outbox.close(user.conn, reason)
    server.note(LogKind.DROPPED, user, why, level=LogLevel.WARNING)
    return False


def _refusal(server: Server, address: str) -> tuple[str, str]:
    """The sentence and the code for the log; both are "" for who may come in."""
    ban = server.bans.on_address(address, server.now)
    if ban is not None:
        return ban.sentence(), "banned"
    why = server.admission.refusal(server, address)
    return REASONS.get(why, ""), why


def _less(counter: Counter[str], address: str) -> None:
    counter[address] -= 1
    if counter[address] <= 0:
        del counter[address]
