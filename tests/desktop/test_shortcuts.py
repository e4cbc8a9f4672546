"""Keys that can be changed, and follow at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.settings.fixed_keys import FIXED_KEYS
from desktop.settings.key_rows import KeyRow
from desktop.shortcuts import ACTIONS, usual_key


def test_no_two_actions_share_keys() -> None:
    taken = [QKeySequence(keys).toString() for action in ACTIONS for keys in action.keys]
    assert sorted(taken) == sorted(set(taken))
    assert all(taken)


def test_changed_keys_work_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    context = AppContext.for_tests(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    context.shortcuts.bind(window, "find", lambda: done.append("find"))
    window.show()
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_F, control)
    assert done == ["find"]
    context.shortcuts.set_keys("find", ("Ctrl+G",))
    QTest.keyClick(window, Qt.Key.Key_F, control)
    assert done == ["find"]
    QTest.keyClick(window, Qt.Key.Key_G, control)
    assert done == ["find", "find"]
    assert context.settings.shortcuts == {"find": ("Ctrl+G",)}
    owner = context.shortcuts.taken_by("Ctrl+G")
    assert owner is not None
    assert owner.id == "find"
    context.shortcuts.set_keys("find", None)
    assert context.settings.shortcuts == {}
    context.save()


def test_a_letter_is_enough_on_a_message(qtbot: QtBot, tmp_path: Path) -> None:
    context = AppContext.for_tests(tmp_path)
    row = KeyRow(context.shortcuts, next(a for a in ACTIONS if a.id == "message_reply"))
    qtbot.addWidget(row)
    row.button.pressed_keys.emit("Up")
    assert row.help.text() == "Up is needed to get about among the messages."
    row.button.pressed_keys.emit("T")
    assert context.shortcuts.keys("message_reply") == ("T",)
    assert row.button.text() == "T"
    context.save()


def test_fixed_keys_are_told_once_and_nobody_elses() -> None:
    for place in {key.place for key in FIXED_KEYS}:
        words = [key.words for key in FIXED_KEYS if key.place == place]
        assert len(words) == len(set(words))
    everywhere = {QKeySequence(k).toString() for a in ACTIONS for k in a.keys}
    for key in FIXED_KEYS:
        for each in key.keys:
            assert QKeySequence(each).toString()
            assert QKeySequence(each).toString() not in everywhere, key.words


def test_what_a_menu_shows_are_the_keys_in_force(qtbot: QtBot, tmp_path: Path) -> None:
    context = AppContext.for_tests(tmp_path)
    assert usual_key("leave") == "Ctrl+W"
    context.shortcuts.set_keys("leave", ("Ctrl+Q",))
    assert context.shortcuts.first("leave") == "Ctrl+Q"
    context.shortcuts.set_keys("leave", ())
    assert context.shortcuts.first("leave") == ""
    context.save()
