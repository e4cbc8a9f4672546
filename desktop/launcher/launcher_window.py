"""The first window: who you are, the servers you know, and two ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.settings import RecentServer
from desktop.context import AppContext
from desktop.launcher.actions import Actions
from desktop.launcher.footer import Footer, OwnAddresses
from desktop.launcher.header import Header
from desktop.launcher.own_server import OwnServerCard
from desktop.launcher.recent import RecentList
from desktop.theme import set_ground
from desktop.widgets import Banner, Divider
from desktop.widgets.accessible_role import set_role

if TYPE_CHECKING:
    from core.identities import SavedServer
    from core.net.addresses import ServerAddress

translate = QCoreApplication.translate

_SIZE = (880, 600)
_MINIMUM = (400, 480)
_WIDE = 760
_RIGHT = 304
_FIRST_LOOK_MS = 150
_LOOK_MS = 10_000
_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX


class LauncherWindow(QWidget):
    """Opens the other windows through the context, and stays behind them."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        set_role(self, QAccessible.Role.Window)
        self._context = context
        set_ground(self, "paper")
        self.setMinimumSize(*_MINIMUM)
        self.header = Header(context)
        self.banner: Banner | None = None
        self.own_server = OwnServerCard(context)
        self.recent = RecentList(context)
        self.side = Actions(context)
        self.footer = Footer()

        inside = QWidget()
        set_ground(inside, "paper")
        left = QVBoxLayout(inside)
        left.setContentsMargins(24, 24, 24, 24)
        left.setSpacing(16)
        left.addWidget(self.own_server)
        left.addWidget(self.recent, 1)
        self.area = QScrollArea()
        self.area.setProperty("bare", True)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left = left

        self._line = Divider(Qt.Orientation.Vertical)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addWidget(self.area, 1)
        self._body.addWidget(self._line)
        self._body.addWidget(self.side)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addLayout(self._body, 1)
        self._column.addWidget(Divider())
        self._column.addWidget(self.footer)

        self._connect()
        self._addresses = OwnAddresses(self)
        self._addresses.found.connect(self.footer.show_addresses)
        self.footer.sockets_wanted.connect(self._context.open_sockets_window)
        context.bind_everywhere(self)
        self._look = QTimer(self)
        self._look.timeout.connect(self._look_again)
        context.restore_geometry(self, "launcher", _SIZE)
        self._tell_problem()
        self.retranslate()
        self._order()

    def _connect(self) -> None:
        context = self._context
        self.recent.join.connect(self._join_recent)
        self.recent.start.connect(context.open_server_window)
        self.recent.ask.connect(self.ask_address)
        self.recent.focused.connect(self.area.ensureWidgetVisible)
        self.own_server.open_wanted.connect(context.open_server_window)
        self.own_server.join_wanted.connect(self._join)
        self.side.start.connect(context.open_server_window)
        self.side.join.connect(self._join)
        self.side.join_saved.connect(self._join_saved)
        self.side.panel_made.connect(self._footer_last)
        context.save_failed.connect(self._save_failed)

    # --- what it does -------------------------------------------------------------------------

    def ask_address(self) -> None:
        """Open the line for an address."""
        self.side.ask_address()

    def _join(self, address: ServerAddress, identity: str | None = None) -> None:
        if identity is not None:
            self._context.choose_identity(address.host, address.port, identity)
        nick = self._nick(address.host, address.port)
        if not nick:
            return
        self.side.close_panel()
        self._context.open_client_window(address, nick)

    def _join_recent(self, server: RecentServer) -> None:
        nick = self._nick(server.host, server.port)
        if not nick:
            return
        from core.net.addresses import ServerAddress
        from desktop.client.client_options import options_for

        channels = tuple((name, "") for name in server.channels)
        address = ServerAddress(server.host, server.port, tls=server.tls)
        self._context.open_client_window(options_for(self._context, address, nick, channels), nick)

    def _join_saved(self, server: SavedServer) -> None:
        self._context.choose_identity(server.host, server.port, server.identity)
        nick = self._nick(server.host, server.port)
        if not nick:
            return
        from desktop.client.client_options import options_for_saved

        self._context.open_client_window(options_for_saved(self._context, server, nick), nick)

    def _nick(self, host: str, port: int) -> str:
        """The nickname to join with: the identity's; else the typed one, "" where it is none."""
        identity = self._context.identity_at(host, port)
        return identity.nick if identity is not None else self.header.valid_nick()

    # --- banners ------------------------------------------------------------------------------

    def _tell_problem(self) -> None:
        problem = self._context.settings.problem
        if problem is None:
            return
        banner = self._banner()
        banner.set_text(
            translate(
                "Launcher",
                "The settings could not be read; these are new ones. The old file is now %1.",
            ).replace("%1", str(problem.kept_as))
        )

    def _save_failed(self, detail: str) -> None:
        folder = str(self._context.settings.path.parent)
        why = {
            "disk_full": translate("Launcher", "the disk is full."),
            "forbidden": translate("Launcher", "nothing may be written to the folder %1."),
        }.get(detail, "%2 (%1)")
        why = why.replace("%1", folder).replace("%2", detail)
        banner = self._banner()
        banner.set_text(
            translate("Launcher", "The settings cannot be saved: %1").replace("%1", why)
        )

    def _banner(self) -> Banner:
        if self.banner is None:
            self.banner = Banner("warn")
            self.banner.dismissed.connect(self._dismiss)
            self._column.insertWidget(1, self.banner)
        self.banner.set_dismissable(translate("Launcher", "Close this message"))
        return self.banner

    def _dismiss(self) -> None:
        if self.banner is not None:
            self._column.removeWidget(self.banner)
            self.banner.deleteLater()
            self.banner = None
        self._context.settings.problem = None

    # --- its life -----------------------------------------------------------------------------

    def _order(self) -> None:
        """Where the keyboard is first: on the latest server, or on a missing nickname."""
        if self._context.settings.recent and self.header.nick.text():
            self.recent.cards[0].setFocus()
        elif not self.header.nick.text():
            self.header.nick.setFocus()
        else:
            self.side.start_button.setFocus()

    def _footer_last(self) -> None:
        before: QWidget = self.side.inside.lab
        for field in self.footer.fields:
            self.setTabOrder(before, field.button)
            before = field.button
        self.setTabOrder(before, self.footer.sockets)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(translate("Launcher", "Besedka"))
        if self.banner is not None:
            if self._context.settings.problem is not None:
                self._tell_problem()
            elif self._context.settings.save_error:
                self._save_failed(self._context.settings.save_error)

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live; look at the network again when the person comes back."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.recent.retranslate()  # "today" may be "yesterday" by now
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Find the own addresses after the first picture is drawn."""
        super().showEvent(event)
        self._look.start(_FIRST_LOOK_MS)

    def _look_again(self) -> None:
        self._addresses.look()
        self._look.start(_LOOK_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 760 px the right column goes under the list."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        if wide:
            self.side.setFixedWidth(_RIGHT)
        else:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_UNLIMITED)
        self._line.set_orientation(Qt.Orientation.Vertical if wide else Qt.Orientation.Horizontal)
        margin = 24 if wide else 16
        self._left.setContentsMargins(margin, margin, margin, margin)
        self.side.set_margin(margin)
        self.side.inside.set_compact(not wide)
        self.footer.set_margin(margin)
        self.recent.set_compact(not wide)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self._look.stop()
        self._addresses.stop()
        self._context.keep_geometry(self, "launcher")
        super().closeEvent(event)
