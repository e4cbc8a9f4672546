"""What every test stands on: an own settings folder, no display needed, and three watchdogs.

A test fails when it leaves a thread behind, when something logs a warning that it did not announce
(``@pytest.mark.expected_log("pattern")``), or when Python or Qt warns (pyproject.toml).
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the program. The examples are the
# same every time, so that a run fails for what was changed; BESEDKA_EXAMPLES looks for new ones.
settings.register_profile(
    "besedka",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="BESEDKA_EXAMPLES" not in os.environ,
)
settings.load_profile("besedka")

if sys.platform.startswith("linux"):
    # The suite never opens windows on the person's own screen; tests that need a real X server
    # start one themselves.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

# Threads of Qt's and the test tools' own, which live as long as the process.
_LASTING_THREADS = re.compile(
    r"^(QDBusConnection|QXcbEventQueue|pytest_timeout|pytest-|gmain|gdbus|dconf|pool-|execnet"
    r"|Thread \(pooled\))"
)
_GRACE_SECONDS = 5.0


def _threads() -> dict[int, str]:
    """The threads of this process, by id; Qt's own ones too where the system lists them."""
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        return {t.ident or 0: t.name for t in threading.enumerate() if not t.daemon}
    found: dict[int, str] = {}
    for task in tasks.iterdir():
        try:
            found[int(task.name)] = (task / "comm").read_text().strip()
        except OSError:
            continue
    return found


@pytest.fixture(autouse=True)
def no_leaked_threads(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread behind (the first of a process warms Qt up first)."""
    before = _threads()
    yield
    deadline = time.monotonic() + _GRACE_SECONDS
    while True:
        left = {
            ident: name
            for ident, name in _threads().items()
            if ident not in before and not _LASTING_THREADS.match(name)
        }
        if not left:
            return
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    pytest.fail(f"threads left behind by {request.node.nodeid}: {sorted(left.values())}")


@pytest.fixture(autouse=True)
def cycles_die_in_the_main_thread() -> Iterator[None]:
    """As in the program (``desktop.app``): a collector in a QThread must delete no widget."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(scope="session", autouse=True)
def nothing_stays_on_the_clipboard() -> Iterator[None]:
    """Qt empties it when the process ends: too late for objects that were made in Python."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and isinstance(gui.QGuiApplication.instance(), gui.QGuiApplication):
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it announced it."""
    yield
    expected = [re.compile(m.args[0]) for m in request.node.iter_markers("expected_log")]
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            text = record.getMessage()
            if record.levelno < logging.WARNING or record.name.startswith("faker"):
                continue
            if not any(pattern.search(text) for pattern in expected):
                pytest.fail(f"unexpected log line from {record.name}: {text}")


@pytest.fixture(autouse=True)
def own_settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Never touch the person's own settings."""
    folder = tmp_path / "config"
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", str(folder))
    return folder
