"""Real windows on InspIRCd with all of its modules and services, and on ngIRCd set up otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from core.client.events import Delivery
from desktop.client.account_dialogs import LoginDialog
from desktop.client.channel_settings import ChannelSettings
from desktop.client.join_dialog import JoinDialog
from desktop.client.link import Phase
from tests.desktop.client_fixtures import Client, OpenClient, context, open_client
from tests.desktop.conftest import english_first
from tests.desktop.typing import type_text
from tests.interop.programs import ngircd
from tests.interop.servers import STRICT, Inspircd, atheme, inspircd, inspircd_with_all
from tests.interop.windows import (
    ROOM,
    channel_settings,
    features,
    is_with,
    menu_of,
    message,
    own_menu,
    says,
    two_in_the_room,
)

__all__ = ["context", "english_first", "open_client"]

LOG_IN = "Log in to an account…"


@pytest.fixture
def full_inspircd(tmp_path: Path) -> Iterator[Inspircd]:
    with inspircd_with_all(tmp_path) as ports:
        yield ports


def test_all_of_inspircds_modules(full_inspircd: Inspircd, open_client: OpenClient) -> None:
    anna, boris = two_in_the_room(open_client, full_inspircd.port)
    settings_of_every_kind(anna)
    anna.activate()
    says(anna, "/oper chief secret", "You are now a Chief")
    taken_out_and_back(anna, boris)
    knocking(anna, boris)
    sent_elsewhere(anna, boris)
    a_list_that_is_not_given(boris)
    without_tags(anna, boris)


def settings_of_every_kind(anna: Client) -> None:
    """Each list is read and written, each switch and value has words; all are in the dialog."""
    dialog = channel_settings(anna)
    dialog.show_tab("lists")
    page = dialog.lists
    letters = [page.chooser.itemData(number) for number in range(page.chooser.count())]
    assert set(letters) == set("beIwgX")
    entries = {"b": "bad!*@*", "g": "*spam*", "w": "o:boss!*@*", "X": "flood:v"}
    for letter, entry in entries.items():
        page.chooser.setCurrentIndex(letters.index(letter))
        anna.until(page.add.isEnabled)
        type_text(page.name_field.edit, entry)
        page.add.click()
        anna.until(partial(stands_in, dialog, entry))
    rows = [*dialog.general.switches, *dialog.general.values]
    titles = {letter: dialog.general._card.rows[letter].accessibleName() for letter in rows}
    assert not [letter for letter, title in titles.items() if title.startswith("Mode ")]
    dialog.accept()


def stands_in(dialog: ChannelSettings, entry: str) -> bool:
    page = dialog.lists
    return any(row[0] == entry for row in page._entries.get(page.letter, ()))


def taken_out_and_back(anna: Client, boris: Client) -> None:
    """Who is taken out of a channel keeps what was said there, reads why, and can come back."""
    anna.write("/raw SAPART boris #room :tidying up")
    boris.until(lambda: boris.sees("You are no longer in the channel: tidying up", ROOM))
    assert boris.window.conversations.active == ROOM
    assert boris.window.conversations[ROOM].left
    boris.activate()
    boris.write(f"/join {ROOM}")
    boris.until(partial(is_with, boris, 2))
    assert not boris.window.conversations[ROOM].left


def knocking(anna: Client, boris: Client) -> None:
    anna.activate()
    anna.write("/mode #room +i")
    anna.write("/kick boris")
    boris.until(lambda: boris.window.conversations[ROOM].left)
    boris.activate()
    boris.write(f"/knock {ROOM}")
    anna.until(lambda: anna.sees("May I come in?", ROOM))


def sent_elsewhere(anna: Client, boris: Client) -> None:
    """A full channel with +L sends people to another: that is shown, and why."""
    anna.activate()
    anna.write("/mode #room -i+lL 1 #over")
    anna.until(lambda: "L" in anna.window.conversations[ROOM].modes)
    boris.activate()
    boris.write(f"/join {ROOM}")
    boris.until(lambda: boris.window.conversations.active == "#over")
    sentence = "#room does not let you in, and sends you to #over."
    assert any(boris.sees(sentence, each) for each in (ROOM, "#over"))
    anna.write("/mode #room -lL #over")
    anna.until(lambda: "L" not in anna.window.conversations[ROOM].modes)
    boris.write(f"/join {ROOM}")
    boris.until(partial(is_with, boris, 2))


def a_list_that_is_not_given(client: Client) -> None:
    """The channel list says why it is empty, and does not ask for ever."""
    client.window.acts.ask_join()
    dialog = client.window.findChild(JoinDialog)
    assert dialog is not None
    words = "The server tells no channels now: You cannot view the channel list right now"
    client.until(lambda: dialog.heading.text().startswith(words))
    dialog.reject()


def without_tags(anna: Client, boris: Client) -> None:
    """Replies and reactions go when the server's module goes, and come with it again."""
    boris.window.show_conversation(ROOM)
    boris.activate()
    boris.write("Кто пойдёт?")
    row = message(anna, "Кто пойдёт?")
    deeds = {"Reply", "Add a reaction"}
    assert menu_of(anna, row) >= deeds
    anna.activate()
    anna.write("/raw UNLOADMODULE ircv3_ctctags")
    anna.until(lambda: not menu_of(anna, row) & deeds)
    assert not features(anna).replies
    anna.write("/raw LOADMODULE ircv3_ctctags")
    anna.until(lambda: menu_of(anna, row) >= deeds)


