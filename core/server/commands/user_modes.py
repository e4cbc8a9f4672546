"""MODE of people (RFC 2812 section 3.1.5, Modern IRC "User modes")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.modes import ModeChange, format_modes, parse_user_modes
from core.irc.numerics import Numeric
from core.server import classroom
from core.server.channel_modes import GUARDS, USER_MODES
from core.server.commands.targets import known_person
from core.server.events import LogKind
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def user_mode(server: Server, user: User, message: Message) -> None:
    """MODE with a nickname."""
    wire = server.wire
    target = known_person(server, user, message.params[0])
    if target is None:
        return
    if target is not user and (len(message.params) > 1 or not user.oper):
        text = "You can see and change only your own modes"
        wire.numeric(user, Numeric.ERR_USERSDONTMATCH, text)
        return
    if len(message.params) == 1:
        wire.numeric(user, Numeric.RPL_UMODEIS, "+" + "".join(sorted(target.modes)))
        return
    changes = parse_user_modes("".join(message.params[1:]))
    if any(change.letter not in USER_MODES for change in changes):
        wire.numeric(user, Numeric.ERR_UMODEUNKNOWNFLAG, "There is no such user mode")
    change_user_modes(server, user, [c for c in changes if c.letter in USER_MODES])


def change_user_modes(server: Server, user: User, changes: list[ModeChange]) -> None:
    """Make the changes that somebody may make, and tell them what became of it."""
    done: list[ModeChange] = []
    for change in changes:
        letter, adding = change.letter, change.sign == "+"
        if adding == (letter in user.modes):
            continue
        if adding and (letter == "o" or (letter == "s" and not user.oper)):
            continue  # operators are made by OPER
        set_user_mode(user, letter, adding)
        done.append(change)
        if letter == "o" and "s" in user.modes:
            set_user_mode(user, "s", False)
            done.append(ModeChange("-", "s"))
    if done:
        params = " ".join(format_modes(done))
        server.wire.line(user, user.prefix + f"MODE {user.nick} :{params}".encode(), user)
        server.note(LogKind.MODE, user, user.nick, params)
        if any(change.letter == "o" for change in done):
            classroom.greet(server, user)


def set_user_mode(user: User, letter: str, on: bool) -> None:
    """Set or clear a user mode, and what hangs on it."""
    (user.modes.add if on else user.modes.discard)(letter)
    if letter == "o" and not on:
        user.oper = ""
    elif letter == "B":
        user.bot = on
    elif letter in GUARDS:
        user.guarded = not GUARDS.isdisjoint(user.modes)
