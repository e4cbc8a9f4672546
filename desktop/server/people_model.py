"""The people on the server as a table that changes in place.

A snapshot comes every second. What differs from the last one becomes row inserts, removals and
``dataChanged``, never a reset: selection, scroll place and an open menu stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from core.server.events import PersonInfo
from desktop.server import words
from desktop.server.security_words import lock_text
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

BEHIND_FROM = 64 * 1024
"""Bytes not yet taken by the kernel from which a person counts as behind."""

_MANY_RUNS = 8


class PeopleColumn(IntEnum):
    """The columns; ``ACTIONS`` has no data, the delegate draws its buttons."""

    NAME = 0
    ADDRESS = 1
    SINCE = 2
    SENT = 3
    RECEIVED = 4
    STATE = 5
    LOCK = 6
    ACTIONS = 7


class PeopleRole(IntEnum):
    """Roles besides Qt's own."""

    PERSON = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    SEARCH = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4


class PersonState(StrEnum):
    """What the dot in the table tells; ``state_text`` has the words."""

    ONLINE = "online"
    AWAY = "away"
    BEHIND = "behind"
    NAMELESS = "nameless"


def person_name(person: PersonInfo) -> str:
    """The nickname, or the address of somebody who has none yet."""
    return person.nick or person.host


def person_state(person: PersonInfo) -> PersonState:
    """The one thing about a person that matters most to who runs the server."""
    if person.waiting >= BEHIND_FROM:
        return PersonState.BEHIND
    if not person.registered:
        return PersonState.NAMELESS
    return PersonState.ONLINE if person.away is None else PersonState.AWAY


def state_text(person: PersonInfo) -> str:
    """The state in words."""
    match person_state(person):
        case PersonState.BEHIND:
            return translate("PeopleModel", "behind: %1 waiting").replace(
                "%1", words.size(person.waiting)
            )
        case PersonState.NAMELESS:
            return translate("PeopleModel", "no name yet")
        case PersonState.AWAY if person.away:
            return translate("PeopleModel", "away: %1").replace("%1", person.away)
        case PersonState.AWAY:
            return translate("PeopleModel", "away")
        case _:
            return translate("PeopleModel", "online")


