"""What operators of the server do is written down, and told to the other operators (mode +s)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.numerics import Numeric
from core.server.events import LogKind, LogLevel
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def need_oper(server: Server, user: User) -> bool:
    """Whether ``user`` is an operator of the server; 481 if not."""
    if user.oper:
        return True
    text = "You are not an IRC operator"
    server.wire.numeric(user, Numeric.ERR_NOPRIVILEGES, text)
    return False


def note_act(server: Server, user: User, command: str, *words: str) -> None:
    """Something that an operator did: into the log, and to the operators with mode s."""
    text = " ".join(words)
    server.note(LogKind.OPERATOR, user, command, text, level=LogLevel.WARNING)
    line = f"*** {user.nick} ({user.oper}): {command} {text}".rstrip()
    for person in server.nicks.values():
        if person.oper and "s" in person.modes and person is not user:
            server.wire.server(person, f"NOTICE {person.nick} :{line}")
