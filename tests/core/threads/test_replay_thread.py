"""A replay in a thread of its own, as a window drives it."""

from __future__ import annotations

import socket
from typing import Any

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from core.lab.replay_plan import NoteCode
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.tape import Tape
from core.net.trace import ActorState, Part, Side
from core.threads.replay_thread import ReplayPaused, ReplayRunner


class _Heard:
    def __init__(self, signal: SignalInstance) -> None:
        self.values: list[Any] = []
        signal.connect(lambda *given: self.values.append(given if len(given) > 1 else given[0]))


def _tape() -> Tape:
    """A connection that another program opens: three sends, one receive."""
    lens = Lens(frozenset())
    maker = SocketMaker(Side.LAB, "s1", lens)
    with lens.actor(Side.LAB, "s1", Part.MAIN):
        listener = maker.open(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        with socket.create_connection(listener.getsockname()) as other:
            other.sendall(b"hello")
            conn, _ = listener.accept()
            conn.recv(100)
        conn.close()
        listener.close()
    tape = Tape()
    tape.add(lens.drain())
    tape.note(lens.actors(), lens.sockets())
    return tape


def test_up_to_a_call_and_then_by_hand(qtbot: QtBot) -> None:
    tape = _tape()
    accept = next(event.number for event in tape.events if event.call == "accept")
    runner = ReplayRunner(tape, accept)
    begun, progress = _Heard(runner.begun), _Heard(runner.progress)
    paused, ended = _Heard(runner.paused), []
    runner.ended.connect(lambda: ended.append(1))
    assert runner.start()
    qtbot.waitUntil(lambda: bool(paused.values))
    told: ReplayPaused = paused.values[0]
    assert [note.code for note in told.notes] == [NoteCode.OTHER_PROGRAM]
    assert progress.values[-1][0] == progress.values[-1][1]
    lens: Lens = begun.values[0].lens
    (actor,) = lens.actors()
    assert (actor.state, actor.info.number) == (ActorState.PARKED, told.actors[1])
    assert actor.pending is not None
    assert actor.pending.call == "recv"
    lens.gate.permit(actor.info.number)
    qtbot.waitUntil(lambda: any(event.data == b"hello" for event in lens.drain()))
    runner.stop()
    qtbot.waitUntil(lambda: bool(ended))


def test_it_can_be_stopped_at_once_and_twice(qtbot: QtBot) -> None:
    runner = ReplayRunner(_tape())
    runner.start()
    runner.stop()
    runner.stop()
    assert not runner.is_running
