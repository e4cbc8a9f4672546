"""The keyboard shortcuts: each action has an id, its usual keys and its words; a person can change
the keys in the settings, and what is bound follows at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Action:
    """Something that keys do. ``words`` is the source text of its name (context "Shortcuts"),
    ``group`` the part of the program it belongs to."""

    id: str
    keys: tuple[str, ...]
    words: str
    group: str = "client"

    @property
    def name(self) -> str:
        """What it is called, in the language in force."""
        return QCoreApplication.translate("Shortcuts", self.words)


def _action(name: str, keys: tuple[str, ...], words: object, group: str = "client") -> Action:
    return Action(name, keys, str(words), group)


ACTIONS: tuple[Action, ...] = (
    _action(
        "next_conversation", ("Alt+Down",), QT_TRANSLATE_NOOP("Shortcuts", "Next conversation")
    ),
    _action(
        "previous_conversation",
        ("Alt+Up",),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous conversation"),
    ),
    _action(
        "next_unread",
        ("Alt+A",),
        QT_TRANSLATE_NOOP("Shortcuts", "Next conversation with something new"),
    ),
    _action(
        "leave",
        ("Ctrl+W",),
        QT_TRANSLATE_NOOP("Shortcuts", "Leave the channel, close the conversation"),
    ),
    _action("join", ("Ctrl+J",), QT_TRANSLATE_NOOP("Shortcuts", "Join a channel")),
    _action("write", ("Ctrl+N",), QT_TRANSLATE_NOOP("Shortcuts", "Write to somebody")),
    _action("find", ("Ctrl+F",), QT_TRANSLATE_NOOP("Shortcuts", "Find in the conversation")),
    _action("hand", ("Ctrl+Shift+H",), QT_TRANSLATE_NOOP("Shortcuts", "Raise a hand")),
    _action("topic", ("F2",), QT_TRANSLATE_NOOP("Shortcuts", "Change the topic")),
    _action("sockets", ("F6",), QT_TRANSLATE_NOOP("Shortcuts", "Show the sockets")),
    _action("next_pane", ("Ctrl+F6",), QT_TRANSLATE_NOOP("Shortcuts", "Next part of the window")),
    _action(
        "previous_pane",
        ("Ctrl+Shift+F6",),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous part of the window"),
    ),
)
_BY_ID = {action.id: action for action in ACTIONS}


class Shortcuts(QObject):
    """The keys in force.

    Signals:
        changed(str): the action of that id has other keys now.
    """

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def keys(self, action: str) -> tuple[str, ...]:
        """The key sequences of an action ("Ctrl+K"), none where the person took them away."""
        return self._settings.shortcuts.get(action, _BY_ID[action].keys)

    def set_keys(self, action: str, keys: tuple[str, ...] | None) -> None:
        """Give an action other keys; None: the usual ones."""
        if keys is None or keys == _BY_ID[action].keys:
            self._settings.shortcuts.pop(action, None)
        else:
            self._settings.shortcuts[action] = keys
        self.changed.emit(action)

    def taken_by(self, keys: str, but: str = "") -> Action | None:
        """The action that these keys belong to, besides ``but``."""
        wanted = QKeySequence(keys)
        for action in ACTIONS:
            if action.id != but and any(QKeySequence(k) == wanted for k in self.keys(action.id)):
                return action
        return None

    def bind(self, widget: QWidget, action: str, act: Callable[[], object]) -> None:
        """Do ``act`` when the action's keys are pressed in the window of ``widget``, for as long as
        that lives; follows when the keys change."""
        Binding(self, widget, action, act)


class Binding(QObject):
    """One action of one widget, on the keys in force."""

    def __init__(
        self, shortcuts: Shortcuts, widget: QWidget, action: str, act: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self._shortcuts = shortcuts
        self._widget = widget
        self._action = action
        self._act = act
        self._made: list[QShortcut] = []
        shortcuts.changed.connect(self._follow)
        self._follow(action)

    def _follow(self, action: str) -> None:
        if action != self._action:
            return
        for old in self._made:
            old.setEnabled(False)
            old.deleteLater()
        self._made = []
        for keys in self._shortcuts.keys(action):
            made = QShortcut(QKeySequence(keys), self._widget)
            made.setContext(Qt.ShortcutContext.WindowShortcut)
            made.activated.connect(partial(_call, self._act))
            self._made.append(made)


def _call(act: Callable[[], object]) -> None:
    act()
