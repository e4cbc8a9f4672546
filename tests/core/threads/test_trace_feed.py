"""The feed: a live lens and a saved tape, cheap, and the same to every view."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.net.gate import GateStopped
from core.net.kernel import REAL, Platform
from core.net.lens import Lens
from core.net.tape import Tape
from core.net.trace import ActorState, Part, Side
from core.net.traced_socket import LensSocket
from core.threads import trace_feed
from core.threads.trace_feed import Change, TraceFeed
from tests.core.net.trace_helpers import World

PATIENCE_MS = 30_000
linux = pytest.mark.skipif(REAL.kind != "linux", reason="Linux measures this")
BLIND = Platform(False, False, False, "other")


@pytest.fixture
def world() -> Iterator[World]:
    with World() as world:
        yield world


@pytest.fixture
def feed(world: World, qapp: object) -> Iterator[TraceFeed]:
    feed = TraceFeed(world.lens)
    yield feed
    feed.stop()
    feed.deleteLater()


class Worker:
    """A named thread that does one thing with sockets."""

    def __init__(self, lens: Lens, name: str, job: Callable[[], object]) -> None:
        self.number = 0
        self._begun = threading.Event()
        self._end = threading.Event()

        def work() -> None:
            with lens.actor(Side.PROGRAM, name, Part.MAIN) as self.number:
                self._begun.set()
                with suppress(OSError, GateStopped):
                    job()
                self._end.wait(30)

        self.thread = threading.Thread(target=work)
        self.thread.start()
        assert self._begun.wait(30)

    def end(self) -> None:
        self._end.set()
        self.thread.join(30)
        assert not self.thread.is_alive()


def state_of(feed: TraceFeed, actor: int) -> ActorState:
    return next(a.state for a in feed.actors() if a.info.number == actor)


def until(condition: Callable[[], bool], feed: TraceFeed) -> None:
    deadline = time.monotonic() + 30
    while True:
        feed.poll()
        if condition():
            return
        assert time.monotonic() < deadline
        time.sleep(0.001)


def talk(world: World) -> tuple[LensSocket, LensSocket]:
    client, server = world.connected()
    client.send(b"one")
    client.send(b"two")
    assert server.recv(4) == b"onet"
    return client, server


# --- live ---------------------------------------------------------------------------------------


def test_calls_arrive_by_themselves(qtbot: QtBot, world: World, feed: TraceFeed) -> None:
    changes: list[Change] = []
    feed.changed.connect(changes.append)
    feed.start()
    with qtbot.waitSignal(feed.changed, timeout=PATIENCE_MS):
        talk(world)
    qtbot.waitUntil(lambda: any(e.call == "recv" for e in feed.tape.events), timeout=PATIENCE_MS)
    numbers = [number for change in changes for number in change.events]
    assert sorted(numbers) == [event.number for event in feed.tape.events]
    assert all(list(change.events) == sorted(change.events) for change in changes)
    assert feed.is_live
    assert feed.skipped == 0


def test_nothing_new_is_not_told(qtbot: QtBot, world: World, feed: TraceFeed) -> None:
    talk(world)
    feed.poll()
    changes: list[Change] = []
    feed.changed.connect(changes.append)
    for _ in range(5):
        feed.poll()
    assert not changes


def test_flows_states_and_truth_belong_together(world: World, feed: TraceFeed) -> None:
    client, server = talk(world)
    feed.poll()
    recv = next(event for event in feed.tape.events if event.call == "recv")
    assert [(p.send, p.count) for p in feed.flows.pieces(recv.number)] == [(1, 3), (2, 1)]
    assert feed.states.state(client.number)[0] == "ESTABLISHED"
    if REAL.kind == "linux":
        assert feed.truth(server.number).recv_queue == 2
        assert feed.truth(server.number).source == "measured"
        client.close()
        feed.poll()
        assert feed.truth(server.number).state == "CLOSE_WAIT"  # not what was asked before
    else:
        client.close()
        feed.poll()
    assert feed.truth(client.number).source == "inferred"
    assert feed.truth(client.number).state == "FIN_WAIT_2"
    assert feed.socket(client.number) is not None
    assert feed.truth(12345).source == "none"
    assert feed.socket(12345) is None


def test_where_the_system_tells_nothing(world: World, qapp: object) -> None:
    feed = TraceFeed(world.lens, platform=BLIND)
    client, server = talk(world)
    feed.poll()
    truth = feed.truth(server.number)
    assert (truth.state, truth.source, truth.recv_queue) == ("ESTABLISHED", "inferred", None)
    assert truth.options
    client.close()
    feed.poll()
    assert feed.truth(server.number).state == "CLOSE_WAIT"


def test_names(world: World, feed: TraceFeed) -> None:
    worker = Worker(world.lens, "anna", world.listener)
    until(lambda: feed.name_of(worker.number) == "anna", feed)
    world.lens.rename(worker.number, "boris")
    until(lambda: feed.name_of(worker.number) == "boris", feed)
    assert feed.name_of(999) == ""
    assert feed.actor(999) is None
    worker.end()


def test_blocked_and_parked_actors_are_seen_without_a_call_returning(
    world: World, feed: TraceFeed
) -> None:
    listener = world.listener()
    worker = Worker(world.lens, "server", lambda: world.accept(listener))
    until(lambda: state_of(feed, worker.number) is ActorState.IN_KERNEL, feed)
    pending = feed.actors()[-1].pending
    assert pending is not None
    assert pending.call == "accept"
    client = world.open()
    client.connect(listener.getsockname())
    until(lambda: state_of(feed, worker.number) is ActorState.RUNNING, feed)
    worker.end()
    until(lambda: state_of(feed, worker.number) is ActorState.FINISHED, feed)

    world.lens.gate.pause()
    parked = Worker(world.lens, "client", lambda: client.send(b"x"))
    until(lambda: state_of(feed, parked.number) is ActorState.PARKED, feed)
    world.lens.gate.run()
    until(lambda: state_of(feed, parked.number) is ActorState.RUNNING, feed)
    parked.end()


def test_ticks_only_while_somebody_stands_and_somebody_looks(
    qtbot: QtBot, world: World, feed: TraceFeed
) -> None:
    listener = world.listener()
    worker = Worker(world.lens, "server", lambda: world.accept(listener))
    feed.start()
    until(lambda: state_of(feed, worker.number) is ActorState.IN_KERNEL, feed)
    assert not feed._ticker.isActive()
    times: list[float] = []
    feed.tick.connect(times.append)
    qtbot.waitUntil(lambda: len(times) >= 3, timeout=PATIENCE_MS)
    assert times == sorted(times)
    feed.tick.disconnect(times.append)
    qtbot.waitUntil(lambda: not feed._ticker.isActive(), timeout=PATIENCE_MS)
    feed.tick.connect(times.append)
    qtbot.waitUntil(feed._ticker.isActive, timeout=PATIENCE_MS)
    client = world.open()
    client.connect(listener.getsockname())
    worker.end()
    qtbot.waitUntil(lambda: not feed._ticker.isActive(), timeout=PATIENCE_MS)


@linux
def test_what_other_programs_do_to_our_sockets_is_seen(
    qtbot: QtBot, world: World, feed: TraceFeed
) -> None:
    """No call of ours returns when somebody connects: the kernel is asked now and then."""
    listener = world.listener()
    feed.start()
    qtbot.waitUntil(lambda: feed.truth(listener.number).backlog == 5, timeout=PATIENCE_MS)
    with qtbot.waitSignal(
        feed.changed,
        timeout=PATIENCE_MS,
        check_params_cb=lambda _: feed.truth(listener.number).accept_queue == 1,
    ):
        other = socket.create_connection(listener.getsockname())
    other.close()


@linux
def test_dropped_datagrams_leave_the_queue(world: World, feed: TraceFeed) -> None:
    box = world.open(kind=socket.SOCK_DGRAM)
    box.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    box.bind(("127.0.0.1", 0))
    sender = world.open(kind=socket.SOCK_DGRAM)
    address = box.getsockname()
    for number in range(200):
        sender.sendto(b"%03d" % number + bytes(500), address)
    received = 0
    box.setblocking(False)
    with suppress(BlockingIOError):
        while box.recvfrom(2000):
            received += 1
    assert received < 200
    feed.poll()
    feed.truth(box.number)
    assert feed.flows.queue(box.number) == ()
    fates = [
        feed.flows.left_over(event.number) for event in feed.tape.events if event.call == "sendto"
    ]
    assert fates.count((0, 0)) == received
    assert fates.count((0, 503)) == 200 - received


@linux
def test_a_sendall_that_waits_for_its_reader_lies_in_the_queues(
    world: World, feed: TraceFeed
) -> None:
    client, server = world.connected()
    whole = 20_000_000
    worker = Worker(world.lens, "writer", lambda: client.sendall(bytes(whole)))

    def agrees() -> bool:
        unread = feed.truth(server.number).recv_queue or 0
        unsent = feed.truth(client.number).send_queue or 0
        blocks = feed.flows.queue(server.number)
        return 0 < unread + unsent == sum(block.count for block in blocks)

    until(agrees, feed)
    (block,) = feed.flows.queue(server.number)
    assert (block.send, block.offset) == (1, 0)
    assert len(server.recv(1000)) == 1000
    until(lambda: bool(feed.flows.receivers(block.send_event)), feed)
    until(agrees, feed)
    assert feed.flows.queue(server.number)[0].offset == 1000
    read = 1000
    while read < whole:
        read += len(server.recv(1_000_000))
    worker.end()
    until(lambda: feed.flows.left_over(block.send_event) == (0, 0), feed)
    assert feed.flows.send_number(block.send_event) == 1
    assert sum(piece.count for piece in feed.flows.receivers(block.send_event)) == whole
    assert feed.flows.queue(server.number) == ()


# --- floods -------------------------------------------------------------------------------------


def test_a_flood_is_counted_and_the_bytes_stay_right(world: World, feed: TraceFeed) -> None:
    feed.tape = Tape(limit_events=1_000_000)
    client, server = world.connected()
    feed.poll()
    stop = threading.Event()
    counts = [0]

    def flood() -> None:
        number = 0
        while not stop.is_set():
            line = b"line %d\r\n" % number
            client.send(line)
            got = b""
            while len(got) < len(line):
                got += server.recv(100)
            number += 1
            counts[0] += 2

    changes: list[Change] = []
    feed.changed.connect(changes.append)
    worker = Worker(world.lens, "flood", flood)
    until(lambda: feed.skipped > 5000, feed)
    stop.set()
    worker.end()
    until(lambda: world.lens.waiting_events == 0, feed)
    feed._looked = 0.0
    feed.poll()
    assert sum(change.skipped for change in changes) == feed.skipped
    assert sum(feed.tape.gaps.values()) + feed._gap == feed.skipped
    assert feed.skipped + sum(len(change.events) for change in changes) >= counts[0]
    feed.truth(server.number)
    feed.poll()
    assert sum(block.count for block in feed.flows.queue(server.number)) == 0
    last = client.send(b"after the flood")
    assert server.recv(100) == b"after the flood"
    until(lambda: feed.tape.events[-1].data == b"after the flood", feed)
    send, recv = feed.tape.events[-2:]
    assert [(p.send_event, p.count) for p in feed.flows.pieces(recv.number)] == [
        (send.number, last)
    ]


def test_a_frame_is_bounded_whatever_waits(world: World, feed: TraceFeed) -> None:
    client, server = world.connected()
    for _ in range(4000):
        client.send(b"x")
        server.recv(1)
    feed.poll()
    most = int(trace_feed.BUDGET_S * 0.6 / trace_feed._FIRST_COST_S)
    assert len(feed.tape) <= most
    assert feed.skipped + len(feed.tape) >= 8000
    assert feed.tape.gaps == {feed.tape.events[0].number: feed.skipped}


def test_calls_that_nobody_took_in_time(qtbot: QtBot, qapp: object) -> None:
    with World() as world:
        one, two = world.pair()
        feed = TraceFeed(world.lens)
        feed.poll()
        feed.stop()
        for _ in range(12_000):
            one.send(b"x")
            two.recv(1)
        feed.start()
        qtbot.waitUntil(lambda: feed.skipped >= 23_000, timeout=PATIENCE_MS)
        assert feed.flows.queue(two.number) == ()
        one.send(b"found again")
        assert two.recv(20) == b"found again"
        qtbot.waitUntil(lambda: feed.tape.events[-1].size == 11, timeout=PATIENCE_MS)
        send, recv = feed.tape.events[-2:]
        assert [p.send_event for p in feed.flows.pieces(recv.number)] == [send.number]
        feed.stop()


def test_the_tape_forgets_and_so_does_everything_else(world: World, feed: TraceFeed) -> None:
    feed.tape = Tape(limit_events=60)
    client, server = world.connected()
    forgotten: list[int] = []
    feed.changed.connect(lambda change: forgotten.extend(change.forgotten))
    for _ in range(20):
        for _ in range(5):
            client.send(b"ab")
            server.recv(2)
        feed.poll()
    assert len(feed.tape) == 60
    assert len(forgotten) == feed.tape.forgotten
    assert len(feed.flows._entries) <= 60
    feed.set_position(feed.tape.events[0].number)
    for _ in range(50):
        client.send(b"ab")
        server.recv(2)
    feed.poll()
    assert feed.position == feed.tape.events[0].number


def test_in_a_flood_sockets_that_are_gone_are_forgotten(
    world: World, feed: TraceFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few calls of a flood come on the tape, so it forgets none for a long time."""
    monkeypatch.setattr("core.net.tape._CROWD", 40)
    feed.tape = Tape()
    kept = world.pair()
    kept[0].send(b"stays")
    feed.poll()
    world.lens.refill(0)
    for _ in range(250):
        for sock in [*world.pair(), world.maker.open(socket.AF_INET, socket.SOCK_DGRAM)]:
            sock.close()
        world.lens.drain()  # as if there had been no room for them
        feed._looked = 0.0
        feed.poll()
    few = 400
    assert len(feed.tape.sockets) < few
    assert len(feed.flows._infos) < few
    assert len(feed.flows._ends) < few
    assert len(feed.states.numbers) < few
    assert {sock.number for sock in kept} <= set(feed.tape.sockets)
    kept[0].close()
    kept[1].close()


