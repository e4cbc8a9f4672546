"""Who is in the channels: NAMES, WHO, and what tells of changes.

Sources: the Modern IRC document ("NAMES message", "WHO message"), IRCv3 away-notify, chghost,
multi-prefix, userhost-in-names.
"""

from __future__ import annotations

from dataclasses import replace

from core.client.buffers import MOST_MEMBERS, Buffers, Channel
from core.client.context import Context, Handler
from core.client.events import Member
from core.client.outgoing import Outgoing
from core.irc import capabilities as cap
from core.irc.message import Message, parse_source
from core.irc.numerics import Numeric

SMALL_CHANNEL = 50
"""People up to whom a channel is asked with WHO who is away."""
WHO_INTERVAL = 120.0
"""Seconds between two such questions where the server has no away-notify."""
_WHO_LINES = 2  # servers count it as more than a message


class People:
    """Keeps the members of the channels true to what the server tells."""

    def __init__(self, context: Context, buffers: Buffers, outgoing: Outgoing) -> None:
        self._context = context
        self._buffers = buffers
        self._outgoing = outgoing
        self._asked: set[str] = set()
        """Channels whose names a person wants to see."""
        self._own_who: set[str] = set()
        """Channels whose WHO was our own question: it is not shown."""

    def reset(self) -> None:
        """Forget the last connection."""
        self._asked.clear()
        self._own_who.clear()

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            "AWAY": self._on_away,
            "CHGHOST": self._on_chghost,
            "SETNAME": lambda message: None,  # real names are asked for by WHOIS
            Numeric.RPL_NAMREPLY: self._on_names,
            Numeric.RPL_ENDOFNAMES: self._on_names_end,
            Numeric.RPL_WHOREPLY: self._on_who,
            Numeric.RPL_ENDOFWHO: self._on_who_end,
        }

    def ask_names(self, name: str) -> bool:
        """A person wants to see who is in a channel."""
        self._asked.add(self._context.fold(name))
        return self._context.send("NAMES", name)

    def _on_names(self, message: Message) -> None:
        name = message.params[-2] if len(message.params) > 2 else ""
        names = message.params[-1] if message.params else ""
        channel = self._buffers.joined(name)
        if channel is None or self._context.fold(name) in self._asked:
            where = channel.name if channel is not None else ""
            shown = " ".join(word.partition("!")[0] for word in names.split(" ") if word)
            self._context.tell(message.command, shown if where else f"{name} {shown}", buffer=where)
        if channel is None:
            return
        isupport = self._context.isupport
        for word in names.split(" "):
            modes, rest = isupport.split_prefixes(word)
            nick, user, host = parse_source(rest)
            if not nick or len(channel.members) >= MOST_MEMBERS:
                continue
            folded = self._context.fold(nick)
            known = channel.members.get(folded)
            if known is None:
                channel.members[folded] = Member(nick, modes, False, user, host)
                continue
            if not self._context.has(cap.MULTI_PREFIX) and known.modes.startswith(modes[:1]):
                modes = known.modes if modes else ""  # only the highest one is told
            channel.members[folded] = Member(
                nick, modes, known.away, user or known.user, host or known.host
            )
        self._buffers.touch(channel)

    def _on_names_end(self, message: Message) -> None:
        name = message.param(1)
        asked = self._context.fold(name) in self._asked
        self._asked.discard(self._context.fold(name))
        channel = self._buffers.joined(name)
        if channel is not None and not asked:
            self._ask_who(channel)

    # --- WHO ------------------------------------------------------------------------------------

    def _ask_who(self, channel: Channel) -> None:
        """Ask who is away: once where away-notify tells the changes, else again and again."""
        if len(channel.members) > SMALL_CHANNEL:
            channel.next_who = None
            return
        if self._outgoing.calm_at > self._context.now():
            channel.next_who = channel.next_who or self._context.now()
            return
        channel.next_who = None
        if self._context.send("WHO", channel.name):
            self._own_who.add(self._context.fold(channel.name))
            self._outgoing.charge(_WHO_LINES)
        if not self._context.has(cap.AWAY_NOTIFY):
            channel.next_who = self._context.now() + WHO_INTERVAL

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        times = [channel.next_who for channel in self._due() if channel.next_who is not None]
        return max(times[0], self._outgoing.calm_at) if times else None

    def _due(self) -> list[Channel]:
        """The channels that are to be asked, who waits longest first."""
        waiting = [c for c in self._buffers.channels() if c.joined and c.next_who is not None]
        return sorted(waiting, key=lambda channel: channel.next_who or 0.0)

    def tick(self) -> None:
        """Ask again where it is time."""
        now = self._context.now()
        for channel in self._due():
            if channel.next_who is not None and now >= channel.next_who:
                self._ask_who(channel)

    def _on_who(self, message: Message) -> None:
        _, name, user, host, _, nick, flags, *_ = (*message.params, *[""] * 7)
        channel = self._buffers.joined(name)
        if channel is not None and flags:
            self._update(channel, nick, user, host, flags.startswith("G"))
        if self._context.fold(name) not in self._own_who and self._context.who_asked:
            self._context.tell_reply(message)

    def _on_who_end(self, message: Message) -> None:
        folded = self._context.fold(message.param(1))
        if folded in self._own_who:
            self._own_who.discard(folded)
        elif self._context.who_asked:  # else a bouncer hands on what another client has asked
            self._context.who_asked -= 1
            self._context.tell_reply(message)

    def _update(self, channel: Channel, nick: str, user: str, host: str, away: bool) -> None:
        """Somebody's data, as WHO tells them."""
        folded = self._context.fold(nick)
        member = channel.members.get(folded)
        if member is None:
            return
        new = replace(member, user=user or member.user, host=host or member.host, away=away)
        if new != member:
            channel.members[folded] = new
            self._buffers.touch(channel)

    def _on_away(self, message: Message) -> None:
        nick, away = message.from_.nick, bool(message.param(0))
        self.set_away(nick, away=away)
        query = self._buffers.find(nick)
        if query is not None and not isinstance(query, Channel) and not away:
            query.away = None

    def set_away(self, nick: str, *, away: bool) -> None:
        """Somebody is away, or back, in all channels."""
        folded = self._context.fold(nick)
        for channel in self._buffers.channels_of(folded):
            if channel.members[folded].away != away:
                channel.members[folded] = replace(channel.members[folded], away=away)
                self._buffers.touch(channel)

    def _on_chghost(self, message: Message) -> None:
        context = self._context
        nick = message.from_.nick
        user, host = message.param(0), message.param(1)
        if context.is_me(nick):
            context.user, context.host = user or context.user, host or context.host
        folded = context.fold(nick)
        for channel in self._buffers.channels_of(folded):
            member = channel.members[folded]
            channel.members[folded] = replace(member, user=user, host=host)
            self._buffers.touch(channel)
