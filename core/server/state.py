"""What the server knows: people, channels, and who is where."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core.irc.decoder import Overlong
from core.server.capabilities import ENCODING, MULTI_PREFIX, USERHOST_IN_NAMES
from core.server.channel_modes import OPERATOR, PREFIXES, STATUSES
from core.server.outbox import Audience

_SYMBOLS = str.maketrans(STATUSES, PREFIXES)
_MOST_FORMER_SOURCES = 50
_NAMES_VARIANTS = MULTI_PREFIX | USERHOST_IN_NAMES


class FormerSource(NamedTuple):
    """A ``nick!user@host`` that a connection had, and from when to when."""

    source: str
    since: float
    until: float


@dataclass(slots=True, eq=False)
class User:
    """A connection, registered or not. Times are those of the server's clock, in seconds."""

    conn: int
    address: str  # as the kernel tells it
    host: str  # as it stands in a message
    port: int
    since: float
    last_heard: float
    idle_since: float
    nick: str = ""
    folded: str = ""
    refused_nick: str = ""  # the last one that was taken, or belonged to an account
    username: str = ""
    realname: str = ""
    password: str | None = None
    caps: int = 0
    cap_version: int = 0
    negotiating: bool = False
    registered: bool = False
    closed: bool = False
    greeted: bool = False
    spoke: bool = False
    warned: bool = False  # its non-IRC input is in the log already
    lines_sent: int = 0  # before registration
    bytes_sent: int = 0  # before registration
    answer_by: float | None = None  # it was sent a PING and must say something until then
    away: str | None = None
    oper: str = ""
    modes: set[str] = field(default_factory=set)
    channels: dict[str, Channel] = field(default_factory=dict)
    monitored: dict[str, str] = field(default_factory=dict)  # folded: as it was written
    account: str = ""  # the name of the account that it is logged in to
    secure: bool = False  # TLS
    certificate: str = ""  # SHA-256 of the client's certificate, lower-case hex
    websocket: bool = False
    transfers: bool = False  # it fetches or gives a file over HTTP, and does not chat
    file_host: str = ""  # where it may give files, "" where it may not
    busy: bool = False  # a job runs for it: what it says meanwhile is in ``held``
    held: deque[bytes | Overlong] = field(default_factory=deque)
    held_bytes: int = 0
    throttled: bool = False  # it is ``busy`` because it has asked for too much (throttle)
    looked_at: float = 0.0  # when its timeouts are looked at next
    sasl: Any = None  # the exchange that is going on (core.server.sasl)
    batch: Any = None  # the multiline batch that it has opened (core.server.multiline)
    metadata: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)  # how far it has read, without account
    subscriptions: set[str] = field(default_factory=set)  # keys of metadata
    buckets: dict[str, float] = field(default_factory=dict)  # see core.server.throttle
    sender_tags: bytes = b""  # "account=anna" for those with account-tag
    bot: bool = False
    guarded: bool = False  # not everybody may write to it: its modes are looked at each time
    accepted: set[int] = field(default_factory=set)  # connections that may, in spite of +R
    source: str = ""  # "nick!user@host", kept for what is stored of each message
    source_since: float = 0.0
    former_sources: deque[FormerSource] = field(
        default_factory=lambda: deque(maxlen=_MOST_FORMER_SOURCES)
    )
    prefix: bytes = b""  # ":nick!user@host ", ready for a line
    room: int = 0  # bytes that a line of this person may have so that it fits with the prefix

    @property
    def mask(self) -> str:
        """``nick!user@host``."""
        return f"{self.nick}!{self.username}@{self.host}"

    @property
    def shown(self) -> str:
        """The name for numerics: ``*`` as long as there is none."""
        return self.nick if self.registered else self.nick or "*"

    def renew_prefix(self, body_length: int, now: float) -> None:
        """To be called when the nickname, the user name or the host changed."""
        if self.source:
            self.former_sources.append(FormerSource(self.source, self.source_since, now))
        self.source, self.source_since = self.mask, now
        self.prefix = f":{self.source} ".encode()
        self.room = body_length - len(self.prefix)


@dataclass(slots=True, eq=False)
class Membership:
    """A person in a channel."""

    user: User
    modes: str = ""  # the status modes held, of "qaohv", highest first

    @property
    def rank(self) -> int:
        """0 for a plain member, 1 with a voice, 2 half-operator, 3 operator, 4 and 5 above."""
        return len(STATUSES) - STATUSES.index(self.modes[0]) if self.modes else 0

    @property
    def op(self) -> bool:
        """Whether they are operator of the channel, or more."""
        return self.rank >= OPERATOR

    @property
    def voice(self) -> bool:
        """Whether they have been given a voice."""
        return "v" in self.modes

    @property
    def prefixes(self) -> str:
        """All status prefixes, highest first (IRCv3 multi-prefix)."""
        return self.modes.translate(_SYMBOLS)

    @property
    def prefix(self) -> str:
        """The highest status prefix."""
        return self.modes[:1].translate(_SYMBOLS)

    def set_status(self, letter: str, on: bool) -> bool:
        """Give or take one status mode; whether that changed anything."""
        if on == (letter in self.modes):
            return False
        self.modes = "".join(s for s in STATUSES if (s in self.modes) != (s == letter))
        return True


