"""What a person can do in a session, by menus and buttons as well as by commands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.client.buffers import Buffers
from core.client.channels import Channels
from core.client.context import Context
from core.client.events import MessageKind
from core.client.feature_events import IgnoredChanged, WatchedChanged
from core.client.ignoring import Ignoring, complete_mask
from core.client.joining import Joining
from core.client.keepalive import Keepalive
from core.client.messages import Messages
from core.client.monitor import MOST_WATCHED, Monitor
from core.client.outgoing import Outgoing
from core.client.people import People
from core.client.registration import Registration
from core.client.services import Services
from core.irc.capabilities import CLASSROOM
from core.irc.isupport import Isupport
from core.irc.message import ParseError, parse
from core.irc.names import channel_fault, nickname_fault

_LONGEST_NICK = 64  # the server knows its own limit better
_BREAKS = re.compile("[\r\n\0]+")


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What became of an action; the window has the words.

    ``error_code`` is None where it was done, else one of: "unknown_command" (args: its name),
    "missing_argument" (command, argument), "bad_argument" (the word), "bad_channel" (name, fault),
    "bad_nickname" (nick, fault; faults as in ``core.irc.names``), "not_in_channel" (name or ""),
    "no_conversation" (text was typed where nobody reads it), "not_connected", "too_long",
    "no_tags" (this server passes none on), "no_class" (it knows of no class), "not_offered" (this
    server cannot do that; the field of ``Features``), "not_ignored" (the mask), "not_watched" (the
    nickname), "too_many".
    ``action`` is what the window itself has to do: "help" (args: a command or nothing), "clear",
    "ignored" (show whom we ignore; args: the masks),
    "watched" (show of whom we are told; args: the nicknames),
    "quit" (leave the server for good: QUIT is sent where we were let in), "waits" (nothing: it is
    done once there is a connection).
    """

    error_code: str | None = None
    args: tuple[str, ...] = ()
    action: str = ""


DONE = CommandResult()
NOT_CONNECTED = CommandResult("not_connected")


