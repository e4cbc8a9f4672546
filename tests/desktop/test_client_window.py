"""The client window as a whole: reflow, language, theme, keyboard, menus, dialogs, floods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.client import events
from core.client.events import Delivery, MessageKind
from desktop.client import menus
from desktop.context import AppContext
from desktop.link_dialog import LinkDialog
from desktop.theme import theme
from tests.desktop.client_fixtures import (
    TIMEOUT,
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "anna", ("#lab", "#класс-7б"))
    client.until(lambda: len(client.window.conversations.channels) == 2)
    client.until(lambda: client.members("#класс-7б"))
    client.window.show_conversation("#lab")
    client.activate()
    return client


def shortcut(client: Client, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(client.window, key, modifiers)


# --- reflow ---------------------------------------------------------------------------------------


def test_three_columns_when_wide(anna: Client) -> None:
    page = anna.page
    assert page.sidebar.width() == 255
    assert page.members.isVisible()
    assert page.members.x() == 1240 - 216
    assert page.status.isVisible()
    page.header.members.click()
    assert not page.members.isVisible()
    page.header.members.click()
    assert page.members.isVisible()


def test_people_become_an_overlay_below_900(anna: Client) -> None:
    page = anna.page
    anna.window.resize(820, 640)
    anna.until(lambda: not page.overlay.isVisible())
    assert not page.members.isVisible()
    page.header.members.click()
    assert page.overlay.isVisible()
    assert page.members.isVisible()
    assert page.members.list.hasFocus()
    assert page.members.mapTo(page, QPoint(0, 0)).x() == 820 - 216
    press_key(page.members.list, Qt.Key.Key_Escape)
    assert not page.overlay.isVisible()
    anna.window.resize(1240, 800)
    anna.until(lambda: page.members.isVisible() and not page.overlay.isVisible())


@pytest.mark.feature("Windows of 480 pixels are usable")
def test_the_sidebar_becomes_a_rail_below_640(anna: Client) -> None:
    page = anna.page
    anna.window.resize(480, 760)
    anna.until(lambda: page.narrow)
    assert page.sidebar.width() == 55
    assert not page.status.isVisible()
    assert page.header.dot.isVisible()
    assert page.header.height() == 52
    assert not page.sidebar.join_button.isVisible()
    names = [row.name for row in page.sidebar.model.rows if row.name]
    assert names == ["#lab", "#класс-7б"]
    anna.window.show_conversation("#класс-7б")
    assert page.header.title.text() == "# класс-7б"
    anna.window.resize(1240, 800)
    anna.until(lambda: not page.narrow and page.status.isVisible())


def test_the_channels_name_has_room_beside_the_buttons(anna: Client) -> None:
    anna.window.resize(720, 540)  # 1024 x 768 on the wall of a class, with large letters
    header = anna.page.header
    anna.until(lambda: not header.sockets.text())
    assert header.sockets.accessibleName()
    anna.until(lambda: header.title.width() >= header.title.sizeHint().width())
    anna.window.resize(1240, 800)
    anna.until(header.sockets.text)


def test_the_smallest_window_shows_everything(anna: Client) -> None:
    anna.window.resize(100, 100)
    anna.until(lambda: (anna.window.width(), anna.window.height()) == (400, 480))
    page = anna.page
    for part in (page.sidebar, page.header, page.view, page.composer):
        assert part.isVisible()
        right = part.mapTo(anna.window, QPoint(part.width(), 0)).x()
        assert right <= 400


def test_a_head_without_a_second_line_has_its_name_in_the_middle(anna: Client) -> None:
    header = anna.page.header
    anna.write("/query boris")
    anna.until(lambda: anna.window.conversations.active == "boris")
    anna.until(lambda: anna.window.conversations.presence("boris") == "off")
    # As where the server does not tell who is there: nothing is known of boris.
    anna.window.conversations["boris"].watched = None
    anna.window.display.head()
    anna.until(lambda: header.topic.height() == 0)

    def off() -> int:
        middle = header.title.mapTo(header, header.title.rect().center()).y()
        return abs(middle - header.height() // 2)

    anna.until(lambda: off() <= 2)
    assert header.title.width() > 300
    anna.window.resize(480, 760)
    anna.until(lambda: anna.page.narrow and header.topic.height() > 0)
    assert header.topic.button.text() == "connected"  # beside the dot


# --- language and theme ---------------------------------------------------------------------------


@pytest.mark.feature("Russian and English")
def test_the_language_switches_live(anna: Client) -> None:
    page = anna.page
    model = page.sidebar.model
    anna.write("/nonsense")
    anna.write("/help kick")
    assert anna.sees("/kick nick [reason]: Remove somebody from the channel")
    try:
        anna.window.context.set_language("ru")
        anna.until(lambda: page.sidebar.own.texts[1] == "в сети")
        texts = [model.data(model.index(n)) for n in range(model.rowCount())]
        assert texts[:2] == ["Сервер", "Каналы"]
        assert "Люди" in texts
        assert page.status.state.text() == "Подключено"
        assert page.header.topic.button.placeholder.startswith("Темы нет")
        assert page.header.more.accessibleName() == "Ещё"
        assert "Вы в канале" in anna.lines()
        anna.write("/kick")
        assert anna.sees("не хватает: ник")
        # What the window itself said before is in the language of the window too.
        assert anna.sees("Команды /nonsense нет")
        assert anna.sees("/kick ник [причина]: Удалить из канала")
        assert not anna.sees("Remove somebody")
    finally:
        anna.window.context.set_language("en")
    anna.until(lambda: page.status.state.text() == "Connected")


@pytest.mark.feature("Light and dark")
def test_the_theme_switches_live(anna: Client) -> None:
    context = anna.window.context

    def ground() -> QColor:
        image = anna.window.grab().toImage()
        return image.pixelColor(image.width() // 2, 70)

    # Until the pill which says that earlier messages are on their way is gone.
    anna.until(lambda: ground() == theme().color("paper"))
    light = theme().color("paper")
    try:
        context.set_theme("dark")
        assert theme().color("paper") != light
        assert ground() == theme().color("paper")
    finally:
        context.set_theme("light")


# --- the keyboard ---------------------------------------------------------------------------------


@pytest.mark.feature("Everything without a mouse")
def test_a_session_by_the_keyboard_alone(
    server: Server, open_client: OpenClient, anna: Client
) -> None:
    window = anna.window
    boris = open_client(server.port, "борис", ("#lab",))
    boris.until(lambda: boris.members("#lab"))
    anna.until(lambda: "борис" in anna.members("#lab"))
    anna.activate()
    # Write, with the nickname completed.
    edit = anna.input
    type_text(edit, "бор")
    press_key(edit, Qt.Key.Key_Tab)
    assert anna.page.composer.text().startswith("борис")
    type_text(edit, "как дела?")
    press_key(edit, Qt.Key.Key_Return)
    boris.until(lambda: boris.sees("как дела?"))
    # Go to the neighbours and back.
    shortcut(anna, Qt.Key.Key_Down, ALT)
    assert window.conversations.active == "#класс-7б"
    shortcut(anna, Qt.Key.Key_Up, ALT)
    assert window.conversations.active == "#lab"
    # The next unread one.
    boris.window.chat.connection.run("/msg anna psst", "#lab")
    anna.until(lambda: "борис" in window.conversations)
    anna.until(lambda: window.conversations["борис"].unread)
    shortcut(anna, Qt.Key.Key_A, ALT)
    assert window.conversations.active == "борис"
    # Close it.
    shortcut(anna, Qt.Key.Key_W, CONTROL)
    anna.until(lambda: "борис" not in window.conversations)
    # The topic.
    window.show_conversation("#lab")
    shortcut(anna, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    topic = anna.page.header.topic
    assert topic.editing
    type_text(topic.edit, "by keyboard")
    press_key(topic.edit, Qt.Key.Key_Return)
    boris.until(lambda: boris.page.header.topic.topic == "by keyboard")
    # Around the panes, into the people, and write to one of them.
    anna.page.composer.focus_input()
    shortcut(anna, Qt.Key.Key_F6, CONTROL)
    assert anna.page.members.list.hasFocus()
    rows = anna.page.members.model
    anna.page.members.list.setCurrentIndex(rows.index(rows.row_of("борис")))
    press_key(anna.page.members.list, Qt.Key.Key_Return)
    anna.until(lambda: window.conversations.active == "борис")
    shortcut(anna, Qt.Key.Key_F6, CONTROL)
    assert anna.page.sidebar.list.hasFocus()
    # The list of conversations by the arrow keys, which keeps the keyboard.
    press_key(anna.page.sidebar.list, Qt.Key.Key_Home)
    assert window.conversations.active == ""
    press_key(anna.page.sidebar.list, Qt.Key.Key_Down)
    assert window.conversations.active == "#lab"
    assert anna.page.sidebar.list.hasFocus()
    press_key(anna.page.sidebar.list, Qt.Key.Key_Return)
    assert not anna.page.sidebar.list.hasFocus()
    shortcut(anna, Qt.Key.Key_F6, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert anna.page.view is focus or anna.page.view.isAncestorOf(focus)


def test_every_control_has_a_name_and_can_be_reached(anna: Client) -> None:
    controls: list[QWidget] = []
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView):
        controls.extend(anna.window.findChildren(kind))
    assert len(controls) > 15
    for control in controls:
        if not control.isVisible() or isinstance(control.parent(), QAbstractScrollArea):
            continue
        interface = QAccessible.queryAccessibleInterface(control)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        assert name or control.accessibleName(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_tab_goes_through_every_pane(anna: Client) -> None:
    anna.page.sidebar.server.setFocus()
    seen: set[QWidget] = set()
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is None or (focus in seen and focus is anna.page.sidebar.server):
            break
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    page = anna.page
    for pane in (
        page.sidebar.server,
        page.sidebar.list,
        page.sidebar.join_button,
        page.sidebar.own,
        page.header.more,
        page.members.list,
    ):
        assert pane in seen, pane
    assert any(page.composer.isAncestorOf(widget) for widget in seen)


@pytest.mark.feature("Search in the conversation")
def test_search_finds_and_closes(anna: Client) -> None:
    for text in ("первый сокет", "второй", "сокет закрыт"):
        anna.write(text)
    anna.until(lambda: anna.sees("сокет закрыт"))
    shortcut(anna, Qt.Key.Key_F, CONTROL)
    bar = anna.page.search
    assert bar.isVisible()
    assert bar.field.hasFocus()
    type_text(bar.field, "СОКЕТ")
    assert bar.count.text() == "1 of 2"
    press_key(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 2"
    bar.field.setText("nothing like it")
    assert bar.count.text() == "Nothing found"
    press_key(bar.field, Qt.Key.Key_Escape)
    press_key(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


# --- menus and dialogs ----------------------------------------------------------------------------


def entries(menu: menus.Menu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def choose(menu: menus.Menu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_menus_have_what_can_be_done(server: Server, open_client: OpenClient, anna: Client) -> None:
    boris = open_client(server.port, "борис", ("#lab",))
    boris.until(lambda: "anna" in boris.members("#lab"))
    anna.until(lambda: "борис" in anna.members("#lab"))

    def member(client: Client, nick: str) -> menus.Menu:
        window = client.window
        return menus.member_menu(
            window,
            nick,
            window.conversations["#lab"],
            conversations=window.conversations,
            acts=window.acts,
            mention=window.menus.mention,
        )

    leads = member(anna, "борис")
    assert "Remove from the channel…" in entries(leads)
    assert "Let lead the channel" in entries(leads)
    assert "Remove from the channel…" not in entries(member(boris, "anna"))
    assert "Write in private" not in entries(member(anna, "anna"))
    choose(leads, "Let lead the channel")
    boris.until(lambda: "o" in boris.window.conversations.own_modes("#lab"))
    assert "Let lead no longer" in entries(member(boris, "anna"))

    window = anna.window
    own = menus.own_menu(window, window.conversations, window.acts)
    assert "Mark yourself as away…" in entries(own)
    window.acts.set_away("обед")
    anna.until(lambda: window.conversations.away)
    own = menus.own_menu(window, window.conversations, window.acts)
    assert "I am back" in entries(own)

    channel = menus.conversation_menu(
        window, window.conversations["#lab"], window.conversations, window.acts, None
    )
    choose(channel, "Copy the name")
    assert QApplication.clipboard().text() == "#lab"
    choose(channel, "Leave the channel")
    anna.until(lambda: "#lab" not in window.conversations)
    server_menu = menus.server_menu(window, window.conversations, window.acts)
    choose(server_menu, "Disconnect")
    anna.until(lambda: not anna.online())
    server_menu = menus.server_menu(window, window.conversations, window.acts)
    choose(server_menu, "Connect now")
    anna.until(anna.online)


@pytest.mark.feature("List of channels, searched and sorted")
def test_a_channel_is_joined_from_the_servers_list(
    server: Server, open_client: OpenClient, anna: Client
) -> None:
    boris = open_client(server.port, "борис", ())
    boris.until(boris.page.notices.nowhere.isVisible)
    boris.page.notices.nowhere.join.click()
    dialog = boris.window.acts.join_dialog
    assert dialog is not None
    boris.until(lambda: dialog.list.model().rowCount() == 2)
    dialog.yes.click()
    assert dialog.name.error  # no name yet
    type_text(dialog.name.edit, "класс")
    assert dialog.list.model().rowCount() == 1
    dialog.list.setFocus()
    dialog.list.setCurrentIndex(dialog.list.model().index(0, 0))
    assert dialog.name.text() == "#класс-7б"
    press_key(dialog.list, Qt.Key.Key_Return)
    boris.until(lambda: boris.window.conversations.active == "#класс-7б")
    anna.until(lambda: "борис" in anna.members("#класс-7б"))


def test_the_list_command_opens_the_list(anna: Client) -> None:
    anna.write("/list")
    anna.until(lambda: anna.window.acts.join_dialog is not None)
    dialog = anna.window.acts.join_dialog
    assert dialog is not None
    assert dialog.list.model().rowCount() == 2
    dialog.reject()
    anna.until(lambda: anna.window.acts.join_dialog is None)


def answer(client: Client, kind: str, text: str) -> None:
    """Fill the one dialog of that class, and answer it."""
    from desktop.client.dialogs import AskDialog

    def find() -> list[Any]:
        dialogs = client.window.findChildren(AskDialog)
        return [d for d in dialogs if type(d).__name__ == kind and d.isVisible()]

    client.until(find)
    dialog = find()[0]
    dialog.field.edit.clear()
    type_text(dialog.field.edit, text)
    dialog.yes.click()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the completer's list, offscreen
@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("WriteDialog", "", "Type a nickname."),
        ("WriteDialog", "an\u200bna", "letters, digits"),
        ("InviteDialog", " ", "Type a nickname."),
        ("InviteDialog", "#lab", "starts with a letter"),
        ("NickDialog", "", "the others see it"),
        ("NickDialog", "x" * 31, "30 characters"),
        ("AddressDialog", "192.168.1.5:0", "1 to 65535"),
        ("AddressDialog", "ircs://-lab", "mistake in the address"),
    ],
)
def test_impossible_answers_are_said_in_the_dialog(
    anna: Client, kind: str, typed: str, sentence: str
) -> None:
    from desktop.client.dialogs import AskDialog

    acts = anna.window.acts
    ask = {
        "WriteDialog": acts.ask_write,
        "InviteDialog": lambda: acts.ask_invite("#lab"),
        "NickDialog": acts.ask_nick,
        "AddressDialog": acts.ask_address,
    }
    ask[kind]()
    answer(anna, kind, typed)
    (dialog,) = (d for d in anna.window.findChildren(AskDialog) if d.isVisible())
    assert sentence in dialog.field.error
    dialog.reject()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the completer's list, offscreen
@pytest.mark.feature("People invited, removed and let lead")
def test_questions_are_asked_and_done(
    server: Server, open_client: OpenClient, anna: Client
) -> None:
    boris = open_client(server.port, "борис", ())
    boris.until(boris.online)
    acts = anna.window.acts
    acts.ask_invite("#lab")
    answer(anna, "InviteDialog", "борис")
    boris.until(lambda: boris.sees("anna", ""))
    boris.window.submit("/join #lab")
    boris.until(lambda: boris.members("#lab"))
    anna.until(lambda: "борис" in anna.members("#lab"))
    acts.ask_write()
    answer(anna, "WriteDialog", "борис")
    anna.until(lambda: anna.window.conversations.active == "борис")
    acts.ask_nick()
    answer(anna, "NickDialog", "Анна")
    anna.until(lambda: anna.page.sidebar.own.texts[0] == "Анна")
    acts.ask_away()
    answer(anna, "AwayDialog", "на уроке")
    anna.until(lambda: anna.page.sidebar.own.texts[1] == "away")
    acts.ask_kick("#lab", "борис")
    answer(anna, "KickDialog", "проба")
    boris.until(lambda: boris.sees("removed you from the channel: проба", "#lab"))


def test_a_wrong_nickname_is_said_in_the_dialog(anna: Client) -> None:
    from desktop.client.dialogs import NickDialog

    anna.window.acts.ask_nick()
    dialog = anna.window.findChildren(NickDialog)[0]
    for wrong in ("", "два слова", "#anna", "x" * 60):
        dialog.field.set_text(wrong)
        dialog.yes.click()
        assert dialog.field.error, wrong
        assert dialog.isVisible()
    dialog.no.click()
    assert not dialog.isVisible()


# --- messages -------------------------------------------------------------------------------------


def message(number: int, **more: Any) -> events.MessageReceived:
    fields: dict[str, Any] = {
        "buffer": "#lab",
        "kind": MessageKind.TEXT,
        "nick": f"n{number % 7}",
        "text": f"flood {number}",
        "time": 1_700_000_000.0 + number,
        "key": f"f{number}",
    }
    return events.MessageReceived(**{**fields, **more})


def test_a_flood_is_followed_in_slices_and_nothing_is_lost(anna: Client, qtbot: QtBot) -> None:
    total = 45_000
    slices: list[object] = []
    anna.window.chat.changed.connect(slices.append)
    before = len(anna.window.conversations["#lab"].transcript)
    anna.window.chat.connection.feed.push([message(n) for n in range(total)])
    anna.until(lambda: anna.sees_last(f"flood {total - 1}"))
    assert len(slices) >= 3  # the event loop had its turn in between
    transcript = anna.window.conversations["#lab"].transcript
    assert len(transcript) == before + total
    rows = [transcript.row(n) for n in range(transcript.end - total, transcript.end)]
    assert [getattr(row, "text", "") for row in rows] == [f"flood {n}" for n in range(total)]


def test_a_failed_message_is_sent_again(
    server: Server, open_client: OpenClient, anna: Client
) -> None:
    boris = open_client(server.port, "борис", ("#lab",))
    boris.until(lambda: "anna" in boris.members("#lab"))
    own = message(1, nick="anna", text="/не дошло", own=True, delivery=Delivery.FAILED)
    anna.window.chat.connection.feed.push([own])
    anna.until(lambda: anna.sees("не дошло"))
    anna.page.view.resend_requested.emit(own.key)
    boris.until(lambda: boris.sees("anna: /не дошло"))
    anna.page.view.resend_requested.emit("no such key")
    assert sum("не дошло" in line for line in boris.lines()) == 1


def test_closing_the_window_says_goodbye(
    server: Server, open_client: OpenClient, anna: Client
) -> None:
    boris = open_client(server.port, "борис", ("#lab",))
    boris.until(lambda: "anna" in boris.members("#lab"))
    connection = anna.window.chat.connection
    assert anna.window.close()
    assert not anna.window.isVisible()
    boris.until(lambda: "anna" not in boris.members("#lab"))
    anna.until(lambda: not connection.is_running)


@pytest.mark.feature("Opens `irc://` links")
def test_a_link_to_a_chat_opens_a_window(anna: Client) -> None:
    asked: list[object] = []
    anna.window.context.link_wanted.connect(asked.append)
    anna.page.view.link_activated.emit("irc://127.0.0.1:1/#there")
    dialog = anna.window.findChild(LinkDialog)
    assert dialog is not None and not asked  # it is shown first where it leads
    dialog.yes.click()
    assert [getattr(target, "channel", "") for target in asked] == ["#there"]
    anna.page.view.link_activated.emit("irc://:bad:/")
    assert anna.sees("mistake in the address")


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.0, "0 B/s"), (999.0, "999 B/s"), (1500.0, "1.5 KB/s"), (11_800_000.0, "11.8 MB/s")],
)
def test_rates_in_words(qapp: QApplication, rate: float, words: str) -> None:
    from PySide6.QtCore import QLocale

    from desktop.client.status_line import rate_text

    assert rate_text(rate, QLocale("en"), ("B/s", "KB/s", "MB/s")) == words


def test_tiles_have_letters_that_tell_channels_apart() -> None:
    from desktop.client.sidebar_delegate import tile_letters

    letters: Callable[[str], str] = tile_letters
    assert [letters(name) for name in ("класс-7б", "сокеты-лаба", "english-club", "!", "7")] == [
        "7б",
        "со",
        "en",
        "!",
        "7",
    ]


def test_rates_follow_the_language_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    from desktop.client.status_line import StatusLine

    context = AppContext.for_tests(tmp_path, "en")
    line = StatusLine()
    qtbot.addWidget(line)
    line.sample(0, 0, 1.0)
    line.sample(1229, 0, 1.0)
    assert line.down.text() == "1.2 KB/s"
    context.set_language("ru")
    qtbot.waitUntil(lambda: line.down.text() == "1,2 КБ/с", timeout=TIMEOUT)
    context.set_language("en")
