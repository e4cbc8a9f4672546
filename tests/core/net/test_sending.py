from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from core.net.sending import prepare, sender, shut, shut_write


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    theirs.settimeout(10)
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture(params=["posix", "windows"])
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "windows":
        monkeypatch.delattr(socket, "MSG_DONTWAIT", raising=False)


@pytest.mark.usefixtures("_system")
def test_sends_what_fits_and_never_waits(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    send = sender(ours)
    data = bytes(range(256)) * 4096 * 8
    first = send(data)
    assert 0 < first < len(data)
    while sent := send(memoryview(data)[first:]):
        first += sent
    assert send(b"more") == 0  # full: it says so, and returns
    assert ours.getblocking()
    received = b""
    while len(received) < first:
        received += theirs.recv(1 << 20)
    assert received == data[:first]


@pytest.mark.usefixtures("_system")
def test_raises_where_the_peer_is_gone(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    theirs.close()
    send = sender(ours)
    with pytest.raises(OSError, match=r"Broken pipe|reset"):
        for _ in range(3):
            send(b"x")


def test_prepare_makes_a_socket_blocking_and_quick() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as client,
    ):
        client.setblocking(False)
        prepare(client)
        assert client.getblocking()
        assert client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert client.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_shut_write_lets_the_other_side_answer(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    ours.sendall(b"bye")
    shut_write(ours)
    assert theirs.recv(10) == b"bye"
    assert theirs.recv(10) == b""
    theirs.sendall(b"answer")
    assert ours.recv(10) == b"answer"
    shut(ours)
    shut(ours)
    assert ours.recv(10) == b""
