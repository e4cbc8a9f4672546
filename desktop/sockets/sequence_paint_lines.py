"""Paints the lines of a scene: arrows with their words, times, the now line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, cos, pi, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.sockets import sequence_words as words
from desktop.sockets.colours import send_color
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_items import Arrow, TimeMark
from desktop.sockets.sequence_links import LinkKind
from desktop.sockets.sequence_paint import Look
from desktop.theme import theme
from desktop.theme.colors import mix

translate = words.translate
_BEND = 6


class LinePainter:
    """Paints arrows and marks in the sizes of ``scale``."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale

    # --- arrows -------------------------------------------------------------------------------

    def arrow(self, painter: QPainter, arrow: Arrow, look: Look) -> None:
        """The line and its head."""
        if len(arrow.points) < 2:
            return
        painter.setOpacity(self._opacity(arrow, look))
        if arrow.kind in (LinkKind.WORK, LinkKind.THREAD):
            self._inside(painter, arrow)
            return
        color, width, dashes = self._style(arrow)
        head = width * 2.4 + self.scale.px(3)
        points = self._shortened(arrow.points, head * 0.8)
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashes:
            pen.setDashPattern([5 / (width / 1.5), 3 / (width / 1.5)])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self._head(arrow.points, head))
        share = look.travel.get(arrow.target) if arrow.kind is None else None
        if share is not None:
            self._block(painter, self._path(arrow.points).pointAtPercent(share), color)

    def _block(self, painter: QPainter, place: QPointF, color: QColor) -> None:
        """The bytes on their way."""
        width, height = self.scale.px(26), self.scale.px(13)
        block = QRectF(place.x() - width / 2, place.y() - height / 2, width, height)
        painter.setPen(QPen(theme().color("surface"), self.scale.pen(1.5)))
        painter.setBrush(color)
        painter.drawRoundedRect(block, self.scale.px(3), self.scale.px(3))

    def _opacity(self, arrow: Arrow, look: Look) -> float:
        if look.lit_calls is None:
            return 1.0
        if arrow.send:
            return look.opacity((), (arrow.send,))
        both = arrow.source in look.lit_calls and arrow.target in look.lit_calls
        return 1.0 if both else look.opacity(())

    def _style(self, arrow: Arrow) -> tuple[QColor, float, bool]:
        if arrow.kind is None:
            return send_color(arrow.send), self.scale.pen(3.5), False
        color = "danger" if arrow.kind is LinkKind.RST else "kernel"
        return theme().color(color), self.scale.pen(1.75), True

    def _shortened(self, points: list[QPointF], by: float) -> list[QPointF]:
        line = QLineF(points[-1], points[-2])
        if line.length() <= by:
            return points
        line.setLength(by)
        return [*points[:-1], line.p2()]

    def _path(self, points: list[QPointF]) -> QPainterPath:
        """The polyline with its corners rounded."""
        path = QPainterPath(points[0])
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            first, second = QLineF(corner, before), QLineF(corner, after)
            bend = min(self.scale.px(_BEND), first.length() / 2, second.length() / 2)
            first.setLength(bend)
            second.setLength(bend)
            path.lineTo(first.p2())
            path.quadTo(corner, second.p2())
        path.lineTo(points[-1])
        return path

    @staticmethod
    def _head(points: list[QPointF], size: float) -> QPolygonF:
        tip, back = points[-1], points[-2]
        angle = atan2(back.y() - tip.y(), back.x() - tip.x())
        sides = [
            QPointF(tip.x() + size * cos(angle + turn), tip.y() + size * sin(angle + turn))
            for turn in (pi / 7, -pi / 7)
        ]
        return QPolygonF([tip, *sides])

    def _inside(self, painter: QPainter, arrow: Arrow) -> None:
        """Dotted and grey, with an open head: it is no socket."""
        color = theme().color("finished")
        pen = QPen(color, self.scale.pen(1.5))
        pen.setDashPattern([2, 2.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path(arrow.points))
        size = self.scale.px(7)
        tip, back = arrow.points[-1], arrow.points[-2]
        angle = atan2(back.y() - tip.y(), back.x() - tip.x())
        painter.setPen(QPen(color, self.scale.pen(1.5)))
        for turn in (pi / 5, -pi / 5):
            end = QPointF(tip.x() + size * cos(angle + turn), tip.y() + size * sin(angle + turn))
            painter.drawLine(tip, end)

    # --- words on arrows ----------------------------------------------------------------------

    def word(self, arrow: Arrow, room: float) -> str:
        """What stands on an arrow; the short form where the line is short."""
        if arrow.text:
            inferred = translate("Sequence", "%1 · inferred").replace("%1", arrow.text)
            return inferred if self._pill_width(inferred) <= room else arrow.text
        match arrow.kind:
            case LinkKind.HANDSHAKE:
                full, short = translate("Sequence", "handshake · inferred"), "SYN"
            case LinkKind.FIN:
                full, short = translate("Sequence", "FIN · inferred"), "FIN"
            case LinkKind.RST:
                full, short = translate("Sequence", "RST · inferred"), "RST"
            case LinkKind.THREAD:
                full = short = translate("Sequence", "new thread")
            case LinkKind.WORK:
                full = short = translate("Sequence", "queue in the program")
            case _:
                full = short = words.count_bytes(arrow.count)
        return full if self._pill_width(full) <= room else short

    def _pill_width(self, text: str) -> float:
        metrics = self.scale.metrics("captionMedium")
        return metrics.horizontalAdvance(text) + self.scale.px(22)

    def label(
        self,
        painter: QPainter,
        arrow: Arrow,
        look: Look,
        taken: list[QRectF],
        edges: list[QRectF],
        view: QRectF,
    ) -> QRectF | None:
        """The word on the line, where nothing else stands; returns its place. A word without a
        pill stands on no edge of blocked time either."""
        if not arrow.word or len(arrow.points) < 2:
            return None
        inside = arrow.kind in (LinkKind.WORK, LinkKind.THREAD)
        room = max(abs(b.x() - a.x()) for a, b in pairwise(arrow.points))
        text = self.word(arrow, room)
        role = "caption" if inside else "captionMedium"
        width = self.scale.metrics(role).horizontalAdvance(text)
        size = QSizeF(width + self.scale.px(6 if inside else 16), self.scale.px(17))
        height = size.height()
        found = (QRectF(place, size) for place in self._places(arrow, size, inside=inside))
        avoid = taken + edges if inside else taken
        rect = next(
            (
                place
                for place in found
                if view.left() <= place.left()
                and place.right() <= view.right()
                and not any(place.intersects(other) for other in avoid)
            ),
            None,
        )
        if rect is None:
            return None
        painter.setOpacity(self._opacity(arrow, look))
        if inside:
            painter.setPen(theme().color("muted"))
        else:
            color, _, dashes = self._style(arrow)
            pen = QPen(color, self.scale.pen(1))
            if dashes:
                pen.setDashPattern([4, 2.5])
            painter.setPen(pen)
            painter.setBrush(mix(color, theme().color("surface"), 0.06))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
            painter.setPen(theme().ink(color))
        painter.setFont(self.scale.font(role))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        return rect

    def _places(self, arrow: Arrow, size: QSizeF, *, inside: bool) -> Iterator[QPointF]:
        """Corners where the word may stand, the best first."""
        a, b = max(pairwise(arrow.points), key=lambda piece: abs(piece[1].x() - piece[0].x()))
        lift = size.height() + self.scale.px(1) if inside else size.height() / 2
        length = abs(b.x() - a.x())
        for share in (0.5, 0.75, 0.25) if length > size.width() else ():
            x = a.x() + (b.x() - a.x()) * share
            yield QPointF(x - size.width() / 2, a.y() + (b.y() - a.y()) * share - lift)
        gap = self.scale.px(5)
        tip, start = arrow.points[-1], arrow.points[0]
        after = tip.x() + gap if tip.x() > start.x() else tip.x() - gap - size.width()
        before = start.x() - gap - size.width() if tip.x() > start.x() else start.x() + gap
        if not inside:
            yield QPointF(after, tip.y() - size.height() / 2)
            low = max(start.y(), tip.y()) + self.scale.px(4)
            yield QPointF(min(after, before), low)
            return
        yield QPointF(tip.x() + gap, tip.y() - size.height() - gap)
        yield QPointF(tip.x() - gap - size.width(), tip.y() - size.height() - gap)

    # --- times --------------------------------------------------------------------------------

    def mark(self, painter: QPainter, mark: TimeMark, gutter: float) -> None:
        """A time in the gutter."""
        painter.setFont(self.scale.font("mono"))
        painter.setPen(theme().color("muted"))
        rect = QRectF(0, mark.y - self.scale.px(10), gutter - self.scale.px(7), self.scale.px(20))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(flags), words.seconds(mark.time))

    def now(self, painter: QPainter, y: float, width: float, gutter: float, time: float) -> None:
        """The now line and its time in an inverted label."""
        text = theme().color("text")
        thick = self.scale.pen(2)
        painter.setOpacity(1.0)
        painter.fillRect(QRectF(gutter, y - thick / 2, width - gutter, thick), text)
        label = words.seconds(time)
        font = self.scale.font("mono")
        metrics = self.scale.metrics("mono")
        wide = metrics.horizontalAdvance(label) + self.scale.px(12)
        rect = QRectF(
            gutter - self.scale.px(4) - wide, y - self.scale.px(10), wide, self.scale.px(20)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(text)
        painter.drawRoundedRect(rect, self.scale.px(4), self.scale.px(4))
        painter.setPen(theme().color("paper"))
        painter.setFont(font)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), label)
