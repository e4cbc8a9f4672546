"""Who is there: WHO (with WHOX), WHOIS, WHOWAS, ISON, USERHOST."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.irc.capabilities import split_list
from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server.capabilities import MULTI_PREFIX
from core.server.commands import Command
from core.server.commands.targets import split_targets
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server

_ISON_ROOM = 350  # bytes of names in one RPL_ISON
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
    inside = user.conn in channel.members
    if channel.secret and not inside:
        return []
    people = [member.user for member in channel.members.values()]
    return people if inside else [person for person in people if "i" not in person.modes]


def _matching(server: Server, user: User, mask: str) -> list[User]:
    folded = fold(mask) if "*" not in mask and "?" not in mask else mask.lower()
    exact = server.nicks.get(folded)
    if exact is not None:
        return [exact]
    found = []
    for person in server.nicks.values():
        if "i" in person.modes and person is not user and _shared(user, person) is None:
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
        if user.conn in channel.members:
            return channel
    return None


def _flags(user: User, person: User, channel: Channel | None) -> str:
    flags = "G" if person.away is not None else "H"
    if person.oper:
        flags += "*"
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
        "i": person.host if user is person or user.oper else "255.255.255.255",
        "h": person.host,
        "s": server.wire.name,
        "n": person.nick,
        "f": _flags(user, person, channel),
        "d": "0",
        "l": str(int(server.now - person.idle_since)),
        "a": "0",
        "o": "n/a",
        "r": person.realname,
    }
    words = [values[letter] for letter in _WHOX_FIELDS if letter in fields]
    if words:
        server.wire.numeric(user, Numeric.RPL_WHOSPCRPL, *words)


def _whois(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if not message.param(0):
        wire.numeric(user, Numeric.ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    for nick in split_targets(server, user, "WHOIS", message.params[-1]):
        person = server.find_nick(nick)
        if person is None:
            text = "There is nobody with this nickname"
            wire.numeric(user, Numeric.ERR_NOSUCHNICK, nick, text)
            wire.numeric(user, Numeric.RPL_ENDOFWHOIS, nick, "End of WHOIS")
        else:
            _whois_one(server, user, person)


def _whois_one(server: Server, user: User, person: User) -> None:
    wire = server.wire
    nick = person.nick
    username, host = person.username, person.host
    wire.numeric(user, Numeric.RPL_WHOISUSER, nick, username, host, "*", person.realname)
    seen = [
        channel.members[person.conn].prefix + channel.name
        for channel in person.channels.values()
        if user.conn in channel.members or not (channel.secret or "i" in person.modes) or user.oper
    ]
    line: list[str] = []
    for word in seen:
        if line and len(" ".join([*line, word]).encode()) > 300:
            wire.numeric(user, Numeric.RPL_WHOISCHANNELS, nick, " ".join(line))
            line = []
        line.append(word)
    if line:
        wire.numeric(user, Numeric.RPL_WHOISCHANNELS, nick, " ".join(line))
    network = server.config.network
    wire.numeric(user, Numeric.RPL_WHOISSERVER, nick, wire.name, network)
    if person.oper:
        wire.numeric(user, Numeric.RPL_WHOISOPERATOR, nick, "is an IRC operator")
    if person.away is not None:
        wire.numeric(user, Numeric.RPL_AWAY, nick, person.away)
    if user is person or user.oper:
        text = f"is connecting from {username}@{host} {host}"
        wire.numeric(user, Numeric.RPL_WHOISHOST, nick, text)
        modes = "+" + "".join(sorted(person.modes))
        wire.numeric(user, Numeric.RPL_WHOISMODES, nick, f"is using modes {modes}")
    idle, since = str(int(server.now - person.idle_since)), str(int(person.since))
    text = "seconds idle, signon time"
    wire.numeric(user, Numeric.RPL_WHOISIDLE, nick, idle, since, text)
    wire.numeric(user, Numeric.RPL_ENDOFWHOIS, nick, "End of WHOIS")


def _whowas(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if not message.param(0):
        wire.numeric(user, Numeric.ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    nick = message.params[0]
    count = message.param(1)
    most = int(count) if count.isascii() and count.isdigit() and len(count) < 6 else 0
    folded = fold(nick)
    found = [gone for gone in server.whowas if fold(gone.nick) == folded]
    for gone in found[: most or len(found)]:
        wire.numeric(
            user,
            Numeric.RPL_WHOWASUSER,
            gone.nick,
            gone.username,
            gone.host,
            "*",
            gone.realname,
        )
    if not found:
        text = "There was nobody with this nickname"
        wire.numeric(user, Numeric.ERR_WASNOSUCHNICK, nick, text)
    wire.numeric(user, Numeric.RPL_ENDOFWHOWAS, nick, "End of WHOWAS")


def _ison(server: Server, user: User, message: Message) -> None:
    nicks = [nick for param in message.params for nick in param.split()]
    present = [person.nick for nick in nicks if (person := server.find_nick(nick))]
    for line in list(split_list(present, _ISON_ROOM)) or [""]:
        server.wire.numeric(user, Numeric.RPL_ISON, line)


def _userhost(server: Server, user: User, message: Message) -> None:
    nicks = [nick for param in message.params for nick in param.split()][:5]
    items = []
    for nick in nicks:
        person = server.find_nick(nick)
        if person is not None:
            star = "*" if person.oper else ""
            here = "-" if person.away is not None else "+"
            items.append(f"{person.nick}{star}={here}{person.username}@{person.host}")
    server.wire.numeric(user, Numeric.RPL_USERHOST, " ".join(items))


COMMANDS = (
    Command("WHO", 0, False, _who),
    Command("WHOIS", 0, False, _whois),
    Command("WHOWAS", 0, False, _whowas),
    Command("ISON", 1, False, _ison),
    Command("USERHOST", 1, False, _userhost),
)