# --- looking back -------------------------------------------------------------------------------


def test_positions(qtbot: QtBot, world: World, feed: TraceFeed) -> None:
    moved: list[int | None] = []
    feed.moved.connect(lambda: moved.append(feed.position))
    feed.set_position(5)
    assert feed.position is None  # nothing to look at
    client, server = talk(world)
    client.close()
    feed.poll()
    events = {event.call: event for event in feed.tape.events}
    second = events["send"].number
    feed.set_position(second)
    assert feed.time == feed.past_time == feed.tape.moment(second)
    assert sum(b.count for b in feed.flows.queue(server.number, feed.past_time)) == 6
    truth = feed.truth(server.number)
    assert (truth.source, truth.recv_queue, truth.state) == ("inferred", 6, "ESTABLISHED") or (
        truth.source == "inferred" and truth.recv_queue == 6
    )
    assert not next(info for info in feed.sockets() if info.number == client.number).closed
    feed.set_position(10**9)
    assert feed.position == feed.tape.events[-1].number
    feed.set_position(0)
    assert feed.position == feed.tape.events[0].number
    assert [info.number for info in feed.sockets()] == [1]
    feed.set_position(None)
    feed.set_position(None)
    assert feed.past_time is None
    assert next(info for info in feed.sockets() if info.number == client.number).closed
    assert moved == [second, feed.tape.events[-1].number, feed.tape.events[0].number, None]


