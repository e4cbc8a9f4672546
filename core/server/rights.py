"""What the status of a member of a channel allows (defs.ircdocs.horse, "Channel member prefixes").

A half-operator gives voices, keeps the lists, sets modes and puts out plain members; an operator
also makes operators; founders alone make admins and founders, whom nobody below can touch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.numerics import Numeric
from core.server.channel_modes import FOUNDER, HALF_OPERATOR, OPERATOR
from core.server.state import Channel, Membership, User

if TYPE_CHECKING:
    from core.server.server import Server

_GIVEN_BY = {"q": FOUNDER, "a": FOUNDER, "o": OPERATOR, "h": OPERATOR, "v": HALF_OPERATOR}
_TEXTS = {
    HALF_OPERATOR: "You are not an operator of this channel",
    OPERATOR: "You are not an operator of this channel",
    FOUNDER: "You are not the founder of this channel",
}


def may_see(user: User, channel: Channel) -> bool:
    """Whether somebody may know of a channel: it is not secret, or they are in it."""
    return not channel.secret or user.conn in channel.members or bool(user.oper)


def rank_of(channel: Channel, user: User) -> int:
    """The rank of somebody in a channel, -1 for who is not in it."""
    member = channel.members.get(user.conn)
    return -1 if member is None else member.rank


def need_rank(server: Server, user: User, channel: Channel, rank: int) -> bool:
    """Whether ``user`` has this rank in the channel; 482 if not."""
    if rank_of(channel, user) >= rank:
        return True
    text = _TEXTS[rank]
    server.wire.numeric(user, Numeric.ERR_CHANOPRIVSNEEDED, channel.name, text)
    return False


def may_set_status(actor: Membership, target: Membership, letter: str, on: bool) -> bool:
    """Whether one member may give a status mode to another, or take it."""
    if actor is target and not on:
        return True
    return actor.rank >= _GIVEN_BY[letter] and actor.rank >= target.rank


def may_kick(actor: Membership, target: Membership) -> bool:
    """Whether one member may put another out of the channel."""
    if actor.rank < OPERATOR:
        return actor.rank == HALF_OPERATOR and target.rank < HALF_OPERATOR
    return actor.rank >= target.rank


def keeps_nickname(user: User) -> Channel | None:
    """A channel in which ``user`` must not change the nickname (+N), None if there is none."""
    for channel in user.channels.values():
        if "N" in channel.flags and not channel.members[user.conn].modes:
            return channel
    return None
