"""The tape: bounded, in the order of cause, and as a file that may be cut, changed or hostile."""

from __future__ import annotations

import json
import math
import os
import socket
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.net.tape import Tape, TapeError, TapeErrorCode
from core.net.trace import (
    BEFORE,
    ActorInfo,
    ActorSnapshot,
    ActorState,
    CallError,
    CallEvent,
    Part,
    PendingCall,
    Side,
)

from .trace_helpers import Script, World, connection, tcp


def numbered(*numbers: int, data: bytes = b"") -> list[CallEvent]:
    return [
        CallEvent(n, 1, 1, 5, "recv", (10,), n * 1.0, n + 0.5, len(data), data, len(data))
        for n in numbers
    ]


def numbers(tape: Tape) -> list[int]:
    return [event.number for event in tape.events]


# --- in memory ----------------------------------------------------------------------------------


def test_calls_stand_in_the_order_in_which_they_began() -> None:
    tape = Tape()
    tape.add(numbered(2, 3, 5))
    tape.add(numbered(1, 4))
    assert numbers(tape) == [1, 2, 3, 4, 5]
    assert tape.index(4) == 3
    assert tape.event(4) is tape.events[3]
    assert tape.event(9) is None
    assert tape.latest == 5.5


def test_the_first_to_return_are_forgotten_first() -> None:
    tape = Tape(limit_events=3)
    assert tape.add(numbered(2, 3, 4)) == []
    assert tape.add(numbered(1)) == [2]  # it began first and returned last
    assert numbers(tape) == [1, 3, 4]
    assert tape.add(numbered(5, 6)) == [3, 4]
    assert numbers(tape) == [1, 5, 6]
    assert tape.forgotten == 3


def test_bytes_are_bounded_too() -> None:
    tape = Tape(limit_bytes=100)
    tape.add(numbered(1, 2, 3, data=b"x" * 40))
    assert numbers(tape) == [2, 3]
    assert tape.bytes == 80


def test_a_long_tape_stays_within_its_limit() -> None:
    tape = Tape(limit_events=2000)
    for start in range(1, 20_000, 100):
        tape.add(numbered(*range(start, start + 100)))
        assert len(tape) <= 2000
    assert len(tape) + tape.forgotten == 20_000
    assert len(tape) >= 1700


def test_tables_forget_who_is_gone() -> None:
    tape = Tape(limit_events=2)
    old = ActorSnapshot(ActorInfo(7, Side.CLIENT, "old", Part.READER), ActorState.FINISHED, 1.0)
    here = ActorSnapshot(ActorInfo(1, Side.CLIENT, "anna", Part.READER), ActorState.RUNNING, 1.0)
    idle = ActorSnapshot(ActorInfo(8, Side.CLIENT, "boris", Part.READER), ActorState.IN_KERNEL, 1.0)
    tape.note([old, here, idle], [tcp(1), tcp(2), tcp(3, closed=True)])
    tape.add(numbered(1, 2, 3))
    assert set(tape.actors) == {1, 8}
    assert set(tape.sockets) == {1, 2}


def test_places_in_time() -> None:
    tape = Tape()
    tape.add(numbered(1, 2, 3))
    assert [tape.at(time) for time in (0.5, 1.0, 2.9, 99.0)] == [-1, 0, 1, 2]
    assert [tape.moment(number) for number in (1, 2, 3)] == [2.0, 3.0, 3.5]


# --- files --------------------------------------------------------------------------------------


def a_tape() -> Tape:
    script, infos = connection()
    script.send(1, "PRIVMSG #класс :Привет\r\n".encode())
    script.recv(2, bytes(range(256)))
    script.fail("connect", 1, "ECONNREFUSED", 111, address=("::1", 5, 0, 0), file="a.py", line=3)
    script.call("setsockopt", 1, 1, 13, b"\x01\0\0\0", began=BEFORE, by_python=True)
    script.call("bind", 3, "\udc80 \0", ["a", (b"b", None, True, 1.5)], 10**400, -(2**70))
    script.call("gethostname", 0, math.inf, result="хост")
    tape = Tape(1000, 5000)
    pending = PendingCall(99, "accept", (), 9, 14, b"", 0, "server.py", 12)
    tape.note(
        [
            ActorSnapshot(
                ActorInfo(1, Side.SERVER, "сервер", Part.DISPATCH, 4),
                ActorState.IN_KERNEL,
                3.25,
                pending,
            ),
            ActorSnapshot(ActorInfo(2, Side.LAB, "s1", Part.MAIN), ActorState.FINISHED, 0.1),
        ],
        [*infos, tcp(3, "/tmp/a socket", b"\0abstract", unread=5, pair=4, closed=True)],
    )
    tape.add(script.events)
    tape.gaps[3] = 17
    return tape


