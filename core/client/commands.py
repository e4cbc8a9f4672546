"""The slash commands: their table, and how a typed line is understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from core.client.actions import DONE, Actions, CommandResult
from core.client.events import MessageKind

AWAY_REASON = "Away"  # what others read where a person gave no reason
KNOCK_REASON = "May I come in?"  # InspIRCd refuses a knock that says nothing


class Argument(NamedTuple):
    """An argument's plain English name; the last one of a command takes the rest of the line."""

    name: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command for the completion and the help; ``operator``: only for who leads the channel."""

    name: str
    arguments: tuple[Argument, ...] = ()
    operator: bool = False


def _required(name: str) -> Argument:
    return Argument(name)


def _optional(name: str) -> Argument:
    return Argument(name, optional=True)


SLASH_COMMANDS: tuple[SlashCommand, ...] = (
    SlashCommand("join", (_required("channel"), _optional("key"))),
    SlashCommand("part", (_optional("channel"), _optional("reason"))),
    SlashCommand("msg", (_required("target"), _required("message"))),
    SlashCommand("query", (_required("nick"), _optional("message"))),
    SlashCommand("me", (_required("action"),)),
    SlashCommand("nick", (_required("nick"),)),
    SlashCommand("topic", (_optional("channel"), _optional("topic"))),
    SlashCommand("kick", (_required("nick"), _optional("reason")), operator=True),
    SlashCommand("invite", (_required("nick"), _optional("channel"))),
    SlashCommand("mode", (_optional("target"), _optional("modes"))),
    SlashCommand("op", (_required("nicks"),), operator=True),
    SlashCommand("deop", (_required("nicks"),), operator=True),
    SlashCommand("voice", (_required("nicks"),), operator=True),
    SlashCommand("devoice", (_required("nicks"),), operator=True),
    SlashCommand("ban", (_required("mask"),), operator=True),
    SlashCommand("unban", (_required("mask"),), operator=True),
    SlashCommand("away", (_optional("reason"),)),
    SlashCommand("back"),
    SlashCommand("kickban", (_required("nick"), _optional("reason")), operator=True),
    SlashCommand("whois", (_optional("nick"),)),
    SlashCommand("whowas", (_required("nick"),)),
    SlashCommand("who", (_optional("mask"),)),
    SlashCommand("ignore", (_optional("mask"),)),
    SlashCommand("unignore", (_required("mask"),)),
    SlashCommand("watch", (_optional("nick"),)),
    SlashCommand("unwatch", (_required("nick"),)),
    SlashCommand("ping", (_optional("nick"),)),
    SlashCommand("ctcp", (_required("target"), _required("question"))),
    SlashCommand("knock", (_required("channel"), _optional("message"))),
    SlashCommand("list", (_optional("pattern"),)),
    SlashCommand("names", (_optional("channel"),)),
    SlashCommand("notice", (_required("target"), _required("message"))),
    SlashCommand("quit", (_optional("reason"),)),
    SlashCommand("raw", (_required("line"),)),
    SlashCommand("ns", (_required("message"),)),
    SlashCommand("cs", (_required("message"),)),
    SlashCommand("oper", (_required("name"), _required("password"))),
    SlashCommand("hand", (_optional("down"),)),
    SlashCommand("motd"),
    SlashCommand("version"),
    SlashCommand("close"),
    SlashCommand("clear"),
    SlashCommand("help", (_optional("command"),)),
)

_BY_NAME = {command.name: command for command in SLASH_COMMANDS}
_OTHER_NAMES = {
    "j": "join",
    "leave": "part",
    "w": "whois",
    "quote": "raw",
    "exit": "quit",
    "disconnect": "quit",
    "nickserv": "ns",
    "chanserv": "cs",
    "notify": "watch",
}
"""What people who come from other programs type."""


class Typed(NamedTuple):
    """A command as typed: the session, the conversation's name, and the text after the command."""

    session: Actions
    buffer: str
    text: str

    def is_channel(self, name: str) -> bool:
        """Whether a word is a channel's name on this server."""
        return self.session.isupport.is_channel(name)

    def take(self) -> tuple[str, str]:
        """The first word, and the rest."""
        first, _, rest = self.text.partition(" ")
        return first, rest.strip(" ")

    def channel_and_rest(self) -> tuple[str, str]:
        """A channel's name if one begins the text, else the conversation's; and the rest."""
        first, rest = self.take()
        if self.is_channel(first):
            return first, rest
        return (self.buffer if self.is_channel(self.buffer) else ""), self.text


