"""Accounts: AUTHENTICATE, REGISTER and VERIFY; and NickServ's orders as commands.

Sources: IRCv3 sasl, draft/account-registration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.irc.message import Message
from core.irc.numerics import Numeric
from core.server import enrolment, login, nickserv, sasl
from core.server.accounts import Account
from core.server.commands import Command
from core.server.enrolment import Failure
from core.server.state import User

if TYPE_CHECKING:
    from core.server.server import Server


def _authenticate(server: Server, user: User, message: Message) -> None:
    sasl.authenticate(server, user, message.params[0])


def _register(server: Server, user: User, message: Message) -> None:
    """``REGISTER account email password``; for people also ``REGISTER password``."""
    if len(message.params) == 2:
        text = "REGISTER needs more parameters: account, e-mail and password (* * password)"
        server.wire.numeric(user, Numeric.ERR_NEEDMOREPARAMS, "REGISTER", text)
        return
    name, email = ("*", "*") if len(message.params) == 1 else message.params[:2]
    password = message.params[0] if len(message.params) == 1 else message.params[2]
    failure = enrolment.register(server, user, name, email, password, _registered)
    if failure is not None:
        _fail(server, user, "REGISTER", failure)


def _registered(server: Server, user: User, outcome: Account | Failure) -> None:
    if isinstance(outcome, Failure):
        _fail(server, user, "REGISTER", outcome)
        return
    name = outcome.name
    if outcome.verified:
        text = f"The account {name} is made, and you are logged in to it"
        server.wire.server(user, f"REGISTER SUCCESS {name} :{text}")
        login.log_in(server, user, outcome)
    else:
        text = f"Ask who runs this server for the code, and send VERIFY {name} code"
        server.wire.server(user, f"REGISTER VERIFICATION_REQUIRED {name} :{text}")


def _verify(server: Server, user: User, message: Message) -> None:
    outcome = enrolment.verify(server, user, *message.params[:2])
    if isinstance(outcome, Failure):
        _fail(server, user, "VERIFY", outcome)
        return
    text = f"The account {outcome.name} is verified, and you are logged in to it"
    server.wire.server(user, f"VERIFY SUCCESS {outcome.name} :{text}")
    login.log_in(server, user, outcome)


def _fail(server: Server, user: User, command: str, failure: Failure) -> None:
    server.wire.fail(user, command, failure.code, failure.text, failure.account)


def _nickserv(server: Server, user: User, message: Message) -> None:
    """``NICKSERV …``, ``NS …``: what clients make of ``/ns …``."""
    nickserv.hear(server, user, " ".join(message.params))


def _order(verb: str) -> Callable[[Server, User, Message], None]:
    def handler(server: Server, user: User, message: Message) -> None:
        nickserv.obey(server, user, verb, list(message.params), message.command)

    return handler


COMMANDS = (
    Command("AUTHENTICATE", 1, True, _authenticate),
    Command("REGISTER", 1, True, _register),
    Command("VERIFY", 2, True, _verify),
    Command("NICKSERV", 0, False, _nickserv),
    Command("NS", 0, False, _nickserv),
    Command("ACCOUNT", 0, False, _order("INFO")),
    Command("CERT", 1, False, _order("CERT")),
    Command("DROPACCOUNT", 1, False, _order("DROP")),
    Command("GHOST", 1, True, _order("GHOST")),
    Command("IDENTIFY", 1, True, _order("IDENTIFY")),
    Command("LOGIN", 2, True, _order("IDENTIFY")),
    Command("LOGOUT", 0, False, _order("LOGOUT")),
    Command("PASSWD", 1, False, _order("PASSWD")),
)
