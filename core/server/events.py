"""What the server tells its window and its log: values that do not change, no sentences.

The desktop turns a ``LogEntry`` into words of the window's language; ``besedka serve`` into plain
English (``core.server.log_text``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class LogKind(StrEnum):
    """What happened; the ``args`` of the entry are named here in their order."""

    STARTED = "started"  # host, port
    STOPPED = "stopped"
    CONNECTED = "connected"  # address, port
    GREETED = "greeted"  # — a silent client got the plain greeting
    REGISTERED = "registered"  # nick
    DISCONNECTED = "disconnected"  # reason
    NICK = "nick"  # old, new
    JOINED = "joined"  # channel, people there now
    PARTED = "parted"  # channel, reason
    KICKED = "kicked"  # channel, by whom, reason
    TOPIC = "topic"  # channel, topic
    MODE = "mode"  # channel or nick, change
    INVITED = "invited"  # channel, whom
    RENAMED = "renamed"  # channel, its new name, reason
    MESSAGE = "message"  # target, how many people it went to
    AWAY = "away"  # reason, "" for back
    OPER = "oper"  # name
    OPERATOR = "operator"  # what an operator of the server did: command, what about it
    SLOW = "slow"  # bytes waiting
    FLOOD = "flood"  # what was too much
    BAD_INPUT = "bad_input"  # what: "overlong", "utf8", "nul", "not_irc"
    WRONG_PASSWORD = "wrong_password"  # name, of what: "account", "operator", "server"
    LOCKED_OUT = "locked_out"  # address, account or operator; seconds
    LOGIN = "login"  # account
    LOGOUT = "logout"  # account
    # what: "registered", "code" (it waits to be verified by the code in the last place),
    # "verified", "password", "certificate", "nicks", "suspended", "restored", "removed"; the
    # account; the code or the reason
    ACCOUNT = "account"
    # why: "sendq", "recvq", "registration_timeout", "ping_timeout", "flood", "kicked",
    # "banned", "ghost" (the same person took the name over), "locked" (the teacher lets nobody new
    # in); of those that were turned away at once
    # "connections" (the server is full),
    # "address", "strangers", "rate" (too many of one address, too many of them without a name, too
    # many in a short time), "unregistered" (too many without a name in all)
    DROPPED = "dropped"
    THROTTLED = "throttled"  # it asks for too much and has to wait
    BANNED = "banned"  # what, by whom ("" for the window), reason
    UNBANNED = "unbanned"  # what, by whom
    # an address did more of a kind than the log tells: the kind, how often more, its first argument
    REPEATED = "repeated"
    HAND = "hand"  # "up" or "down"
    # "muted", "private", "locked" and "on" or "off"; "floor" or "teacher", nick, "on" or "off"
    CLASS = "class"
    ANNOUNCED = "announced"  # text (message to all)
    # what: "without" (the folder cannot be used: nothing outlives this run), "not_kept" (writing
    # fails), "again" (it works again), "set_aside", "rescued", "migrated"; the path; of the first
    # two the code of core.storage.errors.StorageCode, of the others ""; the words of the system
    STORAGE = "storage"
    # code: "on" (version of the protocol), "failed" (a handshake; the reason); of the server's
    # certificate "made" (its file), "fleeting" (made for this run only; why), "unusable" (why)
    TLS = "tls"
    INTERNAL = "internal"  # an exception of ours, as text


class LogLevel(StrEnum):
    """How bad it is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogEntry(NamedTuple):
    """One line of the log (a tuple, because each message makes one).

    ``conn`` is the connection's number, 0 for the server itself.
    """

    time: float
    kind: LogKind
    conn: int = 0
    who: str = ""  # nickname, or the address where there is none yet
    args: tuple[str | int, ...] = ()
    level: LogLevel = LogLevel.INFO


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """A connection as the server window shows it. Byte counts are filled in by the engine."""

    conn: int
    nick: str  # "" before registration
    user: str
    realname: str
    host: str
    port: int
    since: float
    registered: bool
    away: str | None  # the reason, None if present
    idle_since: float
    channels: tuple[str, ...]
    operator: bool = False
    bytes_in: int = 0
    bytes_out: int = 0
    waiting: int = 0  # bytes of the SendQ not yet taken by the kernel
    account: str = ""  # that it is logged in to
    secure: bool = False  # TLS
    certificate: str = ""  # SHA-256 of the client's certificate, lower-case hex
    websocket: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as the server window shows it. Times are seconds since 1970, 0 for never."""

    name: str
    created: float
    last_seen: float
    has_password: bool
    certificates: tuple[str, ...]  # SHA-256, lower-case hex
    nicks: tuple[str, ...]  # besides the name
    email: str
    verified: bool
    code: str  # what the person must say to verify it, "" when verified
    suspended: str  # why nobody may log in, "" when they may
    online: tuple[str, ...]  # the nicknames that are logged in to it now


@dataclass(frozen=True, slots=True)
class ChannelBan:
    """A mask that may not join a channel, who set it and when."""

    mask: str
    by: str
    at: float


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """A channel as the server window shows it."""

    name: str
    topic: str
    modes: str
    members: tuple[str, ...]  # with prefixes: "@anna", "boris"
    created: float
    topic_by: str = ""
    key: str = ""  # the password, "" for none
    limit: int = 0  # how many people fit in, 0 for any number
    bans: tuple[ChannelBan, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """The class as the window shows it; connections by their numbers.

    ``hands`` are (connection, since) in the order in which they were raised.
    """

    muted: bool = False
    private: bool = False
    locked: bool = False
    hands: tuple[tuple[int, float], ...] = ()
    floor: tuple[int, ...] = ()
    teachers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerSnapshot:
    """Everything the overview shows, taken at one instant."""

    time: float
    people: tuple[PersonInfo, ...]
    channels: tuple[ChannelInfo, ...]
    messages: int  # handled since the start
    most_people: int
    total_people: int
    classroom: ClassInfo = ClassInfo()
