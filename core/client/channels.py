"""Channels: going, nicknames, modes, topics, invitations.

Sources: the Modern IRC document ("Channel Operations"), IRCv3 invite-notify.
"""

from __future__ import annotations

from dataclasses import replace

from core.client.buffers import Buffers, Channel
from core.client.context import Context, Handler
from core.client.events import (
    ChannelModesChanged,
    ChannelModesKnown,
    NewsKind,
    OwnNickChanged,
    TopicChanged,
)
from core.client.netsplits import is_netsplit
from core.client.outgoing import Outgoing
from core.client.registration import Registration
from core.irc.formatting import strip_formatting
from core.irc.message import Message, parse_source
from core.irc.modes import parse_modes
from core.irc.numerics import Numeric


class Channels:
    """Keeps the channels true to what the server tells."""

    def __init__(
        self,
        context: Context,
        buffers: Buffers,
        registration: Registration,
        outgoing: Outgoing,
    ) -> None:
        self._context = context
        self._buffers = buffers
        self._registration = registration
        self._outgoing = outgoing
        self._asked: set[str] = set()
        """Channels whose topic a person wants to see."""
        self._asked_modes: set[str] = set()
        """Channels whose modes a window wants to know; they are not shown as a line."""

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            "PART": self._on_part,
            "KICK": self._on_kick,
            "QUIT": self._on_quit,
            "KILL": lambda message: None,  # a QUIT or an ERROR follows and tells all
            "NICK": self._on_nick,
            "MODE": self._on_mode,
            "TOPIC": self._on_topic,
            "INVITE": self._on_invite,
            "RENAME": self._on_rename,
            Numeric.RPL_CHANNELMODEIS: self._on_mode_is,
            Numeric.RPL_CREATIONTIME: lambda message: None,
            Numeric.RPL_NOTOPIC: self._on_topic_reply,
            Numeric.RPL_TOPIC: self._on_topic_reply,
            Numeric.RPL_TOPICWHOTIME: self._on_topic_who,
            Numeric.RPL_INVITING: self._on_inviting,
        }

    def reset(self) -> None:
        """Forget the last connection."""
        self._asked.clear()
        self._asked_modes.clear()

    # --- leaving --------------------------------------------------------------------------------

    def leave(self, channel: Channel) -> None:
        """We are no longer in a channel, but its conversation stays."""
        channel.joined = channel.wanted = False
        channel.members = {}
        channel.next_who = None
        self._buffers.touch(channel)

    def _on_part(self, message: Message) -> None:
        nick, reason = message.from_.nick, message.param(1)
        for name in message.param(0).split(","):
            channel = self._buffers.joined(name)
            if channel is None:
                continue
            if self._context.is_me(nick) and channel.parting:
                self._outgoing.closed(channel.name)
                self._buffers.close(name)
            elif self._context.is_me(nick):
                # By those who run the server, or another program at our bouncer: what was said
                # stays, with the reason.
                self.leave(channel)
                kind = NewsKind.LEFT
                self._buffers.news(channel.name, kind, nick, message, text=reason, own=True)
            elif channel.members.pop(self._context.fold(nick), None) is not None:
                self._buffers.touch(channel)
                self._buffers.news(channel.name, NewsKind.LEFT, nick, message, text=reason)

    def _on_kick(self, message: Message) -> None:
        channel = self._buffers.joined(message.param(0))
        nick, by = message.param(1), message.from_.nick
        if channel is None or not nick:
            return
        own = self._context.is_me(nick)
        if own:
            self.leave(channel)
        else:
            channel.members.pop(self._context.fold(nick), None)
            self._buffers.touch(channel)
        self._buffers.news(
            channel.name, NewsKind.KICKED, nick, message, other=by, text=message.param(2), own=own
        )

    def _on_quit(self, message: Message) -> None:
        nick = message.from_.nick
        if self._context.is_me(nick):
            return  # the end of the connection follows
        folded, reason = self._context.fold(nick), message.param(0)
        for channel in self._buffers.channels_of(folded):
            del channel.members[folded]
            self._buffers.touch(channel)
            if is_netsplit(reason):
                channel.lost[folded] = reason
            self._buffers.news(channel.name, NewsKind.QUIT, nick, message, text=reason)
        query = self._buffers.find(nick)
        if query is not None and not isinstance(query, Channel):
            self._buffers.news(query.name, NewsKind.QUIT, nick, message, text=reason)
        self._registration.name_is_free(nick)

    # --- nicknames ------------------------------------------------------------------------------

    def _on_nick(self, message: Message) -> None:
        context = self._context
        old, new = message.from_.nick, message.param(0)
        if not old or not new:
            return
        own = context.is_me(old)
        before, after = context.fold(old), context.fold(new)
        if own:
            shown, context.nick = context.nick, new
            context.had_nicks.add(after)
            context.nick_taken = self._registration.is_forced(new)
            context.emit(OwnNickChanged(shown, new, forced=context.nick_taken))
        for channel in self._buffers.channels_of(before):
            member = channel.members.pop(before)
            channel.members[after] = replace(member, nick=new)
            self._buffers.touch(channel)
            self._buffers.news(channel.name, NewsKind.NICK, old, message, other=new, own=own)
        if own:
            self._registration.own_nick_changed()
            return
        query = self._buffers.find(old)
        if query is not None and not isinstance(query, Channel):
            shown_name = query.name
            if self._buffers.follow(old, new):
                self._outgoing.renamed(shown_name, query.name, new)
            self._buffers.news(query.name, NewsKind.NICK, old, message, other=new)
        if before != after:
            self._registration.name_is_free(old)

    # --- modes and topics -----------------------------------------------------------------------

    def _on_mode(self, message: Message) -> None:
        target = message.param(0)
        text = " ".join(message.params[1:])
        channel = self._buffers.joined(target)
        if channel is None:
            self._context.tell("MODE", f"{target} {text}", time=self._context.time_of(message))
            return
        self._apply_modes(channel, message.params[1:])
        self._context.emit(
            ChannelModesChanged(
                channel.name,
                strip_formatting(text),
                message.from_.nick,
                self._context.time_of(message),
                channel.mode_text,
            )
        )

    def _apply_modes(self, channel: Channel, params: tuple[str, ...]) -> None:
        isupport = self._context.isupport
        for sign, letter, arg in parse_modes(params, isupport):
            if letter in isupport.prefix_modes:
                folded = self._context.fold(arg or "")
                member = channel.members.get(folded)
                if member is not None:
                    held = member.modes.replace(letter, "") + (letter if sign == "+" else "")
                    channel.members[folded] = replace(member, modes=isupport.sort_modes(held))
                    self._buffers.touch(channel)
            elif letter in isupport.chanmodes[0]:
                continue
            elif sign == "-":
                channel.modes.pop(letter, None)
                if letter == "k":
                    channel.key = ""
            else:
                channel.modes[letter] = arg or ""
                if letter == "k" and arg and arg != "*":
                    channel.key = arg

    def _on_mode_is(self, message: Message) -> None:
        channel = self._buffers.joined(message.param(1))
        text = " ".join(message.params[2:])
        if channel is not None:
            channel.modes.clear()
            self._apply_modes(channel, message.params[2:])
            self._context.emit(ChannelModesKnown(channel.name, channel.mode_text))
            folded = self._context.fold(channel.name)
            if folded in self._asked_modes:
                self._asked_modes.discard(folded)
                return
        where = channel.name if channel is not None else ""
        self._context.tell(
            message.command, text if where else f"{message.param(1)} {text}", buffer=where
        )

    def ask_modes(self, name: str) -> bool:
        """A window wants to know the modes of a channel."""
        self._asked_modes.add(self._context.fold(name))
        return self._context.send("MODE", name)

    def ask_topic(self, name: str) -> bool:
        """A person wants to see the topic of a channel."""
        self._asked.add(self._context.fold(name))
        return self._context.send("TOPIC", name)

    def _on_topic(self, message: Message) -> None:
        channel = self._buffers.joined(message.param(0))
        if channel is None:
            return
        channel.topic = message.param(1)
        when = self._context.time_of(message)
        setter = message.from_.nick
        self._context.emit(TopicChanged(channel.name, channel.topic, setter, when, changed=True))

    def _on_topic_reply(self, message: Message) -> None:
        name = message.param(1)
        topic = message.param(2) if message.command == Numeric.RPL_TOPIC else ""
        channel = self._buffers.joined(name)
        if channel is not None and channel.topic != topic:
            channel.topic = topic
            self._context.emit(TopicChanged(channel.name, topic))
        asked = self._context.fold(name)
        if channel is None or asked in self._asked:
            self._asked.discard(asked)
            where = channel.name if channel is not None else ""
            words = message.param(2)
            self._context.tell(
                message.command,
                words if where else f"{name} {words}",
                buffer=where,
                params=message.params[1:],
            )

    def _on_topic_who(self, message: Message) -> None:
        channel = self._buffers.joined(message.param(1))
        stamp = message.param(3)
        if channel is not None and channel.topic:
            known = stamp.isascii() and stamp.isdigit() and len(stamp) < 13
            setter = parse_source(message.param(2)).nick
            when = float(stamp) if known else 0.0
            self._context.emit(TopicChanged(channel.name, channel.topic, setter, when))

    def _on_rename(self, message: Message) -> None:
        """A channel has another name now (IRCv3 channel-rename)."""
        old, new = message.param(0), message.param(1)
        channel = self._buffers.joined(old)
        if channel is None or not self._context.isupport.is_channel(new):
            return
        before = channel.name
        if self._buffers.rename_channel(channel, new):
            self._outgoing.renamed(before, new, new)
            by, text = message.from_.nick, message.param(2)
            self._buffers.news(new, NewsKind.RENAMED, by, message, other=before, text=text)

    # --- invitations ----------------------------------------------------------------------------

    def _on_invite(self, message: Message) -> None:
        nick, name = message.param(0), message.param(1)
        own = self._context.is_me(nick)
        where = "" if own else self._buffers.shown(name)
        by = message.from_.nick
        self._buffers.news(where, NewsKind.INVITED, nick, message, other=by, text=name, own=own)

    def _on_inviting(self, message: Message) -> None:
        nick, name = message.param(1), message.param(2)
        if self._context.isupport.is_channel(nick):
            nick, name = name, nick  # RFC 1459 and RFC 2812 give them in different order
        where, me = self._buffers.shown(name), self._context.nick
        self._buffers.news(where, NewsKind.INVITED, nick, message, other=me, text=name)
