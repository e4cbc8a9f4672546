"""Small parts of the lab, in the sizes of a :class:`~desktop.sockets.scale.Scale`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.server.combo import ComboBox
from desktop.sockets.scale import Scale
from desktop.theme import set_text, theme
from desktop.theme.roles import ButtonRole, set_property
from desktop.widgets.basics import ElidedLabel
from desktop.widgets.buttons import Button, IconButton

_APART = "'\u200a'"  # with a hair space


class Words(QLabel):
    """A label in a font role, as large as the scale says."""

    def __init__(
        self,
        scale: Scale,
        role: str = "body",
        color: str = "text",
        *,
        wrap: bool = False,
        tabular: bool = False,
    ) -> None:
        super().__init__()
        self._scale, self._role, self._tabular = scale, role, tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if color != "text":
            set_text(self, color)
        self._fit()
        scale.changed.connect(self._fit)

    def setText(self, text: str) -> None:
        """Two quotes in a row (b'') stay apart in letters of the interface."""
        if self._role.startswith("mono"):
            super().setText(text)
            return
        super().setText(text.replace("''", _APART).replace("&#x27;&#x27;", _APART))

    def set_role(self, role: str) -> None:
        """Another font role."""
        self._role = role
        self._fit()

    def _fit(self) -> None:
        self.setFont(self._scale.font(self._role, tabular=self._tabular))


class Line(QLineEdit):
    """A line to type in; ``set_fault`` marks it."""

    def __init__(self, scale: Scale, *, mono: bool = True, height: int = 32) -> None:
        super().__init__()
        self._scale, self._mono, self._height = scale, mono, height
        self._fit()
        scale.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFont(self._scale.font("mono" if self._mono else "body"))
        self.setFixedHeight(self._scale.px(self._height))

    def set_fault(self, text: str) -> None:
        """Red, with the sentence for a screen reader; "" when nothing is wrong."""
        self.setAccessibleDescription(text)
        set_property(self, "fault", bool(text))


class Box(ComboBox):
    """A choice of one that drops down."""

    def __init__(self, scale: Scale, *, mono: bool = False, height: int = 32) -> None:
        super().__init__()
        self._scale, self._mono, self._height = scale, mono, height
        self._fit()
        scale.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFont(self._scale.font("mono" if self._mono else "small"))
        self.setFixedHeight(self._scale.px(self._height))


class LabButton(Button):
    """A :class:`Button` that grows with the scale; ``key`` is shown in muted letters after it."""

    def __init__(
        self,
        scale: Scale,
        icon: str | None = None,
        role: ButtonRole = "secondary",
        height: int = 32,
        *,
        key: str = "",
    ) -> None:
        super().__init__(icon, role, height)
        self._scale, self._tall, self._key = scale, height, key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit()
        scale.changed.connect(self._fit)

    def _fit(self) -> None:
        strong = self._role in ("primary", "tonal")
        kind = "small" if self._tall <= 28 else "body"
        self.setFont(self._scale.font(f"{kind}{'Strong' if strong else 'Medium'}"))
        self.setFixedHeight(self._scale.px(self._tall))
        self._icon_size = self._scale.px(18 if self._tall >= 40 else 16)
        self._padding = self._scale.px(10 if self._tall <= 28 else 14)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As the text needs, with the key after it."""
        size = super().sizeHint()
        if self._key:
            size.setWidth(size.width() + self._key_width())
        return size

    def minimumSizeHint(self) -> QSize:
        """The same: a button's text never elides."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _key_width(self) -> int:
        gap = self._scale.px(8)
        return gap + round(self._scale.metrics("small").horizontalAdvance(self._key))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button; a key stands after the words."""
        if not self._key:
            super().paintEvent(event)
            return
        QPushButton.paintEvent(self, event)  # the bevel alone: its own text is transparent
        painter = QPainter(self)
        look = theme()
        x = self._padding
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            pixmap = look.pixmap(self._icon_name, "muted", self._icon_size, ratio)
            painter.drawPixmap(x, (self.height() - self._icon_size) // 2, pixmap)
            x += self._icon_size + self._scale.px(8)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self.font())
        painter.setPen(look.color(self._content_color()))
        painter.drawText(QRect(x, 0, self.width() - x, self.height()), flags, self.text())
        x += self.fontMetrics().horizontalAdvance(self.text()) + self._scale.px(8)
        painter.setFont(self._scale.font("small"))
        painter.setPen(look.color("muted"))
        painter.drawText(QRect(x, 0, self.width() - x, self.height()), flags, self._key)


def order_tabs(widgets: Sequence[QWidget]) -> None:
    """Tab goes from each to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


class LabIconButton(IconButton):
    """An icon that can be pressed, as large as the scale says."""

    def __init__(self, scale: Scale, icon: str, size: int = 28) -> None:
        super().__init__(icon, size=size)
        self._scale, self._side = scale, size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit()
        scale.changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self._icon_size = self._scale.px(16)
        self.setFixedSize(self._scale.px(self._side), self._scale.px(self._side))
        self.setIconSize(QSize(self._icon_size, self._icon_size))
        self._tint()


class LabIcon(QWidget):
    """An icon that only shows something, as large as the scale says; ``color`` is a token."""

    def __init__(self, scale: Scale, name: str, color: str = "muted", size: int = 16) -> None:
        super().__init__()
        self._scale, self._name, self._color, self._side = scale, name, color, size
        self._fit()
        scale.changed.connect(self._fit)
        theme().changed.connect(self.update)

    def set_icon(self, name: str, color: str = "muted") -> None:
        """Show another icon, in a token's colour."""
        if (name, color) != (self._name, self._color):
            self._name, self._color = name, color
            self.update()

    def _fit(self) -> None:
        side = self._scale.px(self._side)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        pixmap = theme().pixmap(self._name, self._color, self.width(), self.devicePixelRatioF())
        painter.drawPixmap(0, 0, pixmap)


class Short(ElidedLabel):
    """One line of text in a font role that ends in "…" where the room ends."""

    def __init__(self, scale: Scale, role: str = "body", color: str = "text") -> None:
        super().__init__(role, color)
        self._scale, self._role = scale, role
        self._fit()
        scale.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFont(self._scale.font(self._role))
        self.updateGeometry()
