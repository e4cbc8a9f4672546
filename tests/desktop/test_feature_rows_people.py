"""Rows of the README's table: the people one waits for, being away, and writing to several."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.client.connecting_dialog import ConnectingDialog
from desktop.client.several_dialog import SeveralDialog
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)
from tests.desktop.test_client_ignoring import choose, pair
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]


D = TypeVar("D", SeveralDialog, ConnectingDialog)


def dialog_of(client: Client, kind: type[D]) -> D:
    def shown() -> list[D]:
        found: list[D] = client.window.findChildren(kind)
        return [each for each in found if each.isVisible()]

    client.until(shown)
    return shown()[0]


@pytest.mark.feature("Told when somebody comes whom one waits for")
def test_who_is_waited_for(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, "anna")
    anna.until(lambda: anna.members("#lab"))
    anna.write("/watch boris")
    anna.until(lambda: anna.sees("You are told when these come and go: boris."))
    assert anna.window.context.preferences.texts("notify.watched") == ("boris",)
    boris = open_client(server.port, "boris", ())
    boris.until(boris.online)
    anna.until(lambda: anna.sees("boris is here now"))
    boris.write("/quit")
    anna.until(lambda: anna.sees("boris has gone"))
    # Who looks elsewhere is called.
    notices = anna.window.context.notifications
    boris.activate()
    notices.shown = None  # the first coming called already where that window was in front
    open_client(server.port, "boris", ())
    anna.until(lambda: notices.shown is not None)
    assert notices.shown is not None
    assert notices.shown.text == "boris is here now"
    anna.window.submit("/watch")
    anna.until(lambda: anna.sees("boris (here)"))


def test_by_the_menu_and_in_the_settings(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    boris.write("/query anna")
    boris.until(lambda: boris.window.conversations.active == "anna")
    boris.until(lambda: boris.window.chat.connection.is_online("anna"))
    choose(boris.window.menus.conversation_menu("anna"), "Tell me when they come")
    boris.until(lambda: boris.sees("anna (here)"))
    boris.window.context.set_preference("notify.watched", ())
    boris.until(lambda: boris.window.chat.connection.watched == ())
    boris.write("/watch")
    boris.until(lambda: boris.sees("You wait for nobody."))
    anna.write("/unwatch boris")
    anna.until(lambda: anna.sees("You are not told about boris."))


@pytest.mark.feature("Away, with a text")
def test_away_and_back(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/away at lunch")
    anna.until(lambda: anna.window.conversations.away)
    boris.write("/query anna")
    boris.until(lambda: boris.window.conversations.active == "anna")
    boris.write("are you there?")
    boris.until(lambda: boris.sees("at lunch"))
    choose(anna.window.menus.own_menu(), "I am back")
    anna.until(lambda: not anna.window.conversations.away)


@pytest.mark.feature("Away by itself after a while")
def test_nobody_at_the_computer(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = open_client(server.port, "anna")
    anna.until(lambda: anna.members("#lab"))
    presence = anna.window.away.presence
    now, place = [1000.0], [QPoint(1, 1)]
    monkeypatch.setattr(presence, "clock", lambda: now[0])
    monkeypatch.setattr(presence, "pointer", lambda: place[0])
    anna.window.context.set_preference("write.away_after", 5)
    presence.look()
    now[0] += 299
    presence.look()
    assert not presence.gone
    now[0] += 1
    presence.look()
    anna.until(lambda: anna.window.conversations.away)
    place[0] = QPoint(2, 1)
    presence.look()
    anna.until(lambda: not anna.window.conversations.away)
    # Who said so is not brought back by a movement.
    anna.write("/away at lunch")
    anna.until(lambda: anna.window.conversations.away)
    now[0] += 300
    presence.look()
    assert presence.gone
    type_text(anna.input, "x")
    assert not presence.gone
    anna.write("")
    assert anna.window.conversations.away


@pytest.mark.feature("One message to several people")
def test_to_several(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    vera = open_client(server.port, "vera")
    anna.until(lambda: "vera" in anna.members("#lab"))
    choose(anna.window.menus.server_menu(), "Write to several people…")
    dialog = dialog_of(anna, SeveralDialog)
    dialog.yes.click()
    assert dialog.isVisible()  # nobody is chosen
    type_text(dialog.search, "ver")
    assert dialog.list.item(0).isHidden()
    dialog.search.clear()
    dialog.list.setCurrentRow(0)
    dialog.list.setFocus()
    press_key(dialog.list, Qt.Key.Key_Space)
    press_key(dialog.list, Qt.Key.Key_Down)
    press_key(dialog.list, Qt.Key.Key_Space)
    assert dialog.chosen == ["boris", "vera"]
    assert dialog.yes.text() == "Send to 2 people"
    type_text(dialog.text, "the lesson begins")
    dialog.yes.click()
    boris.until(lambda: boris.sees("anna: the lesson begins", "anna"))
    vera.until(lambda: vera.sees("anna: the lesson begins", "anna"))


@pytest.mark.feature("Channels joined on connecting")
@pytest.mark.feature("Commands done on connecting")
def test_whenever_one_connects(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    choose(anna.window.menus.server_menu(), "Whenever you connect…")
    dialog = dialog_of(anna, ConnectingDialog)
    dialog.channels.set_text("#lab, tea key")
    dialog.commands.setPlainText("say hello")
    dialog.yes.click()
    assert dialog.isVisible()  # no slash
    dialog.commands.setPlainText("/msg boris I am here\n\n/away asleep")
    dialog.yes.click()
    (kept,) = anna.window.context.settings.saved
    assert kept.channels == (("#lab", ""), ("#tea", "key"))
    assert kept.commands == ("/msg boris I am here", "/away asleep")
    anna.write("/quit")
    anna.until(lambda: not anna.online())
    anna.window.acts.retry()
    boris.until(lambda: boris.sees("I am here", "anna"))
    anna.until(lambda: anna.window.conversations.away)
    anna.until(lambda: anna.members("#tea"))
