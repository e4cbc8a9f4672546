"""Which chat windows were open, in the settings file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.open_windows import OpenServer, OpenWindow, window_from_json
from core.settings import Settings
from core.settings_values import InvalidError


def test_windows_are_kept(tmp_path: Path) -> None:
    windows = (
        OpenWindow(
            (
                OpenServer("irc.example", 6697, "anna", (("#lab", ""), ("#тайна", "ключ")), True),
                OpenServer("::1", 6667, ""),
            ),
            1,
            b"\x00\xff where",
        ),
        OpenWindow((OpenServer("10.0.0.5", 7000, "boris"),)),
    )
    settings = Settings(tmp_path / "settings.json")
    settings.open = windows
    assert settings.save()
    assert Settings.load(settings.path).open == windows


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"servers": []},
        {"servers": "irc.example"},
        {"servers": [{"host": "", "port": 6667}]},
        {"servers": [{"host": "a", "port": 0}]},
        {"servers": [{"host": "a", "port": 6667, "channels": "#lab"}]},
        {"servers": [{"host": "a", "port": 6667}], "shown": -1},
    ],
)
def test_what_makes_no_sense_is_refused(value: Any) -> None:
    with pytest.raises(InvalidError):
        window_from_json(value)


def test_what_is_too_much_is_cut() -> None:
    servers = [{"host": "a", "port": 6667, "channels": [["#a"], [], [""]]}] * 100
    window = window_from_json({"servers": servers, "shown": 99, "geometry": "%"})
    assert len(window.servers) == 32 and window.shown == 31 and window.geometry == b""
    assert window.servers[0].channels == (("#a", ""),)
