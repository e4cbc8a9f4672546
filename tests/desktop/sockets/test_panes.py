"""What holds for every pane: languages, themes, sizes, other tapes, keyboard, screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.net.tape import Tape
from core.net.trace import ActorState, Part, Side
from desktop.i18n import Translator
from desktop.sockets.code_view import CodePane
from desktop.sockets.hex_view import HexPane
from desktop.sockets.ladder import Ladder
from desktop.sockets.letters import LettersPane
from desktop.sockets.pane import Pane
from desktop.sockets.scale import SMALLEST, Scale
from desktop.sockets.selection import Selection
from desktop.sockets.socket_table import SocketTable
from desktop.sockets.tanks import TanksPane
from desktop.sockets.tcp_diagram import TcpPane
from desktop.theme import theme
from tests.desktop.sockets.panes import chat, choose, scale, selection, show, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "translator", "world"]

PANES = [TanksPane, HexPane, TcpPane, Ladder, SocketTable, CodePane, LettersPane]
every_pane = pytest.mark.parametrize("kind", PANES, ids=lambda kind: kind.__name__)


@pytest.fixture
def light() -> Iterator[None]:
    before = theme().mode
    yield
    theme().set_mode(before)


@pytest.fixture
def busy(chat: Chat, selection: Selection) -> World:
    """A chat in which something was said, something waits, and somebody is parked."""
    world = chat.world
    chat.says("anna", "Привет")
    chat.tells("boris", "anna", "Привет")
    chat.tells("boris", "anna", "Как дела?")
    world.lens.gate.pause()
    world.start(Side.CLIENT, "boris", Part.READER, chat.clients["boris"].recv, 65536)
    world.wait_state(ActorState.PARKED)
    choose(world, selection, world.events("send")[0])
    return world


def visible_text(pane: QWidget) -> str:
    """All words of a pane that a screen reader or a person reads."""
    texts = []
    for widget in [pane, *pane.findChildren(QWidget)]:
        if widget.isVisibleTo(pane):
            text = getattr(widget, "text", None)
            texts.append(str(text()) if callable(text) else "")
            texts += [widget.accessibleName(), widget.accessibleDescription()]
    return "\n".join(text for text in texts if text)


@every_pane
def test_the_language_is_switched_live(
    qtbot: QtBot,
    busy: World,
    selection: Selection,
    scale: Scale,
    translator: Translator,
    kind: type[Pane],
) -> None:
    pane = kind(busy.feed, selection, scale)
    show(qtbot, pane, 700, 320)
    english = visible_text(pane)
    translator.set_language("ru")
    qtbot.waitUntil(lambda: visible_text(pane) != english)
    russian = visible_text(pane)
    assert any("а" <= letter <= "я" for letter in russian.replace("Привет", ""))
    translator.set_language("en")
    qtbot.waitUntil(lambda: visible_text(pane) == english)


@every_pane
def test_theme_and_projector(
    qtbot: QtBot, light: None, busy: World, selection: Selection, kind: type[Pane]
) -> None:
    scale = Scale()
    pane = kind(busy.feed, selection, scale)
    show(qtbot, pane, 700, 320)
    theme().set_mode("light")
    bright = pane.grab().toImage().pixelColor(4, 4)
    theme().set_mode("dark")
    qtbot.waitUntil(lambda: pane.grab().toImage().pixelColor(4, 4) != bright)
    scale.set_projector(True)
    pane.refresh()
    for widget in pane.findChildren(QLabel) + pane.findChildren(QComboBox):
        if widget.isVisibleTo(pane):
            assert widget.font().pixelSize() >= SMALLEST, widget
    assert not pane.grab().isNull()


@every_pane
def test_small_places_and_other_tapes(
    qtbot: QtBot, busy: World, selection: Selection, scale: Scale, kind: type[Pane]
) -> None:
    pane = kind(busy.feed, selection, scale)
    show(qtbot, pane, 700, 320)
    for width, height in ((260, 120), (60, 40), (1400, 900)):
        pane.resize(width, height)
        assert not pane.grab().isNull()
    event = selection.event
    busy.feed.set_position(event)
    pane.refresh()
    busy.feed.set_position(None)
    busy.feed.show_tape(Tape())
    qtbot.waitUntil(lambda: not pane._soon.isActive())
    pane.refresh()
    assert not pane.grab().isNull()


@every_pane
def test_keyboard_and_names(
    qtbot: QtBot, busy: World, selection: Selection, scale: Scale, kind: type[Pane]
) -> None:
    pane = kind(busy.feed, selection, scale)
    show(qtbot, pane, 700, 320)
    reachable = [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.isVisibleTo(pane)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is pane.window()
    ]
    assert reachable
    for widget in reachable:
        text = getattr(widget, "text", None)
        assert widget.accessibleName() or (callable(text) and text()), widget


@every_pane
def test_a_hidden_pane_does_nothing(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale, kind: type[Pane]
) -> None:
    pane = kind(chat.world.feed, selection, scale)
    drawn = []
    pane.refreshed.connect(lambda: drawn.append(1))
    chat.says("anna", "Привет")
    assert not pane._soon.isActive()
    assert drawn == []
    show(qtbot, pane, 400, 300)
    assert drawn


def test_an_empty_world_is_explained(
    qtbot: QtBot, world: World, selection: Selection, scale: Scale
) -> None:
    for kind in PANES:
        pane = kind(world.feed, selection, scale)
        show(qtbot, pane, 400, 300)
        assert not pane.grab().isNull()
