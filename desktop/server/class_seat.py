"""How a seat is drawn: half of a desk with the person's circle, name, hand and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.server import words
from desktop.server.class_model import Pupil
from desktop.theme import theme
from desktop.widgets import paint_avatar

if TYPE_CHECKING:
    from desktop.server.class_desks import DesksView

Index = QModelIndex | QPersistentModelIndex

SEAT = 75
"""Height of a seat, in pixels."""
PUPIL_ROLE = Qt.ItemDataRole.UserRole + 1
_AVATAR = 24
_RADIUS = 10
_PILL = 18
_ICON_FROM = 76


class SeatDelegate(QStyledItemDelegate):
    """Even columns are the left halves of desks, odd ones the right halves."""

    def __init__(self, view: DesksView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """About 85 by 75, and the gap under it."""
        return QSize(85, SEAT + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one seat."""
        look = theme()
        right = bool(index.column() % 2)
        cell = option.rect
        # A gap of 16 between the desks, half of it on each side, and none inside of one.
        seat = QRect(
            cell.left() + (0 if right else 8), cell.top(), cell.width() - 8, cell.height() - 8
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pupil: Pupil | None = index.data(PUPIL_ROLE)
        view = self._view
        drop = view.drop_seat == view.seats.seat_of(index)
        lit = drop or (pupil is not None and (pupil.hand > 0 or pupil.floor))
        shape = _half(QRectF(seat).adjusted(0.5, 0.5, -0.5 if right else 0.0, -0.5), right)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("accentSoft" if lit else "paper"))
        painter.drawPath(shape)
        if pupil is None:
            self._paint_free(painter, seat)
        else:
            self._paint_pupil(painter, seat, pupil)
        if drop or (view.hasFocus() and index == view.currentIndex()):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(seat).adjusted(2, 2, -2, -2), 7, 7)
        painter.restore()

    def _paint_free(self, painter: QPainter, seat: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("finished"), 1, Qt.PenStyle.DashLine))
        left = seat.left() + (seat.width() - _AVATAR) / 2
        painter.drawEllipse(QRectF(left, seat.top() + 15, _AVATAR, _AVATAR))

    def _paint_pupil(self, painter: QPainter, seat: QRect, pupil: Pupil) -> None:
        look = theme()
        left = seat.left() + (seat.width() - _AVATAR) / 2
        painter.setOpacity(0.45 if pupil.lost else 1.0)
        paint_avatar(painter, QRectF(left, seat.top() + 15, _AVATAR, _AVATAR), pupil.nick)
        painter.setOpacity(1.0)
        painter.setFont(look.font("smallMedium"))
        painter.setPen(look.color("muted" if pupil.lost else "text"))
        box = QRect(seat.left() + 4, seat.top() + 43, seat.width() - 8, 18)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(pupil.nick, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        self._paint_marks(painter, seat, pupil)

    def _paint_marks(self, painter: QPainter, seat: QRect, pupil: Pupil) -> None:
        """In the upper right corner the most urgent one; an operator's crown at the left."""
        look, ratio = theme(), self._view.devicePixelRatioF()
        person = pupil.person
        if person is not None and person.operator:
            icon = look.pixmap("crown", "muted", 14, ratio)
            painter.drawPixmap(seat.left() + 7, seat.top() + 7, icon)
        if pupil.hand or pupil.floor:
            self._paint_pill(painter, seat, pupil, ratio)
            return
        mark = ""
        if pupil.lost:
            mark = "refresh-cw"
        elif pupil.away:
            mark = "clock"
        elif person is not None and person.websocket:
            mark = "globe"
        if mark:
            icon = look.pixmap(mark, "warn" if pupil.lost else "muted", 14, ratio)
            painter.drawPixmap(seat.right() - 20, seat.top() + 7, icon)

    def _paint_pill(self, painter: QPainter, seat: QRect, pupil: Pupil, ratio: float) -> None:
        look = theme()
        text = words.number(pupil.hand) if pupil.hand else ""
        painter.setFont(look.font("badge", tabular=True))
        wide = seat.width() >= _ICON_FROM or not text  # else the pill would cover the letter
        letters = painter.fontMetrics().horizontalAdvance(text)
        width = max(_PILL, 12 + (12 if wide else 0) + (letters + 1 if text and wide else letters))
        pill = QRect(seat.right() - 3 - width, seat.top() + 4, width, _PILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(QRectF(pill), _PILL / 2, _PILL / 2)
        painter.setPen(look.color("accentText"))
        if not wide:
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
            return
        icon = look.pixmap("hand" if pupil.hand else "mic", "accentText", 12, ratio)
        painter.drawPixmap(pill.left() + 6, pill.top() + 3, icon)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(pill.adjusted(19, 0, 0, 0), flags, text)


def _half(box: QRectF, right: bool) -> QPainterPath:
    """A desk's half: round at the outer corners only."""
    path = QPainterPath()
    radius = _RADIUS
    if right:
        path.moveTo(box.topLeft())
        path.lineTo(box.right() - radius, box.top())
        path.quadTo(box.right(), box.top(), box.right(), box.top() + radius)
        path.lineTo(box.right(), box.bottom() - radius)
        path.quadTo(box.right(), box.bottom(), box.right() - radius, box.bottom())
        path.lineTo(box.bottomLeft())
    else:
        path.moveTo(box.topRight())
        path.lineTo(box.left() + radius, box.top())
        path.quadTo(box.left(), box.top(), box.left(), box.top() + radius)
        path.lineTo(box.left(), box.bottom() - radius)
        path.quadTo(box.left(), box.bottom(), box.left() + radius, box.bottom())
        path.lineTo(box.bottomRight())
        path.closeSubpath()
    return path
