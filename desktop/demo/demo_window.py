"""``besedka demo``: a server, two clients and the live view in one window, in slow motion.

One window with panes, as Wayland does not let a program place several windows.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.client.events import Disconnected, MessageReceived, MessageUpdated
from core.net.errors import NetError
from core.threads.trace_feed import TraceFeed
from desktop.context import AppContext
from desktop.demo.chat_pane import ChatPane
from desktop.demo.demo_chat import NICKS, DemoChat
from desktop.demo.server_pane import ServerPane
from desktop.errors import disconnect_words, listen_words
from desktop.sockets.bar_button import BarButton
from desktop.sockets.pane import ElidedPaneLabel, PaneLabel, ScaledIcon
from desktop.sockets.scale import Scale
from desktop.sockets.sockets_panel import SocketsPanel
from desktop.theme import set_ground, theme
from desktop.widgets import Banner, Card
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate
SIZE = (1440, 900)
MINIMUM = (800, 560)
_HEADER = 44
_SIDE = 350
_NARROW = 1000
_ANY = 16_777_215  # QWIDGETSIZE_MAX: no limit


class _Header(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        """The line under it."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().color("line"))


class DemoWindow(QWidget):
    """The thing to show in the first minute. Attributes: ``chat``, ``feed``, ``panel``, ``chats``
    (ChatPane by nickname), ``server_pane``."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("DemoWindow")
        set_ground(self, "paper")
        self.setMinimumSize(*MINIMUM)
        self.resize(*SIZE)
        self._context = context
        self._was_maximized = False
        self._closed = False
        self.scale = Scale(parent=self)
        self.chat = DemoChat()
        self.feed = TraceFeed(self.chat.lens, parent=self)
        self.panel = SocketsPanel(self.feed, self.scale)
        self.chats = {
            nick: ChatPane(nick, self.feed, self.panel.selection, self.scale) for nick in NICKS
        }
        self.server_pane = ServerPane(self.feed, self.scale, self._names)
        self.banner = Banner("danger")
        self.banner.hide()
        self._make_header()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.feed.start()
        self.chat.start()

    # --- its parts ----------------------------------------------------------------------------

    def _make_header(self) -> None:
        self._title = PaneLabel(self.scale, "title")
        self._subtitle = ElidedPaneLabel(self.scale, "body", "muted")
        self._plain = ElidedPaneLabel(self.scale, "small", "muted")
        self.projector = BarButton(self.scale, "presentation", "F11")
        self.end = BarButton(self.scale, "x")
        self._header = _Header()
        set_ground(self._header, "paper")
        self._row = QHBoxLayout(self._header)
        self._row.addWidget(ScaledIcon("gazebo", self.scale, "accent", 22))
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle)
        self._row.addStretch(1)
        self._open_lock = ScaledIcon("lock-open", self.scale, "muted", 14)
        self._row.addWidget(self._open_lock)
        self._row.addWidget(self._plain)
        self._row.addWidget(self.projector)
        self._row.addWidget(self.end)

    def _lay_out(self) -> None:
        anna, boris = (self.chats[nick] for nick in NICKS)
        self.side = QWidget()
        self._side_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.side)
        self._side_row.setContentsMargins(0, 0, 0, 0)
        self._side_row.setSpacing(12)
        self._side_row.addWidget(anna, 3)
        self._side_row.addWidget(self.server_pane)
        self._side_row.addWidget(boris, 3)
        frame = Card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.panel)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(12)
        self._body.addWidget(self.side)
        self._body.addWidget(frame, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(12)
        inner.addWidget(self.banner)
        inner.addLayout(self._body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(inner, 1)

    def _connect(self) -> None:
        self.projector.clicked.connect(self.toggle_projector)
        self.panel.projector_wanted.connect(self.toggle_projector)
        self.end.clicked.connect(self.close)
        self.panel.message_wanted.connect(self._show_message)
        self.chat.ready.connect(self._ready)
        self.chat.said.connect(self._said)
        self.chat.failed.connect(self._failed)
        self.scale.changed.connect(self._restyled)
        for pane in self.chats.values():
            pane.written.connect(self.chat.say)
            pane.chosen.connect(self.panel.show_event)
        shortcut = QShortcut(QKeySequence("F11"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.toggle_projector)
        self._restyled()

    # --- what happens -------------------------------------------------------------------------

    def _ready(self) -> None:
        host, port = self.chat.address
        self.server_pane.show_address(f"{host}:{port}")
        for pane in self.chats.values():
            pane.channel.setText(self.chat.channel)
        self.feed.poll()
        self.feed.clear()  # joining went at full speed: the show begins with the first message
        self.retranslate()

    def _names(self) -> dict[int, str]:
        """Who is who on the server, by the numbers of the connections."""
        snapshot = self.chat.server.snapshot()
        return {p.conn: p.nick for p in snapshot.people} if snapshot is not None else {}

    def _said(self, nick: str, event: MessageReceived | MessageUpdated) -> None:
        self.chats[nick].take(event)

    def _failed(self, fault: NetError | Disconnected) -> None:
        words = listen_words(fault) if isinstance(fault, NetError) else disconnect_words(fault)
        detail = words.title
        text = translate("Demo", "The show has ended: %1 Close it and open it again.")
        self.banner.set_text(text.replace("%1", detail))
        self.banner.show()

    def _show_message(self, text: str) -> None:
        """The bubble of these bytes: of the chosen call where there is one, else by its words."""
        chosen = self.panel.selection
        found = [
            bubble
            for pane in self.chats.values()
            for bubble in pane.bubbles.values()
            if bubble.message.text in text
        ]
        found.sort(
            key=lambda bubble: (
                bubble.event_number == chosen.event,
                bubble.number == chosen.send,
                len(bubble.message.text),
            )
        )
        if found:
            found[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- large type, small windows, the end -----------------------------------------------------

    def toggle_projector(self) -> None:
        """Full screen with large type and one thing at a time, or back."""
        on = not self.scale.projector
        self.panel.set_projector(on)
        self.side.setVisible(not on)
        if on:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the chats stand over the live view."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        way = QBoxLayout.Direction
        self._body.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._side_row.setDirection(way.LeftToRight if narrow else way.TopToBottom)
        self.server_pane.setVisible(not narrow)
        self.side.setMinimumWidth(0 if narrow else self.scale.px(_SIDE))
        self.side.setMaximumWidth(_ANY if narrow else self.scale.px(_SIDE))
        self.side.setMaximumHeight(self.height() // 3 if narrow else _ANY)
        self._subtitle.setVisible(self.width() >= self.scale.px(1180))
        self._plain.setVisible(not narrow)
        self._open_lock.setVisible(not narrow)

    def _restyled(self) -> None:
        px = self.scale.px
        self._header.setFixedHeight(px(_HEADER))
        self._row.setContentsMargins(px(14), 0, px(12), 0)
        self._row.setSpacing(px(10))
        self.banner.set_font(self.scale.font("body"))
        self._subtitle.setVisible(self.width() >= px(1180))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the show; what winds down is waited for by the program."""
        super().closeEvent(event)
        if not self._closed:
            self._closed = True
            self.feed.stop()
            self.chat.stop()
            self._context.adopt(self.chat)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("Demo", "Show"))
        self._subtitle.setText(
            translate("Demo", "how a message goes through sockets: a real server and two clients")
        )
        host, port = self.chat.address
        plain = translate("Demo", "Plain IRC on %1: no TLS, no tags")
        self._plain.setText(plain.replace("%1", f"{host}:{port}" if port else host))
        self.projector.set_words(translate("Demo", "Projector"))
        self.end.set_words(translate("Demo", "End the show"))
        self.setWindowTitle(translate("Demo", "Show · Besedka"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
