"""HELP and HELPOP (Modern IRC, "HELP message"); the texts are in ``core.server.help_texts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.capabilities import split_list
from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server.commands import Command
from core.server.help_texts import COMMANDS as TEXTS
from core.server.help_texts import INDEX, TOPICS
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_ROOM = 80  # columns of the list of commands


def _help(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    subject = message.param(0) or "*"
    lines = _lines(subject.upper())
    if not lines:
        text = "There is no help for this; HELP alone tells what there is"
        wire.numeric(user, Numeric.ERR_HELPNOTFOUND, subject, text)
        return
    title = "The commands that matter most" if subject == "*" else f"Help for {subject.upper()}"
    wire.numeric(user, Numeric.RPL_HELPSTART, subject, title)
    for line in lines:
        wire.numeric(user, Numeric.RPL_HELPTXT, subject, line)
    wire.numeric(user, Numeric.RPL_ENDOFHELP, subject, "End of HELP")


def _lines(subject: str) -> tuple[str, ...]:
    if subject == "*":
        return INDEX
    if subject == "COMMANDS":
        return tuple(split_list(sorted(TEXTS), _ROOM))
    return TEXTS.get(subject) or TOPICS.get(subject) or ()


COMMANDS = (
    Command("HELP", 0, False, _help),
    Command("HELPOP", 0, False, _help),
)
