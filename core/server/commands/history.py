"""What was said before: CHATHISTORY, SEARCH and HISTORY.

Members of a channel may read all of it, server operators every channel; a private conversation may
be read by those of the two who are logged in.

Sources: IRCv3 chathistory; the vendor specification soju.im/search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from core.irc.casemapping import fold
from core.irc.message import Message, parse_tags
from core.irc.numerics import Numeric
from core.irc.server_time import format_time, parse_time
from core.server.capabilities import CHATHISTORY, EVENT_PLAYBACK, SERVER_TIME
from core.server.commands import Command
from core.server.history import Point, Search, StoredEvent, Which, private_key
from core.server.playback import play
from core.server.recording import identity, identity_of_name, sealed_until
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server

_PARAMETERS: Mapping[str, int] = {**dict.fromkeys(Which, 4), Which.BETWEEN: 5, "TARGETS": 4}
"""How many parameters each subcommand has, itself included."""
_DIGITS = 9
_HALF_A_MILLISECOND = 0.0005
_MOST_WORDS = 10
_MOST_PRIVATE = 500  # conversations, the newest, among which is searched without a target


class Conversation(NamedTuple):
    """What somebody may read: its key in the history, and its name for them."""

    key: str
    name: str


def readable(server: Server, user: User, target: str) -> Conversation | None:
    """The conversation that ``user`` calls so, None if they may not read it."""
    if target.startswith("#"):
        channel = server.find_channel(target)
        if user.oper:
            return Conversation(fold(target), channel.name if channel else target)
        if channel is None or user.conn not in channel.members:
            return None
        return Conversation(channel.folded, channel.name)
    if not user.account or not target:
        return None
    return Conversation(private_key(identity(user), identity_of_name(server, target)), target)


# -- CHATHISTORY ---------------------------------------------------------------------------------


def _chathistory(server: Server, user: User, message: Message) -> None:
    wire = server.wire
    params = message.params
    subcommand = params[0].upper() if params else "*"
    if not server.config.keep_history:
        text = "The server keeps no history"
        wire.fail(user, "CHATHISTORY", "MESSAGE_ERROR", text, subcommand)
        return
    wanted = _PARAMETERS.get(subcommand)
    if wanted is None:
        text = "There is no such subcommand"
        wire.fail(user, "CHATHISTORY", "INVALID_PARAMS", text, subcommand[:50])
        return
    if len(params) != wanted:
        text = "Too few parameters" if len(params) < wanted else "Too many parameters"
        wire.fail(user, "CHATHISTORY", "INVALID_PARAMS", text, subcommand)
        return
    limit = _limit(params[-1], server.config.limits.history)
    if limit is None:
        text = "The limit is a number, 1 or more"
        wire.fail(user, "CHATHISTORY", "INVALID_PARAMS", text, subcommand, params[-1][:50])
    elif subcommand == "TARGETS":
        _targets(server, user, params[1], params[2], limit)
    else:
        _messages(server, user, Which(subcommand), params[1], params[2:-1], limit)


def _limit(text: str, most: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) > 0):
        return None
    return min(int(text), most)


def _messages(
    server: Server, user: User, which: Which, target: str, selectors: tuple[str, ...], limit: int
) -> None:
    found = readable(server, user, target)
    if found is None:
        text = "There is no such conversation, or you may not read it"
        server.wire.fail(user, "CHATHISTORY", "INVALID_TARGET", text, which, target)
        return
    points: list[Point] = []
    if which is not Which.LATEST or selectors != ("*",):
        for selector in selectors:
            point = _point(selector)
            if isinstance(point, str):
                text = "That is neither timestamp=YYYY-MM-DDThh:mm:ss.sssZ nor msgid=ID"
                context = (which, target) if point == "INVALID_MSGREFTYPE" else (which,)
                server.wire.fail(user, "CHATHISTORY", point, text, *context, selector[:80])
                return
            points.append(point)
    messages_only = not user.caps & EVENT_PLAYBACK
    events = server.stores.history.query(found.key, which, points, limit, messages_only)
    play(server, user, "chathistory", found.name, _unsealed(server, user, events))


def _unsealed(server: Server, user: User, events: Iterable[StoredEvent]) -> list[StoredEvent]:
    """Those that are not from an earlier life of a channel with closed doors."""
    if user.oper:
        return list(events)
    opened: dict[str, float] = {}
    found = []
    for event in events:
        key = event.target
        if key not in opened:
            opened[key] = sealed_until(server, key)
        if event.time >= opened[key]:
            found.append(event)
    return found


def _point(selector: str) -> Point | str:
    """What a selector names, or the code of the error."""
    kind, equals, value = selector.partition("=")
    if kind == "msgid" and value:
        return Point(msgid=value)
    if kind == "timestamp":
        time = parse_time(value)
        return "INVALID_PARAMS" if time is None else Point(time=time)
    return "INVALID_MSGREFTYPE" if equals and kind != "msgid" else "INVALID_PARAMS"


def _targets(server: Server, user: User, first: str, second: str, limit: int) -> None:
    points = [_point(selector) for selector in (first, second)]
    for selector, point in zip((first, second), points, strict=True):
        if isinstance(point, str) or point.msgid:
            text = "That is not timestamp=YYYY-MM-DDThh:mm:ss.sssZ"
            code = "INVALID_PARAMS"
            server.wire.fail(user, "CHATHISTORY", code, text, "TARGETS", selector[:80])
            return
    times = [point.time for point in points if isinstance(point, Point)]
    names = {key: channel.name for key, channel in user.channels.items()}
    if user.account:
        for key in server.stores.history.private_keys(identity(user), _MOST_PRIVATE):
            names[key] = ""  # looked up when it is shown
    found = server.stores.history.targets(names.keys(), min(times), max(times), len(names))
    found = [pair for pair in found if user.oper or pair[1] >= sealed_until(server, pair[0])]
    # The limit counts from the first time (see BETWEEN).
    found = found[:limit] if times[0] <= times[1] else found[-limit:]
    with server.wire.batch(user, "draft/chathistory-targets"):
        for key, time in found:
            name = names[key] or _partner(server, user, key)
            server.wire.server(user, f"CHATHISTORY TARGETS {name} {format_time(time)}")


def _partner(server: Server, user: User, key: str) -> str:
    """A name under which ``user`` can ask for a private conversation."""
    mine = identity(user)
    one, _, other = key.partition("\0")
    who = other if one == mine else one
    newest = server.stores.history.query(key, Which.LATEST, [], 1, True)
    if newest:
        event = newest[0]
        sent = event.account and "a:" + fold(event.account) == mine
        nick = event.params[0] if sent else event.nick
        if identity_of_name(server, nick) == who:
            return nick
    return who[2:]


# -- SEARCH --------------------------------------------------------------------------------------


def _search(server: Server, user: User, message: Message) -> None:
    """``SEARCH in=#chan;text=some\\swords;from=anna;after=…;before=…;limit=20``.

    Without ``in`` everything that ``user`` may read is searched; the newest hits are returned,
    oldest first. People who type it can also write ``SEARCH #chan :some words`` or ``SEARCH word``.
    """
    wire = server.wire
    target, words = message.params[0], message.param(1)
    if "=" in target:
        attributes = parse_tags(target)
    else:
        attributes = {"in": target, "text": words} if words else {"text": target}
    wanted = _wanted(server, user, attributes)
    if isinstance(wanted, str):
        text = "This cannot be searched for"
        wire.fail(user, "SEARCH", "INVALID_PARAMS", text, wanted)
        return
    events = server.stores.history.search(wanted) if server.config.keep_history else []
    events = _unsealed(server, user, events)
    play(server, user, "soju.im/search", "", reversed(events))


def _wanted(server: Server, user: User, attributes: dict[str, str]) -> Search | str:
    """What is searched for, or the attribute that makes no sense."""
    most = server.config.limits.search
    limit = _limit(attributes.get("limit", str(most)), most)
    if limit is None:
        return "limit"
    times = {}
    for name in ("after", "before"):
        time = parse_time(attributes[name]) if name in attributes else 0.0
        if time is None:
            return name
        times[name] = time
    if "in" in attributes:
        found = readable(server, user, attributes["in"])
        if found is None:
            return "in"
        targets = frozenset({found.key})
    else:
        targets = _all_readable(server, user)
    return Search(
        words=tuple(attributes.get("text", "").split()[:_MOST_WORDS]),
        targets=targets,
        nick=attributes.get("from", ""),
        # "At or after", "at or before": the store leaves the times themselves out.
        after=times["after"] and times["after"] - _HALF_A_MILLISECOND,
        before=times["before"] and times["before"] + _HALF_A_MILLISECOND,
        limit=limit,
    )


def _all_readable(server: Server, user: User) -> frozenset[str]:
    keys = set(server.channels if user.oper else user.channels)
    if user.account:
        keys.update(server.stores.history.private_keys(identity(user), _MOST_PRIVATE))
    return frozenset(keys)


# -- for clients without CHATHISTORY -------------------------------------------------------------


def _history(server: Server, user: User, message: Message) -> None:
    """``HISTORY #chan [n]``: the last messages, for people whose client has no CHATHISTORY."""
    target = message.params[0]
    limit = _limit(message.param(1) or "20", server.config.limits.history)
    found = readable(server, user, target) if server.config.keep_history else None
    if limit is None or found is None:
        text = "There is no such conversation, or you may not read it"
        if limit is None:
            text = "The number of messages is 1 or more"
        server.wire.numeric(user, Numeric.ERR_UNKNOWNERROR, "HISTORY", text)
        return
    _replay(server, user, found, limit)


def _replay(server: Server, user: User, conversation: Conversation, limit: int) -> None:
    events = server.stores.history.query(conversation.key, Which.LATEST, [], limit, True)
    play(server, user, "chathistory", conversation.name, _unsealed(server, user, events))


def replay_on_join(server: Server, user: User, channel: Channel) -> None:
    """The last messages, for a client that cannot ask for them, but knows when they were said."""
    wanted = server.config.replay_on_join if server.config.keep_history else 0
    if wanted and user.caps & (SERVER_TIME | CHATHISTORY) == SERVER_TIME:
        events = server.stores.history.query(channel.folded, Which.LATEST, [], wanted, True)
        if events := _unsealed(server, user, events):
            play(server, user, "chathistory", channel.name, events)


COMMANDS = (
    Command("CHATHISTORY", 0, False, _chathistory),
    Command("HISTORY", 1, False, _history),
    Command("SEARCH", 1, False, _search),
)
"""The rows of the command table."""
