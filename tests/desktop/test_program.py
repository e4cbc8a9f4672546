"""The program as a process: no screen, no fonts, a fault in a slot, a signal."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from desktop import display

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 and fontconfig")


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    kept = {
        key: os.environ[key] for key in ("PATH", "HOME", "LD_LIBRARY_PATH") if key in os.environ
    }
    return kept | {
        "BESEDKA_CONFIG_DIR": str(tmp_path / "config"),
        "LC_ALL": "C.UTF-8",
        "QT_LOGGING_RULES": "qt.qpa.*=false",
        **more,
    }


def run(tmp_path: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(tmp_path, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def script(tmp_path: Path, text: str, **more: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "script.py"
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return run(tmp_path, str(file), PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen", **more)


def test_without_a_screen_it_says_what_to_do(tmp_path: Path) -> None:
    for arguments in ([], ["server"], ["client", "127.0.0.1"]):
        done = run(tmp_path, "-m", "desktop", *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.strip() == display.NO_DISPLAY


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["--nick"]])
def test_output_that_nobody_reads_is_no_traceback(words: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *words],
            cwd=ROOT, env=environment(tmp_path), stdout=full,
            stderr=full if words == ["--nick"] else subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == (2 if words == ["--nick"] else 0)
    assert not done.stderr


def test_an_unreachable_screen_is_a_sentence_and_no_abort(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "desktop", DISPLAY=":987", QT_LOGGING_RULES="")
    assert done.returncode == 1
    assert done.stderr.startswith("Besedka cannot reach the screen :987.")
    assert "Беседка не может связаться с экраном :987." in done.stderr
    assert done.stderr.count("\n") == 2


def test_an_unknown_platform_is_a_sentence_and_no_abort(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "desktop", QT_QPA_PLATFORM="nonsense")
    assert done.returncode == 1
    assert done.stderr.startswith("Besedka cannot open a window.\nБеседка не может открыть окно.")


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "missing_libraries", lambda: ["libxcb-cursor.so.0", "libEGL.so.1"])
    words = display.failure_words("whatever")
    assert "libxcb-cursor.so.0, libEGL.so.1" in words
    assert words.count("sudo apt install libxcb-cursor0 libegl1") == 2


def test_a_library_that_is_not_there_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "LIBRARIES", {"libc.so.6": "libc6", "libno-such.so.1": "none"})
    assert display.missing_libraries() == ["libno-such.so.1"]


def test_qt_that_cannot_be_loaded_is_a_sentence(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        import sys
        from importlib.abc import MetaPathFinder
        class Missing(MetaPathFinder):
            def find_spec(self, name, path, target=None):
                if name == "PySide6.QtGui":
                    raise ImportError("libEGL.so.1: cannot open shared object file")
        sys.meta_path.insert(0, Missing())
        from desktop import display
        display.missing_libraries = lambda: ["libEGL.so.1"]
        from desktop.__main__ import main
        sys.exit(main([]))
        """,
    )
    assert done.returncode == 1
    assert "sudo apt install libegl1" in done.stderr
    assert "Traceback" not in done.stderr


NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{cache}</cachedir></fontconfig>
"""


def test_a_machine_without_fonts_is_readable(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(NO_FONTS.format(cache=tmp_path / "cache"))
    done = script(
        tmp_path,
        """
        import sys
        from PySide6.QtGui import QFontDatabase, QRawFont, QTextLayout
        from PySide6.QtCore import QTimer
        from desktop.__main__ import make_app
        app = make_app(sys.argv)
        app.windows.open_launcher()
        for role in ("body", "title", "mono", "monoLarge"):
            raw = QRawFont.fromFont(app.context.theme.font(role))
            assert raw.familyName() in ("Inter", "JetBrains Mono"), raw.familyName()
            for letter in "Aя ёЖ—»":
                assert raw.supportsCharacter(ord(letter)), (role, letter)
        def glyphs(text):
            layout = QTextLayout(text, app.context.theme.font("body"))
            layout.beginLayout(); layout.createLine(); layout.endLayout()
            return [(run.rawFont().familyName(), run.glyphIndexes()) for run in layout.glyphRuns()]
        def emoji():
            found = glyphs("Да 😀")
            assert any("Emoji" in family and all(ids) for family, ids in found), found
            assert all(all(ids) for _, ids in found), found
            print("families", sorted(QFontDatabase.families()))
            app.end()
        QTimer.singleShot(900, emoji)
        sys.exit(app.exec())
        """,
        FONTCONFIG_FILE=str(config),
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "'Inter'" in done.stdout
    assert "'DejaVu Sans'" not in done.stdout  # the empty configuration is in force


def test_a_fault_in_a_slot_is_told_and_the_program_goes_on(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        import sys
        from PySide6.QtCore import QTimer
        from desktop.__main__ import make_app
        from desktop.fault_dialog import FaultDialog
        app = make_app(sys.argv)
        app.windows.open_launcher()
        def fault():
            raise RuntimeError("a fault of ours")
        QTimer.singleShot(0, fault)
        QTimer.singleShot(0, fault)
        def look():
            QTimer.singleShot(20000, lambda: app.exit(3))
            dialogs = [w for w in app.topLevelWidgets() if isinstance(w, FaultDialog)]
            assert len(dialogs) == 1 and dialogs[0].isVisible(), dialogs
            assert dialogs[0]._detail.value() == "RuntimeError: a fault of ours"
            dialogs[0].accept()
            print("alive")
            app.end()
        QTimer.singleShot(300, look)
        sys.exit(app.exec())
        """,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alive\n"
    assert done.stderr.count("RuntimeError: a fault of ours") == 2


