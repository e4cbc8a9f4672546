"""The demonstration's own server and two clients: real ones, on this computer's loopback only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.client.events import (
    Disconnected,
    Event,
    MembersChanged,
    MessageReceived,
    MessageUpdated,
)
from core.client.session import SessionOptions
from core.irc.capabilities import ECHO_MESSAGE
from core.net.gate import Pace
from core.net.lens import Lens
from core.server.config import ServerConfig
from core.threads.client_threads import ClientConnection, ClientOptions
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine, ServerStarted

translate = QCoreApplication.translate

NICKS = ("anna", "boris")
SLOWER = 20.0
"""How many times slower the conversation runs."""
_PAUSE_MS = 900
_LOOPBACK = "127.0.0.1"


def channel() -> str:
    """Where they talk."""
    return translate("Demo", "#class")


def conversation() -> tuple[tuple[str, str], ...]:
    """Who says what, one after the other."""
    return (
        ("boris", translate("Demo", "Is anybody here?")),
        ("anna", translate("Demo", "I am")),
        ("anna", translate("Demo", "Hello")),
        ("boris", translate("Demo", "Hello, Anna! How did this get to me?")),
        ("anna", translate("Demo", "Look to the right: follow its colour")),
    )


class DemoChat(QObject):
    """A server, anna and boris, all of whose sockets one lens sees.

    They join at full speed; then :attr:`ready` comes, the pace is slow motion, and they say their
    lines, each when the one before has arrived. Whoever watches may pause, step and write too.

    Signals:
        ready(): both are in the channel.
        said(nick, event): a MessageReceived or MessageUpdated for the chat of ``nick``.
        failed(NetError): the server could not listen, or a client lost it.
        finished(): the lines are said.
    """

    ready = Signal()
    said = Signal(str, object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lens = Lens()
        self.channel = channel()
        self.address = (_LOOPBACK, 0)
        self.server = ServerEngine(self, log=EventFeed(notify=lambda: None))
        self.server.watch(self.lens)
        self.server.started.connect(self._started)
        self.server.failed.connect(self.failed)
        self.clients: dict[str, ClientConnection] = {}
        self._in_channel: set[str] = set()
        self._lines = list(conversation())
        self._waiting_for: tuple[str, set[str]] | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(_PAUSE_MS)
        self._next.timeout.connect(self._say_next)
        self._ending = False

    def start(self) -> None:
        """Begin: ``ready`` or ``failed`` answers."""
        self.server.start(
            ServerConfig(network="Besedka"), ListenOptions(_LOOPBACK, search_free_port=True)
        )

    def say(self, nick: str, text: str) -> None:
        """What a person writes for one of them."""
        self.clients[nick].say(self.channel, text)

    @property
    def is_running(self) -> bool:
        """Whether any of its threads lives."""
        return not self.server.is_idle or any(c.is_running for c in self.clients.values())

    def stop(self) -> None:
        """End all of it without waiting; nobody is held any longer."""
        self._ending = True
        self._next.stop()
        self.lens.gate.open()
        for client in self.clients.values():
            client.cancel()
        self.server.stop()

    def stop_and_wait(self, timeout_s: float = 5.0) -> bool:
        """End all of it and join the threads."""
        self.stop()
        ended = [client.stop_and_wait(timeout_s) for client in self.clients.values()]
        ended.append(self.server.stop_and_wait(timeout_s))
        self.lens.close()
        return all(ended)

    # --- coming together ----------------------------------------------------------------------

    def _started(self, started: ServerStarted) -> None:
        self.address = (_LOOPBACK, started.port)
        self._join(NICKS[0])

    def _join(self, nick: str) -> None:
        session = SessionOptions(
            nick, channels=((self.channel, ""),), capabilities=frozenset({ECHO_MESSAGE})
        )
        client = ClientConnection(
            ClientOptions(*self.address, session, reconnect=False), parent=self
        )
        client.watch(self.lens)
        client.feed.ready.connect(lambda: self._take(nick))
        self.clients[nick] = client
        client.open()

    def _take(self, nick: str) -> None:
        for event in self.clients[nick].feed.take():
            self._on_event(nick, event)

    def _on_event(self, nick: str, event: Event) -> None:
        if isinstance(event, Disconnected):
            if not self._ending:
                self.failed.emit(event)
        elif isinstance(event, MembersChanged):
            self._joined(nick)
        elif isinstance(event, MessageReceived | MessageUpdated):
            self.said.emit(nick, event)
            if isinstance(event, MessageReceived):
                self._arrived(nick, event.text)

    def _joined(self, nick: str) -> None:
        if nick in self._in_channel:
            return
        self._in_channel.add(nick)
        missing = [each for each in NICKS if each not in self.clients]
        if missing:
            self._join(missing[0])
        elif len(self._in_channel) == len(NICKS):
            self.ready.emit()
            self.lens.gate.slow(SLOWER)
            self._next.start()

    # --- the conversation ---------------------------------------------------------------------

    def _say_next(self) -> None:
        if self.lens.gate.pace is Pace.PAUSED and not self._waiting_for:
            self._next.start()  # they go on when the person lets them
            return
        if not self._lines:
            self.finished.emit()
            return
        nick, text = self._lines.pop(0)
        self._waiting_for = (text, set(NICKS) - {nick})
        self.say(nick, text)

    def _arrived(self, nick: str, text: str) -> None:
        if self._waiting_for is None or text != self._waiting_for[0]:
            return
        self._waiting_for[1].discard(nick)
        if not self._waiting_for[1]:
            self._waiting_for = None
            if not self._ending:
                self._next.start()
