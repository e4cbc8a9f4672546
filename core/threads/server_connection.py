"""One connection of the server: its reader thread, and its writer thread while it is behind."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from core.irc.decoder import LineDecoder, Overlong
from core.net.errors import NetErrorCode, net_error
from core.net.sending import sender
from core.net.tls import EncryptedStream
from core.net.trace import Part
from core.net.traced_socket import LensSocket
from core.server import transport
from core.threads.server_layers import LayerError, Layers
from core.threads.server_recent import RecentLines
from core.threads.worker import Worker

if TYPE_CHECKING:
    from core.server.server import Server
    from core.threads.server_hub import Hub

_CHUNK = 64 * 1024
_READ = 8 * 1024
"""One ``recv``: what it brings is handled in one go, and the window waits for Python's lock then.
Bigger pieces cost no less time per message, but doubled how late a window was in a flood."""
_MOST_DISCARDED = 128 * 1024
"""What is read of a connection that is closed already, so that its last line arrives."""
_NAP_S = 0.05
LIGHT_BYTES = 4096
"""Who sends no more than this waits for no slow receiver."""

_REASONS = {
    NetErrorCode.RESET: "Connection reset by peer",
    NetErrorCode.TIMED_OUT: "Connection timed out",
    NetErrorCode.BROKEN_PIPE: "Connection closed",
    NetErrorCode.HOST_UNREACHABLE: "No route to host",
    NetErrorCode.NETWORK_UNREACHABLE: "Network is unreachable",
}


class Connection:
    """A client's socket and what the engine knows of it.

    Who may touch what: ``burst`` and ``lag`` belong to the reader; ``behind`` is set by the
    dispatcher alone and cleared by the writer under ``lock``, which also guards the pieces that
    wait; ``deaf`` is set by anyone, and means it for good; everything else is the dispatcher's.
    Only the dispatcher closes the socket, after the reader and the writer have ended, so that no
    ``send`` can meet the file descriptor of somebody else.
    """

    __slots__ = (
        "behind", "burst", "bytes_in", "bytes_out", "closing", "deadline", "deaf", "flushed",
        "gate", "host", "judged_at", "judged_progress", "lag", "layers", "lock", "number",
        "overflowed", "pieces", "port", "progress", "reader", "reader_done", "reader_sends",
        "reads", "recent", "sealed", "send", "slow_told", "sock", "speaking", "waiting", "writer",
    )  # fmt: skip

    def __init__(self, number: int, sock: LensSocket, host: str, port: int) -> None:
        self.number = number
        self.sock = sock
        self.host = host
        self.port = port
        self.send = sender(sock)
        self.recent = RecentLines()
        self.bytes_in = 0
        self.bytes_out = 0
        self.reader: Reader | None = None
        self.reader_done = False
        self.deaf = False  # what still comes in is thrown away
        self.burst = 0  # bytes that it has brought since senders were held back …
        self.lag = 0  # … for this time (see Dispatcher.lag)
        self.gate = threading.Lock()
        self.gate.acquire()
        self.lock = threading.Lock()
        self.speaking = threading.Lock()  # a layer's own words are taken, and sent
        self.reader_sends = False  # all of it, what the layers say included
        self.layers: Layers | None = None
        self.pieces: deque[memoryview] = deque()
        self.sealed = memoryview(b"")  # the rest of what was sealed already; goes before the pieces
        self.waiting = 0
        self.behind = False
        self.progress = 0  # counts the writer's sends
        self.reads = True
        self.judged_at = 0.0
        self.judged_progress = 0
        self.writer: Writer | None = None
        self.slow_told = False
        self.overflowed = False
        self.closing = False
        self.flushed = False
        self.deadline = 0.0

    def keep(self, data: bytes | memoryview, sealed: bytes | memoryview = b"") -> bool:
        """Queue what the kernel did not take, for the writer; True where it needs a new thread.

        ``sealed`` is what a layer has made ready to be sent before it, where nothing waits yet.
        """
        with self.lock:
            if sealed:
                self.sealed = memoryview(sealed)
                self.waiting += len(sealed)
            self.pieces.append(memoryview(data))
            self.waiting += len(data)
            needs_thread = not self.behind
            self.behind = True
        return needs_thread

    def cut(self) -> None:
        """Forget what waits, but for the rest of the line that is being sent."""
        with self.lock:
            if not self.pieces:
                return
            rest = self.pieces[0]
            layers = self.layers
            if layers is None or layers.web is None:  # there a piece is not to be cut
                head = bytes(rest)
                rest = memoryview(head[: head.find(b"\n") + 1])
            self.waiting -= sum(map(len, self.pieces)) - len(rest)
            self.pieces.clear()
            self.pieces.append(rest)

    def forget(self) -> None:
        """Forget everything that waits: the connection is gone."""
        with self.lock:
            self.pieces.clear()
            self.sealed = memoryview(b"")
            self.waiting = 0

    def say_goodbye(self) -> None:
        """Send what the layers say at the end, after everything else; without waiting."""
        if (layers := self.layers) is not None:
            with contextlib.suppress(OSError):
                self.send(layers.goodbye())


class Reader(Worker):
    """Reads one connection: bytes to lines, lines to the server, under the server's lock."""

    def __init__(self, connection: Connection, hub: Hub) -> None:
        super().__init__(
            f"reader {connection.number}", hub.on_error, lambda: hub.reader_ended(connection)
        )
        self._connection = connection
        self._hub = hub

    def work(self) -> None:
        """Read until the stream ends; then the others are told why."""
        with self._hub.maker.thread(Part.READER, self._connection.number):
            self._converse()

    def _converse(self) -> None:
        hub = self._hub
        connection = self._connection
        limits = hub.limits
        decoder = LineDecoder(limits.body_length, limits.tags_length, limits.longest_line)
        reason = self._read(decoder, min(_READ, limits.recvq))
        with hub.lock:
            if not connection.deaf:
                connection.deaf = True
                hub.guarded(
                    connection,
                    lambda: hub.server.end_of_stream(connection.number, decoder.tail, reason),
                )

    def _read(self, decoder: LineDecoder, size: int) -> str:
        """Read to the end of the stream, whose reason is returned."""
        hub = self._hub
        connection = self._connection
        sock = connection.sock
        feed = decoder.feed
        came = connection.recent.came
        clock = hub.clock
        pauses = hub.server.throttle.pauses
        discarded = 0
        layers: Layers | None = Layers(
            connection.number, hub.tls.context, self._tell, files=hub.files is not None
        )
        while True:
            lens = sock.lens
            try:
                data = sock.recv(size)
            except OSError as error:
                if sock.lens is not lens:
                    hub.maker.late(sock, "recv", (size,), error=error)
                fault = net_error(error)
                return _REASONS.get(fault.code, f"Read error: {error.strerror or error}")
            if sock.lens is not lens:
                hub.maker.late(sock, "recv", (size,), data)
            if not data:
                return "Connection closed"
            if connection.deaf:
                discarded += len(data)
                if discarded > _MOST_DISCARDED:
                    return "Connection closed"
                continue
            count = len(data)
            connection.bytes_in += count
            if layers is not None:
                try:
                    data = self._unwrap(layers, data)
                except LayerError as error:
                    hub.give_up(connection, str(error))
                    continue
                if layers.request:
                    return self._exchange_files(layers)
                count = len(data)  # what the layers say to each other is no part of a line
                if layers.is_plain:
                    layers = None
            lines = feed(data)
            if lines:
                came(clock(), lines)
            self._hand_over(lines, count)
            if connection.number in pauses:
                self._pause()
            if hub.baton:
                hub.let_one_in()
            if layers is not None and layers.ended:
                hub.give_up(connection, "")

    def _hand_over(self, lines: list[bytes | Overlong], count: int) -> None:
        """Let the server handle what ``count`` bytes have brought; wait for room."""
        hub = self._hub
        connection = self._connection
        while True:
            with hub.lock:
                if connection.deaf:
                    return
                if hub.has_room(connection, count):
                    try:
                        hub.server.receive(connection.number, lines, count)
                    except Exception as error:
                        hub.fault(connection, error)
                    if hub.sleeping:
                        hub.sleeping = False
                        hub.rouse()
                    return
            with hub.idle(connection.gate):
                connection.gate.acquire()

    def _pause(self) -> None:
        """Read no more of somebody who asks for too much, until the server hears them again."""
        hub = self._hub
        number = self._connection.number
        while number in hub.server.throttle.pauses:
            if self._connection.deaf or hub.stopping:
                return
            sleep(_NAP_S)

    def _exchange_files(self, layers: Layers) -> str:
        """Answer requests for files until their connection ends, with its reason."""
        hub, connection = self._hub, self._connection
        assert hub.files is not None
        self._tell(partial(transport.transfers, conn=connection.number))
        with connection.speaking:  # what was taken to be sent before has been sent then
            connection.reader_sends = True
        while connection.behind and not connection.deaf:
            sleep(_NAP_S)
        try:
            stream = _Counted(connection)
            whole = stream if layers.tls is None else EncryptedStream(stream, layers.tls)
            hub.files.serve(whole, layers.request, connection.host)
        except OSError as error:
            return _REASONS.get(net_error(error).code, f"{error.strerror or error}")
        return "Connection closed"

    def _unwrap(self, layers: Layers, data: bytes) -> bytes:
        """The bytes of lines in what has come. Raises LayerError."""
        hub = self._hub
        connection = self._connection
        try:
            return layers.receive(data)
        finally:
            connection.layers = None if layers.is_plain else layers
            if layers.has_output:
                hub.speak_up(connection)
            for news in layers.news:
                self._tell(news)
            layers.news.clear()

    def _tell(self, news: Callable[[Server], None]) -> None:
        """Let the server know something about the connection."""
        hub = self._hub
        with hub.lock:
            hub.guarded(self._connection, partial(news, hub.server))


