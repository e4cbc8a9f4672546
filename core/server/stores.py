"""What outlives a run of the server: history, accounts, and small values by name.

``core.storage`` has the stores that last; the ones here forget. None of them waits: what is given
to a store is safe when whoever runs the server has flushed it, before anything is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from core.server.accounts import AccountStore, MemoryAccounts
from core.server.history import HistoryStore, MemoryHistory


class ValueStore(Protocol):
    """Texts by space and name: server bans, read markers, metadata, settings of channels …"""

    def get(self, space: str, name: str) -> str | None:
        """The value, None where there is none."""

    def put(self, space: str, name: str, value: str | None) -> None:
        """Keep a value; None removes it."""

    def items(self, space: str) -> dict[str, str]:
        """All of a space."""


class MemoryValues:
    """A :class:`ValueStore` that forgets when the program ends."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, str]] = {}

    def get(self, space: str, name: str) -> str | None:
        """See ValueStore."""
        return self._values.get(space, {}).get(name)

    def put(self, space: str, name: str, value: str | None) -> None:
        """See ValueStore."""
        if value is None:
            self._values.get(space, {}).pop(name, None)
        else:
            self._values.setdefault(space, {})[name] = value

    def items(self, space: str) -> dict[str, str]:
        """See ValueStore."""
        return dict(self._values.get(space, {}))


@dataclass(frozen=True)
class Stores:
    """The stores of one server. ``lasting`` is False where the end of the program forgets them."""

    history: HistoryStore = field(default_factory=MemoryHistory)
    accounts: AccountStore = field(default_factory=MemoryAccounts)
    values: ValueStore = field(default_factory=MemoryValues)
    lasting: bool = False
