"""WHO and its WHOX form (RFC 2812 section 3.6.1, Modern IRC "WHO message", ISUPPORT WHOX)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server.capabilities import MULTI_PREFIX
from core.server.commands import Command
from core.server.rights import may_see
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server

_WHOX_FIELDS = "tcuihsnfdlaor"  # in the order of the reply


def _who(server: Server, user: User, message: Message) -> None:
    """WHO (RFC 2812 section 3.6.1); a second parameter is "o" or WHOX's ``%fields,token``."""
    mask = message.param(0) or "*"
    options, percent, fields = message.param(1).partition("%")
    fields, _, token = fields.partition(",")
    channel = server.find_channel(mask) if mask.startswith("#") else None
    found: Iterable[User]
    if mask.startswith("#"):
        found = _in_channel(channel, user) if channel else ()
    else:
        found = _matching(server, user, mask)
    for person in found:
        if "o" in options and not person.oper:
            continue
        where = channel or _shared(user, person)
        if percent:
            _whox_reply(server, user, person, where, (fields, token))
        else:
            _who_reply(server, user, person, where)
    server.wire.numeric(user, Numeric.RPL_ENDOFWHO, mask, "End of WHO")


def _in_channel(channel: Channel, user: User) -> list[User]:
    if not may_see(user, channel):
        return []
    return [member.user for member in channel.members.values() if channel.sees(user, member)]


def _matching(server: Server, user: User, mask: str) -> list[User]:
    folded = fold(mask) if "*" not in mask and "?" not in mask else mask.lower()
    exact = server.nicks.get(folded)
    if exact is not None:
        return [exact]
    found = []
    for person in server.nicks.values():
        hidden = "i" in person.modes and person is not user and not user.oper
        if hidden and _shared(user, person) is None:
            continue
        names = (
            person.folded,
            person.username.lower(),
            person.host.lower(),
            person.realname.lower(),
            server.wire.name.lower(),
        )
        if folded in ("*", "0") or any(mask_matches(folded, name) for name in names):
            found.append(person)
    return found


def _shared(user: User, person: User) -> Channel | None:
    """A channel that ``user`` may know ``person`` to be in."""
    for channel in person.channels.values():
        if user.conn in channel.members and channel.sees(user, channel.members[person.conn]):
            return channel
    return None


def _flags(user: User, person: User, channel: Channel | None) -> str:
    flags = "G" if person.away is not None else "H"
    if person.oper:
        flags += "*"
    if person.bot:
        flags += "B"
    member = channel.members.get(person.conn) if channel else None
    if member is not None:
        flags += member.prefixes if user.caps & MULTI_PREFIX else member.prefix
    return flags


def _who_reply(server: Server, user: User, person: User, channel: Channel | None) -> None:
    server.wire.numeric(
        user,
        Numeric.RPL_WHOREPLY,
        channel.name if channel else "*",
        person.username,
        person.host,
        server.wire.name,
        person.nick,
        _flags(user, person, channel),
        f"0 {person.realname}",
    )


def _whox_reply(
    server: Server, user: User, person: User, channel: Channel | None, query: tuple[str, str]
) -> None:
    fields, token = query
    values = {
        "t": token[:3] or "0",
        "c": channel.name if channel else "*",
        "u": person.username,
        "i": person.address if user is person or user.oper else "255.255.255.255",
        "h": person.host,
        "s": server.wire.name,
        "n": person.nick,
        "f": _flags(user, person, channel),
        "d": "0",
        "l": str(int(server.now - person.idle_since)),
        "a": person.account or "0",
        "o": "n/a",
        "r": person.realname,
    }
    words = [values[letter] for letter in _WHOX_FIELDS if letter in fields]
    if words:
        server.wire.numeric(user, Numeric.RPL_WHOSPCRPL, *words)


COMMANDS = (Command("WHO", 0, False, _who),)
