"""What a window may ask of the program around it.

A window asks by signals, and the program (``desktop.windows``) answers; so a test builds one window
alone with ``AppContext.for_tests`` and looks at what it asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from core.preferences import Preferences
from core.settings import Settings
from desktop.i18n import Translator
from desktop.shortcuts import Shortcuts
from desktop.theme import Mode, Theme, theme, zoom

if TYPE_CHECKING:
    from core.identities import Identity
    from core.known_servers import KnownServers
    from core.net.addresses import ServerAddress
    from core.threads.client_link import ClientOptions
    from core.threads.client_store import ClientStore
    from core.threads.server_threads import ServerStarted
    from desktop.lessons.class_link import ClassLink
    from desktop.notifications import Notifications
    from desktop.sockets.live_trace import LiveTrace, Watchable
    from desktop.theme.theme import Contrast, Density, Motion
    from desktop.theme.zoom import Zoom
    from desktop.tray import Tray

_SAVE_MS = 400


class Stoppable(Protocol):
    """A server engine or a client's connection that may still be winding down."""

    @property
    def is_running(self) -> bool:
        """Whether any of its threads lives."""

    def stop_and_wait(self, timeout_s: float = ...) -> bool:
        """Stop it now and join its threads; False if that took too long."""


class AppContext(QObject):
    """The settings, the theme, the language, and the ways to other windows.

    Attributes:
        settings: the person's choices; after a change call :meth:`save_soon`.
        theme, translator: what is in force.
        shortcuts: the keys in force.
        server: the address at which this program's own server runs, or None.
        server_name: what that server is called.
        class_links: of each client window, how it leads and follows classes.
        tray: the icon in the tray, or None where there is none.
        quitting: the whole program ends (the session ends, SIGTERM): ask nothing on closing.

    Signals:
        launcher_wanted(), server_wanted(), client_wanted(target, nick), lab_wanted(),
            demo_wanted(): a window is
            to open.
        server_changed(): ``server`` changed.
        recent_changed(): ``settings.recent`` changed.
        save_failed(detail): the settings could not be written.
        preference_changed(key): the person chose something else (``core.preferences``).
        sockets_wanted(): the window of the live view is to open.
        link_wanted(address): a link to a chat is to be followed.
        refused(key): the system did not let a preference be; it is as before.
        settings_wanted(page): the settings are to open, at a page ("" for the last one).
        held_changed(): somebody paused every socket call in the live view, or let them go (see
            :attr:`held`).
    """

    launcher_wanted = Signal()
    server_wanted = Signal()
    client_wanted = Signal(object, str)
    lessons_wanted = Signal(int)
    lab_wanted = Signal()
    demo_wanted = Signal()
    server_changed = Signal()
    recent_changed = Signal()
    save_failed = Signal(str)
    preference_changed = Signal(str)
    sockets_wanted = Signal()
    settings_wanted = Signal(str)
    link_wanted = Signal(object)
    refused = Signal(str)
    held_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        look: Theme,
        translator: Translator,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.theme = look
        self.translator = translator
        self.shortcuts = Shortcuts(settings, self)
        self.shortcuts.changed.connect(lambda _action: self.save_soon())
        self.server: ServerStarted | None = None
        self.server_name = ""
        self.quitting = False
        self.class_links: list[ClassLink] = []
        self._winding_down: list[Stoppable] = []
        self._watchables: list[Watchable] = []
        self._trace: LiveTrace | None = None
        self._store: ClientStore | None = None
        self._store_folder: Path | None = None
        self._bubbles: list[Callable[[str], bool]] = []
        self._zoom: Zoom | None = None
        self.tray: Tray | None = None
        self._identities: dict[tuple[str, int], str] = {}
        self._known_servers: KnownServers | None = None
        self._notifications: Notifications | None = None
        self._dress()
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(_SAVE_MS)
        self._save_timer.timeout.connect(self.save)

    @classmethod
    def for_tests(cls, folder: Path, language: str = "en") -> AppContext:
        """A context on a settings file in ``folder``, for one window alone."""
        app = QApplication.instance()
        translator = app.findChild(Translator) if app is not None else None
        if translator is None:
            translator = Translator(app)
        translator.set_language(language)
        context = cls(Settings.load(folder / "settings.json"), theme(), translator)
        context._store_folder = folder / "client"
        return context

    # --- windows ------------------------------------------------------------------------------

    def open_launcher(self) -> None:
        """Show the launcher, or bring it to the front."""
        self.launcher_wanted.emit()

    def open_server_window(self) -> None:
        """Show the server window, or bring it to the front. There is one in a program."""
        self.server_wanted.emit()

    def open_client_window(self, target: ClientOptions | ServerAddress, nick: str = "") -> None:
        """Open a client window that joins ``target``; ``nick`` "" takes the settings'."""
        self.client_wanted.emit(target, nick)

    def open_demo(self) -> None:
        """Show how a message travels, or bring that window to the front."""
        self.demo_wanted.emit()

    def open_lab(self) -> None:
        """Show the socket lab, or bring it to the front. There is one in a program."""
        self.lab_wanted.emit()

    def open_settings(self, page: str = "") -> None:
        """Show the settings, or bring them to the front; ``page``: at this one."""
        self.settings_wanted.emit(page)

    def open_lessons(self, number: int = 0) -> None:
        """Show the lessons' window, or bring it to the front; ``number``: open this lesson."""
        self.lessons_wanted.emit(number)

    def add_class_link(self, link: ClassLink) -> None:
        """A client window can lead and follow classes; it is forgotten when it is gone."""
        self.class_links.append(link)
        link.destroyed.connect(lambda *_: self.class_links.remove(link))

    def set_server(self, started: ServerStarted | None, name: str = "") -> None:
        """The server window tells that its server runs (and where), or no longer does."""
        self.server, self.server_name = started, name
        self.server_changed.emit()

    def adopt(self, engine: Stoppable) -> None:
        """Take over an engine whose window is gone while its threads still wind down.

        The program keeps it until it has ended, and waits for it before it exits.
        """
        if isinstance(engine, QObject):
            cast("QObject", engine).setParent(self)
        self._winding_down.append(engine)

    def winding_down(self) -> list[Stoppable]:
        """The adopted engines that still run; those that have ended are let go."""
        ended = [engine for engine in self._winding_down if not engine.is_running]
        for engine in ended:
            self._winding_down.remove(engine)
            if isinstance(engine, QObject):
                cast("QObject", engine).deleteLater()
        return list(self._winding_down)

    # --- what is kept of conversations ----------------------------------------------------------

    @property
    def store(self) -> ClientStore | None:
        """Where client windows keep what was said; None where the person wants nothing kept."""
        if not self.preferences.flag("history.keep"):
            return None
        if self._store is None:
            from core.threads.client_store import ClientStore  # late: SQLite

            days = self.preferences.number("history.days")
            self._store = ClientStore(self.client_dir, days, self)
        self._store.keep_days = self.preferences.number("history.days")
        return self._store

    @property
    def client_dir(self) -> Path:
        """The folder of what client windows keep."""
        from core import paths

        return self._store_folder or paths.client_dir()

    # --- the live view of the sockets -----------------------------------------------------------

    def trace(self) -> LiveTrace:
        """What is seen of the sockets of this program; made when it is first asked for."""
        if self._trace is None:
            from desktop.sockets.live_trace import LiveTrace

            self._trace = LiveTrace(self)
            self._trace.held_changed.connect(self.held_changed)
            for thing in self._watchables:
                self._trace.add(thing)
        return self._trace

    @property
    def held(self) -> bool:
        """Whether the person has paused every socket call in the live view."""
        return self._trace is not None and self._trace.held

    def watch_also(self, thing: Watchable) -> None:
        """A server or a connection of this program: it is watched while a live view is open."""
        self._watchables.append(thing)
        if self._trace is not None:
            self._trace.add(thing)

    def watch_no_more(self, thing: Watchable) -> None:
        """Its window closes: nobody of it is held any longer."""
        if thing in self._watchables:
            self._watchables.remove(thing)
        if self._trace is not None:
            self._trace.remove(thing)

    def show_bubbles_by(self, finder: Callable[[str], bool], *, on: bool = True) -> None:
        """A window with messages says how it shows the one of some bytes (``on``), or goes."""
        if on:
            self._bubbles.append(finder)
        elif finder in self._bubbles:
            self._bubbles.remove(finder)

    def show_bubble(self, text: str) -> bool:
        """Show the message of these bytes in the windows that have it; False if none has."""
        found = [finder(text) for finder in self._bubbles]
        return True in found

    def end_trace(self) -> None:
        """The program ends: nobody is watched or held."""
        if self._trace is not None:
            self._trace.close()

    def open_sockets_window(self) -> None:
        """Show the live view in a window of its own."""
        self.sockets_wanted.emit()

    # --- choices ------------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Switch every window to "ru" or "en" ("": as the system), and remember it."""
        self.settings.language = language
        self.translator.set_language(language)
        self.save_soon()

    @property
    def notifications(self) -> Notifications:
        """What calls the person who looks elsewhere; made when something first comes in."""
        if self._notifications is None:
            from desktop.notifications import Notifications

            self._notifications = Notifications(self)
        return self._notifications

    @property
    def preferences(self) -> Preferences:
        """The person's choices about how the program looks and behaves."""
        return self.settings.preferences

    def set_preference(self, key: str, value: object) -> None:
        """Choose; it takes effect at once, and is kept. Raises KeyError or ValueError."""
        if self.settings.preferences.set(key, value):
            self.save_soon()
            if key.startswith("view."):
                self._dress()
            self.preference_changed.emit(key)

    def _dress(self) -> None:
        """The choices that the theme follows."""
        chosen, look = self.settings.preferences, self.theme
        if (contrast := chosen.text("view.contrast")) != look.contrast:
            look.set_contrast(cast("Contrast", contrast))
        if (motion := chosen.text("view.motion")) != look.motion:
            look.set_motion(cast("Motion", motion))
        look.set_density(cast("Density", chosen.text("view.density")))
        size = chosen.number("view.font_size")
        if self._zoom is not None or size != zoom.started():
            self.zoom.set_size(size)

    @property
    def zoom(self) -> Zoom:
        """The size of everything; made when it is first wanted."""
        if self._zoom is None:
            self._zoom = zoom.Zoom(self)
            self._zoom.changed.connect(self.theme.refresh)
        return self._zoom

    def bind_everywhere(self, window: QWidget) -> None:
        """The keys that do the same in every window: the settings, the size of everything."""
        bind = self.shortcuts.bind
        bind(window, "settings", self.open_settings)
        bind(window, "larger", lambda: self._resize_text(1))
        bind(window, "smaller", lambda: self._resize_text(-1))
        bind(window, "usual_size", lambda: self._resize_text(0))

    def _resize_text(self, by: int) -> None:
        size = self.preferences.number("view.font_size") + by if by else zoom.NORMAL
        self.set_preference("view.font_size", size)

    def set_theme(self, mode: Mode) -> None:
        """Follow the system, or stay "light" or "dark"; remembered."""
        self.settings.theme = mode
        self.theme.set_mode(mode)
        self.save_soon()

    @property
    def known_servers(self) -> KnownServers:
        """The certificates of servers, for every window; beside the settings."""
        if self._known_servers is None:
            from core.known_servers import KnownServers

            path = self.settings.path.with_name("known-servers.json")
            self._known_servers = KnownServers(path)
        return self._known_servers

    def identity_at(self, host: str, port: int) -> Identity | None:
        """Who the person is at a server: what was chosen now, else what was chosen there before."""
        name = self._identities.get((host.casefold(), port))
        if name is not None:
            return self.settings.identity(name)
        return self.settings.identity_at(host, port)

    def choose_identity(self, host: str, port: int, name: str) -> None:
        """Be ``name`` at a server ("": the launcher's nickname); kept once it lets us in."""
        self._identities[host.casefold(), port] = name

    def remember_server(
        self,
        host: str,
        port: int,
        name: str = "",
        channels: tuple[str, ...] = (),
        tls: bool | None = None,
    ) -> None:
        """Put a server that let us in at the head of the recent ones."""
        identity = self._identities.pop((host.casefold(), port), None)
        self.settings.remember(host, port, name, channels, identity=identity, tls=tls)
        self.save_soon()
        self.recent_changed.emit()

    def forget_server(self, host: str, port: int) -> None:
        """Take a server out of the recent ones."""
        self.settings.forget(host, port)
        self.save_soon()
        self.recent_changed.emit()

    def save_soon(self) -> None:
        """Write the settings a moment later, once for several changes."""
        self._save_timer.start()

    def save(self) -> None:
        """Write the settings now; ``save_failed`` tells where that was not possible."""
        self._save_timer.stop()
        if not self.settings.save():
            self.save_failed.emit(self.settings.save_error)

    def keep_geometry(self, window: QWidget, kind: str) -> None:
        """Remember where a kind of window ("launcher", "server", "client") was."""
        self.settings.set_geometry(kind, bytes(window.saveGeometry().data()))
        self.save_soon()

    def restore_geometry(self, window: QWidget, kind: str, default: tuple[int, int]) -> None:
        """Put a window where its kind was last; else at its default size (width, height)."""
        kept = self.settings.geometry(kind)
        if not kept or not window.restoreGeometry(kept):
            window.resize(*default)
