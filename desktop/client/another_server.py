"""The dialog that adds a server to a window: the recent ones, or an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from core.net.addresses import display_address, link_address
from core.settings import RecentServer
from desktop.client.dialogs import ServerAddressDialog
from desktop.theme import theme
from desktop.widgets.basics import label
from desktop.widgets.paint import paint_avatar, paint_focus

_HEIGHT = 44
_SHOWN = 5


class RecentRow(QAbstractButton):
    """One recent server: its tile, its name, its address."""

    def __init__(self, server: RecentServer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.server = server
        self.address = display_address(server.host, server.port)
        self.setText(server.name or server.host)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{self.text()}, {self.address}")
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as the dialog."""
        return QSize(300, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, tile, two texts."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        tile = self.rect().adjusted(8, 6, 0, -6)
        tile.setWidth(32)
        paint_avatar(painter, tile.toRectF(), self.text(), tile=True)
        left = self.rect().adjusted(52, 0, -12, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        small = look.font("mono")
        metrics = QFontMetrics(small)
        wanted = min(metrics.horizontalAdvance(self.address), left.width() // 2)
        font = look.font("bodyMedium")
        room = left.width() - wanted - 12
        name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(left, flags, name)
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        address = metrics.elidedText(self.address, Qt.TextElideMode.ElideMiddle, wanted + 1)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(left, right, address)
        if self.hasFocus():
            paint_focus(painter, self.rect().toRectF(), 6)


class AnotherServerDialog(ServerAddressDialog):
    """Asks for an address, and offers ``recent`` servers; either is an answer."""

    answered = Signal(str)

    def __init__(
        self,
        recent: Sequence[RecentServer],
        check: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(check, parent)
        self.setObjectName("anotherServer")
        self.rows = [RecentRow(server, self) for server in recent[:_SHOWN]]
        self._heading = label("smallStrong", "muted")
        if self.rows:
            self.body.addWidget(self._heading)
            column = QVBoxLayout()
            column.setSpacing(2)
            for row in self.rows:
                row.clicked.connect(partial(self._take, row))
                column.addWidget(row)
            self.body.addLayout(column)
            QWidget.setTabOrder(self.encrypted.switch, self.rows[0])
        else:
            self._heading.hide()
        self.retranslate()

    def _take(self, row: RecentRow) -> None:
        server = row.server
        self.answered.emit(link_address(server.host, server.port, server.tls))
        self.accept()

    def retranslate(self) -> None:
        """Words of the language in force."""
        self._heading.setText(self.tr("Recent"))
        self.set_words(
            self.tr("Another server in this window"),
            self.tr("The servers stand side by side at the left. Ctrl+1, Ctrl+2… show them."),
            self.tr("Address, for example 192.168.1.10:6667"),
            self.tr("Connect"),
        )
