"""The ways of arrows: straight where nothing stands in between, else along the lanes' borders."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF


def hits(rect: QRectF, start: QPointF, end: QPointF) -> bool:
    """Whether a straight line crosses a rectangle. (Liang and Barsky's clipping.)"""
    dx, dy = end.x() - start.x(), end.y() - start.y()
    first, last = 0.0, 1.0
    for step, distance in (
        (-dx, start.x() - rect.left()),
        (dx, rect.right() - start.x()),
        (-dy, start.y() - rect.top()),
        (dy, rect.bottom() - start.y()),
    ):
        if step == 0:
            if distance < 0:
                return False
            continue
        share = distance / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
        if first > last:
            return False
    return True


def route(
    source: QRectF, target: QRectF, border: float, others: Iterable[QRectF], *, bend: bool = False
) -> list[QPointF]:
    """The points of an arrow from a box to a box.

    ``border``: where the line may go down beside the source's lane; ``others``: what it must not
    cross; ``bend``: never slanted.
    """
    rightwards = target.center().x() >= source.center().x()
    start = QPointF(source.right() if rightwards else source.left(), source.center().y())
    end = QPointF(target.left() if rightwards else target.right(), target.center().y())
    if abs(target.center().x() - source.center().x()) < min(source.width(), target.width()) / 2:
        # The same column: out at the side, down, and in again.
        x = max(source.right(), target.right()) + 5
        return [
            QPointF(source.right(), start.y()),
            QPointF(x, start.y()),
            QPointF(x, end.y()),
            QPointF(target.right(), end.y()),
        ]
    if start.y() == end.y():
        return [start, end]
    if not bend and not any(hits(other, start, end) for other in others):
        return [start, end]
    return [start, QPointF(border, start.y()), QPointF(border, end.y()), end]
