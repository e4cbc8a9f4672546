"""A connection to a server for one window: two threads, one feed of events, and plain methods.

One QThread connects, receives and waits between attempts; another sends, and keeps the session's
deadlines. Each method here returns at once; what comes of it arrives through ``feed``.
"""

from __future__ import annotations

import atexit
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.client.events import Event, Member, MessageKind
from core.client.session import CommandResult
from core.irc.isupport import Isupport
from core.net.lens import Lens
from core.threads.client_history import ServerRequestsOfConnection
from core.threads.client_link import ClientLink, ClientOptions
from core.threads.client_messages import MessageActionsOfConnection
from core.threads.event_feed import EventFeed
from core.threads.worker import Worker

__all__ = ["ClientConnection", "ClientOptions"]


class _Reader(Worker):
    def __init__(self, link: ClientLink) -> None:
        super().__init__("client-reader", link.fail)
        self.link = link

    def work(self) -> None:
        self.link.read_until_over()


class _Writer(Worker):
    def __init__(self, link: ClientLink) -> None:
        super().__init__("client-writer", link.fail_writer)
        self.link = link

    def work(self) -> None:
        self.link.write_until_over()


# A QThread that is dropped while it runs aborts the process; here each lives until it has ended,
# and what a program that fails has left running is ended before Python takes everything down.
_alive: set[_Reader | _Writer] = set()
_EXIT_S = 2.0


@atexit.register
def _end_all() -> None:
    for worker in list(_alive):
        worker.link.feed.close()
        worker.link.cancel()
        worker.join(_EXIT_S)


