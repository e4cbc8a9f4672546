"""Making, verifying and removing accounts (IRCv3 draft/account-registration)."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.names import nickname_fault
from core.server import login, metadata, recording, scram
from core.server.accounts import Account, ScramKeys
from core.server.commands import markers
from core.server.events import LogKind, LogLevel
from core.server.lookalikes import SERVICES
from core.server.passwords import password_fault, same_secret
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_SERVICES = frozenset(map(fold, SERVICES))
_CODE_BYTES = 5  # eight letters of Base32


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something was not done: a code of the specification, the account, and a sentence."""

    code: str
    account: str
    text: str


Then = Callable[["Server", User, "Account | Failure"], None]


def register(
    server: Server, user: User, name: str, email: str, password: str, then: Then
) -> Failure | None:
    """Make an account: why not, or None and ``then`` is called when its keys have been made.

    ``name`` ``*`` is the nickname, ``email`` ``*`` none.
    """
    shown = (user.nick or user.refused_nick or "*") if name == "*" else name
    failure = (
        _not_now(server, user, shown)
        or _name_failure(server, user, shown, by_nick=name == "*")
        or _email_failure(server, shown, email)
        or _password_failure(server, shown, password)
    )
    if failure is not None:
        return failure
    if not server.lockout.may_register(server, user):
        text = "Too many accounts were made from your address: try again in an hour"
        return Failure("TEMPORARILY_UNAVAILABLE", shown, text)
    if not server.lockout.begin(server, user, f"new {fold(shown)}"):
        return Failure("TEMPORARILY_UNAVAILABLE", shown, login.BUSY)
    salt = server.new_secret(scram.SALT_LENGTH)
    work = partial(derive, password, salt, server.config.limits.password_iterations)
    made = partial(_made, name=shown, email="" if email == "*" else email, then=then)
    server.add_job(user, work, made)
    return None


def derive(password: str, salt: bytes, iterations: int) -> ScramKeys | None:
    """A job: the keys, None where the password has characters that none may have."""
    try:
        return scram.derive(password, salt, iterations)
    except scram.BadPasswordError:
        return None


def _made(
    server: Server, user: User, keys: ScramKeys | None, name: str, email: str, then: Then
) -> None:
    if keys is None:
        then(server, user, bad_characters(name))
        return
    failure = _name_failure(server, user, name, by_nick=False)  # somebody else may have been faster
    if failure is not None:
        then(server, user, failure)
        return
    verify = server.config.register_requires_email
    code = base64.b32encode(server.new_secret(_CODE_BYTES)).decode() if verify else ""
    account = Account(
        name, fold(name), server.now, keys, email=email, verified=not verify, code=code
    )
    server.lockout.registered(server, user)
    add_account(server, account, user)
    then(server, user, account)


def add_account(server: Server, account: Account, by: User | None = None) -> None:
    """Keep a new account, and protect its name."""
    forget_unverified(server, account.folded)
    server.accounts.put(account)
    server.lookalikes.protect(account.name, account.folded)
    if account.verified:
        server.note(LogKind.ACCOUNT, by, "registered", account.name, account.email)
    else:
        # There is no mail on a local network: whoever runs the server passes the code on.
        args = ("code", account.name, account.code, account.email)
        server.note(LogKind.ACCOUNT, by, *args, level=LogLevel.WARNING)


def remove_account(server: Server, account: Account, by: User | None = None) -> None:
    """Forget an account; who is logged in to it is logged out, and keeps the nickname."""
    for nick in (account.name, *account.nicks):
        server.lookalikes.unprotect(nick)
    server.accounts.remove(account.folded)
    server.lockout.forget(f"account {account.folded}")
    for user in login.logged_in(server, account):
        login.log_out(server, user)
    metadata.forget_account(server, account.folded)
    recording.forget_account(server, account.folded)
    markers.forget_account(server, account.folded)
    server.note(LogKind.ACCOUNT, by, "removed", account.name, "")


def verify(server: Server, user: User, name: str, code: str) -> Account | Failure:
    """VERIFY: the code that was shown to whoever runs the server opens the account."""
    account = server.accounts.find(name)
    target = f"code {fold(name)}"
    if not user.registered and not server.config.register_before_connect:
        return _connect_first(name)
    if user.account:
        text = f"You are logged in to {user.account} already"
        return Failure("ALREADY_AUTHENTICATED", user.account, text)
    refused = login.locked_out(server, user, target)
    if refused:
        return Failure("TEMPORARILY_UNAVAILABLE", name, refused)
    if account is None or account.verified or _expired(server, account):
        return Failure("INVALID_CODE", name, "There is no account of this name to verify")
    if not same_secret(code.strip().upper(), account.code):
        server.lockout.wrong(server, user, target)
        return Failure("INVALID_CODE", name, "This is not the code")
    server.lockout.right(user, target)
    account = set_verified(server, account, user)
    text = login.refusal(account)
    return Failure("TEMPORARILY_UNAVAILABLE", account.name, text) if text else account


