"""What the server's window shows: people and channels at one instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.server.classroom import info
from core.server.events import ChannelBan, ChannelInfo, PersonInfo, ServerSnapshot
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server


def overview(server: Server, now: float) -> ServerSnapshot:
    """The whole state as frozen dataclasses; byte counts are left to the engine."""
    return ServerSnapshot(
        time=now,
        people=tuple(_person(user) for user in server.users.values()),
        channels=tuple(_channel(channel) for channel in server.channels.values()),
        messages=server.hot.messages,
        most_people=server.most_people,
        total_people=server.total_people,
        classroom=info(server),
    )


def _person(user: User) -> PersonInfo:
    return PersonInfo(
        conn=user.conn,
        nick=user.nick if user.registered else "",
        user=user.username,
        realname=user.realname,
        host=user.address,
        port=user.port,
        since=user.since,
        registered=user.registered,
        away=user.away,
        idle_since=user.idle_since,
        channels=tuple(channel.name for channel in user.channels.values()),
        operator=bool(user.oper),
        account=user.account,
        secure=user.secure,
        certificate=user.certificate,
        websocket=user.websocket,
        bot=user.bot,
    )


def _channel(channel: Channel) -> ChannelInfo:
    return ChannelInfo(
        name=channel.name,
        topic=channel.topic,
        modes="+"
        + "".join(sorted(channel.flags))
        + "f" * bool(channel.forward)
        + "k" * bool(channel.key)
        + "l" * bool(channel.limit),
        members=tuple(m.prefix + m.user.nick for m in channel.members.values()),
        created=channel.created,
        topic_by=channel.topic_by,
        key=channel.key,
        limit=channel.limit,
        bans=tuple(ChannelBan(*entry) for entry in channel.lists["b"].values()),
    )
