"""All sockets in a table: whose, where, in which state, with what in their queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.net.trace import CallEvent, SocketInfo
from desktop.sockets.pane import Pane, PaneLabel
from desktop.sockets.pane_paint import badge_width, paint_badge, paint_tag, tag_width
from desktop.sockets.socket_model import SocketModel
from desktop.sockets.socket_rows import Cell, Row, headings, make_row
from desktop.theme import theme
from desktop.widgets.tips import plain_tip

if TYPE_CHECKING:
    from core.threads.trace_feed import Change, TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_EDGE, _GAP = 14, 8


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: SocketView, scale: Scale) -> None:
        super().__init__(view)
        self._view, self._scale = view, scale

    def font(self, cell: Cell, column: int) -> QFont:
        if cell.mono:
            return self._scale.font("mono")
        return self._scale.font("smallMedium" if cell.icon else "small", tabular=True)

    def width(self, cell: Cell, column: int) -> float:
        """How much room a cell's content wants."""
        scale = self._scale
        role = "mono" if cell.mono else "smallMedium" if cell.icon else "small"
        width = scale.metrics(role, tabular=not cell.mono).horizontalAdvance(cell.text)
        if cell.icon:
            width += scale.px(14) + scale.px(6)
        for badge in cell.badges:
            width += badge_width(badge, scale) + scale.px(6)
        if cell.note:
            width += scale.metrics("caption").horizontalAdvance(cell.note) + scale.px(6)
        if cell.tag:
            width += tag_width(cell.tag, scale) + scale.px(6)
        return width + 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Icon, badges, text, note, tag; the chosen row on the accent's ground."""
        look, scale = theme(), self._scale
        row = self._view.table.row(index.row())
        cell = row.cells[index.column()]
        rect: QRect = option.rect
        chosen = self._view.selectionModel().isRowSelected(index.row(), _ROOT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("accentSoft" if chosen else "surface"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.topLeft(), rect.bottomLeft() + QPoint(scale.px(3) - 1, 0)),
                             look.color("accent"))  # fmt: skip
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        edge = scale.px(_EDGE if index.column() == 0 else _GAP)
        left, middle = float(rect.left() + edge), rect.center().y() + 0.5
        if cell.icon:
            size = scale.px(14)
            pixmap = look.pixmap(cell.icon, cell.color, size, self._view.devicePixelRatioF())
            painter.drawPixmap(round(left), round(middle - size / 2), pixmap)
            left += size + scale.px(6)
        for badge in cell.badges:
            left += paint_badge(painter, left, middle, badge, scale) + scale.px(6)
        painter.setFont(self.font(cell, index.column()))
        color = look.color(cell.color)
        hued = cell.color not in ("text", "muted")
        painter.setPen(look.ink(color) if hued else color)
        left += self._text(painter, rect, left, cell.text)
        if cell.note:
            painter.setFont(scale.font("caption"))
            painter.setPen(look.color("muted"))
            left += self._text(painter, rect, left + scale.px(6), cell.note) + scale.px(6)
        if cell.tag:
            paint_tag(painter, left + scale.px(6), middle, cell.tag, look.color("kernel"), scale,
                      dashed=True)  # fmt: skip
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_focus(painter, rect, index.column())
        painter.restore()

    def _paint_focus(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The ring of the row that has the keyboard: each cell draws its part."""
        width = max(2, self._scale.px(2))
        color = theme().color("focus")
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, color)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, color)
        if column == 0:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), color)
        if column == len(headings()) - 1:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), color)

    def _text(self, painter: QPainter, rect: QRect, left: float, text: str) -> float:
        metrics = painter.fontMetrics()
        room = max(0, round(rect.right() - self._scale.px(4) - left))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        box = QRect(round(left), rect.top(), room, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                         shown)  # fmt: skip
        return metrics.horizontalAdvance(shown)


class _Header(QHeaderView):
    """Titles in small muted letters over the cells' text."""

    def __init__(self, scale: Scale, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scale = scale

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """One title."""
        look, scale = theme(), self._scale
        painter.save()
        painter.fillRect(rect, look.color("surface"))
        painter.setPen(look.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(scale.font("smallMedium"))
        painter.setPen(look.color("muted"))
        box = rect.adjusted(scale.px(_EDGE if section == 0 else _GAP), 0, 0, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), headings()[section])
        painter.restore()


class SocketView(QTableView):
    """The table: rows are chosen as a whole, by a click or by the arrow keys."""

    def __init__(self, model: SocketModel, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = model
        self._scale = scale
        self.setModel(model)
        self._paint_cells = _Delegate(self, scale)
        self.setItemDelegate(self._paint_cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = _Header(scale, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(10)
        self.restyle()

    def restyle(self) -> None:
        """Fonts and heights in the sizes in force."""
        self.horizontalHeader().setFixedHeight(self._scale.px(30))
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._scale.px(30))
        self.spread()
        self.viewport().update()

    def spread(self) -> None:
        """Give the columns what their content wants, and share out the rest."""
        wants: list[float] = []
        metrics = self._scale.metrics("smallMedium")
        rows = [self.table.row(place) for place in self._seen_rows()]
        for column, title in enumerate(headings()):
            cells = [row.cells[column] for row in rows]
            most = max((self._paint_cells.width(cell, column) for cell in cells), default=0.0)
            edge = self._scale.px(_EDGE if column == 0 else _GAP) + self._scale.px(_GAP)
            wants.append(max(most, metrics.horizontalAdvance(title) + self._scale.px(4)) + edge)
        spare = max(0.0, self.viewport().width() - sum(wants)) / (len(wants) - 1)
        for column, want in enumerate(wants):
            width = round(want + (spare if column else 0))
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)

    def _seen_rows(self) -> range:
        """The rows that can be seen: only their sockets are asked about."""
        height = max(1, self.rowHeight(0)) if self.table.rowCount() else 1
        first = self.verticalScrollBar().value() // height
        last = first + self.viewport().height() // height + 2
        return range(min(first, self.table.rowCount()), min(last, self.table.rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width anew."""
        super().resizeEvent(event)
        self.spread()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Below the rows a click changes nothing."""
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last socket, as in a list."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.table.rowCount() - 1}
        place = ends.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        elif place >= 0:
            self.setCurrentIndex(self.table.index(place, 0))


class SocketTable(Pane):
    """The table, and under it the options of the chosen socket."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self.model = SocketModel(self)
        self.view = SocketView(self.model, scale)
        self.detail = PaneLabel(scale, "caption", "muted", wrap=True)
        self._quiet = False
        self._ended: dict[int, float] = {}
        self._reset: dict[int, float] = {}
        for event in feed.tape.events:
            self._learn(event)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.detail)
        self.view.selectionModel().selectionChanged.connect(self._row_chosen)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.view.setAccessibleName(translate("SocketTable", "Sockets"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 6)
        self.refresh()

    def restyle(self) -> None:
        """Sizes in force."""
        edge = self.scale.px(_EDGE)
        self.detail.setContentsMargins(edge, self.scale.px(6), edge, self.scale.px(8))
        self.view.restyle()

    def started_over(self) -> None:
        """Another tape."""
        self._ended.clear()
        self._reset.clear()
        for event in self.feed.tape.events:
            self._learn(event)

    def told(self, change: Change) -> None:
        """Which sockets have read the end, and which were broken off."""
        for number in change.events:
            event = self.feed.tape.event(number)
            if event is not None:
                self._learn(event)

    def _learn(self, event: CallEvent) -> None:
        if event.error is not None:
            if event.error.name.removeprefix("WSA") in ("ECONNRESET", "EPIPE"):
                self._reset[event.socket] = event.ended
        elif event.call.startswith("recv") and not event.size and event.wanted:
            self._ended[event.socket] = event.ended

    def refresh(self) -> None:
        """Every socket as it is now."""
        time = self.feed.past_time
        self._quiet = True
        self.model.show_sockets(self.feed.sockets(), lambda info: self._row(info, time))
        self.view.spread()
        self._show_chosen()
        self._quiet = False

    def _row(self, info: SocketInfo, time: float | None) -> Row:
        ended, reset = self._ended.get(info.number), self._reset.get(info.number)
        return make_row(
            self.feed,
            info,
            time,
            ended=ended is not None and (time is None or ended <= time),
            reset=reset is not None and (time is None or reset <= time),
        )

    def _show_chosen(self) -> None:
        numbers = self.model.numbers
        if self.selection.socket in numbers:
            place = numbers.index(self.selection.socket)
            if not self.view.selectionModel().isRowSelected(place, _ROOT):
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.view.selectionModel().setCurrentIndex(
                    self.model.index(place, 0), flags | QItemSelectionModel.SelectionFlag.Rows
                )
            row = self.model.row(place)
            spoken = " · ".join(part for part in (row.detail, row.off) if part)
            wide = self.width() >= self.scale.px(640)
            self.detail.setText(spoken if wide else row.detail)
        else:
            self.view.selectionModel().clearSelection()
            text = translate("SocketTable", "Choose a socket to see its options.")
            if not numbers:
                text = translate(
                    "SocketTable", "No socket yet. As soon as one is made, it stands here."
                )
            self.detail.setText(text)
            spoken = text
        self.detail.setToolTip(plain_tip(spoken if spoken != self.detail.text() else ""))
        self.view.setAccessibleDescription(spoken)

    def _row_chosen(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        if not self._quiet and rows:
            self.selection.set_socket(self.model.numbers[rows[0].row()])
            self.refresh()
