"""Paints a scene in layers: lanes, blocked time, arrows, calls, words, times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPolygonF, QRegion

from desktop.sockets.scale import Scale
from desktop.sockets.sequence_items import Scene
from desktop.sockets.sequence_lanes import Lane
from desktop.sockets.sequence_paint import Look, ScenePainter
from desktop.sockets.sequence_paint_lines import LinePainter
from desktop.sockets.sequence_paint_parked import ParkedPainter
from desktop.sockets.sequence_parked import Card
from desktop.theme import theme

Touches = Callable[[QRectF], bool]
"""Whether something (in the content) is to be painted."""


def _around(points: Sequence[QPointF]) -> QRectF:
    return QPolygonF(points).boundingRect().adjusted(-30, -20, 30, 20)


@dataclass(slots=True)
class Frame:
    """What one frame shows. ``viewport`` in its own coordinates; ``offset``: where the content's
    corner lies in it; ``gutter``: the width of the times, which do not scroll sideways."""

    scene: Scene
    lanes: Sequence[Lane]
    cards: Sequence[Card]
    look: Look
    viewport: QRectF
    offset: QPoint
    gutter: int
    hovered_gap: int | None = None


class Layers:
    """Paints frames in one scale and one theme. ``fd_of``: the descriptor of a socket."""

    def __init__(self, scale: Scale, fd_of: Callable[[int], int], ratio: float) -> None:
        self._scale = scale
        self._things = ScenePainter(scale, fd_of, ratio)
        self._parked = ParkedPainter(self._things)
        self._lines = LinePainter(scale)

    def paint(self, painter: QPainter, frame: Frame, region: QRegion, *, times: bool) -> None:
        """Paint what lies in ``region`` (of the viewport). ``times``: there is something yet."""
        clip = region.boundingRect()
        painter.fillRect(clip, theme().color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(
            QRect(frame.gutter, clip.top(), clip.right() - frame.gutter + 1, clip.height())
        )
        painter.translate(frame.offset)
        area = QRectF(clip).translated(-frame.offset.x(), -frame.offset.y())
        self._ground(painter, frame, area)
        wanted = region.translated(-frame.offset)

        def touches(rect: QRectF) -> bool:
            return wanted.intersects(rect.toAlignedRect().adjusted(-6, -6, 6, 6))

        self._content(painter, frame, touches, area)
        self._words(painter, frame)
        painter.restore()
        self._times(painter, frame, clip, times)

    def _view(self, frame: Frame) -> QRectF:
        """What is seen of the content."""
        view = frame.viewport.translated(-frame.offset.x(), -frame.offset.y())
        view.setLeft(view.left() + frame.gutter)
        return view

    def _ground(self, painter: QPainter, frame: Frame, area: QRectF) -> None:
        line = theme().color("line")
        for mark in frame.scene.marks:
            if area.top() <= mark.y <= area.bottom():
                painter.fillRect(QRectF(area.left(), round(mark.y), area.width(), 1), line)
        for lane in frame.lanes:
            painter.fillRect(QRectF(lane.x + lane.width - 1, area.top(), 1, area.height()), line)

    def _content(self, painter: QPainter, frame: Frame, touches: Touches, area: QRectF) -> None:
        scene, look, paint = frame.scene, frame.look, self._things
        for bar in scene.bars:
            if touches(bar.rect):
                paint.bar(painter, bar, area, look)
        for hatch in scene.hatches:
            if touches(hatch.rect):
                self._parked.hatch(painter, hatch)
        for arrow in scene.arrows:
            if touches(_around(arrow.points)):
                self._lines.arrow(painter, arrow, look)
        for box in scene.boxes:
            if touches(box.rect):
                paint.box(painter, box, look)
        for item in scene.queued:
            if touches(item.rect):
                paint.queued(painter, item, look)
        view = self._view(frame)
        for row in scene.gaps:
            if touches(row.rect):
                hovered = row.gap.key[1] == frame.hovered_gap
                paint.gap(painter, row, view, hovered=hovered)
        for note in scene.notes:
            if touches(note.rect):
                self._parked.note(painter, note)
        for card in frame.cards:
            if touches(card.rect):
                self._parked.card(painter, card.rect, card.hatch, scene.now, card.button)

    def _words(self, painter: QPainter, frame: Frame) -> None:
        """Labels stand only where nothing else does."""
        scene, look = frame.scene, frame.look
        view = self._view(frame)
        taken = [box.rect for box in scene.boxes] + [item.rect for item in scene.queued]
        taken += [card.rect for card in frame.cards]
        for bar in scene.bars:
            rect = self._things.bar_label(painter, bar, view, scene.now, look)
            if not rect.isEmpty():
                taken.append(rect)
        edges = [
            QRectF(x - 3, bar.rect.top(), 6, bar.rect.height())
            for bar in scene.bars
            for x in (bar.rect.left(), bar.rect.right())
        ]
        said: set[tuple[object, int]] = set()
        for arrow in scene.arrows:
            key = (arrow.kind, arrow.target)
            if arrow.kind is not None and arrow.kind.is_inside and key in said:
                continue  # several threads hand on their work: one word will do
            place = self._lines.label(painter, arrow, look, taken, edges, view)
            if place is not None:
                taken.append(place)
                said.add(key)
        painter.setOpacity(1.0)

    def _times(self, painter: QPainter, frame: Frame, clip: QRect, times: bool) -> None:
        colors = theme()
        gutter, scene = frame.gutter, frame.scene
        painter.fillRect(QRect(0, clip.top(), gutter, clip.height()), colors.color("surface"))
        painter.fillRect(QRect(gutter - 1, clip.top(), 1, clip.height()), colors.color("line"))
        painter.save()
        painter.translate(0, frame.offset.y())
        for mark in scene.marks:
            if abs(mark.y - scene.now_y) > self._scale.px(18):
                self._lines.mark(painter, mark, gutter)
        if times:
            self._lines.now(painter, scene.now_y, frame.viewport.width(), gutter, scene.now)
        painter.restore()
