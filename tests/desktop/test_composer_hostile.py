"""Texts in the composer that could freeze it or do harm: words without end, thousands of lines,
signs that are no text, megabytes."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.client.actions import CommandResult
from core.client.events import JoinFailed
from desktop.client.command_texts import result_sentence
from desktop.client.completion import LIMIT
from desktop.client.composer_counts import MOST_MESSAGES
from desktop.client.composer_input import MAX_LENGTH
from desktop.client.composer_spelling import misspelt
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.paste_preview import PastePreview
from desktop.client.server_texts import join_sentence, nick_rejected_sentence
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
)
from tests.desktop.composer_fixtures import ComposerWindow, show_composer
from tests.desktop.test_client_files import last_url, two
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "keeping_server", "open_client"]

ANYWHERE = QTextOption.WrapMode.WrapAnywhere
AT_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
HOSTILE = {
    "one word": "x" * 30_000,
    "both directions": "אa" * 10_000,
    "marks": "a" + "\u0301" * 10_000,
    "nothing to see": "\u200b" * 10_000,
    "overrides": "\u202eabc" * 3000,
    "isolates": "\u2067" * 10_000,
    "ligatures": "\ufdfa" * 10_000,
    "families": "👩‍👩‍👧‍👦" * 2000,
    "half a letter": "\ud800x" * 2000,
    "zeros": "a\0b\x01" * 2000,
    "lines": "line\n" * 6000,
    "no lines": "\n" * 6000,
    "names": "@" + "a" * 19_000,
    "a command": "/" + "a" * 19_000,
    "emoji": ":" + "a" * 19_000,
}


@pytest.fixture
def window(qtbot: QtBot) -> ComposerWindow:
    return show_composer(qtbot)


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def preview(client: Client) -> PastePreview:
    return next(d for d in client.window.findChildren(PastePreview) if d.isVisible())


def is_shown(dialog: PastePreview, name: str) -> bool:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    return button.isVisible()


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_can_be_put_in_changed_sent_and_brought_back(
    window: ComposerWindow, name: str
) -> None:
    text, composer = HOSTILE[name], window.composer
    composer.one_message = True
    composer.set_text(text)
    there = composer.text()
    assert len(there) <= MAX_LENGTH
    assert "\0" not in there
    assert "\x01" not in there
    composer.set_text("")
    composer.input.insertFromMimeData(pasted(text))
    window.grab()
    type_text(window.text, "y")
    press_key(window.text, Qt.Key.Key_Backspace)
    window.resize(400, 600)
    window.grab()
    press_key(window.text, Qt.Key.Key_Escape)
    wanted = composer.text()
    composer.submit()
    if wanted.strip():
        assert window.sent[-1].text == wanted
        composer.input.recall(-1)
        assert composer.text() == wanted


def test_long_words_are_broken_anywhere(window: ComposerWindow) -> None:
    """At their ends Qt looks for them in each line: 2.6 seconds for 20,000 letters."""
    text = window.composer.input
    window.composer.set_text("some words " * 1000)
    assert text.wordWrapMode() == AT_WORDS
    window.composer.set_text("x" * 1000)
    assert text.wordWrapMode() == ANYWHERE
    window.composer.set_text("words")
    assert text.wordWrapMode() == AT_WORDS
    text.insert_text("x" * 600)
    text.insert_text("x" * 600)
    assert text.wordWrapMode() == ANYWHERE
    text.undo()
    assert text.wordWrapMode() == ANYWHERE


def test_what_is_no_text_is_not_sent_as_one(window: ComposerWindow) -> None:
    composer = window.composer
    composer.set_text("\0\x01\0")
    assert not composer.send.isEnabled()
    composer.input.insert_text("\x01VERSION\x01")  # a question to every program in the channel
    press_key(window.text, Qt.Key.Key_Return)
    assert [each.text for each in window.sent] == ["VERSION"]


def test_too_many_messages_are_not_sent_and_that_is_said(window: ComposerWindow) -> None:
    composer = window.composer
    composer.pieces = lambda text: text.count("\n") + 1
    text = "\n".join(str(number) for number in range(4000))[:MAX_LENGTH]
    composer.set_text(text)
    for _ in range(3):  # pressing Enter again does not send it either
        press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == []
    assert composer.text() == text
    assert composer.bar.words()[0] == "4000 messages are too many: not more than 100 at once."
    press_key(window.text, Qt.Key.Key_Escape)
    assert composer.bar.words()[0] == ""
    composer.set_text("\n".join("a" * 100))
    press_key(window.text, Qt.Key.Key_Return)  # asks, as for any text of many lines
    press_key(window.text, Qt.Key.Key_Return)
    assert len(window.sent) == 1


def test_a_name_is_offered_first_however_many_look_like_it(window: ComposerWindow) -> None:
    crowd = [f"anna{number}" for number in range(5000)]
    window.composer.set_providers(tuple, lambda: [*crowd, "Anna"], lambda: ["#x" * 250, "#x"])
    popup = window.composer._completion
    type_text(window.text, "hi @anna")
    offered = popup.offered()
    assert offered is not None
    assert offered.candidates[0].shown == "Anna"
    assert len(offered.candidates) == LIMIT
    assert popup._popup is not None
    assert popup._popup._count_text(offered) == "200+ people"
    window.grab()
    press_key(window.text, Qt.Key.Key_Tab)
    assert window.composer.text() == "hi @Anna "
    type_text(window.text, "#x#")
    window.grab()
    for text in (
        "@(.*",
        "@\u202e",
        "@" + "a\u0301" * 3000,
        ":(((",
        ":" + "a" * 5000,
        "/" + "[" * 5000,
    ):
        window.composer.set_text("")
        type_text(window.text, "@")
        window.composer.input.insert_text(text[1:] if text[0] == "@" else " " + text)
        window.grab()
        assert popup.offered() is None
    window.composer.set_text("@")
    window.composer.input.insertFromMimeData(pasted("anna"))  # while the popup is open
    assert popup.offered() is not None
    window.composer.input.insertFromMimeData(pasted("b" * 5000))
    assert popup.offered() is None


def test_the_emoji_search_takes_anything(window: ComposerWindow) -> None:
    window.composer.pick_emoji()
    picker = window.findChild(EmojiPicker)
    assert picker is not None
    for text in (
        ".*(a+)+$",
        "[\\",
        "x" * 1_000_000,
        "a " * 100_000,
        "\u202e" * 1000,
        "\ud800",
        ":_-",
    ):
        picker.search.setText(text)
        window.grab()
    picker.search.setText("smile")
    assert picker.grid.emoji()
    picker.leave()


def test_what_was_typed_for_a_name_is_short_in_sentences() -> None:
    name = "#\u202e" + "x" * 20_000
    for said in (
        nick_rejected_sentence(name, "in_use"),
        join_sentence(JoinFailed(name, "471", "")),
        result_sentence(CommandResult("unknown_command", (name,))),
        result_sentence(CommandResult("bad_channel", (name, "too_long"))),
    ):
        assert "xxx…" in said
        assert len(said) < 160
        assert "\u202e" not in said


def test_spelling_of_words_without_end() -> None:
    """What looks at the rest of the word from each of its letters would take a quarter of an
    hour."""

    class Nothing:
        def check(self, word: str, /) -> bool:
            return False

        def suggest(self, word: str, /) -> list[str]:
            return []

        def add(self, word: str, /) -> None:
            pass

    nothing = {"ru": Nothing(), "en": Nothing()}
    for unit in ("x", "a'", "a-", "`a", "a" + "\u0301" * 50, "a.", "a/", "www", "://"):
        text = (unit * 200_000)[:200_000]
        assert misspelt(text, nothing) == []
    assert len(misspelt("helo " * 1000, nothing)) == 1000


def test_megabytes_go_as_a_file(keeping_server: Server, open_client: OpenClient) -> None:
    anna, boris = two(open_client, keeping_server)
    text = "word " * 200_000
    anna.page.composer.input.insertFromMimeData(pasted(text))
    dialog = preview(anna)
    assert not is_shown(dialog, "paste_each")
    assert not is_shown(dialog, "paste_one")
    assert is_shown(dialog, "paste_file")
    many = dialog.findChild(QLabel, "paste_many")
    assert many is not None
    assert many.isVisible()
    assert many.text().endswith("not more than 100 at once. Send it as a file, or in parts.")
    press_key(dialog, Qt.Key.Key_Return)
    boris.until(lambda: last_url(boris))
    assert last_url(boris).endswith("/text.txt")
    assert anna.page.composer.text() == ""
    anna.until(anna.page.transfers.isHidden)


def test_a_text_of_many_lines_counts_as_what_the_server_makes_of_it(
    keeping_server: Server, open_client: OpenClient
) -> None:
    anna, _boris = two(open_client, keeping_server)
    anna.until(lambda: anna.window.chat.connection.features.multiline)
    most = anna.window.chat.connection.features.multiline_lines
    pieces = anna.window.sending.pieces
    assert [pieces("q\n" * (most * count - 1) + "q") for count in (1, 2, 40)] == [1, 2, 40]
    many = "q\n" * most * (MOST_MESSAGES + 1)
    assert pieces(many) > MOST_MESSAGES
    assert pieces("/me waves\n" + many) > MOST_MESSAGES
    assert pieces("/me " + "waves " * 1000) == 1


def test_a_hostile_draft_is_there_after_a_restart(
    keeping_server: Server, open_client: OpenClient
) -> None:
    anna, _boris = two(open_client, keeping_server)
    composer = anna.page.composer
    composer.set_text("".join(text[:1200] for text in HOSTILE.values()))
    draft = composer.text()
    type_text(anna.input, "!")
    anna.window.close()
    again = open_client(keeping_server.port, "anna")
    again.until(lambda: again.page.composer.text() == draft + "!")
    again.until(partial(again.members, "#lab"))
