"""Reads a lesson's folder, and gathers what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from keyword import iskeyword
from pathlib import Path
from typing import Any, TypeVar

from core.lab.checks import (
    SYSTEMS,
    Expectation,
    Expression,
    ExpressionError,
    parse_expression,
    parse_option,
)
from core.lab.lesson import (
    LANGUAGES,
    LOOKS,
    ActorSpec,
    FreeRuns,
    Lesson,
    Prediction,
    Step,
    is_there,
)
from core.lab.lesson_drives import Drive, parse_drive
from core.lab.lesson_faults import FaultCode, LessonFault
from core.lab.lesson_fit import misfits
from core.lab.lesson_lines import TomlLines, syntax_fault
from core.lab.lesson_text import LessonText, parse_text

TOML = "lesson.toml"
_LARGEST_FILE = 1 << 20
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FILE_NAME = re.compile(r"[\w-]+\.py")
_MOST_RUNS = 2000
_WORDS = ("all", "start", "kill", "wait")
_KINDS = ("choice", "number", "text")

Place = tuple[str | int, ...]
_T = TypeVar("_T")
_Read = Callable[[dict[str, Any], Place], _T | None]


def read_lesson(folder: Path) -> Lesson:
    """Read a lesson; its faults are in it, sorted by file and line."""
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faults: list[LessonFault] = []
        self._lines = TomlLines("")
        self._actors: tuple[ActorSpec, ...] = ()
        self._sources: dict[str, str] = {}

    def read(self) -> Lesson:
        table = self._toml()
        lesson: dict[str, Any] = {}
        if table is not None:
            lesson = self._lesson(table)
        texts = self._texts(lesson.get("steps"))
        self._faults.sort(key=lambda fault: (fault.file != TOML, fault.file, fault.line))
        return Lesson(
            id=self._folder.name,
            folder=self._folder,
            sources=self._sources,
            texts=texts,
            faults=tuple(dict.fromkeys(self._faults)),
            **lesson,
        )

    # --- files --------------------------------------------------------------------------------

    def _fault(self, code: FaultCode, detail: str = "", *place: str | int, word: str = "") -> None:
        line = self._lines.line(*place, word=word)
        self._faults.append(LessonFault(TOML, line, code, detail))

    def _file(self, name: str, *place: str | int) -> str | None:
        """The text of a file of the folder; None with a fault where it cannot be read."""
        try:
            data = (self._folder / name).read_bytes()
            if len(data) > _LARGEST_FILE:
                raise OSError("larger than 1 MiB")
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            if place:
                self._fault(FaultCode.NO_FILE, name, *place)
            else:
                self._faults.append(LessonFault(name, 0, FaultCode.NO_FILE, name))
        except OSError as error:
            words = error.strerror or str(error)
            self._faults.append(LessonFault(name, 0, FaultCode.UNREADABLE, words))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self._faults.append(LessonFault(name, line, FaultCode.NOT_UTF8))
        return None

    def _toml(self) -> dict[str, Any] | None:
        source = self._file(TOML)
        if source is None:
            return None
        self._lines = TomlLines(source)
        try:
            return tomllib.loads(source)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            line, words = syntax_fault(error, source)
            self._faults.append(LessonFault(TOML, line, FaultCode.TOML_SYNTAX, words))
            return None

    # --- values -------------------------------------------------------------------------------

    def _known(self, table: dict[str, Any], names: tuple[str, ...], *place: str | int) -> None:
        for key in table:
            if key not in names:
                self._fault(FaultCode.UNKNOWN_KEY, key, *place, key)

    def _get(
        self, table: dict[str, Any], key: str, kind: type, what: str, default: Any, *place: Any
    ) -> Any:
        """A value of one type; the default, with a fault, where it is of another."""
        value = table.get(key, default)
        if value is default:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self._fault(FaultCode.WRONG_TYPE, f"{key}: {what}", *place, key)
            return default
        return value

    def _texts_of(self, table: dict[str, Any], key: str, *place: str | int) -> list[str]:
        """An array of texts; a single text is one too."""
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list) and all(isinstance(item, str) for item in values):
            return values
        self._fault(FaultCode.WRONG_TYPE, f'{key}: ["…", "…"]', *place, key)
        return []

    def _systems(self, table: dict[str, Any], *place: str | int) -> tuple[str, ...]:
        names = self._texts_of(table, "only_on", *place)
        for name in names:
            if name not in SYSTEMS:
                self._fault(FaultCode.BAD_VALUE, f"only_on: {name}", *place, "only_on")
        return tuple(names)

    def _expression(self, source: str, *place: str | int) -> Expression | None:
        try:
            return parse_expression(source, {actor.name for actor in self._actors})
        except ExpressionError as error:
            self._fault(FaultCode.BAD_EXPRESSION, f"{source}: {error}", *place, word=source)
            return None

    # --- lesson.toml --------------------------------------------------------------------------

    def _lesson(self, table: dict[str, Any]) -> dict[str, Any]:
        keys = ("number", "ports", "paths", "silent", "varies", "only_on", "actors", "step")
        self._known(table, keys)
        if "number" not in table:
            self._fault(FaultCode.MISSING_KEY, "number")
        number = self._get(table, "number", int, "3", 0)
        if "number" in table and isinstance(number, int) and not 0 < number < 1000:
            self._fault(FaultCode.BAD_VALUE, f"number: {str(number)[:20]}", "number")
        ports = self._get(table, "ports", list, "[12345]", [])
        for port in ports:
            if not isinstance(port, int) or not 0 < port < 65536:
                self._fault(FaultCode.BAD_VALUE, f"ports: {port!r}", "ports")
        self._actors = self._read_actors(table)
        return {
            "number": number,
            "ports": tuple(port for port in ports if isinstance(port, int) and 0 < port < 65536),
            "paths": tuple(self._texts_of(table, "paths")),
            "silent": frozenset(self._texts_of(table, "silent")),
            "varies": frozenset(self._varies(table)),
            "only_on": self._systems(table),
            "actors": self._actors,
            "steps": self._steps(table),
        }

    def _varies(self, table: dict[str, Any]) -> list[tuple[str, str]]:
        found = []
        for text in self._texts_of(table, "varies"):
            actor, dot, call = text.rpartition(".")
            if not dot or not call.isidentifier():
                self._fault(FaultCode.BAD_VALUE, f"varies: {text}", "varies")
            elif actor.partition(".")[0] not in {actor.name for actor in self._actors}:
                self._fault(FaultCode.UNKNOWN_ACTOR, actor, "varies")
            else:
                found.append((actor, call))
        return found

    def _read_actors(self, table: dict[str, Any]) -> tuple[ActorSpec, ...]:
        found = self._get(table, "actors", dict, "[actors]", {})
        if not found:
            self._fault(FaultCode.NO_ACTORS, "", "actors")
        actors = []
        for name, value in found.items():
            place = ("actors", name)
            inner = {"program": value} if isinstance(value, str) else value
            if not isinstance(inner, dict):
                self._fault(FaultCode.WRONG_TYPE, f'{name}: "server.py"', *place)
                continue
            self._known(inner, ("program", "start"), *place)
            if not _NAME.fullmatch(name) or name in _WORDS or iskeyword(name):
                self._fault(FaultCode.BAD_NAME, name, *place)
            program = self._get(inner, "program", str, '"server.py"', "", *place)
            if "program" not in inner:
                self._fault(FaultCode.MISSING_KEY, f"{name}: program", *place)
            elif program and not _FILE_NAME.fullmatch(program):
                self._fault(FaultCode.BAD_VALUE, f"program: {program}", *place)
            elif program:
                self._program(program, *place)
            start = self._get(inner, "start", bool, "true", True, *place)
            actors.append(ActorSpec(name, program, start))
        return tuple(actors)

    def _program(self, name: str, *place: str | int) -> None:
        if name in self._sources:
            return
        source = self._file(name, *place)
        if source is None:
            return
        self._sources[name] = source
        try:
            compile(source, name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) or 1
            words = getattr(error, "msg", None) or str(error)
            self._faults.append(LessonFault(name, line, FaultCode.PYTHON_SYNTAX, words))

    def _steps(self, table: dict[str, Any]) -> tuple[Step, ...]:
        found = self._get(table, "step", list, "[[step]]", [])
        if not found:
            self._fault(FaultCode.NO_STEPS, "", "step")
        steps: list[Step] = []
        for at, value in enumerate(found):
            if not isinstance(value, dict):
                self._fault(FaultCode.WRONG_TYPE, "step: [[step]]", "step")
                continue
            step = self._step(value, ("step", at))
            if step.id in {other.id for other in steps}:
                self._fault(FaultCode.DOUBLE, step.id, "step", at, "id")
            steps.append(step)
        return tuple(steps)

    def _step(self, value: dict[str, Any], place: Place) -> Step:
        keys = ("id", "do", "expect", "look", "highlight", "predict", "runs")
        self._known(value, keys, *place)
        step_id = self._get(value, "id", str, '"one-recv"', "", *place)
        if "id" not in value:
            self._fault(FaultCode.MISSING_KEY, "id", *place)
        elif not _STEP_ID.fullmatch(step_id):
            self._fault(FaultCode.BAD_NAME, step_id, *place, "id")
        looks = self._texts_of(value, "look", *place)
        for look in looks:
            if look not in LOOKS:
                self._fault(FaultCode.BAD_VALUE, f"look: {look}", *place, "look")
        return Step(
            id=step_id,
            drives=tuple(self._drives(value, place)),
            expect=tuple(self._expectations(value, place)),
            look=tuple(looks) or ("code",),
            highlight=tuple(self._highlight(value, place)),
            prediction=self._inner(value, "predict", place, self._prediction),
            runs=self._inner(value, "runs", place, self._free_runs),
            line=self._lines.line(*place),
        )

    def _inner(self, value: dict[str, Any], key: str, place: Place, read: _Read[_T]) -> _T | None:
        """A table within a step, None where there is none."""
        if key not in value:
            return None
        inner = self._get(value, key, dict, f"[step.{key}]", None, *place)
        return read(inner, (*place, key)) if inner is not None else None

    def _drives(self, value: dict[str, Any], place: Place) -> Iterator[Drive]:
        names = {actor.name for actor in self._actors}
        for sentence in self._texts_of(value, "do", *place):
            drive = parse_drive(sentence)
            if drive is None:
                self._fault(FaultCode.BAD_DRIVE, sentence, *place, "do", word=sentence)
            elif drive.actor and drive.base not in names:
                self._fault(FaultCode.UNKNOWN_ACTOR, drive.actor, *place, "do", word=sentence)
            else:
                yield drive

    def _expectations(self, value: dict[str, Any], place: Place) -> Iterator[Expectation]:
        place = (*place, "expect")
        found = value.get("expect", [])
        for item in found if isinstance(found, list) else [found]:
            table = {"that": item} if isinstance(item, str) else item
            if not isinstance(table, dict) or not isinstance(table.get("that"), str):
                self._fault(FaultCode.WRONG_TYPE, 'expect: ["…", "…"]', *place)
                continue
            self._known(table, ("that", "only_on"), *place)
            source = table["that"]
            expression = self._expression(source, *place)
            if expression is not None:
                systems = self._systems(table, *place)
                yield Expectation(expression, systems, self._lines.line(*place, word=source))

    def _highlight(self, value: dict[str, Any], place: Place) -> Iterator[tuple[str, int]]:
        for text in self._texts_of(value, "highlight", *place):
            program, _, line = text.rpartition(":")
            count = len(self._sources.get(program, "").splitlines())
            if re.fullmatch(r"[0-9]{1,6}", line) and 1 <= int(line) <= count:
                yield program, int(line)
            else:
                self._fault(FaultCode.BAD_LINE, text, *place, "highlight")

    def _prediction(self, table: dict[str, Any], place: Place) -> Prediction | None:
        self._known(table, ("kind", "answer", "options", "tolerance"), *place)
        kind = self._get(table, "kind", str, '"choice"', "choice", *place)
        if kind not in _KINDS:
            self._fault(FaultCode.BAD_VALUE, f"kind: {kind}", *place, "kind")
        source = self._get(table, "answer", str, '"server.recv.data"', "", *place)
        if "answer" not in table:
            self._fault(FaultCode.MISSING_KEY, "answer", *place)
        answer = self._expression(source, *place, "answer") if source else None
        sources = self._texts_of(table, "options", *place)
        options = self._options(sources, place)
        if kind == "choice" and len(sources) < 2:
            self._fault(FaultCode.FEW_OPTIONS, "", *place, "options")
        tolerance = table.get("tolerance", 0)
        if isinstance(tolerance, bool) or not isinstance(tolerance, int | float):
            self._fault(FaultCode.WRONG_TYPE, "tolerance: 10", *place, "tolerance")
            tolerance = 0
        if answer is None:
            return None
        return Prediction(kind, answer, options, tuple(sources), float(tolerance))

    def _options(self, sources: list[str], place: Place) -> tuple[Any, ...]:
        options = []
        for source in sources:
            try:
                options.append(parse_option(source))
            except ExpressionError as error:
                self._fault(FaultCode.BAD_EXPRESSION, f"{source}: {error}", *place, "options")
        return tuple(options)

    def _free_runs(self, table: dict[str, Any], place: Place) -> FreeRuns | None:
        self._known(table, ("count", "value", "options"), *place)
        count = self._get(table, "count", int, "300", 300, *place)
        if not 0 < count <= _MOST_RUNS:
            self._fault(FaultCode.BAD_VALUE, f"count: {count}", *place, "count")
        if "value" not in table:
            self._fault(FaultCode.MISSING_KEY, "value", *place)
        source = self._get(table, "value", str, '"server.recv.data"', "", *place)
        value = self._expression(source, *place, "value") if source else None
        options = self._options(self._texts_of(table, "options", *place), place)
        return FreeRuns(count, value, options) if value is not None else None

    # --- ru.md, en.md -------------------------------------------------------------------------

    def _texts(self, steps: tuple[Step, ...] | None) -> dict[str, LessonText]:
        texts: dict[str, LessonText] = {}
        for language in LANGUAGES:
            name = f"{language}.md"
            if not is_there(self._folder / name):
                continue
            source = self._file(name)
            if source is None:
                continue
            text = texts[language] = parse_text(name, source)
            self._faults += text.faults
            if steps:
                self._faults += misfits(text, steps)
        if not texts:
            self._faults.append(LessonFault(f"{LANGUAGES[-1]}.md", 0, FaultCode.NO_TEXT))
        return texts
