"""What a log entry says, in the words of the window's language.

One sentence per :class:`~core.server.events.LogKind`, without numerics, modes or errno: those are
in the detail pane. A log fills with thousands of entries a second, and a search reads all of them:
so a sentence is looked up once per language and only filled in after that.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from core.server.events import LogEntry, LogKind
from core.server.log_text import log_text
from desktop.server import storage_words, words
from desktop.server.counts import counts
from desktop.server.log_account_words import PLAIN
from desktop.server.log_class_words import PLAIN as CLASS_WORDS
from desktop.server.log_system_words import PLAIN as SYSTEM_WORDS

translate = QCoreApplication.translate

Args = tuple[str | int, ...]

_templates: dict[tuple[str, int], str] = {}


def forget_language() -> None:
    """The language changed: sentences are looked up anew."""
    _templates.clear()


def sentence(entry: LogEntry) -> str:
    """What happened, as one line of words."""
    words_for = _SENTENCES.get(entry.kind)
    return _single_line(log_text(entry) if words_for is None else words_for(entry.args))


def who(entry: LogEntry) -> str:
    """Whose doing it was: a name, an address, or the server."""
    return entry.who or _kept("server")


def _single_line(text: str) -> str:
    # What people typed goes into the log: it must not break a row, nor turn its direction round.
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\N{NO-BREAK SPACE}" else "\N{REPLACEMENT CHARACTER}"
        for char in text.replace("\n", " ").replace("\t", " ")
    )


def _kept(name: str, n: int = -1) -> str:
    """The sentence of this name in the present language, looked up once."""
    key = (name, n)
    text = _templates.get(key)
    if text is None:
        if len(_templates) > 5000:  # counts of people: as many sentences as there are counts
            _templates.clear()
        text = _templates[key] = _lookup(name, n)
    return text


def _lookup(name: str, n: int) -> str:
    if n >= 0:
        return _COUNTED[name](n)
    return _PLAIN[name]()


def _fill(text: str, *values: str | int) -> str:
    """Put the values in at one go, so that a "%1" inside a value stays what it is."""
    parts = text.split("%")
    out = [parts[0]]
    for part in parts[1:]:
        digit = part[:1]
        if digit.isdecimal() and 1 <= int(digit) <= len(values):
            out.append(str(values[int(digit) - 1]) + part[1:])
        else:
            out.append("%" + part)
    return "".join(out)


def _text(args: Args, index: int) -> str:
    return str(args[index]) if index < len(args) else ""


def _number(args: Args, index: int) -> int:
    value = args[index] if index < len(args) else 0
    return value if isinstance(value, int) else 0


def _with_reason(name: str, reason: str, *values: str) -> str:
    """The sentence, and the reason after a colon where one was given."""
    text = _fill(_kept(name), *values)
    return f"{text}: {reason}" if reason else text


def _started(args: Args) -> str:
    host, port = _text(args, 0), _text(args, 1)
    if host in ("", "0.0.0.0", "::"):
        return _fill(_kept("started_any"), port)
    return _fill(_kept("started"), host, port)


def _kicked(args: Args) -> str:
    return _with_reason("kicked", _text(args, 2), _text(args, 0), _text(args, 1))


def _topic(args: Args) -> str:
    channel, topic = _text(args, 0), _text(args, 1)
    return _with_reason("topic" if topic else "topic_cleared", topic, channel)


def _away(args: Args) -> str:
    reason = _text(args, 0)
    return _with_reason("away", reason) if reason else _kept("back")


# What the engine gives as the reason where the connection itself ended.
_ENDINGS = {
    "Connection closed": "closed",
    "Connection reset by peer": "reset",
    "Connection timed out": "silent",
    "No route to host": "unreachable",
    "Network is unreachable": "unreachable",
    "wrong_password": "left_password",
}


def _disconnected(args: Args) -> str:
    reason = _text(args, 0)
    if ending := _ENDINGS.get(reason):
        return _kept(ending)
    return _with_reason("left", reason)


def _wrong_password(args: Args) -> str:
    name = _text(args, 0)
    if not name:
        return _kept("wrong_password")
    return _fill(_kept("wrong_account" if _text(args, 1) == "account" else "wrong_operator"), name)


def _account(args: Args) -> str:
    name = f"account_{_text(args, 0)}"
    name = name if name in _PLAIN else "account_other"
    return _fill(_kept(name), _text(args, 1), _text(args, 2))


def _class(args: Args) -> str:
    what, last = _text(args, 0), str(args[-1]) if args else ""
    name = f"class_{what}_{last}"
    return _fill(_kept(name if name in _PLAIN else "class_other"), _text(args, 1))


def _banned(args: Args) -> str:
    by = _text(args, 1)
    name = "banned_by" if by else "banned"
    return _with_reason(name, _text(args, 2), _text(args, 0), by)


def _unbanned(args: Args) -> str:
    by = _text(args, 1)
    return _fill(_kept("unbanned_by" if by else "unbanned"), _text(args, 0), by)


def _storage(args: Args) -> str:
    what, path, code, detail = (_text(args, place) for place in range(4))
    reason = _kept(f"fault_{code}") if f"fault_{code}" in _PLAIN else detail
    said = storage_words.saved(detail) if what == "rescued" else path
    said = f"{said} ({reason})" if code and reason else said
    return _with_reason(_known(f"storage_{what}", "storage_other"), said)


def _tls(args: Args) -> str:
    what, detail = _text(args, 0), _text(args, 1)
    if what == "on":
        return _fill(_kept("tls_on"), detail.replace("TLSv", "TLS "))
    return _with_reason(_known(f"tls_{what}", "tls_other"), detail)


def _repeated(args: Args) -> str:
    kind, code = _text(args, 0), _text(args, 2)
    what = _kept(_known(f"{kind}_{code}" if code else f"repeated_{kind}", "repeated_other"))
    return _fill(_kept("repeated"), what, _text(args, 1))


def _known(name: str, otherwise: str) -> str:
    return name if name in _PLAIN else otherwise


def _coded(prefix: str) -> Callable[[Args], str]:
    """A sentence for each code the server has; an unknown code is shown as it is."""

    def build(args: Args) -> str:
        code = _text(args, 0)
        name = f"{prefix}_{code}"
        if name in _PLAIN:
            return _kept(name)
        return _with_reason(f"{prefix}_other", code)

    return build


_SENTENCES: dict[LogKind, Callable[[Args], str]] = {
    LogKind.STARTED: _started,
    LogKind.STOPPED: lambda args: _kept("stopped"),
    LogKind.CONNECTED: lambda args: _fill(_kept("connected"), _text(args, 0), _text(args, 1)),
    LogKind.GREETED: lambda args: _kept("greeted"),
    LogKind.REGISTERED: lambda args: _fill(_kept("registered"), _text(args, 0)),
    LogKind.DISCONNECTED: _disconnected,
    LogKind.NICK: lambda args: _fill(_kept("nick"), _text(args, 0), _text(args, 1)),
    LogKind.JOINED: lambda args: _fill(_kept("joined", _number(args, 1)), _text(args, 0)),
    LogKind.PARTED: lambda args: _with_reason("parted", _text(args, 1), _text(args, 0)),
    LogKind.KICKED: _kicked,
    LogKind.TOPIC: _topic,
    LogKind.MODE: lambda args: _fill(_kept("mode"), _text(args, 0), _text(args, 1)),
    LogKind.INVITED: lambda args: _fill(_kept("invited"), _text(args, 0), _text(args, 1)),
    LogKind.RENAMED: lambda args: _with_reason(
        "renamed", _text(args, 2), _text(args, 0), _text(args, 1)
    ),
    LogKind.MESSAGE: lambda args: _fill(_kept("message", _number(args, 1)), _text(args, 0)),
    LogKind.AWAY: _away,
    LogKind.OPER: lambda args: _fill(_kept("oper"), _text(args, 0)),
    LogKind.OPERATOR: lambda args: _with_reason("operator", _text(args, 1), _text(args, 0)),
    LogKind.SLOW: lambda args: _fill(_kept("slow"), words.size(_number(args, 0))),
    LogKind.FLOOD: lambda args: _kept("flood", _number(args, 0)),
    LogKind.BAD_INPUT: _coded("bad_input"),
    LogKind.WRONG_PASSWORD: _wrong_password,
    LogKind.LOCKED_OUT: lambda args: _fill(_kept("locked_out"), _text(args, 0), _text(args, 1)),
    LogKind.LOGIN: lambda args: _fill(_kept("login"), _text(args, 0)),
    LogKind.LOGOUT: lambda args: _fill(_kept("logout"), _text(args, 0)),
    LogKind.ACCOUNT: _account,
    LogKind.HAND: lambda args: _kept("hand_up" if _text(args, 0) == "up" else "hand_down"),
    LogKind.CLASS: _class,
    LogKind.DROPPED: _coded("dropped"),
    LogKind.THROTTLED: lambda args: _kept("throttled"),
    LogKind.BANNED: _banned,
    LogKind.UNBANNED: _unbanned,
    LogKind.REPEATED: _repeated,
    LogKind.ANNOUNCED: lambda args: _with_reason("announced", _text(args, 0)),
    LogKind.STORAGE: _storage,
    LogKind.TLS: _tls,
    LogKind.INTERNAL: lambda args: _with_reason("internal", _text(args, 0)),
}

_COUNTED: dict[str, Callable[[int], str]] = {
    "joined": lambda n: counts().joined(n),
    "flood": lambda n: counts().lines_without_name(n),
    "message": lambda n: counts().passed(n),
}

_PLAIN: dict[str, Callable[[], str]] = {
    **PLAIN,
    **CLASS_WORDS,
    **SYSTEM_WORDS,
    "server": lambda: translate("LogText", "server"),
    "started": lambda: translate("LogText", "Started at %1, port %2"),
    "started_any": lambda: translate("LogText", "Started in all networks, port %1"),
    "stopped": lambda: translate("LogText", "Stopped"),
    "connected": lambda: translate("LogText", "Connected from %1, port %2"),
    "greeted": lambda: translate("LogText", "Said nothing for a second and got the greeting"),
    "registered": lambda: translate("LogText", "Came in as %1"),
    "left": lambda: translate("LogText", "Left", "the server"),
    "closed": lambda: translate("LogText", "Closed the connection"),
    "reset": lambda: translate("LogText", "Connection lost: the other side broke it off"),
    "silent": lambda: translate("LogText", "Connection lost: no answer"),
    "unreachable": lambda: translate("LogText", "Connection lost: no way through the network"),
    "left_password": lambda: translate("LogText", "Disconnected for the wrong password"),
    "nick": lambda: translate("LogText", "Changed the name from %1 to %2"),
    "parted": lambda: translate("LogText", "Left %1", "a channel"),
    "kicked": lambda: translate("LogText", "Removed from %1 by %2"),
    "topic": lambda: translate("LogText", "Set the topic of %1"),
    "topic_cleared": lambda: translate("LogText", "Cleared the topic of %1"),
    "mode": lambda: translate("LogText", "Changed the modes of %1: %2"),
    "invited": lambda: translate("LogText", "Invited %2 to %1"),
    "away": lambda: translate("LogText", "Away"),
    "back": lambda: translate("LogText", "Back"),
    "oper": lambda: translate("LogText", "Became a server operator as %1"),
    "slow": lambda: translate("LogText", "Slow to read: %1 are waiting to be sent"),
    "wrong_operator": lambda: translate("LogText", "Wrong password for the operator %1"),
    "wrong_password": lambda: translate("LogText", "Wrong server password, not let in"),
    "announced": lambda: translate("LogText", "Message to all"),
    "internal": lambda: translate("LogText", "A fault inside the program"),
    "bad_input_overlong": lambda: translate("LogText", "Sent a line that is too long: refused"),
    "bad_input_utf8": lambda: translate("LogText", "Sent text that is not UTF-8: refused"),
    "bad_input_nul": lambda: translate("LogText", "Sent a line with a zero byte: refused"),
    "bad_input_not_irc": lambda: translate("LogText", "Sent something that is no IRC"),
    "bad_input_other": lambda: translate("LogText", "Sent something that was refused"),
    "dropped_sendq": lambda: translate(
        "LogText", "Connection closed: did not read, too much was waiting"
    ),
    "dropped_recvq": lambda: translate("LogText", "Connection closed: sent too much at once"),
    "dropped_flood": lambda: translate("LogText", "Connection closed: sent too much at once"),
    "dropped_registration_timeout": lambda: translate(
        "LogText", "Connection closed: no name was given in time"
    ),
    "dropped_ping_timeout": lambda: translate("LogText", "Connection lost: no answer for too long"),
    "dropped_connections": lambda: translate(
        "LogText", "Turned away: the server has no room for more connections"
    ),
    "dropped_address": lambda: translate(
        "LogText", "Turned away: too many connections from this address"
    ),
    "dropped_strangers": lambda: translate(
        "LogText", "Turned away: too many connections from this address without a name"
    ),
    "dropped_rate": lambda: translate(
        "LogText", "Turned away: too many new connections from this address in a short time"
    ),
    "dropped_unregistered": lambda: translate(
        "LogText", "Turned away: too many connections without a name"
    ),
    "dropped_banned": lambda: translate("LogText", "Disconnected: banned"),
    "throttled": lambda: translate("LogText", "Asks for too much at once and has to wait"),
    "banned": lambda: translate("LogText", "Banned %1"),
    "banned_by": lambda: translate("LogText", "%2 banned %1"),
    "unbanned": lambda: translate("LogText", "Lifted the ban of %1"),
    "unbanned_by": lambda: translate("LogText", "%2 lifted the ban of %1"),
    "dropped_kicked": lambda: translate("LogText", "Disconnected by you"),
    "dropped_other": lambda: translate("LogText", "Connection closed"),
}
