"""Rows of the README's feature table that no other test shows in a whole window: the program around
the conversations."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop import sounds
from desktop.context import AppContext
from desktop.settings.import_row import ImportRow
from desktop.settings.settings_window import SettingsWindow
from tests.core.test_hexchat_import import HEXCHAT
from tests.desktop.client_fixtures import (
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.test_notifications import FakeTray, elsewhere, shown
from tests.desktop.test_program import environment
from tests.desktop.test_windows import lines, script

__all__ = ["context", "open_client", "server", "shown"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folders of a Linux desktop, for this test alone."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path / "xdg"


@pytest.mark.feature("HexChat's list of servers taken over")
def test_the_list_of_hexchat(own_folders: Path, context: AppContext, qtbot: QtBot) -> None:
    file = own_folders / "hexchat" / "servlist.conf"
    file.parent.mkdir(parents=True)
    file.write_text(HEXCHAT, encoding="utf-8")
    window = SettingsWindow(context)
    window.open_named("identities")
    window.show()
    row = window.findChild(ImportRow)
    assert isinstance(row, ImportRow)
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert [server.name for server in context.settings.saved][:2] == ["Libera.Chat", "Школа"]
    window.close()
    delete_now(window)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the files of a Linux desktop")
@pytest.mark.feature("Starts with the session")
def test_a_switch_of_the_settings(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        f"""
        import os
        os.environ["XDG_CONFIG_HOME"] = {str(tmp_path / "xdg")!r}
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from desktop import autostart
        from desktop.settings.settings_window import SettingsWindow
        from desktop.widgets import Switch
        context.settings_wanted.emit("general")
        def click():
            print(isinstance(app.activeWindow(), SettingsWindow))
            switch = app.activeWindow().findChild(Switch, "setting:program.autostart")
            for _ in range(2):
                QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
                print(autostart.is_on())
            app.end()
        when(lambda: app.activeWindow() is not None, click)
        """,
    )
    assert lines(done) == ["True", "True", "False"]


@pytest.mark.feature("Sounds")
def test_a_mention_is_heard(
    context: AppContext,
    server: Server,
    open_client: OpenClient,
    shown: FakeTray,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played: list[object] = []
    monkeypatch.setattr(sounds, "_begin", played.append)
    anna, boris = open_client(server.port), open_client(server.port, "boris")
    anna.until(lambda: "boris" in anna.members("#lab"))
    elsewhere(qtbot)
    boris.window.chat.connection.run("anna: come", "#lab")
    anna.until(lambda: shown.notices)
    assert len(played) == 1


PORTABLE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from core import paths
paths.program_dir = lambda: Path(sys.argv.pop())
paths.make_portable()
from desktop.__main__ import make_app
app = make_app(sys.argv)
app.context.open_launcher()
def end():
    print([type(w).__name__ for w in app.topLevelWidgets() if w.isVisible()])
    app.context.settings.nick = "anna"
    app.context.save()
    app.end()
QTimer.singleShot(0, end)
sys.exit(app.exec())
"""


@pytest.mark.feature("Portable: everything beside the program")
def test_everything_is_beside_the_program(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    file = tmp_path / "portable.py"
    file.write_text(PORTABLE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file), str(stick)],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['LauncherWindow']"
    kept = json.loads((stick / "besedka-data" / "settings.json").read_text(encoding="utf-8"))
    assert kept["nick"] == "anna"
    assert not (tmp_path / "config").exists()
