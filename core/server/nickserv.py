"""NickServ: accounts for people whose client knows no SASL, by messages or plain commands.

``PRIVMSG NickServ :IDENTIFY password`` and the command ``IDENTIFY password`` are the same order.
NickServ answers by NOTICE; a command that was refused is answered by FAIL (IRCv3
standard-replies).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.names import nickname_fault
from core.server import enrolment, login, nicknames, scram
from core.server.accounts import Account, ScramKeys
from core.server.enrolment import Failure
from core.server.events import LogKind
from core.server.nicknames import SERVICE
from core.server.passwords import password_fault
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Order:
    """One order to NickServ: who gave it, its words, and the command that it was, if any."""

    server: Server
    user: User
    words: list[str]
    command: str = ""

    def say(self, text: str) -> None:
        """An answer."""
        nicknames.say(self.server, self.user, text)

    def fail(self, code: str, text: str, *context: str) -> None:
        """A refusal."""
        if self.command:
            self.server.wire.fail(self.user, self.command, code, text, *context)
        else:
            self.say(text)

    def own_account(self) -> Account | None:
        """The account of who gave the order; None after a refusal."""
        account = self.server.accounts.find(self.user.account)
        if account is None:
            self.fail("NOT_LOGGED_IN", f"You are not logged in (/msg {SERVICE} IDENTIFY password)")
        return account

    def change(self, account: Account, what: str, text: str) -> None:
        """Keep a changed account, tell the log, and answer."""
        self.server.accounts.put(account)
        self.server.note(LogKind.ACCOUNT, self.user, what, account.name, "")
        self.say(text)


def hear(server: Server, user: User, text: str) -> None:
    """A message to NickServ."""
    words = text.split()
    verb = words[0].upper() if words else "HELP"
    obey(server, user, verb, words[1:])


def obey(server: Server, user: User, verb: str, words: list[str], command: str = "") -> None:
    """Carry out one order."""
    order = Order(server, user, words, command)
    row = _ORDERS.get(_ALIASES.get(verb, verb))
    if row is None:
        order.say(f"I do not know {verb[:20]}. Say HELP for what I know")
    elif not server.config.accounts and row is not _ORDERS["HELP"]:
        order.fail("TEMPORARILY_UNAVAILABLE", "There are no accounts on this server")
    elif len(words) < row.least:
        order.fail("NEED_MORE_PARAMS", f"This needs more words: {row.usage}")
    else:
        row.do(order)


# -- the orders ----------------------------------------------------------------------------------


def _help(order: Order) -> None:
    order.say("What I can do for you:")
    for row in _ORDERS.values():
        if row.text:
            order.say(f"{row.usage}: {row.text}")


def _register(order: Order) -> None:
    """``REGISTER password [e-mail]``."""
    email = order.words[1] if len(order.words) > 1 else "*"

    def then(server: Server, user: User, outcome: Account | Failure) -> None:
        if isinstance(outcome, Failure):
            order.fail(outcome.code, outcome.text, outcome.account)
        elif outcome.verified:
            login.log_in(server, user, outcome)
            order.say(f"The account {outcome.name} is yours. Next time: IDENTIFY and your password")
        else:
            order.say("Ask who runs this server for a code, then say VERIFY and the code")

    password = order.words[0]
    failure = enrolment.register(order.server, order.user, "*", email, password, then)
    if failure is not None:
        order.fail(failure.code, failure.text, failure.account)


def _verify(order: Order) -> None:
    """``VERIFY [account] code``."""
    name = order.words[0] if len(order.words) > 1 else order.user.nick
    outcome = enrolment.verify(order.server, order.user, name, order.words[-1])
    if isinstance(outcome, Failure):
        order.fail(outcome.code, outcome.text, outcome.account)
    else:
        login.log_in(order.server, order.user, outcome)


def _identify(order: Order) -> None:
    """``IDENTIFY [account] password``."""
    name = order.words[0] if len(order.words) > 1 else order.user.nick

    def done(server: Server, user: User, outcome: Account | str) -> None:
        if isinstance(outcome, str):
            order.fail("INVALID_CREDENTIALS", outcome)
        else:
            login.log_in(server, user, outcome)
            order.say(f"You are logged in as {outcome.name}")

    login.check_password(order.server, order.user, name, order.words[-1], done)


def _logout(order: Order) -> None:
    if order.own_account() is not None:
        login.log_out(order.server, order.user)


def _passwd(order: Order) -> None:
    """``PASSWD old new``; without the old one where there is none."""
    account = order.own_account()
    if account is None:
        return
    new = order.words[-1]
    fault = password_fault(new, account.name, order.server.config.limits)
    if fault:
        code = "WEAK_PASSWORD" if fault == "weak" else "UNACCEPTABLE_PASSWORD"
        order.fail(code, "The new password is too short, too long or too easy")
    elif account.keys is None:
        _set_password(order, account, new)
    elif len(order.words) < 2:
        order.fail("NEED_MORE_PARAMS", "Say the old password too: PASSWD old new")
    else:

        def done(server: Server, user: User, outcome: Account | str) -> None:
            if isinstance(outcome, str):
                order.fail("INVALID_CREDENTIALS", outcome)
            else:
                _set_password(order, outcome, new)

        login.check_password(order.server, order.user, account.name, order.words[0], done)


def _set_password(order: Order, account: Account, password: str) -> None:
    server = order.server

    def done(server: Server, user: User, keys: ScramKeys | None) -> None:
        now = server.accounts.find(account.name)
        if keys is None or now is None:
            order.fail("UNACCEPTABLE_PASSWORD", enrolment.bad_characters("").text)
        else:
            order.change(replace(now, keys=keys), "password", "The password is changed")

    salt = server.new_secret(scram.SALT_LENGTH)
    iterations = server.config.limits.password_iterations
    server.add_job(order.user, partial(enrolment.derive, password, salt, iterations), done)


def _cert(order: Order) -> None:
    """``CERT ADD [fingerprint]``, ``CERT DEL fingerprint``, ``CERT LIST``."""
    account = order.own_account()
    if account is None:
        return
    action = order.words[0].upper()
    given = order.words[1] if len(order.words) > 1 else ""
    fingerprint = given.replace(":", "").lower() or order.user.certificate
    if action == "LIST":
        for number, known in enumerate(account.certificates, 1):
            order.say(f"{number}. {known}")
        order.say(f"{len(account.certificates)} certificates open the account {account.name}")
    elif action == "ADD":
        _add_certificate(order, account, fingerprint)
    elif action in ("DEL", "REMOVE"):
        if fingerprint not in account.certificates:
            order.fail("NO_SUCH_CERTIFICATE", "This certificate is not one of your account")
            return
        rest = tuple(known for known in account.certificates if known != fingerprint)
        if not rest and account.keys is None:
            order.fail("LAST_KEY", "Nothing else opens the account: set a password first (PASSWD)")
            return
        text = "This certificate no longer opens your account"
        order.change(replace(account, certificates=rest), "certificate", text)
    else:
        order.fail("UNKNOWN_SUBCOMMAND", "CERT knows ADD, DEL and LIST")


def _add_certificate(order: Order, account: Account, fingerprint: str) -> None:
    most = order.server.config.limits.certificates_per_account
    if not fingerprint:
        text = "You are not connected with TLS and a client certificate: give its SHA-256"
        order.fail("NO_CERTIFICATE", text)
    elif not _FINGERPRINT.fullmatch(fingerprint):
        order.fail("INVALID_FINGERPRINT", "A fingerprint is 64 hexadecimal digits (SHA-256)")
    elif order.server.accounts.of_certificate(fingerprint) is not None:
        order.fail("CERTIFICATE_EXISTS", "This certificate opens an account already")
    elif len(account.certificates) >= most:
        order.fail("TOO_MANY", f"An account has at most {most} certificates")
    else:
        changed = replace(account, certificates=(*account.certificates, fingerprint))
        text = "This certificate opens your account from now on (SASL EXTERNAL)"
        order.change(changed, "certificate", text)


def _info(order: Order) -> None:
    """``INFO [account]``; details only of one's own."""
    server = order.server
    name = order.words[0] if order.words else order.user.account or order.user.nick
    account = server.accounts.owner_of(fold(name))
    if account is None:
        order.say(f"{name} is not registered")
        return
    order.say(f"Account {account.name}, made on {_day(account.created)}")
    people = [user.nick for user in login.logged_in(server, account) if user.registered]
    if people:
        order.say("Logged in now: " + ", ".join(people[:10]))
    elif account.last_seen:
        order.say(f"Last here on {_day(account.last_seen)}")
    if account.name == order.user.account or order.user.oper:
        ways = ["a password"] * (account.keys is not None)
        ways.append(f"{len(account.certificates)} certificates")
        order.say("Opened by " + " and ".join(ways))
        if account.nicks:
            order.say("Nicknames: " + ", ".join(account.nicks))
        if account.email:
            order.say(f"E-mail: {account.email}")
        if account.suspended:
            order.say(f"Suspended: {account.suspended}")


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")


