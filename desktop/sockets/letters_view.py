"""A queue as letters: what was sent, what lies there byte by byte, and what one recv took.

The first byte is nearest to the exit, so the letters read from left to right and the reader stands
at the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sockets import event_words
from desktop.sockets.colours import on_send, send_color, send_ink
from desktop.sockets.hex_model import glyphs
from desktop.sockets.pane_counts import counts
from desktop.sockets.pane_paint import badge_height, badge_width, paint_arrow, paint_badge
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus

if TYPE_CHECKING:
    from desktop.sockets.scale import Scale
from desktop.sockets.selection import FADED

translate = QCoreApplication.translate

_SENDS_SHOWN = 4
_LOOK_BACK = 400


@dataclass(frozen=True)
class Letters:
    """Bytes of one send: № and what they are (only what the tape kept)."""

    send: int
    data: bytes
    count: int


@dataclass(frozen=True)
class Picture:
    """What is drawn. ``taken``: what the recv in question returned, None where there is none;
    ``queue``: what lay in the queue before it (or lies there now)."""

    reader: str = ""
    writer: str = ""
    taken: tuple[Letters, ...] | None = None
    call: str = ""
    queue: tuple[Letters, ...] = ()
    before: bool = False
    sends: tuple[tuple[int, str, int], ...] = ()
    stream: bool = True


class LettersView(QWidget):
    """The picture: reader, queue, writer.

    Signals: ``send_clicked(number)``: light the bytes of that send, 0: of none in particular.
    """

    send_clicked = Signal(int)

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._picture = Picture()
        self._boxes: list[tuple[QRectF, int]] = []
        self._chosen = self._lit = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: Picture, chosen: int = 0) -> None:
        """Draw another moment; ``chosen``: the № that is lit (0: none)."""
        if (picture, chosen) != (self._picture, self._chosen):
            self._picture, self._chosen = picture, chosen
            known = {part.send for part in (*picture.queue, *(picture.taken or ()))}
            self._lit = chosen if chosen in known and len(known) > 1 else 0
            self.update()

    @property
    def picture(self) -> Picture:
        """What is drawn."""
        return self._picture

    def sizeHint(self) -> QSize:
        """As in the lessons."""
        return QSize(self._scale.px(840), self._scale.px(200))

    def minimumSizeHint(self) -> QSize:
        """The letters are cut where there is less room."""
        return QSize(self._scale.px(420), self._scale.px(170))

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three columns under three headings."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale
        self._boxes = []
        gap = scale.px(28)
        side = max(scale.px(120), min(scale.px(236), (self.width() - 2 * gap) * 0.27))
        wanted = self._queue_width()
        middle = min(max(scale.px(150), wanted), self.width() - 2 * side - 2 * gap)
        middle_left = side + gap + max(0.0, (self.width() - 2 * side - 2 * gap - middle) / 2)
        top = scale.metrics("smallStrong").height() + scale.px(14)
        badge = badge_height(scale) + scale.px(8)
        height = min(scale.px(84), self.height() - top - badge - self._note_height())
        tank = QRectF(middle_left, top + badge, middle, max(scale.px(50), height))
        left = QRectF(1, tank.top() - scale.px(20), side, tank.height() + scale.px(40))
        right = QRectF(self.width() - side - 1, top, side, self.height() - top - 2)
        self._heading(painter, left.left(), side, self.reader_words())
        self._heading(painter, tank.left(), middle + gap, self.queue_words())
        self._heading(painter, right.left(), side, self._writer_words())
        self._paint_taken(painter, left)
        self._paint_queue(painter, tank)
        self._paint_sends(painter, right, tank)
        paint_arrow(painter, QPointF(tank.left() - scale.px(3), tank.center().y()),
                    QPointF(left.right() + scale.px(3), tank.center().y()),
                    theme().color("text"), scale.pen(3))  # fmt: skip
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), scale.px(6))

    def _opacity(self, send: int) -> float:
        return FADED if self._lit and send != self._lit else 1.0

    def _heading(self, painter: QPainter, left: float, room: float, text: str) -> None:
        scale = self._scale
        painter.setFont(scale.font("smallStrong"))
        painter.setPen(theme().color("text"))
        cut = scale.metrics("smallStrong").elidedText(text, Qt.TextElideMode.ElideRight, room)
        height = scale.metrics("smallStrong").height()
        painter.drawText(QRectF(left, 0, room, height + 2), Qt.AlignmentFlag.AlignLeft, cut)

    def reader_words(self) -> str:
        """Over the left column."""
        return translate("Letters", "%1 took").replace("%1", self._picture.reader)

    def _writer_words(self) -> str:
        return translate("Letters", "%1 sent").replace("%1", self._picture.writer)

    def queue_words(self) -> str:
        """Over the queue."""
        picture = self._picture
        size = event_words.short_size(sum(part.count for part in picture.queue))
        if picture.before:
            text = translate("Letters", "Receive queue before %1 · %2")
            return text.replace("%1", picture.call.partition("(")[0]).replace("%2", size)
        return translate("Letters", "Receive queue · %1").replace("%1", size)

    def _note_height(self) -> float:
        return float(2 * self._scale.metrics("caption").height() + self._scale.px(8))

    def _cell(self) -> float:
        return float(self._scale.metrics("monoLarge").horizontalAdvance("0") + self._scale.px(18))

    def _queue_width(self) -> float:
        count = sum(len(part.data) for part in self._picture.queue)
        return count * self._cell() + self._scale.px(18)

    def _paint_taken(self, painter: QPainter, box: QRectF) -> None:
        look, scale = theme(), self._scale
        picture = self._picture
        green = look.color("running")
        known = picture.taken is not None
        painter.setPen(QPen(green if known else look.color("edge"), scale.pen(2 if known else 1)))
        painter.setBrush(look.color("accentSoft") if known else look.color("surface"))
        painter.drawRoundedRect(box, scale.px(6), scale.px(6))
        inner = box.adjusted(scale.px(12), scale.px(10), -scale.px(12), -scale.px(10))
        painter.setPen(look.color("text"))
        if picture.taken is None:
            painter.setFont(scale.font("small"))
            painter.setPen(look.color("muted"))
            text = translate("Letters", "Nothing has been read yet.")
            painter.drawText(inner, int(Qt.TextFlag.TextWordWrap), text)
            return
        painter.setFont(scale.font("mono"))
        size = sum(part.count for part in picture.taken)
        line = scale.metrics("mono").height()
        call = f"{picture.call} → {size}"
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line),
                         Qt.AlignmentFlag.AlignLeft,
                         scale.metrics("mono").elidedText(call, Qt.TextElideMode.ElideRight,
                                                          inner.width()))  # fmt: skip
        self._paint_literal(painter, inner.adjusted(0, line + scale.px(8), 0, 0))
        if len({part.send for part in picture.taken}) > 1:
            painter.setFont(scale.font("caption"))
            painter.setPen(look.color("text"))
            text = counts().one_call_took(len(picture.taken))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap),
                             text)  # fmt: skip

    def _paint_literal(self, painter: QPainter, box: QRectF) -> None:
        """The bytes as Python writes them, each send's in its colour."""
        scale, metrics = self._scale, self._scale.metrics("monoLarge")
        painter.setFont(scale.font("monoLarge"))
        taken = self._picture.taken or ()
        runs = [("b'", 0)] + [(_inside(part.data), part.send) for part in taken] + [("'", 0)]
        x, right = box.left(), box.right()
        for text, send in runs:
            painter.setPen(send_ink(send) if send else theme().color("muted"))
            room = right - x
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(x, box.top() + metrics.ascent()), shown)
            x += metrics.horizontalAdvance(shown)
            if shown != text:
                break

    def _paint_queue(self, painter: QPainter, box: QRectF) -> None:
        look, scale = theme(), self._scale
        kernel = look.color("kernel")
        painter.setPen(QPen(kernel, scale.pen(2)))
        painter.setBrush(mix(kernel, look.color("surface"), 0.05))
        painter.drawRoundedRect(box, scale.px(6), scale.px(6))
        inner = box.adjusted(scale.px(7), scale.px(7), -scale.px(7), -scale.px(7))
        count = max(1, sum(len(part.data) for part in self._picture.queue))
        cell = min(self._cell(), inner.width() / count)
        least = scale.metrics("monoSmall").horizontalAdvance("00") + 2
        left = inner.left()
        for part in self._picture.queue:
            room = int((inner.right() - left + 0.5) / max(cell, least))
            if room <= 0:
                break
            self._paint_part(painter, part, QRectF(left, inner.top(), 0, inner.height()),
                             max(cell, least), room)  # fmt: skip
            left += min(len(part.data), room) * max(cell, least)
        if sum(len(part.data) for part in self._picture.queue) * max(cell, least) > (
            inner.width() + 1
        ):
            painter.setPen(look.color("text"))
            painter.setFont(scale.font("smallStrong"))
            room_left = QRectF(inner.right() - scale.px(16), inner.top(), scale.px(18),
                               inner.height())  # fmt: skip
            painter.fillRect(room_left, mix(kernel, look.color("surface"), 0.05))
            painter.drawText(room_left, Qt.AlignmentFlag.AlignCenter, "…")
        if not self._picture.queue:
            painter.setFont(scale.font("small"))
            painter.setPen(look.color("muted"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, translate("Letters", "empty"))
        note = QRectF(box.left() - scale.px(10), box.bottom() + scale.px(8),
                      box.width() + scale.px(20), self._note_height())  # fmt: skip
        painter.setFont(scale.font("caption"))
        painter.setPen(look.color("muted"))
        text = translate(
            "Letters", "the queue knows no borders between sends; the colours are ours"
        )
        if not self._picture.stream:
            text = translate("Letters", "each datagram stays by itself")
        if len(self._picture.queue) > 1:
            painter.drawText(note, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap),
                             text)  # fmt: skip

    def _paint_part(
        self, painter: QPainter, part: Letters, box: QRectF, cell: float, room: int
    ) -> None:
        scale = self._scale
        signs = glyphs(part.data)[:room]
        if not signs:
            return
        width = len(signs) * cell
        box.setWidth(width - (0 if self._picture.stream else scale.px(4)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(self._opacity(part.send))
        painter.setBrush(send_color(part.send))
        painter.drawRect(box)
        self._boxes.append((QRectF(box), part.send))
        painter.setPen(on_send())
        large, small = scale.metrics("monoLarge"), scale.metrics("monoSmall")
        spare = max(0.0, box.height() - large.height() - small.height())
        upper, lower = box.top() + spare * 0.35, box.bottom() - small.height() - spare * 0.3
        for place, sign in enumerate(signs):
            x = box.left() + place * cell
            painter.setFont(scale.font("monoLarge" if len(sign.text) < 2 else "mono"))
            painter.drawText(QRectF(x, upper, cell, large.height()),
                             Qt.AlignmentFlag.AlignCenter, sign.text)  # fmt: skip
            painter.setFont(scale.font("monoSmall"))
            painter.drawText(QRectF(x, lower, cell, small.height()),
                             Qt.AlignmentFlag.AlignCenter, f"{part.data[place]:02X}")  # fmt: skip
        badge = badge_width(part.send, scale)
        if badge <= width + scale.px(4):
            paint_badge(painter, box.center().x() - badge / 2,
                        box.top() - scale.px(14) - badge_height(scale) / 2, part.send,
                        scale)  # fmt: skip
        painter.setOpacity(1.0)

    def _paint_sends(self, painter: QPainter, box: QRectF, tank: QRectF) -> None:
        look, scale = theme(), self._scale
        sends = self._picture.sends[-_SENDS_SHOWN:]
        if not sends:
            return
        gap = scale.px(8)
        height = min(scale.px(42), (box.height() - gap * (len(sends) - 1)) / len(sends))
        whole = height * len(sends) + gap * (len(sends) - 1)
        top = max(box.top(), min(tank.center().y() - whole / 2, box.bottom() - whole))
        for place, (send, text, count) in enumerate(sends):
            card = QRectF(box.left(), top + place * (height + gap), box.width(), height)
            self._boxes.append((card, send))
            painter.setOpacity(self._opacity(send))
            painter.setPen(QPen(look.color("edge"), scale.pen(1)))
            painter.setBrush(look.color("surface"))
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), scale.px(6), scale.px(6))
            strip = QRectF(card.left(), card.top(), scale.px(5), card.height())
            painter.fillRect(strip, send_color(send))
            badge = badge_width(send, scale)
            paint_badge(painter, card.right() - badge - scale.px(8), card.center().y(), send,
                        scale)  # fmt: skip
            words = card.adjusted(scale.px(13), 0, -badge - scale.px(14), 0)
            painter.setFont(scale.font("mono"))
            painter.setPen(look.color("text"))
            tail = f" → {count}"
            room = words.width() - scale.metrics("mono").horizontalAdvance(tail)
            shown = scale.metrics("mono").elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown + tail)
            at = tank.center().y() + (place - (len(sends) - 1) / 2) * tank.height() * 0.25
            paint_arrow(painter, QPointF(card.left() - 1, card.center().y()),
                        QPointF(tank.right() + scale.px(3), at), send_color(send),
                        scale.pen(3))  # fmt: skip
        painter.setOpacity(1.0)

    # --- pointing -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A block or a send that is clicked is lit everywhere; a second click puts it out."""
        found = (send for box, send in self._boxes if box.contains(event.position()))
        send = next(found, 0)
        if send:
            self.send_clicked.emit(0 if send == self._chosen else send)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from send to send; Enter or Escape puts the light out."""
        key = Qt.Key(event.key())
        sends = list(dict.fromkeys(part.send for part in self._picture.queue if part.send))
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and sends:
            step = 1 if key == Qt.Key.Key_Right else -1
            here = sends.index(self._chosen) + step if self._chosen in sends else 0
            self.send_clicked.emit(sends[min(max(0, here), len(sends) - 1)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) and self._chosen:
            self.send_clicked.emit(0)
        else:
            super().keyPressEvent(event)


def _inside(data: bytes) -> str:
    """The inside of Python's literal."""
    text = repr(data)
    return text[2:-1]
