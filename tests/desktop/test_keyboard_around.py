"""Around the chat without a mouse: the connection, questions, what waits, and the settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.known_servers import KnownCertificate
from core.threads.client_link import ClientOptions
from core.threads.file_transfers import FileTransfers
from desktop.client.client_shell import ClientShell
from desktop.client.composer_spelling import Spelling, spell_in
from desktop.client.link import Phase
from desktop.client.security_dialogs import DistrustDialog, SecurityDialog
from desktop.client.transfer_card import TransferCard
from desktop.context import AppContext
from desktop.launcher.launcher_window import LauncherWindow
from desktop.launcher.saved import SavedDialog
from desktop.settings.identity_rows import IdentityDialog
from desktop.settings.settings_window import SettingsWindow
from desktop.tray import Tray
from tests.core.test_hexchat_import import HEXCHAT
from tests.desktop.accessible import named
from tests.desktop.client_fixtures import (
    OpenClient,
    Server,
    context,
    delete_now,
    keeping_server,
    open_client,
)
from tests.desktop.keyboard import Person
from tests.desktop.keyboard_session import Session
from tests.desktop.shell_fixtures import options
from tests.desktop.test_history_gaps import (
    Talker,
    away,
    boris,
    filled,
    gap_of,
    keeping,
    numbered,
    small,
    talkers,
    texts,
)

__all__ = ["boris", "context", "keeping", "keeping_server", "open_client", "small", "talkers"]

# The platform without a screen says so of every menu.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def session(context: AppContext, qtbot: QtBot, keeping_server: Server) -> Iterator[Session]:
    """Anna, who writes in #lab."""
    shell = ClientShell(context, options(keeping_server.port, "anna", "#lab"))
    shell.resize(1000, 600)
    shell.show()
    made = Session(context, qtbot, keeping_server.port)
    made.person.until(lambda: made.client.members("#lab"))
    made.window(ClientShell)
    made.to_composer()
    yield made
    context.quitting = True
    shell.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(5.0)
    delete_now(shell)


def test_the_connection_is_lost_and_found(session: Session, keeping_server: Server) -> None:
    """What is written meanwhile waits; the banner's button is reached, and the keyboard is back."""
    person = session.person
    keeping_server.stop()
    person.until(lambda: session.client.window.conversations.link.phase is Phase.WAITING)
    person.type("written meanwhile")
    person.press("Return")
    keeping_server.start()
    person.push("Try now", back=True)
    person.until(session.client.online)
    person.until(lambda: session.row("written meanwhile"))
    assert session.pane_name() == "Message"


