"""The slash commands in words: what each does, and what its arguments are called.

The table of commands itself is ``core.client.commands.SLASH_COMMANDS``; both texts are looked up
by its plain English names.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


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
        "whois": translate("Commands", "Look at who somebody is"),
        "list": translate("Commands", "Look at the channels of the server"),
        "names": translate("Commands", "Look at who is in the channel"),
        "notice": translate("Commands", "Send a notice, which no program answers"),
        "quit": translate("Commands", "Say goodbye and disconnect"),
        "raw": translate("Commands", "Send a line to the server as it stands"),
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
    }
