"""The keys: each action with what triggers it; a click and a press of keys change that."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.settings.fixed_keys import add_fixed_keys
from desktop.settings.rows import Row, RowsCard, Section
from desktop.shortcuts import ACTIONS, Action, Shortcuts
from desktop.theme import set_text
from desktop.widgets import Button

translate = QCoreApplication.translate

_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


def shown_keys(keys: tuple[str, ...]) -> str:
    """Key sequences as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(each).toString(native) for each in keys)


class KeyButton(Button):
    """Shows the keys; pressed, it waits for others. Signals: ``pressed_keys(text)`` (portable;
    "" for none), ``given_up()``."""

    pressed_keys = Signal(str)
    given_up = Signal()
    waiting = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, "secondary", 32, parent)
        self.setMinimumWidth(136)
        self.clicked.connect(self.begin)

    def begin(self) -> None:
        """Wait for keys."""
        self.waiting = True
        self.setText(translate("Settings", "Press the keys…"))

    def event(self, event: QEvent) -> bool:
        """While it waits, the window's own shortcuts rest, and Tab is a key as any other."""
        if self.waiting and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._pressed(event)
                return True
            if event.type() == QEvent.Type.KeyRelease:
                return True
        return super().event(event)

    def _pressed(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _MODIFIERS or key == Qt.Key.Key_unknown:
            return
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if plain and key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            self.waiting = False
            self.given_up.emit()
        elif plain and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.waiting = False
            self.pressed_keys.emit("")
        else:
            pressed = QKeySequence(QKeyCombination(modifiers, key))
            self.pressed_keys.emit(pressed.toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody looks elsewhere: it waits no longer."""
        super().focusOutEvent(event)
        if self.waiting:
            self.waiting = False
            self.given_up.emit()


def needs_modifier(keys: str) -> bool:
    """Whether these keys would be taken away from whoever writes."""
    return re.fullmatch(r".*(Ctrl|Alt|Meta)\+.+|(Shift\+)?F\d+", keys) is None


def unfit_for_messages(keys: str) -> bool:
    """Whether one goes through the messages with these keys, or does something with what is
    selected there."""
    moves = (
        r"((Ctrl|Shift)\+)*(Up|Down|Left|Right|Home|End|PgUp|PgDown|Return|Enter|Space|Tab|Backtab)"
    )
    return re.fullmatch(rf"{moves}|Menu|Shift\+F10|Ctrl\+[AC]", keys) is not None


class KeyRow(Row):
    """An action. Keys that belong to another one are taken from it when they are pressed twice."""

    def __init__(self, shortcuts: Shortcuts, action: Action) -> None:
        self._shortcuts, self._action = shortcuts, action
        self._asked = ""
        self._complaint: Callable[[], str] | None = None
        self.button = KeyButton()
        self.button.setObjectName(f"keys:{action.id}")
        super().__init__(
            self.button,
            lambda: action.name,
            lambda: self._complaint() if self._complaint is not None else "",
            reset=lambda: shortcuts.set_keys(action.id, None),
            more=lambda: shown_keys(shortcuts.keys(action.id)),
        )
        self.button.pressed_keys.connect(self._take)
        self.button.given_up.connect(self._done)
        shortcuts.changed.connect(self._changed)
        self._show()

    def _changed(self, action: str) -> None:
        if action == self._action.id:
            self._done()

    def _take(self, keys: str) -> None:
        shortcuts, action = self._shortcuts, self._action
        if not keys:
            shortcuts.set_keys(action.id, ())
            self._done()
            return
        if action.group == "message":
            if unfit_for_messages(keys):
                self._complain(partial(_moving_words, keys))
                return
        elif needs_modifier(keys):
            self._complain(partial(_modifier_words, keys))
            return
        owner = shortcuts.taken_by(keys, action.id)
        if owner is not None and self._asked != keys:
            self._asked = keys
            self._complain(partial(_taken_words, keys, owner))
            return
        if owner is not None:
            wanted = QKeySequence(keys)
            rest = tuple(k for k in shortcuts.keys(owner.id) if QKeySequence(k) != wanted)
            shortcuts.set_keys(owner.id, rest)
        self.button.waiting = False
        shortcuts.set_keys(action.id, (keys,))
        self._done()

    def _complain(self, complaint: Callable[[], str]) -> None:
        self._complaint = complaint
        set_text(self.help, "danger")
        self.retranslate()

    def _done(self) -> None:
        self.button.waiting = False
        self._asked = ""
        self._complaint = None
        set_text(self.help, "muted")
        self._show()
        self.retranslate()

    def _show(self) -> None:
        keys = self._shortcuts.keys(self._action.id)
        self.set_usual(keys == self._action.keys)
        self.button.setText(shown_keys(keys) or "–")

    def retranslate(self) -> None:
        """Words of the language in force."""
        super().retranslate()
        keys = shown_keys(self._shortcuts.keys(self._action.id))
        said = self.help.text() or keys or translate("Settings", "no keys")
        self.button.setAccessibleDescription(said)
        if self.button.waiting:
            self.button.begin()


def _modifier_words(keys: str) -> str:
    sentence = translate("Settings", "%1 alone is for writing: add Ctrl or Alt.")
    return sentence.replace("%1", shown_keys((keys,)))


def _moving_words(keys: str) -> str:
    sentence = translate("Settings", "%1 is needed to get about among the messages.")
    return sentence.replace("%1", shown_keys((keys,)))


def _taken_words(keys: str, owner: Action) -> str:
    sentence = translate("Settings", "%1 belongs to “%2”: press it again to take it from there.")
    return sentence.replace("%1", shown_keys((keys,))).replace("%2", owner.name)


def _how() -> str:
    return translate(
        "Settings",
        "Press a button, then the new keys. Esc leaves it, Backspace takes the keys away.",
    )


def _group_title(group: str) -> str:
    if group == "client":
        return translate("Settings", "Chat window")
    if group == "message":
        return translate("Settings", "The chosen message")
    return translate("Settings", "Every window")


def fill_keys(section: Section, shortcuts: Shortcuts) -> None:
    """The page of the keys."""
    section.set_about(_how)
    for group in dict.fromkeys(action.group for action in ACTIONS):
        card = RowsCard(partial(_group_title, group))
        for action in ACTIONS:
            if action.group == group:
                card.add(KeyRow(shortcuts, action))
        section.add(card)
    add_fixed_keys(section)
