"""Which chips above the log show an entry, and its icon."""

from __future__ import annotations

from enum import StrEnum

from core.server.events import LogEntry, LogKind, LogLevel


class LogGroup(StrEnum):
    """What the chips above the log choose."""

    EVERYTHING = "everything"
    PEOPLE = "people"
    MESSAGES = "messages"
    WARNINGS = "warnings"
    ERRORS = "errors"


_GROUPS: dict[LogKind, LogGroup] = {
    LogKind.CONNECTED: LogGroup.PEOPLE,
    LogKind.GREETED: LogGroup.PEOPLE,
    LogKind.REGISTERED: LogGroup.PEOPLE,
    LogKind.DISCONNECTED: LogGroup.PEOPLE,
    LogKind.NICK: LogGroup.PEOPLE,
    LogKind.JOINED: LogGroup.PEOPLE,
    LogKind.PARTED: LogGroup.PEOPLE,
    LogKind.KICKED: LogGroup.PEOPLE,
    LogKind.INVITED: LogGroup.PEOPLE,
    LogKind.AWAY: LogGroup.PEOPLE,
    LogKind.OPER: LogGroup.PEOPLE,
    LogKind.MODE: LogGroup.PEOPLE,
    LogKind.DROPPED: LogGroup.PEOPLE,
    LogKind.THROTTLED: LogGroup.PEOPLE,
    LogKind.BANNED: LogGroup.PEOPLE,
    LogKind.UNBANNED: LogGroup.PEOPLE,
    LogKind.WRONG_PASSWORD: LogGroup.PEOPLE,
    LogKind.LOCKED_OUT: LogGroup.PEOPLE,
    LogKind.LOGIN: LogGroup.PEOPLE,
    LogKind.LOGOUT: LogGroup.PEOPLE,
    LogKind.ACCOUNT: LogGroup.PEOPLE,
    LogKind.HAND: LogGroup.PEOPLE,
    LogKind.CLASS: LogGroup.PEOPLE,
    LogKind.OPERATOR: LogGroup.PEOPLE,
    LogKind.TLS: LogGroup.PEOPLE,
    LogKind.REPEATED: LogGroup.PEOPLE,
    LogKind.MESSAGE: LogGroup.MESSAGES,
    LogKind.RENAMED: LogGroup.MESSAGES,
    LogKind.TOPIC: LogGroup.MESSAGES,
    LogKind.ANNOUNCED: LogGroup.MESSAGES,
}

_LEVELS: dict[LogLevel, LogGroup] = {
    LogLevel.WARNING: LogGroup.WARNINGS,
    LogLevel.ERROR: LogGroup.ERRORS,
}

_ICONS: dict[LogKind, str] = {
    LogKind.STARTED: "play",
    LogKind.STOPPED: "square",
    LogKind.CONNECTED: "plug",
    LogKind.GREETED: "plug",
    LogKind.REGISTERED: "log-in",
    LogKind.DISCONNECTED: "log-out",
    LogKind.NICK: "user",
    LogKind.JOINED: "hash",
    LogKind.PARTED: "hash",
    LogKind.KICKED: "user-x",
    LogKind.TOPIC: "hash",
    LogKind.RENAMED: "hash",
    LogKind.MODE: "hash",
    LogKind.AWAY: "clock",
    LogKind.OPER: "shield-check",
    LogKind.UNBANNED: "ban",
    LogKind.STORAGE: "history",
    LogKind.TLS: "lock",
    LogKind.INVITED: "user-plus",
    LogKind.LOGIN: "key-round",
    LogKind.LOGOUT: "key-round",
    LogKind.ACCOUNT: "key-round",
    LogKind.MESSAGE: "message-square",
    LogKind.ANNOUNCED: "megaphone",
    LogKind.HAND: "hand",
    LogKind.CLASS: "graduation-cap",
}


def groups_of(entry: LogEntry) -> tuple[LogGroup, ...]:
    """The chips that show this entry, besides "everything"."""
    return _GROUPS_OF[entry.kind, entry.level]


_GROUPS_OF: dict[tuple[LogKind, LogLevel], tuple[LogGroup, ...]] = {
    (kind, level): tuple(
        group for group in (_GROUPS.get(kind), _LEVELS.get(level)) if group is not None
    )
    for kind in LogKind
    for level in LogLevel
}


def icon_name(entry: LogEntry) -> str:
    """The Lucide icon of an entry; warnings and errors have their own, whatever happened."""
    if entry.level is LogLevel.ERROR:
        return "circle-x"
    if entry.level is LogLevel.WARNING:
        return "triangle-alert"
    return _ICONS.get(entry.kind, "info")
