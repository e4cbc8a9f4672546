"""``python -m core.lab.lesson FOLDER``: checks a lesson from the command line."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from core.lab.lesson import Lesson, load_lesson
from core.lab.runner import LessonRun
from core.lab.runner_values import RunError, StepReport

_USAGE = "usage: python -m core.lab.lesson FOLDER..."


def main(arguments: Sequence[str]) -> int:
    """Check lessons; 0 where all are good, 1 where one is not, 2 where none was named."""
    if not arguments or arguments[0].startswith("-"):
        _print(_USAGE)
        return 2
    good = [check_lesson(load_lesson(Path(each)), _print) for each in arguments]
    return int(not all(good))


def check_lesson(lesson: Lesson, tell: Callable[[str], None]) -> bool:
    """Name a lesson's faults; else run it, and tell what each step expected and saw."""
    for fault in lesson.faults:
        tell(f"{lesson.folder / fault.file}: {fault}")
    if lesson.faults:
        return False
    tell(f"{lesson.number}. {lesson.title('en')}")
    if not lesson.runs_here:
        tell(f"  only on {', '.join(lesson.only_on)}")
        return True
    run = LessonRun(lesson)
    began = time.perf_counter()
    good = True
    try:
        run.start()
        for old, new in run.ports.items():
            if old != new:
                tell(f"  port {old} is taken: {new} instead")
        for number in range(len(lesson.steps)):
            report = run.do(number)
            good = report.ok and good
            _tell_step(lesson, report, tell)
    except RunError as error:
        tell(f"  cannot run: {error}")
        return False
    finally:
        run.stop()
    tell(f"  {'good' if good else 'NOT GOOD'}, {time.perf_counter() - began:.3f} s")
    return good


def _tell_step(lesson: Lesson, report: StepReport, tell: Callable[[str], None]) -> None:
    tell(f"  {report.id}")
    names = {actor.number: actor.name for actor in report.actors}
    for event in report.events:
        if event.by_python:
            continue
        error = (event.error.name or event.error.kind) if event.error is not None else None
        came = f"raised {error}" if error else f"-> {event.result!r}"
        bytes_ = f"  {event.data[:60]!r}" if event.data else ""
        shown = ", ".join(map(repr, event.arguments))
        tell(
            f"    {names.get(event.actor, '?')}: {event.file}:{event.line} "
            f"{event.call}({shown}) {came}{bytes_}"
        )
    for output in report.outputs:
        tell(f"    {output.actor} printed: {output.text.rstrip()}")
    for problem in report.problems:
        tell(
            f"    PROBLEM: {problem.sentence!r} was not done: {problem.actor} {problem.code.value}"
        )
    for check in report.checks:
        if not check.told:
            tell(f"    not on this system: lesson.toml:{check.line}: {check.source}")
        elif not check.ok:
            seen = "; ".join(f"{asked} is {answer or 'nothing'}" for asked, answer in check.seen)
            tell(f"    NOT SO: lesson.toml:{check.line}: {check.source}   ({seen})")
    if lesson.steps[report.step].prediction is not None:
        option = "" if report.right_option is None else f", option {report.right_option + 1}"
        answer = repr(report.answer) if report.has_answer else "NO ANSWER"
        tell(f"    answer: {answer}{option}")
    for actor in report.actors:
        if actor.failure is not None:
            tell(f"    {actor.name} ended with {actor.failure.text} in line {actor.failure.line}")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
