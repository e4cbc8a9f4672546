"""A conversation as JSON: one object, whose messages are on a line each.

``{"format": "besedka-history", "version": 1, "conversation": …, "exported": time, "events": […]}``
An event has "id", "time" (ISO 8601 in UTC, with milliseconds), "command", "nick", "source"
(``nick!user@host``) and "params" (as relayed); and, where there is one: "account"; "text" of what
was written (lines of a multiline message are put together); "action" true for /me; "tags", the
client's own (as "+draft/reply"); "bot" true; "edited", when.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from core.irc.message import parse_tags
from core.server.history import MESSAGES, StoredEvent
from core.storage.export_words import ExportWords, action_of, text_of


def json_pieces(
    events: Iterable[StoredEvent], title: str, _words: ExportWords, now: float
) -> Iterator[str]:
    """The file in pieces."""
    head = {
        "format": "besedka-history",
        "version": 1,
        "conversation": title,
        "exported": _time(now),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "events": [\n'
    before = ""
    for event in events:
        yield before + json.dumps(_object(event), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _object(event: StoredEvent) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": event.msgid,
        "time": _time(event.time),
        "command": event.command,
        "nick": event.nick,
        "source": event.source,
        "params": list(event.params),
    }
    if event.account:
        values["account"] = event.account
    if event.command in MESSAGES:
        action = action_of(event)
        values["text"] = text_of(event) if action is None else action
        if action is not None:
            values["action"] = True
    if event.tags:
        values["tags"] = dict(parse_tags(event.tags))
    if event.bot:
        values["bot"] = True
    if event.edited:
        values["edited"] = _time(event.edited)
    return values


def _time(time: float) -> str:
    when = datetime.fromtimestamp(time, UTC)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
