"""The servers that were joined before: a card each, or why there is none and what to do."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from core.settings import RecentServer
from desktop.context import AppContext
from desktop.launcher.when import when_words
from desktop.theme import theme
from desktop.widgets import Button, Card, Divider, Icon, label, paint_avatar, paint_focus
from desktop.widgets.menu import PopupMenu

translate = QCoreApplication.translate

_HEIGHT = 68
_PADDING = 14
_TILE = 40
_NARROW = 430


class ServerCard(QAbstractButton):
    """One server. Signals: ``join()``, ``forget()``, ``step(by)`` (an arrow key), ``focused()``."""

    join = Signal()
    forget = Signal()
    step = Signal(int)
    focused = Signal()

    def __init__(self, server: RecentServer) -> None:
        super().__init__()
        self.server = server
        self._when = ""
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.join_button = Button(None, "tonal")
        self.join_button.setParent(self)
        # The card itself is what the keyboard reaches; the button is for the pointer.
        self.join_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.join_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.join_button.clicked.connect(self.join)
        self.clicked.connect(self.join)
        theme().changed.connect(self.update)
        self.retranslate()

    def title(self) -> str:
        """The server's name, or its address where it told none."""
        return self.server.name or self.server.host

    def address(self) -> str:
        """Host and port."""
        from core.net.addresses import display_address

        return display_address(self.server.host, self.server.port)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._when = when_words(self.server.last_used, time.time())
        self.join_button.setText(translate("Recent", "Join"))
        self.join_button.setAccessibleName(
            translate("Recent", "Join %1").replace("%1", self.title())
        )
        parts = [self.title(), self.address(), *self.server.channels, self._when]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setAccessibleDescription(
            translate("Recent", "Enter joins, Delete removes it from the list.")
        )
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a card; as wide as there is room."""
        return QSize(360, _HEIGHT)

    def _place(self) -> None:
        button = self.join_button
        button.resize(button.sizeHint())
        button.move(self.width() - _PADDING - button.width(), (_HEIGHT - button.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell, so that the list scrolls to it."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter joins, Delete forgets, the arrows go to the neighbours."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.join.emit()
        elif key == Qt.Key.Key_Delete:
            self.forget.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Join, copy the address, remove."""
        at = event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else None
        self.menu().popup(at or self.mapToGlobal(QPoint(_PADDING + _TILE, _HEIGHT - 12)))

    def menu(self) -> QMenu:
        """What can be done with the server."""
        from PySide6.QtGui import QGuiApplication

        menu = PopupMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = theme()
        menu.addAction(look.icon("log-in"), translate("Recent", "Join"), self.join.emit)
        copy = menu.addAction(look.icon("copy"), translate("Recent", "Copy the address"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.address()))
        menu.addSeparator()
        menu.addAction(
            look.icon("trash-2", "danger"),
            translate("Recent", "Remove from the list"),
            self.forget.emit,
        )
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tile, name, address and channels, when."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.color("line"), 1))
        hovered = self.underMouse() and not self.join_button.underMouse()
        ground = look.over("press" if self.isDown() else "hover", "surface")
        painter.setBrush(ground if hovered or self.isDown() else look.color("surface"))
        painter.drawRoundedRect(box, look.radius_card, look.radius_card)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), look.radius_card)
        tile = QRectF(_PADDING, (_HEIGHT - _TILE) / 2, _TILE, _TILE)
        paint_avatar(painter, tile, self.title(), tile=True)

        left = _PADDING + _TILE + 12
        right = self.join_button.x() - 16
        if self._when and self.width() >= _NARROW:
            font = look.font("small", tabular=True)
            width = QFontMetrics(font).horizontalAdvance(self._when)
            self._text(
                painter,
                "small",
                "muted",
                QRect(right - width, 0, width + 1, _HEIGHT),
                text=self._when,
                tabular=True,
            )
            right -= width + 16
        room = right - left
        self._text(painter, "bodyMedium", "text", QRect(left, 14, room, 20), text=self.title())
        address = self.address()
        used = QFontMetrics(look.font("mono")).horizontalAdvance(address)
        self._text(painter, "mono", "muted", QRect(left, 36, room, 18), text=address)
        channels = " ".join(self.server.channels)
        if channels and room - used > 48:
            self._text(
                painter,
                "small",
                "muted",
                QRect(left + used, 36, room - used, 18),
                text=f"  ·  {channels}",
            )

    def _text(
        self,
        painter: QPainter,
        role: str,
        color: str,
        box: QRect,
        *,
        text: str,
        tabular: bool = False,
    ) -> None:
        font = theme().font(role, tabular=tabular)
        painter.setFont(font)
        painter.setPen(QColor(theme().color(color)))
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(flags), elided)


