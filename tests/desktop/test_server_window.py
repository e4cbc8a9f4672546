"""The server window as a whole: closing, language, theme, sizes, keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.net.errors import NetError, NetErrorCode
from core.server.events import LogKind
from desktop.context import AppContext
from desktop.server.dialogs import (
    CloseDialog,
)
from desktop.server.navigation import Page
from desktop.server.people_model import PeopleColumn
from desktop.server.server_window import ServerWindow
from desktop.widgets import IconButton
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
from tests.desktop.typing import press_key

__all__ = ["context", "engine", "window"]


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
    click(window.findChildren(CloseDialog)[0].do)
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


def test_why_it_did_not_start_stays_in_the_language_of_the_window(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    engine.next_error = NetError(NetErrorCode.PORT_IN_USE, "", 6667)
    window.start_page.submit()
    qtbot.waitUntil(window.banner.isVisible, timeout=WAIT_MS)
    assert "Port 6667 is taken" in window.banner.text()
    context.set_language("ru")
    qtbot.waitUntil(lambda: "Порт 6667 занят" in window.banner.text(), timeout=WAIT_MS)
    (cross,) = window.banner.findChildren(IconButton)
    assert cross.accessibleName() == "Закрыть сообщение"
    engine.taken_ports = {6667}
    start(qtbot, window)
    assert "к порту 6668" in window.banner.text()
    context.set_language("en")
    qtbot.waitUntil(lambda: "people join at 6668" in window.banner.text(), timeout=WAIT_MS)
    assert cross.accessibleName() == "Close this message"


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
    for page in (Page.LOG, Page.PEOPLE, Page.CHANNELS, Page.OVERVIEW):
        key = Qt.Key(Qt.Key.Key_1 + list(Page).index(page))
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.page is page
