"""Where a client connects, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.client.session import SessionOptions


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """Where to connect, and as whom. Times are in seconds.

    ``connect_timeout`` covers looking the name up and reaching an address of it,
    ``registration_timeout`` the silence of a server that has not let us in yet.
    """

    host: str
    port: int = 6667
    session: SessionOptions = field(default_factory=lambda: SessionOptions("guest"))
    reconnect: bool = True
    connect_timeout: float = 15.0
    registration_timeout: float = 30.0
