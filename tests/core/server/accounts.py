"""People who are logged in, without the work of passwords."""

from __future__ import annotations

from core.irc.casemapping import fold
from core.server.accounts import Account
from core.server.login import log_in
from tests.core.server.dialogue import Dialogue


def logged_in(talk: Dialogue, *names: str, account: str = "", caps: str = "") -> None:
    """Registered people, each logged in to the account of the same name (or to this one)."""
    for name in names:
        talk.join(name)
        server = talk.server
        own = account or name
        known = server.accounts.find(own) or Account(own, fold(own), talk.now)
        log_in(server, server.nicks[fold(name)], known)
        if caps:  # only now: with the name of the account at hand, as after SASL
            talk.send(name, f"CAP REQ :{caps}")
    talk.forget()
