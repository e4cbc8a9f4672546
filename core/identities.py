"""Who a person is on which server, and the servers that are kept by name.

A password in here is kept readable in the settings file, which only its owner can open: a program
that logs in by itself must be able to read it. The settings window says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DEFAULT_PORT = 6667
DEFAULT_TLS_PORT = 6697
_TEXT_MAX = 1000
_LOGIN = re.compile(r"([^\s:/]+/[^\s:/]+):.+")


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's names. ``name`` is what the person calls it ("Work"); it is unique.

    ``alternatives`` are tried in their order where ``nick`` is taken. ``account`` with ``password``
    log in on servers that have accounts; "" for no account.
    """

    name: str
    nick: str
    alternatives: tuple[str, ...] = ()
    user: str = ""
    real_name: str = ""
    account: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class SavedServer:
    """A server that is kept by name. ``identity`` "" joins with the nickname of the launcher;
    ``channels`` are (name, key) each; ``password`` is the server's own; ``encoding`` "" is UTF-8;
    ``commands`` are run whenever the server has let us in.
    """

    name: str
    host: str
    port: int = DEFAULT_PORT
    tls: bool = False
    identity: str = ""
    channels: tuple[tuple[str, str], ...] = ()
    password: str = ""
    encoding: str = ""
    commands: tuple[str, ...] = ()


def bouncer_login(password: str) -> str:
    """The "user/network" of a server's password "user/network:secret", as bouncers want it (ZNC's
    wiki, "Networks"); "" for any other. It tells apart the networks that have one address."""
    found = _LOGIN.fullmatch(password)
    return found[1] if found is not None else ""


def saved_at(
    servers: Iterable[SavedServer], host: str, port: int, login: str = ""
) -> SavedServer | None:
    """The server that is kept for an address, or None; ``login``: for that network of a bouncer, or
    without a password. Of several networks none is the one that is meant without a login."""
    place = (host.casefold(), port)
    here = [each for each in servers if (each.host.casefold(), each.port) == place]
    exact = [each for each in here if bouncer_login(each.password) == login]
    if not login:
        return exact[0] if exact else here[0] if len(here) == 1 else None
    return next(iter(exact), None) or next((each for each in here if not each.password), None)


def with_saved(
    servers: tuple[SavedServer, ...], server: SavedServer, login: str = ""
) -> tuple[SavedServer, ...]:
    """The servers with this one in the place of what was kept for its address and ``login``, else
    at the end."""
    old = saved_at(servers, server.host, server.port, login)
    if old is None:
        return (*servers, server)
    return tuple(server if each is old else each for each in servers)


def identity_as_json(identity: Identity) -> dict[str, Any]:
    """What the settings file keeps; empty fields are left out."""
    values: dict[str, Any] = {"name": identity.name, "nick": identity.nick}
    if identity.alternatives:
        values["alternatives"] = list(identity.alternatives)
    for field in ("user", "real_name", "account", "password"):
        if getattr(identity, field):
            values[field] = getattr(identity, field)
    return values


def identity_from_json(data: object) -> Identity:
    """Read it again. Raises ValueError for what is none."""
    if not isinstance(data, Mapping):
        raise ValueError("an identity is no object")
    name, nick = _text(data, "name"), _text(data, "nick")
    if not name or not nick:
        raise ValueError("an identity without a name or a nickname")
    return Identity(
        name,
        nick,
        _texts(data, "alternatives"),
        _text(data, "user"),
        _text(data, "real_name"),
        _text(data, "account"),
        _text(data, "password"),
    )


def server_as_json(server: SavedServer) -> dict[str, Any]:
    """What the settings file keeps; empty fields are left out."""
    values: dict[str, Any] = {"name": server.name, "host": server.host, "port": server.port}
    if server.tls:
        values["tls"] = True
    if server.channels:
        values["channels"] = [[name, key] if key else [name] for name, key in server.channels]
    for field in ("identity", "password", "encoding"):
        if getattr(server, field):
            values[field] = getattr(server, field)
    if server.commands:
        values["commands"] = list(server.commands)
    return values


def server_from_json(data: object) -> SavedServer:
    """Read it again. Raises ValueError for what is none."""
    if not isinstance(data, Mapping):
        raise ValueError("a server is no object")
    host, port = _text(data, "host"), data.get("port", DEFAULT_PORT)
    if not host:
        raise ValueError("a server without a host")
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65536:
        raise ValueError("a server's port is not 1 to 65535")
    channels = data.get("channels", [])
    if not isinstance(channels, list):
        raise ValueError("a server's channels are no list")
    return SavedServer(
        _text(data, "name") or host,
        host,
        port,
        data.get("tls") is True,
        _text(data, "identity"),
        tuple(_channel(each) for each in channels),
        _text(data, "password"),
        _text(data, "encoding"),
        _texts(data, "commands"),
    )


def _channel(value: object) -> tuple[str, str]:
    if isinstance(value, list) and 1 <= len(value) <= 2 and all(isinstance(v, str) for v in value):
        return value[0], value[1] if len(value) == 2 else ""
    raise ValueError("a channel is not a name with a key")


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str) or len(value) > _TEXT_MAX:
        raise ValueError(f"{key} is no text")
    value.encode("utf-8")  # UnicodeError, a ValueError, for half a surrogate pair
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{key} is no list of texts")
    return tuple(value)


def free_name(wanted: str, taken: tuple[Identity, ...]) -> str:
    """``wanted``, or with a number where an identity is called that already."""
    names = {each.name.casefold() for each in taken}
    if wanted.casefold() not in names:
        return wanted
    number = 2
    while f"{wanted} {number}".casefold() in names:
        number += 1
    return f"{wanted} {number}"
