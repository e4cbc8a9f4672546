"""Accounts: who may prove to be who, and the store that keeps them.

An account is optional for everybody. All of them are in memory; the store writes down what
changed, and whoever runs the server flushes it before anything is answered. Passwords are kept as
the keys of SCRAM-SHA-256 (RFC 5802 section 3) and never otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


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
