"""Paints actors that do nothing: parked before a call, or waiting inside the program."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from core.net.trace import PendingCall
from desktop.sockets import sequence_words as words
from desktop.sockets.sequence_items import Hatch, Note
from desktop.sockets.sequence_paint import ScenePainter
from desktop.theme import theme
from desktop.theme.colors import mix

translate = words.translate


class ParkedPainter:
    """With the fonts and colours of ``base``; keeps the stripes' tile."""

    def __init__(self, base: ScenePainter) -> None:
        self._base = base
        self.scale = base.scale
        self.parked = theme().color("parked")
        self._tile: QPixmap | None = None

    def hatch(self, painter: QPainter, hatch: Hatch) -> None:
        """The ground of a parked actor: diagonal stripes."""
        painter.setOpacity(1.0)
        radius = self.scale.px(8)
        rect = hatch.rect.adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self.parked, self.scale.pen(1.5)))
        painter.setBrush(QBrush(self._stripes()))
        painter.drawRoundedRect(rect, radius, radius)

    def _stripes(self) -> QPixmap:
        if self._tile is None:
            side = self.scale.px(12)
            tile = QPixmap(QSize(side, side) * self._base.ratio)
            tile.setDevicePixelRatio(self._base.ratio)
            tile.fill(mix(self.parked, self._base.surface, 0.06))
            painter = QPainter(tile)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(mix(self.parked, self._base.surface, 0.24), side * 0.36))
            for shift in (-side, 0, side):
                painter.drawLine(QPointF(shift - 2, side + 2), QPointF(shift + side + 2, -2))
            painter.end()
            self._tile = tile
        return self._tile

    def card(
        self, painter: QPainter, card: QRectF, hatch: Hatch, now: float, button: QRectF
    ) -> None:
        """The words of a parked actor: for how long, and before which call."""
        px = self.scale.px
        if card.height() < px(18):
            return  # only a strip of the stripes is in view: no word fits
        painter.setOpacity(1.0)
        painter.setPen(QPen(self.parked, self.scale.pen(1)))
        painter.setBrush(self._base.surface)
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        pending = hatch.actor.pending
        call = self._next_call(pending, card.width() - px(12)) if pending is not None else ""
        spent = words.lasted(now - hatch.actor.since)
        parked = translate("Sequence", "parked %1").replace("%1", spent)
        centred = Qt.AlignmentFlag.AlignHCenter
        ink = theme().ink(self.parked)
        lines = button.top() - card.top() if not button.isEmpty() else card.height()
        inner = card.adjusted(px(6), 0, -px(6), 0)
        if lines < px(56):  # one line: the mark and the call
            size = px(14)
            metrics = self.scale.metrics("mono")
            width = min(metrics.horizontalAdvance(call), inner.width() - size - px(6))
            x = inner.center().x() - (width + size + px(6)) / 2
            y = card.top() + lines / 2
            painter.drawPixmap(
                QPointF(x, y - size / 2), theme().pixmap("pause", ink, size, self._base.ratio)
            )
            row = QRectF(x + size + px(6), y - px(10), width + 2, px(20))
            self._base.plain(painter, call, "mono", self._base.text, row)
            return
        size = px(18)
        top = card.top() + max(float(px(6)), (lines - px(66) - size) / 2)
        if lines >= px(66) + size:
            mark = QPointF(card.center().x() - size / 2, top)
            painter.drawPixmap(mark, theme().pixmap("pause", ink, size, self._base.ratio))
            top += size + px(2)
        for text, role, color in (
            (parked, "smallStrong", self._base.text),
            (translate("Sequence", "before the call"), "caption", self._base.muted),
            (call, "mono", self._base.text),
        ):
            row = QRectF(inner.left(), top, inner.width(), px(19))
            self._base.plain(painter, text, role, color, row, centred)
            top += px(18)

    def _next_call(self, pending: PendingCall, room: float) -> str:
        texts = words.call_texts(pending)
        metrics = self._base.mono_metrics
        return next((t for t in texts if metrics.horizontalAdvance(t) <= room), texts[-1])

    def note(self, painter: QPainter, note: Note) -> None:
        """A thread that waits for work: quiet words."""
        painter.setOpacity(1.0)
        painter.setFont(self.scale.font("caption"))
        painter.setPen(self._base.muted)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(note.rect, int(flags), words.waiting_note(note.actor.info))
