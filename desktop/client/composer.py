"""Where a message is written: a line that grows, with history and completion."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMargins, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.client.completion import CommandArgument, CommandInfo
from desktop.client.composer_completion import ComposerCompletion
from desktop.client.composer_input import MAX_LENGTH, ComposerInput
from desktop.client.composer_send import SendButton
from desktop.client.counts import counts
from desktop.client.message_text import utf16_slice
from desktop.theme import theme
from desktop.widgets import ElidedLabel, set_text

__all__ = ["CommandArgument", "CommandInfo", "Composer"]

# Lines that are sent without asking.
UNASKED_LINES = 5
# Seconds between two ``typing`` signals.
TYPING_EVERY = 3.0
_TOP = 4


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
        self._placeholder = ""
        self._closed_hint = ""
        self._confirming = 0  # lines that the next Enter sends
        self._cut = False  # what was pasted did not fit
        self._setting = False
        self._last_typing = 0.0

        self._input = ComposerInput(self)
        self._input.key_filter = self._key
        self._input.textChanged.connect(self._text_changed)
        self._completion = ComposerCompletion(self, self._input, self.frame)
        self._completion.height_changed.connect(self.popup_height_changed)
        self._input.cursorPositionChanged.connect(self._cursor_moved)
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
        theme().changed.connect(self.update)
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
        self._completion.reset()
        self._last_typing = 0.0

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
        self._completion.commands = commands
        self._completion.nicks = nicks
        self._completion.channels = channels

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
            text = counts().lines(count)
        elif self._cut:
            text = self.tr("Too long: only the first %1 characters fit.").replace(
                "%1", str(MAX_LENGTH)
            )
        self._notice.setText(text)
        self._notice.setVisible(bool(text))
        self._grow()

    def _show_hint(self) -> None:
        self._input.set_hint(self._closed_hint or self._placeholder)
        self._input.setAccessibleDescription(self._closed_hint or self._placeholder)

    def frame(self) -> QRect:
        """The rounded frame, without the margins."""
        return self.rect().marginsRemoved(self._frame_margins)

    def _grow(self) -> None:
        rows = self._input.height()
        height = max(44, rows + 24)
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
        if self._completion.key(event):
            return True
        if key in (keys.Key_Return, keys.Key_Enter):
            other = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            if modifiers & other:
                self._input.insertPlainText("\n")
            else:
                self.submit()
            return True
        if key == keys.Key_Escape and (self._confirming or self._cut):
            self._confirming, self._cut = 0, False
            self._show_notice()
            return True
        if key in (keys.Key_PageUp, keys.Key_PageDown) and not modifiers:
            self.page_requested.emit(-1 if key == keys.Key_PageUp else 1)
            return True
        return False

    def _cursor_moved(self) -> None:
        if not self._setting:
            self._completion.refresh()

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

    def _focus_changed(self, focused: bool) -> None:
        if focused:
            self._completion.refresh()
        else:
            self._completion.close()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the popup over the composer."""
        super().resizeEvent(event)
        self._completion.follow()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the popup over the composer."""
        super().moveEvent(event)
        self._completion.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is offered while nothing can be written."""
        self._completion.close()
        super().hideEvent(event)
