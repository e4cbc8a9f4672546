"""The accounts that last: a :class:`core.server.accounts.AccountStore` in SQLite."""

from __future__ import annotations

import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from core.server.accounts import Account, ScramKeys
from core.storage.changed import Changed
from core.storage.event_rows import clean
from core.storage.saving import Saving

_FIELDS = {field.name for field in fields(Account)}


class SqliteAccounts(Changed[str]):
    """See :class:`core.server.accounts.AccountStore`. All accounts are in memory too."""

    def __init__(self, saving: Saving) -> None:
        super().__init__()
        self._accounts: dict[str, Account] = {}
        for folded, text in saving.connection.execute("SELECT folded, account FROM accounts"):
            self._accounts[folded] = account_from_json(text)
        saving.add(self)

    def all(self) -> Iterable[Account]:
        """See AccountStore."""
        return tuple(self._accounts.values())

    def put(self, account: Account) -> None:
        """See AccountStore."""
        self._accounts[account.folded] = account
        self.note(account.folded)

    def remove(self, folded: str) -> None:
        """See AccountStore."""
        if self._accounts.pop(folded, None) is not None:
            self.note(folded)

    def store(self, connection: sqlite3.Connection, key: str) -> None:
        """See Changed."""
        account = self._accounts.get(key)
        if account is None:
            connection.execute("DELETE FROM accounts WHERE folded = ?", (clean(key),))
        else:
            connection.execute(
                "INSERT OR REPLACE INTO accounts VALUES (?, ?)",
                (clean(key), account_to_json(account)),
            )


def account_to_json(account: Account) -> str:
    """An account as an object of JSON; binary values in base64."""
    values: dict[str, Any] = {name: getattr(account, name) for name in sorted(_FIELDS)}
    if account.keys is not None:
        keys = account.keys
        values["keys"] = {
            "salt": b64encode(keys.salt).decode(),
            "iterations": keys.iterations,
            "stored_key": b64encode(keys.stored_key).decode(),
            "server_key": b64encode(keys.server_key).decode(),
        }
    return json.dumps(values)  # escapes everything that is not ASCII


def account_from_json(text: str) -> Account:
    """The account; what is missing has its default. Raises ValueError, KeyError or TypeError."""
    values = {name: value for name, value in json.loads(text).items() if name in _FIELDS}
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    if (keys := values.get("keys")) is not None:
        values["keys"] = ScramKeys(
            b64decode(keys["salt"]),
            int(keys["iterations"]),
            b64decode(keys["stored_key"]),
            b64decode(keys["server_key"]),
        )
    return Account(**values)