def test_a_fault_while_something_is_drawn_is_told_and_does_not_abort(tmp_path: Path) -> None:
    # The painter lives in the frame of the fault: still there when Qt is through, it is a crash.
    done = script(
        tmp_path,
        """
        import sys
        from PySide6.QtCore import QTimer
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QWidget
        from desktop.__main__ import make_app
        from desktop.fault_dialog import FaultDialog
        app = make_app(sys.argv)
        app.windows.open_launcher()
        class Odd(QWidget):
            def paintEvent(self, event):
                painter = QPainter(self)
                painter.save()
                raise RuntimeError("a fault of ours")
        odd = Odd()
        odd.resize(200, 200)
        odd.show()
        QTimer.singleShot(200, lambda: odd.resize(500, 500))
        def look():
            dialogs = [w for w in app.topLevelWidgets() if isinstance(w, FaultDialog)]
            assert len(dialogs) == 1 and dialogs[0].isVisible(), dialogs
            print("alive")
            odd.close()
            app.end()
        QTimer.singleShot(600, look)
        sys.exit(app.exec())
        """,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alive\n"
    assert done.stderr.count("RuntimeError: a fault of ours") >= 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(number: signal.Signals, tmp_path: Path) -> None:
    file = tmp_path / "script.py"
    file.write_text(
        textwrap.dedent(
            """
            import sys
            from PySide6.QtCore import QTimer
            import desktop.__main__ as program
            listen = program._Signals.listen
            def ready(self):
                listen(self)
                print("ready", flush=True)
            program._Signals.listen = ready
            sys.exit(program.main(["--nick", "anna"]))
            """
        )
    )
    process = subprocess.Popen(
        [sys.executable, str(file)],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    while process.poll() is None:  # more of them do not spoil the clean end
        process.send_signal(number)
        time.sleep(0.01)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert '"nick": "anna"' in (tmp_path / "config" / "settings.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_program_that_serves_says_goodbye(number: signal.Signals, tmp_path: Path) -> None:
    file = tmp_path / "script.py"
    file.write_text(
        textwrap.dedent(
            """
            import sys
            import desktop.__main__ as program
            from desktop.server.controller import RunState
            from desktop.server.server_window import ServerWindow
            listen = program._Signals.listen
            def ready(self):
                listen(self)
                (window,) = (w for w in self._app.topLevelWidgets() if type(w) is ServerWindow)
                controller = window.controller
                def told():
                    if controller.state is RunState.RUNNING:
                        print(controller.started.port, flush=True)
                controller.state_changed.connect(told)
                window.start_page.start.click()
            program._Signals.listen = ready
            sys.exit(program.main(["server"]))
            """
        )
    )
    process = subprocess.Popen(
        [sys.executable, str(file)],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(b"NICK anna\r\nUSER anna 0 * :Anna\r\n")
        received = b""
        while b" 422 " not in received:
            received += client.recv(4096)
        process.send_signal(number)
        while piece := client.recv(4096):
            received += piece
    out, err = process.communicate(timeout=60)
    assert b"\r\nERROR :" in received
    assert (process.returncode, out, err) == (0, "", "")


def test_garbage_is_collected_in_the_gui_thread_alone(tmp_path: Path) -> None:
    done = script(
        tmp_path,
        """
        import sys, threading
        from PySide6.QtCore import QThread, QTimer
        from desktop.__main__ import make_app
        app = make_app(sys.argv)
        where = set()
        class Cycle:
            def __init__(self):
                self.me = self
            def __del__(self):
                where.add(threading.get_ident())
        class Busy(QThread):
            def run(self):
                for _ in range(20000):
                    Cycle()
        busy = Busy()
        busy.start()
        busy.wait()
        assert not where, "collected in the worker"
        def look():
            if where:
                print(where == {threading.get_ident()})
                app.quit()
        timer = QTimer()
        timer.timeout.connect(look)
        timer.start(20)
        sys.exit(app.exec())
        """,
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


def test_what_the_first_window_imports(tmp_path: Path) -> None:
    """Nothing heavy is on the way to the first window."""
    done = script(
        tmp_path,
        """
        import sys
        from desktop.__main__ import make_app
        app = make_app(sys.argv)
        app.windows.open_launcher()
        app.processEvents()
        heavy = "segno precis_i18n ssl urllib.request asyncio email http.client sqlite3"
        libraries = "cryptography OpenSSL argon2 scramp wsproto h11 confusable_homoglyphs"
        late = "desktop.client desktop.server core.client.session core.server core.storage"
        for name in " ".join((heavy, libraries, late)).split():
            assert name not in sys.modules, name
        print("light")
        """,
    )
    assert done.stdout == "light\n", done.stderr
