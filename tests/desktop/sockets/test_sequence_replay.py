"""Again from here: a window in which the calls of the tape are made once more, and one steps on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.lab.replay_plan import NoteCode, ReplayNote
from core.net.gate import Pace
from desktop.i18n import Translator
from desktop.sockets import replay_words, sockets_window
from desktop.sockets.replay_window import ReplayWindow
from desktop.sockets.sockets_panel import SocketsPanel
from tests.desktop.sockets.panes import chat, show, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "translator", "world"]
WAIT_MS = 30_000


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    yield
    for window in list(sockets_window._open):
        window.close()


def test_the_calls_are_made_again_and_one_goes_on_by_steps(
    qtbot: QtBot, world: World, chat: Chat
) -> None:
    chat.says("anna", "раз")
    chat.says("anna", "два")
    sends = [event for event in world.events("send") if event.size]
    panel = SocketsPanel(world.feed)
    show(qtbot, panel, 1280, 800)
    world.feed.set_position(sends[0].number)
    QTest.mouseClick(panel.tape.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sockets_window._open), timeout=WAIT_MS)
    (window,) = sockets_window._open
    assert isinstance(window, ReplayWindow)
    assert str(sends[0].number) in window.windowTitle()
    qtbot.waitUntil(lambda: "held here" in window.panel.banner.text(), timeout=WAIT_MS)
    feed = window.feed
    lens = feed.lens
    assert lens is not None and lens.gate.pace is Pace.PAUSED
    qtbot.waitUntil(lambda: any(e.call == "send" for e in feed.tape.events), timeout=WAIT_MS)
    again = [e for e in feed.tape.events if e.call == "send"]
    assert [e.data for e in again] == [sends[0].data]
    # Step on: the second message is sent too.

    def step() -> bool:
        window.panel.pace.step()
        return len([e for e in feed.tape.events if e.call == "send"]) == 2

    qtbot.waitUntil(step, timeout=WAIT_MS)
    window.close()
    assert not sockets_window._open


@pytest.mark.parametrize("code", list(NoteCode))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_difference_is_told_in_a_sentence(
    translator: Translator, code: NoteCode, language: str
) -> None:
    translator.set_language(language)
    sentence = replay_words.note_sentence(ReplayNote(code, 3, 17))
    assert sentence.endswith(".") and "%" not in sentence
