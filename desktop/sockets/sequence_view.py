"""The sequence view: who called what, in which order, and whose bytes went where.

Keys: Tab and Shift+Tab go from lane to lane, ↑ and ↓ from call to call, Enter goes down the ladder
of the chosen call, Backspace up, Esc chooses nothing, the menu key opens the lane's menu.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QLineF, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from core.net.trace import CallEvent
from core.threads.trace_feed import TraceFeed
from desktop.sockets import sequence_words as words
from desktop.sockets.colours import send_label
from desktop.sockets.scale import Scale
from desktop.sockets.selection import Rung, Selection
from desktop.sockets.sequence_canvas import SequenceCanvas
from desktop.sockets.sequence_lanes import Lane
from desktop.sockets.sequence_menu import lane_menu
from desktop.sockets.sequence_rows import Gap, Kind
from desktop.widgets.accessible_role import set_role
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate

_RUNGS = tuple(Rung)


class SequenceView(SequenceCanvas):
    """The sequence of ``feed``'s calls, for the mouse, the keyboard and the screen reader.

    Signals: ``step_wanted(actor)``: the Step button of a parked actor was pressed.
    """

    step_wanted = Signal(int)

    def __init__(
        self, feed: TraceFeed, selection: Selection, scale: Scale, parent: QWidget | None = None
    ) -> None:
        super().__init__(feed, selection, scale, parent)
        self._lane = 0
        set_role(self, QAccessible.Role.Graphic)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.step_buttons.wanted.connect(self.step_wanted)
        self.heads.chosen.connect(self._choose_lane)
        self.heads.menu_wanted.connect(self.open_menu)
        self.retranslate()

    # --- choosing -----------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Choose a call, and show it."""
        event = self.feed.tape.event(number)
        waiting = self.rows.open_calls.get(number)
        if event is not None:
            sends = self.flow.sends(event)
            send = sends[0] if sends else None
            if self.selection.event == number and len(sends) > 1:
                at = sends.index(self.selection.send) if self.selection.send in sends else -1
                send = sends[(at + 1) % len(sends)]
            self.selection.set_event(
                number, send=send, socket=event.socket or None, actor=event.actor
            )
        elif waiting is not None:
            self.selection.set_event(
                number, socket=waiting.call.socket or None, actor=waiting.actor
            )
        else:
            return
        self.announce(self.call_words(number))

    def reveal(self, number: int) -> None:
        """Bring the row of a call into view, opening the stretch in which it is folded."""
        for gap in list(self.rows.gaps.values()):
            if number in gap.numbers:
                self._open_gap(gap)
        row = self.rows.index(self.rows.end_key(number))
        if row < 0:
            row = self.rows.index(self.rows.begin_key(number))
        if row < 0:
            return
        self.tops.update()
        top = self.tops.top(row)
        bar = self.verticalScrollBar()
        low, high = self._seen_heights()
        edge = self.scale.px(40)
        if top < low + edge or top > high - 2 * edge:
            bar.setValue(round(top - self.viewport().height() / 2))
        lane = self.lanes.any_of_actor(self.rows.actor_of(number))
        if lane is not None and self.lanes.of_actor(self.rows.actor_of(number)) is not None:
            across = self.horizontalScrollBar()
            room = self.viewport().width() - self.gutter
            if lane.x < across.value():
                across.setValue(round(lane.x))
            elif lane.x + lane.width > across.value() + room:  # what led there is at its left
                across.setValue(min(round(lane.x), round(lane.x + lane.width) - room))

    def keep_in_view(self, number: int | None, height: int) -> Callable[[], None]:
        """What to do after another layout, so that a call that is in view now stays there;
        ``height``: of the view until now."""
        row = self.rows.index(self.rows.end_key(number)) if number is not None else -1
        if number is None or row < 0:
            return lambda: None
        top, low = self.tops.top(row), self.verticalScrollBar().value()
        if not low <= top <= low + height:
            return lambda: None
        return lambda: self.reveal(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen call stays in view."""
        before = event.oldSize().height()
        reveal = self.keep_in_view(self.selection.event, before)
        super().resizeEvent(event)
        reveal()

    def _restyled(self) -> None:
        """The same with other sizes."""
        reveal = self.keep_in_view(self.selection.event, self.viewport().height())
        super()._restyled()
        reveal()

    def call_words(self, number: int) -> str:
        """A call in words, for the screen reader."""
        event = self.feed.tape.event(number)
        waiting = self.rows.open_calls.get(number)
        parts: list[str] = []
        if event is not None:
            result = words.result_text(event, self.model.fd)
            parts.append(f"{words.call_texts(event)[0]} → {result}")
            parts += [send_label(send) for send in self.flow.sends(event)]
            if event.size:
                parts.append(words.count_bytes(event.size))
                parts.append(words.data_text(event.data))
            time = event.began
        elif waiting is not None:
            parts.append(words.call_texts(waiting.call)[0])
            parts.append(translate("Sequence", "in kernel"))
            time = waiting.since
        else:
            return ""
        lane = self.lanes.any_of_actor(self.rows.actor_of(number))
        if lane is not None:
            parts.append(self.heads.title(lane))
        parts.append(translate("Sequence", "%1 s").replace("%1", words.seconds(time)))
        return ", ".join(parts)

    def announce(self, text: str) -> None:
        """Let a screen reader say it."""
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _choose_lane(self, lane: Lane) -> None:
        self._lane = self.lanes.shown.index(lane) if lane in self.lanes.shown else 0
        self.selection.set_actor(lane.actors[-1].info.number)
        self._show_lane()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def current_lane(self) -> Lane | None:
        """The lane that has the keyboard."""
        shown = self.lanes.shown
        return shown[min(self._lane, len(shown) - 1)] if shown else None

    def _show_lane(self) -> None:
        lane = self.current_lane()
        self.heads.current = lane
        self.heads.focused = self.hasFocus()
        self.heads.update()
        if lane is None:
            return
        across = self.horizontalScrollBar()
        room = self.viewport().width() - self.gutter
        if lane.x < across.value() or lane.x + lane.width > across.value() + room:
            across.setValue(round(lane.x))

    def _open_gap(self, gap: Gap) -> None:
        self.rows.open_gap(gap.key[1], self.model.event)
        self._following = False
        self._settle()

    # --- the mouse ----------------------------------------------------------------------------

    def _content(self, place: QPointF) -> QPointF:
        return place - QPointF(self.offset())

    def call_at(self, place: QPointF) -> int | None:
        """The call that is drawn at a place of the viewport."""
        if place.x() < self.gutter:
            return None
        at = self._content(place)
        scene = self.scene()
        for box in scene.boxes:
            if box.rect.contains(at):
                return box.number
        for item in scene.queued:
            if item.rect.contains(at):
                return item.number
        for arrow in scene.arrows:
            for a, b in zip(arrow.points, arrow.points[1:], strict=False):
                if arrow.kind is None and _distance(at, QLineF(a, b)) < self.scale.px(5):
                    return arrow.source
        for bar in scene.bars:
            if bar.rect.contains(at):
                return bar.number
        return None

    def _gap_at(self, place: QPointF) -> Gap | None:
        at = self._content(place)
        return next((row.gap for row in self.scene().gaps if row.rect.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is drawn there; beside everything, choose nothing."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        gap = self._gap_at(event.position())
        number = self.call_at(event.position())
        if gap is not None and gap.numbers:
            self._open_gap(gap)
        elif number is None:
            self.selection.clear()
        else:
            self._go_to_lane_of(number)
            self.choose(number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press was ours, so the release is."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go down the ladder."""
        if self.call_at(event.position()) is not None:
            self._rung(1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the mouse."""
        number = self.call_at(event.position())
        gap = self._gap_at(event.position())
        key = gap.key[1] if gap is not None else None
        if (number, key) != (self.hovered, self.hovered_gap):
            self.hovered, self.hovered_gap = number, key
            hand = number is not None or (gap is not None and bool(gap.numbers))
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            words = self.call_words(number) if number is not None else ""
            self.viewport().setToolTip(plain_tip(words))
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        if self.hovered is not None or self.hovered_gap is not None:
            self.hovered = self.hovered_gap = None
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the lane."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            lane = self.current_lane()
            x = self.gutter + (lane.x if lane is not None else 0)
            place = self.mapToGlobal(QPoint(round(x - self.horizontalScrollBar().value()), 40))
        else:
            lane = self.heads.lane_at(event.pos().x())
            place = event.globalPos()
        self.open_menu(lane, place)

    def open_menu(self, lane: Lane | None, place: QPoint) -> None:
        """What can be done with a lane, and with all of them."""
        self.menu(lane).popup(place)

    def menu(self, lane: Lane | None) -> QMenu:
        """The menu, not yet shown."""
        return lane_menu(self, lane)

    # --- the keyboard -------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the lanes before it goes on to the next control."""
        step = 1 if forward else -1
        if self.hasFocus() and 0 <= self._lane + step < len(self.lanes.shown):
            self._lane += step
            self._show_lane()
            lane = self.current_lane()
            if lane is not None:
                self.announce(self.heads.title(lane))
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which lane has the keyboard."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._lane = 0
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._lane = max(0, len(self.lanes.shown) - 1)
        self._show_lane()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.heads.focused = False
        self.heads.update()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Calls, the ladder, pages."""
        keys = Qt.Key
        match event.key():
            case keys.Key_Down:
                self._step_call(1)
            case keys.Key_Up:
                self._step_call(-1)
            case keys.Key_Return | keys.Key_Enter:
                self._rung(1)
            case keys.Key_Backspace:
                self._rung(-1)
            case keys.Key_Escape if not self.selection.is_empty:
                self.selection.clear()
            case keys.Key_PageDown | keys.Key_PageUp:
                super().keyPressEvent(event)
            case _:
                event.ignore()

    def _step_call(self, step: int) -> None:
        """The next call of the lane, from the chosen one or from the foot of the view."""
        lane = self.current_lane()
        if lane is None:
            return
        cut = self.cut()
        numbers = [
            key[1]
            for key in self.rows.keys[:cut]
            if key[2] == Kind.BEGIN and self.rows.actor_of(key[1]) in lane.track_of
        ]
        if not numbers:
            return
        chosen = self.selection.event
        if chosen in numbers:
            number = numbers[min(max(numbers.index(chosen) + step, 0), len(numbers) - 1)]
        else:
            number = self._nearest(numbers)
        self.choose(number)
        self.reveal(number)

    def _nearest(self, numbers: list[int]) -> int:
        """The last of these calls that is in view, else the last of all."""
        seen = {box.number for box in self.scene().boxes}
        return next((number for number in reversed(numbers) if number in seen), numbers[-1])

    def _go_to_lane_of(self, number: int) -> None:
        lane = self.lanes.of_actor(self.rows.actor_of(number))
        if lane is not None:
            self._lane = self.lanes.shown.index(lane)
            self._show_lane()

    def _rung(self, step: int) -> None:
        """Down or up the ladder; above its top is the chat bubble itself."""
        if self.selection.event is None:
            return
        at = _RUNGS.index(self.selection.rung) + step
        if at < 0:
            self.want_message()
            return
        self.selection.set_rung(_RUNGS[min(at, len(_RUNGS) - 1)])

    def want_message(self) -> None:
        """Ask for the chat bubble of the chosen call's bytes."""
        event = self.model.event(self.selection.event or 0)
        if event is not None and event.data:
            self.selection.message_wanted.emit(event.data.decode("utf-8", "replace"))

    # --- the window ---------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.setAccessibleName(translate("Sequence", "Calls in order of cause"))
        self.step_buttons.restyle()
        self.heads.update()
        self._stale()

    def chosen_event(self) -> CallEvent | None:
        """The chosen call."""
        return self.model.event(self.selection.event or 0)


def _distance(point: QPointF, line: QLineF) -> float:
    """How far a point is from a piece of a line, in pixels."""
    length = line.length()
    if length == 0:
        return QLineF(point, line.p1()).length()
    along = QPointF.dotProduct(point - line.p1(), line.p2() - line.p1()) / (length * length)
    return QLineF(point, line.pointAt(min(1.0, max(0.0, along)))).length()
