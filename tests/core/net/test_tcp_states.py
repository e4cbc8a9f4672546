"""TCP's states: concluded from calls made by hand, and compared with what the kernel measures."""

from __future__ import annotations

import errno
import socket
import struct
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.net.flows import Flows
from core.net.kernel import REAL, KernelTruth, look
from core.net.tcp_states import STATES, TRANSITIONS, StateTracker
from core.net.trace import SocketInfo
from core.net.traced_socket import LensSocket

from .trace_helpers import ANNA, SERVER, Script, World, connection, tcp, udp

LINGER_0 = struct.pack("ii", 1, 0)
linux = pytest.mark.skipif(REAL.kind != "linux", reason="Linux tells the states")
CONNECTED = ("CLOSED", "SYN_SENT", "ESTABLISHED")
ACCEPTED = ("LISTEN", "SYN_RECEIVED", "ESTABLISHED")


def follow(script: Script, infos: list[SocketInfo]) -> StateTracker:
    flows = Flows()
    tracker = StateTracker(flows.thrown_away)
    flows.add(script.events, infos)
    tracker.note(infos, flows.connections)
    for event in script.events:
        tracker.feed(event)
    return tracker


def states(tracker: StateTracker, *numbers: int) -> list[str]:
    return [tracker.state(number)[0] for number in numbers]


def test_the_diagram_is_whole() -> None:
    assert len(STATES) == len(set(STATES)) == 11
    assert {end for old, new, *_ in TRANSITIONS for end in (old, new)} == set(STATES)
    assert {kind for *_, kind in TRANSITIONS} == {"call", "segment"}
    assert len({(old, new, cause) for old, new, cause, _ in TRANSITIONS}) == len(TRANSITIONS)
    reached = {"CLOSED"}
    for _ in STATES:
        reached |= {new for old, new, *_ in TRANSITIONS if old in reached}
    assert reached == set(STATES)


def test_a_conversation_in_which_the_client_closes_first() -> None:
    script = Script()
    script.call("listen", 9, 5)
    connection(script)
    script.call("close", 1)
    script.recv(2, b"")
    infos = [tcp(9, SERVER, listening=True), tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, listener=9)]
    tracker = follow(script, infos)
    assert states(tracker, 9, 1, 2) == ["LISTEN", "FIN_WAIT_2", "CLOSE_WAIT"]
    script.call("close", 2)
    script.call("close", 9)
    tracker = follow(script, infos)
    assert states(tracker, 9, 1, 2) == ["CLOSED", "TIME_WAIT", "CLOSED"]
    assert tracker.state(1) == (
        "TIME_WAIT", "inferred", (*CONNECTED, "FIN_WAIT_1", "FIN_WAIT_2", "TIME_WAIT"),
    )  # fmt: skip
    assert tracker.state(2)[2] == (*ACCEPTED, "CLOSE_WAIT", "LAST_ACK", "CLOSED")
    assert [step.cause for step in tracker.steps(1)] == [
        "connect()", "SYN+ACK came", "close()", "ACK came", "FIN came",
    ]  # fmt: skip
    tracker.pass_time(1e6)
    assert states(tracker, 1) == ["CLOSED"]
    assert tracker.steps(1)[-1].cause == "2 MSL passed"


def test_every_step_is_an_arrow_of_the_diagram() -> None:
    script, infos = connection()
    script.call("shutdown", 1, socket.SHUT_WR)
    script.call("close", 1)
    script.call("close", 2)
    tracker = follow(script, infos)
    arrows = {(old, new, cause) for old, new, cause, _ in TRANSITIONS}
    for number in (1, 2):
        for step in tracker.steps(number):
            assert (step.old, step.new, step.cause) in arrows


def test_shutdown_sends_fin_and_close_adds_nothing() -> None:
    script, infos = connection()
    script.call("shutdown", 1, socket.SHUT_WR)
    tracker = follow(script, infos)
    assert states(tracker, 1, 2) == ["FIN_WAIT_2", "CLOSE_WAIT"]
    assert tracker.steps(1)[2].cause == "shutdown()"
    script.call("close", 1)
    assert states(follow(script, infos), 1, 2) == ["FIN_WAIT_2", "CLOSE_WAIT"]
    script.call("shutdown", 2, socket.SHUT_RD)  # sends nothing
    assert states(follow(script, infos), 1, 2) == ["FIN_WAIT_2", "CLOSE_WAIT"]


