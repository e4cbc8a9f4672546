"""A table of any records that changes in place: what the lists of bans, accounts and hits share.

A list says what its columns are; the model compares each new list with the last one by key, and
tells what came, went and changed, so that selection and scroll place stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from desktop.server.people_model import runs
from desktop.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


class RowRole(IntEnum):
    """Roles besides Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    SEARCH = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a list.

    Attributes:
        title: in the language of the window.
        text: of a record.
        width: pixels; 0 takes what the others leave (one column of a list does).
        from_width: the column is hidden in a view that is narrower than this.
        font: role of the letters; ``ink`` their colour.
        dot: the token of a dot before the text, "" for none.
        avatar: the person's circle stands before the text.
        right: aligned at the right.
        sort: what the column is sorted by, the text where that is None.
    """

    title: Callable[[], str]
    text: Callable[[T], str]
    width: int = 0
    from_width: int = 0
    font: str = "body"
    ink: str = "text"
    dot: Callable[[T], str] | None = None
    avatar: bool = False
    right: bool = False
    sort: Callable[[T], Any] | None = None


class RowsModel(QAbstractTableModel, Generic[T]):
    """The records in the order in which they were given, and a last column for the buttons."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[T] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of records."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One more than there are columns with a text."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def row_at(self, row: int) -> T:
        """The record in a row."""
        return self._rows[row]

    def rows(self) -> Sequence[T]:
        """All of them."""
        return tuple(self._rows)

    def find(self, key: Hashable) -> T | None:
        """The record with this key, None if it is gone."""
        return next((row for row in self._rows if self._key(row) == key), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for people; ``RowRole`` for the delegate, the filter and the sorting."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole.ROW:
            return row
        if role == RowRole.SEARCH:
            return "\n".join(column.text(row) for column in self.columns).casefold()
        if index.column() >= len(self.columns):
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.text(row))
            case RowRole.SORT:
                return column.text(row).casefold() if column.sort is None else column.sort(row)
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == 0:
                return ", ".join(text for c in self.columns if (text := c.text(row)))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Column titles, aligned as their columns are."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return column.title() if role == Qt.ItemDataRole.DisplayRole else None

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these records, changing only what differs."""
        fresh = list(rows)
        keys = [self._key(row) for row in fresh]
        here, known = set(keys), {self._key(row) for row in self._rows}
        kept = [key for row in self._rows if (key := self._key(row)) in here]
        if kept != [key for key in keys if key in known]:
            self.beginResetModel()  # another order
            self._rows = fresh
            self.endResetModel()
            return
        gone = [n for n, row in enumerate(self._rows) if self._key(row) not in here]
        for first, last in reversed(list(runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in runs(n for n, key in enumerate(keys) if key not in known):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = fresh[first : last + 1]
            self.endInsertRows()
        changed = [n for n, row in enumerate(fresh) if self._rows[n] != row]
        self._rows = fresh
        for first, last in runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns)))

    def retranslate(self) -> None:
        """The language changed: every text is another."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns))
            self.dataChanged.emit(self.index(0, 0), last)


class RowsFilter(QSortFilterProxyModel, Generic[T]):
    """The records in whose texts the typed words occur; sortable by column."""

    def __init__(self, source: RowsModel[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.setSortRole(RowRole.SORT)
        self.setFilterRole(RowRole.SEARCH)
        self.setFilterKeyColumn(0)
        self.setDynamicSortFilter(True)
        self.setSourceModel(source)

    def set_needle(self, text: str) -> None:
        """Keep the records in which ``text`` occurs, in any case."""
        self.setFilterFixedString(text.strip().casefold())

    def row_at(self, row: int) -> T:
        """The record in a row as shown."""
        return self.source.row_at(self.mapToSource(self.index(row, 0)).row())
