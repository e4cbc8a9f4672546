"""Every lesson runs on real sockets, does what it says, and does the same each time.

``BESEDKA_LESSON_RUNS`` says how often each of them is run (50).
"""

from __future__ import annotations

import ast
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.lab.lesson import LANGUAGES, Lesson, find_lessons, lessons_dir, load_lesson
from core.lab.replay import Replay
from core.lab.replay_plan import NoteCode, ReplayPlan, plan_replay
from core.lab.runner_values import StepReport
from core.net.tape import Tape
from tests.core.lab.lesson_folders import open_files, run_of

RUNS = int(os.environ.get("BESEDKA_LESSON_RUNS", "50"))
FOLDERS = sorted(path.parent for path in lessons_dir().glob("*/lesson.toml"))


def _told(report: StepReport) -> str:
    wrong = [f"{check.source}: {check.seen}" for check in report.checks if not check.ok]
    return f"step {report.id}: {report.problems} {wrong}"


def _one_run(lesson: Lesson) -> str:
    """Run it and hold it against what it says; returns its trace."""
    run = run_of(lesson)
    try:
        run.start()
        for number, step in enumerate(lesson.steps):
            report = run.do(number)
            assert report.ok, _told(report)
            if step.prediction is not None:
                assert report.has_answer, _told(report)
                if step.prediction.kind == "choice":
                    assert report.right_option is not None, (step.id, report.answer)
        return repr(run.trace())
    finally:
        run.stop()


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_its_files_have_no_faults_and_are_in_both_languages(folder: Path) -> None:
    lesson = load_lesson(folder)
    assert [str(fault) for fault in lesson.faults] == []
    ids = [step.id for step in lesson.steps]
    assert set(lesson.texts) == set(LANGUAGES)
    for text in lesson.texts.values():
        assert [step.id for step in text.steps] == ids
        assert text.intro
        assert all(step.before for step in text.steps)
    russian, english = lesson.text("ru"), lesson.text("en")
    for one, other in zip(russian.steps, english.steps, strict=True):
        assert (bool(one.question), len(one.options)) == (bool(other.question), len(other.options))
        assert bool(one.after) == bool(other.after)


@pytest.mark.timeout(600)
def test_each_run_does_what_it_says_and_the_same(folder: Path) -> None:
    lesson = load_lesson(folder)
    if not lesson.runs_here:
        pytest.skip(f"only on {lesson.only_on}")
    threads, files = threading.active_count(), open_files()
    began = time.monotonic()
    patience = _patience(lesson)
    first = _one_run(lesson)
    # One that waits half a second for an answer that does not come waits beside others.
    at_once = 5 if time.monotonic() - began > 0.3 else 1

    def again(_number: int) -> bool:
        return _in_time(patience, lambda: _one_run(lesson) == first)

    with ThreadPoolExecutor(at_once) as pool:
        assert all(pool.map(again, range(RUNS - 1)))
    assert threading.active_count() <= threads
    assert open_files() <= files


def test_free_runs_give_a_value(folder: Path) -> None:
    lesson = load_lesson(folder)
    numbers = [number for number, step in enumerate(lesson.steps) if step.runs is not None]
    for number in numbers:
        run = run_of(lesson, most_free_runs=5)
        tally = run.run_free(number, lambda _: None)
        assert (tally.done, tally.no_value) == (5, 0)
        assert sum(count for _, count in tally.rows) == 5


def test_it_can_be_taken_up_again_from_each_step(folder: Path) -> None:
    lesson = load_lesson(folder)
    if not lesson.runs_here:
        pytest.skip(f"only on {lesson.only_on}")
    assert _in_time(_patience(lesson), lambda: _taken_up_again(lesson))


def _patience(lesson: Lesson) -> int:
    """How often a run may be tried: a program with a real timeout of half a second may give up
    on a busy machine where it had not before."""
    return 5 if any("settimeout" in source for source in lesson.sources.values()) else 1


def _in_time(tries: int, attempt: Callable[[], bool]) -> bool:
    """Whether an attempt succeeded. The last one's AssertionError is passed on."""
    for left in range(tries - 1, -1, -1):
        try:
            if attempt():
                return True
        except AssertionError:
            if not left:
                raise
    return False


def _taken_up_again(lesson: Lesson) -> bool:
    run = run_of(lesson)
    try:
        run.start()
        for number in range(len(lesson.steps)):
            report = run.do(number)
            assert report.ok, _told(report)
        whole = run.trace()
        for number in range(len(lesson.steps)):
            run.again(number)
            assert run.next_step == number
            for later in range(number, len(lesson.steps)):
                report = run.do(later)
                assert report.ok, f"again from {number}: {_told(report)}"
            for actor, calls in run.trace().items():
                assert calls == whole[actor], f"{actor}, again from {number}"
    finally:
        run.stop()
    return True


def test_its_tape_can_be_done_again(folder: Path) -> None:
    """As a person does who has saved the tape of a lesson."""
    lesson = load_lesson(folder)
    if not lesson.runs_here:
        pytest.skip(f"only on {lesson.only_on}")
    run, tape = run_of(lesson), Tape()
    try:
        run.start()
        for number in range(len(lesson.steps)):
            run.do(number)
        tape.note(run.lens.actors(), run.lens.sockets())
        tape.add(run.lens.drain())
    finally:
        run.stop()
    plan = plan_replay(tape.events, tape.actors, tape.sockets)
    # On a loaded machine a program that gives up after a time may give up where it had not.
    assert any(_is_done_again(plan) for _ in range(3))


def _is_done_again(plan: ReplayPlan) -> bool:
    replay = Replay(plan)
    try:
        replay.start()
        assert [event for event in replay.lens.drain() if not event.by_python]
        return NoteCode.DIVERGED not in {note.code for note in replay.notes}
    finally:
        replay.stop()


def test_its_programs_need_nothing_but_python(folder: Path) -> None:
    for program, source in load_lesson(folder).sources.items():
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.partition(".")[0] in sys.stdlib_module_names, (program, name)


def test_numbers_are_those_of_the_folders() -> None:
    lessons = find_lessons([lessons_dir()])
    assert [lesson.number for lesson in lessons] == sorted({lesson.number for lesson in lessons})
    assert all(lesson.id.startswith(f"{lesson.number:02}-") for lesson in lessons)
