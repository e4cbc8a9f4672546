"""What the kernel says: measured where it can be asked, and quiet everywhere else."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from core.net.kernel import NOTHING, REAL, KernelTruth, Platform, look

linux = pytest.mark.skipif(REAL.kind != "linux", reason="Linux tells this")
NO_INFO = replace(REAL, has_tcp_info=False)
NO_QUEUES = replace(REAL, has_queue_sizes=False)
WINDOWS = Platform(False, False, False, "windows")


@contextmanager
def connection() -> Iterator[tuple[socket.socket, socket.socket, socket.socket]]:
    with ExitStack() as all_of_them:
        listener = all_of_them.enter_context(socket.create_server(("127.0.0.1", 0), backlog=5))
        client = all_of_them.enter_context(socket.create_connection(listener.getsockname()))
        server = all_of_them.enter_context(listener.accept()[0])
        yield listener, client, server


def reaches(sock: socket.socket, state: str) -> None:
    deadline = time.monotonic() + 20
    while look(sock).state != state:
        assert time.monotonic() < deadline, look(sock)
        time.sleep(0.002)


def option(truth: KernelTruth, name: str) -> int | str | None:
    return dict(truth.options).get(name)


@linux
def test_the_life_of_a_connection() -> None:
    with connection() as (listener, client, server):
        assert look(listener).state == "LISTEN"
        assert look(client).state == look(server).state == "ESTABLISHED"
        client.shutdown(socket.SHUT_WR)
        assert look(server).state == "CLOSE_WAIT"
        reaches(client, "FIN_WAIT_2")  # the acknowledgement may be delayed
        server.shutdown(socket.SHUT_WR)
        reaches(server, "CLOSED")
        assert look(client).state in ("TIME_WAIT", "CLOSED")
        assert {look(sock).source for sock in (listener, client, server)} == {"measured"}


@linux
def test_queues_are_those_that_recv_will_find() -> None:
    with connection() as (_, client, server):
        client.sendall(b"hello")
        truth = look(server)
        assert truth.recv_queue == 5
        assert truth.queue_memory
        assert look(client).send_queue == 0  # loopback: acknowledged at once
        assert server.recv(10) == b"hello"  # looking took nothing
        truth = look(server)
        assert (truth.recv_queue, truth.queue_memory) == (0, 0)


@linux
def test_what_does_not_fit_waits_in_the_send_queue() -> None:
    with connection() as (_, client, server):
        client.setblocking(False)
        sent = 0
        with suppress(BlockingIOError):
            while True:
                sent += client.send(bytes(100_000))
        read, written = look(server), look(client)
        assert read.recv_queue is not None
        assert written.send_queue is not None
        assert written.unsent is not None
        assert 0 < written.unsent <= written.send_queue
        assert read.recv_queue + written.send_queue >= sent
        assert server.recv(1) == b"\0"


@linux
def test_a_listener_has_an_accept_queue_and_no_bytes() -> None:
    with ExitStack() as all_of_them:
        listener = all_of_them.enter_context(socket.create_server(("127.0.0.1", 0), backlog=5))
        for waiting in range(3):
            truth = look(listener)
            assert (truth.accept_queue, truth.backlog) == (waiting, 5)
            assert truth.recv_queue is truth.send_queue is truth.unsent is None
            assert truth.listening
            all_of_them.enter_context(socket.create_connection(listener.getsockname()))


def test_options_as_they_are_set() -> None:
    with connection() as (_, client, _server):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 7))
        client.settimeout(2.5)
        truth = look(client)
        assert option(truth, "TCP_NODELAY") == 1
        assert option(truth, "SO_KEEPALIVE") == 1
        assert option(truth, "SO_BROADCAST") == 0
        assert option(truth, "SO_LINGER") == "7 s"
        assert option(truth, "timeout") == "2.5 s"
        assert option(truth, "IPV6_V6ONLY") is None
        assert truth.recv_buffer
        assert truth.send_buffer
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        assert option(look(datagrams), "IP_MULTICAST_TTL") == 1
        assert option(look(datagrams), "TCP_NODELAY") is None
    if socket.has_ipv6:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as six:
            six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            assert option(look(six), "IPV6_V6ONLY") == 1


def test_a_pending_error_is_still_there_after_looking() -> None:
    """Asking SO_ERROR would clear it, and the program would never hear of it."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = gone.getsockname()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.settimeout(20)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
            taken.bind(("127.0.0.1", 0))
            address = taken.getsockname()
        datagrams.connect(address)
        datagrams.send(b"to nobody")
        for _ in range(5):
            look(datagrams)
        with pytest.raises(ConnectionRefusedError):
            datagrams.recv(10)


