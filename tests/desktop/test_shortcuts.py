"""Keys that can be changed, and follow at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.shortcuts import ACTIONS


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