def test_giving_a_file_is_cancelled(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, client = session.person, session.client
    person.until(lambda: client.window.files.possible)
    file = tmp_path / "film.bin"
    file.write_bytes(bytes(1000))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    # It never ends by itself.
    monkeypatch.setattr(FileTransfers, "upload", lambda *_args: 7)
    person.press("Ctrl+O")
    person.until(lambda: client.page.transfers.findChildren(TransferCard))
    person.push("Cancel sending", back=True)
    person.until(lambda: not client.page.transfers.findChildren(TransferCard))
    assert session.pane_name() == "Message"


def test_a_gap_is_filled(
    small: None,
    boris: Talker,
    keeping: Server,
    open_client: OpenClient,
    context: AppContext,
    qtbot: QtBot,
) -> None:
    """Whoever goes on with the keys comes to what is missing, and Enter fetches it."""
    anna = away(open_client, context, keeping, boris, 100)
    person = Person(qtbot)
    person.go_to(anna.window)
    while named(person.focus) != "Messages":
        person.press("Ctrl+F6")
    view = anna.page.view
    for _ in range(200):
        if "…" not in texts(anna):
            break
        current, gap = view.current(), gap_of(anna)
        if current == gap:
            before = texts(anna)
            if not anna.window.gaps.is_loading("#lab"):
                person.press("Return")
            filled(anna, before)
        else:  # it may begin where one left off, or at the newest
            person.press("Down" if current is not None and current < gap else "Up")
    assert texts(anna) == numbered(0, 110)
    assert named(person.focus) == "Messages"


@pytest.fixture
def distrusted(context: AppContext, qtbot: QtBot, keeping_server: Server) -> Iterator[Session]:
    """Anna joins by TLS a server whose key is another one than she knows."""
    old = KnownCertificate("ab" * 32, since=1_750_000_000.0)
    context.known_servers.trust("127.0.0.1", keeping_server.port, old)
    wanted = replace(
        options(keeping_server.port, "anna", "#lab"), tls=True, known=context.known_servers
    )
    shell = ClientShell(context, wanted)
    shell.resize(1000, 600)
    shell.show()
    made = Session(context, qtbot, keeping_server.port)
    made.window(ClientShell)
    yield made
    context.quitting = True
    shell.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(5.0)
    delete_now(shell)


def test_another_key_is_asked_about(distrusted: Session) -> None:
    """Escape does not connect; the second time it is trusted; the lock tells of it."""
    session, person = distrusted, distrusted.person
    question = session.dialog(DistrustDialog)
    person.press("Escape")
    session.back_from(question)
    person.until(lambda: session.client.window.conversations.link.phase is Phase.ENDED)
    person.push("Try again")
    question = session.dialog(DistrustDialog)
    person.push("Trust the new one")
    session.back_from(question)
    person.until(lambda: session.client.members("#lab"))
    person.until(lambda: session.pane_name() == "Message")
    person.tab_to("Room 214")
    person.press("Space")
    person.choose("Encryption and key")
    details = session.dialog(SecurityDialog)
    person.tab_to("Fingerprint")
    person.push("Copy")
    assert "SHA-256" in QGuiApplication.clipboard().text()
    person.press("Escape")
    session.back_from(details)


class SmallDictionary:
    """Knows one word."""

    def check(self, word: str, /) -> bool:
        return word.casefold() == "hello"

    def suggest(self, word: str, /) -> list[str]:
        return ["hello"]

    def add(self, word: str, /) -> None:
        """Nobody does."""


def offered() -> list[str]:
    """The entries of the menu that is open."""
    menu = QApplication.activePopupWidget()
    return [action.text() for action in menu.actions()] if menu is not None else []


def test_a_misspelt_word_is_mended(session: Session) -> None:
    """The menu key at the word offers others; the keyboard stays where one writes."""
    person, composer = session.person, session.client.page.composer
    spelling = Spelling(lambda: {"en": SmallDictionary()}, composer)
    person.until(lambda: spelling.dictionaries)
    try:
        spell_in(composer.input, on=True, using=spelling)
        person.type("helo there")
        person.press("Home", "Menu")
        person.until(lambda: "hello" in offered())
        person.choose("hello")
        assert composer.text() == "hello there"
        assert session.pane_name() == "Message"
    finally:
        spelling.stop()


# --- the settings -------------------------------------------------------------------------------


@pytest.fixture
def settings(context: AppContext, qtbot: QtBot) -> Iterator[Person]:
    window = SettingsWindow(context)
    window.show()
    person = Person(qtbot)
    person.go_to(window)
    yield person
    window.close()
    delete_now(window)


def search(person: Person, words: str) -> None:
    person.tab_to("Find a setting", back=True)
    person.fill(words)
    person.press("Return")


def test_an_identity_is_made_and_chosen(
    settings: Person, context: AppContext, qtbot: QtBot
) -> None:
    person = settings
    search(person, "identity")
    person.push("New identity")
    person.until(lambda: isinstance(QApplication.activeWindow(), IdentityDialog))
    person.press("Escape")
    person.until(lambda: not isinstance(QApplication.activeWindow(), IdentityDialog))
    person.push("New identity")
    person.until(lambda: isinstance(QApplication.activeWindow(), IdentityDialog))
    person.type("Work")
    person.tab_to("Nickname")
    person.type("anna k")
    person.press("Return")
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, IdentityDialog)
    assert dialog.fields["nick"].edit.hasFocus()  # what is wrong
    person.fill("anna_k")
    person.press("Return")
    person.until(lambda: context.settings.identity("Work") is not None)
    person.push("Change Work")
    person.tab_to("Real name")
    person.type("Anna K")
    person.press("Return")
    person.until(lambda: context.settings.identities[0].real_name == "Anna K")
    # Chosen where one joins.
    launcher = LauncherWindow(context)
    launcher.show()
    person.go_to(launcher)
    wanted: list[object] = []
    context.client_wanted.connect(lambda _target, nick: wanted.append(nick))
    person.push("Join by address")
    person.tab_to("Server's address")
    person.type("192.0.2.7")
    person.tab_to("Your nickname above")
    person.press("Down")
    person.push("Join")
    assert len(wanted) == 1
    launcher.close()
    delete_now(launcher)


