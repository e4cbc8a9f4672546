"""The shadow under floating things, drawn once into a pixmap and stretched as a nine-patch.

(A QGraphicsEffect would render the whole widget again at every change below it.)
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

BLUR = 20
SHIFT = 6

_patches: dict[tuple[int, int, float], QPixmap] = {}


def margins(blur: int = BLUR, shift: int = SHIFT) -> tuple[int, int, int, int]:
    """How far the shadow reaches out: left, top, right, bottom."""
    return blur, max(blur - shift, 0), blur, blur + shift


def _patch(color: QColor, blur: int, radius: int, ratio: float) -> QPixmap:
    key = (color.rgba(), blur * 1000 + radius, ratio)
    if (found := _patches.get(key)) is not None:
        return found
    side = 2 * (blur + radius) + blur * 2 + 1
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # Rectangles one inside the other, each a little more opaque, come close to a Gaussian.
    steps = blur * 2
    reached = 0.0
    for step in range(steps):
        t = (step + 1) / steps
        wanted = color.alphaF() * t * t * (3 - 2 * t)
        layer = QColor(color)
        layer.setAlphaF((wanted - reached) / (1 - reached))
        reached = wanted
        painter.setBrush(layer)
        inset = step * blur * 2 / steps
        corner = radius + blur - inset / 2
        painter.drawRoundedRect(
            QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset), corner, corner
        )
    painter.end()
    _patches[key] = pixmap
    return pixmap


def paint_shadow(
    painter: QPainter,
    rect: QRect,
    color: QColor,
    radius: int,
    *,
    blur: int = BLUR,
    shift: int = SHIFT,
) -> None:
    """Paint the shadow of a rounded box at ``rect``; it reaches out by ``margins()``."""
    ratio = painter.device().devicePixelRatio()
    patch = _patch(color, blur, radius, ratio)
    side = patch.width() / ratio
    cut = (side - 1) / 2
    outer = QRectF(rect.adjusted(-blur, -blur + shift, blur, blur + shift))
    cut_x, cut_y = min(cut, outer.width() / 2), min(cut, outer.height() / 2)
    xs = (outer.left(), outer.left() + cut_x, outer.right() - cut_x, outer.right())
    ys = (outer.top(), outer.top() + cut_y, outer.bottom() - cut_y, outer.bottom())
    us, vs = (0.0, cut_x, side - cut_x, side), (0.0, cut_y, side - cut_y, side)
    for row in range(3):
        for column in range(3):
            target = QRectF(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
            source = QRectF(
                us[column] * ratio,
                vs[row] * ratio,
                (us[column + 1] - us[column]) * ratio,
                (vs[row + 1] - vs[row]) * ratio,
            )
            if not target.isEmpty():
                painter.drawPixmap(target, patch, source)
