"""Painting the people's list: rows of 32 with avatar, presence, name and star."""

from __future__ import annotations

from datetime import datetime
from math import cos, pi, sin
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.client.events import Member
from desktop.client.members_model import MEMBER_ROLE, Heading, MembersModel, heading_text, rank
from desktop.client.message_safety import isolated
from desktop.theme import theme
from desktop.widgets.paint import paint_focus, paint_person, paint_presence

translate = QCoreApplication.translate

_CENTRE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class MembersDelegate(QStyledItemDelegate):
    """Rows of 32: avatar 24, presence, name, star."""

    def __init__(self, model: MembersModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """32 each in the usual density."""
        return QSize(100, theme().dense(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """One row."""
        row: Heading | Member = index.data(MEMBER_ROLE)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row, first=index.row() == 0)
        else:
            self._paint_member(painter, rect, option.state, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading, first: bool) -> None:
        look = theme()
        painter.setPen(look.color("muted"))
        right = ""
        if not self._model.online and first and self._model.time:
            at = datetime.fromtimestamp(self._model.time).astimezone().strftime("%H:%M")
            right = translate("Members", "as of %1").replace("%1", at)
        elif row.section in ("here", "away", "members"):
            right = str(row.count)
        font = look.font("caption", tabular=True)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(right) + 2
        space = rect.adjusted(16, 0, -16, 0)
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)
        font = look.font("smallStrong")
        painter.setFont(font)
        words = QFontMetrics(font).elidedText(
            heading_text(row.section, row.count),
            Qt.TextElideMode.ElideRight,
            space.width() - width - 4,
        )
        painter.drawText(space, _CENTRE_LEFT, words)

    def _paint_member(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, member: Member
    ) -> None:
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = rect.adjusted(8, 1, -8, -1)
        if hovered or (chosen and focused):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(box, 6, 6)
        if focused:
            paint_focus(painter, QRectF(box), 6)
        avatar = QRectF(rect.left() + 16, rect.top() + (rect.height() - 24) / 2, 24, 24)
        paint_person(painter, avatar, member.nick, self._model.faces)
        if self._model.online:
            presence: Any = "away" if member.away else "on"
            paint_presence(painter, avatar, presence, look.color("paper"))
        right = rect.right() - 16
        if member.nick.casefold() in self._model.hands:
            right = self._paint_hand(painter, right, rect.center().y()) - 8
        found = rank(member)
        if found:
            right = self._paint_star(painter, right, rect.center().y(), found) - 8
        font = look.font("bodyStrong" if found == "leads" else "body")
        metrics = QFontMetrics(font)
        own = member.nick == self._model.own_nick
        you = translate("Members", "you") if own else ""
        small = look.font("small")
        room = right - (rect.left() + 50)
        if own:
            room -= QFontMetrics(small).horizontalAdvance(you) + 6
        name = metrics.elidedText(isolated(member.nick), Qt.TextElideMode.ElideRight, room)
        space = QRect(rect.left() + 50, rect.top(), room + 1, rect.height())
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(space, _CENTRE_LEFT, name)
        if own:
            painter.setFont(small)
            painter.setPen(look.color("muted"))
            x = space.left() + metrics.horizontalAdvance(name) + 6
            painter.drawText(QRect(x, rect.top() + 1, 80, rect.height()), _CENTRE_LEFT, you)

    def _paint_hand(self, painter: QPainter, right: int, centre: int) -> int:
        ratio = painter.device().devicePixelRatioF()
        picture = theme().pixmap("hand", "warn", 16, ratio)
        painter.drawPixmap(QPointF(right - 16, centre - 7.5), picture)
        return right - 16

    def _paint_star(self, painter: QPainter, right: int, centre: int, found: str) -> int:
        look = theme()
        ratio = painter.device().devicePixelRatioF()
        at = QPointF(right - 15, centre - 7.5)
        if found == "leads":
            color = look.color("warn")
            painter.setBrush(color)
            painter.setPen(
                QPen(
                    color,
                    1.5,
                    Qt.PenStyle.SolidLine,
                    Qt.PenCapStyle.RoundCap,
                    Qt.PenJoinStyle.RoundJoin,
                )
            )
            painter.drawPolygon(_star(at + QPointF(7.5, 8), 6.0))
        else:
            painter.drawPixmap(at, look.pixmap("star", "warn", 15, ratio))
        return right - 15


def _star(centre: QPointF, radius: float) -> QPolygonF:
    """A five-pointed star to be filled: the icon is an outline."""
    points = []
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.48
        angle = -pi / 2 + corner * pi / 5
        points.append(QPointF(centre.x() + length * cos(angle), centre.y() + length * sin(angle)))
    return QPolygonF(points)
