"""Every window and dialog for somebody who hears it: names, roles, and the way of the Tab key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import MessageKind, MessageReceived
from core.identities import SavedServer
from core.net.addresses import ServerAddress
from core.settings import RecentServer
from desktop.client import account_dialogs, dialogs
from desktop.client.another_server import AnotherServerDialog
from desktop.client.conversation_window import ConversationWindow
from desktop.client.lines_window import LinesWindow
from desktop.client.link import Phase
from desktop.client.message_dialogs import DeleteDialog, LinkDialog
from desktop.client.paste_picture import PicturePreview
from desktop.client.paste_preview import PastePreview
from desktop.client.picture_window import PictureWindow
from desktop.context import AppContext
from desktop.launcher.launcher_window import LauncherWindow
from desktop.server.navigation import Page
from desktop.server.server_window import ServerWindow
from desktop.settings.settings_window import SettingsWindow
from desktop.widgets.panels import Dialog
from tests.desktop.accessible import (
    faults_of_buttons,
    faults_of_names,
    faults_of_order,
    faults_of_sequence,
)
from tests.desktop.client_fixtures import (
    TIMEOUT,
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    free_port,
    keeping_server,
    open_client,
)
from tests.desktop.fake_server_engine import FakeServerEngine, person
from tests.desktop.server_fixtures import engine, start, window

__all__ = ["context", "engine", "free_port", "keeping_server", "open_client", "window"]

BOTH = pytest.mark.parametrize("language", ["en", "ru"])


class Ear:
    """Looks at windows as a screen reader does."""

    def __init__(self, qtbot: QtBot, language: str) -> None:
        self._qtbot = qtbot
        self._language = language
        self.faults: list[str] = []

    def listen(self, window: QWidget, what: str = "", *, order: bool = True) -> None:
        """Keep what is wrong with a window that is shown; not with its ``order`` where something
        over it has the Tab key."""
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow, timeout=TIMEOUT)
        where = what or type(window).__name__
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        found = faults_of_names(window, self._language)
        if order:
            found += faults_of_order(window) + faults_of_buttons(window)
        if isinstance(window, Dialog | SettingsWindow):  # others stand in columns
            found += faults_of_sequence(window)
        self.faults += [f"{where}: {fault}" for fault in found]

    def judge(self) -> None:
        assert not self.faults, "\n".join(self.faults)


@pytest.fixture
def ear(qtbot: QtBot, request: pytest.FixtureRequest) -> Ear:
    """Of the language of the test."""
    callspec = getattr(request.node, "callspec", None)
    return Ear(qtbot, callspec.params.get("language", "en") if callspec is not None else "en")


@BOTH
def test_the_launcher(context: AppContext, ear: Ear, language: str) -> None:
    context.set_language(language)
    context.settings.nick = "anna"
    context.remember_server("192.0.2.1", 6667, "Room 214", ("#lab",))
    context.remember_server("192.0.2.2", 6667, "Room 215")
    window = LauncherWindow(context)
    window.show()
    ear.listen(window)
    window.ask_address()
    ear.listen(window, "launcher with the address")
    window.close()
    delete_now(window)
    ear.judge()


@BOTH
def test_the_settings(context: AppContext, ear: Ear, language: str) -> None:
    from desktop.settings.explanations import PAGES

    context.set_language(language)
    window = SettingsWindow(context)
    window.show()
    for page in PAGES:
        window.open_page(page)
        ear.listen(window, f"settings, {page}")
    window.close()
    delete_now(window)
    ear.judge()


@BOTH
def test_the_server_window(
    window: ServerWindow,
    engine: FakeServerEngine,
    context: AppContext,
    qtbot: QtBot,
    ear: Ear,
    language: str,
) -> None:
    context.set_language(language)
    ear.listen(window, "server that is stopped")
    start(qtbot, window)
    engine.join(person(1, "anna"))
    engine.join(person(2, "boris"))
    qtbot.waitUntil(lambda: window.controller.people.rowCount() == 2, timeout=TIMEOUT)
    for page in Page:
        window.show_page(page)
        ear.listen(window, f"server, {page.name.lower()}")
    ear.judge()


@pytest.fixture
def anna(keeping_server: Server, open_client: OpenClient) -> Client:
    client = open_client(keeping_server.port)
    client.until(lambda: client.members("#lab"))
    client.activate()
    client.write("a message")
    client.until(lambda: client.sees("a message"))
    return client


@BOTH
def test_the_client_window(anna: Client, context: AppContext, ear: Ear, language: str) -> None:
    context.set_language(language)
    window = anna.window
    ear.listen(window, "client")
    for width in (480, 700, 1240):
        window.resize(width, 700)
        ear.listen(window, f"client, {width} wide")
    anna.input.setFocus()
    QTest.keyClick(anna.input, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    ear.listen(window, "client with the search field")
    anna.key(Qt.Key.Key_Escape)
    window.finding.search_everywhere()
    ear.listen(window, "client with the search panel")
    anna.until(lambda: window.finding.everywhere is not None)
    window.show_conversation(window.conversations.server.name)
    ear.listen(window, "the server's conversation")
    window.finding.own_window("#lab")
    window.finding.open_lines()
    for kind in (ConversationWindow, LinesWindow):
        (beside,) = window.findChildren(kind)
        ear.listen(beside)
        beside.close()
    ear.judge()


@BOTH
def test_a_client_that_cannot_connect(
    open_client: OpenClient,
    free_port: int,
    context: AppContext,
    ear: Ear,
    language: str,
) -> None:
    context.set_language(language)
    client = open_client(free_port, reconnect=False)
    client.until(lambda: client.window.conversations.link.phase is Phase.ENDED)
    ear.listen(client.window, "client that cannot connect")
    ear.judge()


def fine(_text: str) -> str:
    return ""


def small_dialogs(parent: QWidget) -> Iterator[Dialog]:
    """Every question of the client, and of the program."""
    from desktop.client.connecting_dialog import ConnectingDialog
    from desktop.client.several_dialog import SeveralDialog
    from desktop.fault_dialog import FaultDialog
    from desktop.link_dialog import LinkDialog as FollowDialog
    from desktop.link_dialog import NoLinkDialog
    from desktop.settings.identity_rows import IdentityDialog

    row = MessageReceived("#lab", MessageKind.TEXT, "anna", "a line", 0.0, "1")
    yield dialogs.NickDialog("anna", fine, parent)
    yield dialogs.WriteDialog(["boris"], fine, parent)
    yield dialogs.InviteDialog("#lab", ["boris"], fine, parent)
    yield dialogs.KickDialog("boris", "#lab", parent)
    yield dialogs.AwayDialog(fine, parent)
    yield dialogs.KeyDialog("#lab", fine, parent)
    yield dialogs.AddressDialog("192.0.2.1", fine, parent)
    yield dialogs.CloseDialog(3, parent)
    yield account_dialogs.LoginDialog("anna", "", parent)
    yield account_dialogs.RegisterDialog("anna", parent)
    yield AnotherServerDialog([RecentServer("Room 215", "192.0.2.2", 6667)], fine, parent)
    yield DeleteDialog(row, parent)
    yield LinkDialog("https://xn--80ak6aa92e.com/", parent)
    yield PastePreview("line\n" * 40, 40, one_message=True, parent=parent)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    yield PicturePreview(image, "a.png", possible=True, parent=parent)
    yield FaultDialog("ValueError: 7", parent)
    yield FollowDialog(ServerAddress("192.0.2.1", 6667, "#lab"), here=False, parent=parent)
    yield NoLinkDialog("http://lab", "bad_scheme", parent)
    yield IdentityDialog(None, set(), parent)
    yield SeveralDialog(["boris", "clara"], parent)
    yield ConnectingDialog(SavedServer("Room 214", "192.0.2.1"), parent)


@BOTH
def test_the_questions(context: AppContext, ear: Ear, qtbot: QtBot, language: str) -> None:
    context.set_language(language)
    parent = QWidget()
    parent.resize(900, 700)
    parent.show()
    for dialog in small_dialogs(parent):
        dialog.open()
        ear.listen(dialog)
        assert [each for each in dialog.findChildren(QPushButton) if each.isDefault()], dialog
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        delete_now(dialog)
    parent.close()
    delete_now(parent)
    ear.judge()


@BOTH
def test_the_parts_that_open_over_the_client(
    anna: Client, context: AppContext, ear: Ear, language: str
) -> None:
    context.set_language(language)
    window = anna.window
    window.acts.ask_join()
    ear.listen(window.findChildren(Dialog)[-1], "join")
    window.findChildren(Dialog)[-1].reject()
    window.finding.channel_settings("#lab")
    ear.listen(window.findChildren(Dialog)[-1], "channel settings")
    ear.judge()


def test_the_picture_window(context: AppContext, ear: Ear) -> None:
    window = PictureWindow("a.png", b"")
    window.show()
    ear.listen(window)
    window.close()
    delete_now(window)
    ear.judge()
