"""What the commands have in common: several targets at once, people and channels that must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.names import mask_matches
from core.irc.numerics import Numeric
from core.server.rights import may_see
from core.server.state import Channel, User

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


def no_such_nick(server: Server, user: User, nick: str) -> None:
    """401."""
    server.wire.numeric(user, Numeric.ERR_NOSUCHNICK, nick, "There is nobody with this nickname")


def known_person(server: Server, user: User, nick: str) -> User | None:
    """Who has this nickname; None after 401."""
    person = server.find_nick(nick)
    if person is None:
        no_such_nick(server, user, nick)
    return person


def known_channel(server: Server, user: User, name: str) -> Channel | None:
    """The channel of this name; None after 403."""
    channel = server.find_channel(name)
    if channel is None:
        no_such_channel(server, user, name)
    return channel


def own_channel(server: Server, user: User, name: str) -> Channel | None:
    """The channel that ``user`` must be in; None after 403 or 442."""
    channel = known_channel(server, user, name)
    if channel is not None and user.conn not in channel.members:
        text = "You are not in this channel"
        server.wire.numeric(user, Numeric.ERR_NOTONCHANNEL, channel.name, text)
        return None
    return channel


def looks_like(server: Server, user: User, name: str) -> str:
    """The sentence that refuses a channel's name because of another channel; "" if it is free.

    The name of a secret one is not told.
    """
    other = server.lookalikes.like_channel(name)
    if other is None:
        return ""
    channel = server.find_channel(other)
    shown = f"{other}, another channel" if channel and may_see(user, channel) else "another channel"
    return f"This looks like {shown}"


def is_here(server: Server, user: User, target: str) -> bool:
    """Whether a command is meant for us: no target, our name, a mask of it, or somebody here.

    402 if not.
    """
    if not target or mask_matches(target.lower(), server.wire.name.lower()):
        return True
    if server.find_nick(target) is not None:
        return True
    text = "There is no such server"
    server.wire.numeric(user, Numeric.ERR_NOSUCHSERVER, target, text)
    return False
