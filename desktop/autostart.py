"""Starting with the person's session: on or off, as the system itself keeps it.

Sources: the freedesktop.org Desktop Application Autostart specification; the Run key of Windows;
launchd.plist(5).
"""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path
from typing import Any

from desktop.menu_entry import command_line, program_words

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_NAME = "Besedka"
_LABEL = "app.besedka"


def entry_file() -> Path:
    """The file that starts it on Linux, or on macOS."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    given = os.environ.get("XDG_CONFIG_HOME")
    return (Path(given) if given else Path.home() / ".config") / "autostart" / "besedka.desktop"


def is_on() -> bool:
    """Whether the system will start it."""
    if sys.platform == "win32":
        return _windows_value() is not None
    try:
        text = entry_file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return not any(line.strip().lower() == "hidden=true" for line in text.splitlines())


def switch(on: bool) -> None:
    """Let the system start it, or not. Raises OSError where that is not allowed."""
    if sys.platform == "win32":
        _windows_switch(on)
        return
    file = entry_file()
    if not on:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "darwin":
        agent = {"Label": _LABEL, "ProgramArguments": program_words(), "RunAtLoad": True}
        file.write_bytes(plistlib.dumps(agent))
        return
    from core.paths import resources_dir

    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Besedka",
        "Name[ru]=Беседка",
        f"Exec={command_line()}",
        "Icon=besedka",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    if not getattr(sys, "frozen", False):
        lines.append(f"Path={resources_dir().parent}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _registry() -> Any:
    import winreg

    return winreg


def _windows_value() -> str | None:
    registry = _registry()
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, _RUN) as key:
            return str(registry.QueryValueEx(key, _NAME)[0])
    except OSError:
        return None


def _windows_switch(on: bool) -> None:
    import subprocess

    registry = _registry()
    access = registry.KEY_SET_VALUE
    with registry.OpenKey(registry.HKEY_CURRENT_USER, _RUN, 0, access) as key:
        if on:
            words = subprocess.list2cmdline(program_words())
            registry.SetValueEx(key, _NAME, 0, registry.REG_SZ, words)
        else:
            try:
                registry.DeleteValue(key, _NAME)
            except FileNotFoundError:
                return
