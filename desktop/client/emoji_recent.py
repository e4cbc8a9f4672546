"""The emoji that the person used last, kept in a file of their own beside the settings."""

from __future__ import annotations

from pathlib import Path

from core.paths import config_dir
from desktop.client.emoji_data import FIRST, MAX_RECENT, with_recent

_read: dict[Path, tuple[str, ...]] = {}
_MOST_BYTES = 4096


def _file() -> Path:
    return config_dir() / "recent-emoji.txt"


def recent() -> tuple[str, ...]:
    """What was used, the latest first; some that many use before anything was."""
    path = _file()
    if path not in _read:
        try:
            words = path.read_bytes()[:_MOST_BYTES].decode("utf-8", "ignore").split()
        except OSError:
            words = []
        _read[path] = tuple(words[:MAX_RECENT])
    return _read[path] or FIRST


def use(text: str) -> None:
    """``text`` was used now. A disk that takes no file costs the memory of it, and nothing else."""
    path = _file()
    before = recent()
    _read[path] = with_recent(() if before is FIRST else before, text)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text("\n".join(_read[path]), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        pass
