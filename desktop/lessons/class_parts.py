"""The cards of the teacher's window: the queue in one line, hands, who still thinks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.client.class_teacher import RaisedHand
from core.lab.lesson import Lesson
from core.net.trace import ActorSnapshot, ActorState
from desktop.lessons.counts import counts
from desktop.lessons.program_pane import STATES
from desktop.lessons.scaled import ScaledButton, ScaledElided, ScaledIcon
from desktop.sockets.colours import on_send, send_color, send_label
from desktop.sockets.pane import PaneLabel
from desktop.sockets.pane_paint import paint_arrow
from desktop.sockets.program_words import program_word
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_words import data_text, state_word
from desktop.theme import theme
from desktop.widgets import Card, Divider

if TYPE_CHECKING:
    from core.threads.trace_feed import TraceFeed

_SHOWN_NAMES = 6
_MOST_BLOCKS = 6


class QueueStrip(Card):
    """Who stands where, and what waits between them: actors at the ends, the fullest receive queue
    in the middle, each block in the colour of the send that wrote it."""

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._feed: TraceFeed | None = None
        self._lesson: Lesson | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def set_feed(self, feed: TraceFeed | None, lesson: Lesson) -> None:
        """Look at a run."""
        if self._feed is not None:
            self._feed.changed.disconnect(self._refresh)
        self._feed, self._lesson = feed, lesson
        if feed is not None:
            feed.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        blocks = self.blocks()
        words = [f"{send_label(send)} {text}" for send, text in blocks]
        actors = [
            f"{program_word(name)}: {self._word(snapshot)}" for name, snapshot in self._actors()
        ]
        self.setAccessibleName("; ".join([*actors, *words]))
        self.update()

    def _actors(self) -> list[tuple[str, ActorSnapshot | None]]:
        if self._feed is None or self._lesson is None:
            return []
        known = {snapshot.info.name: snapshot for snapshot in self._feed.actors()}
        return [(actor.name, known.get(actor.name)) for actor in self._lesson.actors[:2]]

    def blocks(self) -> list[tuple[int, str]]:
        """What lies in the fullest receive queue: (№ of the send, its bytes as text) each."""
        feed = self._feed
        if feed is None:
            return []
        queues = [feed.flows.queue(s.number, feed.past_time) for s in feed.sockets()]
        fullest = max(queues, key=lambda queue: sum(b.count for b in queue), default=())
        found = []
        for block in fullest:
            event = feed.tape.event(block.send_event)
            whole = event is not None and event.size == block.count
            text = data_text(event.data) if event is not None and whole else ""
            short = text if 0 < len(text) <= 12 else _size(block.count)
            found.append((block.send, short))
        return found

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(self._scale.px(540), self._scale.px(54))

    @staticmethod
    def _word(snapshot: ActorSnapshot | None) -> str:
        if snapshot is None:
            return QCoreApplication.translate("StatePill", "not started")
        if snapshot.state is ActorState.WAITING:
            return QCoreApplication.translate("StatePill", "waits")
        return state_word(snapshot.state)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Actor, arrow, queue, arrow, actor."""
        super().paintEvent(event)
        actors = self._actors()
        if not actors:
            return
        px = self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = px(112)
        edge = px(12)
        self._paint_actor(painter, QRectF(edge, 0, width, self.height()), *actors[0])
        if len(actors) > 1:
            right = self.width() - width - edge
            self._paint_actor(painter, QRectF(right, 0, width, self.height()), *actors[1])
        middle = QRectF(self.rect()).adjusted(edge + width, 0, -(edge + width), 0)
        self._paint_queue(painter, middle)

    def _paint_actor(
        self, painter: QPainter, box: QRectF, name: str, snapshot: ActorSnapshot | None
    ) -> None:
        look, scale, px = theme(), self._scale, self._scale.px
        serves = "server" in name
        state = snapshot.state if snapshot is not None else ActorState.FINISHED
        icon, token = STATES[state]
        ratio = self.devicePixelRatioF()
        side = px(18)
        top = box.center().y()
        picture = look.pixmap(
            "server" if serves else "user", "server" if serves else "client", side, ratio
        )
        painter.drawPixmap(round(box.left()), round(top - side / 2), picture)
        left = box.left() + side + px(8)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(scale.font("bodyStrong"))
        painter.setPen(look.color("text"))
        words = scale.metrics("bodyStrong").elidedText(
            program_word(name), Qt.TextElideMode.ElideRight, box.right() - left
        )
        painter.drawText(QRectF(left, top - px(20), px(90), px(20)), flags, words)
        small = px(12)
        painter.drawPixmap(
            round(left), round(top + px(10) - small / 2), look.pixmap(icon, token, small, ratio)
        )
        painter.setFont(scale.font("small"))
        painter.setPen(look.ink(look.color(token)))
        painter.drawText(
            QRectF(left + small + px(4), top, px(90), px(20)), flags, self._word(snapshot)
        )

    def _paint_queue(self, painter: QPainter, box: QRectF) -> None:
        look, scale, px = theme(), self._scale, self._scale.px
        blocks = self.blocks()
        shown = blocks[:_MOST_BLOCKS]
        mono = scale.metrics("mono")
        badge = scale.metrics("smallStrong")
        sizes = [
            badge.horizontalAdvance(send_label(send)) + mono.horizontalAdvance(text) + px(26)
            for send, text in shown
        ]
        if sum(sizes) > box.width() - px(40):  # the numbers alone, where there is no room for words
            shown = [(send, "") for send, _ in shown]
            sizes = [badge.horizontalAdvance(send_label(send)) + px(18) for send, _ in shown]
        rest = f"+{len(blocks) - len(shown)}" if len(blocks) > len(shown) else ""
        total = sum(sizes) + (px(30) if rest else 0)
        room = box.width() - px(40 if all(text for _, text in shown) else 16)
        share = min(1.0, room / total) if total else 1.0
        width = max(total * share, px(120)) + px(6)
        frame = QRectF(box.center().x() - width / 2, box.center().y() - px(18), width, px(36))
        painter.setPen(QPen(look.color("kernel"), scale.pen(2)))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(frame, px(5), px(5))
        x = frame.left() + px(3)
        for (send, text), size in zip(shown, sizes, strict=True):
            cell = QRectF(x, frame.top() + px(3), size * share, frame.height() - px(6))
            painter.fillRect(cell, send_color(send))
            painter.setPen(on_send())
            painter.setFont(scale.font("smallStrong"))
            tag = QRectF(
                cell.left() + px(5),
                cell.center().y() - px(9),
                badge.horizontalAdvance(send_label(send)) + px(8),
                px(18),
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tag, 3, 3)
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, send_label(send))
            painter.setFont(scale.font("mono"))
            words = cell.adjusted(tag.width() + px(9), 0, -px(2), 0)
            elided = mono.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided
            )
            x += size * share
        if rest:
            painter.setPen(look.color("text"))
            painter.setFont(scale.font("smallStrong"))
            painter.drawText(
                QRectF(x, frame.top(), px(30), frame.height()), Qt.AlignmentFlag.AlignCenter, rest
            )
        if not shown:
            painter.setPen(look.color("muted"))
            painter.setFont(scale.font("small"))
            painter.drawText(
                frame,
                Qt.AlignmentFlag.AlignCenter,
                QCoreApplication.translate("QueueStrip", "queue is empty"),
            )
        middle = frame.center()
        color = look.color("finished")
        for start, end in (
            (frame.left() - px(8), box.left() + px(6)),
            (box.right() - px(6), frame.right() + px(8)),
        ):
            if start - end > px(14):
                painter.save()
                tip = middle.__class__(end, middle.y())
                paint_arrow(painter, middle.__class__(start, middle.y()), tip, color, scale.pen(2))
                painter.restore()


