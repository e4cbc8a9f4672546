"""What people say about themselves: AWAY, SETNAME; and CHGHOST, which operators say about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server.capabilities import AWAY_NOTIFY, PRE_AWAY, SETNAME
from core.server.commands import Command
from core.server.commands.targets import known_person
from core.server.events import LogKind
from core.server.oversight import need_oper
from core.server.presence import away_line, change_host, watchers_of
from core.server.state import User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:/-]{0,61}[A-Za-z0-9])?")
_USERNAME = re.compile(r"~?[A-Za-z0-9._-]+")


def _away(server: Server, user: User, message: Message) -> None:
    """AWAY (RFC 2812 section 4.1); before registration with IRCv3 pre-away."""
    wire = server.wire
    if not user.registered and not user.caps & PRE_AWAY:
        wire.numeric(user, Numeric.ERR_NOTREGISTERED, "You have not registered (NICK and USER)")
        return
    reason = shorten(message.param(0), server.config.limits.away_length)
    before = user.away
    user.away = reason or None
    if reason:
        wire.numeric(user, Numeric.RPL_NOWAWAY, "You are marked as away")
    else:
        wire.numeric(user, Numeric.RPL_UNAWAY, "You are no longer marked as away")
    if before == user.away or not user.registered:
        return
    wire.to_users(watchers_of(server, user, AWAY_NOTIFY), away_line(user), source=user)
    server.note(LogKind.AWAY, user, reason)


def _setname(server: Server, user: User, message: Message) -> None:
    """SETNAME (IRCv3 setname)."""
    name = message.params[0]
    body = user.prefix + b"SETNAME :" + name.encode()
    wire, limits = server.wire, server.config.limits
    if not name.strip() or len(name) > limits.realname_length or len(body) > limits.body_length:
        wire.fail(user, "SETNAME", "INVALID_REALNAME", "The name is empty or too long")
        return
    user.realname = name
    msgid = wire.new_id()
    wire.to_users(watchers_of(server, user, SETNAME), body, source=user, msgid=msgid)
    if user.caps & SETNAME:
        wire.line(user, body, user, msgid)


def _chghost(server: Server, user: User, message: Message) -> None:
    """CHGHOST nick user host: what others see behind a nickname (IRCv3 chghost)."""
    wire = server.wire
    nick, username, host = message.params[:3]
    if not need_oper(server, user):
        return
    target = known_person(server, user, nick)
    if target is None:
        return
    longest = server.config.limits.user_length
    if not _USERNAME.fullmatch(username) or len(username.removeprefix("~")) > longest:
        wire.fail(user, "CHGHOST", "INVALID_USERNAME", "This cannot be a user name", username)
    elif not _HOST.fullmatch(host):
        wire.fail(user, "CHGHOST", "INVALID_HOST", "This cannot be a host", host)
    elif (username, host) != (target.username, target.host):
        change_host(server, target, username, host)


COMMANDS = (
    Command("AWAY", 0, True, _away),
    Command("SETNAME", 1, False, _setname),
    Command("CHGHOST", 3, False, _chghost),
)
