"""ACCEPT: who may write to me although I have mode +R.

``ACCEPT anna,-boris`` lets one write and the other no more; ``ACCEPT *`` shows the list. Whom one
writes to is on it by that. Numerics as in the documents on "caller ID" (defs.ircdocs.horse).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server.commands import Command
from core.server.commands.targets import no_such_nick, split_targets
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def _accept(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if message.param(0) in ("", "*"):
        for conn in sorted(user.accepted):
            person = server.users.get(conn)
            if person is not None:
                wire.numeric(user, Numeric.RPL_ACCEPTLIST, person.nick)
        wire.numeric(user, Numeric.RPL_ENDOFACCEPT, "End of the ACCEPT list")
        return
    for target in split_targets(server, user, "ACCEPT", message.params[0]):
        _change(server, user, target.removeprefix("-"), adding=not target.startswith("-"))


def _change(server: Server, user: User, nick: str, adding: bool) -> None:
    wire = server.wire
    # Connections are never numbered again: those who left take only room.
    user.accepted &= server.users.keys()
    person = server.find_nick(nick)
    if person is None:
        no_such_nick(server, user, nick or "*")
    elif not adding and person.conn not in user.accepted:
        text = "They are not in your ACCEPT list"
        wire.numeric(user, Numeric.ERR_ACCEPTNOT, person.nick, text)
    elif not adding:
        user.accepted.discard(person.conn)
    elif person.conn in user.accepted:
        text = "They are in your ACCEPT list already"
        wire.numeric(user, Numeric.ERR_ACCEPTEXIST, person.nick, text)
    elif len(user.accepted) >= server.config.limits.accepted:
        wire.numeric(user, Numeric.ERR_ACCEPTFULL, "Your ACCEPT list is full")
    else:
        user.accepted.add(person.conn)


COMMANDS = (Command("ACCEPT", 0, False, _accept),)
