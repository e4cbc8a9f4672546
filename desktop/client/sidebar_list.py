"""The sidebar's list of conversations: choosing one, its menu, and moving it with the mouse."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from core.client.events import BufferKind
from desktop.client.sidebar_model import ROW_ROLE, RowKind, SidebarModel
from desktop.theme import theme
from desktop.widgets.scroll_bars import float_scroll_bar

_EDGE = 24  # pixels at both ends in which a drag scrolls


class ConversationList(QListView):
    """The conversations; the current row is the one that is shown.

    Signals: ``chosen(name)``; ``menu_requested(name, QPoint)`` in global coordinates;
    ``activated_row(name)`` on Enter; ``moved(name, number)`` when it was dragged to that place,
    from 0, among its like; ``more_requested()``: those without a row are wanted.
    """

    chosen = Signal(str)
    menu_requested = Signal(str, QPoint)
    activated_row = Signal(str)
    moved = Signal(str, int)
    more_requested = Signal()

    def __init__(self, model: SidebarModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sidebar_model = model
        self._pressed: tuple[str, QPoint] | None = None
        self._dragged = ""
        self._target = 0  # the place among its like before which it would be put
        self.setObjectName("conversations")
        self.setModel(model)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        float_scroll_bar(self, thin=True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.activated.connect(self._activated)

    def dataChanged(self, first: Any, last: Any, roles: Any = ()) -> None:
        """Rows look different; their heights are the same, so nothing is laid out anew."""
        QAbstractItemView.dataChanged(self, first, last, list(roles))
        self.viewport().update()

    def currentChanged(self, current: Any, previous: Any) -> None:
        """A row was chosen by the pointer or the keyboard."""
        super().currentChanged(current, previous)
        name = self._name(current)
        if name is not None:
            self.chosen.emit(name)

    def _name(self, index: Any) -> str | None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row.name if row is not None else None

    def _activated(self, index: QModelIndex) -> None:
        name = self._name(index)
        if name is not None:
            self.activated_row.emit(name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the pointer, or of the current one for the menu key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        name = self._name(index)
        if name is not None:
            place = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.menu_requested.emit(name, self.viewport().mapToGlobal(place))

    # --- moving with the mouse ----------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row is shown when it is pressed; it may be the beginning of a drag."""
        self._pressed = None
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()  # the other buttons have their own ways
            return
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None and row.kind is RowKind.MORE:
            self.more_requested.emit()
            return
        name = self._name(index)
        conversation = self._sidebar_model.conversations.get(name) if name is not None else None
        if conversation is not None and conversation.kind is not BufferKind.SERVER:
            self._pressed = (conversation.name, at)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the row along."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        if not self._dragged and self._pressed is not None:
            name, begin = self._pressed
            far = (at - begin).manhattanLength() >= QApplication.startDragDistance()
            if far and name in self._sidebar_model.conversations:
                self._dragged = name
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged:
            self._drag_to(at)

    def _drag_to(self, at: QPoint) -> None:
        bar = self.verticalScrollBar()
        if at.y() < _EDGE:
            bar.setValue(bar.value() - 8)
        elif at.y() > self.viewport().height() - _EDGE:
            bar.setValue(bar.value() + 8)
        boxes = self._boxes()
        self._target = sum(at.y() > box.center().y() for box in boxes)
        self.viewport().update()

    def _boxes(self) -> list[QRect]:
        """Where the rows are among which the dragged one can go."""
        if self._dragged not in self._sidebar_model.conversations:
            return []
        like = self._sidebar_model.conversations.like(self._dragged)
        found = (self._sidebar_model.index_of(each.name) for each in like)
        return [self.visualRect(index) for index in found if index.isValid()]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down."""
        dragged, self._dragged, self._pressed = self._dragged, "", None
        if not dragged:
            super().mouseReleaseEvent(event)
            return
        self.viewport().unsetCursor()
        self.viewport().update()
        conversations = self._sidebar_model.conversations
        if dragged in conversations:
            names = [each.name for each in conversations.like(dragged)]
            before = names.index(dragged)
            self.moved.emit(dragged, self._target - (self._target > before))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts a dragged row back."""
        if self._dragged and event.key() == Qt.Key.Key_Escape:
            self._dragged, self._pressed = "", None
            self.viewport().unsetCursor()
            self.viewport().update()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and the line where a dragged one would go."""
        super().paintEvent(event)
        boxes = self._boxes() if self._dragged else []
        if not boxes:
            return
        at = self._target
        y = boxes[at].top() if at < len(boxes) else boxes[-1].bottom()
        left, right = boxes[0].left() + 10, boxes[0].right() - 10
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("accent"), 2))
        painter.drawLine(QPointF(left + 6, y), QPointF(right, y))
        painter.drawEllipse(QPointF(left + 3, y), 3, 3)
