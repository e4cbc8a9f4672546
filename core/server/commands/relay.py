"""RELAYMSG: a bridge passes on what somebody said in another network, under that person's name.

The name has a slash in it, which no nickname here has: ``anna/telegram``. Source: the draft of
relaymsg (capability draft/relaymsg) that Ergo describes in its manual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message, escape_tag_value
from core.irc.names import nickname_fault
from core.irc.numerics import Numeric
from core.server.capabilities import MESSAGE_TAGS, RELAYMSG, SERVER_TIME
from core.server.channel_modes import OPERATOR
from core.server.commands import Command
from core.server.commands.targets import known_channel
from core.server.destination import Destination, destination
from core.server.events import LogKind
from core.server.history import StoredEvent
from core.server.rights import rank_of
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_SLASH = "/"
_LONGEST = 64  # characters of a name with its network


def _relaymsg(server: Server, user: User, message: Message) -> None:
    name, nick, text = message.params[:3]
    wire = server.wire
    channel = known_channel(server, user, name)
    if channel is None:
        return
    if rank_of(channel, user) < OPERATOR and not user.oper:
        words = "Only operators of a channel can pass messages on in it"
        wire.fail(user, "RELAYMSG", "PRIVS_NEEDED", words)
        return
    if not _is_relayed_name(nick):
        words = "The name of somebody elsewhere looks like this: anna/telegram"
        wire.fail(user, "RELAYMSG", "INVALID_NICK", words)
        return
    if not text:
        wire.numeric(user, Numeric.ERR_NOTEXTTOSEND, "No text to send")
        return
    source = f"{nick}!relay@{wire.name}"
    spare = max(0, len(source.encode()) + 2 - len(user.prefix))
    where = destination(server, user, channel.name, "PRIVMSG", (text,), spare)
    if where is not None:
        send_as(server, user, where, source)


def _is_relayed_name(nick: str) -> bool:
    names = nick.split(_SLASH)
    return len(names) > 1 and not any(nickname_fault(name, _LONGEST) for name in names)


def send_as(server: Server, user: User, where: Destination, source: str) -> None:
    """Send a message of ``user`` under another name; ``source`` is ``nick!user@host``."""
    wire = server.wire
    text = where.texts[0]
    body = f":{source} PRIVMSG {where.name} :{text}\r\n".encode()
    msgid = wire.new_id()
    by = b"draft/relaymsg=" + escape_tag_value(user.nick).encode()
    people = {person.conn: person for person in where.people(server)}
    people[user.conn] = user  # who passes on has the copy as the answer, whatever it asked for
    for person in people.values():
        tags = [wire.time_tag] if person.caps & SERVER_TIME else []
        if person.caps & MESSAGE_TAGS:
            tags.append(b"msgid=" + msgid.encode())
            if user.bot:
                tags.append(b"bot")
        if person.caps & RELAYMSG:
            tags.append(by)
        wire.put(person, b"@%b %b" % (b";".join(tags), body) if tags else body)
    server.hot.messages += 1
    if where.key:
        params = (where.name, text)
        event = StoredEvent(
            msgid, wire.ms / 1000, where.key, "PRIVMSG", source, "", params, "", user.bot
        )
        server.hot.remember(event, where.stored)
    if server.config.log_messages:
        server.note(LogKind.MESSAGE, user, where.shown, len(people) - 1)


COMMANDS = (Command("RELAYMSG", 3, False, _relaymsg),)