def _group(order: Order) -> None:
    """The nickname of now belongs to the account, too."""
    account = order.own_account()
    if account is None:
        return
    user, server = order.user, order.server
    most = server.config.limits.nicks_per_account
    owner = server.accounts.owner_of(user.folded)
    if owner is not None:
        order.fail("NICK_EXISTS", f"{user.nick} belongs to the account {owner.name} already")
    elif len(account.nicks) >= most:
        order.fail("TOO_MANY", f"An account has at most {most} more nicknames")
    else:
        server.lookalikes.protect(user.folded, account.folded)
        changed = replace(account, nicks=(*account.nicks, user.folded))
        order.change(changed, "nicks", f"{user.nick} belongs to you now")


def _ungroup(order: Order) -> None:
    account = order.own_account()
    if account is None:
        return
    folded = fold(order.words[0])
    if folded not in account.nicks:
        order.fail("NO_SUCH_NICK", "This is no nickname of your account")
        return
    order.server.lookalikes.unprotect(folded)
    nicks = tuple(nick for nick in account.nicks if nick != folded)
    order.change(replace(account, nicks=nicks), "nicks", f"{order.words[0]} is free for others")


def _ghost(order: Order) -> None:
    """Drop another connection that has one of the account's nicknames, at once."""
    account = order.own_account()
    if account is None:
        return
    server, folded = order.server, fold(order.words[0])
    holder = server.nicks.get(folded)
    owner = server.accounts.owner_of(folded)
    if owner is None or owner.folded != account.folded:
        order.fail("NOT_YOURS", "This nickname does not belong to your account")
    elif holder is None or holder is order.user:
        order.fail("NOT_FOUND", "Nobody else is here with this nickname")
    else:
        nick = holder.nick
        server.drop(holder, "ghost", f"{order.user.nick or account.name} took the name over")
        order.say(f"{nick} is gone, the name is free for you")