class _Counted:
    """The socket of a connection as a stream whose bytes are counted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def recv(self, size: int) -> bytes:
        """The next bytes; b"" also where the server has ended the connection."""
        data = self._connection.sock.recv(size)
        self._connection.bytes_in += len(data)
        return b"" if self._connection.deaf else data

    def sendall(self, data: bytes) -> None:
        """Send everything, in pieces, as the server may end the connection in between."""
        view = memoryview(data)
        while view:
            if self._connection.deaf:
                raise ConnectionAbortedError("closed by the server")
            sent = self._connection.sock.send(view)
            self._connection.bytes_out += sent
            view = view[sent:]


class Writer(Worker):
    """Sends to one client that is behind, blocking, until nothing waits for it."""

    def __init__(self, connection: Connection, hub: Hub) -> None:
        super().__init__(
            f"writer {connection.number}", hub.on_error, lambda: hub.writer_ended(connection, self)
        )
        self._connection = connection
        self._maker = hub.maker

    def work(self) -> None:
        """Send piece after piece; ends when all is sent or the connection is gone."""
        with self._maker.thread(Part.WRITER, self._connection.number):
            self._send_all()

    def _send_all(self) -> None:
        connection = self._connection
        while True:
            with connection.lock:
                sealed, connection.sealed = connection.sealed, memoryview(b"")
                if not sealed:
                    if not connection.pieces:
                        connection.behind = False
                        return
                    piece = connection.pieces.popleft()
                    chunk = piece[:_CHUNK]
                    if len(chunk) < len(piece):
                        connection.pieces.appendleft(piece[_CHUNK:])
            layers = connection.layers
            if sealed:
                self._send(sealed, len(sealed))
            elif layers is None:
                self._send(chunk, len(chunk))
            else:
                self._send(memoryview(layers.seal(chunk)), len(chunk))

    def _send(self, data: memoryview, count: int) -> None:
        """Send all of it; it counted as so many bytes that wait."""
        connection = self._connection
        while data:
            try:
                sent = connection.sock.send(data)
            except OSError:
                connection.forget()  # the reader hears of it too, and tells the others
                return
            connection.progress += 1
            connection.bytes_out += sent
            data = data[sent:]
            done = min(sent, count) if data else count
            count -= done
            with connection.lock:
                connection.waiting = max(0, connection.waiting - done)
