"""The server window with an engine that says what the test wants: states, forms, dialogs, pages."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.net.errors import NetError, NetErrorCode
from core.server.config import ServerConfig
from core.server.events import ChannelInfo, LogEntry, LogKind, LogLevel
from core.threads.client_link import ClientOptions
from core.threads.server_threads import ListenOptions
from desktop.context import AppContext
from desktop.server.controller import RunState
from desktop.server.dialogs import (
    AnnounceDialog,
    CloseDialog,
    DisconnectDialog,
    NoteDialog,
    TextsDialog,
)
from desktop.server.log_text import LogGroup
from desktop.server.navigation import Page
from desktop.server.people_model import PeopleColumn
from desktop.server.people_view import RowAction
from desktop.server.server_window import ServerWindow
from tests.desktop.fake_server_engine import FakeServerEngine, person
from tests.desktop.typing import press_key, type_text


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path) -> AppContext:
    return AppContext.for_tests(tmp_path, "en")


@pytest.fixture
def engine() -> FakeServerEngine:
    return FakeServerEngine()


@pytest.fixture
def window(qtbot: QtBot, context: AppContext, engine: FakeServerEngine) -> Iterator[ServerWindow]:
    made = ServerWindow(context, engine)
    made.resize(1120, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.quitting = True
    made.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: not context.winding_down())


def start(qtbot: QtBot, window: ServerWindow, name: str = "Room 214") -> None:
    window.start_page.form.name.set_text(name)
    window.start_page.submit()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)


def asked(engine: FakeServerEngine, what: str) -> list[tuple[object, ...]]:
    return [args for method, args in engine.asked if method == what]


def click(button: QAbstractButton) -> None:
    assert button.isEnabled()
    button.click()


# --- starting and stopping --------------------------------------------------------------------


def test_enter_starts(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    window.activateWindow()
    button = window.start_page.start
    qtbot.waitUntil(lambda: window.focusWidget() is button)
    assert not window.navigation.items[Page.PEOPLE].isEnabled()
    assert not window.navigation.chat.isEnabled()
    press_key(button, Qt.Key.Key_Return)
    assert window.controller.state is RunState.STARTING
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)
    assert window.stack.currentWidget() is window.overview
    assert window.header.title.text() == "Server is running"
    assert window.navigation.items[Page.PEOPLE].isEnabled()
    assert len(asked(engine, "start")) == 1


def test_the_form_reaches_the_engine_and_the_settings(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    form = window.start_page.form
    for edit in (form.name.edit, form.password.edit, form.greeting.edit, form.port.edit):
        edit.clear()
    type_text(form.name.edit, "Кабинет 214")
    type_text(form.password.edit, "тайна")
    type_text(form.greeting.edit, "Привет, мир")
    type_text(form.port.edit, "16667")
    type_text(form.motd, "Первая\nВторая\n\n")
    window.start_page.submit()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)
    config, listen = asked(engine, "start")[0]
    assert isinstance(config, ServerConfig)
    assert config.network == "Кабинет 214"
    assert config.password == "тайна"
    assert config.greeting == "Привет, мир"
    assert config.motd == ("Первая", "Вторая")
    assert listen == ListenOptions(host="", port=16667)
    kept = context.settings.server
    assert (kept.name, kept.port, kept.password) == ("Кабинет 214", 16667, "тайна")
    assert (kept.greeting, kept.motd) == ("Привет, мир", ("Первая", "Вторая"))
    assert context.server is not None
    assert context.server_name == "Кабинет 214"


def test_an_untouched_greeting_follows_the_language(
    qtbot: QtBot, window: ServerWindow, context: AppContext
) -> None:
    form = window.start_page.form
    assert form.greeting.text() == "Thank you for connecting"
    context.set_language("ru")
    qtbot.waitUntil(lambda: form.greeting.text() == "Спасибо за подключение")
    start(qtbot, window)
    assert context.settings.server.greeting is None


@pytest.mark.parametrize("port", ["", "0", "65536", "abc", "-1", "６６６７"])
def test_a_wrong_port_is_said_under_the_field(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, port: str
) -> None:
    form = window.start_page.form
    form.port.edit.setText(port)
    window.start_page.submit()
    assert form.port.error == "1 to 65535"
    assert window.focusWidget() is form.port.edit
    assert asked(engine, "start") == []
    form.port.edit.setText("7000")
    form.check_now()
    assert form.port.error == ""


def test_texts_that_do_not_fit_a_line_are_refused(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    form = window.start_page.form
    form.greeting.edit.setText("Ж" * 201)
    form.motd.setPlainText("fine\n" + "Ж" * 300)
    window.start_page.submit()
    assert "too long" in form.greeting.error
    assert "Line 2" in form.motd_error
    assert asked(engine, "start") == []


def test_port_check_tells_free_and_taken(qtbot: QtBot, window: ServerWindow) -> None:
    form = window.start_page.form
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        form.network.setCurrentIndex(form.network.findData("127.0.0.1"))
        form.port.edit.setText(str(port))
        form.check_now()
        assert form.answer is not None
        if form.answer.port:
            assert form.answer.port > port
            assert str(form.answer.port) in form.check_text.text()
        else:
            assert "choose another" in form.check_text.text()
    form.check_now()
    assert form.check_text.text() == "Free on this computer"


def test_the_preview_follows_the_form(qtbot: QtBot, window: ServerWindow) -> None:
    form, preview = window.start_page.form, window.start_page.preview
    form.greeting.edit.clear()
    type_text(form.greeting.edit, "Привет")
    assert preview.answer.text() == "Привет"
    form.network.setCurrentIndex(form.network.findData("127.0.0.1"))
    form.port.edit.setText("7001")
    form.check_now()
    assert f's.connect(("127.0.0.1", {form.shown_port()}))' in preview.code.text()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (NetErrorCode.PORT_IN_USE, "taken"),
        (NetErrorCode.PORT_FORBIDDEN, "1024"),
        (NetErrorCode.ADDRESS_NOT_LOCAL, "not an address of this computer"),
        (NetErrorCode.OTHER, "wires are cut"),
    ],
)
def test_a_failed_start_is_a_sentence(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, code: NetErrorCode, words: str
) -> None:
    engine.next_error = NetError(code, "192.168.9.9", 6667, "wires are cut")
    window.start_page.submit()
    qtbot.waitUntil(window.banner.isVisible)
    assert words in window.banner.text()
    assert window.controller.state is RunState.STOPPED
    assert window.start_page.start.isEnabled()
    start(qtbot, window)
    assert not window.banner.isVisible()


def test_a_taken_port_is_said_plainly(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    engine.taken_ports = {6667, 6668}
    start(qtbot, window)
    assert window.banner.isVisible()
    assert window.banner.text() == "Port 6667 is taken, so people join at 6669."
    assert window.overview.connect_card.address.value() == "192.168.1.20:6669"
    window.context.set_language("ru")
    qtbot.waitUntil(lambda: "6669" in window.banner.text() and "порт" in window.banner.text())


def test_stop_and_start_again(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"), "#class")
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 1)
    window.navigation.choose(Page.PEOPLE)
    click(window.header.stop)
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED)
    assert window.page is Page.OVERVIEW
    assert window.stack.currentWidget() is window.start_page
    assert window.controller.people.rowCount() == 0
    assert window.header.line.text().startswith("Last ran for ")
    assert window.context.server is None
    window.navigation.choose(Page.LOG)
    assert window.header.start.isVisible()
    click(window.header.start)
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING)
    assert len(asked(engine, "start")) == 2


def test_stop_while_it_starts(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    window.start_page.submit()
    assert window.controller.state is RunState.STARTING
    click(window.header.stop)
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED)
    assert not engine.is_running


# --- overview ---------------------------------------------------------------------------------


def test_address_is_shown_and_copied(qtbot: QtBot, window: ServerWindow) -> None:
    start(qtbot, window)
    card = window.overview.connect_card
    assert card.address.value() == "192.168.1.20:6667"
    assert card.qr.text() == "irc://192.168.1.20:6667"
    assert card.command.value() == "/server 192.168.1.20 6667"
    click(card.address.button)
    assert QGuiApplication.clipboard().text() == "192.168.1.20:6667"
    assert not card.choice.isVisible()


def test_another_address_can_be_chosen(qtbot: QtBot, context: AppContext) -> None:
    engine = FakeServerEngine(("192.168.1.20", "10.8.0.3", "fd00::20"))
    window = ServerWindow(context, engine)
    qtbot.addWidget(window)
    window.show()
    start(qtbot, window)
    card = window.overview.connect_card
    assert card.choice.isVisible()
    card.choice.setCurrentIndex(2)
    card.choice.activated.emit(2)
    assert card.address.value() == "[fd00::20]:6667"
    assert card.qr.text() == "irc://[fd00::20]:6667"
    assert card.command.value() == "/server fd00::20 6667"
    context.quitting = True
    window.close()
    qtbot.waitUntil(lambda: not context.winding_down())


def test_without_a_network_it_says_so(qtbot: QtBot, context: AppContext) -> None:
    engine = FakeServerEngine(())
    window = ServerWindow(context, engine)
    qtbot.addWidget(window)
    window.show()
    start(qtbot, window)
    card = window.overview.connect_card
    assert card.address.value() == "127.0.0.1:6667"
    assert "in no network" in card.verdict()
    context.quitting = True
    window.close()
    qtbot.waitUntil(lambda: not context.winding_down())


def test_it_promises_reach_only_after_somebody_came(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    card = window.overview.connect_card
    engine.join(person(1, "me", host="127.0.0.1"))
    engine.join(person(2, "me2", host="192.168.1.20"))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 2)
    assert "Nobody has come from another computer" in card.verdict()
    engine.join(person(3, "anna", host="192.168.1.31"))
    qtbot.waitUntil(lambda: "192.168.1.31" in card.verdict())


def test_header_counts_people_by_plural_rules(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    def ends_with(words: str) -> bool:
        return window.header.line.text().endswith(words)

    window.context.set_language("ru")
    start(qtbot, window, "Кабинет 214")
    for number, words in ((1, "1 человек"), (2, "2 человека"), (5, "5 человек")):
        while len(engine.people) < number:
            engine.join(person(len(engine.people) + 1, f"p{len(engine.people)}"))
        qtbot.waitUntil(partial(ends_with, words))
    assert window.header.line.text() == "Кабинет 214 · 5 человек"
    assert window.navigation.items[Page.PEOPLE].count == 5


def test_figures(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"))
    engine.messages = 1000
    figures = window.overview.figures
    qtbot.waitUntil(lambda: figures.messages.value.text() not in ("", "0"), timeout=5000)
    qtbot.waitUntil(lambda: figures.people.value.text() == "1")
    assert float(figures.memory.value.text().replace(",", "")) > 5
    assert figures.memory.unit.text() == "MB"


def test_nobody_here_yet_offers_the_chat(qtbot: QtBot, window: ServerWindow) -> None:
    start(qtbot, window)
    wanted = QSignalSpy(window.context.client_wanted)
    panel = window.overview.people
    assert panel.empty.isVisible()
    click(panel.empty.findChildren(QAbstractButton)[0])
    assert wanted.count() == 1


def test_open_chat_joins_this_server_and_its_fullest_channel(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    window.start_page.form.password.edit.setText("geheim")
    window.context.settings.nick = "учитель"
    start(qtbot, window)
    engine.channels = [
        ChannelInfo("#a", "", "+n", ("x",), 0),
        ChannelInfo("#b", "", "+n", ("x", "y"), 0),
    ]
    window.controller.refresh()
    wanted = QSignalSpy(window.context.client_wanted)
    click(window.navigation.chat)
    target, _nick = wanted.at(0)
    assert isinstance(target, ClientOptions)
    assert (target.host, target.port) == ("127.0.0.1", 6667)
    assert target.session.nick == "учитель"
    assert target.session.password == "geheim"
    assert target.session.channels == (("#b", ""),)


# --- people -----------------------------------------------------------------------------------


def test_people_show_address_time_and_state(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    since = time.mktime((2026, 11, 22, 8, 58, 0, 0, 0, -1))
    engine.join(person(1, "anna", host="192.168.1.31", since=since, bytes_in=43_622))
    view = window.overview.people.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 1)
    row = [str(view.people.index(0, column).data()) for column in PeopleColumn]
    assert row[:4] == ["anna", "192.168.1.31", "8:58", "42.6\u00a0KB"]
    assert row[PeopleColumn.STATE] == "online"
    engine.people[0] = replace(engine.people[0], waiting=240 * 1024)
    window.controller.refresh()
    assert view.people.index(0, PeopleColumn.STATE).data() == "behind: 240\u00a0KB waiting"


def test_filter_of_people(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    for number in range(1, 31):
        engine.join(person(number, f"student-{number}"))
    panel = window.overview.people
    qtbot.waitUntil(lambda: panel.view.people.rowCount() == 30)
    type_text(panel.search, "STUDENT-7")
    assert panel.view.people.rowCount() == 1
    panel.search.setText("xyz")
    qtbot.waitUntil(panel.nobody.isVisible)
    click(panel.nobody.findChildren(QAbstractButton)[0])
    qtbot.waitUntil(panel.view.isVisible)
    assert panel.view.people.rowCount() == 30


def test_kick_by_the_button_of_a_row(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    for number in (1, 2, 3):
        engine.join(person(number, f"p{number}"))
    view = window.overview.people.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 3)
    view.selectRow(1)
    cell = view.visualRect(view.people.index(1, PeopleColumn.ACTIONS))
    boxes = dict(view.itemDelegate().buttons(cell))  # type: ignore[attr-defined]
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=boxes[RowAction.DISCONNECT].center()
    )
    box = window.findChild(DisconnectDialog)
    assert isinstance(box, DisconnectDialog)
    assert "p2" in box.windowTitle()
    type_text(box.field.edit, "  мешает   другим ")
    click(box.ok)
    assert asked(engine, "kick") == [(2, "мешает другим")]


def test_enter_in_a_row_sends_a_note_and_delete_disconnects(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    engine.join(person(7, "anna"))
    window.navigation.choose(Page.PEOPLE)
    view = window.people.panel.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 1)
    view.setFocus()
    view.selectRow(0)
    press_key(view, Qt.Key.Key_Return)
    note = window.findChild(NoteDialog)
    assert isinstance(note, NoteDialog)
    assert not note.ok.isEnabled()
    type_text(note.field.edit, "Поднимите руку\n")
    assert asked(engine, "notice") == [(7, "Поднимите руку")]
    press_key(view, Qt.Key.Key_Delete)
    box = window.findChild(DisconnectDialog)
    assert isinstance(box, DisconnectDialog)
    click(box.cancel)
    assert asked(engine, "kick") == []


def test_a_note_goes_to_the_person_that_was_meant(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    """Somebody above leaves while the dialog is open, and the rows move."""
    start(qtbot, window)
    engine.join(person(1, "a"))
    engine.join(person(2, "b"))
    view = window.overview.people.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 2)
    view.act(1, RowAction.NOTE)
    engine.people.pop(0)
    window.controller.refresh()
    note = window.findChild(NoteDialog)
    assert isinstance(note, NoteDialog)
    type_text(note.field.edit, "hello")
    click(note.ok)
    assert asked(engine, "notice") == [(2, "hello")]


def test_who_has_no_name_gets_no_note(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    engine.join(person(1))
    view = window.overview.people.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 1)
    view.selectRow(0)
    assert RowAction.NOTE not in view.row_actions(0)
    view.act(0, RowAction.NOTE)
    assert window.findChild(NoteDialog) is None
    menu = view.build_menu(view.people.person_at(0))
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == [
        False,
        True,
        True,
        True,
    ]
    menu.deleteLater()


def test_menu_shows_a_person_in_the_log(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"))
    engine.join(person(2, "boris"))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 2)
    window.show_in_log(window.controller.people.person_at(1))
    assert window.page is Page.LOG
    assert window.log.model.rowCount() == 1
    assert window.log.model.entry_at(0).who == "boris"


# --- words to all -----------------------------------------------------------------------------


def test_message_to_all(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    click(window.header.announce)
    box = window.findChild(AnnounceDialog)
    assert isinstance(box, AnnounceDialog)
    type_text(box.field.edit, "Перерыв 🙂")
    press_key(box.field.edit, Qt.Key.Key_Return)
    assert asked(engine, "announce") == [("Перерыв 🙂",)]
    click(window.header.announce)


def test_greeting_and_motd_while_running(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    start(qtbot, window)
    click(window.header.texts)
    box = window.findChild(TextsDialog)
    assert isinstance(box, TextsDialog)
    assert box.greeting.text() == "Thank you for connecting"
    box.greeting.edit.setText("x" * 500)
    click(box.ok)
    assert box.greeting.error
    box.greeting.edit.setText("Добро пожаловать")
    box.motd.setPlainText("Тема: сокеты\n")
    click(box.ok)
    assert asked(engine, "set_greeting") == [("Добро пожаловать",)]
    assert asked(engine, "set_motd") == [(("Тема: сокеты",),)]
    assert context.settings.server.greeting == "Добро пожаловать"
    assert context.settings.server.motd == ("Тема: сокеты",)
    assert window.start_page.form.greeting.text() == "Добро пожаловать"


# --- channels ---------------------------------------------------------------------------------


def test_channels_and_their_members(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.CHANNELS)
    page = window.channels
    assert page.empty.isVisible()
    engine.channels = [
        ChannelInfo("#class", "Sockets", "+nt", ("@anna", "boris"), time.time()),
        ChannelInfo("#lab", "", "+n", ("vera",), time.time()),
    ]
    window.controller.refresh()
    assert page.view.isVisible()
    assert page.members.rowCount() == 2
    page.view.selectRow(1)
    assert [page.members.index(row).data() for row in range(page.members.rowCount())] == ["vera"]
    engine.channels[1] = replace(engine.channels[1], members=("vera", "gleb"))
    window.controller.refresh()
    assert page.members.rowCount() == 2
    assert window.navigation.items[Page.CHANNELS].count == 2
    engine.channels.pop()
    window.controller.refresh()
    current = page.current_channel()
    assert current is not None
    assert current.name == "#class"


# --- log --------------------------------------------------------------------------------------


def open_log(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, lines: int) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.LOG)
    engine.log.push(
        [LogEntry(time.time(), LogKind.MESSAGE, 1, "anna", ("#class", n)) for n in range(lines)]
    )
    qtbot.waitUntil(lambda: window.log.model.rowCount() == lines + 1)


def test_log_chips_count_and_choose(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    open_log(qtbot, window, engine, 3)
    engine.tell(LogKind.SLOW, 1, "anna", (300_000,), LogLevel.WARNING)
    chips = window.log.chips
    qtbot.waitUntil(lambda: chips[LogGroup.EVERYTHING].text() == "Everything  5")
    assert chips[LogGroup.MESSAGES].text() == "Messages  3"
    assert chips[LogGroup.ERRORS].text() == "Errors  0"
    click(chips[LogGroup.WARNINGS])
    assert window.log.model.rowCount() == 1
    click(chips[LogGroup.ERRORS])
    assert window.log.empty.isVisible()
    click(window.log.empty.findChildren(QAbstractButton)[0])
    assert window.log.model.rowCount() == 5
    assert window.log.view.isVisible()


def test_log_search_by_ctrl_f(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    open_log(qtbot, window, engine, 30)
    window.activateWindow()
    window.log.view.setFocus()
    QTest.keyClick(window.log.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.focusWidget() is window.log.search)
    type_text(window.log.search, "to 17 people")
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)
    window.log.search.clear()
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 31)


def test_log_pause_and_jump(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    open_log(qtbot, window, engine, 100)
    page = window.log
    bar = page.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    click(page.pause)
    for number in range(18):
        engine.tell(LogKind.MESSAGE, 2, "boris", ("#class", number))
    qtbot.waitUntil(lambda: page.state_text.text() == "Paused, 18 new lines")
    assert page.model.rowCount() == 101
    assert page.jump.isVisible()
    click(page.jump)
    assert page.model.rowCount() == 119
    assert not page.pause.isChecked()
    assert page.state_text.text() == "Live, newest at the bottom"
    assert bar.value() == bar.maximum()


def test_log_scrolled_up_stands_still(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    open_log(qtbot, window, engine, 200)
    page = window.log
    bar = page.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    engine.tell(LogKind.MESSAGE, 2, "boris", ("#class", 1))
    qtbot.waitUntil(lambda: page.state_text.text() == "Paused, 1 new line")
    assert bar.value() == place
    bar.setValue(bar.maximum())
    assert page.model.rowCount() == 202
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert page.view.following


def test_log_detail_of_a_connection(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.LOG)
    engine.lines[1] = ((time.time(), "in", "NICK anna"), (time.time(), "out", ":s 001 anna :Hi"))
    engine.join(person(1, "anna", channels=("#class", "#lab"), bytes_in=43_622), "#class")
    page = window.log
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    qtbot.waitUntil(lambda: window.controller.person(1) is not None)
    page.view.selectRow(3)
    detail = page.detail
    assert detail.isVisible()
    assert detail.name.text() == "anna"
    assert detail.values["from"].text() == "192.168.1.2:50001"
    assert detail.values["channels"].text() == "#class, #lab"
    assert "42.6\u00a0KB in" in detail.values["traffic"].text()
    assert [detail.lines_view.lines.line_at(n)[2] for n in range(2)] == [
        "NICK anna",
        ":s 001 anna :Hi",
    ]
    click(detail.disconnect_button)
    box = window.findChild(DisconnectDialog)
    assert isinstance(box, DisconnectDialog)
    click(box.ok)
    assert asked(engine, "kick") == [(1, "")]
    window.controller.refresh()
    detail.refresh()
    assert "no longer connected" in detail.where.text()
    assert not detail.note.isEnabled()
    assert detail.lines_view.lines.rowCount() == 2
    click(detail.close_button)
    assert not detail.isVisible()


def test_log_copy_and_save(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, tmp_path: Path
) -> None:
    open_log(qtbot, window, engine, 50)
    page = window.log
    click(page.copy)
    text = QGuiApplication.clipboard().text()
    assert len(text.splitlines()) == 51
    page.view.selectRow(50)
    click(page.copy)
    assert QGuiApplication.clipboard().text() == text.splitlines()[50]
    page.save_to(tmp_path / "журнал.txt")
    qtbot.waitUntil(lambda: page.state_text.text() == "Saved to журнал.txt")
    assert (tmp_path / "журнал.txt").read_text(encoding="utf-8") == text + "\n"
    page.save_to(tmp_path / "no such folder" / "x.txt")
    qtbot.waitUntil(lambda: page.state_text.text().startswith("Not saved: "))


def test_log_flood(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    """100,000 entries: the newest are shown, the oldest are gone, the selection was somewhere."""
    open_log(qtbot, window, engine, 10)
    page = window.log
    for batch in range(50):
        engine.log.push(
            [
                LogEntry(time.time(), LogKind.MESSAGE, n % 9 + 1, "anna", ("#c", batch * 2000 + n))
                for n in range(2000)
            ]
        )
        QApplication.processEvents()
    qtbot.waitUntil(lambda: page.model.entry_at(page.model.rowCount() - 1).args[1] == 99_999)
    assert page.model.rowCount() == 20_000
    bar = page.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    qtbot.waitUntil(lambda: page.chips[LogGroup.EVERYTHING].text() == "Everything  20,000")


# --- the window -------------------------------------------------------------------------------


def test_closing_asks_once_and_the_safe_answer_keeps_it_running(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 1)
    window.close()
    window.close()
    boxes = window.findChildren(CloseDialog)
    assert len(boxes) == 1
    assert window.isVisible()
    press_key(boxes[0], Qt.Key.Key_Return)
    assert window.isVisible()
    assert asked(engine, "stop") == []
    qtbot.waitUntil(lambda: not window.findChildren(CloseDialog))
    window.close()
    press_key(window.findChildren(CloseDialog)[0], Qt.Key.Key_Escape)
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.findChildren(CloseDialog))
    window.close()
    click(window.findChildren(CloseDialog)[0].leave)
    assert not window.isVisible()
    assert len(asked(engine, "stop")) == 1


def test_closing_an_empty_server_does_not_ask(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    start(qtbot, window)
    engine.answer_stop = False
    window.close()
    assert not window.isVisible()
    assert len(context.winding_down()) == 1
    engine.end()
    assert context.winding_down() == []


def test_closing_while_it_starts(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    window.start_page.submit()
    window.close()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: engine.is_idle)
    assert context.server is None


def test_language_and_theme_switch_live(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"), "#class")
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 1)
    for page in Page:
        window.navigation.choose(page)
        context.set_language("ru")
        qtbot.waitUntil(lambda: window.header.title.text() == "Сервер работает")
        assert window.navigation.items[Page.LOG].text() == "Журнал"
        window.grab()
        context.set_theme("dark")
        window.grab()
        context.set_language("en")
        context.set_theme("light")
        qtbot.waitUntil(lambda: window.header.title.text() == "Server is running")
    log = window.log.model
    context.set_language("ru")
    qtbot.waitUntil(lambda: "Подключение с" in str(log.index(1, 2).data()))
    index = window.overview.people.view.people.index(0, PeopleColumn.STATE)
    assert index.data() == "в сети"


@pytest.mark.parametrize("size", [(1120, 760), (820, 640), (480, 760), (480, 480)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_cut_off(
    qtbot: QtBot,
    window: ServerWindow,
    engine: FakeServerEngine,
    size: tuple[int, int],
    language: str,
) -> None:
    """No control is narrower than its words, and no page is wider than the window."""

    def check() -> None:
        assert (window.width(), window.height()) == size
        for button in window.findChildren(QAbstractButton):
            if button.isVisible():
                needed = button.minimumSizeHint().width() if button.text() else 0
                assert button.width() >= needed, button.text()
                right = button.mapTo(window, QPoint(button.width(), 0)).x()
                assert right <= window.width(), button.text() or button.accessibleName()

    window.context.set_language(language)
    window.resize(*size)
    start(qtbot, window, "Очень длинное название кабинета информатики номер двести")
    for number in range(1, 4):
        engine.join(person(number, f"Александра-Константинопольская-{number}"), "#класс")
    engine.tell(LogKind.MESSAGE, 1, "anna", ("#класс", 3))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 3)
    for page in Page:
        window.navigation.choose(page)
        if page is Page.LOG:
            qtbot.waitUntil(lambda: window.log.model.rowCount() > 3)
            window.log.view.selectRow(window.log.model.rowCount() - 1)
        qtbot.waitUntil(check)


def test_everything_has_a_name_for_the_screen_reader(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    def check() -> None:
        for control in window.findChildren(QWidget):
            if not control.isVisible() or not control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            named = control.accessibleName() or (
                isinstance(control, QAbstractButton) and control.text()
            )
            inner = isinstance(control.parent(), QLineEdit) or not control.isEnabled()
            assert named or inner or control is window, control

    window.resize(480, 760)
    check()
    start(qtbot, window)
    engine.join(person(1, "anna"), "#class")
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 1)
    for page in Page:
        window.navigation.choose(page)
        if page is Page.LOG:
            qtbot.waitUntil(lambda: window.log.model.rowCount() > 1)
            window.log.view.selectRow(1)
        check()


def test_pages_by_keyboard(qtbot: QtBot, window: ServerWindow) -> None:
    window.activateWindow()
    start(qtbot, window)
    for key, page in (
        (Qt.Key.Key_4, Page.LOG),
        (Qt.Key.Key_2, Page.PEOPLE),
        (Qt.Key.Key_3, Page.CHANNELS),
        (Qt.Key.Key_1, Page.OVERVIEW),
    ):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.page is page
