"""The live view in the windows of real clients and servers that really talk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from core.net.gate import Pace
from core.net.trace import ActorState
from core.server.config import ServerConfig
from core.threads.server_threads import ListenOptions
from desktop.client.message_menu import make_message_menu
from desktop.context import AppContext
from desktop.server.controller import RunState
from desktop.server.server_window import ServerWindow
from desktop.sockets.sockets_panel import SocketsPanel
from desktop.windows import Windows
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.server_fixtures import WAIT_MS, close_window
from tests.desktop.typing import press_key

__all__ = ["context", "open_client", "server"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def anna(server: Server, open_client: OpenClient, context: AppContext) -> Client:
    context.watch_also(server.engine)
    client = open_client(server.port, "anna")
    client.until(lambda: client.members("#lab"))
    return client


@pytest.fixture
def boris(server: Server, open_client: OpenClient, anna: Client) -> Client:
    client = open_client(server.port, "boris")
    client.until(lambda: len(client.members("#lab")) == 2)
    return client


@pytest.fixture(autouse=True)
def nobody_held(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test leaves paused, its threads go on."""
    found = request.getfixturevalue("context")
    yield
    found.trace().lens.gate.run()


def panel_of(client: Client) -> SocketsPanel:
    panel = client.window.sockets.host.panel
    assert panel is not None
    return panel


def number_of(client: Client, text: str) -> int:
    model = client.window.conversations.shown.transcript
    return model.search(text)[-1]


def test_the_button_and_the_key_open_and_close_the_dock(anna: Client) -> None:
    host = anna.window.sockets.host
    trace = anna.window.context.trace()
    QTest.mouseClick(anna.page.header.sockets, LEFT)
    assert host.is_open and trace.is_watching
    anna.activate()
    press_key(anna.window, Qt.Key.Key_F6)
    assert not host.is_open and not trace.is_watching
    press_key(anna.window, Qt.Key.Key_F6)
    assert host.dock is not None
    QTest.mouseClick(host.dock.close_button, LEFT)
    assert not host.is_open
    assert trace.lens.gate.pace is Pace.RUN


def test_what_is_written_is_seen_as_calls(anna: Client, boris: Client) -> None:
    anna.window.sockets.host.open()
    panel = panel_of(anna)
    anna.write("Привет всем")
    boris.until(lambda: boris.sees("Привет всем"))
    words = "Привет всем".encode()
    anna.until(lambda: sum(words in event.data for event in panel.feed.tape.events) >= 6)
    names = {info.name for info in panel.feed.tape.actors.values()}
    assert {"anna", "boris", "server"} <= names
    anna.until(lambda: len(panel.view.lanes.all) >= 4)
    titles = {panel.view.heads.title(lane) for lane in panel.view.lanes.all}
    assert "server · for anna" in titles


def test_the_dock_floats_and_comes_to_its_end_by_its_window(qtbot: QtBot, anna: Client) -> None:
    host = anna.window.sockets.host
    host.open_dock()
    dock = host.dock
    assert dock is not None
    QTest.mouseClick(dock.turn_button, LEFT)
    assert host.orientation() == Qt.Orientation.Horizontal
    QTest.mouseClick(dock.float_button, LEFT)
    window = host.floating
    assert window is not None and window.isVisible() and host.dock is None
    trace = anna.window.context.trace()
    assert trace.is_watching
    assert host.open() is window.panel
    window.close()
    assert not host.is_open and not trace.is_watching
    assert anna.page.header.sockets.text() == "Sockets"


def test_in_a_small_window_the_live_view_gets_its_own(anna: Client) -> None:
    anna.window.resize(420, 500)
    anna.until(lambda: anna.window.width() == 420)
    host = anna.window.sockets.host
    host.toggle()
    assert host.dock is None and host.floating is not None
    assert anna.window.width() == 420
    assert anna.window.context.trace().is_watching
    host.toggle()
    assert not host.is_open and not anna.window.context.trace().is_watching


@pytest.mark.feature("Calls slowed down, held, stepped")
def test_a_chat_is_stepped_from_one_client_through_the_server_to_the_other(
    anna: Client, boris: Client
) -> None:
    anna.window.sockets.host.open()
    panel = panel_of(anna)
    panel.pace.pause()
    anna.write("по шагам")
    steps = 0

    def step() -> bool:
        nonlocal steps
        if panel.pace.parked():
            panel.pace.step()
            steps += 1
        return boris.sees("по шагам")

    boris.until(step)
    assert steps >= 3  # anna sends, the server sends twice, boris has received
    assert panel.feed.lens is not None
    assert panel.feed.lens.gate.pace is Pace.PAUSED


def test_while_everything_is_held_every_window_says_so(anna: Client, boris: Client) -> None:
    bars = [client.window.sockets.held_bar for client in (anna, boris)]
    assert all(bar.isHidden() for bar in bars)
    anna.window.sockets.host.open()
    panel_of(anna).pace.pause()
    anna.until(lambda: not any(bar.isHidden() for bar in bars))
    assert "Paused" in bars[1].text.text()
    boris.write("ist es kaputt?")
    anna.until(panel_of(anna).pace.parked)
    assert not anna.sees("kaputt")
    QTest.mouseClick(bars[1].run_button, LEFT)
    anna.until(lambda: anna.sees("kaputt"))
    anna.until(lambda: all(bar.isHidden() for bar in bars))


def test_closing_the_view_while_paused_lets_everything_go(anna: Client, boris: Client) -> None:
    anna.window.sockets.host.open()
    panel_of(anna).pace.pause()
    anna.write("gleich")
    anna.until(panel_of(anna).pace.parked)
    anna.window.sockets.host.close_view()
    boris.until(lambda: boris.sees("gleich"))