def test_close_with_unread_bytes_resets() -> None:
    script, infos = connection()
    script.send(1, b"never read")
    script.call("close", 2)
    tracker = follow(script, infos)
    assert states(tracker, 1, 2) == ["CLOSED", "CLOSED"]
    assert tracker.steps(2)[-1].cause == "close() sends RST"
    assert tracker.steps(1)[-1].cause == "RST came"


def test_close_with_linger_zero_resets() -> None:
    script, infos = connection()
    script.call("setsockopt", 1, socket.SOL_SOCKET, socket.SO_LINGER, LINGER_0)
    script.call("close", 1)
    assert states(follow(script, infos), 1, 2) == ["CLOSED", "CLOSED"]


def test_writing_to_one_who_has_closed_brings_rst() -> None:
    script, infos = connection()
    script.call("close", 2)
    script.send(1, b"first succeeds")
    tracker = follow(script, infos)
    assert states(tracker, 1, 2) == ["CLOSED", "CLOSED"]
    assert tracker.steps(2)[-1].cause == "data came after close(), RST sent"


def test_end_of_a_connection_to_another_program() -> None:
    script = Script()
    script.call("connect", 1, SERVER, address=SERVER)
    script.recv(1, b"")
    infos = [tcp(1, ANNA, SERVER)]
    assert states(follow(script, infos), 1) == ["CLOSE_WAIT"]
    script.call("close", 1)
    assert states(follow(script, infos), 1) == ["CLOSED"]


@pytest.mark.parametrize(
    ("name", "code", "state", "visited"),
    [
        ("ECONNREFUSED", 111, "CLOSED", ("CLOSED", "SYN_SENT")),
        ("ETIMEDOUT", 110, "CLOSED", ("CLOSED", "SYN_SENT")),
        ("EINPROGRESS", 115, "SYN_SENT", ("CLOSED", "SYN_SENT")),
        ("EADDRNOTAVAIL", 99, "CLOSED", ("CLOSED",)),
    ],
)
def test_connections_that_do_not_come_about(
    name: str, code: int, state: str, visited: tuple[str, ...]
) -> None:
    script = Script()
    script.fail("connect", 1, name, code)
    assert follow(script, [tcp(1)]).state(1) == (state, "inferred", visited)


def test_a_connect_that_does_not_wait() -> None:
    script = Script()
    script.fail("connect", 1, "EINPROGRESS", errno.EINPROGRESS)
    asked = script.call("getsockopt", 1, socket.SOL_SOCKET, socket.SO_ERROR, result=0)
    infos = [tcp(1, ANNA, SERVER)]
    assert states(follow(script, infos), 1) == ["SYN_SENT"]
    script.send(1, b"x")
    assert states(follow(script, infos), 1) == ["ESTABLISHED"]
    refused = Script(events=[script.events[0], replace(asked, result=errno.ECONNREFUSED)])
    assert states(follow(refused, infos), 1) == ["CLOSED"]
    script = Script()
    script.fail("connect", 1, "EINPROGRESS", errno.EINPROGRESS)
    script.call("accept", 9, address=ANNA, made=2)
    assert states(follow(script, [*infos, tcp(2, SERVER, ANNA, listener=9)]), 1, 2) == [
        "ESTABLISHED",
        "ESTABLISHED",
    ]


def test_errors_of_a_connection() -> None:
    script, infos = connection()
    script.fail("recv", 1, "ECONNRESET", 104)
    assert states(follow(script, infos), 1) == ["CLOSED"]
    script, infos = connection()
    script.fail("recv", 1, "ETIMEDOUT", 110)
    assert follow(script, infos).steps(1)[-1].cause == "timeout"
    script, infos = connection()
    script.fail("recv", 1, "EAGAIN", 11)
    assert states(follow(script, infos), 1) == ["ESTABLISHED"]


