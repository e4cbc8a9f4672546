"""The bytes themselves: offset, hex, text; what is chosen in one is chosen in the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from desktop.sockets.colours import send_color, send_ink
from desktop.sockets.hex_model import ByteKind, Glyph, glyphs, letter_span
from desktop.sockets.scale import Scale
from desktop.theme import theme
from desktop.theme.colors import mix
from desktop.widgets import paint_focus
from desktop.widgets.accessible_role import set_role

_WIDE, _NARROW = 16, 8


class HexArea(QAbstractScrollArea):
    """Rows of 8 or 16 bytes. Arrows move, Shift extends, Ctrl+A takes all.

    Attributes: ``data``; ``in_text``, whether the person works in the text column.
    Signals: ``chosen()``: another stretch of bytes is chosen; ``menu_wanted(point)``.
    """

    chosen = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.data = b""
        self.glyphs: list[Glyph] = []
        self._sends: Sequence[int] = ()
        self._lit = 0
        self._anchor = self._cursor = 0
        self._has_choice = False
        self.in_text = False
        self.per_row = _NARROW
        self._spare = float(scale.px(5))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        set_role(self, QAccessible.Role.Document)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setAutoFillBackground(False)
        self.setCornerWidget(QWidget())
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    # --- content ------------------------------------------------------------------------------

    def show_bytes(self, data: bytes, sends: Sequence[int], lit: int = 0) -> None:
        """Show bytes with the № of each one's send; ``lit`` is what stays bright (0: all)."""
        if data != self.data:
            self.data = data
            self.glyphs = glyphs(data)
            self._anchor = self._cursor = 0
            self._has_choice = False
            self.verticalScrollBar().setValue(0)
            self._measure()
        if (sends, lit) != (self._sends, self._lit):
            self._sends, self._lit = sends, lit
            self.viewport().update()

    @property
    def choice(self) -> tuple[int, int]:
        """The chosen bytes: from, to (not included). Equal where nothing is chosen."""
        if not self._has_choice:
            return 0, 0
        low, high = sorted((self._anchor, self._cursor))
        start = letter_span(self.glyphs, low)[0] if self.in_text else low
        end = letter_span(self.glyphs, high)[1] if self.in_text else high + 1
        return start, end

    def choose(self, start: int, end: int) -> None:
        """Choose bytes; an empty stretch chooses nothing."""
        self._has_choice = end > start
        self._anchor, self._cursor = start, max(start, end - 1)
        self.viewport().update()
        self.chosen.emit()

    # --- measures -----------------------------------------------------------------------------

    def restyle(self) -> None:
        """Sizes in force."""
        self._measure()
        self.updateGeometry()
        self.viewport().update()

    @property
    def _row(self) -> int:
        return round(self._scale.metrics("mono").height() + self._scale.px(9))

    @property
    def _cell(self) -> float:
        return float(self._scale.metrics("mono").horizontalAdvance("00") + self._spare * 1.2)

    @property
    def _letter(self) -> float:
        return float(self._scale.metrics("mono").horizontalAdvance("00") + self._spare * 0.3)

    @property
    def _hex_left(self) -> float:
        digits = max(2, len(f"{max(0, len(self.data) - 1):X}"))
        return self._scale.metrics("mono").horizontalAdvance("0" * digits) + self._scale.px(8)

    def _text_left(self, per_row: int) -> float:
        return self._hex_left + per_row * self._cell + self._scale.px(6)

    def _width(self, per_row: int) -> float:
        return self._text_left(per_row) + per_row * self._letter + self._scale.px(2)

    def _measure(self) -> None:
        room = self.viewport().width()
        self._spare = float(self._scale.px(5))
        self._spare = float(self._scale.px(2))
        self.per_row = _WIDE if self._width(_WIDE) <= room else _NARROW
        self._spare = float(self._scale.px(5))
        if (over := self._width(self.per_row) - room) > 0:
            # Closer together before anything scrolls.
            self._spare = max(1.0, self._spare - over / (self.per_row * 1.5))
        rows = -(-len(self.data) // self.per_row)
        bar = self.verticalScrollBar()
        bar.setSingleStep(self._row)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, rows * self._row - self.viewport().height()))
        across = self.horizontalScrollBar()
        across.setPageStep(room)
        across.setRange(0, max(0, round(self._width(self.per_row)) - room))

    def sizeHint(self) -> QSize:
        """Five rows of eight bytes."""
        return QSize(round(self._width(_NARROW)) + 14, 5 * self._row)

    def minimumSizeHint(self) -> QSize:
        """Two rows; narrower ones scroll."""
        return QSize(self._scale.px(160), 2 * self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Perhaps 16 bytes fit now."""
        super().resizeEvent(event)
        self._measure()

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that can be seen."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.horizontalScrollBar().value(), 0)
        painter.setFont(self._scale.font("mono"))
        top = self.verticalScrollBar().value()
        first = top // self._row
        last = (top + self.viewport().height()) // self._row + 1
        rows = -(-len(self.data) // self.per_row)
        for row in range(first, min(last, rows)):
            self._paint_row(painter, row, row * self._row - top)
        if self.hasFocus() and self.data:
            painter.resetTransform()
            paint_focus(painter, QRectF(self.viewport().rect()), 4)

    def _paint_row(self, painter: QPainter, row: int, top: int) -> None:
        look = theme()
        start = row * self.per_row
        digits = max(2, len(f"{max(0, len(self.data) - 1):X}"))
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(0, top, self._hex_left, self._row),
                         Qt.AlignmentFlag.AlignVCenter, f"{start:0{digits}X}")  # fmt: skip
        low, high = self.choice
        for place in range(start, min(start + self.per_row, len(self.data))):
            column = place - start
            glyph = self.glyphs[place]
            send = self._sends[place] if place < len(self._sends) else 0
            faded = self._lit > 0 and send != self._lit
            painter.setOpacity(0.45 if faded else 1.0)
            box = QRectF(self._hex_left + column * self._cell, top + 1, self._cell, self._row - 2)
            letter = QRectF(self._text_left(self.per_row) + column * self._letter, top + 1,
                            self._letter, self._row - 2)  # fmt: skip
            chosen = low <= place < high
            self._paint_ground(painter, box, glyph, send, chosen=chosen)
            if chosen:
                painter.fillRect(letter, look.color("selection"))
            painter.setPen(look.color("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{self.data[place]:02X}")
            self._paint_glyph(painter, letter, glyph, send)
        painter.setOpacity(1.0)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, glyph: Glyph, send: int, *, chosen: bool
    ) -> None:
        look = theme()
        many = glyph.kind in (ByteKind.LEAD, ByteKind.TAIL)
        color = look.color("danger") if glyph.kind is ByteKind.HALF else send_color(send)
        share = 0.26 if many or glyph.kind is ByteKind.HALF else 0.10
        ground = look.color("selection") if chosen else mix(color, look.color("surface"), share)
        painter.fillRect(box, ground)
        if glyph.kind is ByteKind.HALF:
            painter.setPen(QPen(look.color("danger"), self._scale.pen(1.5)))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _paint_glyph(self, painter: QPainter, box: QRectF, glyph: Glyph, send: int) -> None:
        look = theme()
        color: QColor = send_ink(send)
        if glyph.kind is ByteKind.HALF:
            color = look.color("danger")
        elif glyph.kind in (ByteKind.CONTROL, ByteKind.SPACE, ByteKind.BAD):
            color = look.color("muted")
        painter.setPen(color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, glyph.text)

    # --- pointing -----------------------------------------------------------------------------

    def _at(self, point: QPointF) -> tuple[int, bool] | None:
        """The byte at a point, and whether it is in the text column."""
        x = point.x() + self.horizontalScrollBar().value()
        row = int(point.y() + self.verticalScrollBar().value()) // self._row
        text_left = self._text_left(self.per_row)
        in_text = x >= text_left - self._scale.px(4)
        across = (x - text_left) / self._letter if in_text else (x - self._hex_left) / self._cell
        column = min(max(0, int(across)), self.per_row - 1)
        place = row * self.per_row + column
        if row < 0 or not self.data:
            return None
        return min(place, len(self.data) - 1), in_text

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose; a right click keeps the choice."""
        found = self._at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place, self.in_text = found
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._has_choice:
            self._cursor = place
        else:
            self._anchor = self._cursor = place
        self._has_choice = True
        self.viewport().update()
        self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the choice."""
        found = self._at(event.position())
        if found is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._cursor = found[0]
            self._show_cursor()
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and extend."""
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.per_row,
            Qt.Key.Key_Down: self.per_row, Qt.Key.Key_Home: -len(self.data),
            Qt.Key.Key_End: len(self.data),
        }  # fmt: skip
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_A and self.data:
            self.choose(0, len(self.data))
        elif key in steps and self.data and not control:
            was = self._cursor if self._has_choice else -1 if steps[key] == 1 else 0
            self._cursor = min(max(0, was + steps[key]), len(self.data) - 1)
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not self._has_choice:
                self._anchor = self._cursor
            self._has_choice = True
            self._show_cursor()
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _show_cursor(self) -> None:
        top = self._cursor // self.per_row * self._row
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._row > bar.value() + self.viewport().height():
            bar.setValue(top + self._row - self.viewport().height())
        self.viewport().update()
