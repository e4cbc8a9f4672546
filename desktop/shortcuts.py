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
    _action(
        "write_several",
        ("Ctrl+Shift+N",),
        QT_TRANSLATE_NOOP("Shortcuts", "Write to several people"),
    ),
    _action("save", ("Ctrl+S",), QT_TRANSLATE_NOOP("Shortcuts", "Save the conversation as a file")),
    _action(
        "switcher",
        ("Ctrl+K",),
        QT_TRANSLATE_NOOP("Shortcuts", "Go to a conversation, a person or a command"),
    ),
    _action("find", ("Ctrl+F",), QT_TRANSLATE_NOOP("Shortcuts", "Find in the conversation")),
    _action("find_next", ("F3",), QT_TRANSLATE_NOOP("Shortcuts", "Next place found, further back")),
    _action(
        "find_previous",
        ("Shift+F3",),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous place found, further on"),
    ),
    _action(
        "find_everywhere",
        ("Ctrl+Shift+F",),
        QT_TRANSLATE_NOOP("Shortcuts", "Find in all conversations"),
    ),
    _action("attach", ("Ctrl+O",), QT_TRANSLATE_NOOP("Shortcuts", "Attach a file")),
    _action(
        "to_new",
        ("Alt+Home",),
        QT_TRANSLATE_NOOP("Shortcuts", "Go to where the new messages begin"),
    ),
    _action("to_newest", ("Alt+End",), QT_TRANSLATE_NOOP("Shortcuts", "Go to the newest message")),
    _action("hand", ("Ctrl+Shift+H",), QT_TRANSLATE_NOOP("Shortcuts", "Raise a hand")),
    _action("channel_settings", ("F4",), QT_TRANSLATE_NOOP("Shortcuts", "Channel settings")),
    _action("topic", ("F2",), QT_TRANSLATE_NOOP("Shortcuts", "Change the topic")),
    _action("settings", ("Ctrl+,",), QT_TRANSLATE_NOOP("Shortcuts", "Settings"), "everywhere"),
    _action(
        "larger",
        ("Ctrl++", "Ctrl+="),
        QT_TRANSLATE_NOOP("Shortcuts", "Everything larger"),
        "everywhere",
    ),
    _action(
        "smaller", ("Ctrl+-",), QT_TRANSLATE_NOOP("Shortcuts", "Everything smaller"), "everywhere"
    ),
    _action(
        "usual_size",
        ("Ctrl+0",),
        QT_TRANSLATE_NOOP("Shortcuts", "Everything in its usual size"),
        "everywhere",
    ),
    _action("sockets", ("F6",), QT_TRANSLATE_NOOP("Shortcuts", "Show the sockets")),
    _action(
        "own_window",
        ("Ctrl+Shift+O",),
        QT_TRANSLATE_NOOP("Shortcuts", "Show the conversation in a window of its own"),
    ),
    _action(
        "lines",
        ("Ctrl+Shift+L",),
        QT_TRANSLATE_NOOP("Shortcuts", "Show the lines of the connection"),
    ),
    _action("next_pane", ("Ctrl+F6",), QT_TRANSLATE_NOOP("Shortcuts", "Next part of the window")),
    _action(
        "previous_pane",
        ("Ctrl+Shift+F6",),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous part of the window"),
    ),
    _action("back", ("Alt+Left",), QT_TRANSLATE_NOOP("Shortcuts", "Back")),
    _action("forward", ("Alt+Right",), QT_TRANSLATE_NOOP("Shortcuts", "Forward")),
    _action(
        "mark_all_read", ("Shift+Esc",), QT_TRANSLATE_NOOP("Shortcuts", "Mark everything as read")
    ),
    _action(
        "move_up",
        ("Ctrl+Shift+Up",),
        QT_TRANSLATE_NOOP("Shortcuts", "Move the conversation up"),
    ),
    _action(
        "move_down",
        ("Ctrl+Shift+Down",),
        QT_TRANSLATE_NOOP("Shortcuts", "Move the conversation down"),
    ),
    _action("emoji", ("Ctrl+.",), QT_TRANSLATE_NOOP("Shortcuts", "Write: choose an emoji")),
    _action("bold", ("Ctrl+B",), QT_TRANSLATE_NOOP("Shortcuts", "Write: bold")),
    _action("italic", ("Ctrl+I",), QT_TRANSLATE_NOOP("Shortcuts", "Write: italic")),
    _action("strike", ("Ctrl+Shift+X",), QT_TRANSLATE_NOOP("Shortcuts", "Write: struck out")),
    _action("code", ("Ctrl+E",), QT_TRANSLATE_NOOP("Shortcuts", "Write: code")),
    _action(
        "code_block", ("Ctrl+Shift+E",), QT_TRANSLATE_NOOP("Shortcuts", "Write: block of code")
    ),
    _action("quote", ("Ctrl+Shift+Q",), QT_TRANSLATE_NOOP("Shortcuts", "Write: quotation")),
    _action("another_server", (), QT_TRANSLATE_NOOP("Shortcuts", "Another server")),
    _action("server_1", ("Ctrl+1",), QT_TRANSLATE_NOOP("Shortcuts", "Server 1")),
    _action("server_2", ("Ctrl+2",), QT_TRANSLATE_NOOP("Shortcuts", "Server 2")),
    _action("server_3", ("Ctrl+3",), QT_TRANSLATE_NOOP("Shortcuts", "Server 3")),
    _action("server_4", ("Ctrl+4",), QT_TRANSLATE_NOOP("Shortcuts", "Server 4")),
    _action("server_5", ("Ctrl+5",), QT_TRANSLATE_NOOP("Shortcuts", "Server 5")),
    _action("server_6", ("Ctrl+6",), QT_TRANSLATE_NOOP("Shortcuts", "Server 6")),
    _action("server_7", ("Ctrl+7",), QT_TRANSLATE_NOOP("Shortcuts", "Server 7")),
    _action("server_8", ("Ctrl+8",), QT_TRANSLATE_NOOP("Shortcuts", "Server 8")),
    _action("server_9", ("Ctrl+9",), QT_TRANSLATE_NOOP("Shortcuts", "Server 9")),
    # On the chosen message (``desktop.client.message_deeds``): only while the messages have the
    # keyboard.
    _action("message_reply", ("R",), QT_TRANSLATE_NOOP("Shortcuts", "Message: reply"), "message"),
    _action(
        "message_react",
        ("=", "+"),
        QT_TRANSLATE_NOOP("Shortcuts", "Message: add a reaction"),
        "message",
    ),
    _action("message_edit", ("E",), QT_TRANSLATE_NOOP("Shortcuts", "Message: edit"), "message"),
    _action(
        "message_origin",
        ("G",),
        QT_TRANSLATE_NOOP("Shortcuts", "Message: go to the one that it answers"),
        "message",
    ),
    _action(
        "message_copy", ("C",), QT_TRANSLATE_NOOP("Shortcuts", "Message: copy the text"), "message"
    ),
    _action(
        "message_code", ("K",), QT_TRANSLATE_NOOP("Shortcuts", "Message: copy the code"), "message"
    ),
    _action(
        "message_save", ("D",), QT_TRANSLATE_NOOP("Shortcuts", "Message: save its file"), "message"
    ),
    _action(
        "message_wire",
        ("W",),
        QT_TRANSLATE_NOOP("Shortcuts", "Message: show on the wire"),
        "message",
    ),
    _action(
        "message_delete",
        ("Delete",),
        QT_TRANSLATE_NOOP("Shortcuts", "Message: delete for everybody"),
        "message",
    ),
)
_BY_ID = {action.id: action for action in ACTIONS}


def usual_key(action: str) -> str:
    """The first of an action's usual keys, "" for none."""
    return next(iter(_BY_ID[action].keys), "")


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

    def first(self, action: str) -> str:
        """The keys that a menu shows for an action, "" for none."""
        return next(iter(self.keys(action)), "")

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
    """One action of one widget, on the keys in force.

    Attributes: ``action``, its id; ``act`` does it.
    """

    def __init__(
        self, shortcuts: Shortcuts, widget: QWidget, action: str, act: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self._shortcuts = shortcuts
        self._widget = widget
        self.action = action
        self.act = act
        self._made: list[QShortcut] = []
        shortcuts.changed.connect(self._follow)
        self._follow(action)

    def _follow(self, action: str) -> None:
        if action != self.action:
            return
        for old in self._made:
            old.setEnabled(False)
            old.deleteLater()
        self._made = []
        for keys in self._shortcuts.keys(action):
            made = QShortcut(QKeySequence(keys), self._widget)
            made.setContext(Qt.ShortcutContext.WindowShortcut)
            made.activated.connect(partial(_call, self.act))
            self._made.append(made)


def _call(act: Callable[[], object]) -> None:
    act()
