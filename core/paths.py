"""Where things are: what we ship, and what belongs to the person."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources_dir() -> Path:
    """The folder of icons, fonts and translations: in the checkout, or in the packaged program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def config_dir() -> Path:
    """The person's settings. ``BESEDKA_CONFIG_DIR`` overrides (tests, portable use)."""
    if override := os.environ.get("BESEDKA_CONFIG_DIR"):
        return Path(override)
    import platformdirs  # late: not needed before the first window

    return Path(platformdirs.user_config_dir("besedka", appauthor=False))


def data_dir() -> Path:
    """What the person's own server keeps: history, accounts, bans.

    Beside the settings where ``BESEDKA_CONFIG_DIR`` says where those are.
    """
    if override := os.environ.get("BESEDKA_CONFIG_DIR"):
        return Path(override) / "server"
    import platformdirs

    return Path(platformdirs.user_data_dir("besedka", appauthor=False)) / "server"
