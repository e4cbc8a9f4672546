"""The view of a :class:`RowsModel`: cells by the columns' descriptions, and "…" at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from desktop.server.rows_model import Column, RowRole, RowsFilter
from desktop.server.table import EDGE, GAP, RowDelegate, Table, cell_rect
from desktop.theme import theme
from desktop.widgets import paint_avatar
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

ROW, HEAD = 40, 32
_AVATAR = 24
_BUTTON = 28
_LEAST = 96
"""The column that takes the rest has at least this."""

FillMenu = Callable[[QMenu, T], None]
"""Puts what can be done with a record into a menu."""


class RowsView(Table, Generic[T]):
    """Enter opens (``activated``), Delete removes (``delete_wanted``), the menu has everything."""

    def __init__(
        self, model: RowsFilter[T], fill_menu: FillMenu[T] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(ROW, HEAD, parent)
        self.rows = model
        self.columns = model.source.columns
        self._fill_menu = fill_menu
        self.setModel(model)
        self.setItemDelegate(RowsDelegate(self))
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.menu_wanted.connect(self._menu)

    def selected(self) -> T | None:
        """The chosen record."""
        chosen = self.selectionModel().selectedRows()
        return self.rows.row_at(chosen[0].row()) if chosen else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths; the less important ones go where there is no room."""
        super().resizeEvent(event)
        width = self.viewport().width()
        last = len(self.columns)
        end = _BUTTON + GAP + EDGE - 8 if self._fill_menu is not None else EDGE - GAP
        self.setColumnWidth(last, end)
        shown = [n for n, column in enumerate(self.columns) if width >= column.from_width]
        taker = next((n for n, column in enumerate(self.columns) if not column.width), 0)
        rest = width - end - sum(self.columns[number].width for number in shown)
        while rest < _LEAST:
            least = max(shown, key=lambda number: self.columns[number].from_width)
            if not self.columns[least].from_width or least == taker:
                break
            shown.remove(least)
            rest += self.columns[least].width
        for number, column in enumerate(self.columns):
            self.setColumnHidden(number, number not in shown)
            self.setColumnWidth(number, column.width or max(_LEAST, rest))

    def build_menu(self, row: T) -> QMenu:
        """What can be done with a record."""
        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._fill_menu is not None:
            self._fill_menu(menu, row)
        return menu

    def _menu(self, row: int, place: QPoint) -> None:
        # The row may be another one by the time something is chosen: the record is what is meant.
        if self._fill_menu is not None:
            self.build_menu(self.rows.row_at(row)).popup(place)

    def button_rect(self, index: Index) -> QRect:
        """Where "…" is drawn in the last cell of a row."""
        cell = self.visualRect(index)
        top = cell.top() + (cell.height() - _BUTTON) // 2
        return QRect(cell.right() + 1 - (EDGE - 8) - _BUTTON, top, _BUTTON, _BUTTON)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on "…" opens the menu."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        on_button = index.isValid() and index.column() == len(self.columns)
        if event.button() == Qt.MouseButton.LeftButton and on_button:
            self._menu(index.row(), event.globalPosition().toPoint())


class RowsDelegate(RowDelegate, Generic[T]):
    """Draws the cells as their columns say."""

    def __init__(self, view: RowsView[T]) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        self.paint_ground(painter, option, index)
        if index.column() < len(self._view.columns):
            self._paint_cell(painter, option.rect, index)
        elif option.rect.width() >= _BUTTON:
            icon = theme().pixmap("ellipsis", "muted", 16, self._view.devicePixelRatioF())
            box = self._view.button_rect(index)
            painter.drawPixmap(box.left() + 6, box.top() + 6, icon)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look = theme()
        column: Column[T] = self._view.columns[index.column()]
        row: T = index.data(RowRole.ROW)
        text = str(index.data() or "")
        box = cell_rect(rect, rect.left())  # the first column that is shown begins at 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column.avatar:
            top = box.top() + (box.height() - _AVATAR) / 2
            paint_avatar(painter, QRectF(box.left(), top, _AVATAR, _AVATAR), text)
            box.adjust(_AVATAR + 8, 0, 0, 0)
        if column.dot is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(column.dot(row)))
            painter.drawEllipse(QRectF(box.left(), box.center().y() - 3, 8, 8))
            box.adjust(16, 0, 0, 0)
        painter.setFont(look.font(column.font, tabular=column.font == "body"))
        painter.setPen(look.color(column.ink if text else "muted"))
        text = painter.fontMetrics().elidedText(
            text or "–", Qt.TextElideMode.ElideRight, box.width()
        )
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)
