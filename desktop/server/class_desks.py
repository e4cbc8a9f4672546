"""The desks: seats in pairs as in the room, to be moved by dragging or with Ctrl and the arrows."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QMenu, QTableView, QWidget

from desktop.server import class_words
from desktop.server.class_acts import ClassActs
from desktop.server.class_model import Pupil, Room
from desktop.server.class_seat import PUPIL_ROLE, SEAT, SeatDelegate
from desktop.theme import theme
from desktop.widgets.menu import PopupMenu
from desktop.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex

_GAP = 8
_LEAST_SEAT = 62
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class SeatsModel(QAbstractTableModel):
    """The seats of a :class:`Room` in rows of ``columns`` (2, 4 or 6)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.room = Room()
        self.columns = 6
        self._by_seat: dict[int, Pupil] = {}
        self._rows = 5

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows of desks."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Seats in a row."""
        return 0 if parent.isValid() else self.columns

    def seat_of(self, index: Index) -> int:
        """The number of a seat, -1 for none."""
        return index.row() * self.columns + index.column() if index.isValid() else -1

    def index_of(self, seat: int) -> QModelIndex:
        """Where a seat is."""
        return self.index(seat // self.columns, seat % self.columns)

    def pupil_at(self, seat: int) -> Pupil | None:
        """Who sits there."""
        return self._by_seat.get(seat)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; all in words as the tooltip and for a screen reader."""
        seat = self.seat_of(index)
        pupil = self._by_seat.get(seat)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return pupil.nick if pupil is not None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                if pupil is None:
                    return class_words.spoken_empty(seat)
                return class_words.spoken(pupil)
            case Qt.ItemDataRole.ToolTipRole if pupil is not None:
                return plain_tip(class_words.spoken(pupil))
        return pupil if role == PUPIL_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The keyboard can be at every seat."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def set_room(self, room: Room) -> None:
        """Show another class, or the same after a change."""
        self.room = room
        fresh = {pupil.seat: pupil for pupil in room.pupils}
        rows = max(-(-room.seats // self.columns), 1)
        if rows > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, rows - 1)
            self._rows = rows
            self.endInsertRows()
        elif rows < self._rows:
            self.beginRemoveRows(QModelIndex(), rows, self._rows - 1)
            self._rows = rows
            self.endRemoveRows()
        before, self._by_seat = self._by_seat, fresh
        if before != fresh:
            self.tell_all()

    def set_columns(self, columns: int) -> None:
        """As many seats beside each other as there is room for."""
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self._rows = max(-(-self.room.seats // columns), 1)
            self.endResetModel()

    def tell_all(self) -> None:
        """Every seat may have changed."""
        self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, self.columns - 1))


class DesksView(QTableView):
    """Signals: ``moved(seat, to)``: a person is to sit elsewhere."""

    moved = Signal(int, int)

    def __init__(self, acts: ClassActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self.seats = SeatsModel(self)
        self._pressed = QPoint()
        self._dragged = self._target = -1
        self.setModel(self.seats)
        self.setItemDelegate(SeatDelegate(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(SEAT + _GAP)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().setSingleStep(SEAT // 2)
        self.setMinimumHeight(2 * (SEAT + _GAP))
        self.setCurrentIndex(self.seats.index(0, 0))
        theme().changed.connect(self.viewport().update)

    # --- layout -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three desks beside each other; two or one where there is no room."""
        super().resizeEvent(event)
        width = self.viewport().width()
        pairs = max(1, min(3, width // (2 * (_LEAST_SEAT + _GAP))))
        seat = self.current_seat
        self.seats.set_columns(2 * pairs)
        each, rest = divmod(width, 2 * pairs)
        for column in range(2 * pairs):
            self.setColumnWidth(column, each + (column < rest))
        if self.current_seat != seat >= 0:
            self.setCurrentIndex(self.seats.index_of(seat))

    def show_rows(self, most: int) -> None:
        """Be high enough for all rows of desks, up to so many: the page scrolls, not the desks."""
        rows = min(most, self.seats.rowCount())
        self.setMinimumHeight(rows * (SEAT + _GAP))

    # --- who is meant -------------------------------------------------------------------------

    @property
    def current_seat(self) -> int:
        """The seat that the keyboard is at."""
        return self.seats.seat_of(self.currentIndex())

    @property
    def drop_seat(self) -> int:
        """Where the dragged person would sit, -1 while nobody is dragged."""
        return self._target

    def build_menu(self, seat: int) -> QMenu | None:
        """What can be done with who sits there; None for a free seat."""
        pupil = self.seats.pupil_at(seat)
        if pupil is None:
            return None
        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._acts.fill_menu(menu, pupil)
        return menu

    def _popup(self, index: Index, place: QPoint) -> None:
        menu = self.build_menu(self.seats.seat_of(index))
        if menu is not None:
            menu.popup(place)

    def _popup_at_current(self) -> None:
        box: QRect = self.visualRect(self.currentIndex())
        self._popup(self.currentIndex(), self.viewport().mapToGlobal(box.center()))

    # --- keyboard and mouse -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or the space bar: the menu; Ctrl and an arrow: another seat."""
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._popup_at_current()
        elif control and key in _STEPS:
            self._step(*_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, right: int) -> None:
        index = self.currentIndex()
        to = self.seats.index(index.row() + down, index.column() + right)
        if to.isValid() and self.seats.pupil_at(self.current_seat) is not None:
            self.moved.emit(self.current_seat, self.seats.seat_of(to))
            self.setCurrentIndex(to)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key opens the menu at the seat, not where the pointer happens to be."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._popup_at_current()
        else:
            self._popup(self.indexAt(event.pos()), event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps the beginning of a drag."""
        super().mousePressEvent(event)
        place = event.position().toPoint()
        seat = self.seats.seat_of(self.indexAt(place))
        left = event.button() == Qt.MouseButton.LeftButton
        self._dragged = seat if left and self.seats.pupil_at(seat) is not None else -1
        self._pressed = place

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the dragged person would sit."""
        place = event.position().toPoint()
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged < 0 or not (far or self._target >= 0):
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._target = self.seats.seat_of(self.indexAt(place))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a drag."""
        super().mouseReleaseEvent(event)
        dragged, target = self._dragged, self._target
        self._dragged = self._target = -1
        self.viewport().unsetCursor()
        self.viewport().update()
        if dragged >= 0 and target >= 0 and target != dragged:
            self.moved.emit(dragged, target)
            self.setCurrentIndex(self.seats.index_of(target))