def _size(count: int) -> str:
    return counts().bytes(count)


class HandsCard(Card):
    """Raised hands, the longest first. Signals: ``lowered(nick)``."""

    lowered = Signal(str)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.title = PaneLabel(scale, "title")
        self.count = PaneLabel(scale, "title")
        self.empty = PaneLabel(scale, "body", "muted", wrap=True)
        self._head = QHBoxLayout()
        self._head.addWidget(ScaledIcon(scale, "hand", "warn", 18))
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.count)
        self._rows = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.empty)
        self._column.addStretch()
        self.buttons: dict[str, ScaledButton] = {}
        self._times: dict[str, PaneLabel] = {}
        self._hands: tuple[RaisedHand, ...] = ()
        self._now = 0.0
        scale.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_hands(self, hands: Sequence[RaisedHand], now: float) -> None:
        """Whose hands are up, and for how long at ``now`` (the clock of ``RaisedHand.since``)."""
        self._now = now
        if [h.nick for h in hands] != [h.nick for h in self._hands]:
            self._hands = tuple(hands)
            self._rebuild()
        self._hands = tuple(hands)
        for hand in hands:
            self._times[hand.nick].setText(_waited(now - hand.since))
        self._fit()
        self.retranslate()

    def _fit(self) -> None:
        """The names go last where it is narrow."""
        narrow = self.width() < self._scale.px(220)
        for time in self._times.values():
            time.setVisible(not narrow)
        for button in self.buttons.values():
            button.set_icon("arrow-down" if narrow else None)
            button.set_compact(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _rebuild(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        self._times.clear()
        for number, hand in enumerate(self._hands, start=1):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(self._scale.px(8))
            place = PaneLabel(self._scale, "body", "muted")
            place.setText(str(number))
            name = ScaledElided(self._scale, "bodyMedium")
            name.setText(hand.nick)
            time = self._times[hand.nick] = PaneLabel(self._scale, "small", "muted")
            lower = self.buttons[hand.nick] = ScaledButton(
                self._scale, "arrow-down", "secondary", 26
            )
            lower.clicked.connect(lambda _on=False, nick=hand.nick: self.lowered.emit(nick))
            line.addWidget(place)
            line.addWidget(name, 1)
            line.addWidget(time)
            line.addWidget(lower)
            self._rows.addWidget(Divider())
            self._rows.addWidget(row)

    def _restyle(self) -> None:
        px = self._scale.px
        self._column.setContentsMargins(px(13), px(10), px(13), px(10))
        self._column.setSpacing(px(6))
        self._rows.setSpacing(px(6))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(self.tr("Hands up"))
        self.count.setText(str(len(self._hands)))
        self.empty.setText(self.tr("Nobody asks."))
        self.empty.setVisible(not self._hands)
        for nick, button in self.buttons.items():
            button.setText(self.tr("Lower"))
            button.setAccessibleName(self.tr("Lower the hand of %1").replace("%1", nick))

    def changeEvent(self, event: QEvent) -> None:
        """Switch the language live."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _waited(seconds: float) -> str:
    whole = max(0, int(seconds))
    return counts().seconds(whole) if whole < 60 else counts().hand_minutes(whole // 60)


def names_text(names: Sequence[str]) -> str:
    """ "Oleg, Dana", "Oleg, Dana … and 5 more"."""
    shown = ", ".join(names[:_SHOWN_NAMES])
    more = len(names) - _SHOWN_NAMES
    return shown if more <= 0 else counts().others_thinking(more).replace("%1", shown)
