"""What the keyboard does in a message view: choosing a row, selecting, copying, opening."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from core.client.events import MessageReceived
from desktop.client.message_layout import Hit, RowLayout
from desktop.client.message_model import ConversationModel
from desktop.client.message_scroll import Scroller
from desktop.client.message_selection import Selection, Transcript, line_text
from desktop.client.message_steps import moved
from desktop.client.message_text import Link

# Rows that are copied in one go; more are copied in slices between events.
SLICE = 500


class MessageKeys(QAbstractScrollArea):
    """Selection, the chosen row and the keyboard of a message view; it has no paint of its own."""

    link_activated = Signal(str)
    nick_activated = Signal(str)
    mention_requested = Signal(str)
    resend_requested = Signal(str)
    sockets_requested = Signal(int)

    def __init__(self, scroller: Scroller, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._scroller = scroller
        self._model: ConversationModel | None = None
        self._selection: Selection | None = None
        self._current: int | None = None  # the row that the keyboard has chosen
        self._link: Link | None = None  # the address in it that Enter opens
        self._transcript: Transcript | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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

    def _refresh(self, settled: bool = False) -> None:
        raise NotImplementedError

    # --- selection -----------------------------------------------------------------------------

    def reset_selection(self) -> None:
        """Nothing is selected or chosen."""
        self._selection = None
        self._current = None
        self._link = None

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

    def _show_in_sockets(self) -> bool:
        """Ctrl+Enter: the call that carried the chosen message."""
        row = self._current_row()
        if row is None or not isinstance(row.row, MessageReceived):
            return False
        self.sockets_requested.emit(row.number)
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
        elif control and key in (keys.Key_Return, keys.Key_Enter):
            return self._show_in_sockets()
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
