"""A person who has no mouse: keys go to the window that has the keyboard, as the system sends them,
and what is wanted is found by Tab and the arrows, by the names that a screen reader says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.accessible import named
from tests.desktop.typing import type_text

TIMEOUT = 30_000  # ms; nothing waits this long unless it fails
_MOST_TABS = 120


class Person:
    """Works with whatever window is in front."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._window: QWidget | None = None

    def until(self, condition: Callable[[], object]) -> None:
        """Wait for what is to be seen."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=TIMEOUT)

    def go_to(self, window: QWidget) -> None:
        """What Alt+Tab of the desktop does."""
        self._window = window
        self.until(window.isVisible)
        window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is window)
        self.until(lambda: QGuiApplication.focusWindow() is window.windowHandle())

    def look(self) -> None:
        """A dialog that closes gives the keyboard back to its window, and a menu to its dialog:
        without a window manager nobody does."""
        nobody = QApplication.focusWidget() is None or QGuiApplication.focusWindow() is None
        window = QApplication.activeModalWidget() or self._window
        if nobody and QApplication.activePopupWidget() is None and window is not None:
            window.activateWindow()

    @staticmethod
    def _asked_elsewhere() -> bool:
        """A dialog of the active window is open, and does not have the keyboard yet: a window
        manager takes a moment, in which keys are lost."""
        dialog, active = QApplication.activeModalWidget(), QApplication.activeWindow()
        parent = dialog.parentWidget() if dialog is not None else None
        return parent is not None and dialog is not active and parent.window() is active

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        self.look()
        self.until(lambda: not self._asked_elsewhere())
        self.until(QGuiApplication.focusWindow)
        self.until(QApplication.focusWidget)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def _menu_key(self) -> None:
        """Qt's platforms make this event of the menu key, the one without a screen does not."""
        widget = self.focus
        place = QRectF(widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
        at = place.center().toPoint()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))

    def press(self, *keys: str) -> None:
        """Press keys ("Ctrl+K") one after the other."""
        for each in keys:
            if each == "Menu":
                self._menu_key()
                continue
            sequence = QKeySequence(each)
            assert sequence.count() == 1, each
            combination: QKeyCombination = sequence[0]  # type: ignore[index]
            popup = QApplication.activePopupWidget()
            target: QWidget | QWindow | None = popup
            if popup is None:
                assert self.focus
                target = QGuiApplication.focusWindow()
            assert target is not None, each
            QTest.keyPress(target, combination.key(), combination.keyboardModifiers())
            # The window may be gone by now: the key is let go where the keyboard is.
            target = QApplication.activePopupWidget() or QGuiApplication.focusWindow()
            if target is not None:
                QTest.keyRelease(target, combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        type_text(self.focus, text)

    def fill(self, text: str) -> None:
        """Type instead of what stands there."""
        self.press("Ctrl+A")
        self.type(text)

    def tab_to(self, name: str, *, back: bool = False) -> QWidget:
        """Press Tab until the keyboard is at what is called so, or begins so."""
        heard: list[str] = []
        for _ in range(_MOST_TABS):
            widget = self.focus
            heard.append(named(widget))
            if heard[-1].startswith(name):
                return widget
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not come to {name!r}, but to {sorted(set(heard))}")

    def push(self, name: str, *, back: bool = False) -> None:
        """Find a button by Tab, and press it."""
        self.tab_to(name, back=back)
        self.press("Space")

    def choose(self, name: str) -> None:
        """Choose from the menu that is open, by the arrows."""
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        heard = [action.text() for action in menu.actions()]
        for _ in range(len(heard) + 1):
            action = menu.activeAction()
            if action is not None and action.text().replace("&", "").startswith(name):
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"the menu has no {name!r}, but {heard}")