def test_actors_at_a_position(world: World, feed: TraceFeed) -> None:
    listener = world.listener()
    worker = Worker(world.lens, "server", lambda: world.accept(listener))
    until(lambda: state_of(feed, worker.number) is ActorState.IN_KERNEL, feed)
    client = world.open()
    client.connect(listener.getsockname())
    until(lambda: any(event.call == "accept" for event in feed.tape.events), feed)
    worker.end()
    feed.poll()
    accept = next(event for event in feed.tape.events if event.call == "accept")
    feed.set_position(accept.number)  # it had begun, nobody had connected
    now = next(a for a in feed.actors() if a.info.number == worker.number)
    assert now.state is ActorState.IN_KERNEL
    assert now.since == accept.began
    assert now.pending is not None
    assert now.pending.call == "accept"
    feed.set_position(accept.number - 1)
    assert state_of(feed, worker.number) is ActorState.RUNNING
    feed.set_position(feed.tape.events[-1].number)
    assert state_of(feed, worker.number) is not ActorState.IN_KERNEL
    feed.set_position(None)
    assert state_of(feed, worker.number) is ActorState.FINISHED


# --- tapes --------------------------------------------------------------------------------------


def test_a_saved_tape_shows_the_same(world: World, feed: TraceFeed, tmp_path: Path) -> None:
    client, server = talk(world)
    listener = world.listener()
    worker = Worker(world.lens, "server", lambda: world.accept(listener))
    until(lambda: state_of(feed, worker.number) is ActorState.IN_KERNEL, feed)
    feed.save(tmp_path / "tape")

    loaded = TraceFeed(tape=Tape.load(tmp_path / "tape"))
    assert not loaded.is_live
    assert list(loaded.tape.events) == list(feed.tape.events)
    assert loaded.sockets() == feed.sockets()
    assert loaded.actors() == feed.actors()
    assert state_of(loaded, worker.number) is ActorState.IN_KERNEL
    recv = next(event for event in loaded.tape.events if event.call == "recv")
    assert loaded.flows.pieces(recv.number) == feed.flows.pieces(recv.number)
    assert loaded.states.state(client.number)[0] == "ESTABLISHED"
    truth = loaded.truth(server.number)
    assert (truth.state, truth.source, truth.recv_queue) == ("ESTABLISHED", "inferred", 2)
    assert loaded.time == loaded.tape.latest
    loaded.start()
    loaded.poll()
    assert not loaded._timer.isActive()
    loaded.stop()
    other = world.open()
    other.connect(listener.getsockname())
    worker.end()


