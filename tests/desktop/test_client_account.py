"""The account on a server: made, shown, logged in to, refused; and what is read is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.client.feature_events import LoginFailed
from desktop.client.account_dialogs import LoginDialog, RegisterDialog
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


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "anna", ("#lab", "#класс-7б"))
    client.until(lambda: client.members("#lab") and client.members("#класс-7б"))
    client.window.show_conversation("#lab")
    client.activate()
    return client


def entries(client: Client) -> list[str]:
    menu = client.window.menus.own_menu()
    texts = [action.text() for action in menu.actions()]
    menu.close()
    return texts


def make_account(client: Client, password: str) -> None:
    client.window.accounts.ask_register()
    dialog = client.window.findChild(RegisterDialog)
    assert dialog is not None
    for field in (dialog.password, dialog.again):
        type_text(field.edit, password)
    dialog.yes.click()
    client.until(lambda: client.window.accounts.account)


@pytest.mark.feature("Account made in the window")
def test_an_account_is_made_and_shown(anna: Client) -> None:
    assert "Make an account…" in entries(anna) and "Log in to an account…" in entries(anna)
    anna.window.accounts.ask_register()
    dialog = anna.window.findChild(RegisterDialog)
    assert dialog is not None
    dialog.yes.click()
    assert dialog.password.error == "Type the password."
    type_text(dialog.password.edit, "тайна123")
    type_text(dialog.again.edit, "тайна12")
    press_key(dialog.again.edit, Qt.Key.Key_Return)
    dialog.yes.click()
    assert dialog.again.error == "The two passwords differ."
    type_text(dialog.again.edit, "3")
    dialog.yes.click()
    anna.until(lambda: anna.window.accounts.account == "anna")
    assert anna.page.sidebar.own.texts[1] == "online · account anna"
    assert "Account: anna" in entries(anna) and "Make an account…" not in entries(anna)


@pytest.mark.feature("Login to an account (SASL)")
def test_a_login_that_is_refused_is_told_and_asked_for_again(
    anna: Client, server: Server, open_client: OpenClient
) -> None:
    make_account(anna, "тайна123")
    boris = open_client(server.port, "boris", ("#lab",))
    boris.until(lambda: boris.members("#lab"))
    boris.activate()
    boris.window.accounts.ask_login()
    dialog = boris.window.findChild(LoginDialog)
    assert dialog is not None
    dialog.account.set_text("anna")
    dialog.yes.click()
    assert dialog.password.error == "Type the password."
    type_text(dialog.password.edit, "wrong")
    dialog.yes.click()
    banner = boris.page.notices.login
    boris.until(banner.isVisible)
    assert "account anna" in banner.text()
    banner.again.click()
    again = next(d for d in boris.window.findChildren(LoginDialog) if d.isVisible())
    # It says why it asks, and knows the account.
    assert again.account.text() == "anna" and again.password.error == banner.text()
    type_text(again.password.edit, "тайна123")
    again.yes.click()
    boris.until(lambda: boris.window.accounts.account == "anna")
    assert not banner.isVisible()
    boris.window.acts.disconnect_now()
    boris.until(lambda: not boris.online())
    assert boris.window.accounts.account == ""


def test_why_there_is_no_account_is_said_in_words(anna: Client) -> None:
    banner = anna.page.notices.login
    chat = anna.window.chat
    for text, words in (
        ("no_accounts", "This server knows of no accounts."),
        ("not_trusted", "could not prove that it knows the password"),
        ("Invalid credentials", "You are not logged in to the account anna: Invalid credentials"),
    ):
        chat.changed.emit(chat.follow([LoginFailed("anna", text)]))
        assert banner.isVisible() and words in banner.text()
    chat.changed.emit(chat.follow([LoginFailed("", "Try later")]))
    assert banner.text() == "The server refused: Try later"


@pytest.mark.feature("Read on one device is read on the other")
def test_what_is_read_here_is_read_on_the_other_device(
    anna: Client, server: Server, open_client: OpenClient
) -> None:
    channels = ("#lab", "#класс-7б")
    make_account(anna, "тайна123")
    phone = open_client(server.port, "anna-phone", channels)
    phone.until(lambda: all("anna" in phone.members(name) for name in channels))
    phone.window.accounts.log_in("anna", "тайна123")
    phone.until(lambda: phone.window.accounts.account == "anna")
    phone.window.show_conversation("")
    boris = open_client(server.port, "boris", channels)
    boris.until(lambda: all("anna" in boris.members(name) for name in channels))
    anna.activate()
    there = phone.window.conversations
    boris.window.show_conversation("#класс-7б")
    boris.write("not seen")
    phone.until(lambda: there["#класс-7б"].unread == 1)
    boris.window.show_conversation("#lab")
    boris.write("seen at once")
    # anna has #lab before her: the phone hears that it is read; the other is not.
    anna.until(lambda: anna.sees("seen at once"))
    phone.until(lambda: phone.sees("seen at once", "#lab") and there["#lab"].unread == 0)
    here = anna.window.conversations["#класс-7б"]
    assert (here.unread, there["#класс-7б"].unread) == (1, 1)
    anna.window.arrange.mark_all_read()
    phone.until(lambda: there["#класс-7б"].unread == 0)
    assert here.unread == 0
