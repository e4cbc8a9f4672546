"""What people and channels tell about themselves: values by key, and who hears when they change.

What belongs to an account is kept with it, and what a logged-in operator set on a channel with the
channel's name; all else ends with the connection or the channel.

Source: IRCv3 metadata (draft/metadata-3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.numerics import Numeric
from core.server.capabilities import BATCH, METADATA
from core.server.limits import Limits
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server

SPACE = "metadata"  # in the store of values: "a:" and an account, "c:" and a channel, both folded
EVERYTHING = "*ALL"
"""The target of a synchronisation of all that somebody can see."""

_AWARE = METADATA | BATCH
_KEY = re.compile(r"[a-z0-9_./-]+")
_NICK_BYTES = 4  # the most that one character of a nickname takes
_USUAL_NICK = 60  # bytes; a value that is set fits on a line as long as the nickname is no longer
_AT_ONCE = 100  # people of a channel whose values are sent with the JOIN
_LINES_PER_SECOND = 1000.0  # of synchronisations that a client asks for …
_MOST_LINES = 10_000  # … and the most of one: others wait while it is written
_KEPT_CHANNELS = 2000  # a channel costs nothing, so not every one is kept


def is_aware(user: User) -> bool:
    """Whether a client has what it needs to be told of metadata."""
    return user.caps & _AWARE == _AWARE


def is_key(key: str, limits: Limits) -> bool:
    """Whether this can be a key."""
    return len(key) <= limits.metadata_key_length and _KEY.fullmatch(key) is not None


def fits(server: Server, target: User | Channel, key: str, value: str) -> bool:
    """Whether a value is short enough for the limit, and for one line with everything else."""
    limits = server.config.limits
    name = len(target_name(target).encode())
    if isinstance(target, User):
        name = max(name, _USUAL_NICK)
    around = len(f":{server.wire.name} 761   {key} * :") + limits.nick_length * _NICK_BYTES + name
    room = limits.body_length - around
    return len(value.encode()) <= min(limits.metadata_value_length, room)


def target_name(target: User | Channel) -> str:
    """The name by which clients know the target; ``*`` for who is not registered."""
    if isinstance(target, Channel):
        return target.name
    return target.nick if target.registered else "*"


def values_of(server: Server, target: User | Channel) -> dict[str, str]:
    """All values of a person or a channel."""
    if isinstance(target, User):
        return target.metadata
    if target.metadata is None:
        target.metadata = _load(server, "c:" + target.folded)
    return target.metadata


def change(
    server: Server, target: User | Channel, key: str, value: str | None, by: User | None
) -> None:
    """Set a value, or remove it (None); keep it, and tell who wants to know, but not ``by``."""
    targets: list[User | Channel] = [target]
    if isinstance(target, User) and target.account:
        account = fold(target.account)
        targets += [
            person
            for person in server.nicks.values()
            if person is not target and person.account and fold(person.account) == account
        ]
    for each in targets:
        values = values_of(server, each)
        if values.get(key) == value:
            continue
        if value is None:
            del values[key]
        else:
            values[key] = value
        _tell(server, each, key, value, by)
    _keep(server, target, by)


def _tell(
    server: Server, target: User | Channel, key: str, value: str | None, by: User | None
) -> None:
    if isinstance(target, Channel):
        people = [member.user for member in target.members.values()]
    elif target.registered:
        monitors = [server.users[conn] for conn in server.watchers.get(target.folded, ())]
        people = [*server.peers(target), *monitors]
    else:
        people = []
    told = {person.conn: person for person in people if key in person.subscriptions}
    if isinstance(target, User):
        told[target.conn] = target
    for person in told.values():
        if person is not by and is_aware(person):
            show(server, person, target, key, value)


def show(server: Server, user: User, target: User | Channel, key: str, value: str | None) -> None:
    """One value to one client; None says that there is none."""
    name = target_name(target)
    if value is None:
        server.wire.numeric(user, Numeric.RPL_KEYNOTSET, name, key, "The key is not set")
    else:
        server.wire.numeric(user, Numeric.RPL_KEYVALUE, name, key, "*", value)


# -- synchronisation -----------------------------------------------------------------------------


def greet(server: Server, user: User) -> None:
    """Their own values, for somebody who has just registered."""
    if is_aware(user):
        with server.wire.batch(user, "metadata", user.nick):
            for key, value in user.metadata.items():
                show(server, user, user, key, value)


def entered(server: Server, user: User, channel: Channel) -> None:
    """Somebody joined: they get the values of the channel and of its people; the others theirs."""
    if is_aware(user):
        if user.subscriptions and len(channel.members) > _AT_ONCE:
            later(server, user, channel.name, 0)
        else:
            _send(server, user, channel.name, _of_channel(user, channel))
    if user.metadata:
        for member in channel.watchers(user):
            wanted = member.user.subscriptions
            if wanted and member.user is not user and is_aware(member.user):
                for key in wanted & user.metadata.keys():
                    show(server, member.user, user, key, user.metadata[key])


def came_online(server: Server, user: User, person: User) -> None:
    """``user`` monitors ``person`` and has just been told that they are there."""
    if is_aware(user):
        _send(server, user, person.nick, [person])


def synchronise(server: Server, user: User, target: User | Channel | None) -> None:
    """What METADATA SYNC asks for; None stands for all that ``user`` can see."""
    targets: Iterable[User | Channel]
    if target is None:
        name, targets = EVERYTHING, _all_for(server, user)
    elif isinstance(target, Channel):
        inside = user.conn in target.members
        name, targets = target.name, _of_channel(user, target) if inside else [target]
    else:
        name, targets = target.nick, [target]
    wait = user.buckets.get("metadata-sync", 0.0) - server.now
    if wait > 0 and server.config.flood_control:
        later(server, user, name, int(wait) + 1)
        return
    lines = _send(server, user, name, targets)
    user.buckets["metadata-sync"] = server.now + lines / _LINES_PER_SECOND


def later(server: Server, user: User, name: str, seconds: int) -> None:
    """Ask the client to come back for the values of a target."""
    text = "Ask for the values with METADATA SYNC"
    server.wire.numeric(user, Numeric.ERR_METADATASYNCLATER, name, str(seconds), text)


def _of_channel(user: User, channel: Channel) -> list[User | Channel]:
    people = [member.user for member in channel.members.values() if channel.sees(user, member)]
    return [channel, *people]


def _all_for(server: Server, user: User) -> list[User | Channel]:
    people = {user.conn: user}
    for channel in user.channels.values():
        for member in channel.members.values():
            if channel.sees(user, member):
                people[member.user.conn] = member.user
    for folded in user.monitored:
        person = server.nicks.get(folded)
        if person is not None:
            people[person.conn] = person
    return [*user.channels.values(), *people.values()]


def _send(server: Server, user: User, name: str, targets: Iterable[User | Channel]) -> int:
    """A batch with the values of the keys that ``user`` has subscribed to; how many there were."""
    lines = 0
    with server.wire.batch(user, "metadata", name):
        for target in targets if user.subscriptions else ():
            values = values_of(server, target)
            for key in user.subscriptions & values.keys():
                lines += 1
                show(server, user, target, key, values[key])
            if lines >= _MOST_LINES:
                break
    return lines


# -- what is kept --------------------------------------------------------------------------------


def logged_in(server: Server, user: User) -> None:
    """Give somebody who has just logged in what is kept with the account.

    What they said about themselves before that counts more, and is kept from now on.
    """
    own = user.metadata
    kept = _load(server, "a:" + fold(user.account))
    user.metadata = kept | own
    for key in list(user.metadata)[server.config.limits.metadata_keys :]:
        del user.metadata[key]
    if user.metadata != kept:
        _keep(server, user, user)
    if user.registered:
        for key, value in user.metadata.items():
            if own.get(key) != value:
                _tell(server, user, key, value, None)


def logged_out(server: Server, user: User) -> None:
    """Take what belongs to the account from somebody who leaves it; it stays kept."""
    gone, user.metadata = user.metadata, {}
    for key in gone:
        _tell(server, user, key, None, None)


def forget_account(server: Server, account: str) -> None:
    """The account (folded) is gone for good."""
    server.stores.values.put(SPACE, "a:" + account, None)


def renamed(server: Server, old: str, channel: Channel) -> None:
    """A channel has another folded name than ``old`` now."""
    values = server.stores.values
    kept = values.get(SPACE, "c:" + old)
    values.put(SPACE, "c:" + old, None)
    values.put(SPACE, "c:" + channel.folded, kept)


def _keep(server: Server, target: User | Channel, by: User | None) -> None:
    store = server.stores.values
    if isinstance(target, User):
        if not target.account:
            return
        name = "a:" + fold(target.account)
    else:
        name = "c:" + target.folded
        # Anybody could fill the disk with channels: each is made by who comes first.
        if store.get(SPACE, name) is None and not _is_worth_keeping(server, by):
            return
    values = values_of(server, target)
    store.put(SPACE, name, json.dumps(values, ensure_ascii=False) if values else None)


def _is_worth_keeping(server: Server, by: User | None) -> bool:
    if by is not None and not by.account:
        return False
    kept = sum(1 for name in server.stores.values.items(SPACE) if name.startswith("c:"))
    return kept < _KEPT_CHANNELS


def _load(server: Server, name: str) -> dict[str, str]:
    text = server.stores.values.get(SPACE, name)
    if text is None:
        return {}
    try:
        found: object = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, Mapping):
        return {}
    return {str(key): str(value) for key, value in found.items()}
