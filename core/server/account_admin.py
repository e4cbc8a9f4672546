"""What who runs the server does with accounts, in its window.

Called by the window (through the engine), never by a client. What can fail returns a code, "" when
it was done: "no_account", "exists", "bad_name", "taken" (somebody uses the nickname just now),
"weak", "too_long", "bad_password".

A password takes some milliseconds of work here, under the server's lock: that is once in a while.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.server import enrolment, login, scram
from core.server.accounts import Account, ScramKeys
from core.server.events import AccountInfo, LogKind
from core.server.passwords import password_fault
from core.server.wire import shorten

if TYPE_CHECKING:
    from core.server.server import Server

_REASON_LENGTH = 200  # bytes


def list_accounts(server: Server) -> tuple[AccountInfo, ...]:
    """All accounts, by name."""
    online: dict[str, list[str]] = {}
    for user in server.users.values():
        if user.account and user.registered:
            online.setdefault(fold(user.account), []).append(user.nick)
    accounts = sorted(server.accounts, key=lambda account: account.folded)
    return tuple(_info(account, online.get(account.folded, [])) for account in accounts)


def _info(account: Account, online: list[str]) -> AccountInfo:
    return AccountInfo(
        name=account.name,
        created=account.created,
        last_seen=account.last_seen,
        has_password=account.keys is not None,
        certificates=account.certificates,
        nicks=account.nicks,
        email=account.email,
        verified=account.verified,
        code=account.code,
        suspended=account.suspended,
        online=tuple(online),
    )


def add_account(server: Server, name: str, password: str) -> str:
    """Make an account for somebody."""
    server.touch()
    fault = enrolment.name_fault(server, None, name)
    fault = fault or password_fault(password, name, server.config.limits)
    if fault:
        return fault
    keys = _keys(server, password)
    if keys is None:
        return "bad_password"
    enrolment.add_account(server, Account(name, fold(name), server.now, keys))
    return ""


def set_password(server: Server, name: str, password: str) -> str:
    """Give an account another password; who is logged in stays so."""
    server.touch()
    account = server.accounts.find(name)
    if account is None:
        return "no_account"
    fault = password_fault(password, account.name, server.config.limits)
    if fault:
        return fault
    keys = _keys(server, password)
    if keys is None:
        return "bad_password"
    server.lockout.forget(f"account {account.folded}")
    _change(server, replace(account, keys=keys), "password")
    return ""


def suspend(server: Server, name: str, reason: str) -> str:
    """Let nobody log in to an account, and log out who is; "" lets them again."""
    server.touch()
    account = server.accounts.find(name)
    if account is None:
        return "no_account"
    reason = shorten(" ".join(reason.split()), _REASON_LENGTH)
    _change(server, replace(account, suspended=reason), "suspended" if reason else "restored")
    for user in login.logged_in(server, account) if reason else ():
        login.log_out(server, user)
    return ""


def remove(server: Server, name: str) -> str:
    """Remove an account for good; its name is free then."""
    server.touch()
    account = server.accounts.find(name)
    if account is None:
        return "no_account"
    enrolment.remove_account(server, account)
    return ""


def verify(server: Server, name: str) -> str:
    """Let somebody use an account who could not be sent a code."""
    server.touch()
    account = server.accounts.find(name)
    if account is None:
        return "no_account"
    if not account.verified:
        enrolment.set_verified(server, account)
    return ""


def remove_certificate(server: Server, name: str, fingerprint: str) -> str:
    """A certificate no longer opens an account."""
    server.touch()
    account = server.accounts.find(name)
    if account is None:
        return "no_account"
    rest = tuple(known for known in account.certificates if known != fingerprint)
    _change(server, replace(account, certificates=rest), "certificate")
    return ""


def _keys(server: Server, password: str) -> ScramKeys | None:
    salt = server.new_secret(scram.SALT_LENGTH)
    return enrolment.derive(password, salt, server.config.limits.password_iterations)


def _change(server: Server, account: Account, what: str) -> None:
    server.accounts.put(account)
    server.note(LogKind.ACCOUNT, None, what, account.name, account.suspended)
