"""Rows of the README's feature table that no other test shows in a whole window: messages and
writing, between two client windows and a real server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from core.client.events import Delivery, MessageKind, MessageReceived, News, NewsKind
from desktop.client.composer_spelling import Spelling, spell_in
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.message_layout import RowLayout
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)
from tests.desktop.test_composer_spelling import WAVE, dictionaries
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]

CONTROL = Qt.KeyboardModifier.ControlModifier
NOON = datetime(2026, 11, 20, 12, 0).timestamp()


def said(nick: str, text: str, at: float = 0.0) -> MessageReceived:
    """What somebody said in #lab, seconds after a noon."""
    return MessageReceived("#lab", MessageKind.TEXT, nick, text, NOON + at, f"{nick}{at}{text}")


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "anna", ("#lab", "#physics"))
    client.until(lambda: client.members("#lab") and client.members("#physics"))
    client.window.show_conversation("#lab")
    client.activate()
    return client


@pytest.fixture
def boris(anna: Client, server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port, "boris")
    client.until(lambda: "anna" in client.members("#lab"))
    anna.until(lambda: "boris" in anna.members("#lab"))
    anna.activate()
    return client


def hear(client: Client, *rows: MessageReceived | News) -> None:
    """As if the server had sent that."""
    model = client.window.conversations["#lab"].transcript
    before = model.end
    client.window.chat.connection.feed.push(list(rows))
    client.until(lambda: model.end > before and client.page.view.model() is model)


def layouts(client: Client, rows: int) -> list[RowLayout]:
    """The newest rows as they are drawn."""
    view, model = client.page.view, client.window.conversations["#lab"].transcript
    view.grab()
    return [view._scroller.layout(number) for number in range(model.end - rows, model.end)]


def last(client: Client, text: str) -> RowLayout:
    """The newest row as it is drawn, once it has that text."""
    client.until(lambda: client.sees_last(text))
    return layouts(client, 1)[0]


# --- any server -----------------------------------------------------------------------------------


@pytest.fixture
def plain_server() -> Iterator[tuple[int, list[str]]]:
    """A server that knows RFC 1459 and no more: its port, and what it was told."""
    listener = socket.create_server(("127.0.0.1", 0))
    told: list[str] = []

    def serve() -> None:
        peer, _ = listener.accept()
        with peer, peer.makefile("rw", encoding="utf-8", newline="\r\n") as lines:

            def say(line: str) -> None:
                lines.write(line + "\r\n")
                lines.flush()

            for raw in lines:
                line = raw.strip()
                told.append(line)
                command, _, rest = line.partition(" ")
                if command == "USER":
                    say(":irc.old 001 anna :Welcome")
                    say(":irc.old 422 anna :There is no message of the day")
                elif command == "JOIN":
                    say(f":anna!a@b JOIN {rest}")
                    say(f":irc.old 353 anna = {rest} :anna @boris")
                    say(f":irc.old 366 anna {rest} :End of names")
                elif command == "PING":
                    say(f":irc.old PONG irc.old {rest}")
                elif command == "PRIVMSG":
                    say(":boris!c@d PRIVMSG #lab :heard")
                elif command == "QUIT":
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1], told
    with socket.create_connection(listener.getsockname()):  # if nobody came, accept returns now
        pass
    thread.join(10)
    listener.close()


@pytest.mark.feature("Joins any IRC server")
def test_a_server_of_1993(plain_server: tuple[int, list[str]], open_client: OpenClient) -> None:
    port, told = plain_server
    anna = open_client(port)
    anna.until(lambda: anna.members("#lab") and "boris" in anna.members("#lab"))
    anna.write("hello")
    anna.until(lambda: anna.sees("boris: heard", "#lab"))
    assert "PRIVMSG #lab hello" in told
    # What that server does not know is not offered.
    features = anna.window.chat.connection.features
    assert not (features.edits or features.multiline or features.history)
    anna.write("/quit")
    anna.until(lambda: "QUIT" in {line.split()[0] for line in told})


# --- messages -------------------------------------------------------------------------------------


@pytest.mark.feature("One name over the messages of a sender")
def test_one_name_over_a_group(anna: Client) -> None:
    hear(anna, said("boris", "one"), said("boris", "two", 30), said("chloe", "three", 31))
    named = [any(hit.kind == "nick" for hit in row.hits) for row in layouts(anna, 3)]
    assert named == [True, False, True]


