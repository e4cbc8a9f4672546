"""Whether the people are there whom we write to, and those of whom the person wants to be told.

Sources: IRCv3 monitor; where it is missing, RFC 2812 section 4.9 (ISON) for the latter, once in a
minute.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.client.buffers import Buffers, Channel
from core.client.context import Context, Handler
from core.client.feature_events import PresenceChanged
from core.irc.capabilities import split_list
from core.irc.message import Message, parse_source
from core.irc.names import nickname_fault
from core.irc.numerics import Numeric

_ROOM = 350  # bytes of names in one line
_ASK_EVERY = 60.0  # seconds between two ISON
_PATIENCE = 30.0  # for so long a RPL_ISON may be the answer to ours
MOST_WATCHED = 100


class Monitor:
    """Watches the people of the private conversations and those that were wished for, as many as
    the server allows; the latter come first.

    Attributes: ``wished``, of whom the person wants to be told.
    """

    def __init__(self, context: Context, buffers: Buffers) -> None:
        self._context = context
        self._buffers = buffers
        self.wished: tuple[str, ...] = ()
        self.reset()

    def wish(self, names: Iterable[str]) -> None:
        """Be told of these people and of nobody else; what is no nickname is left out."""
        found = {name.casefold(): name for name in names if nickname_fault(name, 64) is None}
        self.wished = tuple(found.values())[:MOST_WATCHED]
        self._due = self._context.now()

    def is_online(self, nick: str) -> bool | None:
        """Whether somebody is there, as far as the server told; None where it is not known."""
        return self._online.get(self._context.fold(nick))

    def reset(self) -> None:
        """A new connection: nobody is watched there yet."""
        self._watched: dict[str, str] = {}
        self._online: dict[str, bool] = {}
        self._most = 0
        self._names: tuple[str, ...] = ()
        self._ready = False
        self._due = self._context.now()  # when ISON is sent next
        self._asked: list[tuple[float, tuple[str, ...]]] = []  # our ISON, not answered yet

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            Numeric.RPL_MONONLINE: self._on_status,
            Numeric.RPL_MONOFFLINE: self._on_status,
            Numeric.RPL_MONLIST: lambda message: None,
            Numeric.RPL_ENDOFMONLIST: lambda message: None,
            Numeric.ERR_MONLISTFULL: self._on_full,
            Numeric.RPL_ISON: self._on_ison,
        }

    def flush(self) -> None:
        """Watch who is to be watched now."""
        context = self._context
        if not context.registered or context.isupport.get("MONITOR") is None:
            return
        wished = {context.fold(name) for name in self.wished}
        open_ones = (b.name for b in self._buffers if not isinstance(b, Channel))
        open_ones = (name for name in open_ones if not name.startswith("*"))  # a bouncer's
        names = (*(n for n in open_ones if context.fold(n) not in wished), *self.wished)
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
            if nick and folded in self._watched:
                self._tell(self._watched[folded], online)

    # --- where there is no MONITOR --------------------------------------------------------------

    def _asks(self) -> bool:
        context = self._context
        known = self._ready and context.registered  # what the server can
        return bool(known and self.wished) and context.isupport.get("MONITOR") is None

    def ready(self) -> None:
        """The server has told about itself."""
        self._ready = True
        self._due = self._context.now()
        self.tick()

    def next_deadline(self) -> float | None:
        """When the server is asked again."""
        return self._due if self._asks() else None

    def tick(self) -> None:
        """Ask who of them is there."""
        context = self._context
        if not self._asks() or context.now() < self._due:
            return
        self._due = context.now() + _ASK_EVERY
        self._asked = [each for each in self._asked if each[0] + _PATIENCE > context.now()]
        for line in split_list(self.wished, _ROOM):
            context.send("ISON", *line.split(" "))
            self._asked.append((context.now(), tuple(line.split(" "))))

    def _on_ison(self, message: Message) -> None:
        """303: those of a question that are there. A person may have asked it, too."""
        context = self._context
        names_there = message.params[-1] if message.params else ""
        there = {context.fold(name) for name in names_there.split()}
        for at, (asked, names) in enumerate(self._asked):
            if asked + _PATIENCE > context.now() and there <= {context.fold(n) for n in names}:
                del self._asked[at]
                for name in names:
                    self._tell(name, context.fold(name) in there)
                return
        context.tell_reply(message)

    def _tell(self, nick: str, online: bool) -> None:
        folded = self._context.fold(nick)
        if self._online.get(folded) is not online:
            self._online[folded] = online
            self._context.emit(PresenceChanged(nick, online))

    def _on_full(self, message: Message) -> None:
        """734: the server watches fewer than it said; the others are not watched."""
        for name in message.param(2).split(","):
            self._watched.pop(self._context.fold(name), None)
        self._most = max(1, len(self._watched))
