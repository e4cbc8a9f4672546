"""The window itself: language, sizes, keyboard, names, starting points, a clean end."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QProcess, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.lab.session import Role
from desktop.context import AppContext
from desktop.lab.lab_window import LabWindow
from desktop.lab.recipes import recipes
from desktop.sockets.scale import SMALLEST
from tests.desktop.lab.lab_fixtures import (
    WAIT_MS,
    area,
    click,
    close,
    create,
    in_kernel,
    last,
    listener,
    make,
    press,
)
from tests.desktop.typing import press_key, type_text
from tests.ports import free_port


def blocked(qtbot: QtBot, window: LabWindow) -> int:
    """A listener with an accept in the kernel, a client that waits for bytes; the listener."""
    s1, port = listener(qtbot, window)
    s2 = create(window)
    make(qtbot, window, s2.number, "connect", host="127.0.0.1", port=str(port))
    make(qtbot, window, s1.number, "accept")
    press(window, s1.number, "accept")
    in_kernel(qtbot, window, last(window).number)
    press(window, s2.number, "recv")
    form = area(window, s2.number).form
    assert form is not None
    click(form.go)
    in_kernel(qtbot, window, last(window).number)
    return s1.number


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(autouse=True)
def own_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting points take ports that no other test of this machine takes meanwhile."""
    monkeypatch.setattr("desktop.lab.recipe_bar.free_port", lambda *_: free_port())


# --- the end ----------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files in /proc")
def test_closing_while_calls_are_blocked_leaks_nothing(qtbot: QtBot, context: AppContext) -> None:
    def once() -> None:
        window = LabWindow(context)
        window.show()
        blocked(qtbot, window)
        close(window)
        assert window.lab.is_stopped

    once()
    files, threads = open_files(), threading.active_count()
    for _ in range(3):
        once()
    assert open_files() <= files
    assert threading.active_count() <= threads


def test_closing_leaves_no_program_running(qtbot: QtBot, context: AppContext) -> None:
    window = LabWindow(context)
    window.show()
    runner = window.body.python.run_pane.runner
    window.body.python.run_pane.run({"server.py": "import time; print('on'); time.sleep(600)"})
    qtbot.waitUntil(lambda: "server  on" in window.body.python.run_pane.text(), timeout=WAIT_MS)
    process = runner.findChildren(QProcess)[0].processId()
    close(window)
    if Path("/proc/self").exists():
        assert not Path(f"/proc/{process}").exists()


# --- language ---------------------------------------------------------------------------------


def test_the_language_is_switched_live(qtbot: QtBot, window: LabWindow) -> None:
    number = blocked(qtbot, window)
    press(window, number, "recv")
    window.context.set_language("ru")
    QApplication.processEvents()
    body = window.body
    assert window.windowTitle() == "Лаборатория сокетов · Беседка"
    assert body.header.title.text() == "Лаборатория"
    assert body.new_socket.title.text() == "Новый сокет"
    assert body.new_socket.create_button.text() == "Создать сокет"
    card = body.cards.cards[number]
    assert card.role.text() == "сервер"
    assert card.pill.text.startswith("в ядре · accept() · ")
    assert "ждут приёма: 0 из 5" in card.state.text()
    assert area(window, number).reason.title.text().startswith("recv не сработает: s1 только")
    assert body.results.title.text() == "Что ответила система"
    assert any("не вернулся, в ядре" in row.text() for row in body.results.rows.values())
    assert body.python.title.text() == "Тот же Python"
    assert body.python.run_button.text() == "Запустить"
    window.context.set_language("en")
    QApplication.processEvents()
    assert body.header.title.text() == "Socket lab"


# --- sizes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("projector", [False, True])
@pytest.mark.parametrize("size", [(1280, 800), (1100, 700), (1024, 640), (1920, 1080)])
def test_nothing_is_clipped(
    qtbot: QtBot,
    window: LabWindow,
    size: tuple[int, int],
    projector: bool,
    language: str,
) -> None:
    number = blocked(qtbot, window)
    press(window, number, "recv")
    window.context.set_language(language)
    window.scale.set_projector(projector)
    window.resize(*size)
    QApplication.processEvents()
    assert window.width() == size[0]
    tabs = ["new", "bench", "python"] if not window.body.wide else ["bench"]
    for tab in tabs:
        window.body.show_tab(tab)
        QApplication.processEvents()
        for child in window.findChildren(QWidget):
            if not child.isVisible() or not isinstance(
                child, QAbstractButton | QLineEdit | QLabel | QComboBox
            ):
                continue
            at = child.mapTo(window, QPoint(0, 0))
            assert at.x() >= 0, (tab, child)
            assert at.x() + child.width() <= size[0], (tab, child, child.width())
            if isinstance(child, QAbstractButton) and child.text():
                hint = child.minimumSizeHint().width()
                assert child.width() >= hint, (tab, child.text(), child.width(), hint)
            words = "" if isinstance(child, QComboBox) else child.text()
            if projector and words:
                assert child.font().pixelSize() >= SMALLEST, (tab, child)


