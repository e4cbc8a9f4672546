"""What must be true of a server between any two inputs."""

from __future__ import annotations

from collections import Counter

from core.irc.casemapping import fold
from core.server.capabilities import ENCODING
from core.server.outbox import Audience
from core.server.server import Server
from core.server.speech import is_looked_at, why_silent
from core.server.state import Channel
from core.server.throttle import address_of


def check(server: Server) -> None:
    """Raise AssertionError where the state contradicts itself."""
    _people(server)
    for channel in server.channels.values():
        _channel(server, channel)
    _routes(server)
    _watchers(server)
    _bookkeeping(server)


def _people(server: Server) -> None:
    registered = {user.folded: user for user in server.users.values() if user.registered}
    assert registered == server.nicks
    assert len(registered) == server.registered_count
    for conn, user in server.users.items():
        assert user.conn == conn
        assert not user.closed
        if not user.registered:
            assert not user.channels
            assert not user.monitored
            continue
        assert user.folded == fold(user.nick)
        assert user.prefix == f":{user.mask} ".encode()
        for folded, channel in user.channels.items():
            assert server.channels[folded] is channel
            assert channel.members[conn].user is user


def _channel(server: Server, channel: Channel) -> None:
    assert server.channels[channel.folded] is channel
    assert channel.folded == fold(channel.name)
    assert channel.members, f"{channel.name} is empty"
    for conn, member in channel.members.items():
        assert server.users[conn] is member.user
        assert member.user.channels[channel.folded] is channel
    if channel._audience is not None:
        fresh = Audience((conn, m.user.caps & ENCODING) for conn, m in channel.members.items())
        assert _by_conn(channel._audience) == _by_conn(fresh)
    for variant, lines in channel._names.items():
        twin = Channel(channel.name, channel.folded, channel.created, members=channel.members)
        assert _words(lines) == _words(twin.names(variant))
    for conn in channel.speakers:
        assert conn in channel.members
        assert not why_silent(channel, server.users[conn])
        assert not is_looked_at(channel)
    assert channel.invited <= set(server.users)


def _by_conn(audience: Audience) -> dict[int, int]:
    assert len(audience.capsets) == len(audience.groups)
    found = {c: s for s, g in zip(audience.capsets, audience.groups, strict=True) for c in g}
    assert len(found) == len(audience.group_of) == sum(map(len, audience.groups))
    assert all(audience.capsets[place] == found[c] for c, place in audience.group_of.items())
    return found


def _words(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def _routes(server: Server) -> None:
    for route, target in server.hot.routes.items():
        name = route.partition(b" ")[2].decode()
        if isinstance(target, Channel):
            assert server.channels[fold(name)] is target
            assert target.name == name
        else:
            assert server.nicks[fold(name)] is target
            assert target.nick == name


def _watchers(server: Server) -> None:
    watched = {(folded, user.conn) for user in server.users.values() for folded in user.monitored}
    assert watched == {(folded, c) for folded, conns in server.watchers.items() for c in conns}
    assert all(server.watchers.values()), "somebody is watched by nobody"


def _bookkeeping(server: Server) -> None:
    users = server.users.values()
    assert server.admission.connections == Counter(map(address_of, users))
    assert server.admission.strangers == Counter(address_of(u) for u in users if not u.registered)
    waiting = {conn for _, conn in server.throttle.waiting}
    busy = {job.conn for job in server.jobs}
    looked_at = {(at, conn) for at, conn in server.timeouts._heap}
    for user in users:
        assert not user.throttled or (user.busy and user.conn in waiting)
        assert user.throttled or not user.busy or user.conn in busy
        assert user.busy or not user.held
        assert (user.looked_at, user.conn) in looked_at
    assert len(server.timeouts._heap) <= 4 * max(10, server.total_people)
