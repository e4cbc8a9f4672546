"""For those who look after the server: OPER, KILL, WALLOPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import welcome
from core.server.commands import Command
from core.server.events import LogKind, LogLevel
from core.server.state import User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server


def _oper(server: Server, user: User, message: Message) -> None:
    name, password = message.params[:2]
    wanted = server.config.opers.get(name)
    if wanted is None or not welcome.same_secret(password, wanted):
        server.note(LogKind.WRONG_PASSWORD, user, name[:50], level=LogLevel.WARNING)
        text = "The name or the password is wrong"
        server.wire.numeric(user, Numeric.ERR_PASSWDMISMATCH, text)
        return
    user.oper = name
    user.modes.add("o")
    server.wire.numeric(user, Numeric.RPL_YOUREOPER, "You are an IRC operator now")
    server.wire.line(user, user.prefix + f"MODE {user.nick} :+o".encode(), user)
    server.note(LogKind.OPER, user, name)


def _need_oper(server: Server, user: User) -> bool:
    if user.oper:
        return True
    text = "You are not an IRC operator"
    server.wire.numeric(user, Numeric.ERR_NOPRIVILEGES, text)
    return False


def _kill(server: Server, user: User, message: Message) -> None:
    if not _need_oper(server, user):
        return
    target = server.find_nick(message.params[0])
    if target is None:
        text = "There is nobody with this nickname"
        server.wire.numeric(user, Numeric.ERR_NOSUCHNICK, message.params[0], text)
        return
    reason = shorten(message.param(1), server.config.limits.kick_length) or "No reason"
    body = user.prefix + f"KILL {target.nick} :{reason}".encode()
    server.wire.line(target, body, user)
    text = f"Killed ({user.nick} ({reason}))"
    server.leave(target, text)
    server.note(LogKind.DISCONNECTED, target, text)


def _wallops(server: Server, user: User, message: Message) -> None:
    if not _need_oper(server, user):
        return
    body = user.prefix + f"WALLOPS :{message.params[0]}".encode()
    readers = [person for person in server.nicks.values() if "w" in person.modes]
    server.wire.to_users(readers, body, actor=user, source=user)


COMMANDS = (
    Command("OPER", 2, False, _oper),
    Command("KILL", 1, False, _kill),
    Command("WALLOPS", 1, False, _wallops),
)
