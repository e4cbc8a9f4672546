"""A queue as letters: what was sent, what lies there byte by byte, and what one recv took.

The first byte is nearest to the exit, so the letters read from left to right and the reader stands
at the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sockets import event_words
from desktop.sockets.colours import on_send, send_color, send_ink
from desktop.sockets.hex_model import glyphs
from desktop.sockets.letters_picture import Letters, Picture, inside, literal
from desktop.sockets.letters_room import Need, fold, share
from desktop.sockets.pane_counts import counts
from desktop.sockets.pane_paint import badge_height, badge_width, paint_arrow, paint_badge
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus

if TYPE_CHECKING:
    from desktop.sockets.scale import Scale
from desktop.sockets.selection import FADED
from desktop.widgets.accessible_role import set_role

translate = QCoreApplication.translate

_SENDS_SHOWN = 4


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
        set_role(self, QAccessible.Role.Graphic)
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
        gap = scale.px(23)
        room = self.width() - 2 * gap - 2
        side, middle, last = self._columns(room)
        middle_left = 1 + side + gap + max(0.0, (room - side - middle - last) / 2)
        top = scale.metrics("smallStrong").height() + scale.px(14)
        badge = badge_height(scale) + scale.px(8)
        height = min(scale.px(84), self.height() - top - badge - self._note_height())
        tank = QRectF(middle_left, top + badge, middle, max(scale.px(50), height))
        left = QRectF(1, tank.top() - scale.px(20), side, tank.height() + scale.px(40))
        right = QRectF(self.width() - last - 1, top, last, self.height() - top - 2)
        self._heading(painter, left.left(), side, self.reader_words())
        self._heading(painter, tank.left(), middle, *self._queue_headings())
        self._heading(painter, right.left(), last, self._writer_words())
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

    def _columns(self, room: float) -> tuple[float, float, float]:
        """The widths of reader, queue and writer."""
        scale, picture = self._scale, self._picture
        strong, mono = scale.metrics("smallStrong"), scale.metrics("mono")
        large = scale.metrics("monoLarge")
        inset = scale.px(20) + 2
        call = max(strong.horizontalAdvance(self.reader_words()) + 2,
                   mono.horizontalAdvance(self._call_words()) + inset)  # fmt: skip
        written = large.horizontalAdvance(literal(picture.taken or ())) + inset
        reader = Need(max(scale.px(96), call), max(call, min(written, scale.px(236))))
        cards = [(self._card_words(send), self._card_room(send[0])) for send in picture.sends]
        heading = max(scale.px(96), strong.horizontalAdvance(self._writer_words()) + 2)
        writer = Need(
            max([heading, *(mono.horizontalAdvance(words[-1]) + free for words, free in cards)]),
            max([heading, *(mono.horizontalAdvance(words[0]) + free for words, free in cards)]),
        )
        headings = [strong.horizontalAdvance(text) + 2 for text in self._queue_headings()]
        count = sum(len(part.data) for part in picture.queue)
        close = count * (scale.metrics("monoSmall").horizontalAdvance("00") + scale.px(5))
        most = scale.px(300)
        queue = Need(max(headings[-1], min(close + scale.px(18), most)),
                     max(headings[0], self._queue_width(), scale.px(150)))  # fmt: skip
        # Letters that do not touch each other, then what was read, the calls, and all the rest.
        side, last, middle = share(room, (reader, writer, queue))
        spare = room - last - side - middle
        if spare > 0:  # wide: the outer columns are alike
            wide = min(scale.px(236), max(side, last))
            side, last = (grown if (grown := min(wide, old + spare / 2)) > old else old
                          for old in (side, last))  # fmt: skip
        return side, middle, last

    def _heading(self, painter: QPainter, left: float, room: float, *texts: str) -> None:
        """The longest of the texts that there is room for."""
        scale = self._scale
        metrics = scale.metrics("smallStrong")
        painter.setFont(scale.font("smallStrong"))
        painter.setPen(theme().color("text"))
        text = next((t for t in texts if metrics.horizontalAdvance(t) <= room), texts[-1])
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRectF(left, 0, room, metrics.height() + 2), Qt.AlignmentFlag.AlignLeft, cut
        )

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

    def _queue_headings(self) -> tuple[str, ...]:
        """The same, from the longest form to the shortest."""
        size = event_words.short_size(sum(part.count for part in self._picture.queue))
        texts = [self.queue_words()]
        texts.append(translate("Letters", "Receive queue · %1").replace("%1", size))
        texts.append(translate("Letters", "Queue · %1", "where there is little room").replace(
            "%1", size))  # fmt: skip
        return tuple(dict.fromkeys(texts))

    def _call_words(self) -> str:
        taken = self._picture.taken
        if taken is None:
            return ""
        return f"{self._picture.call} → {sum(part.count for part in taken)}"

    def _card_words(self, send: tuple[int, str, int]) -> tuple[str, ...]:
        """A send, from the longest form to the shortest: "send(b'one') → 3", "send(…) → 3"."""
        _number, text, count = send
        short = f"{text.partition('(')[0]}(…)"
        return f"{text} → {count}", f"{short} → {count}"

    def _card_room(self, send: int) -> float:
        """What a card takes beside its words."""
        return self._scale.px(13) + badge_width(send, self._scale) + self._scale.px(15) + 2

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
        inner = box.adjusted(scale.px(10), scale.px(9), -scale.px(10), -scale.px(9))
        painter.setPen(look.color("text"))
        if picture.taken is None:
            painter.setFont(scale.font("small"))
            painter.setPen(look.color("muted"))
            text = translate("Letters", "Nothing has been read yet.")
            painter.drawText(inner, int(Qt.TextFlag.TextWordWrap), text)
            return
        painter.setFont(scale.font("mono"))
        line = scale.metrics("mono").height()
        call = self._call_words()
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line),
                         Qt.AlignmentFlag.AlignLeft,
                         scale.metrics("mono").elidedText(call, Qt.TextElideMode.ElideRight,
                                                          inner.width()))  # fmt: skip
        foot = QRectF()
        if len({part.send for part in picture.taken}) > 1:
            painter.setFont(scale.font("caption"))
            text = counts().one_call_took(len(picture.taken))
            flags = int(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)
            foot = painter.boundingRect(inner, flags, text)
            painter.drawText(inner, flags, text)
        self._paint_literal(painter, inner.adjusted(0, line + scale.px(6), 0, -foot.height()))

    def _paint_literal(self, painter: QPainter, box: QRectF) -> None:
        """The bytes as Python writes them, each send's in its colour, in as many lines as there
        is room for."""
        scale, metrics = self._scale, self._scale.metrics("monoLarge")
        taken = self._picture.taken or ()
        text = literal(taken)
        ends = [2]
        for part in taken:
            ends.append(ends[-1] + len(inside(part.data)))
        sends = [0, *(part.send for part in taken), 0]
        letter = metrics.horizontalAdvance("0")
        lines = fold(text, box.width(), letter)
        room = max(1, int(box.height() / metrics.height()))
        painter.setFont(scale.font("monoLarge"))
        for row, (start, end) in enumerate(lines[:room]):
            cut = row == room - 1 and len(lines) > room
            y = box.top() + row * metrics.height() + metrics.ascent()
            for at in range(start, end):
                send = sends[sum(1 for stop in ends if stop <= at)]
                sign = "…" if cut and at == end - 1 else text[at]
                painter.setPen(send_ink(send) if send else theme().color("muted"))
                painter.drawText(QPointF(box.left() + (at - start) * letter, y), sign)

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
        painter.setFont(scale.font("caption"))
        painter.setPen(look.color("muted"))
        text = translate(
            "Letters", "the queue knows no borders between sends; the colours are ours"
        )
        if not self._picture.stream:
            text = translate("Letters", "each datagram stays by itself")
        if len(self._picture.queue) > 1:
            width = box.width() + scale.px(20)
            long = scale.metrics("caption").horizontalAdvance(text)
            if long > width:  # two lines of about the same length
                width = min(width, long * 0.6)
            note = QRectF(box.center().x() - width / 2, box.bottom() + scale.px(8), width,
                          self._note_height())  # fmt: skip
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
        mono = scale.metrics("mono")
        forms = [
            (self._card_words(one), box.width() - self._card_room(one[0]) + 1) for one in sends
        ]
        long = all(mono.horizontalAdvance(words[0]) <= free for words, free in forms)
        for place, (send, _text, _count) in enumerate(sends):
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
            shown = mono.elidedText(
                forms[place][0][0 if long else -1], Qt.TextElideMode.ElideRight, words.width() + 1
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
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
