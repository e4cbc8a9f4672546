"""Where a client connects, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.client.session import SessionOptions
from core.known_servers import KnownServers
from core.net.proxy import Proxy


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """Where to connect, and as whom. Times are in seconds.

    ``tls``: encrypted from the first byte. ``known``: the certificates that are trusted, and the
    servers that want to be encrypted; None begins without any. ``proxy``: the way there.
    ``connect_timeout`` covers looking the name up and reaching an address of it, and then a proxy
    and the beginning of encryption, ``registration_timeout`` the silence of a server that has not
    let us in yet.
    """

    host: str
    port: int = 6667
    session: SessionOptions = field(default_factory=lambda: SessionOptions("guest"))
    reconnect: bool = True
    connect_timeout: float = 15.0
    registration_timeout: float = 30.0
    tls: bool = False
    known: KnownServers | None = None
    proxy: Proxy | None = None
