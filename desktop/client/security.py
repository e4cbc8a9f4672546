"""The encrypted connection of a window: what is said of it, and the question when a key is another.

Where it is not encrypted there is nothing of this in the window.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.client.events import Event
from core.client.security import Distrusted, Secured, Trust
from core.known_servers import KnownCertificate
from core.net.http_way import Way
from core.net.proxy import Proxy
from core.preferences import Preferences
from core.threads.client_link import ClientOptions
from desktop.client.client_options import proxy_for
from desktop.client.conversation import SERVER
from desktop.client.security_texts import first_notice

if TYPE_CHECKING:
    from desktop.client.client_window import ClientWindow
    from desktop.client.security_dialogs import DistrustDialog


def _proxy_to(preferences: Preferences, options: ClientOptions, host: str) -> Proxy | None:
    """The server's own proxy for what is at the server, else that of the settings."""
    return options.proxy if host == options.host else proxy_for(preferences, host)


class Security(QObject):
    """Attributes: ``question``, the dialog about a key that is not trusted, while it is open."""

    def __init__(self, window: ClientWindow) -> None:
        super().__init__(window)
        self._window = window
        self.question: DistrustDialog | None = None
        window.chat.followed.connect(self._follow)
        window.page.status.security.clicked.connect(self.show_details)

    @property
    def secured(self) -> Secured | None:
        """How the connection is encrypted, None where it is not."""
        link = self._window.conversations.link
        return link.secured if link.online else None

    def way(self) -> Way:
        """How files are reached: as the server is, with the same key trusted."""
        link, options = self._window.conversations.link, self._window.chat.options
        known = options.known
        pinned = known.certificate(link.host, link.port) if known is not None else None
        preferences = self._window.context.preferences
        proxy_to = partial(_proxy_to, preferences, options)
        return Way(proxy_to, pinned.fingerprint if pinned is not None else "")

    def _follow(self, batch: list[Event]) -> None:
        for event in batch:
            if isinstance(event, Secured):
                if event.trust is Trust.NEW:
                    transcript = self._window.conversations[SERVER].transcript
                    transcript.append_line(first_notice, time.time(), "lock", "muted")
            elif isinstance(event, Distrusted):
                self._ask(event)

    def _ask(self, event: Distrusted) -> None:
        from desktop.client.security_dialogs import DistrustDialog

        if self.question is not None:
            self.question.reject()
        dialog = self.question = DistrustDialog(event, self._window)
        dialog.trusted.connect(lambda: self._trust(event))
        dialog.finished.connect(self._answered)
        dialog.open()

    def _answered(self) -> None:
        self.question = None

    def _trust(self, event: Distrusted) -> None:
        """From now on that is the server's key."""
        known = self._window.context.known_servers
        known.trust(
            event.host,
            event.port,
            KnownCertificate(event.certificate.fingerprint, since=time.time()),
        )
        self._window.acts.retry()

    def show_details(self) -> None:
        """Everything about it, to be read and copied."""
        secured = self.secured
        if secured is None:
            return
        from desktop.client.security_dialogs import SecurityDialog

        SecurityDialog(secured, self._window.conversations.link.host, self._window).open()
