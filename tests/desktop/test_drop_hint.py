"""What is shown while files are held over a conversation."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.client.conversation import SERVER
from desktop.client.drop_hint import DropPane
from desktop.client.paste_picture import FilesPreview
from tests.desktop.client_fixtures import (
    Client,
    OpenClient,
    Server,
    context,
    keeping_server,
    open_client,
)

__all__ = ["context", "keeping_server", "open_client"]

COPY = Qt.DropAction.CopyAction
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def anna(keeping_server: Server, open_client: OpenClient) -> Client:
    client = open_client(keeping_server.port)
    client.until(lambda: client.members("#lab"))
    return client


def held(client: Client, data: QMimeData) -> DropPane | None:
    """Hold something over the conversation; the pane, where it is in sight."""
    event = QDragEnterEvent(QPoint(300, 300), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(client.page, event)
    pane = client.window.drop_hint.pane
    return pane if pane is not None and pane.isVisible() else None


def a_file(folder: Path) -> QMimeData:
    path = folder / "notes.txt"
    path.write_text("hello")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_files_are_invited_and_go_where_it_says(anna: Client, tmp_path: Path) -> None:
    anna.until(lambda: anna.window.files.possible)
    data = a_file(tmp_path)
    pane = held(anna, data)
    assert pane is not None
    assert pane.title.text() == "Let go to send"
    assert "#lab" in pane.text.text()
    assert anna.page.view.geometry().contains(pane.geometry())
    assert anna.page.childAt(pane.geometry().center()) is not pane  # what is dropped goes through
    QApplication.sendEvent(anna.page, QDragLeaveEvent())
    assert not pane.isVisible()
    assert held(anna, data) is pane
    QApplication.sendEvent(anna.page, QDropEvent(QPointF(300, 300), COPY, data, LEFT, PLAIN))
    assert not pane.isVisible()
    anna.until(lambda: anna.window.findChildren(FilesPreview))
    anna.window.findChildren(FilesPreview)[-1].reject()


def test_text_is_not_invited(anna: Client) -> None:
    data = QMimeData()
    data.setText("hello")
    assert held(anna, data) is None


def test_it_says_where_files_cannot_go(anna: Client, tmp_path: Path) -> None:
    anna.window.show_conversation(SERVER)
    pane = held(anna, a_file(tmp_path))
    assert pane is not None
    assert pane.title.text() == "Choose a channel or a person first"
    assert not pane.text.isVisible()
    pane.tell("#lab", possible=False)
    assert pane.title.text() == "This server takes no files"
    QApplication.sendEvent(anna.page, QDragLeaveEvent())
