"""A whole session without a mouse: the launcher, an own server, and everything in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.client.another_server import AnotherServerDialog
from desktop.client.channel_settings import ChannelSettings
from desktop.client.client_shell import ClientShell
from desktop.client.picture_window import PictureWindow
from desktop.client.whois_card import WhoisCard
from desktop.context import AppContext
from desktop.launcher.launcher_window import LauncherWindow
from desktop.server.server_window import ServerWindow
from desktop.settings.settings_window import SettingsWindow
from desktop.windows import Windows
from tests import ports
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.keyboard_session import Session, shown

__all__ = ["context", "open_client", "server"]


@pytest.fixture
def session(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Session]:
    monkeypatch.setenv("BESEDKA_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr(Windows, "_load_emoji", lambda _windows: None)  # of the whole application
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    quits: list[bool] = []
    monkeypatch.setattr(app, "quit", lambda: quits.append(True))
    usual = app.quitOnLastWindowClosed()
    context.settings.server.port = ports.free_port()
    windows = Windows(app, context)
    windows.open_launcher()
    yield Session(context, qtbot, context.settings.server.port)
    windows.end()
    qtbot.waitUntil(lambda: bool(quits), timeout=30_000)
    app.setQuitOnLastWindowClosed(usual)
    delete_now(windows)


def start_server(session: Session) -> None:
    person = session.person
    session.window(LauncherWindow)
    person.tab_to("Your nickname")
    person.fill("anna")
    person.push("Start a server")
    window = session.window(ServerWindow)
    person.tab_to("Name")
    person.fill("Room 214")
    person.press("Return")
    person.until(lambda: session.context.server is not None)
    assert window.isVisible()


def join(session: Session) -> None:
    person = session.person
    session.window(LauncherWindow)
    person.push("Join your server")
    session.window(ClientShell)
    person.until(session.client.online)
    join_channel(session, "#other")
    join_channel(session, "#lab")


def join_channel(session: Session, name: str) -> None:
    person = session.person
    person.press("Ctrl+J")
    person.tab_to("Name of the channel")
    person.fill(name)
    person.press("Return")
    person.until(lambda: session.client.members(name))
    person.until(lambda: session.active == name)
    session.to_composer()


def write(session: Session) -> None:
    person = session.person
    session.say("the first line")
    session.say("a line to be changed")
    session.say("a line to be deleted")
    person.type("```python")
    person.press("Shift+Return")
    person.type("print(7)")
    person.press("Shift+Return")
    session.say("```")
    assert "print(7)" in session.last().text
    # Emoji by name, and out of the picker.
    person.type("hot :fire")
    person.press("Tab")
    session.say(" ok")
    assert session.last().text.startswith("hot 🔥"), session.last().text
    person.press("Ctrl+.")
    person.type("rocket")
    person.press("Return")
    session.to_composer()
    session.say(" up")
    assert "🚀" in session.last().text


def do_things_with_messages(session: Session, boris: Client) -> None:
    person = session.person
    boris.window.chat.connection.say("#lab", "a question")
    person.until(lambda: session.row("a question"))
    question = session.row("a question")
    assert question is not None
    session.choose_message("a question")
    person.press("R")
    session.say("an answer")
    assert session.last().reply_to == question.msgid
    session.choose_message("a question")
    person.press("=")
    person.type("fire")
    person.press("Return")
    person.until(lambda: session.now(question).reactions)
    assert session.now(question).reactions[0].text == "🔥"
    session.to_composer()
    changed = session.last()
    person.press("Up")
    person.fill("another answer")
    person.press("Return")
    person.until(lambda: session.now(changed).text == "another answer")
    session.choose_message("a line to be deleted")
    deleted = session.row("a line to be deleted")
    assert deleted is not None
    person.press("Delete")
    person.push("Delete")
    person.until(lambda: session.now(deleted).redacted)
    session.to_composer()


def get_about(session: Session) -> None:
    person = session.person
    person.press("Ctrl+K")
    person.type("other")
    person.press("Return")
    person.until(lambda: session.active == "#other")
    person.press("Alt+Left")
    assert session.active == "#lab"
    person.press("Alt+Right")
    assert session.active == "#other"
    person.press("Alt+Left")
    # In the conversation.
    person.press("Ctrl+F")
    person.type("the first")
    person.press("Return")
    person.until(lambda: session.current_text() == "the first line")
    person.press("Escape")
    # Over everything, from another conversation.
    person.press("Alt+Right")
    person.press("Ctrl+Shift+F")
    person.type("question")
    panel = session.client.window.finding.everywhere
    assert panel is not None
    person.until(lambda: panel.panel.results.hits)
    person.press("Escape", "Escape")
    person.until(panel.panel.isHidden)
    session.to_composer()
    person.press("Alt+Left")
    person.until(lambda: session.active == "#lab")


def look_at_people(session: Session, boris: Client) -> None:
    person = session.person
    session.pane("People in the channel")
    person.press("End")
    person.press("Menu")
    person.choose("Who is")
    card = session.dialog(WhoisCard)
    assert "boris" in card.windowTitle() + card.realname.text() + str(card.facts())
    person.press("Escape")
    session.back_from(card)
    person.press("F2")
    person.fill("by keyboard")
    person.press("Return")
    person.until(lambda: session.client.window.conversations["#lab"].topic == "by keyboard")


def save_a_picture(
    session: Session, boris: Client, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture is shown when it is asked for, then large, then saved."""
    person = session.person
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(0x2A7A56)
    boris.until(lambda: boris.window.chat.connection.features.files)
    assert boris.window.files.send_picture(image, "scheme", "look here")
    person.until(lambda: session.row("/files/"))
    row = session.row("/files/")
    assert row is not None
    url = row.text.rpartition("\n")[2]
    session.choose_message("/files/")
    pictures = session.client.window.pictures
    assert pictures.state(url).image is None
    person.press("Return")
    person.until(lambda: pictures.state(url).image is not None)
    person.press("Return")
    window = session.window(PictureWindow)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    person.push("Save")
    assert path.stat().st_size
    person.press("Escape")
    person.until(lambda: shown(PictureWindow) is None)
    session.back_from(window)
    session.to_composer()


