"""Draws the rows of the switcher: what was matched is in the accent's colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.switcher.entries import Entry, Found, Section
from desktop.switcher.entry_model import FOUND_ROLE, heading
from desktop.theme import theme
from desktop.widgets.paint import paint_person, paint_presence

ROW, HEADING = 38, 30
INSET = 7
_TEXT_LEFT = 46  # from the row's left
_CHIP = 20
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class EntryDelegate(QStyledItemDelegate):
    """Icon or avatar, title, detail; badges, keys or a word at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """38 for an entry, 30 for a heading."""
        row = index.data(FOUND_ROLE)
        return QSize(100, HEADING if isinstance(row, Section) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """One row."""
        row = index.data(FOUND_ROLE)
        rect: QRect = option.rect
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Section):
            painter.setFont(look.font("smallStrong"))
            painter.setPen(look.color("muted"))
            painter.drawText(rect.adjusted(17, 2, -17, 0), _LEFT, heading(row))
        elif isinstance(row, Found):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            box = rect.adjusted(INSET, 0, -INSET, 0)
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("accentSoft"))
                painter.drawRoundedRect(box, 6, 6)
            self._entry(painter, box, row, chosen)
        painter.restore()

    def _entry(self, painter: QPainter, box: QRect, found: Found, chosen: bool) -> None:
        look = theme()
        entry = found.entry
        ground = "accentSoft" if chosen else "surface"
        if entry.person:
            circle = QRectF(box.left() + 10, box.center().y() - 11, 24, 24)
            paint_person(painter, circle, entry.person, entry.faces)
            if entry.presence is not None:
                paint_presence(painter, circle, entry.presence, look.color(ground))
        elif entry.icon:
            ratio = painter.device().devicePixelRatioF()
            color = "accent" if chosen else "muted"
            icon = look.pixmap(entry.icon, color, 16, ratio)
            painter.drawPixmap(box.left() + 14, box.center().y() - 7, icon)
        right = self._right_side(painter, box, entry, chosen)
        left = box.left() + _TEXT_LEFT
        strong = bool(entry.unread) and not entry.muted
        font = look.font("bodyStrong" if strong else "bodyMedium")
        muted = "muted" if entry.muted else "text"
        room = right - 12 - left
        width = _paint_matched(
            painter,
            QRect(left, box.top(), room, box.height()),
            entry.title,
            found.title,
            font,
            muted,
        )
        if entry.detail and room - width > 40:
            start = left + width + 12
            area = QRect(start, box.top() + 1, right - 12 - start, box.height())
            small = look.font("small")
            ink = "text" if chosen else "muted"
            _paint_matched(painter, area, entry.detail, found.detail, small, ink, faded=chosen)

    def _right_side(self, painter: QPainter, box: QRect, entry: Entry, chosen: bool) -> int:
        """What stands at the right end; where the room for text ends."""
        right = box.right() - 10
        if chosen and not entry.keys:
            right = paint_keys(painter, right, box.center().y(), ("Enter",))
        if entry.keys:
            right = paint_keys(painter, right, box.center().y(), entry.keys[0].split("+"))
        elif entry.unread or entry.mentions:
            right = self._badge(painter, right, box, entry)
        elif entry.note and not chosen:
            right = self._note(painter, right, box, entry.note)
        if entry.draft:
            ratio = painter.device().devicePixelRatioF()
            color = "text" if chosen else "muted"
            painter.drawPixmap(
                right - 18, box.center().y() - 6, theme().pixmap("pencil", color, 13, ratio)
            )
            right -= 26
        return right

    @staticmethod
    def _note(painter: QPainter, right: int, box: QRect, note: str) -> int:
        look = theme()
        font = look.font("small")
        width = QFontMetrics(font).horizontalAdvance(note) + 1
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        painter.drawText(QRect(right - width, box.top(), width, box.height()), _LEFT, note)
        return right - width - 8

    @staticmethod
    def _badge(painter: QPainter, right: int, box: QRect, entry: Entry) -> int:
        look = theme()
        calls = bool(entry.mentions) and not entry.muted
        number = entry.mentions if calls else entry.unread
        text = str(number) if number < 1000 else "999+"
        if calls and entry.section is Section.CHANNELS:
            text = f"@ {text}"
        font = look.font("badge", tabular=True)
        width = max(18, QFontMetrics(font).horizontalAdvance(text) + 12)
        pill = QRectF(right - width, box.center().y() - 8, width, 18)
        if not entry.muted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent" if calls else "line"))
            painter.drawRoundedRect(pill, 9, 9)
        painter.setFont(font)
        ink = "muted" if entry.muted else "accentText" if calls else "text"
        painter.setPen(look.color(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return right - width - 8


def paint_keys(painter: QPainter, right: int, middle: int, keys: Sequence[str]) -> int:
    """Keys as chips that end at ``right``; where they begin."""
    look = theme()
    font = look.font("captionMedium")
    metrics = QFontMetrics(font)
    painter.setFont(font)
    for key in reversed(keys):
        width = max(_CHIP, metrics.horizontalAdvance(key) + 12)
        chip = QRectF(right - width + 0.5, middle - 8.5, width - 1, 18)
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(look.color("text"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, key)
        right -= width + 4
    return right - 4


def keys_width(keys: Sequence[str]) -> int:
    """The room that ``paint_keys`` takes."""
    metrics = QFontMetrics(theme().font("captionMedium"))
    return sum(max(_CHIP, metrics.horizontalAdvance(key) + 12) + 4 for key in keys)


def _paint_matched(
    painter: QPainter,
    area: QRect,
    text: str,
    letters: Sequence[int],
    font: QFont,
    ink: str,
    *,
    faded: bool = False,
) -> int:
    """The text, elided, with the matched letters in the accent's colour; how wide it is."""
    look = theme()
    plain = " ".join(text.split("\n"))
    shown = QFontMetrics(font).elidedText(plain, Qt.TextElideMode.ElideRight, area.width())
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    color, accent = look.color(ink), look.color("accentInk")
    if faded:
        color.setAlphaF(0.75)
    marked = set(letters) if shown == plain else {n for n in letters if n < len(shown) - 1}
    x = area.left()
    start = 0
    while start < len(shown):
        on = start in marked
        end = start
        while end < len(shown) and (end in marked) == on:
            end += 1
        x += _run(
            painter, x, area, shown[start:end], strong if on else font, accent if on else color
        )
        start = end
    return x - area.left()


def _run(painter: QPainter, x: int, area: QRect, text: str, font: QFont, color: QColor) -> int:
    width = QFontMetrics(font).horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QRect(x, area.top(), width + 2, area.height()), _LEFT, text)
    return width