class PeopleModel(QAbstractTableModel):
    """One row per connection, in the order in which they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: list[PersonInfo] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of connections."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Those of :class:`PeopleColumn`."""
        return 0 if parent.isValid() else len(PeopleColumn)

    def person_at(self, row: int) -> PersonInfo:
        """The person in a row."""
        return self._people[row]

    def people(self) -> Sequence[PersonInfo]:
        """Everybody, in the order of the rows."""
        return self._people

    def row_of(self, conn: int) -> int:
        """The row of a connection, -1 if it is gone."""
        for row, person in enumerate(self._people):
            if person.conn == conn:
                return row
        return -1

    def conn_of(self, nick: str) -> int:
        """The connection of a nickname, 0 if it is gone."""
        return next((person.conn for person in self._people if person.nick == nick), 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people; ``PeopleRole`` for the delegate, the filter and the sorting."""
        if not index.isValid():
            return None
        person = self._people[index.row()]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(person, column)
            case PeopleRole.PERSON:
                return person
            case PeopleRole.SORT:
                return _sort_key(person, column)
            case PeopleRole.SEARCH:
                return f"{person.nick}\n{person.host}\n{person.realname}".casefold()
            case PeopleRole.STATE:
                return person_state(person)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(_tool_tip(person, column) or "")
            case Qt.ItemDataRole.TextAlignmentRole if column in _RIGHT:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.AccessibleTextRole if column == PeopleColumn.NAME:
                return f"{person_name(person)}, {state_text(person)}, {lock_text(person)}"
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
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("PeopleModel", "Name"),
            translate("PeopleModel", "Address"),
            translate("PeopleModel", "Since"),
            translate("PeopleModel", "Sent"),
            translate("PeopleModel", "Received"),
            translate("PeopleModel", "State"),
            "",
            "",
        )[section]

    def set_people(self, people: Sequence[PersonInfo]) -> None:
        """Show these people, changing only what differs."""
        fresh = sorted(people, key=lambda person: person.conn)
        here = {person.conn for person in fresh}
        self._remove([row for row, p in enumerate(self._people) if p.conn not in here])
        self._insert(fresh)
        changed = [row for row, new in enumerate(fresh) if self._people[row] != new]
        self._people = fresh
        self.announce_rows(changed)

    def retranslate(self) -> None:
        """The language changed: every text is another."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(PeopleColumn) - 1)
        self.announce_rows(range(len(self._people)))

    def announce_rows(self, rows: Iterable[int]) -> None:
        """``dataChanged`` for these rows (ascending), neighbours together.

        Where they are many and scattered it is one signal from the first to the last: views draw
        only what is on the screen, and a signal costs more than a row.
        """
        spans = list(runs(rows))
        if len(spans) > _MANY_RUNS:
            spans = [(spans[0][0], spans[-1][1])]
        for first, last in spans:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(PeopleColumn) - 1))

    def _remove(self, rows: list[int]) -> None:
        for first, last in reversed(list(runs(rows))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._people[first : last + 1]
            self.endRemoveRows()

    def _insert(self, fresh: list[PersonInfo]) -> None:
        known = {person.conn for person in self._people}
        for first, last in runs(row for row, p in enumerate(fresh) if p.conn not in known):
            self.beginInsertRows(QModelIndex(), first, last)
            self._people[first:first] = fresh[first : last + 1]
            self.endInsertRows()


_RIGHT = (PeopleColumn.SENT, PeopleColumn.RECEIVED)


def runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Ascending numbers as (first, last) of each unbroken run."""
    first = last = -1
    for row in rows:
        if first >= 0 and row == last + 1:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last


def _text(person: PersonInfo, column: int) -> str:
    match column:
        case PeopleColumn.NAME:
            return person_name(person)
        case PeopleColumn.ADDRESS:
            return person.host
        case PeopleColumn.SINCE:
            return words.clock_time(person.since)
        case PeopleColumn.SENT:
            return words.size(person.bytes_in)
        case PeopleColumn.RECEIVED:
            return words.size(person.bytes_out)
        case PeopleColumn.STATE:
            return state_text(person)
    return ""


def _sort_key(person: PersonInfo, column: int) -> object:
    match column:
        case PeopleColumn.SINCE:
            return person.since
        case PeopleColumn.SENT:
            return person.bytes_in
        case PeopleColumn.RECEIVED:
            return person.bytes_out
        case PeopleColumn.ADDRESS:
            return address_key(person.host)
        case PeopleColumn.LOCK:
            return person.secure
    return _text(person, column).casefold()


def address_key(host: str) -> str:
    """Sorts 192.168.1.9 before 192.168.1.10, and names after numbers."""
    parts = host.split(".")
    if len(parts) == 4 and all(part.isdecimal() for part in parts):
        return "".join(f"{int(part):03d}" for part in parts)
    return f"~{host}"


def _tool_tip(person: PersonInfo, column: int) -> str | None:
    match column:
        case PeopleColumn.NAME if person.realname and person.realname != person.nick:
            return f"{person_name(person)} ({person.realname})"
        case PeopleColumn.NAME:
            return person_name(person)
        case PeopleColumn.ADDRESS:
            return words.endpoint(person.host, person.port)
        case PeopleColumn.STATE:
            return state_text(person)
        case PeopleColumn.LOCK:
            return lock_text(person)
    return None


class PeopleFilter(QSortFilterProxyModel):
    """Those whose name or address has the words that were typed; sortable by column."""

    def __init__(self, source: PeopleModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people = source
        self.setSortRole(PeopleRole.SORT)
        self.setFilterRole(PeopleRole.SEARCH)
        self.setFilterKeyColumn(PeopleColumn.NAME)
        self.setDynamicSortFilter(True)
        self.setSourceModel(source)

    def set_needle(self, text: str) -> None:
        """Keep the rows in which ``text`` occurs in the name or the address, in any case."""
        self.setFilterFixedString(text.strip().casefold())

    def person_at(self, row: int) -> PersonInfo:
        """The person in a row as shown."""
        return self.people.person_at(self.mapToSource(self.index(row, 0)).row())

    def row_of(self, conn: int) -> int:
        """The shown row of a connection, -1 if it is not shown."""
        source = self.people.row_of(conn)
        if source < 0:
            return -1
        return self.mapFromSource(self.people.index(source, 0)).row()
