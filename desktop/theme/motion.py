"""Whether this person wants things to move. Qt does not tell, so the systems are asked themselves.

Sources: SystemParametersInfoW (SPI_GETCLIENTAREAANIMATION); gtk-enable-animations in GTK's
settings.ini; AnimationDurationFactor in KDE's kdeglobals.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_CLIENT_AREA_ANIMATION = 0x1042
_OFF = re.compile(
    r"^\s*(gtk-enable-animations\s*=\s*(0|false)|AnimationDurationFactor\s*=\s*0(\.0*)?)\s*$",
    re.MULTILINE | re.IGNORECASE,
)


def motion_reduced() -> bool:
    """True where the system's setting, or ``BESEDKA_REDUCED_MOTION=1``, says so."""
    chosen = os.environ.get("BESEDKA_REDUCED_MOTION")
    if chosen:
        return chosen != "0"
    if sys.platform == "win32":
        return _windows()
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return any(
        _says_off(home / name)
        for name in ("kdeglobals", "gtk-4.0/settings.ini", "gtk-3.0/settings.ini")
    )


def _says_off(file: Path) -> bool:
    try:
        return _OFF.search(file.read_text(encoding="utf-8", errors="replace")) is not None
    except OSError:
        return False


def _windows() -> bool:
    import ctypes

    on = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009  only Windows has it
    user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(on), 0)
    return not on.value
