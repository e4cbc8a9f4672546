"""The log as a model: a bounded ring of entries, and the rows that pass the filter.

Made for floods. An entry costs a few dictionary look-ups when it comes, and no text at all:
sentences are made in ``data()``, for the rows on the screen. One drain is one insert, with one
removal before it where the ring is full. While it is held (paused, or scrolled up) the rows stand
still and what comes is only counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.server.events import LogEntry
from desktop.server import log_groups, log_text, words
from desktop.server.log_groups import LogGroup
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex

CAPACITY = 20_000
"""Entries kept; the oldest go first."""


class LogColumn(IntEnum):
    """The columns of the log."""

    TIME = 0
    WHO = 1
    WHAT = 2


class LogModel(QAbstractTableModel):
    """The rows shown are those of the ring that are in the chosen group and have the words."""

    counts_changed = Signal()
    """Of the groups, or of what waits while the rows are held."""

    def __init__(self, parent: QObject | None = None, capacity: int = CAPACITY) -> None:
        super().__init__(parent)
        self._capacity = capacity
        self._ring: list[LogEntry] = []
        self._first = 0  # the number of the ring's first entry, counted from the beginning
        self._rows: list[LogEntry] = []
        self._numbers: list[int] = []  # of the rows' entries, ascending
        self._group = LogGroup.EVERYTHING
        self._needle = ""
        self._held_at: int | None = None  # number of the first entry that is not let in
        self._waiting = 0
        self.counts = dict.fromkeys(LogGroup, 0)

    # --- what views ask ---------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of rows that pass the filter."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Those of :class:`LogColumn`."""
        return 0 if parent.isValid() else len(LogColumn)

    def entry_at(self, row: int) -> LogEntry:
        """The entry in a row."""
        return self._rows[row]

    def row_of(self, entry: LogEntry) -> int:
        """The row of this very entry, -1 if it is not shown."""
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row] is entry:
                return row
        return -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, made now, for whoever asks: a screen reader, a tooltip."""
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(entry, index.column())
            case Qt.ItemDataRole.ToolTipRole if index.column() != LogColumn.TIME:
                return plain_tip(_text(entry, index.column()))
            case Qt.ItemDataRole.AccessibleTextRole:
                return line(entry)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("LogModel", "Time"),
            translate("LogModel", "Who"),
            translate("LogModel", "What happened"),
        )[section]

    # --- what comes -------------------------------------------------------------------------

    def add(self, entries: Sequence[LogEntry]) -> None:
        """Take in what a drain brought."""
        if not entries:
            return
        counts = self.counts
        next_number = self._first + len(self._ring)
        counts[LogGroup.EVERYTHING] += len(entries)
        for entry in entries:
            for group in log_groups.groups_of(entry):
                counts[group] += 1
        self._ring.extend(entries)
        passing = list(self._passing(entries, next_number))
        if self._held_at is None:
            self._trim_ring()
            self._trim_rows()
            self._append(passing)
        else:
            self._waiting += len(passing)
            self._trim_ring()
        self.counts_changed.emit()

    def entries(self) -> list[LogEntry]:
        """The rows as they are, for copying and saving."""
        return list(self._rows)

    # --- what is chosen ---------------------------------------------------------------------

    @property
    def group(self) -> LogGroup:
        """The chosen group."""
        return self._group

    @property
    def waiting(self) -> int:
        """Rows that came while the list was held."""
        return self._waiting

    @property
    def held(self) -> bool:
        """Whether the rows stand still."""
        return self._held_at is not None

    def set_filter(self, group: LogGroup, needle: str) -> None:
        """Show only this group, and of it only what has these words."""
        needle = needle.strip().casefold()
        if (group, needle) == (self._group, self._needle):
            return
        self._group, self._needle = group, needle
        end = self._first + len(self._ring)
        shown_until = end if self._held_at is None else max(self._held_at, self._first)
        cut = shown_until - self._first
        kept = list(self._passing(self._ring[:cut], self._first))
        self._replace(kept)
        self._waiting = sum(1 for _ in self._passing(self._ring[cut:], shown_until))
        self.counts_changed.emit()

    def hold(self, held: bool) -> None:
        """Stand still, or catch up with what came meanwhile."""
        if held == self.held:
            return
        if held:
            self._held_at = self._first + len(self._ring)
        else:
            start = max(self._held_at or 0, self._first)
            self._held_at = None
            self._waiting = 0
            self._trim_rows()
            self._append(list(self._passing(self._ring[start - self._first :], start)))
        self.counts_changed.emit()

    def clear(self) -> None:
        """Forget everything."""
        self._first += len(self._ring)
        self._ring.clear()
        self._waiting = 0
        self.counts = dict.fromkeys(LogGroup, 0)
        self._replace([])
        self.counts_changed.emit()

    def retranslate(self) -> None:
        """The language changed: what is looked for must be found in the new words."""
        log_text.forget_language()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(LogColumn) - 1)
        if self._needle:
            needle, self._needle = self._needle, ""
            self.set_filter(self._group, needle)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(LogColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # --- inside -----------------------------------------------------------------------------

    def _passing(self, entries: Iterable[LogEntry], number: int) -> Iterable[tuple[int, LogEntry]]:
        group, needle = self._group, self._needle
        numbered: Iterable[tuple[int, LogEntry]] = enumerate(entries, number)
        if group is not LogGroup.EVERYTHING:
            numbered = ((n, e) for n, e in numbered if group in log_groups.groups_of(e))
        if needle:
            return ((n, e) for n, e in numbered if needle in _haystack(e))
        return numbered

    def _trim_ring(self) -> None:
        over = len(self._ring) - self._capacity
        if over <= 0:
            return
        counts = self.counts
        counts[LogGroup.EVERYTHING] -= over
        for entry in self._ring[:over]:
            for group in log_groups.groups_of(entry):
                counts[group] -= 1
        del self._ring[:over]
        self._first += over

    def _trim_rows(self) -> None:
        """Take out the rows whose entries have left the ring."""
        gone = bisect_left(self._numbers, self._first)
        if gone:
            self.beginRemoveRows(QModelIndex(), 0, gone - 1)
            del self._rows[:gone], self._numbers[:gone]
            self.endRemoveRows()

    def _append(self, passing: list[tuple[int, LogEntry]]) -> None:
        # A drain larger than the whole ring: its first entries are gone already.
        start = bisect_right(passing, self._first - 1, key=lambda pair: pair[0])
        passing = passing[start:]
        if not passing:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(passing) - 1)
        self._numbers.extend(number for number, _ in passing)
        self._rows.extend(entry for _, entry in passing)
        self.endInsertRows()

    def _replace(self, kept: list[tuple[int, LogEntry]]) -> None:
        """Another filter is another list: here a reset is the honest thing."""
        self.beginResetModel()
        self._numbers = [number for number, _ in kept]
        self._rows = [entry for _, entry in kept]
        self.endResetModel()


def _text(entry: LogEntry, column: int) -> str:
    match column:
        case LogColumn.TIME:
            return words.log_time(entry.time)
        case LogColumn.WHO:
            return log_text.who(entry)
        case LogColumn.WHAT:
            return log_text.sentence(entry)
    return ""


def _haystack(entry: LogEntry) -> str:
    text = f"{log_text.who(entry)} {log_text.sentence(entry)}".casefold()
    return text.replace("\N{NO-BREAK SPACE}", " ")  # nobody types one


def line(entry: LogEntry) -> str:
    """An entry as one line of plain text, for the clipboard, a file and a screen reader."""
    return f"{words.log_time(entry.time)}  {log_text.who(entry)}  {log_text.sentence(entry)}"
