"""Figures of the server, and of the network that it would be in: STATS, TRACE, LINKS, MAP …

This server stands alone: there is nothing to link or to trace but itself (RFC 2812 section 3.4).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server.commands import Command, bans
from core.server.commands.targets import is_here
from core.server.oversight import need_oper
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_LETTERS = {
    "c": "servers that may be linked: none",
    "k": "bans of the server (operators)",
    "m": "commands, and how often they were used",
    "o": "names that may become operator (operators)",
    "p": "operators who are here",
    "u": "how long the server has been running",
}
_OPERATORS_ONLY = frozenset("ko")


def _stats(server: Server, user: User, message: Message) -> None:
    """``STATS letter``; ``STATS ?`` or nothing tells the letters."""
    wire = server.wire
    letter = message.param(0)[:1] or "?"
    if not is_here(server, user, message.param(1)):
        return
    kind = letter.lower()
    if kind in _OPERATORS_ONLY and not need_oper(server, user):
        return
    if kind == "u":
        _uptime(server, user)
    elif kind == "m":
        for name, count in sorted(server.used.items()):
            wire.numeric(user, Numeric.RPL_STATSCOMMANDS, name, str(count), "0", "0")
    elif kind == "o":
        for name in sorted(server.config.opers):
            wire.numeric(user, Numeric.RPL_STATSOLINE, "O", "*", "*", name)
    elif kind == "p":
        opers = [person for person in server.nicks.values() if person.oper]
        for person in opers:
            idle = int(server.now - person.idle_since)
            text = f"{person.mask} idle {idle} seconds"
            wire.numeric(user, Numeric.RPL_STATSDEBUG, text)
        wire.numeric(user, Numeric.RPL_STATSDEBUG, f"{len(opers)} operators are here")
    elif kind == "k":
        bans.stats(server, user)
    elif letter == "?":
        for name, meaning in _LETTERS.items():
            wire.numeric(user, Numeric.RPL_STATSDEBUG, f"STATS {name}: {meaning}")
    wire.numeric(user, Numeric.RPL_ENDOFSTATS, letter, "End of STATS")


def _uptime(server: Server, user: User) -> None:
    span = timedelta(seconds=int(server.now - server.created))
    hours, rest = divmod(span.seconds, 3600)
    text = f"Server up {span.days} days {hours}:{rest // 60:02}:{rest % 60:02}"
    server.wire.numeric(user, Numeric.RPL_STATSUPTIME, text)
    text = f"At most {server.most_people} people at once, {server.total_people} connections in all"
    server.wire.numeric(user, Numeric.RPL_STATSCONN, text)


def _trace(server: Server, user: User, message: Message) -> None:
    """Who is connected: everybody for operators, oneself and the operators for others."""
    wire = server.wire
    target = message.param(0)
    person = server.find_nick(target) if target else None
    if person is None and not is_here(server, user, target):
        return
    people = list(server.users.values()) if person is None else [person]
    for peer in people:
        if not peer.registered:
            if user.oper:
                text = f"{peer.address} {int(server.now - peer.since)}"
                wire.numeric(user, Numeric.RPL_TRACEUNKNOWN, "????", "0", text)
        elif user.oper or peer is user or peer.oper:
            kind = "Oper" if peer.oper else "User"
            code = Numeric.RPL_TRACEOPERATOR if peer.oper else Numeric.RPL_TRACEUSER
            wire.numeric(user, code, kind, "0", f"{peer.nick} [{peer.username}@{peer.host}]")
    wire.numeric(user, Numeric.RPL_TRACEEND, wire.name, server.config.version, "End of TRACE")


def _links(server: Server, user: User, message: Message) -> None:
    """``LINKS [[server] mask]``: ourselves, where the mask fits, for operators.

    As on most networks others are not told how the servers are linked: it is only of use to who
    wants to break the links.
    """
    wire = server.wire
    if len(message.params) > 1 and not is_here(server, user, message.params[0]):
        return
    mask = message.params[-1] if message.params else "*"
    if user.oper and mask_matches(mask.lower(), wire.name.lower()):
        text = f"0 {server.config.description}"
        wire.numeric(user, Numeric.RPL_LINKS, wire.name, wire.name, text)
    wire.numeric(user, Numeric.RPL_ENDOFLINKS, mask, "End of LINKS")


def _map(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    wire.numeric(user, Numeric.RPL_MAP, f"{wire.name} ({server.registered_count} people)")
    wire.numeric(user, Numeric.RPL_MAPEND, "End of MAP")


def _users(server: Server, user: User, message: Message) -> None:
    if is_here(server, user, message.param(0)):
        text = "USERS has been disabled"
        server.wire.numeric(user, Numeric.ERR_USERSDISABLED, text)


def _summon(server: Server, user: User, message: Message) -> None:
    if is_here(server, user, message.param(1)):
        text = "SUMMON has been disabled"
        server.wire.numeric(user, Numeric.ERR_SUMMONDISABLED, text)


def _link(server: Server, user: User, message: Message) -> None:
    """CONNECT and SQUIT."""
    if need_oper(server, user):
        text = "This server stands alone: it cannot be linked with others"
        server.wire.numeric(user, Numeric.ERR_NOSUCHSERVER, message.params[0], text)


def _servlist(server: Server, user: User, message: Message) -> None:
    mask = message.param(0) or "*"
    text = "There are no services"
    server.wire.numeric(user, Numeric.RPL_SERVLISTEND, mask, message.param(1) or "*", text)


def _squery(server: Server, user: User, message: Message) -> None:
    text = "There is no such service"
    server.wire.numeric(user, Numeric.ERR_NOSUCHSERVICE, message.params[0], text)


COMMANDS = (
    Command("STATS", 0, False, _stats),
    Command("TRACE", 0, False, _trace),
    Command("LINKS", 0, False, _links),
    Command("MAP", 0, False, _map),
    Command("USERS", 0, False, _users),
    Command("SUMMON", 0, False, _summon),
    Command("CONNECT", 1, False, _link),
    Command("SQUIT", 1, False, _link),
    Command("SERVLIST", 0, False, _servlist),
    Command("SQUERY", 2, False, _squery),
)
