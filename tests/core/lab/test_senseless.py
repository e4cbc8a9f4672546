"""What the lab says of calls that make no sense is what the real calls answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.lab.calls import CALLS, Why, arguments_of, offered
from core.threads.lab_threads import Lab
from tests.core.threads.lab_helpers import Hand, can_make, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the errno are Linux's")

KINDS = [
    ("AF_INET", "SOCK_STREAM"),
    ("AF_INET6", "SOCK_STREAM"),
    ("AF_UNIX", "SOCK_STREAM"),
    ("AF_INET", "SOCK_DGRAM"),
    ("AF_UNIX", "SOCK_DGRAM"),
]
WAITING = ("accept", "recv", "recvfrom")


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    lab = Lab()
    yield Hand(lab)
    lab.stop()


class Scene:
    """Brings a socket of one kind into each state that it can be in."""

    def __init__(self, hand: Hand, family: str, kind: str, folder: Path) -> None:
        self.hand = hand
        self.family = family
        self.kind = kind
        self.folder = folder
        self.files = 0

    def place(self) -> dict[str, object]:
        """A place to bind to."""
        if self.family == "AF_UNIX":
            self.files += 1
            return {"path": str(self.folder / str(self.files))}
        return {"host": "::1" if self.family == "AF_INET6" else "127.0.0.1", "port": 0}

    def place_of(self, number: int) -> dict[str, object]:
        """Where a socket is reached."""
        local = self.hand.lab.socket(number).local
        if self.family == "AF_UNIX":
            return {"path": local}
        return {"host": local[0], "port": local[1]}

    def new(self) -> int:
        return self.hand.make(self.family, self.kind)

    def bound(self) -> int:
        number = self.new()
        self.hand.ok(number, "bind", **self.place())
        return number

    def listening(self) -> int:
        number = self.bound()
        self.hand.ok(number, "listen", backlog=5)
        return number

    def other(self) -> int:
        """Somebody to connect to."""
        return self.listening() if self.kind == "SOCK_STREAM" else self.bound()

    def connected(self) -> int:
        number = self.new()
        self.hand.ok(number, "connect", **self.place_of(self.other()))
        return number

    def accepted(self) -> int:
        server, client = self.listening(), self.new()
        self.hand.ok(client, "connect", **self.place_of(server))
        return self.hand.ok(server, "accept").made[0]

    def shut_read(self) -> int:
        number = self.connected()
        self.hand.ok(number, "shutdown", how="SHUT_RD")
        return number

    def shut_write(self) -> int:
        number = self.connected()
        self.hand.ok(number, "shutdown", how="SHUT_WR")
        return number

    def shut_listener(self) -> int:
        number = self.listening()
        self.hand.ok(number, "shutdown", how="SHUT_RDWR")
        return number

    def closed(self) -> int:
        number = self.new()
        self.hand.ok(number, "close")
        return number

    def refused(self) -> int:
        number = self.new()
        gone = self.bound()
        place = self.place_of(gone)
        self.hand.ok(gone, "close")
        self.hand.raises(number, "connect", **place)
        return number

    def pair(self) -> int:
        made = self.hand.lab.create_pair(self.family, self.kind)
        assert isinstance(made, tuple)
        return made[0].number

    def arguments(self, number: int, name: str) -> dict[str, object]:
        if name == "bind":
            return self.place()
        if name in ("connect", "sendto"):
            data = {"data": b"x"} if name == "sendto" else {}
            return {**data, **self.place_of(self.other())}
        given = {"data": b"x", "size": 10, "backlog": 1, "how": "SHUT_RDWR", "seconds": 1}
        wanted = [argument.name for argument in arguments_of(name, self.hand.lab.socket(number))]
        return {key: value for key, value in given.items() if key in wanted}


STREAM = ["new", "bound", "listening", "connected", "accepted", "shut_read", "shut_write",
          "shut_listener", "closed", "refused"]  # fmt: skip
DATAGRAMS = ["new", "bound", "connected", "shut_read", "shut_write", "closed"]
CASES = [
    (family, kind, state)
    for family, kind in KINDS
    for state in (STREAM if kind == "SOCK_STREAM" else DATAGRAMS)
    + (["pair"] if family == "AF_UNIX" else [])
]


@pytest.mark.parametrize(("family", "kind", "state"), CASES)
def test_the_real_call_answers_what_was_said(
    hand: Hand, tmp_path: Path, family: str, kind: str, state: str
) -> None:
    if not can_make(family):
        pytest.skip("not on this system")
    scene = Scene(hand, family, kind, tmp_path)
    make: Callable[[], int] = getattr(scene, state)
    for name, spec in CALLS.items():
        if spec.of_module or name in ("setsockopt", "getsockopt"):
            continue
        number = make()
        arguments = scene.arguments(number, name)
        said = hand.lab.possible(number, name)
        call = hand.press(number, name, **arguments)
        if said is not None and said.code:
            error = hand.result(call).error
            assert error is not None, (name, said)
            assert (error.name, error.code) == (said.error, said.code), (name, said)
            continue
        if name in WAITING and not (said and said.why is Why.SHUT_READ):
            hand.blocked(call)
            continue
        assert hand.result(call).error is None, (name, said, hand.state(call))


@pytest.mark.parametrize(("family", "kind", "state"), CASES)
def test_calls_with_sense_are_offered_first(
    hand: Hand, tmp_path: Path, family: str, kind: str, state: str
) -> None:
    if not can_make(family):
        pytest.skip("not on this system")
    number = getattr(Scene(hand, family, kind, tmp_path), state)()
    names = offered(hand.lab.socket(number))
    assert sorted(names) == sorted(CALLS)
    sense = [hand.lab.possible(number, name) is None for name in names]
    assert sense == sorted(sense, reverse=True)


def test_with_a_timeout_python_waits_before_the_kernel_is_asked(hand: Hand) -> None:
    number = hand.listener()
    assert hand.lab.possible(number, "recv") is not None
    hand.ok(number, "settimeout", seconds=0.05)
    said = hand.lab.possible(number, "recv")
    assert said is not None and (said.why, said.code) == (Why.LISTENING, 0)
    assert hand.raises(number, "recv", size=10).kind == "TimeoutError"


def test_reasons_are_told(hand: Hand) -> None:
    server, client, accepted = hand.connected()

    def why(number: int, name: str) -> Why | None:
        said = hand.lab.possible(number, name)
        return said.why if said else None

    assert why(server, "recv") is Why.LISTENING
    assert why(server, "connect") is Why.LISTENING
    assert why(client, "bind") is Why.BOUND
    assert why(client, "accept") is Why.CONNECTED
    assert why(accepted, "sendto") is Why.STREAM_HAS_PEER
    assert why(0, "gethostname") is None
    hand.ok(client, "close")
    assert why(client, "close") is Why.CLOSED_TWICE
    wait_until(lambda: hand.lab.socket(client).closed)
