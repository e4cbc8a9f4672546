"""Which addresses are files of the server's own file host: only those are ever fetched unasked.

A server names its file host itself (soju.im/FILEHOST). It may name any computer, for example one
inside the network of whoever joins it, so a host counts as the server's own only where it is at the
address to which we are connected.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

_LONGEST = 1000


def own_file_host(window: ClientWindow, base: str | None = None) -> str:
    """The file host of the server that a window is at (``base``, where another is told now); ""
    where there is none, or it is another computer, or a proxy is to hide ours from it."""
    if base is None:
        base = window.chat.connection.features.files
    options = window.chat.options
    places = (options.host, window.conversations.link.peer)
    return base if options.proxy is None and is_host_of(base, places) else ""


def is_host_of(base: str, places: tuple[str, ...]) -> bool:
    """Whether the file host ``base`` is at one of the names or addresses by which a server was
    reached; every address of loopback is the same computer."""
    try:
        host = _plain(urlsplit(base).hostname)
    except ValueError:
        return False
    reached = {_plain(place) for place in places} - {""}
    return host in reached or (_is_loopback(host) and any(_is_loopback(each) for each in reached))


def _plain(host: str | None) -> str:
    plain = (host or "").lower().rstrip(".").partition("%")[0]
    return plain.removeprefix("::ffff:") if plain.count(".") == 3 else plain


def _is_loopback(host: str) -> bool:
    import ipaddress  # late: most people are at the address that we are told

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@lru_cache(maxsize=1000)
def file_of_host(base: str, url: str) -> str:
    """The address at which our server's file host, ``base``, has the file at ``url``; "" where it
    is none of that host's files.

    A server has several addresses: who sits at its computer is told one of loopback. So another
    address of a local network stands for our own one where the port and the path are the host's.
    """
    if not base or len(url) > _LONGEST or not url.isprintable():
        return ""
    try:
        ours, theirs = urlsplit(base), urlsplit(url)
        same_port = ours.port == theirs.port
    except ValueError:
        return ""
    if not {ours.scheme, theirs.scheme} <= {"http", "https"}:
        return ""
    if theirs.scheme != ours.scheme and (ours.port is None or not same_port):
        return ""  # at one port our server speaks both: some are joined to it encrypted, some not
    if theirs.username is not None or theirs.query or theirs.fragment:
        return ""
    path = unquote(theirs.path)
    if not theirs.path.startswith(ours.path.rstrip("/") + "/") or "\\" in path:
        return ""
    if any(part in (".", "..") for part in path.split("/")):
        return ""
    if theirs.netloc.lower() != ours.netloc.lower() and not (
        same_port and _is_local(ours.hostname) and _is_local(theirs.hostname)
    ):
        return ""
    return f"{ours.scheme}://{ours.netloc}{theirs.path}"


def _is_local(host: str | None) -> bool:
    import ipaddress  # late: most people are at the address that we are told

    try:
        return ipaddress.ip_address(host or "").is_private
    except ValueError:
        return False
