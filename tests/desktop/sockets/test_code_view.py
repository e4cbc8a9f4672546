"""The Python file of a call: colours, marks, and what is said where it is missing."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.tape import Tape
from core.net.trace import ActorState, CallError, Part, Side
from core.threads.trace_feed import TraceFeed
from desktop.i18n import Translator
from desktop.sockets.code_area import CodeView, Mark, MarkKind
from desktop.sockets.code_source import Word, find_source, words_of
from desktop.sockets.code_view import CodePane
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from tests.desktop.sockets.panes import chat, choose, scale, selection, show, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "translator", "world"]

PROGRAM = """\
import socket

# a comment
s = socket.socket()
s.connect(('localhost', 12345))
while data := s.recv(1024):
\tprint(data)
"""


def test_words_have_their_kinds() -> None:
    lines = words_of(PROGRAM)
    assert len(lines) == 7
    kinds = {run.text.strip(): run.word for line in lines for run in line}
    assert kinds["import"] is Word.KEYWORD
    assert kinds["while"] is Word.KEYWORD
    assert kinds["# a comment"] is Word.COMMENT
    assert kinds["12345"] is Word.NUMBER
    assert any(run.word is Word.STRING and "localhost" in run.text for run in lines[4])
    assert lines[6][0].text.startswith("    ")  # a tab is four columns wide


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_text_keeps_its_lines(text: str) -> None:
    text = text.replace("\r", "").replace("\t", "").replace("\ufeff", "")
    lines = ["".join(run.text for run in line) for line in words_of(text)]
    assert "\n".join(lines).rstrip("\n") == text.rstrip("\n")


def test_sources_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "def find_source" in (find_source("desktop/sockets/code_source.py") or "")
    assert find_source("") is None
    assert find_source("<string>") is None
    assert find_source("/no/such/file.py") is None
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    assert find_source(str(tmp_path / "secret.txt")) is None
    assert find_source("//server/share/x.py") is None
    assert find_source("\\\\server\\share\\x.py") is None
    (tmp_path / "folder.py").mkdir()
    assert find_source(str(tmp_path / "folder.py")) is None
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\x00")
    assert find_source(str(tmp_path / "binary.py")) is None
    assert len(words_of("x = 1\n" * 50_000)) >= 50_000
    # In the packaged program only source/ has them.
    packaged = tmp_path / "source" / "core" / "net"
    packaged.mkdir(parents=True)
    (packaged / "odd.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert find_source("core/net/odd.py") == "x = 1\n"
    assert find_source("/build/place/core/net/odd.py") == "x = 1\n"


@pytest.fixture
def pane(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> CodePane:
    found = CodePane(world.feed, selection, scale)
    show(qtbot, found, 500, 320)
    return found


def test_the_line_of_the_chosen_call(
    qtbot: QtBot, chat: Chat, pane: CodePane, selection: Selection, translator: Translator
) -> None:
    chat.says("anna", "Привет")
    event = chat.world.events("send")[-1]
    choose(chat.world, selection, event)
    qtbot.waitUntil(lambda: any(mark.event == event.number for mark in pane.view.marks()))
    assert pane.name.text() == "world.py"
    mark = next(mark for mark in pane.view.marks() if mark.event == event.number)
    assert mark == Mark(event.line, MarkKind.RETURNED, "returned 35", 1, event.number)
    assert pane.state.text() == f"line {event.line} returned"
    assert "what(*args)" in pane.view.accessibleDescription()
    translator.set_language("ru")
    qtbot.waitUntil(lambda: pane.state.text() == f"строка {event.line}: вернул")


def test_parked_in_kernel_and_raised_marks(
    qtbot: QtBot, chat: Chat, pane: CodePane, selection: Selection
) -> None:
    world = chat.world
    world.start(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].recv, 65536)
    world.wait_state(ActorState.IN_KERNEL)
    world.lens.gate.pause()
    world.start(Side.CLIENT, "anna", Part.READER, chat.clients["anna"].recv, 65536)
    world.wait_state(ActorState.PARKED)
    qtbot.waitUntil(lambda: {m.kind for m in pane.view.marks()} >= {MarkKind.PARKED,
                                                                   MarkKind.KERNEL})  # fmt: skip
    texts = {mark.kind: mark.text for mark in pane.view.marks()}
    assert texts[MarkKind.PARKED] == "anna"
    assert texts[MarkKind.KERNEL] == "boris"
    assert "parked" in pane.state.text()


def test_a_raised_error_is_marked(
    qtbot: QtBot, chat: Chat, pane: CodePane, selection: Selection
) -> None:
    world = chat.world
    world.call(Side.CLIENT, "anna", Part.MAIN, chat.clients["anna"].listen, 1)
    event = world.events("listen")[-1]
    assert event.error is not None
    choose(world, selection, event)
    qtbot.waitUntil(lambda: "raised" in pane.state.text())
    kinds = [mark.kind for mark in pane.view.marks() if mark.line == event.line]
    assert kinds == [MarkKind.RAISED]
    assert pane.view.marks()[0].text == "EINVAL"


def test_a_given_source_and_a_missing_one(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale
) -> None:
    world = chat.world
    chat.says("anna", "Привет")
    told = [replace(event, file="client.py", line=6) for event in world.events("send")]
    told += [
        replace(told[0], number=900, file="/gone/other.py", line=3,
                error=CallError("OSError", 9, "EBADF", "x"))
    ]  # fmt: skip
    tape = Tape()
    tape.note(world.lens.actors(), world.lens.sockets())
    tape.add(told)
    feed = TraceFeed(tape=tape)
    pane = CodePane(feed, selection, scale)
    pane.give_source("client.py", PROGRAM)
    show(qtbot, pane, 500, 320)
    selection.set_event(told[0].number)
    qtbot.waitUntil(lambda: pane.view.source == PROGRAM)
    assert pane.view.cursor_line == 6
    selection.set_event(900)
    qtbot.waitUntil(pane.missing.isVisible)
    assert "other.py" in pane.missing.text()
    assert "line 3" in pane.missing.text()
    assert not pane.view.isVisible()


def test_keys_clicks_and_copying(qtbot: QtBot, scale: Scale) -> None:
    view = CodeView(scale)
    show(qtbot, view, 300, 60)
    view.set_source(PROGRAM * 10)
    mark = Mark(40, MarkKind.PARKED, "next call", 0, 7)
    view.set_marks([mark, Mark(2, MarkKind.NOTE, "b'one'")])
    assert view.verticalScrollBar().value() > 0
    found: list[Mark] = []
    view.mark_clicked.connect(found.append)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert found == [mark]
    assert "next call" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.cursor_line == 1
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "import socket"
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.cursor_line > 1
    view.set_marks([])
    assert view.marks() == ()


def test_nothing_yet_says_what_to_do(pane: CodePane) -> None:
    assert "Choose a call" in pane.missing.text()
