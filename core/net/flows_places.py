"""Addresses in one form, so that both ends of a connection can be found by them.

Sources: ip(7), ipv6(7) (IPv4-mapped addresses), unix(7).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from typing import Any

Place = tuple[str, Any]
"""(host, port), or ("unix", path)."""

ANY_HOSTS = frozenset({"0.0.0.0", "::"})
BROADCAST = "255.255.255.255"
_NAMES = {"": "0.0.0.0", "<broadcast>": BROADCAST}
_NUMBERS = re.compile(r"[0-9][0-9a-fA-FxX.]*")
_NO_HOSTS = frozenset({"unix", "pair"})


def place(address: Any) -> Place | None:
    """An address as Python gives it, in the form of :data:`Place`; None where it names nobody."""
    try:
        return _place(address)
    except TypeError:  # not hashable: no address of Python's
        return None


@lru_cache(maxsize=4096)
def _place(address: Any) -> Place | None:
    if isinstance(address, str | bytes):
        return ("unix", address) if address else None
    if not isinstance(address, tuple) or len(address) < 2 or not isinstance(address[0], str):
        return None
    host, port = address[0], address[1]
    if not isinstance(port, int):
        return None
    return (host_of(host), int(port))


def host_of(host: str) -> str:
    """A host without its zone, an IPv4 one without its IPv6 clothes."""
    host = _NAMES.get(host, host).partition("%")[0]
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return _old_form(host) or host.lower()
    mapped = getattr(number, "ipv4_mapped", None)
    return str(mapped or number)


def _old_form(host: str) -> str:
    """An IPv4 address as "127.1" or "2130706433" (inet_aton(3)) in its usual form, else ""."""
    if not _NUMBERS.fullmatch(host):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


@lru_cache(maxsize=4096)
def is_name(host: str) -> bool:
    """Whether only the system knows which address it is: a host name."""
    if host in _NO_HOSTS:
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


@lru_cache(maxsize=4096)
def is_for_many(host: str) -> bool:
    """Whether what is sent there may reach several sockets: broadcast or multicast."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_multicast or (number.version == 4 and host.endswith(".255"))


@lru_cache(maxsize=4096)
def is_loopback(host: str) -> bool:
    """Whether it is certainly this computer (sending to "any" goes to oneself)."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host in ("localhost", socket.gethostname().lower())
    return number.is_loopback or host in ANY_HOSTS
