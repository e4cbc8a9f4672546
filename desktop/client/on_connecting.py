"""Does what the person wants done whenever the server has let us in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.client.events import Event, Registered
from core.identities import SavedServer, bouncer_login, saved_at, with_saved
from desktop.client.command_texts import result_sentence
from desktop.client.conversation import SERVER

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.menus import Menu


class OnConnecting(QObject):
    """Serves one window."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        window.chat.followed.connect(self._follow)

    def server(self) -> SavedServer:
        """What is kept of this server; a new one where it is not kept by name."""
        window = self._window
        options = window.chat.options
        found = self._kept()
        if found is not None:
            return found if found.password else replace(found, password=options.session.password)
        return SavedServer(
            window.chat.network_name,
            options.host,
            options.port,
            tls=options.tls,
            channels=options.session.channels,
            password=options.session.password,
        )

    def _login(self) -> str:
        return bouncer_login(self._window.chat.options.session.password)

    def _kept(self) -> SavedServer | None:
        options = self._window.chat.options
        saved = self._window.context.settings.saved
        return saved_at(saved, options.host, options.port, self._login())

    def add_entry(self, menu: Menu) -> None:
        """The way to the dialog, in the server's menu."""
        menu.entry("plug", self.tr("Whenever you connect…"), self.ask)

    def ask(self) -> None:
        """What is to be done?"""
        from desktop.client.connecting_dialog import ConnectingDialog

        dialog = ConnectingDialog(self.server(), self._window)
        dialog.answered.connect(self._keep)
        dialog.open()

    def _keep(self, server: SavedServer) -> None:
        context = self._window.context
        context.settings.saved = with_saved(context.settings.saved, server, self._login())
        context.save_soon()

    def _follow(self, batch: list[Event]) -> None:
        if any(type(event) is Registered for event in batch):
            self._run()

    def _run(self) -> None:
        window = self._window
        options = window.chat.options
        kept = self._kept()
        if kept is None:
            return
        asked = {name.casefold() for name, _ in options.session.channels}
        for name, key in kept.channels:
            if name.casefold() not in asked:  # those are joined by the session
                window.chat.connection.join(name, key)
        for line in kept.commands:
            result = window.chat.connection.run(window.own_words.expand(line), SERVER)
            if result_sentence(result):
                window.say(partial(result_sentence, result), True)