def _drop(order: Order) -> None:
    """``DROP password``; where there is none, the account's name instead."""
    account = order.own_account()
    if account is None:
        return

    def done(server: Server, user: User, outcome: Account | str) -> None:
        if isinstance(outcome, str):
            order.fail("INVALID_CREDENTIALS", outcome)
            return
        enrolment.remove_account(server, outcome, user)
        order.say(f"The account {outcome.name} is gone")

    if account.keys is not None:
        login.check_password(order.server, order.user, account.name, order.words[0], done)
    elif fold(order.words[0]) == account.folded:
        done(order.server, order.user, account)
    else:
        order.fail("INVALID_CREDENTIALS", f"Say DROP {account.name} to remove it for good")


def _saregister(order: Order) -> None:
    """An operator of the server makes an account for somebody: ``SAREGISTER account password``."""
    server, (name, password) = order.server, order.words[:2]
    if not order.user.oper:
        order.fail("NO_PRIVILEGES", "Only operators of the server may do that")
        return
    fault = enrolment.name_fault(server, server.find_nick(name), name)
    fault = fault or password_fault(password, name, server.config.limits)
    if fault or nickname_fault(name):
        order.fail("NOT_POSSIBLE", f"The account cannot be made: {fault}")
        return

    def done(server: Server, user: User, keys: ScramKeys | None) -> None:
        if keys is None or enrolment.name_fault(server, server.find_nick(name), name):
            order.fail("NOT_POSSIBLE", "The account cannot be made")
            return
        enrolment.add_account(server, Account(name, fold(name), server.now, keys), user)
        order.say(f"The account {name} is made")

    salt = server.new_secret(scram.SALT_LENGTH)
    iterations = server.config.limits.password_iterations
    server.add_job(order.user, partial(enrolment.derive, password, salt, iterations), done)


@dataclass(frozen=True, slots=True)
class _Row:
    do: Callable[[Order], None]
    least: int
    usage: str
    text: str = ""  # "" is not shown by HELP


_ORDERS: Mapping[str, _Row] = {
    "HELP": _Row(_help, 0, "HELP"),
    "REGISTER": _Row(_register, 1, "REGISTER password", "makes an account of your nickname"),
    "VERIFY": _Row(_verify, 1, "VERIFY code", "completes the account where a code is needed"),
    "IDENTIFY": _Row(_identify, 1, "IDENTIFY [account] password", "logs you in"),
    "LOGOUT": _Row(_logout, 0, "LOGOUT", "logs you out"),
    "PASSWD": _Row(_passwd, 1, "PASSWD old new", "changes your password"),
    "CERT": _Row(_cert, 1, "CERT ADD|DEL|LIST [fingerprint]", "certificates that log you in"),
    "INFO": _Row(_info, 0, "INFO [account]", "tells about an account"),
    "GROUP": _Row(_group, 0, "GROUP", "makes your nickname of now one of your account"),
    "UNGROUP": _Row(_ungroup, 1, "UNGROUP nickname", "gives such a nickname back"),
    "GHOST": _Row(_ghost, 1, "GHOST nickname", "drops an old connection of yours"),
    "DROP": _Row(_drop, 1, "DROP password", "removes your account"),
    "SAREGISTER": _Row(_saregister, 2, "SAREGISTER account password"),
}
_ALIASES = {
    "ACCOUNT": "INFO",
    "CERTFP": "CERT",
    "DROPACCOUNT": "DROP",
    "ID": "IDENTIFY",
    "LOGIN": "IDENTIFY",
    "RECOVER": "GHOST",
    "REGAIN": "GHOST",
    "RELEASE": "GHOST",
    "UNREGISTER": "DROP",
}
