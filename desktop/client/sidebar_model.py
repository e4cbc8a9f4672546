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


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``conversation`` only where it is one."""

    kind: RowKind
    conversation: Conversation[Any] | None = None

    @property
    def name(self) -> str | None:
        """The conversation's name, None for a heading."""
        return self.conversation.name if self.conversation is not None else None


LONGEST_TOPIC = 1000
"""Characters of one that are shown."""


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
        self.faces: Faces | None = None
        self.typing: frozenset[str] = frozenset()  # conversations in which somebody is writing
        self.rebuild()

    def rebuild(self) -> None:
        """Take the rows anew."""
        conversations = self.conversations
        conversation = RowKind.CONVERSATION
        channels = [Row(conversation, c) for c in conversations.channels]
        people = [Row(conversation, c) for c in conversations.people]
        self.beginResetModel()
        self.rows = [
            Row(conversation, conversations.server),
            Row(RowKind.CHANNELS),
            *(channels or [Row(RowKind.NO_CHANNELS)]),
            Row(RowKind.PEOPLE),
            *(people or [Row(RowKind.NO_PEOPLE)]),
        ]
        self.endResetModel()

    def touch(self, names: set[str] | None = None) -> None:
        """The rows of those conversations (of all) look different."""
        numbers = [
            number
            for number, row in enumerate(self.rows)
            if row.name is not None and (names is None or row.name in names)
        ]
        if numbers:  # told once: each time costs a look at every row
            self.dataChanged.emit(self.index(numbers[0]), self.index(numbers[-1]))

    def index_of(self, name: str) -> QModelIndex:
        """Where the conversation ``name`` stands."""
        for number, row in enumerate(self.rows):
            if row.name == name:
                return self.index(number)
        return QModelIndex()

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
