"""What a session tells of the things that servers offer beyond RFC 1459: history, reactions, edits,
typing, read marks, search, accounts. The rest of the events is in ``core.client.events``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.client.events import Event, MessageReceived


@dataclass(frozen=True, slots=True)
class ReactionReceived(Event):
    """``nick`` reacted to a message with an emoji or a short text (``+draft/react``), or took that
    back (``removed``, ``+draft/unreact``)."""

    buffer: str
    msgid: str  # of the message reacted to
    nick: str
    reaction: str
    time: float
    removed: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """Its author replaced the text of the message ``msgid`` (``besedka.app/edit``)."""

    buffer: str
    msgid: str
    nick: str
    text: str
    time: float
    own: bool = False


@dataclass(frozen=True, slots=True)
class MessageRedacted(Event):
    """The message ``msgid`` was deleted (``draft/message-redaction``) by ``nick``."""

    buffer: str
    msgid: str
    nick: str
    time: float
    reason: str = ""
    own: bool = False


class TypingState(StrEnum):
    """The values of the client-only tag ``+typing``."""

    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TypingChanged(Event):
    """``nick`` is writing in ``buffer``, or no longer. The session takes ACTIVE back by itself
    after 6 seconds, PAUSED after 30 (IRCv3 typing), and when a message came."""

    buffer: str
    nick: str
    state: TypingState


@dataclass(frozen=True, slots=True)
class ReadMarkerMoved(Event):
    """We have read ``buffer`` up to ``time`` on another device (``draft/read-marker``)."""

    buffer: str
    time: float


@dataclass(frozen=True, slots=True)
class ReadByOther(Event):
    """The person of a private conversation has seen our messages up to ``msgid`` (the client-only
    tag ``+besedka.app/read``)."""

    buffer: str
    nick: str
    msgid: str
    time: float


@dataclass(frozen=True, slots=True)
class HistoryReceived(Event):
    """Older messages of ``buffer`` that were asked for (``ClientSession.request_older``).

    ``events``: MessageReceived with ``history`` in the order of time, and News where the server
    plays them back; reactions, edits and deletions among them are already in the messages.
    ``complete``: there is nothing older. ``failed``: the server's sentence where it refused.
    """

    buffer: str
    events: tuple[Event, ...] = ()
    complete: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True)
class HistoryGap(Event):
    """Messages of ``buffer`` are missing here: more were said than was asked for at once, or no
    answer came. ``time``: of the last thing before it. ``ClientSession.request_between`` asks.

    The window keeps it as a row: ``until`` is the time of the first thing after it (0.0: it is not
    known), ``lost``: the server has them no more, ``loading``: they were asked for, ``refused``:
    what the server said instead ("" for nothing), None where it was not asked in vain.
    """

    buffer: str
    time: float
    until: float = 0.0
    lost: bool = False
    loading: bool = False
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class GapFilled(Event):
    """A page of what was missing in ``buffer`` between two messages, ``since`` and ``until`` (Unix
    time and id each); ``events`` as in ``HistoryReceived``.

    ``upwards``: they belong to the end of the gap, else to its beginning. ``closed``: nothing is
    missing any more. ``lost``: the server has the rest no longer. ``failed``: the server's sentence
    where it refused.
    """

    buffer: str
    events: tuple[Event, ...]
    since: tuple[float, str]
    until: tuple[float, str]
    upwards: bool
    closed: bool = False
    lost: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True)
class FoundOnServer(Event):
    """The server's answer to ``ClientSession.search`` number ``request``: messages, newest first.
    ``failed``: the server's sentence where it refused."""

    request: int
    messages: tuple[MessageReceived, ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Features:
    """What the server offers beyond RFC 1459 (``core.client.features``): what it does not offer is
    not shown in the window."""

    replies: bool = False
    reactions: bool = False
    typing: bool = False
    edits: bool = False
    redaction: bool = False
    multiline: bool = False
    multiline_lines: int = 0  # at most; 0 for no limit
    multiline_bytes: int = 0
    history: bool = False
    history_limit: int = 0  # messages that one request may bring
    read_markers: bool = False
    read_receipts: bool = False
    search: bool = False
    monitor: bool = False
    metadata: bool = False
    accounts: bool = False  # one can be registered here
    sasl: tuple[str, ...] = ()  # mechanisms
    channel_rename: bool = False
    files: str = ""  # URL of the file host (``soju.im/FILEHOST``), "" for none


@dataclass(frozen=True, slots=True)
class FeaturesChanged(Event):
    """What the server offers is known, or changed."""

    features: Features


@dataclass(frozen=True, slots=True)
class IgnoredChanged(Event):
    """The person ignores others now (``/ignore``): all masks, to be kept for the next start."""

    masks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WatchedChanged(Event):
    """The person wants to be told of others (``/watch``): all nicknames, to be kept."""

    nicks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountChanged(Event):
    """We are logged in to ``account`` now, "" for no longer (900, 901)."""

    account: str


@dataclass(frozen=True, slots=True)
class LoginFailed(Event):
    """The server did not let us into the account (904, 905 …); we are connected without it.
    ``text`` are its own words."""

    account: str
    text: str


@dataclass(frozen=True, slots=True)
class NickHeld(Event):
    """A service says that our nickname belongs to an account, to which we are not logged in."""

    nick: str
    text: str


@dataclass(frozen=True, slots=True)
class BouncerChanged(Event):
    """The bouncer that we are connected to has lost its own connection, or is on ``server`` again
    (znc)."""

    there: bool
    server: str = ""


@dataclass(frozen=True, slots=True)
class PresenceChanged(Event):
    """Somebody whom we watch (MONITOR) came or went."""

    nick: str
    online: bool


@dataclass(frozen=True, slots=True)
class MetadataChanged(Event):
    """``key`` of ``target`` (a nickname or a channel) is ``value`` now, "" for unset
    (``draft/metadata-3``)."""

    target: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class ChannelListReceived(Event):
    """A list mode of a channel in full: ``mode`` is its letter ("b" bans, "e" exceptions, "I"
    invite exceptions); entries are (mask, setter, Unix time; "" and 0.0 where not told)."""

    channel: str
    mode: str
    entries: tuple[tuple[str, str, float], ...]
    failed: str = ""
