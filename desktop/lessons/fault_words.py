"""What is wrong with the files of a lesson, in sentences that say what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.lab.lesson_faults import FaultCode, LessonFault

translate = QCoreApplication.translate


def place(fault: LessonFault) -> str:
    """Where it is: "lesson.toml, line 12", or the file alone."""
    if not fault.line:
        return fault.file
    words = translate("LessonFaults", "%1, line %2")
    return words.replace("%1", fault.file).replace("%2", str(fault.line))


def sentence(fault: LessonFault) -> str:
    """What is wrong, and what to do."""
    return _template(fault.code).replace("%1", fault.detail)


def _template(code: FaultCode) -> str:
    match code:
        case FaultCode.NO_FILE:
            return translate(
                "LessonFaults", "The file %1 is missing. Put it into the lesson's folder."
            )
        case FaultCode.UNREADABLE:
            return translate("LessonFaults", "The file cannot be read: %1.")
        case FaultCode.NOT_UTF8:
            return translate("LessonFaults", "This line is not UTF-8. Save the file as UTF-8.")
        case FaultCode.TOML_SYNTAX:
            return translate("LessonFaults", "This is no TOML: %1.")
        case FaultCode.UNKNOWN_KEY:
            return translate(
                "LessonFaults", "Nothing of the name “%1” can be set here. Is it misspelt?"
            )
        case FaultCode.MISSING_KEY:
            return translate("LessonFaults", "“%1” must be set.")
        case FaultCode.WRONG_TYPE:
            return translate(
                "LessonFaults", "The value has the wrong form. It should look like this: %1"
            )
        case FaultCode.BAD_VALUE:
            return translate("LessonFaults", "This value is not possible: %1")
        case FaultCode.NO_STEPS:
            return translate("LessonFaults", "The lesson has no steps. Each begins with [[step]].")
        case FaultCode.NO_ACTORS:
            return translate(
                "LessonFaults",
                'The lesson has no actors. Write them under [actors]: server = "server.py".',
            )
        case FaultCode.BAD_NAME:
            return translate(
                "LessonFaults",
                "“%1” cannot be a name: take Latin letters and digits, a letter first.",
            )
        case FaultCode.DOUBLE:
            return translate("LessonFaults", "“%1” is there twice. Each must be there once.")
        case FaultCode.PYTHON_SYNTAX:
            return translate("LessonFaults", "Python does not understand the program: %1.")
        case FaultCode.UNKNOWN_ACTOR:
            return translate("LessonFaults", "There is no actor “%1” under [actors].")
        case _:
            return _more(code)


def _more(code: FaultCode) -> str:
    match code:
        case FaultCode.BAD_DRIVE:
            return translate(
                "LessonFaults",
                "“%1” is no sentence that a step understands. They are listed in the guide.",
            )
        case FaultCode.BAD_EXPRESSION:
            return translate("LessonFaults", "This cannot be asked of the run: %1")
        case FaultCode.BAD_LINE:
            return translate("LessonFaults", "There is no such program or line: %1")
        case FaultCode.FEW_OPTIONS:
            return translate("LessonFaults", "A choice needs at least two options.")
        case FaultCode.NO_TEXT:
            return translate("LessonFaults", "The lesson has no text. Write ru.md or en.md.")
        case FaultCode.NO_TITLE:
            return translate("LessonFaults", "The text has to begin with a title: # Title")
        case FaultCode.HEADING_WITHOUT_ID:
            return translate(
                "LessonFaults", "The heading “%1” does not say which step it is. End it with {#id}."
            )
        case FaultCode.UNKNOWN_STEP:
            return translate("LessonFaults", "lesson.toml has no step “%1”.")
        case FaultCode.MISSING_HEADING:
            return translate("LessonFaults", "The step “%1” has no heading here. Write: ## … {#%1}")
        case FaultCode.WRONG_ORDER:
            return translate(
                "LessonFaults", "The heading “%1” is out of order. The steps go as in lesson.toml."
            )
        case FaultCode.BAD_HEADING:
            return translate(
                "LessonFaults",
                "“%1”: a heading with ### is a question (### ? …) or what is told after (### ! …).",
            )
        case FaultCode.MISSING_QUESTION:
            return translate(
                "LessonFaults",
                "The step “%1” predicts something, but no question (### ? …) is here.",
            )
        case FaultCode.QUESTION_WITHOUT_PREDICTION:
            return translate(
                "LessonFaults",
                "The step “%1” has a question, but no [step.predict] in lesson.toml.",
            )
        case FaultCode.WRONG_OPTIONS:
            return translate(
                "LessonFaults",
                "The list of answers is not as long as the options in lesson.toml: %1.",
            )
        case _:
            return "%1"
