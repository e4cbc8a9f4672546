"""The stopped page: the form, the check of the port, starting and stopping."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.net.errors import NetError, NetErrorCode
from core.server.config import ServerConfig
from core.threads.server_threads import ListenOptions
from desktop.context import AppContext
from desktop.server.controller import RunState
from desktop.server.navigation import Page
from desktop.server.server_window import ServerWindow
from desktop.server.start_values import default_name
from tests.desktop.fake_server_engine import FakeServerEngine, person
from tests.desktop.server_fixtures import (
    WAIT_MS,
    asked,
    click,
    context,
    engine,
    start,
    window,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "engine", "window"]


def test_enter_starts(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    window.activateWindow()
    button = window.start_page.start
    qtbot.waitUntil(lambda: window.focusWidget() is button, timeout=WAIT_MS)
    assert not window.navigation.items[Page.PEOPLE].isEnabled()
    assert not window.navigation.chat.isEnabled()
    press_key(button, Qt.Key.Key_Return)
    assert window.controller.state is RunState.STARTING
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING, timeout=WAIT_MS)
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
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING, timeout=WAIT_MS)
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
    qtbot.waitUntil(lambda: form.greeting.text() == "Спасибо за подключение", timeout=WAIT_MS)
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


def test_a_pasted_port_is_not_cut_to_another_one(window: ServerWindow) -> None:
    form = window.start_page.form
    form.port.edit.clear()
    form.port.edit.insert(" 12345\n")
    values = form.values()
    assert values is not None
    assert values.port == 12345
    form.port.edit.clear()
    form.port.edit.insert("192.168.1.5")
    assert form.values() is None


def test_a_name_that_cannot_be_seen_is_none(window: ServerWindow) -> None:
    form = window.start_page.form
    form.name.edit.setText("\u200b \u2060")
    assert form.shown_name() == default_name()
    form.name.edit.setText("👩‍🏫 Класс")
    assert form.shown_name() == "👩‍🏫 Класс"


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
    qtbot.waitUntil(window.banner.isVisible, timeout=WAIT_MS)
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
    qtbot.waitUntil(
        lambda: "6669" in window.banner.text() and "порт" in window.banner.text(), timeout=WAIT_MS
    )


def test_stop_and_start_again(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"), "#class")
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 1, timeout=WAIT_MS)
    window.navigation.choose(Page.PEOPLE)
    click(window.header.stop)
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    assert window.page is Page.OVERVIEW
    assert window.stack.currentWidget() is window.start_page
    assert window.controller.people.rowCount() == 0
    assert window.header.line.text().startswith("Last ran for ")
    assert window.context.server is None
    window.navigation.choose(Page.LOG)
    assert window.header.start.isVisible()
    click(window.header.start)
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING, timeout=WAIT_MS)
    assert len(asked(engine, "start")) == 2


def test_stop_while_it_starts(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    window.start_page.submit()
    assert window.controller.state is RunState.STARTING
    click(window.header.stop)
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    assert not engine.is_running