def test_columns_become_tabs(qtbot: QtBot, window: LabWindow) -> None:
    assert window.body.wide and window.body.tabs.isHidden()
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: not window.body.wide, timeout=WAIT_MS)
    assert not window.body.tabs.isHidden()
    assert window.body.new_socket.isVisible()
    create(window)
    assert window.body.cards.isVisible() and not window.body.new_socket.isVisible()
    click(window.body.tabs.tab("python"))
    assert window.body.python.isVisible()
    press_key(window.body.tabs.tab("python"), Qt.Key.Key_Left)
    assert window.body.cards.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.body.wide, timeout=WAIT_MS)
    assert window.body.new_socket.isVisible() and window.body.python.isVisible()


def test_the_projector_keeps_what_is_there(qtbot: QtBot, window: LabWindow) -> None:
    number = blocked(qtbot, window)
    window.body.new_socket.port.setText("http")
    window.body.new_socket.kind.row("SOCK_DGRAM").click()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.scale.projector and window.isFullScreen()
    wanted = window.body.new_socket.wanted()
    assert (wanted.kind, wanted.port) == ("SOCK_DGRAM", "http")
    assert window.body.cards.cards[number].pill.busy
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert not window.scale.projector and not window.isFullScreen()


def test_no_part_is_ever_a_window_of_its_own(qtbot: QtBot, window: LabWindow) -> None:
    number = blocked(qtbot, window)
    press(window, number, "recv")
    window.body.start_recipe("udp")
    click(window.body.recipe.rest)
    qtbot.waitUntil(lambda: window.body.recipe.at == 7, timeout=WAIT_MS)
    assert window.isActiveWindow()
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [window]


def test_the_projector_interrupts_neither_a_guide_nor_a_program(
    qtbot: QtBot, window: LabWindow
) -> None:
    window.body.start_recipe("udp")
    click(window.body.recipe.next)
    window.desk.runner.run(
        {"server.py": "print('on'); import time; time.sleep(600)"}, sys.executable
    )
    window.body.python.run_pane.show()
    qtbot.waitUntil(lambda: "server  on" in window.body.python.run_pane.text(), timeout=WAIT_MS)
    window.toggle_projector()
    assert window.body.recipe.at == 1 and not window.body.recipe.isHidden()
    click(window.body.recipe.next)
    qtbot.waitUntil(lambda: window.body.recipe.ready, timeout=WAIT_MS)
    assert window.body.recipe.at == 2
    pane = window.body.python.run_pane
    assert pane.text() == "server  on" and not pane.isHidden()
    assert window.desk.runner.is_running
    click(pane.stop_button)
    assert "server  stopped" in pane.text()
    window.toggle_projector()
    assert window.body.python.run_pane.text() == pane.text()


# --- keyboard ---------------------------------------------------------------------------------


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_everything_by_keyboard(qtbot: QtBot, window: LabWindow) -> None:
    port = free_port()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = window.body.new_socket
    assert focus() is panel.domain.row("AF_INET")
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert panel.kind.current == "SOCK_DGRAM"
    QTest.keyClick(focus(), Qt.Key.Key_Up)
    for _ in range(3):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is panel.port
    panel.port.selectAll()
    type_text(panel.port, str(port))
    QTest.keyClick(panel.port, Qt.Key.Key_Return)
    calls = area(window, 1)
    assert focus() in calls.buttons.values()
    while focus() is not calls.buttons["bind"]:
        QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    form = calls.form
    assert form is not None
    assert form.field("port").first().text() == str(port)  # type: ignore[attr-defined]
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: last(window).over, timeout=WAIT_MS)
    assert last(window).error is None
    assert focus() is calls.buttons["bind"]  # where it was
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert focus() is calls.buttons["listen"]
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert calls.form is None and focus() is calls.buttons["listen"]
    while focus() is not calls.buttons["recv"]:
        QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is calls.reason.anyway
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert focus() is calls.buttons["recv"]


def test_every_call_has_a_button_and_every_control_a_name(qtbot: QtBot, window: LabWindow) -> None:
    from core.lab.calls import CALLS

    number = blocked(qtbot, window)
    calls = area(window, number)
    click(calls.more)
    assert set(calls.buttons) == set(CALLS)
    assert all(not button.isHidden() for button in calls.buttons.values())
    press(window, number, "setsockopt")
    for language in ("en", "ru"):
        window.context.set_language(language)
        QApplication.processEvents()
        for child in window.findChildren(QWidget):
            if not child.isVisible() or child.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            if isinstance(child, QAbstractButton | QLineEdit | QComboBox):
                text = child.text() if isinstance(child, QAbstractButton) else ""
                assert child.accessibleName() or text, child
    dimmed = calls.buttons["recv"]
    assert "recv" in dimmed.accessibleDescription()


# --- starting points --------------------------------------------------------------------------


