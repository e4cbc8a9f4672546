"""Several servers in one window: back and forward over them, their order, the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.settings import Settings
from core.threads.client_threads import ClientOptions
from core.threads.server_accept import ServerStarted
from desktop.client.client_shell import ClientShell
from desktop.client.server_rail import ServerTile
from desktop.context import AppContext
from desktop.open_windows import OpenWindows
from tests.desktop.client_fixtures import TIMEOUT, Client, context, delete_now
from tests.desktop.shell_fixtures import OpenServer, Shell, open_server, open_shell, options

__all__ = ["context", "open_server", "open_shell"]

OpenShell = Callable[..., Shell]
ALT = Qt.KeyboardModifier.AltModifier
MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press(shell: Shell, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press keys where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or shell.shell, key, modifiers)


def names(shell: ClientShell) -> list[str]:
    return [tile.state.name for tile in shell.rail.tiles]


@pytest.fixture
def three(open_server: OpenServer, open_shell: OpenShell) -> Shell:
    """anna on three servers; the last is shown."""
    shell = open_shell(open_server("School"), "#lab", "#hall")
    shell.join(open_server("Home"), "#kitchen")
    shell.join(open_server("Club"), "#games")
    shell.activate()
    return shell


def test_back_and_forward_lead_over_all_servers(three: Shell) -> None:
    shell, school = three.shell, three.client(0)

    def where() -> tuple[str, str]:
        page = shell.page
        return page.chat.network_name, page.conversations.active

    shell.show_number(0)
    school.window.show_conversation("#hall")
    shell.show_number(1)
    assert where() == ("Home", "#kitchen")
    seen = []
    for _ in range(2):
        press(three, Qt.Key.Key_Left, ALT)
        seen.append(where())
    assert seen[0] == ("School", "#hall") and seen[1][0] == "School"
    # What happens behind what is shown is no step of the person's.
    three.client(2).window.show_conversation("")
    for _ in range(2):
        press(three, Qt.Key.Key_Right, ALT)
    assert where() == ("Home", "#kitchen")
    press(three, Qt.Key.Key_Right, ALT)  # there is nothing further
    assert where() == ("Home", "#kitchen")
    # A server that was closed is passed over.
    school.window.close()
    press(three, Qt.Key.Key_Left, ALT)
    assert where()[0] == "Club"


def carry(tile: ServerTile, to: QPoint) -> None:
    """Drag a tile to a point of its rail."""
    begin = tile.rect().center()
    end = tile.mapFromParent(to)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, at, button in (
        (QEvent.Type.MouseButtonPress, begin, left),
        (QEvent.Type.MouseMove, (begin + end) / 2, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseButtonRelease, end, left),
    ):
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
        place = QPointF(at)
        event = QMouseEvent(kind, place, tile.mapToGlobal(place), button, held, none)
        QApplication.sendEvent(tile, event)


def test_tiles_are_moved_by_the_mouse_and_by_keys(three: Shell) -> None:
    shell, rail = three.shell, three.shell.rail
    shown = shell.page
    carry(rail.tiles[0], QPoint(20, rail.tiles[1].geometry().bottom() - 4))
    assert names(shell) == ["Home", "School", "Club"]
    assert shell.page is shown and rail.tiles[2].isChecked()
    carry(rail.tiles[2], QPoint(20, 2))
    assert names(shell) == ["Club", "Home", "School"]
    assert rail.tiles[0].isChecked()
    # By keys: those that move a conversation move the server whose tile has the keyboard.
    rail.tiles[0].setFocus()
    press(three, Qt.Key.Key_Down, MOVE)
    assert names(shell) == ["Home", "Club", "School"] and rail.tiles[1].hasFocus()
    press(three, Qt.Key.Key_Down, MOVE)
    press(three, Qt.Key.Key_Down, MOVE)  # it is the last already
    assert names(shell) == ["Home", "School", "Club"] and rail.tiles[2].hasFocus()
    # The keys of the servers follow their order.
    press(three, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert shell.page.chat.network_name == "Home"
    menu = shell.pages[0].menus.server_menu()
    acts = {act.text(): act for act in menu.actions()}
    assert not acts["Move this server up"].isEnabled()
    acts["Move this server down"].trigger()
    assert names(shell) == ["School", "Home", "Club"]
    menu.deleteLater()


class Program:
    """What ``desktop.windows`` does with chat windows, for one start."""

    def __init__(self, context: AppContext, qtbot: QtBot) -> None:
        self.context = context
        self.kept = OpenWindows(context, context)
        self.shells: list[ClientShell] = []
        self._qtbot = qtbot
        context.client_wanted.connect(self.open)

    def open(self, target: ClientOptions, _nick: str = "") -> None:
        shell = ClientShell(self.context, target)
        self.shells.append(shell)
        self.kept.add(shell)
        shell.resize(900, 700)
        shell.show()

    def joined(self, number: int, page: int, channel: str) -> bool:
        client = Client(self.shells[number].pages[page], self._qtbot)
        return bool(client.members(channel))


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    """Start the program again and again, with the same settings."""
    programs: list[Program] = []

    def end() -> None:
        if not programs:
            return
        program = programs[-1]
        program.context.quitting = True
        for shell in program.shells:
            shell.close()
        for connection in program.context.winding_down():
            assert connection.stop_and_wait(5.0)
        program.context.winding_down()
        program.context.save()
        delete_now(*program.shells)
        delete_now(program.context)

    def make() -> Program:
        end()
        context = AppContext.for_tests(tmp_path)
        context.settings = Settings.load(context.settings.path)
        programs.append(Program(context, qtbot))
        return programs[-1]

    yield make
    end()


def test_the_windows_that_were_open_are_opened_again(
    open_server: OpenServer, start: Callable[[], Program], qtbot: QtBot
) -> None:
    school, home = open_server("School"), open_server("Home")
    program = start()
    assert not program.kept.reopen()  # nothing was ever open
    program.context.open_client_window(options(school.port, "anna", "#lab"))
    program.shells[0].add(options(home.port, "anna", "#kitchen"))
    program.context.open_client_window(options(home.port, "vera", "#kitchen"))
    qtbot.waitUntil(
        lambda: (
            program.joined(0, 0, "#lab")
            and program.joined(0, 1, "#kitchen")
            and program.joined(1, 0, "#kitchen")
        ),
        timeout=TIMEOUT,
    )
    Client(program.shells[0].pages[0], qtbot).window.acts.join("#hall")
    qtbot.waitUntil(lambda: program.joined(0, 0, "#hall"), timeout=TIMEOUT)
    program.shells[0].move_server(0, 1)
    program.shells[0].show_number(1)
    program.kept.end()  # as the tray's "Quit" does

    program = start()
    assert program.kept.reopen()
    first, second = program.shells
    ports = [page.chat.options.port for page in first.pages]
    assert ports == [home.port, school.port] and first.page is first.pages[1]
    assert second.page.chat.options.session.nick == "vera"
    qtbot.waitUntil(
        lambda: program.joined(0, 1, "#lab") and program.joined(0, 1, "#hall"), timeout=TIMEOUT
    )
    qtbot.waitUntil(lambda: program.joined(1, 0, "#kitchen"), timeout=TIMEOUT)

    # Who closes one window of several does not want it again; who closes the last one ends the
    # program, and finds it again.
    second.close()
    first.close()
    program = start()
    assert program.kept.reopen()
    assert [len(shell.pages) for shell in program.shells] == [2]

    # It is the person's choice.
    program.context.set_preference("program.reopen", False)
    program.shells[0].close()
    program = start()
    assert not program.kept.reopen() and not program.shells


def test_a_window_that_was_closed_beside_others_is_not_opened_again(
    open_server: OpenServer, start: Callable[[], Program], qtbot: QtBot
) -> None:
    school = open_server("School")
    program = start()
    program.context.open_client_window(options(school.port, "anna", "#lab"))
    qtbot.waitUntil(lambda: program.joined(0, 0, "#lab"), timeout=TIMEOUT)
    launcher = QWidget()  # another window of the program stays
    launcher.show()
    program.shells[0].close()
    delete_now(launcher)
    assert not start().kept.reopen()


def test_ones_own_server_is_not_joined_again(
    open_server: OpenServer, start: Callable[[], Program], qtbot: QtBot
) -> None:
    """It does not run when the program starts: the launcher is there to start it."""
    own, school = open_server("Own"), open_server("School")
    program = start()
    program.context.server = ServerStarted("", own.port, own.port, ("192.0.2.7",))
    program.context.open_client_window(options(own.port, "anna", "#lab"))
    qtbot.waitUntil(lambda: program.joined(0, 0, "#lab"), timeout=TIMEOUT)
    program.context.server = None  # its window is closed first
    program.shells[0].close()
    program = start()
    assert not program.kept.reopen()

    program.context.server = ServerStarted("", own.port, own.port, ("192.0.2.7",))
    program.context.open_client_window(options(own.port, "anna", "#lab"))
    program.shells[0].add(options(school.port, "anna", "#lab"))
    qtbot.waitUntil(lambda: program.joined(0, 1, "#lab"), timeout=TIMEOUT)
    program.context.server = None
    program.shells[0].close()
    program = start()
    assert program.kept.reopen()
    assert [page.chat.options.port for page in program.shells[0].pages] == [school.port]
