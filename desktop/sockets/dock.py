"""The live view as a part of a server's or a client's window (``desktop.sockets.dock_host``)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.sockets.live_trace import LiveTrace
from desktop.sockets.scale import Scale
from desktop.sockets.sockets_panel import SocketsPanel
from desktop.theme import set_ground, theme
from desktop.widgets import Icon, IconButton, label

translate = QCoreApplication.translate
_TITLE = 34


class SocketsDock(QWidget):
    """A title with buttons over a panel.

    Signals: ``float_wanted()``, ``close_wanted()``, ``turned()``: the person wants it at the other
    edge.
    """

    float_wanted = Signal()
    close_wanted = Signal()
    turned = Signal()

    def __init__(self, trace: LiveTrace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "surface")
        self.panel = SocketsPanel(trace.feed, Scale(parent=self))
        self.title = label("smallStrong", "muted")
        self.turn_button = IconButton("panel-right", size=26, icon_size=14)
        self.float_button = IconButton("external-link", size=26, icon_size=14)
        self.close_button = IconButton("x", size=26, icon_size=14)
        bar = QWidget()
        set_ground(bar, "sunken")
        bar.setFixedHeight(_TITLE)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(Icon("ethernet-port", "muted", 14))
        row.addSpacing(4)
        row.addWidget(self.title, 1)
        for button in (self.turn_button, self.float_button, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.panel, 1)
        self.turn_button.clicked.connect(self.turned)
        self.float_button.clicked.connect(self.float_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.panel.projector_wanted.connect(self.float_wanted)
        self.setMinimumSize(self.minimumSizeHint())
        self.retranslate()

    def minimumSizeHint(self) -> QSize:
        """Enough for the bars and two rows."""
        return QSize(360, 260)

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(translate("SocketsDock", "Live view"))
        self.turn_button.set_name(translate("SocketsDock", "To the other edge of the window"))
        self.float_button.set_name(translate("SocketsDock", "In a window of its own"))
        self.close_button.set_name(translate("SocketsDock", "Close the live view (F6)"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line round it."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, theme().color("line"))
