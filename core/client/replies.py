"""What the server itself says: message of the day, WHOIS, LIST, errors, standard replies.

Sources: the Modern IRC document ("Numerics"), IRCv3 standard-replies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.client.buffers import Buffers
from core.client.context import Context, Handler
from core.client.events import ListReceived, OwnAwayChanged, WhoisReceived
from core.client.messages import Messages
from core.client.outgoing import Outgoing
from core.client.people import People
from core.irc.formatting import strip_formatting
from core.irc.message import Message
from core.irc.numerics import Numeric

_MOST_LISTED = 200_000
_MOST_WHOIS = 32
# Lines that belong to the frame of an answer, or say nothing that is not shown elsewhere.
_SILENT = (
    Numeric.RPL_MYINFO,
    Numeric.RPL_MOTDSTART,
    Numeric.RPL_ENDOFBANLIST,
    Numeric.RPL_ENDOFINVEXLIST,
    Numeric.RPL_ENDOFEXCEPTLIST,
    Numeric.RPL_ENDOFWHOWAS,
    Numeric.RPL_ENDOFINFO,
    Numeric.RPL_ENDOFLINKS,
)
# WHOIS lines of servers that are worth showing and mean nothing to us.
_WHOIS_OTHER = (
    Numeric.RPL_WHOISCERTFP,
    Numeric.RPL_WHOISREGNICK,
    "308",
    "309",
    "310",
    "316",
    Numeric.RPL_WHOISSPECIAL,
    Numeric.RPL_WHOISBOT,
    "337",
    Numeric.RPL_WHOISACTUALLY,
    "344",
    Numeric.RPL_WHOISHOST,
    Numeric.RPL_WHOISMODES,
    "569",
    "615",
    "616",
    Numeric.RPL_WHOISSECURE,
    "672",
    "689",
)


@dataclass(slots=True)
class _Whois:
    event: WhoisReceived
    extra: list[str] = field(default_factory=list)


class Replies:
    """Collects answers of several lines, and shows the rest."""

    def __init__(
        self,
        context: Context,
        buffers: Buffers,
        people: People,
        messages: Messages,
        outgoing: Outgoing,
    ) -> None:
        self._context = context
        self._people = people
        self._buffers = buffers
        self._messages = messages
        self._outgoing = outgoing
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._whois: dict[str, _Whois] = {}
        self._list: list[tuple[str, int, str]] = []

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            **dict.fromkeys(_SILENT, lambda message: None),
            **dict.fromkeys(_WHOIS_OTHER, self._on_whois_other),
            Numeric.RPL_MOTD: self._on_motd,
            Numeric.RPL_LOCALUSERS: self._on_users,
            Numeric.RPL_GLOBALUSERS: self._on_users,
            Numeric.RPL_UNAWAY: self._on_own_away,
            Numeric.RPL_NOWAWAY: self._on_own_away,
            Numeric.RPL_AWAY: self._on_away,
            Numeric.RPL_WHOISUSER: self._on_whois_user,
            Numeric.RPL_WHOISSERVER: self._on_whois_server,
            Numeric.RPL_WHOISOPERATOR: self._on_whois_operator,
            Numeric.RPL_WHOISIDLE: self._on_whois_idle,
            Numeric.RPL_WHOISCHANNELS: self._on_whois_channels,
            Numeric.RPL_WHOISACCOUNT: self._on_whois_account,
            Numeric.RPL_ENDOFWHOIS: self._on_whois_end,
            Numeric.RPL_LISTSTART: self._on_list_start,
            Numeric.RPL_LIST: self._on_list,
            Numeric.RPL_LISTEND: self._on_list_end,
            "FAIL": self._on_standard_reply,
            "WARN": self._on_standard_reply,
            "NOTE": self._on_standard_reply,
        }

    # --- everything without a handler of its own ------------------------------------------------

    def on_other(self, message: Message) -> None:
        """A numeric or command that nobody handles: shown, an error in its conversation."""
        context = self._context
        command = message.command
        if not (len(command) == 3 and command.isascii() and command.isdigit()):
            text = " ".join(message.params)
            context.tell(command, text, time=context.time_of(message), params=message.params)
            return
        named = self._named(message.params[1:-1])
        if command[0] in "45":
            context.tell_error(message, named)
        elif named:
            context.tell(command, " ".join(message.params[2:]), buffer=named)
        else:
            context.tell_reply(message)

    def _named(self, names: Sequence[str]) -> str:
        """The conversation among these words, a channel rather than a person; else ""."""
        shown = [self._buffers.shown(name) for name in names]
        channels = [name for name in shown if self._buffers.channel(name) is not None]
        return next(iter(channels), "") or next(filter(None, shown), "")

    def _on_standard_reply(self, message: Message) -> None:
        """FAIL, WARN, NOTE: command, code, context…, text."""
        context = self._context
        text = message.params[-1] if message.params else ""
        label = context.label_of(message)
        about, names = message.param(0), message.params[2:-1]
        failed = message.command == "FAIL"
        if failed and (label or about in ("PRIVMSG", "NOTICE")):
            targets = names or ("",)
            if any(self._outgoing.refused(label, target, text) for target in targets):
                return
        named = self._named(names)
        context.tell(
            message.command,
            text,
            buffer=named or context.asked_buffer(),
            error=failed,
            time=context.time_of(message),
            params=message.params,
        )

    # --- ourselves and the server ---------------------------------------------------------------

    def _on_motd(self, message: Message) -> None:
        text = message.params[-1] if len(message.params) > 1 else ""
        text = text.removeprefix("- ")
        self._context.tell("MOTD", text, buffer=self._context.asked_buffer())

    def _on_own_away(self, message: Message) -> None:
        away = message.command == Numeric.RPL_NOWAWAY
        self._context.emit(OwnAwayChanged(away))
        self._people.set_away(self._context.nick, away=away)

    def _on_users(self, message: Message) -> None:
        """265, 266: the numbers come twice, once in words."""
        text = message.params[-1] if len(message.params) > 1 else ""
        self._context.tell(message.command, text, buffer=self._context.asked_buffer())

    # --- LIST -----------------------------------------------------------------------------------

    def _on_list_start(self, message: Message) -> None:
        self._list.clear()

    def _on_list(self, message: Message) -> None:
        if len(self._list) >= _MOST_LISTED or len(message.params) < 2:
            return
        people = message.param(2)
        count = int(people) if people.isascii() and people.isdigit() and len(people) < 10 else 0
        self._list.append((message.param(1), count, strip_formatting(message.param(3))))

    def _on_list_end(self, message: Message) -> None:
        channels, self._list = tuple(self._list), []
        refused = "" if channels else self._context.list_refused
        self._context.list_asked = False
        self._context.emit(ListReceived(channels, refused))

    def list_refused(self, message: Message) -> bool:
        """Note that an error is the answer to our LIST (263: try again later); it is shown, too."""
        of_list = message.param(1).upper() == "LIST"
        error = message.command == Numeric.RPL_TRYAGAIN or message.command[:1] == "4"
        if self._context.list_asked and of_list and error:
            self._context.list_asked = False
            self._context.emit(ListReceived((), strip_formatting(message.params[-1])))
        return False

    # --- WHOIS ----------------------------------------------------------------------------------

    def _record(self, message: Message) -> _Whois:
        nick = message.param(1)
        folded = self._context.fold(nick)
        record = self._whois.get(folded)
        if record is None:
            if len(self._whois) >= _MOST_WHOIS:
                del self._whois[next(iter(self._whois))]
            record = self._whois[folded] = _Whois(WhoisReceived(nick))
        return record

    def _on_whois_user(self, message: Message) -> None:
        record = self._record(message)
        record.event = replace(
            record.event,
            nick=message.param(1),
            user=message.param(2),
            host=message.param(3),
            realname=strip_formatting(message.param(5)),
        )

    def _on_whois_server(self, message: Message) -> None:
        if self._context.fold(message.param(1)) not in self._whois:
            self._context.tell_reply(message)  # RFC 1459 has it in the answer to WHOWAS, too
            return
        record = self._record(message)
        record.event = replace(record.event, server=message.param(2))

    def _on_whois_operator(self, message: Message) -> None:
        record = self._record(message)
        record.event = replace(record.event, operator=True)

    def _on_whois_idle(self, message: Message) -> None:
        numbers = [
            int(word) if word.isascii() and word.isdigit() and len(word) < 13 else None
            for word in (message.param(2), message.param(3))
        ]
        record = self._record(message)
        record.event = replace(record.event, idle_seconds=numbers[0], signon=numbers[1])

    def _on_whois_channels(self, message: Message) -> None:
        words = tuple(word for word in message.param(2).split(" ") if word)
        record = self._record(message)
        record.event = replace(record.event, channels=(record.event.channels + words)[:1000])

    def _on_whois_account(self, message: Message) -> None:
        record = self._record(message)
        record.event = replace(record.event, account=message.param(2))

    def _on_whois_other(self, message: Message) -> None:
        record = self._record(message)
        if len(record.extra) < 50:
            record.extra.append(strip_formatting(" ".join(message.params[2:])))

    def _on_away(self, message: Message) -> None:
        record = self._whois.get(self._context.fold(message.param(1)))
        if record is None:
            self._messages.on_away(message)
        else:
            record.event = replace(record.event, away=strip_formatting(message.param(2)))

    def _on_whois_end(self, message: Message) -> None:
        # Some servers answer for a list of names with one end.
        for name in message.param(1).split(","):
            record = self._whois.pop(self._context.fold(name), None)
            if record is not None and record.event.user:
                self._context.emit(replace(record.event, extra=tuple(record.extra)))
