"""Events of the history as lines for one client: for CHATHISTORY, SEARCH, and after JOIN.

Sources: IRCv3 chathistory, server-time, multiline.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.irc.capabilities import EDITED_TAG, MULTILINE_BATCH, MULTILINE_CONCAT
from core.irc.message import escape_tag_value
from core.irc.server_time import format_time
from core.server.capabilities import (
    ACCOUNT_TAG,
    BATCH,
    CHANNEL_RENAME,
    CHATHISTORY,
    EDIT,
    EXTENDED_JOIN,
    MESSAGE_TAGS,
    MULTILINE,
    SERVER_TIME,
)
from core.server.history import StoredEvent
from core.server.message_tags import without_nonce
from core.server.state import User
from core.server.wire import fit

if TYPE_CHECKING:
    from core.server.server import Server

_WITH_TEXT = {"PRIVMSG": 2, "NOTICE": 2, "TOPIC": 2, "KICK": 3, "PART": 2, "QUIT": 1, "JOIN": 3}
"""With so many parameters the last one is a text, and gets a colon even where it is one word."""
_NEEDS = {"TAGMSG": MESSAGE_TAGS, "RENAME": CHANNEL_RENAME}
_MULTILINE = MULTILINE | BATCH


def play(server: Server, user: User, kind: str, target: str, events: Iterable[StoredEvent]) -> None:
    """Send events as one batch of this kind; ``target`` is its parameter, "" for none."""
    with server.wire.batch(user, kind, *([target] if target else [])):
        for event in events:
            if user.caps & _NEEDS.get(event.command, 0) == _NEEDS.get(event.command, 0):
                _put(server, user, event)


def _put(server: Server, user: User, event: StoredEvent) -> None:
    caps = user.caps
    if "\n" not in event.text and not event.concat:
        _put_line(server, user, _tags(caps, event), event, event.params)
        return
    target, text = event.params
    lines = text.split("\n")
    if caps & _MULTILINE == _MULTILINE:
        tags = _tags(caps, event)
        with server.wire.batch(user, MULTILINE_BATCH, target, source=event.source, tags=tags):
            for number, line in enumerate(lines):
                concat = MULTILINE_CONCAT.encode() if number in event.concat else b""
                _put_line(server, user, concat, event, (target, line))
        return
    first = True
    for line in lines:
        if line:  # blank lines are nothing to those who do not know multiline
            _put_line(server, user, _tags(caps, event, first), event, (target, line))
            first = False


def _put_line(
    server: Server, user: User, tags: bytes, event: StoredEvent, params: tuple[str, ...]
) -> None:
    words = [f":{event.source} {event.command}", *params]
    if event.command == "JOIN" and not user.caps & EXTENDED_JOIN:
        del words[2:]
    count, last = len(words) - 1, words[-1]
    if count == _WITH_TEXT.get(event.command) or (
        count and (not last or last[0] == ":" or " " in last)
    ):
        words[-1] = ":" + last
    if not user.caps & (SERVER_TIME | CHATHISTORY) and event.command in ("PRIVMSG", "NOTICE"):
        words[-1] = _dated(event, params[-1])
    body = fit(" ".join(words).encode(), server.wire.body_length)
    server.wire.put(user, b"@%b %b\r\n" % (tags, body) if tags else body + b"\r\n")


def _dated(event: StoredEvent, text: str) -> str:
    """A text for a client that does not know when it was said otherwise."""
    day, _, time = format_time(event.time).partition("T")
    if text.startswith("\x01ACTION "):
        return f":\x01ACTION [{day} {time[:5]} UTC] {text[8:]}"
    return f":[{day} {time[:5]} UTC] {text}"


def _tags(caps: int, event: StoredEvent, first: bool = True) -> bytes:
    """The tags of an event; of a line that only continues a message it has no id."""
    tags: list[str] = []
    if caps & SERVER_TIME:
        tags.append("time=" + format_time(event.time))
    if caps & MESSAGE_TAGS:
        if first:
            tags.append("msgid=" + event.msgid)
        if event.bot:
            tags.append("bot")
    if caps & ACCOUNT_TAG and event.account:
        tags.append("account=" + escape_tag_value(event.account))
    client = without_nonce(event.tags)
    if caps & MESSAGE_TAGS and client:
        tags.append(client)
    if caps & EDIT and event.edited and first:
        tags.append(f"{EDITED_TAG}={format_time(event.edited)}")
    return ";".join(tags).encode()
