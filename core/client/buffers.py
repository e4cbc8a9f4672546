"""The conversations of a session, found by their folded names; and the people in channels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from core.client.context import Context
from core.client.events import (
    BufferClosed,
    BufferKind,
    BufferOpened,
    BufferRenamed,
    Member,
    MembersChanged,
    News,
    NewsKind,
)
from core.irc.formatting import strip_formatting
from core.irc.message import Message

MOST_MEMBERS = 200_000
"""People in a channel that are kept: a peer that names more is at fault."""
_MOST_QUERIES = 500  # opened by others without our doing
MANY_MEMBERS = 1000
"""People from whom on a channel's list is not told anew with every change: a list of 20,000 names
for each of 20,000 changes would keep the program from everything else."""
MEMBERS_A_SECOND = 10_000
"""Names that are told of such a channel in a second, at most."""


@dataclass(slots=True, eq=False)
class Buffer:
    """A conversation with one person. ``away`` is the last reason (301) that was shown."""

    name: str
    away: str | None = None


@dataclass(slots=True, eq=False)
class Channel(Buffer):
    """A channel that we are in, or were in and want to be in again (``wanted``). ``parting``: the
    person has asked to leave it."""

    key: str = ""
    joined: bool = False
    wanted: bool = True
    parting: bool = False
    since: float = 0.0  # when we came in, by the server's clock
    topic: str = ""
    modes: dict[str, str] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)  # by folded nickname
    lost: dict[str, str] = field(default_factory=dict)  # behind a lost server: nick → QUIT's reason
    next_who: float | None = None

    @property
    def mode_text(self) -> str:
        """The flags that are known, as "+klnt secret 10"; "" if there are none."""
        if not self.modes:
            return ""
        letters = sorted(self.modes)
        args = [self.modes[letter] for letter in letters if self.modes[letter]]
        return " ".join(["+" + "".join(letters), *args])


class Buffers:
    """All conversations; events for the window when one comes, goes, or is renamed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._all: dict[str, Buffer] = {}
        self._changed: dict[str, Channel] = {}
        self._told_at: dict[str, float] = {}
        """When the people of a large channel were told last, by its folded name."""
        self.on_opened: Callable[[str], None] = lambda name: None
        """Called with the name of a query that was opened."""
        self.on_closed: Callable[[str], None] = lambda name: None
        """Called with the name of a conversation that is gone, or has another name now."""
        self.on_renamed: Callable[[str, str], None] = lambda old, new: None
        """Called with the old and the new name of a conversation, before that is told."""

    def __iter__(self) -> Iterator[Buffer]:
        return iter(list(self._all.values()))

    def find(self, name: str) -> Buffer | None:
        """The conversation of that name in any letter case."""
        return self._all.get(self._context.fold(name))

    def channel(self, name: str) -> Channel | None:
        """The channel of that name, joined or not."""
        found = self.find(name)
        return found if isinstance(found, Channel) else None

    def joined(self, name: str) -> Channel | None:
        """The channel of that name, if we are in it."""
        channel = self.channel(name)
        return channel if channel is not None and channel.joined else None

    def channels(self) -> list[Channel]:
        """All channels, joined or not."""
        return [buffer for buffer in self._all.values() if isinstance(buffer, Channel)]

    def channels_of(self, folded: str) -> list[Channel]:
        """The channels that somebody is in."""
        return [channel for channel in self.channels() if folded in channel.members]

    def shown(self, name: str) -> str:
        """The name of the conversation as the window knows it; "" if there is none."""
        found = self.find(name)
        return found.name if found is not None else ""

    def of_message(self, nick: str, target: str) -> str:
        """The open conversation that something from ``nick`` to ``target`` belongs to, else ""."""
        context = self._context
        channel = context.isupport.strip_statusmsg(target)[1]
        if context.isupport.is_channel(channel):
            found = self.joined(channel)
            return found.name if found is not None else ""
        if not nick or not (context.is_me(nick) or context.is_me(target)):
            return ""
        return self.shown(target if context.is_me(nick) else nick)

    def open_channel(self, name: str) -> Channel:
        """The channel of that name; it is made where it does not exist."""
        channel = self.channel(name)
        if channel is None:
            self.close(name)  # a query of that name cannot be, but for a changed CHANTYPES
            channel = Channel(name)
            self._all[self._context.fold(name)] = channel
            self._context.emit(BufferOpened(name, BufferKind.CHANNEL))
        return channel

    def open_query(self, nick: str, *, by_us: bool = False) -> Buffer | None:
        """The conversation with somebody; None where strangers have opened too many already."""
        found = self.find(nick)
        if found is not None:
            return found
        if not by_us and len(self._all) >= _MOST_QUERIES:
            return None
        query = Buffer(nick)
        self._all[self._context.fold(nick)] = query
        self._context.emit(BufferOpened(nick, BufferKind.QUERY))
        self.on_opened(nick)
        return query

    def close(self, name: str) -> None:
        """Forget a conversation."""
        folded = self._context.fold(name)
        self._changed.pop(folded, None)
        self._told_at.pop(folded, None)
        found = self._all.pop(folded, None)
        if found is not None:
            self.on_closed(found.name)
            self._context.emit(BufferClosed(found.name))

    def follow(self, old: str, new: str) -> bool:
        """Rename the query with somebody; whether there was one and ``new`` was free."""
        fold = self._context.fold
        query = self._all.get(fold(old))
        if query is None or isinstance(query, Channel) or query.name == new:
            return False
        if fold(new) != fold(old) and fold(new) in self._all:
            return False
        before = query.name
        self.on_closed(before)
        self.on_renamed(before, new)
        query.name = new
        self._all = {fold(new) if b is query else key: b for key, b in self._all.items()}
        self._context.emit(BufferRenamed(before, new))
        return True

    def rename_channel(self, channel: Channel, new: str) -> bool:
        """Give a channel another name; False where there is a conversation of that name."""
        fold = self._context.fold
        before = channel.name
        if fold(new) != fold(before) and fold(new) in self._all:
            return False
        self.on_closed(before)
        self.on_renamed(before, new)
        self._changed.pop(fold(before), None)
        channel.name = new
        self._all = {fold(new) if b is channel else key: b for key, b in self._all.items()}
        self._context.emit(BufferRenamed(before, new))
        return True

    def refold(self) -> None:
        """File everything anew: the server has told another casemapping.

        Of two conversations that are one now the first stays.
        """
        fold = self._context.fold
        old = list(self._all.values())
        self._all = {}
        for buffer in old:
            if fold(buffer.name) in self._all:
                self._context.emit(BufferClosed(buffer.name))
                continue
            self._all[fold(buffer.name)] = buffer
            if isinstance(buffer, Channel):
                buffer.members = {fold(m.nick): m for m in buffer.members.values()}
        self._changed = {fold(c.name): c for c in self._changed.values() if self.find(c.name) is c}

    # --- people ---------------------------------------------------------------------------------

    def touch(self, channel: Channel) -> None:
        """Note that the people of a channel changed; they are told once, by :meth:`flush`."""
        self._changed[self._context.fold(channel.name)] = channel

    def flush(self) -> None:
        """Tell the window who is in the channels that changed since the last time; of a large one
        only now and then (:meth:`next_deadline`)."""
        if not self._changed:
            return
        now = self._context.now()
        changed, self._changed = self._changed, {}
        for folded, channel in changed.items():
            if self._due(folded, channel) > now:
                self._changed[folded] = channel
                continue
            if len(channel.members) >= MANY_MEMBERS:
                self._told_at[folded] = now
            else:
                self._told_at.pop(folded, None)
            self._context.emit(MembersChanged(channel.name, self.sorted_members(channel)))

    def _due(self, folded: str, channel: Channel) -> float:
        """When the people of a channel may be told again; 0 for at once."""
        told = self._told_at.get(folded)
        count = len(channel.members)
        if told is None or count < MANY_MEMBERS or told > self._context.now():
            return 0.0  # the last case: the clock was set back
        return told + count / MEMBERS_A_SECOND

    @property
    def holds_changes(self) -> bool:
        """Whether changes wait for :meth:`next_deadline`."""
        return bool(self._changed)

    def next_deadline(self) -> float | None:
        """When :meth:`flush` has something to tell."""
        return min((self._due(*each) for each in self._changed.items()), default=None)

    def sorted_members(self, channel: Channel) -> tuple[Member, ...]:
        """Who is in a channel: rank first, then the folded nickname."""
        rank = self._context.isupport.rank
        lowest = rank("")
        found = sorted(
            channel.members.items(),
            key=lambda item: (rank(item[1].modes) if item[1].modes else lowest, item[0]),
        )
        return tuple(member for _, member in found)

    # --- what happened --------------------------------------------------------------------------

    def news(
        self,
        buffer: str,
        kind: NewsKind,
        nick: str,
        message: Message,
        *,
        other: str = "",
        text: str = "",
        own: bool = False,
    ) -> None:
        """Tell the window what happened in a conversation; the fields are those of ``News``."""
        when = self._context.time_of(message)
        self._context.emit(News(buffer, kind, nick, when, other, strip_formatting(text), own))
