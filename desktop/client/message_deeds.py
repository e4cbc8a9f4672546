"""What can be done with a message: its name, icon and keys, and when it is offered. The toolbar,
the menu and the keyboard of the view all go by this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from core.client.events import Delivery, MessageKind, MessageReceived
from desktop.client.message_rows import Row


@dataclass(frozen=True, slots=True)
class Offers:
    """What the server offers for messages of the conversation that is shown; ``lead``: we may
    delete what others wrote."""

    replies: bool = False
    reactions: bool = False
    edits: bool = False
    redaction: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done. ``id`` is its name among the shortcuts, too."""

    id: str
    icon: str
    words: str
    keys: tuple[str, ...]
    offered: Callable[[MessageReceived, Offers], bool]

    @property
    def name(self) -> str:
        """What it is called, in the language in force."""
        return QCoreApplication.translate("MessageDeeds", self.words)


def _there(row: MessageReceived, offered: bool) -> bool:
    """Whether the server knows the message, and it was not deleted."""
    return offered and bool(row.msgid) and not row.redacted


def _editable(row: MessageReceived, offers: Offers) -> bool:
    arrived = row.delivery in (None, Delivery.STORED)
    return _there(row, offers.edits) and row.own and arrived and row.kind is MessageKind.TEXT


DEEDS: tuple[Deed, ...] = (
    Deed(
        "message_reply",
        "reply",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Reply")),
        ("R",),
        lambda row, offers: _there(row, offers.replies),
    ),
    Deed(
        "message_react",
        "smile-plus",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Add a reaction")),
        ("=", "+"),
        lambda row, offers: _there(row, offers.reactions),
    ),
    Deed(
        "message_edit",
        "pencil",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Edit")),
        ("E",),
        _editable,
    ),
    Deed(
        "message_origin",
        "undo-2",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Go to the message that it answers")),
        ("G",),
        lambda row, _: bool(row.reply_to) and not row.redacted,
    ),
    Deed(
        "message_copy",
        "copy",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Copy the text")),
        ("C",),
        lambda row, _: not row.redacted,
    ),
    Deed(
        "message_code",
        "code",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Copy the code")),
        ("K",),
        lambda row, _: "```" in row.text,
    ),
    Deed(
        "message_save",
        "download",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Save the file…")),
        ("D",),
        lambda row, _: "://" in row.text and not row.redacted,
    ),
    Deed(
        "message_wire",
        "ethernet-port",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Show on the wire")),
        ("W",),
        lambda row, _: not row.redacted,
    ),
    Deed(
        "message_delete",
        "trash-2",
        str(QT_TRANSLATE_NOOP("MessageDeeds", "Delete for everybody…")),
        ("Delete",),
        lambda row, offers: _there(row, offers.redaction) and (row.own or offers.lead),
    ),
)
_BY_ID = {deed.id: deed for deed in DEEDS}

# The Latin letter on the key of a Cyrillic one: a key means the same whatever is being typed.
_LATIN = dict(zip("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))


def deed(name: str) -> Deed:
    """The row of the table. Raises KeyError."""
    return _BY_ID[name]


def can(name: str, row: Row, offers: Offers) -> bool:
    """Whether that can be done with a row."""
    return isinstance(row, MessageReceived) and _BY_ID[name].offered(row, offers)


def usual_keys() -> dict[str, tuple[str, ...]]:
    """The keys of every deed, as they are at first."""
    return {deed.id: deed.keys for deed in DEEDS}


def pressed_deed(event: QKeyEvent, keys: Mapping[str, Iterable[str]]) -> str:
    """The deed whose keys were pressed, or ""."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    code = event.key()
    if (letter := _LATIN.get(text.lower())) is not None:
        code = ord(letter.upper())
    elif text and text.isprintable() and not text.isalnum() and len(text) == 1 and text != " ":
        # "+" is typed with Shift on some keyboards, and without on others.
        held &= ~Qt.KeyboardModifier.ShiftModifier
        code = ord(text)
    sequence = QKeySequence(code | held.value)
    for name, wanted in keys.items():
        if any(QKeySequence(each) == sequence for each in wanted):
            return name
    return ""


def key_text(keys: Iterable[str]) -> str:
    """Keys as a person reads them, "" for none."""
    first = next(iter(keys), "")
    return str(QKeySequence(first).toString(QKeySequence.SequenceFormat.NativeText))
