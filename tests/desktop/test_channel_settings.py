"""The settings of a channel, the card about somebody, the list of channels: real windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from core.irc.isupport import Isupport
from desktop.client import channel_words
from desktop.client.channel_settings import ChannelSettings
from desktop.client.join_dialog import JoinDialog
from desktop.client.whois_card import WhoisCard
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]


def told(*tokens: str) -> Isupport:
    made = Isupport()
    made.update(tokens)
    return made


# --- words and rights -------------------------------------------------------------------------


def test_what_there_is_follows_from_the_server() -> None:
    ngircd = told("CHANMODES=beI,k,l,imMnOPQRstVz", "PREFIX=(qaohv)~&@%+")
    assert channel_words.switches(ngircd)[:5] == ["i", "m", "n", "t", "s"]
    assert channel_words.lists(ngircd) == ["b", "e", "I"]
    insp = told("CHANMODES=IXbegw,k,FHJLfjl,ACDKMNOPQRSTcimnprstuz", "PREFIX=(ov)@+")
    assert channel_words.parameters(insp)[:2] == ["k", "l"]
    assert channel_words.lists(insp) == ["b", "e", "I", "w", "g", "X"]
    assert channel_words.roles(insp) == ["o", "v"]
    assert channel_words.parameter_words("L", insp) == channel_words.parameter_words("f")
    assert channel_words.parameter_words("f", insp).help.endswith("5:10.")
    for letter in channel_words.parameters(insp):
        assert not channel_words.parameter_words(letter, insp).title.startswith("Mode ")
    for letter in channel_words.lists(insp):
        assert not channel_words.list_words(letter).title.startswith("List ")
    old = told("CHANMODES=b,k,l,imnpst")
    assert channel_words.lists(old) == ["b"]
    for letter in channel_words.switches(insp):
        words = channel_words.switch_words(letter)
        assert words.title
        assert words.help


@pytest.mark.parametrize(
    ("own", "letter", "may"),
    [
        ("o", "o", True),
        ("o", "v", True),
        ("o", "q", False),
        ("q", "q", True),
        ("h", "v", True),
        ("h", "o", False),
        ("v", "v", False),
        ("", "v", False),
        ("a", "o", True),
    ],
)
def test_who_may_give_what(own: str, letter: str, may: bool) -> None:
    full = told("PREFIX=(qaohv)~&@%+")
    assert channel_words.may_give(own, letter, full) is may
    small = told("PREFIX=(ov)@+")
    assert channel_words.may_give("o", "v", small)
    assert not channel_words.may_give("v", "v", small)


def test_masks() -> None:
    assert channel_words.mask_of(" boris ") == "boris!*@*"
    assert channel_words.mask_of("*!*@10.0.0.1") == "*!*@10.0.0.1"
    assert channel_words.mask_of("") == ""


# --- the dialog -------------------------------------------------------------------------------


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port)
    client.until(lambda: client.members("#lab"))
    client.activate()
    return client


@pytest.fixture
def boris(anna: Client, server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "boris")
    client.until(lambda: client.members("#lab"))
    anna.until(lambda: "boris" in anna.members("#lab"))
    return client


def settings_of(client: Client) -> ChannelSettings:
    client.activate()
    QTest.keyClick(client.input, Qt.Key.Key_F4)
    found = client.window.findChildren(ChannelSettings)
    assert len(found) == 1
    return found[0]


@pytest.mark.feature("Channel settings in plain words")
@pytest.mark.feature("Topic seen and changed")
def test_switches_topic_key_and_limit(anna: Client, boris: Client) -> None:
    dialog = settings_of(anna)
    general = dialog.general
    anna.until(general.switches["t"].isEnabled)
    assert not general.switches["m"].isChecked()
    press_key(general.switches["m"], Qt.Key.Key_Space)
    anna.until(lambda: "m" in anna.window.conversations["#lab"].modes)
    anna.until(general.switches["m"].isChecked)
    type_text(general.topic.edit, "Сокеты")
    press_key(general.topic.edit, Qt.Key.Key_Return)
    boris.until(lambda: boris.window.conversations["#lab"].topic == "Сокеты")
    type_text(general.values["k"].edit, "ключ")
    press_key(general.values["k"].edit, Qt.Key.Key_Return)
    anna.until(lambda: "ключ" in anna.window.conversations["#lab"].modes)
    type_text(general.values["l"].edit, "30")
    press_key(general.values["l"].edit, Qt.Key.Key_Return)
    anna.until(lambda: "30" in anna.window.conversations["#lab"].modes)
    general.values["k"].edit.clear()
    press_key(general.values["k"].edit, Qt.Key.Key_Return)
    anna.until(lambda: "k" not in anna.window.conversations["#lab"].modes.split()[0])
    dialog.close_button.click()


def test_who_does_not_lead_may_look_and_is_told_why(anna: Client, boris: Client) -> None:
    dialog = settings_of(boris)
    boris.until(lambda: "Only those who lead" in dialog.note.text())
    assert not any(switch.isEnabled() for switch in dialog.general.switches.values())
    dialog.show_tab("people")
    row = [row.key for row in dialog.people.list.rows_model.rows].index("anna")
    dialog.people.list.setCurrentIndex(dialog.people.list.rows_model.index(row))
    assert not dialog.people.role.isEnabled()
    assert not dialog.people.ban.isEnabled()
    dialog.reject()


def test_roles_in_words(anna: Client, boris: Client) -> None:
    dialog = settings_of(anna)
    dialog.show_tab("people")
    people = dialog.people
    type_text(people.search, "борис")
    assert [row.key for row in people.list.rows_model.rows] == ["boris"]
    people.list.setCurrentIndex(people.list.rows_model.index(0))
    assert people.role.isEnabled()
    menu = people.roles_menu()
    assert menu is not None
    action = next(each for each in menu.actions() if each.text() == "May always write")
    assert action.isEnabled()
    action.trigger()
    anna.until(lambda: anna.window.conversations["#lab"].member("boris").modes == "v")  # type: ignore[union-attr]
    anna.until(lambda: people.list.rows_model.rows[0].detail == "May always write")
    menu.deleteLater()
    dialog.reject()


@pytest.mark.feature("Bans seen and lifted")
def test_kept_out_and_in_again(anna: Client) -> None:
    dialog = settings_of(anna)
    dialog.show_tab("lists")
    lists = dialog.lists
    anna.until(lambda: lists.state.text() == "Nobody stands here.")
    type_text(lists.name_field.edit, "chloe")
    press_key(lists.name_field.edit, Qt.Key.Key_Return)
    anna.until(lambda: [row.key for row in lists.list.rows_model.rows] == ["chloe!*@*"])
    assert "anna" in lists.list.rows_model.rows[0].detail
    lists.list.setCurrentIndex(lists.list.rows_model.index(0))
    lists.remove.click()
    anna.until(lambda: not lists.list.rows_model.rows)
    type_text(lists.name_field.edit, "a b")
    press_key(lists.name_field.edit, Qt.Key.Key_Return)
    assert lists.name_field.error
    dialog.reject()


def test_everything_has_a_name_in_both_languages(anna: Client, context: AppContext) -> None:
    dialog = settings_of(anna)
    for language in ("en", "ru"):
        context.translator.set_language(language)
        for tab in ("general", "people", "lists"):
            dialog.show_tab(tab)
            for kind in (QAbstractButton, QLineEdit):
                for part in dialog.findChildren(kind):
                    if part.isVisible():
                        assert part.accessibleName() or getattr(part, "text", str)(), part
            assert not dialog.grab().isNull()
    dialog.reject()


# --- the card ---------------------------------------------------------------------------------


@pytest.mark.feature("A card about somebody")
def test_a_card_with_deeds(anna: Client, boris: Client) -> None:
    anna.window.acts.whois("boris")
    anna.until(lambda: anna.window.findChildren(WhoisCard))
    card = anna.window.findChildren(WhoisCard)[0]
    assert dict(card.facts())["In common"] == "#lab"
    menu = card.more_menu()
    words = [action.text() for action in menu.actions()]
    assert "Ignore" in words
    assert "As the server said it" in words
    menu.actions()[words.index("As the server said it")].trigger()
    assert "boris" in card.raw.text()
    menu.actions()[words.index("May always write")].trigger()
    anna.until(lambda: anna.window.conversations["#lab"].member("boris").modes == "v")  # type: ignore[union-attr]
    menu.actions()[words.index("Ignore")].trigger()
    anna.until(lambda: anna.window.acts.ignores("boris"))
    menu.deleteLater()
    card.mention.click()
    assert "boris" in anna.page.composer.text()


# --- the list of channels ---------------------------------------------------------------------


def test_thousands_of_channels(anna: Client) -> None:
    anna.window.acts.ask_join()
    dialog = anna.window.acts.join_dialog
    assert isinstance(dialog, JoinDialog)
    anna.until(lambda: dialog.list.model().rowCount() == 1)
    many = tuple((f"#room-{n}", n % 97, f"Topic {n}") for n in range(50_000))
    dialog.set_channels((*many, ("#физика", 5, "Опыты")))
    model = dialog.list.model()
    assert model.rowCount() == 50_001
    type_text(dialog.name.edit, "49999")
    assert model.rowCount() == 1
    dialog.set_channels((*many[:1000], ("#физика", 5, "Опыты")))
    dialog._typed("fizika")
    assert model.rowCount() == 1
    dialog._typed("nowhere at all")
    assert dialog.heading.text() == "None is called that: a new one opens"
    dialog._typed("")
    dialog.sorting._cells["name"].click()
    assert model.index(0, 0).data().startswith("#room-0")
    dialog.reject()
