"""Whom the person ignores: one list for all servers, kept in the settings, in force everywhere at
once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.client.feature_events import IgnoredChanged
from desktop.client.command_texts import ignored_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.conversation import Changes

KEY = "notify.ignored"


class IgnoredPeople(QObject):
    """Follows one client window and the settings."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self._apply(KEY)
        window.chat.changed.connect(self._follow)
        window.context.preference_changed.connect(self._apply)

    def _apply(self, key: str) -> None:
        if key == KEY:
            masks = self._window.context.preferences.texts(KEY)
            self._window.chat.connection.set_ignored(masks)

    def _follow(self, changes: Changes) -> None:
        for event in changes.other:
            if isinstance(event, IgnoredChanged):
                self._window.context.set_preference(KEY, event.masks)
                self._window.say(partial(ignored_sentence, event.masks))
