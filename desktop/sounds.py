"""The sound of a message, through what the system has for playing a file.

Nothing waits for it. On Windows and macOS that is always there; on Linux it is the first of a few
small programs that is installed. Where there is none, :func:`player` is None and the settings say
so; the desktop's own beep is tried then.
"""

from __future__ import annotations

import shutil
import sys
import time
from functools import cache
from pathlib import Path

from core.paths import resources_dir

AT_MOST_EVERY_S = 2.0
_PLAYERS: tuple[tuple[str, ...], ...] = (
    ("pw-play",),
    ("paplay",),
    ("canberra-gtk-play", "-f"),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
)


def sound_file() -> Path:
    """Two soft notes (``resources/sounds/make.py`` makes them)."""
    return resources_dir() / "sounds" / "message.wav"


@cache
def player() -> tuple[str, ...] | None:
    """The command that plays a file given after it; ("winsound",) on Windows; None for none."""
    if sys.platform == "win32":
        return ("winsound",)
    for words in (("afplay",),) if sys.platform == "darwin" else _PLAYERS:
        found = shutil.which(words[0])
        if found:
            return (found, *words[1:])
    return None


class Sounds:
    """Plays it, at most once in two seconds."""

    def __init__(self) -> None:
        self._last = -AT_MOST_EVERY_S

    def play(self, *, now: float | None = None) -> bool:
        """Begin to play; False where it has been played just before. ``now`` is monotonic."""
        at = time.monotonic() if now is None else now
        if at - self._last < AT_MOST_EVERY_S:
            return False
        self._last = at
        _begin(player())
        return True


def _begin(command: tuple[str, ...] | None) -> None:
    if command is None:
        from PySide6.QtWidgets import QApplication

        QApplication.beep()
    elif command == ("winsound",):
        _windows()
    else:
        from PySide6.QtCore import QProcess

        QProcess.startDetached(command[0], [*command[1:], str(sound_file())])


def _windows() -> None:
    import winsound

    flags = getattr(winsound, "SND_FILENAME") | getattr(winsound, "SND_ASYNC")  # noqa: B009  only Windows has them
    flags |= getattr(winsound, "SND_NODEFAULT")  # noqa: B009
    getattr(winsound, "PlaySound")(str(sound_file()), flags)  # noqa: B009
