"""INVITE and KNOCK: ways into a channel that has +i (Modern IRC, "INVITE message")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server.capabilities import INVITE_NOTIFY
from core.server.channel_modes import HALF_OPERATOR
from core.server.commands import Command
from core.server.commands.targets import known_person, no_such_channel, own_channel
from core.server.events import LogKind
from core.server.masks import is_banned
from core.server.rights import need_rank
from core.server.state import Channel, User
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server

_KNOCK_SECONDS = 60


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
    target = known_person(server, user, nick)
    if target is None:
        return
    known = own_channel(server, user, name)
    if known is None:
        return
    if target.conn in known.members:
        text = "They are in this channel already"
        wire.numeric(user, Numeric.ERR_USERONCHANNEL, target.nick, known.name, text)
        return
    closed = "i" in known.flags and "g" not in known.flags
    if closed and not need_rank(server, user, known, HALF_OPERATOR):
        return
    if "g" in known.flags or known.members[user.conn].rank >= HALF_OPERATOR:
        known.invited.add(target.conn)  # a plain member's word opens no locked door
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


def _knock(server: Server, user: User, message: Message) -> None:
    """Ask the operators of a channel to be let in (numerics 710 to 714 of defs.ircdocs.horse)."""
    wire = server.wire
    channel = server.find_channel(message.params[0])
    if channel is None or channel.secret:
        no_such_channel(server, user, message.params[0])
    elif user.conn in channel.members:
        text = "You are in this channel already"
        wire.numeric(user, Numeric.ERR_KNOCKONCHAN, channel.name, text)
    elif "K" in channel.flags or is_banned(channel, user):
        text = "You cannot knock at this channel"
        wire.numeric(user, Numeric.ERR_CANNOTKNOCK, channel.name, text)
    elif not (channel.key or "i" in channel.flags or channel.is_full):
        wire.numeric(user, Numeric.ERR_CHANOPEN, channel.name, "The channel is open: just join it")
    elif not _first_knock(server, user, channel):
        text = f"You can knock again after {_KNOCK_SECONDS} seconds"
        wire.numeric(user, Numeric.ERR_TOOMANYKNOCK, channel.name, text)
    else:
        reason = shorten(message.param(1), server.config.limits.kick_length)
        text = "has asked to be let in" + (f": {reason}" if reason else "")
        for member in channel.members.values():
            if member.rank >= HALF_OPERATOR:
                wire.numeric(member.user, Numeric.RPL_KNOCK, channel.name, user.mask, text)
        text = "The operators of the channel have been told"
        wire.numeric(user, Numeric.RPL_KNOCKDLVR, channel.name, text)


def _first_knock(server: Server, user: User, channel: Channel) -> bool:
    """Whether it is the first in a while; the time of it is kept."""
    knocked = channel.knocked
    for conn in [conn for conn, at in knocked.items() if server.now - at >= _KNOCK_SECONDS]:
        del knocked[conn]
    if user.conn in knocked:
        return False
    knocked[user.conn] = server.now
    return True


COMMANDS = (
    Command("INVITE", 0, False, _invite),
    Command("KNOCK", 1, False, _knock),
)
