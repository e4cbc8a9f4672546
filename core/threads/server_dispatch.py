"""The heart of the server's engine: one thread that sends what the handlers have written.

It takes everything that waits in the outbox, merges it per client and makes one ``send`` per
client that has something to get. It never waits for a client: what the kernel does not take goes
to that client's writer thread. It also runs the server's clock, closes connections, and carries
out what the window asks for, so that the window never waits for a lock.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from core.net.errors import NetError
from core.net.sending import prepare, shut
from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind, LogLevel, ServerSnapshot
from core.server.outbox import Delivery
from core.server.server import Server
from core.threads.event_feed import EventFeed
from core.threads.server_accept import Acceptor, ListenOptions, ServerStarted, start_listening
from core.threads.server_closing import Closer
from core.threads.server_connection import LIGHT_BYTES, Connection, Reader, Writer
from core.threads.server_pressure import POLL_S, Pressure
from core.threads.server_recent import RecentLine, RecentLines, tail_of
from core.threads.server_time import MessageIds, WallClock
from core.threads.worker import Worker

_LONGEST_SLEEP_S = 60.0
_LEAST_BUDGET = 64 * 1024
_GONE_KEPT = 100
"""Connections that have gone, whose last lines can still be looked at."""


class Dispatcher(Worker):
    """One run of a server, from binding its port until everything is closed and joined.

    The locks: ``lock`` is the server's; nothing blocks under it. A connection's own lock may be
    taken under it, never the other way round.
    """

    def __init__(
        self, config: ServerConfig, options: ListenOptions, log: EventFeed[LogEntry]
    ) -> None:
        super().__init__("dispatcher", self.on_error, stack_bytes=0)
        self.limits = config.limits
        self.clock = WallClock()
        self.lock = threading.Lock()
        self.server = Server(config, self.clock, MessageIds())
        self.ready = threading.Event()
        """Set when it is known whether the server listens."""
        self.address: ServerStarted | None = None
        self.failure: NetError | None = None
        self.on_started: Callable[[ServerStarted], None] | None = None
        """Called in this thread once the server listens (set it before the start)."""
        self.stopping = False
        self.sleeping = False
        self.pending = 0
        """Bytes that came in and are not dispatched yet (under the lock)."""
        self.lag = 0
        """Odd while those who send much wait for those who read slowly (under the lock)."""
        self.baton: deque[Connection] = deque()
        """Senders whose readers wait for their turn."""
        self.connections: dict[int, Connection] = {}
        self.last_snapshot: ServerSnapshot | None = None
        self.started_at = 0.0
        self._log = log
        self._options = options
        self._wake = threading.Lock()
        self._wake.acquire()
        self._acceptors: list[Acceptor] = []
        self._numbers = 0
        self._throttled: list[Connection] = []
        self._budget = max(_LEAST_BUDGET, config.limits.sendq // 16)
        self._pressure = Pressure(config.limits.sendq)
        self._commands: deque[Callable[[], None]] = deque()
        self._broken: list[Connection] = []
        self._ended_readers: deque[Connection] = deque()
        self._ended_writers: deque[tuple[Connection, Writer]] = deque()
        self._closer = Closer(self._closed)
        self._gone: OrderedDict[int, RecentLines] = OrderedDict()
        self._tick_at = 0.0
        self._tick_known = False
        self._stop_reason = ""
        self._goodbye_said = False

    # Called by other threads

    def ask(self, command: Callable[[], None]) -> None:
        """Have ``command`` run by this thread under the server's lock. Never waits."""
        self._commands.append(command)
        self.rouse()

    def ask_snapshot(self) -> None:
        """Have ``last_snapshot`` made anew in the next cycle."""
        self.ask(self._make_snapshot)

    def stop(self, reason: str) -> None:
        """Say goodbye to everybody, send what is queued, close and join everything.

        Takes no lock, so that a signal handler may call it.
        """
        self._stop_reason = reason
        self.stopping = True
        self.rouse()

    def rouse(self) -> None:
        """Wake the dispatcher if it sleeps; harmless if it does not."""
        with contextlib.suppress(RuntimeError):  # it has been woken already
            self._wake.release()

    def add(self, sock: socket.socket, host: str, port: int) -> None:
        """Take over an accepted connection (called by the acceptors)."""
        prepare(sock)
        with self.lock:
            if self.stopping:
                sock.close()
                return
            self._numbers += 1
            number = self._numbers
            connection = Connection(number, sock, host, port)
            reader = connection.reader = Reader(connection, self)
            self.connections[number] = connection
            self.guarded(connection, lambda: self.server.connect(number, host, port))
            self._tick_known = False
        self.rouse()
        if not reader.launch():
            self.say(LogKind.INTERNAL, connection, "no thread left", level=LogLevel.ERROR)
            with self.lock:
                connection.deaf = True
                self.guarded(
                    connection, lambda: self.server.end_of_stream(number, b"", "Server is full")
                )
            self.reader_ended(connection)

    def reader_ended(self, connection: Connection) -> None:
        """The last thing that a reader does."""
        self._ended_readers.append(connection)
        self.rouse()

    def writer_ended(self, connection: Connection, writer: Writer) -> None:
        """The last thing that a writer does."""
        self._ended_writers.append((connection, writer))
        self.rouse()

    def has_room(self, connection: Connection, size: int) -> bool:
        """Whether a reader may hand over ``size`` bytes now; it is queued if not (under the lock).

        A queued reader waits at its gate and asks again.
        """
        if self.lag & 1:
            if connection.lag != self.lag:
                connection.lag = self.lag
                connection.burst = 0
            connection.burst += size
            if connection.burst > LIGHT_BYTES:
                self._throttled.append(connection)
                return False
        if self.pending >= self._budget:
            self.baton.append(connection)
            return False
        self.pending += size
        return True

    def let_one_in(self) -> None:
        """Let one sender go on that was held back; it lets the next one in.

        Waking all of them at once would make them fight for Python's lock.
        """
        if self.pending < self._budget:
            with contextlib.suppress(IndexError):
                self.baton.popleft().gate.release()

    def guarded(self, connection: Connection, call: Callable[[], None]) -> None:
        """Call into the server, under its lock; an exception ends that connection only."""
        try:
            call()
        except Exception as error:
            self.fault(connection, error)

    def fault(self, connection: Connection, error: Exception) -> None:
        """Handling this connection raised, under the lock: log it and give the connection up."""
        self.say(LogKind.INTERNAL, connection, _told(error), level=LogLevel.ERROR)
        connection.deaf = True
        self._broken.append(connection)
        try:
            self.server.kick(connection.number, "Internal error")
        except Exception as again:
            self.say(LogKind.INTERNAL, connection, _told(again), level=LogLevel.ERROR)
        self.rouse()

    def on_error(self, error: BaseException) -> None:
        """An exception left the ``work`` of one of the threads."""
        self.say(LogKind.INTERNAL, None, _told(error), level=LogLevel.ERROR)

    def say(
        self,
        kind: LogKind,
        connection: Connection | None,
        *args: str | int,
        level: LogLevel = LogLevel.INFO,
    ) -> None:
        """Put an entry of the engine's own into the log."""
        number, who = (connection.number, connection.host) if connection else (0, "")
        self._log.push([LogEntry(self.clock(), kind, number, who, args, level)])

    def recent_lines(self, number: int) -> tuple[RecentLine, ...]:
        """The last lines of a connection, also of one that has gone a while ago."""
        connection = self.connections.get(number)
        recent = connection.recent if connection else self._gone.get(number)
        return recent.lines() if recent else ()

    # The thread

    def work(self) -> None:
        """Bind, then cycle until everything is closed."""
        try:
            if self._open():
                while not self._over():
                    self._cycle()
                self._push_log()
                self.say(LogKind.STOPPED, None)
        finally:
            self.ready.set()
            for acceptor in self._acceptors:
                acceptor.stop()
                acceptor.close()

    def _open(self) -> bool:
        try:
            self.address, listening = start_listening(self._options)
        except NetError as error:
            self.failure = error
            return False
        self.started_at = self.clock()
        self._acceptors = [
            Acceptor(accepting, self.add, self._turned_away, self.on_error)
            for accepting in listening
        ]
        self.say(LogKind.STARTED, None, self.address.addresses[0], self.address.port)
        for acceptor in self._acceptors:
            acceptor.launch()
        self.ready.set()
        if self.on_started is not None:
            self.on_started(self.address)
        return True

    def _over(self) -> bool:
        """Told to stop, and everybody is gone."""
        return self._goodbye_said and not (
            self.connections or self._closer or self._ended_readers or self._ended_writers
        )

    def _cycle(self) -> None:
        """Take, merge, send; then the housekeeping; then sleep if there is nothing to do."""
        now = self.clock()
        goodbye = self.stopping and not self._goodbye_said
        if goodbye:
            for acceptor in self._acceptors:
                acceptor.stop()
        with self.lock:
            self.sleeping = False
            self._wake.acquire(blocking=False)
            if self._commands:
                self._run_commands()
            if goodbye:
                self._say_goodbye()
            if not self._tick_known or now >= self._tick_at:
                self._tick(now)
            delivery = self.server.outbox.take()
            for number in delivery.closes:
                if (leaving := self.connections.get(number)) is not None:
                    leaving.deaf = True
            log = self.server.take_log()
            broken, self._broken = self._broken, []
            self.pending = 0
            self._hold_back(monotonic())
            self.sleeping = not (
                delivery or broken or self._commands or self._ended_readers or self._ended_writers
            )
        if log:
            self._log.push(log)
        if delivery:
            self._send(delivery, now)
        for connection in broken:
            self._close(connection)
        if self.baton:
            self.let_one_in()
        while self._ended_readers:
            self._reader_ended(self._ended_readers.popleft())
        while self._ended_writers:
            connection, writer = self._ended_writers.popleft()
            self._closer.writer_ended(connection, writer)
            if not connection.behind:
                self._pressure.caught_up(connection)
        if self._closer:
            self._closer.hurry()
        if self.sleeping and not self._over():
            self._sleep(now)

    def _sleep(self, now: float) -> None:
        wait = min(self._tick_at - now, _LONGEST_SLEEP_S)
        if (deadline := self._closer.next_deadline()) is not None:
            wait = min(wait, deadline - monotonic())
        if self.lag & 1:
            wait = min(wait, POLL_S)
        self._wake.acquire(timeout=max(0.0, wait))
        # Senders that woke up at the same time hand over first: one cycle then serves them all.
        sleep(0)

    def _hold_back(self, now: float) -> None:
        """Under the lock: decide whether those who send much have to wait."""
        lagging = bool(self._pressure) and not self._goodbye_said and self._pressure.lagging(now)
        if lagging != bool(self.lag & 1):
            self.lag += 1
        if not lagging and self._throttled:
            self.baton.extend(self._throttled)
            self._throttled.clear()

    def _tick(self, now: float) -> None:
        """Run the server's clock where it is due, and ask when it wants to be run again."""
        self.clock.correct()
        try:
            if now >= self._tick_at:
                self.server.tick()
            deadline = self.server.next_deadline()
        except Exception as error:
            self.on_error(error)
            deadline = now + 1.0
        self._tick_known = True
        self._tick_at = now + _LONGEST_SLEEP_S if deadline is None else max(deadline, now + 0.001)

    def _run_commands(self) -> None:
        while self._commands:
            command = self._commands.popleft()
            try:
                command()
            except Exception as error:
                self.on_error(error)
        self._tick_known = False

    def _send(self, delivery: Delivery, now: float) -> None:
        """One send per client; what is not taken goes to the client's writer."""
        connections = self.connections
        sendq = self.limits.sendq
        last = tail = b""
        over: list[Connection] = []
        for number, data in delivery.merged():
            connection = connections.get(number)
            if connection is None or connection.closing:
                continue
            if data is not last:
                last = data
                tail = tail_of(data)
            connection.recent.went(now, tail)
            if connection.behind:
                self._keep(connection, data)
            else:
                try:
                    sent = connection.send(data)
                except OSError:
                    shut(connection.sock)  # its reader finds out why, and tells the others
                    continue
                connection.bytes_out += sent
                if sent < len(data):
                    self._keep(connection, memoryview(data)[sent:])
            if connection.waiting > sendq and not connection.overflowed:
                connection.overflowed = True
                over.append(connection)
        for number in delivery.closes:
            if (leaving := connections.get(number)) is not None:
                self._close(leaving)
        for connection in over:
            connection.cut()
            with self.lock:
                number = connection.number
                self.guarded(connection, lambda n=number: self.server.sendq_exceeded(n))  # type: ignore[misc]

    def _keep(self, connection: Connection, data: bytes | memoryview) -> None:
        self._pressure.fell_behind(connection, monotonic())
        if connection.keep(data):
            writer = connection.writer = Writer(connection, self)
            self._closer.writer_started(writer)
            if not writer.launch():
                connection.forget()
                shut(connection.sock)
                self.writer_ended(connection, writer)
        if connection.waiting > self.limits.sendq // 4 and not connection.slow_told:
            connection.slow_told = True
            self.say(LogKind.SLOW, connection, connection.waiting, level=LogLevel.WARNING)

    def _close(self, connection: Connection) -> None:
        connection.deaf = True
        self._closer.close(connection)

    def _reader_ended(self, connection: Connection) -> None:
        self._closer.reader_ended(connection)

    def _closed(self, connection: Connection) -> None:
        """The closer has closed the socket."""
        self.connections.pop(connection.number, None)
        self._pressure.caught_up(connection)
        self._gone[connection.number] = connection.recent
        if len(self._gone) > _GONE_KEPT:
            self._gone.popitem(last=False)
        connection.reader = None

    def _say_goodbye(self) -> None:
        """Under the lock: ERROR to everybody, and every connection is closed after it."""
        self._goodbye_said = True
        try:
            self.server.shutdown(self._stop_reason)
        except Exception as error:
            self.on_error(error)
        self._broken.extend(self.connections.values())
        self._closer.hasten()

    def _make_snapshot(self) -> None:
        self.last_snapshot = self.server.snapshot()

    def _push_log(self) -> None:
        with self.lock:
            log = self.server.take_log()
        self._log.push(log)

    def _turned_away(self, detail: str) -> None:
        self.say(LogKind.INTERNAL, None, f"connection turned away: {detail}", level=LogLevel.ERROR)


def _told(error: BaseException) -> str:
    """The exception in one line, with the place where it was raised."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
