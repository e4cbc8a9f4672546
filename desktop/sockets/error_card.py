"""What a raised error means, in words, beside the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.net.trace import CallEvent
from core.threads.trace_feed import TraceFeed
from desktop.sockets.error_words import explain
from desktop.sockets.pane import PaneLabel
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.theme import theme
from desktop.widgets import Icon


class ErrorCard(QWidget):
    """Shown while the chosen call raised an error, or, where none is chosen, the newest one."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.feed, self.selection, self.scale = feed, selection, scale
        self._icon = Icon("octagon-x", "danger", 18)
        self.title = PaneLabel(scale, "monoLarge", "danger")
        self.text = PaneLabel(scale, "body", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self._event: CallEvent | None = None
        self.hide()
        feed.changed.connect(self._told)
        feed.moved.connect(self.refresh)
        feed.reset.connect(self.refresh)
        selection.changed.connect(self.refresh)
        theme().changed.connect(self.update)

    def _told(self, _change: object) -> None:
        self.refresh()

    def _wanted(self) -> CallEvent | None:
        number = self.selection.event
        if number is None:
            if self.feed.position is not None:
                number = self.feed.position
            elif len(self.feed.tape):
                number = self.feed.tape.events[-1].number
        event = self.feed.tape.event(number) if number is not None else None
        return event if event is not None and event.error is not None else None

    def refresh(self) -> None:
        """Show the error of the call in question, or nothing."""
        event = self._wanted()
        if event is self._event:
            return
        self._event = event
        self._show()

    def _show(self) -> None:
        event = self._event
        if event is None or event.error is None:
            self.hide()
            return
        error = event.error
        code = f" [Errno {error.code}]" if error.code > 0 else ""
        self.title.setText(f"{error.kind}{code}")
        self.text.setText(explain(error, event))
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The soft red ground."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(6.5, 4.5, -6.5, -4.5)
        painter.setPen(QPen(look.color("dangerLine"), 1))
        painter.setBrush(look.color("dangerSoft"))
        painter.drawRoundedRect(box, 8, 8)
