"""The heads of the lanes: who it is, and what its threads do now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.net.trace import ActorSnapshot, ActorState, Part, Side
from desktop.sockets import sequence_words as words
from desktop.sockets.counts import counts
from desktop.sockets.scale import Scale
from desktop.sockets.sequence_lanes import Lane
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus

HEIGHT = 58
_STATES = {
    ActorState.RUNNING: ("play", "running"),
    ActorState.PARKED: ("pause", "parked"),
    ActorState.IN_KERNEL: ("hourglass", "kernel"),
    ActorState.FINISHED: ("square", "finished"),
}


def lane_look(lane: Lane) -> tuple[str, str]:
    """The icon and the colour's token of a lane."""
    info = lane.info
    if info.side is Side.SERVER:
        return "server", "server"
    if info.side is Side.CLIENT:
        return "user", "client"
    if info.side is Side.PROGRAM:
        server = "server" in info.name or "сервер" in info.name
        return ("server", "server") if server else ("user", "client")
    return "plug", "client"


class LaneHeads(QWidget):
    """Painted over the sequence, scrolled sideways with it.

    Signals: ``chosen(lane)``, ``menu_wanted(lane or None, global place)``.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, scale: Scale, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale = scale
        self.lanes: list[Lane] = []
        self.folded = 0
        self.hidden = 0
        self.names: dict[int, str] = {}
        self.gutter = 0.0
        self.shift = 0.0
        self.now = 0.0
        self.current: Lane | None = None
        self.focused = False
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as two lines of words."""
        return QSize(200, self.scale.px(HEIGHT))

    def lane_at(self, x: float) -> Lane | None:
        """The lane under a place."""
        inside = x - self.gutter + self.shift
        if x < self.gutter:
            return None
        return next((n for n in self.lanes if n.x <= inside < n.x + n.width), None)

    def title(self, lane: Lane) -> str:
        """What stands over a lane."""
        info = lane.info
        return words.lane_title(info, self.names.get(info.number, ""))

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds, names, states; the gutter's corner on top."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("surface"))
        for lane in self.lanes:
            x = self.gutter - self.shift + lane.x
            rect = QRectF(x, 0, lane.width, self.height())
            if rect.right() > self.gutter and rect.left() < self.width():
                self._lane(painter, lane, rect)
        corner = QRectF(0, 0, self.gutter, self.height())
        painter.fillRect(corner, look.color("surface"))
        painter.fillRect(QRectF(self.gutter - 1, 0, 1, self.height()), look.color("line"))
        if self.folded:
            self._more(painter)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("line"))

    def _chip(self) -> QRectF:
        """Where it says how many lanes are folded: in the corner over the times."""
        width = self.gutter - self.scale.px(14)
        return QRectF(self.scale.px(6), self.scale.px(31), width, self.scale.px(20))

    def _more(self, painter: QPainter) -> None:
        rect, look = self._chip(), theme()
        painter.setPen(QPen(look.color("edge"), 1))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(self.scale.font("smallMedium"))
        painter.setPen(look.color("muted"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), f"+{self.folded}")

    def _lane(self, painter: QPainter, lane: Lane, rect: QRectF) -> None:
        look, px = theme(), self.scale.px
        icon, token = lane_look(lane)
        painter.fillRect(QRectF(rect.left(), 0, rect.width(), px(3)), look.color(token))
        painter.fillRect(QRectF(rect.right() - 1, px(3), 1, rect.height()), look.color("line"))
        size = px(16)
        y = px(19)
        ratio = self.devicePixelRatioF()
        left = rect.left() + px(10)
        painter.drawPixmap(QPointF(left, y - size / 2), look.pixmap(icon, token, size, ratio))
        painter.setFont(self.scale.font("bodyStrong"))
        painter.setPen(look.color("text"))
        room = rect.width() - px(20) - size - px(8)
        name = self.scale.metrics("bodyStrong").elidedText(
            self.title(lane), Qt.TextElideMode.ElideRight, room
        )
        text = QRectF(left + size + px(8), y - px(12), room, px(24))
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), name)
        self._states(painter, lane, left, rect.right() - px(8))
        if self.focused and lane is self.current:
            paint_focus(painter, rect.adjusted(2, px(4), -3, -3), px(6))

    def _states(self, painter: QPainter, lane: Lane, left: float, right: float) -> None:
        actors = self._shown_actors(lane)
        two = len({lane.track_of[actor.info.number] for actor in actors}) > 1
        for actor in actors:
            text = self._state_text(actor, two)
            if not text:
                continue
            if actor.state is ActorState.WAITING:
                used = self._quiet(painter, text, left, right)
            else:
                icon, token = _STATES[actor.state]
                used = self._pill(painter, icon, token, text, left, right)
            left += used + self.scale.px(8)
            if left > right - self.scale.px(24):
                break

    def _shown_actors(self, lane: Lane) -> list[ActorSnapshot]:
        """The last actor of each part, those that ended only where nobody else is left."""
        latest: dict[Part, ActorSnapshot] = {}
        for actor in lane.actors:
            latest[actor.info.part] = actor
        latest = {part: a for part, a in latest.items() if part is not Part.OTHER} or latest
        living = [a for a in latest.values() if a.state is not ActorState.FINISHED]
        living.sort(key=lambda actor: lane.track_of[actor.info.number])
        return living or list(latest.values())[:1]

    def _state_text(self, actor: ActorSnapshot, two: bool) -> str:
        text = self._with_part(actor, actor.state, two)
        if (
            actor.state in (ActorState.IN_KERNEL, ActorState.PARKED)
            and self.now - actor.since >= 1.0
        ):
            text += " " + words.lasted(self.now - actor.since)
        return text

    @staticmethod
    def _with_part(actor: ActorSnapshot, state: ActorState, two: bool) -> str:
        info = actor.info
        return words.part_state(info.part, state) if two else words.lane_state(info, state)

    def _quiet(self, painter: QPainter, text: str, left: float, right: float) -> float:
        metrics = self.scale.metrics("small")
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, right - left))
        painter.setFont(self.scale.font("small"))
        painter.setPen(theme().color("muted"))
        rect = QRectF(left, self.scale.px(31), right - left, self.scale.px(20))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), text)
        return metrics.horizontalAdvance(text)

    def _pill(
        self, painter: QPainter, icon: str, token: str, text: str, left: float, right: float
    ) -> float:
        look, px = theme(), self.scale.px
        metrics = self.scale.metrics("smallMedium", tabular=True)
        size = px(12)
        room = max(0.0, right - left - size - px(22))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text) + size + px(21)
        rect = QRectF(left, px(31), width, px(20))
        color = look.color(token)
        quiet = token == "finished"
        painter.setPen(QPen(color, self.scale.pen(1)))
        painter.setBrush(look.color("surface") if quiet else mix(color, look.color("surface"), 0.1))
        radius = rect.height() / 2
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        ink = look.color("muted") if quiet else look.ink(color)
        pixmap = look.pixmap(icon, ink, size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left + px(7), rect.center().y() - size / 2), pixmap)
        painter.setFont(self.scale.font("smallMedium", tabular=True))
        painter.setPen(ink)
        painter.drawText(
            rect.adjusted(px(7) + size + px(5), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        return width

    # --- the mouse ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a lane; the chip at the right opens the list of lanes."""
        lane = self.lane_at(event.position().x())
        if self.folded and self._chip().contains(event.position()):
            self.menu_wanted.emit(None, event.globalPosition().toPoint())
        elif lane is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(lane)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a lane."""
        self.menu_wanted.emit(self.lane_at(event.pos().x()), event.globalPos())

    def event(self, event: QEvent) -> bool:
        """The whole name where it is cut short."""
        if event.type() == QEvent.Type.ToolTip:
            place = self.mapFromGlobal(self.cursor().pos())
            lane = self.lane_at(place.x())
            more = counts().more_lanes(self.folded) if self.folded else ""
            self.setToolTip(self.title(lane) if lane is not None else more)
        return super().event(event)
