"""TLS as a layer without sockets: encrypted bytes go in, plain ones come out, and the other way.

pyOpenSSL and not Python's ``ssl``: that refuses every certificate of a client that no authority has
signed, and here a certificate that the client made itself is its identity. All of it is imported
when the first client speaks TLS.

One thread may receive while another sends: a lock per connection guards the object, and is never
held across a call that blocks. What is to be sent leaves :meth:`TlsStream.seal` and
:meth:`TlsStream.take` in the order in which it was made, so whoever has the right to send on the
socket must send all of it in that order.

Sources: RFC 8446, SSL_read(3), SSL_write(3), SSL_CTX_set_verify(3), SSL_shutdown(3).
"""

from __future__ import annotations

import contextlib
import ipaddress
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from OpenSSL import SSL

    from core.client.security import ServerCertificate
    from core.net.certificates import Identity
    from core.net.proxy import ByteStream

_RECORD = 16 * 1024
_OVERHEAD = 4096  # room for what a record adds, and for what waits besides
_SESSION = b"besedka"
_RELEASE_BUFFERS = 0x10  # SSL_MODE_RELEASE_BUFFERS: an idle connection keeps none


class TlsError(Exception):
    """The peer does not speak TLS as it should; the text says what OpenSSL found."""


def server_context(identity: Identity) -> SSL.Context:
    """The settings that all connections of a server share.

    TLS 1.2 or later; a certificate of the client is asked for and not judged. Raises TlsError where
    certificate and key do not fit.
    """
    from OpenSSL import SSL

    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    try:
        context.set_min_proto_version(SSL.TLS1_2_VERSION)
        context.set_options(SSL.OP_NO_RENEGOTIATION | SSL.OP_NO_TICKET | SSL.OP_NO_COMPRESSION)
        context.set_mode(_RELEASE_BUFFERS)
        context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        context.set_session_id(_SESSION)
        first, *rest = identity.certificates
        context.use_certificate(first)
        for each in rest:
            context.add_extra_chain_cert(each)
        context.use_privatekey(identity.key)
        context.check_privatekey()
        context.set_verify(SSL.VERIFY_PEER, _anybody)
    except SSL.Error as error:
        raise TlsError(_words(error)) from error
    return context


def _anybody(*_: object) -> bool:
    """Whose certificate it is the account decides; that the client has its key TLS has proved."""
    return True


def client_context() -> SSL.Context:
    """The settings of a client: TLS 1.2 or later. Who the server is, is judged by its certificate
    after the handshake (``core.net.peer_certificate``), before anything else is sent."""
    from cryptography import x509  # noqa: F401  here, as whoever calls has the stack for it
    from OpenSSL import SSL

    from core.net.peer_certificate import trust_the_system

    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.set_options(SSL.OP_NO_RENEGOTIATION | SSL.OP_NO_COMPRESSION)
    context.set_mode(_RELEASE_BUFFERS)
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    trust_the_system(context)
    context.set_verify(SSL.VERIFY_PEER, _note_error)
    return context


def _note_error(
    connection: SSL.Connection, certificate: object, error: int, depth: int, ok: int
) -> bool:
    """Keep what OpenSSL finds, and let it go on."""
    if not ok:
        connection.get_app_data().append(error)
    return True


