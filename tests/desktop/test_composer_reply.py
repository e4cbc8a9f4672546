"""Answers, changes, formatting and typing notices in the composer, by real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.client.feature_events import TypingState
from desktop.client.composer import Submission
from desktop.client.composer_format import toggle
from desktop.client.given_files import GivenFiles
from tests.desktop.composer_fixtures import ComposerWindow, message, show_composer
from tests.desktop.typing import press_key, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> ComposerWindow:
    return show_composer(qtbot)


# --- answering ------------------------------------------------------------------------------------


def test_an_answer_says_whom_it_answers(window: ComposerWindow) -> None:
    type_text(window.text, "да")
    window.composer.begin_reply(message("\x02Кто\x02 идёт?\nСегодня"))
    assert window.composer.bar.isVisible()
    assert window.composer.bar.words() == ("Reply to", "anna", "Кто идёт? Сегодня")
    assert "anna" in window.composer.bar.accessibleName()
    assert window.composer.text() == "да"
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == [Submission("да", reply_to="m1")]
    assert not window.composer.bar.isVisible()
    type_text(window.text, "ещё\n")
    assert window.sent[1:] == [Submission("ещё")]


def test_esc_and_the_cross_leave_the_answer(window: ComposerWindow) -> None:
    type_text(window.text, "draft")
    low = window.composer.height()
    window.composer.begin_reply(message("hello"))
    assert window.composer.height() == low + 38
    press_key(window.text, Qt.Key.Key_Escape)
    assert window.composer.reference is None
    assert window.composer.height() == low
    window.composer.begin_reply(message("hello"))
    QTest.mouseClick(window.composer.bar.button, Qt.MouseButton.LeftButton)
    assert window.composer.reference is None
    assert window.composer.text() == "draft"
    assert window.text.hasFocus()


def test_a_completion_takes_esc_before_the_answer(window: ComposerWindow) -> None:
    window.composer.set_providers(tuple, lambda: ("boris",), tuple)
    window.composer.begin_reply(message("hello"))
    type_text(window.text, "@b")
    press_key(window.text, Qt.Key.Key_Escape)
    assert window.composer.reference is not None
    press_key(window.text, Qt.Key.Key_Escape)
    assert window.composer.reference is None


# --- changing -------------------------------------------------------------------------------------


def test_a_change_brings_back_what_was_written(window: ComposerWindow) -> None:
    type_text(window.text, "a draft")
    window.composer.begin_reply(message("question", "m7"))
    window.composer.begin_edit(message("it is wrng", "m2", own=True))
    assert window.composer.text() == "it is wrng"
    assert window.composer.send.accessibleName() == "Save the change"
    type_text(window.text, "!\n")
    assert window.sent == [Submission("it is wrng!", edit_of="m2")]
    assert window.composer.text() == "a draft"
    assert window.composer.reference is not None
    assert window.composer.reference.msgid == "m7"


def test_esc_leaves_a_change(window: ComposerWindow) -> None:
    type_text(window.text, "a draft")
    window.composer.begin_edit(message("old", "m2", own=True))
    type_text(window.text, " and new")
    press_key(window.text, Qt.Key.Key_Escape)
    assert window.composer.text() == "a draft"
    assert window.composer.reference is None
    assert window.composer.send.accessibleName() == "Send"


def test_up_in_an_empty_text_changes_the_last_message(window: ComposerWindow) -> None:
    type_text(window.text, "sent before\n")
    window.composer.last_own = lambda: message("sent before", "m3", own=True)
    press_key(window.text, Qt.Key.Key_Up)
    assert window.composer.reference is not None
    assert window.composer.reference.edits
    press_key(window.text, Qt.Key.Key_Up)  # no other text comes into a change
    assert window.composer.text() == "sent before"
    press_key(window.text, Qt.Key.Key_Escape)
    press_key(window.text, Qt.Key.Key_Up, CONTROL)  # what was sent is there all the same
    assert window.composer.text() == "sent before"
    assert window.composer.reference is None
    press_key(window.text, Qt.Key.Key_Down, CONTROL)
    assert window.composer.text() == ""


def test_where_nothing_can_be_changed_up_brings_back_what_was_sent(window: ComposerWindow) -> None:
    type_text(window.text, "first\n")
    press_key(window.text, Qt.Key.Key_Up)
    assert window.composer.text() == "first"
    assert window.composer.reference is None


# --- Enter ----------------------------------------------------------------------------------------


def test_enter_may_begin_a_line(window: ComposerWindow) -> None:
    window.composer.enter_breaks = True
    window.composer.retranslate()
    type_text(window.text, "one\ntwo")
    assert window.sent == []
    assert "Ctrl+Enter" in window.composer.send.toolTip()
    press_key(window.text, Qt.Key.Key_Return, CONTROL)
    assert window.sent == [Submission("one\ntwo")]


def test_many_lines_that_are_one_message_are_not_asked_about(window: ComposerWindow) -> None:
    window.composer.one_message = True
    window.composer.set_text("\n".join("abcdefgh"))
    press_key(window.text, Qt.Key.Key_Return)
    assert window.sent == [Submission("\n".join("abcdefgh"))]


def test_how_many_messages_it_will_be(window: ComposerWindow) -> None:
    window.composer.pieces = lambda text: 1 + len(text) // 400
    type_text(window.text, "short")
    assert not window.composer.length.isVisible()
    window.composer.input.insert_text("x" * 900)
    assert window.composer.length.isVisible()
    assert window.composer.length.text() == "3 messages"


# --- Markdown -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "style", "expected"),
    [
        ("say it loud", 4, 6, "bold", ("say **it** loud", 6, 8)),
        ("say **it** loud", 6, 8, "bold", ("say it loud", 4, 6)),
        ("say **it** loud", 4, 10, "bold", ("say it loud", 4, 6)),
        ("say it loud", 3, 7, "italic", ("say *it* loud", 5, 7)),
        ("**it**", 2, 4, "italic", ("***it***", 3, 5)),
        ("***it***", 3, 5, "italic", ("**it**", 2, 4)),
        ("", 0, 0, "code", ("``", 1, 1)),
        ("привет", 0, 6, "strike", ("~~привет~~", 2, 8)),
        ("a\nb\nc", 2, 5, "code_block", ("a\n```\nb\nc\n```", 6, 9)),
        ("a\n```\nb\nc\n```", 2, 13, "code_block", ("a\nb\nc", 2, 5)),
        ("a\nb", 0, 3, "quote", ("> a\n> b", 7, 7)),
        ("> a\n> b", 0, 7, "quote", ("a\nb", 3, 3)),
    ],
)
def test_marks(text: str, start: int, end: int, style: str, expected: tuple[str, int, int]) -> None:
    assert tuple(toggle(text, start, end, style)) == expected


def test_a_selection_is_marked_past_emoji_and_undone_at_once(window: ComposerWindow) -> None:
    type_text(window.text, "😀 loud")
    for _ in range(4):
        press_key(window.text, Qt.Key.Key_Left, SHIFT)
    window.composer.format("bold")
    assert window.composer.text() == "😀 **loud**"
    assert window.composer.input.textCursor().selectedText() == "loud"
    window.composer.input.undo()
    assert window.composer.text() == "😀 loud"


# --- who is told ----------------------------------------------------------------------------------


def test_typing_is_told_at_most_every_three_seconds(window: ComposerWindow) -> None:
    typing = window.composer._typing
    now = [100.0]
    typing.now = lambda: now[0]
    type_text(window.text, "hel")
    assert window.states == [TypingState.ACTIVE]
    now[0] += 3.5
    type_text(window.text, "l")
    assert window.states == [TypingState.ACTIVE] * 2
    typing.rest.stop()
    typing._rests()
    assert window.states[2:] == [TypingState.PAUSED]
    type_text(window.text, "o")
    assert window.states[3:] == [TypingState.ACTIVE]
    window.composer.input.selectAll()
    press_key(window.text, Qt.Key.Key_Delete)
    assert window.states[4:] == [TypingState.DONE]


def test_of_commands_changes_and_sent_messages_nobody_hears(window: ComposerWindow) -> None:
    type_text(window.text, "/me x")
    window.composer.set_text("")
    window.composer.begin_edit(message("old", own=True))
    type_text(window.text, "er\n")
    assert window.states == []
    type_text(window.text, "hi\n")
    assert window.states == [TypingState.ACTIVE]  # the message itself says that it is done
    type_text(window.text, "again")
    assert window.states == [TypingState.ACTIVE] * 2


# --- what is pasted -------------------------------------------------------------------------------


def test_what_is_pasted_can_be_seen_to_elsewhere(window: ComposerWindow, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("x", encoding="utf-8")
    texts: list[str] = []
    images: list[QImage] = []
    files: list[tuple[Path, ...]] = []

    def take_text(text: str) -> bool:
        texts.append(text)
        return len(text) > 10

    def take_image(image: QImage) -> bool:
        images.append(image)
        return True

    def take_files(found: GivenFiles) -> bool:
        files.append(found.files)
        return True

    box = window.composer.input
    box.take_text, box.take_image, box.take_files = take_text, take_image, take_files
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for fill in ("text", "long", "image", "file", "link"):
        data = QMimeData()
        if fill == "text":
            data.setText("short\r\n")
        elif fill == "long":
            data.setText("long enough")
        elif fill == "image":
            data.setImageData(image)
        elif fill == "file":
            data.setUrls([QUrl.fromLocalFile(str(file))])
        else:
            data.setUrls([QUrl("https://a.test/")])
        QGuiApplication.clipboard().setMimeData(data)
        press_key(window.text, Qt.Key.Key_V, CONTROL)
    assert texts == ["short", "long enough", "https://a.test/"]
    assert [each.size() for each in images] == [image.size()]
    assert files == [(file,)]
    assert window.composer.text() == "short"
