"""From rows and lanes to what is drawn: only what is in view is laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF

from core.net.trace import (
    SENDING_CALLS,
    ActorSnapshot,
    ActorState,
    CallEvent,
    SocketInfo,
)
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_flow import Flow
from desktop.sockets.sequence_items import (
    Arrow,
    Bar,
    Box,
    GapRow,
    Hatch,
    Note,
    Queued,
    Scene,
    TimeMark,
)
from desktop.sockets.sequence_lanes import Lane, Lanes
from desktop.sockets.sequence_links import Link, LinkKind, Links
from desktop.sockets.sequence_routes import route
from desktop.sockets.sequence_rows import Kind, Rows
from desktop.sockets.sequence_shake import bar_beside, three_arrows
from desktop.sockets.sequence_tops import BOX, BOX_TEXT, GAP, GAP_ROW, Tops
from desktop.sockets.sequence_words import line_text

_TAIL = 34
_TAIL_PARKED = 128
_INSET = 8
_QUEUE_WIDTH = 84
_QUEUE_WIDE = 176


class SceneMaker:
    """Lays out a part of the content. ``infos`` gives the sockets."""

    def __init__(
        self,
        rows: Rows,
        lanes: Lanes,
        tops: Tops,
        links: Links,
        flow: Flow,
        scale: Scale,
        infos: Callable[[], Iterable[SocketInfo]],
    ) -> None:
        self.rows, self.lanes, self.tops = rows, lanes, tops
        self.links, self.flow, self.scale = links, flow, scale
        self._sockets = infos
        self._scene = Scene()
        self._cut = 0
        self._past = False
        self._top = 0.0
        self._seen: set[tuple[int, int, str]] = set()
        self._arrow_ends: list[tuple[Arrow, QRectF, QRectF, Lane]] = []

    # --- heights ------------------------------------------------------------------------------

    def now_y(self, cut: int, actors: Iterable[ActorSnapshot], past: bool) -> float:
        """Where the now line stands, and so how high the content is."""
        end = self.tops.top(cut)
        tail = self.scale.px(_TAIL)
        if not past:
            for actor in actors:
                if (
                    actor.state is ActorState.PARKED
                    and self.lanes.of_actor(actor.info.number) is not None
                ):
                    since = self._parked_top(actor, cut)
                    tail = max(tail, self.scale.px(_TAIL_PARKED) - round(end - since))
        return end + tail

    def _parked_top(self, actor: ActorSnapshot, cut: int) -> float:
        """Where the hatch of a parked actor begins."""
        row = bisect_right(self.rows.keys, (actor.since, 1 << 60, Kind.END), 0, cut)
        return self.tops.top(row)

    # --- making -------------------------------------------------------------------------------

    def make(
        self,
        top: float,
        bottom: float,
        cut: int,
        now: float,
        actors: tuple[ActorSnapshot, ...],
        *,
        past: bool,
        seen_from: float = 0.0,
    ) -> Scene:
        """What is seen between two heights. ``cut``: how many rows have happened at ``now``;
        ``past``: the view looks back, so nobody is parked or waiting; ``seen_from``: what is
        laid out above this height is not seen yet, so it needs no time."""
        scene = self._scene = Scene(now=now, now_y=self.now_y(cut, actors, past))
        self._cut, self._past = cut, past
        self._top = seen_from
        self._seen.clear()
        self._arrow_ends.clear()
        first, last = self.tops.between(top, bottom)
        last = min(last, cut)
        self._boxes(first, last)
        self._bars(first, last)
        if not past:
            for actor in actors:
                self._tail(actor)
        self._links(scene.boxes[:])
        self._queues()
        self._route()
        return scene

    def _track(self, actor: int) -> tuple[float, float] | None:
        lane = self.lanes.of_actor(actor)
        return lane.track(actor) if lane is not None else None

    def _rect(self, row: int, actor: int, height: int) -> QRectF | None:
        track = self._track(actor)
        if track is None or row < 0:
            return None
        inset = self.scale.px(_INSET)
        return QRectF(
            track[0] + inset, self.tops.top(row), track[1] - 2 * inset, self.scale.px(height)
        )

    def _returned(self, number: int) -> int:
        """The row of the return, -1 where it has not happened (yet)."""
        row = self.rows.index(self.rows.end_key(number))
        return row if row < self._cut else -1

    def box_rect(self, number: int, *, ending: bool) -> QRectF | None:
        """Where the box of a call's beginning or return stands."""
        rows = self.rows
        key = rows.end_key(number) if ending else rows.begin_key(number)
        event = rows.calls.get(number)
        split = rows.is_split(number)
        tall = event is not None and (ending or not split) and self._tall(event)
        return self._rect(rows.index(key), rows.actor_of(number), BOX_TEXT if tall else BOX)

    def _tall(self, event: CallEvent) -> bool:
        return event.error is not None or self.flow.has_text(event)

    def _boxes(self, first: int, last: int) -> None:
        scene, rows = self._scene, self.rows
        shown_time = ""
        for row in range(first, last):
            key = rows.keys[row]
            y = self.tops.top(row)
            text = f"{key[0]:.1f}"
            mark = TimeMark(y + self.scale.px(BOX) / 2, key[0])
            if text != shown_time and mark.y >= self._top:
                shown_time = text
                if not scene.marks or mark.y - scene.marks[-1].y >= self.scale.px(16):
                    scene.marks.append(mark)
            if key[2] == Kind.GAP:
                inset = self.scale.px(_INSET)
                rect = QRectF(inset, y, self.lanes.width - 2 * inset, self.scale.px(GAP_ROW))
                scene.gaps.append(GapRow(rect, rows.gaps[key[1]]))
                continue
            box = self._box(key[1], ending=key[2] == Kind.END)
            if box is not None:
                scene.boxes.append(box)

    def _box(self, number: int, *, ending: bool) -> Box | None:
        rows = self.rows
        rect = self.box_rect(number, ending=ending)
        if rect is None:
            return None
        event = rows.calls.get(number)
        if event is None:
            call = rows.open_calls[number].call
            return Box(rect, number, None, call, whole=False, ending=False)
        returned = self._returned(number) >= 0
        whole = returned and not rows.is_split(number)
        done = whole or ending
        if not done:
            rect.setHeight(self.scale.px(BOX))
        sending = event.call in SENDING_CALLS
        text = ""
        if done and event.error is None and self.flow.has_text(event):
            text = line_text(event.data)
        return Box(
            rect, number, event, event, whole=whole, ending=ending,
            sends=self.flow.sends(event) if done else (), is_send=sending, text=text,
        )  # fmt: skip

    def _bars(self, first: int, last: int) -> None:
        rows = self.rows
        if last <= first:
            last = min(first + 1, self._cut)
        limit = rows.keys[last - 1] if 0 < last <= len(rows.keys) else None
        for lane in self.lanes.shown:
            for actor in lane.track_of:
                numbers = rows.calls_of(actor)
                at = len(numbers)
                if limit is not None:
                    at = bisect_right(numbers, limit[0], key=self._began)
                for number in reversed(numbers[:at]):
                    if not rows.is_split(number):
                        if rows.index(rows.begin_key(number)) < first:
                            break
                        continue
                    if not self._bar(number, first):
                        break
        for number, waiting in rows.open_calls.items():
            if self.lanes.of_actor(waiting.actor) is not None:
                self._bar(number, first)

    def _began(self, number: int) -> float:
        key = self.rows.begin_key(number)
        return key[0] if key is not None else 0.0

    def _bar(self, number: int, first: int) -> bool:
        """Draw blocked time; False where it was over before the first row in view."""
        rows, scene = self.rows, self._scene
        begin = rows.index(rows.begin_key(number))
        if not 0 <= begin < self._cut:
            return True
        end = self._returned(number)
        if 0 <= end < first:
            return False
        rect = self.box_rect(number, ending=False)
        event = rows.calls.get(number)
        if rect is None or (end == begin):
            return True
        inset = min(
            max((rect.width() - self.scale.px(112)) / 2, self.scale.px(6)), self.scale.px(40)
        )
        top = rect.top() + self.scale.px(BOX)
        bottom = self.tops.top(end) if end >= 0 else scene.now_y
        began = self._began(number)
        ended = event.ended if event is not None and end >= 0 else scene.now
        bar = QRectF(rect.left() + inset, top, rect.width() - 2 * inset, max(0.0, bottom - top))
        scene.bars.append(Bar(bar, number, began, ended, end < 0))
        return True

    # --- the tail -----------------------------------------------------------------------------

    def _tail(self, actor: ActorSnapshot) -> None:
        scene = self._scene
        track = self._track(actor.info.number)
        if track is None:
            return
        inset = self.scale.px(_INSET)
        if actor.state is ActorState.PARKED:
            top = self._parked_top(actor, self._cut)
            scene.hatches.append(
                Hatch(QRectF(track[0] + inset, top, track[1] - 2 * inset, scene.now_y - top), actor)
            )
        elif actor.state is ActorState.WAITING:
            top = self.tops.top(self._cut) - self.scale.px(GAP - 2)
            scene.notes.append(
                Note(QRectF(track[0] + inset, top, track[1] - 2 * inset, scene.now_y - top), actor)
            )

    # --- links --------------------------------------------------------------------------------

    def _links(self, boxes: list[Box]) -> None:
        for box in boxes:
            event = box.event
            if event is None or not (box.whole or box.ending or event.call in SENDING_CALLS):
                if event is not None:
                    self._inferred(self.links.of(event))
                continue
            if event.call in SENDING_CALLS:
                for recv, count in self.flow.receivers(event.number):
                    self._bytes(event.number, recv, box.sends[0] if box.sends else 0, count)
            elif box.sends:
                for send, source, count in self.flow.pieces(event.number):
                    if source:
                        self._bytes(source, event.number, send, count)
            self._inferred(self.links.of(event))

    def _bytes(self, source: int, target: int, send: int, count: int) -> None:
        if (source, target, "") in self._seen or self._returned(target) < 0:
            return
        self._seen.add((source, target, ""))
        a = self.box_rect(source, ending=False)
        b = self.box_rect(target, ending=True)
        lane = self.lanes.of_actor(self.rows.actor_of(source))
        if a is None or b is None or lane is None:
            return
        event = self.rows.calls.get(source)
        partly = event is not None and count < event.size
        arrow = Arrow([], source, target, send=send, count=count, word=partly)
        self._arrow_ends.append((arrow, a, b, lane))

    def _inferred(self, links: list[Link]) -> None:
        for link in links:
            if (link.source, link.target, link.kind) in self._seen:
                continue
            self._seen.add((link.source, link.target, link.kind))
            target = self.rows.begin_key(link.target) if link.to_begin else None
            if link.to_begin:
                if not 0 <= self.rows.index(target) < self._cut:
                    continue
            elif self._returned(link.target) < 0:
                continue
            a = self.box_rect(link.source, ending=link.from_end)
            b = self.box_rect(link.target, ending=not link.to_begin)
            lane = self.lanes.of_actor(self.rows.actor_of(link.source))
            if a is None or b is None or lane is None:
                continue
            if link.kind is LinkKind.HANDSHAKE:
                done = self._returned(link.source) >= 0
                ended = self.box_rect(link.source, ending=True) if done else None
                if three := three_arrows(self._scene.bars, link, ended, b):
                    self._scene.arrows += three
                    continue
                if ended is not None and ended.top() <= b.top():
                    a = ended
            if a.top() > b.top():
                continue
            if not link.kind.is_inside:
                b = bar_beside(self._scene.bars, link.target, a) or b
            arrow = Arrow([], link.source, link.target, link.kind, word=True)
            self._arrow_ends.append((arrow, a, b, lane))

    def _route(self) -> None:
        boxes = [box.rect for box in self._scene.boxes] + [q.rect for q in self._scene.queued]
        for order, (arrow, a, b, lane) in enumerate(self._arrow_ends):
            if arrow.kind is not None and arrow.kind.is_inside:
                arrow.points = self._inside(a, b)
            else:
                spread = (order % 3 - 1) * self.scale.px(3)
                rightwards = b.center().x() >= a.center().x()
                border = (lane.x + lane.width if rightwards else lane.x) + spread
                others = [r for r in boxes if r not in (a, b)]
                arrow.points = route(a, b, border, others)
            self._scene.arrows.append(arrow)

    def _inside(self, a: QRectF, b: QRectF) -> list[QPointF]:
        """Along the row of the source, then down into the target's upper edge."""
        rightwards = b.center().x() >= a.center().x()
        start = QPointF(a.right() if rightwards else a.left(), a.center().y())
        x = b.center().x()
        if abs(x - a.center().x()) < a.width() / 2:
            return [QPointF(x, a.bottom()), QPointF(x, b.top())]
        return [start, QPointF(x, start.y()), QPointF(x, b.top())]

    # --- bytes that nobody has read -------------------------------------------------------------

    def _queues(self) -> None:
        scene = self._scene
        sent = [
            box.event
            for box in scene.boxes
            if box.is_send and box.event is not None and (box.whole or box.ending)
        ]
        waiting = self.flow.unread(sent, self._sockets(), scene.now if self._past else None)
        rects = {box.number: box.rect for box in scene.boxes if box.is_send}
        infos = {info.number: info for info in self._sockets()}
        for item in waiting:
            source = rects[item.event]
            info = infos[item.socket]
            users = self.links.users(item.socket)
            lane = self.lanes.of_owner(info.side, info.name, users)
            if lane is None:
                continue
            readers = [actor for actor in users if actor in lane.track_of]
            track = lane.track(readers[0]) if readers else lane.tracks[0]
            inset = self.scale.px(_INSET)
            hatch = self._hatch_at(track, source)
            wide = track[1] - 2 * inset >= self.scale.px(_QUEUE_WIDE) and hatch is None
            width = self.scale.px(_QUEUE_WIDE if wide else _QUEUE_WIDTH)
            width = min(width, round(track[1] - 2 * inset))
            height = self.scale.px(28 if wide else 40)
            top = source.center().y() - height / 2
            rect = QRectF(track[0] + inset, top, width, height)
            scene.queued.append(Queued(rect, item.event, item.send, item.count, item.thrown))
            if hatch is not None:
                left = rect.right() + self.scale.px(8)
                if hatch.rect.right() - left >= self.scale.px(90):
                    hatch.rect.setLeft(max(hatch.rect.left(), left))
                else:
                    hatch.rect.setTop(max(hatch.rect.top(), rect.bottom() + self.scale.px(6)))
            own = self.lanes.of_actor(self.rows.actor_of(item.event))
            if own is not None:
                arrow = Arrow([], item.event, 0, send=item.send, count=item.count)
                self._arrow_ends.append((arrow, source, rect, own))

    def _hatch_at(self, track: tuple[float, float], source: QRectF) -> Hatch | None:
        for hatch in self._scene.hatches:
            inside = track[0] <= hatch.rect.center().x() <= track[0] + track[1]
            if inside and hatch.rect.top() <= source.bottom():
                return hatch
        return None
