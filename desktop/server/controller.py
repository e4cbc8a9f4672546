"""Between the engine and the pages: starts and stops it, and keeps the models up to date.

Nothing here waits. The log is drained a frame at a time under a budget, the snapshot is taken once
a second, and once more soon after people came or went.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from core.net.certificates import CERTIFICATE_FILE
from core.net.errors import NetError
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.server.events import LogEntry, LogKind, PersonInfo, ServerSnapshot
from core.server.server import Server
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerStarted
from desktop.server.channels_model import ChannelsModel
from desktop.server.class_leaving import Leavers
from desktop.server.log_model import LogModel
from desktop.server.memory import resident_bytes
from desktop.server.people_model import PeopleModel
from desktop.server.plot import Series
from desktop.server.storage_words import StorageNews

if TYPE_CHECKING:
    from core.storage.server_storage import ServerStorage

T = TypeVar("T")

BUDGET_S = 0.008
"""Of a frame, for the log."""
BREATH_MS = 50
"""From one drain of the log to the next."""
_LEAST, _MOST = 1000, 10_000
_SOON_MS = 150
_PEOPLE_KINDS = {
    LogKind.CONNECTED,
    LogKind.REGISTERED,
    LogKind.DISCONNECTED,
    LogKind.DROPPED,
    LogKind.NICK,
    LogKind.JOINED,
    LogKind.PARTED,
    LogKind.KICKED,
    LogKind.TOPIC,
    LogKind.MODE,
    LogKind.AWAY,
    LogKind.OPER,
    LogKind.SLOW,
    LogKind.HAND,
    LogKind.CLASS,
}


class RunState(StrEnum):
    """What the server is doing."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"


class Engine(Protocol):
    """What the window needs of ``core.threads.server_threads.ServerEngine``."""

    log: EventFeed[LogEntry]

    def watch(self, lens: Lens | None) -> None:
        """Let a lens see every socket call from now on; None: nobody."""

    @property
    def started(self) -> SignalInstance:
        """Carries ServerStarted."""

    @property
    def failed(self) -> SignalInstance:
        """Carries NetError."""

    @property
    def stopped(self) -> SignalInstance:
        """Carries the reason."""

    @property
    def requested(self) -> SignalInstance:
        """What an operator asks of whoever runs the server: "rehash", "die" or "restart"."""

    def renew_certificate(self) -> None:
        """For connections that come from now on."""

    @property
    def is_running(self) -> bool:
        """Whether it listens."""

    @property
    def is_idle(self) -> bool:
        """Whether none of its threads lives."""

    @property
    def address(self) -> ServerStarted | None:
        """Where it listens."""

    @property
    def started_at(self) -> float:
        """Unix time of the start."""

    @property
    def storage(self) -> ServerStorage | None:
        """The data folder in use, None where nothing outlives the run."""

    def start(
        self,
        config: ServerConfig,
        listen: ListenOptions | None = ...,
        data_dir: Path | None = ...,
    ) -> None:
        """Answers by ``started`` or ``failed``."""

    def stop(self) -> None:
        """Answers by ``stopped``."""

    def stop_and_wait(self, timeout_s: float = ...) -> bool:
        """For the end of the program."""

    def snapshot(self) -> ServerSnapshot | None:
        """Everything the overview shows."""

    def ask(self, what: Callable[[Server], T], then: Callable[[T], None] | None = ...) -> None:
        """Run ``what`` in the server's thread, then ``then`` with its result in this one."""

    def kick(self, conn: int, reason: str) -> None:
        """Disconnect somebody."""

    def announce(self, text: str) -> None:
        """To everybody."""

    def notice(self, conn: int, text: str) -> None:
        """To one."""

    def set_motd(self, motd: tuple[str, ...]) -> None:
        """From now on."""

    def set_greeting(self, greeting: str) -> None:
        """From now on."""

    def recent_lines(self, conn: int) -> tuple[tuple[float, str, str], ...]:
        """The last IRC lines of a connection."""


