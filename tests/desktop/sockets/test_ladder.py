"""From the bubble down to the line of Python, and back up, on both hops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.trace import Part, Side
from desktop.i18n import Translator
from desktop.sockets.ladder import Ladder
from desktop.sockets.ladder_steps import best_line, lines_of, record_of
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Rung, Selection
from tests.desktop.sockets.panes import chat, choose, scale, selection, show, translator, world
from tests.desktop.sockets.world import Chat, World

__all__ = ["chat", "scale", "selection", "translator", "world"]


@pytest.fixture
def ladder(qtbot: QtBot, world: World, selection: Selection, scale: Scale) -> Ladder:
    found = Ladder(world.feed, selection, scale)
    show(qtbot, found, 380, 320)
    return found


@pytest.fixture
def spoken(chat: Chat) -> Chat:
    """anna said «Привет», and the server told both."""
    chat.says("boris", "Есть кто?")
    chat.says("anna", "Привет")
    chat.tells("anna", "anna", "Привет")
    chat.tells("boris", "anna", "Привет")
    chat.reads("boris")
    return chat


def sends_with(world: World, text: str) -> list[int]:
    return [event.number for event in world.events("send") if text.encode() in event.data]


def words(ladder: Ladder, rung: Rung) -> str:
    return ladder.steps[rung].accessibleName()


def test_a_client_send_shows_all_its_steps(
    qtbot: QtBot, spoken: Chat, ladder: Ladder, selection: Selection, translator: Translator
) -> None:
    world = spoken.world
    event = world.feed.tape.event(sends_with(world, "Привет")[0])
    assert event is not None
    choose(world, selection, event)
    qtbot.waitUntil(lambda: "Привет" in words(ladder, Rung.BUBBLE))
    assert "PRIVMSG #класс :Привет" in words(ladder, Rung.LINE)
    assert "command PRIVMSG · to #класс · text “Привет”" in words(ladder, Rung.LINE)
    assert "35 B" in words(ladder, Rung.BYTES)
    assert "send(data) → 35" in words(ladder, Rung.CALL)
    assert f"world.py:{event.line}" in words(ladder, Rung.CODE)
    assert ladder.steps[Rung.RECORD].isHidden()
    translator.set_language("ru")
    qtbot.waitUntil(lambda: "текст «Привет»" in words(ladder, Rung.LINE))


def test_the_hop_switch_leads_to_the_reader_and_back(
    qtbot: QtBot, spoken: Chat, ladder: Ladder, selection: Selection
) -> None:
    world = spoken.world
    first, echo, onwards = sends_with(world, "Привет")
    event = world.feed.tape.event(first)
    assert event is not None
    choose(world, selection, event)
    qtbot.waitUntil(lambda: len(ladder.switch._texts) == 2)
    assert ladder.switch._texts == ["anna → server", "server → boris"]
    ladder.switch.setFocus()
    QTest.keyClick(ladder.switch, Qt.Key.Key_Right)
    assert selection.event == onwards
    qtbot.waitUntil(lambda: "from anna" in words(ladder, Rung.LINE))
    assert ladder.switch.current == 1
    QTest.keyClick(ladder.switch, Qt.Key.Key_Left)
    assert selection.event == first
    # From the echo to its writer, too.
    choose(world, selection, world.feed.tape.event(echo) or event)
    qtbot.waitUntil(lambda: ladder.switch._texts == ["anna → server", "server → anna"])


def test_a_recv_has_a_ladder_of_its_own(
    qtbot: QtBot, spoken: Chat, ladder: Ladder, selection: Selection
) -> None:
    world = spoken.world
    recv = world.events("recv")[-1]
    choose(world, selection, recv)
    qtbot.waitUntil(lambda: f"recv(65536) → {recv.size}" in words(ladder, Rung.CALL))
    assert "Привет" in words(ladder, Rung.BUBBLE)


def test_keys_go_down_and_up(
    qtbot: QtBot, spoken: Chat, ladder: Ladder, selection: Selection
) -> None:
    world = spoken.world
    event = world.feed.tape.event(sends_with(world, "Привет")[0])
    assert event is not None
    choose(world, selection, event)
    qtbot.waitUntil(lambda: "Привет" in words(ladder, Rung.BUBBLE))
    heard: list[str] = []
    wanted: list[str] = []
    ladder.rung.connect(heard.append)
    selection.message_wanted.connect(wanted.append)
    QTest.mouseClick(ladder.steps[Rung.BUBBLE], Qt.MouseButton.LeftButton)
    assert heard == ["bubble"]
    assert wanted == ["PRIVMSG #класс :Привет"]
    here = ladder.steps[Rung.BUBBLE]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return):
        QTest.keyClick(here, key)
        here = ladder.steps[selection.rung]
    assert heard == ["bubble", "line", "bytes", "call", "code"]
    QTest.keyClick(here, Qt.Key.Key_Backspace)
    assert selection.rung is Rung.CALL
    assert ladder.steps[Rung.CALL].current
    assert ladder.steps[Rung.CALL].hasFocus()


def test_several_lines_are_gone_through(
    qtbot: QtBot, chat: Chat, ladder: Ladder, selection: Selection
) -> None:
    world = chat.world
    data = b"NICK anna\r\nUSER anna 0 * :Anna\r\n@a=1;b=2 PRIVMSG #x :hello\r\n"
    world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, data)
    choose(world, selection, world.events("send")[-1])
    qtbot.waitUntil(lambda: "hello" in words(ladder, Rung.BUBBLE))  # what a person said
    assert "3 of 3" in words(ladder, Rung.LINE)
    assert "tags: a, b" in words(ladder, Rung.LINE)
    assert "@… PRIVMSG" in words(ladder, Rung.LINE)
    ladder.steps[Rung.LINE].setFocus()
    QTest.keyClick(ladder.steps[Rung.LINE], Qt.Key.Key_Right)
    assert "NICK anna" in words(ladder, Rung.LINE)
    assert "not a person's words" in words(ladder, Rung.BUBBLE)


def test_a_tls_record_is_a_step_and_hides_the_words(
    qtbot: QtBot, chat: Chat, ladder: Ladder, selection: Selection
) -> None:
    world = chat.world
    data = b"\x17\x03\x03\x00\x20" + bytes(range(32))
    world.call(Side.CLIENT, "anna", Part.WRITER, chat.clients["anna"].send, data)
    choose(world, selection, world.events("send")[-1])
    qtbot.waitUntil(lambda: "ApplicationData" in words(ladder, Rung.RECORD))
    assert not ladder.steps[Rung.RECORD].isHidden()
    assert "32 B" in words(ladder, Rung.RECORD)
    assert "encrypted" in words(ladder, Rung.BUBBLE)
    assert "encrypted" in words(ladder, Rung.LINE)


def test_nothing_chosen_says_what_to_do(ladder: Ladder, selection: Selection) -> None:
    assert ladder.empty.isVisible()
    assert "Choose a call" in ladder.empty.text()
    assert not ladder.steps[Rung.BUBBLE].isVisible()


def test_what_a_person_said_is_shown_as_in_the_chat() -> None:
    def said(line: str) -> str | None:
        return lines_of(line.encode() + b"\r\n")[0].said

    assert said("PRIVMSG #x :hello") == "hello"
    assert said(":anna!a@b PRIVMSG #x :\x01ACTION waves\x01") == "anna waves"
    assert said("PRIVMSG #x :\x02bold\x02 \x0304red\x03") == "bold red"
    assert said("PRIVMSG #x :\x01VERSION\x01") is None
    assert said("JOIN #x") is None


@given(st.binary(max_size=60))
def test_any_bytes_are_cut_into_lines(data: bytes) -> None:
    lines = lines_of(data)
    for line in lines:
        assert data[line.start : line.end].endswith(b"\n")
    assert best_line(lines) < max(1, len(lines))
    record_of(data)
