"""A choice of one, with the chevron of the rest of the window."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from shiboken6 import Shiboken

from desktop.theme import theme


class ComboBox(QComboBox):
    """A QComboBox whose arrow is Lucide's, and which a screen reader calls by its name too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unseen: QLabel | None = None
        theme().changed.connect(self.update)

    def setAccessibleName(self, name: str) -> None:
        """What it is for."""
        super().setAccessibleName(name)
        self._tell_name()

    def showEvent(self, event: QShowEvent) -> None:
        """It is in its place now."""
        super().showEvent(event)
        self._tell_name()

    def _tell_name(self) -> None:
        """AT-SPI's custom is that such a thing is called by what is chosen, and a label beside it
        says what it is for: where there is none to see, there is one that is not seen."""
        parent, name = self.parentWidget(), self.accessibleName()
        if parent is None or not name:
            return
        beside = (each for each in parent.children() if isinstance(each, QLabel))
        if any(each.buddy() is self and each is not self._unseen for each in beside):
            return
        unseen = self._unseen
        if unseen is None or not Shiboken.isValid(unseen) or unseen.parentWidget() is not parent:
            unseen = self._unseen = QLabel(parent)
            unseen.hide()
            unseen.setBuddy(self)
        unseen.setText(name)

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
