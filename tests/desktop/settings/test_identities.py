"""Identities: made in the settings, chosen where one joins, remembered for the server; HexChat's
servers taken over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.identities import Identity, SavedServer
from core.threads.client_link import ClientOptions
from desktop.client.client_options import options_for
from desktop.context import AppContext
from desktop.launcher.launcher_window import LauncherWindow
from desktop.launcher.saved import SavedDialog
from desktop.settings.identity_rows import IdentityDialog
from desktop.settings.import_row import ImportRow
from desktop.settings.rows import Row
from desktop.settings.settings_window import SettingsWindow
from tests.core.test_hexchat_import import HEXCHAT
from tests.desktop.client_fixtures import delete_now

TIMEOUT = 30_000
WORK = Identity("Work", "anna_k", ("anna__",), "annak", "Anna K", "anna", "s3cret")


@pytest.fixture(autouse=True)
def no_real_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[AppContext]:
    made = AppContext.for_tests(tmp_path)
    made.set_theme("light")
    made.settings.nick = "anna"
    yield made
    made.save()
    delete_now(made)


@pytest.fixture
def window(context: AppContext) -> Iterator[SettingsWindow]:
    made = SettingsWindow(context)
    made.open_named("identities")
    made.show()
    yield made
    made.close()
    delete_now(made)


def dialog_of(window: QWidget, qtbot: QtBot) -> IdentityDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(IdentityDialog)), timeout=TIMEOUT)
    return window.findChildren(IdentityDialog)[-1]


def fill(dialog: IdentityDialog, **texts: str) -> None:
    for name, text in texts.items():
        dialog.fields[name].set_text(text)


def titles(window: SettingsWindow) -> list[str]:
    return [row.title.text() for row in window.findChildren(Row) if row.isVisible()]


def test_one_is_made_changed_and_removed(
    window: SettingsWindow, context: AppContext, qtbot: QtBot
) -> None:
    add = window.findChild(QWidget, "identity:add")
    assert isinstance(add, QWidget)
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, qtbot)
    fill(dialog, name="Work", nick="anna_k", alternatives="anna__, anna___", account="anna")
    fill(dialog, password="s3cret", real_name="Anna  K")
    assert dialog.fields["password"].edit.echoMode() == QLineEdit.EchoMode.Password
    assert "readable" in dialog._safety.text()
    dialog.yes.click()
    assert context.settings.identities == (
        Identity("Work", "anna_k", ("anna__", "anna___"), "", "Anna K", "anna", "s3cret"),
    )
    assert "Work" in titles(window)
    edit = window.findChild(QWidget, "identity:Work")
    assert isinstance(edit, QWidget)
    change = next(b for b in edit.findChildren(QWidget) if b.accessibleName() == "Change Work")
    QTest.mouseClick(change, Qt.MouseButton.LeftButton)
    changing = next(d for d in window.findChildren(IdentityDialog) if d is not dialog)
    fill(changing, name="Job")
    changing.yes.click()
    assert [each.name for each in context.settings.identities] == ["Job"]
    context.settings.drop_identity("Job")


@pytest.mark.parametrize(
    ("texts", "field", "words"),
    [
        ({"name": ""}, "name", "Give it a name"),
        ({"name": "home"}, "name", "Another identity"),
        ({"nick": "1 2"}, "nick", ""),
        ({"alternatives": "ok, #no"}, "alternatives", "#no"),
        ({"password": "x"}, "account", "Whose password"),
    ],
)
def test_what_is_wrong_is_said(
    texts: dict[str, str], field: str, words: str, qtbot: QtBot, context: AppContext
) -> None:
    dialog = IdentityDialog(None, {"Home"})
    qtbot.addWidget(dialog)
    fill(dialog, name="Work", nick="anna")
    fill(dialog, **texts)
    dialog.show()
    dialog.yes.click()
    assert dialog.isVisible()
    assert dialog.fields[field].error
    assert words in dialog.fields[field].error


@pytest.mark.feature("Several identities")
def test_it_is_chosen_where_one_joins_and_remembered(context: AppContext, qtbot: QtBot) -> None:
    context.settings.put_identity(WORK)
    launcher = LauncherWindow(context)
    qtbot.addWidget(launcher)
    launcher.show()
    wanted: list[tuple[object, str]] = []
    context.client_wanted.connect(lambda target, nick: wanted.append((target, nick)))
    launcher.ask_address()
    panel = launcher.side.panel
    assert panel.who is not None
    assert panel.who.accessibleName() == "Who you are there"
    panel.field.set_text("10.0.0.5:6667")
    panel.who.setCurrentIndex(panel.who.findData("Work"))
    panel.join_button.click()
    address, nick = wanted.pop()
    assert nick == "anna_k"
    assert str(address) == "10.0.0.5:6667"
    context.remember_server("10.0.0.5", 6667, "Room")  # it let us in
    launcher.recent.cards[0].join.emit()
    options, _nick = wanted.pop()
    assert isinstance(options, ClientOptions)
    session = options.session
    assert (session.nick, session.nick_alternatives) == ("anna_k", ("anna__",))
    assert (session.username, session.realname) == ("annak", "Anna K")
    assert (session.account, session.account_password) == ("anna", "s3cret")
    launcher.ask_address()
    panel.field.edit.setFocus()
    QTest.keyClicks(panel.field.edit, "10.0.0.5:6667")
    assert panel.who.currentData() == "Work"
    panel.who.setCurrentIndex(0)
    panel.join_button.click()
    _address, nick = wanted.pop()
    assert nick == "anna"
    launcher.close()


def test_without_identities_nothing_is_asked(context: AppContext, qtbot: QtBot) -> None:
    launcher = LauncherWindow(context)
    qtbot.addWidget(launcher)
    launcher.ask_address()
    assert launcher.side.panel.who is None
    assert launcher.side.saved_button is None
    from core.net.addresses import ServerAddress

    options = options_for(context, ServerAddress("10.0.0.5", 6667, "#lab", "key"))
    assert options.session.nick == "anna"
    assert options.session.channels == (("#lab", "key"),)
    launcher.close()


# --- HexChat's servers ------------------------------------------------------------------------


def test_the_list_of_hexchat_is_found_and_taken_over(
    tmp_path: Path, context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    file = tmp_path / "xdg" / "hexchat" / "servlist.conf"
    file.parent.mkdir(parents=True)
    file.write_text(HEXCHAT, encoding="utf-8")
    row = ImportRow(context)
    qtbot.addWidget(row)
    assert row.button.text() == "Take over"
    row.button.click()
    assert "4" in row.help.text()
    assert [server.name for server in context.settings.saved] == [
        "Libera.Chat",
        "Школа",
        "Old",
        "Door",
    ]
    assert [each.name for each in context.settings.identities] == ["Libera.Chat", "Door"]
    row.button.click()
    assert "already" in row.help.text()
    assert len(context.settings.saved) == 4


def test_a_file_of_no_use_is_said(tmp_path: Path, context: AppContext, qtbot: QtBot) -> None:
    row = ImportRow(context)
    qtbot.addWidget(row)
    assert row.button.text() == "Choose the file…"
    (tmp_path / "x.conf").write_text("hello")
    row.read(tmp_path / "x.conf")
    assert "no server" in row.help.text()
    row.read(tmp_path / "absent")
    assert "could not be read" in row.help.text()


@pytest.fixture
def saved(context: AppContext) -> AppContext:
    context.settings.put_identity(WORK)
    context.settings.saved = (
        SavedServer("Libera", "irc.libera.chat", 6697, True),
        SavedServer("Школа", "192.168.1.20", identity="Work", channels=(("#класс", "ключ"),)),
        SavedServer("Home", "10.0.0.7", 7000, password="door"),
    )
    return context


def test_a_saved_server_is_found_and_joined_by_keyboard(saved: AppContext, qtbot: QtBot) -> None:
    launcher = LauncherWindow(saved)
    qtbot.addWidget(launcher)
    launcher.show()
    wanted: list[object] = []
    saved.client_wanted.connect(lambda target, _nick: wanted.append(target))
    assert launcher.side.saved_button is not None
    launcher.side.saved_button.click()
    dialog = launcher.findChild(SavedDialog)
    assert isinstance(dialog, SavedDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=TIMEOUT)
    dialog.search.setText("класс")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (options,) = wanted
    assert isinstance(options, ClientOptions)
    assert (options.host, options.port) == ("192.168.1.20", 6667)
    assert options.session.nick == "anna_k"
    assert options.session.channels == (("#класс", "ключ"),)
    launcher.close()


def test_the_arrows_go_through_the_list_and_delete_removes(saved: AppContext, qtbot: QtBot) -> None:
    dialog = SavedDialog(saved)
    qtbot.addWidget(dialog)
    joined: list[SavedServer] = []
    dialog.join.connect(joined.append)
    dialog.show()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert [(server.name, server.tls) for server in joined] == [("Libera", True)]
    dialog.show()
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert [server.name for server in joined] == ["Libera", "Home"]
    dialog.show()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert [server.name for server in saved.settings.saved] == ["Libera", "Школа"]
    dialog.search.setText("nowhere")
    assert not dialog.yes.isEnabled()
    QApplication.processEvents()
