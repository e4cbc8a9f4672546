"""For those who look after the server: OPER, KILL, WALLOPS, SAMODE, SAJOIN, REHASH, DIE, RESTART.

All that they do is logged (``core.server.oversight``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import classroom, login
from core.server.commands import Command
from core.server.commands.channels import enter
from core.server.commands.modes import change_modes
from core.server.commands.targets import known_channel, known_person, no_such_nick
from core.server.commands.user_modes import set_user_mode
from core.server.events import LogKind
from core.server.oversight import need_oper, note_act
from core.server.passwords import ARGON2, argon2_check, same_secret
from core.server.state import User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server


def _oper(server: Server, user: User, message: Message) -> None:
    """RFC 2812 section 3.1.4; the password in the settings may be an argon2id hash."""
    name, password = message.params[:2]
    target = f"operator {name[:50]}"
    wanted = server.config.opers.get(name)
    refused = login.locked_out(server, user, target)
    if refused:
        server.wire.numeric(user, Numeric.ERR_PASSWDMISMATCH, refused)
    elif wanted is None or not wanted.startswith(ARGON2):
        right = wanted is not None and same_secret(password, wanted)
        _answer_oper(server, user, right, name=name, known=wanted is not None)
    elif server.lockout.begin(server, user, target):
        done = partial(_answer_oper, name=name, known=True)
        server.add_job(user, argon2_check(password, wanted), done)
    else:
        server.wire.numeric(user, Numeric.RPL_TRYAGAIN, "OPER", login.BUSY)


def _answer_oper(server: Server, user: User, right: bool, name: str, known: bool) -> None:
    target = f"operator {name[:50]}"
    if not right:
        server.lockout.wrong(server, user, target, known=known)
        text = "The name or the password is wrong"
        server.wire.numeric(user, Numeric.ERR_PASSWDMISMATCH, text)
        return
    server.lockout.right(user, target)
    user.oper = name
    for letter in "os":
        set_user_mode(user, letter, True)
    server.wire.numeric(user, Numeric.RPL_YOUREOPER, "You are an IRC operator now")
    server.wire.line(user, user.prefix + f"MODE {user.nick} :+os".encode(), user)
    classroom.greet(server, user)
    server.note(LogKind.OPER, user, name)
    note_act(server, user, "OPER")


def _kill(server: Server, user: User, message: Message) -> None:
    if not need_oper(server, user):
        return
    target = server.find_nick(message.params[0])
    if target is None:
        if message.params[0].lower() == server.wire.name.lower():
            text = "The server cannot be killed"
            server.wire.numeric(user, Numeric.ERR_CANTKILLSERVER, text)
            return
        no_such_nick(server, user, message.params[0])
        return
    reason = shorten(message.param(1), server.config.limits.kick_length) or "No reason"
    body = user.prefix + f"KILL {target.nick} :{reason}".encode()
    server.wire.line(target, body, user)
    note_act(server, user, "KILL", target.mask, reason)
    text = f"Killed ({user.nick} ({reason}))"
    server.leave(target, text)
    server.note(LogKind.DISCONNECTED, target, text)


def _wallops(server: Server, user: User, message: Message) -> None:
    if not need_oper(server, user):
        return
    body = user.prefix + f"WALLOPS :{message.params[0]}".encode()
    readers = [person for person in server.nicks.values() if "w" in person.modes]
    server.wire.to_users(readers, body, actor=user, source=user)
    note_act(server, user, "WALLOPS", message.params[0])


def _samode(server: Server, user: User, message: Message) -> None:
    """MODE of a channel without being its operator."""
    if not need_oper(server, user):
        return
    channel = known_channel(server, user, message.params[0])
    if channel is None:
        return
    note_act(server, user, "SAMODE", *message.params)
    change_modes(server, user, channel, message.params[1:], forced=True)


def _sajoin(server: Server, user: User, message: Message) -> None:
    """``SAJOIN #channel`` or ``SAJOIN nick #channel``: whatever the channel's modes say."""
    if not need_oper(server, user):
        return
    nick = message.params[0] if len(message.params) > 1 else user.nick
    person = known_person(server, user, nick)
    if person is None:
        return
    name = message.params[-1]
    channel = known_channel(server, user, name)
    if channel is None:
        return
    if person.conn in channel.members:
        text = "They are in this channel already"
        server.wire.numeric(user, Numeric.ERR_USERONCHANNEL, person.nick, channel.name, text)
    else:
        note_act(server, user, "SAJOIN", person.nick, channel.name)
        enter(server, person, channel)


def _rehash(server: Server, user: User, message: Message) -> None:
    """Have the settings read again, by who runs the server."""
    if need_oper(server, user):
        text = "The settings are read again"
        server.wire.numeric(user, Numeric.RPL_REHASHING, server.wire.name, text)
        note_act(server, user, "REHASH")
        server.requests.append("rehash")


def _stop(server: Server, user: User, message: Message) -> None:
    """DIE and RESTART: only where the settings allow it."""
    if not need_oper(server, user):
        return
    command = message.command
    if not server.config.opers_may_stop:
        text = "Who runs this server stops it in its window; operators cannot"
        server.wire.numeric(user, Numeric.ERR_NOPRIVS, command, text)
        return
    note_act(server, user, command)
    server.requests.append(command.lower())


COMMANDS = (
    Command("OPER", 2, False, _oper),
    Command("KILL", 1, False, _kill),
    Command("WALLOPS", 1, False, _wallops),
    Command("SAMODE", 2, False, _samode),
    Command("SAJOIN", 1, False, _sajoin),
    Command("REHASH", 0, False, _rehash),
    Command("DIE", 0, False, _stop),
    Command("RESTART", 0, False, _stop),
)
