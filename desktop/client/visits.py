"""Back and forward through the conversations that were shown, by keys and the mouse's buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWindow

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes

MOST = 50


class Visits(QObject):
    """Where one was, in one window. ``names``: the conversations in the order they were shown;
    ``at``: which of them is shown now."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._going = False
        self._watched: QWindow | None = None
        self.names = [window.conversations.active]
        self.at = 0
        window.conversation_shown.connect(self._shown)
        window.chat.changed.connect(self._follow)
        window.installEventFilter(self)

    # --- going --------------------------------------------------------------------------------

    def back(self) -> None:
        """Show the conversation before this one."""
        self._go(-1)

    def forward(self) -> None:
        """Show the one from which one went back."""
        self._go(1)

    def _go(self, step: int) -> None:
        window = self._window
        at = self.at + step
        while 0 <= at < len(self.names):
            if self.names[at] in window.conversations and self.names[at] != self._here:
                self.at = at
                self._going = True
                window.show_conversation(self.names[at])
                self._going = False
                return
            at += step

    @property
    def _here(self) -> str:
        return self._window.conversations.active

    # --- remembering --------------------------------------------------------------------------

    def _shown(self, name: str) -> None:
        if self._going or self.names[self.at] == name:
            return
        self.names = [*self.names[: self.at + 1], name][-MOST:]
        self.at = len(self.names) - 1

    def _follow(self, changes: Changes) -> None:
        for old, new in changes.renamed:
            self.names = [new if name == old else name for name in self.names]

    # --- the mouse ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The buttons at the side of the mouse, wherever in the window the pointer is."""
        kind = event.type()
        if kind is QEvent.Type.Show and watched is self._window:
            self._watch()
        elif kind is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() is Qt.MouseButton.BackButton and self._window.isVisible():
                self.back()
                return True
            if event.button() is Qt.MouseButton.ForwardButton and self._window.isVisible():
                self.forward()
                return True
        return False

    def _watch(self) -> None:
        handle = self._window.window().windowHandle()
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)
