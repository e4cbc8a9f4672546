"""Whether the people whom we write to are there.

Source: IRCv3 monitor.
"""

from __future__ import annotations

from core.client.buffers import Buffers, Channel
from core.client.context import Context, Handler
from core.client.feature_events import PresenceChanged
from core.irc.capabilities import split_list
from core.irc.message import Message, parse_source
from core.irc.numerics import Numeric

_ROOM = 350  # bytes of names in one line


class Monitor:
    """Watches the people of the private conversations, as many as the server allows."""

    def __init__(self, context: Context, buffers: Buffers) -> None:
        self._context = context
        self._buffers = buffers
        self.reset()

    def reset(self) -> None:
        """A new connection: nobody is watched there yet."""
        self._watched: dict[str, str] = {}
        self._online: dict[str, bool] = {}
        self._most = 0
        self._names: tuple[str, ...] = ()

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            Numeric.RPL_MONONLINE: self._on_status,
            Numeric.RPL_MONOFFLINE: self._on_status,
            Numeric.RPL_MONLIST: lambda message: None,
            Numeric.RPL_ENDOFMONLIST: lambda message: None,
            Numeric.ERR_MONLISTFULL: self._on_full,
        }

    def flush(self) -> None:
        """Watch who is to be watched now."""
        context = self._context
        if not context.registered or context.isupport.get("MONITOR") is None:
            return
        names = tuple(b.name for b in self._buffers if not isinstance(b, Channel))
        if names == self._names:
            return
        self._names = names
        most = self._most or context.isupport.number("MONITOR", 1000)
        wanted = {context.fold(name): name for name in names[-most:]}
        gone = [name for folded, name in self._watched.items() if folded not in wanted]
        new = [name for folded, name in wanted.items() if folded not in self._watched]
        for sign, some in (("-", gone), ("+", new)):
            for line in split_list(some, _ROOM):
                context.send("MONITOR", sign, line.replace(" ", ","))
        self._watched = wanted
        self._online = {folded: on for folded, on in self._online.items() if folded in wanted}

    def _on_status(self, message: Message) -> None:
        online = message.command == Numeric.RPL_MONONLINE
        for word in message.param(1).split(","):
            nick = parse_source(word).nick
            folded = self._context.fold(nick)
            if nick and folded in self._watched and self._online.get(folded) is not online:
                self._online[folded] = online
                self._context.emit(PresenceChanged(self._watched[folded], online))

    def _on_full(self, message: Message) -> None:
        """734: the server watches fewer than it said; the others are not watched."""
        for name in message.param(2).split(","):
            self._watched.pop(self._context.fold(name), None)
        self._most = max(1, len(self._watched))
