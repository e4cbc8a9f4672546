"""The slash commands in words: what each does, what its arguments are called, what came of it.

The table of commands itself is ``core.client.commands.SLASH_COMMANDS``; the texts are looked up by
its plain English names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.client.actions import CommandResult
from core.client.commands import SLASH_COMMANDS
from core.irc.capabilities import NONCE
from desktop.client.completion import CommandArgument, CommandInfo
from desktop.client.message_safety import in_sentence
from desktop.errors import channel_words, nickname_words

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

translate = QCoreApplication.translate

# What the composer can complete an argument from.
_KINDS = {
    "nick": "nick",
    "nicks": "nick",
    "target": "nick",
    "mask": "nick",
    "channel": "channel",
    "channels": "channel",
}


def command_descriptions() -> dict[str, str]:
    """What each command (named without its slash) does, in one line."""
    return {
        "join": translate("Commands", "Join a channel, or open a new one"),
        "part": translate("Commands", "Leave a channel"),
        "msg": translate("Commands", "Write to one person, in private"),
        "query": translate("Commands", "Open a private conversation"),
        "me": translate("Commands", "Say what you are doing"),
        "nick": translate("Commands", "Change your nickname"),
        "topic": translate("Commands", "Look at or change the topic"),
        "kick": translate("Commands", "Remove somebody from the channel"),
        "invite": translate("Commands", "Invite somebody to a channel"),
        "mode": translate("Commands", "Look at or change modes"),
        "op": translate("Commands", "Let somebody lead the channel"),
        "deop": translate("Commands", "Let somebody lead the channel no longer"),
        "voice": translate("Commands", "Let somebody speak in a quiet channel"),
        "devoice": translate("Commands", "Take the right to speak back"),
        "ban": translate("Commands", "Keep somebody out of the channel"),
        "unban": translate("Commands", "Let somebody in again"),
        "away": translate("Commands", "Tell others that you are away"),
        "back": translate("Commands", "Tell others that you are back"),
        "kickban": translate("Commands", "Remove somebody and keep them out"),
        "whois": translate("Commands", "Look at who somebody is"),
        "whowas": translate("Commands", "Look at who somebody was who has left"),
        "who": translate("Commands", "List the people of a channel or a mask, with their hosts"),
        "ignore": translate("Commands", "Hear nothing of somebody, or list whom you ignore"),
        "unignore": translate("Commands", "Hear somebody again"),
        "watch": translate("Commands", "Be told when somebody comes and goes, or list whom"),
        "unwatch": translate("Commands", "Be told about somebody no longer"),
        "ping": translate("Commands", "Measure how long a message to somebody takes"),
        "ctcp": translate("Commands", "Ask somebody’s program: VERSION, TIME, PING…"),
        "knock": translate("Commands", "Ask to be let into a channel that is closed"),
        "ns": translate("Commands", "Tell NickServ something: your account"),
        "cs": translate("Commands", "Tell ChanServ something: registered channels"),
        "oper": translate("Commands", "Take the rights of those who run the server"),
        "list": translate("Commands", "Look at the channels of the server"),
        "names": translate("Commands", "Look at who is in the channel"),
        "notice": translate("Commands", "Send a notice, which no program answers"),
        "quit": translate("Commands", "Say goodbye and disconnect"),
        "raw": translate("Commands", "Send a line to the server as it stands"),
        "hand": translate("Commands", "Raise your hand in a class, or take it down"),
        "motd": translate("Commands", "Read the server's message of the day"),
        "version": translate("Commands", "Ask which program the server is"),
        "close": translate("Commands", "Close this conversation"),
        "clear": translate("Commands", "Clear this conversation on your screen"),
        "help": translate("Commands", "List the commands, or explain one"),
    }


def argument_names() -> dict[str, str]:
    """What the arguments are called."""
    return {
        "channel": translate("Commands", "channel"),
        "channels": translate("Commands", "channels"),
        "key": translate("Commands", "key"),
        "reason": translate("Commands", "reason"),
        "nick": translate("Commands", "nick"),
        "nicks": translate("Commands", "nicks"),
        "message": translate("Commands", "message"),
        "text": translate("Commands", "text"),
        "action": translate("Commands", "action"),
        "topic": translate("Commands", "topic"),
        "target": translate("Commands", "target"),
        "modes": translate("Commands", "modes"),
        "mask": translate("Commands", "mask"),
        "line": translate("Commands", "line"),
        "command": translate("Commands", "command"),
        "server": translate("Commands", "server"),
        "name": translate("Commands", "name"),
        "pattern": translate("Commands", "pattern"),
        "down": translate("Commands", "down"),
        "question": translate("Commands", "question"),
        "password": translate("Commands", "password"),
    }


def result_sentence(result: CommandResult) -> str:
    """Why a command could not be done; "" if it was."""
    first, second, *_ = (*(in_sentence(each) for each in result.args), "", "")
    match result.error_code:
        case None:
            return ""
        case "unknown_command":
            template = translate("Commands", "There is no command /%1. /help lists them all.")
        case "missing_argument":
            template = translate("Commands", "/%1 needs more: %2.")
            second = argument_names().get(second, second)
        case "bad_argument":
            template = translate("Commands", "“%1” cannot be used here.")
        case "bad_channel":
            return f"{first}: {channel_words(second)}" if first else channel_words(second)
        case "bad_nickname":
            return f"{first}: {nickname_words(second)}" if first else nickname_words(second)
        case "not_in_channel":
            if not first:
                return translate("Commands", "This works in a channel only.")
            template = translate("Commands", "You are not in %1.")
        case "no_conversation":
            return translate(
                "Commands", "Nobody reads here. Choose a channel or a person at the left first."
            )
        case "not_connected":
            return translate("Commands", "This needs a connection, and there is none now.")
        case "not_offered" | "no_tags":
            return translate("Commands", "This server does not offer that.")
        case "not_ignored":
            template = translate("Commands", "You do not ignore %1.")
        case "not_watched":
            template = translate("Commands", "You are not told about %1.")
        case "too_many":
            template = translate("Commands", "No more than %1 are possible.")
        case "no_class":
            return translate("Commands", "This server knows of no class and no raised hands.")
        case "too_long":
            return translate("Commands", "This line is too long for the server.")
        case code:
            return code
    return template.replace("%1", first).replace("%2", second)


def ignored_sentence(masks: tuple[str, ...]) -> str:
    """Whom the person ignores, as /ignore tells it."""
    if not masks:
        return translate("Commands", "You ignore nobody. /ignore and a nickname does.")
    names = ", ".join(mask.removesuffix("!*@*") for mask in masks)
    return translate("Commands", "You ignore: %1. /unignore ends that.").replace("%1", names)


def missing_commands(window: ClientWindow) -> frozenset[str]:
    """The commands that the server of a window does not have, as far as it tells: a raised hand,
    NickServ, ChanServ. Who types them all the same is answered in words."""
    features = window.chat.connection.features
    missing = set() if window.hands.available else {"hand"}
    if not (features.sasl or features.accounts or window.accounts.account):
        missing |= {"ns", "cs"}
    elif NONCE in window.conversations.capabilities:  # our own server has accounts only
        missing.add("cs")
    return frozenset(missing)


def command_infos(missing: frozenset[str] = frozenset()) -> list[CommandInfo]:
    """The commands as the composer's popup shows them, without the ``missing`` ones."""
    descriptions, names = command_descriptions(), argument_names()
    return [
        CommandInfo(
            command.name,
            tuple(
                CommandArgument(
                    names.get(argument.name, argument.name),
                    argument.optional,
                    _KINDS.get(argument.name, ""),
                )
                for argument in command.arguments
            ),
            descriptions.get(command.name, ""),
            command.operator,
        )
        for command in SLASH_COMMANDS
        if command.name not in missing
    ]


def help_lines(name: str = "", missing: frozenset[str] = frozenset()) -> list[str]:
    """What /help says: all commands, or one of them; empty for an unknown one."""
    lines = []
    for info in command_infos(missing):
        if name in ("", info.name):
            words = [f"[{a.name}]" if a.optional else a.name for a in info.arguments]
            lines.append(f"{' '.join(['/' + info.name, *words])}: {info.description}")
    return lines
