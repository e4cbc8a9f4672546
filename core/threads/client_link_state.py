"""What a connection's reader, its writer and its window share, under one condition.

See :mod:`core.threads.client_link`, which is what happens to it.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from typing import TypeVar

from core.client.events import Disconnected, Event, Registered
from core.client.reconnect import ReconnectPolicy
from core.client.security import StsOffered
from core.client.session import ClientSession
from core.net.connector import Connector
from core.net.socket_maker import SocketMaker
from core.net.trace import Side
from core.net.traced_socket import LensSocket
from core.threads.client_approach import UPGRADE, Approach
from core.threads.client_ends import Stop
from core.threads.client_options import ClientOptions
from core.threads.client_outbox import Outbox
from core.threads.client_recent import RecentLines
from core.threads.event_feed import EventFeed
from core.threads.wall_clock import WallClock

_T = TypeVar("_T")


class LinkState:
    """One connection to a server, as it stands.

    Attributes:
        clock: the session's; deadlines hold whoever sets the system's clock.
        session: to be touched under :attr:`lock` only, or through :meth:`use`.
        feed: where the events go, in their order.
        wanted: how many wait for :attr:`lock` in :meth:`use`, which the window's thread alone calls
            without having it.
    """

    def __init__(self, options: ClientOptions, feed: EventFeed[Event]) -> None:
        self.options = options
        self.feed = feed
        self.lock = threading.Condition(threading.RLock())
        self.maker = SocketMaker(Side.CLIENT, options.session.nick)
        self.clock = WallClock()
        self.session = ClientSession(options.session, self.clock, lambda: os.urandom(12).hex())
        self.wanted = 0
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
        self._output = Outbox()
        self._talking = False  # proxy and encryption are behind us
        self._approach = Approach(options, self.maker)
        self._verdict: Disconnected | None = None  # what the session says
        self._fault: Disconnected | None = None  # what the socket says, where that says nothing
        self._register_by: float | None = None  # monotonic
        self._recent = RecentLines()
        self._at_once = 1  # lines handled under one hold of the lock; grows as time allows

    def use(self, work: Callable[[ClientSession], _T]) -> _T:
        """Let ``work`` use the session; what it wants to send and to tell is passed on."""
        self.wanted += 1
        with self.lock:
            self.wanted -= 1
            try:
                return work(self.session)
            finally:
                self._flush()

    # --- under the lock -----------------------------------------------------------------------

    def _idle(self, ready: Callable[[], bool]) -> contextlib.AbstractContextManager[object]:
        """The thread waits, not in a socket call: a watcher shall see that."""
        lens = self.maker.lens
        return contextlib.nullcontext() if lens is None else lens.waiting(ready)

    def _flush(self) -> None:
        """Pass on what the session wants to send and to tell."""
        if self.session.nick != self.maker.name:
            self.maker.rename(self.session.nick)
        output = self.session.take_output()
        if output and self._sock is not None and self._talking and not self._output.broken:
            self._output.add(output)
            self._recent.add_out(output)
        told = self.session.take_events()
        events: list[Event] = []
        for event in told:
            if isinstance(event, Disconnected):
                self._verdict = self._verdict or event
                continue
            if isinstance(event, StsOffered):
                if self._approach.take_offer(event):
                    self._verdict = Disconnected(UPGRADE)
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
            or self._output.broken
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
        self._talking = False
        self.lock.wait_for(lambda: not self._writing)
        self._output.begin(None)
        sock.close()
