"""How this person joins the server at an address: what a window is opened with."""

from __future__ import annotations

from core.client.session import SessionOptions
from core.identities import SavedServer
from core.net.addresses import ServerAddress
from core.threads.client_link import ClientOptions
from desktop.context import AppContext


def options_for(
    context: AppContext,
    address: ServerAddress,
    nick: str = "",
    channels: tuple[tuple[str, str], ...] = (),
    password: str = "",
) -> ClientOptions:
    """The options for ``address``, with the identity that was chosen for that server; without one
    with ``nick``, and "" takes the settings'. ``channels`` are joined besides the address's."""
    if address.channel:
        first = (address.channel, address.key)
        channels = (first, *(pair for pair in channels if pair[0] != address.channel))
    identity = context.identity_at(address.host, address.port)
    if identity is None:
        own = nick or context.settings.nick or "guest"
        session = SessionOptions(own, password=password, channels=channels)
    else:
        session = SessionOptions(
            identity.nick,
            username=identity.user,
            realname=identity.real_name,
            password=password,
            channels=channels,
            nick_alternatives=identity.alternatives,
            account=identity.account,
            account_password=identity.password,
        )
    return ClientOptions(address.host, address.port, session)


def options_for_saved(context: AppContext, server: SavedServer, nick: str = "") -> ClientOptions:
    """The options for a server that is kept by name."""
    context.choose_identity(server.host, server.port, server.identity)
    address = ServerAddress(server.host, server.port)
    return options_for(context, address, nick, server.channels, server.password)