def test_what_has_no_states() -> None:
    script = Script()
    script.send(1, b"x", call="sendto", address=SERVER)
    unix = tcp(2, "/tmp/x", family=int(getattr(socket, "AF_UNIX", 1)))
    tracker = follow(script, [udp(1), unix])
    assert tracker.state(1) == tracker.state(2) == tracker.state(77) == ("", "none", ())
    assert tracker.steps(77) == ()


def test_sockets_that_are_older_than_the_watching() -> None:
    tracker = StateTracker()
    infos = [
        tcp(9, SERVER, listening=True), tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, listener=9),
        tcp(3),
    ]  # fmt: skip
    tracker.note(infos)
    tracker.note(infos)
    assert states(tracker, 9, 1, 2, 3) == ["LISTEN", "ESTABLISHED", "ESTABLISHED", "CLOSED"]
    assert tracker.state(1)[2] == CONNECTED
    assert tracker.state(2)[2] == ACCEPTED


def test_looking_back() -> None:
    script, infos = connection()
    script.call("close", 1)
    tracker = follow(script, infos)
    assert tracker.state(1, 0.5)[0] == "CLOSED"
    assert tracker.state(1, 1.05)[0] == "SYN_SENT"
    assert tracker.state(1, 2.0)[0] == "ESTABLISHED"
    assert tracker.state(1, 2.0)[2] == CONNECTED
    assert tracker.state(1, 9.0)[0] == "FIN_WAIT_2"


def test_measured_states_count_more() -> None:
    script, infos = connection()
    tracker = follow(script, infos)
    tracker.feed_truth(1, KernelTruth("CLOSE_WAIT", "measured"), 4.0)
    assert tracker.state(1) == ("CLOSE_WAIT", "measured", (*CONNECTED, "CLOSE_WAIT"))
    tracker.feed_truth(1, KernelTruth("", "inferred"), 5.0)
    tracker.feed_truth(1, KernelTruth("NONSENSE", "measured"), 5.0)
    assert tracker.state(1)[0] == "CLOSE_WAIT"
    script.call("close", 1)
    tracker.feed(script.events[-1])
    tracker.feed_truth(1, KernelTruth("ESTABLISHED", "measured"), 6.0)  # asked before the close
    assert tracker.state(1)[:2] == ("CLOSED", "inferred")


def test_a_measured_state_from_far_away_is_reached_by_arrows() -> None:
    tracker = StateTracker()
    tracker.note([tcp(1)])
    tracker.feed_truth(1, KernelTruth("TIME_WAIT", "measured"), 2.0)
    arrows = {(old, new, cause) for old, new, cause, _ in TRANSITIONS}
    assert all((s.old, s.new, s.cause) in arrows for s in tracker.steps(1))
    assert tracker.state(1)[0] == "TIME_WAIT"


def test_a_late_acknowledgement() -> None:
    script, infos = connection()
    script.call("shutdown", 1, socket.SHUT_WR)
    tracker = follow(script, infos)
    assert states(tracker, 1, 2) == ["FIN_WAIT_2", "CLOSE_WAIT"]
    tracker.feed_truth(1, KernelTruth("FIN_WAIT_1", "measured"), 4.0)
    assert tracker.state(1) == ("FIN_WAIT_1", "measured", (*CONNECTED, "FIN_WAIT_1"))
    script.call("close", 2)
    tracker.feed(script.events[-1])
    assert tracker.state(1)[2] == (*CONNECTED, "FIN_WAIT_1", "FIN_WAIT_2", "TIME_WAIT")


def test_forgetting() -> None:
    script, infos = connection()
    tracker = follow(script, infos)
    tracker.forget([1, 2, 9])
    assert tracker.numbers == ()
    assert not tracker._records


CALLS = ("connect", "listen", "accept", "close", "shutdown", "recv", "reset", "send", "linger")


