"""How this person joins the server at an address: what a window is opened with."""

from __future__ import annotations

from core.client.session import SessionOptions
from core.net.addresses import ServerAddress
from core.threads.client_link import ClientOptions
from desktop.context import AppContext


def options_for(context: AppContext, address: ServerAddress, nick: str = "") -> ClientOptions:
    """The options for ``address``; ``nick`` "" takes the settings'."""
    channels = ((address.channel, address.key),) if address.channel else ()
    session = SessionOptions(nick or context.settings.nick or "guest", channels=channels)
    return ClientOptions(address.host, address.port, session)
