"""The line above every page: what the server is doing, since when, and the main acts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.server.controller import RunState
from desktop.theme import set_ground
from desktop.widgets import Button, Divider, ElidedLabel, StatusDot, label

translate = QCoreApplication.translate

_ROOMY = 800
"""Below this width of the header its buttons are icons only."""
_NARROW = 480
"""Below this one the time stands in the small line."""


class StateHeader(QWidget):
    """64 high. Signals: what the buttons ask for."""

    announce_wanted = Signal()
    texts_wanted = Signal()
    stop_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.setFixedHeight(64)
        self._state = RunState.STOPPED
        self._facts = ("", "")
        self.dot = StatusDot("finished", halo=True)
        self.title = ElidedLabel("title")
        self.time = label("body", "muted", tabular=True)
        self.line = ElidedLabel("small", "muted")
        self.announce = Button("megaphone")
        self.texts = Button("pencil")
        self.stop = Button("square", "danger")
        self.start = Button("play")
        self.announce.clicked.connect(self.announce_wanted)
        self.texts.clicked.connect(self.texts_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.start.clicked.connect(self.start_wanted)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title)
        first.addWidget(self.time)
        first.addStretch()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.setContentsMargins(0, 0, 0, 0)
        words.addStretch()
        words.addLayout(first)
        words.addWidget(self.line)
        words.addStretch()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self.dot)
        self._row.addLayout(words, 1)
        for button in (self.announce, self.texts, self.stop, self.start):
            self._row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row, 1)
        column.addWidget(Divider())
        self.retranslate()

    def set_state(self, state: RunState, *, offer_start: bool) -> None:
        """Dot, title and buttons; ``offer_start``: the page itself has no Start."""
        self._state = state
        running = state is RunState.RUNNING
        waiting = state in (RunState.STARTING, RunState.STOPPING)
        self.dot.set_state("running" if running else "warn" if waiting else "finished")
        for button in (self.announce, self.texts):
            button.setVisible(running)
        self.stop.setVisible(running or waiting)
        self.stop.setEnabled(state is not RunState.STOPPING)
        self.start.setVisible(state is RunState.STOPPED and offer_start)
        self.retranslate()

    def set_facts(self, line: str, time: str) -> None:
        """The small line (name and people, or the last run), and how long it has been running."""
        self._facts = line, time
        narrow = self.width() < _NARROW
        self.time.setVisible(bool(time) and not narrow)
        self.time.setText(f"·  {time}")
        small = " · ".join(part for part in (line, time) if part) if narrow else line
        self.line.setText(small)
        self.line.setVisible(bool(small))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons only where the words have no room."""
        super().resizeEvent(event)
        self.retranslate()
        self.set_facts(*self._facts)

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self._title())
        roomy = self.width() >= _ROOMY
        self._row.setContentsMargins(24 if roomy else 16, 0, 24 if roomy else 16, 0)
        self._row.setSpacing(12 if roomy else 8)
        for button, text, tip in (
            (
                self.announce,
                translate("StateHeader", "Message to all…"),
                translate("StateHeader", "Write to everybody who is connected"),
            ),
            (
                self.texts,
                translate("StateHeader", "Greeting…"),
                translate("StateHeader", "Change the greeting and the message of the day"),
            ),
            (
                self.stop,
                translate("StateHeader", "Stop"),
                translate("StateHeader", "Stop the server"),
            ),
            (
                self.start,
                translate("StateHeader", "Start"),
                translate("StateHeader", "Start the server"),
            ),
        ):
            button.setText(text if roomy else "")
            button.setMaximumWidth(16_777_215 if roomy else 36)
            button.setToolTip(tip)
            button.setAccessibleName(text)

    def _title(self) -> str:
        match self._state:
            case RunState.RUNNING:
                return translate("StateHeader", "Server is running")
            case RunState.STARTING:
                return translate("StateHeader", "Server is starting…")
            case RunState.STOPPING:
                return translate("StateHeader", "Server is stopping…")
            case _:
                return translate("StateHeader", "Server is stopped")
