"""Telling NickServ and ChanServ something so that nobody else can read it.

By the commands that servers have for it (NICKSERV, CHANSERV), else by SQUERY, which reaches nothing
but a service (RFC 2812 section 3.5.2): anybody can be called NickServ where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.client.context import Context
from core.irc.message import Message
from core.irc.numerics import Numeric

_NICKS = {"NICKSERV": "NickServ", "CHANSERV": "ChanServ"}
_MOST = 8  # questions that are not known to have arrived
# 408: InspIRCd's "No such service".
_NOBODY = (Numeric.ERR_NOSUCHNICK, Numeric.ERR_NOSUCHSERVER, "408")


@dataclass(slots=True)
class _Asked:
    name: str
    text: str
    refused: Callable[[Message], None]
    error: Message | None = None  # that the server has no such command; SQUERY was sent then


class Services:
    """What was told to services, until it is clear that they are there."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._asked: list[_Asked] = []

    def ask(self, name: str, text: str, refused: Callable[[Message], None] | None = None) -> bool:
        """Tell the service ``name`` ("NICKSERV") something; False where that cannot be written.

        ``refused``: called with the server's error where there is no such service; else that is
        shown.
        """
        if not self._context.send(name, *text.split()):
            return False
        self._asked.append(_Asked(name, text, refused or self._tell))
        del self._asked[:-_MOST]
        return True

    def _tell(self, message: Message) -> None:
        self._context.tell_reply(message, error=True)

    def handled(self, message: Message) -> bool:
        """Whether a line only belongs to this: a refusal, or the echo of what we told."""
        command = message.command
        if not self._asked:
            return False
        if command in ("NOTICE", "PRIVMSG"):
            return self._on_text(message)
        if command == Numeric.ERR_UNKNOWNCOMMAND and message.param(1).upper() == "SQUERY":
            return self._refuse(lambda asked: asked.error is not None)
        if command == Numeric.ERR_UNKNOWNCOMMAND:
            return self._by_squery(message)
        if command in _NOBODY:
            nick = message.param(1).upper()
            return self._refuse(lambda asked: asked.error is not None and asked.name == nick)
        return False

    def _by_squery(self, message: Message) -> bool:
        name = message.param(1).upper()
        asked = next((a for a in self._asked if a.name == name and a.error is None), None)
        if asked is None:
            return False
        asked.error = message
        if not self._context.send("SQUERY", _NICKS[name], asked.text):
            self._refuse(lambda other: other is asked)
        return True

    def _refuse(self, which: Callable[[_Asked], bool]) -> bool:
        asked = next(filter(which, self._asked), None)
        if asked is None or asked.error is None:
            return False
        self._asked.remove(asked)
        asked.refused(asked.error)
        return True

    def _on_text(self, message: Message) -> bool:
        """An echo is hidden: there may be a password in it. A service that speaks is there."""
        nick, target, text = message.from_.nick, message.param(0).upper(), message.param(1)
        if self._context.is_me(nick):
            told = any(each.name == target and each.text == text for each in self._asked)
            return told and message.command == "PRIVMSG"
        self._asked = [each for each in self._asked if each.name != nick.upper()]
        return False
