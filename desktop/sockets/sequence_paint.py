"""Paints the parts of a scene: calls, blocked time, parked actors, bytes that wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
)

from desktop.sockets import sequence_words as words
from desktop.sockets.colours import send_color, send_ink
from desktop.sockets.counts import counts
from desktop.sockets.pane_paint import badge_width, paint_badge
from desktop.sockets.scale import Scale
from desktop.sockets.selection import FADED
from desktop.sockets.sequence_items import Bar, Box, GapRow, Queued
from desktop.theme import theme
from desktop.theme.colors import mix, with_alpha

translate = words.translate
_PULSE_S = 1.2
_MOST_BADGES = 2


@dataclass(slots=True)
class Look:
    """How this frame looks: what is lit, and where the clock stands.

    Attributes: ``lit_sends`` and ``lit_calls`` (None: nothing is chosen, everything is lit),
    ``chosen`` and ``hovered`` calls, ``fresh`` (how far a new call has appeared, 0 to 1; in reduced
    motion those that get an outline), ``travel`` (how far the bytes of a new call have come on
    their arrow, 0 to 1), ``pulse`` (0 to 1).
    """

    lit_sends: frozenset[int] = frozenset()
    lit_calls: frozenset[int] | None = None
    chosen: int | None = None
    hovered: int | None = None
    focused: bool = False
    fresh: dict[int, float] = field(default_factory=dict)
    travel: dict[int, float] = field(default_factory=dict)
    outline_fresh: bool = False
    pulse: float = 1.0

    def opacity(self, numbers: tuple[int, ...], sends: tuple[int, ...] = ()) -> float:
        """1 for what is lit, less for the rest."""
        if self.lit_calls is None:
            return 1.0
        if any(number in self.lit_calls for number in numbers):
            return 1.0
        return 1.0 if any(send in self.lit_sends for send in sends) else FADED


def pulse(now: float) -> float:
    """The opacity of the ring round blocked time: 45 to 100 % and back, once in 1.2 s."""
    phase = (now % _PULSE_S) / _PULSE_S
    rest = abs(2 * phase - 1)
    return 0.45 + 0.55 * (1 - rest * rest)


class ScenePainter:
    """Paints items at their places; keeps fonts and tiles. Make a new one when the scale or the
    theme changes. ``fd_of`` gives the descriptor of a socket, and whether it is closed."""

    def __init__(self, scale: Scale, fd_of: Callable[[int], int], ratio: float = 1.0) -> None:
        self.scale = scale
        self.fd_of = fd_of
        self.ratio = ratio
        theme().font("monoLarge")  # its weight is loaded when it is asked for
        self.mono = scale.font("mono")
        self.mono_strong = QFont(self.mono)
        self.mono_strong.setWeight(QFont.Weight.Medium)
        self.mono_metrics = QFontMetricsF(self.mono)
        self.strong_metrics = QFontMetricsF(self.mono_strong)
        look = theme()
        self.text = look.color("text")
        self.surface = look.color("surface")
        self.muted = look.color("muted")
        self.kernel = look.color("kernel")
        self.danger = look.color("danger")
        self.edge = mix(look.color("finished"), self.text, 0.85 if scale.projector else 1.0)
        self.focus = look.color("focus")

    # --- calls --------------------------------------------------------------------------------

    def box(self, painter: QPainter, box: Box, look: Look) -> None:
        """A call: its box, its bytes' colour, its words."""
        px = self.scale.px
        failed = box.event is not None and box.event.error is not None and self._done(box)
        painter.setOpacity(
            look.opacity((box.number,), box.sends)
            * (1.0 if look.outline_fresh else look.fresh.get(box.number, 1.0))
        )
        rect = box.rect.adjusted(0.5, 0.5, -0.5, -0.5)
        radius = px(6)
        width = self.scale.pen(2 if failed else 1)
        ground = mix(self.danger, self.surface, 0.07) if failed else self.surface
        painter.setPen(QPen(self.danger if failed else self.edge, width))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, radius, radius)
        if box.sends and self._done(box):
            self._strip(painter, rect, box.sends)
        if failed:
            self._failure(painter, box)
        else:
            self._words(painter, box)
        chosen = look.chosen == box.number
        if chosen or (look.outline_fresh and box.number in look.fresh):
            self._outline(painter, rect, radius, strong=look.focused or not chosen)
        elif look.hovered == box.number:
            painter.setPen(QPen(self.text, self.scale.pen(1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, radius, radius)

    @staticmethod
    def _done(box: Box) -> bool:
        return box.whole or box.ending

    def _outline(self, painter: QPainter, rect: QRectF, radius: float, *, strong: bool) -> None:
        grow = 2.0
        painter.setPen(QPen(self.focus, 2 if strong else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = rect.adjusted(-grow, -grow, grow, grow)
        painter.drawRoundedRect(box, radius + grow, radius + grow)

    def _strip(self, painter: QPainter, rect: QRectF, sends: tuple[int, ...]) -> None:
        """The 5 px at the left edge, one piece for each send."""
        px = self.scale.px
        path = QPainterPath()
        path.addRoundedRect(rect, px(6), px(6))
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        height = rect.height() / len(sends)
        for number, send in enumerate(sends):
            part = QRectF(rect.left(), rect.top() + number * height, px(5), height)
            painter.fillRect(part, send_color(send))
        painter.restore()

    def _words(self, painter: QPainter, box: Box) -> None:
        px = self.scale.px
        rect = box.rect
        left = rect.left() + px(12 if box.sends and self._done(box) else 9)
        right = rect.right() - px(7)
        first = QRectF(rect.left(), rect.top(), rect.width(), px(24))
        middle = first.center().y()
        if self._done(box):
            right = self._badges(painter, box.sends, right, middle)
        self._head(painter, box, left, right - left, middle)
        if box.text:
            line = QRectF(rect.left(), rect.top() + px(21), rect.width(), px(21))
            ink = send_ink(box.sends[0]) if box.sends else self.muted
            self._line(painter, box.text, left, rect.right() - px(8) - left, line.center().y(), ink)

    def _badges(
        self, painter: QPainter, sends: tuple[int, ...], right: float, middle: float
    ) -> float:
        """The numbers at the right; returns where the words have to end."""
        shown = sends[:_MOST_BADGES] if len(sends) <= _MOST_BADGES else (sends[0], sends[-1])
        for send in reversed(shown):
            width = badge_width(send, self.scale)
            paint_badge(painter, right - width, middle, send, self.scale)
            right -= width + self.scale.px(3)
        return right - self.scale.px(4) if shown else right

    def head_texts(self, box: Box) -> list[tuple[str, str]]:
        """The words of the first line, (call, result), from the fullest form to the shortest."""
        calls = words.call_texts(box.call)
        event = box.event
        if event is None or not self._done(box):
            return [(text, "") for text in calls]
        result = words.result_text(event, self.fd_of)
        if box.ending:
            returned = translate("Sequence", "returned")
            return [(f"{returned} → ", result), ("→ ", result)]
        return [(f"{text} → ", result) for text in calls] + [("→ ", result)]

    def _head(self, painter: QPainter, box: Box, left: float, room: float, middle: float) -> None:
        texts = self.head_texts(box)
        call, result = next(
            (
                pair
                for pair in texts
                if self.mono_metrics.horizontalAdvance(pair[0])
                + self.strong_metrics.horizontalAdvance(pair[1])
                <= room
            ),
            texts[-1],
        )
        baseline = middle + (self.mono_metrics.ascent() - self.mono_metrics.descent()) / 2
        painter.setPen(self.text)
        if result:
            painter.setFont(self.mono)
            painter.drawText(QPointF(left, baseline), call)
            used = self.mono_metrics.horizontalAdvance(call)
            painter.setFont(self.mono_strong)
            result = self.strong_metrics.elidedText(
                result, Qt.TextElideMode.ElideRight, max(8.0, room - used)
            )
            painter.drawText(QPointF(left + used, baseline), result)
            return
        painter.setFont(self.mono_strong)
        text = self.strong_metrics.elidedText(call, Qt.TextElideMode.ElideRight, max(8.0, room))
        painter.drawText(QPointF(left, baseline), text)

    def _line(
        self,
        painter: QPainter,
        text: str,
        left: float,
        room: float,
        middle: float,
        ink: QColor,
    ) -> None:
        metrics = self.mono_metrics
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(self.mono)
        painter.setPen(ink)
        painter.drawText(
            QPointF(left, baseline), metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        )

    def _failure(self, painter: QPainter, box: Box) -> None:
        event = box.event
        if event is None:
            return
        px = self.scale.px
        rect = box.rect
        size = px(15)
        ink = theme().ink(self.danger)
        pixmap = theme().pixmap("octagon-x", ink, size, self.ratio)
        top = QRectF(rect.left(), rect.top() + px(2), rect.width(), px(22))
        painter.drawPixmap(QPointF(rect.left() + px(9), top.center().y() - size / 2), pixmap)
        self.plain(
            painter, words.error_name(event), "smallStrong", ink,
            top.adjusted(px(9) + size + px(6), 0, -px(6), 0),
        )  # fmt: skip
        second = QRectF(rect.left() + px(9), rect.top() + px(22), rect.width() - px(15), px(20))
        self.plain(painter, words.error_line(event), "small", self.text, second)

    def plain(
        self,
        painter: QPainter,
        text: str,
        role: str,
        color: QColor,
        rect: QRectF,
        flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """One line of text, cut with an ellipsis where there is no room."""
        painter.setFont(self.scale.font(role))
        painter.setPen(color)
        short = self.scale.metrics(role).elidedText(
            text, Qt.TextElideMode.ElideRight, rect.width() + 1
        )
        painter.drawText(rect, int(flags | Qt.AlignmentFlag.AlignVCenter), short)

    # --- blocked time -------------------------------------------------------------------------

    def bar(self, painter: QPainter, bar: Bar, view: QRectF, look: Look) -> None:
        """Time in the kernel: a tinted bar between two edges."""
        painter.setOpacity(look.opacity((bar.number,), bar.sends))
        rect = bar.rect
        tint = with_alpha(self.kernel, 0.2 if theme().dark else 0.13)
        seen = rect.intersected(view.adjusted(-4, -4, 4, 4))
        if seen.isEmpty():
            return
        painter.fillRect(seen, tint)
        edge = self.scale.pen(3)
        painter.fillRect(QRectF(seen.left(), seen.top(), edge, seen.height()), self.kernel)
        painter.fillRect(QRectF(seen.right() - edge, seen.top(), edge, seen.height()), self.kernel)

    def bar_label(
        self, painter: QPainter, bar: Bar, view: QRectF, now: float, look: Look
    ) -> QRectF:
        """The hourglass and how long; returns where it stands (empty: no room)."""
        px = self.scale.px
        seen = bar.rect.intersected(view)
        height = float(px(20))
        if seen.height() < height + px(4):
            return QRectF()
        spent = words.lasted((now if bar.open else bar.ended) - bar.began)
        room = bar.rect.width() - px(12)
        metrics = self.scale.metrics("smallMedium", tabular=True)
        icon = px(12)
        full = translate("Sequence", "in kernel %1").replace("%1", spent)
        text = full if metrics.horizontalAdvance(full) + icon + px(24) <= room else spent
        width = metrics.horizontalAdvance(text) + icon + px(22)
        rect = QRectF(0, 0, width, height)
        rect.moveCenter(seen.center())
        opacity = look.opacity((bar.number,), bar.sends)
        painter.setOpacity(opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(self.kernel, self.surface, 0.08))
        painter.drawRoundedRect(rect, height / 2, height / 2)
        painter.setOpacity(opacity * (look.pulse if bar.open else 1.0))
        painter.setPen(QPen(self.kernel, self.scale.pen(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        painter.setOpacity(opacity)
        ink = theme().ink(self.kernel)
        pixmap = theme().pixmap("hourglass", ink, icon, self.ratio)
        painter.drawPixmap(QPointF(rect.left() + px(8), rect.center().y() - icon / 2), pixmap)
        painter.setFont(self.scale.font("smallMedium", tabular=True))
        painter.setPen(ink)
        painter.drawText(
            rect.adjusted(px(8) + icon + px(4), 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            text,
        )
        return rect

    # --- the rest -----------------------------------------------------------------------------

    def queued(self, painter: QPainter, item: Queued, look: Look) -> None:
        """Bytes that nobody has read: the small box at the end of their arrow."""
        px = self.scale.px
        painter.setOpacity(look.opacity((item.number,), (item.send,)))
        color = send_color(item.send)
        rect = item.rect.adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(color, self.scale.pen(1.5))
        if item.thrown:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self.surface)
        painter.drawRoundedRect(rect, px(6), px(6))
        count = words.count_bytes(item.count)
        state = (
            translate("Sequence", "thrown away")
            if item.thrown
            else translate("Sequence", "in queue")
        )
        one_line = item.rect.height() < px(36)
        middle = item.rect.center().y() if one_line else item.rect.top() + px(13)
        x = item.rect.left() + px(7)
        x += paint_badge(painter, x, middle, item.send, self.scale) + px(6)
        rest = QRectF(x, middle - px(10), item.rect.right() - px(5) - x, px(20))
        if one_line:
            self.plain(painter, f"{count} {state}", "smallStrong", self.text, rest)
            return
        self.plain(painter, count, "smallStrong", self.text, rest)
        below = QRectF(item.rect.left() + px(4), middle + px(8), item.rect.width() - px(8), px(17))
        self.plain(painter, state, "caption", self.muted, below, Qt.AlignmentFlag.AlignHCenter)

    def gap(self, painter: QPainter, row: GapRow, view: QRectF, *, hovered: bool) -> None:
        """A folded stretch: how many calls, and that it can be opened."""
        painter.setOpacity(1.0)
        rect = row.rect.intersected(QRectF(view.left(), row.rect.top(), view.width(), 9999))
        rect = rect.adjusted(4.5, 0.5, -4.5, -0.5)
        look = theme()
        painter.setPen(QPen(look.color("edge"), self.scale.pen(1), Qt.PenStyle.DashLine))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(rect, self.scale.px(6), self.scale.px(6))
        text = counts().not_drawn(row.gap.count)
        if row.gap.numbers:
            text += " · " + translate("Sequence", "press to draw them")
        color = look.color("accentInk" if hovered and row.gap.numbers else "muted")
        self.plain(painter, text, "small", color, rect, Qt.AlignmentFlag.AlignHCenter)
