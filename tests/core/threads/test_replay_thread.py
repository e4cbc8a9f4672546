"""A replay in a thread of its own, as a window drives it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from core.lab.replay import Replay
from core.lab.replay_plan import NoteCode, plan_replay
from core.net.lens import Lens
from core.net.socket_maker import SocketMaker
from core.net.tape import Tape
from core.net.trace import ActorState, CallEvent, Part, Side
from core.threads.replay_thread import ReplayPaused, ReplayRunner

from .client_helpers import PATIENCE_MS, PATIENCE_S
from .server_helpers import serving
from .test_watched_engines import CHANNEL, Chat


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    """Wait for something to happen, on however slow a machine."""
    qtbot.waitUntil(lambda: bool(condition()), timeout=4 * PATIENCE_MS)


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
    until(qtbot, lambda: bool(paused.values))
    told: ReplayPaused = paused.values[0]
    assert [note.code for note in told.notes] == [NoteCode.OTHER_PROGRAM]
    assert progress.values[-1][0] == progress.values[-1][1]
    lens: Lens = begun.values[0].lens
    (actor,) = lens.actors()
    assert (actor.state, actor.info.number) == (ActorState.PARKED, told.actors[1])
    assert actor.pending is not None
    assert actor.pending.call == "recv"
    lens.gate.permit(actor.info.number)
    until(qtbot, lambda: any(event.data == b"hello" for event in lens.drain()))
    runner.stop()
    until(qtbot, lambda: bool(ended))


def test_it_can_be_stopped_at_once_and_twice(qtbot: QtBot) -> None:
    runner = ReplayRunner(_tape())
    runner.start()
    runner.stop()
    runner.stop()
    assert not runner.is_running


@pytest.fixture
def chat(qtbot: QtBot) -> Iterator[Chat]:
    with serving() as server:
        made = Chat(qtbot, server)
        try:
            yield made
        finally:
            made.lens.gate.open()
        for client in made.clients.values():
            assert client.stop_and_wait(PATIENCE_S)
        assert server.engine.stop_and_wait(PATIENCE_S)
        made.lens.close()


def _taken(lens: Lens) -> Tape:
    tape = Tape()
    tape.note(lens.actors(), lens.sockets())
    tape.add(lens.drain())
    return tape


def _bytes_of(events: Iterable[CallEvent]) -> dict[int, bytes]:
    """What each actor received, in whatever pieces."""
    found: dict[int, bytes] = {}
    for event in sorted(events, key=lambda event: event.number):
        if event.call == "recv":
            found[event.actor] = found.get(event.actor, b"") + event.data
    return found


def _replayed(tape: Tape) -> tuple[Tape, list[NoteCode], dict[int, int]]:
    replay = Replay(plan_replay(tape.events, tape.actors, tape.sockets))
    try:
        replay.start()
        return _taken(replay.lens), [note.code for note in replay.notes], replay.actors
    finally:
        replay.stop()


def test_a_whole_chat_once_more(chat: Chat) -> None:
    for number in range(5):
        for client in chat.clients.values():
            client.say(CHANNEL, f"Привет {number}")
    chat.until(lambda: len(chat.heard("anna")) == len(chat.heard("boris")) == 10)
    chat.lens.gate.pause()
    chat.lens.gate.wait_stable(PATIENCE_S)
    tape = _taken(chat.lens)
    again, notes, actors = _replayed(tape)
    assert NoteCode.DIVERGED not in notes
    assert NoteCode.OTHER_PROGRAM not in notes
    was, now = _bytes_of(tape.events), _bytes_of(again.events)
    assert {actors[actor]: data for actor, data in was.items()} == now
    assert "Привет 4".encode() in b"".join(now.values())


def test_a_chat_that_was_there_before_watching(chat: Chat) -> None:
    """As a person does: opens the view, sees a message go by, and wants it once more."""
    chat.server.engine.watch(None)
    for client in chat.clients.values():
        client.watch(None)
    lens = Lens()
    chat.server.engine.watch(lens)
    for client in chat.clients.values():
        client.watch(lens)
    chat.clients["anna"].say(CHANNEL, "Привет")
    chat.until(lambda: chat.heard("boris") == chat.heard("anna") == ["Привет"])
    tape = _taken(lens)
    again, notes, _ = _replayed(tape)
    assert NoteCode.CONNECTED_BEFORE in notes
    assert NoteCode.DIVERGED not in notes
    received = [e for e in again.events if e.call == "recv" and "Привет".encode() in e.data]
    assert len(received) == 3  # the server, anna's echo, and boris
    lens.close()
