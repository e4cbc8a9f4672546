"""NPC, NPCA and SCENE: saying something as somebody in a story, in channels with mode +E.

The names (``*bilbo*``, ``=Scene=``) have characters in them that no nickname has, and the user part
tells who it was. As in InspIRCd's and Ergo's manuals, "roleplay".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.ctcp import format_ctcp
from core.irc.message import Message
from core.irc.names import nickname_fault
from core.irc.numerics import Numeric
from core.server.commands import Command
from core.server.commands.relay import send_as
from core.server.commands.targets import own_channel
from core.server.destination import destination
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def _npc(server: Server, user: User, message: Message) -> None:
    """``NPC #channel name text``; NPCA is the same with an action."""
    name, nick, *words = message.params
    fault = nickname_fault(nick, server.config.limits.nick_length)
    text = " ".join(words)
    if message.command == "NPCA":
        text = format_ctcp("ACTION", text)
    _say(server, user, name, "" if fault else f"*{nick}*", text)


def _scene(server: Server, user: User, message: Message) -> None:
    """``SCENE #channel text``: what happens around."""
    name, *words = message.params
    _say(server, user, name, "=Scene=", " ".join(words))


def _say(server: Server, user: User, name: str, who: str, text: str) -> None:
    channel = own_channel(server, user, name)
    if channel is None:
        return
    wire = server.wire
    if "E" not in channel.flags:
        words = "This channel is for no stories (mode E is off)"
        wire.numeric(user, Numeric.ERR_CANNOTSENDRP, channel.name, words)
    elif not who:
        words = "This cannot be the name of somebody in a story"
        wire.numeric(user, Numeric.ERR_CANNOTSENDRP, channel.name, words)
    elif not text:
        wire.numeric(user, Numeric.ERR_NOTEXTTOSEND, "No text to send")
    else:
        source = f"{who}!{user.nick}@npc.{wire.name}"
        spare = max(0, len(source.encode()) + 2 - len(user.prefix))
        where = destination(server, user, channel.name, "PRIVMSG", (text,), spare)
        if where is not None:
            send_as(server, user, where, source)


COMMANDS = (
    Command("NPC", 3, False, _npc),
    Command("NPCA", 3, False, _npc),
    Command("SCENE", 2, False, _scene),
)
