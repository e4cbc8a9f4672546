"""Messages the long way: PRIVMSG, NOTICE, TAGMSG.

Plain messages to one target do not come here (see ``core.server.hot``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message, escape_tag_value
from core.irc.numerics import Numeric
from core.server.capabilities import ENCODING
from core.server.commands import Command
from core.server.commands.channels import no_such_channel, split_targets
from core.server.hot import Tags, read_tags
from core.server.masks import fits_any
from core.server.outbox import Audience
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server


def _message(server: Server, user: User, message: Message) -> None:
    """PRIVMSG, NOTICE and TAGMSG (RFC 2812 section 3.3, IRCv3 message-tags).

    A NOTICE is never answered with an error (Modern IRC, "NOTICE message").
    """
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
    tags = _tags(message, user)
    if command == "TAGMSG" and not tags.client:
        return  # a message of nothing, without tags to carry
    for target in split_targets(server, user, command, message.params[0]):
        _to_target(server, user, target, message, tags)


def _tags(message: Message, user: User) -> Tags:
    raw = ";".join(
        f"{key}={escape_tag_value(value)}" if value else key for key, value in message.tags.items()
    )
    # The label is kept by the wire already, for everything that answers this line.
    return read_tags(raw.encode(), user.caps)._replace(label=b"")


def _to_target(server: Server, user: User, name: str, message: Message, tags: Tags) -> None:
    wire, command, text = server.wire, message.command, message.param(1)
    quiet = command == "NOTICE"
    status = name[: len(name) - len(name.lstrip("@+"))]
    bare = name[len(status) :]
    if bare.startswith("#"):
        channel = server.find_channel(bare)
        if channel is None:
            if not quiet:
                no_such_channel(server, user, name)
            return
        refusal = why_silent(channel, user)
        if refusal:
            if not quiet:
                wire.numeric(user, Numeric.ERR_CANNOTSENDTOCHAN, channel.name, refusal)
            return
        line = _line(server, user, command, status + channel.name, text)
        if line is None:
            return
        if user.conn in channel.members and not status:
            channel.speakers.add(user.conn)
        audience = _ranked(channel, status) if status else channel.audience
        key = channel.folded if audience is channel.audience else ""
        server.hot.deliver(user, audience, channel.name, line, tags, key)
        return
    person = server.find_nick(name)
    if person is None:
        if not quiet:
            text = "There is nobody with this nickname"
            wire.numeric(user, Numeric.ERR_NOSUCHNICK, name, text)
        return
    line = _line(server, user, command, person.nick, text)
    if line is None:
        return
    server.hot.deliver(user, person, person.nick, line, tags)
    if person.away is not None and command == "PRIVMSG":
        wire.numeric(user, Numeric.RPL_AWAY, person.nick, person.away)


def _line(server: Server, user: User, command: str, target: str, text: str) -> bytes | None:
    """The line as it is passed on; None after 417 when it does not fit with its source."""
    tail = f" :{text}" if command != "TAGMSG" else ""
    line = f"{command} {target}{tail}".encode()
    if len(line) > user.room:
        over = len(line) - user.room
        words = f"The message is {over} bytes too long and was not sent"
        server.wire.numeric(user, Numeric.ERR_INPUTTOOLONG, words)
        return None
    return line


def why_silent(channel: Channel, user: User) -> str:
    """Why somebody must not speak in a channel; "" if they may."""
    member = channel.members.get(user.conn)
    if member is not None and (member.op or member.voice):
        return ""
    if member is None and "n" in channel.flags:
        return "You are not in this channel, and it takes no messages from outside (+n)"
    if "m" in channel.flags:
        return "Only who has a voice can speak in this channel (+m)"
    if fits_any(channel.lists["b"], user) and not fits_any(channel.lists["e"], user):
        return "You are banned from this channel (+b)"
    return ""


def _ranked(channel: Channel, status: str) -> Audience:
    """Those of a channel who have the status: ``@`` operators, ``+`` voices and operators."""
    voices = "+" in status
    return Audience(
        (conn, member.user.caps & ENCODING)
        for conn, member in channel.members.items()
        if member.op or (voices and member.voice)
    )


COMMANDS = (
    Command("PRIVMSG", 0, False, _message),
    Command("NOTICE", 0, False, _message),
    Command("TAGMSG", 0, False, _message),
)