def test_accounts_of_services(full_inspircd: Inspircd, open_client: OpenClient) -> None:
    """An account of NickServ: no login is offered before services are there; made, left, a wrong
    password told in words, the right one taken."""
    anna = open_client(full_inspircd.port, "anna", (ROOM,))
    anna.until(partial(is_with, anna, 1))
    anna.window.show_conversation(ROOM)
    anna.activate()
    assert LOG_IN not in own_menu(anna)
    with atheme(full_inspircd.services):
        anna.until(lambda: features(anna).sasl)
        assert LOG_IN in own_menu(anna)
        accounts = anna.window.accounts
        anna.write("/ns register topsecret anna@besedka.test")
        anna.until(lambda: accounts.account == "anna")
        anna.until(lambda: anna.window.conversations.active == "NickServ")
        anna.until(lambda: anna.sees("is now registered to", "NickServ"))
        assert "Account: anna" in own_menu(anna)
        anna.window.show_conversation(ROOM)
        anna.write("/ns logout")
        anna.until(lambda: not accounts.account)
        banner = anna.page.notices.login
        log_in(anna, "wrong")
        anna.until(lambda: "not logged in to the account anna" in banner.sentence())
        log_in(anna, "topsecret")
        anna.until(lambda: accounts.account == "anna")
        anna.until(banner.isHidden)


def log_in(client: Client, password: str) -> None:
    client.window.accounts.ask_login()
    dialog = next(d for d in client.window.findChildren(LoginDialog) if d.isVisible())
    dialog.account.set_text("anna")
    type_text(dialog.password.edit, password)
    dialog.yes.click()


def test_a_server_that_throws_out_who_asks_too_much(
    tmp_path: Path, open_client: OpenClient
) -> None:
    names = tuple(f"#c{number}" for number in range(40))
    with inspircd(tmp_path, STRICT) as port:
        anna = open_client(port, "anna", names)
        anna.until(lambda: all(name in anna.window.conversations for name in names))
        anna.window.chat.connection.say(names[-1], "все здесь")
        anna.window.show_conversation(names[-1])
        anna.until(lambda: message(anna, "все здесь").delivery is Delivery.STORED)
        assert not anna.sees("Excess Flood", "")


def test_ngircd_with_a_password(tmp_path: Path, open_client: OpenClient) -> None:
    """A wrong one is told as such, and not tried again and again."""
    with ngircd(tmp_path, "Password = sesame") as port:
        anna = open_client(port, "anna", (ROOM,), password="wrong")
        link = anna.window.conversations.link
        anna.until(lambda: link.phase is Phase.ENDED)
        assert link.cause is not None
        assert link.cause.reason == "password"
        boris = open_client(port, "boris", (ROOM,), password="sesame")
        boris.until(partial(is_with, boris, 1))
