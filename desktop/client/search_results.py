"""What was found, newest first, as a Qt model."""

from __future__ import annotations

import bisect
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from desktop.client.message_safety import isolated, make_safe
from desktop.client.search_query import plain
from desktop.client.search_run import MOST_FOUND, Hit

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()


class SearchResults(QAbstractListModel):
    """At most the newest ``MOST_FOUND`` hits; ``words`` are what is marked in them, ``total`` how
    many there were."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []
        self.words: tuple[str, ...] = ()
        self.total = 0

    def clear(self, words: tuple[str, ...]) -> None:
        """A new search begins."""
        self.beginResetModel()
        self.hits, self.words, self.total = [], words, 0
        self.endResetModel()

    def add(self, hits: list[Hit]) -> None:
        """More was found."""
        self.total += len(hits)
        for hit in hits:
            at = bisect.bisect_right(self.hits, -hit.row.time, key=lambda each: -each.row.time)
            if at >= MOST_FOUND:
                continue
            self.beginInsertRows(QModelIndex(), at, at)
            self.hits.insert(at, hit)
            self.endInsertRows()
        if len(self.hits) > MOST_FOUND:
            self.beginRemoveRows(QModelIndex(), MOST_FOUND, len(self.hits) - 1)
            del self.hits[MOST_FOUND:]
            self.endRemoveRows()

    @property
    def conversations(self) -> int:
        """In how many conversations."""
        return len({(id(hit.window), hit.conversation.casefold()) for hit in self.hits})

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The hit for the delegate, words for the screen reader."""
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            from desktop.client.search_delegate import when_words

            return (
                f"{isolated(hit.conversation)}, {isolated(hit.row.nick)}, "
                f"{when_words(hit.row.time)}: {make_safe(plain(hit.row)).text}"
            )
        return None
