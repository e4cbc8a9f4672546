"""The program's windows: opening them, and ending the program when the last one is closed."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.context import AppContext
from desktop.open_windows import OpenWindows

if TYPE_CHECKING:
    from core.net.addresses import ServerAddress
    from core.threads.client_link import ClientOptions
    from desktop.client.client_shell import ClientShell
    from desktop.launcher.launcher_window import LauncherWindow
    from desktop.lessons.lesson_window import LessonsWindow
    from desktop.running import Listener
    from desktop.settings.settings_window import SettingsWindow
    from desktop.sockets.sockets_window import SocketsWindow
    from desktop.widgets.panels import Dialog

_EXIT_SECONDS = 3.0
_POLL_MS = 20
_EMOJI_MS = 300


class Windows(QObject):
    """Answers what windows ask for through the context, and quits after the last one."""

    def __init__(self, app: QApplication, context: AppContext) -> None:
        super().__init__(app)
        self._app = app
        self._context = context
        self._launcher: LauncherWindow | None = None
        self._server: QWidget | None = None
        self._lab: QWidget | None = None
        self._demo: QWidget | None = None
        self._sockets: SocketsWindow | None = None
        self._clients: list[ClientShell] = []
        self._lessons: LessonsWindow | None = None
        self._settings: SettingsWindow | None = None
        self._listener: Listener | None = None
        self._asked: Dialog | None = None  # whether a link is to be followed
        self._open = OpenWindows(context, self)
        self._deadline = 0.0
        context.launcher_wanted.connect(self.open_launcher)
        context.server_wanted.connect(self.open_server_window)
        context.client_wanted.connect(self.open_client_window)
        context.lessons_wanted.connect(self.open_lessons)
        context.lab_wanted.connect(self.open_lab_window)
        context.demo_wanted.connect(self.open_demo_window)
        context.sockets_wanted.connect(self.open_sockets_window)
        context.settings_wanted.connect(self.open_settings_window)
        context.link_wanted.connect(self.open_link)
        context.preference_changed.connect(self._chosen)
        app.setQuitOnLastWindowClosed(False)
        app.lastWindowClosed.connect(self._last_closed)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._finish)
        # The emoji font (10 MB) is looked for when the first window has been drawn.
        QTimer.singleShot(_EMOJI_MS, self, self._load_emoji)

    def begin(self) -> None:
        """The program is started without being told what to do: as it was left, or the launcher."""
        if not self._open.reopen():
            self.open_launcher()

    # --- opening ------------------------------------------------------------------------------

    def open_launcher(self, *, join: bool = False) -> None:
        """Show the launcher; a second one is never made. ``join``: it asks for an address."""
        if self._launcher is None:
            from desktop.launcher.launcher_window import LauncherWindow

            self._launcher = LauncherWindow(self._context)
            self._launcher.destroyed.connect(self._launcher_gone)
        self._present(self._launcher)
        if join:
            self._launcher.ask_address()

    def open_server_window(self) -> None:
        """Show the server window; a second one is never made."""
        if self._server is None:
            from desktop.server.server_window import ServerWindow

            self._server = ServerWindow(self._context)
            self._server.destroyed.connect(self._server_gone)
        self._present(self._server)

    def open_demo_window(self) -> None:
        """Show how a message travels; a second window is never made."""
        if self._demo is None:
            from desktop.demo.demo_window import DemoWindow

            self._demo = DemoWindow(self._context)
            self._demo.destroyed.connect(self._demo_gone)
        self._present(self._demo)

    def open_lab_window(self) -> None:
        """Show the socket lab; a second one is never made."""
        if self._lab is None:
            from desktop.lab.lab_window import LabWindow

            self._lab = LabWindow(self._context)
            self._lab.destroyed.connect(self._lab_gone)
        self._present(self._lab)

    def open_sockets_window(self) -> None:
        """Show the live view of this program's sockets; a second one is never made."""
        if self._sockets is None:
            from desktop.sockets.sockets_window import SocketsWindow

            trace = self._context.trace()
            window = self._sockets = SocketsWindow(trace.feed)
            window.panel.show_bubbles_with(self._context.show_bubble)
            window.closed.connect(self._sockets_gone)
            trace.open_view(window.panel)
        self._present(self._sockets)

    def _sockets_gone(self) -> None:
        if self._sockets is not None:
            self._context.trace().close_view(self._sockets.panel)
            self._sockets = None

    def open_client_window(self, target: ClientOptions | ServerAddress, nick: str = "") -> None:
        """Open one more client window, on its way to ``target``."""
        from core.threads.client_link import ClientOptions
        from desktop.client.client_options import options_for
        from desktop.client.client_shell import ClientShell

        if not isinstance(target, ClientOptions):
            target = options_for(self._context, target, nick)
        window = ClientShell(self._context, target)
        self._clients.append(window)
        self._open.add(window)
        for page in window.pages:
            page.told.connect(self._follow_calls)
        window.page_added.connect(lambda page: page.told.connect(self._follow_calls))
        self._guard_closing()
        # The wrapper is all that is compared: the window itself is gone by then.
        window.destroyed.connect(lambda *_: self._clients.remove(window))
        self._present(window)

    def open_settings_window(self, page: str = "") -> None:
        """Show the settings; a second window is never made. ``page``: at this one."""
        if self._settings is None:
            from desktop.settings.settings_window import SettingsWindow

            self._settings = SettingsWindow(self._context)
            self._settings.destroyed.connect(self._settings_gone)
        if page:
            self._settings.open_named(page)
        self._present(self._settings)

    def open_lessons(self, number: int = 0) -> None:
        """Show the lessons' window; a second one is never made. ``number``: open this lesson."""
        if self._lessons is None:
            from desktop.lessons.lesson_window import LessonsWindow

            self._lessons = LessonsWindow(self._context)
            self._lessons.destroyed.connect(self._lessons_gone)
        self._present(self._lessons)
        if number:
            self._lessons.open_number(number)

    def _present(self, window: QWidget) -> None:
        self._poll.stop()
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not window.isVisible():
            window.show()  # a new window comes to the front by itself
            return
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()

    def _launcher_gone(self) -> None:
        self._launcher = None

    def _lessons_gone(self) -> None:
        self._lessons = None

    def _settings_gone(self) -> None:
        self._settings = None

    def _server_gone(self) -> None:
        self._server = None

    def _demo_gone(self) -> None:
        self._demo = None

    def _lab_gone(self) -> None:
        self._lab = None

    def _load_emoji(self) -> None:
        from desktop.theme.fonts import load_emoji

        if load_emoji():
            self._context.theme.changed.emit()

    # --- around the windows -------------------------------------------------------------------

    def settle(self) -> None:
        """What waits until the first window is drawn: the tray, and links of other starts."""
        from desktop.running import Listener

        self._listener = Listener(self._opened_elsewhere, self)
        self._keep_tray()

    def _opened_elsewhere(self, words: list[str]) -> None:
        """A second start of the program handed us its command line."""
        from desktop.command_line import UsageError, parse

        try:
            command = parse(words)
        except UsageError:
            self.open_launcher()
            return
        if command.action == "link":
            self.ask_link(command.rest[0])
        elif command.address is None:
            self.open_launcher(join=command.action == "client")
        elif any("://" in word for word in words):
            self._ask_link(command.address, command.nick)
        else:
            self.open_link(command.address, command.nick)

    def ask_link(self, link: str) -> None:
        """Show where a link of a page or a letter leads, and follow it if that is wanted."""
        from core.net.addresses import parse_address
        from desktop.link_dialog import NoLinkDialog

        try:
            address = parse_address(link)
        except ValueError as error:
            self._show_asked(NoLinkDialog(link, str(error), self._parent_of_link()))
            return
        self._ask_link(address, "")

    def _ask_link(self, address: ServerAddress, nick: str) -> None:
        """A link comes from a page or a letter, not from the person: it is shown first."""
        from desktop.irc_links import same_place
        from desktop.link_dialog import LinkDialog

        pages = [page for window in self._clients for page in window.pages]
        here = next(
            (p for p in pages if same_place(address, p.chat.options.host, p.chat.options.port)),
            None,
        )
        if here is not None:
            here.come_forward()
        parent = here or self._parent_of_link()
        asked = LinkDialog(address, here=here is not None, parent=parent)
        asked.join.connect(partial(self.open_link, address, nick))
        self._show_asked(asked)

    def _parent_of_link(self) -> QWidget | None:
        return next((w for w in self._clients if w.isActiveWindow()), None) or self._launcher

    def _show_asked(self, asked: Dialog) -> None:
        self._asked = asked
        asked.show()
        asked.raise_()
        asked.activateWindow()

    def open_link(self, address: ServerAddress, nick: str = "") -> None:
        """Join what a link leads to: in the window that is at that server, else in a new one."""
        from desktop.irc_links import same_place

        for window in self._clients:
            for page in window.pages:
                options = page.chat.options
                if same_place(address, options.host, options.port):
                    page.come_forward()
                    if address.channel:
                        page.acts.join(address.channel, address.key)
                    return
        self._context.open_client_window(address, nick)

    def _chosen(self, key: str) -> None:
        if key == "program.tray":
            self._keep_tray()
        elif key in ("program.autostart", "program.irc_links"):
            self._tell_system(key)
        elif key == "program.close_to_tray":
            self._guard_closing()

    def _guard_closing(self) -> None:
        """Closing a chat window asks the tray first, once the person has chosen that."""
        if not self._context.preferences.flag("program.close_to_tray"):
            return
        from desktop.tray import ClosesToTray

        for window in self._clients:
            if window.findChild(ClosesToTray) is None:
                ClosesToTray(window, self._context)

    def _tell_system(self, key: str) -> None:
        from desktop import autostart, irc_links

        on = self._context.preferences.flag(key)
        try:
            (autostart if key == "program.autostart" else irc_links).switch(on)
        except OSError:
            self._context.set_preference(key, not on)
            self._context.refused.emit(key)

    def _keep_tray(self) -> None:
        """The tray's icon comes and goes with the choice."""
        context = self._context
        wanted = context.preferences.flag("program.tray")
        if context.tray is not None and not wanted:
            tray, context.tray = context.tray, None
            tray.close()
        elif context.tray is None and wanted:
            from desktop.tray import Tray, tray_available

            if tray_available():
                context.tray = Tray(context, self)
                context.tray.quit_wanted.connect(self.end)
                context.tray.message_clicked.connect(context.notifications.open_last)
                self._follow_calls()

    def _follow_calls(self) -> None:
        if self._context.tray is not None:
            pages = [page for window in self._clients for page in window.pages]
            self._context.tray.set_calls(any(page.conversations.mentions for page in pages))

    def _kept_in_tray(self) -> bool:
        tray = self._context.tray
        return tray is not None and bool(tray.hidden) and not self._context.quitting

    # --- ending -------------------------------------------------------------------------------

    def end(self) -> None:
        """Close every window and quit, without a question (SIGTERM, the end of the session)."""
        self._open.end()
        self._context.quitting = True
        tray = self._context.tray
        for window in tray.hidden if tray is not None else ():
            window.close()
        self._app.closeAllWindows()
        self._last_closed()

    def _last_closed(self) -> None:
        if not self._poll.isActive():  # signals that come again and again must not put it off
            self._deadline = time.monotonic() + _EXIT_SECONDS
            self._poll.start()

    def _finish(self) -> None:
        """Quit as soon as every engine has ended, and in three seconds at the latest."""
        if any(w.isVisible() for w in self._app.topLevelWidgets() if w.isWindow()):
            self._poll.stop()  # another window was opened meanwhile
            return
        if self._kept_in_tray():
            self._poll.stop()
            return
        running = self._context.winding_down()
        if running and time.monotonic() < self._deadline:
            return
        self._poll.stop()
        if self._listener is not None:
            self._listener.close()
        if self._context.tray is not None:
            self._context.tray.icon.hide()
        self._context.end_trace()
        for engine in running:
            engine.stop_and_wait(1.0)
        self._context.save()
        self._app.quit()
