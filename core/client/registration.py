"""Getting in: capabilities, password, nickname, user; and what a server may answer to that.

Sources: RFC 1459 section 4.1, the Modern IRC document ("Connection Registration"), IRCv3
capability-negotiation.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from core.client.context import Context, Handler
from core.client.events import (
    IsupportChanged,
    NickRejected,
    OwnNickChanged,
    Registered,
)
from core.client.negotiation import Negotiation
from core.client.nicknames import NickOffers, latin_name
from core.irc.message import Message
from core.irc.numerics import Numeric

READY_PATIENCE = 3.0  # seconds after 001 in which the message of the day should have come
RAW_PATIENCE = 20.0  # seconds of silence after lines that are no IRC
REGAIN_INTERVAL = 10.0  # seconds between two attempts to get a lost nickname back
REGAIN_TRIES = 18
_NOT_IN_USER = re.compile("[^A-Za-z0-9_-]")  # strict servers refuse anything else
_BANNED = re.compile(r"\b[dgkqz]-?lined?\b|\bbanned\b", re.IGNORECASE)
_DENIED = re.compile(r"\baccess denied\b|\bnot authori[sz]ed\b", re.IGNORECASE)
_MOST_RAW = 100  # lines
_RAW_SHOWN = 12  # of those; a window has no room for more
_RAW_LENGTH = 400  # characters of each

_NICK_CODES = {
    Numeric.ERR_NONICKNAMEGIVEN: "empty",
    Numeric.ERR_ERRONEUSNICKNAME: "erroneous",
    Numeric.ERR_NICKNAMEINUSE: "in_use",
    Numeric.ERR_NICKCOLLISION: "in_use",
    Numeric.ERR_UNAVAILRESOURCE: "unavailable",
}
# What a server may send before it has let us in, besides numerics: without a sender, and with one.
_EARLY = frozenset({"AUTHENTICATE", "CAP", "ERROR", "NOTICE", "PING", "PONG"})
_EARLY_WITH_SOURCE = _EARLY | {"ACK", "BATCH", "FAIL", "MODE", "NICK", "NOTE", "PRIVMSG", "WARN"}


class Registration:
    """From the first line to 001, and what follows from it: nickname, capabilities, 005."""

    def __init__(self, context: Context, on_ready: Callable[[], None]) -> None:
        self._context = context
        self._on_ready = on_ready
        self.negotiation = Negotiation(context)
        self.on_welcomed: Callable[[str], None] = lambda source: None
        """Called with whom 001 comes from."""
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._offers = NickOffers(self._context.wanted_nick)
        self._alternatives = list(self._context.options.nick_alternatives)
        self._offered: dict[str, str] = {}
        self.negotiation.reset()
        self._ready_at: float | None = None
        self._ready = False
        self._raw: list[str] = []
        self._raw_at = 0.0
        self._spoke_irc = False
        self.banned = False
        """Whether the server has said that it wants us no more: to try again would be rude."""
        self._isupport_changed = False
        self._regain_at: float | None = None
        self._regain_left = 0
        self._regaining = False

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        table: dict[str, Handler] = {
            **self.negotiation.handlers(),
            Numeric.RPL_WELCOME: self._on_welcome,
            Numeric.RPL_ISUPPORT: self.on_isupport,
            Numeric.RPL_ENDOFMOTD: self._on_motd_end,
            Numeric.ERR_NOMOTD: self._on_motd_end,
            Numeric.ERR_PASSWDMISMATCH: self._on_wrong_password,
            Numeric.RPL_VISIBLEHOST: self._on_visible_host,
            Numeric.ERR_YOUREBANNEDCREEP: self._on_banned,
        }
        for numeric in _NICK_CODES:
            table[numeric] = self.on_nick_refused
        return table

    # --- the beginning --------------------------------------------------------------------------

    def start(self) -> None:
        """Write CAP LS, PASS, NICK and USER at once: a server without CAP answers 421, or nothing,
        and goes on with the rest."""
        context, options = self._context, self._context.options
        context.nick = context.wanted_nick
        context.send("CAP", "LS", "302")
        if options.password:
            context.send("PASS", options.password)
        if not context.send("NICK", context.nick):
            # A name that cannot even be written: the plainest is offered instead.
            context.nick = self._next_offer(context.nick, "erroneous") or "guest"
            context.send("NICK", context.nick)
        user = _NOT_IN_USER.sub("", latin_name(options.username or options.nick))[:10] or "user"
        context.send("USER", user, "0", "*", options.realname or options.nick or user)

    # --- let in ---------------------------------------------------------------------------------

    def _on_welcome(self, message: Message) -> None:
        context = self._context
        before, nick = context.nick, message.param(0)
        if nick and nick != "*":
            context.nick = nick
        context.had_nicks.add(context.fold(context.nick))
        context.server = message.source or context.server
        context.tell(message.command, message.param(1))
        self.on_welcomed(message.source or "")
        if context.registered:  # a bouncer is on its server again
            context.asked_at = float("-inf")  # what the server tells of itself answers nobody
            if context.nick != before:
                context.emit(OwnNickChanged(before, context.nick))
            return
        context.registered = context.offer_changed = True
        resumed, context.was_registered = context.was_registered, True
        self._ready_at = context.now() + READY_PATIENCE
        if resumed and context.nick != context.wanted_nick and self._lost_wanted():
            self._regain_left = REGAIN_TRIES
            self._regain_at = context.now() + REGAIN_INTERVAL
        context.emit(
            Registered(
                context.nick,
                context.server,
                context.isupport.network,
                frozenset(context.capabilities),
                resumed,
            )
        )

    def _lost_wanted(self) -> bool:
        return self._offered.get(self._context.wanted_nick) in ("in_use", "unavailable")

    def on_isupport(self, message: Message) -> None:
        """005: what the server supports."""
        self._context.isupport.update(message.params[1:-1])
        self._isupport_changed = self._context.offer_changed = True

    def _on_motd_end(self, message: Message) -> None:
        if message.command == Numeric.ERR_NOMOTD:
            self._context.tell_reply(message)
        self._become_ready()

    def _become_ready(self) -> None:
        if self._context.registered and not self._ready:
            self._ready = True
            self._ready_at = None
            self._on_ready()

    def _on_visible_host(self, message: Message) -> None:
        user, at, host = message.param(1).rpartition("@")
        self._context.host = host
        if at and user:
            self._context.user = user
        self._context.tell(message.command, " ".join(message.params[1:]))

    def _on_wrong_password(self, message: Message) -> None:
        text = message.params[-1] if len(message.params) > 1 else ""
        self._context.tell(message.command, text, error=True)
        if not self._context.registered:
            self._context.end("password", text, final=True)

    def why_closed(self, text: str) -> str:
        """What an ERROR means: a reason of ``Disconnected``; after "error" it is worth trying
        again."""
        context = self._context
        if not context.registered and "password" in text.casefold():
            return "password"  # ngIRCd says it in no other way
        if self.banned or _BANNED.search(text) is not None:
            return "banned"
        if not context.was_registered and _DENIED.search(text) is not None:
            return "denied"  # InspIRCd says no more of a missing password than of a full class
        return "error"

    def _on_banned(self, message: Message) -> None:
        self.banned = True
        self._context.tell_reply(message, error=True)

    # --- nickname -------------------------------------------------------------------------------

    def on_nick_refused(self, message: Message) -> None:
        """A nickname is not to be had: another is offered, after registration by the person."""
        context = self._context
        code = _NICK_CODES[message.command]
        text = message.params[-1] if message.params else ""
        named = message.params[1] if len(message.params) > 2 else ""
        if context.registered:
            if self._regaining and context.fold(named) == context.fold(context.wanted_nick):
                self._regaining = False
                return
            context.emit(NickRejected(named, code, ""))
            return
        rejected = named or context.nick
        offer = self._next_offer(rejected, code)
        while offer and not context.send("NICK", offer):
            offer = self._next_offer(offer, "erroneous")
        context.emit(NickRejected(context.nick, code, offer))
        if offer:
            context.nick = offer
        else:
            context.end("name_rejected", text, final=True)

    def _next_offer(self, rejected: str, code: str) -> str:
        self._offered[self._context.nick] = code
        if self._alternatives:
            return self._alternatives.pop(0)
        return self._offers.next(rejected, code)

    def set_nick(self, nick: str) -> bool:
        """Ask for another nickname, or note it for the next connection."""
        context = self._context
        if not context.registered:
            if context.connected and not context.send("NICK", nick):
                return False
            old, context.nick, context.wanted_nick = context.nick, nick, nick
            if old != nick:
                context.emit(OwnNickChanged(old, nick))
            return True
        self._regain_at = None
        self._regaining = False
        if not context.send("NICK", nick):
            return False
        context.asked_nick = nick
        return True

    def name_is_free(self, nick: str) -> None:
        """Somebody gave up a nickname: take it if it is the one that we lost."""
        context = self._context
        if self._regain_at is not None and context.fold(nick) == context.fold(context.wanted_nick):
            self._regain()

    def is_forced(self, nick: str) -> bool:
        """Whether we are given a nickname that we did not ask for. Behind a bouncer another of our
        programs may have asked."""
        context = self._context
        if any(name.startswith("znc.in/") for name in context.offered):
            return False
        asked = {context.fold(context.asked_nick), context.fold(context.wanted_nick)}
        return context.fold(nick) not in asked

    def own_nick_changed(self) -> None:
        """We are called something else now; if it is what we wanted, nothing is left to do."""
        context = self._context
        if context.asked_nick and context.fold(context.asked_nick) == context.fold(context.nick):
            context.wanted_nick = context.nick
            context.asked_nick = ""
        if context.fold(context.nick) == context.fold(context.wanted_nick):
            self._regain_at = None
            self._regaining = False

    def _regain(self) -> None:
        self._regain_left -= 1
        self._regaining = self._context.send("NICK", self._context.wanted_nick)
        later = self._context.now() + REGAIN_INTERVAL
        self._regain_at = later if self._regain_left > 0 else None

    # --- servers that are none ------------------------------------------------------------------

    def is_foreign(self, message: Message | None, line: bytes) -> bool:
        """Whether a line before registration is no IRC; ``message`` is None if it has no command.

        A number without a sender and without our name is the greeting of another protocol
        ("220 mail.example ESMTP"), a command in small letters the beginning of a sentence ("Ping
        me when you like").
        """
        if self._context.registered:
            return False
        if message is None:
            return True
        command = message.command
        if len(command) == 3 and command.isascii() and command.isdigit():
            to_us = message.param(0) in ("*", self._context.nick)
            return not (to_us or message.source)
        if message.source:
            return command not in _EARLY_WITH_SOURCE
        return command not in _EARLY or not line.lstrip(b" ").startswith((command.encode(), b"@"))

    def spoke_irc(self) -> None:
        """The server sent a line of IRC."""
        self._spoke_irc = True

    @property
    def is_all_foreign(self) -> bool:
        """Nothing of what came so far was IRC."""
        return not self._spoke_irc and not self._context.registered

    def on_raw(self, line: bytes, *, cut: bool = False) -> None:
        """Show a line that is no IRC, or the beginning of one that is too long (``cut``)."""
        text = _plain_text(line, cut=cut).strip("\r\n")
        if not text.strip() or self._context.ended is not None:
            return
        if len(text) > _RAW_LENGTH:
            text = text[:_RAW_LENGTH] + "…"
        self._raw.append(text)
        self._raw_at = self._context.now()
        self._context.tell("RAW", text)
        if len(self._raw) >= _MOST_RAW:
            self.connection_closed()  # it would go on for ever

    def connection_closed(self) -> None:
        """If only foreign lines came, the server was no chat server: say so."""
        if self._raw and self.is_all_foreign:
            shown = self._raw[:_RAW_SHOWN] + ["…"] * (len(self._raw) > _RAW_SHOWN)
            self._context.end("not_irc", "\n".join(shown), final=True)

    # --- time -----------------------------------------------------------------------------------

    def hold_time(self, seconds: float) -> None:
        """So long nobody could be heard: what is waited for is not late."""
        self.negotiation.hold_time(seconds)
        if self._ready_at is not None:
            self._ready_at += seconds
        self._raw_at += seconds

    def next_deadline(self) -> float | None:
        """When :meth:`tick` has something to do."""
        times = [self.negotiation.next_deadline(), self._ready_at, self._regain_at]
        if self._raw and not self._spoke_irc and self._context.ended is None:
            times.append(self._raw_at + RAW_PATIENCE)
        return min((time for time in times if time is not None), default=None)

    def tick(self) -> None:
        """Stop waiting for what does not come."""
        now = self._context.now()
        self.negotiation.tick()
        if self._ready_at is not None and now >= self._ready_at:
            self._become_ready()
        if self._regain_at is not None and now >= self._regain_at:
            self._regain()
        if self._raw and now >= self._raw_at + RAW_PATIENCE:
            self.connection_closed()

    def flush(self) -> None:
        """Tell what 005 said, once for all its lines."""
        if self._isupport_changed:
            self._isupport_changed = False
            isupport = self._context.isupport
            self._context.emit(IsupportChanged(isupport.network, dict(isupport.tokens)))


def _plain_text(line: bytes, *, cut: bool) -> str:
    """What a server that speaks no IRC wrote: in UTF-8 or, on older Windows, in windows-1251."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(line, final=not cut)
    except UnicodeDecodeError:
        text = line.decode("cp1251", "replace")
    return text + "…" if cut else text
