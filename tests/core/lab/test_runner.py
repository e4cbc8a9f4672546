"""Running lessons: sentences, what came of them, again from a step, the same each time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.lab.lesson import Lesson
from core.lab.lesson_report import check_lesson, main
from core.lab.runner import LessonRun
from core.lab.runner_ports import give_back, take_any, take_near
from core.lab.runner_values import ProblemCode, RunError, RunErrorCode, StepReport, Tally
from tests.core.lab.lesson_folders import make_lesson, run_of, started
from tests.ports import free_port

RUNS = int(os.environ.get("BESEDKA_REPLAYS", "300"))
_SERVER = """
import socket
s = socket.socket()
s.bind(('127.0.0.1', 12345))
s.listen(5)
c, addr = s.accept()
data = c.recv(100)
print(data)
c.close()
s.close()
"""
_CLIENT = """
import socket
s = socket.socket()
s.connect(('127.0.0.1', 12345))
s.send(b'one')
s.send(b'two')
s.close()
"""
_CONNECTED = '["server through listen", "client through connect", "server through accept"]'


def _step(name: str, do: str = "[]", more: str = "") -> str:
    return f'\n[[step]]\nid = "{name}"\ndo = {do}\n{more}\n'


def _talk(path: Path, *steps: str, server: str = _SERVER, client: str = _CLIENT) -> Lesson:
    return make_lesson(path, "".join(steps), server=server, client=client)


def _received(report: StepReport) -> list[bytes]:
    return [event.data for event in report.events if event.call == "recv"]


def _codes(report: StepReport) -> list[ProblemCode]:
    return [problem.code for problem in report.problems]


@pytest.mark.timeout(600)
def test_one_schedule_gives_one_trace_and_the_other_order_the_other_outcome(
    tmp_path: Path,
) -> None:
    """A conversation of two threads, 300 times in each order."""
    orders = {
        '["client calls 1", "server calls 1", "client calls 1", "all run"]': b"one",
        '["client calls 2", "server calls 1", "all run"]': b"onetwo",
        '["server calls 1", "client calls 2", "all run"]': b"one",
    }
    for number, (order, outcome) in enumerate(orders.items()):
        lesson = _talk(tmp_path / str(number), _step("a", _CONNECTED), _step("b", order))
        traces, outcomes = set(), set()
        for _ in range(RUNS):
            with started(lesson) as run:
                run.do(0)
                outcomes.update(_received(run.do(1)))
                traces.add(repr(run.trace()))
        assert outcomes == {outcome}
        assert len(traces) == 1


def test_a_person_may_choose_the_other_order_in_the_midst_of_a_lesson(tmp_path: Path) -> None:
    lesson = _talk(
        tmp_path / "1", _step("a", _CONNECTED), _step("b", '["client calls 1", "server calls 1"]')
    )
    with started(lesson) as run:
        run.do(0)
        assert _received(run.do(1)) == [b"one"]
        run.again(1)
        assert run.step_actor("client") is None  # by hand: a send before the step's own
        assert _received(run.do(1)) == [b"onetwo"]


@pytest.mark.parametrize("by_gate", [False, True])
def test_again_repeats_what_was_done_by_hand(tmp_path: Path, by_gate: bool) -> None:
    lesson = _talk(
        tmp_path / "1",
        _step("a", _CONNECTED),
        _step("b"),
        _step("c", '["client calls 1", "server calls 1"]'),
    )
    with started(lesson) as run:
        run.do(0)
        if by_gate:  # as the view's own buttons do
            (client,) = [view for view in run.actors() if view.name == "client"]
            assert run.lens.gate.step(client.number)
        else:
            run.step_actor("client")
        run.do(1)
        assert _received(run.do(2)) == [b"onetwo"]
        ports = dict(run.ports)
        run.again(2)
        assert run.ports.keys() == ports.keys()
        assert _received(run.do(2)) == [b"onetwo"]


def test_sentences(tmp_path: Path) -> None:
    lesson = _talk(
        tmp_path / "1",
        _step("to", '["server to listen"]', 'expect = ["server.at == 5", "server.call == listen"]'),
        _step("line", '["server to line 6"]', 'expect = ["server.call == accept"]'),
        _step("blocks", '["server runs"]', 'expect = ["server.state == in_kernel"]'),
        _step("through", '["client through send 2"]', 'expect = ["client.send.count == 2"]'),
        _step("returns", '["server returns"]', 'expect = ["server.call == recv"]'),
        _step("ends", '["client ends", "server ends"]', """expect = [
            "server.output == \\"b'onetwo'\\"", "client.state == finished"]"""),
    )  # fmt: skip
    with started(lesson) as run:
        for number in range(len(lesson.steps)):
            report = run.do(number)
            assert report.ok, (report.id, report.problems, report.checks)


def test_sentences_that_cannot_be_done_are_told(tmp_path: Path) -> None:
    lesson = make_lesson(
        tmp_path / "1",
        _step("kernel", '["server calls 9"]')
        + _step("again", '["server calls 1", "server ends", "server to recv"]')
        + _step("input", '["asks calls 1", "asks ends"]')
        + _step("thread", '["server.7 calls 1"]')
        + _step("started", '["start asks"]')
        + _step("ended", '["kill asks", "asks calls 1"]'),
        server=_SERVER,
        asks="input()",
    )
    with started(lesson) as run:
        assert _codes(run.do(0)) == [ProblemCode.IN_KERNEL]
        assert _codes(run.do(1)) == [ProblemCode.IN_KERNEL] * 3
        assert _codes(run.do(2)) == [ProblemCode.WAITING] * 2
        assert _codes(run.do(3)) == [ProblemCode.NOT_STARTED]
        assert _codes(run.do(4)) == [ProblemCode.RUNNING]
        assert _codes(run.do(5)) == [ProblemCode.ENDED]


def test_a_timeout_of_the_program_comes_back_by_itself(tmp_path: Path) -> None:
    server = _SERVER.replace("data =", "c.settimeout(0.05)\ndata =")
    lesson = _talk(
        tmp_path / "1",
        _step("a", _CONNECTED),
        _step("b", '["server through recv", "server returns"]',
              'expect = ["server.recv.error == TimeoutError", "server.failed == TimeoutError"]'),
        server=server,
    )  # fmt: skip
    with started(lesson) as run:
        assert run.do(0).ok
        report = run.do(1)
        assert report.ok, report.checks


def test_a_killed_program_leaves_as_a_killed_process_does(tmp_path: Path) -> None:
    client = "import socket\ns = socket.create_connection(('127.0.0.1', 12345))\ns.recv(1)\n"
    steps = (
        _step("a", '["server through listen", "client through connect", "server through accept"]'),
        _step("b", '["client calls 1", "kill server"]',
              """expect = ["client.recv.data == b''", "server.state == finished"]"""),
        _step("c", '["start server", "server through bind"]',
              'expect = ["server.bind.error == EADDRINUSE"]'),
    )  # fmt: skip
    lesson = _talk(tmp_path / "1", *steps, client=client)
    with started(lesson) as run:
        for number in range(2):
            report = run.do(number)
            assert report.ok, report.checks
        report = run.do(2)  # its port is in FIN_WAIT or TIME_WAIT
        assert [check.ok for check in report.checks] == [True]


def test_expectations_of_other_systems_are_left_out(tmp_path: Path) -> None:
    here, other = ("windows", "unix") if sys.platform == "win32" else ("unix", "windows")
    more = f"""expect = [
        {{ that = "server.call == accept", only_on = "{other}" }},
        {{ that = "server.call == socket", only_on = "{here}" }}]"""
    with started(make_lesson(tmp_path / "1", _step("a", "[]", more), server=_SERVER)) as run:
        assert [check.source for check in run.do(0).checks] == ["server.call == socket"]


def test_a_check_that_fails_says_what_was_seen(tmp_path: Path) -> None:
    more = """expect = ["server.listen.error == EPIPE"]
