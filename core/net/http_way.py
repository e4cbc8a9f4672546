"""The way to the hosts of files, as a window has chosen it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.net.proxy import Proxy


def _straight(_host: str) -> Proxy | None:
    return None


@dataclass(frozen=True, slots=True)
class Way:
    """``proxy_to`` tells the proxy that leads to a host, None for straight there; ``pin`` is the
    SHA-256 (lower-case hex) of the certificate that is trusted although nobody vouches for it, that
    of the chat's own server, "" for none."""

    proxy_to: Callable[[str], Proxy | None] = _straight
    pin: str = ""


STRAIGHT = Way()
