"""Which chat windows are open, each with its servers in order: what the next start opens again.

Kept in ``settings.json`` under "open". No password is in it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from core import settings_values as values

MOST_WINDOWS, MOST_SERVERS, MOST_CHANNELS = 16, 32, 200


@dataclass(frozen=True, slots=True)
class OpenServer:
    """One server of a window: who was asked for there, and the channels (name and key each).
    ``login``: which network of a bouncer it is."""

    host: str
    port: int
    nick: str
    channels: tuple[tuple[str, str], ...] = ()
    tls: bool = False
    login: str = ""


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """One window: its servers, which of them is shown (from 0), and where it was
    (``QWidget.saveGeometry``)."""

    servers: tuple[OpenServer, ...]
    shown: int = 0
    geometry: bytes = b""


def window_as_json(window: OpenWindow) -> dict[str, Any]:
    """A window, as the file has it."""
    return {
        "servers": [
            {
                "host": server.host,
                "port": server.port,
                "nick": server.nick,
                "channels": [list(channel) for channel in server.channels],
                "tls": server.tls,
                **({"login": server.login} if server.login else {}),
            }
            for server in window.servers
        ],
        "shown": window.shown,
        "geometry": base64.b64encode(window.geometry).decode("ascii"),
    }


def window_from_json(value: Any) -> OpenWindow:
    """The same back. Raises InvalidError."""
    record = values.mapping(value)
    servers = values.each(record.get("servers"), _server_from_json)[:MOST_SERVERS]
    if not servers:
        raise values.InvalidError("a window without a server")
    try:
        geometry = base64.b64decode(values.text(record.get("geometry", "")), validate=True)
    except ValueError:
        geometry = b""
    shown = values.count(record.get("shown", 0))
    return OpenWindow(servers, min(shown, len(servers) - 1), geometry)


def windows_from_json(value: Any) -> tuple[OpenWindow, ...]:
    """All of them. Raises InvalidError."""
    return values.each(value, window_from_json)[:MOST_WINDOWS]


def _server_from_json(value: Any) -> OpenServer:
    record = values.mapping(value)
    host = values.text(record.get("host"))
    if not host:
        raise values.InvalidError("no host")
    channels = []
    for pair in values.each(record.get("channels", []), values.texts)[:MOST_CHANNELS]:
        if pair and pair[0]:
            channels.append((pair[0], pair[1] if len(pair) > 1 else ""))
    port = values.port(record.get("port"))
    nick, tls = values.text(record.get("nick", "")), values.yes_or_no(record.get("tls", False))
    login = values.text(record.get("login", ""))
    return OpenServer(host, port, nick, tuple(channels), tls, login)
