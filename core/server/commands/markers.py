"""MARKREAD: up to where somebody has read, the same for all clients of one account.

Without an account a marker lives as long as its connection. Source: IRCv3 read-marker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import Message
from core.irc.server_time import format_time, parse_time
from core.server.capabilities import READ_MARKER
from core.server.commands import Command
from core.server.rights import may_see
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server

_SPACE = "markers "  # the space of values of an account: target → time
_TARGET_LENGTH = 200
_SHOWN_AT_ONCE = 50
_TIMESTAMP = "timestamp="


def _markread(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    target = message.param(0)
    if not target:
        wire.fail(user, "MARKREAD", "NEED_MORE_PARAMS", "MARKREAD needs a channel or a nickname")
        return
    if len(target) > _TARGET_LENGTH or " " in target:
        text = "This is no channel and no nickname"
        wire.fail(user, "MARKREAD", "INVALID_PARAMS", text, target[:_TARGET_LENGTH])
        return
    channel = server.find_channel(target)
    known = channel is not None and may_see(user, channel)
    name, folded = channel.name if channel and known else target, fold(target)
    if len(message.params) == 1:
        _show(server, user, name, folded)
        return
    word = message.params[1]
    time = parse_time(word.removeprefix(_TIMESTAMP)) if word.startswith(_TIMESTAMP) else None
    if time is None:
        text = "That is not timestamp=YYYY-MM-DDThh:mm:ss.sssZ"
        wire.fail(user, "MARKREAD", "INVALID_PARAMS", text, target, word[:100])
        return
    before = parse_time(_get(server, user, folded))
    time = min(time, wire.ms / 1000)  # nobody has read what is still to come
    if before is not None and time <= before:
        _show(server, user, name, folded)
        return
    if before is None and _count(server, user) >= server.config.limits.markers:
        text = "There are too many read markers"
        wire.fail(user, "MARKREAD", "INTERNAL_ERROR", text, target)
        return
    _put(server, user, folded, format_time(time))
    _show(server, user, name, folded)
    for other in _other_sessions(server, user):
        if other.caps & READ_MARKER:
            _show(server, other, name, folded)


def show_marker(server: Server, user: User, channel: Channel) -> None:
    """Tell who has just joined how far they have read; before the end of the names."""
    if user.caps & READ_MARKER:
        _show(server, user, channel.name, channel.folded)


def show_markers(server: Server, user: User) -> None:
    """Tell a client that has just come the newest markers of its account: also those of people,
    for which it would have to ask one by one."""
    if user.caps & READ_MARKER and user.account:
        markers = server.stores.values.items(_space(user))
        newest = sorted(markers.items(), key=lambda marker: marker[1])[-_SHOWN_AT_ONCE:]
        for folded, _ in newest:
            _show(server, user, folded, folded)


def renamed(server: Server, channel: Channel, old: str) -> None:
    """A channel got another name: its members have read as much as before."""
    for member in channel.members.values():
        user = member.user
        time = _get(server, user, old)
        if time:
            _put(server, user, channel.folded, max(time, _get(server, user, channel.folded)))


def forget_account(server: Server, folded: str) -> None:
    """An account is removed, and its markers with it."""
    values = server.stores.values
    for name in values.items(_SPACE + folded):
        values.put(_SPACE + folded, name, None)


def _show(server: Server, user: User, name: str, folded: str) -> None:
    time = _get(server, user, folded)
    server.wire.server(user, f"MARKREAD {name} {_TIMESTAMP + time if time else '*'}")


def _space(user: User) -> str:
    return _SPACE + fold(user.account)


def _get(server: Server, user: User, folded: str) -> str:
    if user.account:
        return server.stores.values.get(_space(user), folded) or ""
    return user.markers.get(folded, "")


def _put(server: Server, user: User, folded: str, time: str) -> None:
    if user.account:
        server.stores.values.put(_space(user), folded, time)
    else:
        user.markers[folded] = time


def _count(server: Server, user: User) -> int:
    return len(server.stores.values.items(_space(user)) if user.account else user.markers)


def _other_sessions(server: Server, user: User) -> list[User]:
    if not user.account:
        return []
    mine = fold(user.account)
    people = server.nicks.values()
    return [p for p in people if p is not user and p.account and fold(p.account) == mine]


COMMANDS = (Command("MARKREAD", 0, False, _markread),)
"""The rows of the command table."""
