"""Buttons, lines and labels that grow with the scale: normal, or for a projector."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.theme.roles import ButtonRole
from desktop.widgets import Button, ElidedLabel


class ScaledButton(Button):
    """A button with an icon before its text, a note in small letters behind it (its key, or what
    it will do) and an icon at its end; ``size`` is its height on a normal screen."""

    def __init__(
        self,
        scale: Scale,
        icon: str | None = None,
        role: ButtonRole = "secondary",
        size: int = 32,
        *,
        trailing: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._scale, self._size, self._trailing, self._note = scale, size, trailing, ""
        self._compact = False
        super().__init__(icon, role, size, parent)
        scale.changed.connect(self._restyle)
        self._restyle()

    def set_note(self, note: str) -> None:
        """Small letters behind the text."""
        if note != self._note:
            self._note = note
            self.updateGeometry()
            self.update()

    @property
    def note(self) -> str:
        """The small letters behind the text."""
        return self._note

    def set_compact(self, compact: bool) -> None:
        """Only the icon and the note, where room is short; the text stays its name and tooltip."""
        if compact != self._compact:
            self._compact = compact
            self._name()

    def setText(self, text: str) -> None:
        """Another text; where it is not shown, another name."""
        super().setText(text)
        self._name()

    def _name(self) -> None:
        if self._icon_name:
            self.setAccessibleName(self.text() if self._compact else "")
            self.setToolTip(self.text() if self._compact else "")
        self.updateGeometry()
        self.update()

    def full_width(self) -> int:
        """How wide it is with its text."""
        compact, self._compact = self._compact, False
        width = self.sizeHint().width()
        self._compact = compact
        return width

    def _shown(self) -> str:
        return "" if self._compact and self._icon_name else self.text()

    def set_trailing(self, icon: str | None) -> None:
        """The icon at the end."""
        if icon != self._trailing:
            self._trailing = icon
            self.updateGeometry()
            self.update()

    def _restyle(self) -> None:
        strong = self._role in ("primary", "tonal")
        role = "title" if self._size >= 40 else "bodyStrong" if strong else "bodyMedium"
        self.setFont(self._scale.font(role))
        self._icon_size = self._scale.px(18 if self._size >= 40 else 16)
        self.setFixedHeight(self._scale.px(self._size))
        self.updateGeometry()
        self.update()

    def _width(self) -> int:
        px = self._scale.px
        text = self._shown()
        width = self.fontMetrics().horizontalAdvance(text)
        if self._icon_name:
            width += self._icon_size + (px(8) if text else 0)
        if self._note:
            width += px(8) + round(self._scale.metrics("small").horizontalAdvance(self._note))
        if self._trailing:
            width += px(10) + self._icon_size
        return width

    def sizeHint(self) -> QSize:
        """Everything with its padding; the text never elides."""
        return QSize(self._width() + 2 * self._scale.px(self._padding), self.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bevel, then icon, text, note and the icon at the end, centred together."""
        # Without its text: the style sheet would write that of a checked button a second time.
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        look, px, name = theme(), self._scale.px, self._content_color()
        icon_color = name if name in ("accentText", "accentInk", "danger", "disabled") else "muted"
        ratio, side = self.devicePixelRatioF(), self._icon_size
        x = (self.width() - self._width()) / 2
        middle = (self.height() - side) // 2

        def icon(file: str, at: float) -> None:
            painter.drawPixmap(round(at), middle, look.pixmap(file, icon_color, side, ratio))

        if self._icon_name:
            icon(self._icon_name, x)
            x += side + (px(8) if self._shown() else 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.font())
        painter.setPen(look.color(name))
        painter.drawText(QRectF(x, 0, self.width() - x, self.height()), flags, self._shown())
        x += QFontMetrics(self.font()).horizontalAdvance(self._shown())
        if self._note:
            x += px(8)
            painter.setFont(self._scale.font("small"))
            painter.setPen(look.color(name if self._role == "primary" else "muted"))
            painter.drawText(QRectF(x, 0, self.width() - x, self.height()), flags, self._note)
            x += self._scale.metrics("small").horizontalAdvance(self._note)
        if self._trailing:
            icon(self._trailing, x + px(10))


class ScaledElided(ElidedLabel):
    """One line that ends in "…" where the room ends, as large as the scale says."""

    def __init__(
        self, scale: Scale, role: str = "body", color: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(role, color, parent)
        self._scale, self._role = scale, role
        scale.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._scale.font(self._role))
        self.updateGeometry()


class ScaledIcon(QWidget):
    """An icon that only shows something; ``size`` on a normal screen."""

    def __init__(
        self,
        scale: Scale,
        name: str,
        color: str = "muted",
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._name, self._color, self._size = scale, name, color, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self._restyle)
        theme().changed.connect(self.update)
        self._restyle()

    def set_icon(self, name: str, color: str = "muted") -> None:
        """Show another icon, in a token's colour."""
        self._name, self._color = name, color
        self.update()

    def _restyle(self) -> None:
        side = self._scale.px(self._size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        pixmap = theme().pixmap(self._name, self._color, self.width(), ratio)
        painter.drawPixmap(0, 0, pixmap)
