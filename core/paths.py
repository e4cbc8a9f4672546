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


PORTABLE_NAME = "besedka-data"


def program_dir() -> Path:
    """The folder in which the program lies: the package's executable, or the checkout."""
    if getattr(sys, "frozen", False):
        program = Path(os.environ.get("APPIMAGE") or sys.executable).resolve()
        if sys.platform == "darwin" and program.parent.parent.name == "Contents":
            return program.parents[3]  # beside Besedka.app, not in it
        return program.parent
    return Path(__file__).resolve().parent.parent


def portable_dir() -> Path | None:
    """The folder ``besedka-data`` beside the packaged program, where somebody made one.

    Then everything is kept in it: the program with its folder can be carried on a stick.
    """
    if not getattr(sys, "frozen", False):
        return None
    folder = program_dir() / PORTABLE_NAME
    return folder if folder.is_dir() else None


def make_portable() -> Path:
    """Keep everything beside the program from now on (``--portable``): in a folder
    ``besedka-data``, which is made where it is missing. Raises OSError where that is not allowed.
    """
    folder = program_dir() / PORTABLE_NAME
    folder.mkdir(exist_ok=True)
    os.environ["BESEDKA_CONFIG_DIR"] = str(folder)
    os.environ["BESEDKA_PORTABLE"] = "1"
    return folder


def config_dir() -> Path:
    """The person's settings. ``BESEDKA_CONFIG_DIR`` overrides (tests, portable use)."""
    if override := os.environ.get("BESEDKA_CONFIG_DIR"):
        return Path(override)
    if portable := portable_dir():
        return portable
    import platformdirs  # late: not needed before the first window

    return Path(platformdirs.user_config_dir("besedka", appauthor=False))


def data_dir() -> Path:
    """What the person's own server keeps: history, accounts, bans.

    Beside the settings where ``BESEDKA_CONFIG_DIR`` or a portable folder says where those are.
    """
    if override := os.environ.get("BESEDKA_CONFIG_DIR"):
        return Path(override) / "server"
    if portable := portable_dir():
        return portable / "server"
    import platformdirs

    return Path(platformdirs.user_data_dir("besedka", appauthor=False)) / "server"


def client_dir() -> Path:
    """What client windows keep of their conversations: beside what the server keeps."""
    return data_dir().parent / "client"
