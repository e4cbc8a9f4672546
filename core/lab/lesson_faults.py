"""What can be wrong with the files of a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """What is wrong; the windows have the words. In the remark: what ``detail`` is then."""

    NO_FILE = "no_file"  # the file
    UNREADABLE = "unreadable"  # the system's words
    NOT_UTF8 = "not_utf8"
    TOML_SYNTAX = "toml_syntax"  # the parser's words
    UNKNOWN_KEY = "unknown_key"  # the key
    MISSING_KEY = "missing_key"  # the key
    WRONG_TYPE = "wrong_type"  # key: what it should be
    BAD_VALUE = "bad_value"  # key: value
    NO_STEPS = "no_steps"
    NO_ACTORS = "no_actors"
    BAD_NAME = "bad_name"  # the actor's name, or the step's id
    DOUBLE = "double"  # the id, number or name that is there twice
    PYTHON_SYNTAX = "python_syntax"  # the parser's words
    UNKNOWN_ACTOR = "unknown_actor"  # the name
    BAD_DRIVE = "bad_drive"  # the sentence
    BAD_EXPRESSION = "bad_expression"  # the expression, and why
    BAD_LINE = "bad_line"  # "server.py:99": no such file or line
    FEW_OPTIONS = "few_options"
    NO_TEXT = "no_text"  # neither ru.md nor en.md
    NO_TITLE = "no_title"
    HEADING_WITHOUT_ID = "heading_without_id"  # the heading
    UNKNOWN_STEP = "unknown_step"  # the id of a heading that no step has
    MISSING_HEADING = "missing_heading"  # the id of a step that has no heading here
    WRONG_ORDER = "wrong_order"  # the id of the heading
    BAD_HEADING = "bad_heading"  # a heading of the third level that is neither ? nor !
    MISSING_QUESTION = "missing_question"  # the id: it has a prediction, and no question here
    QUESTION_WITHOUT_PREDICTION = "question_without_prediction"  # the id
    WRONG_OPTIONS = "wrong_options"  # "2 of 3": the list under the question is of another length


@dataclass(frozen=True, slots=True)
class LessonFault:
    """One fault: in which file (its name in the lesson's folder) and line (from 1; 0: the file as a
    whole), what, and the word that it is about."""

    file: str
    line: int
    code: FaultCode
    detail: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.code.value.replace('_', ' ')}" + (
            f": {self.detail}" if self.detail else ""
        )
