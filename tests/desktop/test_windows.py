"""The program's windows: one launcher, one server window, many clients, and an orderly end."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.desktop.test_program import environment

ROOT = Path(__file__).resolve().parents[2]

START = """
import sys, time
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from core.net.addresses import ServerAddress
from desktop.__main__ import make_app

app = make_app(sys.argv)
context = app.context

def windows():
    return sorted(type(w).__name__ for w in app.topLevelWidgets() if w.isVisible())

def when(condition, then, tries=500):
    def look():
        nonlocal tries
        tries -= 1
        if condition():
            timer.stop()
            then()
        elif not tries:
            print("never", windows(), flush=True)
            app.exit(3)
    timer = QTimer(app)
    timer.timeout.connect(look)
    timer.start(20)
"""


def script(tmp_path: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "script.py"
    file.write_text(START + textwrap.dedent(text) + "\nsys.exit(app.exec())\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", str(file)],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in done.stderr, done.stderr
    assert "Fatal" not in done.stderr, done.stderr
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
    return done.stdout.splitlines()


def test_closing_the_last_window_ends_the_program(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        context.open_launcher()
        context.open_launcher()
        def close():
            print(windows())
            app.activeWindow().close()
        when(lambda: app.activeWindow() is not None, close)
        """,
    )
    assert lines(done) == ["['LauncherWindow']"]


def test_a_client_without_an_address_is_asked_for_one(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        app.windows.open_launcher(join=True)
        def asked():
            focus = app.focusWidget()
            return focus is not None and focus.accessibleName() == "Server's address"
        when(asked, app.end)
        """,
    )
    assert lines(done) == []


def test_a_server_and_two_clients_in_one_program(tmp_path: Path) -> None:
    """Nothing listens at the clients' port: closing them while they connect is quick and clean."""
    done = script(
        tmp_path,
        """
        context.open_launcher()
        context.open_server_window()
        context.open_server_window()
        context.open_client_window(ServerAddress("127.0.0.1", 1), "anna")
        context.open_client_window(ServerAddress("192.0.2.1", 6667), "boris")
        def close():
            print(windows())
            for window in app.topLevelWidgets():
                if window.isVisible():
                    window.close()
        when(lambda: len(windows()) == 4, close)
        """,
    )
    assert lines(done) == ["['ClientShell', 'ClientShell', 'LauncherWindow', 'ServerWindow']"]


def test_the_launcher_can_be_closed_and_opened_again(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        context.open_launcher()
        context.open_server_window()
        def close_launcher():
            next(w for w in app.topLevelWidgets() if type(w).__name__ == "LauncherWindow").close()
            when(lambda: windows() == ["ServerWindow"], again)
        def again():
            context.open_launcher()
            when(lambda: windows() == ["LauncherWindow", "ServerWindow"], app.end)
        when(lambda: len(windows()) == 2, close_launcher)
        """,
    )
    assert lines(done) == []


@pytest.mark.parametrize("end", ["app.end()", "app.exit(0)"])
def test_the_end_while_the_launcher_looks_for_its_addresses(end: str, tmp_path: Path) -> None:
    """Off Linux a name service may take its time to answer."""
    done = script(
        tmp_path,
        f"""
        import core.net.addresses
        looking = []
        def slow():
            looking.append(True)
            time.sleep(1)
            print("answered", flush=True)
            return ()
        core.net.addresses.local_addresses = slow
        context.open_launcher()
        when(lambda: looking, lambda: {end})
        """,
    )
    assert lines(done) == ["answered"]


def test_an_end_that_closes_no_window_leaves_no_thread(tmp_path: Path) -> None:
    """A QThread that is destroyed while it runs would abort the process."""
    done = script(
        tmp_path,
        """
        from core.server.config import ServerConfig
        from core.threads.server_threads import ListenOptions, ServerEngine
        engine = ServerEngine()
        port = engine.start_and_wait(ServerConfig(), ListenOptions("127.0.0.1", 0)).port
        context.open_client_window(ServerAddress("127.0.0.1", port), "anna")
        when(lambda: engine.snapshot() and engine.snapshot().people, lambda: app.exit(0))
        """,
    )
    assert lines(done) == []


@pytest.mark.parametrize(("stubborn", "least"), [(0.4, 0.4), (60.0, 2.9)])
def test_the_end_waits_for_engines_but_not_for_ever(
    stubborn: float, least: float, tmp_path: Path
) -> None:
    done = script(
        tmp_path,
        f"""
        class Engine(QObject):
            def __init__(self):
                super().__init__()
                self.ends = time.monotonic() + {stubborn}
                self.told = None
            @property
            def is_running(self):
                return time.monotonic() < self.ends
            def stop_and_wait(self, timeout_s=5.0):
                print("told to stop")
                return False
        engine = Engine()
        context.adopt(engine)
        context.open_launcher()
        def close():
            began = time.monotonic()
            app.aboutToQuit.connect(lambda: print(time.monotonic() - began))
            app.activeWindow().close()
            engine.ends = time.monotonic() + {stubborn}
        when(lambda: app.activeWindow() is not None, close)
        """,
    )
    *told, took = lines(done)
    assert told == (["told to stop"] if stubborn > 3 else [])
    assert least <= float(took) < stubborn + 50
