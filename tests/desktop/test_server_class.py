"""The class through the real windows: the server's page, and the pupils' and teacher's chats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from core.threads.client_link import ClientOptions
from desktop.client.client_window import ClientWindow
from desktop.client.server_texts import class_refusal
from desktop.server.class_address import AddressScreen
from desktop.server.dialogs import AnnounceDialog
from desktop.server.log_groups import LogGroup
from desktop.server.navigation import Page
from desktop.server.server_window import ServerWindow
from tests.desktop.client_fixtures import Client, OpenClient, delete_now, open_client
from tests.desktop.server_fixtures import WAIT_MS, click, context
from tests.desktop.server_peers import (
    Connect,
    connect,
    start,
    wait_for_people,
    wait_for_text,
    window,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["connect", "context", "open_client", "window"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def data_beside_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", str(tmp_path))


def until(qtbot: QtBot, condition: object) -> None:
    assert callable(condition)
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


def choose(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    (action,) = [action for action in menu.actions() if action.text() == text]
    assert action.isEnabled()
    action.trigger()


def seat_of(window: ServerWindow, nick: str) -> int:
    pupils = window.classroom.room.room.pupils
    return next((pupil.seat for pupil in pupils if pupil.nick == nick), -1)


def refusal(client: Client) -> str:
    """Why the newest message was not passed on, as its bubble says it."""
    model = client.window.conversations.shown.transcript
    row = model.row(model.end - 1) if len(model) else None
    return class_refusal(model.error(row.key)) if isinstance(row, MessageReceived) else ""


def switch(qtbot: QtBot, window: ServerWindow, name: str, on: bool = True) -> None:
    """Turn a switch by a click, and wait until the server has done it."""
    click(window.classroom.switches.cards[name].switch)

    def done() -> bool:
        snapshot = window.controller.snapshot
        return snapshot is not None and getattr(snapshot.classroom, name) is on

    until(qtbot, done)
    assert window.classroom.switches.cards[name].switch.isChecked() is on


@pytest.fixture
def port(qtbot: QtBot, window: ServerWindow) -> int:
    window.resize(1120, 760)
    port = start(qtbot, window)
    window.navigation.choose(Page.CLASS)
    return port


@pytest.fixture
def anna(qtbot: QtBot, window: ServerWindow, port: int, open_client: OpenClient) -> Client:
    client = open_client(port, "anna", ("#class",))
    until(qtbot, lambda: seat_of(window, "anna") == 0)
    until(qtbot, lambda: client.members("#class") == ["anna"])
    return client


# --- the switches -------------------------------------------------------------------------------


@pytest.mark.feature("Class: only the teacher writes, raised hands")
def test_only_the_teacher_writes_and_a_hand_brings_the_floor(
    qtbot: QtBot, window: ServerWindow, anna: Client, connect: Connect
) -> None:
    boris = connect()
    boris.register("boris", "#class")
    until(qtbot, lambda: seat_of(window, "boris") == 1)
    assert anna.page.header.hand.isVisible() and not anna.page.class_bar.text()
    type_text(anna.input, "half a sen")
    switch(qtbot, window, "muted")
    until(qtbot, lambda: "Only the teacher writes" in anna.page.class_bar.text())
    assert anna.page.composer.text() == "half a sen"
    type_text(anna.input, "tence")
    press_key(anna.input, Qt.Key.Key_Return)
    until(qtbot, lambda: refusal(anna) == "Only the teacher writes now: raise a hand.")
    assert "half a sen" not in boris.text
    # the hand, by the keyboard, and the queue of the teacher
    anna.activate()
    QTest.keyClick(anna.window, Qt.Key.Key_H, CONTROL | SHIFT)
    until(qtbot, anna.page.header.hand.isChecked)
    assert "Your hand is up" in anna.page.class_bar.text()
    hands = window.classroom.hands
    until(qtbot, lambda: [row.nick for row in hands.rows] == ["anna"])
    assert window.navigation.items[Page.CLASS].count == 1
    assert window.navigation.items[Page.CLASS].accessibleName() == "Class, 1"
    boris.say("HAND UP")
    until(qtbot, lambda: [row.nick for row in hands.rows] == ["anna", "boris"])
    click(hands.rows[0].act)
    until(qtbot, lambda: "You have the floor" in anna.page.class_bar.text())
    assert not anna.page.header.hand.isChecked()
    anna.write("the answer is 42")
    wait_for_text(qtbot, boris, "PRIVMSG #class :the answer is 42")
    until(qtbot, lambda: hands.rows[0].act.text() == "Take the floor back")
    assert [row.nick for row in hands.rows] == ["anna", "boris"]
    click(hands.rows[0].act)
    until(qtbot, lambda: "Raise a hand" in anna.page.class_bar.text())
    until(qtbot, lambda: [row.nick for row in hands.rows] == ["boris"])
    click(hands.lower_all)
    until(qtbot, lambda: not hands.rows)
    wait_for_text(qtbot, boris, "Your hand is down")
    switch(qtbot, window, "muted", on=False)
    until(qtbot, lambda: not anna.page.class_bar.text())
    anna.write("free again")
    wait_for_text(qtbot, boris, "PRIVMSG #class :free again")


def test_no_private_messages(
    qtbot: QtBot, window: ServerWindow, anna: Client, connect: Connect
) -> None:
    boris = connect()
    boris.register("boris", "#class")
    wait_for_people(qtbot, window, "anna", "boris")
    switch(qtbot, window, "private")
    wait_for_text(qtbot, boris, "nobody writes to single people")
    anna.window.acts.write("boris")
    until(qtbot, lambda: "No private messages now" in anna.page.class_bar.text())
    anna.write("psst")
    until(qtbot, lambda: "only the teacher can be written to" in refusal(anna))
    assert "psst" not in boris.text
    choose(window.classroom.room.desks.build_menu(seat_of(window, "boris")), "Make a teacher")
    until(qtbot, lambda: seat_of(window, "boris") == -1)
    anna.write("may I?")
    wait_for_text(qtbot, boris, "PRIVMSG boris :may I")


def test_a_closed_room_turns_away_the_new_and_takes_back_the_old(
    qtbot: QtBot, window: ServerWindow, anna: Client, connect: Connect, open_client: OpenClient
) -> None:
    boris = connect()
    boris.register("boris", "#class")
    wait_for_people(qtbot, window, "anna", "boris")
    switch(qtbot, window, "locked")
    eva = open_client(anna.window.chat.options.port, "eva", ("#class",), reconnect=False)
    link_page = eva.window.link_page
    until(qtbot, lambda: "The room is closed" in _all_text(link_page))
    assert "The teacher has closed the room" in _all_text(link_page)
    boris.close()
    wait_for_people(qtbot, window, "anna")
    again = connect()
    again.register("boris", "#class")
    wait_for_people(qtbot, window, "anna", "boris")
    until(qtbot, lambda: seat_of(window, "boris") == 1)
    window.navigation.choose(Page.LOG)
    window.log.show_only("The room is closed")
    rows = window.log.model
    until(qtbot, lambda: rows.rowCount() >= 1)
    said = [str(rows.index(row, 2).data()) for row in range(rows.rowCount())]
    assert any("room is closed" in text for text in said), said


def _all_text(widget: QWidget) -> str:
    return "\n".join(found.text() for found in widget.findChildren(QLabel))


def test_the_log_has_words_for_the_class(qtbot: QtBot, window: ServerWindow, anna: Client) -> None:
    switch(qtbot, window, "muted")
    anna.window.hands.toggle_hand()
    until(qtbot, lambda: window.classroom.raised == 1)
    window.navigation.choose(Page.LOG)
    rows = window.log.model

    def said() -> list[str]:
        return [str(rows.index(row, 2).data()) for row in range(rows.rowCount())]

    rows.set_filter(LogGroup.PEOPLE, "")
    until(qtbot, lambda: "Hand raised" in said())
    assert "Class: from now on only the teacher writes" in said()
    rows.set_filter(LogGroup.MESSAGES, "")
    assert "Hand raised" not in said()
    window.log.show_only("Hand")
    assert any("Hand raised" in text for text in said())


# --- the desks ----------------------------------------------------------------------------------


def test_seats_are_kept_and_changed_by_keyboard_and_mouse(
    qtbot: QtBot, window: ServerWindow, anna: Client, connect: Connect
) -> None:
    boris, vera = connect(), connect()
    boris.register("boris", "#class")
    until(qtbot, lambda: seat_of(window, "boris") == 1)
    vera.register("vera", "#class")
    until(qtbot, lambda: seat_of(window, "vera") == 2)
    desks = window.classroom.room.desks
    assert desks.seats.columnCount() == 6 and desks.seats.rowCount() == 5
    desks.setFocus()
    desks.setCurrentIndex(desks.seats.index_of(0))
    press_key(desks, Qt.Key.Key_Down, CONTROL)  # to a free seat
    assert seat_of(window, "anna") == 6 and desks.current_seat == 6
    press_key(desks, Qt.Key.Key_Up, CONTROL)
    press_key(desks, Qt.Key.Key_Right, CONTROL)  # boris sits there: they change places
    assert (seat_of(window, "anna"), seat_of(window, "boris")) == (1, 0)
    press_key(desks, Qt.Key.Key_Up, CONTROL)  # there is no seat
    assert seat_of(window, "anna") == 1
    begin = desks.visualRect(desks.seats.index_of(1)).center()
    end = desks.visualRect(desks.seats.index_of(10)).center()
    port = desks.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(port, begin + QPoint(30, 30))
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert seat_of(window, "anna") == 10
    vera.close()  # without a word: the seat is kept, and says so
    until(qtbot, lambda: any(p.lost for p in window.classroom.room.room.pupils))
    index = desks.seats.index_of(2)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "vera, connection lost, seat 3"
    boris.say("QUIT :bye")  # goodbye: the seat is free
    until(qtbot, lambda: desks.seats.pupil_at(0) is None)
    back = connect()
    back.register("vera", "#class")
    until(qtbot, lambda: not any(p.lost for p in window.classroom.room.room.pupils))
    assert seat_of(window, "vera") == 2 and seat_of(window, "anna") == 10


def test_the_list_shows_the_same_people_and_does_the_same(
    qtbot: QtBot, window: ServerWindow, anna: Client, connect: Connect
) -> None:
    boris = connect()
    boris.register("boris", "#class")
    until(qtbot, lambda: seat_of(window, "boris") == 1)
    boris.say("AWAY :обед", "HAND UP")
    room = window.classroom.room
    room.views.setFocus()
    room.views._cells["list"].click()
    table = room.list

    def texts() -> list[list[str]]:
        model = table.model()
        rows = range(model.rowCount())
        return [[str(model.index(row, column).data()) for column in range(3)] for row in rows]

    wanted = ["boris", "2", "hand raised, number 1, not at the screen"]
    until(qtbot, lambda: wanted in texts())
    assert ["anna", "1", "online"] in texts()
    assert table.accessibleName() == "People of the class"
    row = [line[0] for line in texts()].index("boris")
    table.setFocus()
    table.selectRow(row)
    pupil = table.selected()
    assert pupil is not None
    choose(table.build_menu(pupil), "Give the floor")
    until(qtbot, lambda: any("has the floor" in line[2] for line in texts()))


def test_a_channel_is_chosen_where_there_are_several(
    qtbot: QtBot, window: ServerWindow, anna: Client, connect: Connect
) -> None:
    room = window.classroom.room
    assert room.channel == "#class" and not room.choice.isVisible()
    boris, vera = connect(), connect()
    boris.register("boris", "#other")
    vera.register("vera", "#other")
    until(qtbot, lambda: room.channel == "#other")  # the fullest
    until(qtbot, lambda: [p.nick for p in room.room.pupils] == ["boris", "vera"])
    room.choice.setCurrentIndex(room.choice.findText("#class"))
    room.choice.activated.emit(room.choice.currentIndex())
    assert [p.nick for p in room.room.pupils] == ["anna"]
    boris.say("QUIT")
    vera.say("QUIT")
    until(qtbot, lambda: not room.choice.isVisible())
    anna.window.acts.leave("#class")
    until(qtbot, room.empty.isVisible)
    assert room.empty.texts()[0] == "Nobody is in a channel yet"


# --- the teacher --------------------------------------------------------------------------------


def test_the_chat_that_the_window_opened_is_the_teachers(
    qtbot: QtBot, window: ServerWindow, anna: Client
) -> None:
    opened: list[ClientWindow] = []

    def open_window(target: ClientOptions, _nick: str) -> None:
        opened.append(ClientWindow(window.context, target))
        opened[-1].show()

    window.context.client_wanted.connect(open_window)
    window.context.settings.nick = "marina"
    window.open_chat()
    until(qtbot, lambda: [p.nick for p in window.classroom.room.room.teachers] == ["marina"])
    teacher = Client(opened[0], qtbot)
    until(qtbot, lambda: teacher.window.hands.teacher)
    assert not teacher.page.header.hand.isVisible()
    switch(qtbot, window, "muted")
    until(qtbot, lambda: "Only you write" in teacher.page.class_bar.text())
    teacher.write("Good morning")
    until(qtbot, lambda: anna.sees("Good morning"))
    anna.window.hands.toggle_hand()
    until(qtbot, lambda: teacher.page.class_bar.text() == "Raised hands: anna")
    # in a channel of its own the teacher's chat leads, and a lesson can be started from here
    tasks = window.classroom.tasks
    assert not tasks.lesson.isVisible()
    teacher.write("/join #maths")
    until(qtbot, lambda: teacher.members("#maths") == ["marina"])
    room = window.classroom.room
    until(qtbot, room.choice.isVisible)
    room.choice.setCurrentIndex(room.choice.findText("#maths"))
    room.choice.activated.emit(room.choice.currentIndex())
    until(qtbot, tasks.lesson.isVisible)
    click(tasks.lesson)
    lessons = teacher.window.classroom.class_window
    assert lessons is not None and lessons.isVisible()
    lessons.close()
    board = window.classroom.room.board
    assert board.more.accessibleName() == "What can be done with marina"
    choose(board.build_menu(), "No longer a teacher")
    until(qtbot, lambda: not teacher.window.hands.teacher)
    assert teacher.page.header.hand.isVisible()
    until(qtbot, lambda: seat_of(window, "marina") >= 0)
    window.context.client_wanted.disconnect(open_window)
    opened[0].close()
    until(qtbot, lambda: not window.context.winding_down())
    delete_now(opened[0])


# --- for all ------------------------------------------------------------------------------------


def test_message_to_all_and_the_address(qtbot: QtBot, window: ServerWindow, anna: Client) -> None:
    tasks = window.classroom.tasks
    assert not tasks.lesson.isVisible()  # no chat of ours leads this channel
    press_key(tasks.announce, Qt.Key.Key_Return)
    (box,) = window.findChildren(AnnounceDialog)
    type_text(box.field.edit, "Break!")
    click(box.ok)
    until(qtbot, lambda: anna.sees("Break!", ""))
    click(tasks.address)
    (screen,) = window.findChildren(AddressScreen)
    assert screen.address.text() == f"127.0.0.1:{anna.window.chat.options.port}"
    assert screen.qr.text() == f"irc://{screen.address.text()}"
    screen.close()
    until(qtbot, lambda: not window.findChildren(AddressScreen))


def test_the_transcript_is_saved(
    qtbot: QtBot, window: ServerWindow, anna: Client, tmp_path: Path
) -> None:
    anna.write("первое слово")
    anna.write("второе слово")
    until(qtbot, lambda: anna.sees("второе слово"))
    tasks = window.classroom.tasks
    click(tasks.transcript)
    (dialog,) = window.findChildren(QFileDialog)
    path = tmp_path / "lesson.txt"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    until(qtbot, lambda: str(path) in tasks.told)
    text = path.read_text(encoding="utf-8")
    assert "первое слово" in text and text.index("первое") < text.index("второе")


def test_without_a_history_there_is_no_transcript_and_that_is_said(
    qtbot: QtBot, window: ServerWindow, anna: Client
) -> None:
    controller = window.controller
    controller.apply(replace(controller.config, keep_history=False))
    tasks = window.classroom.tasks
    until(qtbot, lambda: not tasks.transcript.isEnabled())
    assert "No history is kept" in tasks.transcript.accessibleDescription()


def next_by_tab(widget: QWidget) -> QWidget:
    """What Tab goes to."""
    here = widget.nextInFocusChain()
    while here is not None and not (
        here.isVisible() and here.isEnabled() and here.focusPolicy() & Qt.FocusPolicy.TabFocus
    ):
        here = here.nextInFocusChain()
    assert here is not None
    return here


# --- keyboard and names -------------------------------------------------------------------------


def test_everything_is_reached_by_tab_and_has_a_name(
    qtbot: QtBot, window: ServerWindow, anna: Client
) -> None:
    anna.window.hands.toggle_hand()
    until(qtbot, lambda: len(window.classroom.hands.rows) == 1)
    page = window.classroom
    window.activateWindow()
    wanted = {
        *(card.switch for card in page.switches.cards.values()),
        page.room.desks,
        page.hands.lower_all,
        page.hands.rows[0].act,
        *(page.tasks.announce, page.tasks.address, page.tasks.transcript),
    }
    seen = set()
    first = page.switches.cards["muted"].switch
    first.setFocus(Qt.FocusReason.TabFocusReason)
    here: QWidget | None = first
    for _ in range(60):
        assert here is not None
        seen.add(here)
        here = next_by_tab(here)
        if here is first:
            break
    assert wanted <= seen
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            face = QAccessible.queryAccessibleInterface(button)
            assert face is not None and face.text(QAccessible.Text.Name), button
