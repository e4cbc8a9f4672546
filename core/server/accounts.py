"""Accounts: who may prove to be who, and the store that keeps them.

An account is optional for everybody. All of them are in memory; the store writes down what
changed, and whoever runs the server flushes it before anything is answered. Passwords are kept as
the keys of SCRAM-SHA-256 (RFC 5802 section 3) and never otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from core.irc.casemapping import fold


@dataclass(frozen=True, slots=True)
class ScramKeys:
    """What RFC 5802 lets a server keep of a password: ``SCRAM-SHA-256``."""

    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log in.

    Attributes:
        name: as it was registered; ``folded`` is how it is compared.
        created: seconds since 1970.
        keys: of the password; None where only certificates open it.
        certificates: SHA-256 fingerprints of client certificates, lower-case hex.
        nicks: folded nicknames that belong to it, besides its own name.
        email: "" where none was given.
        verified: may log in (False until VERIFY where the server asks for that).
        code: what VERIFY must say, "" when verified.
        suspended: why nobody may log in, "" when they may.
        last_seen: of a login, seconds since 1970, 0.0 for never.
    """

    name: str
    folded: str
    created: float
    keys: ScramKeys | None = None
    certificates: tuple[str, ...] = ()
    nicks: tuple[str, ...] = ()
    email: str = ""
    verified: bool = True
    code: str = ""
    suspended: str = ""
    last_seen: float = 0.0


class AccountStore(Protocol):
    """Keeps accounts. Safe when the next flush has returned."""

    def all(self) -> Iterable[Account]:
        """Everything that is kept, for the start."""

    def put(self, account: Account) -> None:
        """A new account, or a changed one (by ``folded``)."""

    def remove(self, folded: str) -> None:
        """Forget an account."""


class MemoryAccounts:
    """An :class:`AccountStore` that forgets when the program ends."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    def all(self) -> Iterable[Account]:
        """See AccountStore."""
        return tuple(self._accounts.values())

    def put(self, account: Account) -> None:
        """See AccountStore."""
        self._accounts[account.folded] = account

    def remove(self, folded: str) -> None:
        """See AccountStore."""
        self._accounts.pop(folded, None)


class AccountRegistry:
    """All accounts, found by name, by nickname and by certificate; changes go to the store."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store
        self._accounts: dict[str, Account] = {}
        self._nicks: dict[str, str] = {}  # folded nickname: folded account
        self._certificates: dict[str, str] = {}  # fingerprint: folded account
        for account in store.all():
            self._keep(account)

    def __len__(self) -> int:
        return len(self._accounts)

    def __iter__(self) -> Iterator[Account]:
        return iter(tuple(self._accounts.values()))

    def find(self, name: str) -> Account | None:
        """The account with this name, in any case; "" has none."""
        return self._accounts.get(fold(name)) if name else None

    def owner_of(self, folded: str) -> Account | None:
        """Whose this folded nickname is: the account of that name, or one that grouped it."""
        return self._accounts.get(self._nicks.get(folded, folded))

    def of_certificate(self, fingerprint: str) -> Account | None:
        """The account that this client certificate opens."""
        return self._accounts.get(self._certificates.get(fingerprint, "")) if fingerprint else None

    def put(self, account: Account) -> None:
        """A new account, or a changed one (by ``folded``)."""
        self._forget(account.folded)
        self._keep(account)
        self._store.put(account)

    def remove(self, folded: str) -> None:
        """Forget an account; its name and its nicknames are free then."""
        self._forget(folded)
        self._store.remove(folded)

    def _keep(self, account: Account) -> None:
        self._accounts[account.folded] = account
        self._nicks.update(dict.fromkeys(account.nicks, account.folded))
        self._certificates.update(dict.fromkeys(account.certificates, account.folded))

    def _forget(self, folded: str) -> None:
        old = self._accounts.pop(folded, None)
        if old is not None:
            for nick in old.nicks:
                self._nicks.pop(nick, None)
            for fingerprint in old.certificates:
                self._certificates.pop(fingerprint, None)
