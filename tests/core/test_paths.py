from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core import paths


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BESEDKA_CONFIG_DIR", "APPIMAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "besedka.exe"))


def test_the_data_have_a_place_of_their_own(tmp_path: Path) -> None:
    assert paths.data_dir().name == "server"
    assert paths.data_dir() != paths.config_dir()


def test_the_environment_names_another_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", str(tmp_path / "d"))
    assert paths.data_dir() == tmp_path / "d" / "server"


def test_a_folder_beside_the_program_keeps_everything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "besedka-data"
    folder.mkdir()
    assert paths.portable_dir() is None  # from a checkout nothing is portable
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.config_dir() == folder
    assert paths.data_dir() == folder / "server"
    folder.rmdir()
    assert paths.portable_dir() is None


def test_portable_makes_the_folder_beside_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("BESEDKA_PORTABLE", "")
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", "")  # what is set below goes with the test
    assert paths.make_portable() == tmp_path / "besedka-data"
    assert paths.config_dir() == tmp_path / "besedka-data"
    assert paths.make_portable() == tmp_path / "besedka-data"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "absent" / "besedka.exe"))
    with pytest.raises(OSError, match="absent"):
        paths.make_portable()


def test_on_macos_it_is_beside_the_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    inside = tmp_path / "Besedka.app" / "Contents" / "MacOS" / "besedka"
    monkeypatch.setattr(sys, "executable", str(inside))
    assert paths.program_dir() == tmp_path


def test_an_appimage_is_where_its_file_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "besedka-data"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("APPIMAGE", str(tmp_path / "stick" / "Besedka.AppImage"))
    assert paths.data_dir() == folder / "server"
