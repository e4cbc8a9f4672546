"""What a lesson's run tells: plain values for windows and tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.lab.checks import CheckResult
from core.net.trace import CallEvent

NOT_STARTED = "not_started"
"""State of an actor whose program does not run yet; the others are those of ActorState."""


class ProblemCode(StrEnum):
    """Why a sentence of ``do`` did not do what it says."""

    NOT_STARTED = "not_started"  # no such thread, or its program does not run
    ENDED = "ended"  # the program ended before
    IN_KERNEL = "in_kernel"  # the actor stays in the kernel
    WAITING = "waiting"  # it waits for input, a lock or another thread
    RUNNING = "running"  # it computes, and makes no call
    TOO_MANY_CALLS = "too_many_calls"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence of ``do`` that was not done to its end."""

    code: ProblemCode
    actor: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Output:
    """What a program printed. ``after``: the number of the newest call then."""

    actor: str
    text: str
    file: str
    line: int
    after: int


@dataclass(frozen=True, slots=True)
class Failure:
    """The exception that ended a program, at its line. ``traceback`` as Python prints it."""

    kind: str
    text: str
    file: str
    line: int
    traceback: str


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor now.

    Attributes:
        name: "server", or "server.1" for a thread of it.
        number: its number in the lens, 0 while it has not been started.
        program: the file.
        state: an ActorState's value, or NOT_STARTED.
        call: the call that it stands before or is in, "" where there is none.
        line: of that call in the program, else of its last call; 0 before the first.
        failure: what ended it.
    """

    name: str
    number: int
    program: str
    state: str
    call: str = ""
    line: int = 0
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class StepReport:
    """What a step did.

    Attributes:
        step: its number, from 0; ``id`` its name.
        events: the calls that returned in it.
        outputs: what was printed in it.
        checks: its expectations, those for other systems left out.
        problems: sentences that were not done to their end.
        has_answer: whether the run answered the prediction; ``answer`` is the value then,
            ``right_option`` the number of the option that it is (None: none of them).
        not_told: this system does not tell what the prediction asks for.
        answer_event: the number of the call that answered, 0 where it was not a call.
        actors: how everybody stands now.
    """

    step: int
    id: str
    events: tuple[CallEvent, ...] = ()
    outputs: tuple[Output, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    has_answer: bool = False
    not_told: bool = False
    answer: Any = None
    right_option: int | None = None
    answer_event: int = 0
    actors: tuple[ActorView, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything came out as the lesson says."""
        return not self.problems and all(check.ok for check in self.checks)


@dataclass(frozen=True, slots=True)
class Tally:
    """Free runs so far: ``rows`` are (value as Python writes it, how often), the options of the
    lesson first, then others; ``no_value``: runs that did not come so far."""

    step: int
    done: int
    count: int
    rows: tuple[tuple[str, int], ...] = ()
    no_value: int = 0


class RunErrorCode(StrEnum):
    """Why a lesson cannot run."""

    FAULTY = "faulty"  # its files have faults
    NOT_HERE = "not_here"  # it is for other systems
    NO_PORT = "no_port"  # none free near the one it wants
    NO_THREAD = "no_thread"  # the system gives no more threads, files or memory
    NO_FOLDER = "no_folder"  # no temporary folder can be made


class RunError(Exception):
    """A lesson cannot run: ``code``, and the system's words in ``detail``."""

    def __init__(self, code: RunErrorCode, detail: str = "") -> None:
        super().__init__(f"{code.value}: {detail}")
        self.code = code
        self.detail = detail
