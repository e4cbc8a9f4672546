"""The running server: address, figures, people, channels, words to all."""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.server.events import ChannelInfo
from core.threads.client_link import ClientOptions
from desktop.context import AppContext
from desktop.server.dialogs import (
    AnnounceDialog,
    TextsDialog,
)
from desktop.server.navigation import Page
from desktop.server.server_window import ServerWindow
from tests.desktop.fake_server_engine import FakeServerEngine, person
from tests.desktop.server_fixtures import (
    WAIT_MS,
    asked,
    click,
    context,
    engine,
    start,
    window,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "engine", "window"]


@pytest.mark.feature("Address to tell, as a QR code too")
def test_address_is_shown_and_copied(qtbot: QtBot, window: ServerWindow) -> None:
    start(qtbot, window)
    card = window.overview.connect_card
    assert card.address.value() == "192.168.1.20:6667"
    assert card.qr.text() == "irc://192.168.1.20:6667"
    assert card.command.value() == "/server 192.168.1.20 6667"
    click(card.address.button)
    assert QGuiApplication.clipboard().text() == "192.168.1.20:6667"
    assert not card.choice.isVisible()


def test_another_address_can_be_chosen(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    engine.addresses = ("192.168.1.20", "10.8.0.3", "fd00::20")
    start(qtbot, window)
    card = window.overview.connect_card
    assert card.choice.isVisible()
    card.choice.setCurrentIndex(2)
    card.choice.activated.emit(2)
    assert card.address.value() == "[fd00::20]:6667"
    assert card.qr.text() == "irc://[fd00::20]:6667"
    assert card.command.value() == "/server fd00::20 6667"


def test_without_a_network_it_says_so(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    engine.addresses = ()
    start(qtbot, window)
    card = window.overview.connect_card
    assert card.address.value() == "127.0.0.1:6667"
    assert "in no network" in card.verdict()


def test_it_promises_reach_only_after_somebody_came(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    card = window.overview.connect_card
    engine.join(person(1, "me", host="127.0.0.1"))
    engine.join(person(2, "me2", host="192.168.1.20"))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 2)
    assert "Nobody has come from another computer" in card.verdict()
    engine.join(person(3, "anna", host="192.168.1.31"))
    qtbot.waitUntil(lambda: "192.168.1.31" in card.verdict())


def test_header_counts_people_by_plural_rules(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    def says(words: str) -> bool:
        return f"· {words} ·" in window.header.line.text()

    window.context.set_language("ru")
    start(qtbot, window, "Кабинет 214")
    for number, words in ((1, "1 человек"), (2, "2 человека"), (5, "5 человек")):
        while len(engine.people) < number:
            engine.join(person(len(engine.people) + 1, f"p{len(engine.people)}"))
        qtbot.waitUntil(partial(says, words))
    assert window.header.line.text() == "Кабинет 214 · 5 человек · 5 соединений не зашифровано"
    assert window.navigation.items[Page.PEOPLE].count == 5


def test_figures(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    engine.join(person(1, "anna"))
    engine.messages = 1000
    figures = window.overview.figures
    qtbot.waitUntil(lambda: figures.messages.value.text() not in ("", "0"), timeout=30_000)
    qtbot.waitUntil(lambda: figures.people.value.text() == "1")
    assert float(figures.memory.value.text().replace(",", "")) > 5
    assert figures.memory.unit.text() == "MB"


def test_nobody_here_yet_offers_the_chat(qtbot: QtBot, window: ServerWindow) -> None:
    start(qtbot, window)
    wanted = QSignalSpy(window.context.client_wanted)
    panel = window.overview.people
    assert panel.empty.isVisible()
    click(panel.empty.findChildren(QAbstractButton)[0])
    assert wanted.count() == 1


def test_open_chat_joins_this_server_and_its_fullest_channel(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    window.start_page.form.password.edit.setText("geheim")
    window.context.settings.nick = "учитель"
    start(qtbot, window)
    engine.channels = [
        ChannelInfo("#a", "", "+n", ("x",), 0),
        ChannelInfo("#b", "", "+n", ("x", "y"), 0),
    ]
    window.controller.refresh()
    wanted = QSignalSpy(window.context.client_wanted)
    click(window.navigation.chat)
    target, _nick = wanted.at(0)
    assert isinstance(target, ClientOptions)
    assert (target.host, target.port) == ("127.0.0.1", 6667)
    assert target.session.nick == "учитель"
    assert target.session.password == "geheim"
    assert target.session.channels == (("#b", ""),)


def test_message_to_all(qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine) -> None:
    start(qtbot, window)
    click(window.header.announce)
    box = window.findChild(AnnounceDialog)
    assert isinstance(box, AnnounceDialog)
    type_text(box.field.edit, "Перерыв 🙂")
    press_key(box.field.edit, Qt.Key.Key_Return)
    assert asked(engine, "announce") == [("Перерыв 🙂",)]
    click(window.header.announce)


def test_greeting_and_motd_while_running(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, context: AppContext
) -> None:
    start(qtbot, window)
    click(window.header.texts)
    box = window.findChild(TextsDialog)
    assert isinstance(box, TextsDialog)
    assert box.greeting.text() == "Thank you for connecting"
    box.greeting.edit.setText("x" * 500)
    click(box.ok)
    assert box.greeting.error
    box.greeting.edit.setText("Добро пожаловать")
    box.motd.setPlainText("Тема: сокеты\n")
    click(box.ok)
    assert asked(engine, "set_greeting") == [("Добро пожаловать",)]
    assert asked(engine, "set_motd") == [(("Тема: сокеты",),)]
    assert context.settings.server.greeting == "Добро пожаловать"
    assert context.settings.server.motd == ("Тема: сокеты",)
    assert window.start_page.form.greeting.text() == "Добро пожаловать"


def test_channels_and_their_members(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine
) -> None:
    start(qtbot, window)
    window.navigation.choose(Page.CHANNELS)
    page = window.channels
    assert page.empty.isVisible()
    engine.channels = [
        ChannelInfo("#class", "Sockets", "+nt", ("@anna", "boris"), time.time()),
        ChannelInfo("#lab", "", "+n", ("vera",), time.time()),
    ]
    window.controller.refresh()
    assert page.view.isVisible()
    assert page.members.rowCount() == 2
    page.view.selectRow(1)
    assert [page.members.index(row).data() for row in range(page.members.rowCount())] == ["vera"]
    engine.channels[1] = replace(engine.channels[1], members=("vera", "gleb"))
    window.controller.refresh()
    assert page.members.rowCount() == 2
    assert window.navigation.items[Page.CHANNELS].count == 2
    engine.channels.pop()
    window.controller.refresh()
    current = page.current_channel()
    assert current is not None
    assert current.name == "#class"


def test_the_fingerprint_of_the_certificate(
    qtbot: QtBot, window: ServerWindow, engine: FakeServerEngine, tmp_path: Path
) -> None:
    start(qtbot, window)
    card = window.overview.keeping
    qtbot.waitUntil(lambda: card.history.text() != "", timeout=WAIT_MS)
    assert card.history.text() == "History only until the server stops"
    assert card.encryption.text() == "Encrypted too, on the same port"
    file = tmp_path / "certificate.pem"
    body = base64.b64encode(b"a certificate in DER").decode()
    file.write_text(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
    window.controller.certificate = file
    print_ = hashlib.sha256(b"a certificate in DER").hexdigest()
    short = " ".join(print_[n : n + 4] for n in range(0, 16, 4)).upper()
    card.refresh()
    assert card.encryption.text().endswith(f": {short}")
    click(card.copy)
    assert QGuiApplication.clipboard().text() == print_
    broken = tmp_path / "broken.pem"
    broken.write_text("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n")
    assert card.fingerprint(broken) == ""
    assert card.fingerprint(tmp_path / "none.pem") == ""
    click(card.look)
    assert window.page is Page.HISTORY
