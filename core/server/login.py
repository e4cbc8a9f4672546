"""Being logged in to an account: what it changes, and how a password gets there.

Sources: IRCv3 sasl 3.1 (numerics 900 and 901), account-notify, account-tag.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.message import escape_tag_value
from core.irc.numerics import Numeric
from core.server import bans, metadata, scram
from core.server.accounts import Account
from core.server.capabilities import ACCOUNT_NOTIFY
from core.server.events import LogKind
from core.server.nicknames import leave_owned
from core.server.presence import watchers_of
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

WRONG = "The account name or the password is wrong"
BUSY = "Too many people log in just now: try again in a moment"

Done = Callable[["Server", User, "Account | str"], None]
"""Gets the account whose password was right, or the sentence that refuses."""


def log_in(server: Server, user: User, account: Account) -> None:
    """``user`` has proved to own ``account``: 900, and those who want to know are told."""
    changed = account.name != user.account
    account = replace(account, last_seen=server.now)
    server.accounts.put(account)
    if changed:
        _set(server, user, account.name)
        server.note(LogKind.LOGIN, user, account.name)
    text = f"You are now logged in as {account.name}"
    server.wire.numeric(user, Numeric.RPL_LOGGEDIN, _mask(user), account.name, text)
    if changed:
        metadata.logged_in(server, user)
    bans.check(server, user)


def log_out(server: Server, user: User) -> None:
    """``user`` is nobody's any more: 901. A nickname of the account is kept by nobody else."""
    if not user.account:
        return
    server.note(LogKind.LOGOUT, user, user.account)
    _set(server, user, "")
    server.wire.numeric(user, Numeric.RPL_LOGGEDOUT, _mask(user), "You are now logged out")
    leave_owned(server, user)


def _set(server: Server, user: User, name: str) -> None:
    if user.account:
        metadata.logged_out(server, user)
    user.account = name
    user.sender_tags = b"account=" + escape_tag_value(name).encode() if name else b""
    for channel in user.channels.values():
        channel.speakers.discard(user.conn)  # bans and the like may go by the account
    if user.registered:
        body = user.prefix + b"ACCOUNT " + (name or "*").encode()
        server.wire.to_users(watchers_of(server, user, ACCOUNT_NOTIFY), body, source=user)


def _mask(user: User) -> str:
    return f"{user.nick or '*'}!{user.username or '*'}@{user.host}"


def logged_in(server: Server, account: Account) -> list[User]:
    """Everybody who is logged in to this account now."""
    return [user for user in server.users.values() if user.account == account.name]


def refusal(account: Account) -> str:
    """Why nobody may log in to this account now, in a sentence; "" if they may."""
    if account.suspended:
        return f"The account {account.name} is suspended: {account.suspended}"
    if not account.verified:
        return f"The account {account.name} is not verified yet: VERIFY {account.name} code"
    return ""


def locked_out(server: Server, user: User, target: str) -> str:
    """The sentence that refuses an attempt because too many were wrong; "" if it may be made."""
    wait = server.lockout.wait(server, user, target)
    return f"Too many wrong passwords: try again in {wait} s" if wait else ""


def check_password(server: Server, user: User, name: str, password: str, done: Done) -> None:
    """Find out whether this is the password of the account ``name``; a job if need be."""
    account = server.accounts.owner_of(fold(name))  # any of its nicknames will do
    target = f"account {account.folded if account is not None else fold(name)}"
    refused = locked_out(server, user, target)
    if refused:
        done(server, user, refused)
    elif account is None or account.keys is None or not password:
        server.lockout.wrong(server, user, target, known=account is not None)
        done(server, user, WRONG)
    elif len(password.encode()) > server.config.limits.password_longest:
        done(server, user, WRONG)
    elif not server.lockout.begin(server, user, target):
        done(server, user, BUSY)
    else:
        work = partial(scram.password_fits, password, account.keys)
        server.add_job(user, work, partial(_checked, account=account, done=done))


def _checked(server: Server, user: User, fits: bool, account: Account, done: Done) -> None:
    now = server.accounts.find(account.name)
    if not fits or now is None or now.keys != account.keys:
        server.lockout.wrong(server, user, f"account {account.folded}")
        done(server, user, WRONG)
        return
    server.lockout.right(user, f"account {account.folded}")
    done(server, user, refusal(now) or now)


def log_in_by_certificate(server: Server, user: User) -> None:
    """At the registration: the certificate of the connection opens an account without SASL, too.

    Only together with a nickname of that account: whoever writes somebody else's certificate into
    their own account must not have that person logged in to it unasked, and read along.
    """
    account = server.accounts.of_certificate(user.certificate)
    own = account is not None and server.accounts.owner_of(user.folded) == account
    wanted = own and not user.account and server.config.accounts
    if account is not None and wanted and not refusal(account):
        log_in(server, user, account)


def log_in_by_pass(server: Server, user: User) -> bool:
    """PASS ``account:password``, for clients that know no SASL: whether that is looked at now.

    Only where the server has no password of its own, for which PASS is then.
    """
    name, colon, password = (user.password or "").partition(":")
    config = server.config
    wanted = colon and not user.account and config.accounts and not config.password
    if not wanted or server.accounts.find(name) is None:
        return False
    user.password = None

    def done(server: Server, user: User, outcome: Account | str) -> None:
        if isinstance(outcome, Account):
            log_in(server, user, outcome)
        else:
            server.wire.numeric(user, Numeric.ERR_PASSWDMISMATCH, outcome)
        if not user.closed:
            server.complete_registration(user)

    check_password(server, user, name, password, done)
    return True
