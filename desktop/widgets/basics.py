"""Small parts: labels, cards, avatars, badges, dots, lines."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.theme import set_text, theme
from desktop.widgets.paint import (
    Faces,
    Presence,
    initial,
    paint_avatar,
    paint_person,
    paint_presence,
)
from desktop.widgets.tips import plain_tip

_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX
BadgeKind = Literal["unread", "mention", "quiet"]


def label(
    role: str = "body", color: str = "text", *, wrap: bool = False, tabular: bool = False
) -> QLabel:
    """A QLabel in a font role and a text colour ("text", "muted", "accent", "danger", "warn")."""
    result = QLabel()
    result.setFont(theme().font(role, tabular=tabular))
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if color != "text":
        set_text(result, color)
    return result


def caption() -> QLabel:
    """What stands at the left of a text in "body", at the top of its row: on one line with it."""
    result = label("small", "muted")
    result.setContentsMargins(0, 2, 0, 0)  # the difference of the two fonts' ascents
    return result


class ElidedLabel(QLabel):
    """One line of text that ends in "…" where the room ends; the tooltip has the whole."""

    def __init__(
        self, role: str = "body", color: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(theme().font(role))
        self.setTextFormat(Qt.TextFormat.PlainText)
        if color != "text":
            set_text(self, color)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """It can shrink to an ellipsis."""
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The width of the whole text."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(width, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, elided, in the colour that the style sheet gives."""
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.text().replace("\n", " ")
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        tip = text if elided != text else ""
        if self.toolTip() != plain_tip(tip):
            self.setToolTip(plain_tip(tip))
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(flags), elided)


class Card(QFrame):
    """A panel: surface, a line around it, radius 10."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)


class Divider(QWidget):
    """A line of 1 px, lying or standing."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_orientation(orientation)
        theme().changed.connect(self.update)

    def set_orientation(self, orientation: Qt.Orientation) -> None:
        """Lay it down or stand it up."""
        self.setMaximumSize(_UNLIMITED, _UNLIMITED)
        if orientation == Qt.Orientation.Horizontal:
            self.setMinimumSize(0, 1)
            self.setMaximumHeight(1)
        else:
            self.setMinimumSize(1, 0)
            self.setMaximumWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the line's colour."""
        QPainter(self).fillRect(self.rect(), theme().color("line"))


class Icon(QWidget):
    """An icon that only shows something; it has no name for a screen reader."""

    def __init__(
        self, name: str, color: str = "muted", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self.setFixedSize(size, size)
        theme().changed.connect(self.update)

    def set_icon(self, name: str, color: str = "muted") -> None:
        """Show another icon, in a token's colour."""
        self._name, self._color = name, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, theme().pixmap(self._name, self._color, self._size, ratio))


class Avatar(QWidget):
    """A person's circle, or a server's tile, with the initial and the person's own hue."""

    def __init__(
        self, size: int = 32, *, tile: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = ""
        self._presence: Presence | None = None
        self._tile = tile
        self._faces: Faces | None = None
        self._ground = "paper"
        self._side = size
        self.setFixedSize(size, size)
        theme().changed.connect(self.update)

    def set_person(self, name: str, presence: Presence | None = None) -> None:
        """Whose it is, and whether the person is there ("on", "away", "off"; None: no dot)."""
        if (name, presence) != (self._name, self._presence):
            self._name, self._presence = name, presence
            self.update()

    def set_faces(self, faces: Faces | None) -> None:
        """Where the person's own picture comes from."""
        self._faces = faces
        self.update()

    def paint_again(self, _nicks: object = None) -> None:
        """The person's picture may be another one now."""
        self.update()

    def set_ground(self, ground: str) -> None:
        """The token of what lies below: the ring round the dot is in its colour."""
        self._ground = ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle, initial, dot."""
        painter = QPainter(self)
        box = QRectF(0, 0, self._side, self._side)
        if not initial(self._name):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("line"))
            painter.drawEllipse(box)
            return
        if self._tile:
            paint_avatar(painter, box, self._name, tile=True)
        else:
            paint_person(painter, box, self._name, self._faces)
        if self._presence is not None:
            paint_presence(painter, box, self._presence, theme().color(self._ground))


class Badge(QWidget):
    """A count in a pill of height 18. Kinds: "unread", "mention" (accent), "quiet" (bare)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._kind: BadgeKind = "unread"
        self.setFixedHeight(18)
        self.setVisible(False)
        theme().changed.connect(self.update)

    def set_count(self, count: int, kind: BadgeKind = "unread") -> None:
        """Show a count; nothing for 0, "999+" for more than that."""
        self._kind = kind
        self.set_text("" if count <= 0 else str(count) if count < 1000 else "999+")

    def set_text(self, text: str, kind: BadgeKind | None = None) -> None:
        """Show a short text ("@ 2"); nothing for ""."""
        self._kind = kind or self._kind
        self._text = text
        width = theme_metrics_width("badge", text) + 12
        self.setFixedWidth(max(18, width))
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill and number."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = {"unread": "text", "mention": "accentText", "quiet": "muted"}[self._kind]
        if self._kind != "quiet":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent" if self._kind == "mention" else "line"))
            painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        painter.setFont(look.font("badge", tabular=True))
        painter.setPen(look.color(text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


def theme_metrics_width(role: str, text: str) -> int:
    """How wide a text is in a font role, in pixels."""
    from PySide6.QtGui import QFontMetrics

    return QFontMetrics(theme().font(role, tabular=True)).horizontalAdvance(text)


class StatusDot(QWidget):
    """A dot of 8 px in a token's colour; hollow, or with a halo of 20 px where asked for."""

    def __init__(
        self,
        color: str = "running",
        size: int = 8,
        *,
        halo: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._color, self._size, self._halo, self._hollow = color, size, halo, False
        side = 20 if halo else size
        self.setFixedSize(side, side)
        theme().changed.connect(self.update)

    def set_state(self, color: str, *, hollow: bool = False) -> None:
        """Another colour (a token's name), filled or hollow."""
        self._color, self._hollow = color, hollow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Halo and dot."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        color = look.color(self._color)
        box = QRectF(self.rect())
        if self._halo:
            green = self._color in ("running", "accent")
            halo = look.color("accentSoft") if green else QColor(look.tint(color))
            painter.setBrush(halo)
            painter.drawEllipse(box)
        inset = (box.width() - self._size) / 2
        dot = box.adjusted(inset, inset, -inset, -inset)
        if self._hollow:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 1.5))
            dot = dot.adjusted(0.75, 0.75, -0.75, -0.75)
        else:
            painter.setBrush(color)
        painter.drawEllipse(dot)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        super().changeEvent(event)
        self.update()
