"""What later events make of a message: reactions, edits, deletion; and of news one row.

Pure: a row and an event in, the row as it is now out; the same object where nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from core.client.events import MessageKind, MessageReceived, News, Reaction
from core.client.feature_events import MessageEdited, MessageRedacted, ReactionReceived
from desktop.client.message_rows import MAX_NEWS_ITEMS, NewsRow, Row, is_shown, local_day

# A reaction is an emoji or a short word; what goes beyond this is not one. A message has so many
# kinds at most, and so many people under each: a hostile server could send them without end.
MAX_REACTION, MAX_KINDS, MAX_NICKS = 64, 40, 500


Change: TypeAlias = ReactionReceived | MessageEdited | MessageRedacted
"""What is said about a message that is there already."""


def changed(row: MessageReceived, event: Change) -> MessageReceived:
    """The message as ``event`` leaves it."""
    if isinstance(event, ReactionReceived):
        return reacted(row, event)
    if isinstance(event, MessageEdited):
        return edited(row, event)
    return redacted(row, event)


def reacted(row: MessageReceived, event: ReactionReceived) -> MessageReceived:
    """The message with this reaction, or without it."""
    if row.redacted or not 0 < len(event.reaction) <= MAX_REACTION:
        return row
    nick = event.nick.casefold()
    found: list[Reaction] = []
    known = changed = False
    for reaction in row.reactions:
        if reaction.text != event.reaction:
            found.append(reaction)
            continue
        known = True
        others = tuple(each for each in reaction.nicks if each.casefold() != nick)
        own = reaction.own and not event.own
        if event.removed:
            changed = len(others) != len(reaction.nicks) or own != reaction.own
            if others:
                found.append(replace(reaction, nicks=others, own=own))
        elif len(others) != len(reaction.nicks) or len(others) >= MAX_NICKS:
            found.append(reaction)
        else:
            changed = True
            nicks = (*reaction.nicks, event.nick)
            found.append(replace(reaction, nicks=nicks, own=reaction.own or event.own))
    if not known and not event.removed and len(found) < MAX_KINDS:
        changed = True
        found.append(Reaction(event.reaction, (event.nick,), event.own))
    return replace(row, reactions=tuple(found)) if changed else row


def edited(row: MessageReceived, event: MessageEdited) -> MessageReceived:
    """The message with its author's new text. Of somebody else's, or older, nothing comes: on a
    server that does not look who edits, anybody could put words into another's mouth."""
    same = event.own if row.own else row.nick.casefold() == event.nick.casefold()
    if row.redacted or not same or event.time <= row.edited:
        return row
    return replace(row, text=event.text, edited=event.time)


def redacted(row: MessageReceived, event: MessageRedacted) -> MessageReceived:
    """What is left of a deleted message."""
    if row.redacted:
        return row
    return replace(
        row, text="", redacted=event.nick or row.nick, redaction=event.reason, reactions=()
    )


def with_news(last: Row | None, news: News) -> NewsRow:
    """``news`` as a row: in that of the news before it where they can share one."""
    if (
        isinstance(last, NewsRow)
        and not news.own
        and not last.items[-1].own
        and len(last.items) < MAX_NEWS_ITEMS
        and local_day(last.time) == local_day(news.time)
    ):
        return replace(last, items=(*last.items, news))
    return NewsRow((news,))


def as_rows(events: Iterable[object]) -> list[Row]:
    """Events that were played back, as rows; what is none is passed over."""
    rows: list[Row] = []
    for event in events:
        if isinstance(event, News):
            row = with_news(rows[-1] if rows else None, event)
            if rows and len(row.items) > 1:
                rows[-1] = row
            else:
                rows.append(row)
        elif is_shown(event):
            rows.append(event)
    return rows


def typed_line(row: MessageReceived) -> str:
    """What one would type to say a message again."""
    if row.kind is MessageKind.ACTION:
        return f"/me {row.text}"
    if row.kind is MessageKind.NOTICE:
        return f"/notice {row.target or row.buffer} {row.text}"
    return "/" + row.text if row.text.startswith("/") else row.text
