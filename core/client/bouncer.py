"""A bouncer (znc): what it kept while we were away, and whether it is itself on its server.

While it is not, what is written waits as it does without a connection; the bouncer would only say
that it got lost. It tells all this as ``*status``, a name that no person can have.

Sources: the wiki of ZNC ("Query buffers", "Using commands", "Playback" by jpnurmi): with
``znc.in/playback`` the module ``*playback`` is told since when; without it the bouncer plays
everything by itself.
"""

from __future__ import annotations

import re

from core.client.buffers import Buffers
from core.client.context import Context
from core.client.feature_events import BouncerChanged
from core.client.history import History
from core.client.outgoing import Outgoing
from core.irc.capabilities import ACCOUNT_NOTIFY, AWAY_NOTIFY, EXTENDED_JOIN, ZNC_PLAYBACK
from core.irc.formatting import strip_formatting
from core.irc.message import Message

STATUS = "*status"
_SPEAKS = STATUS + "!"
_OWN_SERVER = "irc.znc.in"
"""Who welcomes us where the bouncer is on no server; else it repeats that server's welcome."""
# In the languages of this program; in others a message that got lost tells it.
_NOT_THERE = re.compile(
    r"disconnected from IRC|cannot connect to IRC|IRC connection timed out|connection refused\."
    r"|отключён от IRC|отключены от IRC|не могу подключиться к IRC|в соединении отказано"
    r"|подключение IRC завершилось",
    re.IGNORECASE,
)
_ERROR = ("Error from server", "Ошибка от сервера")
_OF_SERVERS = frozenset({ACCOUNT_NOTIFY, AWAY_NOTIFY, EXTENDED_JOIN})
"""What the bouncer offers as long as its server does."""
_LOST = re.compile(r"\bIRC\b.*!$")


class Bouncer:
    """Asks a bouncer for what we have missed, and follows what it says of its own connection.

    Attributes: ``is_there``, whether what we write reaches the server.
    """

    def __init__(
        self, context: Context, buffers: Buffers, history: History, outgoing: Outgoing
    ) -> None:
        self._context = context
        self._buffers = buffers
        self._history = history
        self._outgoing = outgoing
        self.is_there = True

    def reset(self) -> None:
        """A new connection: nothing is said against it yet."""
        self.is_there = True

    def ready(self) -> None:
        """A connection stands."""
        if self._context.has(ZNC_PLAYBACK):
            since = int(self._history.newest())
            self._context.send("PRIVMSG", "*playback", f"PLAY * {since}")

    def may_send(self, target: str) -> bool:
        """Whether a message to ``target`` can arrive just now: the bouncer's own modules always
        hear us."""
        return self.is_there or target.startswith("*")

    def welcomed(self, source: str) -> None:
        """001, of the bouncer itself or of the server that it is on."""
        self._set(source != _OWN_SERVER, source)

    def handled(self, message: Message) -> bool:
        """Whether a line is only about the bouncer's own connection."""
        source = message.source or ""
        if message.command == "CAP" and source == _OWN_SERVER:
            deleted = message.param(1).upper() == "DEL"
            if deleted and _OF_SERVERS & set(message.params[-1].split()):
                self._set(False)  # it tells only that client of the rest that has asked for it
            return False
        if not source.startswith(_SPEAKS) or message.command != "PRIVMSG":
            return False
        text = strip_formatting(message.params[-1])
        lost = _LOST.search(text) is not None
        if lost and any(self._outgoing.came_back(word.strip(".,")) for word in text.split()):
            self._set(False)
            return True
        known = not self.is_there
        if _NOT_THERE.search(text) is not None:
            self._set(False)
        elif not text.startswith(_ERROR):
            return False
        if self._buffers.find(STATUS) is not None and not known:
            return False  # who talks with it reads it there, but not that it tries again and again
        self._context.tell("NOTE", text, time=self._context.time_of(message))
        return True

    def _set(self, there: bool, server: str = "") -> None:
        if there == self.is_there:
            return
        self.is_there = there
        for channel in self._buffers.channels():
            channel.joined = channel.joined and there
        self._context.emit(BouncerChanged(there, server))
        if there:
            self._outgoing.flush()
