"""What a connection's reader, its writer and its window share: the session and the socket.

Everything here is guarded by one condition; it is never held across a blocking call. The reader
(:meth:`ClientLink.read_until_over`) connects, receives, and waits between attempts; the writer
(:meth:`ClientLink.write_until_over`) sends, and keeps the session's deadlines.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from core.client.events import (
    Connected,
    Connecting,
    Disconnected,
    Event,
    ReconnectIn,
    Registered,
)
from core.client.reconnect import ReconnectPolicy
from core.client.session import ClientSession, CommandResult
from core.irc.decoder import LineDecoder, Overlong
from core.net.connector import Connector, limit_send
from core.net.errors import NetError, NetErrorCode, net_error
from core.net.socket_maker import SocketMaker
from core.net.trace import Part, Side
from core.net.traced_socket import LensSocket
from core.threads.client_ends import Stop, as_event, is_pause
from core.threads.client_options import ClientOptions
from core.threads.client_recent import RecentLines
from core.threads.event_feed import EventFeed

__all__ = ["ClientLink", "ClientOptions"]

RECV_BYTES = 64 * 1024
SEND_BYTES = 64 * 1024
MAX_LINE = 8190
"""Bytes of a line that we take from a server: more than the 510 of IRC, some announce LINELEN."""
LINES_AT_ONCE = 100
"""Lines handled before the window gets a chance at the lock."""
MAX_UNSENT = 1 << 20
"""Bytes that may wait for a server that does not read, before we stop reading from it."""
SEND_SLICE = 0.2
"""Seconds after which a blocked ``send`` looks whether it should still go on."""
QUIT_GRACE = 0.7
"""Seconds that a server has to take our QUIT and to close."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class ClientLink:
    """One connection to a server, through all its attempts.

    Attributes:
        session: to be touched under :attr:`lock` only, or through :meth:`use`.
        feed: where the events go, in their order.
    """

    def __init__(self, options: ClientOptions, feed: EventFeed[Event]) -> None:
        self.options = options
        self.feed = feed
        self.lock = threading.Condition(threading.RLock())
        self.maker = SocketMaker(Side.CLIENT, options.session.nick)
        self.session = ClientSession(options.session, time.time, lambda: os.urandom(12).hex())
        self.bytes_in = 0
        self.bytes_out = 0
        self._policy = ReconnectPolicy()
        self._attempt = 0
        self._running = False
        self._stop: Stop | None = None
        self._retry = False
        self._connector: Connector | None = None
        self._sock: LensSocket | None = None
        self._held_s = 0.0
        self._writing = False
        self._output = bytearray()
        self._output_broken = False
        self._half_closed = False
        self._verdict: Disconnected | None = None  # what the session says
        self._fault: Disconnected | None = None  # what the socket says, where that says nothing
        self._register_by: float | None = None  # monotonic
        self._recent = RecentLines()

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

    def use(self, work: Callable[[ClientSession], _T]) -> _T:
        """Let ``work`` use the session; what it wants to send and to tell is passed on."""
        with self.lock:
            try:
                return work(self.session)
            finally:
                self._flush()

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
            self.feed.push([Connecting(options.host, options.port, self._attempt)])
            connector = Connector(options.host, options.port, options.connect_timeout, self.maker)
            self._connector = connector
        try:
            sock = connector.connect()
            try:
                peer = sock.getpeername()
                limit_send(sock, SEND_SLICE)
            except OSError as error:  # it was reset at once
                sock.close()
                raise net_error(error, options.host, options.port) from error
        except NetError as error:
            return Disconnected(error.code.value, error.detail)
        finally:
            with self.lock:
                self._connector = None
        with self.lock:
            self._sock = sock
            self._output.clear()
            self._output_broken = self._half_closed = False
            self._verdict = self._fault = None
            self._register_by = time.monotonic() + options.registration_timeout
            self.feed.push([Connected(str(peer[0]), int(peer[1]))])
            self.session.connected()
            self._flush()
            if self._stop is not None:
                self._shut()
        decoder = LineDecoder(MAX_LINE)
        fault = self._receive(sock, decoder)
        with self.lock:
            if decoder.tail and not self.session.registered:
                # A server of a beginner often does not end its line.
                self.session.receive([decoder.tail])
                self._recent.add_in([decoder.tail])
            self.session.disconnected()
            self._flush()
            self._hang_up(sock)
            return self._verdict or self._fault or fault or Disconnected("closed")

    def _receive(self, sock: LensSocket, decoder: LineDecoder) -> Disconnected | None:
        """Until the stream ends; the fault that ended it, None where the peer closed it."""
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
            lines = decoder.feed(data)
            with self.lock:
                self.bytes_in += len(data)
                if self._register_by is not None:
                    self._register_by = time.monotonic() + self.options.registration_timeout
            for start in range(0, len(lines), LINES_AT_ONCE):
                if start:
                    time.sleep(0)  # the window may be waiting for the lock
                self._handle(lines[start : start + LINES_AT_ONCE])
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
                del self._output[:sent]
                self.bytes_out += sent
                if fault is not None:
                    # What the server said last (ERROR) can still be read: the reader ends it.
                    self._output_broken = True
                    self._output.clear()
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
                    if self._output and not self._output_broken:
                        self._writing = True
                        return sock, bytes(self._output[:SEND_BYTES])
                    if self._stop is not None and not self._half_closed:
                        self._half_closed = True  # QUIT is out: the server sees the end of it
                        with contextlib.suppress(OSError):
                            sock.shutdown(socket.SHUT_WR)
                with self._idle(lambda: bool(self._output) or not self._running):
                    self.lock.wait(wait)
            return None

    def _idle(self, ready: Callable[[], bool]) -> contextlib.AbstractContextManager[object]:
        """The thread waits, not in a socket call: a watcher shall see that."""
        lens = self.maker.lens
        return contextlib.nullcontext() if lens is None else lens.waiting(ready)

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
        self._excuse()
        if self._stop is not None:
            if (rest := self._stop.deadline - now) <= 0:
                self._shut()
            else:
                waits.append(rest)
        if self._register_by is not None and self._fault is None:
            if (rest := self._register_by - now) <= 0:
                self._fault = Disconnected(NetErrorCode.TIMED_OUT.value)
                self._shut()
            else:
                waits.append(rest)
        if self._verdict is None and (due := self.session.next_deadline()) is not None:
            if due <= time.time():
                self.session.tick()
                self._flush()
                due = self.session.next_deadline()
            if due is not None:
                waits.append(max(0.01, due - time.time()))
        return min(waits) if waits else None

    # --- under the lock -----------------------------------------------------------------------

    def _flush(self) -> None:
        """Pass on what the session wants to send and to tell."""
        if self.session.nick != self.maker.name:
            self.maker.rename(self.session.nick)
        output = self.session.take_output()
        if output and self._sock is not None and not self._output_broken:
            self._output += output
            self._recent.add_out(output)
        told = self.session.take_events()
        events: list[Event] = []
        for event in told:
            if isinstance(event, Disconnected):
                self._verdict = self._verdict or event
                continue
            events.append(event)
            if isinstance(event, Registered):
                self._register_by = None
                self._attempt = 0
                self._policy.succeeded()
        self.feed.push(events)
        if self._verdict is not None:
            self._shut()
        if output or told or self.session.has_news_for_later:
            self.lock.notify_all()

    def _sock_is_done(self) -> bool:
        return (
            self._stop is not None
            or self._verdict is not None
            or self._fault is not None
            or self._output_broken
        )

    def _shut(self) -> None:
        """End the stream: wakes the reader in ``recv`` and the writer in ``send``."""
        if self._sock is not None:
            with contextlib.suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)

    def _hang_up(self, sock: LensSocket) -> None:
        """Close the socket once the writer has left it: its number may be used again at once."""
        self._shut()
        self._sock = None
        self._register_by = None
        self._output.clear()
        self.lock.wait_for(lambda: not self._writing)
        sock.close()
