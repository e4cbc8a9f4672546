"""The phrases of an exported conversation, and what an event says with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.irc.ctcp import parse_ctcp
from core.server.history import StoredEvent


@dataclass(frozen=True, slots=True)
class ExportWords:
    """Phrases in the reader's language; names in braces are filled in.

    ``day`` is a format of ``datetime.strftime``, for the separators between days.
    """

    language: str = "en"
    day: str = "%Y-%m-%d"
    exported: str = "Exported {time}"
    edited: str = "edited"
    joined: str = "{nick} came in"
    left: str = "{nick} left"
    kicked: str = "{nick} removed {other}"
    renamed: str = "{nick} is now {other}"
    topic: str = "{nick} set the topic: {text}"
    mode: str = "{nick} set {text}"
    channel_renamed: str = "the channel is now {text}"
    reason: str = "{what} ({text})"


def local(time: float) -> datetime:
    """A time in the zone of this machine."""
    return datetime.fromtimestamp(time).astimezone()


def text_of(event: StoredEvent) -> str:
    """What was written; the lines of a multiline message are put together."""
    if "\n" not in event.text:
        return event.text
    lines = event.text.split("\n")
    text = lines[0]
    for number, line in enumerate(lines[1:], 1):
        text += line if number in event.concat else "\n" + line
    return text


def action_of(event: StoredEvent) -> str | None:
    """What somebody does ("/me waves"), None for what is said."""
    ctcp = parse_ctcp(text_of(event))
    return ctcp.text if ctcp is not None and ctcp.command == "ACTION" else None


def phrase_of(event: StoredEvent, words: ExportWords) -> str:
    """An event that is no message, in a phrase; "" for what need not be told."""
    nick = event.nick
    params = (*event.params, "", "", "")
    match event.command:
        case "JOIN":
            return words.joined.format(nick=nick)
        case "PART":
            return _with_reason(words.left.format(nick=nick), params[1], words)
        case "QUIT":
            return _with_reason(words.left.format(nick=nick), event.params[-1:], words)
        case "KICK":
            return _with_reason(words.kicked.format(nick=nick, other=params[1]), params[2], words)
        case "NICK":
            return words.renamed.format(nick=nick, other=(event.params or ("",))[-1])
        case "TOPIC":
            return words.topic.format(nick=nick, text=params[1])
        case "MODE":
            return words.mode.format(nick=nick, text=" ".join(event.params[1:]))
        case "RENAME":
            return words.channel_renamed.format(nick=nick, text=params[1])
    return ""


def _with_reason(what: str, text: str | tuple[str, ...], words: ExportWords) -> str:
    reason = "".join(text)
    return words.reason.format(what=what, text=reason) if reason else what
