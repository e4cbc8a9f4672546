"""What a replay does otherwise than its tape, and why there is none, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from core.lab.replay_plan import NoteCode, ReplayNote
from core.lab.runner_values import RunErrorCode
from core.threads.replay_thread import ReplayTrouble
from desktop.sockets.counts import counts

translate = QCoreApplication.translate


def replay_title(number: int) -> str:
    """The name of the window: "Again: up to call 17"."""
    return translate("Replay", "Again: up to call %1").replace("%1", str(number))


def making(done: int, count: int) -> str:
    """While the calls are made."""
    text = translate("Replay", "Making the calls of the tape again on new sockets: %1 of %2.")
    return text.replace("%1", str(done)).replace("%2", str(count))


def ready(notes: Iterable[ReplayNote]) -> str:
    """When they are made: what to do now, and what is otherwise than on the tape."""
    text = translate(
        "Replay",
        "The same calls, made again on new sockets of this computer. Everything is held here: step "
        "on, in this order or in another one.",
    )
    return " ".join([text, *(note_sentence(note) for note in notes)])


def note_sentence(note: ReplayNote) -> str:
    """One thing that is otherwise."""
    match note.code:
        case NoteCode.FORGOTTEN:
            return counts().replay_forgotten(note.count)
        case NoteCode.CONNECTED_BEFORE:
            return counts().replay_connected(note.count)
        case NoteCode.OTHER_PROGRAM:
            return counts().replay_other(note.count)
        case NoteCode.BYTES_NOT_KEPT:
            return counts().replay_zeros(note.count)
        case NoteCode.NOT_REPEATED:
            return counts().replay_left_out(note.count)
        case NoteCode.OTHER_ADDRESS:
            return counts().replay_addresses(note.count)
        case NoteCode.TOO_MANY_ACTORS:
            return translate("Replay", "Only the first 400 threads of the tape play.")
        case _:
            text = translate("Replay", "Before call %1 it went another way, so it stopped there.")
            return text.replace("%1", str(note.event))


def trouble_sentence(trouble: ReplayTrouble) -> str:
    """Why there is no replay."""
    if trouble.code is RunErrorCode.NO_FOLDER:
        text = translate(
            "Replay", "No temporary folder could be made (%1), so the calls were not made again."
        )
    else:
        text = translate(
            "Replay",
            "The system gives no more threads or files (%1), so the calls were not made again. "
            "Close other programs, or choose an earlier place on the tape.",
        )
    return text.replace("%1", trouble.detail)
