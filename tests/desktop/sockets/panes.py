"""What the tests of the panes share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.net.kernel import REAL
from core.net.trace import CallEvent
from desktop.i18n import Translator
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from tests.desktop.sockets.world import Chat, World


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:
    with World() as found:
        yield found


@pytest.fixture
def silent_chat(qtbot: QtBot) -> Iterator[Chat]:
    """On a system that tells neither states nor queues."""
    platform = replace(REAL, has_tcp_info=False, has_queue_sizes=False, has_af_unix=False)
    with World(platform) as found:
        yield Chat(found)


@pytest.fixture
def chat(world: World) -> Chat:
    return Chat(world)


@pytest.fixture
def selection() -> Selection:
    return Selection()


@pytest.fixture
def scale() -> Scale:
    return Scale()


@pytest.fixture
def translator(qtbot: QtBot) -> Translator:
    app = QApplication.instance()
    assert app is not None
    return app.findChild(Translator) or Translator(app)


def show(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 320) -> None:
    """On the (virtual) screen, at a size."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)


def choose(world: World, selection: Selection, event: CallEvent) -> None:
    """Choose a call as the sequence view does."""
    selection.set_event(
        event.number,
        send=world.feed.flows.send_number(event.number),
        socket=event.socket,
        actor=event.actor,
    )
