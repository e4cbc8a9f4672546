"""The launcher, through its real window: by keyboard, by pointer, with good and bad input."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.identities import Identity
from core.net.addresses import ServerAddress
from core.threads.client_link import ClientOptions
from core.threads.server_threads import ServerStarted
from desktop.context import AppContext
from desktop.launcher.launcher_window import LauncherWindow
from desktop.launcher.recent import ServerCard
from desktop.launcher.when import when_words
from desktop.theme import Mode, theme
from tests.desktop.typing import press_key, type_text

HERE = ("192.168.1.34", "fd12::1", "10.1.1.1")


def started(port: int = 6667) -> ServerStarted:
    """What the server window tells."""
    return ServerStarted("", port, port, ("192.168.1.34",))


class Asked:
    """What the launcher asked the program for."""

    def __init__(self, context: AppContext) -> None:
        self.servers = 0
        self.clients: list[tuple[ServerAddress | ClientOptions, str]] = []
        context.server_wanted.connect(self._server)
        context.client_wanted.connect(self._client)

    def _server(self) -> None:
        self.servers += 1

    def _client(self, target: ServerAddress | ClientOptions, nick: str) -> None:
        self.clients.append((target, nick))


@pytest.fixture
def context(tmp_path: Path, qapp: QApplication) -> Iterator[AppContext]:
    made = AppContext.for_tests(tmp_path)
    made.settings.nick = "anna"
    yield made
    made.set_theme("light")
    made.set_language("en")
    made._save_timer.stop()


@pytest.fixture
def asked(context: AppContext) -> Asked:
    return Asked(context)


@pytest.fixture(autouse=True)
def known_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.net.addresses.local_addresses", lambda: HERE)


def remember(context: AppContext, count: int) -> None:
    for number in range(count, 0, -1):
        context.settings.remember(
            f"10.0.0.{number}", 6667, f"Room {number}", (f"#c{number}",), now=time.time() - number
        )


def launch(context: AppContext, qtbot: QtBot, size: tuple[int, int] = (880, 600)) -> LauncherWindow:
    window = LauncherWindow(context)

    # qtbot keeps a weak reference only; a window that is collected before it is closed would take
    # its running thread with it.
    def keep(_closing: QWidget, _kept: QWidget = window) -> None:
        """Nothing is to be done but to hold the window."""

    qtbot.addWidget(window, before_close_func=keep)
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10000)
    return window


# --- first start ------------------------------------------------------------------------------


def test_the_empty_place_says_what_to_do(context: AppContext, asked: Asked, qtbot: QtBot) -> None:
    window = launch(context, qtbot)
    empty = window.recent.empty
    assert empty.isVisible()
    buttons = [b for b in empty.findChildren(QAbstractButton) if b.isVisible()]
    assert [b.text() for b in buttons] == ["Start one here", "Enter address…"]
    buttons[0].click()
    assert asked.servers == 1
    buttons[1].click()
    assert window.side.panel.isVisible()
    assert QApplication.focusWidget() is window.side.panel.field.edit


def test_the_keyboard_begins_where_something_is_missing(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "root")
    context.settings.nick = ""
    window = launch(context, qtbot)
    assert QApplication.focusWidget() is window.header.nick
    assert window.header.error == ""  # nothing was done wrong yet


@pytest.mark.parametrize(
    ("login", "nick"),
    [("masha", "masha"), ("root", ""), ("User", ""), ("a b", ""), ("маша", "маша")],
)
def test_the_login_name_is_the_first_suggestion(
    login: str,
    nick: str,
    context: AppContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", login)
    context.settings.nick = ""
    window = launch(context, qtbot)
    assert window.header.nick.text() == nick


# --- joining ----------------------------------------------------------------------------------


def test_enter_joins_the_latest_server_with_its_channels(
    context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    remember(context, 3)
    window = launch(context, qtbot)
    focus = QApplication.focusWidget()
    assert focus is window.recent.cards[0]
    QTest.keyClick(focus, Qt.Key.Key_Return)
    ((target, nick),) = asked.clients
    assert isinstance(target, ClientOptions)
    assert (target.host, target.port) == ("10.0.0.1", 6667)
    assert (target.session.nick, target.session.channels) == ("anna", (("#c1", ""),))
    assert nick == "anna"


def test_arrows_walk_the_list_and_space_joins(
    context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    remember(context, 3)
    window = launch(context, qtbot)
    cards = window.recent.cards
    QTest.keyClick(cards[0], Qt.Key.Key_Down)
    QTest.keyClick(cards[1], Qt.Key.Key_Down)
    QTest.keyClick(cards[2], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is cards[2]
    QTest.keyClick(cards[2], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is cards[1]
    QTest.keyClick(cards[1], Qt.Key.Key_Space)
    assert asked.clients[0][0].host == "10.0.0.2"


def test_the_list_scrolls_to_where_the_keyboard_is(context: AppContext, qtbot: QtBot) -> None:
    remember(context, 8)
    window = launch(context, qtbot, (880, 480))
    last = window.recent.cards[-1]
    assert last.visibleRegion().isEmpty()
    for card in window.recent.cards[:-1]:
        QTest.keyClick(card, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is last
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_a_click_and_the_button_join_once_each(
    context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    remember(context, 1)
    window = launch(context, qtbot)
    (card,) = window.recent.cards
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(100, 30))
    assert len(asked.clients) == 1
    QTest.mouseClick(card.join_button, Qt.MouseButton.LeftButton)
    assert len(asked.clients) == 2


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("192.168.1.5:7000", ServerAddress("192.168.1.5", 7000)),
        ("  lab.local ", ServerAddress("lab.local", 6667)),
        ("[::1]:6668", ServerAddress("::1", 6668)),
        ("irc://lab.local/#класс", ServerAddress("lab.local", 6667, "#класс")),
    ],
)
def test_an_address_is_typed_and_joined_by_keyboard(
    typed: str, wanted: ServerAddress, context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    window = launch(context, qtbot)
    window.side.address_button.setFocus()
    QTest.keyClick(window.side.address_button, Qt.Key.Key_Space)
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert edit.accessibleName() == "Server's address"
    type_text(edit, typed)
    press_key(edit, Qt.Key.Key_Return)
    assert asked.clients == [(wanted, "anna")]
    assert not window.side.panel.isVisible()
    assert window.side.address_button.isVisible()


def test_an_address_can_be_pasted(context: AppContext, asked: Asked, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("irc://10.0.0.9:6669/#a\n")
    window = launch(context, qtbot)
    window.ask_address()
    window.side.panel.field.edit.paste()
    window.side.panel.join_button.click()
    assert asked.clients == [(ServerAddress("10.0.0.9", 6669, "#a"), "anna")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the server's address"),
        ("   ", "Type the server's address"),
        ("host:99999", "from 1 to 65535"),
        ("host:abc", "from 1 to 65535"),
        ("http://host", "no chat address"),
        ("999.1.1.1", "mistake in the address"),
        ("a b c", "mistake in the address"),
        ("[::1", "mistake in the address"),
        ("irc://host/#a%20b", "no spaces"),
        ("ircs://-host", "mistake in the address"),
        ("🦊" * 300, "mistake in the address"),
    ],
)
def test_a_bad_address_gets_a_sentence_and_the_keyboard_stays(
    typed: str, said: str, context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    window = launch(context, qtbot)
    window.ask_address()
    field = window.side.panel.field
    type_text(field.edit, typed)
    press_key(field.edit, Qt.Key.Key_Return)
    assert said in field.error
    assert QApplication.focusWidget() is field.edit
    assert field.edit.accessibleDescription() == field.error
    assert asked.clients == []
    type_text(field.edit, "x")
    assert field.error == ""  # it is being mended


def test_esc_and_cancel_go_back(context: AppContext, qtbot: QtBot) -> None:
    window = launch(context, qtbot)
    side = window.side
    for by_key in (True, False):
        side.ask_address()
        type_text(side.panel.field.edit, "host:0")
        press_key(side.panel.field.edit, Qt.Key.Key_Return)
        assert side.panel.field.error
        if by_key:
            QTest.keyClick(side.panel.field.edit, Qt.Key.Key_Escape)
        else:
            side.panel.cancel_button.click()
        assert not side.panel.isVisible()
        assert QApplication.focusWidget() is side.address_button
        assert (side.panel.field.text(), side.panel.field.error) == ("", "")


# --- the nickname -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nick", "said"),
    [
        ("", "Choose a nickname"),
        ("a b", "no spaces"),
        ("#anna", "starts with"),
        ("a" * 31, "30 characters"),
        ("an\u200bna", "letters, digits"),
    ],
)
def test_a_bad_nickname_opens_no_window(
    nick: str, said: str, context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    remember(context, 1)
    window = launch(context, qtbot)
    window.header.nick.clear()
    type_text(window.header.nick, nick)
    assert said in window.header.error
    assert window.header.nick.accessibleDescription() == window.header.error
    window.recent.cards[0].setFocus()
    QTest.keyClick(window.recent.cards[0], Qt.Key.Key_Return)
    window.ask_address()
    type_text(window.side.panel.field.edit, "10.0.0.1\n")
    assert asked.clients == []
    assert QApplication.focusWidget() is window.header.nick
    assert context.settings.nick == "anna" or context.settings.nick in nick


def test_a_good_nickname_is_kept_for_the_next_time(
    context: AppContext, asked: Asked, qtbot: QtBot, tmp_path: Path
) -> None:
    remember(context, 1)
    window = launch(context, qtbot)
    window.header.nick.clear()
    type_text(window.header.nick, "Учитель")
    assert window.header.error == ""
    window.recent.cards[0].click()
    assert asked.clients[0][1] == "Учитель"
    qtbot.waitUntil(lambda: "Учитель" in _saved(tmp_path), timeout=10000)
    assert AppContext.for_tests(tmp_path).settings.nick == "Учитель"


def _saved(folder: Path) -> str:
    file = folder / "settings.json"
    return file.read_text(encoding="utf-8") if file.exists() else ""


# --- the list ---------------------------------------------------------------------------------


def test_delete_takes_a_server_out_and_the_keyboard_goes_on(
    context: AppContext, qtbot: QtBot
) -> None:
    remember(context, 3)
    window = launch(context, qtbot)
    QTest.keyClick(window.recent.cards[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(window.recent.cards) == 2, timeout=10000)
    assert [r.host for r in context.settings.recent] == ["10.0.0.2", "10.0.0.3"]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.recent.cards[0], timeout=10000)
    for _ in range(2):
        cards = window.recent.cards
        QTest.keyClick(cards[0], Qt.Key.Key_Delete)
        qtbot.waitUntil(partial(_other_cards, window, cards), timeout=10000)
    assert window.recent.empty.isVisible()


def _other_cards(window: LauncherWindow, before: list[ServerCard]) -> bool:
    return window.recent.cards is not before


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_the_menu_of_a_server_opens_by_key_and_does_the_same(
    context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    remember(context, 2)
    window = launch(context, qtbot)
    card = window.recent.cards[1]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(card, event)
    menu = next(w for w in card.children() if isinstance(w, QMenu))
    actions = {a.text(): a for a in menu.actions() if a.text()}
    assert list(actions) == ["Join", "Copy the address", "Remove from the list"]
    actions["Copy the address"].trigger()
    assert QGuiApplication.clipboard().text() == "10.0.0.2:6667"
    actions["Join"].trigger()
    assert asked.clients[0][0].host == "10.0.0.2"
    actions["Remove from the list"].trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(window.recent.cards) == 1, timeout=10000)


def test_a_server_that_let_us_in_comes_first(context: AppContext, qtbot: QtBot) -> None:
    remember(context, 8)
    window = launch(context, qtbot)
    context.remember_server("new.local", 6668, "New", ("#a",))
    assert len(window.recent.cards) == 8
    assert window.recent.cards[0].address() == "new.local:6668"


def test_the_own_server_is_shown_while_it_runs(
    context: AppContext, asked: Asked, qtbot: QtBot
) -> None:
    window = launch(context, qtbot)
    assert not window.own_server.isVisible()
    window.side.start_button.click()
    assert asked.servers == 1
    context.set_server(started(6668), "Room 214")
    assert window.own_server.isVisible()
    window.resize(400, 700)  # the address counts: the big button opens the window as well
    qtbot.waitUntil(lambda: not window.own_server.open_button.isVisible(), timeout=10000)
    window.resize(880, 600)
    qtbot.waitUntil(window.own_server.open_button.isVisible, timeout=10000)
    words = " ".join(w.text() for w in window.own_server.findChildren(QLabel))
    assert "“Room 214” is running" in words
    assert "192.168.1.34:6668" in words
    assert window.side.start_button.text() == "Open your server"
    window.own_server.open_button.click()
    assert asked.servers == 2
    window.own_server.join_button.click()
    assert asked.clients == [(ServerAddress("127.0.0.1", 6668), "anna")]
    context.set_server(None)
    assert not window.own_server.isVisible()
    assert window.side.start_button.text() == "Start a server here"


# --- the foot ---------------------------------------------------------------------------------


def test_this_computers_addresses_can_be_copied(context: AppContext, qtbot: QtBot) -> None:
    window = launch(context, qtbot)
    first, second = window.footer.fields
    qtbot.waitUntil(first.isVisible, timeout=10000)
    assert (first.value(), second.value()) == HERE[:2]
    second.button.click()
    assert QGuiApplication.clipboard().text() == "fd12::1"


def test_without_a_network_it_says_so(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.net.addresses.local_addresses", lambda: ())
    window = launch(context, qtbot)

    def said() -> bool:
        texts = [w.text() for w in window.footer.findChildren(QLabel) if w.isVisible()]
        return texts == ["This computer is in no network: nobody else can reach it."]

    qtbot.waitUntil(said, timeout=10000)


@pytest.mark.expected_log("own addresses: RuntimeError")
def test_a_fault_in_finding_them_is_no_dead_window(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault() -> tuple[str, ...]:
        raise RuntimeError("no such call")

    monkeypatch.setattr("core.net.addresses.local_addresses", fault)
    window = launch(context, qtbot)
    qtbot.waitUntil(lambda: window.footer._addresses == (), timeout=10000)


# --- banners ----------------------------------------------------------------------------------


def test_damaged_settings_are_told_quietly(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    context = AppContext.for_tests(tmp_path)
    window = launch(context, qtbot)
    assert window.banner is not None
    assert "settings.json.damaged-1" in window.banner.text()
    window.banner.findChildren(QAbstractButton)[0].click()
    assert window.banner is None
    context.set_language("ru")
    QApplication.processEvents()
    assert window.banner is None
    context.set_language("en")
    context._save_timer.stop()


def test_settings_that_cannot_be_saved_are_told(
    context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    window = launch(context, qtbot)
    (tmp_path / "settings.json").mkdir()
    context.save()
    assert window.banner is not None
    assert window.banner.text().startswith("The settings cannot be saved: ")
    context.set_language("ru")
    QApplication.processEvents()
    assert window.banner.text().startswith("Настройки не сохраняются: ")
    assert "Errno" not in window.banner.text()
    context.save_failed.emit("disk_full")
    assert window.banner.text() == "Настройки не сохраняются: диск заполнен."
    context.save_failed.emit("forbidden")
    assert window.banner.text().endswith(f"в папку {tmp_path} нельзя записывать.")


# --- language, colours, size ------------------------------------------------------------------


def texts(window: QWidget) -> list[str]:
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    found = [w.text() for w in shown if isinstance(w, QLabel | QAbstractButton)]
    found += [w.placeholderText() for w in shown if isinstance(w, QLineEdit)]
    return [text for text in found if text]


def test_the_language_switches_live_by_keyboard(context: AppContext, qtbot: QtBot) -> None:
    remember(context, 2)
    window = launch(context, qtbot)
    assert "Start a server here" in texts(window)
    cells = window.header.language.findChildren(QAbstractButton)
    cells[1].setFocus()
    QTest.keyClick(cells[1], Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "Запустить сервер здесь" in texts(window), timeout=10000)
    assert window.windowTitle() == "Беседка"
    assert context.settings.language == "ru"
    english = [t for t in texts(window) if re.fullmatch(r"[A-Za-z][a-z' ]{2,}.*", t)]
    assert [t for t in english if ":" not in t and not t.startswith("Room")] == []
    assert "сегодня" in window.recent.cards[0].accessibleName()
    QTest.keyClick(cells[0], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "Start a server here" in texts(window), timeout=10000)


def test_light_and_dark_by_hand_and_back_to_the_system(context: AppContext, qtbot: QtBot) -> None:
    context.set_theme("light")
    theme().system_dark = False
    window = launch(context, qtbot)
    mode = window.header.mode
    assert mode.accessibleName() == "Dark colours"
    mode.click()
    assert theme().dark
    assert context.settings.theme == "dark"
    assert mode.accessibleName() == "Light colours"
    mode.click()
    assert not theme().dark
    assert context.settings.theme == "system"  # what the system says is what was chosen


@pytest.mark.parametrize("size", [(400, 480), (420, 560), (760, 500), (880, 600), (1240, 800)])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_is_cut_off_at_any_size(
    size: tuple[int, int], language: str, context: AppContext, qtbot: QtBot
) -> None:
    remember(context, 1)
    context.set_language(language)
    window = launch(context, qtbot, size)
    window.ask_address()
    window.side.panel.join_button.click()
    window.header.nick.setText("a b")
    QApplication.processEvents()
    assert window.size().toTuple() == size
    assert window.minimumSizeHint().width() <= size[0]
    for part in (window.header, window.side):
        for child in part.findChildren(QWidget):
            if child.isVisible() and isinstance(child, QAbstractButton | QLineEdit | QLabel):
                at = child.mapTo(window, QPoint(0, 0))
                assert at.x() >= 0, child
                assert at.x() + child.width() <= size[0], child
                if isinstance(child, QAbstractButton) and child.text():
                    assert child.width() >= child.minimumSizeHint().width(), child.text()
    wide = size[0] >= 760
    assert (window.side.x() > window.area.x()) == wide
    assert (window.side.y() > window.area.y()) == (not wide)


def test_the_size_is_kept(context: AppContext, qtbot: QtBot, tmp_path: Path) -> None:
    window = launch(context, qtbot)
    window.resize(777, 555)
    window.close()
    context.save()
    again = LauncherWindow(AppContext.for_tests(tmp_path))
    qtbot.addWidget(again)
    assert again.size().toTuple() == (777, 555)


# --- keyboard and screen reader ---------------------------------------------------------------


def test_tab_goes_through_everything_in_reading_order(context: AppContext, qtbot: QtBot) -> None:
    remember(context, 2)
    context.set_server(started())
    window = launch(context, qtbot)
    qtbot.waitUntil(window.footer.fields[0].isVisible, timeout=10000)
    window.header.nick.setFocus()
    names: list[str] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        name = focus.accessibleName() or (
            focus.text() if isinstance(focus, QAbstractButton) else ""
        )
        if names and name == names[0]:
            break
        names.append(name.split(",")[0])
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert names == [
        "Your nickname",
        "English",
        "Dark colours",
        "Settings",
        "Open the window of your server",
        "Join your server",
        "Room 1",
        "Room 2",
        "Open your server",
        "Join by address…",
        "Show me how it works",
        "Lessons",
        "Socket lab",
        "Copy",
        "Copy",
        "Sockets in a window of their own: the live view",
    ]
    window.ask_address()
    panel = window.side.panel
    copies = [*(field.button for field in window.footer.fields), window.footer.sockets]
    inside = window.side.inside
    ways = (inside.show_me, inside.lessons, inside.lab)
    shown = (panel.encrypted.switch, panel.join_button, panel.cancel_button)
    for part in (*shown, *ways, *copies, window.header.nick):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is part


def test_every_control_has_a_name(context: AppContext, qtbot: QtBot) -> None:
    remember(context, 2)
    context.set_server(started())
    window = launch(context, qtbot)
    window.ask_address()
    for language in ("en", "ru"):
        context.set_language(language)
        QApplication.processEvents()
        for child in window.findChildren(QWidget):
            if isinstance(child, QAbstractButton | QLineEdit) and child.isVisible():
                text = child.text() if isinstance(child, QAbstractButton) else ""
                assert child.accessibleName() or text, child


def test_closing_while_addresses_are_looked_for_is_clean(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow() -> tuple[str, ...]:
        time.sleep(0.2)  # a name service that takes its time
        return HERE

    monkeypatch.setattr("core.net.addresses.local_addresses", slow)
    window = launch(context, qtbot)
    window._addresses.look()
    window.close()
    assert window._addresses._finder is None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_when_a_server_was_used(language: str, context: AppContext) -> None:
    context.set_language(language)
    now = time.mktime((2026, 11, 22, 12, 0, 0, 0, 0, -1))
    day = 86400.0
    ages = (60, day, 3 * day, 30 * day, 500 * day)
    words = {
        "en": ["today, 11:59", "yesterday, 12:00", "on Thursday", "23 October", "10 July 2025"],
        "ru": ["сегодня, 11:59", "вчера, 12:00", "в четверг", "23 октября", "10 июля 2025"],
    }[language]
    assert [when_words(now - age, now) for age in ages] == words
    assert when_words(0, now) == when_words(1e18, now) == ""
    assert when_words(now + day, now) == when_words(now, now)


def test_every_combination_can_be_drawn(context: AppContext, qtbot: QtBot) -> None:
    remember(context, 3)
    window = launch(context, qtbot)
    seen = set()
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode, language in itertools.product(modes, ("en", "ru")):
        context.set_theme(mode)
        context.set_language(language)
        QApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        QApplication.processEvents()
        seen.add(hash(bytes(window.grab().toImage().constBits())))
    assert len(seen) == 4


def test_the_ways_inside_are_asked_for(context: AppContext, qtbot: QtBot) -> None:
    window = launch(context, qtbot)
    asked: list[str] = []
    context.lab_wanted.connect(lambda: asked.append("lab"))
    context.lessons_wanted.connect(lambda _number: asked.append("lessons"))
    inside = window.side.inside
    inside.lab.click()
    QTest.keyClick(inside.lessons, Qt.Key.Key_Return)
    assert asked == ["lab", "lessons"]
    assert inside.lab.accessibleDescription()


def test_names_of_the_ways_are_whole_in_a_narrow_window(context: AppContext, qtbot: QtBot) -> None:
    window = launch(context, qtbot, (430, 700))
    for language in ("ru", "en"):
        context.set_language(language)
        QApplication.processEvents()
        inside = window.side.inside
        for way in (inside.show_me, inside.lessons, inside.lab):
            metrics = QFontMetrics(theme().font("bodyMedium"))
            assert metrics.horizontalAdvance(way.shown_name()) <= way.width() - 30
            assert way.text() == way.toolTip()


@pytest.mark.parametrize("size", [(880, 600), (760, 480), (400, 480)])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_line_for_an_address_is_whole_in_a_low_window(
    size: tuple[int, int], language: str, context: AppContext, qtbot: QtBot
) -> None:
    context.settings.identities = (Identity("Work", "anna_p"),)
    context.set_language(language)
    window = LauncherWindow(context)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.ask_address()
    panel = window.side.panel
    panel.field.set_text("::::")
    panel._submit()
    assert panel.who is not None
    parts = (panel.field.edit, panel.encrypted.switch, panel.who, panel.join_button)

    def whole() -> bool:
        ends = [part.mapTo(window, QPoint(0, part.height())).y() for part in parts]
        begins = [part.mapTo(window, QPoint()).y() for part in parts]
        apart = all(end < begin for end, begin in zip(ends, begins[1:], strict=False))
        return apart and all(part.height() >= part.minimumSizeHint().height() for part in parts)

    qtbot.waitUntil(whole)
    panel.cancel_button.click()
    window.resize(880, 700)
    qtbot.waitUntil(lambda: window.side.inside.isVisible() and window.side.inside.height() > 150)
