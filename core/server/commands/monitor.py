"""MONITOR: being told when somebody comes or goes (IRCv3 monitor)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.irc.capabilities import split_list
from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import nickname_fault
from core.irc.numerics import Numeric
from core.server import metadata
from core.server.commands import Command
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_ROOM = 300  # bytes of targets in one numeric


def _monitor(server: Server, user: User, message: Message) -> None:
    action = message.params[0].upper()
    wire = server.wire
    targets = list(dict.fromkeys(nick for nick in message.param(1).split(",") if nick))
    if action in ("+", "-") and not targets:
        text = "MONITOR needs more parameters"
        wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, "MONITOR", text)
    elif action == "+":
        _add(server, user, targets)
    elif action == "-":
        for nick in targets:
            forget(server, user, fold(nick))
    elif action == "C":
        for folded in list(user.monitored):
            forget(server, user, folded)
    elif action == "L":
        for line in split_list(user.monitored.values(), _ROOM):
            wire.numeric(user, Numeric.RPL_MONLIST, line.replace(" ", ","))
        wire.numeric(user, Numeric.RPL_ENDOFMONLIST, "End of the MONITOR list")
    elif action == "S":
        _status(server, user, user.monitored.values())
    else:
        text = "MONITOR knows +, -, C, L and S"
        wire.numeric(user, Numeric.ERR_UNKNOWNERROR, "MONITOR", text)


def _add(server: Server, user: User, targets: list[str]) -> None:
    limits = server.config.limits
    added: list[str] = []
    for place, nick in enumerate(targets):
        folded = fold(nick)
        if nickname_fault(nick, limits.nick_length):
            text = "This cannot be a nickname"
            server.wire.numeric(user, Numeric.ERR_ERRONEUSNICKNAME, nick[:60], text)
        elif folded in user.monitored:
            continue
        elif len(user.monitored) >= limits.monitored:
            refused = ",".join(targets[place:])
            text = "The MONITOR list is full"
            most = str(limits.monitored)
            server.wire.numeric(user, Numeric.ERR_MONLISTFULL, most, refused, text)
            break
        else:
            user.monitored[folded] = nick
            server.watchers.setdefault(folded, set()).add(user.conn)
            added.append(nick)
    _status(server, user, added)


def _status(server: Server, user: User, nicks: Iterable[str]) -> None:
    """Who of these is here, and who is not."""
    present: list[User] = []
    offline: list[str] = []
    for nick in nicks:
        person = server.find_nick(nick)
        if person is None:
            offline.append(nick)
        else:
            present.append(person)
    online = [person.mask for person in present]
    for code, names in ((Numeric.RPL_MONONLINE, online), (Numeric.RPL_MONOFFLINE, offline)):
        for line in split_list(names, _ROOM):
            server.wire.numeric(user, code, line.replace(" ", ","))
    for person in present:
        metadata.came_online(server, user, person)


def forget(server: Server, user: User, folded: str) -> None:
    """Watch this name no longer; harmless if it was not watched."""
    if user.monitored.pop(folded, None) is None:
        return
    conns = server.watchers[folded]
    conns.discard(user.conn)
    if not conns:
        del server.watchers[folded]


def tell_watchers(server: Server, folded: str, code: str, shown: str) -> None:
    """Tell those who watch this name that it came (``shown`` is the mask) or went."""
    person = server.nicks.get(folded)
    for conn in server.watchers.get(folded, ()):
        server.wire.numeric(server.users[conn], code, shown)
        if person is not None and code == Numeric.RPL_MONONLINE:
            metadata.came_online(server, server.users[conn], person)


COMMANDS = (Command("MONITOR", 1, False, _monitor),)
