"""The client window that who runs the server opens to take part."""

from __future__ import annotations

from core.client.context import SessionOptions
from core.server.config import ServerConfig
from core.server.events import ServerSnapshot
from core.threads.client_link import ClientOptions
from core.threads.server_threads import ServerStarted


def chat_target(
    started: ServerStarted, config: ServerConfig, nick: str, snapshot: ServerSnapshot | None
) -> ClientOptions:
    """Our own server, with its password, and into the channel where the most people are."""
    channels = snapshot.channels if snapshot is not None else ()
    fullest = max(channels, key=lambda channel: len(channel.members), default=None)
    session = SessionOptions(
        nick or "guest",
        password=config.password,
        channels=((fullest.name, ""),) if fullest is not None else (),
    )
    return ClientOptions(own_host(started), started.port, session)


def own_host(started: ServerStarted) -> str:
    """The address at which programs on this computer reach the server."""
    return started.host if started.host not in ("", "0.0.0.0", "::") else "127.0.0.1"
