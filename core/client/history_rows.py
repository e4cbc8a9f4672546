"""What a server plays back, as rows: reactions, edits and deletions are put into the messages that
they are about, and comings and goings become ``News``.

Source: IRCv3 event-playback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.client.context import Context
from core.client.events import Event, MessageReceived, News, NewsKind, Reaction
from core.client.feature_events import MessageEdited, MessageRedacted, ReactionReceived
from core.irc.formatting import strip_formatting
from core.irc.message import Message

_KINDS = {
    "JOIN": NewsKind.JOINED,
    "PART": NewsKind.LEFT,
    "QUIT": NewsKind.QUIT,
    "KICK": NewsKind.KICKED,
    "NICK": NewsKind.NICK,
}
Change = ReactionReceived | MessageEdited | MessageRedacted


def news_of(context: Context, message: Message, buffer: str) -> News | None:
    """What a played-back line tells besides messages; None for what makes no row.

    Our own comings and goings are left out: we were there, or we know that we were not.
    """
    kind = _KINDS.get(message.command)
    nick = message.from_.nick
    if kind is None or not nick:
        return None
    own, other, text = context.is_me(nick), "", ""
    if kind is NewsKind.KICKED:
        nick, other, text = message.param(1), nick, message.param(2)
        own = context.is_me(nick)
    elif kind is NewsKind.NICK:
        other = message.param(0)
    elif own:
        return None
    elif kind is NewsKind.QUIT:
        text = message.param(0)
    elif kind is NewsKind.LEFT:
        text = message.param(1)
    when = context.time_of(message)
    return News(buffer, kind, nick, when, other, strip_formatting(text), own)


def gathered(rows: Sequence[Event], before: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """The rows with the changes among them, and those of ``before``, put into their messages; and
    the changes of messages that are not here."""
    made: list[Event] = []
    places: dict[str, int] = {}
    changes: list[Event] = []
    for row in rows:
        if isinstance(row, Change):
            changes.append(row)
            continue
        if isinstance(row, MessageReceived) and row.msgid:
            places[row.msgid] = len(made)
        made.append(row)
    rest: list[Event] = []
    for change in [*changes, *before]:
        assert isinstance(change, Change)
        place = places.get(change.msgid)
        message = made[place] if place is not None else None
        if place is None or not isinstance(message, MessageReceived):
            rest.append(change)
        else:
            made[place] = _changed(message, change)
    return made, rest


def _changed(message: MessageReceived, change: Change) -> MessageReceived:
    if isinstance(change, MessageEdited):
        return replace(message, text=change.text, edited=change.time)
    if isinstance(change, MessageRedacted):
        return replace(
            message, text="", redacted=change.nick, redaction=change.reason, reactions=()
        )
    reactions = list(message.reactions)
    texts = [reaction.text for reaction in reactions]
    place = texts.index(change.reaction) if change.reaction in texts else len(reactions)
    old = reactions[place] if place < len(reactions) else Reaction(change.reaction, ())
    nicks = tuple(nick for nick in old.nicks if nick != change.nick)
    own = old.own and not change.own
    if not change.removed:
        nicks, own = (*nicks, change.nick), own or change.own
    reactions[place : place + 1] = [Reaction(old.text, nicks, own)] if nicks else []
    return replace(message, reactions=tuple(reactions))


def what(event: Event) -> object:
    """What something that happened is known by."""
    if isinstance(event, News):
        return (event.kind, event.nick, event.other, event.time)
    msgid = event.msgid if isinstance(event, MessageReceived) else ""
    return msgid or id(event)


def merged(rows: Sequence[Event], held: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """The rows of a page, and what came live while it was awaited, as one; and what is left of the
    latter, that happened after all rows.

    Both are in the order of the server. What stands in both ties them together: what came live
    before it happened before it, too.
    """
    places = {what(row): number for number, row in enumerate(rows)}
    told: list[Event] = []
    waiting: list[Event] = []
    done = 0
    for event in held:
        place = places.get(what(event))
        if place is None:
            waiting.append(event)
        elif place >= done:
            told += [*rows[done:place], *waiting, rows[place]]
            done = place + 1
            waiting = []
    return [*told, *rows[done:]], waiting


def time_of(event: Event) -> float:
    """When something happened: Unix time."""
    found = getattr(event, "time", 0.0)
    assert isinstance(found, float)
    return found


def is_new(row: Event, time: float) -> bool:
    """Whether a row is not older than what is known; news of that very moment are known."""
    return time_of(row) > time or (time_of(row) == time and not isinstance(row, News))


def place_of(rows: list[Event], msgid: str) -> int:
    """Where a message is among the rows, -1 for nowhere."""
    found = (
        n for n, row in enumerate(rows) if isinstance(row, MessageReceived) and row.msgid == msgid
    )
    return next(found, -1)


def messages_of(rows: Iterable[Event]) -> int:
    """How many messages there are among the rows."""
    return sum(isinstance(row, MessageReceived) for row in rows)
