"""The window around the servers that one is on: from the second server on, a rail of tiles chooses
between them. Each server is a :class:`ClientWindow` inside, with a connection of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from core.net.addresses import parse_address
from core.threads.client_threads import ClientOptions
from desktop.client import link_texts
from desktop.client.chat_page import NARROW
from desktop.client.client_options import options_for
from desktop.client.client_window import DEFAULT, MINIMUM, ClientWindow
from desktop.client.name_texts import address_sentence
from desktop.client.server_rail import WIDTH, ServerRail, ServerState
from desktop.client.visits import Trail
from desktop.context import AppContext
from desktop.widgets.accessible_role import set_role

MOST_KEYS = 9


class ClientShell(QWidget):
    """A window with the server of ``options`` in it, to which others can be added.

    Attributes: ``pages``, one for each server, in the order of the rail; ``trail``, what was shown
    in it.

    Signals: ``page_added(ClientWindow)``, ``page_shown(ClientWindow)``; ``arranged()``, which
    servers there are, or their order, is another; ``leaving()``, the window is about to be closed.
    """

    page_added = Signal(object)
    page_shown = Signal(object)
    arranged = Signal()
    leaving = Signal()

    def __init__(
        self, context: AppContext, options: ClientOptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("clientShell")
        self.context = context
        self.pages: list[ClientWindow] = []
        self.trail = Trail()
        self.rail = ServerRail(self)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self._closing = False
        self._may_close = False
        self.setMinimumSize(*MINIMUM)
        context.restore_geometry(self, "client", DEFAULT)
        self.rail.chosen.connect(self.show_number)
        self.rail.add_requested.connect(self.ask_server)
        self.rail.menu_requested.connect(self._show_menu)
        self.rail.moved.connect(self.move_server)
        self.add(options)
        for number in range(MOST_KEYS):
            context.shortcuts.bind(self, f"server_{number + 1}", partial(self.show_number, number))
        context.shortcuts.bind(self, "another_server", self.ask_server)
        context.shortcuts.changed.connect(self._keys_changed)

    # --- the servers --------------------------------------------------------------------------

    @property
    def page(self) -> ClientWindow:
        """The server that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, ClientWindow)
        return page

    def add(self, options: ClientOptions) -> ClientWindow:
        """One more server, which is shown."""
        page = ClientWindow(self.context, options, self._stack)
        page.shell = self
        self.pages.append(page)
        self._stack.addWidget(page)
        page.told.connect(self.follow)
        page.front_wanted.connect(partial(self._bring, page))
        page.closed.connect(partial(self._gone, page))
        self.page_added.emit(page)
        self.show_page(page)
        self.arranged.emit()
        return page

    def move_server(self, number: int, to: int) -> None:
        """Put the server with that number, from 0, at another place of the rail."""
        to = max(0, min(to, len(self.pages) - 1))
        if 0 <= number < len(self.pages) and number != to:
            self.pages.insert(to, self.pages.pop(number))
            self.follow()
            self.rail.follow_move(number, to)
            self.arranged.emit()

    def open_server(self, text: str) -> None:
        """Join the server at an address as a person writes it, or show it if it is here already;
        a channel in the address is joined."""
        address = parse_address(text)
        place = (address.host.casefold(), address.port)
        for page in self.pages:
            if (page.chat.options.host.casefold(), page.chat.options.port) == place:
                self.show_page(page)
                if address.channel:
                    page.acts.join(address.channel, address.key)
                return
        self.add(options_for(self.context, address, self.page.conversations.nick))

    def ask_server(self) -> None:
        """Which server is to be added?"""
        from desktop.client.another_server import AnotherServerDialog

        here = {(p.chat.options.host.casefold(), p.chat.options.port) for p in self.pages}
        recent = [
            server
            for server in self.context.settings.recent
            if (server.host.casefold(), server.port) not in here
        ]
        dialog = AnotherServerDialog(recent, address_sentence, self)
        dialog.answered.connect(self.open_server)
        dialog.open()

    def show_number(self, number: int) -> None:
        """Show the server with that number, from 0, where there is one."""
        if 0 <= number < len(self.pages):
            self.show_page(self.pages[number])

    def show_page(self, page: ClientWindow) -> None:
        """Show a server."""
        before = self._stack.currentWidget()
        self._stack.setCurrentWidget(page)
        if before is not page and isinstance(before, ClientWindow):
            before.look()
        page.take_focus()
        page.look()
        self.trail.visit(page)
        self.follow()
        self.page_shown.emit(page)

    def _bring(self, page: ClientWindow) -> None:
        self.show_page(page)

    def _gone(self, page: ClientWindow) -> None:
        """One server was closed; the window goes with the last of them."""
        if self._closing:
            return
        number = self.pages.index(page)
        self.pages.remove(page)
        self.trail.forget(page)
        if not self.pages:
            self.close()
            return
        if self._stack.currentWidget() is page:
            self.show_page(self.pages[min(number, len(self.pages) - 1)])
        self._stack.removeWidget(page)
        page.deleteLater()
        self.follow()
        self.arranged.emit()

    # --- what is shown ------------------------------------------------------------------------

    def follow(self) -> None:
        """Bring the title and the tiles up to date."""
        if self._closing or not self.pages:
            return
        mentions = sum(page.conversations.mentions for page in self.pages)
        prefix = f"({mentions}) " if mentions else ""
        self.setWindowTitle(prefix + self.page.display.title_words())
        several = len(self.pages) > 1
        if several:
            states = [self._state(page) for page in self.pages]
            self.rail.show_servers(states, self.pages.index(self.page), self._keys())
        self._place_rail()
        for page in self.pages:
            others = [other.conversations for other in self.pages if other is not page]
            page.page.sidebar.server.set_badge(
                sum(each.unread for each in others), sum(each.mentions for each in others)
            )

    def _state(self, page: ClientWindow) -> ServerState:
        link = page.conversations.link
        trouble = not link.online and link.phase.value not in ("connecting", "greeting")
        return ServerState(
            page.chat.network_name,
            page.conversations.unread,
            page.conversations.mentions,
            trouble,
            link_texts.state_words(link),
        )

    def key_words(self, number: int) -> str:
        """The keys that show the server ``number``, from 0; "" for none."""
        if number >= MOST_KEYS:
            return ""
        keys = self.context.shortcuts.keys(f"server_{number + 1}")
        return keys[0] if keys else ""

    def _keys(self) -> list[str]:
        native = QKeySequence.SequenceFormat.NativeText
        found = [self.key_words(number) for number in range(len(self.pages))]
        return [QKeySequence(keys).toString(native) if keys else "" for keys in found]

    def _keys_changed(self, action: str) -> None:
        if action.startswith("server_"):
            self.follow()

    def _place_rail(self) -> None:
        """In a narrow window there is no room: the server's menu has the others, once there is
        such a menu."""
        room = self.width() >= NARROW + WIDTH or not self.page.talking
        self.rail.setVisible(len(self.pages) > 1 and room)

    def _show_menu(self, number: int, at: QPoint) -> None:
        if number < len(self.pages):
            self.pages[number].menus.show_server_menu(at)

    # --- the window ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail needs its room."""
        super().resizeEvent(event)
        if self.pages:
            self._place_rail()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; see what comes in while the window is the active one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.follow()
        elif event.type() == QEvent.Type.ActivationChange:
            for page in self.pages:
                page.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave every server; one question for all the messages that still wait."""
        if self._closing:
            event.accept()
            return
        waiting = sum(page.waiting() for page in self.pages)
        if waiting and not self.context.quitting and not self._may_close:
            event.ignore()
            self._ask_close(waiting)
            return
        event.accept()
        self.leaving.emit()
        self._closing = True
        self.hide()
        self.context.keep_geometry(self, "client")
        for page in self.pages:
            page.finish()

    def _ask_close(self, waiting: int) -> None:
        from desktop.client.dialogs import CloseDialog

        def close() -> None:
            self._may_close = True
            self.close()

        dialog = CloseDialog(waiting, self)
        dialog.accepted.connect(close)
        dialog.open()

    def alert(self) -> None:
        """Ask for the person's attention."""
        if not self.isActiveWindow():
            QApplication.alert(self)
