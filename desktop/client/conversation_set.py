"""The conversations of one client window as they stand: which there are, and which is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Literal

from core.client.events import BufferKind, Member
from desktop.client.conversation import SERVER, Changes, Conversation, T
from desktop.client.link import Link

Presence = Literal["on", "away", "off"]


def _rank(conversation: Conversation[T]) -> tuple[bool, bool, int, str, str]:
    """The pinned first; of each, first those that the person has put somewhere; then by name."""
    name = conversation.name
    folded = name.lstrip("#&+!").casefold()
    place = conversation.place
    return (not conversation.pinned, place == 0, place, folded, name)


class ConversationSet(Generic[T]):
    """All conversations, the own nickname, and the connection's state: to read, and to go about.

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
        self._found: dict[str, Member | None] = {}  # in the channels, by casefolded nickname
        # Called with each conversation that is opened, before anything else is done with it.
        self.on_open: Callable[[Conversation[T]], None] = lambda _conversation: None
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
        """The channels in the order of the sidebar."""
        return self._of(BufferKind.CHANNEL)

    @property
    def has_channels(self) -> bool:
        """Whether there is any channel."""
        return any(c.kind is BufferKind.CHANNEL for c in self._all.values())

    @property
    def people(self) -> list[Conversation[T]]:
        """The private conversations in the order of the sidebar."""
        return self._of(BufferKind.QUERY)

    @property
    def order(self) -> list[Conversation[T]]:
        """Everything in the order of the sidebar."""
        return [self.server, *self.channels, *self.people]

    def _of(self, kind: BufferKind) -> list[Conversation[T]]:
        found = [c for c in self._all.values() if c.kind is kind]
        return sorted(found, key=_rank)

    @property
    def mentions(self) -> int:
        """Unread messages that name us or are private, over all conversations."""
        return sum(c.mentions for c in self._all.values() if not c.muted)

    @property
    def waiting(self) -> int:
        """Own messages that are kept until the connection stands, over all conversations."""
        return sum(len(c.waiting) for c in self._all.values())

    @property
    def unread(self) -> int:
        """Unread messages over all conversations but the muted ones."""
        return sum(c.unread for c in self._all.values() if not c.muted)

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
                if getattr(conversation, wanted) and not conversation.muted:
                    return conversation.name
        return None

    def met(self) -> dict[str, Member]:
        """Everybody in the channels we are in, by their casefolded nicknames."""
        found: dict[str, Member] = {}
        for conversation in reversed(self._all.values()):
            if conversation.members:
                found.update(conversation.by_nick())
        return found

    def presence(self, nick: str, met: dict[str, Member] | None = None) -> Presence | None:
        """ "on", "away" or "off" where we can know it, else None. Who asks for many gives what
        :meth:`met` answered.

        Known are the people in channels we are in, those whom the server watches for us, who
        answered with an away message, or whose QUIT we saw. Offline nobody is known.
        """
        if not self.link.reaches:
            return None
        folded = nick.casefold()
        if folded == self.nick.casefold():
            return "away" if self.away else "on"
        member = met.get(folded) if met is not None else self._meet(folded)
        if member is not None:
            return "away" if member.away else "on"
        query = self.find(nick)
        if query is None:
            return None
        if query.gone or query.watched is False:
            return "off"
        if query.away_reason is not None:
            return "away"
        return "on" if query.watched else None

    def _meet(self, folded: str) -> Member | None:
        """Somebody in our channels: the sidebar asks with every picture that it paints."""
        if folded not in self._found:
            there = (c.by_nick() for c in self._all.values() if c.members)
            members = (by_nick[folded] for by_nick in there if folded in by_nick)
            self._found[folded] = next(members, None)
        return self._found[folded]

    def own_modes(self, channel: str) -> str:
        """The prefix letters that we hold in ``channel``, highest first."""
        conversation = self._all.get(channel)
        member = conversation.member(self.nick) if conversation else None
        return member.modes if member else ""

    # --- what the person does -----------------------------------------------------------------

    def like(self, name: str) -> list[Conversation[T]]:
        """The conversations among which ``name`` can be moved, itself among them, in order."""
        own = self._all[name]
        return [c for c in self._of(own.kind) if c.pinned == own.pinned]

    def move(self, name: str, number: int) -> list[Conversation[T]]:
        """Put a conversation at place ``number``, from 0, among its like; answers whose place is
        another one now."""
        row = self.like(name)
        conversation = self._all[name]
        at = max(0, min(number, len(row) - 1))
        if conversation.kind is BufferKind.SERVER or row.index(conversation) == at:
            return []
        row.remove(conversation)
        row.insert(at, conversation)
        changed = []
        for place, each in enumerate(row, 1):
            if each.place != place:
                each.place = place
                changed.append(each)
        return changed

    def pin(self, name: str, *, pinned: bool) -> None:
        """Let a conversation stand above the others of its kind, at their end; or no longer."""
        conversation = self._all[name]
        if conversation.pinned != pinned:
            conversation.pinned = pinned
            placed = [c.place for c in self.like(name) if c is not conversation]
            conversation.place = max(placed, default=0) + 1 if pinned else 0

    def mark_read(self, names: Iterable[str]) -> set[str]:
        """Nothing in those conversations is unread any longer; answers in which that is new."""
        changed = set()
        for name in names:
            conversation = self._all.get(name)
            if conversation is not None and conversation.unread:
                conversation.unread = conversation.mentions = 0
                conversation.transcript.mark_read()
                changed.add(name)
        return changed

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
        self._found.clear()
        self.active = SERVER
        self.link = Link()
        self.network = self.server_name = ""
        self.isupport = {}
        self._enter(self.server)

    def forget_waiting(self) -> None:
        """A new session does not know the messages that waited in the old one."""
        for conversation in self._all.values():
            conversation.waiting.clear()

    def _open(self, name: str, kind: BufferKind, changes: Changes | None = None) -> None:
        if name in self._all:
            self._all[name].gone = False
            return
        transcript = self._new_transcript(name, kind)
        transcript.own_nick = self.nick
        transcript.attended = self.attended and name == self.active
        self._all[name] = Conversation(name, kind, transcript)
        self.on_open(self._all[name])
        if changes is not None:
            changes.structure = True
            changes.opened.append(name)
