"""The window of a server: pages at the left, the server's state above, one page at a time."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.net.errors import NetError
from core.server.events import PersonInfo
from core.storage.errors import StorageError
from core.threads.server_threads import ServerEngine
from desktop.context import AppContext
from desktop.errors import listen_words
from desktop.server import words
from desktop.server.class_address import AddressScreen
from desktop.server.controller import Engine, RunState, ServerController
from desktop.server.counts import counts
from desktop.server.dialogs import (
    AnnounceDialog,
    CloseDialog,
    TextsDialog,
)
from desktop.server.navigation import Navigation, Page
from desktop.server.news_banner import NewsBanner
from desktop.server.own_teacher import OwnTeacher
from desktop.server.pages import Pages
from desktop.server.people_model import person_name
from desktop.server.security_words import security_text
from desktop.server.start_config import data_folder, keep, kept_config, listen_options, start_config
from desktop.server.start_values import StartValues
from desktop.server.state_header import StateHeader
from desktop.server.storage_words import fault
from desktop.server.winding_down import WindingDown
from desktop.sockets.dock_host import DockHost
from desktop.sockets.held_bar import HeldBar
from desktop.theme import set_ground
from desktop.widgets import Banner
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate

RAIL_BELOW = 720
"""Width of the window under which the navigation has icons only."""
SIZE = (1120, 760)
MINIMUM = (480, 480)
_RUNNING_ONLY = (
    *(Page.PEOPLE, Page.CHANNELS, Page.CLASS, Page.ACCOUNTS, Page.BANS),
    Page.HISTORY,
)
"""Pages about what only a running server knows."""


def _why(failure: NetError | StorageError) -> str:
    """Why the server could not start, and what to do."""
    if isinstance(failure, NetError):
        said = listen_words(failure)
        return f"{said.title} {said.advice}".strip()
    return fault(failure.code, str(failure.path), failure.detail)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


class ServerWindow(QWidget):
    """Owns the engine while it is open; on closing it leaves it to the program to wind down.

    Attributes: ``controller``, ``navigation``, ``header``, ``banner``, ``start_page``,
    ``overview``, ``people``, ``channels``, ``log`` …: the parts, for tests and for the self-test.
    """

    def __init__(
        self, context: AppContext, engine: Engine | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("ServerWindow")
        set_ground(self, "paper")
        self.setMinimumSize(*MINIMUM)
        self.context = context
        self._close_confirmed = False
        self._closed = False
        self._asking: CloseDialog | None = None
        self._last_run = ("", 0)  # how long, how many people came
        self._name = ""
        self._failure: NetError | StorageError | None = None  # of the last start
        self.engine: Engine = engine if engine is not None else ServerEngine()
        self.controller = ServerController(self.engine, self)
        self.navigation = Navigation()
        self.header = StateHeader()
        self.banner = Banner("danger")
        self.banner.hide()
        self.news_banner = NewsBanner(self.controller)
        self.controller.config = kept_config(context.settings.server)
        self.stack = Pages(self.controller, context.settings.server, self)
        self.start_page, self.overview = self.stack.start, self.stack.overview
        self.people, self.channels = self.stack.people, self.stack.channels
        self.classroom, self.own_teacher = (
            self.stack.classroom,
            OwnTeacher(context, self.controller, self),
        )
        self.accounts, self.bans = self.stack.accounts, self.stack.bans
        self.history, self.log, self.limits = self.stack.history, self.stack.log, self.stack.limits
        self.people_acts = self.stack.people_acts
        self._page = Page.OVERVIEW
        self._build()
        self._connect()
        self.navigation.choose(Page.OVERVIEW)
        self.retranslate()
        self._state_changed()
        context.restore_geometry(self, "server", SIZE)

    def _build(self) -> None:
        self.sockets = DockHost(self.context, self.stack)
        self.held_bar = HeldBar(self.context)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.banner)
        right.addWidget(self.news_banner)
        right.addWidget(self.sockets, 1)
        right.addWidget(self.held_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        controller = self.controller
        controller.state_changed.connect(self._state_changed)
        controller.failed.connect(self._failed)
        controller.refreshed.connect(self._refreshed)
        self.navigation.chosen.connect(self.show_page)
        self.navigation.chat_wanted.connect(self.open_chat)
        self.navigation.sockets_wanted.connect(self.sockets.toggle)
        self.sockets.opened_changed.connect(self.navigation.sockets.setChecked)
        self.held_bar.show_wanted.connect(self.sockets.open)
        self.context.watch_also(self.engine)
        self.header.stop_wanted.connect(controller.stop)
        self.header.start_wanted.connect(self._start_from_header)
        self.header.announce_wanted.connect(self.ask_announcement)
        self.header.texts_wanted.connect(self.ask_texts)
        self.banner.dismissed.connect(self.banner.hide)
        self.start_page.start_wanted.connect(self.start)
        self.overview.history_wanted.connect(lambda: self.navigation.choose(Page.HISTORY))
        self.overview.all_people_wanted.connect(lambda: self.navigation.choose(Page.PEOPLE))
        for widget in (self.overview, self.people, self.channels, self.classroom):
            widget.chat_wanted.connect(self.open_chat)
        self.classroom.announce_wanted.connect(self.ask_announcement)
        self.classroom.address_wanted.connect(self.show_address)
        self.classroom.lesson_wanted.connect(self.own_teacher.start_lesson)
        self.channels.history_wanted.connect(self.show_history)
        for changed in (self.accounts.changed, self.history.changed, self.limits.changed):
            changed.connect(self._keep_config)
        for view in (self.overview.people.view, self.people.panel.view):
            view.log_wanted.connect(self.show_in_log)
            view.copied.connect(_copy)
        for number, page in enumerate(Page, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda page=page: self._shortcut(page))
        QShortcut(QKeySequence("F6"), self, self.sockets.toggle)
        self.context.bind_everywhere(self)
        self.navigation.settings.clicked.connect(partial(self.context.open_settings, ""))

    # --- pages --------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Show a page; the overview of a stopped server is its start page."""
        self._page = page
        running = self.controller.state in (RunState.RUNNING, RunState.STOPPING)
        self.stack.show_page(page, running=running)
        self.header.set_state(self.controller.state, offer_start=page is not Page.OVERVIEW)

    def _shortcut(self, page: Page) -> None:
        if self.navigation.items[page].isEnabled():
            self.navigation.choose(page)

    def show_in_log(self, person: PersonInfo) -> None:
        """The part of the log that is about somebody."""
        self.navigation.choose(Page.LOG)
        self.log.show_only(person_name(person))

    def show_history(self, channel: str) -> None:
        """What was said in a channel."""
        self.navigation.choose(Page.HISTORY)
        self.history.show_channel(channel)

    # --- the server ---------------------------------------------------------------------------

    def start(self, values: StartValues) -> None:
        """Start with what the form says, and keep it for the next time."""
        if self.controller.state is not RunState.STOPPED:
            return
        self._failure = None
        self.banner.hide()
        self.start_page.form.store(self.context.settings.server)
        self.start_page.more.store(self.context.settings.server)
        self.context.save_soon()
        self._name = values.name
        settings = self.context.settings.server
        self.controller.start(
            start_config(values, settings),
            listen_options(values, settings),
            data_folder(settings),
        )

    def _keep_config(self) -> None:
        """A page changed the configuration: keep it for the next start."""
        keep(self.controller.config, self.context.settings.server)
        self.context.save_soon()

    def _start_from_header(self) -> None:
        self.navigation.choose(Page.OVERVIEW)
        self.start_page.submit()

    def _failed(self, error: NetError | StorageError) -> None:
        self._failure = error
        self._show_banner()
        self.start_page.form.check_now()
        if isinstance(error, NetError):
            self.start_page.form.port.setFocus()

    def _show_banner(self) -> None:
        """Why it could not start, or that it did at another port."""
        if self._failure is not None:
            self.banner.set_kind("danger")
            self.banner.set_text(_why(self._failure))
        else:
            self.banner.set_kind("info")
            self.banner.set_text(self._port_sentence())
        self.banner.set_dismissable(translate("ServerWindow", "Close this message"))
        self.banner.show()

    def _state_changed(self) -> None:
        state = self.controller.state
        running = state is RunState.RUNNING
        for page in _RUNNING_ONLY:
            self.navigation.items[page].setEnabled(running)
        self.navigation.chat.setEnabled(running)
        self.start_page.set_starting(state is RunState.STARTING)
        if not running and self._page in _RUNNING_ONLY:
            self.navigation.choose(Page.OVERVIEW)
        self.show_page(self._page)
        if running:
            self._running()
        elif state is RunState.STOPPED:
            self._stopped()
        self._show_facts()

    def _running(self) -> None:
        started = self.controller.started
        if started is None:
            return
        self.context.set_server(started, self._name)
        if started.port != started.wanted_port and started.wanted_port:
            self._show_banner()
        self.setFocus()

    def _port_sentence(self) -> str:
        started = self.controller.started
        if started is None:
            return ""
        return (
            translate("ServerWindow", "Port %1 is taken, so people join at %2.")
            .replace("%1", str(started.wanted_port))
            .replace("%2", str(started.port))
        )

    def _stopped(self) -> None:
        if self.context.server is not None:
            self.context.set_server(None)
            self.banner.hide()
        if self._page is Page.OVERVIEW and not self.banner.isVisible():
            self.start_page.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refreshed(self) -> None:
        snapshot = self.controller.snapshot
        if snapshot is not None:
            lasted = words.duration(time.time() - self.controller.started_at)
            self._last_run = (lasted, snapshot.total_people)
        self._show_facts()

    def _show_facts(self) -> None:
        """Header and navigation: what changes every second."""
        running = self.controller.state is RunState.RUNNING
        model = self.controller.people
        people = model.rowCount()
        self.navigation.items[Page.PEOPLE].set_count(people)
        self.navigation.items[Page.CHANNELS].set_count(self.controller.channels.rowCount())
        self.navigation.items[Page.CLASS].set_count(self.classroom.raised)
        leads = self.own_teacher.link_that_leads(self.classroom.room.channel) is not None
        self.classroom.tasks.offer_lesson(leads)
        if running:
            lasted = self._last_run[0] or words.duration(0)
            facts = self._name, counts().people(people), security_text(model.people())
            self.header.set_facts(" · ".join(fact for fact in facts if fact), lasted)
        else:
            self.header.set_facts(self._last_line(), "")

    def _last_line(self) -> str:
        lasted, came = self._last_run
        if not lasted or self.controller.state is not RunState.STOPPED:
            return self._name
        return counts().people_came(came).replace("%1", lasted)

    # --- what is done with people -------------------------------------------------------------

    def open_chat(self) -> None:
        """A client window that joins this server."""
        started = self.controller.started
        if started is not None:
            from desktop.server.own_chat import chat_target

            target = chat_target(
                started,
                self.controller.config,
                self.context.settings.nick,
                self.controller.snapshot,
            )
            self.own_teacher.expect(target)
            self.context.open_client_window(target)

    def show_address(self) -> None:
        """Where others come in, for the whole class to read."""
        card, started = self.overview.connect_card, self.controller.started
        if started is not None:
            AddressScreen(self._name, card.current_address(), started.port, self).showMaximized()

    def ask_announcement(self) -> None:
        """A message to all."""
        dialog = AnnounceDialog(self.controller.people.rowCount(), self)
        dialog.answered.connect(self.engine.announce)
        dialog.open()

    def ask_texts(self) -> None:
        """Greeting and message of the day, changed while the server runs."""
        config = self.controller.config
        dialog = TextsDialog(config.greeting, config.motd, self)
        dialog.answered.connect(self.set_texts)
        dialog.open()

    def set_texts(self, greeting: str, motd: tuple[str, ...]) -> None:
        """Apply them at once, and keep them for the next start."""
        self.controller.config = replace(self.controller.config, greeting=greeting, motd=motd)
        self.engine.set_greeting(greeting)
        self.engine.set_motd(motd)
        self.start_page.form.set_texts(greeting, motd)
        self.start_page.form.store(self.context.settings.server)
        self.context.save_soon()

    # --- the window ---------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once where people are connected; then stop behind the closed window."""
        people = self.controller.people.rowCount()
        if people and not self._close_confirmed and not self.context.quitting:
            event.ignore()
            self._ask_close(people)
            return
        if not self._closed:
            self._closed = True
            self._finish()
        event.accept()

    def _ask_close(self, people: int) -> None:
        if self._asking is None:
            self._asking = CloseDialog(people, self)
            self._asking.confirmed.connect(self._confirm_close)
            self._asking.finished.connect(self._asked)
            self._asking.open()
        self._asking.raise_()

    def _asked(self) -> None:
        self._asking = None

    def _confirm_close(self) -> None:
        self._close_confirmed = True
        self.close()

    def _finish(self) -> None:
        self.context.keep_geometry(self, "server")
        self.log.finish()
        self.history.finish()
        self.classroom.finish()
        self.sockets.close_view()
        self.context.watch_no_more(self.engine)
        self.controller.let_go()
        if self.context.server is not None:
            self.context.set_server(None)
        self.engine.stop()
        self.context.adopt(WindingDown(self.engine))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only icons in the navigation where there is little room."""
        super().resizeEvent(event)
        self.navigation.set_rail(event.size().width() < RAIL_BELOW)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text."""
        self.setWindowTitle(translate("ServerWindow", "Server · Besedka"))
        self.controller.retranslate()
        self.navigation.retranslate()
        self.header.retranslate()
        self.stack.retranslate()
        self.news_banner.retranslate()
        if not self.banner.isHidden():
            self._show_banner()
        self._refreshed()
