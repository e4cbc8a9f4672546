"""Buttons: with text, with an icon only, and a choice of a few."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.theme import set_role, theme
from desktop.theme.roles import ButtonRole
from desktop.widgets.paint import paint_focus

_GAP = 8
_PADDING = {28: 10, 32: 14, 36: 14, 40: 16, 48: 24}
_CONTENT = {
    "primary": "accentText",
    "tonal": "accentInk",
    "danger": "danger",
    "link": "accentInk",
    "chip": "muted",
}


class Button(QPushButton):
    """A button with a text, and an icon before it where ``icon`` names one.

    Roles: see ``desktop.theme.roles.ButtonRole``; ``height`` 28 (banner), 32, 36, 40 or 48.
    """

    def __init__(
        self,
        icon: str | None = None,
        role: ButtonRole = "secondary",
        height: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon_size = 18 if height >= 40 else 16
        self._role: ButtonRole = role
        self._padding = _PADDING.get(height, 14)
        set_role(self, role)
        strong = role in ("primary", "tonal")
        self.setFont(theme().font("bodyStrong" if strong else "bodyMedium"))
        if height <= 28:
            self.setFont(theme().font("smallStrong" if strong else "smallMedium"))
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        # A click does not take the keyboard away from where the person types.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        theme().changed.connect(self.update)

    def set_icon(self, name: str | None) -> None:
        """Show another icon before the text, or none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_role(self, role: ButtonRole) -> None:
        """Change what the button is for."""
        self._role = role
        set_role(self, role)

    def set_padding(self, padding: int) -> None:
        """Pixels at both sides of icon and text."""
        self._padding = padding
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Padding, icon, gap and text; the text never elides."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        if self._icon_name:
            width += self._icon_size + (_GAP if self.text() else 0)
        return QSize(width + 2 * self._padding, self.height())

    def minimumSizeHint(self) -> QSize:
        """The same: a button's text never elides."""
        return self.sizeHint()

    def _content_color(self) -> str:
        if not self.isEnabled():
            return "finished" if self._role == "primary" else "disabled"
        if self.isChecked() and self._role in ("secondary", "chip"):
            return "accentInk"
        return _CONTENT.get(self._role, "text")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bevel from the style sheet (its text is transparent), then icon and text, centred."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self.font())
        look = theme()
        name = self._content_color()
        metrics = QFontMetrics(self.font())
        text_width = metrics.horizontalAdvance(self.text())
        icon_width = self._icon_size + (_GAP if self.text() else 0) if self._icon_name else 0
        if self._role in ("nav", "card"):
            x = self._padding
        else:
            x = (self.width() - text_width - icon_width) // 2
        if self._icon_name:
            icon_name = name if name in ("accentText", "accentInk", "danger") else "muted"
            color = "disabled" if not self.isEnabled() else icon_name
            pixmap = look.pixmap(self._icon_name, color, self._icon_size, self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - self._icon_size) // 2, pixmap)
            x += icon_width
        painter.setPen(look.color(name))
        flags = (
            Qt.AlignmentFlag.AlignVCenter
            | Qt.AlignmentFlag.AlignLeft
            | Qt.TextFlag.TextShowMnemonic
        )
        box = QRect(x, 0, self.width() - x, self.height())
        painter.drawText(box, int(flags), self.text())


class IconButton(QToolButton):
    """A square button with an icon only; ``accessible`` is its name and its tooltip."""

    def __init__(
        self,
        icon_name: str,
        accessible: str = "",
        size: int = 32,
        icon_size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._color = "muted"
        self._icon_size = icon_size
        set_role(self, "icon")
        self.setFixedSize(size, size)
        self.setIconSize(QSize(icon_size, icon_size))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if accessible:
            self.set_name(accessible)
        self._tint()
        self.toggled.connect(self._tint)
        theme().changed.connect(self._tint)

    def set_name(self, accessible: str) -> None:
        """What it does, for the screen reader and the tooltip."""
        self.setAccessibleName(accessible)
        self.setToolTip(accessible)

    def set_icon(self, icon_name: str, color: str = "muted") -> None:
        """Show another icon, in a token's colour."""
        self._icon_name, self._color = icon_name, color
        self._tint()

    def _tint(self) -> None:
        color = "accent" if self.isChecked() else self._color
        self.setIcon(theme().icon(self._icon_name, color, self._icon_size))


class _Cell(QAbstractButton):
    """One choice of a Segment."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(26)
        self.setMinimumWidth(34)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("smallStrong")).horizontalAdvance(self.text())
        return QSize(max(34, width + 16), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        if on:
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(look.color("surface"))
            painter.drawRoundedRect(box, 4, 4)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(box, 4, 4)
        painter.setFont(look.font("smallStrong" if on else "smallMedium"))
        painter.setPen(look.color("text" if on else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 5)


class Segment(QWidget):
    """A choice of a few, side by side. Signals: ``changed(key)``, when a person chose."""

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible)
        self._group = QButtonGroup(self)
        self._cells: dict[str, _Cell] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        for key, text in options:
            cell = _Cell(text, self)
            self._cells[key] = cell
            self._group.addButton(cell)
            row.addWidget(cell)
            cell.toggled.connect(lambda on, key=key: self._toggled(on, key))
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._quiet = False
        theme().changed.connect(self.update)

    def _toggled(self, on: bool, key: str) -> None:
        if on:  # Tab stops once here, at what is chosen; the arrows go to the others
            for other, cell in self._cells.items():
                chosen = other == key
                cell.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
                )
        if on and not self._quiet:
            self.changed.emit(key)

    @property
    def current(self) -> str:
        """The key that is chosen, or ""."""
        return next((key for key, cell in self._cells.items() if cell.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose without a signal."""
        self._quiet = True
        self._cells[key].setChecked(True)
        self._quiet = False

    def set_option(self, key: str, text: str, accessible: str) -> None:
        """Give a choice its text and the name that a screen reader reads."""
        cell = self._cells[key]
        cell.setText(text)
        cell.setAccessibleName(accessible)
        cell.setToolTip(accessible if accessible != text else "")

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The trough in which the cells lie."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("line"), 1))
        painter.setBrush(QColor(theme().color("sunken")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