class TlsStream:
    """TLS of one connection, on the server's side; on the client's where ``host`` is given, the
    server that the person asked for.

    Attributes:
        established: the handshake is over.
        certificate: SHA-256 of the peer's certificate in lower-case hex; "" without one.
        peer: what the server's certificate says, on the client's side, once established.
        version: such as "TLSv1.3", once established.
        cipher: the name of the cipher suite, once established.
        ended: the peer has said that it sends no more.
    """

    def __init__(self, context: SSL.Context, host: str | None = None) -> None:
        from OpenSSL import SSL

        self.established = False
        self.certificate = ""
        self.peer: ServerCertificate | None = None
        self.version = ""
        self.cipher = ""
        self.ended = False
        self._api = SSL
        self._lock = threading.Lock()
        self._tls = SSL.Connection(context, None)
        self._host = host
        if host is None:
            self._tls.set_accept_state()
        else:
            self._errors: list[int] = []
            self._tls.set_app_data(self._errors)
            self._tls.set_connect_state()
            if (name := _sni(host)) is not None:
                self._tls.set_tlsext_host_name(name)
        self._broken = False
        self._early: list[bytes] = []  # what was to be sent before the handshake was over
        self._out: list[bytes] = []

    @property
    def has_output(self) -> bool:
        """Something waits to be taken: an answer of the handshake, a new key, an alert."""
        return bool(self._out)

    def begin(self) -> bytes:
        """The first bytes of a client."""
        with self._lock:
            with contextlib.suppress(self._api.WantReadError):
                self._tls.do_handshake()
            self._drain(_OVERHEAD)
            return self._all()

    def receive(self, data: bytes) -> bytes:
        """What the peer said, out of bytes of the socket.

        Raises TlsError; an alert for the peer may wait to be taken then.
        """
        SSL = self._api  # noqa: N806
        plain: list[bytes] = []
        with self._lock:
            if self._broken:
                raise TlsError("the connection has failed already")
            try:
                while data:
                    taken = self._tls.bio_write(data)
                    data = data[taken:]
                if not self.established:
                    self._shake()
                while not self.ended:
                    plain.append(self._tls.recv(_RECORD))
            except SSL.WantReadError:
                pass
            except SSL.ZeroReturnError:
                self.ended = True
            except SSL.Error as error:
                self._broken = True
                raise TlsError(_words(error)) from error
            finally:
                self._drain(_OVERHEAD)
        return b"".join(plain) if len(plain) != 1 else plain[0]

    def seal(self, data: bytes | memoryview) -> bytes:
        """What to send for ``data``, with what waited before; b"" if it must wait itself."""
        with self._lock:
            if self._broken:
                return self._all()
            if not self.established:
                self._early.append(bytes(data))
                return self._all()
            self._write(data)
            return self._all()

    def take(self) -> bytes:
        """What the layer itself has to send."""
        with self._lock:
            return self._all()

    def goodbye(self) -> bytes:
        """The last bytes: that nothing more comes (close_notify)."""
        with self._lock:
            if self.established and not self._broken:
                try:
                    self._tls.shutdown()
                except self._api.Error:
                    self._broken = True
                self._drain(_OVERHEAD)
            self._broken = True
            return self._all()

    # -- inside, under the lock --------------------------------------------------------------------

    def _shake(self) -> None:
        """Go on with the handshake. Raises WantReadError as long as it is not over."""
        self._tls.do_handshake()
        self.established = True
        self.version = self._tls.get_protocol_version_name()
        self.cipher = self._tls.get_cipher_name() or ""
        shown = self._tls.get_peer_certificate(as_cryptography=True)
        if shown is not None:
            import hashlib  # late: the window of a client that is not encrypted needs none

            from cryptography.hazmat.primitives.serialization import Encoding

            self.certificate = hashlib.sha256(shown.public_bytes(Encoding.DER)).hexdigest()
            if self._host is not None:
                from core.net.peer_certificate import read_certificate

                self.peer = read_certificate(shown, self._host, self._errors)
        early, self._early = self._early, []
        for data in early:
            self._write(data)

    def _write(self, data: bytes | memoryview) -> None:
        while data:
            try:
                taken = self._tls.send(data[:_RECORD])
            except self._api.Error:
                self._broken = True  # its reader finds out why
                return
            data = data[taken:]
            self._drain(_RECORD + _OVERHEAD)

    def _drain(self, size: int) -> None:
        while True:
            try:
                data = self._tls.bio_read(size)
            except self._api.Error:  # there is nothing
                return
            self._out.append(data)
            if len(data) < size:
                return

    def _all(self) -> bytes:
        out, self._out = self._out, []
        return b"".join(out) if len(out) != 1 else out[0]


class EncryptedStream:
    """A stream through a layer whose handshake is over, for one thread that reads and writes."""

    def __init__(self, stream: ByteStream, tls: TlsStream) -> None:
        self._stream = stream
        self._tls = tls

    def recv(self, size: int) -> bytes:
        """The next bytes, which may be more than ``size``; b"" at the end. Raises OSError."""
        while not self._tls.ended:
            data = self._stream.recv(size)
            if not data:
                return b""
            try:
                plain = self._tls.receive(data)
            except TlsError as error:
                raise ConnectionAbortedError(str(error)) from error
            if answer := self._tls.take():
                self._stream.sendall(answer)
            if plain:
                return plain
        return b""

    def sendall(self, data: bytes) -> None:
        """Send everything. Raises OSError."""
        self._stream.sendall(self._tls.seal(data))


def _sni(host: str) -> bytes | None:
    """The name to ask the server for (RFC 6066 section 3): not an address."""
    host = host.rstrip(".")
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        try:
            return host.encode("ascii" if host.isascii() else "idna")
        except UnicodeError:
            return None
    return None


def _words(error: Exception) -> str:
    """What OpenSSL says, without its numbers."""
    found = error.args[0] if error.args else ""
    if isinstance(found, list):
        return "; ".join(str(each[-1]) for each in found if each) or "it is not TLS"
    return str(found) or type(error).__name__
