"""Addresses as people type them, and the addresses of this machine that others can use.

Sources: RFC 3986 (host and port in brackets), draft-butcher-irc-url (irc://host:port/channel),
RFC 1918, 4193, 3927 (private, unique local, link-local addresses), netdevice(7), proc(5).
"""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 6667
DEFAULT_TLS_PORT = 6697

_SIOCGIFADDR = 0x8915  # netdevice(7)
# Bridges of virtual machines and containers: real addresses, but nobody else can use them.
_VIRTUAL = ("docker", "br-", "virbr", "lxc", "lxd", "vbox", "vmnet", "podman", "cni")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where to connect, and what to join there ("" for no channel, no key)."""

    host: str
    port: int = DEFAULT_PORT
    channel: str = ""
    key: str = ""
    tls: bool = False

    def __str__(self) -> str:
        return link_address(self.host, self.port, self.tls)


def display_address(host: str, port: int) -> str:
    """``host:port``, with brackets round an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def link_address(host: str, port: int, tls: bool) -> str:
    """The same as a person may type it: with ircs:// where the server is joined encrypted."""
    return ("ircs://" if tls else "") + display_address(host, port)


def parse_address(text: str) -> ServerAddress:
    """Read ``host``, ``host:port``, ``[::1]:port`` or ``irc[s]://host:port/#channel?key=…``.

    Raises ValueError with one of the codes "empty", "bad_scheme", "bad_host", "bad_port",
    "bad_channel".
    """
    rest = text.strip()
    if not rest:
        raise ValueError("empty")
    tls = False
    is_url = "://" in rest
    if is_url:
        scheme, _, rest = rest.partition("://")
        if scheme.lower() not in ("irc", "ircs", "irc6"):
            raise ValueError("bad_scheme")
        tls = scheme.lower() == "ircs"
    place, slash, path = rest.partition("/")
    if not slash and "#" in place:
        place, _, channel = place.partition("#")
        path = "#" + channel
    if is_url:
        place = place.rpartition("@")[2]  # irc://nick@host: the nickname is asked for elsewhere
        if place.startswith("["):
            place = place.replace("%25", "%")  # RFC 6874: fe80::1%25eth0
    host, port = _split_port(place.strip(), DEFAULT_TLS_PORT if tls else DEFAULT_PORT)
    name, key = _channel(path)
    return ServerAddress(host, port, name, key, tls)


def _split_port(place: str, default: int) -> tuple[str, int]:
    if place.startswith("["):
        host, bracket, tail = place[1:].partition("]")
        if not bracket or (tail and not tail.startswith(":")) or not _is_ipv6(host):
            raise ValueError("bad_host")
        return host, _port(tail[1:]) if tail else default
    if place.count(":") > 1:
        if not _is_ipv6(place):
            raise ValueError("bad_host")
        return place, default
    host, colon, port = place.partition(":")
    if not colon and len(words := host.split()) == 2:  # "192.168.1.5 6667"
        host, colon, port = words[0], ":", words[1]
    host = host.strip()
    _check_host(host)
    return host, _port(port) if colon else default


