"""The conversations of one client window: what the session's events make of them.

Nothing is drawn here, and nothing is worded: the sidebar, the members' list, the header and the
message view read from here. :meth:`Conversations.apply` takes a batch of events and answers with
:class:`Changes`, so that the window repaints only what changed, once a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Literal

from core.client import events
from core.client.events import BufferKind, Delivery, MessageKind, NewsKind
from desktop.client.conversation import SERVER, Changes, Conversation, T
from desktop.client.link import Link

__all__ = ["SERVER", "Changes", "Conversation", "Conversations"]

Presence = Literal["on", "away", "off"]


class Conversations(Generic[T]):
    """All conversations, the own nickname, and the connection's state.

    ``new_transcript`` makes the keeper of a conversation's lines. The server's own conversation is
    always there and always first.
    """

    def __init__(self, new_transcript: Callable[[str, BufferKind], T], nick: str = "") -> None:
        self._new_transcript = new_transcript
        self.link = Link()
        self.nick = nick
        self.away = False
        self.server_name = ""
        self.network = ""
        self.isupport: dict[str, str] = {}
        self.capabilities: frozenset[str] = frozenset()
        self.active = SERVER  # the conversation that is shown
        self.attended = True  # the window is active and the newest line in sight
        self._wall = 0.0
        self._all: dict[str, Conversation[T]] = {}
        self._open(SERVER, BufferKind.SERVER)

    # --- reading ------------------------------------------------------------------------------

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def __getitem__(self, name: str) -> Conversation[T]:
        return self._all[name]

    def get(self, name: str) -> Conversation[T] | None:
        """The conversation called ``name``, or None."""
        return self._all.get(name)

    def find(self, name: str) -> Conversation[T] | None:
        """The conversation called ``name`` in any letter case, or None."""
        if name in self._all:
            return self._all[name]
        folded = name.casefold()
        return next((c for c in self._all.values() if c.name.casefold() == folded), None)

    @property
    def server(self) -> Conversation[T]:
        """The server's own conversation."""
        return self._all[SERVER]

    @property
    def shown(self) -> Conversation[T]:
        """The conversation that is shown."""
        return self._all[self.active]

    @property
    def channels(self) -> list[Conversation[T]]:
        """The channels, by name."""
        return self._of(BufferKind.CHANNEL)

    @property
    def people(self) -> list[Conversation[T]]:
        """The private conversations, by name."""
        return self._of(BufferKind.QUERY)

    @property
    def order(self) -> list[Conversation[T]]:
        """Everything in the order of the sidebar."""
        return [self.server, *self.channels, *self.people]

    def _of(self, kind: BufferKind) -> list[Conversation[T]]:
        found = [c for c in self._all.values() if c.kind is kind]
        return sorted(found, key=lambda c: (c.name.lstrip("#&+!").casefold(), c.name))

    @property
    def mentions(self) -> int:
        """Unread messages that name us or are private, over all conversations."""
        return sum(c.mentions for c in self._all.values())

    @property
    def waiting(self) -> int:
        """Own messages that are kept until the connection stands, over all conversations."""
        return sum(len(c.waiting) for c in self._all.values())

    @property
    def unread(self) -> int:
        """Unread messages over all conversations."""
        return sum(c.unread for c in self._all.values())

    def neighbour(self, step: int) -> str:
        """The conversation ``step`` rows further down, around the ends."""
        names = [c.name for c in self.order]
        return names[(names.index(self.active) + step) % len(names)]

    def next_unread(self) -> str | None:
        """The next conversation below with unread messages: those with mentions first."""
        order = self.order
        start = next(i for i, c in enumerate(order) if c.name == self.active)
        turned = order[start + 1 :] + order[:start]
        for wanted in ("mentions", "unread"):
            for conversation in turned:
                if getattr(conversation, wanted):
                    return conversation.name
        return None

    def presence(self, nick: str) -> Presence | None:
        """ "on", "away" or "off" where we can know it, else None.

        Known are the people in channels we are in, who answered with an away message, or whose
        QUIT we saw. Offline nobody is known.
        """
        if not self.link.online:
            return None
        if nick.casefold() == self.nick.casefold():
            return "away" if self.away else "on"
        for conversation in self._all.values():
            member = conversation.member(nick)
            if member is not None:
                return "away" if member.away else "on"
        query = self.find(nick)
        if query is None:
            return None
        if query.gone:
            return "off"
        return "away" if query.away_reason is not None else None

    def own_modes(self, channel: str) -> str:
        """The prefix letters that we hold in ``channel``, highest first."""
        conversation = self._all.get(channel)
        member = conversation.member(self.nick) if conversation else None
        return member.modes if member else ""

    # --- what the person does -----------------------------------------------------------------

    def show(self, name: str, draft: str = "") -> None:
        """Show another conversation; ``draft`` is what stands unsent in the one that is left."""
        if name not in self._all or name == self.active:
            return
        left = self._all.get(self.active)
        if left is not None:
            left.draft = draft
            left.transcript.attended = False
            left.transcript.leave()
        self.active = name
        self._enter(self._all[name])

    def set_attended(self, attended: bool) -> bool:
        """Whether the newest line of what is shown is seen now; answers if a badge changed."""
        if attended == self.attended:
            return False
        self.attended = attended
        changed = attended and bool(self.shown.unread)
        self._enter(self.shown)
        return changed

    def _enter(self, conversation: Conversation[T]) -> None:
        conversation.transcript.attended = self.attended
        if self.attended:
            conversation.unread = 0
            conversation.mentions = 0
            conversation.transcript.mark_read()

    def forget_channels(self) -> None:
        """Another server is asked for: what was the old one's goes, but for its own words."""
        for name in [c.name for c in self.order if c.kind is not BufferKind.SERVER]:
            del self._all[name]
        self.active = SERVER
        self.link = Link()
        self.network = self.server_name = ""
        self.isupport = {}
        self._enter(self.server)

    def forget_waiting(self) -> None:
        """A new session does not know the messages that waited in the old one."""
        for conversation in self._all.values():
            conversation.waiting.clear()

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
        if not event.own and not (self.attended and name == self.active):
            self._count(conversation, event, changes)
        if event.delivery is Delivery.WAITING:
            conversation.waiting.add(event.key)
            changes.rows.add(name)
        lines.setdefault(name, []).append(event)

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
        private = conversation.kind is BufferKind.QUERY and event.kind is not MessageKind.NOTICE
        if event.highlight or private:
            conversation.mentions += 1
            changes.attention.append(event)
        changes.rows.add(conversation.name)

    def _other(
        self,
        event: events.Event,
        changes: Changes,
        lines: dict[str, list[events.Event]],
        now: float,
    ) -> None:
        was_online = self.link.online
        if self.link.apply(event, now):
            if was_online and not self.link.online:
                for conversation in self._all.values():
                    conversation.members_time = self._wall  # what was known until now
            changes.link = True
            changes.own = True
            if isinstance(event, events.Registered):
                self._registered(event, changes)
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
                    changes.rows.update(c.name for c in self.people)
            case events.News():
                self._news(event, changes, lines)
            case events.TopicChanged():
                self._topic(event, changes, lines)
            case events.ChannelModesChanged():
                conversation = self._line(event.buffer, event, lines)
                conversation.modes = event.current or conversation.modes
                changes.topics.add(event.buffer)
            case events.ServerText():
                self._line(event.buffer, event, lines)
                changes.other.append(event)
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

    def _registered(self, event: events.Registered, changes: Changes) -> None:
        self._set_nick(event.nick)
        self.server_name = event.server
        self.network = event.network or self.network
        self.capabilities = event.capabilities
        self.away = False
        changes.structure = True

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

    def _open(self, name: str, kind: BufferKind, changes: Changes | None = None) -> None:
        if name in self._all:
            self._all[name].gone = False
            return
        transcript = self._new_transcript(name, kind)
        transcript.own_nick = self.nick
        transcript.attended = self.attended and name == self.active
        self._all[name] = Conversation(name, kind, transcript)
        if changes is not None:
            changes.structure = True
            changes.opened.append(name)

    def _close(self, name: str, changes: Changes, lines: dict[str, list[events.Event]]) -> None:
        if name == SERVER or name not in self._all:
            return
        neighbours = [c.name for c in self.order]
        place = neighbours.index(name)
        lines.pop(name, None)
        del self._all[name]
        changes.structure = True
        changes.closed.append(name)
        if self.active == name:
            # The row that moves up into the place, else the one above.
            rest = neighbours[place + 1 :] or neighbours[:place]
            below = neighbours[place + 1 :]
            self.active = below[0] if below else rest[-1]
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
        self._all = {
            (event.new if name == event.buffer else name): c for name, c in self._all.items()
        }
        conversation.name = event.new
        if self.active == event.buffer:
            self.active = event.new
        changes.structure = True
        changes.renamed.append((event.buffer, event.new))
