"""Our own chat under the lens: every byte that a thread read is led back to the call that wrote it.

Also when watching begins in the middle of the talk, is interrupted, or cannot keep up.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication

from core.client.events import Event, MembersChanged, MessageReceived
from core.client.session import SessionOptions
from core.net.kernel import REAL
from core.net.lens import Lens
from core.net.tape import Tape
from core.server.config import ServerConfig
from core.threads.client_threads import ClientConnection, ClientOptions
from core.threads.event_feed import EventFeed
from core.threads.server_threads import ListenOptions, ServerEngine
from core.threads.trace_feed import TraceFeed

PATIENCE_S = 60.0
CHANNEL = "#класс"
NICKS = ("anna", "boris", "вера")


class Chat:
    """A server and three clients; the feed is polled while anything is waited for."""

    def __init__(self, closing: ExitStack) -> None:
        self.lens = Lens()
        self.feed: TraceFeed | None = None
        self.seen: dict[str, list[Event]] = {nick: [] for nick in NICKS}
        self.clients: dict[str, ClientConnection] = {}
        self.engine = ServerEngine(log=EventFeed(notify=lambda: None))
        closing.callback(self.lens.close)
        closing.callback(lambda: self.engine.stop_and_wait(PATIENCE_S))
        port = self.engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", 0)).port
        for nick in NICKS:
            session = SessionOptions(nick, channels=((CHANNEL, ""),))
            client = ClientConnection(ClientOptions("127.0.0.1", port, session))
            self.clients[nick] = client
            closing.callback(partial(client.stop_and_wait, PATIENCE_S))
        self._texts = itertools.count(1)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline
            for nick, client in self.clients.items():
                self.seen[nick] += client.feed.take()
            QCoreApplication.processEvents()
            if self.feed is not None:
                self.feed.poll()
            time.sleep(0.002)

    def count(self, nick: str, kind: type[Event]) -> int:
        return sum(isinstance(event, kind) for event in self.seen[nick])

    def has_joined(self, nick: str) -> bool:
        return self.count(nick, MembersChanged) > 0

    def join(self) -> None:
        for nick in NICKS:
            self.clients[nick].open()
            self.wait_until(partial(self.has_joined, nick))

    def watch_all(self) -> None:
        self.engine.watch(self.lens)
        for client in self.clients.values():
            client.watch(self.lens)

    def unwatch_all(self) -> None:
        for client in self.clients.values():
            client.watch(None)
        self.engine.watch(None)

    def talk(self, messages: int) -> None:
        """Everybody says so much, and everybody has heard it all."""
        before = {nick: self.count(nick, MessageReceived) for nick in NICKS}
        for _ in range(messages):
            for nick in NICKS:
                self.clients[nick].say(CHANNEL, f"message {next(self._texts)} of {nick}")
        heard = messages * len(NICKS)
        self.wait_until(
            lambda: all(self.count(n, MessageReceived) >= before[n] + heard for n in NICKS)
        )

    def settle(self) -> TraceFeed:
        """All that was sent is read and told."""
        feed = self.feed
        assert feed is not None
        self.wait_until(
            lambda: (
                self.lens.waiting_events == 0
                and all(not feed.flows.queue(info.number) for info in feed.sockets())
            )
        )
        return feed


@contextmanager
def chat() -> Iterator[Chat]:
    with ExitStack() as closing:
        yield Chat(closing)


def led_back(feed: TraceFeed, after: float = 0.0) -> int:
    """Check every recv later than a time; returns how many were checked."""
    checked = 0
    events = {event.number: event for event in feed.tape.events}
    for event in feed.tape.events:
        if event.call == "recv" and event.size and event.ended > after:
            pieces = feed.flows.pieces(event.number)
            assert all(piece.send for piece in pieces), (event, pieces)
            told = b"".join(
                events[p.send_event].data[p.offset : p.offset + p.count] for p in pieces
            )
            assert told[: len(event.data)] == event.data[: len(told)]
            assert sum(piece.count for piece in pieces) == event.size
            checked += 1
    return checked


@pytest.fixture
def application(qapp: object) -> object:
    return qapp


def test_watched_from_the_beginning(application: object) -> None:
    with chat() as it:
        it.feed = TraceFeed(it.lens)
        it.watch_all()
        it.join()
        it.talk(5)
        feed = it.settle()
        assert led_back(feed) > 20
        assert len(feed.flows.connections) == len(NICKS)
        states = {feed.states.state(info.number)[0] for info in feed.sockets()}
        assert states <= {"LISTEN", "ESTABLISHED", "CLOSED"}
        for event in feed.tape.events:
            if event.call == "send" and event.size:
                assert feed.flows.left_over(event.number) == (0, 0)


@pytest.mark.skipif(REAL.kind != "linux", reason="the kernel settles it, where it tells")
def test_watching_begins_in_the_middle_and_again(application: object) -> None:
    with chat() as it:
        it.join()
        it.feed = TraceFeed(it.lens)
        for _ in range(3):
            it.talk(3)
            for nick in NICKS:  # somebody is always in mid-sentence
                it.clients[nick].say(CHANNEL, "unseen")
            it.watch_all()
            it.talk(3)
            feed = it.settle()
            quiet = it.lens.now()
            it.talk(5)
            it.settle()
            assert led_back(feed, quiet) >= len(NICKS)
            it.unwatch_all()


def test_a_tape_of_a_chat_says_the_same(
    application: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tape") / "chat"
    with chat() as it:
        it.feed = TraceFeed(it.lens)
        it.watch_all()
        it.join()
        it.talk(3)
        feed = it.settle()
        feed.save(path)
        loaded = TraceFeed(tape=Tape.load(path))
        assert led_back(loaded) == led_back(feed)
        assert loaded.flows.connections == feed.flows.connections
