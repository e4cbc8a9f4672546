"""The program as a whole: links open in the one that runs, the size of everything changes at once,
the settings open from every window, a portable folder keeps everything."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.net.addresses import ServerAddress
from desktop.context import AppContext
from desktop.launcher.launcher_window import LauncherWindow
from desktop.link_dialog import LinkDialog
from desktop.server.server_window import ServerWindow
from tests.desktop.client_fixtures import (
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.test_program import environment
from tests.desktop.test_windows import lines, script

__all__ = ["context", "open_client", "server"]

ROOT = Path(__file__).resolve().parents[2]


def test_a_link_opens_in_the_running_program(tmp_path: Path) -> None:
    """A second start ends at once; the first one asks, and then opens the window."""
    done = script(
        tmp_path,
        """
        import subprocess
        app.windows.open_launcher()
        app.windows.settle()
        wanted = []
        context.client_wanted.disconnect(app.windows.open_client_window)
        context.client_wanted.connect(lambda address, nick: wanted.append((address, nick)))
        link = "irc://127.0.0.1:7000/#урок"
        second = subprocess.Popen(
            [sys.executable, "-m", "desktop", link, "--nick", "boris"], stdout=subprocess.PIPE
        )
        def ended():
            print(second.communicate()[0].decode(), second.returncode)
            dialog = app.windows._asked
            print(dialog.place.text(), wanted)
            dialog.yes.click()
            print(str(wanted[0][0]), wanted[0][0].channel, wanted[0][1])
            app.end()
        def asked():
            return "LinkDialog" in windows() or wanted
        when(lambda: asked() and second.poll() is not None, ended, 3000)
        """,
    )
    assert lines(done)[-3:] == [
        " 0",
        "127.0.0.1:7000  #урок []",
        "127.0.0.1:7000 #урок boris",
    ]


def test_a_link_that_starts_the_program_is_asked_about_first(tmp_path: Path) -> None:
    """What a browser starts with a link of a page joins nothing by itself; what is no link to a
    chat is said."""
    done = script(
        tmp_path,
        """
        from PySide6.QtCore import QEvent, QUrl
        from PySide6.QtGui import QFileOpenEvent
        import desktop.__main__ as program
        wanted = []
        context.client_wanted.disconnect(app.windows.open_client_window)
        context.client_wanted.connect(lambda address, nick: wanted.append((address, nick)))
        program.make_app = lambda argv: app
        def asked():
            dialog = app.windows._asked
            print(windows(), dialog.parent() is app.windows._launcher, wanted)
            print(dialog.place.text(), "|", dialog.windowTitle())
            dialog.yes.click()
            print(str(wanted[0][0]), wanted[0][0].channel)
            app.windows.ask_link("javascript:alert(1)")
            dialog = app.windows._asked
            print(type(dialog).__name__, dialog.windowTitle(), "|", dialog.why.text())
            dialog.close_button.click()
            event = QFileOpenEvent(QUrl("irc://mac.example/#apples"))
            QApplication.sendEvent(app, event)
            when(lambda: "LinkDialog" in windows(), ended)
        def ended():
            print(app.windows._asked.place.text(), len(wanted))
            app.end()
        when(lambda: app.windows._asked is not None, asked)
        sys.exit(program.main(["--link", "irc://evil.example:7000/#урок"]))
        """,
    )
    assert lines(done) == [
        "['LauncherWindow', 'LinkDialog'] True []",
        "evil.example:7000  #урок | Join #урок?",
        "evil.example:7000 #урок",
        "NoLinkDialog This link leads to no chat | The number after the colon, the port, is from "
        "1 to 65535.",
        "mac.example:6667  #apples 1",
    ]


def test_a_link_is_handed_to_the_running_program_which_asks(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        import subprocess
        app.windows.open_launcher()
        app.windows.settle()
        second = subprocess.Popen(
            [sys.executable, "-m", "desktop", "--link", "irc://127.0.0.1:7000/#a --nick b"]
        )
        def ended():
            print(second.returncode, app.windows._asked.why.text())
            app.end()
        when(lambda: "NoLinkDialog" in windows() and second.poll() is not None, ended, 3000)
        """,
    )
    assert lines(done) == ["0 A channel's name has no spaces and no commas."]


