"""The sidebar as a person arranges it: pinned, muted, moved by keys and the mouse, read at once;
and back and forward through what was shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.client.events import BufferKind, BufferOpened, Event
from core.client.feature_events import PresenceChanged, ReadMarkerMoved
from desktop.client.menus import Menu
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)

__all__ = ["context", "open_client", "server"]

ALT = Qt.KeyboardModifier.AltModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CHANNELS = ("#alpha", "#beta", "#gamma", "#дельта")


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "anna", CHANNELS)
    client.until(lambda: all(client.members(name) for name in CHANNELS))
    client.window.show_conversation("#alpha")
    client.activate()
    return client


@pytest.fixture
def boris(server: Server, anna: Client, open_client: OpenClient) -> Client:
    client = open_client(server.port, "boris", ("#beta", "#gamma"))
    client.until(lambda: "anna" in client.members("#beta") and "anna" in client.members("#gamma"))
    anna.activate()
    return client


def order(client: Client) -> list[str]:
    return [c.name for c in client.window.conversations.channels]


def rows(client: Client) -> list[str]:
    return [row.name for row in client.page.sidebar.model.rows if row.name]


def press(client: Client, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or client.window, key, modifiers)


def choose(menu: Menu | None, words: str) -> None:
    assert menu is not None
    found = next(action for action in menu.actions() if action.text() == words)
    assert found.isEnabled()
    found.trigger()
    menu.close()


def hear(client: Client, *events: Event) -> None:
    """As if the session had told that."""
    client.window.chat.changed.emit(client.window.chat.follow(list(events)))


def test_a_pinned_conversation_stands_above_the_others(anna: Client) -> None:
    menus = anna.window.menus
    choose(menus.conversation_menu("#gamma"), "Pin to the top")
    assert order(anna) == rows(anna) == ["#gamma", "#alpha", "#beta", "#дельта"]
    choose(menus.conversation_menu("#beta"), "Pin to the top")
    assert order(anna) == ["#gamma", "#beta", "#alpha", "#дельта"]
    row = anna.page.sidebar.model.index_of("#gamma")
    assert "pinned" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    choose(menus.conversation_menu("#gamma"), "Unpin")
    assert order(anna) == ["#beta", "#alpha", "#gamma", "#дельта"]
    assert anna.window.conversations.active == "#alpha"


@pytest.mark.feature("Conversations in an order of one's own")
def test_keys_move_a_conversation_among_its_like(anna: Client) -> None:
    press(anna, Qt.Key.Key_Down, CONTROL_SHIFT)
    assert order(anna) == rows(anna) == ["#beta", "#alpha", "#gamma", "#дельта"]
    for _ in range(5):  # at the end it stays there
        press(anna, Qt.Key.Key_Down, CONTROL_SHIFT)
    assert order(anna) == ["#beta", "#gamma", "#дельта", "#alpha"]
    press(anna, Qt.Key.Key_Up, CONTROL_SHIFT)
    assert order(anna) == ["#beta", "#gamma", "#alpha", "#дельта"]
    anna.window.arrange.pin("#дельта", pinned=True)
    press(anna, Qt.Key.Key_Up, CONTROL_SHIFT)
    press(anna, Qt.Key.Key_Up, CONTROL_SHIFT)
    press(anna, Qt.Key.Key_Up, CONTROL_SHIFT)  # not above what is pinned
    assert order(anna) == ["#дельта", "#alpha", "#beta", "#gamma"]
    anna.window.show_conversation("")
    press(anna, Qt.Key.Key_Down, CONTROL_SHIFT)  # the server's own place is the first
    assert rows(anna)[0] == "#дельта" or anna.page.sidebar.model.rows[0].name == ""


def test_what_comes_later_stands_after_what_was_arranged(anna: Client) -> None:
    press(anna, Qt.Key.Key_Down, CONTROL_SHIFT)
    anna.window.acts.join("#aardvark")
    anna.until(lambda: anna.members("#aardvark"))
    assert order(anna) == ["#beta", "#alpha", "#gamma", "#дельта", "#aardvark"]


def test_the_mouse_moves_a_conversation(anna: Client) -> None:
    found = anna.page.sidebar.list
    model = anna.page.sidebar.model
    box = found.visualRect(model.index_of("#alpha"))
    target = found.visualRect(model.index_of("#gamma"))
    view = found.viewport()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, Qt.MouseButton.LeftButton, none, box.center())
    QTest.mouseMove(view, box.center() + QPoint(0, 20))
    QTest.mouseMove(view, QPoint(target.center().x(), target.bottom() - 2))
    QTest.mouseRelease(
        view, Qt.MouseButton.LeftButton, none, QPoint(target.center().x(), target.bottom() - 2)
    )
    assert order(anna) == ["#beta", "#gamma", "#alpha", "#дельта"]
    # Escape puts a row back that is being carried.
    box = found.visualRect(model.index_of("#beta"))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, none, box.center())
    QTest.mouseMove(view, QPoint(box.center().x(), target.bottom() + 20))
    QTest.keyClick(found, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, none, QPoint(5, target.bottom() + 20))
    assert order(anna) == ["#beta", "#gamma", "#alpha", "#дельта"]


@pytest.mark.feature("Conversations muted")
def test_a_muted_conversation_calls_nobody(anna: Client, boris: Client) -> None:
    choose(anna.window.menus.conversation_menu("#beta"), "Mute")
    boris.window.show_conversation("#beta")
    boris.write("anna: look")
    conversation = anna.window.conversations["#beta"]
    anna.until(lambda: conversation.unread == 1)
    assert anna.window.conversations.mentions == 0 and anna.window.conversations.unread == 0
    assert not anna.window.windowTitle().startswith("(")
    assert anna.window.conversations.next_unread() is None
    spoken = anna.page.sidebar.model.index_of("#beta").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "muted" in spoken and "1 unread" in spoken
    choose(anna.window.menus.conversation_menu("#beta"), "Unmute")
    assert anna.window.windowTitle().startswith("(1)")


def test_everything_is_marked_as_read_with_one_key(anna: Client, boris: Client) -> None:
    conversations = anna.window.conversations
    for name in ("#beta", "#gamma"):
        boris.window.show_conversation(name)
        boris.write("anna: one")
        boris.write("two")
    anna.until(lambda: conversations.unread == 4)
    choose(anna.window.menus.conversation_menu("#beta"), "Mark as read")
    assert conversations.unread == 2 and conversations.mentions == 1
    press(anna, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert conversations.unread == 0
    assert not anna.window.windowTitle().startswith("(")


@pytest.mark.feature("Back and forward")
def test_back_and_forward(anna: Client) -> None:
    window = anna.window
    for name in ("#beta", "#gamma"):
        window.show_conversation(name)
    press(anna, Qt.Key.Key_Left, ALT)
    assert window.conversations.active == "#beta"
    press(anna, Qt.Key.Key_Left, ALT)
    assert window.conversations.active == "#alpha"
    press(anna, Qt.Key.Key_Right, ALT)
    press(anna, Qt.Key.Key_Right, ALT)
    press(anna, Qt.Key.Key_Right, ALT)
    assert window.conversations.active == "#gamma"
    press(anna, Qt.Key.Key_Left, ALT)
    window.show_conversation("#дельта")  # what was ahead is given up
    press(anna, Qt.Key.Key_Right, ALT)
    assert window.conversations.active == "#дельта"
    press(anna, Qt.Key.Key_Left, ALT)
    assert window.conversations.active == "#beta"
    # What was left meanwhile is passed over.
    window.acts.leave("#alpha")
    anna.until(lambda: "#alpha" not in window.conversations)
    press(anna, Qt.Key.Key_Left, ALT)
    assert window.conversations.active not in ("#alpha", "#beta")


def test_the_buttons_at_the_side_of_the_mouse_do_the_same(anna: Client) -> None:
    window = anna.window
    window.show_conversation("#beta")
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseClick(
        handle, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, QPoint(600, 300)
    )
    assert window.conversations.active == "#alpha"
    QTest.mouseClick(
        handle, Qt.MouseButton.ForwardButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 200)
    )
    assert window.conversations.active == "#beta"


def test_what_was_read_on_another_device_is_read_here(anna: Client, boris: Client) -> None:
    boris.window.show_conversation("#beta")
    for text in ("one", "anna: two", "three"):
        boris.write(text)
    conversation = anna.window.conversations["#beta"]
    anna.until(lambda: conversation.unread == 3)
    model = conversation.transcript
    times = [model.row(number).time for number in range(model.end - 3, model.end)]
    hear(anna, ReadMarkerMoved("#beta", times[-1]))
    assert (conversation.unread, conversation.mentions) == (0, 0)
    assert anna.window.conversations.unread == 0


def test_the_server_says_who_is_there(anna: Client) -> None:
    conversations = anna.window.conversations
    hear(anna, BufferOpened("vera", BufferKind.QUERY))
    assert conversations.presence("vera") is None
    hear(anna, PresenceChanged("vera", True))
    assert conversations.presence("vera") == "on"
    hear(anna, PresenceChanged("Vera", False))
    assert conversations.presence("vera") == "off"
    spoken = anna.page.sidebar.model.index_of("vera").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "offline" in spoken


def test_the_columns_are_as_wide_as_one_likes_and_kept(
    anna: Client, server: Server, open_client: OpenClient
) -> None:
    columns, page = anna.window.columns, anna.page
    edge = columns.left
    anna.until(edge.isVisible)
    middle = edge.rect().center()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(edge, Qt.MouseButton.LeftButton, none, middle)
    QTest.mouseMove(edge, middle + QPoint(40, 0))
    QTest.mouseRelease(edge, Qt.MouseButton.LeftButton, none, edge.rect().center())
    assert page.sidebar.width() == 295
    columns.right.setFocus()
    QTest.keyClick(columns.right, Qt.Key.Key_Left)
    assert page.members.width() == 232
    for _ in range(20):
        QTest.keyClick(columns.left, Qt.Key.Key_Left)
    assert page.sidebar.width() == 199  # no narrower
    page.header.members.click()
    assert not page.members.isVisible() and not columns.right.isVisible()
    other = open_client(server.port, "boris", ("#beta",))
    other.until(lambda: other.members("#beta"))
    assert other.page.sidebar.width() == 199 and other.page.members.wide == 232
    assert not other.page.members.isVisible()
    QTest.keyClick(other.window.columns.left, Qt.Key.Key_Home)
    assert other.page.sidebar.width() == 255


def test_what_was_arranged_is_so_the_next_time(
    anna: Client, server: Server, open_client: OpenClient
) -> None:
    arrange = anna.window.arrange
    arrange.pin("#gamma", pinned=True)
    arrange.mute("#beta", muted=True)
    arrange.move("#дельта", -1)
    before = order(anna)
    assert before == ["#gamma", "#alpha", "#дельта", "#beta"]
    anna.window.close()
    again = open_client(server.port, "anna", CHANNELS)
    again.until(lambda: all(again.members(name) for name in CHANNELS))
    assert order(again) == rows(again) == before
    assert again.window.conversations["#beta"].muted
