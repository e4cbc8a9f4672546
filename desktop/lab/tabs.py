"""The row of tabs that the lab's columns become in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.sockets.scale import Scale
from desktop.theme import set_ground, theme
from desktop.widgets.paint import paint_focus


class _Tab(QAbstractButton):
    """One tab: its words, the number of calls that wait, a line under what is chosen."""

    def __init__(self, scale: Scale, owner: Tabs) -> None:
        super().__init__(owner)
        self._scale, self._owner = scale, owner
        self.waiting = 0
        self.setCheckable(True)
        self.setFont(scale.font("bodyMedium"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _words(self) -> str:
        return f"{self.text()}  {self.waiting} …" if self.waiting else self.text()

    def sizeHint(self) -> QSize:
        width = self._scale.metrics("bodyStrong").horizontalAdvance(self._words())
        return QSize(round(width) + self._scale.px(28), self._scale.px(38))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, scale = theme(), self._scale
        painter = QPainter(self)
        on = self.isChecked()
        if self.underMouse() and not on:
            painter.fillRect(self.rect(), look.color("hover"))
        painter.setFont(scale.font("bodyStrong" if on else "bodyMedium"))
        painter.setPen(look.color("text" if on else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())
        if on:
            high = scale.px(3)
            painter.fillRect(0, self.height() - high, self.width(), high, look.color("accent"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), look.radius_control)


class Tabs(QWidget):
    """Signals: ``chosen(key)`` when a person chose."""

    chosen = Signal(str)

    def __init__(self, scale: Scale, keys: Sequence[str]) -> None:
        super().__init__()
        set_ground(self, "surface")
        self._tabs: dict[str, _Tab] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.px(12), 0, scale.px(12), 0)
        row.setSpacing(scale.px(4))
        for key in keys:
            tab = _Tab(scale, self)
            tab.clicked.connect(lambda _=False, key=key: self._clicked(key))
            self._tabs[key] = tab
            row.addWidget(tab)
        row.addStretch()
        self.current = keys[0]
        self.set_current(keys[0])
        theme().changed.connect(self.update)

    def tab(self, key: str) -> QAbstractButton:
        """A tab to press."""
        return self._tabs[key]

    def set_text(self, key: str, text: str) -> None:
        """The words of a tab."""
        self._tabs[key].setText(text)
        self._tabs[key].updateGeometry()

    def set_count(self, key: str, waiting: int) -> None:
        """How many calls have not returned there."""
        tab = self._tabs[key]
        if tab.waiting != waiting:
            tab.waiting = waiting
            tab.updateGeometry()
            tab.update()

    def set_current(self, key: str) -> None:
        """Choose without a signal."""
        self.current = key
        for other, tab in self._tabs.items():
            on = other == key
            tab.setChecked(on)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def step(self, by: int) -> None:
        """The next or the previous one, with the keyboard."""
        keys = list(self._tabs)
        key = keys[(keys.index(self.current) + by) % len(keys)]
        self._clicked(key)
        self._tabs[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
