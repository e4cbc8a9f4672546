"""Saves a conversation as a file: asked for a name here, written a slice at a time
(``saved_conversation``)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from core.storage.errors import StorageCode
from desktop.client.conversation import SERVER

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.menus import Menu
    from desktop.client.saved_conversation import ConversationWriter

translate = QCoreApplication.translate


def _saved(path: str, number: int) -> str:
    words = translate("ConversationSaving", "Saved as %1. Messages and events: %2.")
    return words.replace("%2", QLocale().toString(number)).replace("%1", path)


def _failed(path: str, code: str, detail: str) -> str:
    match code:
        case StorageCode.DISK_FULL:
            words = translate(
                "ConversationSaving", "%1 was not saved: no room is left on the disk. Free some."
            )
        case StorageCode.READ_ONLY:
            words = translate(
                "ConversationSaving",
                "%1 was not saved: nothing may be written there. Choose another folder.",
            )
        case _:
            words = translate("ConversationSaving", "%1 was not saved: %2")
    return words.replace("%2", detail).replace("%1", path)


class ConversationSaving(QObject):
    """Serves one window. Attributes: ``writers``, what is being written."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self.writers: list[ConversationWriter] = []
        window.context.shortcuts.bind(window, "save", self._ask_shown)

    def _ask_shown(self) -> None:
        self.ask(self._window.conversations.active)

    def add_entry(self, name: str, menu: Menu) -> None:
        """The way to it, in a conversation's menu."""
        keys = self._window.context.shortcuts.keys("save")
        words = translate("ConversationSaving", "Save as a file…")
        menu.entry("save", words, partial(self.ask, name), keys[0] if keys else "")

    def ask(self, name: str) -> None:
        """Where to, and as what? The ending of the name tells."""
        if name == SERVER or name not in self._window.conversations:
            return
        from desktop.server.history_export import ask_file

        title = translate("ConversationSaving", "Save the conversation")
        ask_file(self._window, title, name, partial(self.save, name))

    def save(self, name: str, path: Path) -> None:
        """Write it, and say how it went."""
        from desktop.client.saved_conversation import ConversationWriter

        conversation = self._window.conversations[name]
        writer = ConversationWriter(conversation.transcript, name, path, self)
        self.writers.append(writer)
        writer.ended.connect(partial(self._ended, writer))
        writer.start()

    def _ended(self, writer: ConversationWriter) -> None:
        self.writers.remove(writer)
        writer.deleteLater()
        path = str(writer.path)
        if writer.fault is None:
            self._window.say(partial(_saved, path, writer.number))
        else:
            self._window.say(partial(_failed, path, *writer.fault), True)
