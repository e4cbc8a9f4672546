"""Painting shared by widgets and delegates: avatars, presence dots, focus rings."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.theme import theme

Presence = Literal["on", "away", "off"]
_PRESENCE_COLOR = {"on": "running", "away": "warn", "off": "muted"}


def initial(name: str) -> str:
    """The one letter that stands for a name: its first letter or figure, in capitals."""
    for character in name:
        if character.isalnum():
            return character.upper()[:1]
    return name[:1]


def paint_avatar(
    painter: QPainter, rect: QRectF, name: str, color: QColor | None = None, *, tile: bool = False
) -> None:
    """A circle (or a rounded tile, for servers) in the person's tint with the initial in it."""
    look = theme()
    hue = color or look.person_color(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.tint(hue))
    if tile:
        radius = rect.width() / 4
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.drawEllipse(rect)
    font = look.font("bodyStrong")
    font.setPixelSize(max(9, round(rect.width() * (0.40 if rect.width() >= 32 else 0.45))))
    painter.setFont(font)
    painter.setPen(look.ink(hue))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initial(name))
    painter.restore()


def paint_presence(
    painter: QPainter, avatar: QRectF, presence: Presence, ground: QColor, size: float = 10.0
) -> None:
    """The presence dot at the avatar's lower right, with a 2 px ring of what lies below.

    On: filled green; away: filled ochre; off: hollow, so that it is not told by colour alone.
    """
    color = theme().color(_PRESENCE_COLOR[presence])
    centre = QPointF(avatar.right() - size * 0.3, avatar.bottom() - size * 0.3)
    inner = size / 2 - 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(centre, inner + 2, inner + 2)
    if presence == "off":
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(ground)
        painter.drawEllipse(centre, inner - 0.75, inner - 0.75)
    else:
        painter.setBrush(color)
        painter.drawEllipse(centre, inner, inner)
    painter.restore()


def paint_focus(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The 2 px ring of what has the keyboard, drawn inside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    painter.restore()
