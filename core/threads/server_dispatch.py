"""The heart of the server's engine: one thread that sends what the handlers have written.

It takes everything that waits in the outbox, merges it per client and makes one ``send`` per
client that has something to get. It never waits for a client: what the kernel does not take goes
to that client's writer thread. It also runs the server's clock, closes connections, and carries
out what the window asks for, so that the window never waits for a lock.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from core.net.errors import NetError, NetErrorCode
from core.net.sending import shut
from core.net.trace import Part
from core.server.events import LogKind, LogLevel
from core.server.outbox import Delivery
from core.threads.server_accept import Acceptor, ListenOptions, ServerStarted, start_listening
from core.threads.server_closing import Closer
from core.threads.server_connection import Connection, Writer
from core.threads.server_hub import Hub
from core.threads.server_jobs import JobDesk
from core.threads.server_layers import Layers
from core.threads.server_pressure import POLL_S, Pressure
from core.threads.server_recent import tail_of
from core.threads.server_storage import Keeper
from core.threads.worker import Worker

_LONGEST_SLEEP_S = 60.0
_SEAL_BYTES = 64 * 1024
"""What is sealed at once: what the kernel does not take of it waits sealed."""
_PAUSE_S = 0.05
"""After a fault of ours, so that one that comes again and again does not take all time."""


class Dispatcher(Worker):
    """One run of a server, from binding its port until everything is closed and joined.

    ``on_started`` is called in this thread once the server listens.
    """

    def __init__(
        self, hub: Hub, options: ListenOptions, on_started: Callable[[ServerStarted], None]
    ) -> None:
        super().__init__("dispatcher", hub.on_error, stack_bytes=0)
        self._hub = hub
        self._options = options
        self._on_started = on_started
        self._acceptors: list[Acceptor] = []
        self._closer = Closer(self._closed)
        self._pressure = Pressure(hub.limits.sendq)
        self._jobs = JobDesk(hub)
        self._keeper = Keeper(hub, hub.data_dir)
        self._tick_at = 0.0
        self._goodbye_said = False
        self._held_s = 0.0

    def work(self) -> None:
        """Bind, then cycle until everything is closed."""
        with self._hub.maker.thread(Part.DISPATCH):
            self._serve()

    def _serve(self) -> None:
        try:
            if self._open():
                while not self._over():
                    try:
                        self._cycle()
                    except Exception as error:
                        # What was being sent is lost, but the threads must not be orphaned.
                        self._hub.on_error(error)
                        sleep(_PAUSE_S)
                self._push_log()
                self._hub.say(LogKind.STOPPED, None)
        finally:
            self._hub.ready.set()
            for acceptor in self._acceptors:
                acceptor.stop()
                acceptor.close()
            self._jobs.close()
            self._keeper.close()

    def _open(self) -> bool:
        try:
            self._keeper.open()
        except Exception as error:
            self._hub.failure = error
            return False
        self._hub.open_files()
        try:
            self._hub.address, listening = start_listening(self._options, self._hub.maker)
        except NetError as error:
            self._hub.failure = error
            return False
        if self._options.sts:
            self._hub.offer_sts(self._hub.address.port)
        self._hub.started_at = self._hub.clock()
        self._hub.make_snapshot()
        self._acceptors = [
            Acceptor(
                accepting, self._hub.add, self._turned_away, self._hub.on_error, self._hub.maker
            )
            for accepting in listening
        ]
        if not all(acceptor.launch() for acceptor in self._acceptors):
            self._hub.failure = NetError(NetErrorCode.TOO_MANY_FILES, self._options.host)
            self._hub.address = None
            return False
        self._hub.say(LogKind.STARTED, None, self._hub.address.addresses[0], self._hub.address.port)
        self._jobs.start()
        self._hub.ready.set()
        self._on_started(self._hub.address)
        return True

    def _over(self) -> bool:
        """Told to stop, and everybody is gone."""
        hub = self._hub
        return self._goodbye_said and not (
            hub.connections or self._closer or hub.ended_readers or hub.ended_writers
        )

    def _cycle(self) -> None:
        """Take, merge, send; then the housekeeping; then sleep if there is nothing to do."""
        hub = self._hub
        now = hub.clock()
        goodbye = hub.stopping and not self._goodbye_said
        if goodbye:
            for acceptor in self._acceptors:
                acceptor.stop()
        with hub.lock:
            hub.sleeping = False
            hub.wake.acquire(blocking=False)
            if hub.maker.lens is not None:
                self._excuse()
            if hub.commands:
                self._run_commands()
            if goodbye:
                self._say_goodbye()
            if not hub.tick_known or now >= self._tick_at or hub.server.throttle.waiting:
                self._tick(now)
            delivery = hub.server.outbox.take()
            # Both are taken whole: an empty list left here would still be filled by others.
            jobs, hub.server.jobs = hub.server.jobs, []
            requests, hub.server.requests = hub.server.requests, []
            for number in delivery.closes:
                if (leaving := hub.connections.get(number)) is not None:
                    leaving.deaf = True
            log = hub.server.take_log()
            broken, hub.broken = hub.broken, []
            hub.pending = 0
            self._hold_back(monotonic())
            hub.sleeping = not (
                delivery
                or broken
                or hub.commands
                or hub.spoken
                or hub.ended_readers
                or hub.ended_writers
            )
        if log:
            hub.log.push(log)
        if jobs and not self._goodbye_said:
            self._jobs.add(jobs)
        for request in requests:
            hub.on_request(request)
        self._keeper.flush()
        while hub.spoken:
            self._speak(hub.spoken.popleft())
        if delivery:
            self._send(delivery, now)
        for connection in broken:
            self._close(connection)
        if hub.baton:
            hub.let_one_in()
        self._bury()
        if hub.sleeping and not self._over():
            self._sleep(now)

    def _bury(self) -> None:
        """What is left to do for threads that have ended, and for connections that are closing."""
        hub = self._hub
        while hub.ended_readers:
            self._reader_ended(hub.ended_readers.popleft())
        while hub.ended_writers:
            connection, writer = hub.ended_writers.popleft()
            self._closer.writer_ended(connection, writer)
            if not connection.behind:
                self._pressure.caught_up(connection)
        if self._closer:
            self._closer.hurry()

    def _sleep(self, now: float) -> None:
        wait = min(self._tick_at - now, _LONGEST_SLEEP_S)
        if (deadline := self._closer.next_deadline()) is not None:
            wait = min(wait, deadline - monotonic())
        if self._hub.lag & 1:
            wait = min(wait, POLL_S)
        with self._hub.idle(self._hub.wake):
            self._hub.wake.acquire(timeout=max(0.0, wait))
        # Senders that woke up at the same time hand over first: one cycle then serves them all.
        sleep(0)

    def _hold_back(self, now: float) -> None:
        """Under the lock: decide whether those who send much have to wait."""
        lagging = bool(self._pressure) and not self._goodbye_said and self._pressure.lagging(now)
        if lagging != bool(self._hub.lag & 1):
            self._hub.lag += 1
        if not lagging and self._hub.throttled:
            self._hub.baton.extend(self._hub.throttled)
            self._hub.throttled.clear()

    def _tick(self, now: float) -> None:
        """Run the server's clock where it is due, and ask when it wants to be run again."""
        self._hub.clock.correct()
        try:
            if now >= self._tick_at:
                self._hub.server.tick()
            deadline = self._hub.server.next_deadline()
        except Exception as error:
            self._hub.on_error(error)
            deadline = now + 1.0
        self._hub.tick_known = True
        self._tick_at = now + _LONGEST_SLEEP_S if deadline is None else max(deadline, now + 0.001)

    def _excuse(self) -> None:
        """Under the lock: the time in which a watcher held the sockets is nobody's silence."""
        lens = self._hub.maker.lens
        if lens is None or (not lens.gate.holding and lens.gate.held_before == self._held_s):
            return
        held = lens.gate.held_s
        if held > self._held_s and not self._hub.stopping:
            self._hub.server.hold_time(held - self._held_s)
            self._closer.hold_time(held - self._held_s)
            self._hub.tick_known = False
        self._held_s = held

    def _run_commands(self) -> None:
        while self._hub.commands:
            command = self._hub.commands.popleft()
            try:
                command()
            except Exception as error:
                self._hub.on_error(error)
        self._hub.tick_known = False

    def _send(self, delivery: Delivery, now: float) -> None:
        """One send per client; what is not taken goes to the client's writer."""
        hub = self._hub
        connections = hub.connections
        sendq = hub.limits.sendq
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
            layers = connection.layers  # once: its reader may find out now that there is none
            if layers is not None:
                for piece in layers.frame(data):
                    self._send_sealed(connection, layers, piece)
            elif connection.behind:
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
            with hub.lock:
                hub.drop_slow(connection)

    def _speak(self, connection: Connection) -> None:
        """Send what a layer has to say itself."""
        layers = connection.layers
        if layers is None or connection.closing:
            return
        with connection.speaking:
            if connection.reader_sends:
                return
            self._send_sealed(connection, layers, layers.own())
        if connection.waiting > self._hub.limits.sendq and not connection.overflowed:
            connection.overflowed = True
            connection.cut()
            with self._hub.lock:
                self._hub.drop_slow(connection)

    def _send_sealed(self, connection: Connection, layers: Layers, data: bytes) -> None:
        """Send whole lines (or frames) through the lowest layer, and what that has to say."""
        if connection.behind:
            self._keep(connection, data)
            return
        rest = memoryview(data)
        while True:
            sealed = layers.seal(rest[:_SEAL_BYTES])
            rest = rest[_SEAL_BYTES:]
            try:
                sent = connection.send(sealed) if sealed else 0
            except OSError:
                shut(connection.sock)  # its reader finds out why, and tells the others
                return
            connection.bytes_out += sent
            if sent < len(sealed):
                self._keep(connection, rest, memoryview(sealed)[sent:])
                return
            if not rest:
                return

    def _keep(
        self, connection: Connection, data: bytes | memoryview, sealed: bytes | memoryview = b""
    ) -> None:
        self._pressure.fell_behind(connection, monotonic())
        if connection.keep(data, sealed):
            writer = connection.writer = Writer(connection, self._hub)
            self._closer.writer_started(writer)
            if not writer.launch():
                connection.forget()
                shut(connection.sock)
                self._hub.writer_ended(connection, writer)
        if connection.waiting > self._hub.limits.sendq // 4 and not connection.slow_told:
            connection.slow_told = True
            self._hub.say(LogKind.SLOW, connection, connection.waiting, level=LogLevel.WARNING)

    def _close(self, connection: Connection) -> None:
        connection.deaf = True
        self._closer.close(connection)

    def _reader_ended(self, connection: Connection) -> None:
        self._closer.reader_ended(connection)

    def _closed(self, connection: Connection) -> None:
        """The closer has closed the socket."""
        self._pressure.caught_up(connection)
        self._hub.remember(connection)
        connection.reader = None

    def _say_goodbye(self) -> None:
        """Under the lock: ERROR to everybody, and every connection is closed after it."""
        self._goodbye_said = True
        self._jobs.stop()
        try:
            self._hub.server.shutdown(self._hub.stop_reason)
        except Exception as error:
            self._hub.on_error(error)
        self._hub.broken.extend(self._hub.connections.values())
        self._closer.hasten()

    def _push_log(self) -> None:
        with self._hub.lock:
            log = self._hub.server.take_log()
        self._hub.log.push(log)

    def _turned_away(self, detail: str) -> None:
        self._hub.say(
            LogKind.INTERNAL, None, f"connection turned away: {detail}", level=LogLevel.ERROR
        )
