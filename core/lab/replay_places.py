"""The addresses of a replay: ports of the tape become new ones, other networks become loopback."""

from __future__ import annotations

import _socket
import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.net.trace import CallEvent, SocketInfo

_ANY = {"", "0.0.0.0", "::", "<any>"}
_C = _socket.socket


class Places:
    """Where the sockets of the tape are now. ``living`` are the new sockets by their old number,
    ``take_port`` gives a free port, ``wide``: what was bound to every address is so again."""

    def __init__(
        self,
        known: Mapping[int, SocketInfo],
        living: Mapping[int, Any],
        folder: Path,
        take_port: Callable[[], int],
        wide: bool = False,
    ) -> None:
        self._known = known
        self._living = living
        self._folder = folder
        self._take_port = take_port
        self._wide = wide
        self._ports: dict[int, int] = {}
        self._paths: dict[Any, str] = {}
        self.moved = 0
        """How many addresses of networks became loopback."""

    def port(self, old: int) -> int:
        """The port that stands for one of the tape; 0 stays 0."""
        if old and old not in self._ports:
            self._ports[old] = self._take_port()
        return self._ports[old] if old else 0

    def given_ports(self) -> list[int]:
        """The ports that were taken."""
        return list(self._ports.values())

    def path(self, old: Any) -> str:
        """The path of a Unix socket that stands for one of the tape."""
        return self._paths.setdefault(old, (self._folder / f"{len(self._paths)}").as_posix())

    def bound(self, family: int, address: Any, failed: bool = False) -> Any:
        """Where to bind; ``failed``: it did on the tape, so the host stays, to fail again."""
        if not isinstance(address, tuple | list):
            return self.path(address) if isinstance(address, str | bytes) else address
        if not _is_address(address):
            return tuple(address)
        host = address[0] if failed else self.host(family, address[0])
        return (host, self.port(address[1]), *address[2:])

    def host(self, family: int, host: str) -> str:
        """A host on loopback."""
        if _is_loopback(host) or (host in _ANY and self._wide):
            return host
        if host not in _ANY:
            self.moved += 1
        return _loopback(family)

    def target(self, event: CallEvent, address: Any) -> Any | None:
        """Where a socket of the tape is that a call connects or sends to; None where none is."""
        for number in self.owners(event, address):
            sock = self._living.get(number)
            if sock is None or sock.fileno() < 0:
                continue
            with suppress(OSError):
                place = _C.getsockname(sock)
                if not isinstance(place, tuple):
                    return place
                family = self._family_of(event, sock.family)
                wanted = str(address[0]) if _is_address(address) else ""
                if is_group(wanted):
                    host = wanted
                elif _is_loopback(wanted):
                    host = wanted if wanted != "localhost" or place[0] in _ANY else place[0]
                else:
                    host = place[0] if _is_loopback(place[0]) else _loopback(family)
                return (host, place[1], *(place[2:] if family == sock.family else ()))
        return None

    def owners(self, event: CallEvent, address: Any) -> list[int]:
        """The sockets of the tape that ever had an address, the newest first."""
        caller = self._known.get(event.socket)
        return sorted(
            (
                number
                for number, info in self._known.items()
                if number != event.socket
                and self._fits(caller, info)
                and _same_place(info.local, address)
            ),
            reverse=True,
        )

    def _family_of(self, event: CallEvent, default: int) -> int:
        info = self._known.get(event.socket)
        return info.family if info is not None else default

    @staticmethod
    def _fits(caller: SocketInfo | None, info: SocketInfo) -> bool:
        if caller is not None and caller.type != info.type:
            return False
        both = info.family == socket.AF_INET6 and _host_of(info.local) == "::"
        if caller is not None and caller.family != info.family and not both:
            return False
        return info.type != socket.SOCK_STREAM or info.listening


def _is_loopback(host: str) -> bool:
    return host.startswith("127.") or host in ("::1", "localhost")


def _loopback(family: int) -> str:
    return "::1" if family == socket.AF_INET6 else "127.0.0.1"


def is_group(host: Any) -> bool:
    """Whether it is an address of many (multicast)."""
    try:
        return ipaddress.ip_address(str(host)).is_multicast
    except ValueError:
        return False


def _host_of(address: Any) -> str:
    return str(address[0]) if _is_address(address) else ""


def needs_every_address(calls: Iterable[CallEvent], known: Mapping[int, SocketInfo]) -> bool:
    """Whether the tape's connections reach a listener by another address than loopback's first:
    by 127.0.0.2, or one of IPv6 by IPv4."""
    both = any(info.family == socket.AF_INET6 for info in known.values() if info.listening)
    for event in calls:
        if event.call in ("connect", "connect_ex", "sendto"):
            host = _host_of(event.address)
            if host.startswith("127.") and (both or host != "127.0.0.1"):
                return True
    return False


def _is_address(address: Any) -> bool:
    return (
        isinstance(address, tuple | list)
        and len(address) >= 2
        and isinstance(address[0], str)
        and type(address[1]) is int
    )


def _same_place(local: Any, address: Any) -> bool:
    if _is_address(local) and _is_address(address):
        return bool(local[1] == address[1])
    return local is not None and local != "" and bool(local == address)
