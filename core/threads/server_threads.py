"""The server for a window or a console: started, watched and stopped without ever waiting.

Threads: one that accepts per listener, one that reads per connection, one that dispatches (see
:mod:`core.threads.server_dispatch`), and one that writes for each client that is behind.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.net.errors import NetError, NetErrorCode
from core.net.files import raise_file_limit
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.server.events import LogEntry, ServerSnapshot
from core.server.server import Server
from core.threads.event_feed import EventFeed
from core.threads.server_accept import ListenOptions, ServerStarted
from core.threads.server_dispatch import Dispatcher
from core.threads.server_hub import Hub
from core.threads.server_recent import RecentLine

if TYPE_CHECKING:
    from core.storage.server_storage import ServerStorage

__all__ = ["ListenOptions", "ServerEngine", "ServerStarted"]

_SNAPSHOT_PATIENCE_S = 0.002
T = TypeVar("T")
STOP_REASON = "Server is shutting down"

# A QThread that is dropped while it runs aborts the process; here each lives until it has ended,
# and what a program that fails has left running is ended before Python takes everything down.
_alive: dict[Dispatcher, Hub] = {}
_EXIT_S = 15.0  # a slow disk, a machine that has much to do; none takes that long without


@atexit.register
def _end_all() -> None:
    for thread, hub in list(_alive.items()):
        hub.stop(STOP_REASON)
        thread.join(_EXIT_S)


class ServerEngine(QObject):
    """A server that can be started and stopped any number of times.

    Every method belongs to the thread that the engine lives in; none of them waits for the
    network. The signals come through that thread's event loop; where there is none (``besedka
    serve``), :meth:`start_and_wait` and :meth:`stop_and_wait` do without.

    Attributes:
        log: what happens, as :class:`LogEntry`; the oldest are forgotten when nobody takes them.

    Signals:
        started: a :class:`ServerStarted`.
        failed: the :class:`NetError` that kept it from listening, or the StorageError of a data
            folder that a newer version has written; it can be started again.
        stopped: why, after everything is closed and all threads are joined.
        requested: what an operator asks of whoever runs the server: "rehash", "die" or "restart".
            Sent by the dispatcher's thread.
    """

    started = Signal(object)
    failed = Signal(object)
    stopped = Signal(str)
    requested = Signal(str)
    _answered = Signal(object, object)

    def __init__(
        self, parent: QObject | None = None, log: EventFeed[LogEntry] | None = None
    ) -> None:
        super().__init__(parent)
        self.log: EventFeed[LogEntry] = EventFeed(parent=self) if log is None else log
        self._hub: Hub | None = None
        self._thread: Dispatcher | None = None
        self._lens: Lens | None = None
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """It listens, and has not been told to stop."""
        hub = self._hub
        return hub is not None and hub.address is not None and not hub.stopping

    @property
    def is_idle(self) -> bool:
        """Nothing of it runs: :meth:`start` may be called."""
        return self._hub is None

    @property
    def address(self) -> ServerStarted | None:
        """Where it listens, None while it does not."""
        return self._hub.address if self.is_running and self._hub is not None else None

    @property
    def started_at(self) -> float:
        """When it began to listen, in seconds since the epoch; 0.0 while it does not."""
        return self._hub.started_at if self.is_running and self._hub is not None else 0.0

    @property
    def storage(self) -> ServerStorage | None:
        """The data folder in use, for what a window asks of it in a thread of its own.

        None while the server does not run, and where nothing outlives the run.
        """
        return self._hub.storage if self._hub is not None else None

    def start(
        self,
        config: ServerConfig,
        listen: ListenOptions | None = None,
        data_dir: Path | None = None,
    ) -> None:
        """Begin to listen; ``started`` or ``failed`` answers.

        What shall outlive the run is kept in ``data_dir``; nothing is without it.
        Raises RuntimeError while an earlier run has not stopped.
        """
        if self._hub is not None:
            raise RuntimeError("the server runs already")
        raise_file_limit()
        options = listen or ListenOptions()
        hub = Hub(config, self.log, options, data_dir)
        hub.on_request = self.requested.emit
        if self._lens is not None:
            hub.maker.watch(self._lens)
        thread = Dispatcher(hub, options, self.started.emit)
        thread.finished.connect(self._thread_finished, Qt.ConnectionType.QueuedConnection)
        self._hub, self._thread = hub, thread
        for ended in [each for each in _alive if each.isFinished()]:
            del _alive[ended]
        _alive[thread] = hub
        if not thread.launch():
            del _alive[thread]
            self._hub = self._thread = None
            self.failed.emit(NetError(NetErrorCode.OTHER, detail="no thread left"))

    def start_and_wait(
        self,
        config: ServerConfig,
        listen: ListenOptions | None = None,
        data_dir: Path | None = None,
    ) -> ServerStarted:
        """Begin to listen, and wait for it. Raises what ``failed`` would tell where that fails."""
        self.start(config, listen, data_dir)
        hub, thread = self._hub, self._thread
        if hub is None or thread is None:
            raise NetError(NetErrorCode.OTHER, detail="no thread left")
        hub.ready.wait()
        if hub.address is not None:
            return hub.address
        thread.join()
        self._ended(thread)
        raise hub.failure or NetError(NetErrorCode.CANCELLED)

    def stop(self, reason: str = STOP_REASON) -> None:
        """Say goodbye to everybody, send what is queued, close; ``stopped`` follows in a second.

        ``reason`` is what the clients are told. Nothing happens where nothing runs.
        """
        if self._hub is not None:
            self._hub.stop(reason)

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        """Stop, and wait until every thread is joined. False if the time was not enough."""
        hub, thread = self._hub, self._thread
        if hub is None or thread is None:
            return True
        hub.stop(STOP_REASON)
        if not thread.join(timeout_s):
            return False
        self._ended(thread)
        return True

    def snapshot(self) -> ServerSnapshot | None:
        """People, channels and counts; None while the server does not run.

        In a flood it may be the one that was made a moment ago, as this never waits for long.
        """
        hub = self._hub
        if hub is None or hub.address is None:
            return None
        if hub.lock.acquire(timeout=_SNAPSHOT_PATIENCE_S):
            try:
                snapshot = hub.server.snapshot()
            finally:
                hub.lock.release()
            hub.last_snapshot = snapshot
        else:
            hub.ask_snapshot()
            if hub.last_snapshot is None:
                return None
            snapshot = hub.last_snapshot
        people = []
        for person in snapshot.people:
            connection = hub.connections.get(person.conn)
            if connection is not None:
                person = replace(  # noqa: PLW2901
                    person,
                    bytes_in=connection.bytes_in,
                    bytes_out=connection.bytes_out,
                    waiting=connection.waiting,
                )
            people.append(person)
        return replace(snapshot, people=tuple(people))

    def watch(self, lens: Lens | None) -> None:
        """Let a lens see every socket call from now on, also of later runs; None: nobody."""
        self._lens = lens
        if (hub := self._hub) is not None:
            if lens is None:
                hub.maker.unwatch()
            else:
                hub.maker.watch(lens)

    def ask(self, what: Callable[[Server], T], then: Callable[[T], None] | None = None) -> None:
        """Have the server asked or told something, and hear of it when it is done.

        ``what`` runs under the server's lock in the dispatcher's thread: it must be quick, and give
        back nothing that the server goes on changing. ``then`` gets its result, in the thread of
        this object through its event loop. It is not called where ``what`` raised (which is logged
        as a fault of ours), nor where the server does not run or stops before.
        """
        if (hub := self._hub) is None:
            return

        def command() -> None:
            result = what(hub.server)
            if then is not None:
                self._answered.emit(then, result)

        hub.ask(command)

    def renew_certificate(self) -> None:
        """Read the certificate anew for connections that come from now on."""
        if (hub := self._hub) is not None:
            hub.tls.forget()

    def kick(self, conn: int, reason: str) -> None:
        """Tell a client why, tell the others, and close the connection."""
        if (hub := self._hub) is not None:
            hub.ask(lambda: hub.server.kick(conn, reason))

    def announce(self, text: str) -> None:
        """A notice from the server to everybody."""
        if (hub := self._hub) is not None:
            hub.ask(lambda: hub.server.announce(text))

    def notice(self, conn: int, text: str) -> None:
        """A notice from the server to one client."""
        if (hub := self._hub) is not None:
            hub.ask(lambda: hub.server.notice(conn, text))

    def set_motd(self, motd: tuple[str, ...]) -> None:
        """Change the message of the day of the running server."""
        if (hub := self._hub) is not None:
            hub.ask(lambda: hub.server.set_config(replace(hub.server.config, motd=motd)))

    def set_greeting(self, greeting: str) -> None:
        """Change what a client is greeted with that stays silent; "" for nothing."""
        if (hub := self._hub) is not None:
            hub.ask(lambda: hub.server.set_config(replace(hub.server.config, greeting=greeting)))

    def recent_lines(self, conn: int) -> tuple[RecentLine, ...]:
        """(time, "in" or "out", line) of the last 50 lines of a connection, oldest first.

        Passwords are masked. Connections that have gone are remembered for a while.
        """
        return self._hub.recent_lines(conn) if self._hub is not None else ()

    @Slot(object, object)
    def _answer(self, then: Callable[[object], None], result: object) -> None:
        then(result)

    @Slot()
    def _thread_finished(self) -> None:
        thread = self._thread
        if thread is not None and thread.isFinished():
            thread.join()
            self._ended(thread)

    def _ended(self, thread: Dispatcher) -> None:
        """Once per run, after its dispatcher is joined."""
        hub = self._hub
        if hub is None or self._thread is not thread:
            return
        self._hub = self._thread = None
        _alive.pop(thread, None)
        thread.finished.disconnect(self._thread_finished)
        if hub.failure is not None:
            self.failed.emit(hub.failure)
        else:
            self.stopped.emit("stopped")
