"""SASL: AUTHENTICATE, with PLAIN, SCRAM-SHA-256 and EXTERNAL.

Sources: IRCv3 sasl 3.1 and 3.2, RFC 4422 (EXTERNAL in its appendix A), RFC 4616 (PLAIN), RFC 5802.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.numerics import Numeric
from core.server import login, scram
from core.server.accounts import Account
from core.server.capabilities import mechanisms
from core.server.scram import ScramError, ScramExchange
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

CHUNK = 400
"""Letters of Base64 in one AUTHENTICATE; a shorter one, or ``+``, is the last (IRCv3 sasl)."""


@dataclass(slots=True)
class Exchange:
    """What a connection has said since it chose a mechanism."""

    mechanism: str
    parts: list[str] = field(default_factory=list)
    size: int = 0
    scram: ScramExchange | None = None
    account: Account | None = None  # that SCRAM is about
    proved: bool = False  # the client's proof was right; its last word is awaited


def authenticate(server: Server, user: User, word: str) -> None:
    """One AUTHENTICATE: the name of a mechanism, a part of an answer, or ``*``."""
    exchange = user.sasl
    if word == "*":
        user.sasl = None
        text = "The login was called off"
        server.wire.numeric(user, Numeric.ERR_SASLABORTED, text)
    elif len(word) > CHUNK:
        user.sasl = None
        text = f"A line of an answer has at most {CHUNK} letters"
        server.wire.numeric(user, Numeric.ERR_SASLTOOLONG, text)
    elif not isinstance(exchange, Exchange):
        _choose(server, user, word.upper())
    else:
        _gather(server, user, exchange, word)


def abort(server: Server, user: User) -> None:
    """The registration is complete without the login that had begun: 906."""
    if isinstance(user.sasl, Exchange):
        user.sasl = None
        text = "The login was called off: it was not finished before CAP END"
        server.wire.numeric(user, Numeric.ERR_SASLABORTED, text)


def fail(server: Server, user: User, text: str = "") -> None:
    """904: the login did not work."""
    user.sasl = None
    server.wire.numeric(user, Numeric.ERR_SASLFAIL, text or login.WRONG)


def _choose(server: Server, user: User, mechanism: str) -> None:
    if not server.config.accounts:
        fail(server, user, "There are no accounts on this server")
        return
    known = mechanisms(user)
    if mechanism not in known:
        text = "are available SASL mechanisms"
        server.wire.numeric(user, Numeric.RPL_SASLMECHS, ",".join(known), text)
        if mechanism == "EXTERNAL":
            fail(server, user, "EXTERNAL needs TLS and a client certificate")
        else:
            fail(server, user, "This mechanism is not known here")
        return
    user.sasl = Exchange(mechanism)
    if mechanism == scram.MECHANISM:
        server.add_job(user, scram.prepare, _ready)
    else:
        server.wire.line(user, b"AUTHENTICATE +")


def _ready(server: Server, user: User, result: None) -> None:
    server.wire.line(user, b"AUTHENTICATE +")


def _gather(server: Server, user: User, exchange: Exchange, word: str) -> None:
    if word != "+":
        exchange.parts.append(word)
        exchange.size += len(word)
        if exchange.size > server.config.limits.sasl_longest:
            fail(server, user, "The answer is too long")
            return
        if len(word) == CHUNK:
            return  # there is more to come
    text, exchange.parts, exchange.size = "".join(exchange.parts), [], 0
    try:
        answer = base64.b64decode(text, validate=True).decode()
    except ValueError:
        fail(server, user, "This is not UTF-8 in Base64")
        return
    if exchange.mechanism == "PLAIN":
        _plain(server, user, answer)
    elif exchange.mechanism == "EXTERNAL":
        _external(server, user, answer)
    else:
        _scram(server, user, exchange, answer)


def _plain(server: Server, user: User, answer: str) -> None:
    """RFC 4616: ``[authzid] NUL authcid NUL passwd``."""
    parts = answer.split("\0")
    if len(parts) != 3 or not parts[1] or not parts[2]:
        fail(server, user, "The answer is not one of PLAIN")
        return
    acting, name, password = parts
    if acting and fold(acting) != fold(name):
        fail(server, user, "Nobody may act for another account")
        return
    login.check_password(server, user, name, password, _outcome)


def _external(server: Server, user: User, answer: str) -> None:
    """RFC 4422 appendix A: the certificate of the connection says who it is."""
    account = server.accounts.of_certificate(user.certificate)
    if account is None:
        fail(server, user, "This certificate belongs to no account")
    elif answer and fold(answer) != account.folded:
        fail(server, user, "This certificate belongs to another account")
    else:
        _outcome(server, user, login.refusal(account) or account)


def _scram(server: Server, user: User, exchange: Exchange, answer: str) -> None:
    if exchange.proved and exchange.account is not None:
        now = server.accounts.find(exchange.account.name)
        if answer or now is None or now.keys != exchange.account.keys:
            fail(server, user)
        else:
            _outcome(server, user, login.refusal(now) or now)
        return
    try:
        if exchange.scram is None:
            reply = _scram_first(server, user, exchange, answer)
        else:
            reply = _scram_final(server, user, exchange, exchange.scram, answer)
    except ScramError:
        fail(server, user)
        return
    if reply:
        _send(server, user, reply)


def _scram_first(server: Server, user: User, exchange: Exchange, message: str) -> str:
    name = ScramExchange.name_in(message)
    account = server.accounts.owner_of(fold(name))
    folded = account.folded if account is not None else fold(name)
    if _is_locked_out(server, user, folded):
        return ""
    if account is None or account.keys is None:
        server.lockout.wrong(server, user, f"account {folded}", known=False)
        fail(server, user)
        return ""
    nonce = base64.b64encode(server.new_secret(scram.NONCE_LENGTH)).decode()
    exchange.scram, exchange.account = ScramExchange(nonce), account
    return exchange.scram.first(message, account.keys)


def _scram_final(
    server: Server, user: User, exchange: Exchange, proof: ScramExchange, message: str
) -> str:
    assert exchange.account is not None
    target = f"account {exchange.account.folded}"
    if _is_locked_out(server, user, exchange.account.folded):
        return ""  # others have guessed since the exchange began
    try:
        reply = proof.final(message)
    except ScramError:
        server.lockout.wrong(server, user, target)
        raise
    server.lockout.right(user, target)
    exchange.proved = True
    return reply


def _is_locked_out(server: Server, user: User, folded: str) -> bool:
    refused = login.locked_out(server, user, f"account {folded}")
    if refused:
        fail(server, user, refused)
    return bool(refused)


def _outcome(server: Server, user: User, outcome: Account | str) -> None:
    user.sasl = None
    if isinstance(outcome, str):
        fail(server, user, outcome)
        return
    login.log_in(server, user, outcome)
    if not user.closed:
        text = "The login has worked"
        server.wire.numeric(user, Numeric.RPL_SASLSUCCESS, text)


def _send(server: Server, user: User, text: str) -> None:
    data = base64.b64encode(text.encode()).decode()
    for start in range(0, len(data), CHUNK):
        server.wire.line(user, b"AUTHENTICATE " + data[start : start + CHUNK].encode())
    if len(data) % CHUNK == 0:
        server.wire.line(user, b"AUTHENTICATE +")
