"""What lies between the socket of a connection and its lines: TLS, a WebSocket, both, or nothing.

The reader finds out by the first bytes. It takes the layers off what comes in; who sends (the
dispatcher, or the writer of a connection that is behind) puts them on what goes out. What a layer
itself has to say (a handshake, a pong) is sent by the dispatcher too, so that nobody else sends.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.net.certificates import (
    CertificateError,
    Identity,
    load,
    load_or_make,
    make,
    names_of_this_machine,
)
from core.net.first_bytes import Speech, speech_of
from core.net.tls import TlsError, TlsStream, server_context
from core.net.websocket import NotWebSocketError, WebSocketStream
from core.server import transport
from core.server.server import Server
from core.threads.deep_thread import NoThreadError, in_deep_thread

if TYPE_CHECKING:
    from OpenSSL import SSL


class LayerError(Exception):
    """The connection cannot go on; the text says why."""


class Layers:
    """The layers of one connection.

    Attributes:
        settled: what the client speaks is known; where ``is_plain``, nothing is left to do.
        ended: the peer has said in the words of a layer that it sends no more.
        request: the beginning of a request for a file, b"" where the client speaks IRC.
        news: what the server is to be told, under its lock, before it gets the lines.
    """

    def __init__(
        self,
        number: int,
        tls_context: Callable[[], SSL.Context],
        tell: Callable[[Callable[[Server], None]], None],
        *,
        files: bool = False,
    ) -> None:
        self._files = files
        self.tls: TlsStream | None = None
        self.web: WebSocketStream | None = None
        self.settled = False
        self.ended = False
        self.request = b""
        self.news: list[Callable[[Server], None]] = []
        self._number = number
        self._tls_context = tls_context
        self._tell = tell  # the server, at once
        self._head = b""
        self._told_tls = False

    @property
    def is_plain(self) -> bool:
        """There is no layer, and there will be none."""
        return self.settled and self.tls is None and self.web is None

    # -- the reader's ------------------------------------------------------------------------------

    def receive(self, data: bytes) -> bytes:
        """The bytes of lines in what the socket has brought. Raises LayerError."""
        if self.tls is not None:
            data = self._decrypt(self.tls, data)
        if self.web is not None:
            return self._unframe(self.web, data)
        if self.settled:
            return data
        return self._begin(data)

    def _begin(self, data: bytes) -> bytes:
        self._head = head = self._head + data
        speech = speech_of(head)
        if speech is Speech.UNDECIDED:
            return b""
        self._head = b""
        if speech is Speech.TLS and self.tls is None:
            # At once: what follows may load a library, which takes longer than a greeting waits.
            self._tell(partial(transport.hush, conn=self._number))
            try:
                self.tls = TlsStream(self._tls_context())
            except (TlsError, CertificateError, NoThreadError) as error:
                raise LayerError(str(error)) from error
            return self.receive(head)
        if speech is Speech.FILES and self._files:
            self.request = head
            return b""
        if speech in (Speech.HTTP, Speech.FILES) and head.startswith(b"GET "):
            self._tell(partial(transport.hush, conn=self._number))
            # wsproto is imported only once.
            known = "wsproto" in sys.modules
            try:
                self.web = WebSocketStream() if known else in_deep_thread(WebSocketStream)
            except NoThreadError as error:
                raise LayerError(str(error)) from error
            return self._unframe(self.web, head)
        self.settled = True
        return head

    def _decrypt(self, tls: TlsStream, data: bytes) -> bytes:
        try:
            plain = tls.receive(data)
        except TlsError as error:
            raise LayerError(str(error)) from error
        if tls.established and not self._told_tls:
            self._told_tls = True
            self.news.append(
                partial(
                    transport.secured,
                    conn=self._number,
                    certificate=tls.certificate,
                    version=tls.version,
                )
            )
        if tls.ended:
            self.ended = True
        return plain

    def _unframe(self, web: WebSocketStream, data: bytes) -> bytes:
        opened = web.opened
        try:
            lines = web.receive(data)
        except NotWebSocketError as other:
            self.web = None  # a browser: the server has an answer for it
            self.settled = True
            return other.data
        if web.opened and not opened:
            self.settled = True
            self.news.append(partial(transport.opened_websocket, conn=self._number))
        if web.ended:
            self.ended = True
        return lines

    # -- the sender's ------------------------------------------------------------------------------

    @property
    def has_output(self) -> bool:
        """A layer has something to say itself."""
        tls, web = self.tls, self.web
        return (tls is not None and tls.has_output) or (web is not None and web.has_output)

    def own(self) -> bytes:
        """What the upper layer itself has to send, to be sealed; may be empty."""
        web = self.web
        return web.take() if web is not None else b""

    def frame(self, data: bytes) -> list[bytes]:
        """Whole lines as pieces, each of which begins and ends where a layer allows a cut."""
        web = self.web
        if web is None:
            return [data]
        own = web.take()
        return [own, *web.frames(data)] if own else web.frames(data)

    def seal(self, data: bytes | memoryview) -> bytes | memoryview:
        """What goes to the socket: for b"" what the lowest layer has to send by itself."""
        tls = self.tls
        if tls is None:
            return data
        return tls.seal(data) if data else tls.take()

    def goodbye(self) -> bytes:
        """The last bytes of the connection."""
        data = self.web.goodbye() if self.web is not None else b""
        if self.tls is None:
            return data
        return (self.tls.seal(data) if data else b"") + self.tls.goodbye()


class TlsSetup:
    """The server's certificate, looked for when the first client speaks TLS.

    ``say`` is told with a code for the log (``LogKind.TLS``) and what goes with it.
    """

    def __init__(
        self,
        certificate: Path | None,
        key: Path | None,
        data_dir: Path | None,
        server_name: str,
        say: Callable[[str, str], None],
    ) -> None:
        self._certificate = certificate
        self._key = key
        self._data_dir = data_dir
        self._server_name = server_name
        self._say = say
        self._lock = threading.Lock()
        self._context: SSL.Context | None = None
        self._fault: Exception | None = None

    def context(self) -> SSL.Context:
        """The settings for a connection. Raises CertificateError, TlsError, each time the same."""
        with self._lock:
            if self._context is None and self._fault is None:
                try:
                    self._context = in_deep_thread(lambda: server_context(self._identity()))
                except (CertificateError, TlsError) as error:
                    self._fault = error
                    self._say("unusable", str(error))
            if self._context is None:
                raise TlsError("the server has no usable certificate") from self._fault
            return self._context

    def forget(self) -> None:
        """Look for the certificate again when the next client comes."""
        with self._lock:
            self._context = self._fault = None

    def _identity(self) -> Identity:
        if self._certificate is not None:
            return load(self._certificate, self._key)
        names = names_of_this_machine(self._server_name)
        if self._data_dir is None:
            return make(names)
        try:
            identity, made = load_or_make(self._data_dir, names)
        except OSError as error:
            self._say("fleeting", f"{self._data_dir}: {error.strerror or error}")
            return make(names)
        if made is not None:
            self._say("made", str(made))
        return identity
