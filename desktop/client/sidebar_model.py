"""The rows of the sidebar: the server's conversation, channels, people, and their headings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from core.client.events import BufferKind
from desktop.client.conversation import Conversation
from desktop.client.conversations import Conversations
from desktop.client.counts import counts
from desktop.client.message_safety import isolated
from desktop.widgets.paint import Faces
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()


class RowKind(Enum):
    """What a row of the sidebar is."""

    CONVERSATION = "conversation"
    CHANNELS = "channels"  # the heading over the channels
    PEOPLE = "people"  # the heading over the people
    NO_CHANNELS = "no channels"  # says what to do where there is none
    NO_PEOPLE = "no people"
    MORE = "more"  # how many have no row


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``conversation`` only where it is one; ``more`` are those that have none."""

    kind: RowKind
    conversation: Conversation[Any] | None = None
    more: int = 0

    @property
    def name(self) -> str | None:
        """The conversation's name, None for a heading."""
        return self.conversation.name if self.conversation is not None else None


LONGEST_TOPIC = 1000
"""Characters of one that are shown."""
MOST_ROWS = 300
"""Channels, and people, that have rows: nobody scrolls through more, and each is laid out whenever
one comes or goes. The others are found by their names."""
MOST_CALLING = 100
"""Of those others, so many have rows while something is unread in them that names us."""


def short_name(channel: str) -> str:
    """A channel's name as the sidebar writes it: without the sign that its icon says, and
    harmless."""
    return isolated(channel.lstrip("#") or channel)


class SidebarModel(QAbstractListModel):
    """Follows ``Conversations``; ``rebuild`` after a change of structure, ``touch`` for a badge."""

    def __init__(self, conversations: Conversations[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.conversations = conversations
        self.rows: list[Row] = []
        self._numbers: dict[str, int] = {}
        self._full: set[BufferKind] = set()  # of those no more that call get a row
        self.faces: Faces | None = None
        self.typing: frozenset[str] = frozenset()  # conversations in which somebody is writing
        self.rebuild()

    def rebuild(self) -> None:
        """Take the rows anew."""
        conversations = self.conversations
        self._full.clear()
        channels = self._rows_of(conversations.channels)
        people = self._rows_of(conversations.people)
        self.beginResetModel()
        self.rows = [
            Row(RowKind.CONVERSATION, conversations.server),
            Row(RowKind.CHANNELS),
            *(channels or [Row(RowKind.NO_CHANNELS)]),
            Row(RowKind.PEOPLE),
            *(people or [Row(RowKind.NO_PEOPLE)]),
        ]
        names = ((row.name, number) for number, row in enumerate(self.rows))
        self._numbers = {name: number for name, number in names if name is not None}
        self.endResetModel()

    def _rows_of(self, found: list[Conversation[Any]]) -> list[Row]:
        """The first of them, those that call, and the one that is shown."""
        rest = found[MOST_ROWS:]
        rows = [Row(RowKind.CONVERSATION, c) for c in found[:MOST_ROWS]]
        if rest:
            kept = {c.name for c in [c for c in rest if _calls(c)][:MOST_CALLING]}
            if len(kept) == MOST_CALLING:
                self._full.add(rest[0].kind)
            kept.add(self.conversations.active)
            rows += [Row(RowKind.CONVERSATION, c) for c in rest if c.name in kept]
        if len(found) > len(rows):
            rows.append(Row(RowKind.MORE, more=len(found) - len(rows)))
        return rows

    def lacks(self, names: set[str]) -> bool:
        """Whether one of those conversations calls and has no row, but can have one."""
        found = (self.conversations.get(name) for name in names if name not in self._numbers)
        return any(
            each is not None and _calls(each) and each.kind not in self._full for each in found
        )

    def touch(self, names: set[str] | None = None) -> None:
        """The rows of those conversations (of all) look different."""
        there = self._numbers
        numbers = [there[name] for name in (there if names is None else names) if name in there]
        if numbers:  # told once, however many they are
            self.dataChanged.emit(self.index(min(numbers)), self.index(max(numbers)))

    def index_of(self, name: str) -> QModelIndex:
        """Where the conversation ``name`` stands; invalid where it has no row."""
        number = self._numbers.get(name)
        return QModelIndex() if number is None else self.index(number)

    def heading(self, kind: RowKind) -> QModelIndex:
        """Where a heading stands."""
        return self.index([row.kind for row in self.rows].index(kind))

    # --- QAbstractListModel -------------------------------------------------------------------

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Only conversations can be chosen."""
        row = self.rows[index.row()]
        if row.kind is RowKind.CONVERSATION:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate, words for search by letters and the screen reader."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row_text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = spoken_text(row, self.conversations)
            typing = row.name in self.typing
            return f"{spoken}, {translate('Sidebar', 'typing…')}" if typing else spoken
        if role == Qt.ItemDataRole.ToolTipRole and row.conversation is not None:
            return plain_tip(tooltip(row.conversation))
        return None


def _calls(conversation: Conversation[Any]) -> bool:
    return conversation.mentions > 0 and not conversation.muted


def row_text(row: Row) -> str:
    """What is written in the row."""
    match row.kind:
        case RowKind.CHANNELS:
            return translate("Sidebar", "Channels")
        case RowKind.PEOPLE:
            return translate("Sidebar", "People")
        case RowKind.NO_CHANNELS:
            return translate("Sidebar", "None yet: join one with +")
        case RowKind.NO_PEOPLE:
            return translate("Sidebar", "Write to somebody with +")
        case RowKind.MORE:
            return counts().more_conversations(row.more)
    assert row.conversation is not None
    if row.conversation.kind is BufferKind.SERVER:
        return translate("Sidebar", "Server")
    return short_name(row.conversation.name)


def spoken_text(row: Row, conversations: Conversations[Any]) -> str:
    """What a screen reader says of the row."""
    parts = [row_text(row)]
    conversation = row.conversation
    if conversation is not None:
        person = conversation.kind is BufferKind.QUERY
        presence = conversations.presence(conversation.name) if person else None
        if presence is not None:
            parts.append(presence_text(presence))
        if conversation.unread:
            count = conversation.unread
            parts.append(counts().unread(count))
        if conversation.mentions and conversation.kind is BufferKind.CHANNEL:
            count = conversation.mentions
            parts.append(counts().mentions(count))
        if conversation.pinned:
            parts.append(translate("Sidebar", "pinned"))
        if conversation.muted:
            parts.append(translate("Sidebar", "muted"))
        if conversation.draft:
            parts.append(translate("Sidebar", "unfinished message"))
        if conversation.waiting:
            count = len(conversation.waiting)
            parts.append(counts().waiting(count))
    return ", ".join(parts)


def presence_text(presence: str | None) -> str:
    """Presence in words; "" where it is not known."""
    match presence:
        case "on":
            return translate("Sidebar", "online")
        case "away":
            return translate("Sidebar", "away")
        case "off":
            return translate("Sidebar", "offline")
    return ""


def tooltip(conversation: Conversation[Any]) -> str:
    """The full name, and the topic where there is one."""
    if conversation.kind is BufferKind.SERVER:
        return translate("Sidebar", "What the server itself says")
    name, topic = isolated(conversation.name), isolated(conversation.topic, LONGEST_TOPIC)
    return "\n".join(part for part in (name, topic) if part)
