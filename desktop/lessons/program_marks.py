"""What stands beside the lines of a lesson's program: where its threads are, what calls returned.

Pure: values in, one :class:`LineMark` for each line out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from core.lab.runner_values import Failure, Output
from core.net.trace import RECEIVING_CALLS, SENDING_CALLS, ActorSnapshot, ActorState, CallEvent


@dataclass(frozen=True, slots=True)
class LineMark:
    """The mark of one line.

    Attributes:
        kind: "parked" (the next call), "kernel", "returned" (in the step that is shown), "past"
            (in an earlier one), "raised", "output".
        call: the name of the call.
        size: bytes that it carried; None for calls that carry none.
        error: the fault's name.
        text: what was printed.
        send: № of the send, 0 for none.
        times: how often the call returned here.
        event: the newest call's number.
        since: when it came into the kernel, in the lens's time.
        thread: "server.1" where it is not the program's first thread.
    """

    kind: str
    call: str = ""
    size: int | None = None
    error: str = ""
    text: str = ""
    send: int = 0
    times: int = 1
    event: int = 0
    since: float = 0.0
    thread: str = ""


def marks(
    program: str,
    actors: Sequence[ActorSnapshot],
    events: Iterable[CallEvent],
    outputs: Iterable[Output] = (),
    failures: Iterable[Failure] = (),
    *,
    shown: Collection[int] = (),
    send_number: Callable[[int], int | None] = lambda _number: None,
) -> dict[int, LineMark]:
    """The marks of one program, by line.

    ``actors`` and ``events`` are those of this program's threads; ``shown`` are the numbers of the
    calls of the step that is shown.
    """
    found: dict[int, LineMark] = {}
    for event in events:
        if event.line and _is(event.file, program):
            found[event.line] = _returned(event, found.get(event.line), shown, send_number)
    for output in outputs:
        if _is(output.file, program) and output.text.strip():
            found[output.line] = LineMark("output", text=_one_line(output.text))
    for failure in failures:
        if not _is(failure.file, program):
            continue
        words = failure.text if failure.text.startswith(failure.kind) else failure.kind
        before = found.get(failure.line)
        if before is None or not before.error:
            found[failure.line] = LineMark("raised", error=failure.kind, text=words)
    for actor in actors:
        pending = actor.pending
        if pending is not None and pending.line and _is(pending.file, program):
            kind = "parked" if actor.state is ActorState.PARKED else "kernel"
            name = actor.info.name
            found[pending.line] = LineMark(
                kind, pending.call, since=actor.since, thread=name if "." in name else ""
            )
    return found


def _returned(
    event: CallEvent,
    before: LineMark | None,
    shown: Collection[int],
    send_number: Callable[[int], int | None],
) -> LineMark:
    times = before.times + 1 if before is not None and before.call == event.call else 1
    size: int | None = None
    if event.call in RECEIVING_CALLS or event.call in SENDING_CALLS:
        size = event.size
    send = 0
    if event.call in SENDING_CALLS and event.size:
        send = send_number(event.number) or 0
    if event.error is not None:
        return LineMark(
            "raised", event.call, size, event.error.name or event.error.kind,
            times=times, event=event.number,
        )  # fmt: skip
    kind = "returned" if event.number in shown else "past"
    return LineMark(kind, event.call, size, send=send, times=times, event=event.number)


def _is(file: str, program: str) -> bool:
    return PurePath(file).name == program


def _one_line(text: str) -> str:
    return " ⏎ ".join(text.rstrip("\n").split("\n"))