def run_line(session: Actions, line: str, buffer: str) -> CommandResult:
    """Do what a person typed in a conversation."""
    if line.startswith("//"):
        return session.say(buffer, line[1:])
    if not line.startswith("/"):
        return session.say(buffer, line) if line.strip() else DONE
    name, _, text = line[1:].partition(" ")
    name, text = name.lower(), text.strip(" ")
    name = _OTHER_NAMES.get(name, name)
    command = _BY_NAME.get(name)
    if command is None:
        return CommandResult("unknown_command", (name,))
    given = len(text.split(None, len(command.arguments)))
    needed = [argument.name for argument in command.arguments if not argument.optional]
    if given < len(needed):
        return CommandResult("missing_argument", (name, needed[given]))
    return _RUN[name](Typed(session, buffer, text))


_NOT_HERE = CommandResult("not_in_channel", ("",))


def _join(typed: Typed) -> CommandResult:
    names, keys = typed.take()
    result = DONE
    key_list = keys.split(",")
    for index, name in enumerate(word for word in names.split(",") if word):
        chantypes = typed.session.isupport.chantypes
        # Many leave the "#" out; nothing else can be meant.
        full = name if typed.is_channel(name) or not chantypes else chantypes[0] + name
        key = key_list[index] if index < len(key_list) else ""
        one = typed.session.join(full, key)
        result = one if one.error_code else result
    return result


def _part(typed: Typed) -> CommandResult:
    channel, reason = typed.channel_and_rest()
    return typed.session.part(channel, reason) if channel else _NOT_HERE


def _msg(typed: Typed) -> CommandResult:
    target, text = typed.take()
    return typed.session.say(target, text)


def _query(typed: Typed) -> CommandResult:
    nick, text = typed.take()
    result = typed.session.query(nick)
    return typed.session.say(nick, text) if text and result.error_code is None else result


def _me(typed: Typed) -> CommandResult:
    return typed.session.say(typed.buffer, typed.text, MessageKind.ACTION)


def _topic(typed: Typed) -> CommandResult:
    channel, topic = typed.channel_and_rest()
    if not channel:
        return _NOT_HERE
    if not topic:
        return typed.session.ask_topic(channel)
    return typed.session.set_topic(channel, topic)


def _kick(typed: Typed) -> CommandResult:
    channel, rest = typed.channel_and_rest()
    nick, _, reason = rest.partition(" ")
    if not channel:
        return _NOT_HERE
    if not nick:
        return CommandResult("missing_argument", ("kick", "nick"))
    return typed.session.kick(channel, nick, reason.strip(" "))


def _kickban(typed: Typed) -> CommandResult:
    channel, rest = typed.channel_and_rest()
    nick, _, reason = rest.partition(" ")
    if not channel:
        return _NOT_HERE
    if not nick:
        return CommandResult("missing_argument", ("kickban", "nick"))
    result = typed.session.give_modes(channel, "+", "b", [f"{nick}!*@*"])
    return typed.session.kick(channel, nick, reason.strip(" ")) if not result.error_code else result


def _invite(typed: Typed) -> CommandResult:
    nick, channel = typed.take()
    channel = channel or (typed.buffer if typed.is_channel(typed.buffer) else "")
    return typed.session.invite(nick, channel) if channel else _NOT_HERE


def _mode(typed: Typed) -> CommandResult:
    first, rest = typed.take()
    if first and first[0] not in "+-":
        return typed.session.mode(first, rest)
    here = typed.buffer if typed.is_channel(typed.buffer) else typed.session.nick
    return typed.session.mode(here, typed.text)


def _giving(sign: str, letter: str, name: str) -> Callable[[Typed], CommandResult]:
    def run(typed: Typed) -> CommandResult:
        channel, rest = typed.channel_and_rest()
        if not channel:
            return _NOT_HERE
        words = rest.split()
        if not words:
            return CommandResult("missing_argument", (name, _BY_NAME[name].arguments[0].name))
        if letter == "b":
            words = [w if set(w) & set("!@*?:$") else f"{w}!*@*" for w in words]
        return typed.session.give_modes(channel, sign, letter, words)

    return run


