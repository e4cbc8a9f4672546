"""What who runs the server does to channels and people, in the server's name.

Called by the window (through the engine), never by a client; nothing here asks for rights. Every
function tells those whom it concerns, and the log, and returns whether there was anything to do:
the channel or the person may have gone since the window was drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.modes import ModeChange, format_modes
from core.irc.numerics import Numeric
from core.server import classroom
from core.server.events import LogKind, LogLevel
from core.server.masks import complete_mask, fold_mask
from core.server.recording import doors_changed, record
from core.server.server import one_line
from core.server.state import Channel, ListEntry, User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server

FLAGS = frozenset("imnst")
"""The flags of a channel that the window switches."""
GIVEN = frozenset("ov")
"""The ranks in a channel that the window gives and takes back."""
OPERATOR = "window"
"""What ``User.oper`` is of an operator that the window made."""
_MASK_LENGTH = 150


def set_topic(server: Server, name: str, topic: str) -> bool:
    """Give a channel another topic, "" for none."""
    channel = server.find_channel(name)
    topic = shorten(one_line(topic), server.config.limits.topic_length)
    if channel is None or channel.topic == topic:
        return False
    server.touch()
    channel.topic = topic
    channel.topic_by = server.wire.name if topic else ""
    channel.topic_at = server.now
    _tell(server, channel, f"TOPIC {channel.name} :{topic}", "TOPIC", channel.name, topic)
    server.note(LogKind.TOPIC, None, channel.name, topic)
    return True


def set_flag(server: Server, name: str, letter: str, on: bool) -> bool:
    """Set or clear one of :data:`FLAGS`: m mutes all without a voice, i locks the channel …"""
    channel = server.find_channel(name)
    if channel is None or letter not in FLAGS or on == (letter in channel.flags):
        return False
    (channel.flags.add if on else channel.flags.discard)(letter)
    _tell_mode(server, channel, ModeChange("+" if on else "-", letter))
    return True


def key_is_usable(server: Server, key: str) -> bool:
    """Whether a password of a channel can be typed in a JOIN."""
    fits = 0 < len(key) <= server.config.limits.key_length
    return fits and key[0] != ":" and not set(key) & set(" ,\0\r\n\t")


def set_key(server: Server, name: str, key: str) -> bool:
    """Give a channel a password (see :func:`key_is_usable`), "" for none."""
    channel = server.find_channel(name)
    if channel is None or key == channel.key or (key and not key_is_usable(server, key)):
        return False
    channel.key = key
    _tell_mode(server, channel, ModeChange("+", "k", key) if key else ModeChange("-", "k", "*"))
    return True


def set_limit(server: Server, name: str, limit: int) -> bool:
    """How many people fit into a channel, 0 for any number."""
    channel = server.find_channel(name)
    if channel is None or limit == channel.limit or limit < 0:
        return False
    channel.limit = limit
    change = ModeChange("+", "l", str(limit)) if limit else ModeChange("-", "l")
    _tell_mode(server, channel, change)
    return True


def set_status(server: Server, name: str, nick: str, letter: str, on: bool) -> bool:
    """Make a member an operator of the channel ("o") or give a voice ("v"), or take it back."""
    channel, user = server.find_channel(name), server.find_nick(nick)
    if channel is None or user is None or letter not in GIVEN:
        return False
    member = channel.members.get(user.conn)
    if member is None or not member.set_status(letter, on):
        return False
    channel.names_changed()
    _tell_mode(server, channel, ModeChange("+" if on else "-", letter, user.nick))
    return True


def add_channel_ban(server: Server, name: str, mask: str) -> bool:
    """Ban ``nick!user@host`` (or a part of it) from a channel."""
    channel = server.find_channel(name)
    mask = complete_mask(mask.strip()[:_MASK_LENGTH])
    if channel is None or set(mask) & set(" \0\r\n"):
        return False
    entries, folded = channel.lists["b"], fold_mask(mask)
    if folded in entries or len(entries) >= server.config.limits.masks_per_list:
        return False
    server.touch()
    entries[folded] = ListEntry(mask, server.wire.name, server.now)
    _tell_mode(server, channel, ModeChange("+", "b", mask))
    return True


def remove_channel_ban(server: Server, name: str, mask: str) -> bool:
    """Take a mask out of a channel's list of bans."""
    channel = server.find_channel(name)
    entry = channel.lists["b"].pop(fold_mask(mask), None) if channel is not None else None
    if channel is None or entry is None:
        return False
    _tell_mode(server, channel, ModeChange("-", "b", entry.mask))
    return True


def remove_person(server: Server, name: str, conn: int, reason: str) -> bool:
    """Put somebody out of a channel; the way back is open unless there is a ban."""
    channel = server.find_channel(name)
    user = server.users.get(conn)
    if channel is None or user is None or conn not in channel.members:
        return False
    server.touch()
    _kick(server, channel, user, reason)
    return True


def close_channel(server: Server, name: str, reason: str) -> int:
    """Put everybody out of a channel, so that it is gone; how many people were in it."""
    channel = server.find_channel(name)
    if channel is None:
        return 0
    server.touch()
    people = [member.user for member in channel.members.values()]
    for user in people:
        _kick(server, channel, user, reason)
    return len(people)


def set_operator(server: Server, conn: int, on: bool) -> bool:
    """Make somebody an operator of the server without a password, or take it back."""
    user = server.users.get(conn)
    if user is None or not user.registered or on == bool(user.oper):
        return False
    server.touch()
    user.oper = OPERATOR if on else ""
    (user.modes.add if on else user.modes.discard)("o")
    user.modes.discard("s")
    if on:
        server.wire.numeric(user, Numeric.RPL_YOUREOPER, "You are an IRC operator now")
        server.note(LogKind.OPER, user, user.nick)
    else:
        server.note(LogKind.MODE, user, user.nick, "-o")
    sign = "+" if on else "-"
    server.wire.line(user, f":{server.wire.name} MODE {user.nick} :{sign}o".encode())
    classroom.greet(server, user)
    return True


def _kick(server: Server, channel: Channel, user: User, reason: str) -> None:
    text = shorten(one_line(reason), server.config.limits.kick_length) or server.wire.name
    line = f"KICK {channel.name} {user.nick} :{text}"
    _tell(server, channel, line, "KICK", channel.name, user.nick, text)
    server.leave_channel(user, channel)
    server.note(LogKind.KICKED, user, channel.name, server.wire.name, text, level=LogLevel.WARNING)


def _tell_mode(server: Server, channel: Channel, change: ModeChange) -> None:
    server.touch()
    channel.speakers.clear()
    doors_changed(server, channel)
    params = " ".join(format_modes([change]))
    words = params.split(" ")
    _tell(server, channel, f"MODE {channel.name} {params}", "MODE", channel.name, *words)
    server.note(LogKind.MODE, None, channel.name, params)


def _tell(server: Server, channel: Channel, line: str, command: str, *params: str) -> None:
    msgid = record(server, channel, None, command, *params)
    server.wire.to_channel(channel, f":{server.wire.name} {line}".encode(), msgid=msgid)
