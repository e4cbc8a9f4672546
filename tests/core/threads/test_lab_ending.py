"""The lab ends whatever its calls wait for, and leaves nothing behind."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.lab.session import CallState
from core.lab.values import PayloadKind, options, read_option_value, read_payload
from core.threads import lab_threads
from core.threads.lab_threads import Lab
from tests.core.threads.lab_helpers import Hand, threads_and_files, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc")
ROUNDS = 50


def blocked_accept(hand: Hand, folder: Path) -> int:
    return hand.press(hand.listener(), "accept")


def blocked_unix_accept(hand: Hand, folder: Path) -> int:
    number = hand.make("AF_UNIX")
    hand.ok(number, "bind", path=str(folder / "listener"))
    hand.ok(number, "listen", backlog=1)
    return hand.press(number, "accept")


def blocked_recv(hand: Hand, folder: Path) -> int:
    return hand.press(hand.connected()[1], "recv", size=10)


def blocked_recv_of_a_closed_socket(hand: Hand, folder: Path) -> int:
    _, client, _ = hand.connected()
    call = hand.press(client, "recv", size=10)
    hand.blocked(call)
    hand.ok(client, "close")
    return call


def blocked_recv_of_a_pair(hand: Hand, folder: Path) -> int:
    pair = hand.lab.create_pair("AF_UNIX", "SOCK_DGRAM")
    assert isinstance(pair, tuple)
    return hand.press(pair[0].number, "recv", size=10)


def blocked_recvfrom(hand: Hand, folder: Path) -> int:
    number = hand.make(kind="SOCK_DGRAM")
    hand.ok(number, "bind", host="127.0.0.1", port=0)
    return hand.press(number, "recvfrom", size=10)


def blocked_recvfrom_with_timeout(hand: Hand, folder: Path) -> int:
    number = hand.make(kind="SOCK_DGRAM")
    hand.ok(number, "settimeout", seconds=1000)
    return hand.press(number, "recvfrom", size=10)


def blocked_unix_recvfrom_with_timeout(hand: Hand, folder: Path) -> int:
    number = hand.make("AF_UNIX", "SOCK_DGRAM")
    hand.ok(number, "settimeout", seconds=1000)
    return hand.press(number, "recvfrom", size=10)


def blocked_unix_recvfrom(hand: Hand, folder: Path) -> int:
    number = hand.make("AF_UNIX", "SOCK_DGRAM")
    hand.ok(number, "bind", path=str(folder / "box"))
    return hand.press(number, "recvfrom", size=10)


def blocked_sendall(hand: Hand, folder: Path) -> int:
    data = read_payload("b'x' * 20_000_000", PayloadKind.LITERAL)
    return hand.press(hand.connected()[1], "sendall", data=data)


def blocked_unix_sendto(hand: Hand, folder: Path) -> int:
    number, other = hand.make("AF_UNIX", "SOCK_DGRAM"), hand.make("AF_UNIX", "SOCK_DGRAM")
    path = str(folder / "full")
    hand.ok(number, "bind", path=path)
    fill(path)
    return hand.press(other, "sendto", data=b"x", path=path)


def fill(path: str) -> None:
    """Datagrams to an AF_UNIX socket until it takes no more."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        while True:
            try:
                sender.sendto(b"x", path)
            except BlockingIOError:
                return


def connect_to_a_black_hole(hand: Hand, folder: Path) -> int:
    """A listener whose backlog is full does not answer: on loopback that is a black hole."""
    server = hand.listener(backlog=0)
    place = {"host": "127.0.0.1", "port": hand.port(server)}
    hand.ok(hand.make(), "connect", **place)
    return hand.press(hand.make(), "connect", **place)


WAITING: list[Callable[[Hand, Path], int]] = [
    blocked_accept,
    blocked_unix_accept,
    blocked_recv,
    blocked_recv_of_a_closed_socket,
    blocked_recv_of_a_pair,
    blocked_recvfrom,
    blocked_recvfrom_with_timeout,
    blocked_unix_recvfrom,
    blocked_unix_recvfrom_with_timeout,
    blocked_sendall,
    blocked_unix_sendto,
    connect_to_a_black_hole,
]


@pytest.fixture
def clean(qtbot: QtBot) -> Iterator[None]:
    """Nothing is left that was not there before (the first lab warms Qt up)."""
    warm = Lab()
    Hand(warm).do(0, "gethostname")
    warm.stop()
    before = threads_and_files()
    yield
    wait_until(lambda: threads_and_files() <= before, "left behind")
    now = threads_and_files()
    assert now[0] <= before[0] and now[1] <= before[1]


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("wait", WAITING)
def test_whatever_a_call_waits_for(wait: Callable[[Hand, Path], int], tmp_path: Path) -> None:
    hand = Hand(Lab())
    call = wait(hand, tmp_path)
    hand.blocked(call)
    hand.lab.stop()
    state = hand.state(call)
    assert state.state is CallState.IN_KERNEL  # that we woke it is no result
    assert hand.lab.is_stopped
    assert not list(tmp_path.iterdir())
    hand.lab.stop()  # twice is nothing


