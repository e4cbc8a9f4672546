"""Channels and people without a mouse: settings, the list, cards, the switcher, emoji, a class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.server import classroom
from desktop.client.channel_settings import ChannelSettings
from desktop.client.client_shell import ClientShell
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.join_dialog import JoinDialog
from desktop.client.whois_card import WhoisCard
from desktop.context import AppContext
from desktop.switcher.switcher import Switcher
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    keeping_server,
    open_client,
)
from tests.desktop.keyboard_session import Session
from tests.desktop.shell_fixtures import options

__all__ = ["context", "keeping_server", "open_client"]

# The platform without a screen says so of every menu.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


@pytest.fixture
def session(context: AppContext, qtbot: QtBot, keeping_server: Server) -> Iterator[Session]:
    """Anna leads #lab, and writes there."""
    shell = ClientShell(context, options(keeping_server.port, "anna", "#lab", "#tea"))
    shell.resize(1240, 800)
    shell.show()
    made = Session(context, qtbot, keeping_server.port)
    made.person.until(lambda: made.client.members("#lab"))
    made.person.until(lambda: made.client.members("#tea"))
    made.client.window.show_conversation("#lab")
    made.window(ClientShell)
    made.to_composer()
    yield made
    context.quitting = True
    shell.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(5.0)
    delete_now(shell)


@pytest.fixture
def boris(session: Session, open_client: OpenClient) -> Client:
    made = open_client(session.port, "boris", ("#lab", "#physics"))
    session.person.until(lambda: "boris" in session.client.members("#lab"))
    made.until(lambda: made.members("#physics"))
    session.window(ClientShell)
    session.to_composer()
    return made


def is_left(dialog: ChannelSettings, count: int) -> bool:
    return len(dialog.lists.list.rows_model.rows) == count


def test_the_settings_of_a_channel(session: Session, boris: Client) -> None:
    """The topic, a key, a role; a mask is kept out, and let in again; back to where one writes."""
    person, conversation = session.person, session.client.window.conversations["#lab"]
    person.press("F4")
    dialog = session.dialog(ChannelSettings)
    person.until(dialog.general.topic.edit.isEnabled)
    person.tab_to("Topic")
    person.fill("sockets today")
    person.press("Return")
    person.until(lambda: conversation.topic == "sockets today")
    person.tab_to("Key")
    person.fill("secret")
    person.press("Return")
    person.until(lambda: "secret" in conversation.modes)
    person.fill("")
    person.press("Ctrl+A", "Delete", "Tab")
    person.until(lambda: "secret" not in conversation.modes)
    person.push("Secret")
    person.until(lambda: "s" in conversation.modes)
    person.tab_to("General")
    person.press("Right")
    person.tab_to("Find somebody")
    person.type("bor")
    person.tab_to("People in the channel")
    person.press("Home")
    person.push("Role")
    person.choose("May always write")
    person.until(lambda: "v" in next(m for m in conversation.members if m.nick == "boris").modes)
    assert QApplication.activeWindow() is dialog
    person.tab_to("People")
    person.press("Right")
    for mask in ("dora", "*!*@192.0.2.7"):
        person.tab_to("Nickname or mask")
        person.fill(mask)
        person.press("Return")
    person.until(lambda: len(dialog.lists.list.rows_model.rows) == 2)
    person.tab_to("Who stands in the list")
    for left in (1, 0):
        person.tab_to("Who stands in the list", back=True)
        person.press("Home")
        person.push("Take away")
        person.until(partial(is_left, dialog, left))
    person.press("Escape")
    session.back_from(dialog)
    assert session.pane_name() == "Message"


