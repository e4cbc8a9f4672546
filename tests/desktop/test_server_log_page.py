"""The log page: chips, search, pause, the chosen connection, a flood."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from core.server.events import LogEntry, LogKind, LogLevel
from desktop.server.dialogs import (
    DisconnectDialog,
)
from desktop.server.log_groups import LogGroup
from desktop.server.navigation import Page
from desktop.server.server_window import ServerWindow
from tests.desktop.fake_server_engine import FakeServerEngine, person
from tests.desktop.server_fixtures import (
    asked,
    click,
    context,
    engine,
    start,
    window,
)
from tests.desktop.typing import type_text

__all__ = ["context", "engine", "window"]


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


def test_log_detail_in_a_low_window(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    engine.taken_ports = {6667}  # a banner takes room too
    start(qtbot, window)
    window.navigation.choose(Page.LOG)
    engine.join(person(1, "anna"))
    page = window.log
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.view.setCurrentIndex(page.view.model().index(1, 0))
    qtbot.waitUntil(page.detail.isVisible)
    for width, height in ((820, 640), (820, 560), (480, 640), (480, 480)):
        window.resize(width, height)
        QApplication.processEvents()
        foot = page.detail.disconnect_button
        assert foot.mapTo(window, foot.rect().bottomLeft()).y() < window.height()
        assert page.view.height() >= 56  # the head and a row


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
