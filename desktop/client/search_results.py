"""What was found, newest first, as a Qt model."""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.client.events import MessageReceived
from desktop.client.message_changes import Change, changed
from desktop.client.message_rows import Row
from desktop.client.message_safety import isolated, make_safe
from desktop.client.search_query import Query, fits, plain
from desktop.client.search_run import MOST_FOUND, Hit

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()


def _changed(row: Row | None, event: Change) -> Row | None:
    if isinstance(row, MessageReceived) and row.msgid and row.msgid == event.msgid:
        return changed(row, event)
    return row


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

    def change(self, window: ClientWindow, event: Change, query: Query) -> bool:
        """A message was edited or deleted: what does not fit any more goes; whether any did
        change."""
        any_changed = False
        for at in range(len(self.hits) - 1, -1, -1):
            hit = self.hits[at]
            if hit.window is not window or hit.conversation.casefold() != event.buffer.casefold():
                continue
            row = _changed(hit.row, event)
            before, after = _changed(hit.before, event), _changed(hit.after, event)
            if row is hit.row and before is hit.before and after is hit.after:
                continue
            any_changed = True
            if isinstance(row, MessageReceived) and fits(row, query):
                self.hits[at] = replace(hit, row=row, before=before, after=after)
                continue
            self.beginRemoveRows(QModelIndex(), at, at)
            del self.hits[at]
            self.total -= 1
            self.endRemoveRows()
        if any_changed:
            self.layoutChanged.emit()  # they may have other heights
        return any_changed

    def rename(self, window: ClientWindow, old: str, new: str) -> bool:
        """A conversation has another name; whether any hit is there."""
        renamed = [
            replace(hit, conversation=new)
            if hit.window is window and hit.conversation.casefold() == old.casefold()
            else hit
            for hit in self.hits
        ]
        there = any(a is not b for a, b in zip(renamed, self.hits, strict=True))
        if there:
            self.hits = renamed
            self.dataChanged.emit(self.index(0), self.index(len(renamed) - 1))
        return there

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
