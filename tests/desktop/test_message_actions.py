"""What is done with messages in real windows, over our own server: reactions, edits, deletions,
answers, who is typing, and that a server which does not offer them shows nothing of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import MessageReceived
from core.client.feature_events import TypingState
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.message_deeds import Offers
from desktop.client.message_dialogs import DeleteDialog, LinkDialog
from desktop.client.message_pictures import PictureState
from desktop.client.message_rows import NewsRow
from desktop.client.message_view import MessageView
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
    server,
)

__all__ = ["context", "keeping_server", "open_client", "server"]

NO_KEYS = Qt.KeyboardModifier.NoModifier


class Two:
    """Anna and Boris in one channel."""

    def __init__(self, anna: Client, boris: Client) -> None:
        self.anna, self.boris = anna, boris

    def said(self, who: Client, text: str) -> MessageReceived:
        """A message that both have, with its msgid, as ``who`` has it."""
        for each in (self.anna, self.boris):
            each.until(partial(row_of, each, text))
        row = row_of(who, text)
        assert row is not None
        return row


def row_of(client: Client, text: str) -> MessageReceived | None:
    """The newest message with ``text`` that the server knows."""
    model = client.window.conversations.shown.transcript
    for number in range(model.end - 1, model.first - 1, -1):
        row = model.row(number)
        if isinstance(row, MessageReceived) and text in row.text and row.msgid:
            return row
    return None


def number_of(client: Client, row: MessageReceived) -> int:
    found = client.window.conversations.shown.transcript.find(row.msgid)
    assert found is not None
    return found


def now(client: Client, row: MessageReceived) -> MessageReceived:
    """The message as it is by now."""
    found = client.window.conversations.shown.transcript.message(row.msgid)
    assert found is not None
    return found


def all_here(client: Client) -> bool:
    return len(client.members("#lab")) == 2


def is_deleted(client: Client, row: MessageReceived) -> bool:
    return now(client, row).redacted == "anna"


def reads(client: Client, row: MessageReceived, text: str) -> bool:
    return now(client, row).text == text


def choose(client: Client, row: MessageReceived) -> MessageView:
    """Give the messages the keyboard and choose one, as Tab and the arrows do."""
    view = client.page.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.set_current(number_of(client, row))
    return view


def press(widget: QWidget, key: int, text: str = "", keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, keys, text))


def click(view: MessageView, at: QPoint) -> None:
    port = view.viewport()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        held = (
            Qt.MouseButton.LeftButton
            if kind == QEvent.Type.MouseButtonPress
            else Qt.MouseButton.NoButton
        )
        event = QMouseEvent(
            kind,
            QPointF(at),
            QPointF(port.mapToGlobal(at)),
            Qt.MouseButton.LeftButton,
            held,
            NO_KEYS,
        )
        QApplication.sendEvent(port, event)


def hit(view: MessageView, number: int, kind: str) -> QPoint | None:
    """Where something of a row can be clicked, once it is in sight."""
    view.grab()
    for y, row in view._scroller.placed:
        if row.number == number:
            for each in row.hits:
                if each.kind == kind:
                    return (each.rect.center() + QPointF(0, y)).toPoint()
    return None


@pytest.fixture
def two(server: Server, open_client: OpenClient) -> Two:
    anna, boris = open_client(server.port), open_client(server.port, "boris")
    for each in (anna, boris):
        each.until(partial(all_here, each))
    return Two(anna, boris)


@pytest.mark.feature("Reactions")
def test_a_reaction_is_given_and_taken_back_by_a_click(two: Two) -> None:
    two.boris.write("look at this")
    row = two.said(two.anna, "look at this")
    two.anna.window.message_actions._react(row.msgid, "👍")
    two.anna.until(lambda: now(two.anna, row).reactions)
    two.boris.until(lambda: now(two.boris, row).reactions)
    assert now(two.anna, row).reactions[0].own
    assert now(two.boris, row).reactions[0].nicks == ("anna",)
    view, number = two.boris.page.view, number_of(two.boris, row)
    two.boris.until(lambda: hit(view, number, "chip"))
    at = hit(view, number, "chip")
    assert at is not None
    click(view, at)
    two.anna.until(lambda: now(two.anna, row).reactions[0].nicks == ("anna", "boris"))
    two.boris.until(lambda: now(two.boris, row).reactions[0].own)
    at = hit(view, number, "chip")
    assert at is not None
    click(view, at)
    two.anna.until(lambda: now(two.anna, row).reactions[0].nicks == ("anna",))


@pytest.mark.feature("Deleting it for everybody")
def test_a_message_is_deleted_by_its_key_after_a_question(two: Two) -> None:
    two.anna.write("said too much")
    row = two.said(two.anna, "said too much")
    press(choose(two.anna, row), Qt.Key.Key_Delete)
    dialog = two.anna.window.findChild(DeleteDialog)
    assert dialog is not None
    assert "said too much" in dialog.quote.text()
    dialog.yes.click()
    for each in (two.anna, two.boris):
        each.until(partial(is_deleted, each, row))
    view, number = two.boris.page.view, number_of(two.boris, row)
    assert "said too much" not in view._scroller.layout(number).body.text
    assert not view.can("message_reply", number)


def test_nobody_deletes_what_others_wrote_unless_he_leads(two: Two) -> None:
    two.anna.write("mine")
    two.boris.write("yours")
    mine, yours = two.said(two.boris, "mine"), two.said(two.anna, "yours")
    # Anna made the channel, so she leads it.
    assert two.anna.page.view.can("message_delete", number_of(two.anna, yours))
    assert not two.boris.page.view.can("message_delete", number_of(two.boris, mine))


def test_the_keys_of_a_message_ask_for_an_answer_and_an_edit(two: Two, qtbot: QtBot) -> None:
    two.anna.write("first words")
    row = two.said(two.anna, "first words")
    view = choose(two.anna, row)
    with qtbot.waitSignal(view.reply_requested) as asked:
        press(view, Qt.Key.Key_R, "r")
    assert asked.args[0].msgid == row.msgid
    with qtbot.waitSignal(view.edit_requested) as asked:
        press(choose(two.anna, row), Qt.Key.Key_E, "у")  # the same key with a Russian layout
    assert asked.args[0].msgid == row.msgid
    with qtbot.waitSignal(view.sockets_requested):
        press(choose(two.anna, row), Qt.Key.Key_W, "w")
    # Of somebody else's message there is no edit.
    foreign = choose(two.boris, two.said(two.boris, "first words"))
    assert not foreign.can("message_edit", foreign.current() or 0)


def test_an_edited_message_says_so_everywhere(two: Two) -> None:
    two.anna.write("recv(1204)")
    row = two.said(two.anna, "recv(1204)")
    two.anna.window.chat.connection.edit("#lab", row.msgid, "recv(1024)")
    for each in (two.anna, two.boris):
        each.until(partial(reads, each, row, "recv(1024)"))
        assert now(each, row).edited
        said = each.page.view.words_of(number_of(each, row))
        assert "edited" in said


@pytest.mark.feature("Replies that lead to what they answer")
def test_an_answer_shows_what_it_answers_and_leads_there(two: Two) -> None:
    two.boris.write("what is a socket?")
    question = two.said(two.anna, "what is a socket?")
    connection = two.anna.window.chat.connection
    for count in range(40):
        connection.say("#lab", f"filler {count}")
    connection.say("#lab", "an endpoint", reply_to=question.msgid)
    answer = two.said(two.boris, "an endpoint")
    assert answer.reply_to == question.msgid
    view, number = two.boris.page.view, number_of(two.boris, answer)
    quote = view._builder.quote(two.boris.window.conversations.shown.transcript, question.msgid)
    assert (quote.nick, quote.words) == ("boris", "what is a socket?")
    two.boris.until(lambda: hit(view, number, "quote"))
    at = hit(view, number, "quote")
    assert at is not None
    click(view, at)
    assert view.current() == number_of(two.boris, question)
    assert any(row.number == view.current() for _, row in view._scroller.placed)
    # By keyboard, too.
    view.jump_to_bottom()
    press(choose(two.boris, answer), Qt.Key.Key_G, "g")
    assert view.current() == number_of(two.boris, question)


@pytest.mark.feature("Shows who is typing")
def test_who_is_typing_stands_under_the_messages(two: Two) -> None:
    line = two.boris.page.typing_line
    height = line.height()
    assert line.words() == ""
    two.anna.window.chat.connection.set_typing("#lab", TypingState.ACTIVE)
    two.boris.until(lambda: line.words() == "anna is typing…")
    assert two.boris.window.message_actions.typing.nicks("#lab") == ("anna",)
    two.anna.write("there it is")
    two.boris.until(lambda: line.words() == "")
    assert line.height() == height


def test_the_menu_shows_the_same_with_the_keys(two: Two) -> None:
    two.anna.write("with a menu")
    row = two.said(two.anna, "with a menu")
    view = two.anna.page.view
    from desktop.client.message_menu import make_message_menu

    model = two.anna.window.conversations.shown.transcript
    menu: QMenu = make_message_menu(
        view, model, view._scroller.layout(number_of(two.anna, row)), None
    )
    shown = {action.text(): action.shortcut().toString() for action in menu.actions()}
    menu.deleteLater()
    assert shown["Reply"] == "R"
    assert shown["Edit"] == "E"
    assert shown["Delete for everybody…"] == "Del"
    assert shown["Show on the wire"] == "W"
    two.anna.window.context.shortcuts.set_keys("message_reply", ("Ctrl+R",))
    menu = make_message_menu(view, model, view._scroller.layout(number_of(two.anna, row)), None)
    assert menu.actions()[0].shortcut().toString() == "Ctrl+R"
    menu.deleteLater()
    two.anna.window.context.shortcuts.set_keys("message_reply", None)


def test_what_is_not_offered_is_not_shown(two: Two) -> None:
    two.anna.write("nothing to do here")
    row = two.said(two.anna, "nothing to do here")
    view, number = two.anna.page.view, number_of(two.anna, row)
    assert view.can("message_reply", number)
    view.set_offers(Offers())
    for name in ("message_reply", "message_react", "message_edit", "message_delete"):
        assert not view.can(name, number)
        assert not view.do(name, number)
    assert view.can("message_copy", number)
    two.anna.window.message_actions.look()
    assert view.can("message_reply", number)


def test_the_buttons_over_a_message(two: Two, qtbot: QtBot) -> None:
    two.boris.write("hover me")
    row = two.said(two.anna, "hover me")
    two.anna.activate()
    view = choose(two.anna, row)
    two.anna.until(view._toolbar.isVisible)
    assert view._toolbar.number == number_of(two.anna, row)
    assert view._toolbar.buttons["message_reply"].isVisible()
    assert not view._toolbar.buttons["message_edit"].isVisible()
    with qtbot.waitSignal(view.reply_requested):
        view._toolbar.buttons["message_reply"].click()
    choose(two.anna, row)  # the composer has taken the keyboard for the answer
    two.anna.until(view._toolbar.isVisible)
    view._toolbar._quick[0].click()
    two.boris.until(lambda: now(two.boris, row).reactions)
    assert now(two.boris, row).reactions[0].text == "👍"


def test_choices_reach_the_messages_at_once(two: Two, context: AppContext) -> None:
    two.boris.write("**bold** words")
    row = two.said(two.anna, "bold")
    view, number = two.anna.page.view, number_of(two.anna, row)

    def shown() -> str:
        return view._scroller.layout(number).body.text

    assert shown() == "bold words"
    context.set_preference("view.markdown", False)
    assert shown() == "**bold** words"
    context.set_preference("view.markdown", True)
    context.set_preference("view.layout", "compact")
    assert view._builder.compact
    context.set_preference("view.layout", "auto")
    assert not view._builder.compact
    context.set_preference("view.avatars", False)
    assert view._builder.text_x < 68
    context.set_preference("notify.words", ("bold",))
    assert view._scroller.layout(number).body.mentions
    context.set_preference("view.join_part", False)
    model = two.anna.window.conversations.shown.transcript
    for place in range(model.first, number):
        news = model.row(place)
        if isinstance(news, NewsRow):
            own = any(item.own for item in news.items)
            assert view._scroller.layout(place).hidden is not own


@pytest.mark.parametrize(("clock", "expected"), [("12", "3:04 PM"), ("24", "15:04")])
def test_the_clock_that_was_chosen(
    context: AppContext, server: Server, open_client: OpenClient, clock: str, expected: str
) -> None:
    from datetime import datetime

    from desktop.client.message_words import time_text

    open_client(server.port)
    context.set_preference("view.clock", clock)
    assert time_text(datetime(2026, 11, 20, 15, 4).timestamp()) == expected
    context.set_preference("view.clock", "system")


@pytest.mark.feature("A link that lies is asked about")
def test_an_address_that_lies_is_asked_about(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    view = two.anna.page.view
    view.link_activated.emit("https://example.org/page")
    assert opened == ["https://example.org/page"]
    view.link_activated.emit("javascript:alert(1)")
    view.link_activated.emit("file:///etc/passwd")
    assert opened == ["https://example.org/page"]
    view.link_activated.emit("https://www.gооgle.com/")  # two Cyrillic letters
    dialog = two.anna.window.findChild(LinkDialog)
    assert dialog is not None
    assert dialog.host.text().startswith("www.xn--")
    assert len(opened) == 1
    dialog.open_button.click()
    assert len(opened) == 2


def test_copying_by_key(two: Two) -> None:
    connection = two.boris.window.chat.connection
    connection.say("#lab", "try this:\n```py\nimport socket\n\tx = 1\n```")
    row = two.said(two.anna, "import socket")
    press(choose(two.anna, row), Qt.Key.Key_K, "k")
    assert QGuiApplication.clipboard().text() == "import socket\n\tx = 1"
    press(choose(two.anna, row), Qt.Key.Key_C, "с")
    assert QGuiApplication.clipboard().text() == "try this:\nimport socket\n\tx = 1"


def test_a_reaction_is_picked_by_keyboard(two: Two) -> None:
    two.boris.write("react to me")
    row = two.said(two.anna, "react to me")
    two.anna.activate()
    press(choose(two.anna, row), Qt.Key.Key_Equal, "=")
    picker = two.anna.window.window().findChild(EmojiPicker)
    assert picker is not None
    picker.chosen.emit("🎉")
    picker.leave()
    two.boris.until(lambda: now(two.boris, row).reactions)
    assert now(two.boris, row).reactions[0].text == "🎉"
    # What was given already stays when it is picked once more.
    two.anna.until(lambda: now(two.anna, row).reactions)
    two.anna.window.message_actions._give(row.msgid, "🎉")
    assert now(two.anna, row).reactions[0].own


class Source(QObject):
    """A source of pictures that fetches nothing."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, PictureState] = {}
        self.asked: list[str] = []

    def state(self, url: str) -> PictureState:
        return self.states.get(url, PictureState())

    def ask(self, url: str) -> None:
        self.asked.append(url)
        self.states[url] = PictureState(image=QImage(720, 100, QImage.Format.Format_RGB32))
        self.changed.emit(url)


