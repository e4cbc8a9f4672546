"""Channels: JOIN, PART, TOPIC, NAMES, LIST, KICK, INVITE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import channel_fault
from core.irc.numerics import Numeric
from core.server.capabilities import INVITE_NOTIFY
from core.server.commands import Command
from core.server.events import LogKind
from core.server.masks import fits_any
from core.server.state import Channel, User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server


def split_targets(server: Server, user: User, command: str, text: str) -> list[str]:
    """The comma-separated targets of a command; too many are answered with 407, and cut."""
    targets = list(dict.fromkeys(target for target in text.split(",") if target))
    most = server.config.limits.targets
    if len(targets) > most:
        words = f"{command} takes {most} targets at once"
        server.wire.numeric(user, Numeric.ERR_TOOMANYTARGETS, targets[most], words)
        return targets[:most]
    return targets


def no_such_channel(server: Server, user: User, name: str) -> None:
    """403."""
    server.wire.numeric(user, Numeric.ERR_NOSUCHCHANNEL, name, "There is no such channel")


def own_channel(server: Server, user: User, name: str) -> Channel | None:
    """The channel that ``user`` must be in; None after 403 or 442."""
    channel = server.find_channel(name)
    if channel is None:
        no_such_channel(server, user, name)
        return None
    if user.conn not in channel.members:
        text = "You are not in this channel"
        server.wire.numeric(user, Numeric.ERR_NOTONCHANNEL, channel.name, text)
        return None
    return channel


def need_op(server: Server, user: User, channel: Channel) -> bool:
    """Whether ``user`` is an operator of the channel; 482 if not."""
    member = channel.members.get(user.conn)
    if member is not None and member.op:
        return True
    text = "You are not an operator of this channel"
    server.wire.numeric(user, Numeric.ERR_CHANOPRIVSNEEDED, channel.name, text)
    return False


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
        other = server.lookalikes.like_channel(name)
        if other is not None:
            text = f"This looks like {other}, another channel"
            wire.numeric(user, Numeric.ERR_BADCHANNAME, name, text)
            return
        channel = server.add_channel(name)
    elif not _may_join(server, user, channel, key):
        return
    channel.add(user, op=not channel.members)
    channel.invited.discard(user.conn)
    body = user.prefix + b"JOIN " + channel.name.encode()
    wire.to_channel(channel, body, actor=user, source=user)
    if user.away is not None:
        server.tell_away(user, channel)
    if channel.topic:
        _show_topic(server, user, channel)
    show_names(server, user, channel)
    server.note(LogKind.JOINED, user, channel.name, len(channel.members))


def _may_join(server: Server, user: User, channel: Channel, key: str) -> bool:
    numeric = server.wire.numeric
    if user.conn in channel.invited:
        return True  # an invitation opens every door (Modern IRC, "INVITE message")
    if channel.key and key != channel.key:
        text = "The channel has another key (+k)"
        numeric(user, Numeric.ERR_BADCHANNELKEY, channel.name, text)
    elif channel.limit and len(channel.members) >= channel.limit:
        numeric(user, Numeric.ERR_CHANNELISFULL, channel.name, "The channel is full (+l)")
    elif "i" in channel.flags and not fits_any(channel.lists["I"], user):
        text = "Only who is invited can join this channel (+i)"
        numeric(user, Numeric.ERR_INVITEONLYCHAN, channel.name, text)
    elif fits_any(channel.lists["b"], user) and not fits_any(channel.lists["e"], user):
        text = "You are banned from this channel (+b)"
        numeric(user, Numeric.ERR_BANNEDFROMCHAN, channel.name, text)
    else:
        return True
    return False


def _part(server: Server, user: User, message: Message) -> None:
    reason = shorten(message.param(1), server.config.limits.kick_length)
    for name in split_targets(server, user, "PART", message.params[0]):
        channel = own_channel(server, user, name)
        if channel is not None:
            _part_channel(server, user, channel, reason)


def _part_channel(server: Server, user: User, channel: Channel, reason: str) -> None:
    tail = " :" + reason if reason else ""
    body = user.prefix + f"PART {channel.name}{tail}".encode()
    server.wire.to_channel(channel, body, actor=user, source=user)
    server.leave_channel(user, channel)
    server.note(LogKind.PARTED, user, channel.name, reason)


# -- TOPIC, NAMES, LIST --------------------------------------------------------------------------


def _topic(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    channel = server.find_channel(message.params[0])
    if channel is None or (channel.secret and user.conn not in channel.members):
        no_such_channel(server, user, message.params[0])
        return
    if len(message.params) == 1:
        if channel.topic:
            _show_topic(server, user, channel)
        else:
            wire.numeric(user, Numeric.RPL_NOTOPIC, channel.name, "There is no topic")
        return
    if own_channel(server, user, channel.name) is None:
        return
    if "t" in channel.flags and not need_op(server, user, channel):
        return
    topic = shorten(message.params[1], server.config.limits.topic_length)
    channel.topic = topic
    channel.topic_by = user.mask if topic else ""
    channel.topic_at = server.now
    body = user.prefix + f"TOPIC {channel.name} :{topic}".encode()
    wire.to_channel(channel, body, actor=user, source=user)
    server.note(LogKind.TOPIC, user, channel.name, topic)


def _show_topic(server: Server, user: User, channel: Channel) -> None:
    wire = server.wire
    wire.numeric(user, Numeric.RPL_TOPIC, channel.name, channel.topic)
    at = str(int(channel.topic_at))
    wire.numeric(user, Numeric.RPL_TOPICWHOTIME, channel.name, channel.topic_by, at)


def _names(server: Server, user: User, message: Message) -> None:
    if not message.params:
        server.wire.numeric(user, Numeric.RPL_ENDOFNAMES, "*", "End of the list of names")
        return
    for name in split_targets(server, user, "NAMES", message.params[0]):
        channel = server.find_channel(name)
        if channel is None or (channel.secret and user.conn not in channel.members):
            server.wire.numeric(user, Numeric.RPL_ENDOFNAMES, name, "End of the list of names")
        else:
            show_names(server, user, channel)


def show_names(server: Server, user: User, channel: Channel) -> None:
    """353 and 366. Who is not in the channel does not see the invisible ones."""
    symbol = "@" if "s" in channel.flags else "*" if "p" in channel.flags else "="
    inside = user.conn in channel.members
    lines = channel.names(user.caps) if inside else channel.names_for_outsiders(user.caps)
    for line in lines:
        server.wire.numeric(user, Numeric.RPL_NAMREPLY, symbol, channel.name, line)
    server.wire.numeric(user, Numeric.RPL_ENDOFNAMES, channel.name, "End of the list of names")


def _list(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    wire.numeric(user, Numeric.RPL_LISTSTART, "Channel", "Users  Name")
    conditions = [word for word in message.param(0).split(",") if word]
    for channel in server.channels.values():
        if channel.secret and user.conn not in channel.members:
            continue
        if not all(
            _fits_condition(server, channel, word) for word in conditions if _is_elist(word)
        ):
            continue
        names = [word for word in conditions if not _is_elist(word)]
        if names and not any(_fits_name(channel, word) for word in names):
            continue
        count = str(len(channel.members))
        wire.numeric(user, Numeric.RPL_LIST, channel.name, count, channel.topic)
    wire.numeric(user, Numeric.RPL_LISTEND, "End of the list of channels")


def _is_elist(word: str) -> bool:
    return word[0] in "<>!" or (word[0] in "CTct" and word[1:2] in ("<", ">"))


def _fits_name(channel: Channel, word: str) -> bool:
    from core.irc.names import mask_matches

    return mask_matches(fold(word), channel.folded)


def _fits_condition(server: Server, channel: Channel, word: str) -> bool:
    """ELIST: ``>3`` and ``<10`` members, ``C<60``/``T>60`` minutes, ``!mask`` not this name."""
    if word[0] == "!":
        return not _fits_name(channel, word[1:])
    kind = ""
    if word[0] in "CTct":
        kind, word = word[0].upper(), word[1:]
    sign, digits = word[0], word[1:]
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return True
    number = int(digits)
    if not kind:
        members = len(channel.members)
        return members > number if sign == ">" else members < number
    since = channel.created if kind == "C" else channel.topic_at
    if not since:
        return False
    # "C>60": made more than 60 minutes ago (Modern IRC, ELIST).
    minutes = (server.now - since) / 60
    return minutes > number if sign == ">" else minutes < number


# -- KICK and INVITE -----------------------------------------------------------------------------


def _kick(server: Server, user: User, message: Message) -> None:
    reason = shorten(message.param(2), server.config.limits.kick_length) or user.nick
    names = [name for name in message.params[0].split(",") if name]
    if len(names) > 1:  # as many channels as people (RFC 2812 section 3.2.8)
        nicks = [nick for nick in message.params[1].split(",") if nick]
        pairs = list(zip(names, nicks, strict=False))[: server.config.limits.targets]
    else:
        nicks = split_targets(server, user, "KICK", message.params[1])
        pairs = [(name, nick) for name in names for nick in nicks]
    for name, nick in pairs:
        channel = own_channel(server, user, name)
        if channel is None or not need_op(server, user, channel):
            continue
        target = server.find_nick(nick)
        if target is None or target.conn not in channel.members:
            text = "They are not in this channel"
            server.wire.numeric(user, Numeric.ERR_USERNOTINCHANNEL, nick, channel.name, text)
            continue
        body = user.prefix + f"KICK {channel.name} {target.nick} :{reason}".encode()
        server.wire.to_channel(channel, body, actor=user, source=user)
        server.leave_channel(target, channel)
        server.note(LogKind.KICKED, target, channel.name, user.nick, reason)


def _invite(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    if not message.params:
        for channel in server.channels.values():
            if user.conn in channel.invited:
                wire.numeric(user, Numeric.RPL_INVITELIST, channel.name)
        wire.numeric(user, Numeric.RPL_ENDOFINVITELIST, "End of the list of invitations")
        return
    if len(message.params) == 1:
        text = "INVITE needs more parameters"
        wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, "INVITE", text)
        return
    nick, name = message.params[:2]
    target = server.find_nick(nick)
    if target is None:
        wire.numeric(user, Numeric.ERR_NOSUCHNICK, nick, "There is nobody with this nickname")
        return
    known = own_channel(server, user, name)
    if known is None:
        return
    if target.conn in known.members:
        text = "They are in this channel already"
        wire.numeric(user, Numeric.ERR_USERONCHANNEL, target.nick, known.name, text)
        return
    if "i" in known.flags and not need_op(server, user, known):
        return
    known.invited.add(target.conn)
    wire.numeric(user, Numeric.RPL_INVITING, target.nick, known.name)
    if target.away is not None:
        wire.numeric(user, Numeric.RPL_AWAY, target.nick, target.away)
    body = user.prefix + f"INVITE {target.nick} {known.name}".encode()
    wire.to_users([target], body, source=user)
    watchers = [
        member.user
        for member in known.members.values()
        if member.user.caps & INVITE_NOTIFY and member.user is not user
    ]
    wire.to_users(watchers, body, source=user)
    server.note(LogKind.INVITED, user, known.name, target.nick)


COMMANDS = (
    Command("JOIN", 1, False, _join),
    Command("PART", 1, False, _part),
    Command("TOPIC", 1, False, _topic),
    Command("NAMES", 0, False, _names),
    Command("LIST", 0, False, _list),
    Command("KICK", 2, False, _kick),
    Command("INVITE", 0, False, _invite),
)
