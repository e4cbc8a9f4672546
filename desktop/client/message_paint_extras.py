"""Draws what stands around the words of a message: reactions, the button that copies code, cards of
pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop.client.message_layout import Card, Label, RowLayout
from desktop.client.message_look import Look

_EMPTY_TILE = 56


def _labels(painter: QPainter, labels: Sequence[Label], look: Look) -> None:
    for label in labels:
        painter.setFont(look.font(label.role))
        painter.setPen(label.color)
        painter.drawStaticText(QPointF(label.x, label.y), label.text)


def _pill(painter: QPainter, rect: QRectF, look: Look, *, on: bool, under: bool) -> None:
    radius = rect.height() / 2
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(look.color("accent" if on else "line"), 1))
    painter.setBrush(look.color("accentSoft" if on else "surface"))
    painter.drawRoundedRect(inner, radius, radius)
    if under:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("hover"))
        painter.drawRoundedRect(inner, radius, radius)


def paint_chips(painter: QPainter, row: RowLayout, look: Look, under: QRectF | None) -> None:
    """The reactions of a row; ``under``: where the mouse is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for chip in row.chips:
        _pill(painter, chip.rect, look, on=chip.own, under=chip.rect == under)
        _labels(painter, [chip.text, *([chip.count] if chip.count else [])], look)
    if row.add_chip is not None:
        rect = row.add_chip
        _pill(painter, rect, look, on=False, under=rect == under)
        icon = look.icon("smile-plus", "muted", 14)
        at = QPointF(round(rect.center().x() - 7), round(rect.center().y() - 7))
        painter.drawPixmap(at, icon)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_copy(
    painter: QPainter, rect: QRectF, labels: Sequence[Label], look: Look, under: bool
) -> None:
    """The button in the corner of a code block."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("surface"))
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, 6, 6)
    if under:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("hover"))
        painter.drawRoundedRect(box, 6, 6)
    left = rect.left() + (8 if labels else 6)
    painter.drawPixmap(
        QPointF(round(left), round(rect.center().y() - 7)), look.icon("copy", "muted", 14)
    )
    _labels(painter, labels, look)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_card(painter: QPainter, card: Card, look: Look) -> None:
    """A picture, or the card that it waits behind."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    if card.image is not None:
        path = QPainterPath()
        path.addRoundedRect(card.rect, 10, 10)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.drawImage(card.rect, card.image)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawRoundedRect(card.rect.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
    else:
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(card.rect.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        tile = QRectF(card.rect.left() + 11, card.rect.center().y() - 18, 36, 36)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawRoundedRect(tile, 6, 6)
        at = QPointF(round(tile.center().x() - 9), round(tile.center().y() - 9))
        painter.drawPixmap(at, look.icon(card.icon, "accent", 18))
        if card.button:
            right = QPointF(round(card.rect.right() - 34), round(card.rect.center().y() - 8))
            painter.drawPixmap(right, look.icon(card.button, "muted", 16))
        _labels(painter, card.labels, look)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_empty(
    painter: QPainter, room: QRect, look: Look, title: str, text: str, icon: str
) -> None:
    """What stands in the middle while nothing was said: an icon on a tinted ground, why it is
    empty, and what to do."""
    area = QRect(0, 0, min(380, room.width() - 32), 400)
    area.moveCenter(room.center())
    wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
    painter.setFont(look.font("bodyStrong"))
    above = painter.boundingRect(area, wrap, title).height() if title else 0
    painter.setFont(look.font("body"))
    below = painter.boundingRect(area, wrap, text).height() if text else 0
    shown = bool(icon) and room.height() > above + below + 2 * _EMPTY_TILE
    head = _EMPTY_TILE + 16 if shown else 0
    top = area.center().y() - (head + above + 4 + below) // 2
    if shown:
        tile = QRectF(0, top, _EMPTY_TILE, _EMPTY_TILE)
        tile.moveLeft(room.center().x() - _EMPTY_TILE // 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawEllipse(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPixmap(tile.center().toPoint() - QPoint(12, 12), look.icon(icon, "accent", 24))
        top += head
    painter.setPen(look.color("text"))
    painter.setFont(look.font("bodyStrong"))
    painter.drawText(QRect(area.left(), top, area.width(), above + 4), wrap, title)
    painter.setPen(look.color("muted"))
    painter.setFont(look.font("body"))
    rest = QRect(area.left(), top + above + 4, area.width(), below + 4)
    painter.drawText(rest, wrap, text)
