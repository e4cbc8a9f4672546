"""What opens over the windows, and the windows for learning, for somebody who hears them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import WhoisReceived
from core.client.security import Distrusted, Secured, ServerCertificate, Trust
from core.identities import SavedServer
from desktop.client.channel_settings import ChannelSettings
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.saved_card import SavedCard
from desktop.client.security_dialogs import DistrustDialog, SecurityDialog
from desktop.client.transfer_card import TransferCard
from desktop.client.whois_card import WhoisCard
from desktop.context import AppContext
from desktop.demo import demo_chat
from desktop.demo.demo_window import DemoWindow
from desktop.lab.lab_window import LabWindow
from desktop.launcher.saved import SavedDialog
from desktop.lessons.lesson_window import LessonsWindow
from desktop.sockets.lower_panes import PaneName
from desktop.sockets.sockets_window import SocketsWindow
from desktop.switcher.switcher import Switcher
from desktop.widgets.panels import Dialog
from tests.desktop.client_fixtures import (
    TIMEOUT,
    Client,
    context,
    delete_now,
    keeping_server,
    open_client,
)
from tests.desktop.lab.lab_fixtures import create, press
from tests.desktop.lessons.lesson_fixtures import Learner
from tests.desktop.sockets.world import Chat, World
from tests.desktop.test_accessibility import BOTH, Ear, anna, ear

__all__ = ["anna", "context", "ear", "keeping_server", "open_client"]

CERTIFICATE = ServerCertificate("ab" * 32, "CN=room-214", "CN=room-214", ("room-214",), 1e9, 2e9)


@BOTH
def test_what_floats_over_the_client(
    anna: Client, context: AppContext, ear: Ear, language: str, tmp_path: Path
) -> None:
    context.set_language(language)
    window = anna.window
    (tmp_path / "notes.txt").write_bytes(b"hello")
    window.page.transfers.add_saved(SavedCard(tmp_path / "notes.txt"))
    window.page.transfers.add(TransferCard("film.bin", 1_000_000))
    failed = TransferCard("film.bin", 1_000_000, comes=True)
    failed.set_fault("gone")
    window.page.transfers.add(failed)
    ear.listen(window, "client with files")
    window.finding.open_switcher()
    anna.until(lambda: floating(window, Switcher))
    ear.listen(window, "switcher", order=False)
    switcher = floating(window, Switcher)
    assert isinstance(switcher, Switcher)
    anna.key(Qt.Key.Key_Escape)
    anna.until(lambda: floating(window, Switcher) is None)
    window.finding.switcher_closed() if hasattr(window.finding, "switcher_closed") else None
    ear.judge()


def floating(window: QWidget, kind: type[QWidget]) -> QWidget | None:
    found = window.window().findChildren(kind)
    return next((each for each in found if each.isVisible()), None)


@BOTH
def test_the_picker_of_emoji(anna: Client, context: AppContext, ear: Ear, language: str) -> None:
    context.set_language(language)
    anna.page.composer.pick_emoji()
    anna.until(lambda: floating(anna.window, EmojiPicker))
    ear.listen(anna.window, "emoji picker", order=False)
    anna.key(Qt.Key.Key_Escape)
    anna.until(lambda: floating(anna.window, EmojiPicker) is None)
    ear.judge()


def questions(context: AppContext, parent: QWidget) -> Iterator[Dialog]:
    event = WhoisReceived("boris", "b", "192.0.2.1", "Boris", account="boris", idle_seconds=70)
    yield WhoisCard(event, parent, raw=("311 boris",), common=("#lab",))
    yield SecurityDialog(
        Secured("TLSv1.3", "TLS_AES_256_GCM_SHA384", CERTIFICATE, Trust.KNOWN), "room-214", parent
    )
    yield DistrustDialog(
        Distrusted("room-214", 6697, CERTIFICATE, Trust.CHANGED, "cd" * 32, 1e9), parent
    )
    context.settings.saved = (SavedServer("Room", "192.0.2.1"), SavedServer("Lab", "192.0.2.2"))
    yield SavedDialog(context, parent)


@BOTH
def test_cards_and_questions(context: AppContext, ear: Ear, qtbot: QtBot, language: str) -> None:
    context.set_language(language)
    parent = QWidget()
    parent.resize(900, 700)
    parent.show()
    for dialog in questions(context, parent):
        dialog.open()
        if isinstance(dialog, WhoisCard):
            dialog.raw.show()
        ear.listen(dialog)
        assert [each for each in dialog.findChildren(QPushButton) if each.isDefault()], dialog
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        delete_now(dialog)
    parent.close()
    delete_now(parent)
    ear.judge()


@BOTH
def test_each_part_of_the_channel_settings(
    anna: Client, context: AppContext, ear: Ear, language: str
) -> None:
    context.set_language(language)
    anna.window.finding.channel_settings("#lab")
    dialog = anna.window.findChildren(ChannelSettings)[-1]
    anna.until(dialog.general.topic.edit.isEnabled)
    for part in ("general", "people", "lists"):
        dialog.show_tab(part)
        ear.listen(dialog, f"channel settings, {part}")
    dialog.reject()
    ear.judge()


# --- windows for learning -----------------------------------------------------------------------


@BOTH
def test_the_lessons(context: AppContext, ear: Ear, qtbot: QtBot, language: str) -> None:
    context.set_language(language)
    window = LessonsWindow(context)
    window.resize(1280, 800)
    window.show()
    ear.listen(window, "list of lessons")
    learner = Learner(window, qtbot)
    learner.open(1)
    ear.listen(window, "a lesson")
    window.close()
    delete_now(window)
    gc.collect()
    ear.judge()


@BOTH
def test_the_lab(context: AppContext, ear: Ear, qtbot: QtBot, language: str) -> None:
    context.set_language(language)
    window = LabWindow(context)
    window.resize(1280, 800)
    window.show()
    ear.listen(window, "lab without sockets")
    sock = create(window)
    press(window, sock.number, "bind")
    ear.listen(window, "lab with a call")
    window.close()
    delete_now(window)
    ear.judge()


@BOTH
def test_the_show(
    context: AppContext,
    ear: Ear,
    qtbot: QtBot,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(demo_chat, "SLOWER", 2.0)
    monkeypatch.setattr(demo_chat, "_PAUSE_MS", 1)
    context.set_language(language)
    window = DemoWindow(context)
    window.show()
    with qtbot.waitSignal(window.chat.finished, timeout=2 * TIMEOUT):
        pass
    ear.listen(window, "the show")
    window.close()
    assert window.chat.stop_and_wait(30.0)
    delete_now(window)
    ear.judge()


@BOTH
def test_the_sockets(context: AppContext, ear: Ear, qtbot: QtBot, language: str) -> None:
    context.set_language(language)
    with World() as world:
        chat = Chat(world)
        window = SocketsWindow(world.feed)
        window.resize(1400, 900)
        window.show()
        world.feed.start()
        chat.says("anna", "hello")
        for name in PaneName:
            window.panel.panes.show_pane(name)
            ear.listen(window, f"sockets, {name}")
        window.close()
        delete_now(window)
    ear.judge()
