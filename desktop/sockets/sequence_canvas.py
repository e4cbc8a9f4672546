"""The painted part of the sequence view: keeps rows, lanes and scene up to date and draws them.

What it costs is bounded: it is drawn at most twenty times a second, less often when drawing takes
long, never while nobody can see it; and only what is in view is laid out.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from core.net.trace import ActorSnapshot, CallEvent
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Selection
from desktop.sockets.sequence_header import HEIGHT, LaneHeads
from desktop.sockets.sequence_items import Scene
from desktop.sockets.sequence_layers import Frame, Layers
from desktop.sockets.sequence_light import lit
from desktop.sockets.sequence_model import SequenceModel
from desktop.sockets.sequence_paint import Look, pulse
from desktop.sockets.sequence_parked import Card, StepButtons, place_card
from desktop.theme import theme

if TYPE_CHECKING:
    from core.threads.trace_feed import Change, TraceFeed

GUTTER = 56
FRAME_MS = 50
_COST_SHARE = 0.04  # of the time may go into drawing
_SLOWEST_MS = 500
_APPEAR_S = 0.12
_TRAVEL_S = 0.22
_APPEARING = 12
_MARGIN = 60


class SequenceCanvas(QAbstractScrollArea):
    """Draws the calls of ``feed``. :class:`SequenceView` adds the mouse and the keyboard.

    Attributes: ``rows``, ``lanes``, ``links``: what is drawn.
    Signals: ``named(names)``: whom the server's readers serve, by actor.
    """

    named = Signal(object)

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.feed, self.selection, self.scale = feed, selection, scale
        model = self.model = SequenceModel(feed, scale)
        self.rows, self.lanes, self.links, self.flow = (
            model.rows, model.lanes, model.links, model.flow,
        )  # fmt: skip
        self.tops, self.maker = model.tops, model.maker
        self.heads = LaneHeads(scale, self)
        self.step_buttons = StepButtons(self.viewport(), scale)
        self.look = Look()
        self._layers = self._new_layers()
        self._scene: Scene | None = None
        self._following = True
        self._behind = True
        self._waiting: list[Change] = []
        self._frame_cost = self._paint_cost = 0.004
        self._ticked = 0.0
        self._fresh: dict[int, float] = {}
        self._cards: list[Card] = []
        self.hovered: int | None = None
        self.hovered_gap: int | None = None
        self.frames = 0
        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.timeout.connect(self._frame)
        self._appearing = QTimer(self)
        self._appearing.setInterval(30)
        self._appearing.timeout.connect(self._appear)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        feed.changed.connect(self._told)
        feed.reset.connect(self.start_over)
        feed.moved.connect(self._moved)
        feed.tick.connect(self._tick)
        selection.changed.connect(self._selected)
        scale.changed.connect(self._restyled)
        theme().changed.connect(self._restyled)
        self._restyled()

    # --- following the feed -------------------------------------------------------------------

    def _told(self, change: Change) -> None:
        if not self.isVisible():
            self._behind = True
            return
        self._waiting.append(change)
        self._soon()

    def _soon(self) -> None:
        if not self._frame_timer.isActive():
            cost = self._frame_cost + self._paint_cost
            wait = min(_SLOWEST_MS, max(FRAME_MS, cost * 1000 / _COST_SHARE))
            self._frame_timer.start(round(wait))

    def _frame(self) -> None:
        began = perf_counter()
        changes, self._waiting = self._waiting, []
        if changes and not self._behind:
            self._fade_in(self.model.take(changes))
        self._settle()
        if changes and self._following:
            self._follow_across()
        self._frame_cost += 0.3 * (perf_counter() - began - self._frame_cost)

    def _follow_across(self) -> None:
        """While calls go slowly, the lane where it goes on is kept in view."""
        across = self.horizontalScrollBar()
        lane = self.model.busy_lane() if across.maximum() else None
        if lane is not None:
            low = min(across.value(), round(lane.x))
            across.setValue(max(low, round(lane.x + lane.width) - self._room()))

    def _fade_in(self, events: list[CallEvent]) -> None:
        """New calls appear gently; in reduced motion they are outlined until the next ones."""
        if not 0 < len(events) <= _APPEARING:
            return
        now = perf_counter()
        if theme().reduced_motion:
            self._fresh.clear()
        elif not self._appearing.isActive():
            self._appearing.start()
        self._fresh.update({event.number: now for event in events})

    def start_over(self) -> None:
        """Another tape: forget what was drawn."""
        self._waiting.clear()
        self._behind = True
        self._following = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        """Draw what is on the tape, after a time in which nobody looked."""
        self._behind = False
        self._waiting.clear()
        self.model.fill()
        self._settle()

    def show_asking(self, on: bool) -> None:
        """Draw also the calls that only ask or set something, or no longer."""
        self.rows.show_all = on
        self.start_over()

    def relayout(self) -> None:
        """Other lanes are shown, or in another order."""
        self._settle()

    # --- laying out ---------------------------------------------------------------------------

    @property
    def gutter(self) -> int:
        """The width of the times at the left, in pixels."""
        return self.scale.px(GUTTER)

    @property
    def is_past(self) -> bool:
        """Whether the view looks back."""
        return self.feed.position is not None

    def cut(self) -> int:
        """How many rows have happened at the time that is looked at."""
        return self.model.cut()

    def _settle(self) -> None:
        """Bring lanes, heights and scroll bars up to date."""
        self.model.settle()
        self._choose_lanes()
        self._measure()
        self._show_heads()
        self._stale()

    def _choose_lanes(self) -> None:
        following = self._following or self.is_past
        view = None if following else self._seen_heights()
        self.model.choose_lanes(view, self.viewport().height(), self._room())

    def _room(self) -> int:
        """The width for lanes."""
        return max(1, self.viewport().width() - self.gutter)

    def _seen_heights(self) -> tuple[float, float]:
        top = float(self.verticalScrollBar().value())
        return top, top + self.viewport().height()

    def _measure(self) -> None:
        view = self.viewport().size()
        room = self._room()
        self.lanes.place(room, self.scale.factor)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, round(self.lanes.width) - room))
        across.setPageStep(room)
        across.setSingleStep(self.scale.px(40))
        down = self.verticalScrollBar()
        was_following = self._following
        height = round(self.content_height())
        down.setPageStep(view.height())
        down.setSingleStep(self.scale.px(34))
        down.setRange(0, max(0, height - view.height()))
        if was_following:
            down.setValue(down.maximum())
            self._following = True

    def content_height(self) -> float:
        """How high everything is, with the now line and a little air below it."""
        now = self.maker.now_y(self.cut(), self.feed.actors(), self.is_past)
        return now + self.scale.px(14)

    def _show_heads(self) -> None:
        heads = self.heads
        heads.lanes = self.lanes.shown
        heads.folded = len(self.lanes.folded)
        heads.names = self.model.whom()
        self.step_buttons.names = heads.names
        self.named.emit(heads.names)
        heads.gutter = float(self.gutter)
        heads.shift = float(self.horizontalScrollBar().value())
        heads.now = self.feed.time
        heads.update()

    def _stale(self) -> None:
        self._scene = None
        self.viewport().update()

    def scene(self) -> Scene:
        """What is in view now."""
        if self._scene is None:
            self.tops.update()
            top, bottom = self._seen_heights()
            margin = self.scale.px(_MARGIN)
            self._scene = self.maker.make(
                top - margin,
                bottom + margin,
                self.cut(),
                self.feed.time,
                self.feed.actors(),
                past=self.is_past,
                seen_from=top,
            )
            self._place_buttons(self._scene)
        return self._scene

    def _place_buttons(self, scene: Scene) -> None:
        offset = self.offset()
        view = QRectF(self.viewport().rect()).translated(-offset.x(), -offset.y())
        self._cards = []
        wanted: dict[int, tuple[ActorSnapshot, QRect]] = {}
        for hatch in scene.hatches:
            if not hatch.rect.intersects(view):
                continue
            card, button = place_card(hatch.rect, view, self.scale, self.step_buttons.size_hint())
            self._cards.append(Card(hatch, card, button))
            if not button.isEmpty():
                place = button.translated(offset.x(), offset.y()).toRect()
                wanted[hatch.actor.info.number] = (hatch.actor, place)
        self.step_buttons.show_for(wanted, self.gutter)

    def offset(self) -> QPoint:
        """Where the content's corner lies in the viewport."""
        return QPoint(
            self.gutter - self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        )

    # --- moments ------------------------------------------------------------------------------

    def _moved(self) -> None:
        self._following = True
        if self.isVisible():
            self._settle()

    def _tick(self, now: float) -> None:
        clock = perf_counter()
        if not self.isVisible() or self.is_past:
            return
        if clock - self._ticked < self._paint_cost / _COST_SHARE:
            return  # in a flood the frames move the clocks
        self._ticked = clock
        scene = self._scene
        if scene is None:
            return
        scene.now = now
        self.heads.now = now
        self.heads.update()
        offset = self.offset()
        view = QRectF(self.viewport().rect())
        for bar in scene.bars:
            if bar.open:  # its label moves, nothing else
                place = QRectF(0, 0, bar.rect.width() + 40, self.scale.px(26))
                place.moveCenter(bar.rect.translated(offset).intersected(view).center())
                self.viewport().update(place.toAlignedRect())
        for card in self._cards:
            self.viewport().update(card.rect.translated(offset).toAlignedRect())
        y = round(scene.now_y) + offset.y()
        self.viewport().update(0, y - self.scale.px(12), self.gutter, self.scale.px(24))

    def _appear(self) -> None:
        now = perf_counter()
        self._fresh = {n: t for n, t in self._fresh.items() if now - t < _TRAVEL_S}
        if not self._fresh:
            self._appearing.stop()
        self.viewport().update()

    def _selected(self) -> None:
        self.look.chosen = self.selection.event
        sends, calls = lit(self.selection, self.flow, self.links, self.model.event)
        self.look.lit_sends, self.look.lit_calls = sends, calls
        self.viewport().update()

    def _restyled(self) -> None:
        self._layers = self._new_layers()
        self.step_buttons.restyle()
        self.setViewportMargins(0, self.scale.px(HEIGHT), 0, 0)
        self.tops.reset()
        self._place_heads()
        self._settle()

    def _new_layers(self) -> Layers:
        return Layers(self.scale, self.model.fd, self.devicePixelRatioF())

    # --- the window ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while nobody looked."""
        super().showEvent(event)
        if self._behind:
            self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lanes out anew."""
        super().resizeEvent(event)
        self._place_heads()
        self._settle()

    def _place_heads(self) -> None:
        view = self.viewport().geometry()
        self.heads.setGeometry(
            view.left(), view.top() - self.scale.px(HEIGHT), view.width(), self.scale.px(HEIGHT)
        )

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Another part comes into view."""
        if not hasattr(self, "heads"):
            return
        self.heads.shift = float(self.horizontalScrollBar().value())
        self.heads.update()
        self._stale()

    def _scrolled(self, value: int) -> None:
        self._following = value >= self.verticalScrollBar().maximum() - 2
        if self.lanes.folded:
            self._choose_lanes()
            self.lanes.place(self._room(), self.scale.factor)
            self._show_heads()

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is in view, in layers: lanes, blocked time, arrows, calls, words, times."""
        began = perf_counter()
        self.frames += 1
        scene = self.scene()
        clip = event.region().boundingRect()
        painter = QPainter(self.viewport())
        self._light_up(scene)
        frame = Frame(
            scene,
            self.lanes.shown,
            self._cards,
            self.look,
            QRectF(self.viewport().rect()),
            self.offset(),
            self.gutter,
            self.hovered_gap,
        )
        self._layers.paint(
            painter, frame, event.region(), times=bool(self.rows.keys or scene.hatches)
        )
        if clip.height() > self.viewport().height() // 2:
            self._paint_cost += 0.3 * (perf_counter() - began - self._paint_cost)

    def _light_up(self, scene: Scene) -> None:
        look = self.look
        reduced = theme().reduced_motion
        look.pulse = 1.0 if reduced or self.is_past else pulse(scene.now)
        look.outline_fresh = reduced
        now = perf_counter()
        look.fresh = {n: min(1.0, (now - t) / _APPEAR_S) for n, t in self._fresh.items()}
        if not reduced:
            look.travel = {n: _eased((now - t) / _TRAVEL_S) for n, t in self._fresh.items()}
        look.hovered = self.hovered
        look.focused = self.hasFocus()


def _eased(share: float) -> float:
    """Fast at first, then slower (ease-out)."""
    rest = 1.0 - min(1.0, max(0.0, share))
    return 1.0 - rest * rest
