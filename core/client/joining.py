"""Getting into channels, and back into them after every registration.

Sources: the Modern IRC document ("JOIN message"), IRCv3 extended-join.
"""

from __future__ import annotations

from collections.abc import Callable

from core.client.buffers import MOST_MEMBERS, Buffers, Channel
from core.client.context import Context, Handler
from core.client.events import JoinFailed, Member, NewsKind, TopicChanged
from core.irc.formatting import strip_formatting
from core.irc.message import Message, Source
from core.irc.numerics import Numeric

JOIN_REFUSALS = (
    Numeric.ERR_NOSUCHCHANNEL,
    Numeric.ERR_TOOMANYCHANNELS,
    Numeric.ERR_LINKCHANNEL,
    Numeric.ERR_CHANNELISFULL,
    Numeric.ERR_INVITEONLYCHAN,
    Numeric.ERR_BANNEDFROMCHAN,
    Numeric.ERR_BADCHANNELKEY,
    Numeric.ERR_BADCHANMASK,
    Numeric.ERR_NEEDREGGEDNICK,
    "480",  # throttled, or needs TLS
    "489",
    "495",
    "520",
)


class Joining:
    """The channels that are wanted, and the answers to our JOIN.

    ``on_coming(name, time, asked)``: the server lets us in, and tells of the channel next;
    ``asked``: a person has just asked for it. ``on_joined``: we are in.
    ``on_refused(name, text)``: we shall not get in. ``on_other``: an error that names a channel,
    but is no answer to a JOIN.
    """

    def __init__(
        self,
        context: Context,
        buffers: Buffers,
        on_coming: Callable[[str, float, bool], None],
        on_joined: Callable[[Channel], None],
        on_refused: Callable[[str, str], None],
        on_other: Handler,
    ) -> None:
        self._context = context
        self._buffers = buffers
        self._on_coming = on_coming
        self._on_joined = on_joined
        self._on_refused = on_refused
        self._on_other = on_other
        self._pending: dict[str, tuple[str, str]] = {}
        """Channels asked for and not joined yet: folded name → (name, key)."""
        self._asked: set[str] = set()  # of these, folded: those that a person asks for now
        self._lines: list[list[tuple[str, str]]] = []
        """What the next JOINs name: many at once would have us thrown out."""
        self.calm_at: Callable[[], float] = lambda: float("-inf")
        """From when on the server bears one more (``Outgoing.calm_at``)."""
        self.on_line: Callable[[], None] = lambda: None
        """Called for each line that is sent for a reconnect."""
        for name, key in context.options.channels:
            self._pending[context.fold(name)] = (name, key)

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {"JOIN": self._on_join, **dict.fromkeys(JOIN_REFUSALS, self.on_join_refused)}

    def refold(self) -> None:
        """The server has told another casemapping."""
        self._pending = {self._context.fold(item[0]): item for item in self._pending.values()}

    def join(self, name: str, key: str = "") -> bool:
        """Join a channel now, or after the next registration."""
        self._pending[self._context.fold(name)] = (name, key)
        if not self._context.registered:
            return True
        self._asked.add(self._context.fold(name))
        return self._context.send("JOIN", name, *([key] if key else []))

    def forget(self, name: str) -> None:
        """Do not join that channel any more."""
        self._pending.pop(self._context.fold(name), None)

    def awaits_join(self, name: str) -> bool:
        """Whether a channel will be joined, or joined again, without a person's doing."""
        channel = self._buffers.channel(name)
        if channel is not None:
            return channel.wanted and not channel.joined
        return self._context.fold(name) in self._pending

    def rejoin(self) -> None:
        """Join everything that is wanted: after each registration."""
        wanted = dict(self._pending)
        for channel in self._buffers.channels():
            if channel.wanted and not channel.joined:
                wanted.setdefault(self._context.fold(channel.name), (channel.name, channel.key))
        self._pending = wanted
        most = self._context.isupport.targmax.get("JOIN") or 10
        # Keys are told in the order of the channels, so those with a key come first.
        names = sorted(wanted.values(), key=lambda item: not item[1])
        room = self._context.isupport.linelen - 20
        self._lines = []
        line: list[tuple[str, str]] = []
        for item in names:
            length = sum(len(f"{n},{k},".encode("utf-8", "replace")) for n, k in [*line, item])
            if line and (len(line) >= most or length > room):
                self._lines.append(line)
                line = []
            line.append(item)
        if line:
            self._lines.append(line)
        self.tick()

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        return self.calm_at() if self._lines and self._context.registered else None

    def tick(self) -> None:
        """Go into further channels, as fast as the server bears it."""
        while self._lines and self._context.registered and self.calm_at() <= self._context.now():
            fold = self._context.fold
            line = [item for item in self._lines.pop(0) if fold(item[0]) in self._pending]
            if line:
                self._send_join(line)
                self.on_line()

    def _send_join(self, items: list[tuple[str, str]]) -> None:
        keys = ",".join(key for _, key in items if key)
        self._context.send("JOIN", ",".join(name for name, _ in items), *([keys] if keys else []))

    def _on_join(self, message: Message) -> None:
        source = message.from_
        for name in message.param(0).split(","):
            if not name or not source.nick:
                continue
            if self._context.is_me(source.nick):
                self._joined(name, source, message)
                continue
            channel = self._buffers.joined(name)
            if channel is None or len(channel.members) >= MOST_MEMBERS:
                continue
            member = Member(source.nick, "", False, source.user, source.host)
            channel.members[self._context.fold(source.nick)] = member
            self._buffers.touch(channel)
            reason = channel.lost.pop(self._context.fold(source.nick), "")
            self._buffers.news(channel.name, NewsKind.JOINED, source.nick, message, text=reason)
            query = self._buffers.find(source.nick)
            if query is not None and not isinstance(query, Channel):
                query.away = None

    def _joined(self, name: str, source: Source, message: Message) -> None:
        context = self._context
        context.user = source.user or context.user
        context.host = source.host or context.host
        channel = self._buffers.open_channel(name)
        _, key = self._pending.pop(context.fold(name), ("", ""))
        channel.key = key or channel.key
        channel.joined = channel.wanted = True
        channel.parting = False
        channel.since = context.time_of(message)
        if channel.topic:  # from before; the server tells it again, if there still is one
            channel.topic = ""
            context.emit(TopicChanged(channel.name, ""))
        channel.modes = {}
        channel.members = {
            context.fold(source.nick): Member(source.nick, "", False, source.user, source.host)
        }
        channel.lost = {}
        channel.next_who = None
        self._buffers.touch(channel)
        asked = context.fold(name) in self._asked
        self._asked.discard(context.fold(name))
        self._on_coming(channel.name, channel.since, asked)
        self._buffers.news(channel.name, NewsKind.JOINED, source.nick, message, own=True)
        self._on_joined(channel)

    def on_join_refused(self, message: Message) -> None:
        """The server does not let us into a channel, or (403) knows none of that name."""
        context = self._context
        name = message.param(1)
        text = message.params[-1] if len(message.params) > 1 else ""
        pending = self._pending.pop(context.fold(name), None)
        self._asked.discard(context.fold(name))
        channel = self._buffers.channel(name)
        if pending is None and (channel is None or channel.joined):
            self._on_other(message)
            return
        if channel is not None:
            channel.wanted = False
        other = message.param(2) if message.command == Numeric.ERR_LINKCHANNEL else ""
        context.emit(JoinFailed(name, message.command, strip_formatting(text), other))
        self._on_refused(name, text)
