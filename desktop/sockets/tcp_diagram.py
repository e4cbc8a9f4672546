"""TCP's states as a map that lights up: where the chosen socket is, and how it got there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.net.trace import SocketInfo
from desktop.sockets import tcp_words
from desktop.sockets.pane import (
    Pane,
    PaneLabel,
    fd_text,
    is_stream,
    is_tcp,
    scroll_area,
    short_name,
)
from desktop.sockets.pane_paint import paint_head, pen
from desktop.sockets.tcp_map import END, ORDER, Line, TcpMap
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed
    from desktop.sockets.scale import Scale
    from desktop.sockets.selection import Selection

translate = QCoreApplication.translate


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
        upper = QRectF(box.left(), box.top() + scale.px(3), box.width(),
                       scale.metrics("smallStrong").height())  # fmt: skip
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, name)
        metrics = scale.metrics("captionMedium")
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


class TcpPane(Pane):
    """The map with its heading, and a sentence about the state."""

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._title = PaneLabel(scale, "bodyStrong")
        self._of = PaneLabel(scale, "mono", "muted")
        self._source = PaneLabel(scale, "caption", "muted")
        self.diagram = TcpDiagram(scale)
        self.sentence = PaneLabel(scale, "small", wrap=True)
        self.explanation = PaneLabel(scale, "body", "muted", wrap=True)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._socket: SocketInfo | None = None
        self._state = ("", "none")
        self._cause = self._seen_state = ""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._of, 1)
        head.addWidget(self._source)
        self._area = scroll_area(self.diagram)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.explanation)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self.sentence)
        self.diagram.state_asked.connect(self._say)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(translate("TcpDiagram", "TCP state"))
        self.diagram.setAccessibleName(translate("TcpDiagram", "Map of TCP's states"))
        self.diagram.relayout()
        self.refresh()

    def restyle(self) -> None:
        """Margins and the map in the sizes in force."""
        edge = self.scale.px(8)  # the map is wide
        self._column.setContentsMargins(edge, self.scale.px(10), edge, self.scale.px(10))
        self._column.setSpacing(self.scale.px(8))
        self.diagram.relayout()

    def _chosen(self) -> SocketInfo | None:
        found = self.socket_of(self.selection.socket)
        if found is not None:
            return found
        sockets = self.feed.sockets()
        connected = tuple(s for s in sockets if is_tcp(s) and not s.listening and not s.closed)
        found_any = connected or sockets
        return found_any[-1] if found_any else None

    def refresh(self) -> None:
        """Where the chosen socket is now, and the others."""
        self._socket = info = self._chosen()
        if info is None or not is_tcp(info):
            self._stack.setCurrentIndex(1)
            self._of.setText("" if info is None else f"fd {fd_text(info)}")
            self._source.setText("")
            self.sentence.setText("")
            self.explanation.setText(
                translate("TcpDiagram", "No socket yet. As soon as one is made, its state is here.")
                if info is None
                else tcp_words.no_states(is_stream(info))
            )
            return
        self._stack.setCurrentIndex(0)
        time = self.feed.past_time
        steps = self.feed.states.steps(info.number, time)
        truth = self.feed.truth(info.number)
        self._state = (truth.state, truth.source)
        self._cause = tcp_words.cause_words(steps[-1].cause) if steps else ""
        tags: dict[str, list[str]] = {}
        for other in self.feed.sockets():
            if other.number != info.number and is_tcp(other):
                where = self.feed.states.state(other.number, time)[0]
                if where and not (other.closed and where == "CLOSED"):
                    tags.setdefault(where, []).append(_tag(other))
        path = tuple((step.old, step.new, step.source == "inferred") for step in steps)
        self.diagram.show_state(
            truth.state,
            _tag(info),
            path,
            inferred=truth.source == "inferred",
            tags={key: tuple(value) for key, value in tags.items()},
        )
        of = translate("TcpDiagram", "of %1 · %2").replace("%1", f"fd {fd_text(info)}")
        self._of.setText(of.replace("%2", short_name(info)))
        self._source.setText(_source_words(truth.source))
        self._say(self.diagram.asked)
        self._look_at(truth.state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen socket's state stays in view."""
        super().resizeEvent(event)
        self._seen_state = ""
        self.refresh_soon()

    def _look_at(self, state: str) -> None:
        """Bring a state into view where the map is larger than its place."""
        box = self.diagram.layout_map().boxes.get(state)
        if box is not None and state != self._seen_state:
            self._seen_state = state
            centre = box.center().toPoint()
            margin_x, margin_y = round(box.width() / 2) + 8, round(box.height()) + 8
            self._area.ensureVisible(centre.x(), centre.y(), margin_x, margin_y)

    def _meaning(self, state: str) -> str:
        return tcp_words.state_sentence(state, over=bool(self._cause) and not self.diagram.asked)

    def _say(self, asked: str) -> None:
        if asked:
            self._look_at(asked)
        state, source = self._state
        shown = asked or state
        text = f"{tcp_words.state_name(shown)}: {self._meaning(shown)}" if shown else ""
        if not asked and self._cause:
            text += " " + translate("TcpDiagram", "What led here: %1.").replace("%1", self._cause)
        if not asked and source == "inferred":
            text += " " + translate(
                "TcpDiagram", "Nobody measured it: it follows from the calls (inferred)."
            )
        self.sentence.setText(text)
        self.diagram.setAccessibleDescription(text)


def _tag(info: SocketInfo) -> str:
    return fd_text(info) if info.closed else f"fd {info.fd}"


def _source_words(source: str) -> str:
    match source:
        case "measured":
            return translate("TcpDiagram", "measured, dashed: inferred")
        case "inferred":
            return translate("TcpDiagram", "inferred")
        case _:
            return translate("TcpDiagram", "not on this system")
