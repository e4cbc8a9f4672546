"""From a connected socket to a server that can be talked to: through a proxy, and encrypted.

All of it happens in the reader's thread, which alone sends until it is over; whoever wants to end
it shuts the socket down. The certificate is judged before anything of ours is sent.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.client.events import Event
from core.client.security import ACCEPTED, Distrusted, Secured, StsOffered, Trust
from core.known_servers import KnownCertificate, KnownServers, StsPolicy
from core.net.connector import Connector
from core.net.errors import NetError, NetErrorCode
from core.net.proxy import ProxyError, ProxyFault, ask
from core.net.socket_maker import SocketMaker
from core.net.tls import TlsError, TlsStream, client_context
from core.net.traced_socket import LensSocket
from core.threads.client_ends import as_event, is_pause
from core.threads.client_options import ClientOptions
from core.threads.deep_thread import NoThreadError, in_deep_thread

if TYPE_CHECKING:
    from OpenSSL import SSL

_RECV_BYTES = 64 * 1024
UPGRADE = "sts_upgrade"
"""The reason of a connection that ends because the server is to be joined encrypted."""


class ApproachError(Exception):
    """The server cannot be talked to: a code as of ``Disconnected.reason``, words, and whether
    another attempt would end the same way."""

    def __init__(
        self, reason: str, text: str = "", *, final: bool = False, event: Event | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text
        self.final = final
        self.event = event


@dataclass(slots=True)
class Approached:
    """What stands: the layer of encryption or None, what has been received already, and what the
    window is to be told."""

    tls: TlsStream | None = None
    received: bytes = b""
    event: Event | None = None


class Approach:
    """How one client comes to its server, through all its attempts.

    Attributes:
        host, port: where the server is.
        encrypted: whether it is joined encrypted; once it is, it stays so.
        silence: what it means (``Disconnected.reason``) if nothing is heard now.
    """

    def __init__(self, options: ClientOptions, maker: SocketMaker) -> None:
        self._options = options
        self._maker = maker
        self._known = options.known or KnownServers()
        self._context: SSL.Context | None = None
        self._lasting: int | None = None  # seconds of the policy that this connection told
        self.silence = NetErrorCode.TIMED_OUT.value
        self.host, self.port, self.encrypted = options.host, options.port, options.tls
        if not self.encrypted:
            policy = self._known.policy(options.host, time.time())
            if policy is not None:
                self.port, self.encrypted = policy.port, True

    def connector(self) -> Connector:
        """What makes the connection of one attempt."""
        self.silence = NetErrorCode.TIMED_OUT.value
        self._lasting = None
        proxy = self._options.proxy
        host, port = (self.host, self.port) if proxy is None else (proxy.host, proxy.port)
        return Connector(host, port, self._options.connect_timeout, self._maker)

    def unreachable(self, error: NetError) -> tuple[str, str]:
        """The reason and the words for a connection that could not be made."""
        if self._options.proxy is None or error.code is NetErrorCode.CANCELLED:
            return error.code.value, error.detail
        return ProxyFault.UNREACHABLE.value, error.detail or error.code.value

    @property
    def is_direct(self) -> bool:
        """There is nothing to do: the server is talked to at once."""
        return not self.encrypted and self._options.proxy is None

    def make(self, sock: LensSocket) -> Approached:
        """Do all of it on a fresh connection. Raises ApproachError."""
        found = Approached()
        try:
            if (proxy := self._options.proxy) is not None:
                self.silence = ProxyFault.NOT_PROXY.value
                found.received = ask(_Patient(sock), proxy, self.host, self.port)
            if self.encrypted:
                self.silence = "tls_silent"
                self._encrypt(_Patient(sock), found)
        except ProxyError as error:
            raise ApproachError(error.code.value, error.detail) from error
        except OSError as error:
            fault = as_event(error)
            raise ApproachError(fault.reason, fault.text) from error
        self.silence = NetErrorCode.TIMED_OUT.value
        return found

    def prepare(self) -> None:
        """What takes its time, before there is a connection: a server that hears nothing for a
        second may greet, in plain words. Raises NetError."""
        if self.encrypted and self._context is None:
            try:  # libraries are imported, also the one that reads certificates
                self._context = in_deep_thread(client_context)
            except NoThreadError as error:
                raise NetError(NetErrorCode.OTHER, self.host, self.port, str(error)) from error

    def _encrypt(self, sock: _Patient, found: Approached) -> None:
        assert self._context is not None
        found.tls = tls = TlsStream(self._context, self.host)
        sock.sendall(tls.begin())
        data, found.received = found.received, b""
        heard = bool(data)
        while True:
            try:
                found.received += tls.receive(data) if data else b""
            except TlsError as error:
                with contextlib.suppress(OSError):
                    sock.sendall(tls.take())
                raise _tls_fault(str(error), first=data) from error
            if answer := tls.take():
                sock.sendall(answer)
            if tls.established:
                break
            data = sock.recv(_RECV_BYTES)
            if not data:
                raise ApproachError("tls_closed" if heard else "tls_hung_up")
            heard = True
        found.event = self._judge(tls)

    def _judge(self, tls: TlsStream) -> Secured:
        from core.net.peer_certificate import judge

        shown = tls.peer
        if shown is None:
            raise ApproachError("tls_failed", "no certificate")
        known = self._known.certificate(self.host, self.port)
        trust = judge(shown, known)
        if trust not in ACCEPTED:
            event = Distrusted(
                self.host,
                self.port,
                shown,
                trust,
                known.fingerprint if known is not None else "",
                known.since if known is not None else 0.0,
            )
            reason = f"certificate_{trust.value}"
            raise ApproachError(reason, final=True, event=event)
        verified = trust is Trust.VERIFIED
        self._known.trust(
            self.host, self.port, KnownCertificate(shown.fingerprint, verified, time.time())
        )
        return Secured(tls.version, tls.cipher, shown, trust)

    # --- a server that wants to be encrypted ------------------------------------------------------

    def take_offer(self, offer: StsOffered) -> bool:
        """The server told its policy; whether to come again encrypted, now (IRCv3 sts)."""
        if not self.encrypted:
            if not offer.port:
                return False
            self.port, self.encrypted = offer.port, True
            return True
        if offer.duration is not None:
            self._lasting = offer.duration
            self._keep_policy()
        return False

    def ended(self) -> None:
        """The connection is over: its policy lasts from now on."""
        if self._lasting:
            self._keep_policy()

    def _keep_policy(self) -> None:
        lasting = self._lasting
        policy = StsPolicy(self.port, time.time() + lasting) if lasting else None
        self._known.set_policy(self.host, policy)


class _Patient:
    """A socket whose calls go on where they only ran into the time of ``limit_send``."""

    def __init__(self, sock: LensSocket) -> None:
        self._sock = sock

    def recv(self, size: int) -> bytes:
        while True:
            try:
                return self._sock.recv(size)
            except OSError as error:
                if not is_pause(error):
                    raise

    def sendall(self, data: bytes) -> None:
        while data:
            try:
                data = data[self._sock.send(data) :]
            except OSError as error:
                if not is_pause(error):
                    raise


def _tls_fault(words: str, first: bytes) -> ApproachError:
    """What OpenSSL found, as one of the cases that a person can do something about."""
    if first[:1] not in (b"\x14", b"\x15", b"\x16", b"\x17") or "wrong version number" in words:
        return ApproachError("tls_not_spoken", words)
    if "protocol version" in words or "unsupported protocol" in words:
        return ApproachError("tls_old", words)
    return ApproachError("tls_failed", words)