def set_verified(server: Server, account: Account, by: User | None = None) -> Account:
    """The account may be used from now on."""
    account = replace(account, verified=True, code="")
    server.accounts.put(account)
    server.note(LogKind.ACCOUNT, by, "verified", account.name, "")
    return account


def forget_unverified(server: Server, folded: str) -> None:
    """Remove an account that nobody verified in time, if this is one."""
    account = server.accounts.find(folded)
    if account is not None and _expired(server, account):
        remove_account(server, account)


def bad_characters(name: str) -> Failure:
    """What is said of a password that SASLprep refuses."""
    text = "There are characters in the password that cannot be in one, emoji for instance"
    return Failure("UNACCEPTABLE_PASSWORD", name, text)


def _expired(server: Server, account: Account) -> bool:
    age = server.now - account.created
    return not account.verified and age > server.config.limits.verification_time


def _connect_first(name: str) -> Failure:
    text = "Complete the connection first (NICK, USER, CAP END)"
    return Failure("COMPLETE_CONNECTION_REQUIRED", name, text)


def _not_now(server: Server, user: User, name: str) -> Failure | None:
    config = server.config
    if not config.accounts:
        text = "Accounts cannot be made on this server"
        return Failure("TEMPORARILY_UNAVAILABLE", name, text)
    if user.account:
        text = f"You are logged in to {user.account} already"
        return Failure("ALREADY_AUTHENTICATED", user.account, text)
    if not user.registered:
        if not config.register_before_connect:
            return _connect_first(name)
        if config.password:
            text = login.locked_out(server, user, "server")
            if not text and not same_secret(user.password or "", config.password):
                text = "Give the password of this server first (PASS)"
                if user.password:
                    server.lockout.wrong(server, user, "server", known=False)
            if text:
                return Failure("TEMPORARILY_UNAVAILABLE", name, text)
    return None


def _name_failure(server: Server, user: User, name: str, by_nick: bool) -> Failure | None:
    """Why there can be no new account of this name (made by ``user``)."""
    if name == "*":
        return Failure("NEED_NICK", "*", "Say first what you want to be called (NICK)")
    if by_nick and not user.nick:
        return Failure("ACCOUNT_EXISTS", name, "This nickname is not free")
    fault = name_fault(server, user, name)
    if fault == "bad_name":
        text = "This cannot be the name of an account: what can be a nickname can"
        return Failure("BAD_ACCOUNT_NAME", name, text)
    if fault == "exists":
        return Failure("ACCOUNT_EXISTS", name, "There is an account of this name already")
    if fault == "taken":
        return Failure("ACCOUNT_EXISTS", name, "Somebody else uses this nickname just now")
    alike = server.lookalikes.refuse(user, name)
    return Failure("BAD_ACCOUNT_NAME", name, alike[1]) if alike is not None else None


def name_fault(server: Server, user: User | None, name: str) -> str:
    """Why ``name`` cannot be that of a new account: "bad_name", "exists", "taken", or ""."""
    folded = fold(name)
    reserved = folded in server.reserved_names or folded in _SERVICES
    if reserved or nickname_fault(name, server.config.limits.nick_length):
        return "bad_name"
    owner = server.accounts.owner_of(folded)
    if owner is not None and not _expired(server, owner):
        return "exists"
    holder = server.nicks.get(folded)
    return "taken" if holder is not None and holder is not user else ""


def _email_failure(server: Server, name: str, email: str) -> Failure | None:
    if email == "*" and not server.config.register_requires_email:
        return None
    if _EMAIL.fullmatch(email):
        return None
    return Failure("INVALID_EMAIL", name, "An e-mail address is needed: name@example.org")


def _password_failure(server: Server, name: str, password: str) -> Failure | None:
    limits = server.config.limits
    fault = password_fault(password, name, limits)
    if fault == "weak":
        text = f"The password is too short or too easy: {limits.password_shortest} characters or"
        return Failure("WEAK_PASSWORD", name, f"{text} more, and not the name")
    if fault == "too_long":
        text = f"The password is longer than {limits.password_longest} bytes"
        return Failure("UNACCEPTABLE_PASSWORD", name, text)
    return bad_characters(name) if fault else None
