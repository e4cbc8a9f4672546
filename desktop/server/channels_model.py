"""The channels of the server, and the members of one of them, as models that change in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from core.server.events import ChannelInfo
from desktop.server import words
from desktop.server.counts import counts
from desktop.server.people_model import runs
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

PREFIXES = "~&@%+"
"""Of members, highest first (Modern IRC, "Channel Membership Prefixes")."""


class ChannelColumn(IntEnum):
    """The columns of the channels' table."""

    NAME = 0
    PEOPLE = 1
    TOPIC = 2
    MODES = 3


class ChannelRole(IntEnum):
    """Roles besides Qt's own."""

    CHANNEL = Qt.ItemDataRole.UserRole + 1
    MEMBER = Qt.ItemDataRole.UserRole + 2  # (nickname without prefixes, prefixes)


class ChannelsModel(QAbstractTableModel):
    """One row per channel, by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._channels: list[ChannelInfo] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of channels."""
        return 0 if parent.isValid() else len(self._channels)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Those of :class:`ChannelColumn`."""
        return 0 if parent.isValid() else len(ChannelColumn)

    def channel_at(self, row: int) -> ChannelInfo:
        """The channel in a row."""
        return self._channels[row]

    def find(self, name: str) -> ChannelInfo | None:
        """The channel of this name as it is now."""
        return next((channel for channel in self._channels if channel.name == name), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people, and the channel itself for the delegate."""
        if not index.isValid():
            return None
        channel, column = self._channels[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(channel, column)
            case ChannelRole.CHANNEL:
                return channel
            case Qt.ItemDataRole.ToolTipRole if column == ChannelColumn.MODES:
                return modes_in_words(channel.modes)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(_text(channel, column)) or None
            case Qt.ItemDataRole.TextAlignmentRole if column == ChannelColumn.PEOPLE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.AccessibleTextRole if column == ChannelColumn.NAME:
                return f"{channel.name}, {counts().people(len(channel.members))}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Column titles, aligned as their columns are."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section == ChannelColumn.PEOPLE
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("ChannelsModel", "Channel"),
            translate("ChannelsModel", "People"),
            translate("ChannelsModel", "Topic"),
            translate("ChannelsModel", "Rules"),
        )[section]

    def set_channels(self, channels: Sequence[ChannelInfo]) -> None:
        """Show these channels, changing only what differs."""
        fresh = sorted(channels, key=_channel_key)
        here = {channel.name for channel in fresh}
        gone = [row for row, c in enumerate(self._channels) if c.name not in here]
        for first, last in reversed(list(runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._channels[first : last + 1]
            self.endRemoveRows()
        known = {channel.name for channel in self._channels}
        for first, last in runs(row for row, c in enumerate(fresh) if c.name not in known):
            self.beginInsertRows(QModelIndex(), first, last)
            self._channels[first:first] = fresh[first : last + 1]
            self.endInsertRows()
        changed = [row for row, new in enumerate(fresh) if self._channels[row] != new]
        self._channels = fresh
        self._announce(changed)

    def retranslate(self) -> None:
        """The language changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(ChannelColumn) - 1)
        self._announce(list(range(len(self._channels))))

    def _announce(self, rows: list[int]) -> None:
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(ChannelColumn) - 1))


class MembersModel(QAbstractListModel):
    """The members of one channel: rank first, then by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members: list[str] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of members."""
        return 0 if parent.isValid() else len(self._members)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The nickname; ``ChannelRole.MEMBER`` has the prefixes apart."""
        if not index.isValid():
            return None
        nick, prefixes = split_prefix(self._members[index.row()])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return nick
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(nick)
            case ChannelRole.MEMBER:
                return nick, prefixes
            case Qt.ItemDataRole.AccessibleTextRole:
                rank = rank_in_words(prefixes)
                return f"{nick}, {rank}" if rank else nick
        return None

    def member_at(self, row: int) -> tuple[str, str]:
        """Nickname and prefixes of a member."""
        return split_prefix(self._members[row])

    def set_members(self, members: Sequence[str]) -> None:
        """Show these members ("@anna", "boris"), changing only what differs."""
        fresh = sorted(members, key=_member_key)
        here = set(fresh)
        gone = [row for row, member in enumerate(self._members) if member not in here]
        for first, last in reversed(list(runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._members[first : last + 1]
            self.endRemoveRows()
        known = set(self._members)
        for first, last in runs(row for row, m in enumerate(fresh) if m not in known):
            self.beginInsertRows(QModelIndex(), first, last)
            self._members[first:first] = fresh[first : last + 1]
            self.endInsertRows()

    def retranslate(self) -> None:
        """The language changed: the ranks are told in other words."""
        if self._members:
            self.dataChanged.emit(self.index(0), self.index(len(self._members) - 1))


def split_prefix(member: str) -> tuple[str, str]:
    """The nickname and its prefixes, apart."""
    nick = member.lstrip(PREFIXES)
    return nick, member[: len(member) - len(nick)]


def rank_in_words(prefixes: str) -> str:
    """What the highest prefix means, "" for none."""
    match prefixes[:1]:
        case "~" | "&" | "@":
            return translate("ChannelsModel", "leads the channel")
        case "%":
            return translate("ChannelsModel", "half operator")
        case "+":
            return translate("ChannelsModel", "has a voice")
    return ""


def modes_in_words(modes: str) -> str:
    """What the flags of a channel mean, a sentence each."""
    flags = modes.split(" ", 1)[0].lstrip("+")
    return " ".join(_MODES[flag]() for flag in flags if flag in _MODES)


def modes_in_short(modes: str) -> str:
    """What stands in the table: the rules that are not as usual, a word each."""
    flags = modes.split(" ", 1)[0].lstrip("+")
    return ", ".join(_SHORT[flag]() for flag in "mikls" if flag in flags)


_SHORT: dict[str, Callable[[], str]] = {
    "m": lambda: translate("ChannelsModel", "muted"),
    "i": lambda: translate("ChannelsModel", "locked"),
    "k": lambda: translate("ChannelsModel", "password"),
    "l": lambda: translate("ChannelsModel", "limited"),
    "s": lambda: translate("ChannelsModel", "hidden"),
}
_MODES: dict[str, Callable[[], str]] = {
    "i": lambda: translate("ChannelsModel", "Only invited people may join."),
    "k": lambda: translate("ChannelsModel", "A password is needed to join."),
    "l": lambda: translate("ChannelsModel", "The number of people is limited."),
    "m": lambda: translate("ChannelsModel", "Only operators and people with a voice may write."),
    "n": lambda: translate("ChannelsModel", "Nobody may write from outside."),
    "s": lambda: translate("ChannelsModel", "It is hidden from the list of channels."),
    "t": lambda: translate("ChannelsModel", "Only operators may set the topic."),
}


def _channel_key(channel: ChannelInfo) -> tuple[str, str]:
    return channel.name.casefold(), channel.name


def _member_key(member: str) -> tuple[int, str, str]:
    nick, prefixes = split_prefix(member)
    rank = PREFIXES.index(prefixes[0]) if prefixes else len(PREFIXES)
    return rank, nick.casefold(), member


def _text(channel: ChannelInfo, column: int) -> str:
    match column:
        case ChannelColumn.NAME:
            return channel.name
        case ChannelColumn.PEOPLE:
            return words.number(len(channel.members))
        case ChannelColumn.TOPIC:
            return channel.topic
        case ChannelColumn.MODES:
            return modes_in_short(channel.modes)
    return ""