def lead_the_channel(session: Session, boris: Client) -> None:
    """A setting of the channel; somebody is kept out, and let in again."""
    person = session.person
    person.press("F4")
    dialog = session.dialog(ChannelSettings)
    person.until(dialog.general.switches["m"].isEnabled)
    person.push("Only some may write")
    person.until(lambda: "m" in session.client.window.conversations["#lab"].modes)
    person.tab_to("General")
    person.press("Right")  # the part about people
    person.tab_to("People in the channel")
    person.press("End")
    person.push("Keep out")
    person.tab_to("People")
    person.press("Right")  # those who are kept out
    person.until(lambda: dialog.lists.list.rows_model.rows)
    person.tab_to("Who stands in the list")
    person.press("Home")
    person.push("Take away")
    person.until(lambda: not dialog.lists.list.rows_model.rows)
    person.press("Escape")
    session.back_from(dialog)


def arrange(session: Session) -> None:
    """Pinned, muted and moved, in the list of conversations."""
    person = session.person
    conversations = session.client.window.conversations
    session.pane("Conversations")
    person.press("Menu")
    person.choose("Pin")
    person.until(lambda: conversations["#lab"].pinned)
    person.press("Menu")
    person.choose("Mute")
    person.until(lambda: conversations["#lab"].muted)
    person.press("Menu")
    person.choose("Unpin")
    before = [each.name for each in conversations.order]
    person.press("Ctrl+Shift+Down" if before[-1] != "#lab" else "Ctrl+Shift+Up")
    person.until(lambda: [each.name for each in conversations.order] != before)
    session.to_composer()


def go_to_another_server(session: Session, other: Server) -> None:
    person = session.person
    shell = shown(ClientShell)
    assert shell is not None
    person.tab_to("Room 214")
    person.press("Space")
    person.choose("Another server")
    dialog = session.dialog(AnotherServerDialog)
    person.fill(f"127.0.0.1:{other.port}")
    person.press("Return")
    session.back_from(dialog)
    person.until(lambda: len(shell.pages) == 2)
    person.until(lambda: session.client.window is shell.pages[1] and session.client.online())
    person.press("Ctrl+1")
    person.until(lambda: session.client.window is shell.pages[0])


def change_settings(session: Session) -> None:
    person, preferences = session.person, session.context.preferences
    person.press("Ctrl+,")
    window = session.window(SettingsWindow)
    before = preferences.flag("write.typing")
    person.tab_to("Find a setting")
    person.type("that you are typing")
    person.press("Return")
    person.push("That you are typing")
    assert preferences.flag("write.typing") is not before
    # Other keys for the topic, and they work.
    person.tab_to("Find a setting", back=True)
    person.fill("Change the topic")
    person.press("Return")
    person.push("Change the topic")
    person.press("Ctrl+Alt+T")
    assert session.context.shortcuts.keys("topic") == ("Ctrl+Alt+T",)
    window.close()  # Alt+F4
    session.window(ClientShell)
    person.press("Ctrl+Alt+T")
    assert session.client.page.header.topic.editing
    person.press("Escape")
    session.to_composer()


def leave(session: Session, boris: Client) -> None:
    person = session.person
    boris.window.chat.connection.say("anna", "psst")
    person.until(lambda: session.client.window.conversations.unread)
    person.press("Shift+Escape")
    person.until(lambda: not session.client.window.conversations.unread)
    person.press("Ctrl+W")
    person.until(lambda: "#lab" not in session.client.window.conversations)


# The platform without a screen says so of every menu.
@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_whole_session(
    session: Session,
    server: Server,
    open_client: OpenClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start_server(session)
    join(session)
    boris = open_client(session.port, "boris", ("#lab",))
    boris.until(lambda: boris.members("#lab"))
    session.window(ClientShell)
    write(session)
    do_things_with_messages(session, boris)
    get_about(session)
    look_at_people(session, boris)
    save_a_picture(session, boris, tmp_path / "saved.png", monkeypatch)
    lead_the_channel(session, boris)
    arrange(session)
    go_to_another_server(session, server)
    change_settings(session)
    leave(session, boris)