def _whois(typed: Typed) -> CommandResult:
    nick = typed.text or typed.buffer
    if not nick or typed.is_channel(nick):
        return CommandResult("missing_argument", ("whois", "nick"))
    return typed.session.whois(nick)


def _whowas(typed: Typed) -> CommandResult:
    return typed.session.send("WHOWAS", typed.take()[0])


def _who(typed: Typed) -> CommandResult:
    mask = typed.take()[0] or typed.buffer
    return typed.session.send("WHO", *([mask] if mask else []))


def _ignore(typed: Typed) -> CommandResult:
    if not typed.text:
        return CommandResult(args=typed.session.ignored, action="ignored")
    return typed.session.ignore(typed.take()[0])


def _watch(typed: Typed) -> CommandResult:
    if not typed.text:
        return CommandResult(args=typed.session.watched, action="watched")
    return typed.session.watch(typed.take()[0])


def _ping(typed: Typed) -> CommandResult:
    nick = typed.take()[0] or typed.buffer
    if not nick or typed.is_channel(nick):
        return CommandResult("missing_argument", ("ping", "nick"))
    return typed.session.ask_program(nick, "PING")


def _ctcp(typed: Typed) -> CommandResult:
    target, question = typed.take()
    command, _, text = question.partition(" ")
    return typed.session.ask_program(target, command, text)


def _knock(typed: Typed) -> CommandResult:
    channel, reason = typed.take()
    return typed.session.send("KNOCK", channel, reason or KNOCK_REASON)


def _oper(typed: Typed) -> CommandResult:
    name, password = typed.take()
    return typed.session.send("OPER", name, password)


def _to_service(name: str) -> Callable[[Typed], CommandResult]:
    """A line for a service. Not as a message: there may be a password in it, and where there are no
    services anybody can have their name."""
    return lambda typed: typed.session.ask_service(name, typed.text)


def _names(typed: Typed) -> CommandResult:
    channel, _ = typed.channel_and_rest()
    return typed.session.names(channel) if channel else _NOT_HERE


def _notice(typed: Typed) -> CommandResult:
    target, text = typed.take()
    return typed.session.notice(target, text)


_RUN: dict[str, Callable[[Typed], CommandResult]] = {
    "join": _join,
    "part": _part,
    "msg": _msg,
    "query": _query,
    "me": _me,
    "nick": lambda typed: typed.session.set_nick(typed.text),
    "topic": _topic,
    "kick": _kick,
    "kickban": _kickban,
    "invite": _invite,
    "mode": _mode,
    "op": _giving("+", "o", "op"),
    "deop": _giving("-", "o", "deop"),
    "voice": _giving("+", "v", "voice"),
    "devoice": _giving("-", "v", "devoice"),
    "ban": _giving("+", "b", "ban"),
    "unban": _giving("-", "b", "unban"),
    "away": lambda typed: typed.session.away(typed.text or AWAY_REASON),
    "back": lambda typed: typed.session.away(""),
    "whois": _whois,
    "whowas": _whowas,
    "who": _who,
    "ignore": _ignore,
    "unignore": lambda typed: typed.session.ignore(typed.take()[0], on=False),
    "watch": _watch,
    "unwatch": lambda typed: typed.session.watch(typed.take()[0], on=False),
    "ping": _ping,
    "ctcp": _ctcp,
    "knock": _knock,
    "ns": _to_service("NICKSERV"),
    "cs": _to_service("CHANSERV"),
    "oper": _oper,
    "list": lambda typed: typed.session.list_channels(typed.text),
    "names": _names,
    "notice": _notice,
    "quit": lambda typed: typed.session.quit(typed.text),
    "raw": lambda typed: typed.session.raw(typed.text),
    "hand": lambda typed: typed.session.raise_hand(typed.text.lower() != "down"),
    "motd": lambda typed: typed.session.motd(),
    "version": lambda typed: typed.session.version(),
    "close": lambda typed: typed.session.close(typed.buffer),
    "clear": lambda typed: CommandResult(action="clear"),
    "help": lambda typed: CommandResult(args=tuple(typed.text.split()[:1]), action="help"),
}
