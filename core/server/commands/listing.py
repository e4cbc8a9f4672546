"""NAMES and LIST (Modern IRC, "NAMES message", "LIST message"; ISUPPORT ELIST)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server.commands import Command
from core.server.commands.targets import split_targets
from core.server.rights import may_see
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server


def _names(server: Server, user: User, message: Message) -> None:
    if not message.params:
        server.wire.numeric(user, Numeric.RPL_ENDOFNAMES, "*", "End of the list of names")
        return
    names = split_targets(server, user, "NAMES", message.params[0])
    shown: list[str] = []
    for name in names:
        channel = server.find_channel(name)
        if channel is not None and may_see(user, channel):
            _name_lines(server, user, channel)
            shown.append(channel.name)
        else:
            shown.append(name)
    # One end for them all, which names what was asked (RFC 2812 section 3.2.5).
    asked = ",".join(shown) or "*"
    server.wire.numeric(user, Numeric.RPL_ENDOFNAMES, asked, "End of the list of names")


def show_names(server: Server, user: User, channel: Channel) -> None:
    """353 and 366. Who is not in the channel does not see the invisible ones."""
    _name_lines(server, user, channel)
    server.wire.numeric(user, Numeric.RPL_ENDOFNAMES, channel.name, "End of the list of names")


def _name_lines(server: Server, user: User, channel: Channel) -> None:
    symbol = "@" if "s" in channel.flags else "*" if "p" in channel.flags else "="
    for line in channel.names_for(user):
        server.wire.numeric(user, Numeric.RPL_NAMREPLY, symbol, channel.name, line)


def _list(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    wire.numeric(user, Numeric.RPL_LISTSTART, "Channel", "Users  Name")
    conditions = [word for word in message.param(0).split(",") if word]
    for channel in server.channels.values():
        if not may_see(user, channel):
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


COMMANDS = (
    Command("NAMES", 0, False, _names),
    Command("LIST", 0, False, _list),
)