@pytest.mark.feature("Pictures among the messages")
def test_a_picture_is_shown_when_somebody_asks(two: Two, qtbot: QtBot) -> None:
    source, url = Source(), "http://127.0.0.1:1/a.png"
    view = two.anna.page.view
    view._builder.pictures = source
    source.changed.connect(view._picture_changed)
    view.picture_requested.disconnect()
    view.picture_requested.connect(source.ask)
    two.boris.write(f"{url}")
    row = two.said(two.anna, url)
    number = number_of(two.anna, row)
    two.anna.until(lambda: hit(view, number, "picture"))
    laid = view._scroller.layout(number)
    assert laid.body.text == ""  # the card has its name
    assert source.asked == []
    assert view.can("message_save", number)
    press(choose(two.anna, row), Qt.Key.Key_Return)
    assert source.asked == [url]
    image = view._scroller.layout(number).cards[0]
    assert (image.rect.width(), image.rect.height()) == (360, 50)
    view.picture_opened.disconnect()
    with qtbot.waitSignal(view.picture_opened) as opened:
        press(choose(two.anna, row), Qt.Key.Key_Return)
    assert opened.args == [url]
    press(choose(two.anna, row), Qt.Key.Key_C, "c")
    assert QGuiApplication.clipboard().text() == url
    two.anna.window.context.set_preference("pictures.load", "never")
    assert view._scroller.layout(number).cards == []
    assert view._scroller.layout(number).body.text == url


def _takes_files(client: Client) -> bool:
    return bool(client.window.chat.connection.features.files)


def test_files_of_the_server_are_cards(
    keeping_server: Server, open_client: OpenClient, qtbot: QtBot, tmp_path: Path
) -> None:
    anna, boris = open_client(keeping_server.port), open_client(keeping_server.port, "boris")
    for each in (anna, boris):
        each.until(partial(all_here, each))
        each.until(partial(_takes_files, each))
    two = Two(anna, boris)
    view = anna.page.view
    path = tmp_path / "notes.txt"
    path.write_text("some notes", encoding="utf-8")
    assert boris.window.files.send_file(path, "here they are")
    row = two.said(anna, "/notes.txt")
    url = row.text.split()[-1]
    number = number_of(two.anna, row)
    two.anna.until(lambda: hit(view, number, "file"))
    assert "here they are" in view._scroller.layout(number).body.text
    view.file_requested.disconnect()
    with qtbot.waitSignal(view.file_requested) as asked:
        press(choose(two.anna, row), Qt.Key.Key_D, "d")
    assert asked.args == [url]
    with qtbot.waitSignal(view.file_requested) as asked:
        at = hit(view, number, "file")
        assert at is not None
        click(view, at)
    assert asked.args == [url]
