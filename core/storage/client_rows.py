"""What a client keeps of a conversation, as rows of the table, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from core.client.events import (
    ChannelModesChanged,
    Delivery,
    MessageKind,
    MessageReceived,
    News,
    NewsKind,
    Reaction,
    TopicChanged,
)
from core.client.feature_events import HistoryGap
from core.storage.client_places import KeptGap

StoredRow: TypeAlias = (
    MessageReceived | tuple[News, ...] | TopicChanged | ChannelModesChanged | KeptGap
)
"""A message, news that share a row, a change of the topic or of the modes, or the row that stands
where messages are missing."""

COLUMNS = "kind, flags, time, nick, account, msgid, text, more"
WIDTH = 8

_KINDS = {MessageKind.TEXT: 0, MessageKind.NOTICE: 1, MessageKind.ACTION: 2}
_KIND_OF = {number: kind for kind, number in _KINDS.items()}
MESSAGES = len(_KINDS)
"""Rows whose kind is below this are messages."""
_NEWS, _TOPIC, _MODES, GAP = 10, 11, 12, 13
_LOST, _CLOSED = 1, 2

_OWN = 1
HIGHLIGHT = 2
"""In the flags of a message that names us."""
_DELIVERIES = (None, Delivery.WAITING, Delivery.SENT, Delivery.STORED, Delivery.FAILED)
_DELIVERY = {delivery: number << 4 for number, delivery in enumerate(_DELIVERIES)}

_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_TAGS = 2_000  # characters; tags beyond are not kept


def clean(text: str) -> str:
    """``text`` as SQLite can hold it: half a surrogate pair becomes U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def to_row(row: StoredRow) -> tuple[Any, ...]:
    """The values of ``COLUMNS``."""
    if isinstance(row, MessageReceived):
        flags = row.own * _OWN | row.highlight * HIGHLIGHT | _DELIVERY[row.delivery]
        return (
            _KINDS[row.kind],
            flags,
            row.time,
            clean(row.nick),
            clean(row.account),
            clean(row.msgid),
            clean(row.text),
            _more(row),
        )
    if isinstance(row, TopicChanged):
        return (_TOPIC, 0, row.time, clean(row.setter), "", "", clean(row.topic), None)
    if isinstance(row, ChannelModesChanged):
        more = json.dumps(row.current) if row.current else None
        return (_MODES, 0, row.time, clean(row.setter), "", "", clean(row.text), more)
    if isinstance(row, KeptGap):
        gap = row.gap
        more = json.dumps({"room": row.room, "until": gap.until})
        flags = gap.lost * _LOST | row.closed * _CLOSED
        return (GAP, flags, gap.time, "", "", "", "", more)
    items = [[n.kind, n.nick, n.time, n.other, n.text, n.own] for n in row]
    return (_NEWS, 0, row[0].time, "", "", "", "", json.dumps(items))


def _more(row: MessageReceived) -> str | None:
    """What most messages have not, as JSON (ASCII, so it is clean)."""
    found: dict[str, Any] = {}
    if row.target and row.target != row.buffer:
        found["target"] = row.target
    if row.reply_to:
        found["reply_to"] = row.reply_to
    if row.edited:
        found["edited"] = row.edited
    if row.redacted:
        found["redacted"] = row.redacted
        found["redaction"] = row.redaction
    if row.reactions:
        found["reactions"] = [[r.text, r.nicks, r.own] for r in row.reactions]
    if row.tags:
        tags = {k: v for k, v in row.tags.items() if k not in _KNOWN_TAGS}
        if tags and sum(len(k) + len(v) for k, v in tags.items()) <= _MOST_TAGS:
            found["tags"] = tags
    return json.dumps(found) if found else None


_KNOWN_TAGS = frozenset({"time", "msgid", "account", "batch", "label"})


def from_row(buffer: str, place: int, values: Sequence[Any]) -> StoredRow:
    """The row of the conversation ``buffer`` from the values of ``COLUMNS``.

    Raises:
        ValueError, TypeError, KeyError: they are none of ours (a damaged file).
    """
    kind, flags, time, nick, account, msgid, text, more = values
    if kind in _KIND_OF:
        delivery = _DELIVERIES[flags >> 4]
        if delivery is Delivery.WAITING:
            delivery = Delivery.FAILED  # the program ended before it went out
        plain = (
            buffer,
            _KIND_OF[kind],
            nick,
            text,
            time,
            f"kept-{place}",
            msgid,
            bool(flags & _OWN),
            bool(flags & HIGHLIGHT),
            delivery,
            account,
        )
        if not more:  # most are like that
            return MessageReceived(*plain)
        known: Mapping[str, Any] = json.loads(more)
        return MessageReceived(
            *plain,
            known.get("target", ""),
            known.get("tags", {}),
            False,
            known.get("reply_to", ""),
            known.get("edited", 0.0),
            known.get("redacted", ""),
            known.get("redaction", ""),
            tuple(Reaction(t, tuple(nicks), own) for t, nicks, own in known.get("reactions", ())),
        )
    if kind == _TOPIC:
        return TopicChanged(buffer, text, nick, time, changed=True)
    if kind == _MODES:
        return ChannelModesChanged(buffer, text, nick, time, json.loads(more) if more else "")
    if kind == GAP:
        known = json.loads(more) if more else {}
        room, until = int(known.get("room", 0)), float(known.get("until", 0.0))
        gap = HistoryGap(buffer, time, until, lost=bool(flags & _LOST) or not room)
        return KeptGap(gap, room, bool(flags & _CLOSED))
    if kind == _NEWS:
        return tuple(
            News(buffer, NewsKind(what), who, when, other, words, own)
            for what, who, when, other, words, own in json.loads(more)
        )
    raise ValueError(f"a row of kind {kind}")
