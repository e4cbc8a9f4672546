"""A message of the demonstration: a bubble with the number of its bytes; it leads to them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from core.client.events import Delivery, MessageReceived
from desktop.sockets.colours import send_color, send_label
from desktop.sockets.pane_paint import badge_width, paint_badge
from desktop.sockets.scale import Scale
from desktop.sockets.selection import FADED
from desktop.theme import theme
from desktop.widgets import paint_focus

translate = QCoreApplication.translate
_PADDING = 12
_GAP = 8
_WIDEST = 0.86


class Bubble(QAbstractButton):
    """One message; pressed, it leads down to its bytes.

    Attributes: ``message``; ``event``, the number of the call that carried it; ``number``, the №
    of its bytes, None while they are not known.
    """

    def __init__(self, message: MessageReceived, scale: Scale) -> None:
        super().__init__()
        self.message = message
        self.event_number: int | None = None
        self.number: int | None = None
        self.stored = message.delivery is Delivery.STORED
        self.lit = False
        self.faded = False
        self._scale = scale
        self._layout = QTextLayout()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        scale.changed.connect(self._fit)
        self.retranslate()

    def set_call(self, event: int, number: int) -> None:
        """The call that carried it, and the № of its bytes."""
        if (event, number) != (self.event_number, self.number):
            self.event_number, self.number = event, number
            self._fit()
            self.retranslate()
            self.update()

    def set_light(self, *, lit: bool, faded: bool) -> None:
        """Lit: these are the chosen bytes. Faded: others are."""
        if (lit, faded) != (self.lit, self.faded):
            self.lit, self.faded = lit, faded
            self.update()

    def set_stored(self) -> None:
        """Its echo came back from the server."""
        self.stored = True
        self.update()

    def retranslate(self) -> None:
        """What a screen reader says."""
        text = translate("Demo", "%1: %2").replace("%1", self.message.nick)
        text = text.replace("%2", self.message.text)
        if self.number is not None:
            text += ", " + send_label(self.number)
        self.setAccessibleName(text)
        self.setAccessibleDescription(translate("Demo", "Press to go down to its bytes"))

    # --- size ---------------------------------------------------------------------------------

    def _shape(self, width: int) -> tuple[float, float]:
        """Width and height of the text, laid out for a pane of ``width``."""
        layout = self._layout
        layout.setText(self.message.text)
        layout.setFont(self._scale.font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        room = width * _WIDEST - 2 * self._scale.px(_PADDING)
        layout.beginLayout()
        height = widest = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(10.0, room))
            line.setPosition(QPointF(0, height))
            height += line.height()
            widest = max(widest, line.naturalTextWidth())
        layout.endLayout()
        return widest, height

    def _tail(self) -> float:
        """Width of the badge, the marks and the time."""
        px = self._scale.px
        width = self._scale.metrics("caption", tabular=True).horizontalAdvance(self._time())
        if self.message.own:
            width += px(20)
        if self.number is not None:
            width += badge_width(self.number, self._scale) + px(6)
        return width

    def _time(self) -> str:
        moment = QDateTime.fromSecsSinceEpoch(int(self.message.time)).time()
        return QLocale().toString(moment, "HH:mm")

    def hasHeightForWidth(self) -> bool:
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Text and tail, side by side where there is room."""
        px = self._scale.px
        text_width, text_height = self._shape(width)
        beside = text_width + px(_GAP) + self._tail() <= width * _WIDEST - 2 * px(_PADDING)
        tail = 0 if beside else px(18)
        return round(text_height + tail + 2 * px(7))

    def sizeHint(self) -> QSize:
        """For the width that it has."""
        width = self.width() or self._scale.px(240)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll area tells a new width without asking for the height again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = self.heightForWidth(self.width())
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, text, badge, marks, time."""
        look, px = theme(), self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.faded:
            painter.setOpacity(FADED)
        text_width, _ = self._shape(self.width())
        tail = self._tail()
        room = self.width() * _WIDEST - 2 * px(_PADDING)
        beside = text_width + px(_GAP) + tail <= room
        inner = text_width + px(_GAP) + tail if beside else max(text_width, tail)
        width = inner + 2 * px(_PADDING)
        left = self.width() - width - 3 if self.message.own else 3.0
        box = QRectF(left, 2, width, self.height() - 4)
        painter.setBrush(look.color("accentSoft" if self.message.own else "sunken"))
        lit = self.lit and self.number is not None
        edge = send_color(self.number or 0) if lit else look.color("line")
        painter.setPen(QPen(edge, self._scale.pen(2 if lit else 1)))
        painter.drawRoundedRect(box, px(12), px(12))
        painter.setPen(look.color("text"))
        self._layout.draw(painter, QPointF(box.left() + px(_PADDING), (box.top() + px(5))))
        middle = box.bottom() - px(12) if not beside else box.center().y()
        self._paint_tail(painter, box.right() - px(_PADDING), middle)
        if self.hasFocus():
            paint_focus(painter, box.adjusted(-1, -1, 1, 1), px(12))

    def _paint_tail(self, painter: QPainter, right: float, middle: float) -> None:
        look, px = theme(), self._scale.px
        font = self._scale.font("caption", tabular=True)
        time = self._time()
        width = self._scale.metrics("caption", tabular=True).horizontalAdvance(time)
        painter.setFont(font)
        painter.setPen(look.color("muted"))
        place = QRectF(right - width - 1, middle - px(10), width + 2, px(20))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), time)
        x = right - width
        if self.message.own:
            size = px(14)
            x -= size + px(5)
            name = "check-check" if self.stored else "check"
            pixmap = look.pixmap(name, "accent", size, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, middle - size / 2), pixmap)
        if self.number is not None:
            x -= badge_width(self.number, self._scale) + px(6)
            paint_badge(painter, x, middle, self.number, self._scale)
