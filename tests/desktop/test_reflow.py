"""Columns come and go with the window's width, and the messages are laid out once for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.client_fixtures import Client, OpenClient, Server, context, open_client, server

__all__ = ["context", "open_client", "server"]


class Widths(QObject):
    """Notes for which widths the messages are laid out."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.seen: list[int] = []
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.seen.append(watched.width())
        return False


@pytest.fixture
def anna(server: Server, open_client: OpenClient) -> Client:
    client = open_client(server.port)
    client.until(lambda: client.members("#lab"))
    client.window.show_conversation("#lab")
    client.window.window().resize(1240, 800)
    QApplication.processEvents()
    return client


def places(top: QWidget) -> list[tuple[str, object]]:
    return [
        (type(each).__name__, each.geometry())
        for each in top.findChildren(QWidget)
        if each.isVisible()
    ]


def test_the_messages_are_laid_out_once_for_a_width(anna: Client) -> None:
    window, page = anna.window.window(), anna.window.page
    widths = Widths(page.view)
    for width, people in ((1235, True), (700, False), (1235, True), (895, False), (1240, True)):
        widths.seen.clear()
        window.resize(width, 800)
        QApplication.processEvents()
        assert page.members_in_sight is people
        assert widths.seen == [page.view.width()], width


def test_at_any_width_everything_stands_where_it_is_to_stand(anna: Client) -> None:
    window = anna.window.window()
    for width in (700, 1240, 899, 900, 639, 640, 480, 1240, 901):
        window.resize(width, 800)
        QApplication.processEvents()
        before = places(window)
        layouts = [each.layout() for each in (window, *window.findChildren(QWidget))]
        for layout in layouts:
            if layout is not None:
                layout.invalidate()
        for layout in layouts:
            if layout is not None:
                layout.activate()
        QApplication.processEvents()
        assert places(window) == before, width


def test_the_keyboard_goes_back_to_writing_when_the_people_go(anna: Client) -> None:
    window, page = anna.window.window(), anna.window.page
    anna.until(window.isActiveWindow)
    page.members.list.setFocus()
    assert page.members.has_keyboard
    window.resize(1100, 800)
    QApplication.processEvents()
    assert page.members.has_keyboard
    window.resize(800, 800)
    QApplication.processEvents()
    assert not page.members_in_sight
    focus = QApplication.focusWidget()
    assert focus is not None and page.composer.isAncestorOf(focus)
