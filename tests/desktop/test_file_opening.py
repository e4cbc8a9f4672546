"""What was saved is opened, or shown in its folder; what might run is never opened."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.client import file_opening
from desktop.client.saved_card import SavedCard
from desktop.context import AppContext
from tests.desktop.accessible import named
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    keeping_server,
    open_client,
)
from tests.desktop.keyboard import Person
from tests.desktop.test_client_files import is_ready, last_url
from tests.desktop.test_program import environment

__all__ = ["context", "keeping_server", "open_client"]

ROOT = Path(__file__).resolve().parents[2]


class System:
    """What the system is asked to open, and what it can."""

    def __init__(self, folder: Path) -> None:
        self.opened: list[Path] = []
        self.marked: list[Path] = []
        self.works = True
        self.file_manager = True
        self._cache = folder / "applications" / "mimeinfo.cache"
        self._cache.parent.mkdir(parents=True)
        self.knows("text/plain=editor.desktop;", "inode/directory=files.desktop;")

    def knows(self, *lines: str) -> None:
        self._cache.write_text("\n".join(["[MIME Cache]", *lines]), encoding="utf-8")

    def open(self, url: QUrl) -> bool:
        assert url.isLocalFile()
        self.opened.append(Path(url.toLocalFile()))
        return self.works

    def mark(self, path: Path, _parent: object, _cannot: Callable[[], None]) -> bool:
        if self.file_manager:
            self.marked.append(path)
        return self.file_manager


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    made = System(tmp_path / "data")
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    for name in ("XDG_CONFIG_HOME", "XDG_CONFIG_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "nothing"))
    monkeypatch.setattr(QDesktopServices, "openUrl", made.open)
    monkeypatch.setattr(file_opening, "_ask_file_manager", made.mark)
    return made


class Saver:
    """Anna has saved a file that boris gave."""

    def __init__(self, anna: Client, boris: Client, folder: Path, qtbot: QtBot) -> None:
        self.anna, self.boris, self.folder = anna, boris, folder
        self.person = Person(qtbot)

    def save(self, name: str, content: bytes, patch: pytest.MonkeyPatch) -> SavedCard:
        given = self.folder / "given" / name
        given.parent.mkdir(exist_ok=True)
        given.write_bytes(content)
        before = last_url(self.anna)
        assert self.boris.window.files.send_file(given)
        self.anna.until(lambda: last_url(self.anna) != before)
        path = self.folder / "saved" / name
        path.parent.mkdir(exist_ok=True)
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        assert self.anna.window.fetching.save(last_url(self.anna))
        self.anna.until(lambda: any(card.path == path for card in self.cards()))
        return next(card for card in self.cards() if card.path == path)

    def cards(self) -> list[SavedCard]:
        found = self.anna.page.transfers.findChildren(SavedCard)
        return [card for card in found if card.isVisible()]


@pytest.fixture
def saver(keeping_server: Server, open_client: OpenClient, tmp_path: Path, qtbot: QtBot) -> Saver:
    boris = open_client(keeping_server.port, "boris")
    anna = open_client(keeping_server.port, "anna")
    for each in (anna, boris):
        each.until(partial(is_ready, each))
    made = Saver(anna, boris, tmp_path, qtbot)
    made.person.go_to(anna.window)
    anna.page.composer.focus_input()
    return made


@pytest.mark.feature("A saved file opened, or shown in its folder")
def test_by_keyboard_a_saved_file_is_opened_and_shown(
    saver: Saver, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = saver.save("notes.txt", b"hello", monkeypatch)
    assert saver.anna.sees("Saved as")
    assert "saved" in card.state.text()
    person = saver.person
    person.push("Open", back=True)
    assert system.opened == [card.path]
    person.push("Show in folder")
    assert system.marked == [card.path]
    assert card.fault == ""
    person.push("Take this away")
    person.until(lambda: not saver.cards())
    assert saver.anna.page.transfers.isHidden()
    assert named(person.focus).startswith("Message")  # where one writes


def test_what_might_run_is_only_shown_in_its_folder(
    saver: Saver, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = saver.save("setup.exe", b"hello", monkeypatch)
    assert card.open_button.isHidden()
    assert "may be a program" in card.state.text()
    card.folder_button.click()
    assert system.marked == [card.path]
    # It was harmless when it came, and is another file now.
    card = saver.save("notes.txt", b"hello", monkeypatch)
    card.path.write_bytes(b"#!/bin/sh\n")
    card.open_button.click()
    assert system.opened == []
    assert "may be a program" in card.fault


def test_what_cannot_be_opened_is_said(
    saver: Saver, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = saver.save("notes.txt", b"hello", monkeypatch)
    system.works = False
    card.open_button.click()
    assert "No program here opens such files" in card.fault
    assert str(card.path) in card.state.text()
    system.works = True
    card.open_button.click()
    assert card.fault == ""
    system.knows("text/plain=;", "image/png=viewer.desktop;")
    system.opened.clear()
    card.open_button.click()
    assert system.opened == []
    assert "No program here opens such files" in card.fault
    # No file manager answers; nobody shows folders either.
    system.file_manager = False
    card.folder_button.click()
    assert "No program here shows folders" in card.fault
    system.knows("inode/directory=files.desktop;")
    card.folder_button.click()
    assert system.opened == [card.path.parent]
    assert card.fault == ""
    # The file has gone, then its folder.
    card.path.unlink()
    card.open_button.click()
    assert "no longer there: notes.txt" in card.fault
    card.folder_button.click()
    assert "no longer there: notes.txt" in card.fault
    assert system.opened == [card.path.parent] * 2
    card.path.parent.rmdir()
    card.folder_button.click()
    assert "Its folder is no longer there" in card.fault


def test_cards_of_saved_files_do_not_pile_up(
    saver: Saver, system: System, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        saver.save(f"{number}.txt", b"hello", monkeypatch)
    assert [card.path.name for card in saver.cards()] == ["1.txt", "2.txt", "3.txt"]
    card = saver.cards()[0]
    saver.anna.window.resize(1000, 700)
    saver.anna.until(lambda: card.open_button.text() == "Open")
    saver.anna.window.resize(480, 700)
    saver.anna.until(lambda: not card.open_button.text())
    assert named(card.open_button) == "Open"
    context.set_language("ru")
    saver.anna.until(lambda: named(card.open_button) == "Открыть")
    assert "Сохранено" in card.state.text()


@pytest.mark.parametrize(
    "name",
    ["a.exe", "A.EXE", "a.exe.", "a.exe . ", "photo.jpg.scr", "a.desktop", "a.sh", "a.docm",
     "a.lnk", "a.py", "a.AppImage", "gpj\u202e.exe"],
)  # fmt: skip
def test_names_of_programs(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"hello")
    assert file_opening.may_run(path)


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90", b"\x7fELF\2", b"#!/bin/sh\n", b"\xcf\xfa\xed\xfe",
     b"# hello\n[Desktop Entry]\nExec=x\n"],
)  # fmt: skip
def test_programs_under_other_names(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert file_opening.may_run(path)


@pytest.mark.parametrize("name", ["notes.txt", "scheme.png", "отчёт.pdf", "a.exe.txt", "readme"])
def test_harmless_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"hello, see [Desktop Entry] there")
    assert not file_opening.may_run(path)
    assert file_opening.may_run(tmp_path / "gone" / name)


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import ClassInfo, QCoreApplication, QTimer, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QDesktopServices
from desktop.client import file_opening

app = QCoreApplication([])
path = Path(sys.argv[1])
QDesktopServices.openUrl = lambda url: print("folder", url.toLocalFile(), flush=True) or True
file_opening._is_opened_here = lambda kinds: True


@ClassInfo({"D-Bus Interface": file_opening._SERVICE})
class FileManager(QObject):
    @Slot("QStringList", str)
    def ShowItems(self, uris, _startup):
        print("marked", *uris, flush=True)
        QTimer.singleShot(0, app.quit)


def nobody(words):
    raise AssertionError(words())


def opened(url):
    print("folder", url.toLocalFile(), flush=True)
    QTimer.singleShot(0, answered)
    return True


def answered():
    assert other.registerService(file_opening._SERVICE)
    file_opening.show_in_folder(path, app, nobody)


QDesktopServices.openUrl = opened
other = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "files")
manager = FileManager()
assert other.registerObject(
    file_opening._PATH, manager, QDBusConnection.RegisterOption.ExportAllSlots
)
QTimer.singleShot(60_000, lambda: app.exit(3))
file_opening.show_in_folder(path, app, nobody)  # nobody is there yet
sys.exit(app.exec())
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dbus-run-session") is None,
    reason="no D-Bus here",
)
def test_the_file_manager_marks_the_file(tmp_path: Path) -> None:
    """Asked over a session bus of the test's own; where none answers, the folder is opened."""
    script, path = tmp_path / "script.py", tmp_path / "a b.txt"
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    path.write_bytes(b"hello")
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(script), str(path)],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
    uri = path.as_uri()
    assert done.stdout.splitlines() == [f"folder {tmp_path}", f"marked {uri}"]


def test_a_card_is_gone_before_the_file_manager_answers(system: System, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"hello")
    card = SavedCard(path)
    card.folder_button.click()
    delete_now(card)
    assert system.marked == [path]
