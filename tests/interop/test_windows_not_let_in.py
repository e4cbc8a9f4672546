"""Real windows that InspIRCd, ngIRCd and services do not let in as they are: what is said, and what
can be done there and then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.client.account_dialogs import LoginDialog
from desktop.client.link import Phase
from tests.desktop.client_fixtures import Client, OpenClient, context, open_client
from tests.desktop.conftest import english_first
from tests.desktop.typing import press_key, type_text
from tests.interop.programs import ngircd
from tests.interop.servers import atheme, inspircd, inspircd_with_all
from tests.interop.windows import ROOM, features, is_with

__all__ = ["context", "english_first", "open_client"]


def ended(client: Client) -> None:
    client.until(lambda: client.window.conversations.link.phase is Phase.ENDED)
    client.until(client.window.link_page.isVisible)


def attempts(client: Client) -> int:
    lines = client.window.chat.connection.recent_lines()
    return sum(way == "out" and line.startswith("NICK ") for _, way, line in lines)


@pytest.mark.parametrize("server", ["InspIRCd", "ngIRCd"])
def test_a_password_is_wanted(tmp_path: Path, open_client: OpenClient, server: str) -> None:
    """There is a field for it; a wrong one is told as such, the right one lets in."""
    running = (
        inspircd(tmp_path, connect='password="sesame"')
        if server == "InspIRCd"
        else ngircd(tmp_path, "Password = sesame")
    )
    with running as port:
        anna = open_client(port, "anna", (ROOM,))
        page = anna.window.link_page
        ended(anna)
        anna.until(page.field.isVisible)
        assert page.countdown.isHidden()
        assert "password" in f"{page.title.text()} {page.text.text()}"
        before = page.text.text(), page.title.text()
        type_text(page.field.edit, "wrong")
        press_key(page.field.edit, Qt.Key.Key_Return)
        anna.until(lambda: (page.text.text(), page.title.text()) != before and is_ended(anna))
        anna.until(page.field.isVisible)
        page.field.set_text("sesame")
        press_key(page.field.edit, Qt.Key.Key_Return)
        anna.until(partial(is_with, anna, 1))


def is_ended(client: Client) -> bool:
    return client.window.conversations.link.phase is Phase.ENDED


def test_a_server_whose_class_is_full(tmp_path: Path, open_client: OpenClient) -> None:
    """InspIRCd says the same as of a password; one can try again without."""
    with inspircd(tmp_path, connect='limit="1"') as port:
        anna = open_client(port, "anna", (ROOM,))
        page = anna.window.link_page
        ended(anna)
        assert "Access denied" in page.received.text()
        page.retry.click()
        anna.until(lambda: attempts(anna) == 2 and is_ended(anna))
        assert not page.field.text()


@pytest.mark.parametrize("server", ["InspIRCd", "ngIRCd"])
def test_who_is_banned(tmp_path: Path, open_client: OpenClient, server: str) -> None:
    """It is said who did it and why, and nothing is tried by itself."""
    if server == "InspIRCd":
        ban = '<badip ipmask="127.0.0.1" reason="Go away">'
        with inspircd(tmp_path, more=ban) as port:
            banned(open_client(port, "anna", (ROOM,)))
        return
    with ngircd(tmp_path) as port:
        chief = open_client(port, "chief", (ROOM,))
        chief.until(partial(is_with, chief, 1))
        chief.window.show_conversation(ROOM)
        chief.activate()
        chief.write("/oper chief secret")
        chief.until(lambda: any("You are now" in line for line in chief.lines()))
        chief.window.chat.connection.raw("GLINE *!*@127.0.0.1 600 :Go away")
        chief.until(lambda: chief.window.conversations.link.phase is Phase.ENDED)
        banner = chief.page.notices.link
        chief.until(banner.isVisible)
        assert "has banned you" in banner._text.text()
        banned(open_client(port, "anna", (ROOM,)))


def banned(client: Client) -> None:
    page = client.window.link_page
    ended(client)
    assert page.title.text().endswith("has banned you.")
    assert "Go away" in page.received.text()
    assert page.field.isHidden()
    assert page.countdown.isHidden()
    assert attempts(client) <= 1


def test_a_server_that_is_full(tmp_path: Path, open_client: OpenClient) -> None:
    """It is said why, and the window comes in by itself when there is room."""
    with ngircd(tmp_path, "[Limits]\nMaxConnections = 1") as port:
        anna = open_client(port, "anna", (ROOM,))
        anna.until(partial(is_with, anna, 1))
        boris = open_client(port, "boris", (ROOM,))
        page = boris.window.link_page
        boris.until(page.countdown.isVisible)
        assert "onnection" in page.received.text()
        anna.window.acts.disconnect_now()
        boris.until(partial(is_with, boris, 1))


def test_a_name_that_is_reserved(tmp_path: Path, open_client: OpenClient) -> None:
    with inspircd(tmp_path, more='<badnick nick="anna" reason="Reserved">') as port:
        anna = open_client(port, "anna", (ROOM,))
        anna.until(partial(is_with, anna, 1))
        banner = anna.page.notices.nick
        anna.until(banner.isVisible)
        assert "anna" in banner._text.text()
        assert anna.window.conversations.nick != "anna"


def test_a_name_that_belongs_to_an_account(tmp_path: Path, open_client: OpenClient) -> None:
    """Services take it from who does not log in: the window asks before, and says it after; who
    logs in then asks for it again."""
    with inspircd_with_all(tmp_path) as ports, atheme(ports.services):
        first = open_client(ports.port, "anna", (ROOM,))
        first.until(partial(is_with, first, 1))
        first.until(lambda: features(first).sasl)
        connection = first.window.chat.connection
        connection.run("/ns register topsecret anna@besedka.test", "")
        first.until(lambda: first.window.accounts.account == "anna")
        for line in ("/ns set enforce on", "/ns set enforcetime 1"):
            connection.run(line, "")
        first.until(lambda: first.sees("ENFORCETIME", "NickServ"))
        connection.run("/nick other", "")
        first.until(lambda: first.window.conversations.nick == "other")
        second = open_client(ports.port, "anna", (ROOM,))
        second.until(partial(is_with, second, 2))
        login, nick = second.page.notices.login, second.page.notices.nick
        second.until(login.isVisible)
        assert "The name anna belongs to an account." in login.sentence()
        second.until(nick.isVisible)
        assert "The server has taken the name anna from you." in nick._text.text()
        assert second.window.context.settings.nick == "anna"
        login.again.click()
        dialog = next(d for d in second.window.findChildren(LoginDialog) if d.isVisible())
        dialog.account.set_text("anna")
        type_text(dialog.password.edit, "topsecret")
        dialog.yes.click()
        second.until(lambda: second.window.accounts.account == "anna")
        second.until(login.isHidden)
        # Atheme holds the name for an hour: what the server says to that is shown.
        second.until(lambda: second.sees("The server does not accept the name anna."))
