"""The show: a real server and two clients, one window, slow motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.gate import Pace
from core.net.trace import ActorState, Part
from desktop.context import AppContext
from desktop.demo import demo_chat
from desktop.demo.demo_window import DemoWindow
from tests.desktop.typing import type_text

PATIENCE_MS = 60_000


@pytest.fixture
def context(qtbot: QtBot, tmp_path: Path) -> AppContext:
    return AppContext.for_tests(tmp_path)


@pytest.fixture
def window(
    qtbot: QtBot, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DemoWindow]:
    monkeypatch.setattr(demo_chat, "SLOWER", 2.0)
    monkeypatch.setattr(demo_chat, "_PAUSE_MS", 1)
    window = DemoWindow(context)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    assert window.chat.stop_and_wait(30.0)


def texts(window: DemoWindow, nick: str) -> list[str]:
    return [bubble.message.text for bubble in window.chats[nick].bubbles.values()]


def test_the_conversation_is_shown(qtbot: QtBot, window: DemoWindow) -> None:
    with qtbot.waitSignal(window.chat.finished, timeout=PATIENCE_MS):
        pass
    lines = [text for _, text in demo_chat.conversation()]
    qtbot.waitUntil(lambda: texts(window, "anna") == texts(window, "boris") == lines)
    assert window.chat.lens.gate.pace is Pace.SLOW
    bubbles = [b for pane in window.chats.values() for b in pane.bubbles.values()]
    qtbot.waitUntil(lambda: all(b.number for b in bubbles), timeout=PATIENCE_MS)
    own = [b for b in bubbles if b.message.own]
    qtbot.waitUntil(lambda: all(b.stored for b in own), timeout=PATIENCE_MS)
    assert len({b.number for b in bubbles}) == len(bubbles)  # a colour per hop


def test_a_bubble_leads_to_its_bytes_and_back(qtbot: QtBot, window: DemoWindow) -> None:
    with qtbot.waitSignal(window.chat.finished, timeout=PATIENCE_MS):
        pass
    pane = window.chats["boris"]
    qtbot.waitUntil(lambda: any(b.number for b in pane.bubbles.values()), timeout=PATIENCE_MS)
    bubble = next(b for b in pane.bubbles.values() if b.number)
    bubble.click()
    chosen = window.panel.selection.event
    assert chosen is not None
    event = window.feed.tape.event(chosen)
    assert event is not None
    assert bubble.message.text.encode() in event.data
    assert bubble.lit
    window.panel.message_wanted.emit(event.data.decode())
    assert window.focusWidget() is bubble


def test_a_person_pauses_writes_and_walks_it(qtbot: QtBot, window: DemoWindow) -> None:
    with qtbot.waitSignal(window.chat.finished, timeout=PATIENCE_MS):
        pass
    gate = window.chat.lens.gate
    window.panel.pace.pause()
    pane = window.chats["anna"]
    type_text(pane.input, "шаг за шагом")
    QTest.keyClick(pane.input, Qt.Key.Key_Return)

    def writer_is_parked() -> bool:
        return any(
            actor.state is ActorState.PARKED and actor.info.part is Part.WRITER
            for actor in window.feed.actors()
        )

    qtbot.waitUntil(writer_is_parked, timeout=PATIENCE_MS)
    assert "шаг за шагом" not in texts(window, "boris")
    for _ in range(20):
        if "шаг за шагом" in texts(window, "boris"):
            break
        window.panel.pace.to_delivery()
        qtbot.waitUntil(lambda: not gate.is_delivering, timeout=PATIENCE_MS)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: "шаг за шагом" in texts(window, "boris"), timeout=PATIENCE_MS)


def test_bytes_that_nobody_has_taken_are_told(qtbot: QtBot, window: DemoWindow) -> None:
    with qtbot.waitSignal(window.chat.finished, timeout=PATIENCE_MS):
        pass
    gate = window.chat.lens.gate
    window.panel.pace.pause()
    window.chat.say("anna", "раз")

    def step_until_boris_stands() -> bool:
        waiting = window.chats["boris"]._waiting
        for actor in window.chat.lens.actors():
            held = actor.info.name == "boris" and actor.info.part is Part.READER
            if actor.state is ActorState.PARKED and not held:
                gate.permit(actor.info.number)
        if "раз" in texts(window, "boris"):
            window.chat.say("anna", "раз")  # he was in recv already: the next finds him parked
        return waiting.isVisibleTo(window)

    qtbot.waitUntil(step_until_boris_stands, timeout=PATIENCE_MS)


def test_projector_and_language(qtbot: QtBot, context: AppContext, window: DemoWindow) -> None:
    qtbot.waitUntil(lambda: bool(window.chat.clients), timeout=PATIENCE_MS)
    window.toggle_projector()
    assert window.scale.projector
    assert not window.side.isVisibleTo(window)
    window.toggle_projector()
    assert window.side.isVisibleTo(window)
    context.set_language("ru")
    qtbot.waitUntil(lambda: window._title.text() == "Показ")
    context.set_language("en")
    qtbot.waitUntil(lambda: window._title.text() == "Show")


def test_threads_of_the_server_are_listed(qtbot: QtBot, window: DemoWindow) -> None:
    with qtbot.waitSignal(window.chat.ready, timeout=PATIENCE_MS):
        pass
    qtbot.waitUntil(lambda: len(window.server_pane._rows) == 4, timeout=PATIENCE_MS)
    wanted = {"accepting", "reading anna", "reading boris", "sending to all"}

    def shown() -> set[str]:
        return {row._name.text() for row in window.server_pane._rows.values()}

    qtbot.waitUntil(lambda: shown() == wanted, timeout=PATIENCE_MS)


def test_closed_while_everything_stands(
    qtbot: QtBot, context: AppContext, window: DemoWindow
) -> None:
    with qtbot.waitSignal(window.chat.ready, timeout=PATIENCE_MS):
        pass
    window.panel.pace.pause()
    window.chat.say("anna", "никто не ждёт")
    window.close()
    qtbot.waitUntil(lambda: not window.chat.is_running, timeout=PATIENCE_MS)
    assert context.winding_down() == []


def test_a_server_that_cannot_listen_is_told(
    qtbot: QtBot, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.net.errors import NetError, NetErrorCode
    from core.threads import server_dispatch

    def refuse(*_: object) -> object:
        raise NetError(NetErrorCode.PORT_FORBIDDEN, "127.0.0.1", 6667)

    monkeypatch.setattr(server_dispatch, "start_listening", refuse)
    window = DemoWindow(context)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.banner.isVisibleTo(window), timeout=PATIENCE_MS)
    window.close()
    assert window.chat.stop_and_wait(30.0)


def test_keys_reach_the_pace(qtbot: QtBot, window: DemoWindow) -> None:
    with qtbot.waitSignal(window.chat.ready, timeout=PATIENCE_MS):
        pass
    window.panel.view.setFocus()
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier)
    before = window.chat.lens.gate.factor
    for _ in range(6):
        window.panel.keyPressEvent(press)
    assert window.chat.lens.gate.factor > before
