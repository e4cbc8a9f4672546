"""Draws laid out rows: everything that is seen of a message, and nothing that decides."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout

from desktop.client.message_layout import Label, RowLayout
from desktop.client.message_look import Look
from desktop.client.message_paint_extras import paint_card, paint_chips, paint_copy
from desktop.client.message_text import LINE, Link, Positions
from desktop.client.search_query import marked
from desktop.theme.colors import with_alpha

RADIUS = 12.0
_MOST_MARKS = 100  # in one row


@dataclass(slots=True)
class RowState:
    """How a row looks just now."""

    selection: tuple[int, int] | None = None
    needles: tuple[str, ...] = ()  # every place of them is marked
    hovered: bool = False
    link: Link | None = None  # the address that Enter would open
    under: QRectF | None = None  # what can be clicked under the mouse
    clip: QRectF = field(default_factory=QRectF)  # what is to be drawn, in the view


def paint_ground(
    painter: QPainter, row: RowLayout, y: float, *, width: float, look: Look, current: bool
) -> None:
    """The wash under the row that the mouse is over, or that the keyboard has chosen."""
    grouped = bool(row.key[3])
    reach = 1.5 if grouped else 6.0
    rect = QRectF(0, y + row.top - reach, width, row.height - row.top + reach + 4)
    painter.fillRect(rect, look.color("hover"))
    if current:
        painter.fillRect(QRectF(0, rect.top(), 2, rect.height()), look.color("focus"))


def paint_row(
    painter: QPainter, row: RowLayout, y: float, *, width: float, look: Look, state: RowState
) -> None:
    """Draw ``row`` with its top at ``y``; ``width`` is the view's."""
    painter.save()
    painter.setClipRect(QRectF(0, y, width, row.height), Qt.ClipOperation.IntersectClip)
    painter.translate(0, y)
    if row.day is not None:
        _paint_day(painter, row, width, look)
    if row.marker is not None:
        _paint_marker(painter, row, width, look)
    if row.band:
        rect = QRectF(0, row.top - 1, width, row.height - row.top + 1)
        painter.fillRect(rect, look.color("accentSoft"))
        painter.fillRect(QRectF(0, rect.top(), 2, rect.height()), look.color("accent"))
    if row.bar is not None:
        x, top, bottom, color = row.bar
        painter.fillRect(QRectF(x, top, 2, bottom - top), color)
    if row.bubble is not None:
        _paint_bubble(painter, row.bubble, row.bubble_kind, look)
    if row.quote_bar is not None:
        painter.fillRect(*row.quote_bar)
    for bar in row.bars:
        painter.fillRect(bar.translated(row.origin), look.color("edge"))
    for box in row.boxes:
        _paint_box(painter, box.rect.translated(row.origin), row.ground, look)
    for start, end in row.body.codes:
        _paint_code(painter, row, start, end, look)
    selections = _selections(row, look, state)
    painter.setPen(look.color(row.tone))
    if not row.hidden:
        # The clip keeps lines that are out of sight from being drawn.
        row.text.draw(painter, row.origin, selections, state.clip.translated(0, -y))
    if state.link is not None:
        for rect in row.ranges(state.link.start, state.link.end):
            _outline(painter, rect.translated(row.origin).adjusted(-3, -1, 3, 1), look)
    for picture in row.pictures:
        painter.drawPixmap(QPointF(picture.x, picture.y), picture.pixmap)
    for card in row.cards:
        paint_card(painter, card, look)
    _paint_labels(painter, row.labels, look)
    if row.chips or row.add_chip is not None:
        paint_chips(painter, row, look, state.under)
    for rect, labels in row.buttons:
        if labels or state.hovered:
            paint_copy(painter, rect, labels, look, rect == state.under)
    if state.hovered:
        _paint_labels(painter, row.hover, look, width)
    painter.restore()


def _paint_labels(painter: QPainter, labels: list[Label], look: Look, width: float = 0.0) -> None:
    for label in labels:
        painter.setFont(look.font(label.role))
        painter.setPen(label.color)
        x = label.x if label.x >= 0 else width + label.x
        painter.drawStaticText(QPointF(x, label.y), label.text)


def _paint_day(painter: QPainter, row: RowLayout, width: float, look: Look) -> None:
    assert row.day is not None
    top, text = row.day
    left, right = row.margins
    size = text.size()
    x = round((width - size.width()) / 2)
    middle = math.floor(top + 12)
    line = look.color("line")
    painter.fillRect(QRectF(left, middle, x - 12 - left, 1), line)
    start = x + size.width() + 12
    painter.fillRect(QRectF(start, middle, width - right - start, 1), line)
    painter.setFont(look.font("smallStrong"))
    painter.setPen(look.color("muted"))
    painter.drawStaticText(QPointF(x, round(top + 12 - size.height() / 2)), text)


def _paint_marker(painter: QPainter, row: RowLayout, width: float, look: Look) -> None:
    assert row.marker is not None
    top, text = row.marker
    left, right = row.margins
    size = text.size()
    x = round(width - right - size.width())
    danger = look.color("danger")
    rect = QRectF(left, math.floor(top + 8), x - 10 - left, 1)
    painter.fillRect(rect, with_alpha(danger, 0.55))
    painter.setFont(look.font("badge"))
    painter.setPen(danger)
    painter.drawStaticText(QPointF(x, round(top + 8 - size.height() / 2)), text)


def _paint_bubble(painter: QPainter, rect: QRectF, kind: str, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if kind == "own":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    else:
        color = look.color("edge" if kind == "waiting" else "dangerLine")
        pen = QPen(color, 1)
        if kind == "waiting":
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_code(painter: QPainter, row: RowLayout, start: int, end: int, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("sunken" if row.ground == "paper" else "surface"))
    for rect in row.ranges(start, end):
        box = rect.translated(row.origin)
        left, right = math.floor(box.left()) + 1.5, math.ceil(box.right()) - 1.5
        painter.drawRoundedRect(QRectF(left, box.top() + 0.5, right - left, 17), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_box(painter: QPainter, rect: QRectF, ground: str, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("sunken" if ground == "paper" else "surface"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _outline(painter: QPainter, rect: QRectF, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(look.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _range(start: int, end: int, background: QColor, text: QColor) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start, piece.length = start, end - start
    how = QTextCharFormat()
    how.setBackground(background)
    how.setForeground(text)
    piece.format = how
    return piece


@lru_cache(maxsize=256)
def _places(text: str, needles: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where what is searched for stands, in UTF-16 positions: found as the search finds it."""
    places = marked(text.replace(LINE, " "), needles)[:_MOST_MARKS]
    position = Positions(text)
    return tuple((position(start), position(start + length)) for start, length in places)


def _selections(row: RowLayout, look: Look, state: RowState) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    if state.needles:
        for start, end in _places(row.body.text, state.needles):
            found.append(_range(start, end, look.color("warnLine"), look.color("text")))
    if state.selection is not None and state.selection[0] < state.selection[1]:
        start, end = state.selection
        found.append(_range(start, end, look.color("selection"), look.color("text")))
    return found
