"""Server and clients with their sockets watched and held: the chat is stepped, and survives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.client.events import Disconnected, Event, MembersChanged, MessageReceived
from core.client.session import SessionOptions
from core.net.lens import Lens
from core.net.trace import ActorState, CallEvent, Part, Side
from core.threads.client_threads import ClientConnection, ClientOptions

from .client_helpers import PATIENCE_MS, PATIENCE_S
from .server_helpers import TestServer, run_load, serving

CHANNEL = "#класс"


class Chat:
    """A watched server, and two watched clients in a channel."""

    def __init__(self, qtbot: QtBot, server: TestServer) -> None:
        self.qtbot = qtbot
        self.server = server
        self.lens = Lens()
        server.engine.watch(self.lens)
        self.events: dict[str, list[Event]] = {}
        self.clients = {nick: self._join(nick) for nick in ("anna", "boris")}

    def _join(self, nick: str) -> ClientConnection:
        session = SessionOptions(nick, channels=((CHANNEL, ""),))
        client = ClientConnection(ClientOptions("127.0.0.1", self.server.port, session))
        client.watch(self.lens)
        self.events[nick] = []
        client.feed.ready.connect(lambda: self.events[nick].extend(client.feed.take()))
        client.open()
        self.until(lambda: self.saw(nick, MembersChanged))
        return client

    def until(self, condition: object) -> None:
        assert callable(condition)
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def saw(self, nick: str, kind: type[Event]) -> list[Event]:
        return [event for event in self.events[nick] if isinstance(event, kind)]

    def heard(self, nick: str) -> list[str]:
        return [e.text for e in self.events[nick] if isinstance(e, MessageReceived)]

    def actor(self, side: Side, name: str, part: Part) -> int:
        found = [
            actor.info.number
            for actor in self.lens.actors()
            if (actor.info.side, actor.info.name, actor.info.part) == (side, name, part)
            and actor.state is not ActorState.FINISHED
        ]
        assert len(found) == 1, self.lens.actors()
        return found[0]

    def parked(self) -> dict[tuple[str, str], str]:
        return {
            (actor.info.name, actor.info.part.value): actor.pending.call
            for actor in self.lens.actors()
            if actor.state is ActorState.PARKED and actor.pending is not None
        }


@pytest.fixture
def chat(qtbot: QtBot) -> Iterator[Chat]:
    with serving() as server:
        chat = Chat(qtbot, server)
        try:
            yield chat
        finally:
            chat.lens.gate.open()
        for client in chat.clients.values():
            assert client.stop_and_wait(PATIENCE_S)
        assert server.engine.stop_and_wait(PATIENCE_S)
        chat.lens.close()


def test_a_message_is_walked_through_the_server(chat: Chat) -> None:
    gate = chat.lens.gate
    gate.pause()
    chat.clients["anna"].say(CHANNEL, "Привет")
    chat.until(lambda: chat.parked() == {("anna", "writer"): "send"})
    assert gate.step(chat.actor(Side.CLIENT, "anna", Part.WRITER), PATIENCE_S)
    # The server has read it, and stands before sending it on; its reader before the next recv.
    chat.until(lambda: ("server", "dispatch") in chat.parked())
    assert chat.parked()["server", "dispatch"] == "send"
    assert chat.parked()["server", "reader"] == "recv"
    assert chat.heard("boris") == []
    for _ in range(2):  # anna's echo, and boris' line
        assert gate.step(chat.actor(Side.SERVER, "server", Part.DISPATCH), PATIENCE_S)
    chat.until(lambda: chat.heard("anna") == chat.heard("boris") == ["Привет"])
    events = sorted(chat.lens.drain(), key=lambda event: event.number)
    carried = [e for e in events if "Привет".encode() in e.data]
    assert sorted(e.call for e in carried) == ["recv"] * 3 + ["send"] * 3
    assert all(e.file.endswith(".py") and e.line for e in carried if e.call == "send")


def test_to_the_next_delivery(chat: Chat) -> None:
    chat.lens.gate.pause()
    while chat.parked():  # what joining brought about comes to its end
        chat.lens.gate.run()
        chat.lens.gate.pause()
        assert chat.lens.gate.wait_stable(PATIENCE_S)
    chat.lens.drain()
    chat.clients["anna"].say(CHANNEL, "раз")

    def received() -> list[CallEvent]:
        seen.extend(e for e in chat.lens.drain() if e.call == "recv" and e.size)
        return seen

    seen: list[CallEvent] = []
    for count in (1, 2, 3):
        chat.lens.gate.to_delivery()
        chat.until(lambda count=count: len(received()) >= count)
        chat.until(lambda: not chat.lens.gate.is_delivering)
        assert len(received()) == count
    chat.until(lambda: chat.heard("boris") == ["раз"])


@pytest.mark.parametrize("who", ["client", "server", "unwatch"])
def test_stopping_while_paused(chat: Chat, who: str) -> None:
    chat.lens.gate.pause()
    chat.clients["anna"].say(CHANNEL, "никто не слышит")
    chat.until(lambda: bool(chat.parked()))
    if who == "client":
        assert chat.clients["anna"].stop_and_wait(PATIENCE_S)
    elif who == "server":
        assert chat.server.engine.stop_and_wait(PATIENCE_S)
    else:
        chat.server.engine.watch(None)
        for client in chat.clients.values():
            client.watch(None)
        chat.until(lambda: chat.heard("boris") == ["никто не слышит"])


def test_a_client_joins_while_paused(chat: Chat) -> None:
    chat.lens.gate.pause()
    client = ClientConnection(
        ClientOptions("127.0.0.1", chat.server.port, SessionOptions("vera"), connect_timeout=0.2)
    )
    client.watch(chat.lens)
    events: list[Event] = []
    client.feed.ready.connect(lambda: events.extend(client.feed.take()))
    client.open()
    chat.until(lambda: chat.parked().get(("vera", "reader")) == "connect_ex")
    chat.until(lambda: chat.lens.gate.held_s > 0.5)  # longer than connecting may take
    chat.lens.gate.run()
    chat.until(lambda: client.nick == "vera" and bool(client.capabilities))
    assert not [event for event in events if isinstance(event, Disconnected)]
    assert client.stop_and_wait(PATIENCE_S)


def test_watching_begins_in_mid_conversation(qtbot: QtBot) -> None:
    with serving() as server:
        chat = Chat(qtbot, server)
        server.engine.watch(None)
        for client in chat.clients.values():
            client.watch(None)
        chat.lens.drain()
        chat.clients["anna"].say(CHANNEL, "не видно")
        chat.until(lambda: chat.heard("boris") == ["не видно"])
        # Those that stood in recv then are the last that is seen.
        assert {event.call for event in chat.lens.drain()} <= {"recv"}
        chat.lens = Lens()
        server.engine.watch(chat.lens)
        for client in chat.clients.values():
            client.watch(chat.lens)
        chat.clients["anna"].say(CHANNEL, "видно")
        chat.until(lambda: chat.heard("boris") == ["не видно", "видно"])
        calls = [e.call for e in chat.lens.drain() if "видно".encode() in e.data]
        assert sorted(calls) == ["recv"] * 3 + ["send"] * 3
        for client in chat.clients.values():
            assert client.stop_and_wait(PATIENCE_S)


def test_watching_on_and_off_in_a_flood_loses_and_doubles_nothing() -> None:
    with serving() as server:
        report: dict[str, Any] = {}

        def load() -> None:
            report.update(run_load(server.port, clients=30, messages=300))

        flood = threading.Thread(target=load)
        flood.start()
        lens = Lens()
        times = 0
        while flood.is_alive():
            server.engine.watch(lens)
            lens.refill(None if times % 2 else 5)
            if times % 5 == 0:
                lens.gate.pause()
                lens.gate.wait_stable(0.01)
                lens.gate.run()
            lens.drain()
            lens.skip(0)
            server.engine.watch(None)
            times += 1
        flood.join()
        lens.close()
        assert times > 20
        assert report["faults"] == []
        assert report["delivered"] == report["expected"] == 30 * 29 * 300
