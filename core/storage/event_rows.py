"""Stored events as rows of the table, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from core.server.history import MESSAGES, StoredEvent

_NAMED = frozenset({"PRIVMSG", "NOTICE", "TAGMSG", "JOIN", "PART", "KICK", "TOPIC", "MODE"})

_SURROGATE = re.compile("[\ud800-\udfff]")

COLUMNS = "msgid, time, command, source, account, head, text, tags, bot, concat, edited"


def to_row(event: StoredEvent) -> tuple[Any, ...]:
    """The values of ``message`` and ``COLUMNS``."""
    params = event.params
    head: str | None
    text: str | None
    if len(params) == 2:
        head, text = params
    else:
        head = "\r".join(params[:-1]) if len(params) > 1 else None
        text = params[-1] if params else None
    return (
        event.command in MESSAGES,
        event.msgid,
        event.time,
        event.command,
        event.source,
        event.account,
        head,
        text,
        event.tags,
        event.bot,
        ",".join(map(str, event.concat)) if event.concat else "",
        event.edited,
    )


def from_row(target: str, row: Sequence[Any]) -> StoredEvent:
    """An event of the conversation ``target`` from the values of ``COLUMNS``."""
    msgid, time, command, source, account, head, text, tags, bot, concat, edited = row
    params: tuple[str, ...]
    if text is None:
        params = ()
    elif head is None:
        params = (text,)
    else:
        params = (*head.split("\r"), text)
    return StoredEvent(
        msgid,
        time,
        target,
        command,
        source,
        account,
        params,
        tags,
        bool(bot),
        tuple(map(int, concat.split(","))) if concat else (),
        edited,
    )


def clean(value: Any) -> Any:
    """Half a surrogate pair has no UTF-8: it becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def conversation_row(key: str, name: str) -> tuple[str, str, str | None]:
    """The values of ``key``, ``name`` and ``second``."""
    key = clean(key)
    return key, clean(name), key.partition("\0")[2] if "\0" in key else None


def shown_name(event: StoredEvent) -> str:
    """What to call a conversation: the channel as it was written, or the two people."""
    if "\0" in event.target:
        return " · ".join(part[2:] for part in event.target.split("\0"))
    return event.params[0] if event.params and event.command in _NAMED else event.target
