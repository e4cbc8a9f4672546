"""A page that scrolls when the window is too low for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.theme import set_ground

SIDE_BY_SIDE = 700
"""Width of a page from which the right column stands beside the left one."""


class ScrollPage(QScrollArea):
    """A page on paper, as wide as the window, with margins that follow its width.

    It gives its body the size itself: ``widgetResizable`` asks a body that changes with its width
    for its height again and again, without an end where the two answers differ.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_ground(self.viewport(), "paper")
        self.body = QWidget()
        set_ground(self.body, "paper")
        self.column = QVBoxLayout(self.body)
        self.column.setSpacing(16)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.setWidget(self.body)
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: margins and columns follow, then the height."""
        super().resizeEvent(event)
        self.fit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Something in the body needs more or less room than before."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """Make the body as wide as the page, and as high as it needs to be."""
        if self._fitting:
            return
        self._fitting = True
        for _ in range(3):  # the scroll bar may come or go, and the width is another
            width = self.viewport().width()
            self._fit_to(width)
            if self.viewport().width() == width:
                break
        self._fitting = False

    def _fit_to(self, width: int) -> None:
        margin = 24 if width >= 560 else 12
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.lay_out(width)
        self.column.activate()
        needed = self.column.totalMinimumSize().height()
        if self.column.hasHeightForWidth():
            needed = max(needed, self.column.totalHeightForWidth(width))
        self.body.resize(width, max(needed, self.viewport().height()))

    def lay_out(self, width: int) -> None:
        """Put columns side by side or under each other; subclasses fill it."""
