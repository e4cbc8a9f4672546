"""Painting shared by widgets and delegates: avatars, presence dots, focus rings."""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap

from desktop.theme import theme

Presence = Literal["on", "away", "off"]
_PRESENCE_COLOR = {"on": "running", "away": "warn", "off": "muted"}


class Faces(Protocol):
    """Where the pictures of people come from."""

    def picture(self, nick: str, size: int, ratio: float) -> QPixmap | None:
        """Somebody's picture as a circle of ``size``, or None; quick, as it is asked while
        painting."""
        ...


def round_picture(image: QImage, size: int, ratio: float) -> QPixmap:
    """A square picture as a circle of ``size``, for a screen of that pixel ratio."""
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(
        QBrush(
            image.scaled(
                side,
                side,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    )
    painter.drawEllipse(0, 0, side, side)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def initial(name: str) -> str:
    """The one letter that stands for a name: its first letter or figure, in capitals."""
    for character in name:
        if character.isalnum():
            return character.upper()[:1]
    return name[:1] if name[:1].isprintable() else "?"


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


def paint_person(painter: QPainter, rect: QRectF, name: str, faces: Faces | None) -> None:
    """The person's picture where ``faces`` has one, else the circle with the initial."""
    found = None
    if faces is not None:
        ratio = painter.device().devicePixelRatioF()
        found = faces.picture(name, round(rect.width()), ratio)
    if found is None:
        paint_avatar(painter, rect, name)
    else:
        painter.drawPixmap(rect, found, QRectF(found.rect()))


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