def same(one: Tape, other: Tape) -> None:
    assert list(one.events) == list(other.events)
    assert one.snapshots == other.snapshots
    assert one.sockets == other.sockets
    assert (one.forgotten, one.gaps) == (other.forgotten, other.gaps)


def error_of(path: Path) -> TapeError:
    with pytest.raises(TapeError) as caught:
        Tape.load(path)
    return caught.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talk.besedka-tape"


def test_round_trip(path: Path) -> None:
    tape = a_tape()
    tape.forgotten = 12
    tape.save(path)
    same(Tape.load(path), tape)
    assert isinstance(Tape.load(path).events[0].address, tuple)
    assert json.loads(path.read_text().splitlines()[0])["besedka-tape"] == 1


def test_a_real_conversation_round_trip(path: Path) -> None:
    with World() as world:
        client, server = world.connected()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.send(b"hello")
        server.recv(100)
        with pytest.raises(TypeError):
            client.send("text")  # type: ignore[arg-type]
        tape = Tape()
        tape.note(world.lens.actors(), world.lens.sockets())
        tape.add(world.lens.drain())
    tape.save(path)
    same(Tape.load(path), tape)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)
texts = st.text(max_size=20)
naturals = st.integers(0, 2**31 - 1)
errors = st.none() | st.builds(CallError, texts, st.integers(-(2**31), 2**31), texts, texts)


@st.composite
def events(draw: st.DrawFn) -> CallEvent:
    data = draw(st.binary(max_size=50))
    return CallEvent(
        number=draw(st.integers(1, 2**31 - 1)),
        actor=draw(naturals),
        socket=draw(naturals),
        fd=draw(st.integers(-1, 2**31 - 1)),
        call=draw(texts),
        arguments=tuple(draw(st.lists(values, max_size=4))),
        began=draw(st.just(BEFORE) | st.floats(0, 1e9)),
        ended=draw(st.floats(0, 1e9)),
        result=draw(values),
        data=data,
        size=len(data) + draw(st.integers(0, 5)),
        wanted=draw(st.integers(0, 2**62)),
        address=draw(values),
        made=draw(naturals),
        error=draw(errors),
        file=draw(texts),
        line=draw(st.integers(0, 10**7 - 1)),
        by_python=draw(st.booleans()),
    )


@given(st.lists(events(), max_size=5, unique_by=lambda event: event.number))
def test_any_tape_round_trip(
    tmp_path_factory: pytest.TempPathFactory, some: list[CallEvent]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.tape"
    tape = Tape()
    tape.add(some)
    tape.save(path)
    assert repr(list(Tape.load(path).events)) == repr(list(tape.events))  # types too, and NaN


def test_saving_is_whole_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_tape().save(path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TapeError) as caught:
        Tape().save(path)
    assert caught.value.code is TapeErrorCode.FILE
    assert caught.value.detail == "No space left on device"
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir() if found.is_file()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_saved_tape_can_be_read_like_other_new_files(path: Path) -> None:
    a_tape().save(path)
    other = path.parent / "other"
    other.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(TapeError) as caught:
        Tape().save(tmp_path / "missing" / "tape")
    assert caught.value.code is TapeErrorCode.FILE
    assert "No such file" in caught.value.detail


@pytest.mark.parametrize("cut", [1, 7, 30, 200])
def test_a_file_that_is_cut_short_opens_as_far_as_it_is_good(path: Path, cut: int) -> None:
    tape = a_tape()
    tape.save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    error = error_of(path)
    assert error.code is TapeErrorCode.CUT_SHORT
    assert error.expected == len(tape)
    assert error.good < len(tape)
    assert error.line == whole[:-cut].count(b"\n") + 1
    assert error.tape is not None
    assert list(error.tape.events) == list(tape.events)[: error.good]


def test_cut_between_two_lines(path: Path) -> None:
    a_tape().save(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-2]))
    error = error_of(path)
    assert (error.code, error.good, error.expected) == (TapeErrorCode.CUT_SHORT, 6, 8)


