"""The tanks drawn: two of a stream, one of a datagram socket or a listener."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QEasingCurve,
    QEvent,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.net.kernel import MEASURED
from desktop.sockets.colours import on_send, send_color, send_label
from desktop.sockets.event_words import number, short_size
from desktop.sockets.pane import fd_text, short_name
from desktop.sockets.pane_paint import paint_arrow, paint_tag, pen
from desktop.sockets.scale import Scale
from desktop.sockets.tank_model import Portion, Tank, WayKind
from desktop.sockets.tank_parts import paint_ghost, paint_waiting
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus
from desktop.widgets.accessible_role import set_role
from desktop.widgets.tips import plain_tip

translate = QCoreApplication.translate

SEND, RECEIVE = 0, 1


@dataclass(frozen=True)
class Placed:
    """A portion at its place."""

    tank: int
    portion: Portion
    box: QRectF

    @property
    def key(self) -> tuple[int, int]:
        """The same from one drawing to the next."""
        return self.tank, self.portion.event or -self.portion.send


class TankView(QWidget):
    """Draws the queues of one direction; blocks travel unless motion is reduced. Up and Down go
    from block to block, Enter or Escape puts the light out.

    Signals: ``send_clicked(number)``: light the bytes of that send, 0: of none in particular.
    """

    send_clicked = Signal(int)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._kind = WayKind.STREAM
        self._tanks: list[Tank] = []
        self._texts: list[tuple[str, str, str]] = []
        self._ghost = 0
        self._lit = self._chosen = 0
        self._placed: list[Placed] = []
        self._before: dict[tuple[int, int], QRectF] = {}
        self._leaving: list[Placed] = []
        self._more = [0, 0]
        self._shown: object = None
        self._picture: object = None
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(theme().calm)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(lambda _value: self.update())
        self._motion.finished.connect(self._arrived)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        set_role(self, QAccessible.Role.Graphic)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_tanks(
        self,
        shown: object,
        kind: WayKind,
        tanks: list[Tank],
        texts: list[tuple[str, str, str]],
        ghost: int,
        chosen: int,
    ) -> None:
        """``texts``: title, total and source in words of each tank; ``ghost``: № of the send that
        the empty send queue held last; ``chosen``: the № that is lit (0: none); ``shown`` tells
        one direction from another: between two of them nothing travels."""
        picture = (shown, kind, tanks, texts, ghost, chosen)
        if picture == self._picture:
            return
        self._picture = picture
        same = shown == self._shown
        self._shown = shown
        self._kind, self._tanks, self._texts = kind, tanks, texts
        self._ghost, self._chosen = ghost, chosen
        known = {portion.send for tank in tanks for portion in tank.portions}
        self._lit = chosen if chosen in known and len(known) > 1 else 0
        old = {placed.key: placed for placed in self._placed}
        self._lay_out()
        new = {placed.key for placed in self._placed}
        if same and old.keys() != new and self._may_move():
            self._before = {key: placed.box for key, placed in old.items()}
            self._leaving = [placed for key, placed in old.items()
                             if key not in new and key[0] == RECEIVE]  # fmt: skip
            self._motion.stop()
            self._motion.start()
        elif old.keys() != new:
            self._motion.stop()
            self._arrived()
        self.update()

    def _may_move(self) -> bool:
        # At full speed blocks jump: who could follow them?
        busy = self._motion.state() == QVariantAnimation.State.Running
        return not theme().reduced_motion and self.isVisible() and not busy

    def _arrived(self) -> None:
        self._before = {}
        self._leaving = []
        self.update()

    # --- measures -----------------------------------------------------------------------------

    def restyle(self) -> None:
        """Sizes in force."""
        self._lay_out()
        self.updateGeometry()
        self.update()

    def _head(self) -> float:
        scale = self._scale
        return scale.metrics("smallStrong").height() + scale.metrics("monoSmall").height() + (
            scale.px(6))  # fmt: skip

    def _foot(self) -> float:
        scale = self._scale
        return scale.metrics("smallStrong").height() + scale.metrics("caption").height() + (
            scale.px(8))  # fmt: skip

    def sizeHint(self) -> QSize:
        """Room for two blocks."""
        return QSize(self._scale.px(330), round(self._head() + self._foot()) + self._scale.px(88))

    def minimumSizeHint(self) -> QSize:
        """Room for one block beside the words."""
        return QSize(self._scale.px(250), round(self._head() + self._foot()) + self._scale.px(40))

    def tank_box(self, place: int) -> QRectF:
        """The outline of a tank."""
        gap = self._scale.px(52)
        count = max(1, len(self._tanks))
        width = (self.width() - 2 - gap * (count - 1)) / count
        top, bottom = self._head(), self.height() - self._foot()
        if count == 1:
            width = min(width, self._scale.px(300))
        box = QRectF(1 + place * (width + gap), top, width, max(10.0, bottom - top))
        most = self._scale.px(190)
        if box.height() > most:
            box.setHeight(most)
        return box

    def _lay_out(self) -> None:
        self._placed = []
        self._more = [0, 0]
        for place, tank in enumerate(self._tanks):
            which = place if len(self._tanks) > 1 else RECEIVE
            self._place_tank(place, which, tank)

    def _place_tank(self, place: int, which: int, tank: Tank) -> None:
        """Stack the portions: the first to leave lies at the bottom."""
        scale = self._scale
        inset = scale.px(4)
        box = self.tank_box(place).adjusted(inset, inset, -inset, -inset)
        gap = scale.px(6 if self._kind is WayKind.DATAGRAMS else 2)
        least = scale.metrics("smallStrong").height() + 1
        fit = max(1, int((box.height() + gap) / (least + gap)))
        portions = tank.portions
        if len(portions) > fit:
            self._more[which] = len(portions) - (fit - 1)
            portions = portions[: fit - 1]
        if not portions:
            return
        rows = len(portions) + (1 if self._more[which] else 0)
        height = min((box.height() - gap * (rows - 1)) / rows, scale.px(44))
        bottom = box.bottom()
        for portion in portions:
            found = QRectF(box.left(), bottom - height, box.width(), height)
            self._placed.append(Placed(which, portion, found))
            bottom -= height + gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other places."""
        super().resizeEvent(event)
        self._lay_out()

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, tanks, what lies in them, what travels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, tank in enumerate(self._tanks):
            self._paint_words(painter, place, tank)
            self._paint_tank(painter, place, tank)
        if len(self._tanks) == 2:
            self._paint_network(painter)
        moving = self._motion.state() == QVariantAnimation.State.Running
        share = float(self._motion.currentValue()) if moving else 1.0
        for placed in self._leaving if moving else ():
            box = placed.box.translated(0, share * self._scale.px(40))
            self._paint_block(painter, placed.portion, box, 1.0 - share)
        for placed in self._placed:
            box = placed.box
            if moving and share < 1.0:
                start = self._before.get(placed.key) or self._origin(placed)
                box = _between(start, placed.box, share)
            self._paint_block(painter, placed.portion, box, 1.0)
        self._paint_more(painter)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), self._scale.px(6))

    def _origin(self, placed: Placed) -> QRectF:
        """Where a block that has just come was before."""
        if placed.tank == RECEIVE and len(self._tanks) == 2:
            box = self.tank_box(SEND)
            start = QRectF(placed.box)
            start.moveCenter(QPointF(box.center().x(), placed.box.center().y()))
            return start
        return placed.box.translated(0, -self._scale.px(24))

    def _paint_words(self, painter: QPainter, place: int, tank: Tank) -> None:
        look, scale = theme(), self._scale
        box = self.tank_box(place)
        title, total, source = self._texts[place]
        room = box.width() + (scale.px(40) if place == len(self._tanks) - 1 else 0)
        line = QRectF(box.left(), 0, room, scale.metrics("smallStrong").height())
        painter.setFont(scale.font("smallStrong"))
        painter.setPen(look.color("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self._cut(title, "smallStrong", room))
        line.moveTop(line.bottom())
        painter.setFont(scale.font("monoSmall"))
        painter.setPen(look.color("muted"))
        if tank.info is not None:
            under = f"fd {fd_text(tank.info)} · {short_name(tank.info)}"
        else:
            under = translate("Tanks", "another program")
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self._cut(under, "monoSmall", room))
        foot = QRectF(box.left(), box.bottom() + scale.px(5), room,
                      scale.metrics("smallStrong").height())  # fmt: skip
        painter.setFont(scale.font("smallStrong"))
        painter.setPen(look.color("text"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._cut(total, "smallStrong", room))
        middle = foot.bottom() + scale.px(3) + scale.metrics("caption").height() / 2
        if tank.source == MEASURED:
            painter.setFont(scale.font("caption"))
            painter.setPen(look.color("muted"))
            line = QRectF(box.left(), foot.bottom() + scale.px(1), room,
                          scale.metrics("caption").height() + 4)  # fmt: skip
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, source)
        elif source:
            paint_tag(painter, box.left(), middle, source, look.color("kernel"), scale,
                      dashed=True)  # fmt: skip

    def _cut(self, text: str, role: str, room: float) -> str:
        return self._scale.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _paint_tank(self, painter: QPainter, place: int, tank: Tank) -> None:
        look, scale = theme(), self._scale
        box = self.tank_box(place)
        kernel = look.color("kernel")
        known = tank.source == MEASURED
        painter.setPen(pen(kernel, scale.pen(2), dashed=not known))
        painter.setBrush(mix(kernel, look.color("surface"), 0.05))
        painter.drawRoundedRect(box, scale.px(6), scale.px(6))
        if self._kind is WayKind.LISTENER:
            paint_waiting(painter, box, tank, scale, self.devicePixelRatioF())
        elif place == SEND and len(self._tanks) == 2 and not tank.portions and self._ghost:
            paint_ghost(painter, box, self._ghost, scale)

    def _paint_network(self, painter: QPainter) -> None:
        look, scale = theme(), self._scale
        left, right = self.tank_box(SEND), self.tank_box(RECEIVE)
        y = left.center().y()
        kernel = look.color("kernel")
        paint_arrow(painter, QPointF(left.right() + scale.px(5), y),
                    QPointF(right.left() - scale.px(4), y), kernel, scale.pen(2),
                    dashed=True)  # fmt: skip
        painter.setFont(scale.font("caption"))
        painter.setPen(look.color("muted"))
        line = QRectF(left.right(), y - scale.px(8) - scale.metrics("caption").height(),
                      right.left() - left.right(), scale.metrics("caption").height())  # fmt: skip
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, translate("Tanks", "network"))

    def _paint_block(
        self, painter: QPainter, portion: Portion, box: QRectF, opacity: float
    ) -> None:
        scale = self._scale
        faded = self._lit > 0 and portion.send != self._lit
        painter.setOpacity(opacity * (0.45 if faded else 1.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(send_color(portion.send))
        painter.drawRoundedRect(box, scale.px(3), scale.px(3))
        painter.setPen(on_send())
        painter.setFont(scale.font("smallStrong", tabular=True))
        text = f"{send_label(portion.send)} · {short_size(portion.count)}"
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter,
                         self._cut(text, "smallStrong", box.width() - 4))  # fmt: skip
        painter.setOpacity(1.0)

    def _paint_more(self, painter: QPainter) -> None:
        scale = self._scale
        for which, count in enumerate(self._more):
            if not count:
                continue
            box = self.tank_box(which if len(self._tanks) > 1 else 0)
            line = QRectF(box.left(), box.top() + scale.px(3), box.width(),
                          scale.metrics("smallMedium").height())  # fmt: skip
            if line.bottom() > box.bottom():
                continue  # the number under the tank has all of them
            painter.setFont(scale.font("smallMedium"))
            painter.setPen(theme().color("text"))
            text = translate("Tanks", "+ %1 more").replace("%1", number(count))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)

    # --- pointing -----------------------------------------------------------------------------

    def portion_at(self, point: QPointF) -> Portion | None:
        """The block at a point."""
        found = (placed for placed in self._placed if placed.box.contains(point))
        placed = next(found, None)
        return placed.portion if placed is not None else None

    def placed(self) -> list[Placed]:
        """Every block at its place."""
        return list(self._placed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Light the send whose block was clicked; a second click puts it out."""
        portion = self.portion_at(event.position())
        if portion is not None:
            self.send_clicked.emit(0 if portion.send == self._chosen else portion.send)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Light the next block in the direction of the key."""
        key = Qt.Key(event.key())
        sends = [placed.portion.send for placed in self._placed]  # the first to leave comes first
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and any(sends):
            step = 1 if key == Qt.Key.Key_Up else -1
            here = sends.index(self._chosen) + step if self._chosen in sends else 0
            self.send_clicked.emit(sends[min(max(0, here), len(sends) - 1)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) and self._chosen:
            self.send_clicked.emit(0)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """A tooltip for each block."""
        if isinstance(event, QHelpEvent):
            portion = self.portion_at(QPointF(event.pos()))
            if portion is not None:
                text = f"{send_label(portion.send)}, {short_size(portion.count)}"
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
                return True
        return super().event(event)


def _between(start: QRectF, end: QRectF, share: float) -> QRectF:
    def at(one: float, other: float) -> float:
        return one + (other - one) * share

    return QRectF(at(start.x(), end.x()), at(start.y(), end.y()),
                  at(start.width(), end.width()), at(start.height(), end.height()))  # fmt: skip
