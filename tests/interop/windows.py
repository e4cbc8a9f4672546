"""What a person does and sees in a client window, for the tests of windows on other servers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from core.client.events import Delivery, MessageReceived
from core.client.feature_events import Features
from desktop.client.channel_settings import ChannelSettings
from desktop.client.message_menu import make_message_menu
from desktop.client.message_view import MessageView
from tests.desktop.client_fixtures import Client, OpenClient
from tests.desktop.typing import press_key, type_text

ROOM = "#room"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def two_in_the_room(open_client: OpenClient, port: int) -> tuple[Client, Client]:
    """Anna, who leads the channel, and Boris."""
    anna = open_client(port, "anna", (ROOM,))
    anna.until(partial(is_with, anna, 1))
    boris = open_client(port, "boris", (ROOM,))
    for client in (anna, boris):
        client.until(partial(is_with, client, 2))
        client.window.show_conversation(ROOM)
    return anna, boris


def is_with(client: Client, people: int) -> bool:
    return len(client.members(ROOM)) == people


def features(client: Client) -> Features:
    return client.window.chat.connection.features


def row_of(client: Client, text: str) -> MessageReceived | None:
    """The newest message with ``text`` in the conversation in sight, once it is on its way."""
    model = client.window.conversations.shown.transcript
    for number in range(model.end - 1, model.first - 1, -1):
        row = model.row(number)
        if isinstance(row, MessageReceived) and text in row.text:
            return None if row.delivery is Delivery.WAITING else row
    return None


def message(client: Client, text: str, *, stored: bool = True) -> MessageReceived:
    """Wait for a message; ``stored``: until the server's id of it is known, too."""

    def is_there() -> bool:
        row = row_of(client, text)
        return row is not None and (bool(row.msgid) or not stored)

    client.until(is_there)
    found = row_of(client, text)
    assert found is not None
    return found


def number_of(client: Client, row: MessageReceived) -> int:
    """Where a message is by now: it may have changed since."""
    model = client.window.conversations.shown.transcript
    if row.msgid:
        found = model.find(row.msgid)
        assert found is not None
        return found
    return next(n for n in range(model.end - 1, model.first - 1, -1) if model.row(n) == row)


def choose(client: Client, row: MessageReceived) -> MessageView:
    """Choose a message, as Tab and the arrows do: the buttons appear over it."""
    client.activate()
    view = client.page.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.set_current(number_of(client, row))
    client.until(view._toolbar.isVisible)
    return view


def menu_of(client: Client, row: MessageReceived) -> set[str]:
    view, model = client.page.view, client.window.conversations.shown.transcript
    menu = make_message_menu(view, model, view._scroller.layout(number_of(client, row)), None)
    texts = {action.text() for action in menu.actions()}
    menu.deleteLater()
    return texts


def buttons_of(client: Client, row: MessageReceived) -> set[str]:
    toolbar = choose(client, row)._toolbar
    shown = {button.accessibleName() for button in toolbar.buttons.values() if button.isVisible()}
    return shown | {quick.accessibleName() for quick in toolbar._quick if quick.isVisible()}


def own_menu(client: Client) -> set[str]:
    menu = client.window.menus.own_menu()
    texts = {action.text() for action in menu.actions()}
    menu.close()
    return texts


def switcher_offers(client: Client, words: str) -> list[str]:
    """What Ctrl+K finds for some words."""
    client.activate()
    press_key(client.input, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    switcher = client.window.finding.switcher
    assert switcher is not None
    type_text(switcher.input, words)
    titles = [found.entry.title for found in switcher.choice.rows]
    press_key(switcher.input, Qt.Key.Key_Escape)
    client.until(lambda: client.window.finding.switcher is None)
    return titles


def completions(client: Client) -> list[str]:
    """The commands that the popup over the composer shows."""
    shown = client.page.composer._completion.offered()
    return [each.insert.strip("/ ") for each in shown.candidates] if shown is not None else []


def search(client: Client, words: str) -> Callable[[], list[str]]:
    """Search over everything by keyboard; what is found by and by."""
    client.activate()
    press_key(client.input, Qt.Key.Key_F, CONTROL_SHIFT)
    everywhere = client.window.finding.everywhere
    assert everywhere is not None
    panel = everywhere.panel
    client.until(panel.isVisible)
    type_text(panel.field, words)
    return lambda: [hit.row.text for hit in panel.results.hits]


def close_search(client: Client) -> None:
    everywhere = client.window.finding.everywhere
    assert everywhere is not None
    for _ in range(2):  # the words, then the panel
        press_key(everywhere.panel.field, Qt.Key.Key_Escape)
    assert not everywhere.is_open


def says(client: Client, line: str, sentence: str) -> None:
    """Typing ``line`` is answered in words."""
    client.write(line)
    client.until(lambda: client.sees(sentence))


def sent(client: Client) -> set[str]:
    """The commands that the window has sent."""
    lines = (line for _, way, line in client.window.chat.connection.recent_lines() if way == "out")
    words = (line.split(" ") for line in lines)
    return {line[1] if line[0].startswith("@") and len(line) > 1 else line[0] for line in words}


def channel_settings(client: Client) -> ChannelSettings:
    client.window.finding.channel_settings(ROOM)
    dialog = client.window.findChild(ChannelSettings)
    assert dialog is not None
    return dialog
