"""Who is not let in at all: bans of addresses, networks, accounts and masks.

They are kept in the space "bans" of the values (one JSON object each), so that they outlive the
server. Asked when somebody connects, registers, logs in or changes the nickname.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server.events import LogKind, LogLevel
from core.server.masks import complete_mask, fold_mask
from core.server.state import User
from core.server.stores import ValueStore

if TYPE_CHECKING:
    from core.server.server import Server

SPACE = "bans"
_REASON_LENGTH = 200  # bytes of a reason that are told
_MASK_LENGTH = 150


class BanKind(StrEnum):
    """What a ban is about."""

    ADDRESS = "address"
    NETWORK = "network"
    ACCOUNT = "account"
    MASK = "mask"


class BanError(ValueError):
    """A ban that cannot be. ``code``: "empty", "not_an_address", "not_a_network", "bad_mask"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class BanInfo:
    """A ban. ``what`` is "10.0.0.7", "10.0.0.0/24", an account, or "nick!user@host".

    ``by`` is the operator's nickname, "" for the window. ``made`` and ``until`` are seconds since
    1970; ``until`` is 0 for a ban without an end.
    """

    kind: BanKind
    what: str
    reason: str = ""
    by: str = ""
    made: float = 0.0
    until: float = 0.0

    @property
    def key(self) -> str:
        """Its name in the store: one ban for each thing."""
        return f"{self.kind}:{_folded(self.kind, self.what)}"

    def sentence(self) -> str:
        """What the person is told."""
        end = ""
        if self.until:
            when = datetime.fromtimestamp(self.until, UTC).strftime("%Y-%m-%d %H:%M UTC")
            end = f" until {when}"
        return f"You are banned from this server{end}" + (f": {self.reason}" if self.reason else "")


def kind_of(what: str) -> BanKind:
    """An address or a network where it is one, else a mask."""
    try:
        return _address_kind(what)
    except ValueError:
        return BanKind.MASK


def normal(kind: BanKind, what: str) -> str:
    """``what`` in its usual form: "10.0.0.5/24" is "10.0.0.0/24", "anna" the mask "anna!*@*".

    Raises BanError.
    """
    what = what.strip()
    if not what:
        raise BanError("empty")
    if kind is BanKind.ACCOUNT:
        return what
    if kind is BanKind.MASK:
        mask = complete_mask(what)
        if len(mask) > _MASK_LENGTH or any(letter.isspace() for letter in mask):
            raise BanError("bad_mask")
        return mask
    try:
        network = _network(what)
    except ValueError as error:
        code = "not_a_network" if kind is BanKind.NETWORK else "not_an_address"
        raise BanError(code) from error
    if kind is BanKind.ADDRESS and network.num_addresses > 1:
        raise BanError("not_an_address")
    return str(network.network_address) if kind is BanKind.ADDRESS else str(network)


class Bans:
    """The bans of one server, in memory and in the store."""

    def __init__(self, values: ValueStore) -> None:
        self._values = values
        self._bans: dict[str, BanInfo] = {}
        self._masks: dict[str, BanInfo] = {}  # by the folded mask
        # By IP version and length of the prefix, then by the number of the network.
        self._networks: dict[tuple[int, int], dict[int, BanInfo]] = {}
        for key, text in values.items(SPACE).items():
            ban = _read(text)
            if ban is None or ban.key != key:
                values.put(SPACE, key, None)  # not ours, or broken
            else:
                self._insert(ban)

    def __len__(self) -> int:
        return len(self._bans)

    def all(self, now: float) -> tuple[BanInfo, ...]:
        """Those in force, the newest first."""
        self._forget_past(now)
        return tuple(sorted(self._bans.values(), key=lambda ban: ban.made, reverse=True))

    def add(self, ban: BanInfo) -> None:
        """Keep a ban; one of the same thing is replaced."""
        self.remove(ban.kind, ban.what)
        self._insert(ban)
        self._values.put(SPACE, ban.key, json.dumps(asdict(ban), ensure_ascii=False))

    def remove(self, kind: BanKind, what: str) -> BanInfo | None:
        """Lift a ban; None where there is none."""
        ban = self._bans.pop(f"{kind}:{_folded(kind, what)}", None)
        if ban is None:
            return None
        if ban.kind is BanKind.MASK:
            del self._masks[fold_mask(ban.what)]
        elif ban.kind is not BanKind.ACCOUNT:
            version, length, number = _place(ban.what)
            del self._networks[version, length][number]
            if not self._networks[version, length]:
                del self._networks[version, length]
        self._values.put(SPACE, ban.key, None)
        return ban

    def on_address(self, address: str, now: float) -> BanInfo | None:
        """The ban that keeps out a numeric address (with or without ``%interface``)."""
        if not self._networks:
            return None
        try:
            ip = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return None
        number, bits = int(ip), ip.max_prefixlen
        for (version, length), networks in self._networks.items():
            if version == ip.version:
                ban = networks.get(number >> (bits - length))
                if ban is not None and _in_force(ban, now):
                    return ban
        return None

    def on_account(self, account: str, now: float) -> BanInfo | None:
        """The ban of an account."""
        ban = self._bans.get(f"{BanKind.ACCOUNT}:{fold(account)}") if account else None
        return ban if ban is not None and _in_force(ban, now) else None

    def on_name(self, folded: str, username: str, host: str, now: float) -> BanInfo | None:
        """The ban of a mask that fits this folded nickname, user name and host."""
        if not self._masks:
            return None
        who = f"{folded}!{username.lower()}@{host.lower()}"
        for mask, ban in self._masks.items():
            if _in_force(ban, now) and mask_matches(mask, who):
                return ban
        return None

    def on(self, user: User, now: float) -> BanInfo | None:
        """The ban that keeps out this person; masks count once it has a nickname."""
        return (
            self.on_address(user.address, now)
            or self.on_account(user.account, now)
            or (self.on_name(user.folded, user.username, user.host, now) if user.nick else None)
        )

    def _insert(self, ban: BanInfo) -> None:
        self._bans[ban.key] = ban
        if ban.kind is BanKind.MASK:
            self._masks[fold_mask(ban.what)] = ban
        elif ban.kind is not BanKind.ACCOUNT:
            version, length, number = _place(ban.what)
            self._networks.setdefault((version, length), {})[number] = ban

    def _forget_past(self, now: float) -> None:
        for ban in [ban for ban in self._bans.values() if not _in_force(ban, now)]:
            self.remove(ban.kind, ban.what)


