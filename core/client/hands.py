"""A class on our own server: what the teacher switched, and raised hands.

Only where the server has the capability ``besedka.app/classroom``; its lines are described in
:mod:`core.server.classroom`. Nothing to do with the lessons of :mod:`core.client.classroom`, which
any server carries.
"""

from __future__ import annotations

from core.client.context import Context, Handler
from core.client.events import ClassSwitched, FloorChanged, HandChanged
from core.irc.message import Message


class Hands:
    """Turns CLASS, HAND and FLOOR into events."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {"CLASS": self._on_class, "HAND": self._on_hand, "FLOOR": self._on_floor}

    def _on_class(self, message: Message) -> None:
        words = message.param(0).split()
        on = ("muted" in words, "private" in words, "locked" in words)
        self._context.emit(ClassSwitched(*on, teacher="teacher" in words))

    def _on_hand(self, message: Message) -> None:
        nick = message.from_.nick
        own = self._context.is_me(nick)
        if nick:
            self._context.emit(HandChanged(nick, message.param(0).upper() == "UP", own))

    def _on_floor(self, message: Message) -> None:
        nick = message.param(0)
        own = self._context.is_me(nick)
        if nick:
            self._context.emit(FloorChanged(nick, message.param(1).upper() == "ON", own))
