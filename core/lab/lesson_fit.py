"""Whether a lesson's text fits its steps: headings, questions, options."""

from __future__ import annotations

from collections.abc import Iterator

from core.lab.lesson import Step
from core.lab.lesson_faults import FaultCode, LessonFault
from core.lab.lesson_text import LessonText


def misfits(text: LessonText, steps: tuple[Step, ...]) -> Iterator[LessonFault]:
    """What of a text does not fit the steps."""
    ids = [step.id for step in steps]
    seen: list[str] = []
    for told in text.steps:
        if not told.id:
            continue
        if told.id not in ids:
            yield LessonFault(text.file, told.line, FaultCode.UNKNOWN_STEP, told.id)
        elif told.id in seen:
            yield LessonFault(text.file, told.line, FaultCode.DOUBLE, told.id)
        else:
            if seen and ids.index(told.id) < ids.index(seen[-1]):
                yield LessonFault(text.file, told.line, FaultCode.WRONG_ORDER, told.id)
            seen.append(told.id)
    for step in steps:
        words = text.step(step.id)
        if words is None:
            yield LessonFault(text.file, 0, FaultCode.MISSING_HEADING, step.id)
            continue
        if step.prediction is None:
            if words.question:
                code = FaultCode.QUESTION_WITHOUT_PREDICTION
                yield LessonFault(text.file, words.line, code, step.id)
            continue
        if not words.question:
            yield LessonFault(text.file, words.line, FaultCode.MISSING_QUESTION, step.id)
        wanted = len(step.prediction.options)
        if words.options and len(words.options) != wanted and step.prediction.kind == "choice":
            detail = f"{len(words.options)} / {wanted}"
            yield LessonFault(text.file, words.line, FaultCode.WRONG_OPTIONS, detail)
