"""Links to chats (irc://host/#channel): whether the system opens them with this program, and what
happens when one is opened.

Sources: the freedesktop.org MIME Applications Associations specification (mimeapps.list); the URL
Protocol key of Windows; draft-butcher-irc-url.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.menu_entry import add_to_menu, program_words

if TYPE_CHECKING:
    from core.net.addresses import ServerAddress

SCHEMES = ("irc", "ircs")
_ENTRY = "besedka.desktop"
_GROUP = "[Default Applications]"
_CLASSES = r"Software\Classes"


def can_switch() -> bool:
    """Whether this system lets a program say so itself (macOS asks the person)."""
    return sys.platform != "darwin"


def associations_file() -> Path:
    """The person's mimeapps.list."""
    given = os.environ.get("XDG_CONFIG_HOME")
    return (Path(given) if given else Path.home() / ".config") / "mimeapps.list"


def is_on() -> bool:
    """Whether the system opens such links with this program."""
    if sys.platform == "win32":
        return _windows_command() is not None
    wanted = f"x-scheme-handler/irc={_ENTRY}"
    return any(line.startswith(wanted) for line in _lines())


def switch(on: bool) -> None:
    """Open such links with this program, or no longer. Raises OSError where that is not allowed."""
    if sys.platform == "win32":
        _windows_switch(on)
        return
    keys = tuple(f"x-scheme-handler/{scheme}=" for scheme in SCHEMES)
    lines = _lines()
    kept = [
        line
        for line in lines
        if not (line.startswith(keys) and (on or line.partition("=")[2].startswith(_ENTRY)))
    ]
    if on:
        add_to_menu()
        if _GROUP not in kept:
            kept += ["", _GROUP] if kept else [_GROUP]
        at = kept.index(_GROUP) + 1
        kept[at:at] = [f"{key}{_ENTRY};" for key in keys]
    elif kept == lines:
        return
    file = associations_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    fresh.write_text("\n".join(kept) + "\n", encoding="utf-8", errors="surrogateescape")
    fresh.replace(file)


def _lines() -> list[str]:
    try:
        text = associations_file().read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return []
    return text.splitlines()


def _registry() -> Any:
    import winreg

    return winreg


def _windows_command() -> str | None:
    registry = _registry()
    try:
        place = rf"{_CLASSES}\irc\shell\open\command"
        with registry.OpenKey(registry.HKEY_CURRENT_USER, place) as key:
            command = str(registry.QueryValueEx(key, "")[0])
    except OSError:
        return None
    return command if "besedka" in command.lower() or "desktop" in command.lower() else None


def _windows_switch(on: bool) -> None:
    import subprocess

    registry = _registry()
    user = registry.HKEY_CURRENT_USER
    for scheme in SCHEMES:
        place = rf"{_CLASSES}\{scheme}"
        if on:
            with registry.CreateKey(user, place) as key:
                registry.SetValueEx(key, "", 0, registry.REG_SZ, f"URL:{scheme}")
                registry.SetValueEx(key, "URL Protocol", 0, registry.REG_SZ, "")
            with registry.CreateKey(user, rf"{place}\shell\open\command") as key:
                words = subprocess.list2cmdline(program_words()) + ' --link "%1"'
                registry.SetValueEx(key, "", 0, registry.REG_SZ, words)
            continue
        for part in (r"\shell\open\command", r"\shell\open", r"\shell", ""):
            try:
                registry.DeleteKey(user, place + part)
            except FileNotFoundError:
                continue


def same_place(address: ServerAddress, host: str, port: int) -> bool:
    """Whether a link leads to a server that one is already at."""
    return address.host.casefold() == host.casefold() and address.port == port
