"""Typing any text into a widget, as a keyboard or an input method would bring it.

``QTest.keyClicks`` knows Latin keys only: with Cyrillic it aborts the process.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str) -> None:
    """Send one key press and release per character of ``text`` to ``widget``.

    A newline is sent as the Return key. A character outside the BMP (an emoji) comes in one event
    with its whole text, as X11 delivers it.
    """
    for character in text:
        if character == "\n":
            press_key(widget, Qt.Key.Key_Return)
            continue
        key = ord(character.upper()) if character.isascii() else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, _NONE, character))


def press_key(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press and release one key that brings no text, or Return, Tab, Escape."""
    text = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}.get(key, "")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def compose_text(widget: QWidget, text: str) -> None:
    """Commit ``text`` at once, as an input method (ibus, an emoji panel) does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
