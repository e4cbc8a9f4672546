"""The menus' own look: round corners wherever the window stands, keys at the right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStyleOptionMenuItem
from pytestqt.qtbot import QtBot

from desktop.theme import theme
from desktop.widgets import menu as menu_module
from desktop.widgets.menu import PopupMenu


@pytest.fixture
def make_menu(qtbot: QtBot) -> Callable[[], PopupMenu]:
    theme()  # dresses the program

    def make() -> PopupMenu:
        menu = PopupMenu()
        qtbot.addWidget(menu)
        menu.addAction("Copy").setShortcut("Ctrl+C")
        menu.addSeparator()
        menu.addAction("Leave").setEnabled(False)
        menu.resize(menu.sizeHint())
        return menu

    return make


def picture_of(menu: PopupMenu) -> QImage:
    return menu.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)


def test_the_corners_of_a_menu_are_clear(
    make_menu: Callable[[], PopupMenu], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_module, "corners_can_be_clear", lambda: True)
    menu = make_menu()
    picture = picture_of(menu)
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(picture.width() // 2, 0).name() == theme().color("edge").name()


def test_the_corners_are_cut_off_where_nothing_shines_through(
    make_menu: Callable[[], PopupMenu], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu_module, "corners_can_be_clear", lambda: False)
    menu = make_menu()
    picture_of(menu)
    mask = menu.mask()
    assert not mask.contains(QPoint(0, 0))
    assert not mask.contains(menu.rect().bottomRight())
    assert mask.contains(menu.rect().center())


def test_the_keys_of_an_entry_stand_at_the_right_and_are_told(
    make_menu: Callable[[], PopupMenu],
) -> None:
    menu = make_menu()
    copy = menu.actions()[0]
    option = QStyleOptionMenuItem()
    menu.initStyleOption(option, copy)
    assert option.text == "Copy"  # Qt would write the keys as dark as the words
    picture = picture_of(menu)
    box = menu.actionGeometry(copy)
    ground = theme().color("surface").name()

    def written(left: int, right: int) -> bool:
        return any(
            picture.pixelColor(x, y).name() != ground
            for x in range(left, right)
            for y in range(box.top() + 4, box.bottom() - 4)
        )

    end = menu.width() - 14
    assert written(end - 30, end)
    assert not written(end + 2, menu.width() - 2)
