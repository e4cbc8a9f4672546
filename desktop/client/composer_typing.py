"""When others are told that we are writing.

Source: IRCv3 typing: "active" at most every 3 s while keys are pressed, "paused" when they rest
though something stands there, "done" when it was taken away unsent; a sent message needs no word.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from core.client.feature_events import TypingState

# Seconds between two ACTIVE.
EVERY = 3.0
# Milliseconds without a key before PAUSED.
REST_MS = 5000


class ComposerTyping(QObject):
    """Told of each change of the text, says the state when others should hear of it.

    Attributes: ``now``, the clock in seconds; ``rest``, the timer that says PAUSED.
    Signals: ``state(TypingState)``.
    """

    state = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now: Callable[[], float] = time.monotonic
        self._told: TypingState = TypingState.DONE
        self._last = 0.0
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(self._rests)

    def typed(self, text: str) -> None:
        """A key changed the text, which is ``text`` now; of commands nobody hears."""
        if not text.strip() or (text.startswith("/") and not text.startswith("//")):
            self.taken_back()
            return
        self.rest.start()
        now = self.now()
        if self._told is not TypingState.ACTIVE or now - self._last >= EVERY:
            self._last = now
            self._tell(TypingState.ACTIVE)

    def taken_back(self) -> None:
        """Nothing will be sent for now."""
        self.rest.stop()
        if self._told is not TypingState.DONE:
            self._tell(TypingState.DONE)

    def sent(self) -> None:
        """The message itself tells that it is done."""
        self.rest.stop()
        self._told = TypingState.DONE

    def _rests(self) -> None:
        if self._told is TypingState.ACTIVE:
            self._tell(TypingState.PAUSED)

    def _tell(self, state: TypingState) -> None:
        self._told = state
        self.state.emit(state)
