"""The layer of WebSocket against wsproto's client, without a socket."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Event,
    Ping,
    Pong,
    Request,
    TextMessage,
)

from core.net.websocket import BINARY, TEXT, NotWebSocketError, WebSocketStream


class Peer:
    def __init__(self, *subprotocols: str) -> None:
        self.ws = WSConnection(ConnectionType.CLIENT)
        self.stream = WebSocketStream()
        request = Request(host="localhost", target="/", subprotocols=list(subprotocols))
        self.request = self.ws.send(request)

    def open(self) -> str | None:
        assert self.stream.receive(self.request) == b""
        (event,) = self.down(self.stream.take())
        assert isinstance(event, AcceptConnection)
        return event.subprotocol

    def down(self, data: bytes) -> list[Event]:
        self.ws.receive_data(data)
        return list(self.ws.events())

    def up(self, event: Event) -> bytes:
        return self.stream.receive(self.ws.send(event))


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        ((BINARY,), BINARY),
        ((TEXT,), TEXT),
        ((TEXT, BINARY), TEXT),
        ((BINARY, TEXT), BINARY),
        (("chat", TEXT), TEXT),
        (("chat",), None),
        ((), None),
    ],
)
def test_the_client_s_order_decides(offered: tuple[str, ...], chosen: str | None) -> None:
    assert Peer(*offered).open() == chosen


def test_lines_both_ways_as_text_and_as_bytes() -> None:
    for subprotocol in (TEXT, BINARY):
        peer = Peer(subprotocol)
        peer.open()
        assert peer.up(TextMessage("NICK аня")) == "NICK аня\r\n".encode()
        assert peer.up(BytesMessage(b"NICK \xff")) == b"NICK \xff\r\n"
        line = ":a PRIVMSG #b :привет " + "x" * 400
        events = peer.down(b"".join(peer.stream.frames(f"{line}\r\nPING :1\r\n".encode())))
        if subprotocol == TEXT:
            assert [e.data for e in events if isinstance(e, TextMessage)] == [line, "PING :1"]
        else:
            got = [bytes(e.data) for e in events if isinstance(e, BytesMessage)]
            assert got == [line.encode(), b"PING :1"]


def test_a_message_in_fragments_is_one_line() -> None:
    peer = Peer(TEXT)
    peer.open()
    got = peer.up(TextMessage("PRIVMSG #a :o", message_finished=False))
    got += peer.up(Ping(b"between"))
    got += peer.up(TextMessage("ne", message_finished=True))
    assert got == b"PRIVMSG #a :one\r\n"
    (pong,) = peer.down(peer.stream.take())
    assert isinstance(pong, Pong)
    assert bytes(pong.payload) == b"between"


def test_the_request_may_come_byte_by_byte() -> None:
    peer = Peer(TEXT)
    stream = peer.stream
    got = b"".join(stream.receive(bytes((byte,))) for byte in peer.request)
    assert got == b""
    assert stream.opened
    (event,) = peer.down(stream.take())
    assert isinstance(event, AcceptConnection)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
        b"GET / HTTP/1.1\r\n broken\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 100_000,
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: x\r\n\r\n",
    ],
)
def test_a_request_of_something_else_is_given_back(request_: bytes) -> None:
    stream = WebSocketStream()
    with pytest.raises(NotWebSocketError) as caught:
        stream.receive(request_)
    assert caught.value.data == request_
    assert stream.frames(b"x\r\n") == []


def test_closing_by_the_client_is_answered_once() -> None:
    peer = Peer(TEXT)
    peer.open()
    assert peer.up(CloseConnection(1001)) == b""
    assert peer.stream.ended
    (event,) = peer.down(peer.stream.take() + peer.stream.goodbye())
    assert isinstance(event, CloseConnection)
    assert event.code == 1001
    assert peer.stream.frames(b"late\r\n") == []


def test_closing_by_the_server() -> None:
    peer = Peer(TEXT)
    peer.open()
    data = b"".join(peer.stream.frames(b"ERROR :bye\r\n")) + peer.stream.goodbye()
    text, close = peer.down(data)
    assert isinstance(text, TextMessage)
    assert isinstance(close, CloseConnection)
    assert close.code == 1000
    assert peer.stream.goodbye() == b""
    assert peer.up(close.response()) == b""
    assert peer.stream.take() == b""


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\x81\x02hi", 1002),  # not masked
        (b"\x81\x82\0\0\0\0\xff\xfe", 1007),  # not UTF-8
        (b"\x83\x80\0\0\0\0", 1002),  # no such opcode
        (b"\x89\xfe\x01\x00", 1002),  # a ping of 256 bytes
        (b"\xf1\x80\0\0\0\0", 1002),  # reserved bits
    ],
)
def test_who_breaks_the_rules_is_told_why(frame: bytes, code: int) -> None:
    peer = Peer(TEXT)
    peer.open()
    peer.stream.receive(frame)
    assert peer.stream.ended
    (event,) = peer.down(peer.stream.take())
    assert isinstance(event, CloseConnection)
    assert event.code == code


def test_a_long_message_is_handed_on_in_parts() -> None:
    peer = Peer(BINARY)
    peer.open()
    frame = peer.ws.send(BytesMessage(b"x" * 1_000_000))
    for start in range(0, len(frame) - 8192, 8192):
        assert len(peer.stream.receive(frame[start : start + 8192])) <= 8192


def test_frames_come_in_groups_that_begin_with_a_frame() -> None:
    peer = Peer(TEXT)
    peer.open()
    lines = b"".join(b"%d %s\r\n" % (n, b"y" * (n % 300)) for n in range(2000))
    groups = peer.stream.frames(lines)
    assert len(groups) > 5
    for group in groups:
        assert group[0] == 0x81
    events = peer.down(b"".join(groups))
    assert [e.data for e in events if isinstance(e, TextMessage)] == lines.decode().splitlines()


@given(st.binary(max_size=300))
def test_no_bytes_make_an_exception(data: bytes) -> None:
    peer = Peer(TEXT)
    peer.open()
    peer.stream.receive(data)
    peer.stream.receive(data)
    peer.stream.goodbye()


@given(st.binary(max_size=300))
def test_no_header_makes_another_exception(data: bytes) -> None:
    stream = WebSocketStream()
    with contextlib.suppress(NotWebSocketError):
        stream.receive(b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n" + data + b"\r\n\r\n")
