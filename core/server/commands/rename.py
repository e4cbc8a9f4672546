"""RENAME: a channel gets another name, and everything else stays (IRCv3 channel-rename)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import channel_fault
from core.server import metadata
from core.server.capabilities import CHANNEL_RENAME, EXTENDED_JOIN, NO_IMPLICIT_NAMES
from core.server.channel_modes import OPERATOR
from core.server.commands import Command, markers
from core.server.commands.channels import show_topic
from core.server.commands.listing import show_names
from core.server.commands.targets import looks_like, own_channel
from core.server.events import LogKind
from core.server.recording import can_rename, record, renamed
from core.server.rights import need_rank
from core.server.state import Channel, User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server

_PAUSE = 10.0  # seconds between two new names of one channel: each costs a burst for every member


def _rename(server: Server, user: User, message: Message) -> None:
    old, new = message.params[:2]
    channel = own_channel(server, user, old)
    if channel is None or not need_rank(server, user, channel, OPERATOR):
        return
    if channel.name != new and server.channels.get(fold(new), channel) is not channel:
        text = "There is a channel with this name already"
        server.wire.fail(user, "RENAME", "CHANNEL_NAME_IN_USE", text, channel.name, new[:100])
        return
    refusal = _refusal(server, user, channel, new)
    if refusal:
        server.wire.fail(user, "RENAME", "CANNOT_RENAME", refusal, channel.name, new[:100])
        return
    reason = shorten(message.param(2), server.config.limits.kick_length)
    before = channel.name
    only_case = fold(new) == channel.folded
    _move(server, channel, new)
    msgid = record(server, channel, user, "RENAME", before, new, reason)
    _tell(server, user, channel, f"{before} {new} :{reason}", msgid)
    if not only_case:
        members = [member.user for member in channel.members.values()]
        for person in members:
            if not person.caps & CHANNEL_RENAME:
                _come_in_again(server, person, channel, before, reason)
    server.note(LogKind.RENAMED, user, before, new, reason)


def _refusal(server: Server, user: User, channel: Channel, new: str) -> str:
    """Why a channel cannot get this name; "" if it can."""
    limits = server.config.limits
    fault = channel_fault(new, limits.channel_length)
    if fault == "too_long":
        return f"The name is longer than {limits.channel_length} characters"
    if fault:
        return "This cannot be the name of a channel"
    if new == channel.name:
        return "The channel has this name already"
    line = user.prefix + f"RENAME {channel.name} {new} :".encode()
    if len(line) > limits.body_length:
        return "Both names together are too long for one line"
    if server.lookalikes.like_channel(new) != channel.name and (
        alike := looks_like(server, user, new)
    ):
        return alike
    wait = channel.renamed_at + _PAUSE - server.now
    if wait > 0 and server.config.flood_control and not user.oper:
        return f"The channel was renamed a moment ago: wait {ceil(wait)} s"
    if fold(new) != channel.folded and not can_rename(server, channel.folded, fold(new)):
        return "Much was said under this name before: choose another one"
    return ""


def _move(server: Server, channel: Channel, new: str) -> None:
    """Put a channel where those who look for the new name find it, with all that it has."""
    server.hot.discard(channel.name)
    server.lookalikes.discard_channel(channel.name)
    old, folded = channel.folded, fold(new)
    channel.name, channel.folded, channel.renamed_at = new, folded, server.now
    server.hot.add(new, channel)
    server.lookalikes.add_channel(new)
    channel.names_changed()
    if folded == old:
        return
    metadata.values_of(server, channel)  # they are read by the old name
    del server.channels[old]
    server.channels[folded] = channel
    for member in channel.members.values():
        del member.user.channels[old]
        member.user.channels[folded] = channel
    renamed(server, old, folded)
    markers.renamed(server, channel, old)
    metadata.renamed(server, old, channel)


def _tell(server: Server, user: User, channel: Channel, words: str, msgid: str) -> None:
    told = [m.user for m in channel.members.values() if m.user.caps & CHANNEL_RENAME]
    body = user.prefix + f"RENAME {words}".encode()
    server.wire.to_users(told, body, actor=user, source=user, msgid=msgid)


def _come_in_again(
    server: Server, person: User, channel: Channel, before: str, reason: str
) -> None:
    """For a client that does not know RENAME it looks as if it left and joined."""
    wire = server.wire
    tail = f" :{reason}" if reason else ""
    wire.line(person, person.prefix + f"PART {before}{tail}".encode(), person)
    join = person.prefix + f"JOIN {channel.name}".encode()
    if person.caps & EXTENDED_JOIN:
        join += f" {person.account or '*'} :{person.realname}".encode()
    wire.line(person, join, person)
    if channel.topic:
        show_topic(server, person, channel)
    markers.show_marker(server, person, channel)
    if not person.caps & NO_IMPLICIT_NAMES:
        show_names(server, person, channel)


COMMANDS = (Command("RENAME", 2, False, _rename),)