def test_keys_are_changed_and_taken_from_another(settings: Person, context: AppContext) -> None:
    person, shortcuts = settings, context.shortcuts
    search(person, "Change the topic")
    person.push("Change the topic")
    person.press("Ctrl+J")
    button = person.focus
    assert "Join a channel" in button.accessibleDescription()
    assert shortcuts.keys("topic") == ("F2",)
    person.press("Ctrl+J")  # all the same
    assert shortcuts.keys("topic") == ("Ctrl+J",)
    assert shortcuts.keys("join") == ()
    assert person.focus is button
    person.press("Space", "Escape")
    assert shortcuts.keys("topic") == ("Ctrl+J",)
    person.press("Space", "Backspace")
    assert shortcuts.keys("topic") == ()
    person.push("As usual: Change the topic")
    assert shortcuts.keys("topic") == ("F2",)


def test_servers_of_hexchat_are_taken_over(
    tmp_path: Path, context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then found among the saved ones, removed, and joined."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    file = tmp_path / "xdg" / "hexchat" / "servlist.conf"
    file.parent.mkdir(parents=True)
    file.write_text(HEXCHAT, encoding="utf-8")
    window = SettingsWindow(context)
    window.show()
    person = Person(qtbot)
    person.go_to(window)
    search(person, "HexChat")
    person.push("Take over")
    assert len(context.settings.saved) == 4
    window.close()
    delete_now(window)
    launcher = LauncherWindow(context)
    launcher.show()
    person.go_to(launcher)
    wanted: list[ClientOptions] = []
    context.client_wanted.connect(lambda target, _nick: wanted.append(target))
    person.push("Saved servers")
    person.until(lambda: isinstance(QApplication.activeWindow(), SavedDialog))
    person.type("old")
    person.push("Remove")
    assert [each.name for each in context.settings.saved] == ["Libera.Chat", "Школа", "Door"]
    person.press("Escape")
    person.until(lambda: not isinstance(QApplication.activeWindow(), SavedDialog))
    person.go_to(launcher)
    assert named(person.focus).startswith("Saved servers")
    person.press("Space")
    person.until(lambda: isinstance(QApplication.activeWindow(), SavedDialog))
    person.press("Down", "Down", "Return")
    person.until(lambda: wanted)
    assert wanted[0].host == "fe80::1"
    launcher.close()
    delete_now(launcher)


def test_the_menu_of_the_tray(context: AppContext, qtbot: QtBot) -> None:
    """The desktop opens it; in it the arrows go, and each entry acts."""
    tray = Tray(context)
    person, quits, launchers = Person(qtbot), [], []
    tray.quit_wanted.connect(lambda: quits.append(True))
    context.launcher_wanted.connect(lambda: launchers.append(True))
    for entry in ("Do not disturb", "Start window", "Quit Besedka"):
        tray.menu.popup(QPoint(10, 10))
        person.choose(entry)
    assert context.preferences.flag("notify.quiet")
    assert quits and launchers
    tray.close()
