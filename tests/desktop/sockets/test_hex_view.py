"""Bytes and text: letters of two bytes, halves, colours by send, copying."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from core.net.trace import Part, Side
from desktop.i18n import Translator
from desktop.sockets.hex_model import (
    ByteKind,
    begins_cut,
    characters,
    ends_cut,
    glyphs,
    letter_span,
)
from desktop.sockets.hex_view import HexPane, NumberBadges
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from tests.desktop.sockets.panes import (
    chat,
    choose,
    scale,
    selection,
    show,
    translator,
    world,
)
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "translator", "world"]

HELLO = "PRIVMSG #класс :Привет\r\n"


# --- the model --------------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_whole_text_has_one_glyph_a_byte_and_no_halves(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    found = glyphs(data)
    assert len(found) == len(data)
    assert all(glyph.kind is not ByteKind.HALF for glyph in found)
    assert not begins_cut(found)
    assert not ends_cut(found)


@given(st.binary(max_size=40))
def test_any_bytes_are_shown(data: bytes) -> None:
    found = glyphs(data)
    assert len(found) == len(data)
    assert all(glyph.text for glyph in found)
    for place in range(len(data)):
        start, end = letter_span(found, place)
        assert 0 <= start <= place < end <= len(data)


@given(st.text(alphabet="абвгдежзПривет€𝄞", min_size=1, max_size=12), st.integers(1, 40))
def test_text_cut_anywhere_says_so(text: str, cut: int) -> None:
    data = text.encode()
    cut = min(cut, len(data))
    first, second = glyphs(data[:cut]), glyphs(data[cut:])
    inside = cut < len(data) and 0x80 <= data[cut] <= 0xBF
    assert ends_cut(first) == inside
    assert begins_cut(second) == inside


def test_the_glyphs_of_a_line() -> None:
    found = glyphs(HELLO.encode())
    text = "".join(glyph.text for glyph in found)
    assert text == "PRIVMSG␣#к·л·а·с·с·␣:П·р·и·в·е·т·\\r\\n"
    assert characters(found) == 22


# --- the pane ---------------------------------------------------------------------------------


@pytest.fixture
def pane(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> HexPane:
    found = HexPane(world.feed, selection, scale)
    show(qtbot, found)
    return found


def test_a_send_is_counted_in_bytes_and_characters(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection, translator: Translator
) -> None:
    chat.says("anna", "Привет")
    choose(chat.world, selection, chat.world.events("send")[-1])
    qtbot.waitUntil(lambda: pane.area.data == HELLO.encode())
    assert pane.count.text() == "35 B · 22 characters + CRLF"
    assert "Привет" in pane.area.accessibleDescription()
    translator.set_language("ru")
    qtbot.waitUntil(lambda: pane.count.text() == "35 Б · 22 знака + CRLF")
    assert "буквы" in pane.note.text()


def test_a_recv_that_cuts_a_letter_is_told(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection
) -> None:
    world = chat.world
    world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, "Привет".encode())
    for size in (5, 100):
        world.call(Side.SERVER, "server", Part.READER, chat.served["anna"].recv, size)
    first, second = world.events("recv")
    choose(world, selection, first)
    qtbot.waitUntil(lambda: pane.area.data == "Привет".encode()[:5])
    assert "cut a letter in two" in pane.warning.text()
    assert pane.area.glyphs[-1].kind is ByteKind.HALF
    choose(world, selection, second)
    qtbot.waitUntil(lambda: pane.area.data == "Привет".encode()[5:])
    assert "begins with the other half" in pane.warning.text()
    assert pane.area.glyphs[0].kind is ByteKind.HALF


def test_a_recv_of_two_sends_has_both_numbers(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection
) -> None:
    chat.tells("boris", "anna", "раз")
    chat.tells("boris", "anna", "два")
    chat.reads("boris")
    event = chat.world.events("recv")[-1]
    choose(chat.world, selection, event)
    qtbot.waitUntil(lambda: len(pane.area.data) == event.size)
    sends = pane.area._sends
    assert sorted(set(sends)) == [1, 2]
    assert sends[0] == 1
    assert sends[-1] == 2
    selection.set_send(2)
    qtbot.waitUntil(lambda: pane.area._lit == 2)


def test_what_is_longer_than_the_tape_keeps_is_told(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection
) -> None:
    world = chat.world
    world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, b"x" * 10_000)
    choose(world, selection, world.events("send")[-1])
    qtbot.waitUntil(lambda: len(pane.area.data) == 2048)
    assert pane.count.text() == "2,048 of 10,000 B kept"


def test_bytes_and_text_are_chosen_together_and_copied(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection
) -> None:
    chat.says("anna", "Привет")
    choose(chat.world, selection, chat.world.events("send")[-1])
    qtbot.waitUntil(lambda: bool(pane.area.data))
    area = pane.area
    # A click into the text column at «П» (bytes 21 and 22) takes the whole letter.
    x = area._text_left(area.per_row) + (21 % area.per_row + 0.5) * area._letter
    y = (21 // area.per_row + 0.5) * area._row
    QTest.mouseClick(area.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert area.choice == (21, 23)
    assert "D0 9F" in pane.note.text()
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(area, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "П"
    pane.copy("literal")
    assert clipboard.text() == repr("П".encode())
    QTest.keyClick(area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    pane.copy("hex")
    assert clipboard.text() == HELLO.encode().hex(" ").upper()
    pane.copy("text")
    assert clipboard.text() == HELLO
    QTest.keyClick(area, Qt.Key.Key_Home)
    QTest.keyClick(area, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    start, end = area.choice
    assert start == 0
    assert end >= 2


def test_wide_places_show_sixteen_bytes_a_row(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection
) -> None:
    chat.says("anna", "Привет")
    choose(chat.world, selection, chat.world.events("send")[-1])
    qtbot.waitUntil(lambda: bool(pane.area.data))
    assert pane.area.per_row == 8
    pane.resize(900, 300)
    qtbot.waitUntil(lambda: pane.area.per_row == 16)


def test_calls_without_bytes_say_so(
    qtbot: QtBot, chat: Chat, pane: HexPane, selection: Selection
) -> None:
    assert "Choose a call" in pane.note.text()
    choose(chat.world, selection, chat.world.events("accept")[-1])
    qtbot.waitUntil(lambda: "no bytes" in pane.note.text())
    assert not pane.copy_button.isEnabled()
    menu = pane.make_menu()
    assert not any(action.isEnabled() for action in menu.actions())
    menu.deleteLater()


def test_badges_that_are_gone_follow_no_projector(qtbot: QtBot, scale: Scale) -> None:
    badges = NumberBadges(scale)
    badges.show_numbers((1, 2))
    narrow = badges.width()
    scale.set_projector(True)
    assert badges.width() > narrow
    delete(badges)
    scale.set_projector(False)  # a fault in a slot would fail this test
    del badges
