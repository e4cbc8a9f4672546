"""What a client session tells its window: frozen dataclasses, made in ``core.client`` and in
``core.threads.client_threads``, delivered in batches, drawn by ``desktop.client``.

Nothing here is a sentence: words are chosen in the desktop, in the language of the window. ``time``
is always a Unix time in seconds (the server's, where it sends server-time).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class BufferKind(StrEnum):
    """What a conversation is."""

    SERVER = "server"
    CHANNEL = "channel"
    QUERY = "query"


class MessageKind(StrEnum):
    """What a line in a conversation is."""

    TEXT = "text"
    NOTICE = "notice"
    ACTION = "action"  # CTCP ACTION, "/me"


class Delivery(StrEnum):
    """How far an own message has come."""

    WAITING = "waiting"  # not yet handed to the kernel: no connection
    SENT = "sent"  # handed on; the server does not acknowledge (no echo-message)
    STORED = "stored"  # its echo came back
    FAILED = "failed"  # the server refused it, or it cannot be known whether it arrived


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a channel. ``modes``: the prefix letters that are held, highest first ("ov")."""

    nick: str
    modes: str = ""
    away: bool = False
    user: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """One reaction to a message: an emoji or a short text, and who gave it, in their order."""

    text: str
    nicks: tuple[str, ...]
    own: bool = False  # we are one of them


class Event:
    """Anything a session tells."""

    __slots__ = ()


# --- the connection ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Connecting(Event):
    """An attempt begins. ``attempt`` counts from 1 since the last success."""

    host: str
    port: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Connected(Event):
    """TCP stands (to ``peer``, a numeric address); the greeting of IRC begins."""

    peer: str
    port: int


@dataclass(frozen=True, slots=True)
class Registered(Event):
    """The server let us in (001). ``resumed``: this is a reconnect, channels are rejoined."""

    nick: str
    server: str
    network: str
    capabilities: frozenset[str]
    resumed: bool


@dataclass(frozen=True, slots=True)
class IsupportChanged(Event):
    """The server told what it supports (005); ``network`` is its display name, "" if not told."""

    network: str
    tokens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReconnectIn(Event):
    """The connection is lost or was not made; the next attempt comes by itself."""

    seconds: float
    attempt: int  # the number of the attempt that is to come
    cause: Disconnected


@dataclass(frozen=True, slots=True)
class Disconnected(Event):
    """The connection ended, or was not made.

    ``reason`` is a code the desktop has a sentence for: those of ``core.net.errors.NetErrorCode``
    by value, and "closed" (the peer ended it), "quit" (we did), "cancelled", "error" (the server
    sent ERROR; its words are in ``text``), "ping_timeout", "password" (464), "banned" (465, or
    ERROR says so), "denied" (not let in, perhaps for want of a password), "not_irc" (the server
    sent lines that are no IRC, then closed; they are in ``text``), "name_rejected" (no nickname
    that we offered was accepted), "internal" (a fault of ours; ``text`` has the exception).
    ``final``: no reconnect follows.
    """

    reason: str
    text: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class LagMeasured(Event):
    """The round trip of our PING, in seconds."""

    seconds: float


# --- ourselves --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NickRejected(Event):
    """The server refused ``nick``; ``offered`` is what we try next ("" if it is the person's turn).

    ``code``: "in_use" (433), "erroneous" (432), "unavailable" (437), "empty" (431).
    """

    nick: str
    code: str
    offered: str


@dataclass(frozen=True, slots=True)
class OwnNickChanged(Event):
    """We are called ``new`` now; ``forced``: we did not ask for it (services, an operator)."""

    old: str
    new: str
    forced: bool = False


@dataclass(frozen=True, slots=True)
class OwnAwayChanged(Event):
    """We are marked away (305, 306)."""

    away: bool


# --- conversations ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BufferOpened(Event):
    """A conversation appeared: we joined a channel, or somebody wrote to us."""

    buffer: str  # its name as the server writes it; the server's own buffer is ""
    kind: BufferKind


@dataclass(frozen=True, slots=True)
class BufferClosed(Event):
    """We left the channel, or closed the query."""

    buffer: str


@dataclass(frozen=True, slots=True)
class BufferRenamed(Event):
    """A query follows its person's new nickname, or a channel was given another name."""

    buffer: str
    new: str


@dataclass(frozen=True, slots=True)
class MembersChanged(Event):
    """Who is in a channel now, in full; at most one per batch of lines and channel."""

    buffer: str
    members: tuple[Member, ...]  # sorted: rank first, then the folded nickname


@dataclass(frozen=True, slots=True)
class TopicChanged(Event):
    """``changed``: somebody has just set it (``setter``); else it was told on joining."""

    buffer: str
    topic: str
    setter: str = ""
    time: float = 0.0
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ChannelModesChanged(Event):
    """Somebody changed modes: ``text`` as on the wire ("+o boris")."""

    buffer: str
    text: str
    setter: str
    time: float
    current: str = ""  # the channel's flags that are known, as "+nt"