class ServerController(QObject):
    """Owns the models; the window owns it. Signals: ``state_changed()``, ``failed(NetError)``,

    ``refreshed()`` after each snapshot, about once a second while the server runs,
    ``news_changed()``: something is to be said about the data folder, or no longer (``news``).
    """

    state_changed = Signal()
    failed = Signal(object)
    refreshed = Signal()
    news_changed = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.state = RunState.RUNNING if engine.is_running else RunState.STOPPED
        self.snapshot: ServerSnapshot | None = None
        self.config = ServerConfig()
        self.started: ServerStarted | None = engine.address
        self.people = PeopleModel(self)
        self.channels = ChannelsModel(self)
        self.log = LogModel(self)
        self.leavers = Leavers()
        self.series_people, self.series_messages, self.series_memory = Series(), Series(), Series()
        self.certificate: Path | None = None  # the file; it may not be made yet
        self.message_rate = 0.0
        self.memory = 0
        self.news: tuple[StorageNews, ...] = ()
        self._let_go = False
        self._last: tuple[float, int] | None = None
        self._chunk = 1000
        engine.started.connect(self._started)
        engine.failed.connect(self._failed)
        engine.stopped.connect(self._stopped)
        engine.log.ready.connect(self._log_ready)
        engine.requested.connect(self._requested, Qt.ConnectionType.QueuedConnection)
        self._begun: tuple[ListenOptions, Path | None] | None = None
        self._again = False  # start once more when it has stopped
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(BREATH_MS)
        self._breath.timeout.connect(self._drain)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.refresh)

    # --- what the person does ---------------------------------------------------------------

    def start(
        self, config: ServerConfig, listen: ListenOptions, data_dir: Path | None = None
    ) -> None:
        """Start the server, unless it is doing something already."""
        if self.state is not RunState.STOPPED:
            return
        self.config = config
        self.news = ()
        self._begun = listen, data_dir
        made = data_dir / CERTIFICATE_FILE if data_dir is not None else None
        self.certificate = listen.tls_certificate or made
        self._set_state(RunState.STARTING)
        self.engine.start(config, listen, data_dir)

    def stop(self) -> None:
        """Stop it; people are told, and their programs come back when it runs again."""
        if self.state in (RunState.RUNNING, RunState.STARTING):
            self._set_state(RunState.STOPPING)
            self.engine.stop()

    def ask(self, what: Callable[[Server], T], then: Callable[[T], None] | None = None) -> None:
        """Ask the server, or have it do something; the pages show soon what came of it.

        ``then`` is not called where the server stops before.
        """

        def answered(result: T) -> None:
            self._soon.start()
            if then is not None:
                then(result)

        self.ask_quietly(what, answered)

    def ask_quietly(self, what: Callable[[Server], T], then: Callable[[T], None]) -> None:
        """:meth:`ask` for what changes nothing: no new snapshot follows."""

        def answered(result: T) -> None:
            if not self._let_go and self.state is RunState.RUNNING:
                then(result)

        if self.state is RunState.RUNNING:
            self.engine.ask(what, answered)

    def apply(self, config: ServerConfig) -> None:
        """Another configuration, in force at once."""
        self.config = config
        self.ask(lambda server: server.set_config(config))

    def person(self, conn: int) -> PersonInfo | None:
        """Somebody who is connected now."""
        row = self.people.row_of(conn)
        return self.people.person_at(row) if row >= 0 else None

    @property
    def storage(self) -> ServerStorage | None:
        """The data folder in use, None where nothing outlives the run."""
        return self.engine.storage if self.state is RunState.RUNNING else None

    @property
    def started_at(self) -> float:
        """Unix time at which the server was started."""
        return self.engine.started_at

    def refresh(self) -> None:
        """Take a snapshot and show it."""
        snapshot = self.engine.snapshot() if self.state is RunState.RUNNING else None
        if snapshot is None:
            return
        self.snapshot = snapshot
        self.people.set_people(snapshot.people)
        self.channels.set_channels(snapshot.channels)
        self.refreshed.emit()

    def retranslate(self) -> None:
        """The language changed: the models' texts are others."""
        self.people.retranslate()
        self.channels.retranslate()
        self.log.retranslate()

    def let_go(self) -> None:
        """The window closes: hear nothing more of the engine."""
        self._let_go = True
        self._second.stop()
        self._soon.stop()
        engine = self.engine
        engine.started.disconnect(self._started)
        engine.failed.disconnect(self._failed)
        engine.stopped.disconnect(self._stopped)
        self._breath.stop()
        engine.log.ready.disconnect(self._log_ready)
        engine.requested.disconnect(self._requested)

    # --- what the engine tells --------------------------------------------------------------

    def _started(self, started: ServerStarted) -> None:
        if self.state is not RunState.STARTING:
            return  # stopped meanwhile: ``stopped`` follows
        self.started = started
        self._last = None
        for series in (self.series_people, self.series_messages, self.series_memory):
            series.clear()
        self._set_state(RunState.RUNNING)
        self._second.start()
        self._tick()

    def _failed(self, error: NetError) -> None:
        self._set_state(RunState.STOPPED)
        self.failed.emit(error)

    def _stopped(self, _reason: str) -> None:
        self._second.stop()
        self._soon.stop()
        self.started = None
        self.snapshot = None
        self.people.set_people(())
        self.channels.set_channels(())
        self._set_state(RunState.STOPPED)
        if self._again and self._begun is not None:
            self._again = False
            self.start(self.config, *self._begun)

    def _requested(self, what: str) -> None:
        """An operator of the server asks for something by a command."""
        if what == "rehash":
            self.engine.renew_certificate()
            self.apply(self.config)
        elif self.state is RunState.RUNNING:
            self._again = what == "restart"
            self.stop()

    def _set_state(self, state: RunState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit()

    def _tick(self) -> None:
        """Once a second: the snapshot, and one more sample for the plots."""
        if self.state is not RunState.RUNNING:
            return
        snapshot = self.engine.snapshot()
        if snapshot is None:
            return
        now = monotonic()
        if self._last is not None and now > self._last[0]:
            came = snapshot.messages - self._last[1]
            self.message_rate = max(0.0, came / (now - self._last[0]))
        else:
            self.message_rate = 0.0
        self._last = now, snapshot.messages
        self.memory = resident_bytes()
        self.series_people.add(len(snapshot.people))
        self.series_messages.add(self.message_rate)
        self.series_memory.add(self.memory)
        self.snapshot = snapshot
        self.people.set_people(snapshot.people)
        self.channels.set_channels(snapshot.channels)
        self.refreshed.emit()

    def _log_ready(self) -> None:
        if not self._breath.isActive():
            self._drain()

    def _drain(self) -> None:
        """Take in as many entries as a frame's budget allows; the feed is ``ready`` again after.

        Then the window breathes: in a flood nobody reads sixty pictures of the log a second.
        """
        taken = self.engine.log.take(self._chunk)
        if not taken:
            return
        self._breath.start()
        begin = thread_time()  # what it costs us, not what other programs make of it
        self.log.add(taken)
        spent = thread_time() - begin
        if spent > BUDGET_S:
            self._chunk = max(_LEAST, self._chunk // 2)
        elif len(taken) == self._chunk and spent < BUDGET_S / 3:
            self._chunk = min(_MOST, self._chunk * 2)
        self.leavers.note(taken)
        for entry in taken:
            if entry.kind is LogKind.STORAGE:
                self._storage_news(entry)
        if not self._soon.isActive() and any(e.kind in _PEOPLE_KINDS for e in taken):
            self._soon.start()

    def forget_news(self) -> None:
        """The newest of ``news`` was read."""
        self.news = self.news[:-1]
        self.news_changed.emit()

    def _storage_news(self, entry: LogEntry) -> None:
        """Keep what is to be said about the data folder until it is over or closed."""
        what, path, code, detail = (*(str(arg) for arg in entry.args), "", "", "", "")[:4]
        if what in ("again", "not_kept"):
            self.news = tuple(n for n in self.news if n.what != "not_kept")
        if what != "again":
            self.news = (*self.news, StorageNews(what, path, code, detail))
        self.news_changed.emit()