def _port(text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 5:
        raise ValueError("bad_port")
    port = int(digits)
    if not 1 <= port <= 65535:
        raise ValueError("bad_port")
    return port


def _is_ipv6(host: str) -> bool:
    try:
        scope = ipaddress.IPv6Address(host).scope_id or ""
    except ValueError:
        return False
    # Whatever stands after the "%" would do for ipaddress; it is the name of an interface.
    return len(scope) <= 32 and all(
        letter.isascii() and (letter.isalnum() or letter in "_.-:") for letter in scope
    )


def _check_host(host: str) -> None:
    """Raise ValueError("bad_host") for what can be neither a name nor an address."""
    if not host or len(host) > 253:
        raise ValueError("bad_host")
    if host.replace(".", "").isdigit():  # digits and dots only: it must be a whole address
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise ValueError("bad_host") from None
        return
    for label in host.removesuffix(".").split("."):
        if not 1 <= len(label) <= 63 or label.startswith("-") or label.endswith("-"):
            raise ValueError("bad_host")
        if not all(letter.isalnum() or letter in "-_" for letter in label):
            raise ValueError("bad_host")


def _channel(path: str) -> tuple[str, str]:
    """Channel and key of ``#channel,needkey?key=…``; a target that is a nickname gives none."""
    before, _, query = path.partition("?")
    name, _, flags = _unquote(before).strip().partition(",")
    if not name or "isnick" in flags.split(","):
        return "", ""
    if not name.startswith(("#", "&", "+", "!")):
        name = "#" + name
    key = ""
    for item in query.split("&"):
        field, _, value = item.partition("=")
        if field == "key":
            key = _unquote(value)
    banned = (letter <= " " or letter == "," or "\x7f" <= letter < "\xa0" for letter in name + key)
    if any(banned) or len(name) < 2:
        raise ValueError("bad_channel")
    return name, key


def _unquote(text: str) -> str:
    """Undo percent-encoding. Written out, as urllib would double the time of our start."""
    if "%" not in text:
        return text
    first, *pieces = text.encode("utf-8").split(b"%")
    out = bytearray(first)
    for piece in pieces:
        code = piece[:2]
        if len(code) == 2 and all(digit in b"0123456789abcdefABCDEF" for digit in code):
            out += bytes.fromhex(code.decode("ascii")) + piece[2:]
        else:
            out += b"%" + piece
    return out.decode("utf-8", "replace")


def local_addresses() -> tuple[str, ...]:
    """Numeric addresses of this machine for others on its networks, best first; no loopback.

    Best is the one of the default route, then private IPv4, other IPv4, IPv6, addresses of
    bridges to virtual machines, and self-assigned ones (169.254) last. Sends nothing; on Linux
    asks no name service. Empty on a machine without a network.
    """
    routed = _routed_address()
    found = dict(_interface_addresses())
    if routed and routed not in found:
        found[routed] = ""

    def rank(address: str) -> tuple[bool, bool, bool, bool, bool]:
        ip = ipaddress.ip_address(address)
        return (
            ip.is_link_local,
            found[address].startswith(_VIRTUAL) and address != routed,
            ip.version == 6,
            address != routed,
            not ip.is_private,
        )

    return tuple(sorted(found, key=rank))


def _usable(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.is_loopback or ip.is_unspecified or ip.is_multicast:
        return False
    return ip.version == 4 or not ip.is_link_local  # fe80:: needs the other side's interface name


def _routed_address() -> str:
    """The address that packets to elsewhere leave from: connecting UDP sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737
            address = str(probe.getsockname()[0])
        except OSError:
            return ""
    return address if _usable(address) else ""


def _interface_addresses() -> list[tuple[str, str]]:
    """(address, interface name) of every interface, as far as the system tells."""
    if sys.platform == "linux":
        pairs = _linux_ipv4() + _linux_ipv6()
    else:
        try:
            answers = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
        except OSError:
            answers = []
        pairs = [(str(sockaddr[0]).partition("%")[0], "") for *_, sockaddr in answers]
    return [pair for pair in pairs if _usable(pair[0])]


def _linux_ipv4() -> list[tuple[str, str]]:
    import fcntl

    pairs: list[tuple[str, str]] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            try:
                answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, request)
            except OSError:
                continue  # no IPv4 address
            pairs.append((socket.inet_ntoa(answer[20:24]), name))
    return pairs


def _linux_ipv6() -> list[tuple[str, str]]:
    try:
        table = Path("/proc/net/if_inet6").read_text(encoding="ascii")
    except (OSError, ValueError):
        return []
    pairs: list[tuple[str, str]] = []
    for line in table.splitlines():
        fields = line.split()
        if len(fields) == 6:
            pairs.append((str(ipaddress.IPv6Address(bytes.fromhex(fields[0]))), fields[5]))
    return pairs
