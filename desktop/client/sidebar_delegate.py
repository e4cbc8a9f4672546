"""Painting the sidebar's rows: lines of 30 px, or tiles of 36 px in the rail of a narrow window."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.client.events import BufferKind
from desktop.client.badges import badge_text, paint_badge
from desktop.client.conversation import Conversation
from desktop.client.conversations import Presence
from desktop.client.sidebar_model import ROW_ROLE, Row, RowKind, SidebarModel, row_text
from desktop.theme import theme
from desktop.widgets.paint import paint_focus, paint_person, paint_presence

_ROW, _HEADING, _TILE, _RULE = 30, 32, 40, 13
_APART = 8  # above the heading of the people
_CENTRE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def channel_icon(conversation: Conversation[Any]) -> str:
    """A megaphone where only those speak who are let (mode m, RFC 2811), else the usual sign."""
    letters = conversation.modes.partition(" ")[0]
    return "megaphone" if letters.startswith("+") and "m" in letters else "hash"


def tile_letters(name: str) -> str:
    """Two or three letters that stand for a channel in the rail: its number where it has one."""
    parts = [part for part in re.split(r"[\W_]+", name.lower()) if part]
    for part in parts[1:]:
        if part[0].isdigit():
            return part[:3]
    return parts[0][:2] if parts else name[:2]


class SidebarDelegate(QStyledItemDelegate):
    """Paints rows, or tiles while ``rail`` is set."""

    def __init__(self, model: SidebarModel, parent: Any = None) -> None:
        super().__init__(parent)
        self._model = model
        self.rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Rows 30 + 1 in the usual density, headings 32; tiles 36 + 4, rules between them."""
        row = self._model.rows[index.row()]  # quick: asked for every row
        if self.rail:
            heights = {RowKind.CONVERSATION: _TILE, RowKind.CHANNELS: _RULE, RowKind.PEOPLE: _RULE}
            return QSize(55, heights.get(row.kind, 0))
        if row.kind is RowKind.PEOPLE:
            return QSize(100, _HEADING + _APART)
        heading = row.kind is RowKind.CHANNELS
        return QSize(100, _HEADING if heading else theme().dense(_ROW) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """One row."""
        row: Row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if self.rail:
            self._paint_tile(painter, rect, state, row)
        elif row.conversation is None:
            self._paint_words(painter, rect, row)
        else:
            self._paint_row(painter, rect, state, row, row.conversation)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, row: Row) -> None:
        look = theme()
        heading = row.kind in (RowKind.CHANNELS, RowKind.PEOPLE)
        painter.setFont(look.font("smallStrong" if heading else "small"))
        painter.setPen(look.color("muted"))
        x = 20 if heading else 43
        top = _APART if row.kind is RowKind.PEOPLE else 0
        painter.drawText(rect.adjusted(x, top, -12, 0), _CENTRE_LEFT, row_text(row))

    def _paint_ground(
        self, painter: QPainter, box: QRect, state: QStyle.StateFlag, radius: int
    ) -> bool:
        """The fill of the chosen row or of the one under the pointer; whether it is chosen."""
        look = theme()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("accentSoft" if chosen else "hover"))
            painter.drawRoundedRect(box, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, QRectF(box), radius)
        return chosen

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        state: QStyle.StateFlag,
        row: Row,
        conversation: Conversation[Any],
    ) -> None:
        look = theme()
        box = QRect(rect.left() + 8, rect.top(), rect.width() - 16, rect.height() - 1)
        chosen = self._paint_ground(painter, box, state, 6)
        centre = box.center().y() + 1
        ground = look.color("accentSoft" if chosen else "sunken")
        self._paint_sign(painter, QPoint(box.left(), centre), conversation, chosen, ground)
        right = self._paint_tail(painter, box, centre, conversation, chosen)
        unread = conversation.unread > 0 and not conversation.muted
        font = look.font("bodyStrong" if unread or chosen else "body")
        painter.setFont(font)
        absent = conversation.kind is BufferKind.QUERY and self._presence(conversation) == "off"
        faded = conversation.muted or (absent and not unread)
        painter.setPen(look.color("muted" if faded and not chosen else "text"))
        space = QRect(rect.left() + 43, box.top(), right - rect.left() - 43 - 6, box.height())
        words = QFontMetrics(font).elidedText(
            row_text(row), Qt.TextElideMode.ElideRight, space.width()
        )
        painter.drawText(space, _CENTRE_LEFT, words)

    def _presence(self, conversation: Conversation[Any]) -> Presence | None:
        return self._model.conversations.presence(conversation.name)

    def _paint_sign(
        self,
        painter: QPainter,
        left: QPoint,
        conversation: Conversation[Any],
        chosen: bool,
        ground: QColor,
    ) -> None:
        """The icon at x 18, or the person's avatar of 20."""
        look = theme()
        if conversation.kind is BufferKind.QUERY:
            avatar = QRectF(left.x() + 7, left.y() - 10, 20, 20)
            paint_person(painter, avatar, conversation.name, self._model.faces)
            presence = self._presence(conversation)
            if presence is not None:
                paint_presence(painter, avatar, presence, ground, 9)
            return
        icon = "server" if conversation.kind is BufferKind.SERVER else channel_icon(conversation)
        color = "accent" if chosen else "muted"
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            QPointF(left.x() + 10, left.y() - 7.5), look.pixmap(icon, color, 15, ratio)
        )

    def _paint_tail(
        self,
        painter: QPainter,
        box: QRect,
        centre: int,
        conversation: Conversation[Any],
        chosen: bool,
    ) -> int:
        """Badge, messages that wait, the draft's pencil; answers where they begin."""
        look = theme()
        ratio = painter.device().devicePixelRatioF()
        right = box.right() - 7
        text, calls = badge_text(conversation, wide=True)
        if conversation.muted:
            right = self._paint_muted(painter, box, right, centre, text)
        elif text:
            right = paint_badge(painter, right, centre, text, calls) - 6
        if waiting := len(conversation.waiting):
            font = look.font("caption", tabular=True)
            number = str(waiting)
            width = QFontMetrics(font).horizontalAdvance(number)
            painter.setFont(font)
            painter.setPen(look.color("muted"))
            painter.drawText(
                QRect(right - width, box.top(), width, box.height()), _CENTRE_LEFT, number
            )
            right -= width + 4 + 13
            painter.drawPixmap(
                QPointF(right, centre - 6.5), look.pixmap("clock", "muted", 13, ratio)
            )
            right -= 6
        elif conversation.name in self._model.typing and not chosen:
            right = self._paint_typing(painter, right, centre) - 6
        elif conversation.draft and not chosen and not text:
            right = self._paint_mark(painter, right, centre, "pencil")
        elif conversation.pinned and not text and not conversation.muted:
            right = self._paint_mark(painter, right, centre, "pin")
        return right

    def _paint_mark(self, painter: QPainter, right: int, centre: int, icon: str) -> int:
        ratio = painter.device().devicePixelRatioF()
        picture = theme().pixmap(icon, "muted", 13, ratio)
        painter.drawPixmap(QPointF(right - 13, centre - 6.5), picture)
        return right - 19

    def _paint_muted(
        self, painter: QPainter, box: QRect, right: int, centre: int, number: str
    ) -> int:
        """A bell that is off, and the bare number of what is unread."""
        if number:
            look = theme()
            font = look.font("caption", tabular=True)
            width = QFontMetrics(font).horizontalAdvance(number)
            painter.setFont(font)
            painter.setPen(look.color("muted"))
            at = QRect(right - width - 1, box.top(), width + 1, box.height())
            painter.drawText(at, _CENTRE_LEFT, number)
            right -= width + 10
        return self._paint_mark(painter, right, centre, "bell-off")

    def _paint_typing(self, painter: QPainter, right: int, centre: int) -> int:
        """Three dots: somebody is writing there."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        for number in range(3):
            painter.drawEllipse(QPointF(right - 15 + number * 6, centre), 1.75, 1.75)
        return right - 18

    def _paint_tile(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: Row
    ) -> None:
        look = theme()
        conversation = row.conversation
        if conversation is None:
            if rect.height() > 0:
                painter.setPen(look.color("line"))
                y = rect.center().y()
                painter.drawLine(rect.left() + 16, y, rect.left() + 40, y)
            return
        box = QRect(rect.left() + 10, rect.top() + 2, 36, 36)
        person = conversation.kind is BufferKind.QUERY
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not person and not chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("line"))
            painter.drawRoundedRect(box, 9, 9)
        self._paint_ground(painter, box, state, 9)
        ground = look.color("accentSoft" if chosen else "sunken")
        if person:
            avatar = QRectF(box).adjusted(4, 4, -4, -4)
            paint_person(painter, avatar, conversation.name, self._model.faces)
            presence = self._presence(conversation)
            if presence is not None:
                paint_presence(painter, avatar, presence, ground)
        elif conversation.kind is BufferKind.SERVER:
            ratio = painter.device().devicePixelRatioF()
            pixmap = look.pixmap("server", "accent" if chosen else "muted", 16, ratio)
            painter.drawPixmap(QPoint(box.left() + 10, box.top() + 10), pixmap)
        elif channel_icon(conversation) != "hash":
            ratio = painter.device().devicePixelRatioF()
            color = "accent" if chosen else "muted"
            pixmap = look.pixmap(channel_icon(conversation), color, 16, ratio)
            painter.drawPixmap(QPoint(box.left() + 10, box.top() + 10), pixmap)
        else:
            painter.setFont(look.font("smallStrong"))
            seen = (not conversation.unread or conversation.muted) and not chosen
            painter.setPen(look.color("accentInk" if chosen else "muted" if seen else "text"))
            if conversation.muted and not chosen:
                painter.setOpacity(0.6)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tile_letters(row_text(row)))
            painter.setOpacity(1.0)
        if conversation.muted:
            return
        text, calls = badge_text(conversation, wide=False)
        if text:
            right = min(box.right() + 6, rect.right())
            paint_badge(painter, right, box.top() + 4, text, calls, ring=look.color("sunken"))