@linux
def test_datagrams_tell_the_size_of_the_next_one() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as box,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
    ):
        box.bind(("127.0.0.1", 0))
        assert (look(box).recv_queue, look(box).queue_memory) == (0, 0)
        sender.sendto(b"eight888", box.getsockname())
        sender.sendto(b"two", box.getsockname())
        truth = look(box)
        assert truth.recv_queue == 8
        assert truth.queue_memory
        assert truth.state == ""
        assert truth.source == "measured"
        assert truth.send_queue is None


@linux
def test_an_empty_datagram_is_told_from_no_datagram() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as box,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
    ):
        box.bind(("127.0.0.1", 0))
        sender.sendto(b"", box.getsockname())
        truth = look(box)
        assert truth.recv_queue == 0
        assert truth.queue_memory


@pytest.mark.skipif(not REAL.has_af_unix, reason="no AF_UNIX here")
def test_local_sockets_have_queues_and_no_state(tmp_path: Path) -> None:
    one, two = socket.socketpair()
    with one, two, socket.socket(socket.AF_UNIX) as listener:
        one.send(b"abc")
        truth = look(two)
        assert truth.state == ""
        assert truth.recv_queue == 3
        assert truth.source == "measured"
        listener.bind(str(tmp_path / "socket"))
        listener.listen(5)
        truth = look(listener)
        assert truth.recv_queue is None
        assert truth.accept_queue is None  # ss(8) knows it, getsockopt does not


def test_closed_and_detached_sockets_say_nothing() -> None:
    sock = socket.socket()
    sock.close()
    assert look(sock) is NOTHING
    with socket.socket() as other:
        fd = other.detach()
        assert look(other).source == "none"
        os.close(fd) if sys.platform != "win32" else socket.close(fd)


def test_where_the_state_cannot_be_asked() -> None:
    with connection() as (listener, client, _):
        truth = look(client, NO_INFO)
        assert (truth.state, truth.source) == ("", "inferred")
        assert truth.rtt_ms is truth.retransmits is None
        truth = look(listener, NO_INFO)
        assert (truth.state, truth.source) == ("", "inferred")
        assert truth.accept_queue is truth.recv_queue is None


@linux
def test_where_queues_cannot_be_asked() -> None:
    with connection() as (_, client, server):
        client.send(b"abc")
        truth = look(server, NO_QUEUES)
        assert (truth.state, truth.source) == ("ESTABLISHED", "measured")
        assert truth.recv_queue is truth.send_queue is truth.unsent is None


@pytest.mark.skipif(not REAL.has_af_unix, reason="no AF_UNIX here")
def test_where_there_are_no_local_sockets() -> None:
    one, two = socket.socketpair()
    with one, two:
        one.send(b"abc")
        truth = look(two, replace(REAL, has_af_unix=False))
        assert (truth.source, truth.recv_queue) == ("none", None)


def test_windows_tells_nothing_but_options() -> None:
    with connection() as (_, client, _server):
        truth = look(client, WINDOWS)
        assert (truth.state, truth.source, truth.recv_queue) == ("", "none", None)
        assert truth.options


def test_macos_questions_do_no_harm_elsewhere() -> None:
    with connection() as (_, client, _server):
        truth = look(client, Platform(True, True, True, "macos"))
        if REAL.kind != "macos":
            assert truth.source in ("inferred", "measured")
        assert client.fileno() >= 0


def test_a_macos_answer_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = bytearray(48)
    raw[0] = 5
    struct.pack_into("=I", raw, 44, 12)
    monkeypatch.setattr("core.net.kernel._raw", lambda *_: bytes(raw))
    with connection() as (_, client, _server):
        truth = look(client, Platform(True, False, True, "macos"))
    assert (truth.state, truth.source, truth.rtt_ms) == ("CLOSE_WAIT", "measured", 12.0)


def test_a_kernel_that_answers_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (b"", b"\xff" * 104, b"\x01\0\0"):
        monkeypatch.setattr("core.net.kernel._raw", lambda *_, told=answer: told)
        with connection() as (_, client, _server):
            assert look(client).source in ("inferred", "measured")


def test_looking_while_other_threads_open_and_close() -> None:
    """A descriptor's number is used again at once: what is seen is of that socket, or nothing."""
    stop = threading.Event()
    current: list[socket.socket] = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM)]

    def churn() -> None:
        for _ in range(3000):
            old = current[0]
            current[0] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            old.close()
            reader, writer = os.pipe()
            os.close(reader)
            os.close(writer)
        stop.set()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        while not stop.is_set():
            truth = look(current[0])
            assert truth == NOTHING or truth.state == ""
    finally:
        thread.join()
        current[0].close()


def test_looking_at_a_socket_that_is_blocked_in_recv() -> None:
    with connection() as (_, client, server):
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append(server.recv(10)))
        reader.start()
        for _ in range(200):
            assert look(server).source in ("measured", "inferred")
        client.send(b"done")
        reader.join()
        assert got == [b"done"]
