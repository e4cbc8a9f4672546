"""Identities and saved servers in the settings file."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

from core.identities import Identity, SavedServer, free_name
from core.settings import Settings

WORK = Identity("Work", "anna", ("anna_",), "annak", "Anna K", "anna", "s3cret")


def test_they_come_back_and_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put_identity(WORK)
    settings.saved = (SavedServer("Libera", "irc.libera.chat", 6697, True, "Work"),)
    settings.remember("10.0.0.5", 6667, "Room", now=1.0, identity="Work")
    assert settings.save()
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600
    again = Settings.load(tmp_path / "settings.json")
    assert again.problem is None
    assert again.identities == (WORK,)
    assert again.saved == settings.saved
    assert again.identity_at("10.0.0.5", 6667) == WORK
    assert again.identity_at("10.0.0.5", 6668) is None


def test_another_name_is_followed_and_a_removed_one_forgotten(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put_identity(WORK)
    settings.saved = (SavedServer("Libera", "irc.libera.chat", identity="Work"),)
    settings.remember("10.0.0.5", 6667, now=1.0, identity="Work")
    settings.put_identity(Identity("Job", "anna"), "Work")
    assert [each.name for each in settings.identities] == ["Job"]
    assert settings.recent[0].identity == settings.saved[0].identity == "Job"
    settings.remember("10.0.0.5", 6667, now=2.0)
    assert settings.recent[0].identity == "Job"
    settings.drop_identity("Job")
    assert settings.recent[0].identity == settings.saved[0].identity == ""


def test_nonsense_is_told_and_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"nick": "anna", "identities": [{"nick": 3}], "saved": [7]}))
    settings = Settings.load(path)
    assert settings.problem is not None
    assert "identities" in settings.problem.detail
    assert "saved" in settings.problem.detail
    assert settings.nick == "anna"
    assert settings.identities == ()


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("Work", ()) == "Work"
    assert free_name("work", (WORK, Identity("work 2", "x"))) == "work 3"
