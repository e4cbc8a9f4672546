"""From here again: a tape's calls once more on new sockets, in its order or in another one."""

from __future__ import annotations

import functools
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.lab.replay import Replay
from core.lab.replay_plan import (
    MOST_SENT,
    NoteCode,
    ReplayPlan,
    payload,
    plan_replay,
    received,
)
from core.lab.runner_trace import TraceLine, canonical_trace
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.socket_module import socket_module_of
from core.net.tape import Tape
from core.net.trace import CallEvent, Part, Side, SocketInfo
from tests.core.lab.lesson_folders import make_lesson, open_files, started
from tests.ports import free_port

REPLAYS = int(os.environ.get("BESEDKA_REPLAYS", "300"))
_SERVER = """
import socket
s = socket.socket()
s.bind(('127.0.0.1', 12345))
s.listen(5)
c, addr = s.accept()
print(c.recv(100))
print(c.recv(100))
c.close()
"""
_CLIENT = """
import socket
s = socket.socket()
s.connect(('127.0.0.1', 12345))
s.send(b'one')
s.send(b'two')
s.close()
"""
_IN_TURN = """
[[step]]
id = "talk"
do = [
  "server through listen", "client through connect", "server through accept",
  "client calls 1", "server calls 1", "client calls 1", "server calls 1", "all run",
]
"""


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    threads, files = threading.active_count(), open_files()
    yield
    assert threading.active_count() <= threads
    assert open_files() <= files


@contextmanager
def replayed(plan: ReplayPlan) -> Iterator[Replay]:
    replay = Replay(plan)
    try:
        replay.start()
        yield replay
    finally:
        replay.stop()


def _plan(tape: Tape, until: int | None = None) -> ReplayPlan:
    return plan_replay(tape.events, tape.actors, tape.sockets, until, tape.forgotten)


def _tape_of(lens: Lens) -> Tape:
    tape = Tape()
    tape.add(lens.drain())
    tape.note(lens.actors(), lens.sockets())
    return tape


def _conversation(tmp_path: Path) -> Tape:
    lesson = make_lesson(tmp_path / "1", _IN_TURN, server=_SERVER, client=_CLIENT)
    with started(lesson) as run:
        report = run.do(0)
        assert report.ok, report.problems
        return _tape_of(run.lens)


def _trace(replay: Replay) -> dict[str, tuple[TraceLine, ...]]:
    infos = [snapshot.info for snapshot in replay.lens.actors()]
    return canonical_trace(replay.lens.drain(), infos)


def _received(replay: Replay) -> list[bytes]:
    return [e.data for e in replay.lens.drain() if e.call in ("recv", "recvfrom")]


def _number(tape: Tape, call: str, nth: int = 0) -> int:
    return [event.number for event in tape.events if event.call == call][nth]


@pytest.mark.timeout(600)
def test_replays_under_one_schedule_give_one_trace(tmp_path: Path) -> None:
    tape = _conversation(tmp_path)
    traces = set()
    for _ in range(REPLAYS):
        with replayed(_plan(tape)) as replay:
            assert replay.notes == []
            traces.add(repr(_trace(replay)))
    assert len(traces) == 1
    assert "b'one'" in traces.pop()