@pytest.mark.feature("Everything larger or smaller")
def test_the_size_of_everything_changes_at_once(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        context.open_launcher()
        def first():
            window = app.activeWindow()
            print(window.devicePixelRatioF(), context.zoom.at_once)
            context.set_preference("view.font_size", 21)
            print(window.devicePixelRatioF(), window.width() <= window.screen().size().width())
            context.set_preference("view.font_size", 14)
            print(window.devicePixelRatioF())
            control = Qt.KeyboardModifier.ControlModifier
            for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
                QTest.keyClick(window, key, control)
                print(context.preferences.number("view.font_size"))
            app.end()
        when(lambda: app.activeWindow() is not None, first)
        """,
    )
    assert lines(done) == ["1.0 True", "1.5 True", "1.0", "15", "16", "15", "14"]


def test_the_size_holds_from_the_start(tmp_path: Path) -> None:
    folder = Path(environment(tmp_path)["BESEDKA_CONFIG_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"preferences": {"view.font_size": 28}}
    (folder / "settings.json").write_text(json.dumps(kept))
    done = script(
        tmp_path,
        """
        import os
        context.open_launcher()
        def first():
            print(app.activeWindow().devicePixelRatioF(), os.environ.get("QT_SCALE_FACTOR"))
            app.end()
        when(lambda: app.activeWindow() is not None, first)
        """,
    )
    assert lines(done) == ["2.0 None"]


def test_portable_keeps_everything_beside_the_program(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from core import paths; "
        f"paths.program_dir = lambda: Path({str(tmp_path)!r}); "
        "from desktop.__main__ import main; "
        "status = main(['--portable', '--version']); "
        "print(paths.config_dir()); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(tmp_path / "besedka-data")


# --- the settings from every window -----------------------------------------------------------


@pytest.fixture
def asked(context: AppContext) -> Iterator[list[str]]:
    found: list[str] = []
    context.settings_wanted.connect(found.append)
    yield found


def comma(window: object) -> None:
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)  # type: ignore[call-overload]


def test_from_the_launcher(context: AppContext, asked: list[str], qtbot: QtBot) -> None:
    window = LauncherWindow(context)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=30_000)
    comma(window)
    window.header.settings.click()
    assert asked == ["", ""]
    window.close()


def test_from_the_server_window(context: AppContext, asked: list[str], qtbot: QtBot) -> None:
    window = ServerWindow(context)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=30_000)
    comma(window)
    window.navigation.settings.click()
    assert asked == ["", ""]
    window.close()
    delete_now(window)


def test_from_the_chat(
    server: Server,
    open_client: OpenClient,
    asked: list[str],
) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    anna.activate()
    comma(anna.window)
    assert asked == [""]
    menu = anna.window.menus.own_menu()
    entry = next(action for action in menu.actions() if action.text() == "Settings…")
    entry.trigger()
    assert asked == ["", ""]
    menu.deleteLater()


# --- links in messages ------------------------------------------------------------------------


def test_a_link_in_a_message_says_where_it_leads_first(
    context: AppContext,
    server: Server,
    open_client: OpenClient,
    qtbot: QtBot,
) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    wanted: list[ServerAddress] = []
    context.link_wanted.connect(wanted.append)

    def follow(link: str) -> LinkDialog:
        anna.window.follow_up.open_link(link)
        qtbot.waitUntil(
            lambda: any(d.isVisible() for d in anna.window.findChildren(LinkDialog)),
            timeout=30_000,
        )
        return next(d for d in anna.window.findChildren(LinkDialog) if d.isVisible())

    dialog = follow("irc://chat.example:7000/#урок")
    assert "chat.example:7000" in dialog.place.text()
    assert "#урок" in dialog.windowTitle()
    assert "another server" in dialog.about.text()
    dialog.no.click()
    assert wanted == []
    dialog = follow("irc://chat.example:7000/#урок")
    dialog.yes.click()
    assert [str(address) for address in wanted] == ["chat.example:7000"]
    dialog = follow(f"irc://127.0.0.1:{server.port}/#other")
    assert "already" in dialog.about.text()
    dialog.yes.click()
    anna.until(lambda: "#other" in anna.window.conversations)
    assert len(wanted) == 1
    dialog = follow("irc://аррӏе.com/#\u202egpj")
    assert "look like others" in dialog.doubtful.text()
    assert "xn--80ak6aa92e.com:6667" in dialog.place.text()
    assert "\u202e" not in dialog.place.text() + dialog.windowTitle()
    assert not dialog.yes.hasFocus()
    dialog.no.click()
    assert len(wanted) == 1


@pytest.mark.feature("Lives on in the tray")
def test_what_went_into_the_tray_keeps_the_program(tmp_path: Path) -> None:
    """A chat window that was closed listens on although no window is left; Quit ends it all."""
    done = script(
        tmp_path,
        """
        from desktop.tray import Tray
        context.tray = tray = Tray(context, app.windows)
        tray.quit_wanted.connect(app.windows.end)
        context.set_preference("program.close_to_tray", True)
        context.open_launcher()
        context.open_client_window(ServerAddress("127.0.0.1", 1), "anna")
        def close():
            for window in app.topLevelWidgets():
                if window.isVisible():
                    window.close()
            print(windows(), len(tray.hidden))
            when(lambda: not app.windows._poll.isActive(), back)
        def back():
            tray.show_windows()
            print(windows(), len(tray.hidden))
            for window in app.topLevelWidgets():
                if window.isVisible():
                    window.close()
            print(windows(), len(tray.hidden))
            tray.quit_wanted.emit()
        when(lambda: len(windows()) == 2, close)
        """,
    )
    assert lines(done) == ["[] 1", "['ClientShell'] 0", "[] 1"]
