"""The sockets as rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from core.net.trace import SocketInfo
from desktop.sockets.socket_rows import Row, headings
from desktop.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SocketModel(QAbstractTableModel):
    """The sockets by number. A row is made when it is looked at: the kernel is asked for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sockets: tuple[SocketInfo, ...] = ()
        self._make: Callable[[SocketInfo], Row] | None = None
        self._made: dict[int, Row] = {}

    @property
    def numbers(self) -> list[int]:
        """The sockets' serial numbers, in the order of the rows."""
        return [info.number for info in self._sockets]

    def row(self, place: int) -> Row:
        """A row."""
        info = self._sockets[place]
        found = self._made.get(info.number)
        if found is None:
            assert self._make is not None
            found = self._made[info.number] = self._make(info)
        return found

    def show_sockets(
        self, sockets: tuple[SocketInfo, ...], make: Callable[[SocketInfo], Row]
    ) -> None:
        """Replace what is shown, with as little noise as possible; ``make`` makes a row."""
        before, after = self.numbers, [info.number for info in sockets]
        kept, self._make, self._made = self._made, make, {}
        if before == after:
            self._sockets = sockets
            for place, info in enumerate(sockets):
                if info.number in kept and kept[info.number] != self.row(place):
                    self.dataChanged.emit(self.index(place, 0), self.index(place, 6))
        elif after[: len(before)] == before:
            self.beginInsertRows(_ROOT, len(before), len(after) - 1)
            self._sockets = sockets
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._sockets = sockets
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One for each socket."""
        return 0 if parent.isValid() else len(self._sockets)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Seven."""
        return 0 if parent.isValid() else len(headings())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, and for a screen reader the same with its tag."""
        row = self.row(index.row())
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(part for part in (row.detail, row.off) if part))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return headings()[section]
        return None
