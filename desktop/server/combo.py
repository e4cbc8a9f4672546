"""A choice of one, with the chevron of the rest of the window."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from desktop.theme import theme


class ComboBox(QComboBox):
    """A QComboBox whose arrow is Lucide's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame and text by the style, without its arrow; then the chevron."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.subControls = QStyle.SubControl.SC_ComboBoxFrame
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        self._paint_chevron(painter)

    def _paint_chevron(self, painter: QPainter) -> None:
        color = "muted" if self.isEnabled() else "disabled"
        icon = theme().pixmap("chevron-down", color, 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 28, (self.height() - 16) // 2, icon)
