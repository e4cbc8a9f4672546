"""The guard against names that look like another one in use (see :mod:`core.irc.lookalikes`).

It knows the skeletons of all nicknames, channels and accounts, so that a question takes the same
time however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.irc.casemapping import fold
from core.irc.lookalikes import skeleton, stray_letter
from core.irc.numerics import Numeric
from core.server.accounts import Account
from core.server.state import User

SERVICES = ("NickServ", "ChanServ", "HistServ", "OperServ", "HostServ", "MemoServ", "Global")
"""Names that people take for a part of the server."""


class Owned(NamedTuple):
    """A name that belongs to an account; ``account`` is folded."""

    name: str
    account: str


class Lookalikes:
    """Who uses which skeleton. Of several names with the same one the first is remembered.

    ``reserved`` are the names that nobody may look like; ``accounts`` have names that only their
    owners may look like.
    """

    def __init__(self, reserved: Iterable[str], accounts: Iterable[Account] = ()) -> None:
        self._people: dict[str, User] = {}
        self._channels: dict[str, str] = {}
        self._reserved = {skeleton(name): name for name in reserved}
        self._owned: dict[str, Owned] = {}
        for account in accounts:
            for name in (account.name, *account.nicks):
                self.protect(name, account.folded)

    def add(self, user: User) -> None:
        """A person has their nickname from now on."""
        self._people.setdefault(skeleton(user.nick), user)

    def discard(self, user: User) -> None:
        """A person gives up their nickname."""
        key = skeleton(user.nick)
        if self._people.get(key) is user:
            del self._people[key]

    def add_channel(self, name: str) -> None:
        """There is a channel with this name from now on."""
        self._channels.setdefault(skeleton(name), name)

    def discard_channel(self, name: str) -> None:
        """There is no channel with this name any longer."""
        key = skeleton(name)
        if self._channels.get(key) == name:
            del self._channels[key]

    def protect(self, name: str, account: str) -> None:
        """A name belongs to an account (folded), whether anybody uses it or not."""
        self._owned.setdefault(skeleton(name), Owned(name, account))

    def unprotect(self, name: str) -> None:
        """It does not any longer."""
        key = skeleton(name)
        owned = self._owned.get(key)
        if owned is not None and owned.name == name:
            del self._owned[key]

    def like_channel(self, name: str) -> str | None:
        """Another channel that looks like ``name``."""
        other = self._channels.get(skeleton(name))
        return other if other is not None and fold(other) != fold(name) else None

    def like_owned(self, nick: str) -> bool:
        """Whether a name of an account is this one, or looks like it."""
        return skeleton(nick) in self._owned

    def refuse(self, user: User, nick: str) -> tuple[str, str] | None:
        """The numeric and the sentence with which a nickname is refused, None if it is not.

        Whoever is logged in to the account that owns the other name may look like themselves, and
        so may another connection of the same account.
        """
        key, folded = skeleton(nick), fold(nick)
        account = fold(user.account)
        owned = self._owned.get(key)
        if owned is not None and owned.account == account:
            return None
        if owned is not None and fold(owned.name) != folded:
            return Numeric.ERR_NICKNAMEINUSE, f"This looks like {owned.name}, a registered name"
        other = self._people.get(key)
        if other is not None and other is not user and other.folded != folded:
            own = account and fold(other.account) == account
            if not own:
                text = f"This looks like {other.nick}, a nickname that is taken"
                return Numeric.ERR_NICKNAMEINUSE, text
        if key in self._reserved:
            text = f"This looks like {self._reserved[key]}, a name of the server itself"
            return Numeric.ERR_NICKNAMEINUSE, text
        stray = stray_letter(nick)
        if stray is not None:
            text = (
                f"The letter {stray.letter} is {stray.alphabet} among {stray.others} letters:"
                " write a word in one alphabet"
            )
            return Numeric.ERR_ERRONEUSNICKNAME, text
        return None
