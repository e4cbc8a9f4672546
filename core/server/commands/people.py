"""Short questions about people: ISON, USERHOST, USERIP (RFC 2812 section 4.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.capabilities import split_list
from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server.commands import Command
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_ISON_ROOM = 350  # bytes of names in one RPL_ISON
_MOST_HOSTS = 5  # names of one USERHOST


def _ison(server: Server, user: User, message: Message) -> None:
    nicks = [nick for param in message.params for nick in param.split()]
    present = [person.nick for nick in nicks if (person := server.find_nick(nick))]
    for line in list(split_list(present, _ISON_ROOM)) or [""]:
        server.wire.numeric(user, Numeric.RPL_ISON, line)


def _userhost(server: Server, user: User, message: Message) -> None:
    """USERHOST; USERIP is the same with the address, for operators and oneself."""
    by_address = message.command == "USERIP"
    code = Numeric.RPL_USERIP if by_address else Numeric.RPL_USERHOST
    nicks = [nick for param in message.params for nick in param.split()][:_MOST_HOSTS]
    items = []
    for nick in nicks:
        person = server.find_nick(nick)
        if person is not None:
            star = "*" if person.oper else ""
            here = "-" if person.away is not None else "+"
            shown = by_address and (user.oper or user is person)
            host = person.address if shown else person.host
            items.append(f"{person.nick}{star}={here}{person.username}@{host}")
    server.wire.numeric(user, code, " ".join(items))


COMMANDS = (
    Command("ISON", 1, False, _ison),
    Command("USERHOST", 1, False, _userhost),
    Command("USERIP", 1, False, _userhost),
)
