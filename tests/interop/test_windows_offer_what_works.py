"""Real windows on our own server, InspIRCd, ngIRCd and ZNC: whatever the window offers there is
done, one after the other, and nothing of it is unknown to the server."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.server.config import ServerConfig
from desktop.client.menus import Menu
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    run_server,
)
from tests.desktop.conftest import english_first
from tests.desktop.typing import type_text
from tests.interop.programs import ngircd
from tests.interop.servers import ZNC_PASSWORD, atheme, inspircd, inspircd_with_all, znc
from tests.interop.windows import (
    ROOM,
    channel_settings,
    completions,
    features,
    is_with,
    switcher_offers,
    two_in_the_room,
)

__all__ = ["context", "english_first", "open_client"]

WORDS = {
    "join": "#other",
    "msg": "boris hi",
    "query": "boris",
    "me": "waves",
    "topic": "hello",
    "invite": "boris #other",
    "mode": "",
    "op": "boris",
    "deop": "boris",
    "voice": "boris",
    "devoice": "boris",
    "ban": "x!*@*",
    "unban": "x!*@*",
    "away": "gone",
    "back": "",
    "whois": "boris",
    "whowas": "boris",
    "who": ROOM,
    "ignore": "zed",
    "unignore": "zed",
    "watch": "boris",
    "unwatch": "boris",
    "ping": "boris",
    "ctcp": "boris VERSION",
    "list": "",
    "names": "",
    "notice": "boris hm",
    "ns": "help",
    "cs": "help",
    "hand": "",
    "motd": "",
    "version": "",
}
"""What is typed behind each command; the others end something, or do nothing on the server."""
LOCAL = {
    "part",
    "nick",
    "kick",
    "kickban",
    "knock",
    "quit",
    "raw",
    "oper",
    "close",
    "clear",
    "help",
}
LEAVES = ("Disconnect", "Other address…", "Another server…", "Leave the channel", "Start window")
ELSEWHERE = ("Sockets", "Sockets in a window of their own", "Open in a window of its own")
"""Entries of menus that end something, or have nothing to do with the server."""
_TOKENS = itertools.count()
_UNKNOWN = {"421", "NOT_OFFERED", "UNKNOWN_COMMAND"}


@pytest.fixture
def own_server(qtbot: QtBot, tmp_path: Path) -> Iterator[Server]:
    config = ServerConfig(network="Room 214", flood_control=False)
    yield from run_server(qtbot, config, tmp_path / "server")


def unknown(client: Client) -> list[str]:
    """Lines by which the server said that it does not know something."""
    lines = (line for _, way, line in client.window.chat.connection.recent_lines() if way == "in")
    return [line for line in lines if _UNKNOWN & set(line.split(" ")[:5])]


def settled(client: Client) -> None:
    """Wait until all that was sent is answered; not by a message, of which strange servers get few
    at a time."""
    connection = client.window.chat.connection
    token = f"settled{next(_TOKENS)}"
    connection.raw(f"PING {token}")
    client.until(
        lambda: any(
            way == "in" and "PONG" in line and token in line
            for _, way, line in connection.recent_lines()
        )
    )


def offered_commands(client: Client) -> set[str]:
    """What the popup has for a slash."""
    client.activate()
    client.until(client.input.hasFocus)
    type_text(client.input, "/")
    client.until(lambda: completions(client))
    found = {each.split(" ")[0] for each in completions(client)}
    client.page.composer.input.clear()
    return found


def run_all(client: Client) -> None:
    """Every command that the popup offers."""
    offered = offered_commands(client)
    assert offered <= set(WORDS) | LOCAL
    for name in (name for name in WORDS if name in offered):
        result = client.window.chat.connection.run(f"/{name} {WORDS[name]}".strip(), ROOM)
        assert result.error_code is None, (name, result)
        settled(client)
        assert not unknown(client), name


def dialogs(client: Client) -> list[QDialog]:
    return [each for each in client.window.findChildren(QDialog) if each.isVisible()]


def choose_all(client: Client, make: Callable[[], Menu | None]) -> None:
    """Every entry of a menu, as far as it has to do with the server."""
    menu = make()
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text() and action.isEnabled()]
    menu.close()
    for text in texts:
        if text in LEAVES or text in ELSEWHERE or text.startswith(("Save", "Settings", "Your pic")):
            continue
        again = make()
        assert again is not None
        action = next((each for each in again.actions() if each.text() == text), None)
        if action is not None and action.isEnabled():
            action.trigger()
        again.close()
        settled(client)
        assert not unknown(client), text
        for dialog in dialogs(client):
            dialog.reject()
        client.window.show_conversation(ROOM)


def see_all_lists(client: Client) -> None:
    """Every list of the channel is told."""
    dialog = channel_settings(client)
    dialog.show_tab("lists")
    chooser = dialog.lists.chooser
    for number in range(chooser.count()):
        chooser.setCurrentIndex(number)
        client.until(dialog.lists.add.isEnabled)
    dialog.reject()


def walk(client: Client) -> None:
    """Everything."""
    client.activate()
    client.window.acts.write("boris")
    client.until(lambda: "boris" in client.window.conversations)
    client.window.show_conversation(ROOM)
    run_all(client)
    menus = client.window.menus
    for make in (
        menus.server_menu,
        menus.own_menu,
        partial(menus.conversation_menu, ROOM),
        partial(menus.conversation_menu, "boris"),
        partial(menus.conversation_menu, ""),
    ):
        choose_all(client, make)
    see_all_lists(client)
    settled(client)
    assert not unknown(client)


SERVICES = {"ns", "cs"}


def test_everything_on_our_own_server(own_server: Server, open_client: OpenClient) -> None:
    anna, _ = two_in_the_room(open_client, own_server.port)
    walk(anna)
    assert offered_commands(anna) >= {"ns", "hand"}
    assert "cs" not in offered_commands(anna)
    assert "Class…" in texts(anna)


def test_everything_on_inspircd(tmp_path: Path, open_client: OpenClient) -> None:
    with inspircd(tmp_path) as port:
        anna, _ = two_in_the_room(open_client, port)
        walk(anna)
        assert not offered_commands(anna) & {*SERVICES, "hand"}
        assert not {"/ns", "/cs", "/hand"} & set(switcher_offers(anna, "/"))


def test_everything_on_inspircd_with_services(tmp_path: Path, open_client: OpenClient) -> None:
    with inspircd_with_all(tmp_path) as ports:
        anna, _ = two_in_the_room(open_client, ports.port)
        assert not offered_commands(anna) & SERVICES
        with atheme(ports.services):
            anna.until(lambda: features(anna).sasl)
            anna.until(lambda: offered_commands(anna) >= SERVICES)
            walk(anna)


def test_everything_on_ngircd(tmp_path: Path, open_client: OpenClient) -> None:
    with ngircd(tmp_path) as port:
        anna, _ = two_in_the_room(open_client, port)
        walk(anna)
        assert not offered_commands(anna) & {*SERVICES, "hand"}
        assert "Class…" not in texts(anna)


def test_everything_behind_a_bouncer(own_server: Server, open_client: OpenClient) -> None:
    boris = open_client(own_server.port, "boris", (ROOM,))
    boris.until(partial(is_with, boris, 1))
    with znc(own_server.port, "bnc", ROOM) as port:
        boris.until(partial(is_with, boris, 2))
        boris.window.chat.connection.run("/op bnc", ROOM)
        anna = open_client(port, "bnc", (), password=ZNC_PASSWORD)
        anna.until(partial(is_with, anna, 2))
        anna.window.show_conversation(ROOM)
        anna.until(lambda: "o" in anna.window.conversations.own_modes(ROOM))
        walk(anna)
        assert "Class…" not in texts(anna)


def texts(client: Client) -> set[str]:
    menu = client.window.menus.conversation_menu(ROOM)
    assert menu is not None
    found = {action.text() for action in menu.actions()}
    menu.close()
    return found
