"""The table of sockets: what stands in each cell, and choosing by keyboard and mouse."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.trace import Part, Side
from desktop.i18n import Translator
from desktop.sockets.scale import SMALLEST, Scale
from desktop.sockets.selection import Selection
from desktop.sockets.socket_rows import headings
from desktop.sockets.socket_table import SocketTable
from tests.desktop.sockets.panes import chat, scale, selection, show, silent_chat, translator, world
from tests.desktop.sockets.test_tcp_diagram import number_of
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "silent_chat", "translator", "world"]


@pytest.fixture
def table(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> SocketTable:
    found = SocketTable(world.feed, selection, scale)
    show(qtbot, found, 1000, 260)
    return found


def rows(table: SocketTable) -> list[list[str]]:
    model = table.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        [str(model.data(model.index(row, column), role)) for column in range(7)]
        for row in range(model.rowCount())
    ]


def test_a_chat_in_a_table(
    qtbot: QtBot, chat: Chat, table: SocketTable, translator: Translator
) -> None:
    chat.tells("boris", "anna", "Я тут")
    qtbot.waitUntil(lambda: len(rows(table)) == 5 and rows(table)[3][6].endswith("53"))
    listener, anna, *_ = rows(table)
    assert listener[0] == str(chat.listener.fileno())
    assert listener[1:4] == ["server", f"127.0.0.1:{chat.port}", "any"]
    assert listener[4:] == ["LISTEN", "none", "0 of 5 waiting for accept"]
    assert anna[1] == "anna · client"
    assert anna[3] == f"127.0.0.1:{chat.port}"
    assert anna[4:] == ["ESTABLISHED", "0", "0"]
    assert table.model.row(3).cells[6].badges == (1,)
    translator.set_language("ru")
    qtbot.waitUntil(lambda: rows(table)[0][6] == "ждут accept: 0 из 5")
    assert headings()[2] == "Свой адрес"


def test_rows_are_chosen_by_keyboard_and_tell_their_options(
    qtbot: QtBot, chat: Chat, table: SocketTable, selection: Selection
) -> None:
    world = chat.world
    chat.clients["anna"].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    qtbot.waitUntil(lambda: len(rows(table)) == 5)
    assert "Choose a socket" in table.detail.text()
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_End)
    assert selection.socket == number_of(world, chat.served["boris"])
    QTest.keyClick(table.view, Qt.Key.Key_Home)
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert selection.socket == number_of(world, chat.clients["anna"])
    qtbot.waitUntil(lambda: "TCP_NODELAY 1" in table.detail.text())
    assert table.detail.text() == table.view.accessibleDescription()
    # And the other way: what is chosen elsewhere is chosen here.
    selection.set_socket(number_of(world, chat.listener))
    qtbot.waitUntil(lambda: table.view.currentIndex().row() == 0)


def test_a_click_chooses(
    qtbot: QtBot, chat: Chat, table: SocketTable, selection: Selection
) -> None:
    qtbot.waitUntil(lambda: len(rows(table)) == 5)
    point = table.view.visualRect(table.model.index(3, 4)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selection.socket == number_of(chat.world, chat.clients["boris"])


def test_closed_reset_and_ended_sockets(
    qtbot: QtBot, chat: Chat, table: SocketTable, selection: Selection
) -> None:
    world = chat.world
    chat.tells("boris", "anna", "Я тут")
    fds = {name: sock.fileno() for name, sock in chat.clients.items()}
    # anna closes politely, boris with unread bytes.
    world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].close)
    world.call(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, 100)
    world.call(Side.CLIENT, "boris", Part.WRITER, chat.clients["boris"].close)
    error = world.call(Side.SERVER, "server", Part.READER, chat.served["boris"].recv, 100)
    assert isinstance(error, ConnectionResetError)
    world.feed.poll()
    table.refresh()
    _, anna, served_anna, boris, served_boris = rows(table)
    assert anna[0] == f"({fds['anna']})"
    assert anna[4].endswith("inferred")
    assert anna[6] == "closed by the program"
    assert "CLOSE_WAIT" in served_anna[4]
    assert served_anna[6] == "0 end of data read"
    assert boris[6] == "53 bytes thrown away"
    assert "CLOSED by reset" in served_boris[4]


def test_datagram_and_local_sockets(
    qtbot: QtBot, world: World, table: SocketTable, selection: Selection
) -> None:
    maker = world.maker(Side.LAB, "s1")
    with world.acting(Side.LAB, "s1"):
        udp = maker.open(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        pair = maker.pair()
        world.kept += [udp, *pair]
        udp.sendto(b"123", udp.getsockname())
    world.wait(lambda: len(world.feed.sockets()) == 3)
    table.refresh()
    found = rows(table)
    assert found[0][4] == "UDP no connection"
    assert "1 datagram" in found[0][6]
    assert found[1][4] == "UNIX connected"


def test_where_the_system_does_not_tell(
    qtbot: QtBot, silent_chat: Chat, selection: Selection, scale: Scale
) -> None:
    chat = silent_chat
    chat.tells("boris", "anna", "Я тут")
    table = SocketTable(chat.world.feed, selection, scale)
    show(qtbot, table, 1000, 260)
    listener, anna, _, boris, _ = rows(table)
    assert listener[6].endswith("not on this system")
    assert anna[4] == "ESTABLISHED inferred"
    assert anna[5].endswith("not on this system")
    assert boris[6] == "53 inferred"


def test_projector_sizes(qtbot: QtBot, chat: Chat, table: SocketTable, scale: Scale) -> None:
    qtbot.waitUntil(lambda: len(rows(table)) == 5)
    before = table.view.rowHeight(0)
    scale.set_projector(True)
    assert table.view.rowHeight(0) > before * 1.4
    assert table.detail.font().pixelSize() >= SMALLEST


def test_an_empty_table_says_so(table: SocketTable) -> None:
    assert "No socket yet" in table.detail.text()
    assert not table.grab().isNull()
