"""A page with one list of the server's, asked for again and again while somebody looks at it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.server.controller import RunState, ServerController
from desktop.theme import set_ground


class ListPage(QWidget):
    """Margins of a page; ``look`` once a second and when the page is shown.

    Attributes: ``controller``, ``column`` (the layout to fill).
    """

    def __init__(self, controller: ServerController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_ground(self, "paper")
        self.controller = controller
        self.column = QVBoxLayout(self)
        self.column.setSpacing(16)
        controller.refreshed.connect(self._refreshed)
        controller.state_changed.connect(self._state_changed)

    def _refreshed(self) -> None:
        if self.isVisible():
            self.look()

    def _state_changed(self) -> None:
        if self.controller.state is RunState.RUNNING:
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Ask the server; overridden by each page."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow pages have narrow margins."""
        super().resizeEvent(event)
        margin = 24 if event.size().width() >= 560 else 12
        self.column.setContentsMargins(margin, margin, margin, margin)