@pytest.mark.timeout(600)
def test_the_other_order_gives_the_other_outcome(tmp_path: Path) -> None:
    tape = _conversation(tmp_path)
    first_send = _number(tape, "send")
    names = {info.name: number for number, info in tape.actors.items()}
    for _ in range(max(1, REPLAYS // 10)):
        with replayed(_plan(tape, until=first_send)) as replay:
            client, server = (replay.actors[names[name]] for name in ("client", "server"))
            assert _received(replay) == []
            assert replay.step(client)  # the second send, before the server receives
            assert replay.step(server)
            assert _received(replay) == [b"onetwo"]


def test_it_is_paused_where_the_person_looked_and_goes_on_by_hand(tmp_path: Path) -> None:
    tape = _conversation(tmp_path)
    names = {info.name: number for number, info in tape.actors.items()}
    with replayed(_plan(tape, until=_number(tape, "recv"))) as replay:
        server = replay.actors[names["server"]]
        (snapshot,) = [a for a in replay.lens.actors() if a.info.number == server]
        assert snapshot.pending is not None
        assert (snapshot.pending.call, snapshot.pending.line) == ("recv", 8)
        assert snapshot.pending.file == "server.py"
        assert _received(replay) == [b"one"]
        assert replay.step(server)  # it blocks in the kernel
        assert replay.step(replay.actors[names["client"]])
        assert _received(replay) == [b"two"]


def test_a_saved_tape_can_be_replayed(tmp_path: Path) -> None:
    tape = _conversation(tmp_path)
    tape.save(tmp_path / "talk.tape")
    loaded = Tape.load(tmp_path / "talk.tape")
    with replayed(_plan(tape)) as one, replayed(_plan(loaded)) as other:
        assert _trace(one) == _trace(other)
        assert other.notes == []


# --- tapes made by hand -----------------------------------------------------------------------


@contextmanager
def _actors(lens: Lens, **work: Callable[[SocketMaker], None]) -> Iterator[None]:
    """Threads with names that make calls; ends when all have ended."""

    def run(name: str, do: Callable[[SocketMaker], None]) -> None:
        with lens.actor(Side.PROGRAM, name, Part.MAIN):
            do(SocketMaker(Side.PROGRAM, name, lens))

    threads = [threading.Thread(target=run, args=item) for item in work.items()]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


def test_another_program_is_played_by_the_replay() -> None:
    """The client is no actor of the tape: plain sockets, as of ``nc``."""
    lens, port = Lens(frozenset()), free_port()
    listening = threading.Event()

    def serve(maker: SocketMaker) -> None:
        listener = maker.open(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("", port))
        listener.listen(5)
        listening.set()
        conn, _ = listener.accept()
        conn.recv(100)
        conn.sendall(b"thanks")
        conn.recv(100)
        conn.close()
        listener.close()

    with _actors(lens, server=serve):
        listening.wait()
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"hello")
            assert client.recv(100) == b"thanks"
    with replayed(_plan(_tape_of(lens))) as replay:
        assert _received(replay) == [b"hello", b""]
        assert [(note.code, note.count) for note in replay.notes] == [(NoteCode.OTHER_PROGRAM, 1)]


def test_another_server_is_played_by_the_replay() -> None:
    lens = Lens(frozenset())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()

        def connect(maker: SocketMaker) -> None:
            sock = maker.open(socket.AF_INET, socket.SOCK_STREAM)
            sock.connect(address)
            sock.sendall(b"x" * 100_000)
            sock.recv(100)
            sock.close()

        with _actors(lens, client=connect):
            conn, _ = listener.accept()
            with conn, conn.makefile("rb") as lines:
                assert len(lines.read(100_000)) == 100_000
                conn.sendall(b"welcome")
    with replayed(_plan(_tape_of(lens))) as replay:
        assert _received(replay) == [b"welcome"]
        codes = {note.code: note.count for note in replay.notes}
        assert codes == {NoteCode.OTHER_PROGRAM: 1, NoteCode.BYTES_NOT_KEPT: 100_000 - 2048}


def test_what_was_refused_is_refused_again() -> None:
    lens, port = Lens(frozenset()), free_port()

    def connect(maker: SocketMaker) -> None:
        sock = maker.open(socket.AF_INET, socket.SOCK_STREAM)
        with pytest.raises(ConnectionRefusedError):
            sock.connect(("127.0.0.1", port))
        sock.close()

    with _actors(lens, client=connect):
        pass
    with replayed(_plan(_tape_of(lens))) as replay:
        errors = [event.error.name for event in replay.lens.drain() if event.error is not None]
        assert errors == ["ECONNREFUSED"]


def test_a_tape_that_began_in_mid_connection() -> None:
    """Watching begins when a connection is there already, with bytes on their way."""
    lens = Lens(frozenset())
    server, client = SocketMaker(Side.SERVER, "server"), SocketMaker(Side.CLIENT, "anna")
    listener = server.open(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    listener.listen(5)
    anna = client.open(socket.AF_INET, socket.SOCK_STREAM)
    anna.connect(listener.getsockname())
    conn, _ = listener.accept()
    anna.send(b"before ")
    server.watch(lens)
    client.watch(lens)
    with lens.actor(Side.CLIENT, "anna", Part.WRITER):
        anna.send(b"after")
    with lens.actor(Side.SERVER, "server", Part.READER, 1):
        conn.recv(100)
        conn.close()
    with lens.actor(Side.CLIENT, "anna", Part.READER):
        anna.recv(100)
    tape = _tape_of(lens)
    for sock in (anna, conn, listener):
        sock.close()
    with replayed(_plan(tape)) as replay:
        assert _received(replay) == [b"before after", b""]
        assert [(note.code, note.count) for note in replay.notes] == [
            (NoteCode.CONNECTED_BEFORE, 2)
        ]


def test_datagrams_and_their_borders() -> None:
    lens = Lens(frozenset())

    def talk(maker: SocketMaker) -> None:
        one = maker.open(socket.AF_INET, socket.SOCK_DGRAM)
        two = maker.open(socket.AF_INET, socket.SOCK_DGRAM)
        one.bind(("127.0.0.1", 0))
        for word in (b"one", b"two"):
            two.sendto(word, one.getsockname())
        _, address = one.recvfrom(100)
        one.recvfrom(2)
        one.sendto(b"back", address)
        two.recvfrom(100)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as foreign:
            foreign.sendto(b"foreign", one.getsockname())
            one.recvfrom(100)
        one.close()
        two.close()

    with _actors(lens, both=talk):
        pass
    with replayed(_plan(_tape_of(lens))) as replay:
        assert _received(replay) == [b"one", b"tw", b"back", b"foreign"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets here")
def test_unix_sockets_and_pairs(tmp_path: Path) -> None:
    lens = Lens(frozenset())

    def talk(maker: SocketMaker) -> None:
        listener = maker.open(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(tmp_path / "s"))
        listener.listen(1)
        client = maker.open(socket.AF_UNIX, socket.SOCK_STREAM)
        client.connect(str(tmp_path / "s"))
        conn, _ = listener.accept()
        client.send(b"unix")
        conn.recv(100)
        one, two = socket_module_of(maker).socketpair()
        one.send(b"pair")
        two.recv(100)
        for sock in (listener, client, conn, one, two):
            sock.close()

    with _actors(lens, both=talk):
        pass
    with replayed(_plan(_tape_of(lens))) as replay:
        assert _received(replay) == [b"unix", b"pair"]
        assert replay.notes == []


def test_a_replay_that_goes_another_way_says_so_and_stops(tmp_path: Path) -> None:
    """A tape whose receiver got bytes that nobody sends any more."""
    tape = _conversation(tmp_path)
    events = [event for event in tape.events if event.call not in ("send", "close")]
    plan = plan_replay(events, tape.actors, tape.sockets)
    with replayed(plan) as replay:
        (note,) = replay.notes
        second = _number(tape, "recv", 1)
        assert (note.code, note.event) == (NoteCode.DIVERGED, second)


def test_a_long_session_of_the_lab_needs_few_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """There each call is made by a thread of its own."""
    monkeypatch.setattr("core.lab.replay_plan.MOST_ACTORS", 10)
    lens = Lens(frozenset())
    makers = {name: SocketMaker(Side.LAB, name, lens) for name in ("s1", "c1")}

    def call(name: str, act: Callable[[], object]) -> object:
        with lens.actor(Side.LAB, name, Part.MAIN):
            return act()

    server, client = (
        call(name, functools.partial(maker.open, socket.AF_INET, socket.SOCK_STREAM))
        for name, maker in makers.items()
    )
    assert isinstance(server, socket.socket)
    assert isinstance(client, socket.socket)
    call("s1", lambda: server.bind(("127.0.0.1", 0)))
    call("s1", server.listen)
    call("c1", lambda: client.connect(server.getsockname()))
    accepted = call("s1", server.accept)
    assert isinstance(accepted, tuple)
    for number in range(20):
        call("c1", functools.partial(client.send, b"%d" % number))
        call("s1", lambda: accepted[0].recv(100))
    for sock in (accepted[0], server, client):
        call("s1", sock.close)
    tape = _tape_of(lens)
    assert len(tape.actors) > 40
    plan = _plan(tape)
    assert len(plan.scripts) == 2
    with replayed(plan) as replay:
        assert replay.notes == []
        assert _received(replay) == [b"%d" % number for number in range(20)]
        assert set(replay.actors) == set(plan.tracks)


def test_a_strange_tape_raises_nothing() -> None:
    def event(number: int, call: str, **known: object) -> CallEvent:
        fields: dict[str, object] = {
            "number": number, "actor": 1, "socket": 1, "fd": 3, "call": call, "arguments": (),
            "began": 0.0, "ended": 0.0, **known,
        }  # fmt: skip
        return CallEvent(**fields)  # type: ignore[arg-type]

    events = [
        event(1, "socket", arguments=("x",)),
        event(2, "bind", address=("127.0.0.1", 70_000)),
        event(3, "bind", address=None),
        event(4, "connect", address=("nowhere.invalid", 1)),
        event(5, "recv", size=5, wanted=-1),
        event(6, "setsockopt", arguments=("a", "b")),
        event(7, "sendto", arguments=(), address=None, file="x.py", line=10**9),
        event(8, "close"),
        event(9, "recv"),
        event(10, "accept", made=99, socket=98),
        event(11, "rm -rf", socket=5),
    ]
    info = SocketInfo(1, 3, 2, 1, 0, Side.LAB, "s1")
    with replayed(plan_replay(events, {}, {1: info}, forgotten=3)) as replay:
        assert NoteCode.FORGOTTEN in {note.code for note in replay.notes}


def test_sizes_of_a_strange_tape_take_no_memory() -> None:
    call = CallEvent(1, 1, 1, 3, "send", (), 0.0, 0.1, data=b"ab", size=2**45, wanted=2**46)
    assert len(payload(call)) == len(received(call)) == MOST_SENT
    assert payload(call)[:3] == b"ab\0"
