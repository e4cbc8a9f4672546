"""The map of TCP's states as a widget that lights up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sockets import tcp_words
from desktop.sockets.pane_paint import paint_head, pen
from desktop.sockets.scale import Scale
from desktop.sockets.tcp_map import END, ORDER, Line, TcpMap
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus
from desktop.widgets.accessible_role import set_role


class TcpDiagram(QWidget):
    """The map itself. The arrow keys go through the states to have each explained.

    Signals: ``state_asked(state)``: the person pointed at a state; "" when they left again.
    """

    state_asked = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._map = TcpMap(scale, QSizeF(0, 0))
        self._current, self._fd = "", ""
        self._lit: dict[tuple[str, str], bool] = {}
        self._inferred: set[str] = set()
        self._visited: set[str] = set()
        self._tags: dict[str, tuple[str, ...]] = {}
        self.asked = ""
        self._shown: object = None
        set_role(self, QAccessible.Role.Graphic)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_state(
        self,
        current: str,
        fd: str,
        path: Sequence[tuple[str, str, bool]],
        *,
        inferred: bool,
        tags: dict[str, tuple[str, ...]],
    ) -> None:
        """Light the map: the state and descriptor of the chosen socket, the steps that it made
        (from, to, whether nobody measured it), and where the other sockets are."""
        shown = (current, fd, tuple(path), inferred, tags)
        if shown == self._shown:
            return
        self._shown = shown
        self._current, self._fd, self._tags = current, fd, tags
        self._lit = {(old, new): guessed for old, new, guessed in path}
        self._visited = {state for step in path for state in step[:2]} | {current}
        measured = {new for _old, new, guessed in path if not guessed}
        self._inferred = {new for _old, new, guessed in path if guessed} - measured
        if inferred:
            self._inferred.add(current)
        else:
            self._inferred.discard(current)
        self.update()

    def relayout(self) -> None:
        """Sizes or words changed."""
        self._map = TcpMap(self._scale, QSizeF(self.size()))
        self.updateGeometry()
        self.update()

    def layout_map(self) -> TcpMap:
        """Where everything stands."""
        return self._map

    def sizeHint(self) -> QSize:
        """As much as the boxes and labels need."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Nothing overlaps at this size."""
        least = self._map.least
        return QSize(int(least.width()), int(least.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room: wider apart."""
        super().resizeEvent(event)
        self._map = TcpMap(self._scale, QSizeF(self.size()))

    # --- pointing -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask about a state."""
        place = event.position()
        found = next((s for s in ORDER if self._map.boxes[s].contains(place)), "")
        if self._map.boxes[END].contains(place):
            found = "CLOSED"
        self._ask(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows: from state to state; Escape: back to the socket's own."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            here = self.asked or self._current or ORDER[0]
            self._ask(ORDER[(ORDER.index(here) + steps[key]) % len(ORDER)])
        elif key == Qt.Key.Key_Escape and self.asked:
            self._ask("")
        else:
            super().keyPressEvent(event)

    def _ask(self, state: str) -> None:
        self.asked = state
        self.state_asked.emit(state)
        self.update()

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, labels, boxes; what was gone through comes last, over the rest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in sorted(self._map.lines, key=lambda line: self._key(line) in self._lit):
            self._paint_line(painter, line)
        for state in ORDER:
            self._paint_box(painter, state)
        self._paint_end(painter)
        if self.hasFocus() and not self.asked:
            here = self._map.boxes.get(self._current or ORDER[0])
            if here is not None:
                paint_focus(painter, here.adjusted(-3, -3, 3, 3), self._scale.px(8))

    def _key(self, line: Line) -> tuple[str, str]:
        return line.start, "CLOSED" if line.end == END else line.end

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        lit = self._key(line) in self._lit
        guessed = self._lit.get(self._key(line), False)
        look, scale = theme(), self._scale
        color = look.color("running" if lit else "finished")
        width = scale.pen(2.5) if lit else scale.pen(1)
        tip, before = line.points[-1], line.points[-2]
        head = scale.px(9 if lit else 7)
        path = QPainterPath(line.points[0])
        for point in line.points[1:-1]:
            path.lineTo(point)
        path.lineTo(_shortened(before, tip, head * 0.8))
        painter.setPen(pen(color, width, dashed=lit and guessed, flat=True))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        paint_head(painter, tip, before, color, head)
        painter.setFont(scale.font("captionMedium" if lit else "caption"))
        painter.setPen(look.ink(color) if lit else look.color("muted"))
        painter.drawText(line.label.adjusted(0, 0, 8, 0), Qt.AlignmentFlag.AlignLeft, line.text)

    def _paint_box(self, painter: QPainter, state: str) -> None:
        look, scale = theme(), self._scale
        box = self._map.boxes[state].adjusted(0.5, 0.5, -0.5, -0.5)
        current, been = state == self._current, state in self._visited
        green = look.color("running")
        text = look.color("accentText" if current else "text" if been else "muted")
        ground = look.color("surface")
        if current:
            ground = green
        elif been:
            ground = mix(green, look.color("surface"), 0.16)
        width = scale.pen(2) if been or current else scale.pen(1)
        border = green if been else look.color("edge")
        if current and state in self._inferred:  # a dashed border shows on a lighter ground only
            ground, text = mix(green, look.color("surface"), 0.34), look.color("text")
        painter.setPen(pen(border, width, dashed=state in self._inferred and been))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, scale.px(6), scale.px(6))
        tags = self._tags.get(state, ())
        if current:
            tags = (self._fd, *tags)
        self._paint_words(painter, box, tcp_words.state_name(state), tags, text)
        if self.asked == state and self.hasFocus():
            paint_focus(painter, box.adjusted(-0.5, -0.5, 0.5, 0.5), scale.px(6))

    def _paint_words(
        self, painter: QPainter, box: QRectF, name: str, tags: tuple[str, ...], color: QColor
    ) -> None:
        scale = self._scale
        painter.setPen(color)
        strong = color != theme().color("muted") or bool(tags)
        painter.setFont(scale.font("smallStrong" if strong else "smallMedium"))
        if not tags:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
            return
        metrics = scale.metrics("captionMedium")
        line = scale.metrics("smallStrong").height()
        above = max(0.0, (box.height() - line - metrics.height()) / 2)
        upper = QRectF(box.left(), box.top() + above, box.width(), line)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, name)
        text = _folded(tags, metrics, box.width() - scale.px(8))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - scale.px(8))
        lower = QRectF(box.left(), upper.bottom(), box.width(), metrics.height())
        painter.setFont(scale.font("captionMedium"))
        if color == theme().color("muted"):
            painter.setPen(theme().color("text"))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_end(self, painter: QPainter) -> None:
        box = self._map.boxes[END]
        ended = self._current == "CLOSED" and len(self._lit) > 1
        painter.setFont(self._scale.font("smallStrong" if ended else "smallMedium"))
        painter.setPen(theme().color("running" if ended else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "CLOSED")


def _folded(tags: Sequence[str], metrics: QFontMetricsF, room: float) -> str:
    """As many tags as there is room for, at most three; the rest as "+5"."""
    text = ""
    for count in range(min(3, len(tags)), 0, -1):
        text = ", ".join(tags[:count])
        if len(tags) > count:
            text += f", +{len(tags) - count}"
        if metrics.horizontalAdvance(text) <= room:
            break
    return text


def _shortened(start: QPointF, tip: QPointF, by: float) -> QPointF:
    """A point ``by`` pixels before the tip of a level or upright line."""
    dx, dy = tip.x() - start.x(), tip.y() - start.y()
    length = max(1.0, abs(dx) + abs(dy))
    return QPointF(tip.x() - dx / length * by, tip.y() - dy / length * by)
