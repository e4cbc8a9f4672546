"""Who may take which nickname: what belongs to an account is only for who is logged in to it.

The rules:

* A nickname that is an account's name, or one that an account grouped, is refused to everybody else
  (433, and how to log in). A client that negotiates capabilities may name it before it has logged
  in: it is looked at when the registration is complete.
* Whoever is logged in takes it from a stranger who holds it; the stranger becomes a guest.
* Two connections of the same person: the second comes in under a name beside it (``anna_2``), or
  gets 433 when it is in already. The first has ``ghost_timeout`` to show that it is alive, and is
  dropped if it does not, and then the second is given the nickname; NickServ GHOST drops the first
  at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.irc.casemapping import fold
from core.irc.numerics import Numeric
from core.server.accounts import Account
from core.server.presence import change_nick
from core.server.state import User
from core.server.timeouts import probe

if TYPE_CHECKING:
    from core.server.server import Server

SERVICE = "NickServ"
_GUEST = "Guest"
_GHOST = f"If that connection is dead you get the name soon; at once by /msg {SERVICE} GHOST nick"


def owner_of(server: Server, folded: str) -> Account | None:
    """Whose this nickname is; nobody's where nobody can log in."""
    return server.accounts.owner_of(folded) if server.config.accounts else None


def owns(user: User, account: Account | None) -> bool:
    """Whether ``user`` is logged in to this account."""
    return account is not None and bool(user.account) and fold(user.account) == account.folded


def may_wait(server: Server, user: User, nick: str) -> bool:
    """Whether the name is looked at only when ``user`` has told who they are."""
    unknown = user.negotiating or user.certificate or user.password
    if user.registered or not unknown or not server.config.accounts:
        return False
    return owner_of(server, fold(nick)) is not None or server.lookalikes.like_owned(nick)


def beside_oneself(server: Server, user: User, nick: str) -> str:
    """The nickname for somebody who is about to come in and may be here already: ``nick``, or one
    beside it while another connection of the same person has it."""
    owner, holder = owner_of(server, fold(nick)), server.nicks.get(fold(nick))
    if holder is None or owner is None or not owns(user, owner) or not owns(holder, owner):
        return nick
    probe(server, holder, patient=False)
    if holder.closed:
        return nick
    number = 2
    while True:
        tail = f"_{number}"
        other = nick[: server.config.limits.nick_length - len(tail)] + tail
        if fold(other) not in server.nicks and owner_of(server, fold(other)) is None:
            break
        number += 1
    say(server, user, f"You are here as {nick} already, and come in as {other}. {_GHOST}")
    return other


def claim(server: Server, user: User, nick: str) -> bool:
    """Whether ``user`` may be called ``nick`` now; if not, the reason has been sent.

    Whoever stood in the way of the owner has been renamed or dropped then.
    """
    folded = fold(nick)
    owner = owner_of(server, folded)
    if owner is not None and not owns(user, owner):
        text = "This nickname belongs to an account: log in to use it"
        server.wire.numeric(user, Numeric.ERR_NICKNAMEINUSE, nick, text)
        say(server, user, how_to_log_in(owner))
        user.refused_nick = nick
        return False
    refused = server.lookalikes.refuse(user, nick)
    if refused is not None:
        server.wire.numeric(user, refused[0], nick, refused[1])
        return False
    holder = server.nicks.get(folded)
    if holder is not None and holder is not user:
        if owner is not None and not owns(holder, owner):
            make_guest(server, holder, f"{nick} belongs to an account, and its owner is here")
        else:
            probe(server, holder, patient=owner is None)
        holder = server.nicks.get(folded)
    if holder is None or holder is user:
        if user.registered or fold(user.refused_nick) == folded:
            user.refused_nick = ""  # before, this may be what a program tries instead
        return True
    text = "This nickname is taken"
    if owner is not None:
        text = f"You are here already. {_GHOST}"
    server.wire.numeric(user, Numeric.ERR_NICKNAMEINUSE, nick, text)
    user.refused_nick = nick
    return False


def how_to_log_in(account: Account) -> str:
    """What somebody is told who wants a name that belongs to an account."""
    return (
        f"If {account.name} is your account, log in by SASL, or with LOGIN {account.name} password,"
        " and then take the nickname again"
    )


def leave_owned(server: Server, user: User) -> None:
    """Rename ``user`` if the nickname belongs to an account that is not theirs (any more)."""
    owner = owner_of(server, user.folded)
    if user.registered and owner is not None and not owns(user, owner):
        make_guest(server, user, f"{user.nick} belongs to an account that you are not logged in to")


def give_back(server: Server, folded: str) -> None:
    """A nickname has become free: its owner, who was refused it while it was held, gets it."""
    owner = owner_of(server, folded)
    if owner is None:
        return
    for user in server.users.values():
        if fold(user.refused_nick) == folded and user.registered and owns(user, owner):
            nick, user.refused_nick = user.refused_nick, ""
            change_nick(server, user, nick, folded)
            return


def make_guest(server: Server, user: User, why: str) -> None:
    """Give somebody a name that belongs to nobody, and say why."""
    while True:
        number = 10000 + int.from_bytes(server.new_secret(4), "big") % 90000
        nick = f"{_GUEST}{number}"
        if nick.lower() not in server.nicks and owner_of(server, nick.lower()) is None:
            break
    say(server, user, f"{why}: you are called {nick} now")
    change_nick(server, user, nick, fold(nick))


def say(server: Server, user: User, text: str) -> None:
    """A NOTICE in the name of NickServ."""
    source = f"{SERVICE}!{SERVICE}@{server.wire.name}"
    server.wire.line(user, f":{source} NOTICE {user.shown} :{text}".encode())
