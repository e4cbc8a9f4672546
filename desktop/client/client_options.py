"""How this person joins the server at an address: what a window is opened with."""

from __future__ import annotations

import ipaddress

from core.client.session import SessionOptions
from core.identities import SavedServer, saved_at
from core.net.addresses import ServerAddress
from core.net.proxy import DEFAULT_PORTS, Proxy, ProxyKind
from core.preferences import Preferences
from core.threads.client_link import ClientOptions
from desktop.context import AppContext


def options_for(
    context: AppContext,
    address: ServerAddress,
    nick: str = "",
    channels: tuple[tuple[str, str], ...] = (),
    password: str = "",
    login: str = "",
) -> ClientOptions:
    """The options for ``address``, with the identity that was chosen for that server; without one
    with ``nick``, and "" takes the settings'. ``channels`` are joined besides the address's.
    Without a ``password`` it is the one that is kept for this server, and for this ``login`` of a
    bouncer (``identities.bouncer_login``)."""
    if not password:
        kept = saved_at(context.settings.saved, address.host, address.port, login)
        password = kept.password if kept is not None else ""
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
    return ClientOptions(
        address.host,
        address.port,
        session,
        tls=address.tls,
        known=context.known_servers,
        proxy=proxy_for(context.preferences, address.host),
    )


def options_for_saved(context: AppContext, server: SavedServer, nick: str = "") -> ClientOptions:
    """The options for a server that is kept by name."""
    context.choose_identity(server.host, server.port, server.identity)
    address = ServerAddress(server.host, server.port, tls=server.tls)
    return options_for(context, address, nick, server.channels, server.password)


def proxy_for(preferences: Preferences, host: str) -> Proxy | None:
    """The way to a host: the proxy of the settings, None for straight there. Hosts of the own
    network are joined without one, unless the person wants it."""
    kind, place = preferences.text("network.proxy"), preferences.text("network.proxy_host").strip()
    if kind == "none" or not place:
        return None
    if not preferences.flag("network.proxy_local") and is_local(host):
        return None
    chosen = ProxyKind(kind)
    port = preferences.number("network.proxy_port") or DEFAULT_PORTS[chosen]
    user, password = (preferences.text(f"network.proxy_{part}") for part in ("user", "password"))
    return Proxy(chosen, place, port, user, password)


def is_local(host: str) -> bool:
    """Whether a host is this computer or in a network of this house."""
    host = host.strip().rstrip(".").casefold()
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".lan", ".home.arpa"))
    return address.is_private or address.is_loopback or address.is_link_local
