"""Where inferred arrows end: at the blocked time that they end; and the three of a handshake."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF

from desktop.sockets.sequence_items import Arrow, Bar
from desktop.sockets.sequence_links import Link

_LEAST = 44


def bar_beside(bars: Iterable[Bar], target: int, source: QRectF) -> QRectF | None:
    """A piece of the target's blocked time at the height of the source: what comes from there ends
    its waiting, so the arrow lies and ends at the bar."""
    middle = source.center().y()
    for bar in bars:
        if bar.number == target and bar.rect.top() < middle < bar.rect.bottom() - 4:
            half = source.height() / 2
            return QRectF(bar.rect.left(), middle - half, bar.rect.width(), 2 * half)
    return None


def three_arrows(
    bars: Iterable[Bar], link: Link, connected: QRectF | None, accepted: QRectF
) -> list[Arrow]:
    """SYN, SYN-ACK and ACK, while both sides are seen to wait; else nothing.

    ``connected`` and ``accepted`` are the boxes of the returns (None: not yet).
    """
    found = {bar.number: bar.rect for bar in bars}
    connect, accept = found.get(link.source), found.get(link.target)
    if connect is None or accept is None or connected is None:
        return []
    top, bottom = max(connect.top(), accept.top()), min(connect.bottom(), accept.bottom())
    if bottom - top < _LEAST:
        return []
    right = accept.center().x() > connect.center().x()
    here, there = (connect.right(), accept.left()) if right else (connect.left(), accept.right())
    first, second = top + (bottom - top) * 0.3, top + (bottom - top) * 0.75
    last = connected.center().y()
    end_y = last if accept.top() < last < accept.bottom() - 4 else accepted.center().y()
    box = accept if end_y == last else accepted
    start = QPointF(connected.right() if right else connected.left(), last)
    end = QPointF(box.left() if right else box.right(), end_y)
    ways = [
        ("SYN", [QPointF(here, first), QPointF(there, first)]),
        ("SYN-ACK", [QPointF(there, second), QPointF(here, second)]),
        ("ACK", [start, end]),
    ]
    return [
        Arrow(points, link.source, link.target, link.kind, word=True, text=text)
        for text, points in ways
        if text != "ACK" or end_y >= last
    ]
