"""The project itself: its shape, its files, and the script that starts it on a strange machine."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import core

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    "pyproject.toml", "README.md", "LICENSE", "build.spec", ".gitignore", ".ci", "core", "desktop",
    "tests", "resources",
}  # fmt: skip


def tracked_files() -> list[str]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_the_top_level_is_what_the_user_drew() -> None:
    assert {name.split("/")[0] for name in tracked_files()} <= TOP_LEVEL


def test_no_file_has_outgrown_its_room() -> None:
    long = {
        name: count
        for name in tracked_files()
        if name.startswith(("core/", "desktop/")) and name.endswith(".py")
        if (ROOT / name).exists()
        and (count := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long, f"asking to be two: {long}"


def test_nothing_names_a_package_registry() -> None:
    hosts = re.compile(r"pypi\.org/simple|pythonhosted\.org|registry\.npmjs|deb\.debian\.org")
    me = Path(__file__).name
    found = [
        name
        for name in tracked_files()
        if Path(name).suffix in {".py", ".md", ".toml", ".txt", ".spec", ".cfg", ""}
        and not name.endswith(me)
        and (ROOT / name).is_file()
        and hosts.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found


def test_the_version_is_the_package_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "core.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", core.__version__)


@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", ROOT / "resources" / "start.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_missing_library_is_named_by_its_debian_package(start: ModuleType) -> None:
    wanted = {"libc.so.6": "libc6", "libno-such-thing.so.9": "libno-such-thing9"}
    if not sys.platform.startswith("linux"):
        pytest.skip("Linux only")
    assert start.missing_libraries(wanted) == ["libno-such-thing9"]


def test_a_missing_program_is_named_by_its_debian_package(start: ModuleType) -> None:
    wanted = {"no-such-program": "no-such-package", Path(sys.executable).name: "python3"}
    os.environ["PATH"] += os.pathsep + str(Path(sys.executable).parent)
    assert start.missing_programs(wanted) == ["no-such-package"]


def test_without_root_the_command_to_type_is_printed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert start.install_packages(["libgl1", "libegl1"], "Besedka's window") is False
    assert "sudo apt install libegl1 libgl1" in capsys.readouterr().err


def test_an_old_python_is_refused_in_a_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or later is needed"):
        start.main()


def test_the_package_is_installed_only_when_its_description_changed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start.subprocess, "run", run)
    start.install("")
    start.install("")
    start.install("test")
    assert [command[-4] for command in ran] == [str(ROOT), f"{ROOT}[test]"]
