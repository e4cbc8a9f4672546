"""What is missing between messages: asked of the server when it comes in sight, or is clicked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from core.client.events import BufferKind, Event
from core.client.feature_events import GapFilled
from desktop.client.conversation import Changes

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

# Messages that one request asks for.
_PAGE = 100


def _no_answer_now() -> str:
    return QCoreApplication.translate(
        "History", "What is missing can be loaded once the connection stands again."
    )


class GapLoader(QObject):
    """Loads for one window."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked: dict[str, int] = {}  # conversation: the number of its gap
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.timeout.connect(self.look)
        bar = window.page.view.verticalScrollBar()
        for signal in (bar.valueChanged, bar.rangeChanged, window.conversation_shown):
            signal.connect(lambda *_: self._soon())
        window.page.view.gap_requested.connect(self._clicked)
        window.chat.followed.connect(self._take)
        window.chat.changed.connect(self._follow)
        window.closed.connect(self._look_soon.stop)

    def _soon(self) -> None:
        if not self._look_soon.isActive() and not self._window.closing:
            self._look_soon.start(0)

    def is_loading(self, name: str) -> bool:
        """Whether something is on its way that is missing in a conversation."""
        return name in self._asked

    # --- asking ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for more of what is missing in sight: from the side from which one comes."""
        window = self._window
        shown = window.conversations.shown
        if window.closing or shown.kind is BufferKind.SERVER or shown.name in self._asked:
            return
        for number, share in window.page.view.in_sight():
            gap = shown.transcript.gaps.at(number)
            if gap is not None and not gap.lost and gap.refused is None:
                self.ask(shown.name, number, upwards=share < 0.5)
                return

    def ask(self, name: str, number: int, *, upwards: bool) -> bool:
        """Ask for a page of the gap of that number, at its end (``upwards``) or its beginning;
        False where there is nobody to ask."""
        window = self._window
        conversation = window.conversations.get(name)
        connection = window.chat.connection
        if conversation is None or not window.conversations.link.online:
            return False
        if name in self._asked:
            return True
        gaps = conversation.transcript.gaps
        if gaps.at(number) is None or not connection.features.history:
            return False
        since, until = gaps.sides(number)
        limit = min(_PAGE, connection.features.history_limit or _PAGE)
        if not until[0]:  # nothing has come after it yet
            until = (time.time(), "")
        if not connection.request_between(name, since, until, limit, upwards=upwards):
            return False
        self._asked[name] = number
        gaps.show_loading(number, loading=True)
        return True

    def _clicked(self, number: int) -> None:
        window = self._window
        view = window.page.view
        share = dict(view.in_sight()).get(number, 0.0)
        if not self.ask(window.conversations.active, number, upwards=share < 0.5):
            window.say(_no_answer_now, True)

    # --- answers --------------------------------------------------------------------------------

    def _take(self, batch: Sequence[Event]) -> None:
        for event in batch:
            if isinstance(event, GapFilled):
                self._received(event)

    def _received(self, event: GapFilled) -> None:
        window = self._window
        conversation = window.conversations.find(event.buffer)
        if conversation is None:
            return
        number = self._asked.pop(conversation.name, None)
        if number is None:
            return
        name = conversation.name
        moves = conversation.transcript.gaps.fill(number, event)
        for before, by in moves:
            window.places.move(name, before, by)
        if moves and conversation is window.conversations.shown:
            window.page.search.again()
        window.finding.gap_filled(event)
        self._soon()

    def _follow(self, changes: Changes) -> None:
        for old, new in changes.renamed:
            if old in self._asked:
                self._asked[new] = self._asked.pop(old)
        for name in changes.closed:
            self._asked.pop(name, None)
        if changes.link:  # what was asked of a lost connection is not answered
            for name, number in self._asked.items():
                if (conversation := self._window.conversations.get(name)) is not None:
                    conversation.transcript.gaps.show_loading(number, loading=False)
            self._asked.clear()
            self._soon()
