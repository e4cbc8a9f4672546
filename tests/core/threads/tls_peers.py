"""Servers that speak TLS by Python's own ``ssl``, and what they show."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.net import certificates
from tests.core.threads.client_helpers import Peer


def home_made(folder: Path, *names: str) -> ssl.SSLContext:
    """A server's context with a certificate that nobody signed, made anew in ``folder``."""
    certificates.load_or_make(folder, names or ("localhost",))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / certificates.CERTIFICATE_FILE, folder / certificates.KEY_FILE)
    return context


@contextmanager
def secure(peer: Peer, context: ssl.SSLContext) -> Iterator[Peer]:
    """The same connection, encrypted; it is closed in the end, without a close_notify."""
    inner = Peer(context.wrap_socket(peer.sock, server_side=True, do_handshake_on_connect=False))
    try:
        assert isinstance(inner.sock, ssl.SSLSocket)
        inner.sock.do_handshake()
        yield inner
    finally:
        inner.close()
