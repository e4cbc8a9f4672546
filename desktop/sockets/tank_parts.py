"""What is in a tank when it holds no bytes: a ghost of the last send, or who waits for accept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.sockets.colours import send_color, send_ink, send_label
from desktop.sockets.pane_paint import pen
from desktop.sockets.scale import Scale
from desktop.sockets.tank_model import Tank
from desktop.theme import theme

translate = QCoreApplication.translate

_SEATS, _IN_A_ROW = 12, 6


def paint_ghost(painter: QPainter, box: QRectF, number: int, scale: Scale) -> None:
    """The send queue is empty at once on loopback: a ghost tells what was there."""
    hue = send_color(number)
    height = scale.metrics("small").height() + scale.px(14)
    ghost = QRectF(0, 0, box.width() - scale.px(20), min(height, box.height() - scale.px(12)))
    ghost.moveCenter(box.center())
    painter.setPen(pen(hue, scale.pen(1), dashed=True))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(ghost, scale.px(4), scale.px(4))
    text = translate("Tanks", "%1 has left").replace("%1", send_label(number))
    text = scale.metrics("smallMedium").elidedText(
        text, Qt.TextElideMode.ElideRight, ghost.width() - 4
    )
    painter.setFont(scale.font("smallMedium"))
    painter.setPen(send_ink(number))
    painter.drawText(ghost, Qt.AlignmentFlag.AlignCenter, text)


def paint_waiting(painter: QPainter, box: QRectF, tank: Tank, scale: Scale, ratio: float) -> None:
    """A listener has no bytes: seats, as many as the backlog, taken by who waits. ``ratio``: of
    the device's pixels."""
    look = theme()
    if tank.total is None:
        return
    shown = min(max(tank.room or 0, tank.total), _SEATS)
    if not shown:
        return
    gap, edge = scale.px(6), scale.px(10)
    rows = -(-shown // _IN_A_ROW)
    side = min(
        float(scale.px(26)),
        (box.width() - 2 * edge) / min(_IN_A_ROW, shown) - gap,
        (box.height() - 2 * edge) / rows - gap * (rows > 1),
    )
    for place in range(shown):
        column, row = place % _IN_A_ROW, place // _IN_A_ROW
        seat = QRectF(
            box.left() + edge + column * (side + gap),
            box.top() + edge + row * (side + gap),
            side,
            side,
        )
        taken = place < tank.total
        painter.setPen(QPen(look.color("kernel" if taken else "edge"), scale.pen(1.5)))
        painter.setBrush(look.color("kernel") if taken else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(seat)
        if taken:
            size = round(side * 0.6)
            pixmap = look.pixmap("user", "accentText", size, ratio)
            corner = seat.center() - QPointF(size / 2, size / 2)
            painter.drawPixmap(corner.toPoint(), pixmap)
