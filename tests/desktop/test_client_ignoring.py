"""Whom one ignores: by a command, by a menu, in the settings; and the questions to programs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from core.client.events import Delivery, MessageReceived
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)

__all__ = ["context", "open_client", "server"]


def pair(open_client: OpenClient, server: Server) -> tuple[Client, Client]:
    anna = open_client(server.port, "anna")
    anna.until(lambda: anna.members("#lab"))
    boris = open_client(server.port, "boris")
    anna.until(lambda: "boris" in anna.members("#lab"))
    return anna, boris


def kept(client: Client) -> list[str]:
    return list(client.window.context.preferences.texts("notify.ignored"))


def in_force(client: Client) -> list[str]:
    return list(client.window.chat.connection.ignored)


def choose(menu: QMenu | None, words: str) -> None:
    assert menu is not None
    found = [action for action in menu.actions() if action.text().partition("\t")[0] == words]
    assert found, [action.text() for action in menu.actions()]
    found[0].trigger()
    menu.close()
    menu.deleteLater()


def delivered(client: Client, text: str) -> bool:
    """Whether the server has an own message, and its echo is here."""
    model = client.window.conversations.shown.transcript
    rows = [model.row(number) for number in range(model.first, model.end)]
    return any(
        isinstance(row, MessageReceived) and row.text == text and row.delivery is Delivery.STORED
        for row in rows
    )


@pytest.mark.feature("People ignored")
def test_who_is_ignored_is_not_seen_until_that_ends(
    server: Server, open_client: OpenClient
) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/ignore boris")
    anna.until(lambda: anna.sees("You ignore: boris."))
    assert kept(anna) == ["boris!*@*"]
    boris.write("you do not see this")
    boris.until(lambda: delivered(boris, "you do not see this"))
    anna.write("it came before this")  # whose echo comes after what boris wrote
    anna.until(lambda: delivered(anna, "it came before this"))
    anna.write("/ignore")
    anna.write("/unignore boris")
    anna.until(lambda: anna.sees("You ignore nobody."))
    assert kept(anna) == []
    boris.write("but this")
    anna.until(lambda: anna.sees("boris: but this"))
    assert not anna.sees("you do not see this")
    anna.write("/unignore boris")
    anna.until(lambda: anna.sees("You do not ignore boris."))


def test_the_menu_of_a_person_and_the_settings(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/query boris")
    anna.until(lambda: anna.window.conversations.active == "boris")
    choose(anna.window.menus.conversation_menu("boris"), "Ignore")
    anna.until(lambda: anna.sees("You ignore: boris."))
    anna.window.context.set_preference("notify.ignored", ())
    assert in_force(anna) == []
    anna.window.context.set_preference("notify.ignored", ("BORIS",))
    assert in_force(anna) == ["BORIS!*@*"]
    choose(anna.window.menus.conversation_menu("boris"), "Ignore no longer")
    boris.write("hello again")
    anna.until(lambda: anna.sees("boris: hello again", "#lab"))


@pytest.mark.feature("Questions to other people's programs (CTCP)")
def test_how_long_a_message_to_somebody_takes(server: Server, open_client: OpenClient) -> None:
    anna, _ = pair(open_client, server)
    anna.write("/ping boris")
    anna.until(lambda: anna.sees("boris answered after 0."))
