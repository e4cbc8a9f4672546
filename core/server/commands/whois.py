"""WHOIS and WHOWAS (RFC 2812 section 3.6, Modern IRC "User-based queries")."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.irc.capabilities import split_list
from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import metadata
from core.server.capabilities import MULTI_PREFIX
from core.server.commands import Command
from core.server.commands.targets import is_here, known_person, split_targets
from core.server.rights import may_see
from core.server.state import Gone, User

if TYPE_CHECKING:
    from core.server.server import Server

_ROOM = 300  # bytes of channels in one line


def _whois(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if not message.param(0):
        wire.numeric(user, Numeric.ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    if len(message.params) > 1 and not is_here(server, user, message.params[0]):
        return
    for nick in split_targets(server, user, "WHOIS", message.params[-1]):
        person = known_person(server, user, nick)
        if person is None:
            wire.numeric(user, Numeric.RPL_ENDOFWHOIS, nick, "End of WHOIS")
        else:
            _whois_one(server, user, person)


def _whois_one(server: Server, user: User, person: User) -> None:
    wire = server.wire
    nick = person.nick
    username, host = person.username, person.host
    wire.numeric(user, Numeric.RPL_WHOISUSER, nick, username, host, "*", person.realname)
    for line in split_list(_channels(user, person), _ROOM):
        wire.numeric(user, Numeric.RPL_WHOISCHANNELS, nick, line)
    network = server.config.network
    wire.numeric(user, Numeric.RPL_WHOISSERVER, nick, wire.name, server.config.description)
    if person.account:
        text = "is logged in as"
        wire.numeric(user, Numeric.RPL_WHOISACCOUNT, nick, person.account, text)
    if person.secure:
        wire.numeric(user, Numeric.RPL_WHOISSECURE, nick, "is using a secure connection")
    if person.certificate and (user is person or user.oper):
        text = f"has client certificate fingerprint {person.certificate}"
        wire.numeric(user, Numeric.RPL_WHOISCERTFP, nick, text)
    if person.oper:
        wire.numeric(user, Numeric.RPL_WHOISOPERATOR, nick, "is an IRC operator")
    if person.away is not None:
        wire.numeric(user, Numeric.RPL_AWAY, nick, person.away)
    if user is person or user.oper:
        address = person.address
        real = f"{username}@{address}"
        text = "is actually using host"
        wire.numeric(user, Numeric.RPL_WHOISACTUALLY, nick, real, address, text)
        text = f"is connecting from {real} {address}"
        wire.numeric(user, Numeric.RPL_WHOISHOST, nick, text)
        modes = "+" + "".join(sorted(person.modes))
        wire.numeric(user, Numeric.RPL_WHOISMODES, nick, f"is using modes {modes}")
    if person.bot:
        wire.numeric(user, Numeric.RPL_WHOISBOT, nick, f"is a bot on {network}")
    if metadata.is_aware(user):
        for key, value in person.metadata.items():
            wire.numeric(user, Numeric.RPL_WHOISKEYVALUE, nick, key, "*", value)
    idle, since = str(int(server.now - person.idle_since)), str(int(person.since))
    text = "seconds idle, signon time"
    wire.numeric(user, Numeric.RPL_WHOISIDLE, nick, idle, since, text)
    wire.numeric(user, Numeric.RPL_ENDOFWHOIS, nick, "End of WHOIS")


def _channels(user: User, person: User) -> list[str]:
    """The channels of a person that ``user`` may know of, with the person's prefixes."""
    found: list[str] = []
    for channel in person.channels.values():
        member = channel.members[person.conn]
        if may_see(user, channel) and channel.sees(user, member):
            prefix = member.prefixes if user.caps & MULTI_PREFIX else member.prefix
            found.append(prefix + channel.name)
    return found


def _whowas(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if not message.param(0):
        wire.numeric(user, Numeric.ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    if not is_here(server, user, message.param(2)):
        return
    count = message.param(1)
    most = int(count) if count.isascii() and count.isdigit() and len(count) < 6 else 0
    for nick in split_targets(server, user, "WHOWAS", message.params[0]):
        folded = fold(nick)
        found = [gone for gone in server.whowas if fold(gone.nick) == folded]
        for gone in found[: most or len(found)]:
            _whowas_one(server, user, gone)
        if not found:
            text = "There was nobody with this nickname"
            wire.numeric(user, Numeric.ERR_WASNOSUCHNICK, nick, text)
        wire.numeric(user, Numeric.RPL_ENDOFWHOWAS, nick, "End of WHOWAS")


def _whowas_one(server: Server, user: User, gone: Gone) -> None:
    wire, nick = server.wire, gone.nick
    wire.numeric(user, Numeric.RPL_WHOWASUSER, nick, gone.username, gone.host, "*", gone.realname)
    if gone.account:
        wire.numeric(user, Numeric.RPL_WHOISACCOUNT, nick, gone.account, "was logged in as")
    when = datetime.fromtimestamp(int(gone.at), UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    wire.numeric(user, Numeric.RPL_WHOISSERVER, nick, wire.name, f"left {when}")


COMMANDS = (
    Command("WHOIS", 0, False, _whois),
    Command("WHOWAS", 0, False, _whowas),
)
