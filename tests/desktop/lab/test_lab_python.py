"""The session as Python: written live, saved, copied, and run by a plain interpreter."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.lab import run_pane
from desktop.lab.lab_window import LabWindow
from desktop.lab.program_runner import ProgramRunner, has_bound_socket
from desktop.lab.python_panel import OverwriteDialog
from tests.desktop.lab.lab_fixtures import (
    WAIT_MS,
    click,
    create,
    in_kernel,
    last,
    make,
    over,
    press,
)
from tests.ports import free_port

THANKS = "Спасибо за подключение"


def first_session(qtbot: QtBot, window: LabWindow) -> int:
    """The first server and client, by the window; its port. The sockets are closed at the end."""
    port = free_port()
    s1 = create(window).number
    make(qtbot, window, s1, "setsockopt", option="SO_REUSEADDR", value="1")
    make(qtbot, window, s1, "bind", host="127.0.0.1", port=str(port))
    make(qtbot, window, s1, "listen", backlog="5")
    press(window, s1, "accept")
    accept = last(window).number
    in_kernel(qtbot, window, accept)
    s2 = create(window).number
    make(qtbot, window, s2, "connect", host="127.0.0.1", port=str(port))
    c1 = over(qtbot, window, accept).made[0]
    make(qtbot, window, c1, "send", data=THANKS)
    make(qtbot, window, s2, "recv", size="1024")
    make(qtbot, window, c1, "close")
    make(qtbot, window, s2, "close")
    make(qtbot, window, s1, "close")
    qtbot.waitUntil(lambda: len(window.body.python.programs()) == 2, timeout=WAIT_MS)
    return port


def run_plain(qtbot: QtBot, folder: Path) -> tuple[str, str]:
    """Start server.py, then client.py, as a person would; what both printed."""
    server, client = QProcess(), QProcess()
    for process, name in ((server, "server.py"), (client, "client.py")):
        process.setWorkingDirectory(str(folder))
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.start(sys.executable, ["-u", "-X", "utf8", name])
        assert process.waitForStarted(WAIT_MS)
        if process is server and sys.platform.startswith("linux"):
            qtbot.waitUntil(lambda: bool(has_bound_socket(server.processId())), timeout=WAIT_MS)
    for process in (client, server):
        assert process.waitForFinished(WAIT_MS)
    said = tuple(bytes(p.readAll().data()).decode() for p in (server, client))
    assert (server.exitCode(), client.exitCode()) == (0, 0), said
    return said[0], said[1]


def test_it_is_written_while_it_happens(qtbot: QtBot, window: LabWindow) -> None:
    panel = window.body.python
    assert panel.programs() == {}
    assert not panel.save_button.isEnabled()
    made = create(window)
    make(qtbot, window, made.number, "bind", host="127.0.0.1", port="0")
    make(qtbot, window, made.number, "listen", backlog="5")
    press(window, made.number, "accept")
    call = in_kernel(qtbot, window, last(window).number)
    qtbot.waitUntil(lambda: bool(panel.files and panel.files[0].code.waiting), timeout=WAIT_MS)
    code = panel.files[0].code
    line = code.text().splitlines()[next(iter(code.waiting)) - 1]
    assert "s1.accept()" in line
    assert panel.files[0].name.text() == "server.py"
    assert panel.files[0].whose.text() == "from s1"
    assert not call.over
    assert "waits there again" in panel.note.text()


def test_saved_files_run_and_do_the_same(qtbot: QtBot, window: LabWindow, tmp_path: Path) -> None:
    first_session(qtbot, window)
    panel = window.body.python
    assert panel.save_button.text() == "Save server.py and client.py"
    folder = tmp_path / "мои программы"
    folder.mkdir()
    panel.save_to(folder)
    qtbot.waitUntil(lambda: panel.note.text().startswith("Saved to"), timeout=WAIT_MS)
    assert sorted(path.name for path in folder.iterdir()) == ["client.py", "server.py"]
    assert (folder / "server.py").read_text("utf-8") == panel.programs()["server.py"]
    server, client = run_plain(qtbot, folder)
    assert "Got connection from" in server
    assert client.strip() == THANKS


def test_a_file_that_is_there_is_asked_about(
    qtbot: QtBot, window: LabWindow, tmp_path: Path
) -> None:
    create(window)
    panel = window.body.python
    qtbot.waitUntil(panel.save_button.isEnabled, timeout=WAIT_MS)
    name = next(iter(panel.programs()))
    (tmp_path / name).write_text("mine")
    panel.save_to(tmp_path)
    dialog = window.findChild(OverwriteDialog)
    assert dialog is not None and name in dialog.text.text()
    dialog.cancel.click()
    assert (tmp_path / name).read_text() == "mine"
    panel.save_to(tmp_path)
    again = [each for each in window.findChildren(OverwriteDialog) if each.isVisible()]
    again[-1].replace.click()
    qtbot.waitUntil(lambda: (tmp_path / name).read_text() != "mine", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: panel.note.text().startswith("Saved to"), timeout=WAIT_MS)


def test_the_folder_dialog_opens(qtbot: QtBot, window: LabWindow, tmp_path: Path) -> None:
    create(window)
    panel = window.body.python
    qtbot.waitUntil(panel.save_button.isEnabled, timeout=WAIT_MS)
    click(panel.save_button)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    qtbot.waitUntil(lambda: any(tmp_path.glob("*.py")), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: panel.note.text().startswith("Saved to"), timeout=WAIT_MS)


def test_a_folder_that_is_gone_is_said(qtbot: QtBot, window: LabWindow, tmp_path: Path) -> None:
    create(window)
    panel = window.body.python
    qtbot.waitUntil(panel.save_button.isEnabled, timeout=WAIT_MS)
    panel.save_to(tmp_path / "gone")
    qtbot.waitUntil(lambda: "is gone. Choose another" in panel.note.text(), timeout=WAIT_MS)
    (tmp_path / "session.py").mkdir()
    (tmp_path / "client.py").mkdir()
    (tmp_path / "server.py").mkdir()
    panel._write(tmp_path)
    qtbot.waitUntil(lambda: "has the name of the file" in panel.note.text(), timeout=WAIT_MS)
    assert not list(tmp_path.glob(".*.part"))


def test_copy_has_both_programs(qtbot: QtBot, window: LabWindow) -> None:
    create(window)
    panel = window.body.python
    qtbot.waitUntil(panel.copy_button.isEnabled, timeout=WAIT_MS)
    click(panel.copy_button)
    copied = QGuiApplication.clipboard().text()
    for name, text in panel.programs().items():
        assert f"# {name}" in copied and text in copied


def test_run_shows_what_both_print(qtbot: QtBot, window: LabWindow) -> None:
    first_session(qtbot, window)
    panel = window.body.python
    click(panel.run_button)
    pane = panel.run_pane
    assert not pane.isHidden()
    qtbot.waitUntil(lambda: "client  ended" in pane.text(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not pane.runner.is_running, timeout=WAIT_MS)
    assert "server  Got connection from" in pane.text()
    assert f"client  {THANKS}" in pane.text()
    click(pane.cross)
    assert pane.isHidden()


def test_run_asks_for_the_port_that_the_lab_has(qtbot: QtBot, window: LabWindow) -> None:
    port = free_port()
    made = create(window).number
    make(qtbot, window, made, "bind", host="127.0.0.1", port=str(port))
    make(qtbot, window, made, "listen", backlog="1")
    press(window, made, "accept")
    in_kernel(qtbot, window, last(window).number)
    panel = window.body.python
    qtbot.waitUntil(panel.run_button.isEnabled, timeout=WAIT_MS)
    click(panel.run_button)
    pane = panel.run_pane
    assert "s1 of the lab still has the port" in pane.note.text()
    assert not pane.runner.is_running
    click(pane.close_sockets)
    qtbot.waitUntil(lambda: pane.runner.running == ["server.py"], timeout=WAIT_MS)
    assert all(sock.closed and not sock.busy for sock in window.lab.sockets())
    if sys.platform.startswith("linux"):
        process = pane.runner.findChildren(QProcess)[0].processId()
        qtbot.waitUntil(
            lambda: bool(has_bound_socket(process)) or bool(pane.text()), timeout=WAIT_MS
        )
    assert pane.text() == ""
    click(pane.stop_button)
    assert not pane.runner.is_running
    assert "server  stopped" in pane.text()


def test_run_without_a_python_says_so(
    qtbot: QtBot, window: LabWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(window)
    panel = window.body.python
    qtbot.waitUntil(panel.run_button.isEnabled, timeout=WAIT_MS)
    monkeypatch.setattr(run_pane, "find_python", lambda: "")
    click(panel.run_button)
    assert "There is no Python on this computer" in panel.run_pane.note.text()


def test_a_packaged_program_looks_for_a_python(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.lab import program_runner

    assert program_runner.find_python() == sys.executable
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: "/x/py" if name == "py" else None)
    assert program_runner.find_python() == "/x/py"


def test_a_program_that_cannot_start_is_said(qtbot: QtBot) -> None:
    runner = ProgramRunner()
    failed: list[str] = []
    runner.failed.connect(failed.append)
    runner.run({"server.py": "", "client.py": ""}, "/no/such/python")
    qtbot.waitUntil(lambda: bool(failed), timeout=WAIT_MS)
    assert failed == ["server.py"]
    assert not runner.is_running
    runner.deleteLater()


def test_a_program_that_babbles_is_stopped(qtbot: QtBot) -> None:
    runner = ProgramRunner()
    said: list[str] = []
    ended: list[int] = []
    runner.said.connect(lambda _name, line: said.append(line))
    runner.ended.connect(lambda _name, code: ended.append(code))
    runner.run({"server.py": "while True: print('x' * 100)"}, sys.executable)
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT_MS)
    assert ended == [-1]
    assert len(said) == 2000
    runner.deleteLater()


def test_an_error_in_a_program_is_shown(qtbot: QtBot) -> None:
    runner = ProgramRunner()
    said: list[str] = []
    ended: list[int] = []
    runner.said.connect(lambda _name, line: said.append(line))
    runner.ended.connect(lambda _name, code: ended.append(code))
    runner.run({"client.py": "raise SystemExit('плохо')"}, sys.executable)
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT_MS)
    assert (said, ended) == (["плохо"], [1])
    runner.deleteLater()
