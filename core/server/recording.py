"""What goes into the history: which conversation it belongs to, and whether it is kept.

Messages are recorded by ``core.server.hot``, edits and multiline messages by their modules; what
else happens in a channel comes through :func:`record`. A private conversation is stored when at
least one of the two is logged in, and only then can that one ask for it. What is not stored is
remembered for a while all the same, so that its author can edit or redact it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.server.history import LONG_CONVERSATION, StoredEvent, Which, private_key
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server

_HIDDEN_IN_AUDITORIUM = frozenset({"JOIN", "PART", "QUIT", "NICK"})
_SEALED = "sealed"  # space of values: channel → milliseconds
_CLOSED = "closed"  # space of values: the channels that have closed doors now
_TAGS_TO_KEEP = frozenset({b"+draft/react", b"+draft/unreact", b"+draft/persist", b"+persist"})


def identity(user: User) -> str:
    """Who somebody is in private conversations: the account, or the nickname without one."""
    return "a:" + fold(user.account) if user.account else "n:" + user.folded


def identity_of_name(server: Server, name: str) -> str:
    """The same for a name: of the person who has it now, else the account, else the nickname."""
    person = server.find_nick(name)
    if person is not None:
        return identity(person)
    folded = fold(name)
    owner = server.accounts.owner_of(folded) if server.config.accounts else None
    return "n:" + folded if owner is None else "a:" + owner.folded


def private_conversation(one: User, other: User) -> str:
    """The key of what two people write to each other."""
    return private_key(identity(one), identity(other))


def worth_keeping(verb: str, text: str, client_tags: bytes) -> bool:
    """Whether a message belongs into the history.

    Requests of programs (CTCP) do not, but actions do; tags without a text only where they change
    what is shown (reactions), or where the sender asks for it.
    """
    if verb == "TAGMSG":
        keys = {item.partition(b"=")[0] for item in client_tags.split(b";")}
        return not _TAGS_TO_KEEP.isdisjoint(keys)
    return text[:1] != "\x01" or text.startswith("\x01ACTION")


def record(
    server: Server, channel: Channel, source: User | None, command: str, *params: str
) -> str:
    """Keep what happened in a channel, for event playback; ``source`` None for the server.

    ``params`` are those of the line as it is relayed; JOIN has them as for extended-join. Returns
    the id of the event, to be sent with the line; "" where nothing is kept.
    """
    if server.hot.keep is None:
        return ""
    msgid = server.wire.new_id()
    record_as(server, channel, source, msgid, command, *params)
    return msgid


def record_as(
    server: Server, channel: Channel, source: User | None, msgid: str, command: str, *params: str
) -> None:
    """Keep an event that has its id already: QUIT and NICK have the same in all channels."""
    keep = server.hot.keep
    hidden = "u" in channel.flags and command in _HIDDEN_IN_AUDITORIUM
    if keep is None or not msgid or hidden:
        return
    who, account, bot = (
        (source.source, source.account, source.bot)
        if source is not None
        else (server.config.name, "", False)
    )
    time = server.wire.ms / 1000
    keep(StoredEvent(msgid, time, channel.folded, command, who, account, params, "", bot))


def record_everywhere(server: Server, user: User, command: str, *params: str) -> str:
    """Keep what a person did in each of their channels, under one id, which is returned."""
    if server.hot.keep is None or not user.channels:
        return ""
    msgid = server.wire.new_id()
    for channel in user.channels.values():
        record_as(server, channel, user, msgid, command, *params)
    return msgid


def seal(server: Server, channel: Channel) -> None:
    """The last one left: what was said behind a key or by invitation is not for who comes next.

    It stays in the history for the server's window.
    """
    if _is_closed(channel):
        server.stores.values.put(_CLOSED, channel.folded, None)
        if server.hot.keep is not None:
            _seal(server, channel.folded)


def doors_changed(server: Server, channel: Channel) -> None:
    """Keep whether a channel has closed doors: the server may break down before the last leaves."""
    values = server.stores.values
    closed = "1" if _is_closed(channel) else None
    if values.get(_CLOSED, channel.folded) != closed:
        values.put(_CLOSED, channel.folded, closed)


def seal_earlier(server: Server) -> None:
    """At the start of a server: channels do not outlive it, so those with closed doors ended."""
    values = server.stores.values
    for key in values.items(_CLOSED):
        _seal(server, key)
        values.put(_CLOSED, key, None)


def _seal(server: Server, key: str) -> None:
    until = server.wire.ms
    for newest in server.stores.history.query(key, Which.LATEST, [], 1, False):
        until = max(until, int(newest.time * 1000))  # the machine's clock may have been set back
    server.stores.values.put(_SEALED, key, str(until + 1))


def _is_closed(channel: Channel) -> bool:
    return bool(channel.key) or "i" in channel.flags


def sealed_until(server: Server, key: str) -> float:
    """From which time on (seconds) a channel's history may be read; 0.0 for all of it."""
    return int(server.stores.values.get(_SEALED, key) or 0) / 1000


def can_rename(server: Server, old: str, new: str) -> bool:
    """Whether the history of a channel can go with it: not where both names have a long one."""
    query = server.stores.history.query
    events = (query(key, Which.LATEST, [], LONG_CONVERSATION + 1, False) for key in (old, new))
    return any(len(page) <= LONG_CONVERSATION for page in events)


def renamed(server: Server, old: str, new: str) -> None:
    """A channel has another key: its history goes with it, and what was closed stays closed."""
    server.stores.history.rename(old, new)
    values = server.stores.values
    closed = max(int(values.get(_SEALED, key) or 0) for key in (old, new))
    values.put(_SEALED, old, None)
    values.put(_CLOSED, new, values.get(_CLOSED, old))
    values.put(_CLOSED, old, None)
    if closed:
        values.put(_SEALED, new, str(closed))


def forget_account(server: Server, folded: str) -> None:
    """An account is removed: nobody who takes its name may read its private conversations."""
    history = server.stores.history
    for key in history.private_keys("a:" + folded):
        history.forget(key)


def recall(server: Server, key: str, msgid: str) -> StoredEvent | None:
    """A message of a conversation, stored or only remembered."""
    event = server.stores.history.find(key, msgid) if server.config.keep_history else None
    if event is None:
        event = server.hot.unstored.get(msgid)
        if event is not None and event.target != key:
            return None
    return event


def is_author(user: User, event: StoredEvent) -> bool:
    """Whether somebody wrote this: by the account, without one by the connection it came from."""
    if event.account:
        return fold(event.account) == fold(user.account)
    if event.source == user.source and event.time >= _in_ms(user.source_since):
        return True
    # Nobody else had the name then, but somebody else may have had it before and after.
    return any(
        event.source == former.source and _in_ms(former.since) <= event.time <= former.until
        for former in user.former_sources
    )


def _in_ms(time: float) -> float:
    """A time as those of events are kept."""
    return int(time * 1000) / 1000