@pytest.mark.usefixtures("clean")
def test_fifty_rounds_leave_no_thread_and_no_descriptor(tmp_path: Path) -> None:
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        hand = Hand(Lab())
        calls = [wait(hand, folder) for wait in WAITING if wait is not blocked_unix_sendto]
        for call in calls:
            hand.blocked(call)
        hand.lab.stop()


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("paused", [False, True])
def test_fifty_rounds_stopped_at_any_moment(tmp_path: Path, paused: bool) -> None:
    for number in range(ROUNDS):
        hand = Hand(Lab())
        server, client, accepted = hand.connected()
        other = hand.make()
        if paused:
            hand.lab.lens.gate.pause()
        hand.press(server, "accept")
        hand.press(other, "connect", host="127.0.0.1", port=hand.port(server))
        hand.press(client, "recv", size=10)
        hand.press(client, "close")
        hand.press(accepted, "sendall", data=b"x" * 100_000)
        for _ in range(number):
            wait_until(lambda: True)
        hand.lab.stop()


@pytest.mark.usefixtures("clean")
def test_a_full_socket_of_another_program(tmp_path: Path) -> None:
    path = str(tmp_path / "theirs")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as theirs:
        theirs.bind(path)
        fill(path)
        hand = Hand(Lab())
        calls = []
        for closed in (False, True):
            number = hand.make("AF_UNIX", "SOCK_DGRAM")
            calls.append(hand.press(number, "sendto", data=b"x", path=path))
            hand.blocked(calls[-1])
            if closed:
                hand.ok(number, "close")
        hand.lab.stop()
    assert Path(path).exists()  # it is not ours


@pytest.mark.usefixtures("clean")
def test_a_full_backlog_of_another_program(tmp_path: Path) -> None:
    path = str(tmp_path / "theirs")
    with socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(path)
        theirs.listen(0)
        hand = Hand(Lab())
        hand.ok(hand.make("AF_UNIX"), "connect", path=path)
        hand.blocked(hand.press(hand.make("AF_UNIX"), "connect", path=path))
        hand.lab.stop()


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("pressed", [True, False])
def test_a_close_that_lingers(pressed: bool) -> None:
    """With SO_LINGER close(2) waits for a reader who does not read."""
    hand = Hand(Lab())
    _, client, _ = hand.connected()
    table = {option.name: option for option in options(socket.AF_INET, socket.SOCK_STREAM)}
    linger = read_option_value(table["SO_LINGER"], "1,1000")
    hand.ok(client, "setsockopt", option=table["SO_LINGER"], value=linger)
    hand.ok(client, "settimeout", seconds=0)
    data = read_payload("b'x' * 20_000_000", PayloadKind.LITERAL)
    hand.ok(client, "send", data=data)
    if pressed:
        call = hand.press(client, "close")
        wait_until(lambda: hand.state(call).actor != 0)
    hand.lab.stop()  # or this test runs out of time


@pytest.mark.usefixtures("clean")
def test_held_calls_never_reach_the_kernel() -> None:
    hand = Hand(Lab())
    server = hand.listener()
    hand.lab.lens.gate.pause()
    client = hand.make()
    calls = [
        hand.press(client, "connect", host="127.0.0.1", port=hand.port(server)),
        hand.press(server, "accept"),
        hand.press(server, "close"),
    ]
    wait_until(lambda: all(hand.state(call).state is CallState.PARKED for call in calls))
    made = len(hand.lab.lens.drain())
    hand.lab.stop()
    assert made > 0 and not hand.lab.lens.drain()
    assert "s1.accept()" in hand.lab.save()["server.py"]


@pytest.mark.usefixtures("clean")
def test_a_name_that_nobody_answers() -> None:
    answer, asked = threading.Event(), threading.Event()

    def look_up(*_: Any) -> Any:
        asked.set()
        answer.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "")

    hand = Hand(Lab(look_up=look_up))
    calls = [
        hand.press(hand.make(), "connect", host="kab-214", port=80),
        hand.press(0, "getaddrinfo", host="kab-214", port=80),
    ]
    wait_until(lambda: all(hand.state(call).state is CallState.LOOKING_UP for call in calls))
    hand.lab.stop()
    assert asked.is_set()
    answer.set()  # the lookup itself ends by itself


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("wait", [blocked_accept, blocked_recvfrom])
def test_where_shutdown_wakes_nobody(
    wait: Callable[[Hand, Path], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on systems where it says ENOTCONN to a socket without a peer and does nothing."""
    monkeypatch.setattr(lab_threads, "shut_down", lambda sock: None)
    hand = Hand(Lab())
    hand.blocked(wait(hand, tmp_path))
    hand.lab.stop()


@pytest.mark.usefixtures("clean")
def test_nothing_is_made_after_the_end() -> None:
    lab = Lab()
    hand = Hand(lab)
    number = hand.make()
    lab.stop()
    assert lab.create("AF_INET", "SOCK_STREAM")
    assert len(lab.sockets()) == 1
    lab.call(number, "listen")
    assert lab.socket_object(number) is None
    assert lab.save()


@pytest.mark.usefixtures("clean")
def test_a_file_that_is_not_its_own_stays(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    hand = Hand(Lab())
    number = hand.make("AF_UNIX")
    hand.ok(number, "bind", path=str(path))
    path.unlink()
    path.write_text("somebody's work")
    hand.lab.stop()
    assert path.read_text() == "somebody's work"
