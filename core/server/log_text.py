"""Log entries in plain English, one line each, for ``besedka serve``."""

from __future__ import annotations

from core.server.events import LogEntry, LogKind

_BAD_INPUT = {
    "overlong": "sent a line that is too long; it was refused",
    "utf8": "sent a line that is not UTF-8; it was refused",
    "nul": "sent a line with NUL or CR characters in it; it was refused",
    "not_irc": "sends something that is not IRC",
}
_DROPPED = {
    "sendq": "does not read what is sent to it: disconnected",
    "recvq": "sends a line without an end: disconnected",
    "registration_timeout": "did not say who it is in time: disconnected",
    "ping_timeout": "does not answer any more: disconnected",
    "flood": "sent too much before it said who it is: disconnected",
    "kicked": "was put out of the server",
    "ghost": "gave its name to another connection of the same person",
    "banned": "is banned: put out",
    "locked": "was turned away: the teacher has closed the room",
    "connections": "was turned away: the server is full",
    "address": "was turned away: too many connections from this address",
    "strangers": "was turned away: too many connections of this address have not said who they are",
    "rate": "was turned away: too many connections from this address in a short time",
    "unregistered": "was turned away: too many connections have not said who they are",
}
_STORAGE = {
    "without": "Nothing is kept beyond this run",
    "not_kept": "What is said is not kept now",
    "again": "What is said is kept again",
    "set_aside": "The history was damaged; it was set aside, and a new one was begun",
    "rescued": "Something of the damaged history could be taken over",
    "migrated": "The history of an older version was brought up to date; a copy of it was kept",
}
_STORAGE_REASONS = {
    "in_use": "another server uses the folder",
    "read_only": "it cannot be written to",
    "disk_full": "there is no room on the disk",
    "damaged": "the file is damaged",
    "foreign": "the file belongs to another program",
}
_TLS = {
    "fleeting": "A certificate was made for this run only, as it cannot be kept",
    "made": "A certificate for encrypted connections was made",
    "unusable": "Encrypted connections are not possible: the certificate cannot be used",
}
_SWITCHES = {
    "muted": "'only the teacher writes'",
    "private": "'no private messages'",
    "locked": "'the room is closed'",
}


def log_text(entry: LogEntry) -> str:
    """What happened, in a sentence without a full stop; never has a line break in it."""
    who = entry.who or (f"connection {entry.conn}" if entry.conn else "the server")
    text = _sentence(entry, who, [str(arg) for arg in entry.args])
    return " ".join(text.splitlines())


def _sentence(entry: LogEntry, who: str, args: list[str]) -> str:
    first, second, third = [*args, "", "", ""][:3]
    match entry.kind:
        case LogKind.STARTED:
            return f"The server listens on {first} port {second}"
        case LogKind.STOPPED:
            return "The server has stopped"
        case LogKind.CONNECTED:
            return f"{first} port {second} has connected"
        case LogKind.GREETED:
            return f"{who} says nothing and got the greeting"
        case LogKind.REGISTERED:
            return f"{first} is here now"
        case LogKind.DISCONNECTED:
            return f"{who} has left" + _reason(first)
        case LogKind.NICK:
            return f"{first} is called {second} now"
        case LogKind.JOINED:
            return f"{who} joins {first} ({_people(second)} there now)"
        case LogKind.PARTED:
            return f"{who} leaves {first}" + _reason(second)
        case LogKind.KICKED:
            return f"{who} is put out of {first} by {second}" + _reason(third)
        case LogKind.TOPIC:
            return (
                f"{who} sets the topic of {first}: {second}"
                if second
                else (f"{who} removes the topic of {first}")
            )
        case LogKind.MODE:
            return f"{who} changes the modes of {first}: {second}"
        case LogKind.RENAMED:
            return f"{who} renames {first} to {second}"
        case LogKind.INVITED:
            return f"{who} invites {second} to {first}"
        case LogKind.MESSAGE:
            return f"{who} writes to {first} ({_people(second)})"
        case LogKind.AWAY:
            return f"{who} is away" + _reason(first) if first else f"{who} is back"
        case LogKind.OPER:
            return f"{who} is an operator of the server now ({first})"
        case LogKind.OPERATOR:
            return f"{who} as operator: {first} {second}".rstrip()
        case LogKind.SLOW:
            return f"{who} reads slowly: {first} bytes wait"
        case LogKind.FLOOD:
            lines = "1 line" if first == "1" else f"{first} lines"
            return f"{who} has sent too much ({lines}) before saying who it is"
        case LogKind.BAD_INPUT:
            return f"{who} {_BAD_INPUT.get(first, first)}"
        case LogKind.WRONG_PASSWORD:
            return f"{who} gave a wrong password" + (f" for {second} {first}" if first else "")
        case LogKind.LOCKED_OUT:
            return f"Too many wrong passwords ({first}): refused for {second} s"
        case LogKind.LOGIN:
            return f"{who} is logged in to the account {first} now"
        case LogKind.LOGOUT:
            return f"{who} is logged out of the account {first}"
        case LogKind.ACCOUNT:
            if first == "code":
                return f"The account {second} waits to be verified by the code {third}"
            return f"The account {second}: {first}" + _reason(third)
        case LogKind.DROPPED:
            return f"{who} {_DROPPED.get(first, first)}"
        case LogKind.THROTTLED:
            return f"{who} asks for too much in a short time and has to wait"
        case LogKind.BANNED:
            return f"{second or 'The window'} bans {first}" + _reason(third)
        case LogKind.UNBANNED:
            return f"{second or 'The window'} lifts the ban of {first}"
        case LogKind.REPEATED:
            what = f"{first} ({third})" if third else first
            return f"{who}: {second} times more in a minute, not shown one by one: {what}"
        case LogKind.HAND:
            return f"{who} raises a hand" if first == "up" else f"{who} lowers the hand"
        case LogKind.CLASS if first == "floor":
            verb = "gives the floor to" if third == "on" else "takes the floor from"
            return f"{who} {verb} {second}"
        case LogKind.CLASS:
            return f"{who} switches {_SWITCHES.get(first, first)}: {second}"
        case LogKind.ANNOUNCED:
            return f"Message to everybody: {first}"
        case LogKind.STORAGE:
            return _storage(*[*args, "", "", "", ""][:4])
        case LogKind.TLS:
            if first == "on":
                return f"{who} is connected with encryption ({second})"
            if first == "failed":
                return f"{who} could not set up encryption" + _reason(second)
            return (_TLS.get(first, first) or "Encryption") + _reason(second)
        case LogKind.INTERNAL:
            return f"Fault in the program ({who}): {first}"


def _reason(text: str) -> str:
    return f": {text}" if text else ""


def _storage(what: str, path: str, code: str, detail: str) -> str:
    reason = _STORAGE_REASONS.get(code, detail)
    return (
        (_STORAGE.get(what, what) or "Storage") + _reason(path) + (f" ({reason})" if reason else "")
    )


def _people(count: str) -> str:
    return "1 person" if count == "1" else f"{count} people"
