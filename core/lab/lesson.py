"""A lesson as it is read from its folder; the format is told in resources/lessons/README.md.

Reading never raises: what is wrong is in :attr:`Lesson.faults`, with file and line. A lesson is
run by :mod:`core.lab.runner`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.lab.checks import Expectation, Expression, is_this_system
from core.lab.lesson_drives import Drive
from core.lab.lesson_faults import FaultCode, LessonFault
from core.lab.lesson_text import LessonText
from core.paths import config_dir, resources_dir

LANGUAGES = ("ru", "en")
LOOKS = ("code", "sequence", "queues", "letters", "states", "bytes", "table")
"""What a step may show."""


@dataclass(frozen=True, slots=True)
class ActorSpec:
    """An actor: the name of its lane, the file of its program, and whether it starts at once."""

    name: str
    program: str
    start: bool = True


@dataclass(frozen=True, slots=True)
class Prediction:
    """A question whose answer the run gives.

    Attributes:
        kind: "choice", "number" or "text".
        answer: asked of the run after the step.
        options: the values that a choice is of; ``option_sources`` as they stand in the file.
        tolerance: how much a number may be off.
    """

    kind: str
    answer: Expression
    options: tuple[Any, ...] = ()
    option_sources: tuple[str, ...] = ()
    tolerance: float = 0.0

    def is_right(self, given: int | float | str, answer: Any) -> bool:
        """Whether what somebody predicted came out. ``given``: the number of the option (from 0),
        the number, or the text; ``answer``: the value that the run gave."""
        if self.kind == "choice":
            return (
                isinstance(given, int)
                and 0 <= given < len(self.options)
                and same(self.options[given], answer)
            )
        if self.kind == "number":
            try:
                return abs(float(given) - float(answer)) <= self.tolerance
            except (TypeError, ValueError):
                return False
        return _folded(given) == _folded(answer)

    def right_option(self, answer: Any) -> int | None:
        """The number of the option that came out, from 0; None where none of them did."""
        for number, option in enumerate(self.options):
            if same(option, answer):
                return number
        return None


@dataclass(frozen=True, slots=True)
class FreeRuns:
    """How often the programs run with nobody stopped, and what is counted of each run.

    ``options``: values that are shown even if no run gave them.
    """

    count: int
    value: Expression
    options: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``highlight``: (program, line) to light up; ``line``: where it begins."""

    id: str
    drives: tuple[Drive, ...] = ()
    expect: tuple[Expectation, ...] = ()
    look: tuple[str, ...] = ("code",)
    highlight: tuple[tuple[str, int], ...] = ()
    prediction: Prediction | None = None
    runs: FreeRuns | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson. One with ``faults`` is shown with them and does not run.

    Attributes:
        id: the name of its folder.
        ports, paths: what of the programs is put in another place where that is needed.
        actors: in the order of their lanes.
        sources: the programs' texts by file name.
        texts: by language, "ru" and "en"; at least one where there are no faults.
        silent: calls that the gate does not hold; ``varies``: (actor, call) whose sizes vary.
        only_on: systems; empty for all.
    """

    id: str
    folder: Path
    number: int = 0
    ports: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    actors: tuple[ActorSpec, ...] = ()
    steps: tuple[Step, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, LessonText] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    varies: frozenset[tuple[str, str]] = frozenset()
    only_on: tuple[str, ...] = ()
    faults: tuple[LessonFault, ...] = ()

    @property
    def runs_here(self) -> bool:
        """Whether it is meant for this system."""
        return is_this_system(self.only_on)

    def text(self, language: str) -> LessonText:
        """Its text in a language, else in the one there is."""
        found = self.texts.get(language) or next(iter(self.texts.values()), None)
        return found or LessonText(f"{language}.md")

    def title(self, language: str) -> str:
        """Its title without marks; the folder's name where it has none."""
        return "".join(span.text for span in self.text(language).title) or self.id


def load_lesson(folder: Path) -> Lesson:
    """Read a lesson. What is wrong with it is in its ``faults``."""
    from core.lab.lesson_reader import read_lesson  # it imports this module

    return read_lesson(folder)


def lessons_dir() -> Path:
    """The lessons that come with the program."""
    return resources_dir() / "lessons"


def own_lessons_dir() -> Path:
    """The person's own lessons; the folder may not exist."""
    return config_dir() / "lessons"


def find_lessons(folders: Iterable[Path] | None = None) -> list[Lesson]:
    """All lessons of some folders (ours and the person's own), each folder's by number."""
    found: list[Lesson] = []
    for folder in folders if folders is not None else (lessons_dir(), own_lessons_dir()):
        try:
            inside = sorted(path for path in folder.iterdir() if path.is_dir())
        except OSError:  # there is none, or it is not ours to read
            continue
        lessons = [load_lesson(path) for path in inside if is_lesson(path)]
        found += sorted(_without_doubles(lessons), key=lambda lesson: (lesson.number, lesson.id))
    return found


def is_lesson(folder: Path) -> bool:
    """Whether a folder looks like a lesson, even a faulty one."""
    names = ("lesson.toml", *(f"{language}.md" for language in LANGUAGES))
    return not folder.name.startswith((".", "_")) and any(is_there(folder / n) for n in names)


def is_there(path: Path) -> bool:
    """Whether there is such a file, even one that we may not read."""
    try:
        return path.exists()
    except OSError:
        return True


def _without_doubles(lessons: list[Lesson]) -> list[Lesson]:
    """Two lessons of one number: the later ones are faulty."""
    from dataclasses import replace

    seen: set[int] = set()
    result = []
    for lesson in lessons:
        if lesson.number and lesson.number in seen:
            fault = LessonFault("lesson.toml", 1, FaultCode.DOUBLE, f"number = {lesson.number}")
            lesson = replace(lesson, faults=(*lesson.faults, fault))  # noqa: PLW2901
        seen.add(lesson.number)
        result.append(lesson)
    return result


def put_in_place(text: str, ports: Mapping[int, int], paths: Mapping[str, str]) -> str:
    """A program or a text with its ports and paths replaced by those of a run."""
    changed = {str(old): str(new) for old, new in ports.items() if old != new}
    if changed:
        numbers = "|".join(changed)
        text = re.sub(rf"(?<![\w.])(?:{numbers})(?![\w]|\.\d)", lambda m: changed[m[0]], text)
    for old, new in paths.items():
        text = text.replace(old, new)
    return text


def same(one: Any, other: Any) -> bool:
    """Equal, and of one kind: 1 is not True."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _folded(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return " ".join(text.split()).casefold()


if __name__ == "__main__":
    import sys

    from core.lab.lesson_report import main

    sys.exit(main(sys.argv[1:]))
