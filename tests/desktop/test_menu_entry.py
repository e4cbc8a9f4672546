"""The desktop file: valid, and pointing to this very program."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.paths import resources_dir
from desktop.__main__ import main
from desktop.menu_entry import add_to_menu, remove_from_menu


def test_added_to_the_menu_and_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "with space"))
    entry = add_to_menu()
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read(entry, encoding="utf-8")
    assert parsed["Desktop Entry"]["Exec"] == f'"{sys.executable}" "-m" "desktop" --link %u'
    assert parsed["Desktop Entry"]["Path"] == str(resources_dir().parent)
    assert parsed["Desktop Action server"]["Exec"].endswith('"desktop" server')
    assert parsed["Desktop Entry"]["Name[ru]"] == "Беседка"
    icon = tmp_path / "with space" / "icons/hicolor/scalable/apps/besedka.svg"
    assert icon.read_text(encoding="utf-8").lstrip().startswith("<")
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)
    assert remove_from_menu() is True
    assert not entry.exists() and not icon.exists()
    assert remove_from_menu() is False


def test_the_packaged_program_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", '/opt/be "quoted"/besedka')
    text = add_to_menu().read_text(encoding="utf-8")
    assert 'Exec="/opt/be \\"quoted\\"/besedka" --link %u\n' in text
    assert "\nPath=" not in text


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["--add-to-menu"]) == 0
    assert str(tmp_path / "applications/besedka.desktop") in capsys.readouterr().out
    assert main(["--remove-from-menu"]) == 0
    assert not (tmp_path / "applications/besedka.desktop").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    assert main(["--add-to-menu"]) == 1
    assert capsys.readouterr().err.startswith("besedka: ")