# -- for the commands and the window -------------------------------------------------------------


def list_bans(server: Server) -> tuple[BanInfo, ...]:
    """The bans in force, the newest first."""
    return server.bans.all(server.now)


def add_ban(
    server: Server,
    kind: BanKind,
    what: str,
    reason: str = "",
    by: str = "",
    seconds: float = 0.0,
) -> BanInfo:
    """Ban for ``seconds`` (0: without an end), and put those out who are here. Raises BanError."""
    reason = " ".join(reason.replace("\0", "").split())
    reason = reason.encode()[:_REASON_LENGTH].decode(errors="ignore")
    until = server.now + seconds if seconds > 0 else 0.0
    ban = BanInfo(kind, normal(kind, what), reason, by, server.now, until)
    server.bans.add(ban)
    server.note(LogKind.BANNED, None, ban.what, by, reason, level=LogLevel.WARNING)
    for user in list(server.users.values()):
        check(server, user)
    return ban


def remove_ban(server: Server, kind: BanKind, what: str, by: str = "") -> bool:
    """Lift a ban; False where there is none. Raises BanError."""
    ban = server.bans.remove(kind, normal(kind, what))
    if ban is None:
        return False
    server.note(LogKind.UNBANNED, None, ban.what, by)
    return True


def check(server: Server, user: User) -> bool:
    """Put ``user`` out if a ban fits; True if it did. For after a login and at registration."""
    if user.closed:
        return False
    ban = server.bans.on(user, server.now)
    if ban is None:
        return False
    put_out(server, user, ban)
    return True


def put_out(server: Server, user: User, ban: BanInfo) -> None:
    """Tell somebody of the ban, and close the connection."""
    if user.spoke:
        server.wire.numeric(user, Numeric.ERR_YOUREBANNEDCREEP, ban.sentence())
    server.drop(user, "banned", f"Banned: {ban.reason}" if user.registered else ban.sentence())


def contains(what: str, address: str) -> bool:
    """Whether a banned address or network has this numeric address in it."""
    return ipaddress.ip_address(address.partition("%")[0]) in ipaddress.ip_network(what)


def _folded(kind: BanKind, what: str) -> str:
    if kind is BanKind.ACCOUNT:
        return fold(what)
    return fold_mask(what) if kind is BanKind.MASK else what


def _in_force(ban: BanInfo, now: float) -> bool:
    return not ban.until or ban.until > now


def _address_kind(what: str) -> BanKind:
    network = _network(what.strip())
    return BanKind.NETWORK if network.num_addresses > 1 else BanKind.ADDRESS


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """Raises ValueError. An IPv4 address inside IPv6 (::ffff:10.0.0.7) is taken as what it is."""
    network = ipaddress.ip_network(text, strict=False)
    if isinstance(network, ipaddress.IPv6Network) and network.prefixlen >= 96:
        inside = network.network_address.ipv4_mapped
        if inside is not None:
            return ipaddress.IPv4Network((inside, network.prefixlen - 96))
    return network


def _place(what: str) -> tuple[int, int, int]:
    """IP version, length of the prefix, and the prefix as a number."""
    network = ipaddress.ip_network(what)
    shift = network.max_prefixlen - network.prefixlen
    return network.version, network.prefixlen, int(network.network_address) >> shift


def _read(text: str) -> BanInfo | None:
    try:
        values = json.loads(text)
        ban = BanInfo(
            BanKind(values["kind"]),
            str(values["what"]),
            str(values["reason"]),
            str(values["by"]),
            float(values["made"]),
            float(values["until"]),
        )
        normal(ban.kind, ban.what)
    except (ValueError, TypeError, KeyError):
        return None
    return ban


def words_of(ban: BanInfo, now: float) -> Iterator[str]:
    """A ban in a list of an operator: who made it, for how long, and why."""
    yield f"by {ban.by}" if ban.by else "from the server's window"
    yield f"{round((ban.until - now) / 60)} minutes left" if ban.until else "without an end"
    if ban.reason:
        yield ban.reason
