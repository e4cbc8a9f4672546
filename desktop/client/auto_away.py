"""Marks the person as away who has not been here for a while, and as back with the next movement.

Nobody is here while the pointer stays where it is and nothing is typed or shown in the chat; what
is done in other programs without the pointer is not known to us.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.context import AppContext

KEY = "write.away_after"
_LOOK_MS = 5_000


class Presence(QObject):
    """Whether the person is here; one for all windows.

    Attributes: ``clock`` and ``pointer`` give the time in seconds and where the pointer is.
    Signals: ``went()``, ``came()``.
    """

    went = Signal()
    came = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self.clock = time.monotonic
        self.pointer = QCursor.pos
        self._place = QPoint()
        self._since = self.clock()
        self.gone = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        context.preference_changed.connect(self._follow)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._follow(KEY)

    def _focus_moved(self, _old: object, new: object) -> None:
        if new is not None:
            self.touch()

    def _follow(self, key: str) -> None:
        if key != KEY:
            return
        minutes = self._context.preferences.number(KEY)
        self.touch()
        if minutes:
            self._place = self.pointer()
            self._timer.start()
        else:
            self._timer.stop()

    def touch(self) -> None:
        """The person does something."""
        self._since = self.clock()
        if self.gone:
            self.gone = False
            self.came.emit()

    def look(self) -> None:
        """Has the person moved?"""
        place = self.pointer()
        if place != self._place:
            self._place = place
            self.touch()
        minutes = self._context.preferences.number(KEY)
        if minutes and not self.gone and self.clock() - self._since >= minutes * 60:
            self.gone = True
            self.went.emit()


def presence_of(context: AppContext) -> Presence:
    """The one of the program."""
    found = context.findChild(Presence)
    return found if isinstance(found, Presence) else Presence(context)


class AutoAway(QObject):
    """Tells one server of it."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._marked = False
        self.presence = presence_of(window.context)
        self.presence.went.connect(self._went)
        self.presence.came.connect(self._came)
        window.page.composer.draft_changed.connect(self.presence.touch)
        window.conversation_shown.connect(lambda _name: self.presence.touch())

    def _went(self) -> None:
        conversations = self._window.conversations
        if conversations.link.online and not conversations.away and not self._window.closing:
            self._marked = True
            words = QCoreApplication.translate("AutoAway", "Not at the computer")
            self._window.acts.set_away(words)

    def _came(self) -> None:
        marked, self._marked = self._marked, False
        if marked and not self._window.closing and self._window.conversations.link.online:
            self._window.acts.back()
