"""Rows of two parts in the settings of a channel: people with their roles, masks with who set them.

A list of thousands shows at once: nothing is made for a row that is not in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.client.message_safety import isolated
from desktop.theme import theme
from desktop.widgets.paint import paint_avatar, paint_focus

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_HEIGHT = 36
_NO_INDEX = QModelIndex()


class TwoParts(NamedTuple):
    """``key`` names the row; ``person``: it has an avatar."""

    key: str
    title: str
    detail: str = ""
    person: bool = False


class RowsModel(QAbstractListModel):
    """Keeps rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[TwoParts] = ()

    def rowCount(self, parent: Any = _NO_INDEX) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate, words for the screen reader."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(isolated(part) for part in (row.title, row.detail) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(100, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        look = theme()
        row: TwoParts = index.data(ROW_ROLE)
        name = isolated(row.title)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("accentSoft" if chosen else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, QRectF(rect), 6)
        left = rect.left() + 10
        if row.person:
            paint_avatar(painter, QRectF(left, rect.top() + 6, 24, 24), name)
            left += 34
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideRight
        small = look.font("small")
        detail = QFontMetrics(small).elidedText(isolated(row.detail), elide, rect.width() // 2)
        width = QFontMetrics(small).horizontalAdvance(detail) + 1
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        painter.drawText(
            QRect(rect.right() - 10 - width, rect.top(), width, _HEIGHT), middle, detail
        )
        font = look.font("bodyMedium")
        room = rect.right() - 22 - width - left
        painter.setFont(font)
        painter.setPen(look.color("text"))
        title = QFontMetrics(font).elidedText(name, elide, room)
        painter.drawText(QRect(left, rect.top(), room, _HEIGHT), middle, title)
        painter.restore()


class RowsList(QListView):
    """Shows rows; keeps the current one by its key when they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = RowsModel(self)
        self.setModel(self.rows_model)
        self.setItemDelegate(_Delegate(self))
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumHeight(230)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)

    def current_key(self) -> str:
        """The key of the current row, or ""."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.key if isinstance(row, TwoParts) else ""

    def show_rows(self, rows: Sequence[TwoParts]) -> None:
        """Show other rows."""
        if list(rows) == list(self.rows_model.rows):
            return
        key = self.current_key()
        place = self.verticalScrollBar().value()
        self.rows_model.beginResetModel()
        self.rows_model.rows = rows
        self.rows_model.endResetModel()
        for number, row in enumerate(rows):
            if row.key == key:
                self.setCurrentIndex(self.rows_model.index(number))
                break
        self.verticalScrollBar().setValue(place)
