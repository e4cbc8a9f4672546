"""The whole live view on a system that tells neither queues nor states, nor who sleeps in a call:
it says so, and can be used as ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.net import at_rest
from core.net.gate import Pace
from core.net.tape import Tape
from core.net.trace import ActorState, Part, Side
from desktop.i18n import Translator
from desktop.sockets.lower_panes import PaneName
from desktop.sockets.socket_table import SocketTable
from desktop.sockets.sockets_window import SocketsWindow
from desktop.sockets.tanks import TanksPane
from desktop.sockets.tcp_diagram import TcpPane
from tests.desktop.sockets.panes import show, silent_chat, translator
from tests.desktop.sockets.world import Chat

__all__ = ["silent_chat", "translator"]

WAIT_MS = 20_000


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_pane_says_what_is_inferred(
    qtbot: QtBot,
    silent_chat: Chat,
    translator: Translator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(at_rest, "_WAITS", None)
    chat, world = silent_chat, silent_chat.world
    window = SocketsWindow(world.feed)
    show(qtbot, window, 1400, 900)
    panel = window.panel
    world.feed.start()
    chat.says("anna", "раз", read=False)
    waiting = world.events("send")[-1]
    panel.show_event(waiting.number)
    numbers = {info.name: info.number for info in world.feed.sockets()}
    found: dict[PaneName, QWidget] = {}
    for name in PaneName:
        panel.panes.show_pane(name)
        found[name] = panel.panes.pane(name)
        assert found[name].isVisible()
    states, table, queues = (found[n] for n in (PaneName.STATES, PaneName.SOCKETS, PaneName.QUEUES))
    assert isinstance(states, TcpPane)
    assert isinstance(table, SocketTable)
    assert isinstance(queues, TanksPane)
    panel.selection.set_socket(numbers["anna"])
    panel.panes.show_pane(PaneName.STATES)
    qtbot.waitUntil(lambda: "inferred" in texts(states), timeout=WAIT_MS)
    truth = world.feed.truth(numbers["anna"])
    assert (truth.state, truth.source) == ("ESTABLISHED", "inferred")
    # What waits is known from the calls; the pictures are drawn, in both languages.
    reader = world.feed.flows.peer(waiting.socket)
    assert reader is not None
    assert sum(block.count for block in world.feed.flows.queue(reader)) == waiting.size
    for language in ("ru", "en"):
        translator.set_language(language)
        assert not window.grab().isNull()
    # Pausing and stepping need to know who rests: without the system's word, they conclude it.
    panel.pace.toggle()
    assert world.lens.gate.pace is Pace.PAUSED
    world.start(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, 100)
    world.wait_state(ActorState.PARKED)
    parked = next(a for a in world.lens.actors() if a.state is ActorState.PARKED)
    panel.selection.set_actor(parked.info.number)
    before = len(world.events("recv"))
    panel.pace.step()
    qtbot.waitUntil(lambda: len(world.events("recv")) > before, timeout=WAIT_MS)
    panel.pace.toggle()
    # And the tape goes to a file and back.
    file = tmp_path / "silent.besedka-tape"
    panel.tape.save(str(file))
    assert len(Tape.load(file)) == len(world.feed.tape)
    world.feed.set_position(waiting.number)
    assert not window.grab().isNull()
    world.feed.stop()
