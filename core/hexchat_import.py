"""Reads the networks that HexChat (and XChat before it) keeps in ``servlist.conf``.

One letter, "=" and a value a line; an empty line ends a network: N name, S host/port (a "+" before
the port: TLS), I and i nicknames, U user name, R real name, P password, L how to log in, J channel
to join (with ",key"), E encoding, F flags, D number of the server to use. Source: servlist.c of
HexChat.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.identities import DEFAULT_PORT, DEFAULT_TLS_PORT, Identity, SavedServer

_USE_GLOBAL = 2
_USE_TLS = 4
_LOGIN_SASL = {6, 10}
_LOGIN_NICKSERV = {1, 2, 4, 5}
_LOGIN_SERVER_PASSWORD = 7
_MOST_BYTES = 4 * 1024 * 1024
_MOST_NETWORKS = 2000


class ImportFault(ValueError):  # noqa: N818  it is told to a person, not raised through
    """The file is of no use: ``code`` is "unreadable", "empty" or "too_large"."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(slots=True)
class _Network:
    name: str
    places: list[tuple[str, int, bool]] = field(default_factory=list)
    channels: list[tuple[str, str]] = field(default_factory=list)
    nick: str = ""
    second: str = ""
    user: str = ""
    real: str = ""
    password: str = ""
    encoding: str = ""
    flags: int = 0
    login: int = 0
    chosen: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What was found: servers, and the identities that some of them name."""

    servers: tuple[SavedServer, ...]
    identities: tuple[Identity, ...]
    skipped: int = 0
    """Networks without a server that could be joined."""


def usual_files() -> Iterator[Path]:
    """Where HexChat and XChat keep the file on this system, the likelier ones first."""
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA")
        if roaming:
            yield Path(roaming) / "HexChat" / "servlist.conf"
            yield Path(roaming) / "X-Chat 2" / "servlist_.conf"
        return
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    yield config / "hexchat" / "servlist.conf"
    yield home / ".var/app/io.github.Hexchat/config/hexchat/servlist.conf"
    yield home / "snap/hexchat/current/.config/hexchat/servlist.conf"
    yield home / ".xchat2" / "servlist_.conf"
    yield home / "Library/Application Support/hexchat/servlist.conf"


def find_file() -> Path | None:
    """The file of this person's HexChat, or None."""
    return next((path for path in usual_files() if path.is_file()), None)


def read_file(path: Path) -> Imported:
    """Read a file. Raises ImportFault."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ImportFault("too_large")
        data = path.read_bytes()
    except OSError as error:
        raise ImportFault("unreadable", error.strerror or str(error)) from error
    return read_text(_decode(data))


def _decode(data: bytes) -> str:
    for bom, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(bom):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")  # what old Russian systems wrote


def read_text(text: str) -> Imported:
    """Read the text of a file. Raises ImportFault("empty") where no network is in it."""
    networks = list(_networks(text))
    if not networks:
        raise ImportFault("empty")
    servers: list[SavedServer] = []
    identities: list[Identity] = []
    skipped = 0
    for network in networks:
        place = _place(network)
        if place is None:
            skipped += 1
            continue
        identity = _identity(network, identities)
        server_password = network.password if network.login == _LOGIN_SERVER_PASSWORD else ""
        host, port, tls = place
        servers.append(
            SavedServer(
                network.name,
                host,
                port,
                tls,
                identity,
                tuple(dict.fromkeys(network.channels)),
                server_password,
                network.encoding,
            )
        )
    if not servers:
        raise ImportFault("empty")
    return Imported(tuple(servers), tuple(identities), skipped)


def _networks(text: str) -> Iterator[_Network]:
    current: _Network | None = None
    count = 0
    for raw in text.replace("\x00", "").splitlines():
        key, equals, value = raw.partition("=")
        value = value.strip()
        if not raw.strip() or not equals or len(key) != 1:
            continue
        if key == "N":
            if current is not None:
                yield current
            count += 1
            if count > _MOST_NETWORKS:
                return
            current = _Network(value[:200])
        elif current is not None:
            _take(current, key, value)
    if current is not None:
        yield current


def _take(network: _Network, key: str, value: str) -> None:
    match key:
        case "S":
            if (place := _server(value)) is not None:
                network.places.append(place)
        case "J":
            # "#a" or "#a,key"; older files have all in one line: "#a,#b key1,key2"
            network.channels.extend(_channels(value))
        case "I":
            network.nick = value
        case "i":
            network.second = value
        case "U":
            network.user = value
        case "R":
            network.real = value
        case "P" | "B":
            network.password = value or network.password
        case "E":
            network.encoding = _encoding(value)
        case "F" | "L" | "D":
            number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
            setattr(network, {"F": "flags", "L": "login", "D": "chosen"}[key], number)


def _server(value: str) -> tuple[str, int, bool] | None:
    host, slash, port = value.partition("/")
    host = host.strip().strip("[]")
    tls = port.startswith("+")
    digits = port.lstrip("+").strip()
    if not host or any(ord(c) <= 32 for c in host) or len(host) > 253:
        return None
    if not slash or not digits:
        return host, DEFAULT_TLS_PORT if tls else DEFAULT_PORT, tls
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6 and 0 < int(digits) < 65536):
        return None
    return host, int(digits), tls


def _channels(value: str) -> Iterator[tuple[str, str]]:
    names, _, keys = value.partition(" ")
    parts = names.split(",")
    if len(parts) == 2 and parts[0][:1] in "#&+!" and parts[1][:1] not in "#&+!":
        found = [(parts[0], parts[1])]
    else:
        given = keys.strip().split(",")
        found = [(name, given[n] if n < len(given) else "") for n, name in enumerate(parts)]
    for name, key in found:
        if name[:1] in "#&+!" and len(name) > 1 and not any(ord(c) <= 32 for c in name + key):
            yield name, key


def _encoding(value: str) -> str:
    """Python's name of an encoding; "" for UTF-8 and for what is not known."""
    import codecs

    name = value.split(" ", maxsplit=1)[0]  # "UTF-8 (Unicode)"
    try:
        found = codecs.lookup(name).name if name and name.lower() != "irc" else ""
    except (LookupError, ValueError):
        return ""
    return "" if found == "utf-8" else found


def _place(network: _Network) -> tuple[str, int, bool] | None:
    """The server that HexChat would use."""
    if not network.places:
        return None
    at = network.chosen if network.chosen < len(network.places) else 0
    host, port, tls = network.places[at]
    if network.flags & _USE_TLS and not tls:
        return host, DEFAULT_TLS_PORT if port == DEFAULT_PORT else port, True
    return host, port, tls


def _identity(network: _Network, identities: list[Identity]) -> str:
    """The name of the identity for a network's own nickname or account, "" for none."""
    if network.flags & _USE_GLOBAL or not network.nick:
        return ""
    logs_in = network.login in _LOGIN_SASL | _LOGIN_NICKSERV and network.password
    made = Identity(
        network.name,
        network.nick,
        (network.second,) if network.second and network.second != network.nick else (),
        network.user,
        network.real,
        (network.user or network.nick) if logs_in else "",
        network.password if logs_in else "",
    )
    from dataclasses import replace

    for known in identities:
        if replace(known, name=made.name) == made:
            return known.name
    identities.append(made)
    return made.name
