"""Messages the long way: PRIVMSG, NOTICE, TAGMSG, and BATCH for messages of several lines.

Plain messages to one target do not come here (see ``core.server.hot``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import multiline
from core.server.commands import Command
from core.server.commands.targets import split_targets
from core.server.composed import Composed, edited_id, send_composed
from core.server.destination import destination, say_away
from core.server.message_tags import Tags, tags_of
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def _message(server: Server, user: User, message: Message) -> None:
    """PRIVMSG, NOTICE and TAGMSG (RFC 2812 section 3.3, IRCv3 message-tags)."""
    if "batch" in message.tags:
        multiline.add_line(server, user, message)
        return
    wire = server.wire
    command = message.command
    quiet = command == "NOTICE"
    if not message.param(0):
        if not quiet:
            wire.numeric(user, Numeric.ERR_NORECIPIENT, f"No recipient given ({command})")
        return
    text = message.param(1)
    if command != "TAGMSG" and not text:
        if not quiet:
            wire.numeric(user, Numeric.ERR_NOTEXTTOSEND, "No text to send")
        return
    tags = tags_of(message, user)
    if command == "TAGMSG" and not tags.client:
        return  # a message of nothing, without tags to carry
    for target in split_targets(server, user, command, message.params[0]):
        _to_target(server, user, target, command, text, tags)


def _to_target(server: Server, user: User, name: str, command: str, text: str, tags: Tags) -> None:
    if command != "TAGMSG" and edited_id(tags):
        send_composed(server, user, name, Composed(command, (text,)), tags)
        return
    where = destination(server, user, name, command, (text,))
    if where is None:
        return
    tail = f" :{where.texts[0]}" if command != "TAGMSG" else ""
    line = f"{command} {where.name}{tail}".encode()
    target = where.person or where.audience
    assert target is not None
    server.hot.deliver(user, target, where.shown, line, tags, where.key)
    say_away(server, user, where, command)


COMMANDS = (
    Command("PRIVMSG", 0, False, _message),
    Command("NOTICE", 0, False, _message),
    Command("TAGMSG", 0, False, _message),
    Command("BATCH", 1, False, multiline.batch),
)
