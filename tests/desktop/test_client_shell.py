"""Several servers in one window: the rail, its keys and badges, adding and closing a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.client.another_server import AnotherServerDialog
from desktop.client.client_shell import ClientShell
from desktop.client.dialogs import CloseDialog
from desktop.client.link import Phase
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    TIMEOUT,
    Client,
    OpenClient,
    context,
    delete_now,
    open_client,
)
from tests.desktop.shell_fixtures import OpenServer, Shell, open_server, open_shell, options
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "open_server", "open_shell"]

OpenShell = Callable[..., Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(shell: Shell, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press keys where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or shell.shell, key, modifiers)


@pytest.fixture
def two(open_server: OpenServer, open_shell: OpenShell) -> Shell:
    """anna on two servers: #lab on the first, #kitchen on the second, which is shown."""
    school, home = open_server("School"), open_server("Home")
    shell = open_shell(school, "#lab")
    assert not shell.shell.rail.isVisible()
    shell.join(home, "#kitchen")
    shell.activate()
    return shell


def test_from_the_second_server_on_tiles_choose_between_them(two: Shell) -> None:
    shell, school, home = two.shell, two.client(0), two.client(1)
    assert shell.rail.isVisible() and len(shell.rail.tiles) == 2
    assert [tile.state.name for tile in shell.rail.tiles] == ["School", "Home"]
    assert two.shown is home.window and shell.rail.tiles[1].isChecked()
    assert shell.windowTitle() == "#kitchen – Home"
    shell.rail.tiles[0].click()
    assert two.shown is school.window and shell.windowTitle() == "#lab – School"
    assert shell.rail.tiles[0].isChecked() and not shell.rail.tiles[1].isChecked()
    focus = QApplication.focusWidget()
    assert focus is not None and school.page.composer.isAncestorOf(focus)


