"""Wrong passwords make everybody wait: who guesses waits longer and longer.

Wrong ones are counted by address and by what was guessed at (an account, an operator's name). Some
are free; after them each doubles the time in which further attempts are refused without a look.
An address from which an account was opened rightly is not kept from it by the guesses of others.
The count is forgotten when nothing wrong came for a while.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.server.events import LogKind, LogLevel
from core.server.state import User
from core.server.throttle import OWN_MACHINE, address_of

if TYPE_CHECKING:
    from core.server.server import Server

_KEPT = 4096
_KEPT_ADDRESSES = 8  # from which an account was opened


@dataclass(slots=True)
class _Wrong:
    count: int = 0
    until: float = 0.0  # refused until then
    forget_at: float = 0.0


class Lockout:
    """Counts wrong passwords. Times are those of the server's clock, in seconds."""

    def __init__(self) -> None:
        self._wrong: dict[str, _Wrong] = {}
        self._good: dict[str, list[str]] = {}  # what was opened: from which addresses
        self._registered: dict[str, list[float]] = {}  # address: when accounts were made
        self._working: dict[str, set[int]] = {}  # address or target: connections with a job

    def wait(self, server: Server, user: User, target: str) -> int:
        """How many seconds this attempt at ``target`` has to wait, 0 for none.

        ``target`` names what is guessed at: "account anna", "operator root", "server".
        """
        address, now = address_of(user), server.now
        waits = [self._until(self._by_address(address))]
        if address not in self._good.get(target, ()):
            waits.append(self._until(target))
        left = max(waits) - now
        return int(left) + 1 if left > 0 else 0

    def wrong(self, server: Server, user: User, target: str, known: bool = True) -> None:
        """A wrong password was given for ``target``; the log is told.

        What is not ``known`` cannot be opened by guessing: it is counted by address only.
        """
        limits, address = server.config.limits, address_of(user)
        what, _, name = target.partition(" ")
        server.note(LogKind.WRONG_PASSWORD, user, name, what, level=LogLevel.WARNING)
        if known:
            self._count(server, user, target, limits.wrong_passwords)
        if self._by_address(address):
            free = limits.wrong_passwords_per_address
            self._count(server, user, self._by_address(address), free)

    def right(self, user: User, target: str) -> None:
        """The password was right: guesses of others do not keep this address out."""
        if target not in self._good and len(self._good) >= _KEPT:
            del self._good[next(iter(self._good))]
        addresses = self._good.setdefault(target, [])
        address = address_of(user)
        if address in addresses:
            addresses.remove(address)
        addresses.append(address)
        del addresses[:-_KEPT_ADDRESSES]
        wrong = self._wrong.get(target)
        if wrong is not None and wrong.until == 0.0:
            del self._wrong[target]  # a slip, no guessing

    def begin(self, server: Server, user: User, target: str) -> bool:
        """Whether one more password may be worked on: not too many of one address or target."""
        limits = server.config.limits
        most = {
            f"from {address_of(user)}": limits.logins_at_once_per_address,
            target: limits.logins_at_once,
        }
        if len(self._working) > _KEPT:
            for key in list(self._working):
                self._at_work(server, key)
        if any(len(self._at_work(server, key)) >= number for key, number in most.items()):
            return False
        for key in most:
            self._working.setdefault(key, set()).add(user.conn)
        return True

    def may_register(self, server: Server, user: User) -> bool:
        """Whether one more account may be made from this address now."""
        now = server.now
        made = [at for at in self._registered.get(address_of(user), ()) if at > now - 3600]
        config = server.config
        return len(made) < config.limits.registrations_per_hour or not config.flood_control

    def registered(self, server: Server, user: User) -> None:
        """An account was made from this address."""
        if len(self._registered) >= _KEPT:
            del self._registered[next(iter(self._registered))]
        made = self._registered.setdefault(address_of(user), [])
        made.append(server.now)
        del made[: -server.config.limits.registrations_per_hour]

    def forget(self, target: str) -> None:
        """The password was changed by who may: nobody waits for the old one's sake."""
        self._wrong.pop(target, None)

    @staticmethod
    def _by_address(address: str) -> str:
        return "" if address in OWN_MACHINE else f"from {address}"

    def _at_work(self, server: Server, key: str) -> set[int]:
        """The connections whose job for ``key`` is not done."""
        conns = self._working.get(key, set())
        conns = {c for c in conns if (user := server.users.get(c)) is not None and user.busy}
        if conns:
            self._working[key] = conns
        else:
            self._working.pop(key, None)
        return conns

    def _until(self, key: str) -> float:
        wrong = self._wrong.get(key)
        return wrong.until if wrong is not None else 0.0

    def _count(self, server: Server, user: User, key: str, free: int) -> None:
        now, limits = server.now, server.config.limits
        wrong = self._wrong.get(key)
        if wrong is None or wrong.forget_at <= now:
            wrong = self._new(now, key)
        wrong.count += 1
        wrong.forget_at = now + limits.lockout_forget
        over = wrong.count - free
        if over >= 0:
            delay = min(limits.lockout_first * 2.0 ** min(over, 20), limits.lockout_longest)
            wrong.until = now + delay
            wrong.forget_at += delay
            name = key.partition(" ")[2] or key
            args = (name, int(delay))
            server.note(LogKind.LOCKED_OUT, user, *args, level=LogLevel.WARNING)

    def _new(self, now: float, key: str) -> _Wrong:
        if len(self._wrong) >= _KEPT:
            self._wrong = {k: w for k, w in self._wrong.items() if w.forget_at > now}
            if len(self._wrong) >= _KEPT:
                del self._wrong[next(iter(self._wrong))]
        self._wrong.pop(key, None)
        wrong = self._wrong[key] = _Wrong()
        return wrong