@given(st.lists(st.tuples(st.sampled_from(CALLS), st.sampled_from((1, 2, 9))), max_size=12))
def test_any_calls_in_any_order(calls: list[tuple[str, int]]) -> None:
    script = Script()
    for call, sock in calls:
        if call == "accept":
            script.call("accept", 9, address=ANNA, made=2)
        elif call == "recv":
            script.recv(sock, b"")
        elif call == "reset":
            script.fail("send", sock, "EPIPE", 32)
        elif call == "send":
            script.send(sock, b"x")
        elif call == "linger":
            script.call("setsockopt", sock, socket.SOL_SOCKET, socket.SO_LINGER, LINGER_0)
        elif call == "shutdown":
            script.call(call, sock, socket.SHUT_RDWR)
        else:
            script.call(call, sock, SERVER)
    tracker = follow(
        script, [tcp(1, ANNA, SERVER), tcp(2, SERVER, ANNA, listener=9), tcp(9, SERVER)]
    )
    arrows = {(old, new, cause) for old, new, cause, _ in TRANSITIONS}
    for number in (1, 2, 9):
        state, source, visited = tracker.state(number)
        assert state in STATES
        assert source == "inferred"
        assert state in visited or state == "CLOSED"
        for step in tracker.steps(number):
            assert (step.old, step.new, step.cause) in arrows


# --- what is concluded is what the kernel measures -----------------------------------------------


def compared(world: World, *socks: LensSocket) -> list[str]:
    """The states by the calls alone; each open socket's must be the kernel's."""
    flows = Flows()
    tracker = StateTracker(flows.thrown_away)
    infos, events = world.lens.sockets(), world.lens.drain()
    flows.add(events, infos)
    tracker.note(infos, flows.connections)
    for event in events:
        tracker.feed(event)
    concluded = states(tracker, *(sock.number for sock in socks))
    for sock, state in zip(socks, concluded, strict=True):
        deadline = time.monotonic() + 20
        while sock.fileno() >= 0 and look(sock).state != state:
            if state == "TIME_WAIT" and look(sock).state == "CLOSED":
                break  # TIME_WAIT goes on without a socket
            assert time.monotonic() < deadline, (sock, state, look(sock).state)
            time.sleep(0.002)
    return concluded


@linux
def test_real_half_close() -> None:
    with World() as world:
        listener = world.listener()
        client, server = world.connected(listener)
        client.shutdown(socket.SHUT_WR)
        assert server.recv(10) == b""
        assert compared(world, listener, client, server) == ["LISTEN", "FIN_WAIT_2", "CLOSE_WAIT"]


@linux
def test_real_half_close_from_both_sides() -> None:
    with World() as world:
        client, server = world.connected()
        client.shutdown(socket.SHUT_WR)
        assert server.recv(10) == b""
        server.shutdown(socket.SHUT_WR)
        assert client.recv(10) == b""
        assert compared(world, client, server) == ["TIME_WAIT", "CLOSED"]


@linux
def test_real_close_of_the_other_side() -> None:
    with World() as world:
        client, server = world.connected()
        client.close()
        assert compared(world, client, server) == ["FIN_WAIT_2", "CLOSE_WAIT"]


@linux
def test_real_close_with_unread_bytes() -> None:
    with World() as world:
        client, server = world.connected()
        client.send(b"never read")
        server.close()
        assert compared(world, client, server) == ["CLOSED", "CLOSED"]
        with pytest.raises(ConnectionResetError):
            client.recv(1)


@linux
def test_real_writing_after_the_other_closed() -> None:
    with World() as world:
        client, server = world.connected()
        server.close()
        client.send(b"first")
        assert compared(world, client, server) == ["CLOSED", "CLOSED"]
        with pytest.raises(OSError, match=r"(?i)reset|pipe"):
            client.send(b"second")


@linux
def test_real_refusal() -> None:
    with World() as world:
        listener = world.listener()
        address = listener.getsockname()
        listener.close()
        client = world.open()
        with pytest.raises(ConnectionRefusedError):
            client.connect(address)
        assert compared(world, listener, client) == ["CLOSED", "CLOSED"]


@linux
def test_real_client_that_left_before_it_was_accepted() -> None:
    with World() as world:
        listener = world.listener()
        client = world.open()
        client.connect(listener.getsockname())
        client.close()
        server = world.accept(listener)
        assert compared(world, client, server) == ["FIN_WAIT_2", "CLOSE_WAIT"]
