"""How much history is kept, and how much there is."""

from __future__ import annotations

from dataclasses import dataclass

from core.server.config import ServerConfig


@dataclass(frozen=True, slots=True)
class HistoryLimits:
    """What history may take: events of a conversation, age in days, bytes of the file; 0: all."""

    messages: int = 0
    days: int = 0
    bytes: int = 0

    @classmethod
    def of(cls, config: ServerConfig) -> HistoryLimits:
        """Those of a server's settings."""
        return cls(config.history_messages, config.history_days, config.history_bytes)


@dataclass(frozen=True, slots=True)
class ConversationFigures:
    """One conversation: ``key`` for the store, ``name`` to be shown, times since 1970.

    ``bytes`` is its share of the file, by the number of its events.
    """

    key: str
    name: str
    private: bool
    events: int
    bytes: int
    oldest: float
    newest: float


@dataclass(frozen=True, slots=True)
class HistoryFigures:
    """What is kept: the conversations (the one with the newest event first), and the file's size.

    ``not_indexed`` is how many events the search has still to index.
    """

    conversations: tuple[ConversationFigures, ...] = ()
    events: int = 0
    file_bytes: int = 0
    not_indexed: int = 0
    limits: HistoryLimits = HistoryLimits()
