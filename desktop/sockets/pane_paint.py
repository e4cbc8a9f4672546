"""Painting that the panes share: number badges, tags, arrows, blocks."""

from __future__ import annotations

from math import atan2, cos, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.sockets.colours import on_send, send_color, send_label
from desktop.sockets.scale import Scale
from desktop.theme import theme

DASHES = [5.0, 3.0]
"""Of what is inferred: lengths in multiples of a 1 px pen."""


def pen(color: QColor, width: float, *, dashed: bool = False, flat: bool = False) -> QPen:
    """A line; ``dashed``: inferred, not measured."""
    result = QPen(color, width)
    if flat or dashed:
        result.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        result.setDashPattern([part / max(1.0, width * 0.75) for part in DASHES])
    result.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return result


def badge_width(number: int, scale: Scale) -> float:
    """How wide the badge of a send is."""
    return scale.metrics("smallStrong", tabular=True).horizontalAdvance(
        send_label(number)
    ) + 2 * scale.px(5)


def badge_height(scale: Scale) -> float:
    """How high every badge is."""
    return float(scale.metrics("smallStrong").height() + scale.px(2))


def paint_badge(painter: QPainter, left: float, middle: float, number: int, scale: Scale) -> float:
    """The filled badge "#7" in its send's colour; ``middle`` is its y. Returns its width."""
    width, height = badge_width(number, scale), badge_height(scale)
    box = QRectF(left, middle - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(send_color(number))
    painter.drawRoundedRect(box, scale.px(4), scale.px(4))
    painter.setPen(on_send())
    painter.setFont(scale.font("smallStrong", tabular=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, send_label(number))
    painter.restore()
    return width


def tag_width(text: str, scale: Scale, role: str = "caption") -> float:
    """How wide a tag is."""
    return scale.metrics(role).horizontalAdvance(text) + 2 * scale.px(7)


def tag_height(scale: Scale, role: str = "caption") -> float:
    """How high a tag is."""
    return float(scale.metrics(role).height() + scale.px(4))


def paint_tag(
    painter: QPainter,
    left: float,
    middle: float,
    text: str,
    color: QColor,
    scale: Scale,
    *,
    dashed: bool = False,
    role: str = "caption",
    ground: QColor | None = None,
) -> float:
    """A small outlined word: "inferred", "fd 9". Returns its width."""
    width, height = tag_width(text, scale, role), tag_height(scale, role)
    box = QRectF(left, middle - height / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(color, scale.pen(1), dashed=dashed))
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    radius = min(height / 2, scale.px(9))
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(theme().ink(color))
    painter.setFont(scale.font(role))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


def paint_head(painter: QPainter, tip: QPointF, back: QPointF, color: QColor, size: float) -> None:
    """The filled head of an arrow that comes from ``back``."""
    angle = atan2(tip.y() - back.y(), tip.x() - back.x())
    points = [tip]
    for side in (-1, 1):
        turn = angle + side * 0.5
        points.append(QPointF(tip.x() - size * cos(turn), tip.y() - size * sin(turn)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF(points))
    painter.restore()


def paint_arrow(
    painter: QPainter,
    start: QPointF,
    tip: QPointF,
    color: QColor,
    width: float,
    *,
    dashed: bool = False,
) -> None:
    """A straight arrow with a filled head."""
    size = 4 + width * 2.2
    angle = atan2(tip.y() - start.y(), tip.x() - start.x())
    end = QPointF(tip.x() - cos(angle) * size * 0.8, tip.y() - sin(angle) * size * 0.8)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(color, width, dashed=dashed, flat=True))
    painter.drawLine(start, end)
    painter.restore()
    paint_head(painter, tip, start, color, size)
