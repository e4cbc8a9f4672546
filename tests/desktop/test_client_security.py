"""Encrypted connections through real windows: what a person sees, is asked, and can read."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from core.known_servers import KnownCertificate
from core.net.addresses import ServerAddress
from core.settings import RecentServer
from desktop.client.another_server import AnotherServerDialog
from desktop.client.conversation import SERVER
from desktop.client.dialogs import AddressDialog
from desktop.client.security_dialogs import DistrustDialog, SecurityDialog
from desktop.context import AppContext
from desktop.launcher.actions import JoinPanel
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "keeping_server", "open_client", "server"]


def details_of(client: Client) -> SecurityDialog:
    client.until(lambda: client.window.findChildren(SecurityDialog))
    return client.window.findChildren(SecurityDialog)[-1]


@pytest.mark.feature("Encrypted connection")
def test_a_lock_the_key_and_its_details(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, tls=True)
    anna.until(lambda: anna.sees("anna", "#lab") or anna.members("#lab"))
    status = anna.page.status.security
    assert status.isVisible()
    assert status.text() == "TLS 1.3"
    assert anna.page.sidebar.server.texts[1].startswith("new key")
    assert anna.sees("remembers this server's key", SERVER)
    status.setFocus()
    press_key(status, Qt.Key.Key_Return)
    dialog = details_of(anna)
    assert "made its key itself" in dialog.about.text()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    known = anna.window.context.known_servers.certificate("127.0.0.1", server.port)
    assert known is not None
    assert known.fingerprint.upper() in copied.replace(" ", "").replace("\n", "")
    assert "TLS 1.3" in copied
    press_key(dialog, Qt.Key.Key_Escape)
    # The words follow the language, and the next time the key is known.
    anna.window.context.set_language("ru")
    anna.until(lambda: anna.page.sidebar.server.texts[1].startswith("новый ключ"))
    anna.window.context.set_language("en")
    boris = open_client(server.port, "boris", tls=True)
    boris.until(lambda: boris.members("#lab"))
    assert boris.page.sidebar.server.texts[1].startswith("key known")
    assert not boris.sees("remembers", SERVER)
    assert anna.window.context.settings.recent[0].tls
    boris.write("is anybody listening?")
    anna.until(lambda: anna.sees("boris: is anybody listening?"))


def test_a_plain_connection_has_nothing_of_it(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port)
    anna.until(lambda: anna.members("#lab"))
    assert not anna.page.status.security.isVisible()
    assert anna.page.sidebar.server.texts[1].startswith("connected")
    texts = [action.text() for action in anna.window.menus.server_menu().actions()]
    assert not any("ncryption" in text for text in texts)


def test_the_menu_of_the_server_leads_there_too(server: Server, open_client: OpenClient) -> None:
    anna = open_client(server.port, tls=True)
    anna.until(lambda: anna.members("#lab"))
    (entry,) = (
        action
        for action in anna.window.menus.server_menu().actions()
        if "ncryption" in action.text()
    )
    entry.trigger()
    details_of(anna).reject()


def test_another_key_stops_and_the_person_decides(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    old = KnownCertificate("ab" * 32, since=1_750_000_000.0)
    context.known_servers.trust("127.0.0.1", server.port, old)
    anna = open_client(server.port, tls=True)
    anna.until(lambda: anna.window.security.question is not None)
    dialog = anna.window.security.question
    assert isinstance(dialog, DistrustDialog)
    assert dialog.old.text().startswith("AB AB")
    assert not dialog.new.text().startswith("AB AB")
    assert "2025" in dialog.old.accessibleName()
    assert dialog.no.hasFocus() or dialog.no.isDefault()
    press_key(dialog, Qt.Key.Key_Return)  # do not connect
    anna.until(lambda: anna.window.security.question is None)
    assert "has changed" in anna.window.link_page.title.text()
    assert not anna.window.chat.connection.is_running
    assert context.known_servers.certificate("127.0.0.1", server.port) == old
    anna.window.link_page.retry.click()
    anna.until(lambda: anna.window.security.question is not None)
    again = anna.window.security.question
    assert again is not None
    again.trust.click()
    anna.until(lambda: anna.members("#lab"))
    assert anna.page.sidebar.server.texts[1].startswith("key known")


@pytest.fixture
def plain_port() -> Iterator[int]:
    """A server that knows nothing of encryption, and says something in plain words at once."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            with sock:
                sock.sendall(b":irc.test NOTICE * :*** Looking up your hostname\r\n")
                sock.recv(10_000)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    thread.join()
    listener.close()


