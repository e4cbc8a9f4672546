"""The chat windows that are open: noted as they change, and opened again at the next start.

Who closes the last window ends the program, and finds it again the next time; who closes one
window of several does not. The server of this program's own is not joined again: it does not run
when the program starts, and the way to start it is in the launcher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from core.identities import bouncer_login
from core.open_windows import OpenServer, OpenWindow

if TYPE_CHECKING:
    from desktop.client.client_shell import ClientShell
    from desktop.client.client_window import ClientWindow
    from desktop.context import AppContext

_LATER_MS = 1000


class OpenWindows(QObject):
    """Notes them in the settings."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._shells: list[ClientShell] = []
        self._own: set[tuple[str, int]] = set()  # where this program's own server was joined
        self._over = False  # the program ends: what is open now is what will be opened
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.note)

    def add(self, shell: ClientShell) -> None:
        """A window was opened."""
        self._shells.append(shell)
        self._over = False
        shell.page_added.connect(self._page_added)
        shell.page_shown.connect(self._soon)
        shell.arranged.connect(self._soon)
        shell.leaving.connect(lambda: self._leaving(shell))
        for page in shell.pages:
            self._page_added(page)

    def _page_added(self, page: ClientWindow) -> None:
        server, options = self._context.server, page.chat.options
        hosts = ("localhost", "127.0.0.1", "::1", *(server.addresses if server else ()))
        if server is not None and options.port == server.port and options.host in hosts:
            self._own.add((options.host, options.port))
        page.conversation_shown.connect(self._soon)
        self._soon()

    def _soon(self, _what: object = None) -> None:
        if not self._over and not self._later.isActive():
            self._later.start()

    def end(self) -> None:
        """The program is told to end: all that is open now is opened again."""
        self.note()
        self._over = True

    def note(self) -> None:
        """Keep what is open now."""
        self._later.stop()
        if not self._over:
            described = (self._described(shell) for shell in self._shells)
            windows = tuple(window for window in described if window.servers)
            if windows != self._context.settings.open:
                self._context.settings.open = windows
                self._context.save_soon()

    def _described(self, shell: ClientShell) -> OpenWindow:
        every = ((page, _server(page)) for page in shell.pages)
        kept = [(page, it) for page, it in every if (it.host, it.port) not in self._own]
        shown = next((n for n, (page, _) in enumerate(kept) if page is shell.page), 0)
        geometry = bytes(shell.saveGeometry().data())
        return OpenWindow(tuple(it for _, it in kept), shown, geometry)

    def _leaving(self, shell: ClientShell) -> None:
        others = [
            top
            for top in QApplication.topLevelWidgets()
            if top is not shell and top.isWindow() and top.isVisible()
        ]
        if not others and not self._hidden():
            self.end()
        self._shells.remove(shell)
        self.note()

    def _hidden(self) -> bool:
        tray = self._context.tray
        return tray is not None and bool(tray.hidden)

    def reopen(self) -> bool:
        """Open what was open when the program was ended; False where that was nothing, or the
        person does not want it."""
        context = self._context
        if not context.preferences.flag("program.reopen"):
            return False
        windows = context.settings.open
        for window in windows:
            _open(context, window, self._shells)
        return bool(windows)


def _server(page: ClientWindow) -> OpenServer:
    options = page.chat.options
    asked = {name.casefold(): (name, key) for name, key in options.session.channels}
    joined = [c.name for c in page.conversations.channels if not c.left]
    if not page.conversations.link.ever_registered:
        joined = [name for name, _ in asked.values()]
    channels = tuple((name, asked.get(name.casefold(), (name, ""))[1]) for name in joined)
    nick = options.session.nick
    login = bouncer_login(options.session.password)
    return OpenServer(options.host, options.port, nick, channels, options.tls, login)


def _open(context: AppContext, window: OpenWindow, shells: list[ClientShell]) -> None:
    from core.net.addresses import ServerAddress
    from desktop.client.client_options import options_for

    made = []
    for server in window.servers:
        address = ServerAddress(server.host, server.port, tls=server.tls)
        made.append(options_for(context, address, server.nick, server.channels, login=server.login))
    context.open_client_window(made[0])
    shell = shells[-1]
    for options in made[1:]:
        shell.add(options)
    shell.show_number(window.shown)
    if window.geometry:
        shell.restoreGeometry(window.geometry)
