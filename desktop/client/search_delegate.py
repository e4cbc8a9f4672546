"""Draws what was found: where and when, the message with its words marked, the lines beside it."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.client.events import MessageReceived
from desktop.client.message_content import one_line
from desktop.client.message_rows import Row, safe_time
from desktop.client.message_safety import isolated, make_safe
from desktop.client.message_words import time_text
from desktop.client.search_query import marked, plain
from desktop.client.search_results import HIT_ROLE, SearchResults
from desktop.client.search_run import Hit
from desktop.theme import theme

_PAD, _LINE, _SMALL = 12, 20, 16
_BESIDE = 300  # characters of a message that is drawn


def when_words(moment: float) -> str:
    """When something was said: the time for today, else the day too."""
    when = QDateTime.fromSecsSinceEpoch(int(safe_time(moment)))
    now = QDateTime.fromSecsSinceEpoch(int(time.time()))
    locale = QLocale()
    clock = time_text(moment)
    if when.date() == now.date():
        return clock
    if when.date().year() == now.date().year():
        return f"{locale.toString(when.date(), 'd MMM')}, {clock}"
    return f"{locale.toString(when.date(), QLocale.FormatType.ShortFormat)}, {clock}"


def excerpt(text: str, words: tuple[str, ...]) -> str:
    """The part of a long message where the first of the words stands."""
    text = " ".join(text.split())
    places = marked(text, words)
    if len(text) <= _BESIDE or not places:
        return text[:_BESIDE]
    start = max(0, places[0][0] - 60)
    return ("…" if start else "") + text[start : start + _BESIDE]


def beside_text(row: Row | None) -> str:
    """A line beside what was found, in one line; "" for what is no message."""
    if not isinstance(row, MessageReceived) or row.redacted:
        return ""
    return f"{isolated(row.nick)}: {one_line(row)[:_BESIDE]}"


class HitDelegate(QStyledItemDelegate):
    """Header, a line before, the message in two lines at most, a line after."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as its lines."""
        hit = index.data(HIT_ROLE)
        view = option.widget
        width = view.viewport().width() if hasattr(view, "viewport") else 360
        beside = sum(bool(beside_text(row)) for row in (hit.before, hit.after))
        lines = self._layout(hit, self._words(index), width - 2 * (_PAD + 4))[1]
        return QSize(100, 2 * 9 + _SMALL + 3 + lines * _LINE + beside * _SMALL)

    @staticmethod
    def _words(index: Any) -> tuple[str, ...]:
        model = index.model()
        return model.words if isinstance(model, SearchResults) else ()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One hit."""
        look = theme()
        hit = index.data(HIT_ROLE)
        rect: QRect = option.rect
        box = rect.adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        left, width = rect.left() + _PAD + 4, rect.width() - 2 * (_PAD + 4)
        y = rect.top() + 9
        self._head(painter, QRect(left, y, width, _SMALL), hit)
        y += _SMALL + 3
        y = self._beside(painter, left, y, width, hit.before)
        layout, lines = self._layout(hit, self._words(index), width)
        layout.draw(painter, QPointF(left, y))
        self._beside(painter, left, y + lines * _LINE, width, hit.after)
        painter.restore()

    @staticmethod
    def _head(painter: QPainter, area: QRect, hit: Hit) -> None:
        look = theme()
        small = look.font("small", tabular=True)
        words = when_words(hit.row.time)
        width = QFontMetrics(small).horizontalAdvance(words) + 1
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(area.right() - width, area.top(), width + 1, _SMALL), middle, words)
        strong = look.font("smallStrong")
        painter.setFont(strong)
        room = area.width() - width - 12
        name = QFontMetrics(strong).elidedText(place_words(hit), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(area.left(), area.top(), room, _SMALL), middle, name)

    @staticmethod
    def _beside(painter: QPainter, left: int, y: int, width: int, row: Row | None) -> int:
        text = beside_text(row)
        if not text:
            return y
        look = theme()
        small = look.font("small")
        painter.setFont(small)
        painter.setPen(look.color("muted"))
        elided = QFontMetrics(small).elidedText(text, Qt.TextElideMode.ElideRight, width)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, y, width, _SMALL), middle, elided)
        return y + _SMALL

    @staticmethod
    def _layout(hit: Hit, words: tuple[str, ...], width: int) -> tuple[QTextLayout, int]:
        """The nickname and the message, laid out; in how many lines."""
        look = theme()
        nick = isolated(hit.row.nick)
        text = make_safe(excerpt(plain(hit.row), words)).text
        shift = len(nick.encode("utf-16-le")) // 2 + 2
        layout = QTextLayout(f"{nick}  {text}", look.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        formats = [_format(0, shift - 2, bold=True, ink=look.ink(look.person_color(hit.row.nick)))]
        formats.append(_format(shift, len(text.encode("utf-16-le")) // 2, ink=look.color("text")))
        for start, length in marked(text, words):
            at = shift + len(text[:start].encode("utf-16-le")) // 2
            size = len(text[start : start + length].encode("utf-16-le")) // 2
            formats.append(
                _format(at, size, bold=True, ink=look.color("text"), ground=look.color("selection"))
            )
        layout.setFormats(formats)
        layout.beginLayout()
        lines = 0
        while lines < 2:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(20, width))
            line.setPosition(QPointF(0, lines * _LINE + (_LINE - line.height()) / 2))
            lines += 1
        layout.endLayout()
        return layout, max(1, lines)


def place_words(hit: Hit) -> str:
    """In which conversation, and of which server where several windows were searched."""
    return (
        isolated(hit.conversation)
        if not hit.several
        else f"{isolated(hit.conversation)} · {hit.window.chat.network_name}"
    )


def _format(
    start: int, length: int, *, bold: bool = False, ink: Any = None, ground: Any = None
) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    form = QTextCharFormat()
    if bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    if ink is not None:
        form.setForeground(ink)
    if ground is not None:
        form.setBackground(ground)
    found.format = form
    return found
