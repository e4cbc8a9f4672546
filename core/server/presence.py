"""What changes about a person, and who is told: nickname, host, away or back, account, real name.

Sources: IRCv3 away-notify, account-notify, setname, chghost, extended-monitor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.numerics import Numeric
from core.server import classroom
from core.server.capabilities import AWAY_NOTIFY, CHGHOST, EXTENDED_JOIN, EXTENDED_MONITOR
from core.server.commands.monitor import tell_watchers
from core.server.events import LogKind
from core.server.recording import record_everywhere
from core.server.state import Channel, User

if TYPE_CHECKING:
    from core.server.server import Server


def watchers_of(server: Server, user: User, capability: int) -> list[User]:
    """Those with a capability who share a channel with ``user``, or monitor the nickname.

    The second ones need extended-monitor too. ``user`` is not among them.
    """
    told = [peer for peer in server.peers(user) if peer.caps & capability and peer is not user]
    conns = server.watchers.get(user.folded)
    if conns:
        wanted = capability | EXTENDED_MONITOR
        known = {peer.conn for peer in told}
        for conn in conns:
            watcher = server.users[conn]
            if conn not in known and watcher is not user and watcher.caps & wanted == wanted:
                told.append(watcher)
    return told


def tell_away(server: Server, user: User, channel: Channel) -> None:
    """Tell those of a channel who want to know that somebody who just came is away."""
    members = channel.watchers(user)
    told = [m.user for m in members if m.user.caps & AWAY_NOTIFY and m.user is not user]
    server.wire.to_users(told, away_line(user), source=user)


def announce_join(server: Server, user: User, channel: Channel, msgid: str) -> None:
    """Tell a channel that ``user`` is in it now; with account and real name for extended-join."""
    wire = server.wire
    body = user.prefix + b"JOIN " + channel.name.encode()
    extended = [m.user for m in channel.watchers(user) if m.user.caps & EXTENDED_JOIN]
    if extended:
        longer = body + f" {user.account or '*'} :{user.realname}".encode()
        wire.to_users(extended, longer, actor=user, source=user, msgid=msgid)
        others = [m.user for m in channel.watchers(user) if not m.user.caps & EXTENDED_JOIN]
        wire.to_users(others, body, actor=user, source=user, msgid=msgid)
    else:
        wire.broadcast(channel.seen_by(user), body, actor=user, source=user, msgid=msgid)


def away_line(user: User) -> bytes:
    """What away-notify tells the others."""
    return user.prefix + (f"AWAY :{user.away}".encode() if user.away is not None else b"AWAY")


def change_nick(server: Server, user: User, nick: str, folded: str) -> None:
    """Give a registered person another name; everybody who sees it is told."""
    old, old_folded, body = user.nick, user.folded, user.prefix + b"NICK :" + nick.encode()
    before = classroom.identities(user)
    msgid = record_everywhere(server, user, "NICK", nick)
    server.remember(user)
    server.hot.discard(old)
    server.lookalikes.discard(user)
    del server.nicks[old_folded]
    user.nick, user.folded = nick, folded
    server.nicks[folded] = user
    server.hot.add(nick, user)
    server.lookalikes.add(user)
    user.renew_prefix(server.config.limits.body_length, server.now)
    for channel in user.channels.values():
        channel.changed()
        channel.speakers.discard(user.conn)  # a ban may fit the new name
    server.wire.to_users(server.peers(user), body, actor=user, source=user, msgid=msgid)
    if folded != old_folded:
        tell_watchers(server, old_folded, Numeric.RPL_MONOFFLINE, old)
        tell_watchers(server, folded, Numeric.RPL_MONONLINE, user.mask)
    classroom.renamed(server, user, before)
    server.note(LogKind.NICK, user, old, nick)


def change_host(server: Server, user: User, username: str, host: str) -> None:
    """Give a registered person another user name and host.

    Who knows chghost is told so; for the others it looks as if the person went and came back.
    """
    before, old, known = user.prefix, user.mask, classroom.identities(user)
    user.username, user.host = username, host
    classroom.renamed(server, user, known)
    user.renew_prefix(server.config.limits.body_length, server.now)
    for channel in user.channels.values():
        channel.changed()
        channel.speakers.discard(user.conn)  # a ban may fit the new host
    wire = server.wire
    body = before + f"CHGHOST {username} {host}".encode()
    wire.to_users(watchers_of(server, user, CHGHOST), body, source=user)
    if user.caps & CHGHOST:
        wire.line(user, body, user)
    others = [peer for peer in server.peers(user) if not peer.caps & CHGHOST and peer is not user]
    wire.to_users(others, before + b"QUIT :Changing host", source=user)
    for channel in user.channels.values():
        _come_back(server, user, channel, {peer.conn for peer in others})
    wire.numeric(user, Numeric.RPL_VISIBLEHOST, host, "is your visible host now")
    server.note(LogKind.NICK, user, old, user.mask)


def _come_back(server: Server, user: User, channel: Channel, conns: set[int]) -> None:
    told = [member.user for member in channel.watchers(user) if member.user.conn in conns]
    body = user.prefix + f"JOIN {channel.name}".encode()
    extended = body + f" {user.account or '*'} :{user.realname}".encode()
    wire = server.wire
    wire.to_users([p for p in told if not p.caps & EXTENDED_JOIN], body, source=user)
    wire.to_users([p for p in told if p.caps & EXTENDED_JOIN], extended, source=user)
    modes = channel.members[user.conn].modes
    if modes:
        words = " ".join([f"+{modes}", *[user.nick] * len(modes)])
        wire.to_users(told, f":{wire.name} MODE {channel.name} {words}".encode())
