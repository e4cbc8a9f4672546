"""What calls the person, when nothing may, what it says, and where a click leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import BufferKind, MessageKind, MessageReceived
from core.preferences import Preferences
from desktop import sounds, tray
from desktop.context import AppContext
from desktop.notifications import Kind, Notice, has_word, is_quiet, kind_of, notice_for
from desktop.sounds import Sounds
from desktop.tray import ClosesToTray, Tray, tray_icon
from tests.desktop.client_fixtures import (
    OpenClient,
    Server,
    context,
    delete_now,
    open_client,
    server,
)

__all__ = ["context", "open_client", "server"]

CHANNEL, QUERY = BufferKind.CHANNEL, BufferKind.QUERY


def message(
    text: str = "hello",
    *,
    kind: MessageKind = MessageKind.TEXT,
    highlight: bool = False,
    own: bool = False,
    history: bool = False,
) -> MessageReceived:
    return MessageReceived(
        "#lab", kind, "boris", text, 1.0, "k1", highlight=highlight, own=own, history=history
    )


def chosen(**values: object) -> Preferences:
    made = Preferences()
    for name, value in values.items():
        made.set(f"notify.{name}", value)
    return made


@pytest.mark.parametrize(
    ("event", "where", "preferences", "kind"),
    [
        (message(), QUERY, chosen(), Kind.PRIVATE),
        (message(kind=MessageKind.NOTICE), QUERY, chosen(), None),
        (message(), QUERY, chosen(private=False), None),
        (message(), CHANNEL, chosen(), None),
        (message(highlight=True), CHANNEL, chosen(), Kind.MENTION),
        (message(highlight=True), CHANNEL, chosen(mention=False), None),
        (message("новый урок!"), CHANNEL, chosen(words=["Урок"]), Kind.WORDS),
        (message("уроки"), CHANNEL, chosen(words=["урок"]), None),
        (message("\x02ур\x02ок"), CHANNEL, chosen(words=["урок"]), Kind.WORDS),
        (message(), CHANNEL, chosen(everything=True), Kind.EVERYTHING),
        (message(own=True), QUERY, chosen(everything=True), None),
        (message(history=True), QUERY, chosen(everything=True), None),
    ],
)
def test_what_may_call(
    event: MessageReceived, where: BufferKind, preferences: Preferences, kind: Kind | None
) -> None:
    assert kind_of(event, where, preferences) is kind


@pytest.mark.parametrize(
    ("begin", "end", "at", "quiet"),
    [
        ("", "", "12:00", False),
        ("22:00", "", "23:00", False),
        ("22:00", "07:30", "23:00", True),
        ("22:00", "07:30", "07:29", True),
        ("22:00", "07:30", "07:30", False),
        ("22:00", "07:30", "12:00", False),
        ("09:00", "17:00", "09:00", True),
        ("09:00", "17:00", "17:00", False),
        ("09:00", "09:00", "09:00", False),
        ("99:99", "later", "12:00", False),
    ],
)
def test_quiet_times(begin: str, end: str, at: str, quiet: bool) -> None:
    hours, minutes = at.split(":")
    now = int(hours) * 60 + int(minutes)
    assert is_quiet(chosen(quiet_from=begin, quiet_to=end), now) is quiet
    assert is_quiet(chosen(quiet=True), now)


def test_a_word_is_a_whole_one() -> None:
    assert has_word("see C++ now", ("c++",))
    assert not has_word("abc", ("b",))
    assert not has_word("abc", ("",))


def test_what_it_says() -> None:
    told = notice_for(message("hi\nall"), "#lab", "Room", private=False, count=1, preview=True)
    assert (told.title, told.text) == ("boris · #lab", "hi all")
    told = notice_for(message("hi"), "boris", "Room", private=True, count=3, preview=True)
    assert (told.title, told.text) == ("boris · Room", "hi\nand 2 more before")
    told = notice_for(message("secret"), "#lab", "Room", private=False, count=1, preview=False)
    assert "secret" not in told.title + told.text
    assert "boris" not in told.title + told.text
    hostile = "\u202egnp.exe" + "x" * 5000 + "\x07"
    told = notice_for(message(hostile), "#lab", "Room", private=False, count=1, preview=True)
    assert "\u202e" not in told.text
    assert len(told.text) <= 240


# --- through real windows ---------------------------------------------------------------------


class FakeTray(Tray):
    """A tray on a desktop that has none."""

    def __init__(self, owner: AppContext) -> None:
        self.notices: list[Notice] = []
        super().__init__(owner)

    @property
    def shows_notices(self) -> bool:
        return True

    def show_notice(self, notice: Notice) -> None:
        self.notices.append(notice)


@pytest.fixture
def shown(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTray]:
    played: list[object] = []
    monkeypatch.setattr(sounds, "_begin", played.append)
    monkeypatch.setattr(sounds, "player", lambda: ("player",))
    made = FakeTray(context)
    made.setProperty("played", played)
    context.tray = made
    yield made
    context.tray = None
    made.icon.hide()
    delete_now(made.menu, made)


def elsewhere(qtbot: QtBot) -> QWidget:
    """The person looks at another window."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow, timeout=30_000)
    return other