class ListEntry(NamedTuple):
    """A mask of a ban, exception or invitation list, who set it and when."""

    mask: str
    by: str
    at: float


class Gone(NamedTuple):
    """Somebody who left or changed the nickname, for WHOWAS."""

    nick: str
    username: str
    host: str
    realname: str
    at: float
    account: str = ""


@dataclass(slots=True, eq=False)
class Channel:
    """A channel. The caches at the end are made when they are needed."""

    name: str
    folded: str
    created: float
    members: dict[int, Membership] = field(default_factory=dict)
    topic: str = ""
    topic_by: str = ""
    topic_at: float = 0.0
    renamed_at: float = 0.0
    metadata: dict[str, str] | None = None  # read when it is needed (core.server.metadata)
    key: str = ""
    limit: int = 0
    forward: str = ""  # the channel where those go who cannot come in
    flags: set[str] = field(default_factory=lambda: {"n", "t"})
    lists: dict[str, dict[str, ListEntry]] = field(
        default_factory=lambda: {"b": {}, "e": {}, "I": {}}
    )
    invited: set[int] = field(default_factory=set)
    knocked: dict[int, float] = field(default_factory=dict)  # who asked to be let in, and when
    speakers: set[int] = field(default_factory=set)  # known to be allowed to speak
    _audience: Audience | None = None
    _names: dict[int, list[str]] = field(default_factory=dict)

    @property
    def secret(self) -> bool:
        """Not shown to those who are not in it (modes s and p)."""
        return "s" in self.flags or "p" in self.flags

    @property
    def is_full(self) -> bool:
        """Whether mode l lets nobody in."""
        return bool(self.limit) and len(self.members) >= self.limit

    @property
    def audience(self) -> Audience:
        """Everyone in the channel."""
        audience = self._audience
        if audience is None:
            audience = self._audience = Audience(
                (conn, member.user.caps & ENCODING) for conn, member in self.members.items()
            )
        return audience

    def add(self, user: User, op: bool = False) -> None:
        """Put a person into the channel; the caches grow with it."""
        before = self.audience
        member = self.members[user.conn] = Membership(user, "o" if op else "")
        user.channels[self.folded] = self
        self._audience = before.joined(user.conn, user.caps & ENCODING)
        for variant, lines in self._names.items():
            self._append_name(lines, member, variant)

    def remove(self, user: User) -> None:
        """Take a person out."""
        before = self._audience
        del self.members[user.conn]
        user.channels.pop(self.folded, None)
        self.invited.discard(user.conn)
        self.speakers.discard(user.conn)
        self._names.clear()
        if before is not None:
            self._audience = before.left(user.conn)

    def changed(self) -> None:
        """To be called when a member's name or capabilities changed."""
        self._audience = None
        self._names.clear()

    def names_changed(self) -> None:
        """To be called when a member's status changed."""
        self._names.clear()

    def names(self, caps: int) -> list[str]:
        """The members as the lines of RPL_NAMREPLY, for a client with these capabilities."""
        variant = caps & _NAMES_VARIANTS
        lines = self._names.get(variant)
        if lines is None:
            lines = self._names[variant] = []
            for member in self.members.values():
                self._append_name(lines, member, variant)
        return lines

    def names_for(self, user: User) -> list[str]:
        """The same as far as ``user`` may see the members."""
        member = self.members.get(user.conn)
        if member is not None and (member.modes or "u" not in self.flags):
            return self.names(user.caps)
        lines: list[str] = []
        for other in self.members.values():
            if other is not member and self.sees(user, other):
                self._append_name(lines, other, user.caps)
        return lines

    def sees(self, user: User, member: Membership) -> bool:
        """Whether ``user`` may know that somebody is in this channel."""
        if user is member.user or user.oper:
            return True
        own = self.members.get(user.conn)
        if own is None and "i" in member.user.modes:
            return False
        return "u" not in self.flags or bool(member.modes or (own is not None and own.modes))

    def watchers(self, user: User) -> Iterable[Membership]:
        """Those who are told what ``user``, a member, does as a person (with them)."""
        member = self.members[user.conn]
        if "u" not in self.flags or member.modes:
            return self.members.values()
        return [other for other in self.members.values() if other.modes or other is member]

    def seen_by(self, user: User) -> Audience:
        """:meth:`watchers`, for what is sent to them all."""
        if "u" not in self.flags or self.members[user.conn].modes:
            return self.audience
        return Audience((m.user.conn, m.user.caps & ENCODING) for m in self.watchers(user))

    def _append_name(self, lines: list[str], member: Membership, variant: int) -> None:
        text = name_item(member, variant)
        # Room for ":server 353 nick = #channel :" with long names in it, inside 512 bytes.
        limit = max(80, 330 - len(self.name.encode()))
        if lines and len(lines[-1].encode()) + len(text.encode()) < limit:
            lines[-1] += " " + text
        else:
            lines.append(text)


def name_item(member: Membership, caps: int) -> str:
    """One person in RPL_NAMREPLY."""
    shown = member.prefixes if caps & MULTI_PREFIX else member.prefix
    return shown + (member.user.mask if caps & USERHOST_IN_NAMES else member.user.nick)
