"""A conversation in a window of its own, beside the others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.client.conversation_window import ConversationWindow
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)
from tests.desktop.test_client_ignoring import choose, pair
from tests.desktop.test_notifications import FakeTray, shown
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server", "shown"]


def own_windows(client: Client) -> list[ConversationWindow]:
    found: list[ConversationWindow] = client.window.findChildren(ConversationWindow)
    return [each for each in found if each.isVisible()]


def write(window: ConversationWindow, text: str) -> None:
    window.composer.focus_input()
    edit = window.composer.input
    type_text(edit, text)
    press_key(edit, Qt.Key.Key_Escape)
    press_key(edit, Qt.Key.Key_Return)


@pytest.mark.feature("A conversation in a window of its own")
@pytest.mark.feature("Several conversations side by side")
def test_beside_the_others(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/join #tea")
    anna.until(lambda: anna.window.conversations.active == "#tea")
    choose(anna.window.menus.conversation_menu("#lab"), "Open in a window of its own")
    (lab,) = own_windows(anna)
    assert lab.windowTitle() == "#lab · Room 214"
    write(lab, "hello from beside")
    boris.until(lambda: boris.sees("anna: hello from beside"))
    assert anna.window.conversations.active == "#tea"  # both are in sight
    boris.write("hello, anna")
    anna.until(lambda: anna.sees("boris: hello, anna", "#lab"))
    write(lab, "/me waves")
    boris.until(lambda: boris.sees("waves"))
    write(lab, "/nonsense")
    anna.until(lambda: anna.sees("There is no command /nonsense.", "#lab"))
    anna.window.finding.own_window("#lab")
    assert own_windows(anna) == [lab]  # not a second one
    write(lab, "/part")
    anna.until(lambda: own_windows(anna) == [])
    delete_now()


def test_what_is_seen_there_is_read_and_does_not_call(
    server: Server, open_client: OpenClient, shown: FakeTray
) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/join #tea")
    anna.until(lambda: anna.window.conversations.active == "#tea")
    anna.window.finding.own_window("#lab")
    (lab,) = own_windows(anna)
    lab.activateWindow()
    anna.until(lab.isActiveWindow)
    boris.window.chat.connection.run("anna: are you there?", "#lab")
    anna.until(lambda: anna.sees("are you there?", "#lab"))
    anna.until(lambda: not anna.window.conversations["#lab"].unread)
    assert shown.notices == []
    boris.window.chat.connection.run("/msg anna psst", "")
    anna.until(lambda: shown.notices)
    assert [notice.text for notice in shown.notices] == ["psst"]
    type_text(lab.composer.input, "not sent")
    lab.close()
    assert anna.window.conversations["#lab"].draft == "not sent"
    delete_now()


def test_every_control_has_a_name(server: Server, open_client: OpenClient) -> None:
    anna, _ = pair(open_client, server)
    anna.window.finding.own_window("#lab")
    (lab,) = own_windows(anna)
    for part in (lab.view, lab.composer.input, lab.composer.emoji, lab.composer.send):
        assert isinstance(part, QWidget)
        assert part.accessibleName()
    lab.activateWindow()
    anna.until(lab.isActiveWindow)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(lab, Qt.Key.Key_W, control)
    assert own_windows(anna) == []
    delete_now()
