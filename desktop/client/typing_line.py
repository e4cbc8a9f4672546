"""The line under the messages that tells who is writing. Its room is always kept, so that nothing
jumps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.client.message_text import isolated
from desktop.theme import set_ground, theme
from desktop.theme.colors import with_alpha

HEIGHT = 22
_STEP_MS = 400
_DOT = 5


def typing_words(nicks: Sequence[str]) -> str:
    """Who is writing, in a sentence; "" for nobody."""
    names = [isolated(nick) for nick in nicks]
    if not names:
        return ""
    if len(names) == 1:
        return _fill(QCoreApplication.translate("TypingLine", "%1 is typing…"), names)
    if len(names) == 2:
        return _fill(QCoreApplication.translate("TypingLine", "%1 and %2 are typing…"), names)
    words = QCoreApplication.translate("TypingLine", "%1, %2 and others are typing…")
    return _fill(words, names)


def _fill(words: str, names: Sequence[str]) -> str:
    before, _, after = words.partition("%1")
    if len(names) > 1:
        after = after.replace("%2", names[1])
    return f"{before}{names[0]}{after}"


class TypingLine(QWidget):
    """Tells who is writing in the conversation that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("typing_line")
        set_ground(self, "paper")
        self.setFixedHeight(HEIGHT)
        self._nicks: tuple[str, ...] = ()
        self._compact = False
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._next)
        theme().changed.connect(self._retranslate)

    def set_nicks(self, nicks: Sequence[str]) -> None:
        """Show who is writing."""
        if tuple(nicks) == self._nicks:
            return
        self._nicks = tuple(nicks)
        self._retranslate()

    def set_compact(self, compact: bool) -> None:
        """Stand further left: there are no avatars above."""
        self._compact = compact
        self.update()

    def words(self) -> str:
        """What is shown."""
        return typing_words(self._nicks)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.words())
        if self._nicks and not theme().reduced_motion:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def _next(self) -> None:
        self._step = (self._step + 1) % 3
        self.update(0, 0, 70, HEIGHT)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees the dots."""
        self._timer.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw three dots and the sentence."""
        if not self._nicks:
            return
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 16 if self._compact else 26
        muted: QColor = look.color("muted")
        for dot in range(3):
            shade = 1.0 - 0.3 * ((dot - self._step) % 3)
            painter.setBrush(with_alpha(muted, shade))
            painter.drawEllipse(QRectF(x + dot * 8, HEIGHT / 2 - _DOT / 2, _DOT, _DOT))
        painter.setPen(muted)
        painter.setFont(look.font("small"))
        left = 46 if self._compact else 68
        room = self.width() - left - 12
        words = painter.fontMetrics().elidedText(self.words(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, 0, room, HEIGHT, Qt.AlignmentFlag.AlignVCenter, words)
