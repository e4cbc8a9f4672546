"""Connections break at any byte: with nonces nothing is lost, nothing is doubled, order is kept."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.client.events import Delivery, MessageReceived, MessageUpdated
from core.client.session import ClientSession, SessionOptions
from core.irc.decoder import LineDecoder
from core.irc.message import Message, parse

CAPS = "message-tags echo-message labeled-response batch besedka.app/nonce"


class Server:
    """As much of a server as one client in one channel needs; it remembers nonces for ever."""

    def __init__(self) -> None:
        self.delivered: list[str] = []
        self.nonces: dict[str, Message] = {}
        self.replies = b""
        self.decoder = LineDecoder()

    def new_connection(self) -> None:
        self.replies = b""
        self.decoder = LineDecoder()

    def feed(self, data: bytes) -> None:
        for line in self.decoder.feed(data):
            assert isinstance(line, bytes)
            self.handle(parse(line))

    def reply(self, line: str) -> None:
        self.replies += line.encode() + b"\r\n"

    def handle(self, message: Message) -> None:
        match message.command:
            case "CAP" if message.param(0) == "LS":
                self.reply(f":srv CAP * LS :{CAPS}")
            case "CAP" if message.param(0) == "REQ":
                self.reply(f":srv CAP * ACK :{message.param(1)}")
            case "CAP":
                self.reply(":srv 001 anna :Welcome")
                self.reply(":srv 376 anna :End")
            case "JOIN":
                self.reply(f":anna!u@h JOIN {message.param(0)}")
            case "PING":
                self.reply(f":srv PONG srv {message.param(0)}")
            case "PRIVMSG":
                nonce = message.tags["+besedka.app/nonce"]
                if nonce not in self.nonces:
                    self.nonces[nonce] = message
                    self.delivered.append(message.param(1))
                first = self.nonces[nonce]
                label = message.tags["label"]
                self.reply(
                    f"@label={label};msgid={nonce} :anna!u@h PRIVMSG {first.param(0)}"
                    f" :{first.param(1)}"
                )


class World:
    """A client, a server, and the two directions of a connection between them."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.count = 0
        self.server = Server()
        options = SessionOptions("anna", channels=(("#chan", ""),))
        self.session = ClientSession(options, lambda: self.now, self.nonce)
        self.decoder = LineDecoder(8190)
        self.to_server = b""
        self.up = False
        self.said: list[str] = []
        self.state: dict[str, Delivery] = {}

    def nonce(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def collect(self) -> None:
        self.to_server += self.session.take_output()
        for event in self.session.take_events():
            if isinstance(event, MessageReceived):
                assert event.own
                assert event.delivery is not None
                assert event.key not in self.state
                self.state[event.key] = event.delivery
            elif isinstance(event, MessageUpdated):
                self.state[event.key] = event.delivery

    def say(self) -> None:
        text = f"message-{len(self.said)}"
        self.said.append(text)
        assert self.session.run(text, "#chan").error_code is None
        self.collect()

    def connect(self) -> None:
        if not self.up:
            self.up = True
            self.server.new_connection()
            self.decoder = LineDecoder(8190)
            self.to_server = b""
            self.session.connected()
            self.collect()

    def online(self) -> None:
        """Connected, in the channel, and everything has arrived."""
        self.connect()
        for _ in range(10):
            self.carry(10**6, 10**6)

    def lose(self) -> None:
        if self.up:
            self.up = False
            self.session.disconnected()
            self.collect()
            self.to_server = b""

    def carry(self, there: int, back: int) -> None:
        if self.up:
            self.server.feed(self.to_server[:there])
            self.to_server = self.to_server[there:]
            data = self.server.replies[:back]
            self.server.replies = self.server.replies[back:]
            self.session.receive(self.decoder.feed(data))
            self.collect()


STEP = st.one_of(
    st.just("say"),
    st.just("say"),
    st.just("connect"),
    st.just("online"),
    st.just("lose"),
    st.just("echo lost"),
    st.tuples(st.integers(0, 300), st.integers(0, 300)),
    st.tuples(st.just(10**6), st.integers(0, 300)),
    st.tuples(st.just(10**6), st.just(10**6)),
)


@settings(max_examples=200)
@given(st.lists(STEP, max_size=60))
def test_nothing_is_lost_or_doubled(steps: list[str | tuple[int, int]]) -> None:
    world = World()
    world.online()
    for step in steps:
        if isinstance(step, tuple):
            world.carry(*step)
        elif step == "say":
            world.say()
        elif step == "connect":
            world.connect()
        elif step == "online":
            world.online()
        elif step == "echo lost":
            world.say()
            world.carry(10**6, 0)
            world.lose()
        else:
            world.lose()
    world.online()
    assert world.server.delivered == world.said
    assert set(world.state.values()) <= {Delivery.STORED}
    assert len(world.state) == len(world.said)
