"""Real calls in the lab: states, faults, names, what can be blocked at once, the gate."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.lab.performing import JOURNAL
from core.lab.session import CallState, LabCall, LabSocket, Role
from core.lab.values import (
    Fault,
    PayloadKind,
    System,
    families,
    read_host,
    read_payload,
    read_port,
    read_timeout,
)
from core.net.trace import CallError, Side
from core.threads.lab_threads import Lab
from tests.core.threads.lab_helpers import Hand, needs_ipv6, needs_unix, wait_until

linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux does")


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    lab = Lab()
    yield Hand(lab)
    lab.stop()


# --- what a person does ---------------------------------------------------------------------------


def test_the_first_server_and_client(hand: Hand) -> None:
    started: list[LabCall] = []
    ended: list[LabCall] = []
    hand.lab.call_started.connect(started.append)
    hand.lab.call_finished.connect(ended.append)
    server, client, accepted = hand.connected()
    hand.ok(accepted, "send", data="Спасибо за подключение".encode())
    got = hand.ok(client, "recv", size=1024)
    assert got.data.decode() == "Спасибо за подключение"
    assert got.python == "s2.recv(1024)"
    assert got.result == repr(got.data)
    for number in (accepted, client, server):
        hand.ok(number, "close")

    sockets = hand.lab.sockets()
    assert [(s.name, s.role, s.parent, s.closed) for s in sockets] == [
        ("s1", Role.SERVER, 0, True),
        ("c1", Role.ACCEPTED, server, True),
        ("s2", Role.CLIENT, 0, True),
    ]
    names = [call.name for call in hand.lab.calls()]
    assert names == ["socket", "bind", "listen", "socket", "connect", "accept", "send", "recv",
                     "close", "close", "close"]  # fmt: skip
    assert [call.number for call in ended] == list(range(1, len(names) + 1))
    assert [call.name for call in started] == [name for name in names if name != "socket"]
    accept = hand.lab.calls()[5]
    assert accept.result == f"(c1, {accept.value!r})" and accept.made == (accepted,)
    assert all(call.ended >= call.began > 1e9 for call in ended)
    assert hand.state(1).python == "s1 = socket.socket(socket.AF_INET, socket.SOCK_STREAM)"


def test_accepted_sockets_stand_under_their_listener(hand: Hand) -> None:
    first, second = hand.listener(), hand.listener()
    for server in (second, first, second):
        client = hand.make()
        hand.ok(client, "connect", host="127.0.0.1", port=hand.port(server))
        hand.ok(server, "accept")
    names = [sock.name for sock in hand.lab.sockets()]
    assert names == ["s1", "c2", "s2", "c1", "c3", "s3", "s4", "s5"]


def test_close_can_be_pressed_while_a_recv_is_blocked(hand: Hand) -> None:
    _, client, accepted = hand.connected()
    waits = hand.press(client, "recv", size=10)
    hand.blocked(waits)
    assert hand.lab.socket(client).busy == (waits,)
    hand.ok(client, "close")
    assert hand.lab.socket(client).closed
    assert hand.lab.socket_object(client) is None
    if sys.platform == "linux":
        # The truth: the call is still in the kernel, and the connection with it.
        hand.blocked(waits)
        assert hand.lab.truth(client).state == "ESTABLISHED"
        hand.ok(accepted, "sendall", data=b"still there")
        assert hand.result(waits).data == b"still ther"
        assert hand.lab.truth(client).state == ""
        # Only now is the connection really closed: one byte had not been read, so it is reset.
        assert hand.raises(accepted, "recv", size=10).name == "ECONNRESET"
    else:
        hand.result(waits)


@linux
@needs_unix
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_several_calls_of_a_socket_at_once(hand: Hand, tmp_path: Path, kind: str) -> None:
    pair = hand.lab.create_pair("AF_UNIX", kind)
    assert isinstance(pair, tuple)
    one, two = (sock.number for sock in pair)
    waiting = [hand.press(one, "recv", size=10) for _ in range(3)]
    for call in waiting:
        hand.blocked(call)
    for _ in waiting:
        hand.ok(two, "send", data=b"x")
        wait_until(lambda: any(hand.state(call).over for call in waiting))
    assert all(hand.result(call).data == b"x" for call in waiting)
    assert hand.lab.socket(one).busy == ()


def test_datagrams(hand: Hand) -> None:
    receiver, sender = hand.make(kind="SOCK_DGRAM"), hand.make(kind="SOCK_DGRAM")
    hand.ok(receiver, "bind", host="localhost", port=0)
    waits = hand.press(receiver, "recvfrom", size=100)
    sent = hand.ok(sender, "sendto", data=b"hello", host="127.0.0.1", port=hand.port(receiver))
    assert sent.value == 5
    got = hand.result(waits)
    assert got.data == b"hello"
    assert got.value[1] == ("127.0.0.1", hand.port(sender))
    assert hand.lab.socket(receiver).role is Role.DATAGRAMS
    hand.ok(sender, "connect", host="127.0.0.1", port=hand.port(receiver))
    hand.ok(sender, "send", data=b"again")
    assert hand.ok(receiver, "recv", size=3).data == b"aga"


def test_options_names_and_the_module(hand: Hand) -> None:
    number = hand.make()
    assert hand.ok(0, "gethostname").value == socket.gethostname()
    found = hand.ok(0, "getaddrinfo", host="127.0.0.1", port=80)
    assert found.value == socket.getaddrinfo("127.0.0.1", 80)
    from core.lab.values import options, read_option_value

    table = {option.name: option for option in options(socket.AF_INET, socket.SOCK_STREAM)}
    call = hand.ok(number, "setsockopt", option=table["SO_REUSEADDR"], value=1)
    assert call.python == "s1.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)"
    assert hand.ok(number, "getsockopt", option=table["SO_REUSEADDR"]).value
    hand.ok(
        number, "setsockopt", option=table["SO_LINGER"],
        value=read_option_value(table["SO_LINGER"], "1,5"),
    )  # fmt: skip
    linger = hand.ok(number, "getsockopt", option=table["SO_LINGER"])
    assert linger.result == "(1, 5)"
    assert linger.python == (
        "struct.unpack('ii', s1.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))"
    )
    assert hand.ok(number, "getsockname").value == ("0.0.0.0", 0)


@needs_unix
def test_a_pair_is_connected(hand: Hand) -> None:
    pair = hand.lab.create_pair("AF_UNIX", "SOCK_STREAM")
    assert isinstance(pair, tuple)
    one, two = pair
    assert (one.name, two.name, one.parent, two.parent) == ("s1", "s2", 2, 1)
    assert one.role is two.role is Role.PAIR
    hand.ok(1, "send", data=b"x")
    assert hand.ok(2, "recv", size=5).data == b"x"
    assert hand.state(1).python == "s1, s2 = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)"


def test_an_integer_is_a_binary_address(hand: Hand) -> None:
    server, client = hand.listener(), hand.make()
    call = hand.ok(client, "connect", host=read_host("2130706433"), port=hand.port(server))
    assert call.python == (
        f"s2.connect((socket.inet_ntoa((2130706433).to_bytes(4, 'big')), {hand.port(server)}))"
    )


@needs_ipv6
def test_ipv6(hand: Hand) -> None:
    server, client = hand.listener("AF_INET6", "::1"), hand.make("AF_INET6")
    hand.ok(client, "connect", host="::1", port=hand.port(server))
    assert hand.ok(server, "accept").value[0] == "::1"


# --- bad input ------------------------------------------------------------------------------------


def anyway(found: Any) -> Any:
    """The value to call with in spite of the fault."""
    assert isinstance(found, Fault) and found.anyway is not None
    return found.anyway


def test_a_port_out_of_range(hand: Hand) -> None:
    number = hand.make()
    error = hand.raises(number, "bind", host="", port=anyway(read_port("65536")))
    assert (error.kind, error.text) == ("OverflowError", "bind(): port must be 0-65535.")
    error = hand.raises(number, "connect", host="127.0.0.1", port=anyway(read_port("-1")))
    assert error.kind == "OverflowError"
    assert hand.lab.socket(number).local is None


def test_a_service_that_does_not_exist(hand: Hand) -> None:
    error = hand.raises(hand.make(), "bind", host="", port=anyway(read_port("htpp")))
    assert (error.kind, error.text) == ("OSError", "service/proto not found")


def test_a_host_name_that_does_not_exist(qtbot: QtBot) -> None:
    def look_up(*_: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    lab = Lab(look_up=look_up)
    hand = Hand(lab)
    error = hand.raises(hand.make(), "connect", host="kab-214", port=80)
    assert (error.kind, error.name) == ("gaierror", "EAI_NONAME")
    lab.stop()


def test_a_name_is_looked_up_as_python_does(qtbot: QtBot) -> None:
    asked: list[Any] = []
    answer = threading.Event()

    def look_up(*given: Any) -> Any:
        asked.append(given)
        answer.wait(20)
        return [(socket.AF_INET, socket.SOCK_DGRAM, 17, "", ("127.0.0.1", 0))]

    lab = Lab(look_up=look_up)
    hand = Hand(lab)
    server, client = hand.listener(), hand.make()
    call = hand.press(client, "connect", host="kab-214", port=hand.port(server))
    wait_until(lambda: hand.state(call).state is CallState.LOOKING_UP)
    answer.set()
    assert hand.result(call).error is None
    assert asked == [("kab-214", None, socket.AF_INET, socket.SOCK_DGRAM)]
    assert hand.state(call).python == f"s2.connect(('kab-214', {hand.port(server)}))"
    lab.stop()


def test_a_bind_to_an_address_that_is_not_ours(hand: Hand) -> None:
    error = hand.raises(hand.make(), "bind", host="192.0.2.1", port=0)
    assert error.name == "EADDRNOTAVAIL"


def test_text_that_is_not_bytes(hand: Hand) -> None:
    _, client, _ = hand.connected()
    for kind, text in ((PayloadKind.STR, "Привет"), (PayloadKind.LITERAL, "'Привет'")):
        data = read_payload(text, kind)
        call = hand.do(client, "send", data=data)
        assert call.error == CallError(
            "TypeError", 0, "", "a bytes-like object is required, not 'str'"
        )
        assert call.python == "s2.send('Привет')"


def test_calls_in_the_wrong_order(hand: Hand) -> None:
    number = hand.make()
    expected = {"accept": "EINVAL", "getpeername": "ENOTCONN"}
    if sys.platform == "linux":
        expected |= {"send": "EPIPE"}
    given: dict[str, dict[str, object]] = {"send": {"data": b"x"}}
    for name, error in expected.items():
        said = hand.lab.possible(number, name)
        assert said is not None and said.error == error
        assert hand.raises(number, name, **given.get(name, {})).name == error


def test_everything_else_that_can_be_wrong_is_an_error_of_the_call(hand: Hand) -> None:
    number = hand.make()
    assert hand.raises(number, "bind").kind == "TypeError"
    assert hand.raises(number, "bind", host="127.0.0.1").kind == "TypeError"
    assert hand.raises(number, "recv", size="much").kind == "TypeError"
    assert hand.raises(number, "recv", size=-1).kind == "ValueError"
    assert hand.raises(number, "fly").kind == "AttributeError"
    assert hand.raises(0, "fly").kind == "AttributeError"
    assert hand.raises(number, "setsockopt", option="SO_NONE", value=1).kind == "AttributeError"
    assert hand.raises(number, "settimeout", seconds=anyway(read_timeout("-1"))).kind == (
        "ValueError"
    )
    hand.ok(number, "settimeout", seconds=None)
    with pytest.raises(KeyError):
        hand.press(99, "close")


def test_what_the_system_refuses_to_make(hand: Hand) -> None:
    error = hand.lab.create("AF_INET", "SOCK_STREAM", socket.IPPROTO_UDP)
    assert isinstance(error, CallError) and error.name == "EPROTONOSUPPORT"
    call = hand.lab.calls()[0]
    assert call.state is CallState.RAISED and call.error == error
    assert call.python == (
        "s1 = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_UDP)"
    )
    assert hand.make() == 1  # and it is s1
    assert hand.lab.socket(1).name == "s1"
    assert isinstance(hand.lab.create("AF_NONE", "SOCK_STREAM"), CallError)


def test_a_system_without_unix_sockets(qtbot: QtBot) -> None:
    lab = Lab(System(has_unix=False))
    assert "AF_UNIX" not in families(lab.system)
    for made in (
        lab.create("AF_UNIX", "SOCK_STREAM"),
        lab.create_pair("AF_UNIX", "SOCK_STREAM"),
    ):
        assert isinstance(made, CallError) and made.kind == "AttributeError"
    assert isinstance(lab.create("AF_INET", "SOCK_STREAM"), LabSocket)
    lab.stop()


def test_no_more_threads(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    number = hand.make()
    monkeypatch.setattr("core.threads.worker.files_left", lambda: False)
    error = hand.raises(number, "listen")
    assert error.text == "the system gives no more threads"
    monkeypatch.undo()
    hand.ok(number, "close")


# --- the lens and its gate ------------------------------------------------------------------------


def test_the_lens_sees_who_calls(hand: Hand) -> None:
    server, client, accepted = hand.connected()
    hand.ok(accepted, "sendall", data=b"hello")
    hand.ok(client, "recv", size=10)
    infos = {info.number: info for info in hand.lab.lens.sockets()}
    for number in (server, client, accepted):
        sock = hand.lab.socket(number)
        info = infos[sock.serial]
        assert (info.side, info.name, info.fd) == (Side.LAB, sock.name, sock.fd)
        assert hand.lab.socket_object(number) is hand.lab.lens.socket_object(sock.serial)
    events = [event for event in hand.lab.lens.drain() if not event.by_python]
    by_actor = {actor.info.number: actor.info for actor in hand.lab.lens.actors()}
    seen = [(by_actor[event.actor].name, event.call) for event in events]
    assert seen == [
        ("s1", "socket"), ("s1", "bind"), ("s1", "listen"), ("s2", "socket"), ("s2", "connect"),
        ("s1", "accept"), ("c1", "sendall"), ("s2", "recv"),
    ]  # fmt: skip
    journal = hand.lab.journal().splitlines()
    assert {event.file for event in events} == {JOURNAL}, [e for e in events if e.file != JOURNAL]
    assert [journal[event.line - 1] for event in events] == [
        call.python for call in hand.lab.calls()
    ]
    actors = [event.actor for event in events if event.call != "socket"]
    assert actors == [call.actor for call in hand.lab.calls() if call.name != "socket"]


def test_a_paused_gate_holds_a_call(hand: Hand) -> None:
    server = hand.listener()
    gate = hand.lab.lens.gate
    gate.pause()
    client = hand.make()  # makes no window wait
    call = hand.press(client, "connect", host="127.0.0.1", port=hand.port(server))
    wait_until(lambda: hand.state(call).state is CallState.PARKED)
    assert gate.permit(hand.state(call).actor)
    assert hand.result(call).error is None


# --- what a window is told ------------------------------------------------------------------------


def test_closed_sockets_can_be_put_away(hand: Hand) -> None:
    server, client, _ = hand.connected()
    assert not hand.lab.forget(client)
    hand.ok(client, "close")
    assert hand.lab.forget(client)
    assert [sock.name for sock in hand.lab.sockets()] == ["s1", "c1"]
    assert hand.lab.socket(client).closed
    assert "s2.close()" in hand.lab.save()["client.py"]
    waits = hand.press(server, "accept")
    hand.blocked(waits)
    hand.ok(server, "close")
    assert not hand.lab.forget(server)


def test_what_the_other_side_did_is_seen(hand: Hand) -> None:
    _, client, accepted = hand.connected()
    hand.ok(client, "shutdown", how="SHUT_WR")
    assert hand.lab.socket(client).shut_write and not hand.lab.socket(client).shut_read
    assert hand.ok(accepted, "recv", size=10).data == b""
    assert hand.lab.socket(accepted).peer_closed
    if sys.platform == "linux":
        assert hand.lab.truth(accepted).state == "CLOSE_WAIT"
