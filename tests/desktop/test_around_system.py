"""What the system is told, in its own files: start with the session, links to chats, one program
for all links."""

from __future__ import annotations

import json
import plistlib
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import autostart, irc_links, running
from tests.desktop.client_fixtures import delete_now

TIMEOUT = 30_000


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


# --- start with the session -------------------------------------------------------------------


def test_autostart_on_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not autostart.is_on()
    autostart.switch(True)
    assert autostart.is_on()
    text = (tmp_path / "xdg/autostart/besedka.desktop").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert "Type=Application" in lines
    assert any(line.startswith("Exec=") and sys.executable in line for line in lines)
    autostart.entry_file().write_text(text + "Hidden=true\n", encoding="utf-8")
    assert not autostart.is_on()  # switched off in the desktop's own settings
    autostart.switch(False)
    autostart.switch(False)
    assert not autostart.entry_file().exists()


def test_autostart_on_macos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    autostart.switch(True)
    agent = plistlib.loads((tmp_path / "Library/LaunchAgents/app.besedka.plist").read_bytes())
    assert agent["RunAtLoad"] is True
    assert agent["ProgramArguments"][0] == sys.executable
    assert autostart.is_on()
    autostart.switch(False)
    assert not autostart.is_on()


class FakeRegistry:
    """As much of winreg as is used, on a dictionary."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "user", 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {autostart._RUN: {}}

    class Key:
        def __init__(self, name: str) -> None:
            self.name = name

        def __enter__(self) -> FakeRegistry.Key:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    def OpenKey(self, _root: str, name: str, *_: object) -> Key:
        if name not in self.keys:
            raise FileNotFoundError(name)
        return self.Key(name)

    def CreateKey(self, _root: str, name: str) -> Key:
        self.keys.setdefault(name, {})
        return self.Key(name)

    def SetValueEx(self, key: Key, name: str, _zero: int, _kind: int, value: str) -> None:
        self.keys[key.name][name] = value

    def QueryValueEx(self, key: Key, name: str) -> tuple[str, int]:
        if name not in self.keys[key.name]:
            raise FileNotFoundError(name)
        return self.keys[key.name][name], 1

    def DeleteValue(self, key: Key, name: str) -> None:
        if name not in self.keys[key.name]:
            raise FileNotFoundError(name)
        del self.keys[key.name][name]

    def DeleteKey(self, _root: str, name: str) -> None:
        if name not in self.keys:
            raise FileNotFoundError(name)
        del self.keys[name]


def test_autostart_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = FakeRegistry()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(autostart, "_registry", lambda: registry)
    assert not autostart.is_on()
    autostart.switch(True)
    assert sys.executable in registry.keys[autostart._RUN]["Besedka"]
    assert autostart.is_on()
    autostart.switch(False)
    autostart.switch(False)
    assert not autostart.is_on()


# --- links ------------------------------------------------------------------------------------


def test_links_on_linux_keep_what_others_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    file = irc_links.associations_file()
    file.parent.mkdir(parents=True)
    file.write_text(
        "[Added Associations]\ntext/plain=vim.desktop;\n\n[Default Applications]\n"
        "x-scheme-handler/irc=hexchat.desktop\ntext/html=browser.desktop\n",
        encoding="utf-8",
    )
    assert not irc_links.is_on()
    irc_links.switch(True)
    assert irc_links.is_on()
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines.count("x-scheme-handler/irc=besedka.desktop;") == 1
    assert "x-scheme-handler/ircs=besedka.desktop;" in lines
    assert "x-scheme-handler/irc=hexchat.desktop" not in lines
    assert {"text/plain=vim.desktop;", "text/html=browser.desktop"} <= set(lines)
    entry = (tmp_path / "data/applications/besedka.desktop").read_text(encoding="utf-8")
    assert "x-scheme-handler/irc;" in entry
    assert " --link %u\n" in entry  # so that it asks, whoever made the link
    irc_links.switch(True)
    assert file.read_text(encoding="utf-8").count("besedka.desktop") == 2
    irc_links.switch(False)
    assert not irc_links.is_on()
    assert "besedka" not in file.read_text(encoding="utf-8")
    assert "browser.desktop" in file.read_text(encoding="utf-8")


def test_links_on_linux_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    irc_links.switch(False)
    assert not irc_links.associations_file().exists()
    irc_links.switch(True)
    assert irc_links.associations_file().read_text(encoding="utf-8").splitlines()[0] == (
        "[Default Applications]"
    )


def test_links_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = FakeRegistry()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(irc_links, "_registry", lambda: registry)
    monkeypatch.setattr(irc_links, "program_words", lambda: [r"C:\My Apps\besedka.exe"])
    assert not irc_links.is_on()
    irc_links.switch(True)
    key = registry.keys[r"Software\Classes\ircs\shell\open\command"]
    assert key[""] == r'"C:\My Apps\besedka.exe" --link "%1"'
    assert registry.keys[r"Software\Classes\irc"]["URL Protocol"] == ""
    assert irc_links.is_on()
    irc_links.switch(False)
    assert not irc_links.is_on()
    assert not [name for name in registry.keys if "irc" in name]


# --- one program for all links ----------------------------------------------------------------


@pytest.fixture
def heard(qapp: QApplication) -> Iterator[list[list[str]]]:
    found: list[list[str]] = []
    listener = running.Listener(found.append)
    assert listener.listening
    yield found
    listener.close()
    delete_now(listener)
    assert not running._file().exists()


class Sender:
    """Another start of the program, in a thread of its own."""

    def __init__(self, words: list[str]) -> None:
        self.taken: list[bool] = []
        self._thread = threading.Thread(target=lambda: self.taken.append(running.hand_over(words)))
        self._thread.start()

    def wait(self, qtbot: QtBot) -> bool:
        qtbot.waitUntil(lambda: bool(self.taken), timeout=TIMEOUT)
        self._thread.join()
        return self.taken[0]


def test_a_second_start_hands_its_link_over(heard: list[list[str]], qtbot: QtBot) -> None:
    assert Sender(["irc://lab.local/#урок"]).wait(qtbot)
    qtbot.waitUntil(lambda: heard == [["irc://lab.local/#урок"]], timeout=TIMEOUT)
    if sys.platform != "win32":
        assert stat.S_IMODE(running._file().stat().st_mode) == 0o600


def test_who_does_not_know_the_secret_is_not_heard(heard: list[list[str]], qtbot: QtBot) -> None:
    file = running._file()
    told = json.loads(file.read_text(encoding="utf-8"))
    for line in (
        json.dumps({"secret": "guess", "words": ["irc://evil.example"]}).encode(),
        json.dumps({"words": ["irc://evil.example"]}).encode(),
        b"GET / HTTP/1.1",
        b"\xff\xfe",
        b"[" * 5000,
        b"x" * 20_000,
    ):
        with socket.create_connection(("127.0.0.1", told["port"]), 30) as peer:
            peer.sendall(line + b"\n")
            peer.setblocking(False)
            qtbot.waitUntil(partial(ended, peer), timeout=TIMEOUT)
    assert heard == []
    assert Sender(["irc://good.example"]).wait(qtbot)
    qtbot.waitUntil(lambda: heard == [["irc://good.example"]], timeout=TIMEOUT)


def ended(peer: socket.socket) -> bool:
    try:
        answer = peer.recv(16)
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    assert answer == b""
    return True


def test_nobody_listens(tmp_path: Path) -> None:
    assert not running.hand_over(["irc://lab.local"])
    file = running._file()
    file.parent.mkdir(parents=True, exist_ok=True)
    for text in ("", "[]", '{"port": "x"}', '{"port": 1, "secret": "s"}', "{" * 3000):
        file.write_text(text, encoding="utf-8")
        assert not running.hand_over(["irc://lab.local"])
