"""The person's own commands and abbreviations, in what is typed in one window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.client.own_words import OwnWord, expand, read_words
from desktop.client.completion import CommandInfo

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow

KEY = "write.own_words"


class OwnWords(QObject):
    """Follows the settings."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._preferences = window.context.preferences
        self._words: tuple[OwnWord, ...] = ()
        self._take(KEY)
        window.context.preference_changed.connect(self._take)

    def _take(self, key: str) -> None:
        if key == KEY:
            self._words = read_words(self._preferences.texts(KEY))

    def expand(self, text: str) -> str:
        """What is sent for a text that was typed; nothing is changed in code."""
        if not self._words or "`" in text:
            return text
        first, newline, others = text.partition("\n")
        if first.startswith("/"):
            return expand(first, self._words) + newline + others
        return expand(text, self._words)

    def infos(self) -> list[CommandInfo]:
        """The own commands, as completion offers them."""
        return [CommandInfo(w.short[1:], (), w.long) for w in self._words if w.is_command]
