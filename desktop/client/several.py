"""Writes to several people at once, each in private."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from core.client.events import MessageKind
from desktop.client.command_texts import result_sentence

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.menus import Menu

translate = QCoreApplication.translate


def _nobody() -> str:
    return translate("Several", "Nobody else is to be seen in your channels.")


class Several(QObject):
    """Serves one window."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        window.context.shortcuts.bind(window, "write_several", self.ask)

    def add_entry(self, menu: Menu) -> None:
        """The way to the dialog, in the server's menu."""
        keys = self._window.context.shortcuts.keys("write_several")
        words = translate("Several", "Write to several people…")
        menu.entry("users-round", words, self.ask, keys[0] if keys else "")

    def ask(self) -> None:
        """Who, and what?"""
        window = self._window
        nicks = window.acts.known_nicks()
        if not nicks:
            window.say(_nobody)
            return
        from desktop.client.several_dialog import SeveralDialog

        dialog = SeveralDialog(nicks, window)
        dialog.answered.connect(self.send)
        dialog.open()

    def send(self, nicks: list[str], text: str) -> None:
        """Say it to each of them; it waits where there is no connection."""
        window = self._window
        for nick in nicks:
            result = window.chat.connection.say(nick, text, MessageKind.TEXT)
            if result_sentence(result):
                window.say(partial(result_sentence, result), True)
