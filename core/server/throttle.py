"""How much a client may ask for in a while; who asks for more is slowed down, not refused.

Everything that leaves the short way of messages costs tokens: each line something, what makes the
server search more, and what is written in answer by its size and by the number of people it goes
to. A connection has a store of tokens that fills up with time, and so has its address, whose store
is larger: a class may sit behind it. When one of them is empty, the lines of that connection wait
(in ``User.held``) until it has filled again, and the engine reads no more of it meanwhile. Nothing
is lost and the order stays; only who goes on for minutes is put out.

Who is not registered has a limit on lines instead (Limits.unregistered_lines). Plain messages are
not counted, only the bytes of everything that comes from other machines than the server's own; and
whoever sends is held back by the engine when those who read cannot follow.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.irc.decoder import HEAD, Overlong
from core.server.events import LogKind, LogLevel
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

OWN_MACHINE = frozenset({"127.0.0.1", "::1"})
"""The addresses that have no limits of an address: everybody on the machine shares them."""

PRICES: Mapping[bytes, float] = MappingProxyType(
    {
        b"CHATHISTORY": 5.0,
        b"INVITE": 2.0,
        b"JOIN": 2.0,
        b"KNOCK": 5.0,
        b"LIST": 3.0,
        b"METADATA": 2.0,
        b"NICK": 3.0,
        b"OPER": 5.0,
        b"REGISTER": 10.0,
        b"SEARCH": 10.0,
        b"SETNAME": 3.0,
        b"VERIFY": 5.0,
        b"WHO": 2.0,
        b"WHOWAS": 2.0,
    }
)
"""What a line costs that is not 1."""

_SEARCHES = frozenset({b"LIST", b"WHO"})  # they look at everybody, or at every channel
_SEARCHED_PER_TOKEN = 200
_BYTES_PER_TOKEN = 2048
_PEOPLE_PER_TOKEN = 50
_UNNOTICED = 0.02  # seconds that a line may take before …
_SECONDS_PER_TOKEN = 0.002  # … its time costs tokens, whatever it was that took it
_SHORTEST_WAIT = 0.1  # seconds
_LINES_SINCE, _BYTES_SINCE = "lines since", "bytes since"  # when the store was used up
_AT_ONCE = 50.0
_AT_ONCE_OF_ADDRESS = 200.0
_AT_ONCE_PER_SECOND = 1000.0
"""However much is in the store, no more of it than this is spent in one go, so that the others
come between: nobody notices a tenth of a second in a hundred commands."""
_KEPT_ADDRESSES = 4096


class AddressStores:
    """A store of tokens for each address, as the moment when it will be full again."""

    def __init__(self) -> None:
        self._full_at: dict[str, float] = {}
        self._per_second = 1.0

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, address: str, now: float, per_second: float, price: float = 1.0) -> float:
        """Take tokens, whether they are there or not; when the store will be full."""
        if address not in self._full_at and len(self._full_at) >= _KEPT_ADDRESSES:
            self._full_at = {at: full for at, full in self._full_at.items() if full > now}
            if len(self._full_at) >= _KEPT_ADDRESSES:
                self._full_at.clear()
        self._per_second = per_second
        full_at = max(self._full_at.get(address, now), now) + price / per_second
        self._full_at[address] = full_at
        return full_at

    def has(self, address: str, now: float, tokens: float) -> bool:
        """Whether one token is there, of so many that the store can hold."""
        return self._full_at.get(address, now) - now <= (tokens - 1) / self._per_second


class Throttle:
    """Who has used up the tokens, and waits. Times are those of the server's clock.

    A store is kept as the moment when it will be full again: that moment moves on with what is
    asked for, and the store is empty where it is further away than filling takes in all.
    """

    def __init__(self) -> None:
        self.waiting: list[tuple[float, int]] = []
        """When which connection is heard again; a heap."""
        self.pauses: dict[int, float] = {}
        """The same by connection: the engine reads no more of these."""
        self._addresses = AddressStores()
        self._spread = AddressStores()
        self._bytes = AddressStores()

    def charge(
        self, server: Server, user: User, line: bytes | Overlong, mark: int, seconds: float
    ) -> None:
        """Take the tokens for a line that has been handled in so many seconds.

        ``mark`` is Outbox.mark before it.
        """
        config, now = server.config, server.now
        if not config.flood_control or user.oper:
            return
        limits = config.limits
        price = _price(server, line)
        size, people = server.outbox.written_since(mark)
        price += size / _BYTES_PER_TOKEN + people / _PEOPLE_PER_TOKEN
        price += max(0.0, seconds - _UNNOTICED) / _SECONDS_PER_TOKEN
        full_at = max(user.buckets.get("lines", now), now) + price / limits.tokens_per_second
        user.buckets["lines"] = full_at
        span = limits.tokens / limits.tokens_per_second
        wait = full_at - now - span
        if wait < -span / 2:
            user.buckets.pop(_LINES_SINCE, None)
        full_at = max(user.buckets.get("spread", now), now) + price / _AT_ONCE_PER_SECOND
        user.buckets["spread"] = full_at
        moment = full_at - now - _AT_ONCE / _AT_ONCE_PER_SECOND
        address = address_of(user)
        if address not in OWN_MACHINE:
            full_at = self._addresses.take(address, now, limits.address_tokens_per_second, price)
            span = limits.address_tokens / limits.address_tokens_per_second
            wait = max(wait, full_at - now - span)
            full_at = self._spread.take(address, now, _AT_ONCE_PER_SECOND, price)
            moment = max(moment, full_at - now - _AT_ONCE_OF_ADDRESS / _AT_ONCE_PER_SECOND)
        if not user.registered or user.busy or user.closed:
            return
        if wait > 0:
            self._complain(server, user, _LINES_SINCE)
            wait = max(wait, _SHORTEST_WAIT)
        if not user.closed and (wait > 0 or moment > 0):
            self._hold(server, user, max(wait, moment))

    def weigh(self, server: Server, user: User, size: int) -> None:
        """Take bytes that have come, of whatever: a store for the flood of plain messages."""
        config, now = server.config, server.now
        if user.address in OWN_MACHINE or not config.flood_control or user.oper:
            return
        limits = config.limits
        full_at = max(user.buckets.get("bytes", now), now) + size / limits.bytes_per_second
        user.buckets["bytes"] = full_at
        span = limits.bytes_at_once / limits.bytes_per_second
        wait = full_at - now - span
        if wait < -span / 2:
            user.buckets.pop(_BYTES_SINCE, None)
        address, per_second = address_of(user), limits.address_bytes_per_second
        full_at = self._bytes.take(address, now, per_second, size)
        wait = max(wait, full_at - now - limits.address_bytes_at_once / per_second)
        if wait > 0 and user.registered and not user.busy and not user.closed:
            self._complain(server, user, _BYTES_SINCE)
            if not user.closed:
                self._hold(server, user, max(wait, _SHORTEST_WAIT))

    def release(self, server: Server) -> None:
        """Hear those whose time has come."""
        while self.waiting and self.waiting[0][0] <= server.now:
            _, conn = heapq.heappop(self.waiting)
            self.pauses.pop(conn, None)
            user = server.users.get(conn)
            if user is None or not user.throttled:
                continue
            user.throttled = user.busy = False
            server.hear(user, take_held(user))

    def due(self) -> float | None:
        """When :meth:`release` is due; None: nobody waits."""
        return self.waiting[0][0] if self.waiting else None

    def _hold(self, server: Server, user: User, seconds: float) -> None:
        user.throttled = user.busy = True
        self.pauses[user.conn] = server.now + seconds
        heapq.heappush(self.waiting, (server.now + seconds, user.conn))

    def _complain(self, server: Server, user: User, since_when: str) -> None:
        """Note in the log that somebody has begun to ask for too much, or put them out at last."""
        since = user.buckets.setdefault(since_when, server.now)
        if server.now - since > server.config.limits.throttle_patience:
            server.drop(user, "flood", "You ask for too much all the time (flood)")
        elif server.now == since:
            server.note(LogKind.THROTTLED, user, level=LogLevel.WARNING)


def address_of(user: User) -> str:
    """The address whose limits count for a connection."""
    return user.address.partition("%")[0]


def keep(server: Server, user: User, lines: Sequence[bytes | Overlong]) -> bool:
    """Keep the lines of somebody who is not heard now; False when that was too much."""
    limits = server.config.limits
    user.held.extend(lines)
    user.held_bytes += sum(HEAD if isinstance(line, Overlong) else len(line) for line in lines)
    return len(user.held) <= limits.held_lines and user.held_bytes <= limits.held_bytes


def take_held(user: User) -> list[bytes | Overlong]:
    """What was kept, in its order; nothing is kept afterwards."""
    lines = list(user.held)
    user.held.clear()
    user.held_bytes = 0
    return lines


def _price(server: Server, line: bytes | Overlong) -> float:
    if isinstance(line, Overlong):
        return 1.0
    words = line.split(None, 2)
    verb = words[0] if words else b""
    if verb[:1] in b"@:" and len(words) > 1:
        verb = words[1]
    verb = verb.upper()
    price = PRICES.get(verb, 1.0)
    if verb == b"JOIN":
        price *= 1 + line.count(b",")
    elif verb in _SEARCHES:
        price += (len(server.users) + len(server.channels)) / _SEARCHED_PER_TOKEN
    return price
