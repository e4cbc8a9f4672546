"""The server window with the real engine: sockets come, and the window shows and does it."""

from __future__ import annotations

import re
import socket

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.server.events import LogKind
from desktop.server.controller import RunState
from desktop.server.dialogs import AnnounceDialog, DisconnectDialog, NoteDialog, TextsDialog
from desktop.server.navigation import Page
from desktop.server.people_model import PeopleColumn
from desktop.server.server_window import ServerWindow
from tests.desktop.server_fixtures import WAIT_MS, context
from tests.desktop.server_peers import (
    Connect,
    connect,
    start,
    wait_for_people,
    wait_for_text,
    window,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["connect", "context", "window"]


@pytest.mark.feature("Server in the program, with a window")
def test_a_person_appears_with_address_and_time_and_goes(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    port = start(qtbot, window)
    assert window.overview.connect_card.address.value() == f"127.0.0.1:{port}"
    peer = connect()
    peer.register("Анна", "#класс")
    wait_for_people(qtbot, window, "Анна")
    view = window.overview.people.view
    row = [str(view.people.index(0, column).data()) for column in PeopleColumn]
    assert row[PeopleColumn.NAME] == "Анна"
    assert row[PeopleColumn.ADDRESS] == "127.0.0.1"
    assert re.fullmatch(r"\d{1,2}:\d\d", row[PeopleColumn.SINCE])
    qtbot.waitUntil(lambda: view.people.person_at(0).bytes_out > 100, timeout=WAIT_MS)
    window.navigation.choose(Page.CHANNELS)
    qtbot.waitUntil(lambda: window.channels.members.rowCount() == 1, timeout=WAIT_MS)
    assert window.channels.members.index(0).data() == "Анна"
    peer.say("QUIT :до завтра")
    wait_for_people(qtbot, window)


def test_kick_through_the_window_drops_the_socket(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    peer, other = connect(), connect()
    peer.register("boris", "#class")
    other.register("vera", "#class")
    wait_for_people(qtbot, window, "boris", "vera")
    window.navigation.choose(Page.PEOPLE)
    view = window.people.panel.view
    row = next(r for r in range(2) if view.people.person_at(r).nick == "boris")
    view.setFocus()
    view.selectRow(row)
    press_key(view, Qt.Key.Key_Delete)
    box = window.findChild(DisconnectDialog)
    assert isinstance(box, DisconnectDialog)
    type_text(box.field.edit, "шумит")
    box.ok.click()
    qtbot.waitUntil(lambda: peer.ended, timeout=WAIT_MS)
    assert re.search(r"ERROR :.*шумит", peer.text)
    wait_for_text(qtbot, other, r":boris\S* QUIT :.*шумит")
    wait_for_people(qtbot, window, "vera")


def test_note_message_to_all_and_motd_arrive(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    anna, boris = connect(), connect()
    anna.register("anna")
    boris.register("boris")
    wait_for_people(qtbot, window, "anna", "boris")

    window.header.announce.click()
    announce = window.findChild(AnnounceDialog)
    assert isinstance(announce, AnnounceDialog)
    type_text(announce.field.edit, "Перерыв 🙂\n")
    for peer in (anna, boris):
        wait_for_text(qtbot, peer, "NOTICE .* :Перерыв 🙂\r\n")

    view = window.overview.people.view
    row = next(r for r in range(2) if view.people.person_at(r).nick == "anna")
    window.people_acts.ask_note(view.people.person_at(row))
    note = window.findChild(NoteDialog)
    assert isinstance(note, NoteDialog)
    type_text(note.field.edit, "только тебе\n")
    wait_for_text(qtbot, anna, "NOTICE anna :только тебе\r\n")
    assert "только тебе" not in boris.text

    window.header.texts.click()
    texts = window.findChild(TextsDialog)
    assert isinstance(texts, TextsDialog)
    texts.motd.setPlainText("Сегодня: сокеты\nзавтра: потоки")
    texts.ok.click()

    def told() -> bool:  # the server takes the new words between two lines of ours
        boris.say("MOTD")
        return re.search(" 372 boris :.*Сегодня: сокеты\r\n", boris.text) is not None

    qtbot.waitUntil(told, timeout=WAIT_MS)
    wait_for_text(qtbot, boris, " 372 boris :.*завтра: потоки\r\n")


def test_a_program_that_only_receives_gets_the_greeting_of_the_window(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    window.start_page.form.greeting.edit.setText("Спасибо за подключение")
    start(qtbot, window)
    first = connect()
    wait_for_text(qtbot, first, "^Спасибо за подключение\r\n$")
    window.navigation.choose(Page.LOG)
    model = window.log.model
    host, port = first.place.split(":")

    def logged() -> bool:
        rows = [model.entry_at(row) for row in range(model.rowCount())]
        came = any(e.kind is LogKind.CONNECTED and e.args == (host, int(port)) for e in rows)
        return came and any(e.kind is LogKind.GREETED for e in rows)

    qtbot.waitUntil(logged, timeout=WAIT_MS)
    words = [str(model.index(row, 2).data()) for row in range(model.rowCount())]
    assert f"Connected from {host}, port {port}" in words

    window.set_texts("Добро пожаловать", ())
    second = connect()
    wait_for_text(qtbot, second, "^Добро пожаловать\r\n$")


def test_log_detail_shows_the_last_lines(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    peer = connect()
    peer.register("anna", "#class")
    wait_for_people(qtbot, window, "anna")
    window.navigation.choose(Page.LOG)
    model = window.log.model

    def joined() -> int:
        for row in range(model.rowCount()):
            if model.entry_at(row).kind is LogKind.JOINED:
                return row
        return -1

    qtbot.waitUntil(lambda: joined() >= 0, timeout=WAIT_MS)
    window.log.view.selectRow(joined())
    detail = window.log.detail
    assert detail.values["from"].text() == peer.place
    lines = detail.lines_view.lines
    qtbot.waitUntil(lambda: lines.rowCount() > 5, timeout=WAIT_MS)
    shown = [lines.line_at(row)[1:] for row in range(lines.rowCount())]
    assert ("in", "JOIN #class") in shown
    assert any(way == "out" and " 001 anna " in text for way, text in shown)
    peer.say("PRIVMSG #class :ещё строка")
    qtbot.waitUntil(
        lambda: lines.line_at(lines.rowCount() - 1)[2] == "PRIVMSG #class :ещё строка",
        timeout=WAIT_MS,
    )


def test_stop_and_start_again_on_the_same_port(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    port = start(qtbot, window)
    peer = connect()
    peer.register("anna")
    wait_for_people(qtbot, window, "anna")
    window.header.stop.click()
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: peer.ended, timeout=WAIT_MS)
    assert "ERROR :" in peer.text
    assert start(qtbot, window, port) == port
    again = connect()
    again.register("anna")
    wait_for_people(qtbot, window, "anna")


def test_a_taken_port(qtbot: QtBot, window: ServerWindow, connect: Connect) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        wanted = int(other.getsockname()[1])
        found = start(qtbot, window, wanted)
    assert found > wanted
    assert window.banner.text() == f"Port {wanted} is taken, so people join at {found}."
    connect().register("anna")
    wait_for_people(qtbot, window, "anna")


def test_an_address_that_is_not_ours(qtbot: QtBot, window: ServerWindow) -> None:
    form = window.start_page.form
    form.network.addItem("192.0.2.77", "192.0.2.77")
    form.network.setCurrentIndex(form.network.count() - 1)
    form.check_now()
    assert "has left that network" in form.check_text.text()
    window.start_page.submit()
    qtbot.waitUntil(window.banner.isVisible, timeout=WAIT_MS)
    assert "192.0.2.77 is not an address of this computer." in window.banner.text()
    assert window.controller.state is RunState.STOPPED


def test_closing_with_people_stops_behind_the_window(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    peer = connect()
    peer.register("anna")
    wait_for_people(qtbot, window, "anna")
    window.close()
    assert window.isVisible()
    window._confirm_close()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: peer.ended, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.context.winding_down(), timeout=WAIT_MS)


def test_bad_input_is_in_the_log_in_words(
    qtbot: QtBot, window: ServerWindow, connect: Connect
) -> None:
    start(qtbot, window)
    peer = connect()
    peer.register("anna")
    peer.sock.sendall(b"PRIVMSG anna :\xff\xfe\r\n" + b"PRIVMSG anna :" + b"x" * 9000 + b"\r\n")
    model = window.log.model

    def words() -> str:
        return "\n".join(str(model.index(row, 2).data()) for row in range(model.rowCount()))

    qtbot.waitUntil(lambda: "not UTF-8" in words(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "line that is too long" in words(), timeout=WAIT_MS)
