"""Puts the program into the menu of a Linux desktop, and takes it out again.

Source: the freedesktop.org Desktop Entry and Icon Theme specifications.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from core.paths import resources_dir

ENTRY = Path("applications/besedka.desktop")
ICON = Path("icons/hicolor/scalable/apps/besedka.svg")


def _data_home() -> Path:
    given = os.environ.get("XDG_DATA_HOME")
    return Path(given) if given else Path.home() / ".local" / "share"


def program_words() -> list[str]:
    """The words that start this very program."""
    if getattr(sys, "frozen", False):
        return [os.environ.get("APPIMAGE") or sys.executable]
    return [sys.executable, "-m", "desktop"]


def command_line() -> str:
    """How this very program is started, quoted for an Exec line."""
    words = program_words()
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") for word in words)
    return " ".join(f'"{word}"' for word in escaped)


def add_to_menu() -> Path:
    """Write the menu entry and its icon for this person; returns the entry's path.

    Raises OSError where the folder can't be written.
    """
    text = (resources_dir() / "linux" / "besedka.desktop").read_text(encoding="utf-8")
    home = _data_home()
    lines = []
    for line in text.splitlines():
        if line.startswith("Exec=besedka"):
            lines.append("Exec=" + command_line() + line.removeprefix("Exec=besedka"))
        else:
            lines.append(line)
    if not getattr(sys, "frozen", False):
        first_group_end = lines.index("") if "" in lines else len(lines)
        lines.insert(first_group_end, f"Path={resources_dir().parent}")
    (home / ENTRY).parent.mkdir(parents=True, exist_ok=True)
    (home / ENTRY).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (home / ICON).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(resources_dir() / "icons" / "besedka.svg", home / ICON)
    return home / ENTRY


def remove_from_menu() -> bool:
    """Take the entry and its icon away; False if there was none."""
    home = _data_home()
    there = (home / ENTRY).exists()
    (home / ENTRY).unlink(missing_ok=True)
    (home / ICON).unlink(missing_ok=True)
    return there