@pytest.mark.feature("Each nickname has its colour")
@pytest.mark.feature("Avatars")
def test_colours_and_avatars(anna: Client) -> None:
    hear(anna, said("boris", "one"), said("chloe", "two", 30), said("boris", "three", 60))
    first, second, third = layouts(anna, 3)
    colours = [
        next(label.color.name() for label in row.labels if label.text.text() == nick)
        for row, nick in ((first, "boris"), (second, "chloe"), (third, "boris"))
    ]
    assert colours[0] == colours[2] != colours[1]
    assert all(row.pictures for row in (first, second, third))
    anna.window.context.set_preference("view.avatars", False)
    assert not layouts(anna, 1)[0].pictures
    anna.window.context.set_preference("view.avatars", True)


@pytest.mark.feature("Dates between days")
def test_dates_stand_between_days(anna: Client) -> None:
    hear(anna, said("boris", "one"), said("boris", "two", 60), said("boris", "three", 86_400))
    days = [row.day[1].text() if row.day else "" for row in layouts(anna, 3)]
    assert days[1] == ""
    assert "20" in days[0] and "21" in days[2]


@pytest.mark.feature("A line where the unread begins")
def test_the_new_line(anna: Client, boris: Client) -> None:
    anna.window.show_conversation("#physics")
    boris.write("one")
    boris.write("two")
    anna.until(lambda: anna.window.conversations["#lab"].unread == 2)
    anna.window.show_conversation("#lab")
    assert [row.marker is not None for row in layouts(anna, 2)] == [True, False]


@pytest.mark.feature("Joins and parts condensed into one line")
def test_joins_are_one_line(anna: Client) -> None:
    hear(anna, said("boris", "begin"))
    hear(anna, *(News("#lab", NewsKind.JOINED, f"guest{n}", NOON + n) for n in range(6)))
    before, row = layouts(anna, 2)
    assert before.body.text == "begin"
    assert row.body.text.startswith("guest0, guest1 and")
    assert any(hit.kind == "unfold" for hit in row.hits)


@pytest.mark.feature("A button to the newest, with a count")
def test_to_the_newest(anna: Client) -> None:
    hear(anna, *(said("boris", f"line {n}", n * 400) for n in range(100)))
    view = anna.page.view
    view.verticalScrollBar().setValue(0)
    anna.until(view._jump.isVisible)
    hear(anna, said("chloe", "below", 50_000), said("chloe", "too", 50_001))
    anna.until(lambda: view._jump.count == 2)
    assert "2 new messages below" in view._jump.accessibleName()
    view._jump.click()
    anna.until(view.at_bottom)
    anna.until(lambda: not view._jump.isVisible())


