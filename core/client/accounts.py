"""Our account: logging in by SASL, else by NickServ; making one.

Sources: IRCv3 sasl 3.1 and 3.2, draft/account-registration.
"""

from __future__ import annotations

import re

from core.client import sasl
from core.client.context import Context, Handler
from core.client.feature_events import AccountChanged, LoginFailed, NickHeld
from core.client.negotiation import Negotiation
from core.client.questions import NO_ANSWER
from core.client.services import Services
from core.irc import capabilities as cap
from core.irc.formatting import strip_formatting
from core.irc.message import Message
from core.irc.numerics import Numeric

_FAILURES = (
    Numeric.ERR_NICKLOCKED,
    Numeric.ERR_SASLFAIL,
    Numeric.ERR_SASLTOOLONG,
    Numeric.ERR_SASLABORTED,
)
_HELD = re.compile(
    r"\bnick(?:name)?\b.*\b(?:registered|reserved|owned|protected)\b"
    r"|\bник\w*\b.*\b(?:зарегистрирован|защищ[её]н)",
    re.IGNORECASE,
)
NOT_TRUSTED = "not_trusted"
"""Stands for the server's words where it could not prove that it knows the password."""
NO_ACCOUNTS = "no_accounts"
"""The same where the server knows of no accounts."""