def test_every_cut_is_told(path: Path) -> None:
    a_tape().save(path)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for length in range(0, len(whole), 37):
        path.write_bytes(whole[:length])
        expected = TapeErrorCode.CUT_SHORT if length >= first else TapeErrorCode.NOT_A_TAPE
        assert error_of(path).code is expected, length


def test_a_damaged_line_is_named(path: Path) -> None:
    a_tape().save(path)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[7] = lines[7][:20] + b"\xff\xfe" + lines[7][20:]
    path.write_bytes(b"".join(lines))
    error = error_of(path)
    assert (error.code, error.line) == (TapeErrorCode.DAMAGED, 8)
    assert error.tape is not None
    assert error.good == len(error.tape.events) == 1


@pytest.mark.parametrize(
    ("version", "told"),
    [("2", "2"), ("1.5", "1.5"), ('"2026-beta"', "2026-beta"), ("9" * 300, "9" * 40)],
)
def test_a_newer_version_is_refused_by_name(path: Path, version: str, told: str) -> None:
    path.write_text(f'{{"besedka-tape": {version}, "events": 0}}\n')
    error = error_of(path)
    assert (error.code, error.version) == (TapeErrorCode.NEWER, told)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"hello\n", b"{}\n", b"[]\n", b"null\n", b"\xff\xfe\n", b"PK\x03\x04",
        b'{"besedka-tape": null}\n', b'{"besedka-tape": true}\n', b'{"besedka-tape": 0}\n',
        b"[" * 100_000, b'{"a":' * 50_000, b"\0" * 3_000_000, b'{"besedka-tape": NaN}\n',
    ],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_tape(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert error_of(path).code is TapeErrorCode.NOT_A_TAPE


def test_a_folder_a_missing_file_and_a_pipe(tmp_path: Path) -> None:
    assert error_of(tmp_path).code is TapeErrorCode.FILE
    assert error_of(tmp_path / "missing").code is TapeErrorCode.FILE
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert error_of(tmp_path / "pipe").code is TapeErrorCode.FILE


def lines_with(event: dict[str, Any], **header: Any) -> bytes:
    good = {
        "number": 1, "actor": 1, "socket": 1, "fd": 3, "call": "recv", "arguments": [],
        "began": 0.1, "ended": 0.2, "size": 2, "data": "aGk=",
    }  # fmt: skip
    first = json.dumps({"besedka-tape": 1, "events": 1, **header})
    return f"{first}\n{json.dumps({'event': {**good, **event}})}\n".encode()


def test_hand_made_file(path: Path) -> None:
    path.write_bytes(lines_with({}))
    assert Tape.load(path).events[0].data == b"hi"


@pytest.mark.parametrize(
    "event",
    [
        {"number": 2**31}, {"socket": 2**31}, {"fd": 2**31}, {"line": 10**7}, {"made": 2**62},
        {"wanted": 2**63}, {"size": 2**63}, {"number": -1}, {"line": -1},
        {"number": 0}, {"number": "1"}, {"number": True}, {"number": 2**200}, {"number": 1.0},
        {"actor": -1}, {"fd": -2}, {"call": 5}, {"call": "x" * 100_000}, {"arguments": {}},
        {"arguments": [{"q": 1}]}, {"arguments": [{"t": 1}]}, {"arguments": [{"b": "?"}]},
        {"arguments": [{"i": "zz"}]}, {"arguments": [{"f": "1e999"}]}, {"arguments": [{}]},
        {"arguments": [[[[[[[[[[[[1]]]]]]]]]]]]}, {"began": "now"}, {"began": 10**400},
        {"ended": None}, {"data": "aGk"}, {"data": 3}, {"data": "aGVsbG8="}, {"size": -1},
        {"error": "no"}, {"error": {"kind": 1}}, {"by_python": 1}, {"line": [1]}, {"made": 1.5},
        {"address": {"host": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_hostile_events(path: Path, event: dict[str, Any]) -> None:
    path.write_bytes(lines_with(event))
    error = error_of(path)
    assert (error.code, error.line) == (TapeErrorCode.DAMAGED, 2)
    assert error.detail


@pytest.mark.parametrize(
    "line",
    [
        b"5", b"[]", b"{}", b'{"event": 1}', b'{"event": {}, "actor": {}}', b'{"other": {}}',
        b'{"actor": {"number": 1, "side": "nobody", "name": "", "part": "main"}}',
        b'{"actor": {"number": 1, "side": "lab", "name": "", "part": "main", "state": "dead"}}',
        b'{"actor": {"number": 1, "side": "lab", "part": "main", "state": "parked", "pending": 1}}',
        b'{"socket": {"number": 1, "side": "lab", "listening": "yes"}}',
        b'{"socket": {"number": 1, "side": "lab", "local": {"x": 1}}}',
        b"[" * 5000,
    ],
    ids=range(12),
)  # fmt: skip
def test_hostile_lines(path: Path, line: bytes) -> None:
    path.write_bytes(b'{"besedka-tape": 1, "events": 0}\n' + line + b"\n")
    error = error_of(path)
    assert (error.code, error.line) == (TapeErrorCode.DAMAGED, 2)


@pytest.mark.parametrize(
    "header",
    [
        {"events": -1}, {"events": "1"}, {"gaps": []}, {"gaps": {"x": 1}}, {"gaps": {"1": -1}},
        {"gaps": {"9" * 50: 1}}, {"limit_events": -5}, {"forgotten": 2**100},
        {"forgotten": 2**31}, {"gaps": {"1": 2**31}},
    ],
    ids=str,
)  # fmt: skip
def test_hostile_headers(path: Path, header: dict[str, Any]) -> None:
    path.write_bytes(lines_with({}, **header))
    assert error_of(path).code is TapeErrorCode.DAMAGED


def test_twice_the_same_call(path: Path) -> None:
    content = lines_with({})
    path.write_bytes(content + content.splitlines(keepends=True)[1])
    assert error_of(path).code is TapeErrorCode.DAMAGED


def test_too_big(path: Path) -> None:
    path.write_bytes(lines_with({}, events=10**9))
    assert error_of(path).code is TapeErrorCode.TOO_BIG
    with path.open("r+b") as file:
        file.truncate(300 * 1024 * 1024)  # sparse
    assert error_of(path).code is TapeErrorCode.TOO_BIG


@pytest.mark.parametrize("kind", ["event", "actor", "socket"])
def test_too_many_of_something(path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_EVENTS", "MOST_ACTORS", "MOST_SOCKETS"):
        monkeypatch.setattr(f"core.net.tape_file.{name}", 5)
    line: dict[str, Any] = {
        "event": {"actor": 1, "began": 0.1, "ended": 0.2},
        "actor": {"side": "lab", "part": "main", "state": "parked"},
        "socket": {"side": "lab"},
    }
    lines: list[Any] = [{"besedka-tape": 1, "events": 0}]
    lines += [{kind: {**line[kind], "number": number}} for number in range(1, 7)]
    path.write_text("".join(json.dumps(each) + "\n" for each in lines))
    assert error_of(path).code is TapeErrorCode.TOO_BIG


def test_an_endless_line(path: Path) -> None:
    path.write_bytes(b'{"besedka-tape": 1, "events": 1}\n{"event": "' + b"x" * 2_000_000 + b'"}\n')
    error = error_of(path)
    assert (error.code, error.line) == (TapeErrorCode.DAMAGED, 2)


def test_huge_arguments_can_be_saved_and_read(path: Path) -> None:
    script = Script()
    script.call("sendmsg", 1, *["x" * 60_000] * 40, result=("y" * 100_000,))
    tape = Tape()
    tape.add(script.events)
    tape.save(path)
    assert Tape.load(path).events[0].arguments == ()


@given(st.binary(max_size=300))
def test_any_bytes_at_all(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.tape"
    path.write_bytes(b'{"besedka-tape": 1, "events": 1}\n' + content)
    assert error_of(path).code in (TapeErrorCode.DAMAGED, TapeErrorCode.CUT_SHORT)
