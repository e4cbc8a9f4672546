"""Who may say what to whom: everything that modes, bans and lists have to say about a message."""

from __future__ import annotations

from core.irc.ctcp import DELIMITER, parse_ctcp
from core.irc.formatting import strip_formatting
from core.irc.numerics import Numeric
from core.server.capabilities import ENCODING
from core.server.channel_modes import HALF_OPERATOR, PREFIXES
from core.server.masks import is_banned
from core.server.outbox import Audience
from core.server.state import Channel, User

_LOOKED_AT = frozenset("CTUc")


def why_silent(channel: Channel, user: User) -> str:
    """Why somebody must not speak in a channel; "" if they may."""
    member = channel.members.get(user.conn)
    if member is not None and member.modes:
        return ""
    flags = channel.flags
    if member is None and "n" in flags:
        return "You are not in this channel, and it takes no messages from outside (+n)"
    if "m" in flags:
        return "Only who has a voice can speak in this channel (+m)"
    if "M" in flags and not user.account:
        return "Only who is logged in to an account can speak in this channel (+M)"
    if is_banned(channel, user, muting=True):
        return "You are banned from this channel (+b)"
    return ""


def why_refused(channel: Channel, command: str, text: str) -> str:
    """Why this message of somebody who may speak is not taken; "" if it is."""
    if "T" in channel.flags and command == "NOTICE":
        return "This channel takes no NOTICE (+T)"
    if "C" in channel.flags and _is_ctcp(text):
        return "This channel takes no CTCP (+C)"
    if "c" in channel.flags and text and not strip_formatting(text):
        return "Nothing is left of it without the formatting (+c)"
    return ""


def as_allowed(channel: Channel, text: str) -> str:
    """The text as it is passed on: without formatting in a channel with +c."""
    if "c" not in channel.flags:
        return text
    if text.startswith(DELIMITER):
        return DELIMITER + strip_formatting(text) + DELIMITER
    return strip_formatting(text)


def is_looked_at(channel: Channel) -> bool:
    """Whether each message must be looked at, so that none may go the short way."""
    return not _LOOKED_AT.isdisjoint(channel.flags)


def heard_by(channel: Channel, user: User, status: str = "") -> Audience:
    """Who gets what ``user`` says; ``status`` are the prefixes of a STATUSMSG (``@#channel``)."""
    lowest = min((len(PREFIXES) - PREFIXES.index(mark) for mark in status), default=0)
    if "U" in channel.flags:
        member = channel.members.get(user.conn)
        if member is None or not member.modes:
            lowest = max(lowest, HALF_OPERATOR)
    if not lowest:
        return channel.audience
    return Audience(
        (conn, member.user.caps & ENCODING)
        for conn, member in channel.members.items()
        if member.rank >= lowest
    )


def why_unheard(person: User, user: User, text: str) -> tuple[str, str] | None:
    """Why somebody does not want this message: a numeric and its text, None if they do."""
    modes = person.modes
    if "R" in modes and not (user.account or user.oper or user.conn in person.accepted):
        text = "They read only what comes from people with an account (+R)"
        return Numeric.ERR_NEEDREGGEDNICK, text
    if "T" in modes and _is_ctcp(text):
        return Numeric.ERR_CANTSENDTOUSER, "They take no CTCP (+T)"
    return None


def _is_ctcp(text: str) -> bool:
    """Whether it is CTCP and no action."""
    request = parse_ctcp(text)
    return request is not None and request.command != "ACTION"