@pytest.mark.feature("Selecting and copying across messages")
def test_several_messages_are_copied(anna: Client) -> None:
    hear(anna, said("boris", "one"), said("chloe", "two 😀", 60))
    view = anna.page.view
    view.setFocus()
    press_key(view, Qt.Key.Key_A, CONTROL)
    press_key(view, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text().splitlines()[-2:]
    assert [line.partition("] ")[2] for line in copied] == ["boris: one", "chloe: two 😀"]


@pytest.mark.feature("Links can be clicked")
def test_a_link_opens(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    hear(anna, said("boris", "see https://example.org/page now"))
    view = anna.page.view
    view.setFocus()
    view.set_current(anna.window.conversations["#lab"].transcript.end - 1)
    press_key(view, Qt.Key.Key_Right)
    press_key(view, Qt.Key.Key_Return)
    assert opened == ["https://example.org/page"]


@pytest.mark.feature("Blocks of code in colours, with a copy button")
def test_code_has_colours(anna: Client) -> None:
    hear(anna, said("boris", "```py\nimport socket\n# a comment\nx = 1\n```"))
    number = anna.window.conversations["#lab"].transcript.end - 1
    view = anna.page.view
    view.grab()
    anna.until(lambda: not view._scroller.layout(number).pending)

    def colours() -> set[str]:
        found = view._scroller.layout(number).text.formats()
        return {each.format.foreground().color().name() for each in found}

    view.grab()
    anna.until(lambda: len(colours()) >= 3)
    assert any(hit.kind == "code" for hit in view._scroller.layout(number).hits)


@pytest.mark.feature("Markdown")
@pytest.mark.feature("Colours and styles of IRC")
def test_markup(anna: Client, boris: Client) -> None:
    boris.write("**bold** and _leaning_")
    row = last(anna, "bold")
    assert row.body.text == "bold and leaning"
    assert {style.bold for _, _, style in row.body.styles} == {True, False}
    boris.window.chat.connection.say("#lab", "\x02strong\x02 and \x0304red\x03")
    row = last(anna, "strong")
    assert row.body.text == "strong and red"
    assert len(row.body.styles) == 2


@pytest.mark.feature("Shows when the other has read it")
def test_a_private_message_is_read(anna: Client, boris: Client) -> None:
    anna.write("/msg boris have you seen this?")
    boris.until(lambda: boris.sees("have you seen this?", "anna"))
    anna.until(lambda: anna.sees("have you seen this?", "boris"))
    model = anna.window.conversations["boris"].transcript
    # Until the echo is there the row has a time of our own clock, not the server's.
    stored = Delivery.STORED
    anna.until(lambda: getattr(model.row(model.end - 1), "delivery", None) is stored)
    row = model.row(model.end - 1)
    assert isinstance(row, MessageReceived)
    assert model.read_by_other < row.time
    boris.window.show_conversation("anna")
    boris.activate()
    anna.until(lambda: model.read_by_other >= row.time)


@pytest.mark.feature("Text from right to left")
def test_hebrew_is_set_flush_right(anna: Client) -> None:
    hear(anna, said("mira", "שלום עולם\nשלום"))
    row = layouts(anna, 1)[0]
    long, short = (row.text.lineAt(n).naturalTextRect() for n in range(2))
    assert short.left() > long.left() + 5
    assert abs(short.right() - long.right()) < 2


@pytest.mark.feature("New messages told to screen readers")
def test_new_messages_are_announced(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.client.message_view.QAccessible.isActive", lambda: True)
    monkeypatch.setattr(anna.page.view, "announce", told.append)
    hear(anna, said("boris", "listen"))
    anna.until(lambda: told)
    assert told == ["[12:00] boris: listen"]


# --- writing --------------------------------------------------------------------------------------


@pytest.mark.feature("Names and channels completed")
@pytest.mark.feature("Commands explained while one types")
def test_what_the_composer_offers(anna: Client, boris: Client) -> None:
    composer = anna.page.composer
    completion = composer._completion

    def offered() -> list[str]:
        found = completion.offered()
        return [each.shown for each in found.candidates] if found is not None else []

    def argument() -> int:
        found = completion.offered()
        assert found is not None
        return found.argument

    type_text(anna.input, "@bo")
    assert "boris" in offered()[0]
    composer.set_text("")
    type_text(anna.input, "#ph")
    assert offered() == ["#physics"]
    press_key(anna.input, Qt.Key.Key_Tab)
    assert composer.text().strip() == "#physics"
    composer.set_text("")
    type_text(anna.input, "/kic")
    assert offered()[0].startswith("/kick")
    composer.set_text("")
    type_text(anna.input, "/kick ")
    assert argument() == 0
    type_text(anna.input, "boris ")
    assert argument() == 1


@pytest.mark.feature("Emoji by name and from a picker")
def test_emoji_are_put_in(anna: Client) -> None:
    composer = anna.page.composer
    type_text(anna.input, ":fire")
    anna.until(lambda: composer._completion.offered() is not None)
    press_key(anna.input, Qt.Key.Key_Tab)
    assert composer.text().strip() == "🔥"
    composer.emoji.click()
    picker = anna.window.window().findChild(EmojiPicker)
    assert picker is not None
    anna.until(picker.search.hasFocus)
    type_text(picker.search, "огонь")
    press_key(picker.search, Qt.Key.Key_Return)
    assert composer.text().replace(" ", "") == "🔥🔥"


@pytest.mark.feature("Spelling")
def test_a_wrong_word_has_a_wave(anna: Client, qtbot: QtBot) -> None:
    parent = QObject()
    spelling = Spelling(dictionaries, parent)
    qtbot.waitUntil(lambda: bool(spelling.dictionaries), timeout=30_000)
    text = anna.page.composer.input
    spell_in(text, on=True, using=spelling)
    type_text(anna.input, "helo hello ")
    waves = [
        each.start
        for each in text.document().firstBlock().layout().formats()
        if each.format.underlineStyle() is WAVE
    ]
    assert waves == [0]
    spell_in(text, on=False)
    spelling.stop()
