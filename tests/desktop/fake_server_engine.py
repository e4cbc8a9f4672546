"""An engine without sockets: the API of ``ServerEngine``, told by the test what happens.

It answers through the event loop, as the real one does, and writes down what it was asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.net.errors import NetError
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.server.events import ChannelInfo, LogEntry, LogKind, LogLevel, PersonInfo, ServerSnapshot
from core.server.server import Server
from core.storage.server_storage import ServerStorage
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerStarted

T = TypeVar("T")
Line = tuple[float, str, str]


class FakeServerEngine(QObject):
    """``asked`` has (method, arguments) of everything the window wanted."""

    started = Signal(object)
    failed = Signal(object)
    stopped = Signal(str)
    requested = Signal(str)

    def __init__(self, addresses: tuple[str, ...] = ("192.168.1.20",)) -> None:
        super().__init__()
        self.log: EventFeed[LogEntry] = EventFeed(parent=self)
        self.addresses = addresses
        self.asked: list[tuple[str, tuple[object, ...]]] = []
        self.people: list[PersonInfo] = []
        self.channels: list[ChannelInfo] = []
        self.messages = 0
        self.lines: dict[int, tuple[Line, ...]] = {}
        self.next_error: NetError | None = None
        self.taken_ports: set[int] = set()
        self.config: ServerConfig | None = None
        self.server = Server(ServerConfig(), time.time, lambda: "id")  # with nobody on it
        self.answer_stop = True
        self._address: ServerStarted | None = None
        self._started_at = 0.0
        self._busy = False

    def renew_certificate(self) -> None:
        self.asked.append(("renew_certificate", ()))

    def watch(self, lens: Lens | None) -> None:
        self.asked.append(("watch", (lens,)))

    @property
    def is_running(self) -> bool:
        return self._address is not None

    @property
    def is_idle(self) -> bool:
        return not self._busy

    @property
    def address(self) -> ServerStarted | None:
        return self._address

    @property
    def started_at(self) -> float:
        return self._started_at

    @property
    def storage(self) -> ServerStorage | None:
        return None

    def start(
        self,
        config: ServerConfig,
        listen: ListenOptions | None = None,
        data_dir: Path | None = None,
    ) -> None:
        options = listen or ListenOptions()
        self.asked.append(("start", (config, options)))
        self.config = config
        self._busy = True
        QTimer.singleShot(0, self, lambda: self._begin(options))

    def _begin(self, options: ListenOptions) -> None:
        if not self._busy:
            return
        error, self.next_error = self.next_error, None
        if error is not None:
            self._busy = False
            self.failed.emit(error)
            return
        port = options.port
        while port in self.taken_ports:
            port += 1
        self._started_at = time.time()
        self._address = ServerStarted(options.host, port, options.port, self.addresses)
        self.tell(LogKind.STARTED, args=(options.host, port))
        self.started.emit(self._address)

    def stop(self, reason: str = "") -> None:
        self.asked.append(("stop", ()))
        if self._busy and self.answer_stop:
            QTimer.singleShot(0, self, self.end)

    def end(self) -> None:
        """Everything is closed."""
        if not self._busy:
            return
        self._busy = False
        self._address = None
        self.people.clear()
        self.channels.clear()
        self.tell(LogKind.STOPPED)
        self.stopped.emit("stopped")

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        self.end()
        return True

    def snapshot(self) -> ServerSnapshot | None:
        if self._address is None:
            return None
        return ServerSnapshot(
            time.time(),
            tuple(self.people),
            tuple(self.channels),
            self.messages,
            len(self.people),
            len(self.people),
        )

    def ask(self, what: Callable[[Server], T], then: Callable[[T], None] | None = None) -> None:
        self.asked.append(("ask", (what,)))
        result = what(self.server)
        if then is not None:
            QTimer.singleShot(0, self, lambda: then(result))

    def kick(self, conn: int, reason: str) -> None:
        self.asked.append(("kick", (conn, reason)))
        self.people = [person for person in self.people if person.conn != conn]

    def announce(self, text: str) -> None:
        self.asked.append(("announce", (text,)))

    def notice(self, conn: int, text: str) -> None:
        self.asked.append(("notice", (conn, text)))

    def set_motd(self, motd: tuple[str, ...]) -> None:
        self.asked.append(("set_motd", (motd,)))

    def set_greeting(self, greeting: str) -> None:
        self.asked.append(("set_greeting", (greeting,)))

    def recent_lines(self, conn: int) -> tuple[Line, ...]:
        return self.lines.get(conn, ())

    # --- what the test does -------------------------------------------------------------------

    def tell(
        self,
        kind: LogKind,
        conn: int = 0,
        who: str = "",
        args: tuple[str | int, ...] = (),
        level: LogLevel = LogLevel.INFO,
    ) -> None:
        """Write into the log."""
        self.log.push([LogEntry(time.time(), kind, conn, who, args, level)])

    def join(self, person: PersonInfo, channel: str = "") -> None:
        """Somebody comes, and into a channel."""
        self.people.append(person)
        self.tell(LogKind.CONNECTED, person.conn, person.host, (person.host, person.port))
        if person.nick:
            self.tell(LogKind.REGISTERED, person.conn, person.nick, (person.nick,))
        if channel:
            self.add_to_channel(channel, person.nick)
            self.tell(LogKind.JOINED, person.conn, person.nick, (channel, 1))

    def add_to_channel(self, name: str, member: str) -> None:
        """Put a member ("@anna") into a channel, which is made where it is not there."""
        for number, channel in enumerate(self.channels):
            if channel.name == name:
                self.channels[number] = replace(channel, members=(*channel.members, member))
                return
        self.channels.append(ChannelInfo(name, "", "+nt", (member,), time.time()))


def person(conn: int, nick: str = "", **changes: object) -> PersonInfo:
    """Somebody in the network 192.168.1.0/24."""
    base = PersonInfo(
        conn=conn,
        nick=nick,
        user=nick or "x",
        realname=nick,
        host=f"192.168.1.{conn % 250 + 1}",
        port=50_000 + conn,
        since=time.time() - 600,
        registered=bool(nick),
        away=None,
        idle_since=time.time(),
        channels=(),
    )
    return replace(base, **changes)  # type: ignore[arg-type]
