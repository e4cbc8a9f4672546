"""One conversation of a client window, and what a batch of events changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from core.client import events
from core.client.events import BufferKind, Member
from desktop.client.composer_draft import Reference

SERVER = ""  # the name of the server's own conversation


class Transcript(Protocol):
    """What a conversation keeps its lines in (``message_model.ConversationModel``)."""

    own_nick: str
    attended: bool  # the person sees what comes in; else a marker goes above the first of it

    def append_batch(self, events: Iterable[events.Event], /) -> None:
        """Append or change lines: messages, news, topics, modes, words of the server."""

    def find(self, msgid: str) -> int | None:
        """Where the message with that id is; None where it is not there."""

    def mark_read(self) -> None:
        """Everything was seen; the marker stays so that the new is found."""

    def leave(self) -> None:
        """Another conversation is shown now; the marker goes when all was read."""


T = TypeVar("T", bound=Transcript)


@dataclass(slots=True, eq=False)
class Conversation(Generic[T]):
    """One row of the sidebar and everything the window shows of it."""

    name: str
    kind: BufferKind
    transcript: T
    unread: int = 0
    mentions: int = 0  # of the unread: those that name us, or that are private
    draft: str = ""
    reference: Reference | None = None  # what the draft answers or changes
    members: tuple[Member, ...] = ()
    members_time: float = 0.0  # when ``members`` was last told, Unix seconds
    topic: str = ""
    topic_setter: str = ""
    topic_time: float = 0.0
    modes: str = ""
    gone: bool = False  # a person whose QUIT we saw
    left: bool = False  # a channel that we were removed from, or were not let into again
    away_reason: str | None = None  # a person who answered that he is away (301)
    waiting: set[str] = field(default_factory=set)  # keys of own messages not yet sent
    pinned: bool = False  # stands above the others of its kind
    muted: bool = False  # its unread messages call nobody
    place: int = 0  # where the person put it among its like, from 1; 0: by its name, after those
    watched: bool | None = None  # a person that the server tells us of (MONITOR): is it there?
    _by_nick: dict[str, Member] | None = field(default=None, repr=False)

    def member(self, nick: str) -> Member | None:
        """The member called ``nick`` in any letter case."""
        return self.by_nick().get(nick.casefold())

    def by_nick(self) -> dict[str, Member]:
        """The members by their casefolded nicknames."""
        if self._by_nick is None:
            self._by_nick = {member.nick.casefold(): member for member in self.members}
        return self._by_nick

    def set_members(self, members: tuple[Member, ...], time: float) -> None:
        """Replace the members' list."""
        self.members = members
        self.members_time = time
        self._by_nick = None


@dataclass(slots=True)
class Changes:
    """What a batch of events changed."""

    structure: bool = False  # conversations came, went or were renamed
    rows: set[str] = field(default_factory=set)  # badges, presence
    members: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    link: bool = False
    own: bool = False  # our nickname or being away
    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    attention: list[events.MessageReceived] = field(default_factory=list)
    arrived: list[events.MessageReceived] = field(default_factory=list)  # unseen, of others
    other: list[events.Event] = field(default_factory=list)  # for the window itself

    @property
    def anything(self) -> bool:
        """Something of the frame (not of the messages) is to be repainted."""
        return bool(
            self.structure or self.rows or self.members or self.topics or self.link or self.own
        )

    def merge(self, later: Changes) -> None:
        """Take over what a later batch changed."""
        self.structure |= later.structure
        self.rows |= later.rows
        self.members |= later.members
        self.topics |= later.topics
        self.link |= later.link
        self.own |= later.own
        self.opened += later.opened
        self.closed += later.closed
        self.renamed += later.renamed
        self.attention += later.attention
        self.arrived += later.arrived
        self.other += later.other
