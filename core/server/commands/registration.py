"""Coming, naming oneself, and going: PASS, NICK, USER, PING, PONG, QUIT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import nickname_fault
from core.irc.numerics import Numeric
from core.server import nicknames
from core.server.commands import Command
from core.server.events import LogKind
from core.server.presence import change_nick
from core.server.rights import keeps_nickname
from core.server.state import User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server


def _pass(server: Server, user: User, message: Message) -> None:
    if user.registered:
        server.wire.numeric(user, Numeric.ERR_ALREADYREGISTERED, "You are registered already")
    else:
        user.password = message.params[-1]


def _nick(server: Server, user: User, message: Message) -> None:
    wanted = message.param(0)
    wire = server.wire
    fault = nickname_fault(wanted, server.config.limits.nick_length)
    if fault == "empty":
        wire.numeric(user, Numeric.ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    if fault == "too_long":
        longest = server.config.limits.nick_length
        text = f"The nickname is longer than {longest} characters"
        wire.numeric(user, Numeric.ERR_ERRONEUSNICKNAME, wanted[:60], text)
        return
    # A name with a slash is of somebody elsewhere (RELAYMSG).
    if fault or "/" in wanted or fold(wanted) in server.reserved_names:
        text = "This cannot be a nickname: letters, digits and - _ [ ] { } \\ | ^ ` are fine"
        wire.numeric(user, Numeric.ERR_ERRONEUSNICKNAME, wanted[:60], text)
        return
    folded = fold(wanted)
    if wanted == user.nick:
        return
    held = keeps_nickname(user)
    if held is not None:
        text = f"Nobody may change the nickname in {held.name} (+N)"
        wire.numeric(user, Numeric.ERR_NONICKCHANGE, wanted, text)
        return
    if not nicknames.may_wait(server, user, wanted) and not nicknames.claim(server, user, wanted):
        return
    if user.registered:
        ban = server.bans.on_name(folded, user.username, user.host, server.now)
        if ban is not None:
            wire.numeric(user, Numeric.ERR_ERRONEUSNICKNAME, wanted, ban.sentence())
            return
        change_nick(server, user, wanted, folded)
    else:
        user.nick, user.folded = wanted, folded
        server.complete_registration(user)


def _user(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if user.registered or user.username:
        wire.numeric(user, Numeric.ERR_ALREADYREGISTERED, "You are registered already")
        return
    if not message.params[0] or not message.params[3]:
        text = "Neither the user name nor the real name may be empty"
        wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, "USER", text)
        return
    limits = server.config.limits
    letters = [
        letter for letter in message.params[0] if letter.isalnum() or letter in "-_.[]{}\\|^`~"
    ]
    name = "".join(letters).lstrip("~")[: limits.user_length]
    if not name:
        wire.numeric(user, Numeric.ERR_INVALIDUSERNAME, "This cannot be a user name")
        return
    user.username = "~" + name
    user.realname = message.params[3][: limits.realname_length]
    server.complete_registration(user)


def _ping(server: Server, user: User, message: Message) -> None:
    token = message.param(0)
    if not token:
        server.wire.numeric(user, Numeric.ERR_NOORIGIN, "No origin given")
        return
    server.wire.server(user, f"PONG {server.wire.name} :{token}")


def _pong(server: Server, user: User, message: Message) -> None:
    """An answer needs none: that something came is noted with every line."""


def _quit(server: Server, user: User, message: Message) -> None:
    reason = shorten(message.param(0), server.config.limits.kick_length)
    server.leave(user, f"Quit: {reason}" if reason else "Quit")
    server.note(LogKind.DISCONNECTED, user, reason)


COMMANDS = (
    Command("PASS", 1, True, _pass),
    Command("NICK", 0, True, _nick),
    Command("USER", 4, True, _user),
    Command("PING", 0, True, _ping),
    Command("PONG", 0, True, _pong),
    Command("QUIT", 0, True, _quit),
)
