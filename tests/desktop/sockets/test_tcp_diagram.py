"""The map of TCP's states: where a socket is, how it got there, and that nothing overlaps."""

from __future__ import annotations

import itertools
import socket

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.tcp_states import STATES
from core.net.trace import Part, Side
from core.threads.trace_feed import TraceFeed
from desktop.i18n import Translator
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.sockets.tcp_diagram import TcpPane
from desktop.sockets.tcp_map import END, ORDER, TcpMap
from desktop.sockets.tcp_words import state_sentence
from tests.desktop.sockets.panes import chat, scale, selection, show, silent_chat, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "silent_chat", "translator", "world"]


def number_of(world: World, sock: socket.socket) -> int:
    world.feed.poll()
    return next(info.number for info in world.feed.sockets() if info.fd == sock.fileno())


@pytest.mark.parametrize("projector", [False, True])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("room", [(0, 0), (420, 460), (900, 900)])
def test_nothing_overlaps(
    qtbot: QtBot,
    translator: Translator,
    language: str,
    projector: bool,
    room: tuple[int, int],
) -> None:
    translator.set_language(language)
    scale = Scale(projector)
    least = TcpMap(scale, QSizeF(0, 0)).least
    size = QSizeF(max(room[0], least.width()), max(room[1], least.height()))
    found = TcpMap(scale, size)
    boxes = list(found.boxes.values())
    labels = [line.label for line in found.lines if line.text]
    for one, other in itertools.combinations([*boxes, *labels], 2):
        overlap = one.intersected(other)
        assert overlap.width() < 1 or overlap.height() < 1, (one, other)
    for box in [*boxes, *labels]:
        assert box.left() >= 0
        assert box.top() >= 0
        assert box.right() <= size.width() + 1
        assert box.bottom() <= size.height() + 1
    for line in found.lines:
        for start, end in itertools.pairwise(line.points):
            assert start.x() == pytest.approx(end.x()) or start.y() == pytest.approx(end.y())
            for name, box in found.boxes.items():
                if name not in (line.start, line.end):
                    steps = [start + (end - start) * (step / 20) for step in range(21)]
                    assert not any(box.contains(point) for point in steps), (line, name)


def test_all_states_are_there_and_explained(qtbot: QtBot) -> None:
    assert set(ORDER) == set(STATES)
    sentences = {state_sentence(state) for state in STATES}
    assert len(sentences) == len(STATES)
    found = TcpMap(Scale(), QSizeF(0, 0))
    assert {(line.start, line.end) for line in found.lines} >= {
        ("CLOSED", "LISTEN"),
        ("ESTABLISHED", "CLOSE_WAIT"),
        ("LAST_ACK", END),
    }


def test_the_chosen_socket_lights_its_way(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale
) -> None:
    world = chat.world
    pane = TcpPane(world.feed, selection, scale)
    show(qtbot, pane, 400, 480)
    selection.set_socket(number_of(world, chat.clients["anna"]))
    fd = chat.clients["anna"].fileno()
    qtbot.waitUntil(lambda: pane.diagram._fd == f"fd {fd}")
    assert "ESTABLISHED" in pane.sentence.text()
    assert ("SYN_SENT", "ESTABLISHED") in pane.diagram._lit
    # The other side closes: our socket is in CLOSE_WAIT now.
    world.call(Side.SERVER, "server", Part.READER, chat.served["anna"].close)
    world.feed.poll()
    qtbot.waitUntil(lambda: "CLOSE_WAIT" in pane.sentence.text())
    assert ("ESTABLISHED", "CLOSE_WAIT") in pane.diagram._lit
    assert "b''" in pane.diagram.accessibleDescription()
    assert pane.diagram._fd == f"fd {fd}"
    assert "LISTEN" in pane.diagram._tags


def test_arrow_keys_explain_every_state(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale
) -> None:
    pane = TcpPane(chat.world.feed, selection, scale)
    show(qtbot, pane, 400, 480)
    pane.diagram.setFocus()
    seen = set()
    for _ in STATES:
        QTest.keyClick(pane.diagram, Qt.Key.Key_Down)
        seen.add(pane.sentence.text())
    assert len(seen) == len(STATES)
    QTest.keyClick(pane.diagram, Qt.Key.Key_Escape)
    assert pane.diagram.asked == ""
    assert "ESTABLISHED" in pane.sentence.text()
    box = pane.diagram.layout_map().boxes["TIME_WAIT"]
    QTest.mouseClick(pane.diagram, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert "TIME_WAIT" in pane.sentence.text()


def test_sockets_without_states_say_why(
    qtbot: QtBot, world: World, selection: Selection, scale: Scale
) -> None:
    pane = TcpPane(world.feed, selection, scale)
    show(qtbot, pane, 400, 480)
    assert "No socket yet" in pane.explanation.text()
    with world.acting(Side.LAB, "s1"):
        udp = world.maker(Side.LAB, "s1").open(socket.AF_INET, socket.SOCK_DGRAM)
    world.feed.poll()
    selection.set_socket(number_of(world, udp))
    qtbot.waitUntil(lambda: "datagram" in pane.explanation.text())
    with world.acting(Side.LAB, "s2"):
        pair = world.maker(Side.LAB, "s2").pair()
        world.kept += [udp, *pair]
    world.wait(lambda: len(world.feed.sockets()) == 3)
    selection.set_socket(number_of(world, pair[0]))
    qtbot.waitUntil(lambda: "AF_UNIX" in pane.explanation.text())


def test_where_the_system_does_not_tell_it_says_inferred(
    qtbot: QtBot, silent_chat: Chat, selection: Selection, scale: Scale
) -> None:
    chat = silent_chat
    pane = TcpPane(chat.world.feed, selection, scale)
    show(qtbot, pane, 400, 480)
    selection.set_socket(number_of(chat.world, chat.clients["boris"]))
    qtbot.waitUntil(lambda: "inferred" in pane.sentence.text())
    assert pane._source.text() == "inferred"
    assert "ESTABLISHED" in pane.sentence.text()


def test_a_saved_tape_shows_states_too(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale
) -> None:
    chat.world.feed.poll()
    old = TraceFeed(tape=chat.world.feed.tape)
    pane = TcpPane(old, selection, scale)
    show(qtbot, pane, 400, 480)
    selection.set_socket(number_of(chat.world, chat.clients["boris"]))
    qtbot.waitUntil(lambda: "ESTABLISHED" in pane.sentence.text())


def test_the_map_in_a_window_of_its_own(
    qtbot: QtBot, chat: Chat, selection: Selection, scale: Scale
) -> None:
    scale.set_projector(True)
    pane = TcpPane(chat.world.feed, selection, scale)
    show(qtbot, pane, 360, 240)
    pane.larger.click()
    large = pane._window
    assert large is not None
    qtbot.waitExposed(large)
    assert large.isWindow()
    least = large.diagram.minimumSizeHint()
    assert large.diagram.width() >= least.width()
    assert large.diagram.height() >= least.height()  # nothing to scroll
    selection.set_socket(number_of(chat.world, chat.listener))
    qtbot.waitUntil(lambda: "LISTEN" in large.sentence.text())
    assert "LISTEN" in pane.sentence.text()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not large.isVisible())
    pane.larger.click()
    assert pane._window is large
    large.close()
