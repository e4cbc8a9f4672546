"""Back and forward through the conversations that were shown, over all servers of a window, by keys
and the mouse's buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWindow

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes

MOST = 50


class Trail:
    """Where one was. ``places``: the servers and conversations in the order they were shown;
    ``at``: which of them is shown now."""

    def __init__(self) -> None:
        self.places: list[tuple[ClientWindow, str]] = []
        self.at = -1
        self._going = False

    def visit(self, window: ClientWindow) -> None:
        """The person sees what that server shows."""
        place = (window, window.conversations.active)
        if self._going or (self.places and self.places[self.at] == place):
            return
        self.places = [*self.places[: self.at + 1], place][-MOST:]
        self.at = len(self.places) - 1

    def go(self, step: int) -> None:
        """Show what was shown before this (-1), or that from which one went back (1)."""
        at = self.at + step
        while 0 <= at < len(self.places):
            window, name = self.places[at]
            if self._is_there(window, name) and self.places[at] != self.places[self.at]:
                self.at = at
                self._going = True
                if window.shell is not None and window.shell.page is not window:
                    window.shell.show_page(window)
                window.show_conversation(name)
                self._going = False
                return
            at += step

    def _is_there(self, window: ClientWindow, name: str) -> bool:
        return not window.closing and name in window.conversations

    def rename(self, window: ClientWindow, old: str, new: str) -> None:
        """A conversation has another name."""
        self.places = [
            (where, new) if (where, name) == (window, old) else (where, name)
            for where, name in self.places
        ]

    def forget(self, window: ClientWindow) -> None:
        """A server was closed."""
        before = sum(where is window for where, _ in self.places[: self.at + 1])
        self.places = [place for place in self.places if place[0] is not window]
        self.at = max(self.at - before, -1 if not self.places else 0)


class Visits(QObject):
    """The keys and buttons of one server. ``trail`` is the window's; a server that is no page of a
    window has its own."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._own = Trail()
        self._own.visit(window)
        self._watched: QWindow | None = None
        window.conversation_shown.connect(self._shown)
        window.chat.changed.connect(self._follow)
        window.installEventFilter(self)

    @property
    def trail(self) -> Trail:
        """Where one was."""
        shell = self._window.shell
        return self._own if shell is None else shell.trail

    def back(self) -> None:
        """Show the conversation before this one."""
        self.trail.go(-1)

    def forward(self) -> None:
        """Show the one from which one went back."""
        self.trail.go(1)

    def _shown(self, _name: str) -> None:
        shell = self._window.shell
        if shell is None or shell.page is self._window:  # what happens behind it is not seen
            self.trail.visit(self._window)

    def _follow(self, changes: Changes) -> None:
        for old, new in changes.renamed:
            self.trail.rename(self._window, old, new)

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
