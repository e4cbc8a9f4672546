"""The tape in small: a mark for every call, and a playhead that can be moved."""

from __future__ import annotations

from bisect import bisect_right
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.net.trace import ASKING_CALLS, Side
from core.threads.trace_feed import TraceFeed
from desktop.sockets import sequence_words as words
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.widgets import paint_focus
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate
_LONGEST_PAUSE_S = 1.5
_REDRAW_MS = 100
_SLOWEST_MS = 1000


class TapeStrip(QWidget):
    """Marks from the first call to the last. Long pauses are shortened, so that a morning's silence
    does not squeeze the calls together. ←/→ go one call on, Home and End to the ends of the tape.

    Signals: ``scrubbed()``: the person moved the playhead.
    """

    scrubbed = Signal()

    def __init__(self, feed: TraceFeed, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.feed, self.scale = feed, scale
        self._places: list[float] = []  # of each call, 0 to 1
        self._numbers: list[int] = []
        self._cost_s = 0.0
        self._marks: list[tuple[float, str, bool]] = []  # place, colour's token, upper row
        set_role(self, QAccessible.Role.Slider)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._measure)
        feed.changed.connect(self._told)
        feed.reset.connect(self._measure)
        feed.moved.connect(self._moved)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)
        self._measure()

    # --- what is on the tape ------------------------------------------------------------------

    def _told(self, _change: object) -> None:
        if self.isVisible() and not self._later.isActive():
            self._later.start(max(_REDRAW_MS, min(_SLOWEST_MS, round(self._cost_s * 40_000))))

    def _measure(self) -> None:
        """Where each call stands."""
        began_at = perf_counter()
        events = self.feed.tape.events
        actors = self.feed.tape.actors
        at, before = 0.0, None
        places: list[float] = []
        for event in events:
            began = max(0.0, event.began)
            if before is not None:
                at += min(max(began - before, 0.0), _LONGEST_PAUSE_S)
            before = began
            places.append(at)
        whole = at or 1.0
        self._numbers = [event.number for event in events]
        self._places = [place / whole for place in places]
        seen: set[tuple[int, str]] = set()
        self._marks = []
        for event, place in zip(events, self._places, strict=True):
            if event.call in ASKING_CALLS:
                continue
            info = actors.get(event.actor)
            server = info is not None and (info.side is Side.SERVER or "server" in info.name)
            token = "danger" if event.error is not None else "server" if server else "client"
            key = (round(place * 800), token)
            if key not in seen:  # as many marks as can be told apart
                seen.add(key)
                self._marks.append((place, token, not server))
        self._name()
        self.update()
        self._cost_s = perf_counter() - began_at

    def showEvent(self, event: object) -> None:
        """Catch up."""
        self._measure()

    @property
    def _index(self) -> int:
        """Which call the playhead stands at."""
        position = self.feed.position
        if position is None:
            return len(self._numbers) - 1
        return bisect_right(self._numbers, position) - 1

    # --- moving -------------------------------------------------------------------------------

    def _sync(self) -> None:
        """Know the calls that came since the strip was drawn."""
        events = self.feed.tape.events
        if len(events) != len(self._numbers) or (events and events[-1].number != self._numbers[-1]):
            self._measure()

    def step(self, by: int) -> None:
        """Go some calls on or back; on from the last one is the present."""
        self._sync()
        self._go(self._index + by)

    def go_first(self) -> None:
        """To the beginning of the tape."""
        self._sync()
        self._go(0)

    def go_last(self) -> None:
        """To the end, which is the present where the tape goes on."""
        self._sync()
        self._go(len(self._numbers))

    def _go(self, index: int) -> None:
        if not self._numbers:
            return
        last = len(self._numbers) - 1
        if index >= last and (index > last or self.feed.position is None):
            self.feed.set_position(None)
        else:
            self.feed.set_position(self._numbers[max(0, index)])
        self.scrubbed.emit()

    def _moved(self) -> None:
        self._name()
        self.update()

    def _strip(self) -> QRectF:
        px = self.scale.px
        return QRectF(px(7), px(3), self.width() - px(14), self.height() - px(6))

    def _scrub(self, x: float) -> None:
        strip = self._strip()
        share = (x - strip.left() - self.scale.px(8)) / max(1.0, strip.width() - self.scale.px(16))
        if share >= 0.995:
            self.go_last()
        else:
            self._go(max(0, bisect_right(self._places, share) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the playhead there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw it along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """←/→, Home, End."""
        match event.key():
            case Qt.Key.Key_Left:
                self.step(-1)
            case Qt.Key.Key_Right:
                self.step(1)
            case Qt.Key.Key_Home:
                self.go_first()
            case Qt.Key.Key_End:
                self.go_last()
            case _:
                event.ignore()

    # --- showing ------------------------------------------------------------------------------

    def _name(self) -> None:
        moment = words.lasted(self.feed.time)
        if self.feed.position is None:
            text = translate("TapeBar", "at the end, %1").replace("%1", moment)
        else:
            text = translate("TapeBar", "call %1, %2")
            text = text.replace("%1", str(self.feed.position)).replace("%2", moment)
        self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(200, self.scale.px(34))

    def minimumSizeHint(self) -> QSize:
        """It can be short."""
        return QSize(self.scale.px(80), self.scale.px(34))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Trough, marks, playhead."""
        look, px = theme(), self.scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strip = self._strip()
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(strip.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        left, wide = strip.left() + px(8), strip.width() - px(16)
        high = px(8)
        middle = strip.center().y()
        for place, token, upper in self._marks:
            top = middle - high - px(1) if upper else middle + px(1)
            mark = QRectF(round(left + place * wide) - px(1), top, px(3), high)
            painter.fillRect(mark, look.color(token))
        self._playhead(painter, strip, left, wide)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), px(6))

    def _playhead(self, painter: QPainter, strip: QRectF, left: float, wide: float) -> None:
        px = self.scale.px
        index = self._index
        place = 1.0 if self.feed.position is None else self._places[index] if index >= 0 else 0.0
        x = round(left + place * wide + px(4))
        color = theme().color("text")
        painter.setPen(QPen(color, self.scale.pen(2)))
        painter.drawLine(QPointF(x, strip.top() - px(1)), QPointF(x, strip.bottom() + px(2)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(x - px(5), strip.top() - px(3), px(10), px(8)), 2, 2)
