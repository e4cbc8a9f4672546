"""Our client session against our server, joined by bytes that may be lost at any place."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from core.client.events import Delivery, Event, MessageReceived, MessageUpdated
from core.client.feature_events import MessageEdited
from core.client.session import ClientSession, SessionOptions
from core.irc.decoder import LineDecoder
from core.server.config import ServerConfig
from core.server.server import Server

START = 1_800_000_000.0


class Wire:
    """A server and clients; each client's connection can be cut after any number of bytes."""

    def __init__(self, *nicks: str) -> None:
        numbers = itertools.count(1)
        self.now = START
        config = ServerConfig(flood_control=False)  # the clock stands still
        self.server = Server(config, lambda: self.now, lambda: f"id{next(numbers)}")
        self.conns = itertools.count(1)
        self.clients = [Client(self, nick) for nick in nicks]
        self.pump()

    def pump(self) -> None:
        """Carry bytes until nothing moves."""
        moved = True
        while moved:
            moved = False
            for client in self.clients:
                out = client.session.take_output()
                if out and client.alive:
                    moved = True
                    self.server.receive(client.conn, client.to_server.feed(out))
            for conn, data in self.server.outbox.take().merged():
                moved = True
                for client in self.clients:
                    if client.conn == conn and client.alive:
                        client.session.receive(client.to_client.feed(data))


class Client:
    def __init__(self, wire: Wire, nick: str) -> None:
        numbers = itertools.count(1)
        self.wire = wire
        options = SessionOptions(nick=nick, channels=(("#x", ""),))
        self.session = ClientSession(options, lambda: wire.now, lambda: f"{nick}{next(numbers)}")
        self.connect()

    def connect(self) -> None:
        self.conn = next(self.wire.conns)
        self.to_server, self.to_client = LineDecoder(max_tags=4096), LineDecoder()
        self.alive = True
        self.wire.server.connect(self.conn, "10.0.0.1", self.conn)
        self.session.connected()

    def cut(self, sent: int, received: int) -> None:
        """The connection breaks: of what was on its way only so many bytes arrive."""
        out = self.session.take_output()[:sent]
        self.wire.server.receive(self.conn, self.to_server.feed(out))
        for conn, data in self.wire.server.outbox.take().merged():
            for client in self.wire.clients:
                if client.conn == conn:
                    part = data[:received] if client is self else data
                    client.session.receive(client.to_client.feed(part))
        self.alive = False
        self.wire.server.end_of_stream(self.conn, self.to_server.tail, "Connection reset by peer")
        self.session.disconnected()


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 4),  # messages said
            st.booleans(),  # is the connection cut after them
            st.integers(0, 500),
            st.integers(0, 500),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_nothing_is_lost_and_nothing_is_doubled(
    rounds: list[tuple[int, bool, int, int]],
) -> None:
    wire = Wire("anna", "Борис")
    anna, boris = wire.clients
    said: list[str] = []
    for count, cut, sent, received in rounds:
        for _ in range(count):
            said.append(f"сообщение {len(said)}")
            anna.session.say("#x", said[-1])
        if cut:
            anna.cut(sent, received)
            anna.connect()
        wire.pump()
    heard = [
        event.text
        for event in boris.session.take_events()
        if isinstance(event, MessageReceived) and event.nick == "anna"
    ]
    assert heard == said
    states: dict[str, Delivery] = {}
    for event in anna.session.take_events():
        if isinstance(event, MessageUpdated):
            states[event.key] = event.delivery
    assert list(states.values()) == [Delivery.STORED] * len(said)


def shown(events: list[Event], nick: str) -> dict[str, str]:
    """What somebody's messages say in the end, by their ids."""
    texts: dict[str, str] = {}
    for event in events:
        if isinstance(event, MessageReceived) and event.nick == nick and event.msgid:
            assert event.msgid not in texts
            texts[event.msgid] = event.text
        elif isinstance(event, MessageEdited) and event.nick == nick and event.msgid in texts:
            texts[event.msgid] = event.text
    return texts


TEXTS = {
    "line": "сообщение %d",
    "lines": "def %d():\n\n    return",
    "long": "слово %d " + "и ещё " * 120 + "конец",
}


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*TEXTS, "edit"]), min_size=1, max_size=3),
            st.booleans(),  # is the connection cut after them
            st.integers(0, 3000),
            st.integers(0, 3000),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_nor_are_several_lines_and_edits(
    rounds: list[tuple[list[str], bool, int, int]],
) -> None:
    wire = Wire("anna", "Борис")
    anna, boris = wire.clients
    events: list[Event] = []
    rows: dict[str, str] = {}  # anna's own: key → text, as her window has it
    ids: dict[str, str] = {}  # id → key
    number = 0

    def look() -> None:
        """Anna's window takes what is new."""
        new = anna.session.take_events()
        events.extend(new)
        for event in new:
            if isinstance(event, MessageReceived) and event.own:
                assert event.key not in rows
                rows[event.key] = event.text
            elif isinstance(event, MessageUpdated) and event.msgid:
                ids[event.msgid] = event.key
            elif isinstance(event, MessageEdited):
                rows[ids[event.msgid]] = event.text

    for kinds, cut, sent, received in rounds:
        for kind in kinds:
            number += 1
            look()
            if kind != "edit":
                assert anna.session.say("#x", TEXTS[kind] % number).error_code is None
            elif ids:
                newest = list(ids)[-1]
                assert anna.session.edit("#x", newest, f"№ {number}\nправка").error_code is None
        if cut:
            anna.cut(sent, received)
            anna.connect()
        wire.pump()
    look()
    heard = shown(boris.session.take_events(), "anna")
    assert list(heard.values()) == list(rows.values())
    assert {msgid: rows[key] for msgid, key in ids.items()} == heard
    states = {e.key: e.delivery for e in events if isinstance(e, MessageUpdated)}
    assert list(states.values()) == [Delivery.STORED] * len(rows)
