"""Makes lessons for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.lab.lesson import Lesson, load_lesson
from core.lab.runner import LessonRun
from core.lab.runner_ports import is_free
from tests.ports import free_port


def make_lesson(folder: Path, steps: str, head: str = "", **programs: str) -> Lesson:
    """A lesson with the programs server="…", client="…", and steps as in lesson.toml.

    Each step's texts are made up. ``head`` stands before the actors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    actors = "".join(f'{name} = "{name}.py"\n' for name in programs)
    (folder / "lesson.toml").write_text(
        (head or "number = 1\nports = [12345]\n") + "\n[actors]\n" + actors + steps, "utf-8"
    )
    for name, source in programs.items():
        (folder / f"{name}.py").write_text(source, "utf-8")
    text = "# Title\n\nIntroduction.\n"
    for line in steps.splitlines():
        if line.startswith("id = "):
            text += f"\n## Step {{#{line.split('=')[1].strip().strip(chr(34))}}}\n"
        if line.startswith("[step.predict]"):
            text += "\n### ? What?\n"
    (folder / "en.md").write_text(text, "utf-8")
    return load_lesson(folder)


def unused_port(_: int = 0) -> int:
    """A port that no other test has, and that can be bound without SO_REUSEADDR: a server of an
    earlier run, closed first, left its port in TIME_WAIT."""
    while True:
        port = free_port()
        if is_free(port):
            return port


def run_of(lesson: Lesson, most_free_runs: int = 5) -> LessonRun:
    """A run on ports that no other test has."""
    return LessonRun(lesson, unused_port, most_free_runs)


@contextmanager
def started(lesson: Lesson) -> Iterator[LessonRun]:
    """A lesson that runs until the block ends."""
    assert not lesson.faults, [str(fault) for fault in lesson.faults]
    run = run_of(lesson)
    try:
        run.start()
        yield run
    finally:
        run.stop()


def open_files() -> int:
    """How many file descriptors this process has; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
