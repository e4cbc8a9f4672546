"""What opening a client window imports: what waits until it is wanted does not hold it up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from desktop.__main__ import make_app, quicken
quicken()
app = make_app(sys.argv)
from core.net.addresses import parse_address
app.context.open_client_window(parse_address("127.0.0.1:1"), "anna")
app.processEvents()
late = [name for name in sys.argv[1:] if name in sys.modules]
shown = [window for window in app.topLevelWidgets() if window.isVisible()]
print("late:", *late, "windows:", len(shown), flush=True)
app.context.quitting = True
for window in shown:
    window.close()
for ending in app.context.winding_down():
    ending.stop_and_wait(30)
"""
LATE = [
    "http.client",
    "ssl",
    "hashlib",
    "email",
    "mimetypes",
    "asyncio",
    "xml.etree",
    "urllib.request",
    "pygments",
    "emoji",
    "spylls",
    "cryptography",
    "OpenSSL",
    "segno",
    "argon2",
    "precis_i18n",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtMultimedia",
    "core.server.server",
    "core.storage.server_storage",
    "core.storage.export",
    "core.net.file_store",
    "core.net.certificates",
    "core.hexchat_import",
    "core.lab",
    "desktop.settings",
    "desktop.switcher",
    "desktop.launcher",
    "desktop.server",
    "desktop.lab",
    "desktop.demo",
    "desktop.lessons.lesson_window",
    "desktop.sockets.sockets_window",
    "desktop.sockets.live_trace",
    "desktop.tray",
    "desktop.notifications",
    "desktop.sounds",
    "desktop.autostart",
    "desktop.irc_links",
    "desktop.running",
    "desktop.fault_dialog",
    "desktop.self_test",
    "desktop.client.search_panel",
    "desktop.client.search_everywhere",
    "desktop.client.emoji_picker",
    "desktop.client.emoji_grid",
    "desktop.client.picture_window",
    "desktop.client.paste_preview",
    "desktop.client.paste_picture",
    "desktop.client.transfer_card",
    "desktop.client.join_dialog",
    "desktop.client.account_dialogs",
    "desktop.client.channel_settings",
    "desktop.client.whois_card",
    "desktop.client.another_server",
    "desktop.client.message_dialogs",
    "desktop.client.composer_spelling",
]


def test_what_a_client_window_imports(tmp_path: Path) -> None:
    """Nothing that only some need, and those later, is on the way to a conversation."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *LATE],
        cwd=ROOT,
        env={
            **os.environ,
            "BESEDKA_CONFIG_DIR": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "late: windows: 1\n", done.stderr


def test_what_is_late_exists() -> None:
    """A renamed module of ours would be late for ever."""
    for name in LATE:
        if name.startswith(("core.", "desktop.")):
            place = ROOT.joinpath(*name.split("."))
            assert place.is_dir() or place.with_suffix(".py").exists(), name
