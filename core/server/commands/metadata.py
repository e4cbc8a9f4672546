"""METADATA: read, set and watch what people and channels tell about themselves (IRCv3 metadata)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from core.irc.capabilities import split_list
from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import metadata
from core.server.channel_modes import OPERATOR
from core.server.commands import Command
from core.server.rights import may_see, rank_of
from core.server.state import Channel, User
from core.server.wire import safe

if TYPE_CHECKING:
    from core.server.server import Server

_ROOM = 300  # bytes of keys in one numeric
_CHANGES = 30  # that a client may make at once …
_CHANGES_PER_SECOND = 1.0  # … and after that

_Target = User | Channel
_Action = Callable[["Server", User, _Target, tuple[str, ...]], None]


class _Subcommand(NamedTuple):
    action: _Action
    least: int  # parameters
    most: int | None
    own: bool = False  # the target can only be oneself


def _metadata(server: Server, user: User, message: Message) -> None:
    name = message.param(1).upper()
    subcommand = _SUBCOMMANDS.get(name)
    params = message.params[2:]
    if subcommand is None:
        text = "METADATA knows GET, LIST, SET, CLEAR, SUB, UNSUB, SUBS and SYNC"
        _fail(server, user, "INVALID_PARAMS", text, message.param(1)[:30])
        return
    if len(params) < subcommand.least:
        _fail(server, user, "INVALID_PARAMS", "There are too few parameters", name)
        return
    if subcommand.most is not None and len(params) > subcommand.most:
        text = "There are too many parameters; a value with spaces begins with a colon"
        _fail(server, user, "INVALID_PARAMS", text, name)
        return
    if name == "SYNC" and message.params[0] == metadata.EVERYTHING and user.registered:
        metadata.synchronise(server, user, None)
        return
    target = _find(server, user, message.params[0])
    if target is None or (subcommand.own and target is not user):
        text = "This is neither a channel nor somebody who is here"
        if subcommand.own:
            text = "Only your own subscriptions can be seen and changed"
        _fail(server, user, "INVALID_TARGET", text, message.params[0][:100])
    else:
        subcommand.action(server, user, target, params)


def _find(server: Server, user: User, name: str) -> _Target | None:
    if name == "*":
        return user
    if not user.registered:
        return None
    if name.startswith("#"):
        channel = server.find_channel(name)
        return channel if channel is not None and may_see(user, channel) else None
    return server.find_nick(name)


def _may_read(server: Server, user: User, target: _Target) -> bool:
    """Whether somebody may know the values of a target; if not, they have been told."""
    if isinstance(target, User) or user.conn in target.members or user.oper:
        return True
    if not target.key and "i" not in target.flags:
        return True
    text = "Only who is in this channel can see what it tells about itself"
    _fail(server, user, "KEY_NO_PERMISSION", text, target.name, "*")
    return False


def _may_change(server: Server, user: User, target: _Target, key: str) -> bool:
    """Whether somebody may change the values of a target now; if not, they have been told."""
    if target is user or user.oper:
        return True
    if isinstance(target, Channel) and rank_of(target, user) >= OPERATOR:
        return True
    if isinstance(target, Channel):
        text = "You are not an operator of this channel"
    else:
        text = "You can change only what you tell about yourself"
    _fail(server, user, "KEY_NO_PERMISSION", text, metadata.target_name(target), key)
    return False


def _wait(server: Server, user: User, price: float) -> int:
    """How many seconds somebody must wait before the next change; 0: it is taken into account."""
    if not server.config.flood_control or user.oper:
        return 0
    span = _CHANGES / _CHANGES_PER_SECOND
    full_at = max(user.buckets.get("metadata", 0.0), server.now) + price / _CHANGES_PER_SECOND
    if full_at - server.now > span:
        return max(1, ceil(full_at - server.now - span))
    user.buckets["metadata"] = full_at
    return 0


# -- the subcommands -----------------------------------------------------------------------------


def _get(server: Server, user: User, target: _Target, keys: tuple[str, ...]) -> None:
    if not _may_read(server, user, target):
        return
    values = metadata.values_of(server, target)
    with server.wire.batch(user, "metadata", metadata.target_name(target)):
        for key in keys:
            if metadata.is_key(key, server.config.limits):
                metadata.show(server, user, target, key, values.get(key))
            else:
                _warn_of_key(server, user, key)


def _list(server: Server, user: User, target: _Target, params: tuple[str, ...]) -> None:
    if not _may_read(server, user, target):
        return
    with server.wire.batch(user, "metadata", metadata.target_name(target)):
        for key, value in metadata.values_of(server, target).items():
            metadata.show(server, user, target, key, value)


def _set(server: Server, user: User, target: _Target, params: tuple[str, ...]) -> None:
    key, value = params[0], params[1] if len(params) > 1 else ""
    limits = server.config.limits
    name = metadata.target_name(target)
    if not metadata.is_key(key, limits):
        text = "A key is made of a-z, 0-9 and _ . / -"
        _fail(server, user, "INVALID_KEY", text, key[:60])
        return
    if not _may_change(server, user, target, key):
        return
    values = metadata.values_of(server, target)
    if not metadata.fits(server, target, key, value):
        most = limits.metadata_value_length
        text = f"The value is too long: {len(value.encode())} bytes of at most {most}"
        _fail(server, user, "INVALID_VALUE", text, key)
        return
    if value and key not in values and len(values) >= limits.metadata_keys:
        text = f"There are {limits.metadata_keys} keys already"
        most_keys = str(limits.metadata_keys)
        _fail(server, user, "LIMIT_REACHED", text, "SET", name, most_keys)
        return
    wait = _wait(server, user, 1.0)
    if wait:
        words = [str(wait), name, "SET", *params]
        server.wire.numeric(user, Numeric.ERR_METADATARATELIMIT, *words)
        return
    metadata.change(server, target, key, value or None, user)
    metadata.show(server, user, target, key, value or None)


def _clear(server: Server, user: User, target: _Target, params: tuple[str, ...]) -> None:
    if not _may_change(server, user, target, "*"):
        return
    name = metadata.target_name(target)
    keys = list(metadata.values_of(server, target))
    wait = _wait(server, user, max(1.0, len(keys)))
    if wait:
        server.wire.numeric(user, Numeric.ERR_METADATARATELIMIT, str(wait), name, "CLEAR")
        return
    with server.wire.batch(user, "metadata", name):
        for key in keys:
            metadata.change(server, target, key, None, user)
            metadata.show(server, user, target, key, None)


def _subscribe(server: Server, user: User, target: _Target, keys: tuple[str, ...]) -> None:
    limits = server.config.limits
    before = set(user.subscriptions)
    good: list[str] = []
    refused = ""
    for key in dict.fromkeys(keys):
        if len(user.subscriptions) >= limits.metadata_subscriptions:
            refused = key
            break
        if metadata.is_key(key, limits):
            user.subscriptions.add(key)
            good.append(key)
        else:
            _warn_of_key(server, user, key)
    _keys(server, user, Numeric.RPL_METADATASUBOK, good)
    if refused:
        most = str(limits.metadata_subscriptions)
        text = f"You have subscribed to {most} keys already"
        _fail(server, user, "LIMIT_REACHED", text, "SUB", refused[:60], most)
    if user.registered and user.subscriptions != before:
        metadata.later(server, user, metadata.EVERYTHING, 0)


def _unsubscribe(server: Server, user: User, target: _Target, keys: tuple[str, ...]) -> None:
    good: list[str] = []
    for key in dict.fromkeys(keys):
        if metadata.is_key(key, server.config.limits):
            user.subscriptions.discard(key)
            good.append(key)
        else:
            _warn_of_key(server, user, key)
    _keys(server, user, Numeric.RPL_METADATAUNSUBOK, good)


def _subscriptions(server: Server, user: User, target: _Target, params: tuple[str, ...]) -> None:
    with server.wire.batch(user, "metadata-subs"):
        _keys(server, user, Numeric.RPL_METADATASUBS, sorted(user.subscriptions))


def _sync(server: Server, user: User, target: _Target, params: tuple[str, ...]) -> None:
    if not user.registered:
        _fail(server, user, "INVALID_TARGET", "There is nothing to see before you are in", "*")
    elif _may_read(server, user, target):
        metadata.synchronise(server, user, target)


# -- answers -------------------------------------------------------------------------------------


def _keys(server: Server, user: User, code: str, keys: list[str]) -> None:
    for line in split_list(keys, _ROOM):
        server.wire.numeric(user, code, *line.split(" "))


def _fail(server: Server, user: User, code: str, text: str, *context: str) -> None:
    server.wire.fail(user, "METADATA", code, text, *context)


def _warn_of_key(server: Server, user: User, key: str) -> None:
    text = "A key is made of a-z, 0-9 and _ . / -"
    server.wire.server(user, f"WARN METADATA INVALID_KEY {safe(key[:60])} :{text}")


_SUBCOMMANDS: Mapping[str, _Subcommand] = {
    "GET": _Subcommand(_get, 1, None),
    "LIST": _Subcommand(_list, 0, 0),
    "SET": _Subcommand(_set, 1, 2),
    "CLEAR": _Subcommand(_clear, 0, 0),
    "SUB": _Subcommand(_subscribe, 1, None, own=True),
    "UNSUB": _Subcommand(_unsubscribe, 1, None, own=True),
    "SUBS": _Subcommand(_subscriptions, 0, 0, own=True),
    "SYNC": _Subcommand(_sync, 0, 0),
}

COMMANDS = (Command("METADATA", 0, True, _metadata),)