class _Cause(QWidget):
    """One row of the empty state: an icon, why, and the one button that helps."""

    def __init__(self, icon: str, role: str) -> None:
        super().__init__()
        self.title = label("bodyMedium", wrap=True)
        self.text = label("small", "muted", wrap=True)
        self.button = Button(None, "tonal" if role == "tonal" else "secondary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 14, 8)
        row.setSpacing(14)
        row.addWidget(Icon(icon, "muted", 18))
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.setMinimumHeight(57)


class NoServers(QWidget):
    """What stands in place of the list before the first server was joined.

    Signals: ``start()`` and ``ask()``: the buttons were pressed.
    """

    start = Signal()
    ask = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("title", wrap=True)
        self._text = label("body", "muted", wrap=True)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nobody = _Cause("server", "tonal")
        self._somebody = _Cause("network", "secondary")
        self._nobody.button.clicked.connect(self.start)
        self._somebody.button.clicked.connect(self.ask)
        self._card = Card()
        rows = QVBoxLayout(self._card)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._nobody)
        rows.addWidget(Divider())
        rows.addWidget(self._somebody)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(0)
        column.addWidget(Icon("gazebo", "accent", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._text)
        column.addSpacing(20)
        column.addWidget(self._card)
        self.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Words only: in a narrow window the same two buttons stand right below."""
        self._card.setVisible(not compact)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._title.setText(translate("Recent", "No servers yet"))
        self._text.setText(translate("Recent", "The servers that you join will be listed here."))
        self._nobody.title.setText(translate("Recent", "Nobody has started a server"))
        self._nobody.text.setText(
            translate("Recent", "Be the first, and tell the others the address.")
        )
        self._nobody.button.setText(translate("Recent", "Start one here"))
        self._somebody.title.setText(translate("Recent", "Somebody runs one already"))
        self._somebody.text.setText(
            translate("Recent", "Ask for its address: it is in the server's window.")
        )
        self._somebody.button.setText(translate("Recent", "Enter address…"))
        width = max(b.sizeHint().width() for b in (self._nobody.button, self._somebody.button))
        for cause in (self._nobody, self._somebody):
            cause.button.setMinimumWidth(max(width, 136))


class RecentList(QWidget):
    """The cards, the latest first.

    Signals: ``join(RecentServer)``, ``start()``, ``ask()``, ``focused(card)``.
    """

    join = Signal(object)
    focused = Signal(object)
    start = Signal()
    ask = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.cards: list[ServerCard] = []
        self._title = label("title")
        self._count = label("body", "muted", tabular=True)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 12)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        self._empty: NoServers | None = None
        self._compact = False
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._head)
        self._whole.addLayout(self._column)
        self._whole.addStretch()
        context.recent_changed.connect(self.refresh)
        self.refresh()

    @property
    def empty(self) -> NoServers:
        """What stands here without a server; made when it is first wanted."""
        if self._empty is None:
            self._empty = NoServers()
            self._empty.set_compact(self._compact)
            self._empty.start.connect(self.start)
            self._empty.ask.connect(self.ask)
            self._whole.insertWidget(2, self._empty)
        return self._empty

    def set_compact(self, compact: bool) -> None:
        """Whether the empty place says its words only."""
        self._compact = compact
        if self._empty is not None:
            self._empty.set_compact(compact)

    def refresh(self) -> None:
        """Show the settings' recent servers; the keyboard stays where it was."""
        wanted = self._context.settings.recent
        if [card.server for card in self.cards] != list(wanted):
            focus = next((i for i, card in enumerate(self.cards) if card.hasFocus()), None)
            for card in self.cards:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = [self._card(server) for server in wanted]
            if focus is not None:
                self._focus(min(focus, len(self.cards) - 1))
        self._head.setVisible(bool(self.cards))
        if self._empty is not None or not self.cards:
            self.empty.setVisible(not self.cards)
        self.retranslate()

    def _card(self, server: RecentServer) -> ServerCard:
        card = ServerCard(server)
        card.join.connect(lambda: self.join.emit(server))
        # Queued: the card must not be deleted inside its own key event.
        card.forget.connect(
            lambda: self._context.forget_server(server.host, server.port),
            Qt.ConnectionType.QueuedConnection,
        )
        card.focused.connect(lambda: self.focused.emit(card))
        card.step.connect(lambda by: self._focus(self.cards.index(card) + by))
        self._column.addWidget(card)
        return card

    def _focus(self, index: int) -> None:
        if 0 <= index < len(self.cards):
            self.cards[index].setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Set every text anew, and say anew when each was used."""
        self._title.setText(translate("Recent", "Recent"))
        self._count.setText(str(len(self.cards)))
        if self._empty is not None:
            self._empty.retranslate()
        for card in self.cards:
            card.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
