"""The people of the server window: found, written to, disconnected."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.server.dialogs import (
    DisconnectDialog,
    NoteDialog,
)
from desktop.server.navigation import Page
from desktop.server.people_model import PeopleColumn
from desktop.server.people_view import RowAction
from desktop.server.server_window import ServerWindow
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


def test_people_show_address_time_and_state(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    since = time.mktime((2026, 11, 22, 8, 58, 0, 0, 0, -1))
    engine.join(person(1, "anna", host="192.168.1.31", since=since, bytes_in=43_622))
    view = window.overview.people.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 1, timeout=WAIT_MS)
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
    qtbot.waitUntil(lambda: panel.view.people.rowCount() == 30, timeout=WAIT_MS)
    type_text(panel.search, "STUDENT-7")
    assert panel.view.people.rowCount() == 1
    panel.search.setText("xyz")
    qtbot.waitUntil(panel.nobody.isVisible, timeout=WAIT_MS)
    click(panel.nobody.findChildren(QAbstractButton)[0])
    qtbot.waitUntil(panel.view.isVisible, timeout=WAIT_MS)
    assert panel.view.people.rowCount() == 30


def test_kick_by_the_button_of_a_row(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    for number in (1, 2, 3):
        engine.join(person(number, f"p{number}"))
    view = window.overview.people.view
    qtbot.waitUntil(lambda: view.people.rowCount() == 3, timeout=WAIT_MS)
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
    qtbot.waitUntil(lambda: view.people.rowCount() == 1, timeout=WAIT_MS)
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
    qtbot.waitUntil(lambda: view.people.rowCount() == 2, timeout=WAIT_MS)
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
    qtbot.waitUntil(lambda: view.people.rowCount() == 1, timeout=WAIT_MS)
    view.selectRow(0)
    assert RowAction.NOTE not in view.row_actions(0)
    view.act(0, RowAction.NOTE)
    assert window.findChild(NoteDialog) is None
    menu = view.build_menu(view.people.person_at(0))
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == [
        *(False, True, True, True, False, True, True),
    ]
    menu.deleteLater()


def test_menu_shows_a_person_in_the_log(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"))
    engine.join(person(2, "boris"))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 2, timeout=WAIT_MS)
    window.show_in_log(window.controller.people.person_at(1))
    assert window.page is Page.LOG
    assert window.log.model.rowCount() == 1
    assert window.log.model.entry_at(0).who == "boris"


def test_who_can_read_along_is_told(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna", secure=True))
    engine.join(person(2, "local", host="127.0.0.1"))
    line = window.header.line
    qtbot.waitUntil(lambda: "all connections are encrypted" in line.text(), timeout=WAIT_MS)
    view = window.people.panel.view
    tips = [
        view.people.index(row, PeopleColumn.LOCK).data(Qt.ItemDataRole.ToolTipRole)
        for row in range(2)
    ]
    assert tips == ["encrypted", "on this computer"]
    engine.join(person(3, "boris"))
    engine.join(person(4, "vera"))
    qtbot.waitUntil(lambda: "2 connections are not encrypted" in line.text(), timeout=WAIT_MS)
    window.navigation.choose(Page.PEOPLE)
    window.grab()