class ClientConnection(MessageActionsOfConnection, ServerRequestsOfConnection, QObject):
    """Connects to a server, keeps connected, and tells everything through ``feed``.

    The state is told by events alone: Connecting, Connected, Registered, Disconnected,
    ReconnectIn; after a Disconnected that is ``final`` nothing runs any longer, and :meth:`open`
    may be called again.

    Attributes:
        options: what it was made with.
        feed: the events (``core.client.events``), in order and without loss.

    Signals:
        finished: both threads have ended.
    """

    finished = Signal()
    _nothing_to_end = Signal()

    def __init__(self, options: ClientOptions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.options = options
        self.feed: EventFeed[Event] = EventFeed(lossless=True, parent=self)
        self._link = ClientLink(options, self.feed)
        self._workers: list[_Reader | _Writer] = []
        self._nothing_to_end.connect(self.finished, Qt.ConnectionType.QueuedConnection)

    # --- its life -----------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether it is connected, connecting, or waiting for the next attempt, or winding down."""
        return self._link.is_running or any(worker.isRunning() for worker in self._workers)

    def open(self) -> None:
        """Begin to connect; nothing happens if it runs already."""
        if self._link.is_running:
            return
        self._join(None)  # their work is over: this does not wait
        _alive.difference_update([worker for worker in _alive if worker.isFinished()])
        self._link.begin()
        self._workers = [_Reader(self._link), _Writer(self._link)]
        for worker in self._workers:
            _alive.add(worker)
            worker.finished.connect(self._sweep, Qt.ConnectionType.QueuedConnection)
        reader, writer = self._workers
        if not writer.launch() or not reader.launch():
            self._link.fail(RuntimeError("the system gives no more threads"))

    def watch(self, lens: Lens | None) -> None:
        """Let a lens see every socket call from now on, also of later attempts; None: nobody."""
        if lens is None:
            self._link.maker.unwatch()
        else:
            self._link.maker.watch(lens)

    def cancel(self) -> None:
        """End at once, without a farewell, whatever it is waiting for."""
        self._link.cancel()

    def retry_now(self) -> None:
        """Make the next attempt now, instead of when its time comes."""
        self._link.retry_now()

    def close(self, reason: str = "") -> None:
        """Say QUIT and end, within a second even where the server reads nothing; → ``finished``."""
        if self._workers:
            self._link.quit(reason)
        else:
            self._nothing_to_end.emit()

    def stop_and_wait(self, timeout_s: float = 3.0, reason: str = "") -> bool:
        """Like :meth:`close`, and wait: for the end of the program, and for tests.

        False where the threads did not end in time.
        """
        self._link.quit(reason)
        if not self._join(timeout_s):
            self._link.cancel()
            return self._join(timeout_s)
        return True

    def _join(self, timeout_s: float | None) -> bool:
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        for worker in list(self._workers):
            rest = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not worker.join(rest):
                return False
            self._workers.remove(worker)
            _alive.discard(worker)
        return True

    @Slot()
    def _sweep(self) -> None:
        """A thread has ended."""
        if self._workers and all(worker.isFinished() for worker in self._workers):
            self._join(None)
            self.finished.emit()

    # --- what it knows ------------------------------------------------------------------------

    @property
    def nick(self) -> str:
        """Our nickname, as the server knows it."""
        return self._link.session.nick

    @property
    def network(self) -> str:
        """The network's display name, "" where the server told none."""
        return self._link.session.network

    @property
    def registered(self) -> bool:
        """Whether the server has let us in."""
        return self._link.session.registered

    @property
    def capabilities(self) -> frozenset[str]:
        """The IRCv3 capabilities in use."""
        return self._link.session.capabilities

    @property
    def isupport(self) -> Isupport:
        """What the server told with 005."""
        return self._link.session.isupport

    @property
    def bytes_in(self) -> int:
        """Received so far, over all attempts."""
        return self._link.bytes_in

    @property
    def bytes_out(self) -> int:
        """Taken by the kernel so far, over all attempts."""
        return self._link.bytes_out

    def recent_lines(self) -> tuple[tuple[float, str, str], ...]:
        """The last lines on the wire: Unix time, "in" or "out", the line. Passwords are masked."""
        return self._link.recent_lines()

    @property
    def buffers(self) -> tuple[str, ...]:
        """The names of the conversations, in the order they were opened."""
        return self._link.use(lambda session: session.buffers)

    def members(self, buffer: str) -> tuple[Member, ...]:
        """Who is in a channel."""
        return self._link.use(lambda session: session.members(buffer))

    def topic(self, buffer: str) -> str:
        """A channel's topic."""
        return self._link.use(lambda session: session.topic(buffer))

    # --- what it can do: see ``core.client.actions`` ------------------------------------------

    def run(self, line: str, buffer: str) -> CommandResult:
        """What a person typed: a text for ``buffer``, or a /command. ``/quit`` is like close."""
        return self._link.run(line, buffer)

    def say(
        self,
        buffer: str,
        text: str,
        kind: MessageKind = MessageKind.TEXT,
        reply_to: str = "",
    ) -> CommandResult:
        """Write to a channel or a person; it waits where there is no connection."""
        return self._link.use(lambda session: session.say(buffer, text, kind, reply_to))

    def notice(self, target: str, text: str) -> CommandResult:
        """Send a notice, which no program answers."""
        return self._link.use(lambda session: session.notice(target, text))

    def tag(self, target: str, tags: Mapping[str, str]) -> CommandResult:
        """Send client-only tags to a channel or a person; nothing is kept for later."""
        return self._link.use(lambda session: session.tag(target, tags))

    def join(self, channel: str, key: str = "") -> CommandResult:
        """Join a channel, now or as soon as there is a connection."""
        return self._link.use(lambda session: session.join(channel, key))

    def part(self, channel: str, reason: str = "") -> CommandResult:
        """Leave a channel; its conversation is closed."""
        return self._link.use(lambda session: session.part(channel, reason))

    def query(self, nick: str) -> CommandResult:
        """Open the conversation with somebody."""
        return self._link.use(lambda session: session.query(nick))

    def close_buffer(self, buffer: str) -> CommandResult:
        """Close a conversation: a channel is left."""
        return self._link.use(lambda session: session.close(buffer))

    def set_topic(self, channel: str, topic: str) -> CommandResult:
        """Set a channel's topic; "" takes it away."""
        return self._link.use(lambda session: session.set_topic(channel, topic))

    def kick(self, channel: str, nick: str, reason: str = "") -> CommandResult:
        """Remove somebody from a channel."""
        return self._link.use(lambda session: session.kick(channel, nick, reason))

    def invite(self, nick: str, channel: str) -> CommandResult:
        """Invite somebody to a channel."""
        return self._link.use(lambda session: session.invite(nick, channel))

    def set_nick(self, nick: str) -> CommandResult:
        """Take another nickname; without a connection, at the next one."""
        return self._link.use(lambda session: session.set_nick(nick))

    def whois(self, nick: str) -> CommandResult:
        """Ask who somebody is; WhoisReceived answers."""
        return self._link.use(lambda session: session.whois(nick))

    def away(self, reason: str = "") -> CommandResult:
        """Be marked away with a reason, or present with ""."""
        return self._link.use(lambda session: session.away(reason))

    def list_channels(self, pattern: str = "") -> CommandResult:
        """Ask for the channels of the server; ListReceived answers."""
        return self._link.use(lambda session: session.list_channels(pattern))

    def raise_hand(self, up: bool = True) -> CommandResult:
        """Raise a hand, or take it down; "no_class" where the server knows of no class."""
        return self._link.use(lambda session: session.raise_hand(up))

    def mode(self, target: str, text: str = "") -> CommandResult:
        """Change the modes of a channel or of ourselves ("+o anna"), or ask for them."""
        return self._link.use(lambda session: session.mode(target, text))

    def give_modes(
        self, channel: str, sign: str, letter: str, args: Sequence[str]
    ) -> CommandResult:
        """Set (or with "-" take) one mode for several people or masks."""
        return self._link.use(lambda session: session.give_modes(channel, sign, letter, args))

    def raw(self, line: str) -> CommandResult:
        """Send a line as it stands."""
        return self._link.use(lambda session: session.raw(line))