def test_the_list_of_channels(session: Session, boris: Client) -> None:
    """Sorted, found by letters, joined with the arrows; Escape leads back."""
    person = session.person
    person.press("Ctrl+J")
    dialog = session.dialog(JoinDialog)
    person.until(lambda: dialog.list.model().rowCount() == 3)
    person.tab_to("By people")
    person.press("Right")
    assert dialog.sorting.current == "name"
    person.press("Escape")
    session.back_from(dialog)
    assert session.pane_name() == "Message"
    person.press("Ctrl+J")
    dialog = session.dialog(JoinDialog)
    person.until(lambda: dialog.list.model().rowCount() == 3)
    person.type("phys")
    person.until(lambda: dialog.list.model().rowCount() == 1)
    person.tab_to("Channels of the server")
    person.press("Home", "Return")
    person.until(lambda: session.active == "#physics")
    session.back_from(dialog)
    assert session.pane_name() == "Message"


def test_a_card_of_somebody(session: Session, boris: Client) -> None:
    """From the list of people: to a card, what else can be done, and a message."""
    person = session.person
    session.pane("People in the channel")
    person.press("End", "Menu")
    person.choose("Who is")
    card = session.dialog(WhoisCard)
    person.push("More")
    person.choose("As the server said it")
    assert card.raw.isVisible()
    person.push("More")
    person.choose("Copy what is known")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("boris\n")
    assert "Is in: " in copied and card.raw.text() in copied
    person.press("Escape")
    session.back_from(card)
    assert session.pane_name() == "People in the channel"
    person.press("Menu")
    person.choose("Who is")
    card = session.dialog(WhoisCard)
    person.push("Mention")
    session.back_from(card)
    assert session.pane_name() == "Message"
    person.press("Ctrl+A", "Delete")
    session.pane("People in the channel")
    person.press("Menu")
    person.choose("Who is")
    card = session.dialog(WhoisCard)
    person.push("Write")
    session.back_from(card)
    person.until(lambda: session.active == "boris")
    session.say("hello boris")
    boris.until(lambda: boris.sees("hello boris", "anna"))


def test_the_picker_of_emoji_gives_the_keyboard_back(session: Session) -> None:
    person, composer = session.person, session.client.page.composer

    def picker() -> EmojiPicker | None:
        found = session.client.window.window().findChildren(EmojiPicker)
        return next((each for each in found if each.isVisible()), None)

    person.type("so")
    person.press("Ctrl+.")
    person.until(picker)
    person.press("Escape")
    person.until(lambda: picker() is None)
    assert session.pane_name() == "Message"
    person.press("Ctrl+.")
    person.until(picker)
    person.press("Down", "Right", "Down", "Return")
    person.until(lambda: len(composer.text()) > 2)
    if picker() is not None:
        person.press("Escape")
        person.until(lambda: picker() is None)
    assert session.pane_name() == "Message"
    person.press("Ctrl+A", "Delete")


def test_the_switcher_and_back(session: Session, boris: Client) -> None:
    """Over conversations, people and commands; Escape leaves the keyboard where it was."""
    person = session.person

    def switcher() -> Switcher | None:
        found = session.client.window.window().findChildren(Switcher)
        return next((each for each in found if each.isVisible()), None)

    session.pane("People in the channel")
    person.press("Ctrl+K")
    person.until(switcher)
    person.press("Escape")
    person.until(lambda: switcher() is None)
    assert session.pane_name() == "People in the channel"
    person.press("Ctrl+K")
    person.until(switcher)
    person.press("Down", "Down", "Up")
    person.type("tea")
    person.press("Return")
    person.until(lambda: session.active == "#tea")
    assert session.pane_name() == "Message"
    person.press("Ctrl+K")
    person.type("bor")
    person.press("Return")
    person.until(lambda: session.active == "boris")
    assert session.pane_name() == "Message"


def test_in_a_class(session: Session, boris: Client, keeping_server: Server) -> None:
    """Only the teacher writes: a hand goes up by its key, and down by its button."""
    person, window = session.person, session.client.window
    keeping_server.engine.ask(partial(classroom.switch, name="muted", on=True))
    person.until(lambda: window.hands.muted)
    person.press("Ctrl+Shift+H")
    person.until(lambda: window.hands.hand)
    assert session.pane_name() == "Message"
    person.push("Lower the hand", back=True)
    person.until(lambda: not window.hands.hand)
    person.push("Raise a hand")
    person.until(lambda: window.hands.hand)