[step.predict]
answer = "server.accept.result"
options = ["1", "2"]"""
    lesson = make_lesson(
        tmp_path / "1", _step("a", '["server through listen"]', more), server=_SERVER
    )
    with started(lesson) as run:
        report = run.do(0)
    (check,) = report.checks
    assert not report.ok
    assert (check.ok, check.seen) == (False, (("server.listen.error", "None"),))
    assert not report.has_answer


def test_a_port_that_is_taken_is_put_in_another_place(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        wanted = taken.getsockname()[1]
        port = take_near(wanted)
        assert port != wanted
        give_back(port)
        lesson = make_lesson(
            tmp_path / "1", _step("a", '["server through listen"]',
                                  f'expect = ["server.bind.port == {wanted}"]'),
            head=f"number = 1\nports = [{wanted}]\n", server=_SERVER.replace("12345", str(wanted)),
        )  # fmt: skip
        run = LessonRun(lesson)
        try:
            run.start()
            new = run.ports[wanted]
            assert new != wanted
            assert f"s.bind(('127.0.0.1', {new}))" in run.sources["server.py"]
            assert run.do(0).ok  # what it expects is in its own words
        finally:
            run.stop()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets here")
def test_a_unix_socket_gets_a_place_of_its_own(tmp_path: Path) -> None:
    server = _SERVER.replace("socket.socket()", "socket.socket(socket.AF_UNIX)").replace(
        "('127.0.0.1', 12345)", "'lesson.sock'"
    )
    lesson = make_lesson(
        tmp_path / "1", _step("a", '["server through listen"]',
                              """expect = ["server.bind.address == 'lesson.sock'"]"""),
        head='number = 1\npaths = ["lesson.sock"]\n', server=server,
    )  # fmt: skip
    with started(lesson) as run:
        place = Path(run.paths["lesson.sock"])
        assert run.do(0).ok
        assert place.exists()
    assert not place.parent.exists()


def test_free_runs_are_counted_and_those_that_block_are_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.lab.runner._FREE_RUN_S", 0.2)
    runs = '[step.runs]\ncount = 4\nvalue = "server.recv.size"\noptions = ["5"]'
    server = _SERVER.replace("c.close()", "c.recv(0)\nimport time\ntime.sleep(99)")
    client = _CLIENT.replace("s.connect", "import time\nwhile s.connect_ex(('127.0.0.1', 12345)):"
                             "\n    time.sleep(0.001)\n#")  # fmt: skip
    lesson = _talk(tmp_path / "1", _step("a", "[]", runs), server=server, client=client)
    told: list[Tally] = []
    tally = run_of(lesson).run_free(0, told.append)
    assert told[-1] == tally
    assert (tally.done, tally.count) == (4, 4)
    assert tally.rows[0] == ("5", 0)
    assert sum(count for _, count in tally.rows) + tally.no_value == 4


def test_what_waits_comes_back_when_it_is_interrupted(tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "1", _step("a", '["wait 30", "wait 30"]'), server="input()")
    with started(lesson) as run:
        threading.Timer(0.05, run.interrupt).start()
        run.do(0)
        run.again(0)  # and it can go on
        assert run.next_step == 0


def test_again_can_be_interrupted_by_again(tmp_path: Path) -> None:
    """Who presses the key twice comes to the same place."""
    lesson = _talk(
        tmp_path / "1", _step("a", _CONNECTED), _step("b"), _step("c", '["server calls 1"]')
    )
    with started(lesson) as run:
        run.do(0)
        run.step_actor("client")
        run.do(1)
        assert _received(run.do(2)) == [b"one"]
        clear = run.resume
        run._interrupted.clear = lambda: None  # type: ignore[method-assign]  # at the worst moment
        run.interrupt()
        run.again(2)
        del run._interrupted.clear
        clear()
        run.again(2)
        assert _received(run.do(2)) == [b"one"]


def test_a_lesson_that_cannot_run_says_why(tmp_path: Path) -> None:
    faulty = make_lesson(tmp_path / "1", "", server="x")
    with pytest.raises(RunError) as caught:
        LessonRun(faulty).start()
    assert caught.value.code is RunErrorCode.FAULTY
    other = "unix" if sys.platform == "win32" else "windows"
    elsewhere = make_lesson(
        tmp_path / "2", _step("a"), head=f'number = 1\nonly_on = "{other}"\n', server="x = 1"
    )
    assert not elsewhere.runs_here
    with pytest.raises(RunError) as caught:
        LessonRun(elsewhere).start()
    assert caught.value.code is RunErrorCode.NOT_HERE


def test_the_command_line_names_faults_and_what_was_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = make_lesson(tmp_path / "good", _step("a", '["server calls 1"]'), server=_SERVER)
    told: list[str] = []
    assert check_lesson(good, told.append)
    assert any("server.py:3 socket() -> " in line for line in told)
    wrong = _step("a", '["server calls 1"]', 'expect = ["server.call == listen"]')
    make_lesson(tmp_path / "wrong", wrong, server=_SERVER)
    make_lesson(tmp_path / "faulty", "x", server=_SERVER)
    assert main([str(tmp_path / "wrong"), str(tmp_path / "faulty")]) == 1
    output = capsys.readouterr().out
    assert "NOT SO: lesson.toml:10: server.call == listen   (server.call is 'bind')" in output
    assert "lesson.toml:6: toml syntax" in output
    assert main([]) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="by names that only Linux has")
def test_two_processes_take_different_ports() -> None:
    first = take_any()
    script = "from core.lab.runner_ports import *; import sys; print(take_near(int(sys.argv[1])))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(first)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) != first
    give_back(first)
    assert take_near(first) == first
    give_back(first)
