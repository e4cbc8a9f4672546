"""What a connection's reader, its writer and its window share: the session and the socket.

Everything here is guarded by one condition; it is never held across a blocking call. The reader
(:meth:`ClientLink.read_until_over`) connects, receives, and waits between attempts; the writer
(:meth:`ClientLink.write_until_over`) sends, and keeps the session's deadlines.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import time

from core.client.events import (
    Connected,
    Connecting,
    Disconnected,
    ReconnectIn,
)
from core.client.session import CommandResult
from core.irc.decoder import LineDecoder, Overlong
from core.net.connector import limit_send
from core.net.errors import NetError, NetErrorCode, net_error
from core.net.tls import TlsError
from core.net.trace import Part
from core.net.traced_socket import LensSocket
from core.threads.client_approach import UPGRADE, Approached, ApproachError
from core.threads.client_ends import Stop, as_event, is_cut_line, is_pause
from core.threads.client_link_state import LinkState
from core.threads.client_options import ClientOptions

__all__ = ["ClientLink", "ClientOptions"]

RECV_BYTES = 64 * 1024
MAX_LINE = 8190
"""Bytes of a line that we take from a server: more than the 510 of IRC, some announce LINELEN."""
LINES_AT_ONCE = 100
"""Lines handled at most before the window gets a chance at the lock."""
HOLD_S = 0.008
"""Seconds for which they may hold it; so much do a few lines take where each concerns thousands of
conversations."""
_TURN_S = 0.001
MAX_UNSENT = 1 << 20
"""Bytes that may wait for a server that does not read, before we stop reading from it."""
SEND_SLICE = 0.2
"""Seconds after which a blocked ``send`` looks whether it should still go on."""
QUIT_GRACE = 0.7
"""Seconds that a server has to take our QUIT and to close."""

_log = logging.getLogger(__name__)


class ClientLink(LinkState):
    """One connection to a server, through all its attempts.

    Attributes:
        session: to be touched under :attr:`lock` only, or through :meth:`use`.
        feed: where the events go, in their order.
    """

    # --- for the window -----------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether attempts are made, or a connection stands."""
        return self._running

    def begin(self) -> bool:
        """Get ready for :meth:`read_until_over`; False if it runs already."""
        with self.lock:
            if self._running:
                return False
            self._running = True
            self._stop = None
            self.maker.hold_again()
            self._retry = False
            self._attempt = 0
            self._policy.succeeded()
            return True

    def retry_now(self) -> None:
        """Do not wait for the next attempt any longer."""
        with self.lock:
            self._retry = True
            self.lock.notify_all()

    def run(self, line: str, buffer: str) -> CommandResult:
        """What a person typed; ``/quit`` ends the connection."""
        with self.lock:
            result = self.use(lambda session: session.run(line, buffer))
            if result.action == "quit":
                self._end_soon()
            return result

    def quit(self, reason: str = "") -> None:
        """End politely: QUIT is sent where we were let in, and the server may close."""
        with self.lock:
            if self._running and self._stop is None:
                self.use(lambda session: session.quit(reason))
                self._end_soon()

    def _end_soon(self) -> None:
        if not self._running or self._stop is not None:
            return
        if self._sock is None or not self.session.registered:
            self.cancel()
            return
        self.maker.let_go()
        self._stop = Stop("quit", time.monotonic() + QUIT_GRACE)
        self.lock.notify_all()

    def cancel(self) -> None:
        """End at once, whatever is being waited for."""
        with self.lock:
            if not self._running:
                return
            if self._stop is None:
                self._stop = Stop("cancelled", 0.0)
            self._stop.deadline = 0.0
            self.maker.let_go()
            if self._connector is not None:
                self._connector.cancel()
            self._shut()
            self.lock.notify_all()

    def recent_lines(self) -> tuple[tuple[float, str, str], ...]:
        """The last lines: Unix time, "in" or "out", the line without its ending."""
        with self.lock:
            return self._recent.lines()

    # --- the reader ---------------------------------------------------------------------------

    def read_until_over(self) -> None:
        """Connect, receive, and try again until it is over; the last event is final."""
        with self.maker.thread(Part.READER):
            self._read_until_over()

    def _read_until_over(self) -> None:
        while True:
            outcome = self._converse()
            if outcome.reason == UPGRADE and self._stop is None:
                continue
            with self.lock:
                if self._stop is not None:
                    outcome = Disconnected(self._stop.reason, final=True)
                elif outcome.reason == NetErrorCode.BAD_ADDRESS or not self.options.reconnect:
                    # In the first case the next attempt would end the same way.
                    outcome = Disconnected(outcome.reason, outcome.text, final=True)
                if outcome.final:
                    self._end(outcome)
                    return
                delay = self._policy.failed()
                self._retry = False  # asked for while there was nothing to wait for
                self.feed.push([outcome, ReconnectIn(delay, self._attempt + 1, outcome)])
                with self._idle(lambda: self._stop is not None or self._retry):
                    self.lock.wait_for(lambda: self._stop is not None or self._retry, delay)

    def fail(self, error: BaseException) -> None:
        """A fault of ours ended the reader: say so, and let the writer end."""
        self._log_fault(error)
        with self.lock:
            self._connector = None
            if self._sock is not None:
                self._hang_up(self._sock)
            with contextlib.suppress(Exception):  # the fault may be in the session
                self.session.disconnected()
                self._flush()
            self._end(Disconnected("internal", repr(error), final=True))

    def fail_writer(self, error: BaseException) -> None:
        """A fault of ours ended the writer: end the connection."""
        self._log_fault(error)
        with self.lock:
            self._writing = False
            self._verdict = Disconnected("internal", repr(error), final=True)
            self._shut()
            self.lock.notify_all()

    def _log_fault(self, error: BaseException) -> None:
        _log.error("connection to %s: %r", self.options.host, error, exc_info=error)

    def _end(self, outcome: Disconnected) -> None:
        self._running = False
        self.feed.push([outcome])
        self.lock.notify_all()

    def _converse(self) -> Disconnected:
        """One attempt and, if it succeeds, the whole connection. Says how it ended."""
        options = self.options
        with self.lock:
            if self._stop is not None:
                return Disconnected("cancelled")
            self._attempt += 1
            way = self._approach
            connector = self._connector = way.connector()
            self.feed.push([Connecting(way.host, way.port, self._attempt)])
        try:
            way.prepare()
            sock = connector.connect()
            try:
                peer = sock.getpeername()
                limit_send(sock, SEND_SLICE)
            except OSError as error:  # it was reset at once
                sock.close()
                raise net_error(error, way.host, way.port) from error
        except NetError as error:
            return Disconnected(*way.unreachable(error))
        finally:
            with self.lock:
                self._connector = None
        with self.lock:
            self._sock = sock
            self._output.begin(None)
            self._talking = False
            self._verdict = self._fault = None
            self._register_by = time.monotonic() + options.connect_timeout
            self.feed.push([Connected(str(peer[0]), int(peer[1]))])
            self.lock.notify_all()  # the writer keeps the time
            if self._stop is not None:
                self._shut()
        decoder = LineDecoder(MAX_LINE)
        try:
            found = Approached() if way.is_direct else way.make(sock)
        except ApproachError as error:
            fault: Disconnected | None = Disconnected(error.reason, error.text, error.final)
            self.feed.push([error.event] if error.event is not None else [])
        else:
            self._begin_to_talk(found)
            fault = self._receive(sock, decoder, found.received)
        way.ended()
        with self.lock:
            self._take_tail(decoder.tail)
            self.session.disconnected()
            self._flush()
            self._hang_up(sock)
            return self._verdict or self._fault or fault or Disconnected("closed")

    def _take_tail(self, tail: bytes) -> None:
        """What came last, without the end of a line: so a server of a beginner often greets."""
        tls = self._output.tls
        cut = (tls is not None and not tls.ended) or is_cut_line(tail)
        if tail and not cut and not self.session.registered:
            self.session.receive([tail])
            self._recent.add_in([tail])

    def _begin_to_talk(self, found: Approached) -> None:
        """What lies on the way is behind us: the server hears us."""
        with self.lock:
            self._output.begin(found.tls)
            self._talking = True
            self._register_by = time.monotonic() + self.options.registration_timeout
            self.feed.push([found.event] if found.event is not None else [])
            self.session.connected()
            self._flush()

    def _receive(self, sock: LensSocket, decoder: LineDecoder, early: bytes) -> Disconnected | None:
        """Until the stream ends; the fault that ended it, None where the peer closed it. ``early``
        has come already."""
        tls = self._output.tls
        if early:
            self._take(decoder.feed(early), len(early))
        while True:
            lens = sock.lens
            try:
                data = sock.recv(RECV_BYTES)
            except OSError as error:
                if sock.lens is not lens:
                    self.maker.late(sock, "recv", (RECV_BYTES,), error=error)
                if is_pause(error):
                    continue
                return as_event(error)
            if sock.lens is not lens:
                self.maker.late(sock, "recv", (RECV_BYTES,), data)
            if not data:
                return None
            count = len(data)
            if tls is not None:
                try:
                    data = tls.receive(data)
                except TlsError as error:
                    return (
                        None if self._output.half_closed else Disconnected("tls_broken", str(error))
                    )
                if tls.has_output:  # a new key: the writer sends it
                    with self.lock:
                        self.lock.notify_all()
            self._take(decoder.feed(data), count)
            if tls is not None and tls.ended:
                return None

    def _take(self, lines: list[bytes | Overlong], count: int) -> None:
        """Handle what ``count`` bytes have brought; wait where there is no room for more."""
        with self.lock:
            self.bytes_in += count
            if self._register_by is not None:
                self._register_by = time.monotonic() + self.options.registration_timeout
        start = 0
        while start < len(lines):
            if start:  # a lock is not fair: whoever wants it gets time to take it
                time.sleep(_TURN_S if self.wanted else 0)
            begin = time.monotonic()
            self._handle(lines[start : start + self._at_once])
            start += self._at_once
            took = time.monotonic() - begin
            if took > HOLD_S:
                self._at_once = max(1, self._at_once // 2)
            elif took < HOLD_S / 4:
                self._at_once = min(LINES_AT_ONCE, self._at_once * 2)
        while not self.feed.wait_for_room(SEND_SLICE) and self._stop is None:
            pass
        with self.lock:
            self.lock.wait_for(
                lambda: len(self._output) < MAX_UNSENT or self._sock_is_done(),
            )

    def _handle(self, lines: list[bytes | Overlong]) -> None:
        with self.lock:
            self._recent.add_in(lines)
            self.session.receive(lines)
            self._flush()

    # --- the writer ---------------------------------------------------------------------------

    def write_until_over(self) -> None:
        """Send what there is to send, and keep the deadlines, until the reader has ended."""
        with self.maker.thread(Part.WRITER):
            self._write_until_over()

    def _write_until_over(self) -> None:
        while (work := self._next_piece()) is not None:
            sock, data = work
            sent, fault = 0, None
            try:
                sent = sock.send(data)
            except OSError as error:
                fault = None if is_pause(error) else as_event(error)
            with self.lock:
                self._writing = False
                self._output.sent(sent)
                self.bytes_out += sent
                if fault is not None:
                    # What the server said last (ERROR) can still be read: the reader ends it.
                    self._output.broken = True
                    self._output.drop()
                    self._fault = self._fault or fault
                    self._shut()
                self.lock.notify_all()

    def _next_piece(self) -> tuple[LensSocket, bytes] | None:
        """Wait for something to send; None when the reader has ended."""
        with self.lock:
            while self._running:
                wait: float | None = None
                if (sock := self._sock) is not None:
                    wait = self._keep_deadlines()
                    output = self._output
                    if output.ready:
                        self._writing = True
                        return sock, output.piece()
                    if self._stop is not None and not output.ended:
                        if output.goodbye():
                            continue
                        output.ended = True  # QUIT is out: the server sees the end of it
                        with contextlib.suppress(OSError):
                            sock.shutdown(socket.SHUT_WR)
                with self._idle(lambda: self._output.ready or not self._running):
                    self.lock.wait(wait)
            return None

    def _excuse(self) -> None:
        """The time in which a watcher held the sockets is nobody's silence."""
        lens = self.maker.lens
        held = lens.gate.held_s if lens is not None else 0.0
        if (since := held - self._held_s) > 0 and self._stop is None:
            self.session.hold_time(since)
            if self._register_by is not None:
                self._register_by += since
        self._held_s = held

    def _keep_deadlines(self) -> float | None:
        """Do what is due; seconds until the next deadline, None if there is none."""
        waits: list[float] = []
        now = time.monotonic()
        self.clock.correct()
        self._excuse()
        if self._stop is not None:
            if (rest := self._stop.deadline - now) <= 0:
                self._shut()
            else:
                waits.append(rest)
        if self._register_by is not None and self._fault is None:
            if (rest := self._register_by - now) <= 0:
                self._fault = Disconnected(self._approach.silence)
                self._shut()
            else:
                waits.append(rest)
        if self._verdict is None and (due := self.session.next_deadline()) is not None:
            if due <= self.clock():
                self.session.tick()
                self._flush()
                due = self.session.next_deadline()
            if due is not None:
                waits.append(max(0.01, due - self.clock()))
        return min(waits) if waits else None
