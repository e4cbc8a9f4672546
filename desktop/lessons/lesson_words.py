"""Words for what happens in a lesson's run: troubles, and what came out otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.lab.checks import CheckResult
from core.lab.lesson import Lesson
from core.lab.runner_values import Problem, ProblemCode, RunErrorCode

translate = QCoreApplication.translate
_SYSTEMS = {"linux": "Linux", "windows": "Windows", "macos": "macOS", "unix": "Unix"}


def systems(names: tuple[str, ...]) -> str:
    """ "Linux, macOS"."""
    return ", ".join(_SYSTEMS.get(name, name) for name in names)


def trouble(code: RunErrorCode, detail: str, lesson: Lesson) -> str:
    """Why the lesson cannot run, and what to do."""
    match code:
        case RunErrorCode.FAULTY:
            words = translate("LessonWords", "The lesson's files have faults: %1")
        case RunErrorCode.NOT_HERE:
            words = translate(
                "LessonWords", "This lesson shows something that only %1 has. It can be read here."
            )
            return words.replace("%1", systems(lesson.only_on))
        case RunErrorCode.NO_PORT:
            words = translate(
                "LessonWords",
                "No port is free for the lesson's server. Close a program that holds it: %1",
            )
        case RunErrorCode.NO_THREAD:
            words = translate(
                "LessonWords",
                "The system gives the lesson no thread (%1). Close other programs, then press"
                " “Again from here”.",
            )
        case RunErrorCode.NO_FOLDER:
            words = translate("LessonWords", "No temporary folder can be made for the lesson: %1")
    return words.replace("%1", detail)


def problem(value: Problem) -> str:
    """Why a sentence of ``do`` was not done to its end."""
    match value.code:
        case ProblemCode.NOT_STARTED:
            words = translate("LessonWords", "“%1” was not possible: %2 does not run.")
        case ProblemCode.ENDED:
            words = translate("LessonWords", "“%1” was not possible: %2 has ended before.")
        case ProblemCode.IN_KERNEL:
            words = translate(
                "LessonWords", "“%1” was not done to its end: %2 stays in the kernel."
            )
        case ProblemCode.WAITING:
            words = translate(
                "LessonWords", "“%1” was not done to its end: %2 waits in the program."
            )
        case ProblemCode.RUNNING:
            words = translate(
                "LessonWords", "“%1” was not done to its end: %2 computes and makes no call."
            )
        case ProblemCode.TOO_MANY_CALLS:
            words = translate("LessonWords", "“%1” was ended: %2 made too many calls.")
        case ProblemCode.TOO_LONG:
            words = translate("LessonWords", "“%1” was ended: it took too long (%2).")
    return words.replace("%1", value.sentence).replace("%2", value.actor)


def otherwise(results: Sequence[CheckResult]) -> str:
    """Expectations that the real run did not meet; "" for none."""
    if not results:
        return ""
    lines = [translate("LessonWords", "This time it went otherwise than the lesson tells:")]
    for result in results:
        words = translate("LessonWords", "expected %1, seen %2")
        seen = ", ".join(f"{asked} = {answer or '—'}" for asked, answer in result.seen)
        lines.append("· " + words.replace("%1", result.source).replace("%2", seen or "—"))
    return "\n".join(lines)


def not_told(results: Sequence[CheckResult]) -> str:
    """What the lesson expects and this system does not tell; "" for nothing."""
    if not results:
        return ""
    words = translate("LessonWords", "Not on this system, so nobody can say whether it is so: %1")
    return words.replace("%1", ", ".join(result.source for result in results))


def moved(old: int, new: int) -> str:
    """A port that was taken."""
    words = translate("LessonWords", "Port %1 is taken on this computer, so the lesson uses %2.")
    return words.replace("%1", str(old)).replace("%2", str(new))


def no_answer(not_told: bool = False) -> str:
    """The run did not come to what was asked, or the system does not tell it."""
    if not_told:
        return translate("LessonWords", "This system does not tell the answer.")
    return translate("LessonWords", "The run did not come so far, so it gives no answer here.")


def value_words(value: object) -> str:
    """A value of the run, as Python writes it; a text without its quotes."""
    return value if isinstance(value, str) else repr(value)
