"""What is written in a real window reaches the others: answers, changes, several lines, pastes,
drafts; through the real server."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.client.events import MessageKind, MessageReceived
from core.client.feature_events import Features
from desktop.client.emoji_picker import EmojiPicker
from desktop.client.file_sending import FileSending
from desktop.client.paste_picture import FilesPreview, PicturePreview
from desktop.client.paste_preview import PastePreview
from desktop.context import AppContext
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    open_client,
    server,
)
from tests.desktop.typing import press_key, type_text

__all__ = ["context", "open_client", "server"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _is_ready(client: Client) -> bool:
    offers = client.window.chat.connection.features
    return len(client.members("#lab")) == 2 and offers.edits and offers.multiline


def pair(open_client: OpenClient, server: Server) -> tuple[Client, Client]:
    anna = open_client(server.port, "anna")
    anna.until(lambda: "anna" in anna.members("#lab"))
    boris = open_client(server.port, "борис")
    for client in (anna, boris):
        client.until(partial(_is_ready, client))
    anna.activate()
    anna.until(anna.input.hasFocus)
    return anna, boris


def rows(client: Client) -> list[MessageReceived]:
    model = client.window.conversations["#lab"].transcript
    found = [model.row(number) for number in range(model.first, model.end)]
    return [row for row in found if isinstance(row, MessageReceived)]


def paste(client: Client, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    press_key(client.input, Qt.Key.Key_V, CONTROL)


def text_data(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_answer_names_its_message(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    boris.write("Кто пойдёт?")
    anna.until(lambda: anna.sees("Кто пойдёт?"))
    asked = rows(anna)[-1]
    anna.page.composer.begin_reply(asked)
    type_text(anna.input, "Я\n")
    boris.until(lambda: rows(boris)[-1].text == "Я" and rows(boris)[-1].reply_to == asked.msgid)


@pytest.mark.feature("Changing what one said, for everybody")
def test_up_changes_the_last_message_for_everybody(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("порт 6668")
    boris.until(lambda: boris.sees("порт 6668"))
    anna.until(lambda: anna.window.sending.last_own() is not None)
    press_key(anna.input, Qt.Key.Key_Up)
    assert anna.page.composer.text() == "порт 6668"
    press_key(anna.input, Qt.Key.Key_Backspace)
    type_text(anna.input, "7\n")
    boris.until(lambda: rows(boris)[-1].text == "порт 6667" and rows(boris)[-1].edited)
    assert anna.page.composer.text() == ""


def test_an_action_stays_one_when_it_is_changed(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    anna.write("/me waves")
    boris.until(lambda: boris.sees("waves"))
    anna.until(lambda: anna.window.sending.last_own() is not None)
    press_key(anna.input, Qt.Key.Key_Up)
    assert anna.page.composer.text() == "/me waves"
    press_key(anna.input, Qt.Key.Key_Escape)
    press_key(anna.input, Qt.Key.Key_Up)
    type_text(anna.input, " back\n")
    boris.until(lambda: rows(boris)[-1].text == "waves back")
    assert rows(boris)[-1].kind is MessageKind.ACTION


@pytest.mark.feature("Several lines are one message")
def test_several_lines_are_one_message_and_later_slashes_are_said(
    server: Server, open_client: OpenClient
) -> None:
    anna, boris = pair(open_client, server)
    for number, line in enumerate(("one", "/quit", "three")):
        if number:
            press_key(anna.input, Qt.Key.Key_Return, SHIFT)
        type_text(anna.input, line)
    press_key(anna.input, Qt.Key.Key_Return)
    boris.until(lambda: any(row.text == "one\n/quit\nthree" for row in rows(boris)))
    anna.write("//joins is a command")
    boris.until(lambda: rows(boris)[-1].text == "/joins is a command")
    anna.page.composer.set_text("/me waves\n/quit")
    press_key(anna.input, Qt.Key.Key_Return)
    boris.until(lambda: rows(boris)[-1].text == "/quit")
    assert rows(boris)[-2].text == "waves"
    assert anna.online()


def test_a_long_paste_is_shown_and_sent_as_one_message(
    server: Server, open_client: OpenClient
) -> None:
    anna, boris = pair(open_client, server)
    text = "\n".join(f"строка {number}" for number in range(10))
    paste(anna, text_data(text))
    dialog = anna.window.findChild(PastePreview)
    assert dialog is not None
    assert dialog.windowTitle() == "Paste 10 lines?"
    assert anna.page.composer.text() == ""
    press(dialog, "paste_one")
    boris.until(lambda: rows(boris) and rows(boris)[-1].text == text)
    assert len(rows(boris)) == 1


def test_a_long_paste_line_by_line_or_into_the_text(
    server: Server, open_client: OpenClient
) -> None:
    anna, boris = pair(open_client, server)
    text = "\n".join(f"line {number}" for number in range(7))
    paste(anna, text_data(text))
    dialog = anna.window.findChild(PastePreview)
    assert dialog is not None
    each = dialog.findChild(QPushButton, "paste_each")
    assert each is not None
    assert each.text() == "Send as 7 messages"
    press(dialog, "paste_each")
    boris.until(lambda: len(rows(boris)) == 7 and rows(boris)[-1].text == "line 6")
    type_text(anna.input, "here: ")
    paste(anna, text_data(text))
    dialog = next(d for d in anna.window.findChildren(PastePreview) if d.isVisible())
    press(dialog, "paste_insert")
    assert anna.page.composer.text() == "here: " + text
    paste(anna, text_data("short"))
    assert anna.page.composer.text().endswith("short")


def image() -> QImage:
    made = QImage(640, 200, QImage.Format.Format_RGB32)
    made.fill(QColor("teal"))
    return made


@pytest.mark.feature("Pictures pasted, after a look at them")
def test_a_pasted_picture_is_shown_and_handed_on(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, _boris = pair(open_client, server)
    sent: list[tuple[QImage, str, str]] = []
    monkeypatch.setattr(
        anna.window.files,
        "send_picture",
        lambda image, name="", caption="": sent.append((image, name, caption)),
    )
    monkeypatch.setattr(FileSending, "possible", True)
    data = QMimeData()
    data.setImageData(image())
    paste(anna, data)
    dialog = anna.window.findChild(PicturePreview)
    assert dialog is not None
    anna.window.grab()
    caption = dialog.findChild(QLineEdit, "caption")
    assert caption is not None
    type_text(caption, "схема")
    press_key(caption, Qt.Key.Key_Return)
    assert [(each[0].width(), each[2]) for each in sent] == [(640, "схема")]


def test_where_no_files_are_taken_the_preview_says_so(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    anna, _boris = pair(open_client, server)
    monkeypatch.setattr(FileSending, "possible", False)
    notes = tmp_path / "notes.txt"
    notes.write_text("x" * 3000, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(notes))])
    paste(anna, data)
    dialog = anna.window.findChild(FilesPreview)
    assert dialog is not None
    why, send = dialog.findChild(QWidget, "why_not"), dialog.findChild(QWidget, "send_files")
    assert why is not None
    assert send is not None
    assert why.isVisible()
    assert not send.isVisible()
    press_key(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_paperclip_is_there_where_files_are_taken(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, _boris = pair(open_client, server)
    connection = type(anna.window.chat.connection)
    for files in ("http://127.0.0.1:9/upload", ""):
        features = Features(files=files)
        monkeypatch.setattr(connection, "features", features)
        anna.window.sending.look()
        assert anna.page.composer.attach.isVisible() is bool(files)


def test_a_draft_waits_with_what_it_answers(
    server: Server, open_client: OpenClient, qtbot: QtBot
) -> None:
    anna, boris = pair(open_client, server)
    boris.write("вопрос")
    anna.until(lambda: anna.sees("вопрос"))
    anna.page.composer.begin_reply(rows(anna)[-1])
    type_text(anna.input, "отв")
    with qtbot.waitSignal(anna.window.sending.draft_kept, timeout=30_000):
        type_text(anna.input, "ет")
    anna.window.show_conversation("")
    assert anna.page.composer.text() == ""
    assert not anna.page.composer.bar.isVisible()
    anna.window.show_conversation("#lab")
    assert anna.page.composer.text() == "ответ"
    assert anna.page.composer.bar.words() == ("Reply to", "борис", "вопрос")


def test_typing_is_told_unless_one_does_not_like_it(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna, boris = pair(open_client, server)
    context.set_preference("write.typing", False)
    type_text(anna.input, "пишу")
    anna.page.composer.set_text("")
    anna.write("сказано")
    boris.until(lambda: boris.sees("сказано"))
    assert boris.window.message_actions.typing.nicks("#lab") == ()
    context.set_preference("write.typing", True)
    type_text(anna.input, "пишу")
    boris.until(lambda: tuple(boris.window.message_actions.typing.nicks("#lab")) == ("anna",))


def test_enter_begins_a_line_where_one_likes_it_so(
    server: Server, open_client: OpenClient, context: AppContext
) -> None:
    anna, boris = pair(open_client, server)
    context.set_preference("write.enter_breaks", True)
    type_text(anna.input, "раз\nдва")
    press_key(anna.input, Qt.Key.Key_Return, CONTROL)
    boris.until(lambda: any(row.text == "раз\nдва" for row in rows(boris)))


def test_keys_for_marks_and_the_picker(server: Server, open_client: OpenClient) -> None:
    anna, _boris = pair(open_client, server)
    type_text(anna.input, "важно")
    anna.page.composer.input.selectAll()
    QTest.keyClick(anna.input, Qt.Key.Key_B, CONTROL)
    assert anna.page.composer.text() == "**важно**"
    QTest.keyClick(anna.input, Qt.Key.Key_Period, CONTROL)
    picker = next(each for each in anna.window.window().findChildren(EmojiPicker))
    anna.until(picker.search.hasFocus)
    press_key(picker.search, Qt.Key.Key_Escape)
    anna.until(lambda: not picker.isVisible())


def test_what_is_too_long_for_one_message_is_told(server: Server, open_client: OpenClient) -> None:
    anna, _boris = pair(open_client, server)
    sending = anna.window.sending
    assert sending.pieces("short") == 1
    assert sending.pieces("/me " + "x" * 3000) == 1
    assert sending.pieces("") == 1
    features = anna.window.chat.connection.features
    assert features.multiline
    if features.multiline_bytes:
        assert sending.pieces("слово " * features.multiline_bytes) > 1


@pytest.mark.feature("Drafts are there after a restart")
def test_a_draft_is_there_after_a_restart(server: Server, open_client: OpenClient) -> None:
    anna, boris = pair(open_client, server)
    boris.write("вопрос")
    anna.until(lambda: anna.sees("вопрос"))
    anna.page.composer.begin_reply(rows(anna)[-1])
    type_text(anna.input, "недописано")
    anna.window.close()
    again = open_client(server.port, "anna")
    again.until(lambda: again.page.composer.text() == "недописано")
    assert again.page.composer.bar.words() == ("Reply to", "борис", "вопрос")


def test_files_dropped_on_the_messages_are_shown(
    server: Server, open_client: OpenClient, tmp_path: Path
) -> None:
    anna, _boris = pair(open_client, server)
    notes = tmp_path / "notes.txt"
    notes.write_text("x", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(notes))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    view = anna.page.view.viewport()
    QApplication.sendEvent(view, QDragEnterEvent(QPoint(9, 9), copy, data, left, plain))
    QApplication.sendEvent(view, QDropEvent(QPointF(9, 9), copy, data, left, plain))
    dialog = anna.window.findChild(FilesPreview)
    assert dialog is not None
    assert dialog.windowTitle() == "Send 1 file?"
    dialog.reject()