def test_a_tape_takes_the_place_of_what_was_shown(
    qtbot: QtBot, world: World, feed: TraceFeed
) -> None:
    talk(world)
    feed.start()
    feed.poll()
    tape = Tape()
    tape.add([replace(feed.tape.events[0], number=7)])
    with qtbot.waitSignal(feed.reset, timeout=PATIENCE_MS):
        feed.show_tape(tape)
    assert not feed.is_live
    assert [event.number for event in feed.tape.events] == [7]
    assert not feed._timer.isActive()
    talk(world)
    feed.poll()
    assert len(feed.tape) == 1


def test_beginning_a_new_tape(qtbot: QtBot, world: World, feed: TraceFeed) -> None:
    client, server = talk(world)
    feed.poll()
    with qtbot.waitSignal(feed.reset, timeout=PATIENCE_MS):
        feed.clear()
    assert not len(feed.tape)
    assert {info.number for info in feed.sockets()} >= {client.number, server.number}
    client.send(b"three")
    assert server.recv(100) == b"wothree"
    feed.poll()
    recv = feed.tape.events[-1]
    assert [(p.send, p.count) for p in feed.flows.pieces(recv.number)] == [(0, 2), (1, 5)]


def test_an_empty_feed(qapp: object) -> None:
    feed = TraceFeed(tape=Tape())
    assert feed.actors() == ()
    assert feed.sockets() == ()
    assert feed.time == 0.0
    feed.set_position(3)
    assert feed.position is None
    feed.clear()
