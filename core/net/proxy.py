"""Through a proxy: what is said to it on a fresh connection, before the server is heard.

The name of the server is looked up by the proxy, so that nobody near us learns it.

Sources: RFC 1928 (SOCKS 5), RFC 1929 (its user and password), RFC 9110 section 9.3.6 (CONNECT),
RFC 7617 (Basic).
"""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

_MOST_HEAD = 16 * 1024
_SOCKS = 5
_NO_LOGIN, _BY_PASSWORD, _NOTHING_FITS = 0, 2, 0xFF
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4


class ProxyKind(StrEnum):
    """How a proxy is spoken to."""

    SOCKS5 = "socks5"
    HTTP = "http"


DEFAULT_PORTS = {ProxyKind.SOCKS5: 1080, ProxyKind.HTTP: 3128}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and who we are there ("" for nobody)."""

    kind: ProxyKind
    host: str
    port: int
    user: str = ""
    password: str = ""


class ProxyFault(StrEnum):
    """Why a proxy does not lead to the server."""

    UNREACHABLE = "proxy_unreachable"  # there is none
    NOT_PROXY = "proxy_not_proxy"  # what answers there is none of this kind
    LOGIN = "proxy_login"  # it wants a user and a password, or others
    DENIED = "proxy_denied"  # it does not let us go there
    NO_WAY = "proxy_no_way"  # it does not reach the server


class ProxyError(Exception):
    """``code``, and the proxy's own words in ``detail``."""

    def __init__(self, code: ProxyFault, detail: str = "") -> None:
        super().__init__(f"{code.value}: {detail}" if detail else code.value)
        self.code = code
        self.detail = detail


class ByteStream(Protocol):
    """What is needed of a connected socket."""

    def recv(self, size: int, /) -> bytes:
        """At least one byte; b"" at the end."""

    def sendall(self, data: bytes, /) -> object:
        """All of it."""


def ask(stream: ByteStream, proxy: Proxy, host: str, port: int) -> bytes:
    """Let ``proxy``, at the other end of ``stream``, connect to ``host``. What has come already
    from there is returned. Raises ProxyError, OSError."""
    if proxy.kind is ProxyKind.SOCKS5:
        _ask_socks(stream, proxy, host, port)
        return b""
    return _ask_http(stream, proxy, host, port)


# --- SOCKS 5 --------------------------------------------------------------------------------------


def _ask_socks(stream: ByteStream, proxy: Proxy, host: str, port: int) -> None:
    methods = [_NO_LOGIN, _BY_PASSWORD] if proxy.user else [_NO_LOGIN]
    stream.sendall(bytes([_SOCKS, len(methods), *methods]))
    version, method = _exactly(stream, 2)
    if version != _SOCKS:
        raise ProxyError(ProxyFault.NOT_PROXY)
    if method == _BY_PASSWORD and proxy.user:
        _log_in(stream, proxy)
    elif method != _NO_LOGIN:
        code = ProxyFault.LOGIN if method in (_BY_PASSWORD, _NOTHING_FITS) else ProxyFault.NOT_PROXY
        raise ProxyError(code)
    stream.sendall(bytes([_SOCKS, _CONNECT, 0]) + _destination(host) + port.to_bytes(2, "big"))
    version, answer, _, kind = _exactly(stream, 4)
    if version != _SOCKS:
        raise ProxyError(ProxyFault.NOT_PROXY)
    if answer:
        code = ProxyFault.DENIED if answer == 2 else ProxyFault.NO_WAY
        raise ProxyError(code, _SOCKS_WORDS.get(answer, f"SOCKS {answer}"))
    if kind == _NAME:
        (size,) = _exactly(stream, 1)
    elif kind in (_IPV4, _IPV6):
        size = 4 if kind == _IPV4 else 16
    else:
        raise ProxyError(ProxyFault.NOT_PROXY)
    _exactly(stream, size + 2)


_SOCKS_WORDS = {
    1: "general SOCKS server failure",
    2: "connection not allowed by ruleset",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "TTL expired",
    7: "command not supported",
    8: "address type not supported",
}


def _log_in(stream: ByteStream, proxy: Proxy) -> None:
    user, password = proxy.user.encode("utf-8"), proxy.password.encode("utf-8")
    if len(user) > 255 or len(password) > 255:
        raise ProxyError(ProxyFault.LOGIN)
    stream.sendall(bytes([1, len(user)]) + user + bytes([len(password)]) + password)
    _, refused = _exactly(stream, 2)
    if refused:
        raise ProxyError(ProxyFault.LOGIN)


def _destination(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        name = _ascii(host).encode("ascii")
        if not 0 < len(name) < 256:
            raise ProxyError(ProxyFault.NO_WAY, host) from None
        return bytes([_NAME, len(name)]) + name
    return bytes([_IPV4 if address.version == 4 else _IPV6]) + address.packed


def _exactly(stream: ByteStream, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = stream.recv(size - len(data))
        if not piece:
            raise ProxyError(ProxyFault.NOT_PROXY)
        data += piece
    return data


# --- CONNECT of HTTP ------------------------------------------------------------------------------


def _ask_http(stream: ByteStream, proxy: Proxy, host: str, port: int) -> bytes:
    name = _ascii(host)
    place = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if proxy.user:
        secret = f"{proxy.user}:{proxy.password}".encode()
        lines.append("Proxy-Authorization: Basic " + base64.b64encode(secret).decode("ascii"))
    stream.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
    head = b""
    while b"\r\n\r\n" not in head:
        piece = stream.recv(4096)
        if not piece or len(head) > _MOST_HEAD or not _may_be_http(head + piece):
            raise ProxyError(ProxyFault.NOT_PROXY)
        head += piece
    head, _, rest = head.partition(b"\r\n\r\n")
    words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
    status = words[1] if len(words) > 1 else ""
    if status.startswith("2") and len(status) == 3:
        return rest
    told = " ".join(words[1:])[:200]
    if status == "407":
        raise ProxyError(ProxyFault.LOGIN, told)
    if status in ("401", "403", "405", "451"):
        raise ProxyError(ProxyFault.DENIED, told)
    if status.startswith("5"):
        raise ProxyError(ProxyFault.NO_WAY, told)
    raise ProxyError(ProxyFault.NOT_PROXY, told)


def _may_be_http(head: bytes) -> bool:
    return head[:5] == b"HTTP/"[: len(head)]


def _ascii(host: str) -> str:
    host = host.strip()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ProxyError(ProxyFault.NO_WAY, host) from None
