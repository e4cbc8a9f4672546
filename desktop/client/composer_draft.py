"""What is being written, and what came of it: plain records between the composer and its window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.client.events import MessageKind, MessageReceived
from core.irc.formatting import strip_formatting

ACTION = "/me "


@dataclass(frozen=True, slots=True)
class Reference:
    """The message that a draft answers, or (``edits``) changes."""

    msgid: str
    nick: str
    text: str
    edits: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent off: a text of one or several lines, or a command. ``reply_to`` and ``edit_of``
    are message ids, "" for none."""

    text: str
    reply_to: str = ""
    edit_of: str = ""


def plain(text: str) -> str:
    """``text`` without IRC's codes for bold and colours, its lines as they are."""
    return "\n".join(strip_formatting(line) for line in text.split("\n"))


def to_change(row: MessageReceived) -> str:
    """The text that stands in the composer when an own message is changed: what one would type."""
    text = plain(row.text)
    if row.kind is MessageKind.ACTION:
        return ACTION + text
    return "/" + text if text.startswith(ACTION) else text


def changed(text: str) -> tuple[str, MessageKind]:
    """What was typed for a change, as it is to be sent."""
    text = text.strip()
    if text.startswith(ACTION):
        return text.removeprefix(ACTION).strip(), MessageKind.ACTION
    return (text[1:] if text.startswith("/" + ACTION) else text), MessageKind.TEXT


def waits_sentence() -> str:
    """There is no connection for a change now."""
    return QCoreApplication.translate(
        "Composer", "Not connected: the change is sent as soon as we are."
    )