def test_first_server_and_client_step_by_step(qtbot: QtBot, window: LabWindow) -> None:
    click(window.body.cards.show_first)
    bar = window.body.recipe
    assert not bar.isHidden()
    assert bar.title.text() == "First server and client"
    steps = 0
    while bar.recipe is not None and bar.at < len(bar.recipe.steps):
        at = bar.at
        qtbot.waitUntil(lambda: bar.ready, timeout=WAIT_MS)
        click(bar.next)
        steps += 1
        assert bar.at == at + 1
    assert bar.recipe is not None and steps == len(bar.recipe.steps)
    qtbot.waitUntil(lambda: bar.ready, timeout=WAIT_MS)
    assert not [call for call in window.lab.calls() if call.error]
    assert {sock.role for sock in window.lab.sockets()} == {
        Role.SERVER,
        Role.CLIENT,
        Role.ACCEPTED,
    }
    click(bar.next)
    assert bar.isHidden()


@pytest.mark.parametrize("key", ["first", "udp", "unix", "refused"])
def test_every_starting_point_runs_to_its_end(qtbot: QtBot, window: LabWindow, key: str) -> None:
    offered = {recipe.key for recipe in recipes(window.lab.system)}
    if key not in offered:
        pytest.skip("not on this system")
    window.body.header.action(key).trigger()
    bar = window.body.recipe
    assert bar.recipe is not None
    count = len(bar.recipe.steps)
    click(bar.rest)
    qtbot.waitUntil(lambda: bar.ready and bar.next.text() == "Done", timeout=WAIT_MS)
    assert bar.at == count, bar.words.text()
    qtbot.waitUntil(lambda: all(call.over for call in window.lab.calls()), timeout=WAIT_MS)
    failed = [call.error.name for call in window.lab.calls() if call.error]
    assert failed == (["ECONNREFUSED", "ECONNREFUSED"] if key == "refused" else [])
    click(bar.cross)
    assert bar.isHidden()


def test_a_guide_that_goes_another_way_ends(qtbot: QtBot, window: LabWindow) -> None:
    window.body.header.action("first").trigger()
    bar = window.body.recipe
    click(bar.next)
    click(bar.next)
    qtbot.waitUntil(lambda: bar.ready, timeout=WAIT_MS)
    assert QApplication.focusWidget() is bar.next
    server = window.lab.sockets()[0].number
    make(qtbot, window, server, "close")
    click(bar.next)  # bind on a closed socket
    qtbot.waitUntil(lambda: "The guide ends here" in bar.words.text(), timeout=WAIT_MS)
    assert bar.next.text() == "Done"
    click(bar.next)
    assert bar.isHidden()


# --- the live view, the way in ----------------------------------------------------------------


def test_the_live_view_of_the_lab(qtbot: QtBot, window: LabWindow) -> None:
    blocked(qtbot, window)
    click(window.body.header.sockets_button)
    view = window.live.window
    assert view is not None and view.isVisible()
    feed = view.feed
    qtbot.waitUntil(lambda: len(feed.tape.events) > 3, timeout=WAIT_MS)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.live.window is view
    view.close()
    assert window.live.window is None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.live.window is not None


def test_a_call_that_the_gate_holds_is_parked(qtbot: QtBot, window: LabWindow) -> None:
    made = create(window)
    window.live.open()
    window.lab.lens.gate.pause()
    press(window, made.number, "close")
    card = window.body.cards.cards[made.number]
    qtbot.waitUntil(lambda: card.pill.text.startswith("parked · close()"), timeout=WAIT_MS)
    assert card.pill.token == "parked"
    assert area(window, made.number).buttons["close"].token == "parked"
    card.grab()
    view = window.live.window
    assert view is not None
    view.close()  # nobody looks: nobody is held
    qtbot.waitUntil(lambda: window.lab.socket(made.number).closed, timeout=WAIT_MS)


def test_the_command_line_opens_it(qtbot: QtBot, qapp: QApplication, context: AppContext) -> None:
    from desktop.command_line import UsageError, parse
    from desktop.windows import Windows

    assert parse(["lab"]).action == "lab"
    with pytest.raises(UsageError):
        parse(["lab", "extra"])
    windows = Windows(qapp, context)
    try:
        context.open_lab()
        context.open_lab()
        found = [each for each in qapp.topLevelWidgets() if isinstance(each, LabWindow)]
        assert len(found) == 1 and found[0].isVisible()
        found[0].close()
        qtbot.waitUntil(
            lambda: not any(isinstance(e, LabWindow) for e in qapp.topLevelWidgets()),
            timeout=WAIT_MS,
        )
    finally:
        windows._poll.stop()
        windows.deleteLater()
        qapp.setQuitOnLastWindowClosed(True)


_LEFT_OPEN = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop.context import AppContext
from desktop.lab.lab_window import LabWindow
window = LabWindow(AppContext.for_tests(Path(sys.argv[1])))
window.show()
made = window.lab.create("AF_INET", "SOCK_DGRAM")
call = window.lab.call(made.number, "bind", host="127.0.0.1", port=0)
while not window.lab.calls()[-1].over:
    app.processEvents()
window.lab.call(made.number, "recv", size=10)
while window.lab.calls()[-1].state != "in_kernel":
    app.processEvents()
print("blocked", flush=True)
"""


def test_a_program_that_ends_without_closing_it_does_not_abort(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LEFT_OPEN, str(tmp_path)],
        cwd=Path(__file__).resolve().parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "blocked\n", "")