@pytest.mark.feature("Notifications")
def test_a_mention_calls_and_a_click_shows_it(
    context: AppContext,
    server: Server,
    open_client: OpenClient,
    shown: FakeTray,
    qtbot: QtBot,
) -> None:
    anna = open_client(server.port, "anna", ("#lab", "#other"))
    boris = open_client(server.port, "boris", ("#lab",))
    anna.until(lambda: "boris" in anna.members("#lab"))
    anna.window.show_conversation("#other")
    elsewhere(qtbot)
    connection = boris.window.chat.connection
    connection.run("nothing for you", "#lab")
    connection.run("anna: come", "#lab")
    anna.until(lambda: shown.notices)
    (notice,) = shown.notices
    assert notice.title == "boris · #lab"
    assert notice.text == "anna: come"
    context.notifications.open_last()
    assert anna.window.conversations.active == "#lab"
    anna.until(anna.window.isActiveWindow)
    context.notifications.open_last()  # once is enough


@pytest.mark.feature("Quiet hours")
def test_muted_quiet_and_watched_conversations_do_not_call(
    context: AppContext,
    server: Server,
    open_client: OpenClient,
    shown: FakeTray,
    qtbot: QtBot,
) -> None:
    anna = open_client(server.port, "anna", ("#lab",))
    boris = open_client(server.port, "boris", ("#lab",))
    anna.until(lambda: "boris" in anna.members("#lab"))
    elsewhere(qtbot)
    say = boris.window.chat.connection.run

    def said(text: str) -> None:
        say(text, "#lab")
        anna.until(lambda: anna.sees(text, "#lab"))

    anna.window.conversations["#lab"].muted = True
    said("anna: one")
    anna.window.conversations["#lab"].muted = False
    context.set_preference("notify.quiet", True)
    said("anna: two")
    context.set_preference("notify.quiet", False)
    context.set_preference("notify.quiet_from", "22:00")
    context.set_preference("notify.quiet_to", "07:00")
    context.notifications.clock = lambda: 23 * 60
    said("anna: three")
    assert shown.notices == []
    context.notifications.clock = lambda: 12 * 60
    context.set_preference("notify.preview", False)
    said("anna: four")
    assert [notice.text for notice in shown.notices] == ["New in #lab"]
    anna.activate()
    said("anna: five")
    assert len(shown.notices) == 1


# --- sound ------------------------------------------------------------------------------------


def test_the_sound_is_a_file_and_not_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(sounds, "_begin", begun.append)
    monkeypatch.setattr(sounds, "player", lambda: ("/bin/player", "-q"))
    made = Sounds()
    assert [made.play(now=at) for at in (10.0, 11.0, 12.5)] == [True, False, True]
    assert begun == [("/bin/player", "-q")] * 2
    assert sounds.sound_file().read_bytes()[:4] == b"RIFF"


def test_which_player(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"aplay": "/usr/bin/aplay"}
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", there.get)
    sounds.player.cache_clear()
    assert sounds.player() == ("/usr/bin/aplay", "-q")
    there.clear()
    sounds.player.cache_clear()
    assert sounds.player() is None
    sounds.player.cache_clear()


# --- the tray ---------------------------------------------------------------------------------


def test_the_menu_of_the_tray(context: AppContext, shown: FakeTray) -> None:
    asked: list[str] = []
    context.settings_wanted.connect(asked.append)
    context.launcher_wanted.connect(lambda: asked.append("launcher"))
    shown.quit_wanted.connect(lambda: asked.append("quit"))
    words = [action.text() for action in shown.menu.actions() if not action.isSeparator()]
    assert words == [
        "Show the windows",
        "Start window",
        "Do not disturb",
        "Settings…",
        "Quit Besedka",
    ]
    for action in shown.menu.actions():
        if action.text() in ("Start window", "Settings…", "Quit Besedka"):
            action.trigger()
    assert asked == ["launcher", "", "quit"]
    shown.quiet_action.trigger()
    assert context.preferences.flag("notify.quiet")
    assert "do not disturb" in shown.icon.toolTip()
    context.set_preference("notify.quiet", False)
    assert not shown.quiet_action.isChecked()


def test_its_icon_tells(context: AppContext, shown: FakeTray) -> None:
    def picture() -> QImage:
        return shown.icon.icon().pixmap(32, 32).toImage()

    plain = picture()
    shown.set_calls(True)
    calling = picture()
    assert calling != plain
    assert "new for you" in shown.icon.toolTip()
    context.set_preference("notify.quiet", True)
    assert picture() not in (plain, calling)
    assert not tray_icon(calls=True, quiet=True).isNull()


def test_a_closed_chat_window_goes_into_the_tray_and_comes_back(
    context: AppContext, shown: FakeTray, qtbot: QtBot
) -> None:
    context.set_preference("program.close_to_tray", True)
    window = QWidget()
    qtbot.addWidget(window)
    ClosesToTray(window, context)
    window.show()
    window.close()
    assert not window.isVisible()
    assert shown.hidden == [window]
    shown.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()
    assert shown.hidden == []
    context.set_preference("program.close_to_tray", False)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.close()
    assert shown.hidden == []
    context.set_preference("program.close_to_tray", True)
    window.show()
    context.quitting = True
    window.close()
    assert shown.hidden == []


def test_without_a_tray_it_is_said(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.settings import usable

    monkeypatch.setattr(tray, "tray_available", lambda: False)
    assert "no tray" in usable.sentence(context, "program.tray")
    assert usable.disabled(context, "program.close_to_tray")
    monkeypatch.setattr(tray, "tray_available", lambda: True)
    assert usable.sentence(context, "program.close_to_tray") == ""
    context.set_preference("program.tray", False)
    assert "Only with" in usable.sentence(context, "program.close_to_tray")
    context.set_preference("program.tray", True)
