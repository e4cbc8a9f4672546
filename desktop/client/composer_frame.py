"""The composer's rounded frame with its parts: the bar, the text, the buttons; and its height."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.client.composer_bar import ComposerBar
from desktop.client.composer_input import ComposerInput
from desktop.client.composer_send import SendButton
from desktop.theme import set_text, theme
from desktop.widgets import ElidedLabel, IconButton

_TOP = 4


class ComposerFrame(QWidget):
    """The parts in their places.

    Attributes:
        bar, attach, input, length, emoji, send: the parts, from the top left to the bottom right.
        compact: the window is narrow.
        closed_hint: why one cannot write here, "" where one can.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self.closed_hint = ""
        self.input = ComposerInput(self)
        self.input.setObjectName("message_input")
        self.attach = IconButton("paperclip", icon_size=18, parent=self)
        self.attach.setObjectName("attach")
        self.attach.hide()
        self.emoji = IconButton("smile", icon_size=18, parent=self)
        self.emoji.setObjectName("emoji")
        self.send = SendButton(self)
        self.send.setObjectName("send")
        self.length = ElidedLabel("caption", parent=self)
        self.length.setObjectName("length")
        set_text(self.length, "muted")
        self.length.setFixedHeight(32)
        self.length.hide()
        self.bar = ComposerBar(self)
        self._lay_out()
        self.setFocusProxy(self.input)
        theme().changed.connect(self.update)
        self.input.height_wanted.connect(self.grow)
        self.input.focus_changed.connect(lambda _focused: self.update())
        self.set_compact(False)

    def _lay_out(self) -> None:
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self.bar)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addWidget(self.attach)
        self._row.addSpacing(2)
        self._row.addWidget(self.input, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.length)
        self._row.addWidget(self.emoji)
        self._row.addWidget(self.send)
        self._box.addLayout(self._row)

    def set_compact(self, compact: bool) -> None:
        """Short words and smaller margins for a narrow window."""
        self.compact = compact
        self.set_near(compact)

    def set_near(self, near: bool) -> None:
        """Stand as near to the sides as what is above it."""
        side = 12 if near else 20
        self._frame_margins = QMargins(side, _TOP, side, 12)
        self._box.setContentsMargins(self._frame_margins)
        self.update()

    def focus_input(self) -> None:
        """Give the keyboard to the text."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def frame(self) -> QRect:
        """The rounded frame, without the margins."""
        return self.rect().marginsRemoved(self._frame_margins)

    def grow(self, _height: int = 0) -> None:
        """Be as high as the text and the bar need."""
        high = self.input.lines() > 1
        left = 7 if not self.attach.isHidden() else 9
        self._row.setContentsMargins(left, 0, 6, 6 if high else 0)
        bar = self.bar.height() if not self.bar.isHidden() else 0
        margins = self._frame_margins
        self.setFixedHeight(
            max(44, self.input.height() + 24) + bar + margins.top() + margins.bottom()
        )
        alignment = Qt.AlignmentFlag.AlignBottom if high else Qt.AlignmentFlag.AlignVCenter
        for part in (self.attach, self.length, self.emoji, self.send):
            self._row.setAlignment(part, alignment)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        look = theme()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.frame())
            painter.setBrush(look.color("sunken" if self.closed_hint else "surface"))
            if self.input.hasFocus():
                painter.setPen(QPen(look.color("focus"), 2))
                frame.adjust(1, 1, -1, -1)
            else:
                painter.setPen(QPen(look.color("edge"), 1))
                frame.adjust(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, look.radius_card, look.radius_card)
        finally:
            painter.end()
