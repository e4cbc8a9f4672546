"""Where a message is written: a line that grows, with history and completion."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMargins,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.client.completion import (
    CommandArgument,
    CommandInfo,
    Completion,
    Kind,
    Words,
    find_by_tab,
    find_popup,
)
from desktop.client.completion_popup import CompletionPopup
from desktop.client.composer_input import MAX_LENGTH, ComposerInput
from desktop.client.message_text import utf16_length, utf16_slice
from desktop.theme import theme
from desktop.widgets import ElidedLabel, paint_focus, set_text

__all__ = ["CommandArgument", "CommandInfo", "Composer"]

#: Lines that are sent without asking.
UNASKED_LINES = 5
#: Seconds between two ``typing`` signals.
TYPING_EVERY = 3.0
_POPUP_GAP = 6
_TOP = 4


class SendButton(QAbstractButton):
    """The arrow at the end: filled when there is something to send."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(32, 32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """A square of 32."""
        return QSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the square and the arrow."""
        look = theme()
        ready = self.isEnabled()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            rect = QRectF(self.rect())
            painter.setBrush(look.color("accent" if ready else "line"))
            painter.drawRoundedRect(rect, look.radius_control, look.radius_control)
            if ready and (self.underMouse() or self.isDown()):
                painter.setBrush(look.color("press" if self.isDown() else "hover"))
                painter.drawRoundedRect(rect, look.radius_control, look.radius_control)
            ink = "accentText" if ready else "muted"
            painter.drawPixmap(7, 7, look.pixmap("arrow-up", ink, 18, self.devicePixelRatioF()))
            if self.hasFocus():
                paint_focus(painter, rect, look.radius_control)
        finally:
            painter.end()


