"""Notifications over D-Bus, through a session bus of the test's own and a portal that listens."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.desktop.test_program import environment

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from desktop import portal
from desktop.notifications import Notice

app = QCoreApplication([])
assert portal.find_portal(app) is None, "nobody is there yet"


@ClassInfo({"D-Bus Interface": portal.INTERFACE})
class FakePortal(QObject):
    @Slot(str, "QVariantMap")
    def AddNotification(self, name, content):
        print(name, content["title"], content["body"], flush=True)
        clicked = QDBusMessage.createSignal(portal.PATH, portal.INTERFACE, "ActionInvoked")
        clicked.setArguments([name, content["default-action"], []])
        other.send(clicked)


other = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")
assert other.registerService(portal.SERVICE)
fake = FakePortal()
assert other.registerObject(
    portal.PATH, fake, QDBusConnection.RegisterOption.ExportAllSlots
)
found = portal.find_portal(app)
assert found is not None


def clicked(name):
    print("clicked", name, flush=True)
    app.exit(0)


found.clicked.connect(clicked)
QTimer.singleShot(0, lambda: found.show_notice(Notice("Room/#lab", "boris", "привет")))
QTimer.singleShot(60_000, lambda: app.exit(3))
sys.exit(app.exec())
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dbus-run-session") is None,
    reason="no D-Bus here",
)
def test_the_portal_shows_it_and_tells_of_a_click(tmp_path: Path) -> None:
    file = tmp_path / "script.py"
    file.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(file)],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
    assert done.stdout.splitlines() == ["Room/#lab boris привет", "clicked Room/#lab"]


def test_where_there_is_no_bus_there_is_no_portal(tmp_path: Path) -> None:
    code = (
        "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]); "
        "from desktop.portal import find_portal; print(find_portal(app))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path, DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere/at/all"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == "None", done.stderr
