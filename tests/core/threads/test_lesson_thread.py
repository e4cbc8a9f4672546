"""A lesson in a thread of its own, as a window drives it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from core.lab import runner
from core.lab.lesson import lessons_dir, load_lesson
from core.lab.runner_values import RunErrorCode, StepReport, Tally
from core.threads.lesson_thread import LessonRunner, Trouble, World
from tests.core.lab.lesson_folders import make_lesson, unused_port

from .client_helpers import PATIENCE_MS


@pytest.fixture(autouse=True)
def own_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers must not take one port for a lesson."""
    monkeypatch.setattr(runner, "take_near", unused_port)


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    """Wait for something to happen, on however slow a machine."""
    qtbot.waitUntil(lambda: bool(condition()), timeout=4 * PATIENCE_MS)


class _Heard:
    """Keeps what a signal said."""

    def __init__(self, signal: SignalInstance) -> None:
        self.values: list[Any] = []
        signal.connect(self.values.append)


@pytest.fixture
def lesson(qtbot: QtBot) -> Iterator[LessonRunner]:
    made = LessonRunner(load_lesson(lessons_dir() / "03-recv-is-not-a-message"))
    yield made
    assert made.stop_and_wait()
    assert not made.is_running


def test_a_lesson_from_its_start_to_its_end(qtbot: QtBot, lesson: LessonRunner) -> None:
    worlds, reports = _Heard(lesson.world), _Heard(lesson.stepped)
    tallies, busy = _Heard(lesson.tallied), _Heard(lesson.busy_changed)
    assert lesson.start()
    until(qtbot, lambda: len(worlds.values) == 1)
    world: World = worlds.values[0]
    assert world.step == 0
    assert set(world.sources) == {"server.py", "client.py"}
    assert world.lens.actors()

    def has_come(count: int) -> bool:
        return len(reports.values) == count

    for number in range(len(lesson.lesson.steps)):
        lesson.do_next()
        until(qtbot, functools.partial(has_come, number + 1))
    lesson.do_next()  # there is no other step
    until(qtbot, lambda: bool(tallies.values) and tallies.values[-1].done == 300)
    until(qtbot, lambda: busy.values[-1] is False)
    assert len(reports.values) == len(lesson.lesson.steps)
    report: StepReport = reports.values[4]
    assert report.ok
    assert (report.answer, report.right_option) == (b"onetwothree", 2)
    tally: Tally = tallies.values[-1]
    assert sum(count for _, count in tally.rows) == 300


def test_from_a_step_again_and_on_to_a_later_one(qtbot: QtBot, lesson: LessonRunner) -> None:
    worlds, reports = _Heard(lesson.world), _Heard(lesson.stepped)
    lesson.start()
    lesson.go_to(3)
    until(qtbot, lambda: len(reports.values) == 3)
    assert [report.step for report in reports.values] == [0, 1, 2]
    lesson.again(2)
    until(qtbot, lambda: len(worlds.values) == 2)
    assert worlds.values[1].step == 2
    assert worlds.values[1].lens is not worlds.values[0].lens
    lesson.do_next()
    until(qtbot, lambda: len(reports.values) == 4)
    assert reports.values[3].ok
    assert reports.values[3].step == 2


def test_a_person_lets_one_call_go(qtbot: QtBot, lesson: LessonRunner) -> None:
    standing = _Heard(lesson.actors_changed)
    lesson.start()
    lesson.step_actor("client")  # socket()
    lesson.step_actor("client")  # connect: nobody listens yet

    def refused() -> bool:
        views = standing.values[-1] if standing.values else ()
        return any(view.name == "client" and view.failure is not None for view in views)

    until(qtbot, refused)
    (client,) = [view for view in standing.values[-1] if view.name == "client"]
    assert client.failure.kind == "ConnectionRefusedError"
    assert (client.state, client.failure.line) == ("finished", 4)


def test_a_faulty_lesson_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    runner = LessonRunner(make_lesson(tmp_path / "1", "", server="x ="))
    troubles = _Heard(runner.trouble)
    runner.start()
    until(qtbot, lambda: bool(troubles.values))
    trouble: Trouble = troubles.values[0]
    assert trouble.code is RunErrorCode.FAULTY
    assert runner.stop_and_wait()


def test_it_stops_in_the_midst_of_a_step(qtbot: QtBot, tmp_path: Path) -> None:
    steps = '\n[[step]]\nid = "go"\ndo = ["wait 30"]\n'
    runner = LessonRunner(make_lesson(tmp_path / "1", steps, server="import time\ntime.sleep(99)"))
    worlds, ended = _Heard(runner.world), []
    runner.ended.connect(lambda: ended.append(1))
    runner.start()
    until(qtbot, lambda: bool(worlds.values))
    runner.do_next()
    assert runner.stop_and_wait()
    until(qtbot, lambda: bool(ended))


def test_free_runs_can_be_ended(qtbot: QtBot, lesson: LessonRunner) -> None:
    tallies, busy = _Heard(lesson.tallied), _Heard(lesson.busy_changed)
    lesson.start()
    lesson.run_free(5)
    until(qtbot, lambda: bool(tallies.values))
    lesson.stop_runs()
    until(qtbot, lambda: busy.values == [True, False, True, False])
    assert tallies.values[-1].done < 300
