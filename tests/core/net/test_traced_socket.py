"""Each call of a watched socket is on the tape, as it was; unwatched ones are plain."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.net.at_rest import is_asleep_in_call
from core.net.lens import Lens
from core.net.lens_calls import Pending
from core.net.socket_maker import SocketMaker
from core.net.socket_module import socket_module
from core.net.tape import Tape
from core.net.trace import BEFORE, KEPT_BYTES, CallEvent, Part, Side
from core.net.traced_socket import LensSocket, TracedSocket

from .lens_helpers import told_calls


@pytest.fixture
def lens() -> Lens:
    return Lens()


@contextlib.contextmanager
def connected(maker: SocketMaker) -> Iterator[tuple[LensSocket, LensSocket, LensSocket]]:
    """A listener, a client of it, and what it accepted."""
    listener = maker.open(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    listener.listen(5)
    client = maker.open(socket.AF_INET, socket.SOCK_STREAM)
    client.connect(listener.getsockname())
    accepted, _ = listener.accept()
    try:
        yield listener, client, accepted
    finally:
        for sock in (accepted, client, listener):
            sock.close()


def calls(lens: Lens) -> list[str]:
    return [event.call for event in told_calls(lens.drain())]


def only(lens: Lens, call: str) -> CallEvent:
    found = [event for event in told_calls(lens.drain()) if event.call == call]
    assert len(found) == 1, found
    return found[0]


def test_a_whole_conversation(lens: Lens) -> None:
    maker = SocketMaker(Side.SERVER, "server", lens)
    with connected(maker) as (_, client, accepted):
        client.send("Привет".encode())
        assert accepted.recv(5) == "Привет".encode()[:5]
        accepted.sendall(b"yes")
        assert client.recv(100) == b"yes"
        client.shutdown(socket.SHUT_WR)
        accepted.recv(100)
        assert accepted.recv(100) == b""
    events = told_calls(lens.drain())
    assert [e.call for e in events] == [
        "socket", "bind", "listen", "socket", "getsockname", "connect", "accept",
        "send", "recv", "sendall", "recv", "shutdown", "recv", "recv", "close", "close", "close",
    ]  # fmt: skip
    send, first, answer = events[7], events[8], events[9]
    assert (send.data, send.size, send.result) == ("Привет".encode(), 12, 12)
    assert (first.data, first.size, first.wanted) == ("Привет".encode()[:5], 5, 5)
    assert (answer.result, answer.size, answer.data) == (None, 3, b"yes")
    assert all(0 <= e.began <= e.ended for e in events)
    assert all(e.file == __file__ and e.line for e in events)


def test_addresses_of_the_sockets(lens: Lens) -> None:
    maker = SocketMaker(Side.CLIENT, "anna", lens)
    with connected(maker) as (listener, client, accepted):
        infos = {info.number: info for info in lens.sockets()}
        told = infos[client.number]
        assert told.local == client.getsockname()
        assert told.peer == listener.getsockname()
        assert infos[accepted.number].peer == client.getsockname()
        assert infos[accepted.number].local == accepted.getsockname()
        assert infos[accepted.number].listener == listener.number
        assert infos[listener.number].listening
        assert not any(info.closed for info in infos.values())
        assert lens.socket_object(client.number) is client
    assert all(info.closed for info in lens.sockets())
    assert lens.socket_object(client.number) is None
    accept = only(lens, "accept")
    assert accept.made == accepted.number
    assert accept.result == accept.address == infos[accepted.number].peer


def test_errors(lens: Lens) -> None:
    maker = SocketMaker(Side.LAB, "s1", lens)
    sock = maker.open(socket.AF_INET, socket.SOCK_STREAM)
    with pytest.raises(OSError, match="Broken pipe"):
        sock.send(b"x")
    with pytest.raises(TypeError):
        sock.send("текст")  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        sock.bind(("127.0.0.1", 99999))
    sock.close()
    with pytest.raises(OSError, match="Bad file"):
        sock.recv(1)
    errors = [e.error for e in told_calls(lens.drain()) if e.error is not None]
    assert [(error.kind, error.name) for error in errors] == [
        ("BrokenPipeError", "EPIPE"),
        ("TypeError", ""),
        ("OverflowError", ""),
        ("OSError", "EBADF"),
    ]


def test_datagrams_and_buffers(lens: Lens) -> None:
    maker = SocketMaker(Side.LAB, "s1", lens)
    with (
        maker.open(socket.AF_INET, socket.SOCK_DGRAM) as one,
        maker.open(socket.AF_INET, socket.SOCK_DGRAM) as two,
    ):
        one.bind(("127.0.0.1", 0))
        two.sendto(b"first", one.getsockname())
        two.sendto(b"second", 0, one.getsockname())
        data, sender = one.recvfrom(3)
        buffer = bytearray(10)
        count, _ = one.recvfrom_into(buffer)
        assert (data, bytes(buffer[:count])) == (b"fir", b"second")
        two.connect(one.getsockname())
        two.sendmsg([b"a", b"b"])
        assert one.recvmsg(10)[0] == b"ab"
        two.send(memoryview(b"last"))
        assert one.recv_into(buffer) == 4
    events = {(e.call, e.data): e for e in told_calls(lens.drain())}
    assert events["recvfrom", b"fir"].address == sender
    assert events["sendto", b"second"].address[0] == "127.0.0.1"
    assert events["recvfrom_into", b"second"].size == 6
    assert events["sendmsg", b"ab"].size == events["recvmsg", b"ab"].size == 2
    assert events["send", b"last"].result == events["recv_into", b"last"].result == 4


def test_only_a_part_of_much_is_kept(lens: Lens) -> None:
    maker = SocketMaker(Side.LAB, "s1", lens)
    one, two = maker.pair()
    with one, two:
        one.sendall(b"x" * 10_000)
        assert len(two.recv(10_000, socket.MSG_WAITALL)) == 10_000
    events = [e for e in told_calls(lens.drain()) if e.size]
    assert [(e.size, len(e.data)) for e in events] == [(10_000, KEPT_BYTES)] * 2
    infos = lens.sockets()
    assert [info.pair for info in infos] == [infos[1].number, infos[0].number]


def test_watching_can_begin_and_end_at_any_time(lens: Lens) -> None:
    maker = SocketMaker(Side.SERVER, "server")
    with connected(maker) as (_, client, accepted):
        client.send(b"before")
        maker.watch(lens)
        assert type(client) is TracedSocket
        assert [info.unread for info in lens.sockets() if info.number == accepted.number] == [6]
        client.send(b"while")
        maker.unwatch()
        assert type(client) is LensSocket
        client.send(b"after")
        assert [e.data for e in told_calls(lens.drain())] == [b"while"]
        again = Lens()
        maker.watch(again)
        assert accepted.recv(100) == b"beforewhileafter"
        assert only(again, "recv").size == 16


def test_a_call_that_began_before_watching(lens: Lens) -> None:
    maker = SocketMaker(Side.SERVER, "server")
    with connected(maker) as (_, client, accepted):
        ready = threading.Event()

        def read() -> None:
            with maker.thread(Part.READER, 7):
                seen = accepted.lens
                ready.set()
                data = accepted.recv(100)
                if accepted.lens is not seen:
                    maker.late(accepted, "recv", (100,), data)

        reader = threading.Thread(target=read)
        reader.start()
        assert ready.wait(30)
        while not reader_sleeps(reader):
            pass
        maker.watch(lens)
        client.send(b"hello")
        reader.join(30)
    event = only(lens, "recv")
    assert (event.began, event.data, event.result) == (BEFORE, b"hello", 5)
    actor = next(a for a in lens.actors() if a.info.number == event.actor)
    assert (actor.info.part, actor.info.subject, actor.info.name) == (Part.READER, 7, "server")


def reader_sleeps(thread: threading.Thread) -> bool:
    one, two = socket.socketpair()
    with one, two:
        return is_asleep_in_call(thread.native_id or 0, "recv", lambda: one)


def test_renaming_an_owner(lens: Lens) -> None:
    maker = SocketMaker(Side.CLIENT, "guest", lens)
    one, two = maker.pair()
    with one, two, maker.thread(Part.READER):
        one.send(b"x")
        maker.rename("anna")
        one.send(b"y")
        assert {info.name for info in lens.sockets()} == {"anna"}
        assert [a.info.name for a in lens.actors() if a.info.part is Part.READER] == ["anna"]


def test_floods_can_be_skipped(lens: Lens) -> None:
    maker = SocketMaker(Side.LAB, "s1", lens)
    one, two = maker.pair()
    with one, two:
        for _ in range(100):
            one.send(b"abc")
        assert two.recv(1000) == b"abc" * 100
    skipped = lens.skip(3)
    assert skipped.calls > 90
    assert skipped.sent[one.number] + sum(e.size for e in lens.drain() if e.call == "send") == 300
    assert skipped.sent.get(two.number) is None


def test_the_tape_forgets_the_oldest() -> None:
    lens = Lens(limit=10)
    one, two = SocketMaker(Side.LAB, "s1", lens).pair()
    with one, two:
        for _ in range(50):
            one.send(b"x")
        events = lens.drain()
        assert len(events) == 10
        assert lens.lost == events[-1].number - 10


def test_a_closed_lens_keeps_no_socket(lens: Lens) -> None:
    one, two = SocketMaker(Side.LAB, "s1", lens).pair()
    one.close()
    two.close()
    gone = weakref.ref(one)
    del one, two
    gc.collect()
    assert gone() is None
    lens.close()
    assert lens.sockets() == ()


def test_a_module_like_socket(lens: Lens) -> None:
    module = socket_module(lens, Side.PROGRAM, "client")
    server = module.create_server(("127.0.0.1", 0))
    client = module.create_connection(server.getsockname())
    accepted, _ = server.accept()
    assert isinstance(accepted, module.socket)
    assert isinstance(client, socket.socket)
    with client.makefile("rw", encoding="utf-8") as file:
        file.write("строка\n")
        file.flush()
        assert accepted.recv(100) == "строка\n".encode()
        accepted.sendall("ответ\n".encode())
        assert file.readline() == "ответ\n"
    copy = client.dup()
    module.gethostname()
    with pytest.raises(socket.gaierror):
        module.getaddrinfo("127.0.0.1", "no-such-service")
    left, right = module.socketpair()
    for sock in (copy, client, accepted, server, left, right):
        sock.close()
    seen = calls(lens)
    for call in ("bind", "listen", "connect", "accept", "send", "recv_into", "close"):
        assert call in seen
    assert seen.count("close") == 6
    assert "gethostname" in seen
    assert "socketpair" in seen
    assert not hasattr(module, "__loader__") or module.__loader__ is None
    assert socket.socket is not module.socket


def test_a_foreign_thread_is_never_held(lens: Lens) -> None:
    lens.gate.pause()
    one, two = SocketMaker(Side.CLIENT, "anna", lens).pair()
    with one, two:
        one.send(b"not held")  # else this test would not end
    assert only(lens, "send").data == b"not held"


@pytest.mark.parametrize("last", ["socket", "bind", "listen", "connect", "accept", "close"])
def test_watching_ends_in_the_midst_of_a_call(
    lens: Lens, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = SocketMaker(Side.SERVER, "server", lens)
    end = lens.end

    def unwatched(pending: Pending, *rest: Any, **named: Any) -> None:
        end(pending, *rest, **named)
        if pending[3] == last:
            maker.unwatch()

    monkeypatch.setattr(lens, "end", unwatched)
    with connected(maker) as (listener, client, accepted):
        socks = (listener, client, accepted)
        client.sendall(b"on")
        assert accepted.recv(5) == b"on"
    assert maker.lens is None
    assert all(sock.fileno() < 0 for sock in socks)
    assert last == "close" or all(sock.lens is None and type(sock) is LensSocket for sock in socks)


@pytest.mark.parametrize("odd", [-1, 2**70, "many", None, 1.5])
def test_a_size_that_is_none_is_a_call_that_failed(lens: Lens, odd: Any, tmp_path: Path) -> None:
    maker = SocketMaker(Side.LAB, "s1", lens)
    refused = pytest.raises((TypeError, ValueError, OverflowError))
    with connected(maker) as (_, client, _accepted), refused:
        client.recv(odd)
    tape = Tape()
    tape.add(lens.drain())
    failed = next(event for event in tape.events if event.call == "recv")
    assert failed.error is not None and failed.wanted == 0 and failed.arguments == (odd,)
    tape.save(tmp_path / "tape")
    assert list(Tape.load(tmp_path / "tape").events) == list(tape.events)
