"""What the keyboard does in a message view: choosing a row, selecting, copying, opening."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from core.client.events import MessageReceived
from desktop.client.message_deeds import pressed_deed
from desktop.client.message_doing import MessageDoing
from desktop.client.message_selection import Selection
from desktop.client.message_steps import moved

# What Enter does with a row, besides opening what is in it.
_ACTS = ("resend", "gap", "unfold")


class MessageKeys(MessageDoing):
    """The keyboard of a message view."""

    # --- the chosen row ------------------------------------------------------------------------

    def _step_current(self, step: int) -> None:
        model = self._model
        if model is None or not self._scroller.placed:
            return
        if self._current is None or not self._in_sight(self._current):
            placed = self._scroller.placed
            shown = [row for y, row in placed if y >= 0 and y + row.height <= self.height()]
            # Whoever has scrolled away from the chosen row goes on from where they look.
            number = (shown or [placed[-1][1]])[0 if step > 0 else -1].number
        else:
            number = self._next_shown(min(max(self._current + step, model.first), model.end - 1))
        self.set_current(number)
        self._scroller.make_visible(number)
        self._refresh()

    def _in_sight(self, number: int) -> bool:
        height = self._scroller.height
        placed = self._scroller.placed
        return any(row.number == number and y < height and y + row.height > 0 for y, row in placed)

    def _next_shown(self, number: int) -> int:
        """That row, or the next one beyond it that is not hidden; the chosen one at the end."""
        model = self._model
        assert model is not None
        if self._current is None:
            return number
        step = 1 if number > self._current else -1
        while model.first <= number < model.end:
            if not self._scroller.layout(number).hidden:
                return number
            number += step
        return self._current

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
            cards = [hit for hit in row.hits if hit.kind in ("picture", "file")]
            card = next((hit for hit in cards if hit.value == self._link.url), None)
            self._activate(card or self._link, row.number)
        elif act := next((hit for hit in row.hits if hit.kind in _ACTS), None):
            self._activate(act, row.number)
        elif card := next((hit for hit in row.hits if hit.kind in ("picture", "file")), None):
            self._activate(card, row.number)
        elif row.body.links:
            self.link_activated.emit(row.body.links[0].url)
        elif isinstance(row.row, MessageReceived) and row.row.reply_to:
            self.do("message_origin", row.number)
        else:
            return False
        return True

    # --- the keyboard --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, copy, open; what is not ours goes on to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            handled = self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            handled = True
        elif (name := pressed_deed(event, self.keys)) and self._current is not None:
            handled = self.do(name, self._current)
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