class Accounts:
    """Logs in before the registration ends, or later."""

    def __init__(self, context: Context, negotiation: Negotiation, services: Services) -> None:
        self._context = context
        self._services = services
        self._negotiation = negotiation
        negotiation.logs_in = self.begin
        negotiation.login_late = self._late
        self.reset()

    def reset(self) -> None:
        """Forget the last connection."""
        self._exchange: sasl.Exchange | None = None
        self._parts: list[str] = []
        self._size = 0
        self._told: tuple[str, ...] = ()  # mechanisms that 908 named
        self._tried: set[str] = set()
        self._asked_nickserv = False
        self._registering = ""

    def handlers(self) -> dict[str, Handler]:
        """The commands that are handled here."""
        return {
            "AUTHENTICATE": self._on_authenticate,
            "ACCOUNT": self._on_account,
            "REGISTER": self._on_register,
            "VERIFY": self._on_register,
            Numeric.RPL_LOGGEDIN: self._on_logged_in,
            Numeric.RPL_LOGGEDOUT: self._on_logged_out,
            Numeric.RPL_SASLSUCCESS: self._on_success,
            Numeric.ERR_SASLALREADY: self._on_success,
            Numeric.RPL_SASLMECHS: self._on_mechanisms,
            **dict.fromkeys(_FAILURES, self._on_failure),
        }

    # --- SASL -----------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Log in by SASL; False where there is no account of ours, or no way to log in."""
        context = self._context
        account, password = context.login
        if not account or context.account or not context.has(cap.SASL):
            return False
        if self._exchange is not None:
            return True
        told = self._told or tuple(
            word.upper() for word in context.offered.get(cap.SASL, "").split(",") if word
        )
        mechanism = sasl.choose([name for name in told if name not in self._tried])
        if not mechanism or mechanism in self._tried:
            return False
        self._tried.add(mechanism)
        self._exchange = sasl.Exchange(mechanism, account, password, context.new_nonce())
        self._parts, self._size = [], 0
        return context.send("AUTHENTICATE", mechanism)

    def _on_authenticate(self, message: Message) -> None:
        exchange, word = self._exchange, message.param(0)
        if exchange is None:
            return
        if word != "+":
            self._parts.append(word)
            self._size += len(word)
            if len(word) == sasl.CHUNK and self._size <= sasl.LONGEST:
                return  # there is more to come
        parts, self._parts, self._size = self._parts, [], 0
        try:
            answer = exchange.answer(sasl.decoded(parts))
        except sasl.SaslError:
            self._context.send("AUTHENTICATE", "*")
            self._fail(NOT_TRUSTED)
            return
        for chunk in sasl.chunks(answer):
            self._context.send("AUTHENTICATE", chunk)

    def _on_mechanisms(self, message: Message) -> None:
        self._told = tuple(word.upper() for word in message.param(1).split(",") if word)

    def _on_success(self, message: Message) -> None:
        exchange, self._exchange = self._exchange, None
        if exchange is not None and not exchange.trusted:
            self._context.emit(LoginFailed(self._context.login[0], NOT_TRUSTED))
        self._negotiation.login_over()

    def _on_failure(self, message: Message) -> None:
        if self._exchange is None:
            return  # we called it off ourselves, and have told that
        self._exchange = None
        if self._told and self.begin():
            return  # the server has named others
        self._fail(strip_formatting(message.params[-1]) if message.params else "")

    def _late(self) -> None:
        """The server does not answer."""
        if self._exchange is not None:
            self._fail(NO_ANSWER)

    def _fail(self, text: str) -> None:
        self._exchange = None
        self._context.emit(LoginFailed(self._context.login[0], text))
        self._negotiation.login_over()

    # --- without SASL ---------------------------------------------------------------------------

    def ready(self) -> None:
        """A connection stands: log in by NickServ where the server has no SASL."""
        context = self._context
        if context.login[0] and not context.account and not self._tried:
            self._ask_nickserv()

    def _ask_nickserv(self) -> bool:
        # Not by PRIVMSG: where there are no services anybody can be called NickServ.
        account, password = self._context.login
        sent = self._services.ask("NICKSERV", f"IDENTIFY {account} {password}", self._no_nickserv)
        self._asked_nickserv = sent
        return sent

    def _no_nickserv(self, _error: Message) -> None:
        self._asked_nickserv = False
        self._context.emit(LoginFailed(self._context.login[0], NO_ACCOUNTS))

    def log_in(self, account: str, password: str) -> bool:
        """Log in now, and after every reconnect; False where that cannot be written."""
        self._context.login = (account, password)
        self._tried.clear()
        if not self._context.registered:
            return True
        if self._context.has(cap.SASL):
            return self.begin() or self._ask_nickserv()
        return self._negotiation.request(cap.SASL) or self._ask_nickserv()

    # --- what the server says -------------------------------------------------------------------

    def _on_logged_in(self, message: Message) -> None:
        """900: nickname, mask, account."""
        self._asked_nickserv = False
        self._change(message.param(2))

    def _on_account(self, message: Message) -> None:
        """account-notify: ours tells of what happened behind a bouncer, too."""
        if self._context.is_me(message.from_.nick):
            account = message.param(0)
            self._change("" if account == "*" else account)

    def _on_logged_out(self, message: Message) -> None:
        self._change("")

    def _change(self, account: str) -> None:
        if account != self._context.account:
            self._context.account = account
            self._context.emit(AccountChanged(account))
            if account and self._context.nick_taken:  # it was the account's
                self._context.send("NICK", self._context.wanted_nick)

    def _listen(self, message: Message) -> None:
        """NickServ, unasked: the nickname is somebody's. Anybody can be called so; nothing is told
        to it for that."""
        context = self._context
        if message.from_.nick.casefold() != "nickserv" or not context.is_me(message.param(0)):
            return
        text = strip_formatting(message.params[-1])
        asked = context.asked_services or context.account or self._asked_nickserv
        if not asked and _HELD.search(text) is not None:
            context.emit(NickHeld(context.nick, text))

    # --- a new one ------------------------------------------------------------------------------

    def register(self, password: str, email: str) -> bool:
        """Make an account of our nickname; False where that cannot be written."""
        self._registering = password
        return self._context.send("REGISTER", "*", email or "*", password)

    def _on_register(self, message: Message) -> None:
        """``REGISTER SUCCESS account :text``; VERIFICATION_REQUIRED in its place."""
        outcome, account = message.param(0).upper(), message.param(1)
        text = strip_formatting(message.params[-1]) if message.params else ""
        if outcome == "SUCCESS":
            if self._registering:
                self._context.login = (account, self._registering)
            self._change(account)
        self._context.tell("NOTE", text, buffer=self._context.asked_buffer())
        self._registering = ""

    def refused(self, message: Message) -> bool:
        """Whether an error is the answer to our REGISTER or to our login by NickServ."""
        if message.command == "NOTICE":
            self._listen(message)
            return False
        named = message.param(1).upper()
        if self._asked_nickserv and message.command[:1] == "4" and named == "NICKSERV":
            self._no_nickserv(message)  # the command is there, and nobody behind it
            return True
        if message.command != "FAIL" or message.param(0).upper() not in ("REGISTER", "VERIFY"):
            return False
        text = strip_formatting(message.params[-1])
        self._registering = ""
        self._context.emit(LoginFailed(message.param(2), text))
        return True
