"""Is there a screen to draw on? Qt calls abort() where there is none; we say what to do instead.

Nothing here imports Qt: the answer is needed before, or when its libraries are missing.
"""

from __future__ import annotations

import os
import sys

# What Qt loads on Linux, and the Debian packages that bring it (resources/start.py installs them).
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}

NO_DISPLAY = (
    "Besedka needs a screen, and there is none here (DISPLAY and WAYLAND_DISPLAY are not set). "
    "Start it on a desktop, or run a server without windows: besedka serve\n"
    "Беседке нужен экран, а здесь его нет (не заданы DISPLAY и WAYLAND_DISPLAY). "
    "Запустите её на рабочем столе или сервер без окон: besedka serve"
)
_UNREACHABLE = (
    "Besedka cannot reach the screen %1. Check that it exists and that you may use it "
    "(DISPLAY, xauth), or run a server without windows: besedka serve\n"
    "Беседка не может связаться с экраном %1. Проверьте, что он есть и что вам можно его "
    "использовать (DISPLAY, xauth), или запустите сервер без окон: besedka serve"
)
_MISSING = (
    "Besedka needs system libraries that are not installed (%1). On Debian and Ubuntu: "
    "sudo apt install %2\n"
    "Беседке нужны системные библиотеки, а они не установлены (%1). В Debian и Ubuntu: "
    "sudo apt install %2"
)


def display_fault() -> str | None:
    """The sentence for a session without any screen, or None where Qt may try."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    return NO_DISPLAY


def missing_libraries() -> list[str]:
    """The libraries of Qt that this system lacks (Linux only), by their file names."""
    if not sys.platform.startswith("linux"):
        return []
    import ctypes

    missing = []
    for name in LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def failure_words(detail: str) -> str:
    """Why Qt could not be loaded or found no screen; ``detail`` is its own words."""
    missing = missing_libraries()
    if missing:
        packages = " ".join(dict.fromkeys(LIBRARIES[name] for name in missing))
        return _MISSING.replace("%1", ", ".join(missing)).replace("%2", packages)
    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if screen and platform.partition(":")[0] in ("", "xcb", "wayland"):
        return _UNREACHABLE.replace("%1", screen)
    return f"Besedka cannot open a window.\nБеседка не может открыть окно.\n{detail.strip()}"
