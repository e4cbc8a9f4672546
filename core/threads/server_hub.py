"""What the threads of one running server share, and what they may ask of each other."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from core.net.file_host import FileHost, FileLimits, url_by
from core.net.file_store import FileStore
from core.net.sending import prepare, turn_away
from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.net.traced_socket import LensSocket
from core.server.admission import refuse
from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind, LogLevel, ServerSnapshot
from core.server.server import Server
from core.server.stores import Stores
from core.server.transport import insecure, is_in_chat, offers_files
from core.threads.event_feed import EventFeed
from core.threads.server_accept import ListenOptions, ServerStarted
from core.threads.server_connection import LIGHT_BYTES, Connection, Reader, Writer
from core.threads.server_layers import TlsSetup
from core.threads.server_recent import RecentLine, RecentLines
from core.threads.wall_clock import WallClock, message_id_source

if TYPE_CHECKING:
    from core.storage.server_storage import ServerStorage

_BREATH_S = 0.0005
"""After each connection of a storm, for the others to come to their turn."""
_LEAST_BUDGET = 64 * 1024
_LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
_GONE_KEPT = 100
"""Connections that have gone, whose last lines can still be looked at."""


class Hub:
    """The server, its lock, and the queues between the threads.

    Two locks, in this order: ``lock`` is the server's, and nothing blocks under it; a connection's
    own lock may be taken under it, never the other way round.
    """

    def __init__(
        self,
        config: ServerConfig,
        log: EventFeed[LogEntry],
        options: ListenOptions,
        data_dir: Path | None = None,
    ) -> None:
        self.options = options
        self.data_dir = data_dir
        self.tls = TlsSetup(
            options.tls_certificate, options.tls_key, data_dir, config.name, self._say_tls
        )
        self.limits = config.limits
        self.maker = SocketMaker(Side.SERVER, "server")
        self.clock = WallClock()
        self.lock = threading.Lock()
        self._new_id = message_id_source()
        self.server = self._make_server(config, None)
        self.connections: dict[int, Connection] = {}
        self.log = log
        self.ready = threading.Event()
        """Set when it is known whether the server listens."""
        self.address: ServerStarted | None = None
        self.failure: Exception | None = None
        """What kept it from listening: NetError, or StorageError of a data folder."""
        self.started_at = 0.0
        self.last_snapshot: ServerSnapshot | None = None
        self.on_request: Callable[[str], None] = lambda request: None
        """Told, in the dispatcher's thread, what an operator asks of whoever runs the server."""
        self.files: FileHost | None = None
        """What answers requests for files; None where nobody may give any."""
        self.storage: ServerStorage | None = None
        """What keeps the data of this run, None where nothing outlives it."""
        self.stopping, self.stop_reason = False, ""
        self.sleeping = False
        """The dispatcher sleeps, or is about to (under the lock)."""
        self.wake = threading.Lock()
        """Released to wake the dispatcher, which acquires it to sleep."""
        self.wake.acquire()
        self.pending = 0
        """Bytes that came in and are not dispatched yet (under the lock)."""
        self.budget = max(_LEAST_BUDGET, config.limits.sendq // 16)
        self.lag = 0
        """Odd while those who send much wait for those who read slowly (under the lock)."""
        self.baton: deque[Connection] = deque()
        """Senders whose readers wait for their turn."""
        self.throttled: list[Connection] = []
        """Senders whose readers wait until the lag is over (under the lock)."""
        self.broken: list[Connection] = []
        """Connections that a fault of ours has ended (under the lock)."""
        self.spoken: deque[Connection] = deque()
        """Connections whose layers have something to say themselves."""
        self.commands: deque[Callable[[], None]] = deque()
        self.ended_readers: deque[Connection] = deque()
        self.ended_writers: deque[tuple[Connection, Writer]] = deque()
        self.tick_known = False
        """``next_deadline`` need not be asked again (under the lock)."""
        self._numbers = 0
        self._gone: OrderedDict[int, RecentLines] = OrderedDict()

    def _make_server(self, config: ServerConfig, stores: Stores | None) -> Server:
        return Server(config, self.clock, self._new_id, stores, os.urandom)

    def use(self, stores: Stores | None, keep: bool = True) -> None:
        """Let the server begin anew with these stores, before anybody connects.

        Without ``keep`` it offers no history.
        """
        with self.lock:
            config = self.server.config
            if not keep:
                config = replace(config, keep_history=False)
            self.server = self._make_server(config, stores)

    def open_files(self) -> None:
        """Take files from now on, unless that is switched off, or nothing can be kept."""
        if not self.server.config.files or self.data_dir is None or self.storage is None:
            return

        def may_send(address: str) -> bool:
            ours = self.address.addresses if self.address is not None else ()
            with self.lock:
                if address in ours:  # from this machine by another way than the chat's
                    return any(is_in_chat(self.server, each) for each in (*ours, *_LOOPBACK))
                return is_in_chat(self.server, address)

        def limits() -> FileLimits:
            found = self.server.config.limits
            file, total = found.file_megabytes << 20, found.files_megabytes << 20
            return FileLimits(file, total, found.file_days)

        self.files = FileHost(FileStore(self.data_dir / "files"), limits, may_send)

    def offer_sts(self, port: int) -> None:
        """Let clients be told to come back to this port, encrypted."""
        with self.lock:
            self.server.set_config(replace(self.server.config, sts_port=port))

    def idle(self, lock: threading.Lock) -> contextlib.AbstractContextManager[object]:
        """A thread waits until somebody releases ``lock``: a watcher shall see that it waits."""
        lens = self.maker.lens
        if lens is None:
            return contextlib.nullcontext()
        return lens.waiting(ready=lambda: not lock.locked())

    def ask(self, command: Callable[[], None]) -> None:
        """Have ``command`` run by the dispatcher under the server's lock. Never waits."""
        self.commands.append(command)
        self.rouse()

    def ask_snapshot(self) -> None:
        """Have ``last_snapshot`` made anew in the next cycle."""
        self.ask(self.make_snapshot)

    def stop(self, reason: str) -> None:
        """Say goodbye to everybody, send what is queued, close and join everything.

        Takes no lock (where nobody watches), so that a signal handler may call it.
        """
        self.stop_reason = reason
        self.stopping = True
        self.maker.let_go()
        self.rouse()

    def rouse(self) -> None:
        """Wake the dispatcher if it sleeps; harmless if it does not."""
        with contextlib.suppress(RuntimeError):  # it has been woken already
            self.wake.release()

    def add(self, sock: LensSocket, host: str, port: int) -> None:
        """Take over an accepted connection (called by the acceptors)."""
        with self.lock:
            if self.stopping:
                sock.close()
                return
            farewell = refuse(self.server, host, port)
            if not farewell:
                prepare(sock)
                self._numbers += 1
                number = self._numbers
                connection = Connection(number, sock, host, port)
                reader = connection.reader = Reader(connection, self)
                self.connections[number] = connection
                self.guarded(connection, lambda: self.server.connect(number, host, port))
                known = self.address.addresses if self.address is not None else ()
                if self.files is not None and (url := url_by(sock, known)):
                    self.guarded(connection, lambda: offers_files(self.server, number, url))
            self.tick_known = False
            noted = self.server.condenser.due() is None
        if farewell:
            turn_away(sock, farewell)
            if noted:
                self.rouse()
            sleep(_BREATH_S)
            return
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
        self.ended_readers.append(connection)
        self.rouse()

    def writer_ended(self, connection: Connection, writer: Writer) -> None:
        """The last thing that a writer does."""
        self.ended_writers.append((connection, writer))
        self.rouse()

    def speak_up(self, connection: Connection) -> None:
        """A layer of a connection has something to say; the dispatcher sends it."""
        self.spoken.append(connection)
        self.rouse()

    def give_up(self, connection: Connection, fault: str) -> None:
        """A layer says that nothing more can come, by a fault or ("") because the peer said so.

        What is queued is sent; the reader goes on, to the end of the stream.
        """
        number = connection.number
        with self.lock:
            if connection.deaf:
                return
            connection.deaf = True
            if fault:
                self.guarded(connection, lambda: insecure(self.server, number, fault))
            reason = f"TLS: {fault}" if fault else "Connection closed"
            self.guarded(connection, lambda: self.server.end_of_stream(number, b"", reason))
            self.broken.append(connection)
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
                self.throttled.append(connection)
                return False
        if self.pending >= self.budget:
            self.baton.append(connection)
            return False
        self.pending += size
        return True

    def let_one_in(self) -> None:
        """Let one sender go on that was held back; it lets the next one in.

        Waking all of them at once would make them fight for Python's lock.
        """
        if self.pending < self.budget:
            with contextlib.suppress(IndexError):
                self.baton.popleft().gate.release()

    def guarded(self, connection: Connection, call: Callable[[], None]) -> None:
        """Call into the server, under its lock; an exception ends that connection only."""
        try:
            call()
        except Exception as error:
            self.fault(connection, error)

    def drop_slow(self, connection: Connection) -> None:
        """More waits for this client than may (under the lock)."""
        number = connection.number
        self.guarded(connection, lambda: self.server.sendq_exceeded(number))

    def fault(self, connection: Connection, error: Exception) -> None:
        """Handling this connection raised, under the lock: log it and give the connection up."""
        self.say(LogKind.INTERNAL, connection, _told(error), level=LogLevel.ERROR)
        connection.deaf = True
        self.broken.append(connection)
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
        number, who = 0, ""
        if connection is not None:
            number = connection.number
            user = self.server.users.get(number)
            who = user.nick if user is not None and user.registered else connection.host
        self.log.push([LogEntry(self.clock(), kind, number, who, args, level)])

    def _say_tls(self, code: str, detail: str) -> None:
        level = LogLevel.ERROR if code == "unusable" else LogLevel.INFO
        self.say(LogKind.TLS, None, code, detail, level=level)

    def recent_lines(self, number: int) -> tuple[RecentLine, ...]:
        """The last lines of a connection, also of one that has gone a while ago."""
        connection = self.connections.get(number)
        recent = connection.recent if connection else self._gone.get(number)
        return recent.lines() if recent else ()

    def make_snapshot(self) -> None:
        """Make ``last_snapshot`` anew (under the lock)."""
        self.last_snapshot = self.server.snapshot()

    def remember(self, connection: Connection) -> None:
        """Forget a closed connection, but for its last lines."""
        del self.connections[connection.number]
        self._gone[connection.number] = connection.recent
        if len(self._gone) > _GONE_KEPT:
            self._gone.popitem(last=False)


def _told(error: BaseException) -> str:
    """The exception in one line, with the place where it was raised."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