@dataclass(frozen=True, slots=True)
class ChannelModesKnown(Event):
    """The answer to ``request_modes``: the channel's flags, as "+klnt secret 10"."""

    buffer: str
    current: str


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """A message to show in ``buffer``: somebody's, or our own (``own``) as it goes out.

    ``key`` names it for later events (MessageUpdated); unique in the session. ``highlight``: it
    names us. ``target`` is the wire's target ("@#chan" for STATUSMSG).
    """

    buffer: str
    kind: MessageKind
    nick: str
    text: str
    time: float
    key: str
    msgid: str = ""
    own: bool = False
    highlight: bool = False
    delivery: Delivery | None = None  # only for own messages
    account: str = ""
    target: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    history: bool = False  # the server plays back what was said before
    reply_to: str = ""  # msgid of the message that this one answers
    edited: float = 0.0  # when its author last replaced the text, 0.0 for never
    redacted: str = ""  # who deleted it, "" for nobody; ``text`` is empty then
    redaction: str = ""  # the reason that was given
    reactions: tuple[Reaction, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageUpdated(Event):
    """An own message came further; ``time`` and ``msgid`` are the server's once it is stored.

    ``error`` is the server's own sentence where it refused ("Cannot send to channel").
    """

    buffer: str
    key: str
    delivery: Delivery
    time: float = 0.0
    msgid: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class TagsReceived(Event):
    """A TAGMSG with tags that this program listens to (``core.client.messages.HEARD_TAGS``).

    ``buffer`` is the channel, or "" where it came to us alone. ``leads``: our channels in which
    ``nick`` was an operator at that moment. ``own``: the echo of ours.
    """

    buffer: str
    nick: str
    tags: Mapping[str, str]
    time: float
    leads: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class ClassSwitched(Event):
    """What the teacher has switched for everybody on this server: only teachers write to channels,
    nobody writes to single people, nobody new comes in."""

    muted: bool
    private: bool
    locked: bool
    teacher: bool = False  # we are one: it does not bind us


@dataclass(frozen=True, slots=True)
class HandChanged(Event):
    """Somebody raised a hand, or it is down again; of others only a teacher hears that."""

    nick: str
    up: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class FloorChanged(Event):
    """Somebody may write although the others may not, or no longer."""

    nick: str
    on: bool
    own: bool = False


class NewsKind(StrEnum):
    """What happened in a conversation besides messages."""

    JOINED = "joined"
    LEFT = "left"
    QUIT = "quit"
    KICKED = "kicked"
    NICK = "nick"
    INVITED = "invited"
    RENAMED = "renamed"  # the channel: other is its old name, text the reason
    AWAY = "away"  # the person we write to is away (301): text is the reason


@dataclass(frozen=True, slots=True)
class News(Event):
    """Somebody came, went, was kicked, changed the nickname. Shown condensed.

    ``nick`` did it or suffered it (KICKED: the kicked); ``other`` is the kicker, the new nickname,
    or the inviter; ``text`` the reason (JOINED: the reason of the QUIT, of somebody who is back
    after a netsplit). ``own``: it is about us.
    """

    buffer: str
    kind: NewsKind
    nick: str
    time: float
    other: str = ""
    text: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class ServerText(Event):
    """A line for a conversation from the server itself: message of the day, replies without a
    place of their own, WHOIS, errors.

    ``code`` is the numeric ("372") or a word: "MOTD", "NOTICE", "ERROR", "FAIL", "WARN", "NOTE",
    "RAW" (no IRC). ``error``: it is a refusal. ``buffer`` "" is the server's own conversation.
    """

    buffer: str
    code: str
    text: str
    time: float
    error: bool = False
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListReceived(Event):
    """The whole answer to LIST: (channel, people, topic) each; ``failed``: what the server said
    where it told none."""

    channels: tuple[tuple[str, int, str], ...]
    failed: str = ""


@dataclass(frozen=True, slots=True)
class JoinFailed(Event):
    """A channel did not let us in; ``code`` is the numeric ("471" full, "473" invite only,
    "474" banned, "475" key, "403"/"476" no such channel or illegal name, "405" too many, "470" it
    sends us to the channel ``other``)."""

    channel: str
    code: str
    text: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class WhoisReceived(Event):
    """What WHOIS told, in one piece (318)."""

    nick: str
    user: str = ""
    host: str = ""
    realname: str = ""
    server: str = ""
    channels: tuple[str, ...] = ()
    idle_seconds: int | None = None
    signon: int | None = None
    away: str | None = None
    account: str = ""
    operator: bool = False
    extra: tuple[str, ...] = ()