class Actions:
    """The part of ``ClientSession`` that people use. No method raises for what it is given."""

    _context: Context
    _buffers: Buffers
    _joining: Joining
    _outgoing: Outgoing
    _registration: Registration
    _channels: Channels
    _people: People
    _messages: Messages
    _keepalive: Keepalive
    _ignoring: Ignoring
    _services: Services
    _monitor: Monitor

    @property
    def nick(self) -> str:
        """Our nickname; before registration the one that is being tried."""
        return self._context.nick

    @property
    def isupport(self) -> Isupport:
        """What the server told with 005."""
        return self._context.isupport

    def say(
        self,
        buffer: str,
        text: str,
        kind: MessageKind = MessageKind.TEXT,
        reply_to: str = "",
    ) -> CommandResult:
        """Write to a channel or a person; waits where there is no connection.

        Several lines, or a line that is too long for IRC, are one message where the server offers
        that (``Features.multiline``), else several. ``reply_to`` is the id of the message that this
        one answers; it is left out where the server passes no such tags on.
        """
        if not buffer:
            return CommandResult("no_conversation")
        if fault := self._target_fault(buffer):
            return fault
        self._messages.say(buffer, text, kind, reply_to)
        return DONE

    def notice(self, target: str, text: str) -> CommandResult:
        """Send a notice, which no program answers."""
        return self.say(target, text, MessageKind.NOTICE)

    def tag(self, target: str, tags: Mapping[str, str]) -> CommandResult:
        """Send client-only tags ("+name": value) to a channel or a person, now or never.

        "no_tags" where this server passes none on (IRCv3 message-tags, CLIENTTAGDENY).
        """
        if not self._context.registered:
            return NOT_CONNECTED
        if fault := self._target_fault(target):
            return fault
        return DONE if self._messages.send_tags(target, tags) else CommandResult("no_tags")

    def join(self, channel: str, key: str = "") -> CommandResult:
        """Join a channel, now or as soon as there is a connection."""
        fault = channel_fault(channel, self._longest_channel, self._context.isupport.chantypes)
        if fault is not None:
            return CommandResult("bad_channel", (channel, fault))
        if re.search(r"[\s,]|^:", key):
            return CommandResult("bad_argument", (key,))
        if self._buffers.joined(channel) is None:
            self._joining.join(channel, key)
        return DONE

    def part(self, channel: str, reason: str = "") -> CommandResult:
        """Leave a channel; its conversation is closed."""
        found = self._buffers.channel(channel)
        self._joining.forget(channel)
        if found is None:
            return CommandResult("not_in_channel", (channel,))
        if found.joined:
            found.parting = True
            return self._send("PART", found.name, *([reason] if reason else []))
        self._outgoing.closed(found.name)
        self._buffers.close(found.name)
        return DONE

    def query(self, nick: str) -> CommandResult:
        """Open the conversation with somebody, or with a module of a bouncer ("*status")."""
        if fault := self._nick_fault(nick.removeprefix("*")):
            return fault
        self._buffers.open_query(nick, by_us=True)
        return DONE

    def close(self, buffer: str) -> CommandResult:
        """Close a conversation: a channel is left."""
        if self._buffers.channel(buffer) is not None:
            return self.part(buffer)
        found = self._buffers.find(buffer)
        if found is None:
            return CommandResult("no_conversation")
        self._outgoing.closed(found.name)
        self._buffers.close(found.name)
        return DONE

    def set_topic(self, channel: str, topic: str) -> CommandResult:
        """Set a channel's topic; "" takes it away. A longer one than the server takes is not sent:
        it would be cut without a word."""
        isupport = self._context.isupport
        told = "TOPICLEN" in isupport.tokens
        size = len(topic.encode("utf-8", "replace"))
        if (told and len(topic) > isupport.topiclen) or (
            size > self._context.text_room("TOPIC", channel)
        ):
            return CommandResult("too_long")
        return self._in_channel(channel, "TOPIC", channel, topic)

    def ask_topic(self, channel: str) -> CommandResult:
        """Show a channel's topic in its conversation."""
        return DONE if self._channels.ask_topic(channel) else NOT_CONNECTED

    def names(self, channel: str) -> CommandResult:
        """Show who is in a channel."""
        return DONE if self._people.ask_names(channel) else NOT_CONNECTED

    def kick(self, channel: str, nick: str, reason: str = "") -> CommandResult:
        """Remove somebody from a channel."""
        return self._in_channel(channel, "KICK", channel, nick, *([reason] if reason else []))

    def invite(self, nick: str, channel: str) -> CommandResult:
        """Invite somebody to a channel."""
        return self._send("INVITE", nick, channel)

    def set_nick(self, nick: str) -> CommandResult:
        """Take another nickname; without a connection, at the next one."""
        if fault := self._nick_fault(nick):
            return fault
        return DONE if self._registration.set_nick(nick) else NOT_CONNECTED

    def whois(self, nick: str) -> CommandResult:
        """Ask who somebody is: answered by ``WhoisReceived``."""
        return self._send("WHOIS", nick)

    def away(self, reason: str = "") -> CommandResult:
        """Be marked away with a reason, or present with ""; kept over a reconnect."""
        result = self._send("AWAY", *([reason] if reason else []))
        if result.error_code is None:
            self._context.away_reason = reason
        return result

    def list_channels(self, pattern: str = "") -> CommandResult:
        """Ask for the channels of the server: answered by ``ListReceived``."""
        self._context.list_asked, self._context.list_refused = True, ""
        return self._send("LIST", *([pattern] if pattern else []))

    def mode(self, target: str, text: str = "") -> CommandResult:
        """Change or ask for the modes of a channel or of ourselves ("+o anna")."""
        return self._send("MODE", target, *text.split())

    def give_modes(
        self, channel: str, sign: str, letter: str, args: Sequence[str]
    ) -> CommandResult:
        """Set (or with "-" take) one mode for several people or masks."""
        result = DONE
        most = min(self._context.isupport.modes, 12)
        for start in range(0, len(args), most):
            some = args[start : start + most]
            letters = sign + letter * len(some)
            result = self._in_channel(channel, "MODE", channel, letters, *some)
        return result

    def raise_hand(self, up: bool = True) -> CommandResult:
        """Raise a hand, or take it down; "no_class" where the server knows of no class."""
        if CLASSROOM not in self._context.capabilities:
            return CommandResult("no_class")
        return self._send("HAND", "UP" if up else "DOWN")

    def motd(self) -> CommandResult:
        """Ask for the message of the day."""
        return self._send("MOTD")

    def version(self) -> CommandResult:
        """Ask which program the server is."""
        return self._send("VERSION")

    def quit(self, reason: str = "") -> CommandResult:
        """Say goodbye; the server closes, and ``Disconnected`` "quit" follows."""
        if self._context.connected and self._context.send("QUIT", *([reason] if reason else [])):
            self._keepalive.has_quit()
        return CommandResult(action="quit")

    def ask_program(self, target: str, command: str, text: str = "") -> CommandResult:
        """Ask somebody's program something (CTCP): "VERSION", "TIME", "PING"…"""
        command = command.upper()
        if not re.fullmatch(r"[!-~]+", command):
            return CommandResult("bad_argument", (command,))
        if not self._context.registered:
            return NOT_CONNECTED
        if fault := self._target_fault(target):
            return fault
        done = self._messages.ask_program(target, command, text)
        return DONE if done else CommandResult("bad_argument", (target,))

    def send(self, command: str, *params: str) -> CommandResult:
        """Send a command of the protocol whose answer is shown as it comes."""
        result = self._send(command, *params)
        if command == "WHO" and result.error_code is None:
            self._context.who_asked += 1
        return result

    def ask_service(self, name: str, text: str) -> CommandResult:
        """Tell a service something ("NICKSERV", "CHANSERV"): its notices open a conversation."""
        if not self._context.registered:
            return NOT_CONNECTED
        if not self._services.ask(name, text):
            return CommandResult("bad_argument", (text,))
        self._context.asked_services.add(self._context.fold(name))
        return DONE

    @property
    def ignored(self) -> tuple[str, ...]:
        """The masks of those whom we do not want to hear."""
        return self._ignoring.masks

    def set_ignored(self, masks: Sequence[str]) -> None:
        """Ignore these masks and nobody else: what was kept, before anything comes."""
        self._ignoring.set(masks)

    def ignore(self, mask: str, on: bool = True) -> CommandResult:
        """Hear nothing of a nickname or mask any more, or again: ``IgnoredChanged`` follows."""
        full = complete_mask(mask)
        if not full:
            return CommandResult("bad_argument", (mask,))
        fold = self._context.fold
        others = [known for known in self._ignoring.masks if fold(known) != fold(full)]
        if not on and len(others) == len(self._ignoring.masks):
            return CommandResult("not_ignored", (mask,))
        self._ignoring.set([*others, full] if on else others)
        self._context.emit(IgnoredChanged(self._ignoring.masks))
        return DONE

    @property
    def watched(self) -> tuple[str, ...]:
        """Of whom we are told when they come and go."""
        return self._monitor.wished

    def set_watched(self, nicks: Sequence[str]) -> None:
        """Be told of these people and of nobody else: what was kept."""
        self._monitor.wish(nicks)

    def is_online(self, nick: str) -> bool | None:
        """Whether somebody whom we watch is there; None where it is not known."""
        return self._monitor.is_online(nick)

    def watch(self, nick: str, on: bool = True) -> CommandResult:
        """Be told when somebody comes and goes, or no longer: ``WatchedChanged`` follows."""
        if fault := self._nick_fault(nick):
            return fault
        fold = self._context.fold
        others = [known for known in self._monitor.wished if fold(known) != fold(nick)]
        if not on and len(others) == len(self._monitor.wished):
            return CommandResult("not_watched", (nick,))
        if on and len(others) >= MOST_WATCHED:
            return CommandResult("too_many", (str(MOST_WATCHED),))
        self._monitor.wish([*others, nick] if on else others)
        self._context.emit(WatchedChanged(self._monitor.wished))
        return DONE

    def raw(self, line: str) -> CommandResult:
        """Send a line as it stands."""
        text = _BREAKS.sub(" ", line).strip(" ")
        data = text.encode("utf-8", "replace")
        try:
            message = parse(text)
        except ParseError:
            return CommandResult("bad_argument", (line,))
        if not self._context.connected:
            return NOT_CONNECTED
        if len(data) > self._context.isupport.linelen - 2:
            return CommandResult("too_long")
        if message.command == "WHO":
            self._context.who_asked += 1
        elif message.command == "NICK":
            self._context.asked_nick = message.param(0)
        elif message.command == "PART":
            for name in message.param(0).split(","):
                if (channel := self._buffers.channel(name)) is not None:
                    channel.parting = True
        self._context.output.append(data + b"\r\n")
        return DONE

    # --- helpers --------------------------------------------------------------------------------

    @property
    def _longest_channel(self) -> int:
        return self._context.isupport.channellen

    def _send(self, command: str, *params: str) -> CommandResult:
        if not self._context.registered:
            return NOT_CONNECTED
        if self._context.send(command, *params):
            return DONE
        return CommandResult("bad_argument", (" ".join(params),))

    def _in_channel(self, channel: str, command: str, *params: str) -> CommandResult:
        if not self._context.registered:
            return NOT_CONNECTED
        if self._buffers.joined(channel) is None:
            return CommandResult("not_in_channel", (channel,))
        return self._send(command, *params)

    def _nick_fault(self, nick: str) -> CommandResult | None:
        fault = nickname_fault(nick, _LONGEST_NICK)
        return None if fault is None else CommandResult("bad_nickname", (nick, fault))

    def _target_fault(self, target: str) -> CommandResult | None:
        """A target that no line can hold; what else is wrong with it, the server says better."""
        if re.search(r"[\s\0,]|^:", target):
            return CommandResult("bad_argument", (target,))
        return None
