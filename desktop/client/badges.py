"""The badges of conversations and servers: how much is unread, and whether it calls."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from core.client.events import BufferKind
from desktop.client.conversation import Conversation
from desktop.theme import theme


def badge_text(conversation: Conversation[Any], wide: bool) -> tuple[str, bool]:
    """The badge's text and whether it is one that calls (a mention, a private message)."""
    calls = conversation.mentions > 0
    if not conversation.unread:
        return "", False
    if not calls:
        return badge_number(conversation.unread), False
    if conversation.kind is BufferKind.QUERY or not wide:
        return badge_number(conversation.mentions), True
    return f"@ {badge_number(conversation.mentions)}", True


def badge_number(number: int) -> str:
    """A number as a badge has room for it."""
    return str(number) if number < 1000 else "999+"


def paint_badge(
    painter: QPainter,
    right: int,
    centre: int,
    text: str,
    calls: bool,
    *,
    ring: QColor | None = None,
) -> int:
    """A pill of 18 px that ends at ``right``; answers where it begins."""
    look = theme()
    font = look.font("badge")
    width = max(18, QFontMetrics(font).horizontalAdvance(text) + 12)
    box = QRectF(right - width, centre - 9, width, 18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if ring is not None:
        painter.setBrush(ring)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 11, 11)
    painter.setBrush(look.color("accent" if calls else "line"))
    painter.drawRoundedRect(box, 9, 9)
    painter.setPen(look.color("accentText" if calls else "text"))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return right - width
