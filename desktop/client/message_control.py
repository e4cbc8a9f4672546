"""What the mouse and the keyboard do in a message view: selecting, copying, opening, choosing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from core.client.events import MessageReceived
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_menu import show_message_menu
from desktop.client.message_model import ConversationModel
from desktop.client.message_scroll import Scroller
from desktop.client.message_selection import Place, Selection, Transcript, line_text
from desktop.client.message_steps import moved, word_around
from desktop.client.message_text import Link, utf16_slice
from desktop.client.message_words import full_time_text

#: Rows that are copied in one go; more are copied in slices between events.
SLICE = 500
_SCROLL_MS = 30


class MessageControl(QAbstractScrollArea):
    """The hands of ``MessageView``: it has no paint of its own."""

    link_activated = Signal(str)
    nick_activated = Signal(str)
    mention_requested = Signal(str)
    resend_requested = Signal(str)

    def __init__(self, scroller: Scroller, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._scroller = scroller
        self._model: ConversationModel | None = None
        self._selection: Selection | None = None
        self._current: int | None = None  # the row that the keyboard has chosen
        self._link: Link | None = None  # the address in it that Enter opens
        self._hovered: int | None = None
        self._mouse = QPointF(-1, -1)
        self._pressed: tuple[Hit | Link | None, QPoint] | None = None
        self._clicks = 0
        self._last_click = 0
        self._transcript: Transcript | None = None
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(_SCROLL_MS)
        self._drag_timer.timeout.connect(self._drag_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # What the view gives to its hands.

    def scroll_pixels(self, pixels: float) -> None:
        """Scroll down by ``pixels``."""
        raise NotImplementedError

    def jump_to_bottom(self) -> None:
        """Show the newest row."""
        raise NotImplementedError

    def announce(self, text: str) -> None:
        """Let a screen reader say ``text``."""
        raise NotImplementedError

    def _refresh(self) -> None:
        raise NotImplementedError

    # --- selection -----------------------------------------------------------------------------

    def reset_selection(self) -> None:
        """Nothing is selected or chosen."""
        self._selection = None
        self._current = None
        self._link = None
        self._pressed = None
        self._drag_timer.stop()

    def has_selection(self) -> bool:
        """Whether text is selected."""
        return self._selection is not None and not self._selection.empty

    def select_all(self) -> None:
        """Select every row."""
        model = self._model
        if model is not None and len(model):
            last = model.end - 1
            end = self._scroller.layout(last).length
            self._selection = Selection((model.first, 0), (last, end))
            self.viewport().update()

    def selected_text(self) -> str:
        """What is selected, as it would be copied; for a short selection."""
        if self._model is None or self._selection is None or self._selection.empty:
            return ""
        transcript = Transcript(self._model, self._selection)
        while not transcript.write(SLICE):
            pass
        return transcript.text

    def copy_selection(self) -> bool:
        """Copy what is selected as plain text, or the chosen row; False when there is neither.
        Of many rows each slice is written between other events; the clipboard has it at the end."""
        model = self._model
        if model is None:
            return False
        if self._selection is not None and not self._selection.empty:
            self._transcript = Transcript(model, self._selection)
            self._copy_on()
            return True
        if (row := self._current_row()) is not None:
            QGuiApplication.clipboard().setText(line_text(row.row, model.own_nick))
            return True
        return False

    def _copy_on(self) -> None:
        transcript = self._transcript
        if transcript is None:
            return
        if transcript.write(SLICE):
            self._transcript = None
            QGuiApplication.clipboard().setText(transcript.text)
        else:
            QTimer.singleShot(0, self, self._copy_on)

    def _place_at(self, point: QPointF) -> Place | None:
        found = self._scroller.nearest(point.y())
        if found is None:
            return None
        top, row = found
        return row.number, row.position_at(point - QPointF(0, top))

    # --- the chosen row ------------------------------------------------------------------------

    def set_current(self, number: int | None) -> None:
        """Choose a row as the keyboard does; None for none."""
        self._current = number
        self._link = None
        if number is None or self._model is None:
            self.setAccessibleDescription("")
        else:
            words = line_text(self._model.row(number), self._model.own_nick)
            self.setAccessibleDescription(words)
            self.announce(words)
        self.viewport().update()

    def current(self) -> int | None:
        """The number of the chosen row."""
        return self._current

    def _current_row(self) -> RowLayout | None:
        model = self._model
        if model is None or self._current is None:
            return None
        return self._scroller.layout(self._current) if model.first <= self._current else None

    def _step_current(self, step: int) -> None:
        model = self._model
        if model is None or not self._scroller.placed:
            return
        if self._current is None or self._current < model.first:
            shown = [row for y, row in self._scroller.placed if y + row.height <= self.height()]
            number = (shown or [self._scroller.placed[-1][1]])[-1].number
        else:
            number = min(max(self._current + step, model.first), model.end - 1)
        self.set_current(number)
        self._scroller.make_visible(number)
        self._refresh()

    def _step_link(self, step: int) -> bool:
        row = self._current_row()
        if row is None or not row.body.links:
            return False
        links = list(row.body.links)
        index = links.index(self._link) + step if self._link in links else (0 if step > 0 else -1)
        self._link = links[index % len(links)]
        self.announce(self._link.url)
        self.viewport().update()
        return True

    def _activate_current(self) -> bool:
        row = self._current_row()
        if row is None:
            return False
        if self._link is not None:
            self.link_activated.emit(self._link.url)
        elif any(hit.kind == "resend" for hit in row.hits):
            self._activate(next(hit for hit in row.hits if hit.kind == "resend"), row.number)
        elif any(hit.kind == "unfold" for hit in row.hits):
            self._activate(next(hit for hit in row.hits if hit.kind == "unfold"), row.number)
        elif row.body.links:
            self.link_activated.emit(row.body.links[0].url)
        else:
            return False
        return True

    def _activate(self, target: Hit | Link, number: int) -> None:
        if isinstance(target, Link):
            self.link_activated.emit(target.url)
        elif target.kind == "nick":
            self.nick_activated.emit(target.value)
        elif target.kind == "resend":
            self.resend_requested.emit(target.value)
        elif self._model is not None:
            self._model.toggle_news(number)

    # --- the keyboard --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, copy, open; what is not ours goes on to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            handled = self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            handled = True
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            handled = self._extend(event)
        else:
            handled = self._plain_key(event.key(), event.modifiers())
        event.setAccepted(handled)

    def _plain_key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        keys = Qt.Key
        page = max(40.0, self._scroller.height * 0.9)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        if key in (keys.Key_Up, keys.Key_Down):
            step = -1 if key == keys.Key_Up else 1
            if control:
                self.scroll_pixels(40.0 * step)
            else:
                self._step_current(step)
        elif key in (keys.Key_PageUp, keys.Key_PageDown):
            if control:
                return False
            self.scroll_pixels(-page if key == keys.Key_PageUp else page)
        elif key == keys.Key_Home and self._model is not None:
            self._scroller.show(self._model.first, 0.0)
            self._refresh()
        elif key == keys.Key_End:
            self.jump_to_bottom()
        elif key in (keys.Key_Left, keys.Key_Right):
            return self._step_link(-1 if key == keys.Key_Left else 1)
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            return self._activate_current()
        elif key == keys.Key_Escape and (self._selection or self._current is not None):
            self.reset_selection()
            self.viewport().update()
        else:
            return False
        return True

    def _extend(self, event: QKeyEvent) -> bool:
        """Shift and an arrow: the end of the selection moves."""
        model = self._model
        if model is None or not self._scroller.placed:
            return False
        if self._selection is None:
            number = self._current if self._current is not None else model.end - 1
            start = (number, 0 if self._current is not None else self._length(number))
            self._selection = Selection(start, start)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        focus = moved(self._scroller, self._selection.focus, event.key(), control)
        if focus is None:
            return False
        self._selection.focus = focus
        self._scroller.make_visible(focus[0])
        self._refresh()
        return True

    def _length(self, number: int) -> int:
        return self._scroller.layout(number).length

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the chosen row."""
        super().focusInEvent(event)
        if self._current is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._step_current(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the chosen row's mark."""
        super().focusOutEvent(event)
        self.viewport().update()

    # --- the mouse -----------------------------------------------------------------------------

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
        if number != self._hovered:
            for place in (self._hovered, number):
                self._update_row(place)
            self._hovered = number
        target, row, top = self._target(self._mouse)
        shape = Qt.CursorShape.ArrowCursor
        if target is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif row is not None and row.over_text(self._mouse - QPointF(0, top)):
            shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def reset_hover(self) -> None:
        """The mouse is elsewhere."""
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
            text = target.url if shown != target.url else ""
        elif target is None and row is not None and isinstance(row.row, MessageReceived):
            text = full_time_text(row.row.time)
        if text:
            QToolTip.showText(event.globalPos(), text, self.viewport())
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
