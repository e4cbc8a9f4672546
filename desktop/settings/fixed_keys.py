"""The keys that are the same for everybody, at the end of the page of the keys: what they do while
one writes, on a message, and in the lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QKeySequence

from desktop.settings.rows import Row, RowsCard, Section
from desktop.widgets import label


@dataclass(frozen=True, slots=True)
class FixedKey:
    """``keys`` as ``QKeySequence`` writes them, one after the other; ``words`` and ``place`` are
    source texts (context "FixedKeys")."""

    place: str
    keys: tuple[str, ...]
    words: str

    @property
    def name(self) -> str:
        """What they do, in the language in force."""
        return QCoreApplication.translate("FixedKeys", self.words)


def _group(place: object, *rows: tuple[tuple[str, ...], object]) -> tuple[FixedKey, ...]:
    return tuple(FixedKey(str(place), keys, str(words)) for keys, words in rows)


FIXED_KEYS: tuple[FixedKey, ...] = (
    *_group(
        QT_TRANSLATE_NOOP("FixedKeys", "Where you write"),
        (("Enter",), QT_TRANSLATE_NOOP("FixedKeys", "Send, or begin a line")),
        (
            ("Ctrl+Enter",),
            QT_TRANSLATE_NOOP("FixedKeys", "The other of the two (see “Writing”)"),
        ),
        (("Shift+Enter",), QT_TRANSLATE_NOOP("FixedKeys", "Begin a line")),
        (
            ("Tab",),
            QT_TRANSLATE_NOOP("FixedKeys", "Complete a nickname, channel, command or emoji"),
        ),
        (
            ("Up",),
            QT_TRANSLATE_NOOP("FixedKeys", "Change the last message, while nothing is written"),
        ),
        (("Up", "Down"), QT_TRANSLATE_NOOP("FixedKeys", "What was sent before, at the edge")),
        (("Ctrl+Up", "Ctrl+Down"), QT_TRANSLATE_NOOP("FixedKeys", "What was sent before")),
        (("PgUp", "PgDown"), QT_TRANSLATE_NOOP("FixedKeys", "Scroll the messages")),
        (("Menu", "Shift+F10"), QT_TRANSLATE_NOOP("FixedKeys", "Menu, with right spellings")),
        (("Esc",), QT_TRANSLATE_NOOP("FixedKeys", "Leave the reply, the change or the list")),
    ),
    *_group(
        QT_TRANSLATE_NOOP("FixedKeys", "Among the messages"),
        (("Up", "Down"), QT_TRANSLATE_NOOP("FixedKeys", "Choose a message")),
        (
            ("Enter", "Space"),
            QT_TRANSLATE_NOOP(
                "FixedKeys", "Open what is in it: picture, file, address, people who came and went"
            ),
        ),
        (("Left", "Right"), QT_TRANSLATE_NOOP("FixedKeys", "Choose an address in the message")),
        (("Menu", "Shift+F10"), QT_TRANSLATE_NOOP("FixedKeys", "Everything else with it")),
        (("Ctrl+Enter",), QT_TRANSLATE_NOOP("FixedKeys", "Show it on the wire")),
        (
            ("Shift+Up", "Shift+Down"),
            QT_TRANSLATE_NOOP("FixedKeys", "Select lines, also over several messages"),
        ),
        (
            ("Shift+Left", "Shift+Right"),
            QT_TRANSLATE_NOOP("FixedKeys", "Select letters; with Ctrl, words"),
        ),
        (("Ctrl+A",), QT_TRANSLATE_NOOP("FixedKeys", "Select everything")),
        (("Ctrl+C",), QT_TRANSLATE_NOOP("FixedKeys", "Copy what is selected, or the message")),
        (("PgUp", "PgDown"), QT_TRANSLATE_NOOP("FixedKeys", "Scroll")),
        (("Ctrl+Up", "Ctrl+Down"), QT_TRANSLATE_NOOP("FixedKeys", "Scroll a little")),
        (
            ("Home", "End"),
            QT_TRANSLATE_NOOP("FixedKeys", "To the first message, to the newest"),
        ),
        (("Esc",), QT_TRANSLATE_NOOP("FixedKeys", "Choose and select nothing")),
    ),
    *_group(
        QT_TRANSLATE_NOOP("FixedKeys", "In lists, menus and windows"),
        (("Tab", "Shift+Tab"), QT_TRANSLATE_NOOP("FixedKeys", "Next control, previous one")),
        (("Space",), QT_TRANSLATE_NOOP("FixedKeys", "Press a button, turn a switch")),
        (("Menu", "Shift+F10"), QT_TRANSLATE_NOOP("FixedKeys", "What can be done with it")),
        (
            ("Enter",),
            QT_TRANSLATE_NOOP("FixedKeys", "Write to a person, open what is chosen"),
        ),
        (
            ("Ctrl+Enter",),
            QT_TRANSLATE_NOOP(
                "FixedKeys", "While going to a conversation: open it in its own window"
            ),
        ),
        (("Left", "Right"), QT_TRANSLATE_NOOP("FixedKeys", "On the edge of a column: its width")),
        (("Space",), QT_TRANSLATE_NOOP("FixedKeys", "On a large picture: its own size")),
        (("Esc",), QT_TRANSLATE_NOOP("FixedKeys", "Close, back to where you write")),
    ),
)


def key_words(keys: tuple[str, ...]) -> str:
    """The keys as this system writes them; the arrows as arrows."""
    native = QKeySequence.SequenceFormat.NativeText
    shown = [QKeySequence(each).toString(native) for each in keys]
    for name, arrow in (("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")):
        arrows = QKeySequence(name).toString(native)
        for at, each in enumerate(keys):
            if each.rpartition("+")[2] == name:
                shown[at] = shown[at].removesuffix(arrows) + arrow
    return ", ".join(shown)


class _FixedRow(Row):
    """Keys that cannot be changed."""

    def __init__(self, key: FixedKey) -> None:
        self._key = key
        self._shown = label("bodyMedium", "muted")
        super().__init__(
            self._shown, lambda: key.name, lambda: "", more=lambda: key_words(key.keys)
        )

    def retranslate(self) -> None:
        """Words of the language in force."""
        super().retranslate()
        keys = key_words(self._key.keys)
        self._shown.setText(keys)
        self._shown.setAccessibleName(f"{self._key.name}: {keys}")


def _place(words: str) -> str:
    return QCoreApplication.translate("FixedKeys", words)


def add_fixed_keys(section: Section) -> None:
    """A card for each place."""
    for place in dict.fromkeys(key.place for key in FIXED_KEYS):
        card = RowsCard(partial(_place, place))
        for key in FIXED_KEYS:
            if key.place == place:
                card.add(_FixedRow(key))
        section.add(card)
