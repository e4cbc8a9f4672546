"""Real windows on our own server, InspIRCd, ngIRCd and ZNC: what is offered is there and works;
what is not offered is nowhere to be seen, and typing its command says so in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageReceived
from core.client.feature_events import Features
from core.server.config import ServerConfig
from desktop.client.account_dialogs import LoginDialog, RegisterDialog
from desktop.client.message_dialogs import DeleteDialog
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    run_server,
)
from tests.desktop.conftest import english_first
from tests.desktop.typing import press_key, type_text
from tests.interop.programs import ngircd
from tests.interop.servers import ZNC_PASSWORD, inspircd, znc
from tests.interop.windows import (
    ROOM,
    buttons_of,
    channel_settings,
    choose,
    close_search,
    completions,
    features,
    is_with,
    menu_of,
    message,
    own_menu,
    says,
    search,
    sent,
    switcher_offers,
    two_in_the_room,
)

__all__ = ["context", "english_first", "open_client"]

DEEDS = {"Reply", "Add a reaction", "Edit", "Delete for everybody…"}
ACCOUNTS = {"Log in to an account…", "Make an account…"}


@pytest.fixture
def own_server(qtbot: QtBot, tmp_path: Path) -> Iterator[Server]:
    """Our own server with a data folder."""
    config = ServerConfig(network="Room 214", flood_control=False)
    yield from run_server(qtbot, config, tmp_path / "server")


@pytest.fixture
def inspircd_port(tmp_path: Path) -> Iterator[int]:
    with inspircd(tmp_path) as port:
        yield port


@pytest.fixture
def znc_port(own_server: Server) -> Iterator[int]:
    """The bouncer in front of our own server: it is "bnc" in the room."""
    with znc(own_server.port, "bnc", ROOM) as port:
        yield port


@pytest.fixture
def ngircd_port(tmp_path: Path) -> Iterator[int]:
    with ngircd(tmp_path) as port:
        yield port


# --- what is not offered -------------------------------------------------------------------


def nothing_of_ours(client: Client, row: MessageReceived) -> None:
    """What foreign servers without services do not have is not there, and not asked for."""
    page = client.page
    offered = features(client)
    assert not offered.edits
    assert not offered.redaction
    assert not (menu_of(client, row) | buttons_of(client, row)) & {"Edit", "Delete for everybody…"}
    press_key(page.view, Qt.Key.Key_Delete)
    assert client.window.findChild(DeleteDialog) is None
    press_key(client.input, Qt.Key.Key_Up)
    assert not page.composer.bar.isVisible()  # the last line is typed again, none is changed
    page.composer.input.clear()
    assert not own_menu(client) & ACCOUNTS
    # A bouncer hands on where files are taken.
    assert page.composer.attach.isVisible() == bool(offered.files)
    assert not page.header.hand.isVisible()
    titles = [title.casefold().split() for title in switcher_offers(client, "hand")]
    assert not [title for title in titles if {"hand", "/hand"} & set(title)]
    type_text(client.input, "/han")
    assert "hand" not in completions(client)
    page.composer.input.clear()
    says(client, "/hand", "This server knows of no class and no raised hands.")
    page.view.verticalScrollBar().setValue(0)
    client.window.history.look()
    assert not client.window.history.is_loading
    assert client.window.history.bar.isHidden()
    found = search(client, row.text)
    client.until(lambda: row.text in found())  # here, if not on the server
    close_search(client)
    asked = {"CHATHISTORY", "SEARCH", "REGISTER", "METADATA", "RENAME", "MARKREAD", "REDACT"}
    assert not sent(client) & asked


def lists_and_switches(client: Client) -> None:
    """The settings of the channel have what this server has."""
    dialog = channel_settings(client)
    assert {"i", "m", "n", "t"} <= set(dialog.general.switches)
    client.until(dialog.general.switches["i"].isEnabled)
    dialog.general.switches["m"].click()
    client.until(lambda: "m" in client.window.conversations[ROOM].modes)
    dialog.accept()


# --- the servers ------------------------------------------------------------------------------


def test_windows_on_inspircd(inspircd_port: int, open_client: OpenClient) -> None:
    anna, boris = two_in_the_room(open_client, inspircd_port)
    typing_answer_and_reaction(anna, boris)
    seen_by_the_other(anna, boris)
    row = message(anna, "Кто пойдёт?")
    assert menu_of(anna, row) & DEEDS == {"Reply", "Add a reaction"}
    nothing_of_ours(anna, row)
    lists_and_switches(anna)


def typing_answer_and_reaction(anna: Client, boris: Client) -> None:
    """Boris writes and Anna sees it; she reacts, and answers."""
    boris.activate()
    type_text(boris.input, "Кто ")
    anna.until(lambda: anna.page.typing_line.words() == "boris is typing…")
    boris.write("пойдёт?")
    asked = message(anna, "Кто пойдёт?")
    anna.until(lambda: not anna.page.typing_line.words())
    assert "Reply" in buttons_of(anna, asked)
    anna.page.view._toolbar._quick[0].click()
    boris.until(lambda: message(boris, "Кто пойдёт?").reactions)
    (reaction,) = message(boris, "Кто пойдёт?").reactions
    assert (reaction.text, reaction.nicks, reaction.own) == ("👍", ("anna",), False)
    anna.until(lambda: [r.own for r in message(anna, "Кто пойдёт?").reactions] == [True])
    press_key(choose(anna, message(anna, "Кто пойдёт?")), Qt.Key.Key_R)
    anna.until(anna.page.composer.bar.isVisible)
    type_text(anna.input, "Я пойду")
    press_key(anna.input, Qt.Key.Key_Return)
    assert message(boris, "Я пойду").reply_to == asked.msgid


def seen_by_the_other(anna: Client, boris: Client) -> None:
    """In private, Anna sees that Boris has read what she wrote."""
    anna.window.acts.write("boris")
    anna.until(lambda: anna.window.conversations.active == "boris")
    anna.write("наедине")
    mine = message(anna, "наедине")
    boris.until(lambda: boris.sees("наедине", "anna"))
    model = anna.window.conversations["boris"].transcript
    assert model.read_by_other < mine.time
    boris.window.show_conversation("anna")
    boris.activate()
    anna.until(lambda: model.read_by_other >= mine.time)
    for client in (anna, boris):
        client.window.show_conversation(ROOM)


def test_windows_on_ngircd(ngircd_port: int, open_client: OpenClient) -> None:
    anna, boris = two_in_the_room(open_client, ngircd_port)
    assert features(anna) == Features()
    boris.activate()
    boris.write("Кто пойдёт?")
    row = message(anna, "Кто пойдёт?", stored=False)
    assert not menu_of(anna, row) & DEEDS
    assert "Copy the text" in menu_of(anna, row)
    assert not {name for name in buttons_of(anna, row) if "eact" in name or name in DEEDS}
    press_key(choose(anna, row), Qt.Key.Key_R)
    assert not anna.page.composer.bar.isVisible()
    nothing_of_ours(anna, row)
    assert "TAGMSG" not in sent(boris) | sent(anna)
    says(anna, "/ns help", "The server does not know the command")
    lists_and_switches(anna)


def test_windows_on_our_own_server(own_server: Server, open_client: OpenClient) -> None:
    anna, boris = two_in_the_room(open_client, own_server.port)
    typing_answer_and_reaction(anna, boris)
    mine = message(anna, "Я пойду")
    assert menu_of(anna, mine) >= DEEDS
    anna.activate()
    press_key(anna.input, Qt.Key.Key_Up)
    anna.until(anna.page.composer.bar.isVisible)
    type_text(anna.input, " завтра")
    press_key(anna.input, Qt.Key.Key_Return)
    boris.until(lambda: message(boris, "Я пойду").text == "Я пойду завтра")
    assert message(boris, "Я пойду").edited
    anna.until(lambda: message(anna, "Я пойду").edited)
    press_key(choose(anna, message(anna, "Я пойду завтра")), Qt.Key.Key_Delete)
    dialog = anna.window.findChild(DeleteDialog)
    assert dialog is not None
    dialog.yes.click()
    for client in (anna, boris):
        client.until(partial(is_gone, client, mine.msgid))
    seen_by_the_other(anna, boris)
    for client in (anna, boris):
        client.until(client.page.composer.attach.isVisible)
    assert boris.page.header.hand.isVisible()
    assert "/hand" in switcher_offers(boris, "/hand")
    lists_and_switches(anna)
    an_account(anna, boris)


def is_gone(client: Client, msgid: str) -> bool:
    row = client.window.conversations[ROOM].transcript.message(msgid)
    return row is not None and row.redacted == "anna" and not row.text


def an_account(anna: Client, boris: Client) -> None:
    """Anna makes an account; Boris logs in to it, too."""
    assert own_menu(anna) >= ACCOUNTS
    anna.window.accounts.ask_register()
    register = anna.window.findChild(RegisterDialog)
    assert register is not None
    for field in (register.password, register.again):
        type_text(field.edit, "тайна123")
    register.yes.click()
    anna.until(lambda: anna.window.accounts.account == "anna")
    boris.window.accounts.ask_login()
    login = boris.window.findChild(LoginDialog)
    assert login is not None
    login.account.set_text("anna")
    type_text(login.password.edit, "тайна123")
    login.yes.click()
    boris.until(lambda: boris.window.accounts.account == "anna")
    assert "Account: anna" in own_menu(boris)


def say(client: Client, texts: list[str]) -> None:
    """Say much at once, and wait until the server has it."""
    model = client.window.conversations[ROOM].transcript
    for text in texts:
        client.window.chat.connection.say(ROOM, text)
    client.until(lambda: client.sees(f": {texts[-1]}", ROOM))
    client.until(lambda: message(client, texts[-1]).delivery is Delivery.STORED)
    assert len(model) >= len(texts)


def said_by_boris(client: Client) -> list[str]:
    lines = client.lines(ROOM)
    return [line.removeprefix("boris: ") for line in lines if line.startswith("boris: ")]


def test_the_history_of_our_own_server(own_server: Server, open_client: OpenClient) -> None:
    """Older messages by scrolling up, what only the server finds, and what was missed while it was
    started anew."""
    words = [f"слово{number:03}" for number in range(150)]
    boris = open_client(own_server.port, "boris", (ROOM,))
    boris.until(partial(is_with, boris, 1))
    boris.window.show_conversation(ROOM)
    say(boris, words)
    anna = open_client(own_server.port, "anna", (ROOM,))
    anna.until(partial(is_with, anna, 2))
    anna.window.show_conversation(ROOM)
    anna.until(lambda: anna.sees(words[-1]))
    assert not anna.sees(words[7])
    found = search(anna, words[7])
    anna.until(lambda: found() == [words[7]])
    close_search(anna)
    bar = anna.page.view.verticalScrollBar()
    assert said_by_boris(anna) == words[-len(said_by_boris(anna)) :]

    def at_the_beginning() -> bool:
        bar.setValue(bar.minimum())
        return anna.sees(words[0])

    anna.until(at_the_beginning)
    assert said_by_boris(anna) == words

    anna.window.acts.disconnect_now()
    anna.until(lambda: not anna.online())
    missed = ["пока", "её", "не было"]
    say(boris, missed)
    own_server.stop()
    anna.page.view.jump_to_bottom()
    own_server.start()
    anna.window.acts.retry()
    anna.until(lambda: anna.sees("boris: не было"))
    assert said_by_boris(anna) == [*words, *missed]


def test_windows_behind_a_bouncer(
    own_server: Server, znc_port: int, open_client: OpenClient, context: AppContext
) -> None:
    boris = open_client(own_server.port, "boris", (ROOM,))
    boris.until(partial(is_with, boris, 2))
    boris.window.show_conversation(ROOM)
    anna = open_client(znc_port, "bnc", (), password=ZNC_PASSWORD)
    anna.until(partial(is_with, anna, 2))
    anna.window.show_conversation(ROOM)
    boris.write("при ней")
    anna.until(lambda: anna.sees("boris: при ней"))
    anna.write("и я здесь")
    boris.until(lambda: boris.sees("bnc: и я здесь"))
    row = message(anna, "при ней", stored=False)
    assert not menu_of(anna, row) & DEEDS
    nothing_of_ours(anna, row)
    assert "TAGMSG" not in sent(anna)

    anna.window.close()
    for connection in context.winding_down():
        assert connection.stop_and_wait(30.0)
    for text in ("раз", "два", "три"):
        boris.write(text)
    boris.until(lambda: message(boris, "три").delivery is Delivery.STORED)
    again = open_client(znc_port, "bnc", (), password=ZNC_PASSWORD)
    again.until(lambda: again.sees("boris: три", ROOM))
    said = [line for line in again.lines(ROOM) if line.startswith(("boris: ", "bnc: "))]
    assert said == ["boris: при ней", "bnc: и я здесь", "boris: раз", "boris: два", "boris: три"]
