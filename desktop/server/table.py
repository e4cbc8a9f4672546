"""The table that all pages share: flat rows on a card, one of them chosen, a quiet header.

Rows have one height, so nothing is measured but what is on the screen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme import theme

Index = QModelIndex | QPersistentModelIndex

EDGE = 16
"""Padding at the left and right ends of a row, as of a card."""
GAP = 8
"""Padding of a cell on each side."""


def cell_rect(rect: QRect, column: int) -> QRect:
    """The part of a cell in which its content stands."""
    return rect.adjusted(EDGE if column == 0 else GAP, 0, -GAP, 0)


class Header(QHeaderView):
    """Column titles in small muted type over one line; an arrow where the rows are sorted."""

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._height = height
        self.setFixedHeight(height)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(20)
        self.indents: dict[int, int] = {}
        """More padding at the left for these columns, in pixels."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        painter.save()
        colors = theme()
        painter.fillRect(rect, colors.color("surface"))
        painter.setPen(colors.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = self.model()
        horizontal = Qt.Orientation.Horizontal
        text = str(model.headerData(section, horizontal) or "")
        side = model.headerData(section, horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(side) and bool(int(side) & int(Qt.AlignmentFlag.AlignRight))
        box = cell_rect(rect, self.sectionPosition(section))  # 0 for the first that is shown
        box.adjust(self.indents.get(section, 0), 0, 0, 0)
        painter.setFont(colors.font("smallMedium"))
        painter.setPen(colors.color("muted"))
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        if sorted_here and text:
            ascending = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name = "chevron-up" if ascending else "chevron-down"
            arrow = colors.pixmap(name, "muted", 14, self.devicePixelRatioF())
            width = painter.fontMetrics().horizontalAdvance(text)
            left = (
                box.right() - width - 17 if right else min(box.left() + width + 3, box.right() - 13)
            )
            painter.drawPixmap(left, rect.center().y() - 6, arrow)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class RowDelegate(QStyledItemDelegate):
    """Draws the ground of a row: hovered, chosen, or neither, and the line under it."""

    lines = True
    selected_ground = "sunken"

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell; called first by every delegate."""
        colors = theme()
        rect = option.rect
        view = self.parent()
        hovered = isinstance(view, Table) and view.hovered_row == index.row()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colors.color(self.selected_ground))
        elif hovered:
            painter.fillRect(rect, colors.over("hover", "surface"))
        if self.lines:
            painter.setPen(QPen(colors.color("line"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class Table(QTableView):
    """A quiet table. ``activated`` is Enter or a double-click; ``menu_wanted`` is its menu."""

    menu_wanted = Signal(int, object)
    """The row, and the place on the screen (QPoint)."""
    delete_wanted = Signal(int)
    """The row on which Delete was pressed."""

    def __init__(self, row_height: int, head_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._head = Header(head_height, self)
        self.setHorizontalHeader(self._head)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(row_height)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(row_height)
        self.verticalScrollBar().valueChanged.connect(self._forget_hover)
        theme().changed.connect(self._refresh)

    @property
    def row_height(self) -> int:
        """Of every row, in pixels."""
        return self.verticalHeader().defaultSectionSize()

    @property
    def head(self) -> Header:
        """The column titles."""
        return self._head

    def current_row(self) -> int:
        """The row that the keyboard is at, -1 for none."""
        return self.currentIndex().row()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer."""
        super().mouseMoveEvent(event)
        self.set_hovered_row(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Put the light out when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self.set_hovered_row(-1)
        return super().viewportEvent(event)

    def set_hovered_row(self, row: int) -> None:
        """Light this row (-1 for none)."""
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates on every system; Delete and the menu key act on the chosen row."""
        row = self.current_row()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.activated.emit(self.currentIndex())
        elif key == Qt.Key.Key_Delete and row >= 0:
            self.delete_wanted.emit(row)
        elif key == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a ring round the one that the keyboard is at."""
        super().paintEvent(event)
        row = self.current_row()
        if row < 0 or not self.hasFocus():
            return
        top = self.rowViewportPosition(row)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("focus"), 2))
        ring = QRect(0, top, self.viewport().width(), self.rowHeight(row))
        painter.drawRoundedRect(ring.adjusted(2, 2, -2, -3), 4, 4)
        painter.end()

    def _context_menu(self, place: QPoint) -> None:
        row = self.rowAt(place.y())
        if row >= 0:
            self.selectRow(row)
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))

    def show_menu_at_row(self) -> None:
        """Ask for the menu of the row that the keyboard is at."""
        row = self.current_row()
        if row >= 0:
            below = QPoint(EDGE, self.rowViewportPosition(row) + self.row_height)
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(below))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key opens the menu at the row, not where the pointer happens to be."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.show_menu_at_row()
        else:
            self._context_menu(event.pos())

    def _forget_hover(self) -> None:
        self.set_hovered_row(-1)

    def _refresh(self) -> None:
        self.viewport().update()
        self._head.viewport().update()
