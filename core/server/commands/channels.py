"""Channels: JOIN, PART, TOPIC, KICK (RFC 2812 section 3.2, Modern IRC "Channel messages")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.names import channel_fault
from core.irc.numerics import Numeric
from core.server import metadata
from core.server.capabilities import NO_IMPLICIT_NAMES
from core.server.channel_modes import HALF_OPERATOR
from core.server.commands import Command
from core.server.commands.history import replay_on_join
from core.server.commands.listing import show_names
from core.server.commands.markers import show_marker
from core.server.commands.targets import (
    looks_like,
    no_such_channel,
    own_channel,
    split_targets,
)
from core.server.events import LogKind
from core.server.masks import fits_any, is_banned
from core.server.presence import announce_join, tell_away
from core.server.recording import record
from core.server.rights import may_kick, may_see, need_rank
from core.server.state import Channel, User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server


# -- JOIN and PART -------------------------------------------------------------------------------


def _join(server: Server, user: User, message: Message) -> None:
    if message.params[0] == "0":
        for channel in list(user.channels.values()):
            _part_channel(server, user, channel, "Left all channels")
        return
    names = message.params[0].split(",")
    keys = message.param(1).split(",")
    wanted: dict[str, str] = {}
    for place, name in enumerate(names):
        if name and name not in wanted:
            wanted[name] = keys[place] if place < len(keys) else ""
    for name in split_targets(server, user, "JOIN", message.params[0]):
        _join_one(server, user, name, wanted[name])


def _join_one(server: Server, user: User, name: str, key: str) -> None:
    wire, limits = server.wire, server.config.limits
    fault = channel_fault(name, limits.channel_length)
    if fault:
        text = {
            "bad_start": "The name of a channel begins with #",
            "too_long": f"The name is longer than {limits.channel_length} characters",
            "empty": "The name of the channel is empty",
        }.get(fault, "There is a character in the name that cannot be in it")
        wire.numeric(user, Numeric.ERR_NOSUCHCHANNEL, name[:100], text)
        return
    channel = server.find_channel(name)
    if channel is not None and user.conn in channel.members:
        return  # as everywhere: to join again is nothing
    if len(user.channels) >= limits.channels_per_user:
        text = f"You are in {limits.channels_per_user} channels already"
        wire.numeric(user, Numeric.ERR_TOOMANYCHANNELS, name, text)
        return
    if channel is None:
        text = looks_like(server, user, name)
        if text:
            wire.numeric(user, Numeric.ERR_BADCHANNAME, name, text)
            return
        channel = server.add_channel(name)
    elif not _may_join(server, user, channel, key):
        _forward(server, user, channel)
        return
    enter(server, user, channel)


def enter(server: Server, user: User, channel: Channel) -> None:
    """Put somebody into a channel, and tell everybody."""
    channel.add(user, op=not channel.members)
    channel.invited.discard(user.conn)
    msgid = record(server, channel, user, "JOIN", channel.name, user.account or "*", user.realname)
    announce_join(server, user, channel, msgid)
    if user.away is not None:
        tell_away(server, user, channel)
    if channel.topic:
        show_topic(server, user, channel)
    show_marker(server, user, channel)
    if not user.caps & NO_IMPLICIT_NAMES:
        show_names(server, user, channel)
    metadata.entered(server, user, channel)
    replay_on_join(server, user, channel)
    server.note(LogKind.JOINED, user, channel.name, len(channel.members))


def _may_join(server: Server, user: User, channel: Channel, key: str) -> bool:
    numeric = server.wire.numeric
    if user.conn in channel.invited:
        return True  # an invitation opens every door (Modern IRC, "INVITE message")
    if channel.key and key != channel.key:
        text = "The channel has another key (+k)"
        numeric(user, Numeric.ERR_BADCHANNELKEY, channel.name, text)
    elif channel.is_full:
        numeric(user, Numeric.ERR_CHANNELISFULL, channel.name, "The channel is full (+l)")
    elif "i" in channel.flags and not fits_any(channel.lists["I"], user):
        text = "Only who is invited can join this channel (+i)"
        numeric(user, Numeric.ERR_INVITEONLYCHAN, channel.name, text)
    elif "R" in channel.flags and not user.account:
        text = "Only who is logged in to an account can join this channel (+R)"
        numeric(user, Numeric.ERR_NEEDREGGEDNICK, channel.name, text)
    elif "z" in channel.flags and not user.secure:
        text = "Only who is connected over TLS can join this channel (+z)"
        numeric(user, Numeric.ERR_SECUREONLYCHAN, channel.name, text)
    elif is_banned(channel, user):
        text = "You are banned from this channel (+b)"
        numeric(user, Numeric.ERR_BANNEDFROMCHAN, channel.name, text)
    else:
        return True
    return False


def _forward(server: Server, user: User, channel: Channel) -> None:
    """Take who was turned away to the channel that +f names, if that lets them in."""
    other = server.find_channel(channel.forward) if channel.forward else None
    if other is None or user.conn in other.members:
        return
    text = "You are sent to another channel (+f)"
    server.wire.numeric(user, Numeric.ERR_LINKCHANNEL, channel.name, other.name, text)
    if _may_join(server, user, other, ""):
        enter(server, user, other)


def _part(server: Server, user: User, message: Message) -> None:
    reason = shorten(message.param(1), server.config.limits.kick_length)
    for name in split_targets(server, user, "PART", message.params[0]):
        channel = own_channel(server, user, name)
        if channel is not None:
            _part_channel(server, user, channel, reason)


def _part_channel(server: Server, user: User, channel: Channel, reason: str) -> None:
    tail = " :" + reason if reason else ""
    body = user.prefix + f"PART {channel.name}{tail}".encode()
    msgid = record(server, channel, user, "PART", channel.name, *([reason] if reason else []))
    server.wire.broadcast(channel.seen_by(user), body, actor=user, source=user, msgid=msgid)
    server.leave_channel(user, channel)
    server.note(LogKind.PARTED, user, channel.name, reason)


# -- TOPIC ---------------------------------------------------------------------------------------


def _topic(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    channel = server.find_channel(message.params[0])
    if channel is None or not may_see(user, channel):
        no_such_channel(server, user, message.params[0])
        return
    if len(message.params) == 1:
        if channel.topic:
            show_topic(server, user, channel)
        else:
            wire.numeric(user, Numeric.RPL_NOTOPIC, channel.name, "There is no topic")
        return
    if own_channel(server, user, channel.name) is None:
        return
    if "t" in channel.flags and not need_rank(server, user, channel, HALF_OPERATOR):
        return
    topic = shorten(message.params[1], server.config.limits.topic_length)
    channel.topic = topic
    channel.topic_by = user.mask if topic else ""
    channel.topic_at = server.now
    body = user.prefix + f"TOPIC {channel.name} :{topic}".encode()
    msgid = record(server, channel, user, "TOPIC", channel.name, topic)
    wire.to_channel(channel, body, actor=user, source=user, msgid=msgid)
    server.note(LogKind.TOPIC, user, channel.name, topic)


def show_topic(server: Server, user: User, channel: Channel) -> None:
    """332 and 333."""
    wire = server.wire
    wire.numeric(user, Numeric.RPL_TOPIC, channel.name, channel.topic)
    at = str(int(channel.topic_at))
    wire.numeric(user, Numeric.RPL_TOPICWHOTIME, channel.name, channel.topic_by, at)


# -- KICK ----------------------------------------------------------------------------------------


def _kick(server: Server, user: User, message: Message) -> None:
    reason = shorten(message.param(2), server.config.limits.kick_length) or user.nick
    names = [name for name in message.params[0].split(",") if name]
    if len(names) > 1:  # as many channels as people (RFC 2812 section 3.2.8)
        nicks = [nick for nick in message.params[1].split(",") if nick]
        pairs = list(zip(names, nicks, strict=False))
        most = server.config.limits.targets
        if len(pairs) > most:
            text = f"KICK takes {most} targets at once"
            server.wire.numeric(user, Numeric.ERR_TOOMANYTARGETS, names[most], text)
            del pairs[most:]
    else:
        nicks = split_targets(server, user, "KICK", message.params[1])
        pairs = [(name, nick) for name in names for nick in nicks]
    for name, nick in pairs:
        channel = own_channel(server, user, name)
        if channel is None or not need_rank(server, user, channel, HALF_OPERATOR):
            continue
        target = server.find_nick(nick)
        if target is None or target.conn not in channel.members:
            text = "They are not in this channel"
            server.wire.numeric(user, Numeric.ERR_USERNOTINCHANNEL, nick, channel.name, text)
            continue
        if not may_kick(channel.members[user.conn], channel.members[target.conn]):
            text = f"Your status in this channel does not allow to put {target.nick} out"
            server.wire.numeric(user, Numeric.ERR_CHANOPRIVSNEEDED, channel.name, text)
            continue
        body = user.prefix + f"KICK {channel.name} {target.nick} :{reason}".encode()
        msgid = record(server, channel, user, "KICK", channel.name, target.nick, reason)
        audience = channel.seen_by(target)
        server.wire.broadcast(audience, body, actor=user, source=user, msgid=msgid)
        server.leave_channel(target, channel)
        server.note(LogKind.KICKED, target, channel.name, user.nick, reason)


COMMANDS = (
    Command("JOIN", 1, False, _join),
    Command("PART", 1, False, _part),
    Command("TOPIC", 1, False, _topic),
    Command("KICK", 2, False, _kick),
)
