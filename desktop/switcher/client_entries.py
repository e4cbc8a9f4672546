"""What the switcher offers of a client window: its conversations, and the people there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from core.client.events import BufferKind, Member
from core.irc.formatting import strip_formatting
from desktop.client.conversation import Conversation
from desktop.client.counts import counts
from desktop.client.message_safety import isolated
from desktop.client.sidebar_model import LONGEST_TOPIC, presence_text, short_name
from desktop.switcher.entries import NEVER, Entry, Section

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.finding import Listed

translate = QCoreApplication.translate

# What is nearer to the person comes first: less is nearer.
_CALLS, _UNREAD, _OPEN, _KNOWN, _LISTED = range(5)
_MOST_PEOPLE = 5_000  # of one server
_OTHER_SERVER = 10


def conversation_entries(window: ClientWindow, here: ClientWindow) -> Iterator[Entry]:
    """The open conversations of ``window``; ``here`` is the one that the person looks at."""
    several = window is not here
    met = window.conversations.met()
    recent: dict[str, int] = {}
    for number, (where, name) in enumerate(reversed(here.visits.trail.places)):
        if where is window:
            recent.setdefault(name, number)
    for conversation in window.conversations.order:
        entry = _conversation(window, conversation, met)
        current = not several and conversation.name == window.conversations.active
        server = window.chat.network_name if several else ""
        detail = " · ".join(part for part in (server, entry.detail) if part)
        rank = entry.rank + (_OTHER_SERVER if several else 0)
        last = recent.get(conversation.name, NEVER)
        yield replace(entry, detail=detail, current=current, rank=rank, recent=last)


def _conversation(
    window: ClientWindow, conversation: Conversation[Any], met: dict[str, Member]
) -> Entry:
    name, muted = conversation.name, conversation.muted
    rank = _CALLS if conversation.mentions else _UNREAD if conversation.unread else _OPEN
    common = Entry(
        Section.CHANNELS,
        isolated(name),
        partial(window.finding.go, name),
        unread=conversation.unread,
        mentions=conversation.mentions,
        draft=bool(conversation.draft),
        muted=muted,
        rank=_OPEN if muted else rank,
    )
    if conversation.kind is BufferKind.SERVER:
        title = translate("Switcher", "Server %1").replace("%1", window.chat.network_name)
        return replace(common, title=title, icon="server", rank=_KNOWN)
    if conversation.kind is BufferKind.CHANNEL:
        return replace(
            common,
            title=short_name(name),
            icon="hash",
            detail=isolated(strip_formatting(conversation.topic), LONGEST_TOPIC),
            finds=True,
            elsewhere=partial(window.finding.own_window, name),
        )
    presence = window.conversations.presence(name, met)
    return replace(
        common,
        section=Section.PEOPLE,
        person=name,
        faces=window.avatars,
        words=tuple(filter(None, (window.people_told.name(name),))),
        presence=presence,
        detail=presence_text(presence),
        note=translate("Switcher", "Write"),
        elsewhere=partial(window.finding.own_window, name),
    )


def people_entries(window: ClientWindow, here: ClientWindow) -> Iterator[Entry]:
    """The people in the channels of ``window`` to whom no conversation is open."""
    conversations = window.conversations
    own = conversations.nick.casefold()
    seen = {own} | {c.name.casefold() for c in conversations.people}
    several = window is not here
    write = translate("Switcher", "Write")
    server = window.chat.network_name if several else ""
    online = conversations.link.online
    channels = sorted(conversations.channels, key=lambda c: c.name != conversations.active)
    for channel in channels:
        for member in channel.members:
            folded = member.nick.casefold()
            if folded in seen:
                continue
            seen.add(folded)
            if len(seen) > _MOST_PEOPLE:
                return
            presence = (("away" if member.away else "on") if online else "off") if online else None
            words = presence_text(presence)
            yield Entry(
                Section.PEOPLE,
                isolated(member.nick),
                partial(window.finding.write, member.nick),
                person=member.nick,
                faces=window.avatars,
                words=tuple(filter(None, (window.people_told.name(member.nick),))),
                presence="away" if presence == "away" else "on" if presence == "on" else None,
                detail=" · ".join(part for part in (server, words) if part),
                note=write,
                rank=_KNOWN + (_OTHER_SERVER if several else 0),
            )


def listed_entries(window: ClientWindow, listed: tuple[Listed, ...]) -> Iterator[Entry]:
    """The channels that the server has told of and that are not open."""
    join = translate("Switcher", "Join the channel")
    conversations = window.conversations
    there = {c.name.casefold() for c in conversations.channels}
    for name, people, topic in listed:
        if name.casefold() in there:
            continue
        yield Entry(
            Section.CHANNELS,
            short_name(name),
            partial(window.finding.join, name),
            icon="hash",
            detail=" · ".join(part for part in (counts().people(people), isolated(topic)) if part),
            finds=True,
            note=join,
            rank=_LISTED,
        )