class Composer(QWidget):
    """The composer under the messages; its margins (20 at the sides, 12 below) are its own.

    Signals:
        submitted(str): one line to send, or a command. A text of several lines comes as several
            signals, in order; later lines that begin with "/" come as "//…", so that they are
            said, not run.
        typing(): somebody writes something that is no command; at most every 3 s.
        popup_height_changed(int): pixels above the composer that the completion popup covers, 0
            when it closes: for ``MessageView.set_bottom_margin``.
        page_requested(int): Page Up (-1) or Page Down (1) was pressed here: the messages scroll.
    """

    submitted = Signal(str)
    typing = Signal()
    popup_height_changed = Signal(int)
    page_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands: Callable[[], Sequence[CommandInfo]] = tuple
        self._nicks: Callable[[], Sequence[str]] = tuple
        self._channels: Callable[[], Sequence[str]] = tuple
        self._placeholder = ""
        self._closed_hint = ""
        self._confirming = 0  # lines that the next Enter sends
        self._cut = False  # what was pasted did not fit
        self._cycle: tuple[Completion, int, str] | None = None  # what Tab goes through
        self._dismissed = False  # Esc closed the popup: until the word ends it stays closed
        self._setting = False
        self._last_typing = 0.0
        self._told_height = 0
        self._popup: CompletionPopup | None = None

        self._input = ComposerInput(self)
        self._input.key_filter = self._key
        self._input.textChanged.connect(self._text_changed)
        self._input.cursorPositionChanged.connect(self._look_for_completion)
        self._input.height_wanted.connect(self._grow)
        self._input.focus_changed.connect(self._focus_changed)
        self._input.shortened.connect(self._was_cut)
        self._send = SendButton(self)
        self._send.clicked.connect(self.submit)
        self._notice = ElidedLabel(parent=self)
        set_text(self._notice, "muted")
        self._notice.hide()

        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self._notice)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(16, 0, 6, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._input, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        self._box.addLayout(self._row)
        self.setFocusProxy(self._input)
        theme().changed.connect(self._retint)
        self.set_compact(False)
        self._grow()
        self._text_changed()
        self.retranslate()

    # --- for the window ------------------------------------------------------------------------

    def text(self) -> str:
        """The draft."""
        return self._input.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a draft in, the cursor at its end."""
        self._setting = True
        self._input.replace_all(text)
        self._input.leave_history()
        self._setting = False
        self._reset()

    def insert_mention(self, nick: str) -> None:
        """Put "nick: " at the start, or the nickname at the cursor when something is written."""
        if not self.text().strip():
            self.set_text(f"{nick}: ")
        else:
            cursor = self._input.textCursor()
            before = self.text()[: len(utf16_slice(self.text(), 0, cursor.position()))]
            gap = "" if not before or before[-1].isspace() else " "
            cursor.insertText(f"{gap}{nick} ")
        self.focus_input()

    def set_placeholder(self, text: str) -> None:
        """The hint in the empty input ("Message #class")."""
        self._placeholder = text
        self._show_hint()

    def set_enabled_hint(self, text: str) -> None:
        """With "" one can write; else the input is closed and shows why ("You are not in this
        channel"). The draft is kept."""
        self._closed_hint = text
        self._input.setEnabled(not text)
        self._show_hint()
        self._text_changed()

    def set_compact(self, compact: bool) -> None:
        """Smaller margins for a narrow window."""
        side = 12 if compact else 20
        self._frame_margins = QMargins(side, _TOP, side, 12)
        self._box.setContentsMargins(self._frame_margins)
        self.update()

    def set_providers(
        self,
        commands: Callable[[], Sequence[CommandInfo]],
        nicks: Callable[[], Sequence[str]],
        channels: Callable[[], Sequence[str]],
    ) -> None:
        """Where completion gets its words, the likeliest first; asked when they are needed."""
        self._commands, self._nicks, self._channels = commands, nicks, channels

    def focus_input(self) -> None:
        """Give the keyboard to the text."""
        self._input.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Send what is written, line by line."""
        text = self.text()
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines or self._closed_hint:
            return
        if len(lines) > UNASKED_LINES and self._confirming != len(lines):
            self._confirming = len(lines)
            self._show_notice()
            return
        self._input.remember(text)
        self.set_text("")
        for number, line in enumerate(lines):
            said = number and line.startswith("/")
            self.submitted.emit("/" + line if said else line)

    # --- looks ---------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the window."""
        self._input.setAccessibleName(self.tr("Message"))
        self._send.setAccessibleName(self.tr("Send"))
        self._send.setToolTip(self.tr("Send (Enter)"))
        self._show_notice()

    def _show_notice(self) -> None:
        text = ""
        if self._confirming:
            count = self._confirming
            text = QCoreApplication.translate(
                "Composer",
                "%n lines, each a message of its own. Enter again sends them.",
                None,
                count,
            )
        elif self._cut:
            text = self.tr("Too long: only the first %1 characters fit.").replace(
                "%1", str(MAX_LENGTH)
            )
        self._notice.setText(text)
        self._notice.setVisible(bool(text))
        self._grow()

    def _show_hint(self) -> None:
        self._input.setPlaceholderText(self._closed_hint or self._placeholder)
        self._input.setAccessibleDescription(self._closed_hint or self._placeholder)

    def _retint(self) -> None:
        self._send.update()
        self.update()

    def frame(self) -> QRect:
        """The rounded frame, without the margins."""
        return self.rect().marginsRemoved(self._frame_margins)

    def _grow(self) -> None:
        rows = self._input.height()
        height = max(44, rows + 26)
        notice = 38 if not self._notice.isHidden() else 0
        self._notice.setFixedHeight(38)
        self._notice.setContentsMargins(16, 0, 16, 0)
        bottom = 6
        self._row.setContentsMargins(16, 0, 6, bottom if self._input.lines() > 1 else 0)
        margins = self._frame_margins
        self.setFixedHeight(height + notice + margins.top() + margins.bottom())
        alignment = Qt.AlignmentFlag.AlignVCenter
        if self._input.lines() > 1:
            alignment = Qt.AlignmentFlag.AlignBottom
        self._row.setAlignment(self._send, alignment)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        look = theme()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.frame())
            painter.setBrush(look.color("sunken" if self._closed_hint else "surface"))
            if self._input.hasFocus():
                painter.setPen(QPen(look.color("focus"), 2))
                frame.adjust(1, 1, -1, -1)
            else:
                painter.setPen(QPen(look.color("edge"), 1))
                frame.adjust(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, look.radius_card, look.radius_card)
        finally:
            painter.end()

    # --- keys ----------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        """What a key in the text means; True when the text must not see it."""
        keys = Qt.Key
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key not in (keys.Key_Tab, keys.Key_Backtab, keys.Key_Shift):
            self._cycle = None
        popup = self._open_completion()
        if key in (keys.Key_Return, keys.Key_Enter):
            if shift or control:
                self._input.insertPlainText("\n")
            elif popup is not None and not self._written_out(popup):
                self._take(popup, self._popup_index())
            else:
                self.submit()
            return True
        if popup is not None and popup.kind is not Kind.HINT and self._popup is not None:
            if key in (keys.Key_Up, keys.Key_Down) and not shift:
                self._popup.step(-1 if key == keys.Key_Up else 1)
                return True
            if key == keys.Key_Tab and self._cycle is None:
                self._take(popup, self._popup_index())
                return True
        if key == keys.Key_Escape:
            return self._escape(popup)
        if key in (keys.Key_Tab, keys.Key_Backtab) and not control:
            return self._tab(-1 if key == keys.Key_Backtab else 1)
        if key in (keys.Key_PageUp, keys.Key_PageDown) and not modifiers:
            self.page_requested.emit(-1 if key == keys.Key_PageUp else 1)
            return True
        return False

    def _escape(self, popup: Completion | None) -> bool:
        if popup is not None:
            self._dismissed = True
            self._close_popup()
        elif self._confirming or self._cut:
            self._confirming, self._cut = 0, False
            self._show_notice()
        else:
            return False
        return True

    def _written_out(self, popup: Completion) -> bool:
        """Whether Enter sends although the popup is open: there is nothing to choose in it, or the
        command stands there in full."""
        if popup.kind is Kind.HINT:
            return True
        chosen = popup.candidates[self._popup_index()]
        return (
            popup.kind is Kind.COMMAND and chosen.shown.casefold() == self.text().strip().casefold()
        )

    def _tab(self, step: int) -> bool:
        """Complete the word before the cursor; again: the next possibility."""
        text = self.text()
        if self._cycle is not None:
            completion, index, expected = self._cycle
            if text == expected:
                self._put(completion, (index + step) % len(completion.candidates))
                return True
            self._cycle = None
        if step < 0:
            return False
        found = find_by_tab(text, self._cursor(), self._words())
        if found is None:
            return False
        self._put(found, 0)
        return True

    def _put(self, completion: Completion, index: int) -> None:
        """Put a candidate in the place of what Tab last put in, or of the word."""
        end = completion.end
        if self._cycle is not None:
            end = completion.start + len(completion.candidates[self._cycle[1]].insert)
        self._insert(completion.start, end, completion.candidates[index].insert)
        self._cycle = (completion, index, self.text())

    def _take(self, completion: Completion, index: int) -> None:
        """Put a candidate of the popup in."""
        candidate = completion.candidates[index]
        rest = self.text()[completion.end :]
        insert = candidate.insert.rstrip(" ") if rest.startswith(" ") else candidate.insert
        self._insert(completion.start, completion.end, insert)
        if completion.kind is not Kind.COMMAND:
            self._cycle = (completion, index, self.text())

    def _insert(self, start: int, end: int, insert: str) -> None:
        text = self.text()
        self._setting = True
        self._input.replace_piece(utf16_length(text[:start]), utf16_length(text[:end]), insert)
        self._setting = False
        self._dismissed = False
        self._look_for_completion()

    # --- completion ----------------------------------------------------------------------------

    def _words(self) -> Words:
        return Words(self._commands(), self._nicks(), self._channels())

    def _cursor(self) -> int:
        """The cursor's place in the text, in characters."""
        cursor = self._input.textCursor()
        return len(utf16_slice(self.text(), 0, cursor.position()))

    def _open_completion(self) -> Completion | None:
        return self._popup.completion() if self._popup is not None else None

    def _popup_index(self) -> int:
        return self._popup.index() if self._popup is not None else 0

    def _look_for_completion(self) -> None:
        if self._setting:
            return
        text = self.text()
        cursor = self._cursor()
        found = None
        # Most texts hold none of the three signs: no provider is asked for them.
        if text.startswith("/") or "@" in text[:cursor] or "#" in text[:cursor]:
            found = find_popup(text, cursor, self._words())
        if found is None:
            self._dismissed = False
        if found is None or self._dismissed or not self._input.hasFocus() or self._cycling():
            self._close_popup()
            return
        if self._popup is None:
            self._popup = CompletionPopup(self.window())
            self._popup.chosen.connect(self._popup_chosen)
        elif self._popup.parentWidget() is not self.window():
            self._popup.setParent(self.window())
        self._place_popup(found)

    def _cycling(self) -> bool:
        return self._cycle is not None and self._cycle[2] == self.text()

    def _place_popup(self, found: Completion) -> None:
        assert self._popup is not None
        frame = self.frame()
        corner = self.mapTo(self.window(), QPoint(frame.left(), frame.top() - _POPUP_GAP))
        height = self._popup.panel_height(found, corner.y() - 60)
        rect = QRect(corner.x(), corner.y() - height, frame.width(), height)
        self._popup.show_completion(found, rect)
        self._tell_height(height + _POPUP_GAP - self._frame_margins.top())

    def _close_popup(self) -> None:
        if self._popup is not None:
            self._popup.hide()
        self._tell_height(0)

    def _tell_height(self, height: int) -> None:
        if height != self._told_height:
            self._told_height = height
            self.popup_height_changed.emit(height)

    def _popup_chosen(self, index: int) -> None:
        popup = self._open_completion()
        if popup is not None:
            self._take(popup, index)

    # --- what happens --------------------------------------------------------------------------

    def _text_changed(self) -> None:
        text = self.text()
        self._send.setEnabled(bool(text.strip()) and not self._closed_hint)
        if self._confirming or self._cut:
            self._confirming, self._cut = 0, False
            self._show_notice()
        if self._setting:
            return
        now = time.monotonic()
        if text.strip() and not text.startswith("/") and now - self._last_typing >= TYPING_EVERY:
            self._last_typing = now
            self.typing.emit()

    def _was_cut(self) -> None:
        self._cut = True
        self._show_notice()

    def _reset(self) -> None:
        self._cycle = None
        self._dismissed = False
        self._close_popup()
        self._last_typing = 0.0

    def _focus_changed(self, focused: bool) -> None:
        if focused:
            self._look_for_completion()
        else:
            self._close_popup()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the popup over the composer."""
        super().resizeEvent(event)
        self._follow_popup()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the popup over the composer."""
        super().moveEvent(event)
        self._follow_popup()

    def _follow_popup(self) -> None:
        popup = self._open_completion()
        if popup is not None:
            self._place_popup(popup)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is offered while nothing can be written."""
        self._close_popup()
        super().hideEvent(event)