def test_a_plain_server_is_told_in_words_and_joined_without(
    plain_port: int, server: Server, open_client: OpenClient
) -> None:
    anna = open_client(plain_port, tls=True, reconnect=False)
    page = anna.window.link_page
    anna.until(lambda: "is not encrypted at this port" in page.title.text())
    assert "6697" in page.text.text()
    page.address.click()
    (dialog,) = anna.window.findChildren(AddressDialog)
    assert dialog.encrypted.on
    dialog.field.set_text(f"127.0.0.1:{server.port}")
    press_key(dialog.encrypted.switch, Qt.Key.Key_Space)
    assert not dialog.encrypted.on
    dialog.yes.click()
    anna.until(anna.online)
    assert not anna.page.status.security.isVisible()


def test_the_switch_and_the_address_say_the_same(context: AppContext, qtbot: QtBot) -> None:
    context.settings.remember("chat.example", 7000, tls=True)
    panel = JoinPanel(context)
    qtbot.addWidget(panel)
    asked: list[ServerAddress] = []
    panel.join.connect(lambda address, _identity: asked.append(address))
    panel.show()
    for typed, switch, wanted in (
        ("irc.example", False, ServerAddress("irc.example", 6667)),
        ("irc.example", True, ServerAddress("irc.example", 6697, tls=True)),
        ("192.168.1.5:7000", True, ServerAddress("192.168.1.5", 7000, tls=True)),
        ("ircs://irc.example/#a", None, ServerAddress("irc.example", 6697, "#a", tls=True)),
        ("chat.example:7000", None, ServerAddress("chat.example", 7000, tls=True)),
    ):
        panel.clear()
        type_text(panel.field.edit, typed)
        if switch is not None and switch != panel.encrypted.on:
            press_key(panel.encrypted.switch, Qt.Key.Key_Space)
        press_key(panel.field.edit, Qt.Key.Key_Return)
        assert asked.pop() == wanted
    panel.clear()
    panel.encrypted.set_on(True)
    press_key(panel.field.edit, Qt.Key.Key_Return)
    assert "Type the server's address" in panel.field.error


def test_a_recent_encrypted_server_is_joined_so_again(qtbot: QtBot) -> None:
    recent = [RecentServer("Room", "192.168.1.5", 6667, tls=True), RecentServer("B", "b", 6667)]
    answers: list[str] = []
    for row in range(2):
        dialog = AnotherServerDialog(recent, lambda _text: "")
        qtbot.addWidget(dialog)
        dialog.answered.connect(answers.append)
        dialog.rows[row].click()
    assert answers == ["ircs://192.168.1.5:6667", "b:6667"]


def test_known_keys_lie_beside_the_settings(context: AppContext, tmp_path: Path) -> None:
    context.known_servers.trust("a", 1, KnownCertificate("c" * 64))
    assert (tmp_path / "known-servers.json").exists()
    assert QApplication.instance() is not None


def test_pictures_between_who_is_encrypted_and_who_is_not(
    keeping_server: Server, open_client: OpenClient
) -> None:
    anna, boris = open_client(keeping_server.port, tls=True), open_client(keeping_server.port, "b")
    for each, scheme in ((anna, "https://"), (boris, "http://")):
        each.until(lambda c=each: len(c.members("#lab")) == 2)  # type: ignore[misc]
        features = each.window.chat.connection.features
        each.until(lambda f=features, s=scheme: f.files.startswith(s))  # type: ignore[misc]
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    for sender, other, text in ((anna, boris, "from anna"), (boris, anna, "from b")):
        assert sender.window.files.send_picture(image, "схема", text)
        other.until(lambda c=other, t=text: c.sees(t) and url_under(c, t))  # type: ignore[misc]
        url = url_under(other, text)
        pictures = other.window.pictures
        pictures.ask(url)
        other.until(lambda p=pictures, u=url: p.state(u).image is not None)  # type: ignore[misc]


def url_under(client: Client, text: str) -> str:
    """The address of the picture that was sent with those words."""
    model = client.window.conversations["#lab"].transcript
    for number in range(model.first, model.end):
        row = model.row(number)
        if isinstance(row, MessageReceived) and text in row.text and "/files/" in row.text:
            return row.text.rpartition("\n")[2]
    return ""
