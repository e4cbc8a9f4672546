"""The table of choices: what it takes, what it refuses, what it keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.preferences import PREFERENCES, Preferences, Value, preference
from core.settings import Settings


def test_each_default_is_what_its_preference_takes() -> None:
    for each in PREFERENCES:
        assert each.check(each.default) == each.default
    assert len({each.key for each in PREFERENCES}) == len(PREFERENCES)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("view.font_size", 18, 18),
        ("view.font_size", 5000, 28),
        ("view.font_size", 11.6, 12),
        ("view.layout", "compact", "compact"),
        ("notify.sound", False, False),
        ("notify.words", ["урок", "отчёт"], ("урок", "отчёт")),
    ],
)
def test_taken(key: str, value: object, kept: Value) -> None:
    chosen = Preferences()
    assert chosen.set(key, value)
    assert chosen[key] == kept
    assert not chosen.set(key, value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("view.font_size", "big"),
        ("view.font_size", True),
        ("view.font_size", float("nan")),
        ("view.layout", "round"),
        ("view.layout", 3),
        ("notify.sound", 1),
        ("notify.words", "урок"),
        ("notify.words", [1]),
        ("notify.quiet_from", "\ud83d"),
    ],
)
def test_refused(key: str, value: object) -> None:
    chosen = Preferences()
    with pytest.raises(ValueError, match=r"surrogates|cannot be"):
        chosen.set(key, value)
    assert chosen[key] == preference(key).default


def test_only_what_differs_is_kept(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.preferences.set("view.font_size", 18)
    settings.preferences.set("notify.sound", False)
    settings.preferences.set("notify.sound", True)
    settings.shortcuts["find"] = ("Ctrl+G",)
    assert settings.save()
    written = json.loads((tmp_path / "settings.json").read_text())
    assert written["preferences"] == {"view.font_size": 18}
    again = Settings.load(tmp_path / "settings.json")
    assert again.preferences.number("view.font_size") == 18
    assert again.shortcuts == {"find": ("Ctrl+G",)}


def test_a_wrong_value_is_told_and_the_rest_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"preferences": {"view.font_size": "x", "notify.sound": false, "new.key": 1}}')
    settings = Settings.load(path)
    assert settings.problem is not None
    assert "view.font_size" in settings.problem.detail
    assert settings.preferences.number("view.font_size") == 14
    assert not settings.preferences.flag("notify.sound")
