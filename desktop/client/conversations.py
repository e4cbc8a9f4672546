"""The conversations of one client window: what the session's events make of them.

Nothing is drawn here, and nothing is worded: the sidebar, the members' list, the header and the
message view read from here. :meth:`Conversations.apply` takes a batch of events and answers with
:class:`Changes`, so that the window repaints only what changed, once a batch.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.client import events
from core.client.events import BufferKind, Delivery, MessageKind, NewsKind
from core.client.feature_events import (
    BouncerChanged,
    HistoryGap,
    MessageEdited,
    MessageRedacted,
    PresenceChanged,
    ReactionReceived,
    ReadByOther,
)
from desktop.client.conversation import SERVER, Changes, Conversation, T
from desktop.client.conversation_set import ConversationSet, Presence

__all__ = ["SERVER", "Changes", "Conversation", "Conversations", "Presence"]


class Conversations(ConversationSet[T]):
    """Follows the session's events."""

    # --- what the session tells ---------------------------------------------------------------

    def apply(self, batch: Iterable[events.Event], now: float, wall: float = 0.0) -> Changes:
        """Follow a batch of events; ``now`` is monotonic, ``wall`` Unix time, in seconds."""
        changes = Changes()
        self._wall = wall
        lines: dict[str, list[events.Event]] = {}
        for event in batch:
            if type(event) is events.MessageReceived:
                self._message(event, changes, lines)
            else:
                self._other(event, changes, lines, now)
        for name in list(lines):
            self._flush(name, lines)
        if changes.members or changes.structure:
            self._found.clear()
        if changes.members:  # whether people are there is known from the channels
            changes.rows.update(c.name for c in self.people)
        return changes

    def _flush(self, name: str, lines: dict[str, list[events.Event]]) -> None:
        """Hand the collected lines of a conversation to its transcript."""
        collected = lines.pop(name, None)
        if collected and name in self._all:
            self._all[name].transcript.append_batch(collected)

    def _line(
        self, name: str, event: events.Event, lines: dict[str, list[events.Event]]
    ) -> Conversation[T]:
        """Collect ``event`` for a conversation; one that is not there falls to the server's."""
        if name not in self._all:
            name = SERVER
        lines.setdefault(name, []).append(event)
        return self._all[name]

    def _message(
        self,
        event: events.MessageReceived,
        changes: Changes,
        lines: dict[str, list[events.Event]],
    ) -> None:
        name = event.buffer
        if name not in self._all:  # a session opens it first; be safe against one that did not
            kind = BufferKind.CHANNEL if name[:1] in "#&+!" else BufferKind.QUERY
            self._open(name, kind, changes)
        conversation = self._all[name]
        if conversation.kind is BufferKind.QUERY and not event.own:
            conversation.gone = False
            if event.kind is not MessageKind.NOTICE:
                conversation.away_reason = None
        known = event.history and conversation.transcript.find(event.msgid) is not None
        if not event.own and not known and not (self.attended and name == self.active):
            self._count(conversation, event, changes)
        if event.delivery is Delivery.WAITING:
            conversation.waiting.add(event.key)
            changes.rows.add(name)
        lines.setdefault(name, []).append(event)
        if event.own and event.delivery is Delivery.STORED and conversation.unread:
            # We wrote it in another program: what was said before was read there.
            self._flush(name, lines)
            changes.rows |= self.mark_read([name])

    def _delivery(
        self,
        event: events.MessageUpdated,
        changes: Changes,
        lines: dict[str, list[events.Event]],
    ) -> None:
        conversation = self._line(event.buffer, event, lines)
        before = len(conversation.waiting)
        if event.delivery is Delivery.WAITING:
            conversation.waiting.add(event.key)
        else:
            conversation.waiting.discard(event.key)
        if len(conversation.waiting) != before:
            changes.rows.add(conversation.name)

    def _count(
        self,
        conversation: Conversation[T],
        event: events.MessageReceived,
        changes: Changes,
    ) -> None:
        conversation.unread += 1
        changes.arrived.append(event)
        private = conversation.kind is BufferKind.QUERY and event.kind is not MessageKind.NOTICE
        if event.highlight or private:
            conversation.mentions += 1
            if not conversation.muted:
                changes.attention.append(event)
        changes.rows.add(conversation.name)

    def _other(
        self,
        event: events.Event,
        changes: Changes,
        lines: dict[str, list[events.Event]],
        now: float,
    ) -> None:
        was_online = self.link.reaches
        if self.link.apply(event, now):
            if was_online and not self.link.reaches:
                for conversation in self._all.values():
                    conversation.members_time = self._wall  # what was known until now
                    conversation.watched = None
            changes.link = True
            changes.own = True
            if isinstance(event, events.Registered):
                self._registered(event, changes)
            elif isinstance(event, BouncerChanged) and event.there:
                self.server_name = event.server
            if not isinstance(event, events.LagMeasured):
                changes.other.append(event)
            return
        match event:
            case events.MessageUpdated():
                self._delivery(event, changes, lines)
            case events.MembersChanged():
                if found := self._all.get(event.buffer):
                    found.set_members(event.members, self._wall)
                    changes.members.add(event.buffer)
            case events.News():
                self._news(event, changes, lines)
            case events.TopicChanged():
                self._topic(event, changes, lines)
            case events.ChannelModesChanged():
                conversation = self._line(event.buffer, event, lines)
                conversation.modes = event.current
                changes.topics.add(event.buffer)
            case events.ChannelModesKnown():
                if found := self._all.get(event.buffer):
                    found.modes = event.current
                    changes.topics.add(event.buffer)
            case events.ServerText():
                self._server_text(event, changes, lines)
            case (
                ReactionReceived()
                | MessageEdited()
                | MessageRedacted()
                | ReadByOther()
                | HistoryGap()
            ):
                if event.buffer in self._all:
                    self._line(event.buffer, event, lines)
            case events.BufferOpened():
                self._open(event.buffer, event.kind, changes)
            case events.BufferClosed():
                self._close(event.buffer, changes, lines)
            case events.BufferRenamed():
                self._rename(event, changes, lines)
            case _:
                self._about_us(event, changes)

    def _about_us(self, event: events.Event, changes: Changes) -> None:
        match event:
            case events.OwnNickChanged():
                self._set_nick(event.new)
                changes.own = True
                changes.other.append(event)
            case PresenceChanged():
                self._presence(event, changes)
            case events.OwnAwayChanged():
                self.away = event.away
                changes.own = True
            case events.IsupportChanged():
                self.network = event.network or self.network
                self.isupport = dict(event.tokens)
                changes.own = True
                changes.other.append(event)
            case _:
                changes.other.append(event)

    def _presence(self, event: PresenceChanged, changes: Changes) -> None:
        query = self.find(event.nick)
        if query is not None and query.kind is BufferKind.QUERY:
            query.watched = event.online
            if event.online:
                query.gone = False
            else:
                query.away_reason = None
            changes.rows.add(query.name)
        changes.other.append(event)

    def _registered(self, event: events.Registered, changes: Changes) -> None:
        self._set_nick(event.nick)
        self.server_name = event.server
        self.network = event.network or self.network
        self.capabilities = event.capabilities
        self.away = False
        changes.structure = True

    def _server_text(
        self, event: events.ServerText, changes: Changes, lines: dict[str, list[events.Event]]
    ) -> None:
        conversation = self._line(event.buffer, event, lines)
        changes.other.append(event)
        if event.code != "NOTICE" or conversation.name != SERVER or not self.link.online:
            return
        # The server speaks to everybody: whoever is reading elsewhere sees it there, too.
        if self.active != SERVER:
            lines.setdefault(self.active, []).append(event)
        if not self.attended:
            conversation.unread += 1
            conversation.mentions += 1
            changes.rows.add(SERVER)

    def _set_nick(self, nick: str) -> None:
        self.nick = nick
        for conversation in self._all.values():
            conversation.transcript.own_nick = nick

    def _news(
        self, event: events.News, changes: Changes, lines: dict[str, list[events.Event]]
    ) -> None:
        conversation = self._line(event.buffer, event, lines)
        if conversation.kind is BufferKind.QUERY:
            if event.kind is NewsKind.QUIT:
                conversation.gone = True
            elif event.kind is NewsKind.AWAY:
                conversation.away_reason = event.text
            else:
                conversation.gone = False
            changes.rows.add(conversation.name)
        elif event.own and event.kind in (NewsKind.JOINED, NewsKind.LEFT, NewsKind.KICKED):
            conversation.left = event.kind is not NewsKind.JOINED
            changes.rows.add(conversation.name)
        if event.own or event.kind is NewsKind.INVITED:
            changes.other.append(event)

    def _topic(
        self, event: events.TopicChanged, changes: Changes, lines: dict[str, list[events.Event]]
    ) -> None:
        conversation = self._all.get(event.buffer)
        if conversation is None:
            return
        conversation.topic = event.topic
        conversation.topic_setter = event.setter
        conversation.topic_time = event.time
        changes.topics.add(event.buffer)
        if event.changed:
            self._line(event.buffer, event, lines)

    def _close(self, name: str, changes: Changes, lines: dict[str, list[events.Event]]) -> None:
        if name == SERVER or name not in self._all:
            return
        # Where it was: only then is the order needed, which takes long with thousands.
        neighbours = [c.name for c in self.order] if self.active == name else []
        lines.pop(name, None)
        del self._all[name]
        changes.structure = True
        changes.closed.append(name)
        if neighbours:
            # The row that moves up into the place, else the one above.
            place = neighbours.index(name)
            below = neighbours[place + 1 :]
            self.active = below[0] if below else neighbours[place - 1]
            self._enter(self._all[self.active])

    def _rename(
        self,
        event: events.BufferRenamed,
        changes: Changes,
        lines: dict[str, list[events.Event]],
    ) -> None:
        conversation = self._all.get(event.buffer)
        if conversation is None or event.new in self._all:
            return
        self._flush(event.buffer, lines)
        self._all[event.new] = self._all.pop(event.buffer)
        conversation.name = event.new
        if self.active == event.buffer:
            self.active = event.new
        changes.structure = True
        changes.renamed.append((event.buffer, event.new))
