"""A window of its own for the live view, or for a saved tape."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.net.tape import Tape
from core.threads.trace_feed import TraceFeed
from desktop.sockets.bar_button import BarButton
from desktop.sockets.pane import ElidedPaneLabel, PaneLabel, ScaledIcon
from desktop.sockets.scale import Scale
from desktop.sockets.sockets_panel import SocketsPanel
from desktop.theme import set_ground, theme
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate
SIZE = (1280, 860)
MINIMUM = (640, 480)
_HEADER = 44


class _Header(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        """The line under it."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().color("line"))


class SocketsWindow(QWidget):
    """Header and panel. ``name`` is the file of a saved tape, or what the window shows ("Again:
    …"); "" for the live view. F11 makes it full screen, in large type.

    Signals: ``closed()``.
    """

    closed = Signal()

    def __init__(
        self, feed: TraceFeed, name: str = "", *, owns_feed: bool = False, tape: bool = False
    ) -> None:
        super().__init__()
        set_role(self, QAccessible.Role.Window)
        self.setObjectName("SocketsWindow")
        set_ground(self, "paper")
        self.setMinimumSize(*MINIMUM)
        self.resize(*SIZE)
        self.feed = feed
        self._name = name
        self._is_tape = tape
        self._was_maximized = False
        if owns_feed:
            feed.setParent(self)
        self.scale = Scale(parent=self)
        self.panel = SocketsPanel(feed, self.scale)
        self.panel.pace.show_title(False)  # the window's own is right above
        self._icon = ScaledIcon("gazebo", self.scale, "accent", 22)
        self.title = PaneLabel(self.scale, "title")
        self.subtitle = ElidedPaneLabel(self.scale, "body", "muted")
        self.projector = BarButton(self.scale, "presentation", "F11")
        self._header = _Header()
        set_ground(self._header, "paper")
        self._row = QHBoxLayout(self._header)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        self._row.addWidget(self.projector)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.panel, 1)
        self.projector.clicked.connect(self.toggle_projector)
        self.panel.projector_wanted.connect(self.toggle_projector)
        self.scale.changed.connect(self._restyled)
        self._restyled()
        self.retranslate()

    def toggle_projector(self) -> None:
        """Full screen with large type, or back."""
        on = not self.scale.projector
        self.panel.set_projector(on)
        if on:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    def _restyled(self) -> None:
        px = self.scale.px
        self._header.setFixedHeight(px(_HEADER))
        self._row.setContentsMargins(px(14), 0, px(12), 0)
        self._row.setSpacing(px(10))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened it."""
        super().closeEvent(event)
        self.closed.emit()

    def retranslate(self) -> None:
        """Set every text."""
        title = translate("SocketsWindow", "Sockets")
        self.title.setText(title)
        if self._is_tape:
            subtitle = translate("SocketsWindow", "saved tape: %1").replace("%1", self._name)
        elif self._name:
            subtitle = self._name
        else:
            subtitle = translate("SocketsWindow", "every call of this program, as it happens")
        self.subtitle.setText(subtitle)
        shown = f"{title} · {self._name}" if self._name else title
        self.setWindowTitle(translate("SocketsWindow", "%1 · Besedka").replace("%1", shown))
        self.projector.set_words(translate("SocketsWindow", "Projector"))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


_open: set[SocketsWindow] = set()


def open_tape_window(tape: Tape, name: str) -> SocketsWindow:
    """Show a saved tape in a window of its own; it is deleted when it is closed."""
    window = SocketsWindow(TraceFeed(tape=tape), name, owns_feed=True, tape=True)
    return keep_window(window)


def keep_window(window: SocketsWindow) -> SocketsWindow:
    """Show a window that nobody else owns, and keep it until it is closed."""
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _open.add(window)
    window.closed.connect(lambda: _open.discard(window))
    window.show()
    return window
