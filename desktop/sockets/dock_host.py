"""Where the live view stands in a server's or a client's window: docked, or floating.

The window gives its middle to a :class:`DockHost`; what it needs is imported when the view is first
opened, so that a window without it starts as fast as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.context import AppContext

if TYPE_CHECKING:
    from desktop.sockets.dock import SocketsDock
    from desktop.sockets.sockets_panel import SocketsPanel
    from desktop.sockets.sockets_window import SocketsWindow

_LEAST = (560, 560)
"""In a smaller window there is no room for a dock: the live view gets a window of its own."""
_SIDE_BY_SIDE = 1500
"""Pixels of width from which the dock stands at the right instead of below."""


class DockHost(QSplitter):
    """Holds the window's own content, and the dock while it is open.

    Signals: ``opened_changed(bool)``: the live view was opened from here, or closed (docked or
    floating).
    """

    opened_changed = Signal(bool)

    def __init__(
        self, context: AppContext, content: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.context = context
        self.content = content
        self.dock: SocketsDock | None = None
        self.floating: SocketsWindow | None = None
        self._turned = False
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        self.addWidget(content)

    @property
    def is_open(self) -> bool:
        """Whether the live view is open, docked or floating."""
        return self.dock is not None or self.floating is not None

    @property
    def panel(self) -> SocketsPanel | None:
        """The panel, if it is open."""
        if self.dock is not None:
            return self.dock.panel
        return self.floating.panel if self.floating is not None else None

    def toggle(self) -> None:
        """Open the live view, or close it (F6)."""
        if self.is_open:
            self.close_view()
        else:
            self.open_dock()

    def open(self) -> SocketsPanel:
        """The panel, opened in the dock if it was not open, and brought into sight."""
        if self.floating is not None:
            self.floating.raise_()
            self.floating.activateWindow()
        elif self.dock is None:
            self.open_dock()
        panel = self.panel
        assert panel is not None
        return panel

    def open_dock(self) -> None:
        """Open the live view in the window, or beside it where the window is too small."""
        if self.is_open:
            return
        if self.width() < _LEAST[0] or self.height() < _LEAST[1]:
            self._float()
            self.opened_changed.emit(True)
            return
        from desktop.sockets.dock import SocketsDock

        trace = self.context.trace()
        dock = SocketsDock(trace)
        self.dock = dock
        dock.close_wanted.connect(self.close_view)
        dock.float_wanted.connect(self._float)
        dock.turned.connect(self._turn)
        dock.panel.show_bubbles_with(self.context.show_bubble)
        self.addWidget(dock)
        trace.open_view(dock.panel)
        self._place()
        dock.panel.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened_changed.emit(True)

    def close_view(self) -> None:
        """Close the live view: when it was the last one, nothing is watched and nobody held."""
        if self.dock is not None:
            self._drop_dock()
            self.opened_changed.emit(False)
        elif self.floating is not None:
            self.floating.close()

    def _drop_dock(self) -> None:
        dock = self.dock
        if dock is None:
            return
        self.dock = None
        had_focus = dock.isAncestorOf(dock.focusWidget()) if dock.focusWidget() else False
        self.context.trace().close_view(dock.panel)
        dock.hide()
        dock.setParent(None)
        dock.deleteLater()
        if had_focus:
            self.content.setFocus(Qt.FocusReason.OtherFocusReason)

    def _float(self) -> None:
        """From the dock into a window of its own."""
        from desktop.sockets.sockets_window import SocketsWindow

        trace = self.context.trace()
        window = SocketsWindow(trace.feed)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        trace.open_view(window.panel)  # before the dock goes, so that watching does not pause
        self._drop_dock()
        self.floating = window
        window.panel.show_bubbles_with(self.context.show_bubble)
        window.closed.connect(self._floating_closed)
        window.show()
        window.panel.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _floating_closed(self) -> None:
        window = self.floating
        if window is None:
            return
        self.floating = None
        self.context.trace().close_view(window.panel)
        self.opened_changed.emit(False)

    def _turn(self) -> None:
        self._turned = not self._turned
        self._place()

    def _place(self) -> None:
        """At the right in a wide window, else below; the person may turn that round."""
        wide = (self.width() >= _SIDE_BY_SIDE) != self._turned
        self.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        length = self.width() if wide else self.height()
        share = 0.42 if wide else 0.4
        self.setSizes([round(length * share), round(length * (1 - share))])
        if self.dock is not None:
            icon = "panel-bottom" if wide else "panel-right"
            self.dock.turn_button.set_icon(icon)
