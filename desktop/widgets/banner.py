"""A line across the window that says what happened and what to do."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import theme
from desktop.theme.roles import ButtonRole
from desktop.widgets.basics import Icon, label
from desktop.widgets.buttons import Button, IconButton

BannerKind = Literal["warn", "danger", "info", "ok"]
_BANNER_ICON = {
    "warn": ("triangle-alert", "warn"),
    "danger": ("circle-alert", "danger"),
    "info": ("info", "muted"),
    "ok": ("circle-check", "accent"),
}


class Banner(QWidget):
    """A line across the window that says what happened and what to do; at least 44 high.

    ``kind``: "warn", "danger", "info", "ok". Signals: ``dismissed()``, when the cross was pressed
    (it is there after ``set_dismissable``).
    """

    dismissed = Signal()

    def __init__(self, kind: BannerKind = "warn", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: BannerKind = kind
        icon, color = _BANNER_ICON[kind]
        self._icon = Icon(icon, color, 18)
        self._text = label("body", wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 12, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._cross: IconButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_kind(self, kind: BannerKind) -> None:
        """Another kind, with its icon and colours."""
        self._kind = kind
        self._icon.set_icon(*_BANNER_ICON[kind])
        self.update()

    def set_text(self, text: str, *, rich: bool = False) -> None:
        """The sentence. ``rich``: it has markup (the caller has escaped what others wrote)."""
        from desktop.client.message_safety import make_safe

        self._text.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self._text.setText(make_safe(text).text)
        self._fit()

    def set_font(self, font: QFont) -> None:
        """Other letters for the sentence: a projector's are larger."""
        self._text.setFont(font)
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped sentence needs at this width."""
        self.setFixedHeight(max(44, self._row.heightForWidth(self.width())))
        self._row.setGeometry(self.rect())  # a resize within a resize does not place the parts

    def event(self, event: QEvent) -> bool:
        """Buttons came or changed their words: the sentence has another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentence anew."""
        super().resizeEvent(event)
        self._fit()

    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text()

    def add_action(self, role: ButtonRole = "secondary", icon: str | None = None) -> Button:
        """A button of 28 at the right; the caller sets its text and connects it."""
        button = Button(icon, role, 28)
        at = self._row.count() - (1 if self._cross else 0)
        self._row.insertWidget(at, button)
        return button

    def set_dismissable(self, accessible: str) -> None:
        """A cross at the right; ``accessible`` is its name."""
        if self._cross is None:
            self._cross = IconButton("x", size=28)
            self._cross.clicked.connect(self.dismissed)
            self._row.addWidget(self._cross)
        self._cross.set_name(accessible)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of its kind, and a line under it."""
        look = theme()
        ground, line = {
            "warn": ("warnSoft", "warnLine"),
            "danger": ("dangerSoft", "dangerLine"),
            "info": ("sunken", "line"),
            "ok": ("accentSoft", "line"),
        }[self._kind]
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color(line))