def test_a_client_that_closes_while_paused_does_not_hang(
    anna: Client, boris: Client, context: AppContext
) -> None:
    anna.window.sockets.host.open()
    panel_of(anna).pace.pause()
    boris.write("ich gehe")
    anna.until(panel_of(anna).pace.parked)
    boris.window.close()
    anna.until(lambda: len(context.winding_down()) == 0)


def test_a_server_that_stops_while_paused_does_not_hang(
    qtbot: QtBot, anna: Client, server: Server
) -> None:
    anna.window.sockets.host.open()
    panel_of(anna).pace.pause()
    anna.write("noch da?")
    anna.until(panel_of(anna).pace.parked)
    server.stop()
    assert not server.engine.is_running
    panel_of(anna).pace.run()


@pytest.mark.feature("A message shown down to its socket calls")
def test_a_message_shows_its_call_and_the_call_its_message(anna: Client, boris: Client) -> None:
    anna.window.sockets.host.open()
    anna.write("вниз и вверх")
    anna.until(lambda: boris.sees("вниз и вверх"))
    number = number_of(anna, "вниз")
    layout = anna.page.view._scroller.layout(number)
    model = anna.window.conversations.shown.transcript

    def show_in_sockets() -> bool:
        """Choose the entry, which is there once the call was told."""
        menu = make_message_menu(anna.page.view, model, layout, None)
        found = [entry for entry in menu.actions() if entry.text() == "Show on the wire"]
        for entry in found:
            entry.trigger()
        menu.close()
        menu.deleteLater()
        return bool(found)

    anna.until(show_in_sockets)
    panel = panel_of(anna)
    event = panel.feed.tape.event(panel.selection.event or 0)
    assert event is not None and event.call == "send"
    assert "вниз и вверх".encode() in event.data
    assert panel.selection.send
    # And up again, from what boris received to his bubble.
    taken = [
        e
        for e in panel.feed.tape.events
        if "вниз и вверх".encode() in e.data and panel.feed.name_of(e.actor) == "boris"
    ]
    boris.page.view.set_current(None)
    panel.show_event(taken[-1].number)
    panel.view.want_message()
    found = boris.window.conversations.shown.transcript.row(boris.page.view.current() or 0)
    assert isinstance(found, MessageReceived) and found.text == "вниз и вверх"


def test_the_keyboard_shows_a_message_in_sockets(anna: Client, boris: Client) -> None:
    anna.window.sockets.host.open()
    boris.write("mit der Tastatur")
    anna.until(lambda: anna.sees("mit der Tastatur"))
    view = anna.page.view
    view.setFocus()
    view.set_current(number_of(anna, "Tastatur"))
    press_key(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    panel = panel_of(anna)
    event = panel.feed.tape.event(panel.selection.event or 0)
    assert event is not None and event.call.startswith("recv")


def test_a_message_from_before_watching_says_so_and_what_to_do(anna: Client) -> None:
    anna.write("zu früh")
    anna.until(lambda: anna.sees("zu früh"))
    anna.window.sockets.show_message(number_of(anna, "früh"))
    panel = panel_of(anna)
    assert "before the sockets were watched" in panel.banner.text()
    assert "write another one" in panel.banner.text()
    assert panel.selection.is_empty
    anna.window.sockets.show_message(number_of(anna, "früh"))
    assert "not on the tape" in panel.banner.text()


def test_bytes_that_are_no_message_say_so(anna: Client) -> None:
    anna.window.sockets.host.open()
    panel = panel_of(anna)
    panel.selection.message_wanted.emit("PING x\r\n")
    assert "No chat window" in panel.banner.text()


def test_a_new_connection_of_the_same_window_is_watched_too(anna: Client, server: Server) -> None:
    anna.window.sockets.host.open()
    panel = panel_of(anna)
    anna.window.chat.start(anna.window.chat.options)
    anna.until(lambda: any(e.call.startswith("connect") for e in panel.feed.tape.events))
    anna.until(anna.online)


# --- the server's window, and the window of its own --------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, context: AppContext) -> Iterator[ServerWindow]:
    made = ServerWindow(context)
    made.resize(1120, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    close_window(qtbot, made)


def test_the_servers_window_has_the_live_view(
    qtbot: QtBot, window: ServerWindow, open_client: OpenClient
) -> None:
    window.controller.start(ServerConfig(), ListenOptions("127.0.0.1", 0))
    qtbot.waitUntil(lambda: window.controller.state is RunState.RUNNING, timeout=WAIT_MS)
    QTest.mouseClick(window.navigation.sockets, LEFT)
    assert window.sockets.is_open and window.navigation.sockets.isChecked()
    panel = window.sockets.panel
    assert panel is not None
    started = window.controller.started
    assert started is not None
    client = open_client(started.port, "vera")
    client.until(lambda: client.members("#lab"))
    client.until(lambda: any(e.call == "accept" for e in panel.feed.tape.events))
    states = {actor.state for actor in panel.feed.actors()}
    assert ActorState.IN_KERNEL in states
    # Stopping while everything is held: nothing hangs.
    panel.pace.pause()
    window.controller.stop()
    qtbot.waitUntil(lambda: window.controller.state is RunState.STOPPED, timeout=WAIT_MS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    press_key(window, Qt.Key.Key_F6)
    assert not window.sockets.is_open and not window.navigation.sockets.isChecked()


def test_the_program_has_one_sockets_window(qtbot: QtBot, context: AppContext) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    windows = Windows(app, context)
    try:
        context.open_sockets_window()
        context.open_sockets_window()
        (found,) = [w for w in app.topLevelWidgets() if w.objectName() == "SocketsWindow"]
        assert context.trace().is_watching
        found.close()
        assert not context.trace().is_watching
    finally:
        delete_now(windows)
    assert not [w for w in app.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
