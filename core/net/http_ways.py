"""How a host of HTTP is reached: straight or through a proxy, and whose certificate is right there.

Imported when the first file is fetched: ``http.client`` and ``ssl`` come with it.
"""

from __future__ import annotations

import hashlib
import http.client
import socket
import ssl

from core.net.http_way import Way
from core.net.proxy import ProxyError, ProxyFault, ask


class WayConnection(http.client.HTTPConnection):
    """A connection that goes the way that it is given."""

    def __init__(
        self, host: str, port: int | None, timeout: float, *, encrypted: bool, way: Way
    ) -> None:
        self.default_port = 443 if encrypted else 80
        super().__init__(host, port, timeout=timeout)
        self._encrypted, self._way = encrypted, way
        self._patience = timeout

    def connect(self) -> None:
        """Connect. Raises OSError (also ssl.SSLError), ProxyError."""
        self._reach()
        if not self._encrypted:
            return
        pin = self._way.pin
        if pin and self._shows(pin):
            return
        if pin:  # another server than that of the chat: then the system has to vouch for it
            self.close()
            self._reach()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def _shows(self, pin: str) -> bool:
        """Whether who answers has the key of the chat's server; nothing is said before."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        encrypted = context.wrap_socket(self.sock, server_hostname=self.host)
        self.sock = encrypted
        shown = encrypted.getpeercert(binary_form=True) or b""
        return hashlib.sha256(shown).hexdigest() == pin

    def _reach(self) -> None:
        proxy = self._way.proxy_to(self.host)
        place = (self.host, self.port) if proxy is None else (proxy.host, proxy.port)
        try:
            sock = socket.create_connection(place, self._patience)
        except OSError as error:
            if proxy is None:
                raise
            raise ProxyError(ProxyFault.UNREACHABLE, error.strerror or str(error)) from error
        self.sock = sock  # who cancels shuts it down
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if proxy is not None and ask(sock, proxy, self.host, self.port):
            raise ProxyError(ProxyFault.NOT_PROXY)