def test_the_keys_of_a_server_show_it_and_can_be_others(two: Shell, context: AppContext) -> None:
    press(two, Qt.Key.Key_1, CONTROL)
    assert two.shown is two.shell.pages[0]
    press(two, Qt.Key.Key_2, CONTROL)
    assert two.shown is two.shell.pages[1]
    press(two, Qt.Key.Key_9, CONTROL)  # there is no such one
    assert two.shown is two.shell.pages[1]
    context.shortcuts.set_keys("server_1", ("Alt+1",))
    assert "Alt+1" in two.shell.rail.tiles[0].toolTip()
    press(two, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert two.shown is two.shell.pages[0]


def test_arrows_go_along_the_rail(two: Shell) -> None:
    first, second = two.shell.rail.tiles
    second.setFocus()
    press_key(second, Qt.Key.Key_Up)
    assert first.hasFocus()
    press_key(first, Qt.Key.Key_Return)
    assert two.shown is two.shell.pages[0]
    first.setFocus()
    press_key(first, Qt.Key.Key_Down)
    press_key(second, Qt.Key.Key_Down)
    assert two.shell.rail.add.hasFocus()


def test_what_is_said_elsewhere_is_counted_on_its_tile(two: Shell, open_client: OpenClient) -> None:
    boris = open_client(two.client(0).window.chat.options.port, "boris", ("#lab",))
    boris.until(lambda: "anna" in boris.members("#lab"))
    two.activate()
    boris.write("hello")
    tile = two.shell.rail.tiles[0]
    boris.until(lambda: tile.state.unread == 1)
    assert "1 unread" in tile.accessibleName() and not two.shell.windowTitle().startswith("(")
    boris.write("anna: are you there?")
    boris.until(lambda: tile.state.mentions == 1)
    assert two.shell.windowTitle() == "(1) #kitchen – Home"
    two.shell.show_number(0)
    boris.until(lambda: tile.state.unread == 0)
    assert two.shell.windowTitle() == "#lab – School"


@pytest.mark.feature("Several servers in one window")
def test_each_server_has_its_own_talk(two: Shell) -> None:
    school, home = two.client(0), two.client(1)
    home.write("in the kitchen")
    home.until(lambda: home.sees("anna: in the kitchen"))
    two.shell.show_number(0)
    school.write("in the lab")
    school.until(lambda: school.sees("anna: in the lab"))
    assert not school.sees("kitchen") and not home.sees("in the lab")
    assert school.page.sidebar.model.index_of("#kitchen").row() == -1
    # The keys of a window belong to the server that is shown.
    press(two, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert school.window.conversations.active == ""
    assert home.window.conversations.active == "#kitchen"


def test_closing_one_server_leaves_the_others(two: Shell, qtbot: QtBot) -> None:
    school, home = two.client(0), two.client(1)
    menu = home.window.menus.server_menu()
    act = next(a for a in menu.actions() if a.text() == "Close this server")
    act.trigger()
    menu.close()
    assert two.shell.pages == [school.window] and two.shown is school.window
    assert not two.shell.rail.isVisible() and two.shell.isVisible()
    school.write("still here")
    school.until(lambda: school.sees("anna: still here"))
    titles = [a.text() for a in school.window.menus.server_menu().actions()]
    assert "Close this server" not in titles and "Another server…" in titles


def test_the_start_window_is_in_the_menu(two: Shell, context: AppContext) -> None:
    """Where the program went on as it was left, there is no other way to it."""
    opened: list[bool] = []
    context.launcher_wanted.connect(lambda: opened.append(True))
    menu = two.client(0).window.menus.server_menu()
    next(a for a in menu.actions() if a.text() == "Start window").trigger()
    menu.close()
    assert opened == [True]


def test_a_server_that_was_closed_hears_no_more(two: Shell, context: AppContext) -> None:
    gone = two.client(1).window
    gone.close()
    delete_now(gone)
    context.set_preference("write.enter_breaks", True)
    context.shortcuts.set_keys("find", ("Ctrl+Alt+F",))
    assert two.client(0).page.composer.enter_breaks


def test_the_last_server_takes_the_window_along(two: Shell) -> None:
    for page in list(two.shell.pages):
        page.close()
    assert not two.shell.isVisible() and not two.shell.pages


def test_another_server_is_asked_for_and_joined(
    open_server: OpenServer, open_shell: OpenShell, context: AppContext
) -> None:
    school, home = open_server("School"), open_server("Home")
    shell = open_shell(school, "#lab")
    context.remember_server("127.0.0.1", home.port, "Home")
    shell.activate()
    shell.shell.ask_server()
    dialog = shell.shell.findChild(AnotherServerDialog)
    assert dialog is not None
    # The one that is here already is not offered.
    assert [row.text() for row in dialog.rows] == ["Home"]
    dialog.yes.click()
    assert dialog.field.error  # nothing typed: a sentence, and it stays open
    type_text(dialog.field.edit, f"irc://127.0.0.1:{home.port}/#kitchen")
    press_key(dialog.field.edit, Qt.Key.Key_Return)
    assert len(shell.shell.pages) == 2
    added = shell.client(1)
    added.until(lambda: added.members("#kitchen") == ["anna"])
    assert shell.shown is added.window


def test_a_recent_server_is_joined_with_a_click_and_one_that_is_here_is_shown(
    open_server: OpenServer, open_shell: OpenShell, context: AppContext
) -> None:
    school, home = open_server("School"), open_server("Home")
    shell = open_shell(school, "#lab")
    context.remember_server("127.0.0.1", home.port, "Home")
    shell.shell.ask_server()
    dialog = shell.shell.findChild(AnotherServerDialog)
    assert dialog is not None
    dialog.rows[0].click()
    added = shell.client(1)
    added.until(added.online)
    shell.shell.open_server(f"127.0.0.1:{school.port}/#другой")
    assert len(shell.shell.pages) == 2 and shell.shown is shell.shell.pages[0]
    first = shell.client(0)
    first.until(lambda: first.window.conversations.active == "#другой")


def test_in_a_narrow_window_the_menu_has_the_servers(two: Shell, open_client: OpenClient) -> None:
    home = two.client(1)
    two.shell.resize(480, 760)
    home.until(lambda: home.page.narrow)
    assert not two.shell.rail.isVisible()
    menu = home.window.menus.server_menu()
    entry = next(a for a in menu.actions() if a.text() == "School")
    assert entry.shortcut().toString() == "Ctrl+1"
    entry.trigger()
    menu.close()
    assert two.shown is two.shell.pages[0]
    two.shell.resize(1240, 800)
    home.until(two.shell.rail.isVisible)


def test_a_server_that_is_lost_is_marked(open_server: OpenServer, open_shell: OpenShell) -> None:
    school, home = open_server("School"), open_server("Home")
    shell = open_shell(school, "#lab")
    shell.join(home, "#kitchen")
    school.stop()
    first = shell.client(0)
    first.until(lambda: first.window.conversations.link.phase is Phase.WAITING)
    tile = shell.shell.rail.tiles[0]
    assert tile.state.trouble and "not connected" in tile.accessibleName()
    assert not shell.shell.rail.tiles[1].state.trouble
    school.start()
    first.until(first.online)
    assert not tile.state.trouble


def test_one_question_for_all_that_waits(two: Shell, open_server: OpenServer) -> None:
    school, home = two.client(0), two.client(1)
    for client in (school, home):
        client.window.acts.disconnect_now()
    school.until(lambda: not school.online() and not home.online())
    for client in (school, home):
        client.write("is kept")
    school.until(lambda: [c.window.conversations.waiting for c in (school, home)] == [1, 1])
    two.shell.close()
    assert two.shell.isVisible()
    dialog = two.shell.findChild(CloseDialog)
    assert dialog is not None and "2" in dialog.windowTitle()
    dialog.no.click()
    assert two.shell.isVisible() and len(two.shell.pages) == 2
    home.window.close()  # this one alone asks for its own
    asked = home.window.findChild(CloseDialog)
    assert asked is not None and "1" in asked.windowTitle()
    asked.yes.click()
    assert two.shell.pages == [school.window]
    two.shell.close()
    found = [d for d in two.shell.findChildren(CloseDialog) if d.isVisible()]
    assert len(found) == 1
    found[0].yes.click()
    assert not two.shell.isVisible()


def test_the_language_of_the_rail_follows(two: Shell, context: AppContext) -> None:
    context.set_language("ru")
    add = two.shell.rail.add
    two.client(0).until(lambda: add.accessibleName() == "Ещё один сервер…")
    context.set_language("en")
    two.client(0).until(lambda: add.accessibleName() == "Another server…")


def test_a_message_on_a_server_behind_is_brought_forward(two: Shell) -> None:
    school = two.client(0)
    assert two.shown is not school.window
    school.window.come_forward()
    assert two.shown is school.window


def test_a_client_window_opens_as_a_shell_of_one(
    context: AppContext, open_server: OpenServer, qtbot: QtBot
) -> None:
    server = open_server("School")
    shell = ClientShell(context, options(server.port, "vera", "#lab"))
    shell.resize(900, 700)
    shell.show()
    client = Client(shell.page, qtbot)
    client.until(lambda: client.members("#lab"))
    assert not shell.rail.isVisible() and client.page.x() == 0
    place = client.page.mapTo(shell, QPoint(0, 0))
    assert place == QPoint(0, 0)
    context.quitting = True
    shell.close()
    assert context.settings.geometry("client")
    qtbot.waitUntil(lambda: not context.winding_down(), timeout=TIMEOUT)
    shell.deleteLater()
