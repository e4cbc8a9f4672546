"""What the mouse does in a message view: selecting, opening, scrolling, hovering, the menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from core.client.events import MessageReceived
from desktop.client.message_doing import SLICE
from desktop.client.message_keys import MessageKeys
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_links import doubt, true_host
from desktop.client.message_menu import show_message_menu
from desktop.client.message_scroll import Scroller
from desktop.client.message_selection import Place, Selection
from desktop.client.message_steps import word_around
from desktop.client.message_text import Link, utf16_slice
from desktop.client.message_tips import hit_words
from desktop.client.message_toolbar import MessageToolbar
from desktop.client.message_words import full_time_text
from desktop.widgets.tips import plain_tip

_SCROLL_MS = 30


class MessageControl(MessageKeys):
    """The hands of ``MessageView``: keyboard and mouse."""

    def __init__(self, scroller: Scroller, parent: QWidget | None) -> None:
        super().__init__(scroller, parent)
        self._hovered: int | None = None
        self._under: tuple[int, QRectF] | None = None  # what can be clicked under the mouse
        self._by_keyboard = False  # the chosen row was the last thing that changed
        self._mouse = QPointF(-1, -1)
        self._pressed: tuple[Hit | Link | None, QPoint] | None = None
        self._clicks = 0
        self._last_click = 0
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(_SCROLL_MS)
        self._drag_timer.timeout.connect(self._drag_on)
        self.viewport().setMouseTracking(True)
        self._toolbar = MessageToolbar(self.viewport())
        self._toolbar.deed_chosen.connect(self._deed_chosen)
        self._toolbar.reaction_chosen.connect(self._quick_reaction)
        self._toolbar.more_chosen.connect(self._more_chosen)

    def first_in_sight(self) -> int | None:
        """The number of the topmost row in sight, None where there is none."""
        placed = self._scroller.placed
        return placed[0][1].number if placed else None

    def in_sight(self) -> list[tuple[int, float]]:
        """The numbers of the rows in sight, each with the share of the height at which its top is:
        0.0 for the view's own."""
        height = max(1, self._scroller.height)
        return [(row.number, y / height) for y, row in self._scroller.placed]

    def reset_selection(self) -> None:
        """Nothing is selected, chosen or pressed."""
        super().reset_selection()
        self._pressed = None
        self._drag_timer.stop()

    def _place_at(self, point: QPointF) -> Place | None:
        found = self._scroller.nearest(point.y())
        if found is None:
            return None
        top, row = found
        return row.number, row.position_at(point - QPointF(0, top))

    def _target(self, point: QPointF) -> tuple[Hit | Link | None, RowLayout | None, float]:
        found = self._scroller.at(point.y())
        if found is None:
            return None, None, 0.0
        top, row = found
        inner = point - QPointF(0, top)
        return row.hit_at(inner) or row.link_at(inner), row, top

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or press what can be clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        target, row, _ = self._target(point)
        again = event.timestamp() - self._last_click < QApplication.doubleClickInterval()
        self._clicks = self._clicks + 1 if again and self._clicks else 1
        self._last_click = event.timestamp()
        self._pressed = (target, point.toPoint())
        if target is None and row is not None:
            self._current = row.number
            self._link = None
        place = self._place_at(point)
        if place is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection is not None:
            self._selection.focus = place
        elif self._clicks == 3:
            self._select_piece(place[0], 0, self._length(place[0]))
        else:
            self._selection = Selection(place, place)
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        target, _, _ = self._target(event.position())
        place = self._place_at(event.position())
        self._clicks = 2
        self._last_click = event.timestamp()
        if event.button() != Qt.MouseButton.LeftButton or target is not None or place is None:
            return
        start, end = word_around(self._scroller.layout(place[0]).body.text, place[1])
        self._select_piece(place[0], start, end)

    def _select_piece(self, number: int, start: int, end: int) -> None:
        self._selection = Selection((number, start), (number, end))
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection, or show what is under the mouse."""
        self._mouse = event.position()
        self._by_keyboard = False
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            self.place_hover()
            return
        self._drag_to(event.position())
        outside = not self.viewport().rect().contains(event.position().toPoint())
        if outside and not self._drag_timer.isActive():
            self._drag_timer.start()
        elif not outside:
            self._drag_timer.stop()

    def _drag_to(self, point: QPointF) -> None:
        place = self._place_at(point)
        if self._selection is None or place is None or self._pressed is None:
            return
        if (point.toPoint() - self._pressed[1]).manhattanLength() < 4 and self._selection.empty:
            return
        self._selection.focus = place
        self.viewport().update()

    def _drag_on(self) -> None:
        """The mouse is held outside: scroll towards it."""
        y = self._mouse.y()
        beyond = y if y < 0 else max(0.0, y - self._scroller.height)
        if beyond:
            self.scroll_pixels(max(-120.0, min(120.0, beyond)))
        self._drag_to(self._mouse)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was pressed and not dragged away from."""
        self._drag_timer.stop()
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            return
        if self.has_selection():
            self._copy_to_selection_clipboard()
            return
        self._selection = None
        target, row, _ = self._target(event.position())
        if target is not None and row is not None and target == pressed[0]:
            self._activate(target, row.number)

    def _copy_to_selection_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and self._selection is not None:
            (first, _), (last, _) = self._selection.ordered()
            if last - first < SLICE:
                clipboard.setText(self.selected_text(), clipboard.Mode.Selection)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by pixels."""
        pixels = event.pixelDelta().y()
        if not pixels:
            pixels = round(event.angleDelta().y() / 120 * QApplication.wheelScrollLines() * 20)
        if pixels:
            self.scroll_pixels(-pixels)
            event.accept()

    def place_hover(self) -> None:
        """Find what is under the mouse, which stays while rows move under it."""
        found = self._scroller.at(self._mouse.y()) if self._mouse.x() >= 0 else None
        number = found[1].number if found is not None else None
        target, row, top = self._target(self._mouse)
        if self._toolbar.holds(self._mouse.toPoint()):
            number, target, row = self._toolbar.number, None, None
        under = None
        if isinstance(target, Hit) and row is not None:
            under = (row.number, target.rect)
        if number != self._hovered or under != self._under:
            for place in {self._hovered, number}:
                self._update_row(place)
            self._hovered, self._under = number, under
        shape = Qt.CursorShape.ArrowCursor
        if target is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif row is not None and row.over_text(self._mouse - QPointF(0, top)):
            shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        self.place_toolbar()

    def place_toolbar(self) -> None:
        """Put the buttons over the row under the mouse, or over the one the keyboard has chosen."""
        number = self._hovered
        if self.hasFocus() and (self._by_keyboard or number is None):
            number = self._current
        model = self._model
        dragging = self._pressed is not None and self.has_selection()
        if number is not None and model is not None and not dragging:
            for y, row in self._scroller.placed:
                if row.number == number and not row.hidden:
                    width = self.viewport().width()
                    at = (width, round(y + row.top))
                    little = self._scroller.builder.compact or width < 520
                    self._toolbar.show_for(number, row.row, self.offers, at, little=little)
                    return
        self._toolbar.leave()

    def set_current(self, number: int | None) -> None:
        """Choose a row as the keyboard does; None for none."""
        self._by_keyboard = number is not None
        super().set_current(number)
        self.place_toolbar()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the buttons over the chosen row."""
        super().focusInEvent(event)
        self.place_toolbar()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide them."""
        super().focusOutEvent(event)
        self.place_toolbar()

    def _deed_chosen(self, name: str, place: QRect) -> None:
        if self._toolbar.number is not None:
            self.do(name, self._toolbar.number, place)

    def _quick_reaction(self, text: str) -> None:
        number = self._toolbar.number
        if number is not None and self._model is not None and self.can("message_react", number):
            self.reaction_toggled.emit(self._model.row(number), text)

    def _more_chosen(self, place: QRect) -> None:
        number = self._toolbar.number
        if number is not None and self._model is not None:
            row = self._scroller.layout(number)
            at = self.viewport().mapToGlobal(place.bottomLeft())
            show_message_menu(self, self._model, row, None, at)

    def reset_hover(self) -> None:
        """The mouse is elsewhere."""
        inside = self._toolbar.isVisible() and self._toolbar.underMouse()
        if not inside:
            self._mouse = QPointF(-1, -1)
            self.place_hover()

    def _update_row(self, number: int | None) -> None:
        for y, row in self._scroller.placed:
            if row.number == number:
                top = int(y + row.top) - 8
                height = int(row.height - row.top) + 18
                self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def viewportEvent(self, event: QEvent) -> bool:
        """Leave and tool tips."""
        if event.type() == QEvent.Type.Leave:
            self.reset_hover()
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tool_tip(event)
            return True
        return super().viewportEvent(event)

    def _tool_tip(self, event: QHelpEvent) -> None:
        target, row, _ = self._target(QPointF(event.pos()))
        text = ""
        if isinstance(target, Link) and row is not None:
            shown = utf16_slice(row.body.text, target.start, target.end)
            text = "" if shown == target.url else target.url
            if doubt(target.url):
                text = true_host(target.url)
        elif isinstance(target, Hit) and row is not None:
            text = hit_words(target, row.row)
        elif target is None and row is not None and isinstance(row.row, MessageReceived):
            text = full_time_text(row.row.time)
        if text:
            # As plain text: what looks like markup in a nickname is none.
            QToolTip.showText(event.globalPos(), plain_tip(text), self.viewport())
        else:
            QToolTip.hideText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the chosen one."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse:
            target, row, _ = self._target(QPointF(event.pos()))
            place = event.globalPos()
        else:
            row = self._current_row()
            target = self._link
            top = next((y for y, r in self._scroller.placed if row and r.number == row.number), 0.0)
            inner = QPoint(80, int(top + (row.top if row else 0)) + 20)
            place = self.viewport().mapToGlobal(inner)
        if row is not None and self._model is not None:
            show_message_menu(self, self._model, row, target, place)
