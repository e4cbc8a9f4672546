"""The rows of the switcher: headings and what is under them, as a Qt model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt

from desktop.client.counts import counts
from desktop.switcher.entries import Choice, Entry, Found, Section

translate = QCoreApplication.translate

FOUND_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()


def heading(section: Section) -> str:
    """What stands over a section."""
    match section:
        case Section.CHANNELS:
            return translate("Switcher", "Channels")
        case Section.PEOPLE:
            return translate("Switcher", "People")
        case Section.COMMANDS:
            return translate("Switcher", "Commands")
    return translate("Switcher", "Messages")


class EntryModel(QAbstractListModel):
    """Shows a ``Choice``; a heading is a row that cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Found | Section] = []

    def show_choice(self, choice: Choice) -> None:
        """Offer other rows."""
        rows: list[Found | Section] = []
        last: Section | None = None
        for found in choice.rows:
            if found.entry.section is not last:
                last = found.entry.section
                rows.append(last)
            rows.append(found)
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def entries(self) -> list[int]:
        """The numbers of the rows that can be chosen."""
        return [number for number, row in enumerate(self.rows) if isinstance(row, Found)]

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        """Headings count too."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Only entries can be chosen."""
        if isinstance(self.rows[index.row()], Found):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate, words for the screen reader."""
        row = self.rows[index.row()]
        if role == FOUND_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(row) if isinstance(row, Section) else row.entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return heading(row) if isinstance(row, Section) else spoken(row.entry)
        return None


def spoken(entry: Entry) -> str:
    """What a screen reader says of an entry."""
    parts = [heading(entry.section), entry.title, entry.detail]
    if entry.mentions:
        parts.append(counts().mentions(entry.mentions))
    elif entry.unread:
        parts.append(counts().unread(entry.unread))
    if entry.draft:
        parts.append(translate("Switcher", "unfinished message"))
    parts += [entry.note, *entry.keys]
    return ", ".join(part for part in parts if part)
